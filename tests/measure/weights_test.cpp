#include "measure/weights.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <set>
#include <stdexcept>

#include "measure/link_rows.hpp"

namespace balloon::measure {
namespace weights_test {

using Set = std::set<Index>;

/// Neighbours of a place: where its row is not zero.
Set neighbours(const Sparse& matrix, Index place) {
  Set found;
  for (Index j = 0; j < matrix.cols(); ++j)
    if (matrix.coeff(place, j) != 0) found.insert(j);
  return found;
}

Set neighbours(const Weights& weights, Index place) { return neighbours(weights.matrix, place); }

/// A square of one degree whose corners are off by `shift`.
Outline square(double x, double y, double shift = 0) {
  return {{{{x + shift, y - shift},
            {x + 1 - shift, y},
            {x + 1, y + 1 + shift},
            {x, y + 1},
            {x + shift, y - shift}}}};
}

/// Place 4 r + c is the square of row r and column c.
std::vector<Outline> grid(double shift = 0, double x = 0, double y = 0) {
  std::vector<Outline> outlines;
  for (int r = 0; r < 4; ++r)
    for (int c = 0; c < 4; ++c)
      outlines.push_back(square(x + c, y + r, (r + c) % 2 == 0 ? shift : -shift));
  return outlines;
}

std::vector<Point> scattered(int n, unsigned seed, double spread = 5) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> offset(-spread, spread);
  std::vector<Point> points;
  for (int i = 0; i < n; ++i) points.push_back({4 + offset(random), -74 + offset(random)});
  return points;
}

Weights from_dense(const Matrix& m) {
  std::vector<Eigen::Triplet<double>> entries;
  for (Index i = 0; i < m.rows(); ++i)
    for (Index j = 0; j < m.cols(); ++j)
      if (m(i, j) != 0) entries.emplace_back(static_cast<int>(i), static_cast<int>(j), m(i, j));
  return given(m.rows(), entries);
}

TEST(WeightsDistance, KnownArcs) {
  const double radius = 6371.0088, pi = std::numbers::pi;
  EXPECT_NEAR(distance_km({0, 0}, {1, 0}), radius * pi / 180, 1e-9);
  EXPECT_NEAR(distance_km({0, 0}, {90, 17}), radius * pi / 2, 1e-9);
  EXPECT_NEAR(distance_km({0, 0}, {45, 45}), radius * pi / 3, 1e-9);  // cos 60 = cos 45 cos 45
  EXPECT_NEAR(distance_km({10, -75}, {-10, 105}), radius * pi, 1e-9);
  EXPECT_NEAR(distance_km({0, 179.5}, {0, -179.5}), radius * pi / 180, 1e-9);
  EXPECT_NEAR(distance_km({90, 0}, {90, 123}), 0, 1e-9);
  EXPECT_EQ(distance_km({4.7, -74.1}, {4.7, -74.1}), 0);
  // The parallel of 60 N: hav d = cos^2 60 hav 2.
  EXPECT_NEAR(distance_km({60, 3}, {60, 5}), 2 * radius * std::asin(0.5 * std::sin(pi / 180)),
              1e-9);
  // All digits remain for a millionth of a degree and near antipodes.
  EXPECT_NEAR(distance_km({0, 0}, {1e-6, 0}) / (radius * pi / 180e6), 1, 1e-12);
  EXPECT_NEAR(distance_km({0, 0}, {0, 179.999999}), radius * pi * (1 - 1e-6 / 180), 1e-9);
  for (const auto& p : scattered(20, 1, 80)) {
    const Point q{-p.longitude / 3, p.latitude};
    EXPECT_EQ(distance_km(p, q), distance_km(q, p));
  }
}

TEST(WeightsContiguity, QueenAndRookOfAGrid) {
  const auto queen = contiguity(grid(), true), rook = contiguity(grid(), false);
  EXPECT_TRUE(queen.symmetric && rook.symmetric);
  EXPECT_EQ(diagnose(queen).links, 4 * 3 + 8 * 5 + 4 * 8);
  EXPECT_EQ(diagnose(rook).links, 4 * 2 + 8 * 3 + 4 * 4);
  EXPECT_EQ(neighbours(queen, 0), (Set{1, 4, 5}));
  EXPECT_EQ(neighbours(rook, 0), (Set{1, 4}));
  EXPECT_EQ(neighbours(queen, 5), (Set{0, 1, 2, 4, 6, 8, 9, 10}));
  EXPECT_EQ(neighbours(rook, 5), (Set{1, 4, 6, 9}));
  EXPECT_EQ(neighbours(rook, 7), (Set{3, 6, 11}));
  EXPECT_EQ(queen.matrix.coeff(0, 5), 1);
}

TEST(WeightsContiguity, OrderTwo) {
  const auto rook = contiguity(grid(), false);
  const auto queen2 = higher_order(contiguity(grid(), true), 2), rook2 = higher_order(rook, 2);
  EXPECT_EQ(neighbours(rook2, 0), (Set{1, 2, 4, 5, 8}));
  EXPECT_EQ(neighbours(rook2, 5), (Set{0, 1, 2, 4, 6, 7, 8, 9, 10, 13}));
  EXPECT_EQ(neighbours(queen2, 0), (Set{1, 2, 4, 5, 6, 8, 9, 10}));
  EXPECT_EQ(diagnose(queen2).links, 4 * 8 + 8 * 11 + 4 * 15);
  EXPECT_TRUE(queen2.symmetric);
  EXPECT_EQ(neighbours(higher_order(rook, 6), 0).size(), 15u);
  EXPECT_EQ(Matrix(higher_order(rook, 1).matrix), Matrix(rook.matrix));
  EXPECT_THROW(higher_order(rook, 0), std::invalid_argument);
}

TEST(WeightsContiguity, OrderFollowsDirections) {
  const auto chain = given(4, {{0, 1, 2.0}, {1, 2, 3.0}, {2, 3, 4.0}});
  const auto two = higher_order(chain, 2);
  EXPECT_EQ(neighbours(two, 0), (Set{1, 2}));
  EXPECT_EQ(neighbours(two, 3), Set{});
  EXPECT_EQ(two.matrix.coeff(0, 1), 1);
  EXPECT_FALSE(two.symmetric);
}

TEST(WeightsContiguity, VerticesThatAreNearlyTheSameAreOne) {
  const Matrix queen(contiguity(grid(), true).matrix), rook(contiguity(grid(), false).matrix);
  // Corners at cell borders of any kind: whole degrees, halves, and some in between.
  for (const double x : {0.0, -73.5, 4e-7, 3e-8, -4e-7, 12.3456789}) {
    const auto off = grid(1e-9, x, -x / 2);
    EXPECT_EQ(Matrix(contiguity(off, true).matrix), queen) << x;
    EXPECT_EQ(Matrix(contiguity(off, false).matrix), rook) << x;
    EXPECT_EQ(diagnose(contiguity(off, false, 0)).links, 0) << x;
    EXPECT_EQ(diagnose(contiguity(off, true, 0)).links, 0) << x;
  }
  // Anywhere, so that many corners straddle a border of cells.
  std::mt19937 random(5);
  std::uniform_real_distribution<double> origin(-60, 60), jitter(-3e-8, 3e-8);
  for (int trial = 0; trial < 200; ++trial) {
    auto off = grid(0, origin(random), origin(random));
    for (auto& outline : off)
      for (auto& at : outline.rings[0]) at = {at[0] + jitter(random), at[1] + jitter(random)};
    EXPECT_EQ(Matrix(contiguity(off, true).matrix), queen) << trial;
    EXPECT_EQ(Matrix(contiguity(off, false).matrix), rook) << trial;
  }
  const auto far = grid(2e-7, 0.5, 0.5);
  EXPECT_LT(diagnose(contiguity(far, false)).links, 48);
  EXPECT_EQ(Matrix(contiguity(far, false, 1e-6).matrix), rook);
  EXPECT_EQ(Matrix(contiguity(grid(), false, 0).matrix), rook);
}

TEST(WeightsContiguity, HolesPartsAndTheAntimeridian) {
  // Place 0 is a ring around place 1 and has a second part beside place 2.
  const Outline around{{{{0, 0}, {3, 0}, {3, 3}, {0, 3}, {0, 0}},
                        {{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}},
                        {{10, 0}, {11, 0}, {11, 1}, {10, 1}, {10, 0}}}};
  const auto rook = contiguity({around, square(1, 1), square(11, 0), square(20, 0)}, false);
  EXPECT_EQ(neighbours(rook, 0), (Set{1, 2}));
  EXPECT_EQ(neighbours(rook, 3), Set{});
  const auto line = contiguity({square(179, 5), square(-180, 5)}, false);
  EXPECT_EQ(neighbours(line, 0), Set{1});
  EXPECT_EQ(contiguity({}, true).matrix.rows(), 0);
  EXPECT_EQ(diagnose(contiguity({Outline{}, square(0, 0)}, true)).islands.size(), 2u);
}

TEST(WeightsContiguity, RefusesWhatIsNotInDegrees) {
  EXPECT_THROW(contiguity({square(500000, 0)}, true), std::invalid_argument);
  EXPECT_THROW(contiguity({square(std::nan(""), 0)}, true), std::invalid_argument);
  EXPECT_THROW(contiguity(grid(), true, -1), std::invalid_argument);
}

TEST(WeightsNearest, AgreesWithBruteForce) {
  auto points = scattered(300, 2);
  for (int i = 0; i < 20; ++i) points.push_back(points[static_cast<std::size_t>(i)]);
  points.push_back({-4, 106});   // the antipode of the middle
  points.push_back({89.9, 10});  // near the pole, and across it
  points.push_back({89.9, -170});
  points.push_back({0, 179.9});
  points.push_back({0, -179.9});
  const auto n = static_cast<Index>(points.size());
  for (const int k : {1, 5, 17}) {
    const auto weights = nearest_places(points, k);
    for (Index i = 0; i < n; ++i) {
      std::vector<std::pair<double, Index>> all;
      for (Index j = 0; j < n; ++j)
        if (j != i)
          all.emplace_back(
              distance_km(points[static_cast<std::size_t>(i)], points[static_cast<std::size_t>(j)]),
              j);
      std::sort(all.begin(), all.end());
      Set expected;
      for (int m = 0; m < k; ++m) expected.insert(all[static_cast<std::size_t>(m)].second);
      ASSERT_EQ(neighbours(weights, i), expected) << i << " " << k;
    }
  }
}

TEST(WeightsNearest, TiesGoByIndexAndRoundingMakesNoOrder) {
  std::vector<Point> points;
  for (int c = 0; c < 12; ++c) points.push_back({0, 0.1 * c});
  const auto one = nearest_places(points, 1);
  EXPECT_EQ(neighbours(one, 0), Set{1});
  for (Index c = 1; c < 12; ++c) EXPECT_EQ(neighbours(one, c), Set{c - 1});
  EXPECT_FALSE(one.symmetric);
  const std::vector<Point> same(30, Point{4, -74});
  EXPECT_EQ(neighbours(nearest_places(same, 2), 0), (Set{1, 2}));
  EXPECT_EQ(neighbours(nearest_places(same, 2), 20), (Set{0, 1}));
  EXPECT_TRUE(nearest_places(same, 29).symmetric);
  EXPECT_THROW(nearest_places(same, 30), std::invalid_argument);
  EXPECT_THROW(nearest_places(same, 0), std::invalid_argument);
  EXPECT_THROW(nearest_places({{0, 0}, {std::nan(""), 0}}, 1), std::invalid_argument);
}

TEST(WeightsBand, AgreesWithBruteForce) {
  auto points = scattered(200, 3, 60);
  points.push_back({-points[0].latitude, points[0].longitude + 180});
  points.push_back(points[7]);
  const auto n = static_cast<Index>(points.size());
  for (const double km : {0.001, 150.0, 2000.0, 11000.0, 20014.0, 25000.0}) {
    const auto band = distance_band(points, km), inverse = inverse_distance(points, km, 1.5);
    EXPECT_TRUE(band.symmetric && inverse.symmetric);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j) {
        const double d =
            distance_km(points[static_cast<std::size_t>(i)], points[static_cast<std::size_t>(j)]);
        const bool near = i != j && d < km;
        ASSERT_EQ(band.matrix.coeff(i, j), near ? 1 : 0) << i << " " << j << " " << km;
        ASSERT_DOUBLE_EQ(inverse.matrix.coeff(i, j), near ? std::pow(std::max(d, 0.1), -1.5) : 0);
      }
  }
  // Nearer than: the distance itself is left out.
  const double apart = distance_km(points[0], points[1]);
  EXPECT_EQ(distance_band({points[0], points[1]}, apart).matrix.nonZeros(), 0);
  EXPECT_EQ(distance_band({points[0], points[1]}, std::nextafter(apart, 1e9)).matrix.nonZeros(), 2);
  EXPECT_THROW(distance_band(points, 0), std::invalid_argument);
  EXPECT_THROW(inverse_distance(points, 10, -1), std::invalid_argument);
}

