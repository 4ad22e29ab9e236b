// What the displacement quotient says of its control, and groups by distance.
#include "measure/displacement_checks.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "measure/distributions.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {
namespace displacement_checks_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using enum PlaceRole;

double normal(ReplicateDraws& draws) {
  return normal_quantile(draws.uniform() * (1 - 0x1p-50) + 0x1p-52);
}

/// One place a group, one time a window: 2001 before, 2002 after.
DisplacementData six(double rb, double ra, double db, double da, double cb, double ca) {
  DisplacementData data;
  data.times = {2001, 2002};
  data.outcome.resize(3, 2);
  data.outcome << rb, ra, db, da, cb, ca;
  data.roles = {target, buffer, control};
  data.before = {2001, 2001};
  data.after = {2002, 2002};
  return data;
}

const DisplacementOptions no_bootstrap{.replicates = 0};

DisplacementQuotient point(const DisplacementData& data) {
  return displacement_quotient(data, no_bootstrap);
}

/// 30 places a group; target falls to `fall` of its level on average, buffer gains `gain`.
DisplacementData simulated(std::uint64_t seed, double fall, double gain, Index each = 30) {
  DisplacementData data;
  ReplicateDraws draws(seed, 0);
  data.times = {1, 2, 3, 4};
  data.before = {1, 2};
  data.after = {3, 4};
  data.outcome.resize(3 * each, 4);
  for (Index i = 0; i < 3 * each; ++i) {
    const auto role = std::array{target, buffer, control}[static_cast<std::size_t>(i / each)];
    data.roles.push_back(role);
    const double level = 100 * std::exp(0.5 * normal(draws) - 0.125);
    const double factor = role == target ? fall : role == buffer ? gain : 1.0;
    for (Index t = 0; t < 4; ++t)
      data.outcome(i, t) = level * (t < 2 ? 1 : factor) * std::exp(0.2 * normal(draws) - 0.02);
  }
  return data;
}

/// One target at the origin and controls east of it on the equator, `km` away; change of
/// log(1 + outcome) is `slope` times log km, less at the farthest, with alternating noise.
DisplacementData along_the_equator(double slope, double noise) {
  DisplacementData data = six(100, 60, 50, 45, 200, 200);
  data.points = {{0, 0}, {0, 0.1}, {0, 10}};
  data.roles[2] = apart;
  const Index n = 12;
  data.outcome.conservativeResize(3 + n, 2);
  for (Index k = 0; k < n; ++k) {
    const double degrees = 1 + static_cast<double>(k);
    const double change = slope * std::log(degrees) + (k % 2 == 0 ? noise : -noise);
    data.outcome.row(3 + k) << 99, 100 * std::exp(change) - 1;
    data.points.push_back({0, degrees});
    data.roles.push_back(control);
  }
  return data;
}

TEST(DisplacementChecksTest, AControlThatRoseNearTheTargetIsSuspect) {
  const auto near_rose = point(along_the_equator(-0.1, 0.02)).distance_gradient;
  EXPECT_TRUE(near_rose.tested);
  EXPECT_TRUE(near_rose.suspect);
  EXPECT_EQ(near_rose.places, 12);
  EXPECT_NEAR(near_rose.estimate, -0.1, 0.01);
  const auto far_rose = point(along_the_equator(0.1, 0.02)).distance_gradient;
  EXPECT_LT(far_rose.p, 0.05);
  EXPECT_FALSE(far_rose.suspect);  // the other way is no displacement from the target
  EXPECT_FALSE(point(along_the_equator(0, 0.1)).distance_gradient.suspect);
  EXPECT_TRUE(point(along_the_equator(-0.1, 0)).distance_gradient.suspect);  // without noise: sure
  EXPECT_FALSE(point(along_the_equator(0, 0)).distance_gradient.suspect);
  EXPECT_TRUE(point(along_the_equator(-0.1, 0.02)).control_suspect());
}

TEST(DisplacementChecksTest, DistanceGradientIsLeastSquaresWithHc3) {
  const auto data = along_the_equator(-0.05, 0.07);
  const auto made = point(data).distance_gradient;
  Matrix x(12, 2);
  Vector y(12);
  for (Index k = 0; k < 12; ++k) {
    const double km = 6371.0088 * std::numbers::pi / 180 * (1 + static_cast<double>(k));
    x.row(k) << 1, std::log(km);
    y(k) = std::log1p(data.outcome(3 + k, 1)) - std::log1p(data.outcome(3 + k, 0));
  }
  const Matrix product = x.transpose() * x;
  Matrix bread(2, 2);  // inverse of a 2 x 2 matrix
  bread << product(1, 1), -product(0, 1), -product(1, 0), product(0, 0);
  bread /= product(0, 0) * product(1, 1) - product(0, 1) * product(1, 0);
  const Vector b = bread * (x.transpose() * y);
  const Vector e = y - x * b;
  Matrix meat = Matrix::Zero(2, 2);
  for (Index k = 0; k < 12; ++k) {
    const double h = x.row(k).dot(bread * x.row(k).transpose());
    meat += x.row(k).transpose() * x.row(k) * std::pow(e(k) / (1 - h), 2);
  }
  const double error = std::sqrt((bread * meat * bread)(1, 1));
  EXPECT_NEAR(made.estimate, b(1), 1e-9);
  EXPECT_NEAR(made.error, error, 1e-9);
  EXPECT_NEAR(made.p, student_two_tails(b(1) / error, 10), 1e-8);
}

