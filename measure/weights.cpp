#include "measure/weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "measure/link_rows.hpp"
#include "measure/sphere_tree.hpp"

namespace balloon::measure {

namespace {

constexpr double nearest_counted = 0.1;  // km; nearer places count as this far apart

std::size_t slot(Index i) { return static_cast<std::size_t>(i); }

/// Calls take(row, links) for each place with its (place, km) nearer than `km`, ascending.
template <class Take>
void each_band(const std::vector<Point>& points, double km, Take take) {
  if (!(km > 0)) throw std::invalid_argument("a distance must be greater than 0");
  const SphereTree tree(points);
  const double chord = SphereTree::chord(km);
  std::vector<std::size_t> found;
  std::vector<std::pair<Index, double>> links;
  for (std::size_t i = 0; i < points.size(); ++i) {
    tree.within(i, chord, found);
    std::sort(found.begin(), found.end());
    links.clear();
    for (const auto j : found) {
      const double d = distance_km(points[i], points[j]);
      if (d < km) links.emplace_back(static_cast<Index>(j), d);
    }
    take(links);
  }
}

}  // namespace

/// Throws std::invalid_argument unless `k` is from 1 to the number of other places.
Weights nearest_places(const std::vector<Point>& points, int k) {
  if (k < 1 || static_cast<std::size_t>(k) >= points.size())
    throw std::invalid_argument("k must be from 1 to the number of other places");
  const SphereTree tree(points);
  LinkRows rows(static_cast<Index>(points.size()));
  std::vector<std::size_t> found;
  std::vector<std::pair<long long, Index>> near;
  std::vector<Index> links;
  for (std::size_t i = 0; i < points.size(); ++i) {
    tree.within(i, tree.reach(i, slot(k)), found);
    near.clear();
    // Whole micrometres: places that are equally far must not be put in order by rounding.
    for (const auto j : found)
      near.emplace_back(std::llround(1e9 * distance_km(points[i], points[j])),
                        static_cast<Index>(j));
    std::sort(near.begin(), near.end());
    links.clear();
    for (int n = 0; n < k; ++n) links.push_back(near[slot(n)].second);
    std::sort(links.begin(), links.end());
    rows.add(links);
  }
  return rows.finish();
}

/// Throws std::invalid_argument unless `km` is greater than 0, std::length_error for too many
/// links.
Weights distance_band(const std::vector<Point>& points, double km) {
  LinkRows rows(static_cast<Index>(points.size()));
  each_band(points, km, [&](std::vector<std::pair<Index, double>>& links) {
    for (auto& [place, value] : links) value = 1;
    rows.add(links);
  });
  return rows.finish();
}

/// Throws as distance_band does, and std::invalid_argument unless `power` is finite and at least 0.
Weights inverse_distance(const std::vector<Point>& points, double km, double power) {
  if (!(power >= 0) || !std::isfinite(power))
    throw std::invalid_argument("a power must be finite and not negative");
  LinkRows rows(static_cast<Index>(points.size()));
  each_band(points, km, [&](std::vector<std::pair<Index, double>>& links) {
    for (auto& [place, value] : links) value = std::pow(std::max(value, nearest_counted), -power);
    rows.add(links);
  });
  return rows.finish();
}

/// Throws std::invalid_argument for an order below 1, std::length_error for too many links.
Weights higher_order(const Weights& first, int order) {
  if (order < 1) throw std::invalid_argument("an order must be at least 1");
  if (order == 1) return first;
  const RowSparse rows = first.matrix;
  LinkRows reached(rows.rows());
  std::vector<Index> seen_by(slot(rows.rows()), -1), links, edge, beyond;
  for (Index i = 0; i < rows.rows(); ++i) {
    links.clear();
    edge.assign(1, i);
    seen_by[slot(i)] = i;
    for (int step = 0; step < order && !edge.empty(); ++step) {
      beyond.clear();
      for (const auto at : edge)
        for (RowSparse::InnerIterator it(rows, at); it; ++it) {
          if (it.value() == 0 || seen_by[slot(it.col())] == i) continue;
          seen_by[slot(it.col())] = i;
          beyond.push_back(it.col());
        }
      links.insert(links.end(), beyond.begin(), beyond.end());
      edge.swap(beyond);
    }
    std::sort(links.begin(), links.end());
    reached.add(links);
  }
  return reached.finish();
}

/// Throws std::invalid_argument for an entry that names no place, lies on the diagonal, is negative
/// or is not finite. Zeros are no links.
Weights given(Index places, const std::vector<Eigen::Triplet<double>>& entries) {
  for (const auto& e : entries) {
    if (e.row() < 0 || e.col() < 0 || e.row() >= places || e.col() >= places)
      throw std::invalid_argument("an entry lies outside the places");
    if (e.row() == e.col()) throw std::invalid_argument("a place cannot be its own neighbour");
    if (!(e.value() >= 0) || !std::isfinite(e.value()))
      throw std::invalid_argument("a weight must be finite and not negative");
  }
  Sparse matrix(places, places);
  matrix.setFromTriplets(entries.begin(), entries.end());
  matrix.prune([](Index, Index, double value) { return value != 0; });
  return with_symmetry(matrix);
}

/// An island is a place whose row is empty. Components follow links in either direction, so that an
/// island that is some other place's neighbour belongs to that one's.
Diagnostics diagnose(const Weights& weights) {
  const auto n = weights.matrix.rows();
  const RowSparse rows = weights.matrix.pruned();
  const RowSparse columns = RowSparse(rows.transpose());
  Diagnostics d;
  d.places = n;
  d.links = rows.nonZeros();
  d.mean = n == 0 ? 0 : static_cast<double>(d.links) / static_cast<double>(n);
  d.symmetric =
      std::equal(rows.outerIndexPtr(), rows.outerIndexPtr() + n, columns.outerIndexPtr()) &&
      std::equal(rows.innerIndexPtr(), rows.innerIndexPtr() + d.links, columns.innerIndexPtr());
  d.fewest = n == 0 ? 0 : n;
  d.component.assign(slot(n), -1);
  std::vector<Index> open;
  for (Index i = 0; i < n; ++i) {
    const Index count = rows.outerIndexPtr()[i + 1] - rows.outerIndexPtr()[i];
    d.fewest = std::min(d.fewest, count);
    d.most = std::max(d.most, count);
    if (count == 0) d.islands.push_back(i);
    if (d.component[slot(i)] >= 0) continue;
    d.component[slot(i)] = d.components;
    open.assign(1, i);
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      for (const auto* links : {&rows, &columns})
        for (RowSparse::InnerIterator it(*links, at); it; ++it) {
          if (d.component[slot(it.col())] >= 0) continue;
          d.component[slot(it.col())] = d.components;
          open.push_back(it.col());
        }
    }
    ++d.components;
  }
  return d;
}

}  // namespace balloon::measure
