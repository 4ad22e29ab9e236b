// Market clearing: slopes against differences, residuals, mass, the pulse, and members that fail.
#include "model/market_clearing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/support/runs.hpp"
#include "tests/support/single.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::model {
namespace {

using test::One;
using test::Single;

/// What the clearing of the next month would read, from a member's state and last flows.
void conditions(Single& run, Clearing<One>& q) {
  const auto c = run.context(24);
  efficiencies(c, run.state(), run.flows());
  corridor_conditions(c, run.state(), q);
  market_conditions(c, run.state(), q);
  supply_conditions(c, run.state(), run.flows(), q);
}

/// Members of all structures with drawn parameters, some months after the start, stocks disturbed.
class ClearingTest : public ::testing::TestWithParam<int> {
 protected:
  ClearingTest()
      : world_(GetParam() % 2 == 0 ? test::small_world() : test::shipped_world()),
        policy_(test::quiet_policy(world_)),
        draw_(draw_member(7, static_cast<std::uint64_t>(GetParam()), policy_.structure)),
        run_(world_, policy_, draw_, 7, static_cast<std::uint64_t>(GetParam())),
        generator_(static_cast<std::uint64_t>(GetParam()) + 1) {
    run_.burn_in();
    for (int m = 0; m < 12; ++m) run_.advance(m);
    for (int h = 0; h < hub_count; ++h) {
      run_.state().base_stock[h] *= One(std::exp(uniform(0.3)));
      run_.state().cocaine_stock[h] *= One(std::exp(uniform(0.3)));
    }
  }
  double uniform(double reach) {
    return std::uniform_real_distribution<double>(-reach, reach)(generator_);
  }

