// What members' values say of a strategy.
#include "decision/judgement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "decision/decide_choice.hpp"

namespace balloon::decision {
namespace judgement_cases {

/// Coca to be less, income to be more; homicides at most 1.1 of the historical in 0.75 of members.
DecisionProblem problem() {
  DecisionProblem p;
  Objective coca, income;
  coca.id = "coca";
  income.id = "income";
  income.maximise = true;
  p.objectives = {coca, income};
  OutcomeLimit l;
  l.id = "homicides";
  l.limit = 1.1;
  l.of_historical = true;
  l.probability = 0.75;
  p.limits = {l};
  return p;
}

MemberValues values(std::vector<double> coca, const std::vector<double>& income,
                    const std::vector<double>& homicides) {
  MemberValues v;
  v.members = static_cast<int>(coca.size());
  v.value = std::move(coca);
  v.value.insert(v.value.end(), income.begin(), income.end());
  v.value.insert(v.value.end(), homicides.begin(), homicides.end());
  return v;
}

const MemberValues historical = values({100, 200, 300, 400}, {10, 10, 10, 10}, {10, 10, 10, 10});
const MemberValues better = values({90, 190, 290, 420}, {11, 12, 13, 14}, {10, 11, 11.5, 11});

Candidate candidate(double a, double b) { return {{a}, {{a, b}, 0}}; }

}  // namespace judgement_cases

using namespace judgement_cases;

TEST(Judgement, TakesDifferencesToTheHistoricalSplit) {
  const auto p = problem();
  const auto yardstick = yardstick_of(p, historical, {better});
  const auto e = evaluate_strategy(p, better, yardstick);
  EXPECT_DOUBLE_EQ(e.objectives[0], (-10 - 10 - 10 + 20) / 4.0);
  EXPECT_DOUBLE_EQ(e.objectives[1], -2.5);  // more income is better
  EXPECT_EQ(e.violation, 0);                // kept in three of four
  const auto none = evaluate_strategy(p, historical, yardstick);
  EXPECT_EQ(none.objectives, (std::vector<double>{0, 0}));
  EXPECT_TRUE(dominates_in_two(e, none));
  EXPECT_FALSE(dominates_in_two(none, e));
  EXPECT_FALSE(dominates_in_two(none, none));
}

TEST(Judgement, SaysHowFarALimitIsMissed) {
  auto p = problem();
  p.limits[0].probability = 1;
  const auto e = evaluate_strategy(p, better, yardstick_of(p, historical, {}));
  EXPECT_DOUBLE_EQ(e.violation, 0.25);
  p.limits[0].of_historical = false;
  p.limits[0].limit = 11;
  p.limits[0].at_most = false;
  EXPECT_DOUBLE_EQ(share_kept(p, 0, better, historical), 0.75);
}

TEST(Judgement, LeavesFailedMembersOut) {
  const auto p = problem();
  auto failed = better;
  failed.value[3] = std::nan("");
  const auto e = evaluate_strategy(p, failed, yardstick_of(p, historical, {better}));
  EXPECT_DOUBLE_EQ(e.objectives[0], -10);
  const auto c = compare(p, failed, historical);
  EXPECT_EQ(c.difference[0].n, 3);
  EXPECT_EQ(c.better.failed, 1);
  EXPECT_DOUBLE_EQ(c.better.on_each[0], 1);
  for (auto& x : failed.value) x = std::nan("");
  const auto none = evaluate_strategy(p, failed, yardstick_of(p, historical, {better}));
  EXPECT_TRUE(std::isinf(none.objectives[0]));
  EXPECT_GT(none.violation, 0);
}

TEST(Judgement, RegretIsAgainstTheBestOfAFixedSet) {
  auto p = problem();
  p.objectives[0].attitude = {Attitude::regret, 1, 0};
  const auto yardstick = yardstick_of(p, historical, {better});
  // In the last member the historical split is better by 20, in the others the strategy.
  EXPECT_DOUBLE_EQ(evaluate_strategy(p, better, yardstick).objectives[0], 20);
  EXPECT_DOUBLE_EQ(evaluate_strategy(p, historical, yardstick).objectives[0], 10);
}

TEST(Choice, SpreadsOverTheFront) {
  std::vector<Candidate> front;
  for (int i = 0; i <= 100; ++i) front.push_back(candidate(i, 100 - i));
  const auto spread = spread_over(front, 5, {0, 0});
  ASSERT_EQ(spread.size(), 5U);
  // The ends, the middle, and what lies half way between.
  const double expected[] = {0, 25, 50, 75, 100};
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_NEAR(spread[i].evaluation.objectives[0], expected[i], 1);
  EXPECT_EQ(spread_over(front, 500, {0, 0}).size(), front.size());
  EXPECT_TRUE(spread_over({}, 5, {}).empty());
  // Equal points are shown once.
  EXPECT_EQ(spread_over({candidate(1, 1), candidate(1, 1)}, 5, {0, 0}).size(), 1U);
}

TEST(Choice, TakesWhatIsBetterThroughout) {
  // A front that is better than (60, 60) only in its middle.
  std::vector<Candidate> front;
  for (int i = 0; i <= 100; ++i) front.push_back(candidate(i, 100 - i));
  const auto spread = spread_over(front, 8, {60, 60});
  int throughout = 0;
  for (const auto& c : spread)
    throughout += c.evaluation.objectives[0] < 60 && c.evaluation.objectives[1] < 60 ? 1 : 0;
  EXPECT_GE(throughout, 2);
  EXPECT_TRUE(std::any_of(spread.begin(), spread.end(), [](const Candidate& c) {
    return c.evaluation.objectives[0] == 50;  // whose least gain is largest
  }));
}

TEST(Choice, RegretIsZeroForWhatIsBestInEveryMember) {
  const auto p = problem();
  DecisionResult r;
  r.strategies.resize(2);
  set_regrets(p, {historical, better}, r);
  EXPECT_EQ(r.strategies[1].regret[1], 0);
  EXPECT_GT(r.strategies[0].regret[1], 0);
  EXPECT_GT(r.strategies[1].regret[0], 0);
}

TEST(Choice, AttitudesTakeWhatIsBestForThem) {
  const auto p = problem();
  for (const auto& c : choices_by_attitude(p, {historical, better})) {
    // The strategy has the better mean in coca, and more often half of it, but the worse tail: in
    // one member it adds 20, where it takes away 10 elsewhere.
    const bool tail =
        (c.rule.kind == Attitude::cvar || c.rule.kind == Attitude::regret) && c.objective == 0;
    EXPECT_EQ(c.strategy, tail ? 0U : 1U) << static_cast<int>(c.rule.kind) << " " << c.objective;
  }
}

}  // namespace balloon::decision
