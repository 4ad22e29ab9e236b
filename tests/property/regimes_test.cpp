// Regimes that the model must be able to show, each a paired run of median parameters without
// chance in the shipped world with its drivers held: what a policy changes, channel by channel.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/ledger.hpp"
#include "tests/support/runs.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::model {
namespace {

using test::set;

constexpr int start = 60, end = 239;  // January 1995 to December 2009

World calm_world() { return test::smooth(test::still(test::shipped_world())); }

Draw regime_draw(double additive = -1) {
  auto d = test::without_chance(test::median_draw(true, additive));
  set(d, P::nucleation, 0);
  return d;
}

Draw channels_off(Draw d) {
  for (const auto s : {S::price, S::migration, S::buyers, S::risk, S::agglomeration}) set(d, s, 0);
  return d;
}

/// A run with a campaign in a zone and the same run without it.
struct Pair {
  World world;
  analysis::Ensemble policy, reference;
  int zone;

  /// Change of a zone's coca, ha.
  double change(int z, int month) const {
    return test::area(policy, 0, z, month) - test::area(reference, 0, z, month);
  }
  double own(int month) const { return change(zone, month); }
  /// Change over all other zones for which `wanted` holds.
  template <class Wanted>
  double elsewhere(int month, const Wanted& wanted) const {
    double sum = 0;
    for (int z = 0; z < static_cast<int>(world.zones.size()); ++z)
      if (z != zone && wanted(world.zones[static_cast<std::size_t>(z)])) sum += change(z, month);
    return sum;
  }
  double elsewhere(int month) const {
    return elsewhere(month, [](const Zone&) { return true; });
  }
};

Pair run_pair(const World& world, const Draw& draw, const Policy& policy, int zone) {
  Pair p{world, test::run_draw(world, policy, draw, end),
         test::run_draw(world, test::quiet_policy(world), draw, end), zone};
  EXPECT_TRUE(p.policy.result.usable(0));
  EXPECT_TRUE(p.reference.result.usable(0));
  return p;
}

/// `share` of the zone's area of 1995 pulled up every month from then on.
Pair eradicate(const World& world, const Draw& draw, int zone, double share = 0.04) {
  auto policy = test::quiet_policy(world);
  const auto before = test::run_draw(world, policy, draw, start);
  test::set_lever(policy, eradication_manual, zone, share * test::area(before, 0, zone, start),
                  start);
  return run_pair(world, draw, policy, zone);
}

// --- 1. No channel, no balloon.

void expect_nothing_elsewhere(const World& world, const Draw& draw) {
  for (int zone = 0; zone < static_cast<int>(world.zones.size()); ++zone) {
    if (world.zones[static_cast<std::size_t>(zone)].latent) continue;
    const auto p = eradicate(world, draw, zone);
    EXPECT_LT(p.own(end), 0);
    for (int z = 0; z < static_cast<int>(world.zones.size()); ++z) {
      if (z == zone) continue;
      for (int t = 0; t <= end; ++t)
        ASSERT_EQ(test::area(p.policy, 0, z, t), test::area(p.reference, 0, z, t))
            << world.zones[static_cast<std::size_t>(z)].id << " by "
            << world.zones[static_cast<std::size_t>(zone)].id;
    }
  }
}

TEST(RegimesTest, WithEveryChannelOffNothingChangesElsewhere) {
  auto world = calm_world();
  auto draw = channels_off(regime_draw());
  // Armed groups protect coca in all their zones and live on all of it: a channel besides the five.
  // It is shut by leaving their protection out, or them.
  auto unprotected = draw;
  set(unprotected, P::protection, 0);
  expect_nothing_elsewhere(world, unprotected);
  world.groups.clear();
  expect_nothing_elsewhere(world, draw);
}

TEST(RegimesTest, WithEveryChannelOffTheBalloonIndexIsZero) {
  const auto world = calm_world();
  const auto p =
      eradicate(world, channels_off(regime_draw()), test::zone_index(world, "BO-TROPCOCHA"));
  const auto ledger = analysis::make_ledger(world, p.policy, p.reference, {p.zone}, start);
  ASSERT_EQ(ledger.rows.size(), std::size(analysis::ledger_horizons));
  for (const auto& row : ledger.rows) {
    EXPECT_GT(row.loss.median, 0);
    EXPECT_EQ(row.gain.median, 0);
    EXPECT_EQ(row.index.median, 0);
  }
}

// --- 2. Risk that spreads is diffusion nearby; the price displaces far away.

TEST(RegimesTest, RiskSpillsOverNearbyAndThePriceDisplacesFarAway) {
  const auto world = calm_world();
  const int zone = test::zone_index(world, "CO-GUV");
  auto draw = regime_draw(0);
  for (const auto s : {S::migration, S::buyers, S::agglomeration}) set(draw, s, 0);
  set(draw, P::protection, 0);
  set(draw, P::risk_spillover, 0.9);
  set(draw, P::risk_aversion, 24);          // the 95 % point of its prior
  const auto weight = [&](const Zone& z) {  // of the target among this zone's neighbours
    for (const auto& n : world.neighbours[static_cast<std::size_t>(&z - world.zones.data())])
      if (n.zone == zone) return n.weight;
    return 0.0;
  };
  auto near = [&](const Zone& z) {
    const int at = test::zone_index(world, z.id);
    return weight(world.zones[static_cast<std::size_t>(at)]) > 0.15;
  };
  auto far = [&](const Zone& z) {
    const int at = test::zone_index(world, z.id);
    return weight(world.zones[static_cast<std::size_t>(at)]) == 0 && !z.latent;
  };
  set(draw, S::price, 0);
  const auto silent = eradicate(world, draw, zone, 0.08);
  set(draw, S::price, 1);
  const auto priced = eradicate(world, draw, zone, 0.08);
  for (const int t : {start + 12, start + 24, start + 60}) {
    EXPECT_LT(silent.elsewhere(t, near), 0) << t;
    EXPECT_LE(silent.elsewhere(t), 0) << t;  // no zone gains, those far off by nothing
    EXPECT_EQ(silent.elsewhere(t, far) > 1e-3, false) << t;
    EXPECT_LT(priced.elsewhere(t, near), 0) << t;
    EXPECT_GT(priced.elsewhere(t, far), 0) << t;
  }
  // Without spillover the same neighbours gain by the price.
  set(draw, S::risk, 0);
  EXPECT_GT(eradicate(world, draw, zone, 0.08).elsewhere(start + 60, near), 0);
}

// --- 3. Buyers: laboratories under pressure, agglomeration, nucleation.

TEST(RegimesTest, LaboratoryPressureThinsARegionMoreWhereBuyersCluster) {
  const auto world = calm_world();
  auto policy = test::quiet_policy(world);
  test::set_lever(policy, lab_destruction, col, 400, start);
  const auto fall = [&](double agglomeration) {
    auto draw = regime_draw();
    set(draw, S::price, 0);
    set(draw, P::buyer_flight, 4);
    set(draw, P::agglomeration, agglomeration);
    const auto p = run_pair(world, draw, policy, -1);
    EXPECT_EQ(p.elsewhere(end, [](const Zone& z) { return z.country == bol; }), 0);
    return -p.elsewhere(end, [](const Zone& z) { return z.country == col; });
  };
  const double weak = fall(0.05), strong = fall(0.8);
  EXPECT_GT(weak, 0);
  EXPECT_GT(strong, 1.2 * weak);
}

TEST(RegimesTest, NucleationFillsALatentZone) {
  const auto world = calm_world();
  const auto latent = [](const Zone& z) { return z.latent; };
  auto draw = regime_draw();
  set(draw, S::migration, 0);
  set(draw, P::agglomeration, 0.3);
  const auto run = [&](double nucleation, int month) {
    set(draw, P::nucleation, nucleation);
    const auto e = test::run_draw(world, test::quiet_policy(world), draw, end);
    return test::area_where(e, world, 0, month, latent);
  };
  EXPECT_EQ(run(0, end), 0);
  const double some = run(0.0002, 24), more = run(0.001, 24);
  EXPECT_GT(some, 0);
  EXPECT_NEAR(more / some, 5, 1.5);        // at first planting is in proportion to what arrives
  EXPECT_GT(run(0.0002, end), 20 * some);  // then grows by itself to what the land's appeal allows
}

TEST(RegimesTest, ARegionThatLosesItsBuyersIsReplacedInALatentZoneElsewhere) {
  const auto world = calm_world();
  auto policy = test::quiet_policy(world);
  test::set_lever(policy, lab_destruction, col, 400, start);
  auto draw = regime_draw();
  set(draw, P::buyer_flight, 4);
  set(draw, P::agglomeration, 0.3);
  set(draw, P::nucleation, 0.001);
  const auto p = run_pair(world, draw, policy, -1);
  EXPECT_LT(p.elsewhere(end, [](const Zone& z) { return z.country == col; }), 0);
  EXPECT_GT(p.elsewhere(end, [](const Zone& z) { return z.latent && z.hub == per; }), 0);
}

// --- 4. Where land is short the price rises instead of the area.

TEST(RegimesTest, WhereSuitableLandBindsThePriceRisesInstead) {
  const auto world = calm_world();
  for (const double additive : {0.0, 1.0}) {
    const auto draw = regime_draw(additive);
    World full = world;
    const auto areas = test::run_draw(world, test::quiet_policy(world), draw, 0);
    for (int z = 0; z < static_cast<int>(world.zones.size()); ++z) {
      auto& zone = full.zones[static_cast<std::size_t>(z)];
      zone.suitable_ha = test::area(areas, 0, z, 0) / 0.955;
    }
    connect_zones(full);
    const int target = test::zone_index(world, "BO-TROPCOCHA");
    const auto free = eradicate(world, draw, target), bound = eradicate(full, draw, target);
    const auto price = [](const Pair& p, int t) {
      return std::log(p.policy.monthly(o_cocaine_price, 0, per, t) /
                      p.reference.monthly(o_cocaine_price, 0, per, t));
    };
    EXPECT_LT(bound.elsewhere(end), 0.3 * free.elsewhere(end));
    EXPECT_GT(price(bound, end), 2 * std::fabs(price(free, end)));
    EXPECT_GT(price(bound, end), 0.05);
  }
}

// --- 5. Alternative development delivers or only announces.

TEST(RegimesTest, DevelopmentLowersCocaAndAnnouncementAloneRaisesIt) {
  const auto world = calm_world();
  for (const bool nested : {false, true}) {
    auto draw = regime_draw();
    set(draw, S::nested, nested ? 1 : 0);
    const int zone = test::zone_index(world, "CO-CAQ");
    auto delivered = test::quiet_policy(world), announced = delivered;
    test::set_lever(delivered, alternative_development, zone, 2e6, start);
    test::set_lever(announced, substitution_announced, zone, 1, start, start + 23);
    const auto help = run_pair(world, draw, delivered, zone);
    const auto words = run_pair(world, draw, announced, zone);
    EXPECT_LT(help.own(start + 24), 0);
    EXPECT_LT(help.own(end), 0.8 * help.own(start + 24));  // perennials take years to bear
    EXPECT_GT(words.own(start + 12), 0.02 * test::area(words.reference, 0, zone, start + 12));
    EXPECT_GT(words.own(start + 23), words.own(start + 12));
    EXPECT_LT(words.own(end), 0.25 * words.own(start + 23));  // the surge ends with the promise
  }
}

TEST(RegimesTest, DevelopmentInTargetAndNeighboursDiffuses) {
  const auto world = calm_world();
  const auto draw = regime_draw(0);
  auto policy = test::quiet_policy(world);
  const int zone = test::zone_index(world, "CO-CAQ");
  std::vector<int> helped{zone};
  for (const auto& n : world.neighbours[static_cast<std::size_t>(zone)]) helped.push_back(n.zone);
  for (const int z : helped) test::set_lever(policy, alternative_development, z, 1.5e6, start);
  const auto p = run_pair(world, draw, policy, zone);
  double near = 0;
  for (const int z : helped) near += p.change(z, end);
  EXPECT_LT(p.own(end), 0);
  EXPECT_LT(near - p.own(end), 0);  // the neighbours fall too
}

// --- 6. A country whose supply hardly responds takes little of the balloon.

TEST(RegimesTest, LittleIsDisplacedIntoACountryOfLowSupplyResponse) {
  const auto world = calm_world();
  const auto draw = regime_draw(1);
  const auto areas = test::run_draw(world, test::quiet_policy(world), draw, 0);
  // Social control: Bolivia's growers already use what their communities allow them.
  World controlled = world;
  for (int z = 0; z < static_cast<int>(world.zones.size()); ++z)
    if (world.zones[static_cast<std::size_t>(z)].country == bol)
      controlled.zones[static_cast<std::size_t>(z)].suitable_ha =
          test::area(areas, 0, z, 0) / 0.955;
  connect_zones(controlled);
  const auto bolivian = [](const Zone& z) { return z.country == bol; };
  const int target = test::zone_index(world, "PE-HUALLAGA");
  const auto open = eradicate(world, draw, target), held = eradicate(controlled, draw, target);
  const double free_share = open.elsewhere(end, bolivian) / open.elsewhere(end);
  const double held_share = held.elsewhere(end, bolivian) / held.elsewhere(end);
  EXPECT_GT(free_share, 0.1);
  EXPECT_LT(held_share, 0.35 * free_share);
  EXPECT_GT(held.elsewhere(end), 0.7 * open.elsewhere(end));  // the rest goes to others
}

// --- 7. Falling demand looks like success.

TEST(RegimesTest, EradicationWhileDemandFallsShowsNoBalloonThoughThereIsOne) {
  World world = calm_world();
  for (auto& market : world.drivers.demand)
    for (int t = start; t < month_count; ++t)
      market[t] *= std::max(0.5, 1 - 0.006 * (t - start));  // halved within seven years
  const int target = test::zone_index(world, "PE-HUALLAGA");
  const auto p = eradicate(world, regime_draw(0), target, 0.02);
  const auto all = [](const Zone&) { return true; };
  double elsewhere_before = 0, elsewhere_after = 0;
  elsewhere_before =
      test::area_where(p.policy, world, 0, start, all) - test::area(p.policy, 0, target, start);
  elsewhere_after =
      test::area_where(p.policy, world, 0, end, all) - test::area(p.policy, 0, target, end);
  EXPECT_LT(test::area(p.policy, 0, target, end), 0.8 * test::area(p.policy, 0, target, start));
  EXPECT_LT(elsewhere_after, elsewhere_before);  // before and after: no balloon to be seen
  EXPECT_GT(p.elsewhere(end), 0);                // paired with the same fall of demand: there is
}

}  // namespace
}  // namespace balloon::model
