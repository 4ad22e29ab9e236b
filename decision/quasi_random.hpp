// Quasi-random points: Sobol' points, scrambled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace balloon::decision {

/// Points of the Sobol' sequence (Sobol' 1967, USSR Computational Mathematics and Mathematical
/// Physics 7(4), 86-112) on the open unit cube, with 32 binary digits a coordinate. Of 2^m points
/// from a multiple of 2^m on, every elementary interval of the net holds its share, scrambled or
/// not.
///
/// Direction numbers are those of Boost.Random: Joe and Kuo (2008, SIAM J. Sci. Comput. 30(5),
/// 2635-2654), file new-joe-kuo-6. Points come in the order of the Gray code, as there, but the
/// origin, which Boost leaves out, is point 0: without it the first 2^m points are no net (Owen
/// 2020, arXiv:2008.08051).
///
/// Scrambling is Owen's (1995, in Niederreiter and Shiue, Monte Carlo and Quasi-Monte Carlo Methods
/// in Scientific Computing, 299-317): a digit is flipped or not by chance, anew for every sequence
/// of digits above it. As in Burley (2020, JCGT 9(4), 1-20) the chance is a hash, here of (seed,
/// dimension, digits above), each digit by itself rather than by the Laine-Karras permutation,
/// which is faster but ties the flips of the first two digits to each other. Each scrambled point
/// is uniform on the cube; means over points are unbiased over seeds.
///
/// A point depends on (seed, dimension, index) alone: not on how many dimensions there are, nor on
/// how the points are asked for.
class QuasiRandom {
 public:
  static constexpr int max_dimensions = 3667;
  static constexpr std::uint64_t max_points = std::uint64_t{1} << 32;

  /// Without scrambling the seed is of no consequence. Throws std::invalid_argument unless there
  /// are 1 to max_dimensions.
  QuasiRandom(int dimensions, std::uint64_t seed, bool scrambled = true);

  int dimensions() const { return dimensions_; }

  /// Writes the coordinates of the next point, the first of which is point 0. Throws
  /// std::invalid_argument after max_points.
  void next(double* u);
  /// Leaves points out.
  void skip(std::uint64_t points);

  /// Points [first, first + count), one after the other; does not move `next`. Throws
  /// std::invalid_argument beyond max_points.
  std::vector<double> points(std::uint64_t first, std::size_t count) const;

 private:
  void point(std::uint64_t index, double* u) const;

  int dimensions_;
  bool scrambled_;
  std::vector<std::uint32_t> directions_;  ///< [digit][dimension], 32 digits
  std::vector<std::uint64_t> keys_;        ///< of each dimension's scrambling
  std::uint64_t next_ = 0;
};

}  // namespace balloon::decision
