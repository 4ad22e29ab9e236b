// The event study on simulated panels: invariance, errors against bootstraps, coverage.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/distributions.hpp"
#include "measure/event_study.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {
namespace event_study_simulation_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const EventStudyOptions no_bootstrap{.replicates = 0};

double normal(ReplicateDraws& draws) {
  return normal_quantile(draws.uniform() * (1 - 0x1p-50) + 0x1p-52);
}

/// Effects by group and time: the early gain and gain more, the late lose.
double effect_of(int group, int time) {
  if (time < group) return 0;
  return (group == 4 ? 2.0 : -1.0) * (1 + 0.5 * (time - group));
}

/// Times 1 to 7; from 4 on with chance 0.35, from 6 on with 0.25, else never. Places' and times'
/// own levels, noise that is correlated over time, and a trend of the treated before their date.
EventData simulated(std::uint64_t seed, Index places, double noise = 1, double trend = 0) {
  ReplicateDraws draws(seed, 77);
  EventData data{{1, 2, 3, 4, 5, 6, 7}, Matrix(places, 7), {}};
  for (Index i = 0; i < places; ++i) {
    const double u = draws.uniform();
    const int date = u < 0.35 ? 4 : u < 0.6 ? 6 : never_treated;
    data.first_treated.push_back(date);
    const double level = 5 * normal(draws) + (date == 4 ? 3 : 0);
    double error = noise * normal(draws);
    for (Index t = 0; t < 7; ++t) {
      error = 0.5 * error + noise * std::sqrt(0.75) * normal(draws);
      const int time = static_cast<int>(t) + 1;
      data.outcome(i, t) = level + 0.3 * static_cast<double>(t * t) + effect_of(date, time) + error;
      if (date != never_treated) data.outcome(i, t) += trend * time;
    }
  }
  return data;
}

/// The true average at an event time.
double truth(int event) {
  if (event < 0) return 0;
  const double early = effect_of(4, 4 + event), late = effect_of(6, 6 + event);
  return 6 + event <= 7 ? (0.35 * early + 0.25 * late) / 0.6 : early;
}

TEST(EventStudySimulationTest, WithoutNoiseEffectsAreExact) {
  const auto study = event_study(simulated(1, 60, 0), no_bootstrap);
  for (const auto& cell : study.group_time)
    EXPECT_NEAR(cell.effect, effect_of(cell.group, cell.time), 1e-12);
  EXPECT_LT(study.naive.coefficient, study.overall.value);
}

TEST(EventStudySimulationTest, TheCoefficientIsTheWeightedSumOfEffects) {
  for (const bool gaps : {false, true}) {
    auto data = simulated(2, 60, 0);
    ReplicateDraws draws(5, 0);
    if (gaps)
      for (Index k = 0; k < data.outcome.size(); ++k)
        if (draws.uniform() < 0.2) data.outcome.data()[k] = nan;
    const auto naive = naive_two_way(data);
    double sum = 0, expected = 0, negative = 0;
    for (Index i = 0; i < 60; ++i)
      for (Index t = 0; t < 7; ++t) {
        const double w = naive.weights(i, t);
        sum += w;
        negative += std::min(w, 0.0);
        expected +=
            w * effect_of(data.first_treated[static_cast<std::size_t>(i)], static_cast<int>(t) + 1);
      }
    EXPECT_NEAR(sum, 1, 1e-9);
    EXPECT_NEAR(naive.coefficient, expected, 1e-8);
    EXPECT_NEAR(naive.negative_sum, negative, 1e-9);
  }
}

TEST(EventStudySimulationTest, OneDateMakesTheNaiveEventsRight) {
  auto data = simulated(3, 60);
  for (int& date : data.first_treated)
    if (date == 6) date = never_treated;
  const auto study = event_study(data, no_bootstrap);
  ASSERT_EQ(study.naive.events.size(), 6u);
  for (const auto& naive : study.naive.events)
    for (const auto& ours : study.by_event_time.effects)
      if (ours.at == naive.event) {
        EXPECT_NEAR(naive.value, ours.value, 1e-9);
        EXPECT_NEAR(naive.error, ours.error, 0.1 * ours.error);
      }
}

