#include "analysis/scores.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "analysis/draws.hpp"

namespace balloon::analysis {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }
double below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// CRPS of a standard normal forecast (Gneiting and Raftery 2007, eq. 22).
double normal_crps(double y) {
  return y * (2 * below(y) - 1) + 2 * density(y) - 1 / std::sqrt(std::numbers::pi);
}

std::vector<double> normals(int n, std::uint32_t key = 0) {
  KeyedDraws draws(7, DrawPurpose::test, key);
  std::vector<double> out;
  for (int i = 0; i < n; ++i) out.push_back(draws.normal());
  return out;
}

/// Exact quantiles of exp(N(0, 1)).
Quantiles lognormal() {
  constexpr double z[] = {-1.6448536269514722, -1.2815515655446004, -0.67448975019608171, 0,
                          0.67448975019608171, 1.2815515655446004,  1.6448536269514722};
  Quantiles q;
  for (std::size_t i = 0; i < q.size(); ++i) q[i] = std::exp(z[i]);
  return q;
}

TEST(ScoresTest, CrpsOfFewMembersIsTheDefinition) {
  const std::vector<double> x = {3, 1, 7}, w = {1, 2, 1};
  const Sample sample(x, w);
  for (const double y : {-2.0, 1.0, 2.5, 3.0, 6.0, 9.0}) {
    double expected = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      expected += w[i] / 4 * std::abs(x[i] - y);
      for (std::size_t j = 0; j < 3; ++j) expected -= w[i] * w[j] / 32 * std::abs(x[i] - x[j]);
    }
    EXPECT_NEAR(crps(sample, y), expected, 1e-14) << y;
  }
  EXPECT_DOUBLE_EQ(crps(Sample(std::vector<double>{5}), 3), 2);  // a point forecast: its error
}

TEST(ScoresTest, CrpsOfANormalSampleIsTheFormula) {
  const Sample sample(normals(100000));
  for (const double y : {-3.0, -0.5, 0.0, 1.0, 4.0}) {
    EXPECT_NEAR(crps(sample, y), normal_crps(y), 0.01) << y;
  }
}

TEST(ScoresTest, AMemberOfWeightTwoIsTwoMembers) {
  const std::vector<double> x = {1, 2, 4}, twice = {1, 2, 2, 4}, w = {1, 2, 1};
  const Sample a(x, w), b(twice);
  EXPECT_DOUBLE_EQ(crps(a, 2.7), crps(b, 2.7));
  EXPECT_DOUBLE_EQ(pit(a, 2), pit(b, 2));
  EXPECT_DOUBLE_EQ(pit(a, 2), 0.5);
  EXPECT_DOUBLE_EQ(a.mean(), b.mean());
  EXPECT_DOUBLE_EQ(a.deviation(), b.deviation());
  EXPECT_NEAR(a.effective_size(), 16.0 / 6, 1e-12);
  const std::vector<double> y = {2.7};
  EXPECT_DOUBLE_EQ(energy_score(x, y, w), energy_score(twice, y));
}

TEST(ScoresTest, FailedMembersAreDroppedAndCounted) {
  const Sample sample(std::vector<double>{1, nan, 3, 8}, std::vector<double>{1, 1, 1, -1});
  EXPECT_EQ(sample.size(), 2U);
  EXPECT_EQ(sample.dropped(), 2);
  EXPECT_DOUBLE_EQ(sample.mean(), 2);
  const Sample none(std::vector<double>{nan});
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(std::isnan(crps(none, 1)));
  EXPECT_TRUE(std::isnan(pit(none, 1)));
  EXPECT_TRUE(std::isnan(quantile(none, 0.5)));
  EXPECT_TRUE(std::isnan(log_score(none, 1)));
  EXPECT_TRUE(std::isnan(crps(sample, nan)));
  EXPECT_TRUE(std::isnan(energy_score(std::vector<double>{nan, 1}, std::vector<double>{1, 1})));
}

TEST(ScoresTest, EnergyScoreInOneDimensionIsTheCrps) {
  const auto x = normals(300);
  const Sample sample(x);
  for (const double y : {-1.0, 0.3, 5.0}) {
    EXPECT_NEAR(energy_score(x, std::vector<double>{y}), crps(sample, y), 1e-12);
  }
}

TEST(ScoresTest, EnergyScoreOfTwoPoints) {
  const std::vector<double> members = {0, 0, 3, 4}, y = {0, 0};
  EXPECT_DOUBLE_EQ(energy_score(members, y), 2.5 - 0.5 * 2.5);  // E||X-y|| = 2.5, E||X-X'|| = 2.5
}

TEST(ScoresTest, QuantilesWithEqualWeightsAreType7) {
  const Sample sample(std::vector<double>{4, 2, 1, 3});  // R: quantile(1:4)
  EXPECT_NEAR(quantile(sample, 0), 1, 1e-12);
  EXPECT_NEAR(quantile(sample, 0.1), 1.3, 1e-12);
  EXPECT_NEAR(quantile(sample, 0.5), 2.5, 1e-12);
  EXPECT_NEAR(quantile(sample, 0.9), 3.7, 1e-12);
  EXPECT_NEAR(quantile(sample, 1), 4, 1e-12);
  EXPECT_DOUBLE_EQ(quantile(Sample(std::vector<double>{7}), 0.3), 7);
}