TEST(DisplacementChecksTest, TooFewControlsAreNotTested) {
  auto data = along_the_equator(-0.1, 0.02);
  data.outcome.conservativeResize(7, 2);
  data.roles.resize(7);
  data.points.resize(7);
  EXPECT_FALSE(point(data).distance_gradient.tested);  // four
  data = along_the_equator(-0.1, 0.02);
  data.points.clear();
  EXPECT_FALSE(point(data).distance_gradient.tested);
  EXPECT_FALSE(point(data).control_suspect());
}

TEST(DisplacementChecksTest, GrowthBeforeByHand) {
  DisplacementData data;
  data.times = {1, 2, 3, 4};
  data.outcome.resize(5, 4);
  data.outcome << 10, 12, 14, 5,  // slope 2, mean 12
      20, 20, 20, 9,              // slope 0, mean 20: target grows 2/32 = 0.0625
      9, 9, 9, 9,                 //
      30, 33, 36, 30,             // slope 3, mean 33
      7, 7, 7, 7;                 // slope 0, mean 7: control grows 3/40 = 0.075
  data.roles = {target, target, buffer, control, control};
  data.before = {3, 3};
  data.after = {4, 4};
  const auto made = point(data).growth_before;
  // Deviations: (2 - 0.0625 * 12)/32 = 0.0390625 and its opposite; (3 - 0.075 * 33)/40 = 0.013125.
  // Variances with n / (n - 1) = 2: 4 * 0.0390625^2 and 4 * 0.013125^2.
  const double vr = 4 * 0.0390625 * 0.0390625, vc = 4 * 0.013125 * 0.013125;
  EXPECT_NEAR(made.estimate, -0.0125, 1e-14);
  EXPECT_NEAR(made.error, std::sqrt(vr + vc), 1e-14);
  EXPECT_NEAR(made.df, (vr + vc) * (vr + vc) / (vr * vr + vc * vc), 1e-10);
  EXPECT_EQ(made.places, 4);
  EXPECT_FALSE(made.suspect);
  // from time 3 on there is one time only
  EXPECT_FALSE(
      displacement_quotient(data, {.replicates = 0, .growth_from = 3}).growth_before.tested);
}

TEST(DisplacementChecksTest, ATargetThatGrewFasterBeforeIsSuspect) {
  auto data = simulated(6, 0.5, 1);
  EXPECT_FALSE(point(data).growth_before.suspect);
  data.outcome.col(1).head(30) *= 1.4;
  const auto made = point(data);
  EXPECT_TRUE(made.growth_before.suspect);
  EXPECT_GT(made.growth_before.estimate, 0.2);
  EXPECT_TRUE(made.control_suspect());
  data.outcome.col(1).tail(30) *= 1.4;  // the control too
  EXPECT_FALSE(point(data).growth_before.suspect);
}

TEST(DisplacementChecksTest, ChecksRejectAsOftenAsTheySay) {
  constexpr int worlds = 1000;
  int gradient = 0, growth = 0;
  for (int w = 0; w < worlds; ++w) {
    auto data = simulated(5000 + w, 0.5, 1, 25);
    data.points.resize(75);
    ReplicateDraws draws(8, static_cast<std::uint64_t>(w));
    for (Point& p : data.points) p = {5 * draws.uniform(), 5 * draws.uniform()};
    const auto made = point(data);
    gradient += made.distance_gradient.p < 0.05;
    growth += made.growth_before.p < 0.05;
  }
  // 5 %, with a standard deviation of 0.7 %
  EXPECT_NEAR(gradient, 0.05 * worlds, 22);
  EXPECT_NEAR(growth, 0.05 * worlds, 22);
}

TEST(DisplacementChecksTest, GroupsByDistance) {
  // Degrees of longitude on the equator, 111.195 km each; sprayed at 0 in 2005.
  const std::vector<Point> points = {{0, 0}, {0, 0.5}, {0, 1}, {0, 2}, {0, 3}, {0, 0.2}, {0, nan}};
  Matrix sprayed = Matrix::Zero(7, 3);
  sprayed(0, 1) = 12;
  sprayed(3, 0) = 50;               // before the window
  sprayed(4, 1) = 5;                // not above the threshold
  sprayed.row(5).setConstant(nan);  // unknown
  sprayed(1, 1) = nan;              // unknown at one time only
  const RingRule rule{.window = {2005, 2006}, .threshold = 5, .buffer_km = 100, .gap_km = 50};
  const auto roles = roles_by_distance(sprayed, {2004, 2005, 2006}, points, rule);
  const std::vector<PlaceRole> expected = {target, buffer, apart, control, control, apart, apart};
  EXPECT_EQ(roles, expected);
  const auto km = km_to_target(points, roles);
  EXPECT_EQ(km[0], 0);
  EXPECT_NEAR(km[2], 111.195, 0.001);
  EXPECT_TRUE(std::isinf(km[6]));

  auto no_gap = rule;
  no_gap.gap_km = 0;
  EXPECT_EQ(roles_by_distance(sprayed, {2004, 2005, 2006}, points, no_gap)[2], control);
  auto nobody = rule;
  nobody.threshold = 100;
  EXPECT_EQ(roles_by_distance(sprayed, {2004, 2005, 2006}, points, nobody)[0], control);
}

}  // namespace displacement_checks_test
}  // namespace balloon::measure