TEST(EventStudySimulationTest, WithoutNeverTreatedTheEarliestLeadGoesToo) {
  auto data = simulated(4, 60);
  for (int& date : data.first_treated)
    if (date == never_treated) date = 5;
  const auto naive = naive_two_way(data);
  ASSERT_FALSE(naive.events.empty());
  EXPECT_EQ(naive.events.front().event, -4);  // -5 and -1 are left out
  // With dates 4 and 6 alone even and odd event times float apart: no coefficient is given.
  for (int& date : data.first_treated)
    if (date == 5) date = 6;
  EXPECT_TRUE(naive_two_way(data).events.empty());
  EXPECT_FALSE(std::isnan(naive_two_way(data).coefficient));
}

TEST(EventStudySimulationTest, LevelsOfPlacesAndTimesAndOrderDoNotMatter) {
  const auto data = simulated(6, 80);
  const auto study = event_study(data, no_bootstrap);
  auto other = data;
  ReplicateDraws draws(9, 0);
  for (Index i = 0; i < 80; ++i) other.outcome.row(i).array() += 10 * normal(draws);
  for (Index t = 0; t < 7; ++t) other.outcome.col(t).array() += 10 * normal(draws);
  other.outcome = (3 * other.outcome).colwise().reverse().eval();
  std::reverse(other.first_treated.begin(), other.first_treated.end());
  const auto moved = event_study(other, no_bootstrap);
  ASSERT_EQ(moved.by_event_time.effects.size(), study.by_event_time.effects.size());
  for (std::size_t k = 0; k < study.by_event_time.effects.size(); ++k) {
    EXPECT_NEAR(moved.by_event_time.effects[k].value, 3 * study.by_event_time.effects[k].value,
                1e-9);
    EXPECT_NEAR(moved.by_event_time.effects[k].error, 3 * study.by_event_time.effects[k].error,
                1e-9);
  }
  EXPECT_NEAR(moved.pre_trend.statistic, study.pre_trend.statistic, 1e-7);
  EXPECT_NEAR(moved.naive.coefficient, 3 * study.naive.coefficient, 1e-9);
}

TEST(EventStudySimulationTest, UniversalLeadsAddUpVaryingOnes) {
  auto options = no_bootstrap;
  options.comparison = ComparisonPlaces::never;
  const auto data = simulated(7, 50);
  const auto universal = event_study(data, options);
  options.base = BasePeriod::varying;
  const auto varying = event_study(data, options);
  const auto at = [](const EventStudy& study, int group, int time) {
    for (const auto& cell : study.group_time)
      if (cell.group == group && cell.time == time) return cell.effect;
    return nan;
  };
  double sum = 0;
  for (int time = 5; time > 1; --time) {
    sum -= at(varying, 6, time);
    EXPECT_NEAR(at(universal, 6, time - 1), sum, 1e-12);
  }
  EXPECT_EQ(at(universal, 6, 7), at(varying, 6, 7));
}

TEST(EventStudySimulationTest, MultipliersAgreeWithInfluenceFunctions) {
  const auto data = simulated(8, 200);
  for (const auto kind : {Multiplier::rademacher, Multiplier::mammen}) {
    const auto study = event_study(data, {.multiplier = kind, .replicates = 4000});
    for (const auto& effect : study.by_event_time.effects) {
      if (effect.reference) continue;
      EXPECT_NEAR(effect.bootstrap_error / effect.error, 1, 0.08) << effect.at;
      EXPECT_LT(effect.band_low, effect.low);
      EXPECT_GT(effect.band_high, effect.high);
    }
    // Between one normal and nine independent ones (Sidak: 2.77).
    EXPECT_GT(study.by_event_time.critical, 2.2);
    EXPECT_LT(study.by_event_time.critical, 2.85);
    EXPECT_NEAR(study.overall.band_high - study.overall.value, 1.96 * study.overall.error,
                0.06 * study.overall.error);
  }
  const auto one = event_study(data, {.replicates = 50, .seed = 3});
  EXPECT_EQ(one.by_event_time.critical,
            event_study(data, {.replicates = 50, .seed = 3}).by_event_time.critical);
}

