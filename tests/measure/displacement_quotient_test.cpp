#include "measure/displacement_quotient.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "measure/distributions.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {
namespace displacement_quotient_test {

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

TEST(DisplacementQuotientTest, AFallNextDoorIsDiffusion) {
  // WDQ = (45/200 - 50/200) / (60/200 - 100/200) = -0.025 / -0.2 = 0.125
  const auto made = point(six(100, 60, 50, 45, 200, 200));
  EXPECT_EQ(made.state, QuotientState::defined);
  EXPECT_EQ(made.verdict, DisplacementVerdict::diffusion);
  EXPECT_NEAR(made.quotient.value, 0.125, 1e-15);
  EXPECT_NEAR(made.buffer_change.value, -0.025, 1e-15);
  EXPECT_NEAR(made.success.value, -0.2, 1e-15);
  EXPECT_DOUBLE_EQ(made.gross_effect.value, 40);      // 100 - 60
  EXPECT_NEAR(made.net_effect.value, 0.2, 1e-15);     // 100/200 - 60/200
  EXPECT_DOUBLE_EQ(made.total_net_effect.value, 45);  // (100 - 60) + (50 - 45)
  EXPECT_TRUE(std::isnan(made.quotient.low));
  EXPECT_TRUE(std::isnan(made.undefined_share));
}

TEST(DisplacementQuotientTest, AGrowingControlIsCounted) {
  // C grows by 1.25. Buffer: 70/250 - 50/200 = 0.28 - 0.25 = 0.03; target: 60/250 - 100/200 =
  // -0.26. TNE = (125 - 60) + (62.5 - 70) = 57.5
  const auto made = point(six(100, 60, 50, 70, 200, 250));
  EXPECT_EQ(made.verdict, DisplacementVerdict::partial_displacement);
  EXPECT_NEAR(made.quotient.value, -3.0 / 26, 1e-14);
  EXPECT_DOUBLE_EQ(made.gross_effect.value, 40);
  EXPECT_NEAR(made.net_effect.value, 0.26, 1e-15);
  EXPECT_DOUBLE_EQ(made.total_net_effect.value, 57.5);
}

TEST(DisplacementQuotientTest, VerdictsByTheBuffer) {
  // Target 100 -> 60, control constant: WDQ = (50 - Da) / 40.
  const auto verdict = [](double da) { return point(six(100, 60, 50, da, 200, 200)).verdict; };
  EXPECT_EQ(verdict(5), DisplacementVerdict::diffusion_beyond_success);      // 45/40
  EXPECT_EQ(verdict(10), DisplacementVerdict::diffusion);                    // 1
  EXPECT_EQ(verdict(49), DisplacementVerdict::diffusion);                    // 1/40
  EXPECT_EQ(verdict(50), DisplacementVerdict::neither);                      // 0
  EXPECT_EQ(verdict(51), DisplacementVerdict::partial_displacement);         // -1/40
  EXPECT_EQ(verdict(90), DisplacementVerdict::partial_displacement);         // -1
  EXPECT_EQ(verdict(95), DisplacementVerdict::displacement_beyond_success);  // -45/40
}

TEST(DisplacementQuotientTest, WindowsOfUnequalLengthCompareByTheirMeans) {
  // Three years before with mean 100, 50, 200, one after.
  DisplacementData data;
  data.times = {1999, 2000, 2001, 2003, 2004};
  data.outcome.resize(3, 5);
  data.outcome << 90, 100, 110, 7, 60,  //
      50, 50, 50, 7, 45,                //
      100, 200, 300, 7, 200;
  data.roles = {target, buffer, control};
  data.before = {1999, 2002};
  data.after = {2004, 2010};
  EXPECT_NEAR(point(data).quotient.value, 0.125, 1e-14);
}

TEST(DisplacementQuotientTest, MissingFiguresLeaveTheMeanOfTheOthers) {
  DisplacementData data;
  data.times = {1, 2, 3, 4};
  data.outcome.resize(5, 4);
  data.outcome << 80, nan, 40, nan,  // mean 80 -> 40
      20, 20, nan, 20,               // mean 20 -> 20
      500, 500, nan, nan,            // no figure after: left out of both
      50, 50, 45, 45,                //
      200, 200, nan, 200;
  data.roles = {target, target, target, buffer, control};
  data.before = {1, 2};
  data.after = {3, 4};
  const auto made = point(data);
  EXPECT_NEAR(made.quotient.value, 0.125, 1e-14);
  EXPECT_EQ(made.target.places, 2);
  EXPECT_EQ(made.target.dropped, 1);
  EXPECT_DOUBLE_EQ(made.target.before, 100);
  EXPECT_DOUBLE_EQ(made.target.after, 60);
}

TEST(DisplacementQuotientTest, SaysWhyItIsUndefined) {
  const auto state = [](const DisplacementData& data) {
    const auto made = point(data);
    EXPECT_TRUE(std::isnan(made.quotient.value));
    EXPECT_EQ(made.verdict, DisplacementVerdict::undefined);
    return made.state;
  };
  // the target fell by 10 %, the control by 20 %
  EXPECT_EQ(state(six(100, 90, 50, 50, 200, 160)), QuotientState::target_did_not_fall);
  // both by 30 %, which rounding must not turn into success
  EXPECT_EQ(state(six(0.1, 0.07, 50, 60, 0.3, 0.21)), QuotientState::target_did_not_fall);
  EXPECT_EQ(state(six(100, 60, 50, 50, 0, 10)), QuotientState::control_zero);
  EXPECT_EQ(state(six(100, 60, 50, 50, 10, 0)), QuotientState::control_zero);
  EXPECT_EQ(state(six(100, nan, 50, 50, 10, 10)), QuotientState::no_target);
  EXPECT_EQ(state(six(100, 60, nan, 50, 10, 10)), QuotientState::no_buffer);
  EXPECT_EQ(state(six(100, 60, 50, 50, 10, nan)), QuotientState::no_control);
  auto data = six(100, 60, 50, 50, 200, 200);
  data.after = {2005, 2006};
  EXPECT_EQ(state(data), QuotientState::window_empty);
}

TEST(DisplacementQuotientTest, WhatDoesNotNeedTheMissingGroupStays) {
  const auto made = point(six(100, 60, nan, 50, 200, 160));
  EXPECT_DOUBLE_EQ(made.gross_effect.value, 40);
  EXPECT_NEAR(made.net_effect.value, 0.125, 1e-15);  // 100/200 - 60/160
  EXPECT_TRUE(std::isnan(made.total_net_effect.value));
  const auto all = displacement_quotient(six(100, 60, nan, 50, 200, 160), {.replicates = 10});
  EXPECT_DOUBLE_EQ(all.undefined_share, 1);
  EXPECT_DOUBLE_EQ(all.gross_effect.low, 40);
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

TEST(DisplacementQuotientTest, UnitsOrderAndSizeOfTheControlDoNotMatter) {
  const auto data = simulated(3, 0.6, 1.1);
  const auto made = point(data);
  auto other = data;
  other.outcome *= 7;
  EXPECT_NEAR(point(other).quotient.value, made.quotient.value, 1e-12);
  EXPECT_NEAR(point(other).gross_effect.value, 7 * made.gross_effect.value, 1e-9);
  other = data;
  other.outcome.bottomRows(30) *= 0.01;  // the control
  EXPECT_NEAR(point(other).quotient.value, made.quotient.value, 1e-12);
  EXPECT_NEAR(point(other).total_net_effect.value, made.total_net_effect.value, 1e-9);
  other = data;
  other.outcome = data.outcome.colwise().reverse().eval();
  std::reverse(other.roles.begin(), other.roles.end());
  EXPECT_NEAR(point(other).quotient.value, made.quotient.value, 1e-12);
  EXPECT_NEAR(point(other).growth_before.p, made.growth_before.p, 1e-9);
}

TEST(DisplacementQuotientTest, TimeBackwardsHasTheOppositeSuccess) {
  const auto forth = point(six(100, 60, 50, 70, 200, 250));
  const auto back = point(six(60, 100, 70, 50, 250, 200));
  EXPECT_DOUBLE_EQ(back.success.value, -forth.success.value);
  EXPECT_DOUBLE_EQ(back.buffer_change.value, -forth.buffer_change.value);
  EXPECT_EQ(back.state, QuotientState::target_did_not_fall);
}

TEST(DisplacementQuotientTest, ReplicatesOfAGroupOfOneAreTheGroup) {
  const auto made = displacement_quotient(six(100, 60, 50, 45, 200, 200), {.replicates = 50});
  EXPECT_DOUBLE_EQ(made.quotient.low, made.quotient.value);
  EXPECT_DOUBLE_EQ(made.quotient.high, made.quotient.value);
  EXPECT_DOUBLE_EQ(made.undefined_share, 0);
  EXPECT_TRUE(made.interval_bounded);
}

TEST(DisplacementQuotientTest, CountsReplicatesWithoutAQuotient) {
  // Two target places, one falls by 10 and one rises by 8. A replicate draws two: both that rises
  // with chance 1/4, and then nothing fell.
  DisplacementData data = six(50, 40, 50, 45, 200, 200);
  data.outcome.conservativeResize(4, 2);
  data.outcome.row(3) << 50, 58;
  data.roles.push_back(target);
  const auto made = displacement_quotient(data, {.replicates = 4000});
  EXPECT_NEAR(made.undefined_share, 0.25, 0.03);  // 4 standard deviations of 4,000 draws
  EXPECT_FALSE(made.interval_bounded);
  // Otherwise (45 - 50) / (-2) = 2.5 with chance 1/2 and (-5) / (-20) = 0.25 with chance 1/4.
  const auto share = [&](DisplacementVerdict v) {
    return made.verdict_shares[static_cast<std::size_t>(v)];
  };
  EXPECT_NEAR(share(DisplacementVerdict::diffusion_beyond_success), 0.5, 0.035);
  EXPECT_NEAR(share(DisplacementVerdict::diffusion), 0.25, 0.03);
  EXPECT_NEAR(made.quotient.low, 0.25, 1e-12);
  EXPECT_NEAR(made.quotient.high, 2.5, 1e-12);
}

TEST(DisplacementQuotientTest, TheSeedFixesTheIntervals) {
  const auto data = simulated(4, 0.6, 1.2);
  const auto first = displacement_quotient(data, {.replicates = 200, .seed = 9});
  const auto again = displacement_quotient(data, {.replicates = 200, .seed = 9});
  const auto other = displacement_quotient(data, {.replicates = 200, .seed = 10});
  EXPECT_EQ(first.quotient.low, again.quotient.low);
  EXPECT_NE(first.quotient.low, other.quotient.low);
  EXPECT_LT(first.quotient.low, first.quotient.value);
  EXPECT_GT(first.quotient.high, first.quotient.value);
}

TEST(DisplacementQuotientTest, IntervalsCoverTheTruth) {
  // Expected sums are 100 a place before, 50 (target), 120 (buffer), 100 after: WDQ = 20 / -50.
  int covered = 0, gross_covered = 0;
  constexpr int worlds = 300;
  for (int w = 0; w < worlds; ++w) {
    const auto made = displacement_quotient(simulated(100 + w, 0.5, 1.2), {.replicates = 200});
    covered += made.quotient.low <= -0.4 && -0.4 <= made.quotient.high;
    gross_covered += made.gross_effect.low <= 1500 && 1500 <= made.gross_effect.high;
  }
  // 95 % less what percentile intervals of 30 skewed places lose; 3 standard deviations are 4 %
  EXPECT_GT(covered, 0.89 * worlds);
  EXPECT_LT(covered, 0.99 * worlds);
  EXPECT_GT(gross_covered, 0.87 * worlds);
}

TEST(DisplacementQuotientTest, WrongCallsThrow) {
  const auto good = six(100, 60, 50, 45, 200, 200);
  EXPECT_THROW(displacement_quotient(good, {.replicates = -1}), std::invalid_argument);
  EXPECT_THROW(displacement_quotient(good, {.level = 1}), std::invalid_argument);
  auto bad = good;
  bad.roles.pop_back();
  EXPECT_THROW(displacement_quotient(bad), std::invalid_argument);
  bad = good;
  bad.times = {2002, 2001};
  EXPECT_THROW(displacement_quotient(bad), std::invalid_argument);
  bad = good;
  bad.before.last = 2002;
  EXPECT_THROW(displacement_quotient(bad), std::invalid_argument);
  bad = good;
  bad.outcome(0, 0) = -1;
  EXPECT_THROW(displacement_quotient(bad), std::invalid_argument);
  bad = good;
  bad.points = {{0, 0}};
  EXPECT_THROW(displacement_quotient(bad), std::invalid_argument);
  EXPECT_THROW(roles_by_distance(Matrix::Zero(1, 1), {1}, {}, {}), std::invalid_argument);
}

}  // namespace displacement_quotient_test
}  // namespace balloon::measure
