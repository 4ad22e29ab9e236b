// Explanations: rows of designs, channels and levers, on a small world and on a shipped scenario.
#include "decision/explanation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <stdexcept>

#include "decision/decide.hpp"
#include "decision/paired_block.hpp"
#include "io/scenario.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::decision {
namespace explanation_test {

/// Peru pulls up coca and pays growers from March 1994 on; the ledger looks at it after a year.
struct SmallStudy {
  model::World world = test::small_world();
  model::Policy reference = test::quiet_policy(world), policy = reference;
  ExplainPlan plan;

  SmallStudy() {
    const int start = month_index(1994, 3);
    test::set_lever(reference, model::eradication_manual, 2, 100, 0);
    policy = reference;
    test::set_lever(policy, model::eradication_manual, 2, 1500, start);
    test::set_lever(policy, model::alternative_development, 3, 1e6, start);
    plan.world = &world;
    plan.policy = &policy;
    plan.reference = &reference;
    plan.outcome.horizon = 12;
    plan.outcome.window_start = start;
    plan.outcome.target = {2, 3};
    plan.options.members = 5;
    plan.options.seed = 7;
    plan.options.lanes = 2;
    plan.trajectories = 3;
    plan.base = 4;
    plan.top = 3;
    plan.histories = 6;
    plan.screen = plan.variance = plan.channels = plan.levers = false;
  }
};

/// Pieces in memory; ends the run after some of them.
struct MemoryStore : PieceStore {
  std::map<std::pair<std::string, std::size_t>, std::vector<double>> pieces;
  std::atomic<bool>* stop = nullptr;
  std::size_t stop_after = 0;

