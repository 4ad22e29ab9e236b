#include "analysis/skill.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/draws.hpp"

namespace balloon::analysis {
namespace {

/// Scores of 24 origins, 5 leads, 3 groups. Means 0.8 and 1: a skill of 0.2. Origins share a part.
std::vector<PairedScore> scores(std::uint32_t key) {
  KeyedDraws draws(11, DrawPurpose::test, key);
  std::vector<PairedScore> out;
  for (int origin = 1996; origin < 2020; ++origin) {
    const double shared = 0.2 * draws.normal(), only_model = 0.1 * draws.normal();
    for (int lead = 1; lead <= 5; ++lead)
      for (int group = 0; group < 3; ++group)
        out.push_back({origin, lead, group, 0.8 + shared + only_model + 0.05 * draws.normal(),
                       1.0 + shared + 0.05 * draws.normal()});
  }
  return out;
}

TEST(SkillTest, IsOneMinusTheRatioOfMeans) {
  const std::vector<PairedScore> two = {{2000, 1, 0, 1, 2}, {2001, 1, 0, 2, 4}};
  const auto e = skill(two);
  EXPECT_DOUBLE_EQ(e.value, 0.5);
  EXPECT_DOUBLE_EQ(e.low, 0.5);
  EXPECT_DOUBLE_EQ(e.high, 0.5);
  EXPECT_EQ(e.n, 2);
  EXPECT_EQ(e.origins, 2);
  EXPECT_DOUBLE_EQ(mean_difference(two).value, -1.5);
}

TEST(SkillTest, NothingToScoreIsNotANumber) {
  EXPECT_TRUE(std::isnan(skill({}).value));
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const std::vector<PairedScore> one = {{2000, 1, 0, missing, 2}, {2001, 1, 0, 1, 2}};
  EXPECT_EQ(skill(one).n, 1);
  EXPECT_DOUBLE_EQ(skill(one).value, 0.5);
  EXPECT_TRUE(std::isnan(coverage({}).low));
}

TEST(SkillTest, IntervalsHoldTheTruthAsOftenAsTheySay) {
  int held = 0;
  constexpr int repeats = 100;
  BootstrapOptions options;
  options.replicates = 300;
  options.block = 3;
  for (int r = 0; r < repeats; ++r) {
    const auto e = skill(scores(static_cast<std::uint32_t>(r)), options);
    held += e.low <= 0.2 && 0.2 <= e.high ? 1 : 0;
    EXPECT_LT(e.high - e.low, 0.25);
  }
  EXPECT_GE(held, 75);  // 90 in theory, less with 24 origins
}

TEST(SkillTest, TheSameSeedGivesTheSameInterval) {
  const auto some = scores(0);
  const auto a = skill(some), b = skill(some);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  BootstrapOptions other;
  other.seed = 3;
  EXPECT_NE(skill(some, other).low, a.low);
}

TEST(SkillTest, LongerBlocksKnowThatNeighboursAreAlike) {
  // Ten origins of luck, ten without: blocks of one take them for independent.
  std::vector<PairedScore> runs;
  for (int o = 0; o < 20; ++o) runs.push_back({2000 + o, 1, 0, o < 10 ? 0.5 : 1.5, 1});
  BootstrapOptions one, five;
  one.block = 1;
  five.block = 5;
  const auto a = skill(runs, one), b = skill(runs, five);
  EXPECT_GT(b.high - b.low, 1.5 * (a.high - a.low));
}

TEST(SkillTest, CoverageCountsAndHasAnInterval) {
  std::vector<Hit> hits;
  for (int o = 0; o < 25; ++o)
    for (int lead = 1; lead <= 4; ++lead) hits.push_back({2000 + o, lead, 0, o % 5 != 0});
  const auto e = coverage(hits);
  EXPECT_DOUBLE_EQ(e.value, 0.8);
  EXPECT_LE(e.low, 0.8);
  EXPECT_GE(e.high, 0.8);
  EXPECT_EQ(e.n, 100);
}

TEST(SkillTest, HistogramsCountTheEnds) {
  const std::vector<double> values = {0,     0.05, 0.5,
                                      0.999, 1,    std::numeric_limits<double>::quiet_NaN()};
  const auto counts = pit_histogram(values, 10);
  EXPECT_EQ(counts, (std::vector<int>{2, 0, 0, 0, 0, 1, 0, 0, 0, 2}));
}

TEST(SkillTest, ChiSquareIsTheTextbooks) {
  // R: pchisq(c(3.841459, 16.91898, 4, 30), c(1, 9, 4, 10), lower.tail = FALSE)
  EXPECT_NEAR(upper_gamma(0.5, 3.841459 / 2), 0.05, 1e-7);
  EXPECT_NEAR(upper_gamma(4.5, 16.91898 / 2), 0.05, 1e-7);
  EXPECT_NEAR(upper_gamma(2, 2), 3 * std::exp(-2.0), 1e-14);  // (1 + x) e^-x
  EXPECT_NEAR(upper_gamma(5, 15), 0.00085664121, 1e-10);
  EXPECT_NEAR(upper_gamma(1, 30) / std::exp(-30.0), 1, 1e-11);
  EXPECT_DOUBLE_EQ(upper_gamma(3, 0), 1);
  const std::vector<int> dice = {5, 8, 9, 8, 10, 20};  // 60 throws: 13.4, p = 0.0199
  const auto test = chi_square(dice);
  EXPECT_EQ(test.df, 5);
  EXPECT_NEAR(test.statistic, 13.4, 1e-12);
  EXPECT_NEAR(test.p, 0.01990, 1e-5);
  const std::vector<double> unequal = {0.25, 0.75};
  EXPECT_DOUBLE_EQ(chi_square(std::vector<int>{25, 75}, unequal).p, 1);
}

}  // namespace
}  // namespace balloon::analysis
