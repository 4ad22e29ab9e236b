// Scenarios put together from a cached beginning are those put together anew.
#include <gtest/gtest.h>

#include "io/scenario.hpp"
#include "io/world_reader.hpp"

namespace balloon {
namespace {

TEST(ScenarioCacheTest, GivesTheSamePolicies) {
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  ASSERT_TRUE(world);
  const auto plain = embedded_scenarios(false);
  auto cached = plain;
  cached.cache = make_scenario_cache();
  for (int round = 0; round < 2; ++round)
    for (const auto& id : {"humala-2012", "history", "plan-colombia-to-peru", "humala-goal"}) {
      const auto a = load_scenario(id, *world, plain, faults);
      const auto b = load_scenario(id, *world, cached, faults);
      ASSERT_TRUE(a && b);
      EXPECT_EQ(a->hash, b->hash) << id;
      EXPECT_EQ(a->chain, b->chain);
      EXPECT_EQ(a->sources, b->sources);
    }
  EXPECT_TRUE(faults.empty());
}

TEST(ScenarioCacheTest, KeepsNothingOfAScenarioWithFaults) {
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  ASSERT_TRUE(world);
  auto source = embedded_scenarios(false);
  source.cache = make_scenario_cache();
  const char* bad =
      "schema = 1\nname = \"x\"\nextends = \"history\"\ntitle = { en = \"x\" }\n[[lever]]\n"
      "instrument = \"eradication_manual\"\nplace = \"nowhere\"\nfrom = \"2024\"\nto = \"2024\"\n"
      "quantity = \"1 ha\"\n";
  EXPECT_FALSE(load_scenario_text("x.toml", bad, *world, source, faults));
  Faults none;
  const auto good = load_scenario("status-quo", *world, source, none);
  const auto plain = load_scenario("status-quo", *world, embedded_scenarios(false), none);
  ASSERT_TRUE(good && plain);
  EXPECT_EQ(good->hash, plain->hash);
}

}  // namespace
}  // namespace balloon
