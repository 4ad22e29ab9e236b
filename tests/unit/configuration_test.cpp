// A configuration's hash follows everything that decides a score, and nothing else.
#include "io/configuration.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

Configuration some() {
  Configuration c;
  c.calibration = "members 120 steps 4; data abc";
  c.origins = {1998, 2002};
  c.structures = {0, 5};
  c.targets = {"area_un/COL/1999", "leaf_price/PER/2000"};
  c.data = "abc";
  c.model = "def";
  return c;
}

TEST(Configuration, EveryPartChangesTheHash) {
  std::set<std::string> hashes{configuration_hash(some())};
  const auto changed = [&](auto change) {
    auto c = some();
    change(c);
    EXPECT_TRUE(hashes.insert(configuration_hash(c)).second) << configuration_text(c);
  };
  changed([](auto& c) { c.calibration += "x"; });
  changed([](auto& c) { c.origins.pop_back(); });
  changed([](auto& c) { c.structures = {0, 4}; });
  changed([](auto& c) { c.targets.pop_back(); });
  changed([](auto& c) { c.targets.back() = "leaf_price/PER/2001"; });
  changed([](auto& c) { c.change = "price 0"; });
  changed([](auto& c) { c.forecast_seed = 1; });
  changed([](auto& c) { c.data = "abd"; });
  changed([](auto& c) { c.model = "deg"; });
  changed([](auto& c) { c.plan.leads = 4; });
  changed([](auto& c) { c.plan.last_scored = 2018; });
  changed([](auto& c) { c.plan.learn_from = 4; });
  changed([](auto& c) { c.plan.pool = 0.4; });
  changed([](auto& c) { c.plan.share_pool = 0.5; });
  changed([](auto& c) { c.plan.share_gain = 0; });
  changed([](auto& c) { c.plan.anchor_years = 0; });
  changed([](auto& c) { c.plan.draws = 100; });
  changed([](auto& c) { c.plan.seed = 1; });
  changed([](auto& c) { c.plan.rule.anchor = 0.6; });
  changed([](auto& c) { c.plan.rule.noise = 0.06; });
  changed([](auto& c) { c.plan.rule.region_noise = 0.2; });
  changed([](auto& c) { c.plan.rule.other_noise = 0.2; });
  changed([](auto& c) { c.plan.rule.seed = 1; });
  EXPECT_EQ(configuration_hash(some()), configuration_hash(some()));
  EXPECT_EQ(configuration_hash(some()).size(), 16U);
}

TEST(Configuration, TheModelsHashFollowsWhatItDoes) {
  const auto& world = test::shipped_world();
  const auto policy = test::quiet_policy(world);
  auto other = world;
  other.drivers.leaf_yield[0][100] *= 1.01;
  auto sprayed = policy;
  sprayed.structure.price = 0;
  const auto hash = model_hash(world, policy);
  EXPECT_EQ(hash, model_hash(world, policy));
  EXPECT_NE(hash, model_hash(other, policy));
  EXPECT_NE(hash, model_hash(world, sprayed));
}

}  // namespace
}  // namespace balloon
