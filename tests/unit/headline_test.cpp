// Headline figures: every strategy by horizon, structure and channel.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "io/headline_run.hpp"
#include "io/world_reader.hpp"

namespace balloon {
namespace {

const std::vector<Headline>& few_members() {
  static const std::vector<Headline> value = [] {
    Faults faults;
    const auto world = read_world(embedded_files(), faults);
    analysis::RunOptions options;
    options.members = 6;
    auto found = run_headlines(*world, embedded_scenarios(false), options, {}, nullptr, faults);
    EXPECT_TRUE(faults.empty());
    return found;
  }();
  return value;
}

TEST(Headlines, EveryStrategyHasAllHorizonsAndChannels) {
  ASSERT_EQ(few_members().size(), std::size(strategies));
  std::set<std::string> names;
  for (const auto& c : channels()) EXPECT_TRUE(names.insert(c.name).second) << c.name;
  for (const auto& h : few_members()) {
    EXPECT_EQ(h.ledger.rows.size(), std::size(analysis::ledger_horizons)) << h.name;
    EXPECT_EQ(h.without.size() + 1, channels().size());
  }
}

TEST(Headlines, WithoutPricesAClosedAirBridgeMovesNothing) {
  // The bridge acts on the price of base alone: without that channel nothing grows elsewhere.
  const auto& bridge = few_members().back();
  EXPECT_GT(bridge.ledger.rows.back().gain.median, 100);
  for (const auto& [name, ledger] : bridge.without) {
    if (name != "price" && name != "all") continue;
    EXPECT_EQ(ledger.rows.back().gain.median, 0) << name;
    EXPECT_EQ(ledger.rows.back().net.low90, 0) << name;
  }
}

TEST(Headlines, TheDocumentHasARowForEach) {
  const auto text = headline_markdown(few_members(), 6, "priors");
  for (const auto& s : strategies) EXPECT_NE(text.find(s.name), std::string::npos);
  for (const auto& c : channels())
    if (c.name != "none (all on)") {
      EXPECT_NE(text.find("| " + c.name + " |"), std::string::npos) << c.name;
    }
  EXPECT_EQ(text.find("nan"), std::string::npos) << text;
}

}  // namespace
}  // namespace balloon