  const std::vector<double>* find(const std::string& stage, std::size_t piece) const override {
    const auto at = pieces.find({stage, piece});
    return at == pieces.end() ? nullptr : &at->second;
  }
  void keep(const std::string& stage, std::size_t piece,
            const std::vector<double>& numbers) override {
    pieces[{stage, piece}] = numbers;
    if (stop != nullptr && pieces.size() >= stop_after) *stop = true;
  }
};

void expect_same(const ScreenResult& a, const ScreenResult& b) {
  ASSERT_EQ(a.effects.size(), b.effects.size());
  EXPECT_EQ(a.order, b.order);
  for (std::size_t f = 0; f < a.effects.size(); ++f) {
    EXPECT_EQ(a.effects[f].mu, b.effects[f].mu) << f;
    EXPECT_EQ(a.effects[f].mu_star, b.effects[f].mu_star) << f;
  }
}

TEST(Explanation, RowsDoNotHangOnThreadsOrLanes) {
  SmallStudy s;
  s.plan.screen = true;
  const auto one = explain(s.plan, nullptr, {}, nullptr);
  s.plan.options.threads = 3;
  s.plan.options.lanes = 4;
  const auto other = explain(s.plan, nullptr, {}, nullptr);
  ASSERT_TRUE(one.screen && other.screen);
  EXPECT_EQ(one.screen->rows.failed, 0);
  EXPECT_EQ(one.screen->rows.rows, 3 * static_cast<int>(one.screen->factors.size() + 1));
  EXPECT_EQ(static_cast<int>(one.pairs), one.screen->rows.rows);
  expect_same(*one.screen, *other.screen);
  // What an answer to eradication cannot do without moves it.
  double replanting = 0;
  for (std::size_t f = 0; f < one.screen->factors.size(); ++f)
    if (one.screen->factors[f].id == "replant_forced") replanting = one.screen->effects[f].mu_star;
  EXPECT_GT(replanting, 0);
}

TEST(Explanation, ARowIsThePairThatItsMembersMake) {
  SmallStudy s;
  const FactorSpace space(s.world, nullptr, s.plan.options.seed, 6, 1995);
  const auto factors = factors_of({model::eradication_manual});
  std::vector<FactorRow> rows;
  for (std::uint64_t r = 0; r < 3; ++r) {
    rows.push_back({r, std::vector<double>(factors.size(), 0.3 + 0.1 * static_cast<double>(r))});
    rows.back().inputs[factors.size() - 2] = 0.5;  // the lever as it is
  }
  ExplainWork work(2, nullptr, {}, 3, nullptr);
  const auto values = run_factor_rows(s.plan, space, factors, rows, "rows", work);
  ASSERT_TRUE(values);
  const FactorMembers members(space, factors, rows, 0, 3);
  auto options = s.plan.options;
  options.members = 3;
  options.source = &members;
  options.to = s.plan.outcome.last_month();
  const auto arms =
      analysis::simulate_arms(s.world, {&s.policy, &s.reference}, options, {}, nullptr);
  for (int r = 0; r < 3; ++r) {
    const auto e = analysis::ledger_entry(s.world, arms[0], arms[1], s.plan.outcome.target,
                                          s.plan.outcome.window_start, 12, r);
    EXPECT_EQ(values->value[static_cast<std::size_t>(r)], e.net());
    EXPECT_LT(e.net(), 0);
  }
}

TEST(Explanation, GoesOnWhereItWasStopped) {
  SmallStudy s;
  s.plan.screen = s.plan.variance = s.plan.levers = true;
  s.plan.trajectories = s.plan.base = 2;
  const auto whole = explain(s.plan, nullptr, {}, nullptr);
  std::atomic<bool> stop{false};
  MemoryStore store;
  store.stop = &stop;
  store.stop_after = 40;
  const auto part = explain(s.plan, &store, {}, &stop);
  EXPECT_TRUE(part.stopped);
  EXPECT_FALSE(part.screen);
  store.stop = nullptr;
  const auto rest = explain(s.plan, &store, {}, nullptr);
  EXPECT_FALSE(rest.stopped);
  EXPECT_EQ(rest.kept_pieces, 40U);
  expect_same(*whole.screen, *rest.screen);
  for (std::size_t g = 0; g < whole.variance->groups.size(); ++g)
    EXPECT_EQ(whole.variance->indices.total[g].value, rest.variance->indices.total[g].value);
  int last = 0;
  const auto again = explain(
      s.plan, &store, [&](int done, int) { last = done; }, nullptr);
  EXPECT_EQ(last, static_cast<int>(again.pairs)) << "all from the store, and all counted";
  EXPECT_EQ(again.lever_effects->levers[0].change.mean, whole.lever_effects->levers[0].change.mean);
}

TEST(Explanation, VarianceHasTheTopParametersAndTheRest) {
  SmallStudy s;
  s.plan.variance = true;
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  ASSERT_TRUE(result.screen && result.variance) << "the screening chooses the parameters";
  const auto& v = *result.variance;
  ASSERT_EQ(v.groups.size(), 3U + 1 + 2 + 2 + 1);
  EXPECT_EQ(v.groups[3].id, "other_parameters");
  EXPECT_EQ(v.groups[3].inputs, static_cast<int>(result.screen->factors.size()) - 5 - 3);
  EXPECT_EQ(v.groups.back().id, "history");
  std::size_t seen = 0;
  for (const auto f : result.screen->order) {
    if (result.screen->factors[f].kind != FactorKind::parameter || seen == 3) continue;
    EXPECT_EQ(v.groups[seen++].id, result.screen->factors[f].id);
  }
  EXPECT_EQ(v.rows.rows, 4 * 11);
  EXPECT_EQ(v.indices.used, 4);
  EXPECT_EQ(result.pairs, 3 * (result.screen->factors.size() + 1) + 4 * 11);
}

TEST(Explanation, APairedBlockHasTheBytesOfWholeRuns) {
  SmallStudy s;
  auto options = s.plan.options;
  options.members = 2;
  options.from = month_index(1994, 1);
  options.to = month_index(1995, 12);
  const int fork = analysis::first_difference(s.policy, s.reference);
  EXPECT_EQ(fork, month_index(1994, 3));
  const PairedBlock block(s.world, s.reference, options, fork, 0, 2);
  const auto run = block.under(s.policy);
  const auto whole = analysis::simulate(s.world, s.policy, options, {}, nullptr);
  ASSERT_EQ(run.result.rows.size(), whole.result.rows.size());
  for (std::size_t i = 0; i < run.result.rows.size(); ++i)
    ASSERT_EQ(run.result.rows[i], whole.result.rows[i]);
}

TEST(Explanation, ScaleOneIsThePolicyItself) {
  SmallStudy s;
  ScaledLevers scaled(s.policy, s.reference, month_count - 1);
  EXPECT_TRUE(scaled.with({}) == s.policy);
  const int month = month_index(1995, 1);
  const auto& half = scaled.with({{model::eradication_manual, 0.5}});
  EXPECT_DOUBLE_EQ(half.quantity(model::eradication_manual, 2, month), 800);
  EXPECT_EQ(half.quantity(model::alternative_development, 3, month), 1e6);
  EXPECT_TRUE(scaled.with({{model::eradication_manual, 1.0}}) == s.policy);
  EXPECT_EQ(
      differing_instruments(s.policy, s.reference, month_count - 1),
      (std::vector<model::Instrument>{model::eradication_manual, model::alternative_development}));
  EXPECT_TRUE(differing_instruments(s.policy, s.reference, month_index(1994, 2)).empty());
}

TEST(Explanation, AmountsStayWithinTheirLimits) {
  SmallStudy s;
  test::set_lever(s.policy, model::eradication_manual, 2, 10, month_index(1994, 3));
  test::set_lever(s.policy, model::precursor_control, model::per, 0.8, month_index(1994, 3));
  ScaledLevers scaled(s.policy, s.reference, month_count - 1);
  const auto& far =
      scaled.with({{model::eradication_manual, 1.5}, {model::precursor_control, 1.5}});
  EXPECT_EQ(far.quantity(model::eradication_manual, 2, month_index(1995, 1)), 0);
  EXPECT_EQ(far.quantity(model::precursor_control, model::per, month_index(1995, 1)), 1);
}

TEST(Explanation, AMillionMoreOfALeverIsMeasuredInItsMoney) {
  SmallStudy s;
  s.plan.levers = true;
  AddedLever added;
  added.id = "alternative_development:P1";
  added.instrument = model::alternative_development;
  for (int t = s.plan.outcome.first_month(); t <= s.plan.outcome.last_month(); ++t)
    added.changes.push_back(
        {PolicyChange::Kind::quantity, model::alternative_development, 2, t, 1e5});
  s.plan.added = {added};
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  ASSERT_TRUE(result.lever_effects);
  const auto& l = *result.lever_effects;
  ASSERT_EQ(l.levers.size(), 3U);
  EXPECT_EQ(l.levers[2].id, "alternative_development:P1");
  // From March 1994 to December 1995 the difference is a million a month, a tenth of it more.
  EXPECT_NEAR(l.levers[1].spending.median, 0.1 * 1e6 * 22, 100);
  EXPECT_NEAR(l.levers[2].spending.median, 1e5 * 12, 100);
  EXPECT_LT(l.levers[0].change.mean, 0) << "more pulled up, less coca";
  EXPECT_NEAR(l.levers[0].mean_per_million.value,
              1e6 * l.levers[0].change.mean / l.levers[0].spending.mean, 1e-9);
  EXPECT_NEAR(l.levers[0].usd_per_unit.value, -1e6 / l.levers[0].mean_per_million.value, 1e-6);
  EXPECT_NEAR(l.cheaper[0][1] + l.cheaper[1][0], 1, 1e-12);
  EXPECT_TRUE(std::isnan(l.cheaper[0][0]));
  EXPECT_EQ(l.rows.rows, 5 * 4);
}

void expect_sums(const ChannelsResult& channels) {
  ASSERT_EQ(channels.quantities.size(), 3U);
  for (const auto& q : channels.quantities) {
    ASSERT_GT(q.shapley.members, 0);
    double sum = 0;
    for (const auto& share : q.shapley.shapley) sum += share.value;
    EXPECT_NEAR(sum, q.shapley.all.value - q.shapley.none.value,
                1e-9 * std::fabs(q.shapley.all.value) + 1e-9)
        << q.id;
  }
}

TEST(Explanation, WithoutChannelsNothingIsDisplaced) {
  SmallStudy s;
  s.plan.channels = s.plan.channels_from_1990 = true;
  s.plan.options.members = 3;
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  ASSERT_TRUE(result.channels);
  expect_sums(*result.channels);
  const auto& q = result.channels->quantities;
  EXPECT_GT(q[2].shapley.none.value, 100) << "the target's loss, ha";
  EXPECT_NEAR(q[1].shapley.none.value, 0, 1e-6 * q[2].shapley.none.value);
  EXPECT_NEAR(q[0].shapley.none.value, 0, 1e-6);
  EXPECT_NE(q[1].shapley.all.value, 0);
}

/// The shipped world under a policy that triples Peru's hectares, in the target alone.
struct ShippedStudy {
  const model::World& world = test::shipped_world();
  model::Policy reference, policy;
  ExplainPlan plan;

