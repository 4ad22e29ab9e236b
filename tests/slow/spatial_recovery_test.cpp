// Bias and coverage of the five spatial panel models, on panels made from known parameters.
//
// 1,000 replicates: the Monte Carlo error of a coverage of 0.95 is 0.0069, so that a true coverage
// of 0.90 falls below 0.93 with a probability of 0.999 and is found; one of 0.95 leaves [0.93,
// 0.97] by chance in 0.4 % of cases. A bias of 0.15 standard deviations of the estimate is found
// with a probability of 0.77 by the bound of four Monte Carlo errors, one of 0.2 with 0.99. Seeds
// are fixed.
#include <gtest/gtest.h>

#include <future>

#include "tests/support/simulated_panel.hpp"

namespace {

using namespace balloon;

struct Size {
  measure::Index rows, columns;
  int times;
};

TEST(SpatialRecovery, BiasIsWithinMonteCarloErrorAndIntervalsCover) {
  using enum measure::Model;
  constexpr int replicates = 1000;
  std::vector<std::pair<std::string, std::future<std::vector<test::Recovery>>>> waiting;
  const auto check = [](const std::string& what, const std::vector<test::Recovery>& all) {
    for (const auto& each : all) {
      SCOPED_TRACE(what + " " + each.parameter);
      EXPECT_LT(std::abs(each.bias), 4 * each.error);
      EXPECT_GE(each.coverage, 0.93);
      EXPECT_LE(each.coverage, 0.97);
    }
  };
  for (const Size size : {Size{5, 10, 8}, Size{5, 10, 20}, Size{20, 25, 8}, Size{20, 25, 20},
                          Size{25, 44, 8}, Size{25, 44, 20}}) {
    for (const auto model : {slx, sar, sem, sdm, sdem}) {
      const test::KnownModel known{model};
      if (waiting.size() == 2) {
        check(waiting.front().first, waiting.front().second.get());
        waiting.erase(waiting.begin());
      }
      waiting.emplace_back(
          std::string(measure::name(model)) + " n " + std::to_string(size.rows * size.columns) +
              " T " + std::to_string(size.times),
          std::async(std::launch::async, [=] {
            return test::recover(known, size.rows, size.columns, size.times, replicates, 2003);
          }));
    }
  }
  for (auto& [what, result] : waiting) check(what, result.get());
}

}  // namespace
