#include "decision/quasi_random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/support/measure_reference.hpp"

namespace balloon::decision {
namespace quasi_random_test {

/// Whether each interval of the product of 2^digits[d] equal parts of dimension d holds `share` of
/// the points.
bool shared_out(const std::vector<double>& points, std::size_t dimensions,
                const std::vector<int>& digits, int share) {
  int all = 0;
  for (const int d : digits) all += d;
  std::vector<int> held(std::size_t{1} << all, 0);
  for (std::size_t p = 0; p < points.size(); p += dimensions) {
    std::size_t cell = 0;
    for (std::size_t d = 0; d < digits.size(); ++d)
      cell = (cell << digits[d]) + static_cast<std::size_t>(std::ldexp(points[p + d], digits[d]));
    ++held[cell];
  }
  return std::all_of(held.begin(), held.end(), [&](int n) { return n == share; });
}

TEST(QuasiRandomTest, UnscrambledPointsAreThoseOfSciPy) {
  const auto table = test::reference_table("sensitivity_points.csv");
  ASSERT_GT(table.row_count(), 100u);
  const QuasiRandom sequence(QuasiRandom::max_dimensions, 1, false);
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    const auto point = static_cast<std::uint64_t>(test::reference_cell(table, r, "point"));
    const auto dimension = static_cast<std::size_t>(test::reference_cell(table, r, "dimension"));
    EXPECT_EQ(sequence.points(point, 1)[dimension - 1],
              test::reference_cell(table, r, "value") + 0x1p-33)
        << point << " " << dimension;
  }
  EXPECT_EQ(sequence.points(0, 1).back(), 0x1p-33);
}

TEST(QuasiRandomTest, ElementaryIntervalsHoldTheirShare) {
  constexpr int m = 8;
  constexpr std::size_t dimensions = 40, count = 1 << m;
  for (const std::uint64_t seed : {0ULL, 1ULL, 2ULL, 3ULL, 20200101ULL})
    for (const std::uint64_t block : {0ULL, 1ULL, 77ULL}) {
      const bool scrambled = seed != 0;
      const QuasiRandom wide(dimensions, seed, scrambled);
      const auto points = wide.points(block * count, count);
      for (std::size_t d = 0; d < dimensions; ++d) {
        std::vector<double> alone;
        for (std::size_t p = d; p < points.size(); p += dimensions) alone.push_back(points[p]);
        EXPECT_TRUE(shared_out(alone, 1, {m}, 1)) << seed << " " << block << " " << d;
      }
      // Two dimensions are a (0, m, 2)-net in base 2, three a (1, m, 3)-net.
      for (int a = 0; a <= m; ++a)
        EXPECT_TRUE(shared_out(points, dimensions, {a, m - a}, 1)) << seed << " " << a;
      for (int a = 0; a < m; ++a)
        for (int b = 0; a + b < m; ++b)
          EXPECT_TRUE(shared_out(points, dimensions, {a, b, m - 1 - a - b}, 2))
              << seed << " " << a << " " << b;
    }
  // Without the origin the net is broken: the check can fail.
  EXPECT_FALSE(shared_out(QuasiRandom(1, 0, false).points(1, count), 1, {m}, 1));
}

TEST(QuasiRandomTest, PointsDoNotDependOnHowTheyAreAskedFor) {
  QuasiRandom sequence(5, 42);
  const auto all = sequence.points(0, 300);
  std::vector<double> u(5);
  for (std::size_t p = 0; p < 300; ++p) {
    if (p == 17) {
      sequence.skip(100);
      p += 100;
    }
    sequence.next(u.data());
    EXPECT_TRUE(std::equal(u.begin(), u.end(), &all[5 * p])) << p;
  }
  std::vector<double> pieces;
  for (const auto& [first, count] : {std::pair{0, 1}, {1, 99}, {100, 200}}) {
    const auto piece =
        sequence.points(static_cast<std::uint64_t>(first), static_cast<std::size_t>(count));
    pieces.insert(pieces.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(pieces, all);
  const auto more = QuasiRandom(9, 42).points(250, 50);
  for (std::size_t p = 0; p < 50; ++p)
    for (std::size_t d = 0; d < 5; ++d) EXPECT_EQ(more[9 * p + d], all[5 * (250 + p) + d]);
  EXPECT_NE(QuasiRandom(5, 43).points(0, 300), all);
}

TEST(QuasiRandomTest, PointsAreInsideTheCube) {
  for (const bool scrambled : {false, true}) {
    const QuasiRandom sequence(2, 5, scrambled);
    for (const std::uint64_t first : {std::uint64_t{0}, QuasiRandom::max_points - 4096})
      for (const double u : sequence.points(first, 4096)) {
        EXPECT_GT(u, 0);
        EXPECT_LT(u, 1);
      }
  }
}

// Owen's scrambling flips a digit by chance for every sequence of digits above it: the flips of the
// first digit and of the second below 0 and below 1 are three independent fair coins.
TEST(QuasiRandomTest, FlipsOfTheFirstDigitsAreIndependent) {
  std::array<int, 8> counts{}, across{};
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    const auto points = QuasiRandom(2, seed).points(0, 2);  // of digits 00.. and 10..
    const auto digit = [](double u, int n) { return static_cast<int>(std::ldexp(u, n)) & 1; };
    const int first = digit(points[0], 1), below_0 = digit(points[0], 2),
              below_1 = digit(points[2], 2);
    EXPECT_EQ(digit(points[2], 1), 1 - first);
    ++counts[static_cast<std::size_t>(first + 2 * below_0 + 4 * below_1)];
    ++across[static_cast<std::size_t>(first + 2 * digit(points[1], 1) + 4 * digit(points[1], 2))];
  }
  // Chi-square with 7 degrees of freedom; 24.3 is beyond 99.9 %.
  for (const auto& seen : {counts, across}) {
    double chi_square = 0;
    for (const int n : seen) chi_square += (n - 500) * (n - 500) / 500.0;
    EXPECT_LT(chi_square, 24.3);
  }
}

// The error of a smooth function's mean over n points of one dimension falls with n^1.5 under
// Owen's scrambling (1997, Annals of Statistics 25(4), 1541-1562), with n where digits are merely
// shifted, and with its root where points are independent.
TEST(QuasiRandomTest, ScrambledMeansAreUnbiasedAndConverge) {
  constexpr int seeds = 400;
  const auto moments = [](std::size_t count) {
    double sum = 0, squares = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      double mean = 0;
      for (const double u : QuasiRandom(1, seed).points(0, count))
        mean += u * u / static_cast<double>(count);
      const double error = mean - 1.0 / 3;
      sum += error;
      squares += error * error;
    }
    return std::pair{sum / seeds, std::sqrt(squares / seeds)};
  };
  const auto [bias_few, error_few] = moments(8);
  const auto [bias_many, error_many] = moments(128);
  EXPECT_LT(std::abs(bias_few), 4 * error_few / std::sqrt(seeds));
  EXPECT_LT(std::abs(bias_many), 4 * error_many / std::sqrt(seeds));
  EXPECT_NEAR(error_few / error_many, 64, 16);
}

TEST(QuasiRandomTest, Misuse) {
  EXPECT_THROW(QuasiRandom(0, 1), std::invalid_argument);
  EXPECT_THROW(QuasiRandom(-1, 1), std::invalid_argument);
  EXPECT_THROW(QuasiRandom(QuasiRandom::max_dimensions + 1, 1), std::invalid_argument);
  QuasiRandom sequence(1, 1);
  EXPECT_THROW(sequence.points(QuasiRandom::max_points, 1), std::invalid_argument);
  EXPECT_TRUE(sequence.points(QuasiRandom::max_points, 0).empty());
  double u = 0;
  sequence.skip(QuasiRandom::max_points - 1);
  sequence.next(&u);
  EXPECT_EQ(u, sequence.points(QuasiRandom::max_points - 1, 1)[0]);
  EXPECT_THROW(sequence.next(&u), std::invalid_argument);
  sequence.skip(~std::uint64_t{0});
  EXPECT_THROW(sequence.next(&u), std::invalid_argument);
}

}  // namespace quasi_random_test
}  // namespace balloon::decision
