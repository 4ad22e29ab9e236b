#include "measure/sphere_tree.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <queue>
#include <stdexcept>

namespace balloon::measure {

namespace {

constexpr double earth_radius = 6371.0088, degree = std::numbers::pi / 180;
constexpr std::size_t leaf = 8;
constexpr double hair = 1e-12;  // six micrometres, far above the rounding of chords

double square(double x) { return x * x; }

template <class Vector3>
double chord_squared(const Vector3& a, const Vector3& b) {
  return square(a[0] - b[0]) + square(a[1] - b[1]) + square(a[2] - b[2]);
}

}  // namespace

// The halved angles keep all digits for points that are near each other and for antipodes, where
// the usual forms lose half of them; both ways give the same bits.
double distance_km(Point a, Point b) {
  const double north = (a.latitude - b.latitude) * degree / 2;
  const double middle = (a.latitude + b.latitude) * degree / 2;
  const double east = (a.longitude - b.longitude) * degree / 2;
  const double c = square(std::cos(east)), s = square(std::sin(east));
  const double sine = c * square(std::sin(north)) + s * square(std::cos(middle));
  const double cosine = c * square(std::cos(north)) + s * square(std::sin(middle));
  return 2 * earth_radius * std::atan2(std::sqrt(sine), std::sqrt(cosine));
}

SphereTree::SphereTree(const std::vector<Point>& points)
    : order_(points.size()), axes_(points.size()), position_(points.size()) {
  std::vector<Vector3> vectors;
  vectors.reserve(points.size());
  for (const auto& p : points) {
    if (!std::isfinite(p.latitude) || !std::isfinite(p.longitude))
      throw std::invalid_argument("a point that is not finite");
    const double north = p.latitude * degree, east = p.longitude * degree;
    vectors.push_back(
        {std::cos(north) * std::cos(east), std::cos(north) * std::sin(east), std::sin(north)});
  }
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  build(0, order_.size(), vectors);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    position_[order_[i]] = i;
    vectors_.push_back(vectors[order_[i]]);
  }
}

void SphereTree::build(std::size_t first, std::size_t last, std::vector<Vector3>& vectors) {
  if (last - first <= leaf) return;
  Vector3 low = vectors[order_[first]], high = low;
  for (std::size_t i = first; i < last; ++i)
    for (std::size_t d = 0; d < 3; ++d) {
      low[d] = std::min(low[d], vectors[order_[i]][d]);
      high[d] = std::max(high[d], vectors[order_[i]][d]);
    }
  std::size_t axis = 0;
  for (std::size_t d = 1; d < 3; ++d)
    if (high[d] - low[d] > high[axis] - low[axis]) axis = d;
  const auto middle = first + (last - first) / 2;
  const auto at = [&](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::nth_element(at(first), at(middle), at(last), [&](std::size_t a, std::size_t b) {
    return vectors[a][axis] < vectors[b][axis];
  });
  axes_[middle] = static_cast<unsigned char>(axis);
  build(first, middle, vectors);
  build(middle + 1, last, vectors);
}

/// Calls visit(position) for what may be near; visit.bound is the squared chord beyond which
/// nothing matters, and may shrink.
template <class Visit>
void SphereTree::search(std::size_t first, std::size_t last, const Vector3& at,
                        Visit& visit) const {
  if (last - first <= leaf) {
    for (std::size_t i = first; i < last; ++i) visit(i);
    return;
  }
  const auto middle = first + (last - first) / 2;
  const double beyond = at[axes_[middle]] - vectors_[middle][axes_[middle]];
  if (beyond < 0)
    search(first, middle, at, visit);
  else
    search(middle + 1, last, at, visit);
  visit(middle);
  if (square(beyond) > visit.bound) return;
  if (beyond < 0)
    search(middle + 1, last, at, visit);
  else
    search(first, middle, at, visit);
}

double SphereTree::chord(double km) {
  return 2 * std::sin(std::clamp(km / (2 * earth_radius), 0.0, std::numbers::pi / 2));
}

double SphereTree::reach(std::size_t place, std::size_t k) const {
  struct Nearest {
    const SphereTree& tree;
    const Vector3& at;
    std::size_t self, k;
    double bound = 5;  // above the squared diameter
    std::priority_queue<double> best{};

    void operator()(std::size_t i) {
      if (i == self) return;
      const double d = chord_squared(at, tree.vectors_[i]);
      if (d >= bound) return;
      best.push(d);
      if (best.size() > k) best.pop();
      if (best.size() == k) bound = best.top();
    }
  };
  const auto self = position_[place];
  Nearest nearest{*this, vectors_[self], self, k};
  search(0, size(), vectors_[self], nearest);
  return std::sqrt(nearest.bound);
}

void SphereTree::within(std::size_t place, double chord, std::vector<std::size_t>& found) const {
  struct Near {
    const SphereTree& tree;
    const Vector3& at;
    std::size_t self;
    double bound;
    std::vector<std::size_t>& found;

    void operator()(std::size_t i) {
      if (i != self && chord_squared(at, tree.vectors_[i]) <= bound)
        found.push_back(tree.order_[i]);
    }
  };
  found.clear();
  const auto self = position_[place];
  Near near{*this, vectors_[self], self, square(chord + hair), found};
  search(0, size(), vectors_[self], near);
}

}  // namespace balloon::measure
