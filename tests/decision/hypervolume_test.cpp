#include "decision/hypervolume.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "core/hash.hpp"

namespace balloon::decision {
namespace hypervolume_test {

using Points = std::vector<std::vector<double>>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Points on a grid of `steps` in [0, 1.2], so that many are equal in a coordinate and some lie
/// beyond 1.
Points draws(int count, std::size_t objectives, std::uint64_t seed, int steps = 12) {
  Points points;
  for (int i = 0; i < count; ++i) {
    std::vector<double> point;
    for (std::size_t k = 0; k < objectives; ++k) {
      const std::uint64_t word =
          mix64(hash_combine(hash_combine(seed, k), static_cast<std::uint64_t>(i)));
      point.push_back(1.2 * static_cast<double>(word % static_cast<std::uint64_t>(steps)) / steps);
    }
    points.push_back(point);
  }
  return points;
}

/// By inclusion and exclusion over all sets of points: the box that a set dominates together is
/// that of its worst coordinates.
double slow_hypervolume(const Points& points, const std::vector<double>& reference) {
  double sum = 0;
  for (unsigned set = 1; set < (1U << points.size()); ++set) {
    std::vector<double> worst(reference.size(), -infinity);
    int members = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      ++members;
      for (std::size_t k = 0; k < reference.size(); ++k)
        worst[k] = std::max(worst[k], points[i][k]);
    }
    double box = members % 2 == 1 ? 1 : -1;
    for (std::size_t k = 0; k < reference.size(); ++k)
      box *= std::max(reference[k] - worst[k], 0.0);
    sum += box;
  }
  return sum;
}

std::vector<std::size_t> slow_nondominated(const Points& points) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool beaten = false;
    for (std::size_t j = 0; j < points.size(); ++j) {
      bool no_worse = true, better = false;
      for (std::size_t k = 0; k < points[i].size(); ++k) {
        no_worse = no_worse && points[j][k] <= points[i][k];
        better = better || points[j][k] < points[i][k];
      }
      beaten = beaten || (no_worse && (better || j < i));
    }
    if (!beaten) kept.push_back(i);
  }
  return kept;
}

TEST(HypervolumeTest, Dominance) {
  EXPECT_TRUE(dominates({1, 2}, {1, 3}));
  EXPECT_FALSE(dominates({1, 2}, {1, 2}));
  EXPECT_FALSE(dominates({1, 3}, {2, 2}));
  EXPECT_FALSE(dominates({1, nan}, {2, 2}));
  EXPECT_FALSE(dominates({1, 1}, {2, nan}));
}

TEST(HypervolumeTest, NondominatedIsWhatItsDefinitionGives) {
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const std::size_t objectives : {1U, 2U, 3U, 5U}) {
      const Points points = draws(60, objectives, seed, 5);
      EXPECT_EQ(nondominated(points), slow_nondominated(points));
    }
}

TEST(HypervolumeTest, NondominatedKeepsTheFirstOfEqualsAndNoNan) {
  const Points points = {{2, 2}, {nan, 0}, {1, 3}, {2, 2}, {1, 3}, {3, 3}};
  EXPECT_EQ(nondominated(points), (std::vector<std::size_t>{0, 2}));
  EXPECT_TRUE(nondominated({}).empty());
  EXPECT_THROW(nondominated({{1, 2}, {1}}), std::invalid_argument);
}

TEST(HypervolumeTest, ClosedForms) {
  EXPECT_DOUBLE_EQ(hypervolume({{0.25}, {0.5}}, {1}), 0.75);
  EXPECT_DOUBLE_EQ(hypervolume({{0, 0}}, {2, 3}), 6);
  EXPECT_DOUBLE_EQ(hypervolume({{0, 0.5}, {0.5, 0}}, {1, 1}), 0.75);
  EXPECT_DOUBLE_EQ(hypervolume({{0, 0, 0.5}, {0, 0.5, 0}, {0.5, 0, 0}}, {1, 1, 1}), 0.875);
  // n equal steps below the line from (0, 1) to (1, 0): n (n - 1) / 2 squares of side 1 / n.
  Points stairs;
  for (int i = 0; i <= 10; ++i) stairs.push_back({i / 10.0, 1 - i / 10.0});
  EXPECT_NEAR(hypervolume(stairs, {1, 1}), 0.45, 1e-12);
}

TEST(HypervolumeTest, IsWhatInclusionAndExclusionGive) {
  for (std::uint64_t seed = 0; seed < 8; ++seed)
    for (const std::size_t objectives : {1U, 2U, 3U, 4U, 6U}) {
      const Points points = draws(10, objectives, seed);
      const std::vector<double> reference(objectives, 1.0);
      EXPECT_NEAR(hypervolume(points, reference), slow_hypervolume(points, reference), 1e-12)
          << seed << " " << objectives;
    }
}

TEST(HypervolumeTest, WhatIsNotBelowTheReferenceContributesNothing) {
  const double alone = hypervolume({{0.5, 0.5}}, {1, 1});
  EXPECT_EQ(hypervolume({{0.5, 0.5}, {0, 1}, {1.5, 0}, {nan, 0}, {-infinity, 0}}, {1, 1}), alone);
  EXPECT_EQ(hypervolume({{1, 0}, {0, 2}}, {1, 1}), 0);
  EXPECT_EQ(hypervolume({}, {1, 1}), 0);
}

TEST(HypervolumeTest, MorePointsNeverDominateLess) {
  const Points points = draws(30, 3, 3, 100);
  double before = 0;
  Points some;
  for (const std::vector<double>& point : points) {
    some.push_back(point);
    const double now = hypervolume(some, {1, 1, 1});
    EXPECT_GE(now, before - 1e-12);
    before = now;
  }
  EXPECT_GT(before, 0.5);
}

TEST(HypervolumeTest, TheShareHasNoUnit) {
  const Points points = {{10, -0.4}, {30, -0.8}};  // (0, 0.6) and (0.5, 0.2) of the box
  const double share = hypervolume_share(points, {10, -1}, {50, 0});
  EXPECT_NEAR(share, hypervolume({{0, 0.6}, {0.5, 0.2}}, {1, 1}), 1e-12);
  EXPECT_NEAR(share * 40 * 1, hypervolume(points, {50, 0}), 1e-9);
}

TEST(HypervolumeTest, BeyondTheIdealIsTheWholeBoxAndNoMore) {
  EXPECT_DOUBLE_EQ(hypervolume_share({{-5, -5}}, {0, 0}, {1, 1}), 1);
  EXPECT_DOUBLE_EQ(hypervolume_share({{-5, 0.5}}, {0, 0}, {1, 1}), 0.5);
  EXPECT_EQ(hypervolume_share({{nan, 0.5}}, {0, 0}, {1, 1}), 0);
}

TEST(HypervolumeTest, Normalised) {
  EXPECT_EQ(normalised({3, 5}, {1, 5}, {5, 7}), (std::vector<double>{0.5, 0}));
  EXPECT_THROW(normalised({1}, {0}, {0}), std::invalid_argument);
  EXPECT_THROW(normalised({1}, {0}, {infinity}), std::invalid_argument);
  EXPECT_THROW(normalised({1, 2}, {0}, {1}), std::invalid_argument);
  EXPECT_THROW(hypervolume({{1}}, {1, 1}), std::invalid_argument);
  EXPECT_THROW(hypervolume({}, {}), std::invalid_argument);
  EXPECT_THROW(hypervolume({}, {nan}), std::invalid_argument);
}

}  // namespace hypervolume_test
}  // namespace balloon::decision
