#include "measure/resampling.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

namespace balloon::measure {
namespace resampling_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(ResamplingTest, QuantilesInterpolate) {
  EXPECT_DOUBLE_EQ(sample_quantile({4, nan, 1, 3, 2}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(sample_quantile({1, 2}, 1), 2);
  EXPECT_DOUBLE_EQ(sample_quantile({1, 2}, 0), 1);
  EXPECT_TRUE(std::isnan(sample_quantile({}, 0.5)));
}

TEST(ResamplingTest, DrawsAreKeyedAndUniform) {
  EXPECT_EQ(ReplicateDraws(1, 2, 3).next(), ReplicateDraws(1, 2, 3).next());
  EXPECT_NE(ReplicateDraws(1, 2, 3).next(), ReplicateDraws(1, 3, 2).next());
  EXPECT_NE(ReplicateDraws(1, 2, 3).next(), ReplicateDraws(2, 2, 3).next());
  std::array<int, 5> counts{};
  for (std::uint64_t r = 0; r < 2000; ++r) {
    ReplicateDraws draws(1, r);
    for (int k = 0; k < 5; ++k) ++counts[static_cast<std::size_t>(draws.below(5))];
  }
  for (const int count : counts) EXPECT_NEAR(count, 2000, 160);  // 4 standard deviations
}

}  // namespace resampling_test
}  // namespace balloon::measure
