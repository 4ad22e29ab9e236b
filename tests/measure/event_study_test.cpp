#include "measure/event_study.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace balloon::measure {
namespace event_study_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
const EventStudyOptions no_bootstrap{.replicates = 0};

EventData panel(std::vector<int> times, std::vector<int> dates,
                const std::vector<std::vector<double>>& rows) {
  EventData data{std::move(times), {}, std::move(dates)};
  data.outcome.resize(static_cast<Index>(rows.size()), static_cast<Index>(data.times.size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t t = 0; t < rows[i].size(); ++t)
      data.outcome(static_cast<Index>(i), static_cast<Index>(t)) = rows[i][t];
  return data;
}

/// Three places from 2002 on, two from 2003 on, two never.
EventData seven() {
  return panel(
      {2001, 2002, 2003}, {2002, 2002, 2002, 2003, 2003, never_treated, never_treated},
      {{10, 13, 15}, {20, 25, 31}, {0, 4, 8}, {5, 6, 10}, {7, 9, 12}, {1, 2, 3}, {4, 4, 6}});
}

GroupTimeEffect cell(const EventStudy& study, int group, int time) {
  for (const auto& found : study.group_time)
    if (found.group == group && found.time == time) return found;
  ADD_FAILURE() << "no cell " << group << ", " << time;
  return {};
}
EventEffect effect(const EventPath& path, int at) {
  for (const auto& found : path.effects)
    if (found.at == at) return found;
  ADD_FAILURE() << "no effect at " << at;
  return {};
}
bool has(const EventPath& path, int at) {
  return std::any_of(path.effects.begin(), path.effects.end(),
                     [&](const EventEffect& e) { return e.at == at; });
}

TEST(EventStudyTest, TwoTimesAreADifferenceOfMeans) {
  // Changes 3, 5, 4 (mean 4, variance 1) against 1, 2 (mean 1.5, variance 0.5).
  const auto study = event_study(panel({1, 2}, {2, 2, 2, never_treated, never_treated},
                                       {{0, 3}, {1, 6}, {2, 6}, {5, 6}, {5, 7}}),
                                 no_bootstrap);
  const auto att = cell(study, 2, 2);
  EXPECT_DOUBLE_EQ(att.effect, 2.5);
  EXPECT_NEAR(att.error, std::sqrt(1.0 / 3 + 0.5 / 2), 1e-14);  // Welch
  EXPECT_EQ(att.treated, 3);
  EXPECT_EQ(att.comparison, 2);
  EXPECT_EQ(att.base, 1);
  EXPECT_DOUBLE_EQ(study.overall.value, 2.5);
  EXPECT_NEAR(study.overall.error, att.error, 1e-14);  // one group: its weight is certain
  EXPECT_NEAR(study.overall.low, 2.5 - 1.959963984540054 * att.error, 1e-12);
  EXPECT_NEAR(study.naive.coefficient, 2.5, 1e-12);  // here two-way effects are right
  EXPECT_DOUBLE_EQ(study.naive.negative_share, 0);
  EXPECT_FALSE(study.pre_trend.tested);
  EXPECT_TRUE(std::isnan(study.overall.band_low));
}

TEST(EventStudyTest, StaggeredByHand) {
  const auto study = event_study(seven(), no_bootstrap);
  // (2002, 2002): 3, 5, 4 against those of 2003 and never 1, 2, 1, 0: 4 - 1
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2002).effect, 3);
  EXPECT_NEAR(cell(study, 2002, 2002).error, std::sqrt(1.0 / 3 + (2.0 / 3) / 4), 1e-14);
  // (2002, 2003): 5, 11, 8 against never 2, 2: 8 - 2
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2003).effect, 6);
  EXPECT_EQ(cell(study, 2002, 2003).comparison, 2);
  // (2003, 2003) from 2002: 4, 3 against 1, 2: 3.5 - 1.5
  EXPECT_DOUBLE_EQ(cell(study, 2003, 2003).effect, 2);
  // (2003, 2001) from 2002: -1, -2 against -1, 0: -1.5 + 0.5
  EXPECT_DOUBLE_EQ(cell(study, 2003, 2001).effect, -1);
  EXPECT_EQ(study.group_time.size(), 4u);

  const auto& events = study.by_event_time;
  EXPECT_DOUBLE_EQ(effect(events, -2).value, -1);
  EXPECT_TRUE(effect(events, -1).reference);
  EXPECT_EQ(effect(events, -1).value, 0);
  EXPECT_NEAR(effect(events, 0).value, 2.6, 1e-14);  // (3 * 3 + 2 * 2) / 5
  EXPECT_EQ(effect(events, 0).places, 5);
  EXPECT_EQ(effect(events, 0).groups, 2);
  EXPECT_EQ(effect(events, 0).fewest, 2);
  EXPECT_DOUBLE_EQ(effect(events, 1).value, 6);
  EXPECT_DOUBLE_EQ(effect(study.by_calendar_time, 2002).value, 3);
  EXPECT_NEAR(effect(study.by_calendar_time, 2003).value, 4.4, 1e-14);  // (3 * 6 + 2 * 2) / 5
  EXPECT_DOUBLE_EQ(effect(study.by_group, 2002).value, 4.5);
  EXPECT_DOUBLE_EQ(effect(study.by_group, 2003).value, 2);
  EXPECT_NEAR(study.overall.value, 31.0 / 8, 1e-14);       // (3 * 3 + 3 * 6 + 2 * 2) / (3 + 3 + 2)
  EXPECT_NEAR(study.overall_of_groups.value, 3.5, 1e-14);  // (3 * 4.5 + 2 * 2) / 5
  EXPECT_EQ(study.places, 7);
  EXPECT_EQ(study.never, 2);
  EXPECT_EQ(study.pairs_lost, 0);
  EXPECT_EQ(study.pairs_used, 7 + 5 + 4 + 4);
}

