// The whole way from problem to answer, on few members: byte-equal on any number of threads and
// after an interruption.
#include "decision/decide.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/embedded.hpp"
#include "decision/budget.hpp"
#include "decision/decide_search.hpp"
#include "decision/decide_why.hpp"
#include "decision/rolling_horizon.hpp"
#include "decision/search_state_text.hpp"
#include "io/decide_result.hpp"
#include "io/draw_source.hpp"
#include "io/problem_reader.hpp"
#include "io/strategy_file.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::decision {
namespace decide_cases {

/// The shipped problem, so small that it is worked out in seconds.
struct Small {
  DecisionProblem problem;
  DecidePlan plan;
  analysis::DrawSource draws;

  explicit Small(const char* id = "humala-budget") {
    Faults faults;
    const auto source = embedded_scenarios(false);
    auto read = load_problem(id, test::shipped_world(), source, faults);
    for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
    problem = std::move(*read);
    problem.population = 8;
    problem.generations = 2;
    problem.members = 8;
    EXPECT_TRUE(
        strategy_base(problem, test::shipped_world(), source, plan.base, plan.levers, faults));
    draws = choose_draws("posterior", test::shipped_world(), embedded_files(),
                         std::string(embedded::data_hash()), faults);
    plan.world = &test::shipped_world();
    plan.problem = &problem;
    plan.posterior = draws.posterior.get();
    plan.options.source = plan.posterior;
    plan.options.threads = 2;
    plan.fresh_members = 16;
    plan.shown = 4;
    plan.channel_members = 0;
    plan.truths = 2;
  }
};

std::string text_of(const Small& s, const DecisionResult& r) {
  return decide_json(s.problem, r, Provenance{});
}

}  // namespace decide_cases

using namespace decide_cases;

TEST(Decide, GivesTheSameBytesOnAnyThreadsAndAfterAnInterruption) {
  Small small;
  std::vector<std::string> states;
  DecideHooks hooks;
  hooks.generation = [&](const SearchState& s) { states.push_back(search_state_text(s, "key")); };
  const auto whole = decide(small.plan, hooks, std::nullopt);
  ASSERT_TRUE(whole);
  ASSERT_EQ(states.size(), 3U);  // the first population and two generations

  // Stopped after the first generation, in the middle of the next one.
  Small again;
  again.plan.options.threads = 1;
  std::atomic<bool> stop{false};
  std::string left;
  DecideHooks halting;
  halting.stop = &stop;
  halting.generation = [&](const SearchState& s) {
    left = search_state_text(s, "key");
    if (s.generation == 1) stop = true;
  };
  EXPECT_FALSE(decide(again.plan, halting, std::nullopt));
  EXPECT_EQ(left, states[1]);
  std::string why;
  const auto state = read_search_state(left, "key", why);
  ASSERT_TRUE(state) << why;
  const auto resumed = decide(again.plan, {}, state);
  ASSERT_TRUE(resumed);
  EXPECT_EQ(text_of(small, *whole), text_of(again, *resumed));
}

TEST(Decide, KeepsItsPromises) {
  Small small;
  small.plan.channel_members = 2;
  const auto r = decide(small.plan, {}, std::nullopt);
  ASSERT_TRUE(r);
  const auto& p = small.problem;
  ASSERT_GE(r->strategies.size(), 2U);
  EXPECT_LE(r->strategies.size(), 5U);
  EXPECT_EQ(r->strategies[0].money, historical_split(p));
  for (const auto& s : r->strategies) {
    Faults faults;
    check_split(p, s.money, 1, faults);
    EXPECT_TRUE(faults.empty()) << s.id;
    for (const double better : s.comparison.better.on_each) {
      EXPECT_GE(better, 0);
      EXPECT_LE(better, 1);
    }
  }
  for (const auto& d : r->strategies[0].comparison.difference) {
    EXPECT_EQ(d.median, 0);
    EXPECT_EQ(d.high90, 0);
  }
  EXPECT_FALSE(r->chosen.empty());
  EXPECT_EQ(r->hypervolume.size(), 3U);
  EXPECT_GE(r->hypervolume.back(), r->hypervolume.front());
  EXPECT_EQ(r->agencies.size(), p.agencies.size() * (1 + r->chosen.size()));
  // The historical split under the problem's own rule is itself.
  for (const auto& a : r->agencies) {
    if (a.agency != "proportional" || a.strategy != 0) continue;
    for (const auto& d : a.comparison.difference) EXPECT_EQ(d.mean, 0);
  }
  ASSERT_TRUE(r->rolling);
  EXPECT_EQ(r->rolling->plans.size(), 2U);
  for (const auto& years : r->rolling->plans) EXPECT_EQ(years.size(), 5U);  // 2012 to 2016
  EXPECT_EQ(r->failures.size(), r->chosen.size() * p.objectives.size());
  EXPECT_EQ(r->channels.size(), r->chosen.size() * p.objectives.size());
  for (const auto& c : r->channels) {
    double sum = c.shapley.none.value;
    for (const auto& f : c.shapley.shapley) sum += f.value;
    EXPECT_NEAR(sum, c.shapley.all.value, 1e-9 * (1 + std::fabs(c.shapley.all.value)));
  }
}

