// Outcome records and the layout of rows.
#include "model/outcomes.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "model/recorder.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::model {
namespace {

TEST(OutcomesTest, RecordsAreWholeAndNamesUnique) {
  std::set<std::string> names;
  for (const auto& r : outcomes) {
    EXPECT_TRUE(names.insert(r.name).second) << r.name;
    EXPECT_STRNE(r.unit, "") << r.name;
    EXPECT_STRNE(r.meaning, "") << r.name;
  }
  EXPECT_STREQ(outcomes[o_coca_area].name, "coca_area");
  EXPECT_STREQ(outcomes[o_balance_error].name, "balance_error");
}

/// Slots of both cadences, each used once, none left out.
void expect_tiled(const World& world, const OutcomeLayout& layout) {
  std::vector<int> monthly(static_cast<std::size_t>(layout.monthly_width)),
      yearly(static_cast<std::size_t>(layout.yearly_width));
  for (int i = 0; i < outcome_count; ++i) {
    EXPECT_EQ(layout.places[i], outcome_places(world, static_cast<Outcome>(i)));
    if (!layout.recorded[i]) continue;
    auto& row = outcomes[i].cadence == Cadence::monthly ? monthly : yearly;
    for (int k = 0; k < layout.places[i]; ++k) {
      const auto at = static_cast<std::size_t>(layout.offset[i] + k);
      ASSERT_LT(at, row.size());
      ++row[at];
    }
  }
  for (const int used : monthly) EXPECT_EQ(used, 1);
  for (const int used : yearly) EXPECT_EQ(used, 1);
}

TEST(OutcomesTest, ALayoutTilesItsRows) {
  const auto& world = test::shipped_world();
  expect_tiled(world, make_layout(world, nullptr));
  bool chosen[outcome_count] = {};
  chosen[o_coca_area] = chosen[o_balance_error] = chosen[o_spending] = chosen[o_consumption] = true;
  const auto few = make_layout(world, chosen);
  expect_tiled(world, few);
  const int zones = static_cast<int>(world.zones.size()),
            markets = static_cast<int>(world.markets.size());
  EXPECT_EQ(few.monthly_width, zones + markets);
  EXPECT_EQ(few.yearly_width, hub_count + 1);
  EXPECT_FALSE(few.recorded[o_leaf]);
}

TEST(OutcomesTest, PlacesAreThoseOfTheWorld) {
  const auto world = test::small_world();
  EXPECT_EQ(outcome_places(world, o_coca_area), 7);
  EXPECT_EQ(outcome_places(world, o_base_price), hub_count);
  EXPECT_EQ(outcome_places(world, o_corridor_flow), 2);
  EXPECT_EQ(outcome_places(world, o_retail_price), 2);
  EXPECT_EQ(outcome_places(world, o_group_strength), 1);
  EXPECT_EQ(outcome_places(world, o_donor_spending), donor_count);
  EXPECT_EQ(outcome_places(world, o_source_elasticity), 1);
}

TEST(OutcomesTest, RowsHoldTheLargestWorld) {
  World world = test::small_world();
  world.zones.resize(max_zones);
  world.corridors.resize(max_corridors);
  world.markets.resize(max_markets);
  world.groups.resize(max_groups);
  const auto layout = make_layout(world, nullptr);
  EXPECT_LE(layout.monthly_width, max_row);
  EXPECT_LE(layout.yearly_width, max_row);
}

}  // namespace
}  // namespace balloon::model