TEST(EventStudyTest, ErrorOfAnAverageByHand) {
  // e = 0 averages 3 (3 places) and 2 (2 places): 2.6. Influences, in fifths of the cells' own plus
  // (effect - 2.6) / 5 for a place's group: a place more in 2002 pulls up by 0.08, in 2003 down by
  // 0.12. Own ones are deviations over sqrt(n (n - 1)).
  const auto study = event_study(seven(), no_bootstrap);
  const double a = 0.6 / std::sqrt(6.0), b = 0.6 / std::sqrt(12.0), c = 0.4 / std::sqrt(2.0);
  const double influence[] = {
      -a + 0.08,                // change 3 of mean 4
      a + 0.08,                 // 5
      0.08,                     // 4
      0.5 * c - 0.12,           // 2003: 4 of mean 3.5; as comparison of 2002 1 of mean 1
      -0.5 * c - b * 1 - 0.12,  // 3; as comparison 2 of mean 1
      0.5 * c,                  // never: 1 of mean 1.5; as comparison 1 of mean 1
      -0.5 * c + b,             // 2; as comparison 0 of mean 1
  };
  double square = 0;
  for (const double x : influence) square += x * x;
  EXPECT_NEAR(effect(study.by_event_time, 0).error, std::sqrt(square), 1e-14);
}

TEST(EventStudyTest, NeverTreatedOnly) {
  auto options = no_bootstrap;
  options.comparison = ComparisonPlaces::never;
  const auto study = event_study(seven(), options);
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2002).effect, 3.5);  // 4 - (1 + 0) / 2
  EXPECT_EQ(cell(study, 2002, 2002).comparison, 2);
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2003).effect, 6);
}

TEST(EventStudyTest, VaryingBaseGivesTheChanges) {
  auto options = no_bootstrap;
  options.base = BasePeriod::varying;
  const auto study = event_study(seven(), options);
  EXPECT_DOUBLE_EQ(cell(study, 2003, 2002).effect, 1);  // 1.5 - 0.5 from 2001 to 2002
  EXPECT_EQ(cell(study, 2003, 2002).base, 2001);
  EXPECT_FALSE(effect(study.by_event_time, -1).reference);
  EXPECT_FALSE(has(study.by_event_time, -2));
  EXPECT_DOUBLE_EQ(study.overall.value, event_study(seven(), no_bootstrap).overall.value);
  EXPECT_EQ(study.pre_trend.df, 1);
}

TEST(EventStudyTest, TwoWayEffectsCanHaveTheWrongSign) {
  // One place from 2 on with effects 1 and 4, one from 3 on with effect 1 (de Chaisemartin and
  // D'Haultfoeuille 2020, section I). The indicator less its means of places (2/3, 1/3) and times
  // (0, 1/2, 1) plus 1/2: at (1, 2) 1/3, at (1, 3) -1/6, at (2, 3) 1/6; they add up to 1/3. So the
  // coefficient is 1 * 1 - 1/2 * 4 + 1/2 * 1 = -1/2.
  const auto two = event_study(panel({1, 2, 3}, {2, 3}, {{0, 1, 4}, {0, 0, 1}}), no_bootstrap);
  EXPECT_NEAR(two.naive.coefficient, -0.5, 1e-13);
  EXPECT_NEAR(two.naive.weights(0, 1), 1, 1e-13);
  EXPECT_NEAR(two.naive.weights(0, 2), -0.5, 1e-13);
  EXPECT_NEAR(two.naive.weights(1, 2), 0.5, 1e-13);
  EXPECT_NEAR(two.naive.negative_share, 1.0 / 3, 1e-14);
  EXPECT_NEAR(two.naive.negative_sum, -0.5, 1e-13);
  EXPECT_DOUBLE_EQ(cell(two, 2, 2).effect, 1);  // the only one with anybody untreated beside it
  EXPECT_EQ(two.cells_missing, 3);
  EXPECT_TRUE(std::isnan(cell(two, 3, 3).effect));
  EXPECT_DOUBLE_EQ(two.overall.value, 1);
}