TEST(Decide, OtherSeedsSearchOtherwise) {
  Small a, b;
  b.problem.seed = 7;
  const auto first = run_search(a.plan, {}, std::nullopt);
  const auto second = run_search(b.plan, {}, std::nullopt);
  ASSERT_TRUE(first && second);
  EXPECT_NE(search_state_text(first->state, "k"), search_state_text(second->state, "k"));
}

TEST(Decide, ChosenStrategiesRunAsTheScenariosThatAreWritten) {
  Small small;
  const auto& p = small.problem;
  const auto& world = test::shipped_world();
  std::vector<double> genes(p.levers.size(), 0.37);
  const auto money = money_of_genes(p, genes, 1);
  StrategyRuns runs(
      world, small.plan.base, small.plan.levers, measures_of(p),
      [&] {
        auto o = small.plan.options;
        o.members = 4;
        return o;
      }(),
      p.first_month, p.last_month);
  ASSERT_TRUE(runs.prepare({}, nullptr));
  std::vector<MemberValues> searched, written;
  ASSERT_TRUE(runs.run({money}, searched, {}, nullptr));
  StrategyHeading heading;
  heading.name = "one";
  Faults faults;
  const auto scenario = load_scenario_text("one.toml", strategy_text(p, world, money, heading),
                                           world, embedded_scenarios(false), faults);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_TRUE(scenario);
  ASSERT_TRUE(runs.run_policies({&scenario->policy}, written, {}, nullptr));
  for (std::size_t i = 0; i < searched[0].value.size(); ++i)
    EXPECT_NEAR(searched[0].value[i], written[0].value[i], 1e-5 * std::fabs(written[0].value[i]));
}

TEST(RollingHorizon, WithOnePlanIsThatPlan) {
  Small small;
  const auto& p = small.problem;
  DecisionResult r;
  r.ideal.assign(p.objectives.size(), 0);
  r.reference.assign(p.objectives.size(), 1);
  StrategyResult historical, plan;
  historical.money = historical_split(p);
  plan.money = money_of_genes(p, std::vector<double>(p.levers.size(), 0.4), 1);
  plan.fresh.objectives.assign(p.objectives.size(), 0);
  plan.roles = {"compromise"};
  r.strategies = {historical, plan};
  r.chosen = {1};
  RollingOptions options;
  options.truths = 3;
  options.beliefs = 8;
  const auto rolling = plan_again(small.plan, {}, r, options);
  ASSERT_TRUE(rolling);
  for (std::size_t k = 0; k < p.objectives.size(); ++k) {
    const auto& a = rolling->rolling.difference[k];
    const auto& b = rolling->fixed.difference[k];
    EXPECT_EQ(a.n, 3);
    EXPECT_NE(b.mean, 0);
    EXPECT_NEAR(a.mean, b.mean, 1e-6 * std::fabs(b.mean)) << p.objectives[k].id;
  }
}

TEST(EachDraw, GoesThroughThePosteriorOnce) {
  Small small;
  const EachDraw each(*small.plan.posterior);
  const auto& draws = small.plan.posterior->parts().draws;
  ASSERT_EQ(each.count(), static_cast<int>(draws.size()));
  for (const std::size_t i : {std::size_t{0}, draws.size() / 2, draws.size() - 1}) {
    EXPECT_EQ(each.structure(i), draws[i].structure);
    EXPECT_EQ(each.unknowns(i).unknowns, draws[i].scores.data());
  }
}

TEST(ProblemHash, SeesWhatTheSearchSees) {
  Small small;
  auto other = small.problem;
  other.title["en"] = "Another title";
  other.generations += 10;
  EXPECT_EQ(problem_hash(other), problem_hash(small.problem));
  const auto changed = [&](auto change) {
    auto p = small.problem;
    change(p);
    return problem_hash(p) != problem_hash(small.problem);
  };
  EXPECT_TRUE(changed([](DecisionProblem& p) { p.seed += 1; }));
  EXPECT_TRUE(changed([](DecisionProblem& p) { p.levers[3].at_most += 1; }));
  EXPECT_TRUE(changed([](DecisionProblem& p) { p.objectives[0].measure.to -= 12; }));
  EXPECT_TRUE(changed([](DecisionProblem& p) { p.limits[0].probability = 0.5; }));
  EXPECT_TRUE(changed([](DecisionProblem& p) { p.strings[0].at_most -= 1; }));
}

}  // namespace balloon::decision