TEST(WeightsLinks, TooManyAreRefused) {
  LinkRows rows(4, 5);
  rows.add({1, 2, 3});
  rows.add({0, 2});
  rows.add(std::vector<Index>{});
  EXPECT_THROW(rows.add(std::vector<Index>{0}), std::length_error);
  EXPECT_THROW(contiguity(std::vector<Outline>(4600, square(0, 0)), true), std::length_error);
}

TEST(WeightsGiven, AddsUpAndRefuses) {
  const auto weights = given(3, {{0, 1, 1.0}, {1, 0, 1.5}, {0, 1, 0.5}, {2, 0, 0.0}});
  EXPECT_EQ(weights.matrix.coeff(0, 1), 1.5);
  EXPECT_EQ(weights.matrix.nonZeros(), 2);
  EXPECT_TRUE(weights.symmetric);
  EXPECT_FALSE(given(2, {{0, 1, 1.0}, {1, 0, 1.0 + 1e-9}}).symmetric);
  EXPECT_FALSE(given(3, {{0, 1, 1.0}, {1, 2, 1.0}}).symmetric);
  EXPECT_TRUE(given(2, {{0, 1, 0.3}, {1, 0, 0.1}, {1, 0, 0.2}}).symmetric);  // but for rounding
  EXPECT_THROW(given(2, {{0, 2, 1.0}}), std::invalid_argument);
  EXPECT_THROW(given(2, {{-1, 0, 1.0}}), std::invalid_argument);
  EXPECT_THROW(given(2, {{1, 1, 1.0}}), std::invalid_argument);
  EXPECT_THROW(given(2, {{0, 1, -1.0}}), std::invalid_argument);
  EXPECT_THROW(given(2, {{0, 1, std::nan("")}}), std::invalid_argument);
}

