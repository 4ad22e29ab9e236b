// Panels of the model: what they hold is what the model did, sums are kept, the survey errs as it
// says, and pushes are paired runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "io/measure_model.hpp"
#include "io/measure_push.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace measure_model_test {

using measure::Index;
using measure::Matrix;
using measure::Panel;

const model::World& world() { return test::shipped_world(); }

const model::Policy& history() {
  static const model::Policy policy = [] {
    Faults faults;
    return load_scenario("history", world(), embedded_scenarios(false), faults)->policy;
  }();
  return policy;
}

PanelRequest request(int members, const char* country = "") {
  PanelRequest r;
  r.country = country;
  r.from = 1997;
  r.to = 2006;
  r.options.members = members;
  return r;
}

const Matrix& column(const Panel& panel, ModelColumn c) { return panel.column(name_of(c)); }

/// Sum of a column over the places of a country, at a time.
double sum(const ModelPanels& p, const Panel& panel, ModelColumn c, const char* country, Index t) {
  double total = 0;
  for (std::size_t i = 0; i < p.countries.size(); ++i)
    if (p.countries[i] == country) total += column(panel, c)(static_cast<Index>(i), t);
  return total;
}

TEST(MeasureModelTest, PanelsHoldWhatTheModelDid) {
  const auto r = request(5);
  const auto p = run_panels(world(), history(), r, {}, nullptr);
  EXPECT_EQ(p.panels.size() + static_cast<std::size_t>(p.failed), 5u);
  EXPECT_FALSE(p.stopped);
  ASSERT_FALSE(p.panels.empty());
  EXPECT_EQ(p.zones.size(), 38u);
  auto options = r.options;
  options.from = month_index(r.from, 1);
  options.to = month_index(r.to, 12);
  const auto run = analysis::simulate(world(), history(), options, {}, nullptr);
  for (std::size_t m = 0; m < p.panels.size(); ++m) {
    const auto& panel = p.panels[m];
    const int member = p.members[m];
    EXPECT_EQ(p.structures[m], run.structure(member));
    ASSERT_EQ(panel.time_count(), 10);
    ASSERT_EQ(panel.places.size(), p.points.size());
    for (Index t = 0; t < panel.time_count(); ++t) {
      const int year = panel.times[static_cast<std::size_t>(t)];
      for (std::size_t i = 0; i < p.zones.size(); ++i) {
        const auto at = static_cast<Index>(i);
        const int z = p.zones[i];
        EXPECT_EQ(panel.places[i], world().zones[static_cast<std::size_t>(z)].id);
        EXPECT_EQ(static_cast<float>(column(panel, ModelColumn::truth)(at, t)),
                  run.monthly(model::o_coca_area, member, z, month_index(year, 12)));
        EXPECT_EQ(static_cast<float>(column(panel, ModelColumn::perennials)(at, t)),
                  run.yearly(model::o_licit_perennials, member, z, year));
        double removed = 0;
        for (int k = 1; k <= 12; ++k)
          removed += static_cast<double>(
              run.monthly(model::o_eradicated, member, z, month_index(year, k)));
        EXPECT_NEAR(column(panel, ModelColumn::removed)(at, t), removed, 1e-6 * removed + 1e-9);
      }
      for (int h = 0; h < model::hub_count; ++h)
        EXPECT_NEAR(sum(p, panel, ModelColumn::reported, model::hub_ids[h], t),
                    static_cast<double>(run.yearly(model::o_reported_un, member, h, year)), 0.05);
    }
  }
}

TEST(MeasureModelTest, HectaresAddToThoseOfThePolicy) {
  const auto r = request(3);
  const auto p = run_panels(world(), history(), r, {}, nullptr);
  const std::pair<model::Instrument, ModelColumn> kinds[] = {
      {model::eradication_manual, ModelColumn::manual},
      {model::eradication_aerial, ModelColumn::aerial},
      {model::alternative_development, ModelColumn::development}};
  for (const auto& panel : p.panels)
    for (const auto& [instrument, kind] : kinds)
      for (int h = 0; h < model::hub_count; ++h)
        for (Index t = 0; t < panel.time_count(); ++t) {
          double planned = 0;
          for (int k = 1; k <= 12; ++k) {
            const int month = month_index(panel.times[static_cast<std::size_t>(t)], k);
            planned += history().national(instrument, h, month);
            for (std::size_t z = 0; z < world().zones.size(); ++z)
              if (world().zones[z].country == h)
                planned += history().quantity(instrument, static_cast<int>(z), month);
          }
          EXPECT_NEAR(sum(p, panel, kind, model::hub_ids[h], t), planned, 1e-9 * planned);
        }
}

TEST(MeasureModelTest, AgenciesKnowLastDecemberTimesAnErrorThatStays) {
  const auto p = run_panels(world(), history(), request(2, "PER"), {}, nullptr);
  for (const auto& panel : p.panels) {
    const auto& known = column(panel, ModelColumn::known);
    const auto& truth = column(panel, ModelColumn::truth);
    for (Index i = 0; i < panel.place_count(); ++i)
      for (Index t = 2; t < panel.time_count(); ++t)
        EXPECT_NEAR(known(i, t) / truth(i, t - 1), known(i, 1) / truth(i, 0), 1e-9);
  }
}

