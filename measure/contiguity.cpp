// Neighbours by shared borders. Outlines meet where they share vertices (queen) or edges between
// the same two vertices (rook), as those of one map do; a vertex in the middle of another's edge is
// not seen.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <unordered_map>

#include "measure/link_rows.hpp"
#include "measure/weights.hpp"

namespace balloon::measure {

namespace {

constexpr std::uint32_t no_vertex = ~std::uint32_t{0};

struct Cell {
  std::int64_t x = 0, y = 0;
  bool operator==(const Cell&) const = default;
};

struct CellHash {
  std::size_t operator()(const Cell& cell) const {
    auto h = static_cast<std::uint64_t>(cell.x) * 0x9e3779b97f4a7c15U;
    h = (h ^ (h >> 29) ^ static_cast<std::uint64_t>(cell.y)) * 0xbf58476d1ce4e5b9U;
    return static_cast<std::size_t>(h ^ (h >> 32));
  }
};

/// Makes one of vertices that are nearer than `snap`, directly or through others. Cells are some
/// snaps wide, so that most vertices need to look at their own cell only.
class Snapper {
 public:
  Snapper(double snap, std::size_t vertices) : snap_(snap), side_(16 * std::max(snap, 1e-9)) {
    first_.reserve(vertices / 2);
  }

  /// Number of a vertex; the same for the same coordinates.
  std::uint32_t add(double x, double y) {
    if (!(std::abs(x) <= 360 && std::abs(y) <= 360))
      throw std::invalid_argument("a vertex is not in degrees");
    if (std::abs(x - 180) <= snap_) x -= 360;  // both sides of the antimeridian are one line
    const Cell own{cell(x), cell(y)};
    auto& head = first_.try_emplace(own, no_vertex).first->second;
    for (auto k = head; k != no_vertex; k = vertices_[k].next)
      if (vertices_[k].x == x && vertices_[k].y == y) return k;
    const auto number = static_cast<std::uint32_t>(vertices_.size());
    vertices_.push_back({x, y, head, number});
    head = number;
    const Cell low{cell(x - snap_), cell(y - snap_)}, high{cell(x + snap_), cell(y + snap_)};
    for (Cell c = low; c.x <= high.x; ++c.x)
      for (c.y = low.y; c.y <= high.y; ++c.y)
        for (auto k = c == own ? head : first(c); k != no_vertex; k = vertices_[k].next)
          if (square(vertices_[k].x - x) + square(vertices_[k].y - y) < snap_ * snap_)
            unite(k, number);
    return number;
  }

  /// Number of the vertex that stands for all that are one with it, once all were added.
  std::uint32_t one(std::uint32_t number) {
    while (vertices_[number].parent != number) {
      vertices_[number].parent = vertices_[vertices_[number].parent].parent;
      number = vertices_[number].parent;
    }
    return number;
  }

 private:
  struct Vertex {
    double x, y;
    std::uint32_t next;    ///< of the same cell
    std::uint32_t parent;  ///< towards the one that stands for it
  };

  static double square(double x) { return x * x; }
  std::int64_t cell(double x) const { return static_cast<std::int64_t>(std::floor(x / side_)); }
  std::uint32_t first(const Cell& c) const {
    const auto found = first_.find(c);
    return found == first_.end() ? no_vertex : found->second;
  }
  void unite(std::uint32_t a, std::uint32_t b) {
    a = one(a);
    b = one(b);
    vertices_[std::max(a, b)].parent = std::min(a, b);
  }

  double snap_, side_;
  std::vector<Vertex> vertices_;
  std::unordered_map<Cell, std::uint32_t, CellHash> first_;
};

/// A vertex or an edge, and a place that has it.
struct Corner {
  std::uint64_t what;
  std::uint32_t place;
  bool operator==(const Corner&) const = default;
  bool operator<(const Corner& o) const { return what != o.what ? what < o.what : place < o.place; }
};

std::vector<Corner> shares_of(const std::vector<Outline>& outlines, bool queen, double snap) {
  std::size_t count = 0;
  for (const auto& outline : outlines)
    for (const auto& ring : outline.rings) count += ring.size();
  if (count >= no_vertex) throw std::length_error("too many vertices");
  Snapper snapper(snap, count);
  std::vector<std::uint32_t> numbers;
  numbers.reserve(count);
  for (const auto& outline : outlines)
    for (const auto& ring : outline.rings)
      for (const auto& at : ring) numbers.push_back(snapper.add(at[0], at[1]));
  for (auto& number : numbers) number = snapper.one(number);

  std::vector<Corner> shares;
  shares.reserve(count);
  auto ring_start = numbers.begin();
  for (std::size_t place = 0; place < outlines.size(); ++place)
    for (const auto& ring : outlines[place].rings) {
      const auto ring_end = ring_start + static_cast<std::ptrdiff_t>(ring.size());
      for (auto it = ring_start; it != ring_end; ++it) {
        const std::uint64_t a = *it, b = it + 1 == ring_end ? *ring_start : *(it + 1);
        if (queen)
          shares.push_back({a, static_cast<std::uint32_t>(place)});
        else if (a != b)
          shares.push_back(
              {std::min(a, b) << 32 | std::max(a, b), static_cast<std::uint32_t>(place)});
      }
      ring_start = ring_end;
    }
  std::sort(shares.begin(), shares.end());
  shares.erase(std::unique(shares.begin(), shares.end()), shares.end());
  return shares;
}

}  // namespace

/// Throws std::invalid_argument for a vertex beyond 360 degrees or a snap outside 0 to 1,
/// std::length_error for too many links.
Weights contiguity(const std::vector<Outline>& outlines, bool queen, double snap) {
  if (!(snap >= 0 && snap <= 1)) throw std::invalid_argument("a snap must be from 0 to 1 degree");
  const auto shares = shares_of(outlines, queen, snap);
  std::vector<std::vector<Index>> links(outlines.size());
  Index count = 0;
  for (std::size_t first = 0, last; first < shares.size(); first = last) {
    for (last = first; last < shares.size() && shares[last].what == shares[first].what;) ++last;
    const auto meeting = static_cast<Index>(last - first);
    if (meeting * (meeting - 1) > most_links) throw std::length_error("too many links");
    for (auto i = first; i < last; ++i)
      for (auto j = first; j < last; ++j) {
        auto& row = links[shares[i].place];
        const auto to = static_cast<Index>(shares[j].place);
        // Along a border the same pair comes again and again.
        if (i == j || (!row.empty() && row.back() == to)) continue;
        if (++count > most_links) throw std::length_error("too many links");
        row.push_back(to);
      }
  }
  LinkRows rows(static_cast<Index>(outlines.size()));
  for (auto& row : links) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    rows.add(row);
    row = {};
  }
  return rows.finish();
}

}  // namespace balloon::measure