TEST(WeightsDiagnose, IslandsComponentsAndCounts) {
  // Two grids far apart, one island between them.
  auto outlines = grid();
  outlines.push_back(square(30, 0));
  for (const auto& o : grid(0, 60, 0)) outlines.push_back(o);
  const auto d = diagnose(contiguity(outlines, false));
  EXPECT_EQ(d.places, 33);
  EXPECT_EQ(d.links, 96);
  EXPECT_EQ(d.islands, std::vector<Index>{16});
  EXPECT_EQ(d.components, 3);
  EXPECT_EQ(d.component[3], 0);
  EXPECT_EQ(d.component[16], 1);
  EXPECT_EQ(d.component[32], 2);
  EXPECT_EQ(d.fewest, 0);
  EXPECT_EQ(d.most, 4);
  EXPECT_DOUBLE_EQ(d.mean, 96.0 / 33);
  EXPECT_TRUE(d.symmetric);

  // Links of one direction join all the same; 2 has no neighbour, but is one.
  const auto one_way = diagnose(given(4, {{0, 2, 1.0}, {1, 2, 1.0}}));
  EXPECT_EQ(one_way.components, 2);
  EXPECT_EQ(one_way.component, (std::vector<Index>{0, 0, 0, 1}));
  EXPECT_EQ(one_way.islands, (std::vector<Index>{2, 3}));
  EXPECT_FALSE(one_way.symmetric);
  // In pattern, whatever the values.
  EXPECT_TRUE(diagnose(given(2, {{0, 1, 1.0}, {1, 0, 2.0}})).symmetric);
  EXPECT_EQ(diagnose(from_dense(Matrix(0, 0))).components, 0);
}

}  // namespace weights_test
}  // namespace balloon::measure