TEST(MeasureModelTest, SameSeedSamePanel) {
  auto r = request(5, "COL");  // two blocks
  r.from = 1990;
  r.to = 1993;
  const auto one = run_panels(world(), history(), r, {}, nullptr);
  r.options.threads = 2;
  const auto again = run_panels(world(), history(), r, {}, nullptr);
  r.options.members = 3;
  const auto fewer = run_panels(world(), history(), r, {}, nullptr);
  r.options.seed = 7;
  const auto other = run_panels(world(), history(), r, {}, nullptr);
  ASSERT_EQ(one.members, again.members);
  ASSERT_FALSE(one.panels.empty());
  for (std::size_t m = 0; m < one.panels.size(); ++m)
    for (std::size_t k = 0; k < one.panels[m].values.size(); ++k) {
      EXPECT_EQ(one.panels[m].values[k], again.panels[m].values[k]);
      if (m < fewer.panels.size() && one.members[m] == fewer.members[m]) {
        EXPECT_EQ(one.panels[m].values[k], fewer.panels[m].values[k]);
      }
    }
  EXPECT_NE(column(one.panels[0], ModelColumn::reported),
            column(other.panels[0], ModelColumn::reported));
}

// Of two zones of a country and year the national error drops out of the difference, and what is
// left has the variance that the rule states.
TEST(MeasureModelTest, TheSurveyErrsAsStated) {
  auto r = request(16);
  r.survey.zone_sd = 0.2;
  r.survey.field_ha = 2;
  const auto p = run_panels(world(), history(), r, {}, nullptr);
  double squares = 0, mean = 0;
  int pairs = 0, undetected = 0;
  for (const auto& panel : p.panels) {
    const auto& truth = column(panel, ModelColumn::truth);
    const auto& reported = column(panel, ModelColumn::reported);
    for (Index t = 0; t < panel.time_count(); ++t) {
      for (Index i = 0; i < panel.place_count(); ++i)
        if (truth(i, t) < 1) undetected += reported(i, t) == 0 ? 1 : -1000000;
      for (Index i = 0; i + 1 < panel.place_count(); i += 2) {
        const Index j = i + 1;
        if (p.countries[static_cast<std::size_t>(i)] != p.countries[static_cast<std::size_t>(j)] ||
            truth(i, t) < 200 || truth(j, t) < 200)
          continue;
        const double d =
            std::log(reported(i, t) / truth(i, t)) - std::log(reported(j, t) / truth(j, t));
        const double sd = std::sqrt(0.08 + 2 / truth(i, t) + 2 / truth(j, t));
        mean += d / sd;
        squares += d * d / (sd * sd);
        ++pairs;
      }
    }
  }
  ASSERT_GT(pairs, 1000);
  EXPECT_NEAR(mean / pairs, 0, 4 / std::sqrt(pairs));
  EXPECT_NEAR(squares / pairs, 1, 4 * std::sqrt(2.0 / pairs));
  EXPECT_GE(undetected, 0);

  r.survey = {0, 0, 0};
  r.options.members = 1;
  const auto exact = run_panels(world(), history(), r, {}, nullptr);
  const auto& panel = exact.panels.at(0);
  const Matrix ratio =
      column(panel, ModelColumn::reported).array() / column(panel, ModelColumn::truth).array();
  for (Index t = 0; t < panel.time_count(); ++t)
    for (Index i = 1; i < 20; ++i) EXPECT_NEAR(ratio(i, t), ratio(0, t), 1e-9);
}

TEST(MeasureModelTest, WithoutEradicationNothingIsRemoved) {
  auto policy = history();
  for (const auto i :
       {model::eradication_manual, model::eradication_aerial, model::eradication_voluntary})
    for (int t = 0; t < month_count; ++t) {
      for (int z = 0; z < policy.zone_count(); ++z) policy.quantity(i, z, t) = 0;
      for (int h = 0; h < model::hub_count; ++h) policy.national(i, h, t) = 0;
    }
  const auto p = run_panels(world(), policy, request(3), {}, nullptr);
  ASSERT_FALSE(p.panels.empty());
  for (const auto& panel : p.panels) {
    for (const auto c :
         {ModelColumn::manual, ModelColumn::aerial, ModelColumn::voluntary, ModelColumn::removed})
      EXPECT_EQ(column(panel, c), Matrix::Zero(panel.place_count(), panel.time_count()));
    EXPECT_GT(column(panel, ModelColumn::leaf_price).minCoeff(), 0);
  }
}

