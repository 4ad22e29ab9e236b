#include "analysis/baselines.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/draws.hpp"
#include "analysis/scores.hpp"

namespace balloon::analysis {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

BaselineOptions many() {
  BaselineOptions o;
  o.draws = 20000;
  return o;
}

/// A random walk of n values with yearly sd 0.2.
std::vector<double> series(int n, std::uint32_t key = 0) {
  KeyedDraws draws(5, DrawPurpose::test, key);
  std::vector<double> x = {10};
  while (static_cast<int>(x.size()) < n) x.push_back(x.back() + 0.2 * draws.normal());
  return x;
}

double mean_of(const Paths& p, int lead) { return Sample(p.of_lead(lead)).mean(); }
double sd_of(const Paths& p, int lead) { return Sample(p.of_lead(lead)).deviation(); }

TEST(BaselinesTest, ScaleOfChangesCountsTheYearsBetween) {
  const std::vector<double> x = {1, 2, unknown, unknown, 5};  // 1 in a year, 3 in three years
  const auto s = change_scale(x);
  EXPECT_EQ(s.changes, 2);
  EXPECT_DOUBLE_EQ(s.variance, (1 + 9.0 / 3) / 2);
  const ChangeScale both[] = {s, {4, 6}};
  EXPECT_EQ(pool_scales(both).changes, 8);
  EXPECT_DOUBLE_EQ(pool_scales(both).variance, (2 * 2 + 4 * 6) / 8.0);
}

TEST(BaselinesTest, RandomWalkHasTheMomentsOfItsStudentT) {
  const auto x = series(25);
  const auto s = change_scale(x);
  const auto p = random_walk(x, many());
  ASSERT_EQ(p.draws, 20000);
  for (int h = 1; h <= 5; ++h) {
    const double sd = std::sqrt(s.variance * h * 24 / 22.0);  // t with 24 degrees of freedom
    EXPECT_NEAR(mean_of(p, h), x.back(), 0.03 * sd) << h;
    EXPECT_NEAR(sd_of(p, h), sd, 0.02 * sd) << h;
  }
  // A walk, not independent leads: the first year's step is in the second.
  double product = 0;
  for (int m = 0; m < p.draws; ++m)
    product += (p.at(m, 1) - x.back()) * (p.at(m, 2) - x.back()) / p.draws;
  EXPECT_NEAR(product, sd_of(p, 1) * sd_of(p, 1), 0.05 * product);
}

TEST(BaselinesTest, AGapAtTheEndAddsSteps) {
  auto x = series(20);
  const auto whole = random_walk(x, many());
  x.push_back(unknown);
  x.push_back(unknown);
  const auto late = random_walk(x, many());
  EXPECT_NEAR(sd_of(late, 1), sd_of(whole, 3), 1e-12);
  EXPECT_DOUBLE_EQ(late.at(7, 1), whole.at(7, 3));  // the same draws
}

TEST(BaselinesTest, ShortSeriesUseThePooledScale) {
  const std::vector<double> x = {1, 1.01, 1.02};
  auto o = many();
  o.pooled = {0.09, 40};
  EXPECT_NEAR(sd_of(random_walk(x, o), 1), 0.3 * std::sqrt(40 / 38.0), 0.01);
  o.pooled = {};
  const auto own = random_walk(x, o);
  EXPECT_LT(quantile(Sample(own.of_lead(1)), 0.5), 1.03);
  EXPECT_EQ(random_walk(std::vector<double>{1}, o).draws, 0);
  EXPECT_EQ(random_walk(std::vector<double>{unknown, unknown}, o).draws, 0);
  EXPECT_EQ(random_walk({}, o).draws, 0);
  o.pooled = {0.04, 9};
  EXPECT_EQ(random_walk(std::vector<double>{1}, o).draws, 20000);
  for (auto* f : {random_walk_drift, autoregression, linear_trend}) {
    const auto p = f(x, o);
    EXPECT_TRUE(p.fell_back);
    EXPECT_EQ(p.values, random_walk(x, o).values);
    EXPECT_EQ(f({}, o).draws, 0);
  }
}

TEST(BaselinesTest, DriftHasItsErrorToo) {
  std::vector<double> x = series(21);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += 0.1 * static_cast<double>(i);
  const double drift = (x.back() - x.front()) / 20;
  double variance = 0;
  for (std::size_t i = 1; i < x.size(); ++i) variance += std::pow(x[i] - x[i - 1] - drift, 2) / 19;
  const auto p = random_walk_drift(x, many());
  EXPECT_FALSE(p.fell_back);
  for (int h = 1; h <= 5; ++h) {
    const double sd = std::sqrt(variance * (h + h * h / 20.0) * 19 / 17);
    EXPECT_NEAR(mean_of(p, h), x.back() + h * drift, 0.03 * sd);
    EXPECT_NEAR(sd_of(p, h), sd, 0.02 * sd);
  }
}

TEST(BaselinesTest, AutoregressionReturnsToItsMean) {
  KeyedDraws draws(5, DrawPurpose::test, 3);
  std::vector<double> x = {4};
  while (x.size() < 400) x.push_back(2 + 0.5 * (x.back() - 2) + 0.1 * draws.normal());
  x.push_back(3);  // far from the mean of 2
  const auto p = autoregression(x, many());
  EXPECT_FALSE(p.fell_back);
  EXPECT_NEAR(mean_of(p, 1), 2.5, 0.06);
  EXPECT_NEAR(mean_of(p, 5), 2 + std::pow(0.5, 5), 0.04);
  EXPECT_NEAR(sd_of(p, 1), 0.11, 0.02);
  EXPECT_NEAR(sd_of(p, 5) / sd_of(p, 1), std::sqrt(4.0 / 3), 0.06);
}

TEST(BaselinesTest, AutoregressionOfAnExplodingSeriesStaysFinite) {
  std::vector<double> x;
  for (int i = 0; i < 12; ++i) x.push_back(std::pow(1.5, i));
  const auto p = autoregression(x, many());
  for (const double v : p.values) ASSERT_TRUE(std::isfinite(v));
  EXPECT_TRUE(autoregression(std::vector<double>(12, 3.0), many()).fell_back);
}

TEST(BaselinesTest, TrendIsThePredictionDistribution) {
  std::vector<double> x;
  KeyedDraws draws(5, DrawPurpose::test, 4);
  for (int i = 0; i < 20; ++i) x.push_back(1 + 0.1 * i + 0.05 * draws.normal());
  x[6] = unknown;
  double n = 0, st = 0, sx = 0, stt = 0, stx = 0;
  for (int i = 0; i < 20; ++i) {
    if (i == 6) continue;
    const double v = x[static_cast<std::size_t>(i)];
    n += 1, st += i, sx += v, stt += i * i, stx += i * v;
  }
  const double slope = (n * stx - st * sx) / (n * stt - st * st), level = (sx - slope * st) / n;
  double rss = 0;
  for (int i = 0; i < 20; ++i)
    if (i != 6) rss += std::pow(x[static_cast<std::size_t>(i)] - level - slope * i, 2);
  const auto p = linear_trend(x, many());
  for (const int h : {1, 5}) {
    const double t = 19 + h, spread = stt - st * st / n;
    const double se = std::sqrt(rss / 17 * (1 + 1 / n + std::pow(t - st / n, 2) / spread));
    EXPECT_NEAR(mean_of(p, h), level + slope * t, 0.03 * se);
    EXPECT_NEAR(sd_of(p, h), se * std::sqrt(17.0 / 15), 0.02 * se);
    const auto range = central_range(Sample(p.of_lead(h)), 0.8);  // qt(0.9, 17) = 1.333379
    EXPECT_NEAR(range.width(), 2 * 1.333379 * se, 0.04 * se);
  }
}

TEST(BaselinesTest, MoreDrawsLeaveTheFirstAsTheyWere) {
  const auto x = series(20);
  BaselineOptions few;
  few.draws = 10;
  const auto a = random_walk(x, few), b = random_walk(x, many());
  for (int m = 0; m < 10; ++m) EXPECT_EQ(a.at(m, 4), b.at(m, 4));
  few.place = 1;
  EXPECT_NE(random_walk(x, few).at(0, 1), a.at(0, 1));
}

TEST(BaselinesTest, HydraulicPlacesAddUpToTheTotal) {
  const std::vector<std::vector<double>> logs = {series(25, 1), series(25, 2), series(25, 3)};
  std::vector<double> totals;
  for (std::size_t i = 0; i < 25; ++i)
    totals.push_back(std::log(std::exp(logs[0][i]) + std::exp(logs[1][i]) + std::exp(logs[2][i])));
  const double sd = std::sqrt(change_scale(totals).variance * 24 / 22);
  const auto fixed = hydraulic(logs, TotalRule::fixed, many());
  const auto walk = hydraulic(logs, TotalRule::random_walk, many());
  ASSERT_EQ(fixed.places.size(), 3U);
  for (const auto& r : {fixed, walk}) {
    for (int m = 0; m < 100; ++m) {
      double sum = 0;
      for (const auto& p : r.places) sum += std::exp(p.at(m, 5));
      EXPECT_NEAR(std::log(sum), r.total.at(m, 5), 1e-12);
    }
  }
  EXPECT_NEAR(sd_of(fixed.total, 5), sd, 0.02 * sd);
  EXPECT_NEAR(sd_of(walk.total, 5), sd * std::sqrt(5.0), 0.05 * sd);
  EXPECT_NEAR(mean_of(fixed.total, 3), totals.back(), 0.03 * sd);
  // Ratios of two places have the scale of their own past.
  std::vector<double> ratio;
  for (std::size_t i = 0; i < 25; ++i) ratio.push_back(logs[0][i] - logs[1][i]);
  std::vector<double> drawn;
  for (int m = 0; m < fixed.total.draws; ++m)
    drawn.push_back(fixed.places[0].at(m, 2) - fixed.places[1].at(m, 2));
  const double ratio_sd = std::sqrt(2 * change_scale(ratio).variance * 24 / 22);
  EXPECT_NEAR(Sample(drawn).deviation(), ratio_sd, 0.03 * ratio_sd);
}

TEST(BaselinesTest, HydraulicNeedsAYearThatAllKnow) {
  std::vector<std::vector<double>> logs = {series(8, 1), series(8, 2)};
  logs[0].back() = unknown;  // the last common year is one before the origin
  const auto late = hydraulic(logs, TotalRule::random_walk, many());
  EXPECT_EQ(late.places.size(), 2U);
  EXPECT_EQ(late.total.draws, 20000);
  for (auto& x : logs[0]) x = unknown;
  EXPECT_TRUE(hydraulic(logs, TotalRule::fixed, many()).places.empty());
  EXPECT_TRUE(hydraulic({}, TotalRule::fixed, many()).places.empty());
}

TEST(BaselinesTest, SharesStayAndJitterAsTheyDid) {
  KeyedDraws draws(5, DrawPurpose::test, 9);
  std::vector<std::vector<double>> years;
  std::vector<double> now = {0.5, 0.3, 0.2, 0};
  double distance = 0;
  constexpr int n = 200;
  for (int y = 0; y <= n; ++y) {
    years.push_back(now);
    const double a = 0.02 * draws.normal(), b = 0.02 * draws.normal();
    const std::vector<double> next = {0.5 + a, 0.3 + b, 0.2 - a - b, 0};
    for (std::size_t k = 0; k < 4; ++k) distance += std::pow(next[k] - now[k], 2) / n;
    now = next;
  }
  years.back() = {0.5, 0.3, 0.2, 0};
  auto o = many();
  o.draws = 5000;
  const auto r = share_persistence(years, o);
  ASSERT_EQ(r.parts, 4);
  for (const int lead : {1, 3}) {
    const auto rows = r.of_lead(lead);
    double mean = 0, moved = 0;
    for (int m = 0; m < r.draws; ++m) {
      const auto row = rows.subspan(static_cast<std::size_t>(m) * 4, 4);
      EXPECT_NEAR(row[0] + row[1] + row[2], 1, 1e-12);
      EXPECT_EQ(row[3], 0);
      mean += row[0] / r.draws;
      for (std::size_t k = 0; k < 4; ++k) moved += std::pow(row[k] - years.back()[k], 2) / r.draws;
    }
    EXPECT_NEAR(mean, 0.5, 0.005);
    // These shares have no memory, so three years move them no further than one.
    EXPECT_NEAR(moved, distance, 0.1 * distance);
  }
}

TEST(BaselinesTest, SharesWithAShortPast) {
  BaselineOptions o;
  o.draws = 2000;
  const std::vector<std::vector<double>> one = {{3, 1}};  // divided by their sum
  const auto r = share_persistence(one, o, 0.002);
  double moved = 0;
  for (int m = 0; m < r.draws; ++m)
    moved += 2 * std::pow(r.of_lead(2)[2 * static_cast<std::size_t>(m)] - 0.75, 2) / r.draws;
  EXPECT_NEAR(moved, 0.004, 0.0005);  // two years of 0.002
  EXPECT_EQ(share_persistence({}, o).draws, 0);
  const std::vector<std::vector<double>> none = {{unknown, 1}, {0, 0}};
  EXPECT_EQ(share_persistence(none, o).draws, 0);
  const std::vector<std::vector<double>> sole = {{1, 0}, {1, 0}};
  const auto alone = share_persistence(sole, o);
  for (const double x : alone.of_lead(1)) EXPECT_TRUE(x == 0 || x == 1);
}

TEST(DrawsTest, MomentsOfGammaAndChiSquare) {
  KeyedDraws draws(1, DrawPurpose::test, 0);
  for (const double shape : {0.05, 0.5, 1.0, 7.5}) {
    std::vector<double> x;
    for (int i = 0; i < 20000; ++i) x.push_back(draws.gamma(shape));
    EXPECT_NEAR(Sample(x).mean(), shape, 0.05 * shape + 0.005);
    EXPECT_NEAR(Sample(x).deviation(), std::sqrt(shape), 0.05 * std::sqrt(shape));
  }
  std::vector<double> chi;
  for (int i = 0; i < 20000; ++i) chi.push_back(draws.chi_square(4));
  EXPECT_NEAR(Sample(chi).mean(), 4, 0.1);
  EXPECT_NEAR(Sample(chi).deviation(), std::sqrt(8.0), 0.1);
  EXPECT_NEAR(exact_exp(exact_log(7)), 7, 1e-14);
}

}  // namespace
}  // namespace balloon::analysis
