// Places on the sphere, found by nearness: a k-d tree of unit vectors. Its answers are by chords
// and a hair too many; distance_km has the last word.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "measure/weights.hpp"

namespace balloon::measure {

class SphereTree {
 public:
  /// Throws std::invalid_argument for a point that is not finite.
  explicit SphereTree(const std::vector<Point>& points);

  std::size_t size() const { return order_.size(); }
  /// The chord (sphere of radius 1) under an arc of `km`, at most a diameter.
  static double chord(double km);
  /// The chord within which `k` other places lie. `k` is from 1 to size() - 1.
  double reach(std::size_t place, std::size_t k) const;
  /// Puts the places other than `place` that lie within a chord, or hardly farther, into `found`,
  /// in no order.
  void within(std::size_t place, double chord, std::vector<std::size_t>& found) const;

 private:
  using Vector3 = std::array<double, 3>;

  void build(std::size_t first, std::size_t last, std::vector<Vector3>& vectors);
  template <class Visit>
  void search(std::size_t first, std::size_t last, const Vector3& at, Visit& visit) const;

  std::vector<std::size_t> order_;     ///< places in the order of the tree
  std::vector<Vector3> vectors_;       ///< in the order of the tree
  std::vector<unsigned char> axes_;    ///< by which a range is split at its middle
  std::vector<std::size_t> position_;  ///< of each place in the tree
};

}  // namespace balloon::measure
