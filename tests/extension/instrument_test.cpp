// Instruments in files of their own, in a program compiled with three of them: scenarios name them,
// they do what they say, they cost what was paid, and where they are not pulled not a bit changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "analysis/ledger.hpp"
#include "core/hash.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"

namespace balloon {
namespace {

using analysis::Ensemble;

const model::World& world() {
  static const model::World w = [] {
    Faults faults;
    return read_world(embedded_files(), faults).value();
  }();
  return w;
}

Scenario scenario(const std::string& levers) {
  Faults faults;
  auto s = load_scenario_text("test.toml",
                              "schema = 1\nname = \"test\"\nextends = \"history\"\n"
                              "title = { en = \"Test\" }\n" +
                                  levers,
                              world(), embedded_scenarios(false), faults);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  return s.value();
}

Ensemble run(const model::Policy& policy, int members = 6) {
  analysis::RunOptions options;
  options.members = members;
  options.to = month_index(2016, 12);
  return analysis::simulate(world(), policy, options, {}, nullptr);
}

const Scenario& history() {
  static const Scenario s = scenario("");
  return s;
}
const Ensemble& history_run() {
  static const Ensemble e = run(history().policy);
  return e;
}

double coca_of(const Ensemble& e, const std::string& country, int month) {
  double sum = 0;
  for (int m = 0; m < e.result.members; ++m)
    for (std::size_t z = 0; z < world().zones.size(); ++z)
      if (world().countries[static_cast<std::size_t>(world().zones[z].country)] == country)
        sum += static_cast<double>(e.monthly(model::o_coca_area, m, static_cast<int>(z), month));
  return sum / e.result.members;
}

TEST(AddedInstrument, ChangesNoBitWhereItIsNotPulled) {
  std::ifstream golden("tests/golden/outcomes.csv");
  const std::string mark = "history,outcome_hash,,,";
  std::string line;
  while (std::getline(golden, line) && !line.starts_with(mark)) {
  }
  ASSERT_TRUE(line.starts_with(mark));
  EXPECT_EQ(hex64(run(history().policy, 16).result.outcome_hash()), line.substr(mark.size()));
}

TEST(AddedInstrument, LessCocaIsGrownWhereLandIsPaidFor) {
  const auto paid = scenario(
      "[[lever]]\ninstrument = \"conservation_payment\"\nplace = \"PER\"\nfrom = \"2010\"\n"
      "to = \"2016\"\nquantity = \"100 MUSD\"\nper = \"year\"\ndonor = \"EU\"\n");
  const auto e = run(paid.policy);
  const int december = month_index(2016, 12);
  EXPECT_LT(coca_of(e, "PER", december), 0.97 * coca_of(history_run(), "PER", december));
  // Money: all of it, and from the donor.
  for (int m = 0; m < e.result.members; ++m) {
    const double more =
        static_cast<double>(e.yearly(model::o_spending, m, model::per, 2012)) -
        static_cast<double>(history_run().yearly(model::o_spending, m, model::per, 2012));
    EXPECT_NEAR(more, 100e6, 1e6);
    const double given =
        static_cast<double>(e.yearly(model::o_donor_spending, m, 2, 2012)) -
        static_cast<double>(history_run().yearly(model::o_donor_spending, m, 2, 2012));
    EXPECT_NEAR(given, 100e6, 1e6);
  }
  // The ledger counts the country's zones as squeezed.
  const auto target = analysis::target_of(world(), paid.policy, history().policy);
  for (std::size_t z = 0; z < world().zones.size(); ++z)
    EXPECT_EQ(std::count(target.begin(), target.end(), static_cast<int>(z)),
              world().zones[z].country == model::per ? 1 : 0)
        << world().zones[z].id;
}

TEST(AddedInstrument, APaymentInOneZoneActsThere) {
  const auto paid = scenario(
      "[[lever]]\ninstrument = \"conservation_payment\"\nplace = \"PE-VRAEM\"\nfrom = \"2010\"\n"
      "to = \"2016\"\nquantity = \"40 MUSD\"\nper = \"year\"\n");
  const auto e = run(paid.policy);
  int vraem = 0;
  while (world().zones[static_cast<std::size_t>(vraem)].id != "PE-VRAEM") ++vraem;
  for (int m = 0; m < e.result.members; ++m)
    EXPECT_LT(e.monthly(model::o_coca_area, m, vraem, month_index(2015, 12)),
              history_run().monthly(model::o_coca_area, m, vraem, month_index(2015, 12)));
}

TEST(AddedInstrument, CorridorsAndMarketsHaveTheirHooks) {
  const auto levers = scenario(
      "[[lever]]\ninstrument = \"port_inspection\"\nplace = \"CONTAINER\"\nfrom = \"2005\"\n"
      "to = \"2016\"\nlevel = 1.0\n"
      "[[lever]]\ninstrument = \"drug_campaign\"\nplace = \"USA\"\nfrom = \"2005\"\nto = \"2016\"\n"
      "level = 1.0\n");
  const auto e = run(levers.policy);
  const auto place = [](const auto& all, const char* id) {
    int i = 0;
    while (all[static_cast<std::size_t>(i)].id != id) ++i;
    return i;
  };
  const int container = place(world().corridors, "CONTAINER"), usa = place(world().markets, "USA");
  double less_load = 0, less_taken = 0;
  for (int m = 0; m < e.result.members; ++m)
    for (int t = month_index(2008, 1); t < month_index(2016, 12); ++t) {
      less_load +=
          static_cast<double>(history_run().monthly(model::o_corridor_flow, m, container, t) -
                              e.monthly(model::o_corridor_flow, m, container, t));
      less_taken += static_cast<double>(history_run().monthly(model::o_consumption, m, usa, t) -
                                        e.monthly(model::o_consumption, m, usa, t));
    }
  EXPECT_GT(less_load, 0);
  EXPECT_GT(less_taken, 0);
}

}  // namespace
}  // namespace balloon