  World world_;
  Policy policy_;
  Draw draw_;
  Single run_;
  std::mt19937_64 generator_;
};

INSTANTIATE_TEST_SUITE_P(Structures, ClearingTest, ::testing::Range(0, 12));

TEST_P(ClearingTest, SlopesAreTheDerivativesOfTheResiduals) {
  Clearing<One> q;
  conditions(run_, q);
  const auto c = run_.context(24);
  auto& s = run_.state();
  for (int round = 0; round < 5; ++round) {
    One x[2 * hub_count];
    for (int i = 0; i < 2 * hub_count; ++i) x[i] = s.log_price[i] + uniform(0.5);
    const One move(0.5 + uniform(0.49));
    Evaluation<One> e, up, down;
    const auto evaluate = [&](Evaluation<One>& to) {
      evaluate_cocaine(c, s, q, x, move, to);
      evaluate_base(c, s, q, x, to);
    };
    evaluate(e);
    const double step = 1e-5;
    // Central differences: truncation of order step^2, rounding of 1e-16 / step; slopes are of
    // order ten, so 1e-7 relative holds both.
    const auto expect_slope = [&](const One& slope, const One& above, const One& below, int i,
                                  int k) {
      const double found = (above.lane(0) - below.lane(0)) / (2 * step);
      EXPECT_NEAR(slope.lane(0), found, 1e-7 * (10 + std::fabs(found))) << i << " by " << k;
    };
    for (int k = 0; k < 2 * hub_count; ++k) {
      const One at = x[k];
      x[k] = at + step;
      evaluate(up);
      x[k] = at - step;
      evaluate(down);
      x[k] = at;
      for (int h = 0; h < hub_count; ++h) {
        if (k < hub_count) {
          expect_slope(e.slope_bb[h][k], up.residual[h], down.residual[h], h, k);
          EXPECT_EQ(up.residual[hub_count + h].lane(0), e.residual[hub_count + h].lane(0));
        } else {
          expect_slope(e.slope_bc[h][k - hub_count], up.residual[h], down.residual[h], h, k);
          expect_slope(e.slope_cc[h][k - hub_count], up.residual[hub_count + h],
                       down.residual[hub_count + h], hub_count + h, k);
          expect_slope(e.orders_slope[h][k - hub_count], log(up.orders[h]), log(down.orders[h]), h,
                       k);
        }
      }
    }
    // The source elasticity printed is that of all orders to a common rise.
    One before[2 * hub_count];
    for (int i = 0; i < 2 * hub_count; ++i) before[i] = x[i];
    const auto shift = [&](double d, Evaluation<One>& to) {
      for (int h = 0; h < hub_count; ++h) x[hub_count + h] = before[hub_count + h] + d;
      evaluate(to);
      return (to.orders[0] + to.orders[1] + to.orders[2]).lane(0);
    };
    const double difference = std::log(shift(step, up) / shift(-step, down)) / (2 * step);
    EXPECT_NEAR(e.elasticity.lane(0), difference, 1e-7);
  }
}

TEST_P(ClearingTest, SharesAddToOneAndPricesSolveTheEquations) {
  Clearing<One> q;
  conditions(run_, q);
  const auto c = run_.context(24);
  auto& s = run_.state();
  Evaluation<One> e, check;
  clear_markets(c, s, q, e);
  ASSERT_FALSE(run_.failed());
  const One move =
      run_.parameters()[S::nested].lane(0) > 0.5 ? One(draw_[P::hub_inertia]) : One(1.0);
  evaluate_cocaine(c, s, q, s.log_price, move, check);
  evaluate_base(c, s, q, s.log_price, check);
  for (int i = 0; i < 2 * hub_count; ++i) {
    EXPECT_LE(std::fabs(check.residual[i].lane(0)), newton_tolerance) << i;
    EXPECT_EQ(check.residual[i].lane(0), e.residual[i].lane(0));  // what is booked is the solution
  }
  for (int i = 0; i < q.corridors; ++i)
    EXPECT_NEAR((e.share[i][0] + e.share[i][1] + e.share[i][2]).lane(0), 1, 1e-12);
  for (int h = 0; h < hub_count; ++h) {
    EXPECT_LT(e.supply[h].lane(0), q.base_available[h].lane(0));
    EXPECT_LT(e.supply[hub_count + h].lane(0), q.cocaine_available[h].lane(0));
  }
}

TEST_P(ClearingTest, SalesBalanceToRounding) {
  Clearing<One> q;
  conditions(run_, q);
  auto& s = run_.state();
  auto& f = run_.flows();
  Evaluation<One> e;
  clear_markets(run_.context(24), s, q, e);
  book_sales(q, e, f);
  One sold(0.0), arrived(0.0);
  for (int h = 0; h < hub_count; ++h) {
    sold += f.base_sold[h];
    arrived += f.base_bought[h] + f.link_lost[h];
    One shipped(0.0);
    for (int i = 0; i < q.corridors; ++i) shipped += f.load_by_hub[i][h];
    const double left = (f.cocaine_sold[h] - f.cocaine_seized[h]).lane(0);
    EXPECT_NEAR(shipped.lane(0), left, 1e-12 * left);
    if (run_.parameters()[S::nested].lane(0) < 0.5) {
      EXPECT_EQ(f.base_imported[h].lane(0), 0);
    }
  }
  EXPECT_NEAR(sold.lane(0), arrived.lane(0), 1e-12 * sold.lane(0));
  for (int i = 0; i < q.corridors; ++i) {
    One to_markets(0.0);
    for (int m = 0; m < q.markets; ++m) to_markets += f.market_load[m][i];
    EXPECT_NEAR(to_markets.lane(0), f.load[i].lane(0), 1e-12 * f.load[i].lane(0) + 1e-12);
  }
}

TEST_P(ClearingTest, AMemberOutOfBoundsIsMarkedAndKeepsItsLastPrices) {
  auto& s = run_.state();
  double before[2 * hub_count];
  for (int i = 0; i < 2 * hub_count; ++i) before[i] = s.log_price[i].lane(0);
  // A trillionth of every stock and no output: no price within a factor of 50 clears that.
  Clearing<One> q;
  conditions(run_, q);
  for (int h = 0; h < hub_count; ++h) q.cocaine_available[h] *= One(1e-12);
  Evaluation<One> e;
  clear_markets(run_.context(24), s, q, e);
  EXPECT_TRUE(run_.failed());
  for (int i = 0; i < 2 * hub_count; ++i) EXPECT_EQ(s.log_price[i].lane(0), before[i]);
  for (int m = 24; m < 30; ++m) run_.advance(m);
  EXPECT_TRUE(run_.failed());  // for good: a later price does not bring it back
}

TEST_P(ClearingTest, ANumberThatIsNoneMakesTheMemberFail) {
  Clearing<One> q;
  conditions(run_, q);
  q.demand[0] = One(std::nan(""));
  Evaluation<One> e;
  clear_markets(run_.context(24), run_.state(), q, e);
  EXPECT_TRUE(run_.failed());
  for (int i = 0; i < 2 * hub_count; ++i)
    EXPECT_TRUE(std::isfinite(run_.state().log_price[i].lane(0)));
}

TEST(FailureTest, AFailedMemberIsCountedAndLeavesTheLanesBesideItAlone) {
  const auto world = test::small_world();
  auto policy = test::quiet_policy(world);
  test::set_lever(policy, eradication_manual, 2, 2000, 60);
  std::vector<Draw> draws;
  for (const double additive : {0.0, 1.0, 0.0, 1.0})
    draws.push_back(test::median_draw(draws.size() % 2 == 0, additive));
  // Neither holders of stocks nor consumers answer to the price: it runs out of its bounds.
  for (const auto p : {P::release_response, P::order_patience}) test::set(draws[1], p, 0.01);
  test::set(draws[1], P::demand_sr, -0.01);
  const auto together = test::run_draws(world, policy, draws, 239, 4);
  EXPECT_EQ(together.result.failed_members(), 1);
  EXPECT_TRUE(together.result.failed[1]);
  for (std::size_t i : {0u, 2u, 3u}) {
    // Alone in its block, as the member it was: the others' draws are replaced by its own.
    const auto alone = test::run_draws(world, policy, std::vector<Draw>(4, draws[i]), 239, 1);
    EXPECT_EQ(alone.result.hash[i], together.result.hash[i]) << i;
  }
}

/// The difference that a 2 % pulse of cocaine in all hubs makes to the price of cocaine: the
/// largest in its first year, from its 9th year on, and from its 17th year on.
struct Pulse {
  double first = 0, after_8 = 0, after_16 = 0;
};
Pulse pulse(bool nested, double additive) {
  const auto world = test::smooth(test::still(test::shipped_world()));
  const auto policy = test::quiet_policy(world);
  const auto draw = test::without_chance(test::median_draw(nested, additive));
  Single calm(world, policy, draw), struck(world, policy, draw);
  calm.burn_in();
  struck.burn_in();
  Pulse r;
  for (int m = 0; m < 24 + 300; ++m) {
    if (m == 24) {
      for (int h = 0; h < hub_count; ++h) struck.state().cocaine_stock[h] *= One(1.02);
    }
    calm.advance(m);
    struck.advance(m);
    for (int h = hub_count; h < 2 * hub_count; ++h) {
      const double d = std::fabs((struck.state().log_price[h] - calm.state().log_price[h]).lane(0));
      if (m < 24 + 12) r.first = std::max(r.first, d);
      if (m >= 24 + 96) r.after_8 = std::max(r.after_8, d);
      if (m >= 24 + 192) r.after_16 = std::max(r.after_16, d);
    }
  }
  EXPECT_FALSE(calm.failed() || struck.failed());
  return r;
}

// docs/model.md: no oscillation above a tenth of the first response after 8 years, in any
// structure.
TEST(PulseTest, ThePriceComesToRestAfterAPulseOfStock) {
  for (const bool nested : {false, true}) {
    for (const double additive : {0.0, -1.0, 1.0}) {
      const auto r = pulse(nested, additive);
      EXPECT_GT(r.first, 1e-3) << nested << additive;
      EXPECT_LT(r.after_8, 0.1 * r.first) << nested << additive;
    }
  }
}

TEST(SolveTest, EliminationSolvesRandomSystems) {
  std::mt19937_64 generator(4);
  std::uniform_real_distribution<double> u(-1, 1);
  for (int round = 0; round < 200; ++round) {
    One a[hub_count][hub_count], b[hub_count];
    double kept[hub_count][hub_count], x[hub_count];
    for (int i = 0; i < hub_count; ++i) {
      x[i] = u(generator);
      for (int k = 0; k < hub_count; ++k) {
        kept[i][k] = u(generator) - (i == k ? 3 : 0);  // the diagonal dominates, as in the clearing
        a[i][k] = One(kept[i][k]);
      }
    }
    for (int i = 0; i < hub_count; ++i)
      b[i] = One(kept[i][0] * x[0] + kept[i][1] * x[1] + kept[i][2] * x[2]);
    solve3(a, b);
    for (int i = 0; i < hub_count; ++i) EXPECT_NEAR(b[i].lane(0), x[i], 1e-13);
  }
}

}  // namespace
}  // namespace balloon::model
