// Strategies that go on from a checkpoint are what whole runs of their policies are.
#include "decision/strategy_runs.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "decision/measure_value.hpp"
#include "io/scenario.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::decision {
namespace strategy_runs_cases {

constexpr int first = month_index(2012, 1), last = month_index(2014, 12);

model::Policy scenario(const char* id) {
  Faults faults;
  auto read = load_scenario(id, test::shipped_world(), embedded_scenarios(false), faults);
  EXPECT_TRUE(read) << id;
  return read->policy;
}

Measure measure(model::Outcome outcome, std::vector<int> places, Measure::Statistic statistic) {
  return {outcome, std::move(places), statistic, first, last};
}

/// Source interdiction in Peru, and development money for the whole of it, 2012 to 2014.
std::vector<LeverChanges> two_levers() {
  LeverChanges interdiction{0, {}}, development{1, {}};
  for (int t = first; t <= last; ++t) {
    interdiction.per_usd.push_back(
        {PolicyChange::Kind::quantity, model::source_interdiction, model::per, t, 1.0 / 36});
    development.per_usd.push_back(
        {PolicyChange::Kind::national, model::alternative_development, model::per, t, 1.0 / 36});
  }
  return {interdiction, development};
}

std::vector<Measure> measures() {
  return {measure(model::o_coca_area, {0, 1, 2}, Measure::Statistic::mean),
          measure(model::o_delivered, {0, 1}, Measure::Statistic::sum),
          measure(model::o_homicides, {model::per}, Measure::Statistic::sum),
          measure(model::o_prisoners, {model::per}, Measure::Statistic::last)};
}

analysis::RunOptions options(int members, int threads = 1) {
  analysis::RunOptions o;
  o.members = members;
  o.threads = threads;
  o.lanes = 2;
  return o;
}

/// The measure from a whole run, worked out the slow way.
double slow_value(const Measure& m, const analysis::Ensemble& e, int member) {
  double sum = 0;
  int steps = 0;
  for (int t = m.from; t <= m.to; ++t) {
    const bool yearly = model::outcomes[m.outcome].cadence == model::Cadence::yearly;
    if (yearly && month_of_year(t) != 12) continue;
    double value = 0;
    for (const int place : m.places)
      value += static_cast<double>(yearly ? e.yearly(m.outcome, member, place, year_of(t))
                                          : e.monthly(m.outcome, member, place, t));
    sum = m.statistic == Measure::Statistic::last ? value : sum + value;
    ++steps;
  }
  return m.statistic == Measure::Statistic::mean ? sum / steps : sum;
}

}  // namespace strategy_runs_cases

using namespace strategy_runs_cases;

TEST(StrategyRuns, AreWholeRunsOfTheirPolicies) {
  const auto& world = test::shipped_world();
  const auto base = scenario("humala-reference");
  StrategyRuns runs(world, base, two_levers(), measures(), options(3), first, last);
  ASSERT_TRUE(runs.prepare({}, nullptr));
  const std::vector<std::vector<double>> money{{0, 0}, {9e7, 3e7}};
  std::vector<MemberValues> values;
  ASSERT_TRUE(runs.run(money, values, {}, nullptr));
  PolicyBench bench(world, base, two_levers());
  for (std::size_t s = 0; s < money.size(); ++s) {
    auto o = options(3);
    o.to = last;
    const auto whole = analysis::simulate(world, bench.with(money[s]), o, {}, nullptr);
    for (std::size_t m = 0; m < measures().size(); ++m)
      for (int member = 0; member < 3; ++member)
        EXPECT_EQ(values[s].of(m)[static_cast<std::size_t>(member)],
                  slow_value(measures()[m], whole, member))
            << s << " " << m << " " << member;
  }
  EXPECT_NE(values[0].value, values[1].value);
}

TEST(StrategyRuns, DoNotHangOnThreadsOrOnWhatWasRunBefore) {
  const auto& world = test::shipped_world();
  const auto base = scenario("humala-reference");
  std::vector<std::vector<double>> money;
  for (int i = 0; i < 6; ++i) money.push_back({1e7 * i, 2e7 * (5 - i)});
  std::vector<MemberValues> one, three, alone;
  StrategyRuns runs(world, base, two_levers(), measures(), options(4, 1), first, last);
  StrategyRuns same(world, base, two_levers(), measures(), options(4, 3), first, last);
  ASSERT_TRUE(runs.prepare({}, nullptr) && same.prepare({}, nullptr));
  ASSERT_TRUE(runs.run(money, one, {}, nullptr) && same.run(money, three, {}, nullptr));
  ASSERT_TRUE(runs.run({money[4]}, alone, {}, nullptr));
  for (std::size_t s = 0; s < money.size(); ++s) EXPECT_EQ(one[s].value, three[s].value) << s;
  EXPECT_EQ(alone[0].value, one[4].value);
}