TEST(MeasureModelTest, BadRequestsAreRefused) {
  const auto source = embedded_scenarios(false);
  const auto faults_of = [&](auto change) {
    auto r = request(1);
    change(r);
    Faults faults;
    EXPECT_FALSE(run_panels(world(), source, r, {}, nullptr, faults));
    return faults.size();
  };
  EXPECT_EQ(faults_of([](auto& r) { r.scenario = "histry"; }), 1u);
  EXPECT_EQ(faults_of([](auto& r) { r.country = "ECU"; }), 1u);
  EXPECT_EQ(faults_of([](auto& r) { r.to = 2036; }), 1u);
  EXPECT_EQ(faults_of([](auto& r) { r.survey.zone_sd = -1; }), 1u);
  auto r = request(1);
  r.from = 2012;
  EXPECT_THROW(run_panels(world(), history(), r, {}, nullptr), std::invalid_argument);
  PushRequest push;
  push.options.members = 1;
  push.country = "ECU";
  EXPECT_THROW(run_pushes(world(), history(), push, {}, nullptr), std::invalid_argument);
  push.country = "PER";
  push.instrument = model::lab_destruction;
  EXPECT_THROW(run_pushes(world(), history(), push, {}, nullptr), std::invalid_argument);
  push.instrument = model::eradication_aerial;
  push.years = {1990};
  EXPECT_THROW(run_pushes(world(), history(), push, {}, nullptr), std::invalid_argument);
  push.years = {2000};
  push.least_ha = 1e9;
  EXPECT_THROW(run_pushes(world(), history(), push, {}, nullptr), std::invalid_argument);
}

TEST(MeasureModelTest, StopsAndSaysHowFarItIs) {
  const std::atomic<bool> stop{true};
  const auto p = run_panels(world(), history(), request(1), {}, &stop);
  EXPECT_TRUE(p.stopped);
  EXPECT_TRUE(p.panels.empty());
  PushRequest push;
  push.options.members = 2;
  EXPECT_TRUE(run_pushes(world(), history(), push, {}, &stop).stopped);
  int last = 0;
  run_panels(
      world(), history(), request(2), [&](int done, int) { last = done; }, nullptr);
  EXPECT_EQ(last, 2);
}

// A push of one zone is the difference of two plain runs of the same members.
TEST(MeasurePushTest, IsAPairOfRuns) {
  PushRequest r;
  r.country = "PER";
  r.years = {1999, 1996};
  r.least_ha = 2000;
  r.options.members = 3;
  const auto truth = run_pushes(world(), history(), r, {}, nullptr);
  ASSERT_FALSE(truth.members.empty());
  ASSERT_GT(truth.pushed.size(), 1u);
  const int zone = truth.pushed[0];
  for (std::size_t k = 0; k < push_horizons.size(); ++k) {
    std::vector<double> change(3, 0);
    double extra = 0;
    for (Index y = 0; y < 2; ++y) {
      auto with = history();
      const int start = month_index(r.years[static_cast<std::size_t>(y)], 1);
      for (int t = start; t < start + 12; ++t)
        with.quantity(model::eradication_manual, zone, t) += truth.extra(0, y) / 12;
      auto options = r.options;
      options.from = start;
      options.to = start + 23;
      const auto arms = analysis::simulate_arms(world(), {&history(), &with}, options, {}, nullptr);
      for (int m = 0; m < 3; ++m)
        for (const int sign : {-1, 1})
          change[static_cast<std::size_t>(m)] +=
              sign * static_cast<double>(arms[sign > 0 ? 1 : 0].monthly(
                         model::o_coca_area, m, zone, start + push_horizons[k] - 1));
      extra += truth.extra(0, y);
    }
    for (const auto& m : truth.members)
      EXPECT_NEAR(m.at[k].alone(0, zone), change[static_cast<std::size_t>(m.member)] / extra, 1e-9);
  }
  for (const auto& m : truth.members) {
    const auto e = alone(world(), truth, m.at[0]);
    EXPECT_LT(e.own, 0);
    EXPECT_GT(e.own, -m.removed.maxCoeff());
    EXPECT_LT(contrast(world(), truth, m.at[0]), 0);
    EXPECT_LE(m.removed.maxCoeff(), 1);
    EXPECT_GT(m.removed.minCoeff(), 0);
  }
}

// With every channel off nothing reaches another zone, and zones pushed together are zones pushed
// alone.
TEST(MeasurePushTest, WithoutChannelsNothingSpills) {
  const auto small = test::small_world();
  auto policy = test::quiet_policy(small);
  auto& s = policy.structure;
  s.price = s.migration = s.buyers = s.risk = s.agglomeration = s.armed_groups = 0;
  PushRequest r;
  r.years = {1995};
  r.options.members = 4;
  const auto truth = run_pushes(small, policy, r, {}, nullptr);
  ASSERT_EQ(truth.pushed, (std::vector<int>{0, 1}));
  for (const auto& m : truth.members)
    for (const auto& at : m.at) {
      const auto e = alone(small, truth, at);
      EXPECT_LT(e.own, 0);
      EXPECT_EQ(e.home, 0);
      EXPECT_EQ(e.abroad, 0);
      EXPECT_NEAR(contrast(small, truth, at), e.own, 1e-12);
      EXPECT_NEAR(together(small, truth, at).own, e.own, 1e-12);
    }
}

}  // namespace measure_model_test
}  // namespace balloon