TEST(ScoresTest, WeightedQuantilesFollowTheWeights) {
  const std::vector<double> x = {1, 2, 3}, w = {1, 0, 0};
  EXPECT_DOUBLE_EQ(quantile(Sample(x, w), 0.9), 1);
  // A normal sample reweighted to N(1, 1) has that median and spread.
  const auto z = normals(50000);
  std::vector<double> tilt;
  for (const double v : z) tilt.push_back(std::exp(v - 0.5));
  const Sample moved(z, tilt);
  EXPECT_NEAR(quantile(moved, 0.5), 1, 0.03);
  EXPECT_NEAR(central_range(moved, 0.8).width(), 2 * 1.2816, 0.06);
}

TEST(ScoresTest, CentralRangesHoldTheirShare) {
  const Sample sample(normals(2000));
  int in50 = 0, in80 = 0;
  const auto ys = normals(4000, 1);
  for (const double y : ys) {
    in50 += central_range(sample, 0.5).holds(y) ? 1 : 0;
    in80 += central_range(sample, 0.8).holds(y) ? 1 : 0;
  }
  EXPECT_NEAR(in50 / 4000.0, 0.5, 0.04);
  EXPECT_NEAR(in80 / 4000.0, 0.8, 0.03);
}

TEST(ScoresTest, LogScoreOfANormalSampleIsNearItsDensity) {
  const Sample sample(normals(20000));
  for (const double y : {-2.0, 0.0, 1.0}) {
    EXPECT_NEAR(log_score(sample, y), -std::log(density(y)), 0.12) << y;
  }
  EXPECT_LT(log_score(sample, 30), 20);  // finite and mild far outside
  EXPECT_GT(log_score(sample, 30), log_score(sample, 10));
  EXPECT_TRUE(std::isfinite(log_score(Sample(std::vector<double>{1, 1, 1}), 2)));
}

TEST(ScoresTest, LogScoreSeesTwoHumps) {
  auto x = normals(2000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.3 * x[i] + (i % 2 == 0 ? -2 : 2);
  const Sample sample(x);
  EXPECT_LT(log_score(sample, 2), 1.5);
  EXPECT_GT(log_score(sample, 0), 3.5);
}

TEST(ScoresTest, PoolsMixByWeightWhateverTheSizes) {
  const Sample a(std::vector<double>{0}), b(std::vector<double>{1, 1, 1, 1});
  EXPECT_DOUBLE_EQ(linear_pool(a, b).mean(), 0.5);
  EXPECT_DOUBLE_EQ(linear_pool(a, b, 0.2).mean(), 0.8);
  EXPECT_DOUBLE_EQ(linear_pool(a, Sample()).mean(), 0);
  const Sample all[] = {a, b, Sample(std::vector<double>{10})};
  const double weights[] = {2, 1, 1};
  EXPECT_DOUBLE_EQ(linear_pool(all, weights).mean(), 2.75);
}

TEST(ScoresTest, QuantileCrpsIsNearTheFormula) {
  Quantiles z;
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = std::log(lognormal()[i]);
  EXPECT_NEAR(crps(z, 0) / normal_crps(0), 0.90, 0.02);
  EXPECT_NEAR(crps(z, 1.5) / normal_crps(1.5), 1, 0.05);
  EXPECT_NEAR(crps(z, 4) / normal_crps(4), 1, 0.01);
  double sum = 0;
  const auto ys = normals(20000, 2);
  for (const double y : ys) sum += crps(z, y);
  EXPECT_NEAR(sum / 20000 / (1 / std::sqrt(std::numbers::pi)), 0.983, 0.02);
  EXPECT_DOUBLE_EQ(pinball(2, 0.9, 5), 0.9 * 3);
  EXPECT_NEAR(pinball(5, 0.9, 2), 0.1 * 3, 1e-15);
}

TEST(ScoresTest, QuantileLogScoreOfALognormalIsExact) {
  for (const double y : {0.01, 0.2, 0.25, 0.9, 1.0, 3.0, 5.18, 40.0}) {
    EXPECT_NEAR(log_score(lognormal(), y), -std::log(density(std::log(y))), 1e-6) << y;
  }
  Quantiles zero = {0, 0, 1, 2, 3, 4, 5};
  EXPECT_TRUE(std::isnan(log_score(zero, 2)));
  EXPECT_TRUE(std::isnan(log_score(lognormal(), 0)));
  EXPECT_TRUE(std::isfinite(log_score(Quantiles{2, 2, 2, 2, 2, 2, 2}, 3)));
}

TEST(ScoresTest, CellsAndRangesOfQuantiles) {
  const Quantiles q = {1, 2, 3, 4, 5, 6, 7};
  EXPECT_EQ(cell_of(q, 0.5), 0);
  EXPECT_EQ(cell_of(q, 4), 3);
  EXPECT_EQ(cell_of(q, 4.5), 4);
  EXPECT_EQ(cell_of(q, 8), 7);
  EXPECT_EQ(cell_of(Quantiles{}, 0), 3);  // all at y: the middle
  EXPECT_DOUBLE_EQ(central_range(q, 0.8).width(), 4);
  EXPECT_TRUE(central_range(q, 0.9).holds(1));
  EXPECT_FALSE(central_range(q, 0.5).holds(2.9));
  const auto back = quantiles_of(Sample(normals(50000)));
  EXPECT_NEAR(back[0], -1.645, 0.03);
  EXPECT_NEAR(back[6], 1.645, 0.03);
}

}  // namespace
}  // namespace balloon::analysis