  ShippedStudy() {
    Faults faults;
    reference = load_scenario("humala-reference", world, embedded_scenarios(false), faults)->policy;
    policy = reference;
    for (int t = policy.window_start; t < month_count; ++t)
      for (const int z : policy.target_zones)
        policy.quantity(model::eradication_manual, z, t) += 50;
    plan.world = &world;
    plan.policy = &policy;
    plan.reference = &reference;
    plan.outcome.horizon = 12;
    plan.outcome.window_start = policy.window_start;
    plan.outcome.target = policy.target_zones;
    plan.options.members = 3;
    plan.screen = plan.variance = plan.levers = false;
  }
};

TEST(Explanation, ChannelsOffInTheWindowLeaveThoseOnTheMoveAlone) {
  ShippedStudy s;
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  ASSERT_TRUE(result.channels);
  expect_sums(*result.channels);
  const auto& q = result.channels->quantities;
  // Growers who were on the move when channels were switched off still choose where to plant.
  EXPECT_GT(q[2].shapley.none.value, 1000);
  EXPECT_NEAR(q[1].shapley.none.value, 0, 2e-3 * q[2].shapley.none.value);
}

TEST(Explanation, WithoutChannelsSince1990NothingMovesInTheShippedWorld) {
  ShippedStudy s;
  for (auto* policy : {&s.policy, &s.reference}) {
    auto& off = policy->structure;
    off.price = off.migration = off.buyers = off.risk = off.agglomeration = off.armed_groups = 0;
  }
  std::array<bool, model::outcome_count> recorded;
  const auto options = options_for(s.plan.outcome, s.plan.options, false, recorded);
  const PairedBlock block(s.world, s.reference, options,
                          analysis::first_difference(s.policy, s.reference), 0, 2);
  const auto run = block.under(s.policy);
  int usable = 0;
  for (int i = 0; i < 2; ++i) {
    const auto v = pair_value(s.world, s.plan.outcome, run, block.reference(), i);
    if (std::isnan(v.value)) continue;
    ++usable;
    EXPECT_GT(v.loss, 100);
    EXPECT_NEAR(v.gain, 0, 1e-6 * v.loss);
    EXPECT_NEAR(v.value, -v.loss, 1e-6 * v.loss);
  }
  EXPECT_GT(usable, 0);
}

TEST(Explanation, WithAllChannelsOnTheMembersAreThoseOfTheRun) {
  SmallStudy s;
  s.plan.channels = s.plan.levers = true;
  s.plan.options.members = 3;
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  const auto& q = result.channels->quantities;
  // The mean net change of all members is what the ensemble gives.
  EXPECT_NEAR(q[1].shapley.all.value - q[2].shapley.all.value, result.lever_effects->value.mean,
              1e-9);
}

TEST(Explanation, NumbersThatDoNotExistAreCounted) {
  SmallStudy s;
  s.plan.screen = true;
  s.plan.outcome.kind = ExplainedOutcome::Kind::index;
  s.plan.outcome.target = {0};  // where neither policy does anything
  const auto result = explain(s.plan, nullptr, {}, nullptr);
  EXPECT_GT(result.screen->rows.undefined, result.screen->rows.rows / 2);
  s.plan.outcome.target.clear();
  EXPECT_THROW(explain(s.plan, nullptr, {}, nullptr), std::invalid_argument);
}

TEST(Explanation, AnOutcomeOfTheModelIsADifferenceOrALevel) {
  SmallStudy s;
  s.plan.outcome.kind = ExplainedOutcome::Kind::measure;
  s.plan.outcome.measure = {model::o_heavy_users,
                            {0, 1},
                            Measure::Statistic::last,
                            month_index(1994, 3),
                            month_index(1995, 12)};
  s.plan.channels = true;
  s.plan.options.members = 2;
  const auto difference = explain(s.plan, nullptr, {}, nullptr);
  s.plan.outcome.level = true;
  const auto level = explain(s.plan, nullptr, {}, nullptr);
  EXPECT_EQ(difference.channels->quantities.front().id, "value");
  EXPECT_GT(level.channels->quantities.front().shapley.all.value, 1e6);
  EXPECT_LT(std::fabs(difference.channels->quantities.front().shapley.all.value), 1e5);
}

}  // namespace explanation_test
}  // namespace balloon::decision