TEST(EventStudyTest, OursHasTheRightSignAndAllEffects) {
  // Two places from 2 on with effects 1 and 20, two from 3 on with 1, one never. Means of times 0,
  // 0.4, 0.8, of all 0.4. Residuals: 1 - 2/3 - 0.4 + 0.4 = 5/15, 1 - 2/3 - 0.8 + 0.4 = -1/15 and
  // 1 - 1/3 - 0.8 + 0.4 = 4/15, twice each: they add up to 16/15. (5 - 20 + 4) / 8 = -11/8.
  const auto study = event_study(panel({1, 2, 3}, {2, 2, 3, 3, never_treated},
                                       {{0, 1, 20}, {5, 6, 25}, {0, 0, 1}, {2, 2, 3}, {9, 9, 9}}),
                                 no_bootstrap);
  EXPECT_NEAR(study.naive.coefficient, -11.0 / 8, 1e-13);
  EXPECT_NEAR(study.naive.negative_share, 1.0 / 3, 1e-14);  // 2 of 6
  EXPECT_NEAR(study.naive.negative_sum, -2.0 / 16, 1e-13);
  EXPECT_DOUBLE_EQ(cell(study, 2, 2).effect, 1);
  EXPECT_DOUBLE_EQ(cell(study, 2, 3).effect, 20);
  EXPECT_DOUBLE_EQ(cell(study, 3, 3).effect, 1);
  EXPECT_NEAR(study.overall.value, 22.0 / 3, 1e-14);  // (1 + 20 + 1) / 3
}

TEST(EventStudyTest, UnbalancedPanelsUseWholePairs) {
  auto data = seven();
  data.outcome(0, 1) = nan;  // 2002, at 2002
  data.outcome(5, 0) = nan;  // never, at 2001
  const auto study = event_study(data, no_bootstrap);
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2002).effect, 3.5);  // (5 + 4)/2 - (1 + 2 + 0)/3
  EXPECT_EQ(cell(study, 2002, 2002).treated, 2);
  EXPECT_EQ(cell(study, 2002, 2002).comparison, 3);
  EXPECT_EQ(cell(study, 2002, 2002).lost, 2);
  EXPECT_DOUBLE_EQ(cell(study, 2002, 2003).effect, 6);  // (5 + 11 + 8)/3 - 2
  EXPECT_EQ(cell(study, 2002, 2003).lost, 1);
  EXPECT_TRUE(std::isnan(cell(study, 2002, 2003).error));  // one comparison: noise unknown
  EXPECT_EQ(study.pairs_lost, 2 + 1 + 1 + 0);
  // weights stay sizes of groups: (3 * 3.5 + 2 * 2) / 5
  EXPECT_NEAR(effect(study.by_event_time, 0).value, 2.9, 1e-14);
}

TEST(EventStudyTest, PlacesThatCannotBeUsedAreCounted) {
  auto data = seven();
  data.outcome.conservativeResize(11, 3);
  data.outcome.bottomRows(4) << 1, 50, 90, 3, 70, 20, nan, nan, nan, 4, 5, 5;
  data.first_treated.insert(data.first_treated.end(), {2001, 1990, 2002, 2010});
  const auto study = event_study(data, no_bootstrap);
  EXPECT_EQ(study.always_treated, 2);
  EXPECT_EQ(study.empty, 1);
  EXPECT_EQ(study.never, 3);  // 2010 is beyond the panel
  EXPECT_EQ(study.places, 8);
  EXPECT_EQ(cell(study, 2002, 2002).comparison, 5);
  EXPECT_EQ(effect(study.by_group, 2002).places, 3);
}