TEST(EventStudySimulationTest, InfluenceFunctionsAgreeWithABootstrapOfPlaces) {
  const Index n = 150;
  auto data = simulated(10, n);
  ReplicateDraws holes(3, 0);
  for (Index k = 0; k < data.outcome.size(); ++k)
    if (holes.uniform() < 0.1) data.outcome.data()[k] = nan;
  const auto study = event_study(data, no_bootstrap);
  constexpr int replicates = 300;
  std::vector<std::vector<double>> drawn(4);
  for (int r = 0; r < replicates; ++r) {
    ReplicateDraws draws(11, static_cast<std::uint64_t>(r));
    EventData again{data.times, Matrix(n, 7), {}};
    for (Index i = 0; i < n; ++i) {
      const Index from = draws.below(n);
      again.outcome.row(i) = data.outcome.row(from);
      again.first_treated.push_back(data.first_treated[static_cast<std::size_t>(from)]);
    }
    const auto made = event_study(again, no_bootstrap);
    drawn[0].push_back(made.overall.value);
    drawn[1].push_back(made.overall_of_groups.value);
    for (const auto& effect : made.by_event_time.effects)
      if (effect.at == 0 || effect.at == -3) drawn[effect.at == 0 ? 2 : 3].push_back(effect.value);
  }
  const auto deviation = [](const std::vector<double>& values) {
    const Eigen::Map<const Vector> all(values.data(), static_cast<Index>(values.size()));
    return std::sqrt((all.array() - all.mean()).square().mean());
  };
  const auto error = [&](int event) {
    for (const auto& effect : study.by_event_time.effects)
      if (effect.at == event) return effect.error;
    return nan;
  };
  // 300 replicates know a standard deviation to 4 %
  EXPECT_NEAR(study.overall.error / deviation(drawn[0]), 1, 0.13);
  EXPECT_NEAR(study.overall_of_groups.error / deviation(drawn[1]), 1, 0.13);
  EXPECT_NEAR(error(0) / deviation(drawn[2]), 1, 0.13);
  EXPECT_NEAR(error(-3) / deviation(drawn[3]), 1, 0.13);
}

TEST(EventStudySimulationTest, IntervalsAndBandsCover) {
  constexpr int worlds = 300;
  int overall = 0, at_zero = 0, together = 0, rejected = 0;
  // Group-times from the date on: of 4 at 4..7 (2, 3, 4, 5), of 6 at 6, 7 (-1, -1.5).
  const double mean = (0.35 * 14 - 0.25 * 2.5) / (0.35 * 4 + 0.25 * 2);
  for (int w = 0; w < worlds; ++w) {
    const auto study =
        event_study(simulated(1000 + static_cast<std::uint64_t>(w), 100), {.replicates = 200});
    overall += study.overall.low <= mean && mean <= study.overall.high;
    bool all = true;
    for (const auto& effect : study.by_event_time.effects) {
      const double right = truth(effect.at);
      if (effect.at == 0) at_zero += effect.low <= right && right <= effect.high;
      all = all && effect.band_low <= right && right <= effect.band_high;
    }
    together += all;
    rejected += study.pre_trend.p < 0.05;
  }
  // 95 % with a standard deviation of 1.3 %; normal intervals of 25 places a group lose 1 or 2 %
  EXPECT_NEAR(overall, 0.945 * worlds, 12);
  EXPECT_NEAR(at_zero, 0.945 * worlds, 12);
  EXPECT_NEAR(together, 0.935 * worlds, 14);
  EXPECT_NEAR(rejected, 0.07 * worlds, 15);
}

TEST(EventStudySimulationTest, ATrendBeforeIsSeen) {
  EXPECT_GT(event_study(simulated(20, 150), no_bootstrap).pre_trend.p, 0.05);
  const auto study = event_study(simulated(20, 150, 1, 0.5), no_bootstrap);
  EXPECT_LT(study.pre_trend.p, 1e-4);
  EXPECT_EQ(study.pre_trend.df, 4);  // -5 to -2
}

}  // namespace event_study_simulation_test
}  // namespace balloon::measure