TEST(StrategyRuns, LaterMembersAreThoseOfALongerRun) {
  const auto& world = test::shipped_world();
  const auto base = scenario("humala-reference");
  StrategyRuns all(world, base, two_levers(), measures(), options(6), first, last);
  StrategyRuns later(world, base, two_levers(), measures(), options(2), first, last, 4);
  ASSERT_TRUE(all.prepare({}, nullptr) && later.prepare({}, nullptr));
  std::vector<MemberValues> a, b;
  ASSERT_TRUE(all.run({{5e7, 5e7}}, a, {}, nullptr) && later.run({{5e7, 5e7}}, b, {}, nullptr));
  for (std::size_t m = 0; m < measures().size(); ++m)
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(a[0].of(m)[4 + i], b[0].of(m)[i]);
}

TEST(StrategyRuns, StopWhenTheyAreTold) {
  const auto base = scenario("humala-reference");
  StrategyRuns runs(test::shipped_world(), base, two_levers(), measures(), options(2), first, last);
  std::atomic<bool> stop{true};
  EXPECT_FALSE(runs.prepare({}, &stop));
}

TEST(PolicyBench, PaysFromEveryDonorItsShare) {
  const auto& world = test::shipped_world();
  auto base = scenario("humala-reference");
  // Nothing of the base is left where the levers act.
  for (int t = first; t <= last; ++t) {
    for (std::size_t z = 0; z < world.zones.size(); ++z)
      if (world.zones[z].country == model::per)
        base.quantity(model::alternative_development, static_cast<int>(z), t) = 0;
    base.national(model::alternative_development, model::per, t) = 0;
  }
  auto levers = two_levers();
  levers.push_back(levers[1]);
  levers[2].donor = 2;
  PolicyBench bench(world, base, levers);
  const auto& policy = bench.with({0, 3e7, 1e7});
  EXPECT_DOUBLE_EQ(policy.national(model::alternative_development, model::per, first), 4e7 / 36);
  EXPECT_DOUBLE_EQ(policy.funding(model::alternative_development, model::per, 1, first), 0.75);
  EXPECT_DOUBLE_EQ(policy.funding(model::alternative_development, model::per, 2, first), 0.25);
  const auto& none = bench.with({0, 0, 0});
  EXPECT_EQ(none.funding(model::alternative_development, model::per, 0, first), 1);
  EXPECT_EQ(none.national(model::alternative_development, model::per, first), 0);
}

TEST(PolicyBench, RefusesMoneyBesideHectares) {
  const auto base = scenario("humala-reference");  // has hectares in the Huallaga
  LeverChanges lever{0, {}};
  lever.per_usd.push_back(
      {PolicyChange::Kind::national_money, model::eradication_manual, model::per, first, 1.0 / 36});
  EXPECT_THROW(PolicyBench(test::shipped_world(), base, {lever}), std::invalid_argument);
}

TEST(PolicyChange, SumsToTheOtherPolicy) {
  const auto from = scenario("humala-reference"), to = scenario("humala-2012");
  const auto changes = changes_between(from, to);
  ASSERT_FALSE(changes.empty());
  auto made = from;
  for (const auto& c : changes) entry_of(made, c) += c.amount;
  for (const auto& c : changes_between(made, to))
    EXPECT_NEAR(c.amount, 0, 1e-9 * std::fabs(entry_of(to, c)));
  EXPECT_TRUE(changes_between(to, to).empty());
}

TEST(MeasureValue, IsNothingOutsideWhatWasRecorded) {
  const auto layout = model::make_layout(test::shipped_world(), nullptr);
  analysis::RunOptions o;
  o.from = first;
  o.to = last;
  const auto shape = analysis::row_shape(o, layout);
  const std::vector<float> rows(shape.member_size(), 1.0F);
  auto m = measure(model::o_coca_area, {0}, Measure::Statistic::sum);
  EXPECT_EQ(measure_value(m, layout, shape, first, rows.data()), 36);
  m.from = m.to = last + 1;
  EXPECT_TRUE(std::isnan(measure_value(m, layout, shape, first, rows.data())));
}

}  // namespace balloon::decision
