#include "analysis/summary.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace balloon::analysis {
namespace {

TEST(SummaryTest, QuantilesAreType7) {
  const std::vector<double> x = {1, 2, 3, 4};  // R: quantile(1:4, c(0, .1, .25, .5, .9, 1))
  EXPECT_DOUBLE_EQ(quantile_of(x, 0), 1);
  EXPECT_DOUBLE_EQ(quantile_of(x, 0.1), 1.3);
  EXPECT_DOUBLE_EQ(quantile_of(x, 0.25), 1.75);
  EXPECT_DOUBLE_EQ(quantile_of(x, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile_of(x, 0.9), 3.7);
  EXPECT_DOUBLE_EQ(quantile_of(x, 1), 4);
  EXPECT_DOUBLE_EQ(quantile_of({7}, 0.3), 7);
}

TEST(SummaryTest, IntervalsDoNotDependOnTheOrderOfMembers) {
  const auto a = summarise({5, 1, 4, 2, 3}), b = summarise({1, 2, 3, 4, 5});
  EXPECT_EQ(a.n, 5);
  EXPECT_DOUBLE_EQ(a.median, 3);
  EXPECT_DOUBLE_EQ(a.low50, 2);
  EXPECT_DOUBLE_EQ(a.high50, 4);
  EXPECT_DOUBLE_EQ(a.low90, 1.2);
  EXPECT_DOUBLE_EQ(a.high90, 4.8);
  EXPECT_DOUBLE_EQ(a.mean, 3);
  EXPECT_DOUBLE_EQ(a.mean_error, std::sqrt(2.5 / 5));  // sample variance 2.5
  EXPECT_DOUBLE_EQ(b.low90, a.low90);
}

TEST(SummaryTest, NoMembersAndOneMember) {
  const auto none = summarise({});
  EXPECT_EQ(none.n, 0);
  EXPECT_EQ(none.median, 0);
  const auto one = summarise({-2.5});
  EXPECT_EQ(one.n, 1);
  EXPECT_EQ(one.median, -2.5);
  EXPECT_EQ(one.low90, -2.5);
  EXPECT_EQ(one.mean_error, 0);
}

}  // namespace
}  // namespace balloon::analysis