TEST(EventStudyTest, NobodyTreatedOrNobodyAtAll) {
  const auto none = event_study(panel({1, 2}, {never_treated, never_treated}, {{1, 2}, {3, 4}}),
                                EventStudyOptions{});
  EXPECT_TRUE(none.group_time.empty());
  EXPECT_TRUE(none.by_event_time.effects.empty());
  EXPECT_TRUE(std::isnan(none.overall.value));
  EXPECT_TRUE(std::isnan(none.naive.coefficient));
  EXPECT_TRUE(none.naive.events.empty());
  const auto nobody = event_study(EventData{}, EventStudyOptions{});
  EXPECT_EQ(nobody.places, 0);
  EXPECT_TRUE(std::isnan(nobody.overall.error));
}

TEST(EventStudyTest, AnticipationMovesTheBase) {
  // Date 2004, but places react one year ahead: 0, 0, 5, 9 against nothing.
  const auto data = panel({2001, 2002, 2003, 2004}, {2004, 2004, never_treated, never_treated},
                          {{1, 1, 6, 10}, {2, 2, 7, 11}, {3, 3, 3, 3}, {4, 4, 4, 4}});
  const auto blind = event_study(data, no_bootstrap);
  EXPECT_DOUBLE_EQ(blind.overall.value, 4);  // 9 - 5
  for (const auto base : {BasePeriod::universal, BasePeriod::varying}) {
    auto options = no_bootstrap;
    options.anticipation = 1;
    options.base = base;
    const auto study = event_study(data, options);
    EXPECT_DOUBLE_EQ(study.overall.value, 9);
    EXPECT_DOUBLE_EQ(effect(study.by_event_time, -1).value, 5);
    EXPECT_EQ(cell(study, 2004, 2004).base, 2002);
    EXPECT_EQ(study.naive.reference, -2);
  }
  // Those whose date is the next year react already, and are no comparison.
  auto soon = data;
  soon.first_treated[2] = soon.first_treated[3] = 2005;
  auto options = no_bootstrap;
  options.anticipation = 1;
  EXPECT_TRUE(std::isnan(cell(event_study(soon, options), 2004, 2004).effect));
  EXPECT_DOUBLE_EQ(cell(event_study(soon, no_bootstrap), 2004, 2004).effect, 4);
}

TEST(EventStudyTest, GapsInTheTimesTakeTheLastTimeBefore) {
  const auto study =
      event_study(panel({2001, 2004, 2007}, {2006, 2006, never_treated, never_treated},
                        {{1, 2, 9}, {1, 3, 8}, {0, 0, 1}, {0, 1, 1}}),
                  no_bootstrap);
  // Base 2004: 7, 5 against 1, 0; seen one year after the date.
  EXPECT_DOUBLE_EQ(effect(study.by_event_time, 1).value, 5.5);
  EXPECT_TRUE(effect(study.by_event_time, -2).reference);
  EXPECT_TRUE(has(study.by_event_time, -5));
}

TEST(EventStudyTest, EventTimesOutsideAreInNoAverage) {
  auto options = no_bootstrap;
  options.first_event = -1;
  options.last_event = 0;
  const auto study = event_study(seven(), options);
  EXPECT_EQ(study.by_event_time.effects.size(), 2u);
  EXPECT_FALSE(study.pre_trend.tested);
  EXPECT_NEAR(study.overall.value, effect(study.by_event_time, 0).value, 1e-14);
}

TEST(EventStudyTest, DatesFromATreatment) {
  Matrix sprayed(4, 3);
  sprayed << 0, 3, 9,  //
      0, 0, 0,         //
      nan, 6, 0,       //
      5, 0, 0;
  EXPECT_EQ(first_treated_times(sprayed, {2001, 2002, 2003}),
            (std::vector<int>{2002, never_treated, 2002, 2001}));
  EXPECT_EQ(first_treated_times(sprayed, {2001, 2002, 2003}, 5),
            (std::vector<int>{2003, never_treated, 2002, never_treated}));
}

TEST(EventStudyTest, WrongCallsThrow) {
  auto data = seven();
  EXPECT_THROW(event_study(data, {.anticipation = -1}), std::invalid_argument);
  EXPECT_THROW(event_study(data, {.level = 0}), std::invalid_argument);
  EXPECT_THROW(event_study(data, {.replicates = -5}), std::invalid_argument);
  data.outcome(0, 0) = std::numeric_limits<double>::infinity();
  EXPECT_THROW(event_study(data), std::invalid_argument);
  data = seven();
  data.times[2] = 2002;
  EXPECT_THROW(event_study(data), std::invalid_argument);
  data = seven();
  data.first_treated.pop_back();
  EXPECT_THROW(event_study(data), std::invalid_argument);
  EXPECT_THROW(naive_two_way(data), std::invalid_argument);
  EXPECT_THROW(first_treated_times(data.outcome, {2001}), std::invalid_argument);
}

}  // namespace event_study_test
}  // namespace balloon::measure
