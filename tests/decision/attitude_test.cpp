#include "decision/attitude.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/hash.hpp"

namespace balloon::decision {
namespace attitude_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Direction more = Direction::more_is_better;
constexpr Direction less = Direction::less_is_better;

/// Values on (-10, 10), some of them equal.
std::vector<double> draws(int members, std::uint64_t seed) {
  std::vector<double> values;
  for (int i = 0; i < members; ++i) {
    const std::uint64_t word = mix64(hash_combine(seed, static_cast<std::uint64_t>(i)));
    values.push_back(static_cast<double>(word % 2001) / 100 - 10);
  }
  return values;
}

double cvar(const std::vector<double>& values, double share, Direction direction = less) {
  return judge({Attitude::cvar, share}, values, direction).value;
}
double mean(const std::vector<double>& values) { return judge({}, values).value; }

/// By definition: the smallest value over c of c + E[(v - c)+] / share (Rockafellar and Uryasev
/// 2000), whose minimum lies at one of the values.
double slow_cvar(const std::vector<double>& values, double share) {
  double least = infinity;
  for (const double c : values) {
    double sum = 0;
    for (const double v : values) sum += std::max(v - c, 0.0);
    least = std::min(least, c + sum / (share * static_cast<double>(values.size())));
  }
  return least;
}

TEST(AttitudeTest, MeanIsOfTheMembersThatDidNotFail) {
  const Judged judged = judge({}, {1, nan, 3, 8});
  EXPECT_EQ(judged.value, 4);
  EXPECT_EQ(judged.members, 3);
  EXPECT_EQ(judged.failed, 1);
  EXPECT_EQ(judge({}, {1, nan, 3, 8}, more).value, -4);
}

TEST(AttitudeTest, WithoutMembersThereIsNoValue) {
  for (const Attitude kind :
       {Attitude::mean, Attitude::cvar, Attitude::regret, Attitude::satisficing}) {
    const Judged judged = judge({kind, 0.5}, {nan, nan}, less, {1, 2});
    EXPECT_TRUE(std::isnan(judged.value));
    EXPECT_EQ(judged.failed, 2);
    EXPECT_TRUE(std::isnan(judge({kind, 0.5}, {}).value));
  }
}

TEST(AttitudeTest, CvarTakesTheEdgeMemberInPart) {
  const std::vector<double> values = {4, 1, 3, 2, 5};
  EXPECT_DOUBLE_EQ(cvar(values, 0.2), 5);
  EXPECT_DOUBLE_EQ(cvar(values, 0.1), 5);  // half a member is still the worst one
  EXPECT_DOUBLE_EQ(cvar(values, 0.3), (5 + 0.5 * 4) / 1.5);
  EXPECT_DOUBLE_EQ(cvar(values, 0.5), (5 + 4 + 0.5 * 3) / 2.5);
  EXPECT_DOUBLE_EQ(cvar(values, 1), 3);
  EXPECT_DOUBLE_EQ(cvar(values, 0.3, more), -(1 + 0.5 * 2) / 1.5);
}

TEST(AttitudeTest, CvarIsWhatItsDefinitionGives) {
  for (const int members : {1, 2, 7, 40, 101})
    for (const double share : {0.01, 0.1, 1.0 / 3, 0.5, 0.97, 1.0}) {
      const std::vector<double> values = draws(members, 1);
      EXPECT_NEAR(cvar(values, share), slow_cvar(values, share), 1e-9) << members << " " << share;
    }
}

TEST(AttitudeTest, CvarFallsFromTheWorstToTheMean) {
  const std::vector<double> values = draws(57, 2);
  double before = *std::max_element(values.begin(), values.end());
  for (int percent = 1; percent <= 100; ++percent) {
    const double now = cvar(values, percent / 100.0);
    EXPECT_LE(now, before + 1e-12);
    EXPECT_GE(now, mean(values) - 1e-12);
    before = now;
  }
  EXPECT_NEAR(before, mean(values), 1e-12);
}

TEST(AttitudeTest, CvarOfAnEvenSpread) {  // of U(0, 1): 1 - share / 2
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back((i + 0.5) / 1000);
  for (const double share : {0.05, 0.1, 0.25, 1.0})
    EXPECT_NEAR(cvar(values, share), 1 - share / 2, 1e-9);
}

TEST(AttitudeTest, CvarKeepsAnInfiniteLoss) {
  EXPECT_EQ(cvar({1, infinity, 2}, 0.5), infinity);
  EXPECT_EQ(cvar({1, infinity, 2}, 0.5, more), -(1 + 0.5 * 2) / 1.5);
}

TEST(AttitudeTest, RegretIsAgainstTheBestOfEachMember) {
  const std::vector<double> a = {1, 5, 3, nan}, b = {2, 1, 3, 4};
  const std::vector<double> best = best_values({a, b});
  EXPECT_EQ(best, (std::vector<double>{1, 1, 3, 4}));
  EXPECT_EQ(judge({Attitude::regret, 1}, a, less, best).value, 4);
  EXPECT_EQ(judge({Attitude::regret, 0.5}, a, less, best).value, 0);
  EXPECT_EQ(judge({Attitude::regret, 1}, b, less, best).value, 1);
  EXPECT_EQ(judge({Attitude::regret, 1}, a, less, best).failed, 1);

  const std::vector<double> highest = best_values({a, b}, more);
  EXPECT_EQ(highest, (std::vector<double>{2, 5, 3, 4}));
  EXPECT_EQ(judge({Attitude::regret, 1}, a, more, highest).value, 1);
  EXPECT_EQ(judge({Attitude::regret, 0.75}, b, more, highest).value, 1);  // 0, 4, 0, 0 at 2.25
  EXPECT_TRUE(std::isnan(best_values({{nan}, {nan}})[0]));
  EXPECT_TRUE(best_values({}).empty());
}

TEST(AttitudeTest, SatisficingCountsWhoMeetsTheThreshold) {
  const AttitudeRule rule{Attitude::satisficing, 0, 2};
  EXPECT_DOUBLE_EQ(judge(rule, {1, 2, 3, nan}).value, -2.0 / 3);
  EXPECT_DOUBLE_EQ(judge(rule, {1, 2, 3, nan}, more).value, -2.0 / 3);
  EXPECT_DOUBLE_EQ(judge(rule, {0, 1, 1, 3}).value, -0.75);
  EXPECT_DOUBLE_EQ(judge(rule, {0, 1, 1, 3}, more).value, -0.25);
}

TEST(AttitudeTest, MisuseIsRefused) {
  EXPECT_THROW(judge({Attitude::cvar, 0}, {1}), std::invalid_argument);
  EXPECT_THROW(judge({Attitude::cvar, 1.1}, {1}), std::invalid_argument);
  EXPECT_THROW(judge({Attitude::cvar, nan}, {1}), std::invalid_argument);
  EXPECT_THROW(judge({Attitude::regret, -0.1}, {1}, less, {1}), std::invalid_argument);
  EXPECT_THROW(judge({Attitude::regret, 1}, {1}), std::invalid_argument);
  EXPECT_THROW(judge({Attitude::satisficing, 0, nan}, {1}), std::invalid_argument);
  EXPECT_THROW(best_values({{1}, {1, 2}}), std::invalid_argument);
  EXPECT_THROW(better_shares({{1}}, {{1, 2}}, {less}), std::invalid_argument);
  EXPECT_THROW(better_shares({{1}}, {{1}}, {less, less}), std::invalid_argument);
  EXPECT_THROW(better_shares({{1}, {1}}, {{1}, {1, 2}}, {less, less}), std::invalid_argument);
}

TEST(AttitudeTest, ProbabilityCountsPairsAndNoTies) {
  const auto share = [](const std::vector<double>& a, const std::vector<double>& b, Direction d) {
    return better_shares({a}, {b}, {d}).on_each[0];
  };
  EXPECT_DOUBLE_EQ(share({1, 2, 3, nan}, {2, 2, 1, 5}, less), 1.0 / 3);
  EXPECT_DOUBLE_EQ(share({1, 2, 3, 4}, {2, 2, 1, nan}, more), 1.0 / 3);
  EXPECT_TRUE(std::isnan(share({nan}, {1}, less)));
  EXPECT_TRUE(std::isnan(share({}, {}, less)));
}

TEST(AttitudeTest, BetterSharesOverObjectives) {
  // Members:                  both   first  second  none  failed
  const std::vector<double> a1 = {1, 1, 3, 3, 1}, b1 = {2, 2, 2, 3, 2};
  const std::vector<double> a2 = {5, 4, 5, 4, nan}, b2 = {4, 4, 4, 5, 4};
  const BetterShares shares = better_shares({a1, a2}, {b1, b2}, {less, more});
  EXPECT_EQ(shares.members, 4);
  EXPECT_EQ(shares.failed, 1);
  EXPECT_EQ(shares.on_each, (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(shares.on_at_least, (std::vector<double>{1, 0.75, 0.25}));
}

TEST(AttitudeTest, BetterSharesAddUp) {  // E[objectives it is better on], counted in two ways
  std::vector<std::vector<double>> a, b;
  for (std::uint64_t k = 0; k < 5; ++k) {
    a.push_back(draws(83, 10 + k));
    b.push_back(draws(83, 20 + k));
  }
  const BetterShares shares = better_shares(a, b, {less, more, less, more, less});
  double each = 0, at_least = 0;
  for (std::size_t k = 0; k < 5; ++k) {
    each += shares.on_each[k];
    at_least += shares.on_at_least[k + 1];
    EXPECT_LE(shares.on_at_least[k + 1], shares.on_at_least[k]);
  }
  EXPECT_NEAR(each, at_least, 1e-12);
}

}  // namespace attitude_test
}  // namespace balloon::decision
