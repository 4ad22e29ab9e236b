// Step 2: how effort known only in total is spread over places.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/lanes.hpp"
#include "model/enforcement.hpp"

namespace balloon::model {
namespace {

struct TestArch;
using L = Lanes<1, TestArch>;

/// Effort by place that maximises sum of area (1 - exp(-u / area)) under a total: the water filling
/// u = area ln(1 / multiplier), equal for equal areas and proportional to area.
TEST(Enforcement, GreedyPartsApproachTheOptimum) {
  const std::vector<double> area{100, 400, 1500, 0};
  const double total = 900;
  const auto removed = [&](std::size_t i, double u) {
    return area[i] > 0 ? area[i] * (1 - std::exp(-u / area[i])) : 0.0;
  };
  L share[max_zones];
  place_greedily<L>(
      area.size(), L(total),
      [&](std::size_t i, const L& placed, const L& part) {
        return L(removed(i, placed.lane(0) + part.lane(0)) - removed(i, placed.lane(0)));
      },
      share);
  double sum = 0, greedy = 0, best = 0;
  for (std::size_t i = 0; i < area.size(); ++i) {
    sum += share[i].lane(0);
    greedy += removed(i, share[i].lane(0) * total);
    best += removed(i, total * area[i] / 2000);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_EQ(share[3].lane(0), 0);
  EXPECT_LE(greedy, best * (1 + 1e-12));
  EXPECT_GT(greedy, best * 0.995);
}

TEST(Enforcement, WithoutAnyGainPartsAreSpreadEvenly) {
  L share[max_zones];
  place_greedily<L>(
      4, L(10.0), [](std::size_t, const L&, const L&) { return L(0.0); }, share);
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(share[i].lane(0), 0.25, 1e-12);
}

}  // namespace
}  // namespace balloon::model
