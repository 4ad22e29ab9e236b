// What the scenarios in scenarios/ say, and that pairs differ only in what is meant.
#include <gtest/gtest.h>

#include <set>

#include "io/csv.hpp"
#include "io/scenario.hpp"
#include "model/parameters.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using model::Policy;

const Scenario& shipped_scenario(const std::string& id) {
  static std::map<std::string, Scenario> all;
  const auto known = all.find(id);
  if (known != all.end()) return known->second;
  Faults faults;
  auto scenario = load_scenario(id, test::shipped_world(), embedded_scenarios(false), faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  if (!scenario) {
    scenario.emplace();
    scenario->policy = Policy(static_cast<int>(test::shipped_world().zones.size()));
  }
  return all[id] = std::move(*scenario);
}

/// Every (instrument, place) in which two policies differ in the months [from, to).
std::set<std::string> differences(const Policy& a, const Policy& b, int from, int to) {
  std::set<std::string> out;
  for (int k = 0; k < model::instrument_count; ++k) {
    const auto i = static_cast<model::Instrument>(k);
    const std::string name = model::instruments[k].name;
    for (int t = from; t < to; ++t) {
      for (int p = 0; p < a.place_count(i); ++p) {
        if (a.quantity(i, p, t) == b.quantity(i, p, t) && a.money(i, p, t) == b.money(i, p, t))
          continue;
        std::string place = std::to_string(p);
        if (model::instruments[k].place == model::PlaceKind::zone)
          place = test::shipped_world().countries[static_cast<std::size_t>(
              test::shipped_world().zones[static_cast<std::size_t>(p)].country)];
        if (model::instruments[k].place == model::PlaceKind::hub) place = model::hub_ids[p];
        out.insert(name + " " + place);
      }
      for (int h = 0; h < model::hub_count; ++h) {
        if (a.national(i, h, t) != b.national(i, h, t)) out.insert(name + " " + model::hub_ids[h]);
      }
    }
  }
  return out;
}

std::set<std::string> places_of(const std::set<std::string>& differences) {
  std::set<std::string> places;
  for (const auto& text : differences) places.insert(text.substr(text.find(' ') + 1));
  return places;
}

double hectares(const Policy& policy, model::Instrument i, int country, int year) {
  double sum = 0;
  for (int t = month_index(year, 1); t < month_index(year + 1, 1); ++t) {
    for (std::size_t z = 0; z < test::shipped_world().zones.size(); ++z) {
      if (test::shipped_world().zones[z].country == country)
        sum += policy.quantity(i, static_cast<int>(z), t);
    }
    sum += policy.national(i, country, t);
  }
  return sum;
}

/// USD of a year in Peru and on treatment, quantities at the middle of their unit costs.
double money(const Policy& policy, int year) {
  using model::P;
  const auto cost = [](P p) { return model::parameters[static_cast<int>(p)].middle; };
  double usd =
      hectares(policy, model::eradication_manual, model::per, year) * cost(P::cost_manual) +
      hectares(policy, model::alternative_development, model::per, year) +
      hectares(policy, model::state_presence, model::per, year);
  for (int t = month_index(year, 1); t < month_index(year + 1, 1); ++t) {
    usd += policy.quantity(model::source_interdiction, model::per, t) +
           policy.quantity(model::precursor_control, model::per, t) * cost(P::cost_precursor) / 12;
    for (int m = 0; m < 4; ++m) usd += policy.quantity(model::treatment, m, t);
  }
  return usd;
}

TEST(ShippedScenarios, AllLoadAndAreListed) {
  const auto source = embedded_scenarios(false);
  EXPECT_GE(source.ids.size(), 17u);
  Faults faults;
  const auto list = list_scenarios(source, faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(list.size(), source.ids.size());
  for (std::size_t k = 0; k < list.size(); ++k) {
    EXPECT_EQ(list[k].id, source.ids[k]) << "the name is the file's";
    EXPECT_EQ(list[k].title.count("en"), 1u);
    EXPECT_EQ(list[k].title.count("es"), 1u) << list[k].id;
    EXPECT_EQ(list[k].summary.count("es"), 1u) << list[k].id;
    EXPECT_NE(shipped_scenario(list[k].id).hash, 0u);
  }
}

TEST(ShippedScenarios, HistoryHoldsItsLastYear) {
  const auto& p = shipped_scenario("history").policy;
  for (int year : {2024, 2035})
    EXPECT_NEAR(hectares(p, model::eradication_manual, model::per, year),
                hectares(p, model::eradication_manual, model::per, 2023), 1e-6);
  EXPECT_GT(hectares(p, model::eradication_manual, model::col, 2030), 0);
  EXPECT_EQ(differences(p, shipped_scenario("status-quo").policy, 0, month_count).size(), 0u);
  EXPECT_NEAR(hectares(p, model::alternative_development, model::per, 2030),
              hectares(p, model::alternative_development, model::per, 2022), 1);
}

TEST(ShippedScenarios, HumalaDiffersFromItsReferenceOnlyInPeruFrom2012) {
  const auto& reference = shipped_scenario("humala-reference").policy;
  const int start = month_index(2012, 1);
  for (const char* id : {"humala-2012", "humala-goal", "humala-200-on-10000", "humala-200-on-14000",
                         "coffee-and-cocoa"}) {
    const auto& p = shipped_scenario(id).policy;
    EXPECT_TRUE(differences(p, reference, 0, start).empty()) << id;
    EXPECT_EQ(places_of(differences(p, reference, start, month_count)),
              std::set<std::string>{"PER"})
        << id;
    if (std::string(id).substr(0, 6) == "humala") {
      EXPECT_EQ(p.target_zones, reference.target_zones);
    }
    EXPECT_EQ(p.window_start, start);
  }
  EXPECT_EQ(differences(shipped_scenario("demand-first").policy, reference, 0, month_count),
            (std::set<std::string>{"treatment 0", "treatment 1"}));
}

TEST(ShippedScenarios, HumalaHectares) {
  const auto ha = [](const char* id, int year) {
    return hectares(shipped_scenario(id).policy, model::eradication_manual, model::per, year);
  };
  for (int year = 2011; year <= 2035; ++year)
    EXPECT_NEAR(ha("humala-reference", year), 10290, 1e-6);
  EXPECT_NEAR(ha("humala-2012", 2012), 14234, 1e-6);
  EXPECT_NEAR(ha("humala-2012", 2015), 35868, 1e-6);
  EXPECT_NEAR(ha("humala-2012", 2016), ha("humala-2012", 2035), 1e-6);
  EXPECT_NEAR(ha("humala-goal", 2012), 14000, 1e-6);
  EXPECT_NEAR(ha("humala-goal", 2013), 22000, 1e-6);
  EXPECT_NEAR(ha("humala-200-on-10000", 2016), 30000, 1e-6);
  EXPECT_NEAR(ha("humala-200-on-14000", 2016), 42000, 1e-6);
  EXPECT_NEAR(ha("humala-200-on-14000", 2030), 42000, 1e-6);
  EXPECT_EQ(differences(shipped_scenario("humala-goal").policy,
                        shipped_scenario("humala-2012").policy, 0, month_count),
            std::set<std::string>{"eradication_manual PER"});
}

TEST(ShippedScenarios, TheSameMoneyElsewhere) {
  for (int year : {2012, 2013, 2014, 2015, 2016, 2017, 2030}) {
    const double spent = money(shipped_scenario("humala-2012").policy, year);
    const double extra = spent - money(shipped_scenario("humala-reference").policy, year);
    EXPECT_GT(extra, 1e8);
    EXPECT_NEAR(money(shipped_scenario("coffee-and-cocoa").policy, year), spent, 0.02 * extra)
        << year;
    EXPECT_NEAR(money(shipped_scenario("demand-first").policy, year), spent, 0.02 * extra) << year;
  }
}

TEST(ShippedScenarios, PlanColombiaMovesItsEffortToPeru) {
  const auto& with = shipped_scenario("history").policy;
  const auto& without = shipped_scenario("no-plan-colombia").policy;
  const auto& moved = shipped_scenario("plan-colombia-to-peru").policy;
  EXPECT_EQ(places_of(differences(moved, without, 0, month_count)), std::set<std::string>{"PER"});
  for (int year : {2000, 2002, 2006, 2010}) {
    const double colombia = hectares(with, model::eradication_aerial, model::col, year);
    const double base = hectares(without, model::eradication_aerial, model::col, year);
    EXPECT_NEAR(hectares(moved, model::eradication_aerial, model::per, year), colombia - base, 1)
        << year;
  }
  EXPECT_TRUE(differences(with, without, month_index(2016, 1), month_count).empty());
}

TEST(ShippedScenarios, CounterfactualsDifferOnlyWhereTheySay) {
  const auto only = [](const char* a, const char* b) {
    return differences(shipped_scenario(a).policy, shipped_scenario(b).policy, 0, month_count);
  };
  EXPECT_EQ(only("air-bridge-open", "history"), std::set<std::string>{"air_interdiction 0"});
  EXPECT_EQ(only("no-spray-stop", "history"), std::set<std::string>{"eradication_aerial COL"});
  EXPECT_EQ(only("plan-dignidad", "no-plan-dignidad"),
            (std::set<std::string>{"alternative_development BOL", "eradication_manual BOL"}));
  EXPECT_EQ(only("pnis", "no-pnis"),
            (std::set<std::string>{"alternative_development COL", "eradication_voluntary COL",
                                   "substitution_announced COL"}));
  EXPECT_EQ(only("hemispheric", "humala-2012"),
            (std::set<std::string>{"alternative_development BOL", "alternative_development COL",
                                   "eradication_manual BOL", "eradication_manual COL",
                                   "state_presence BOL", "state_presence COL"}));
}

TEST(ShippedScenarios, TheSchemaNamesEveryInstrument) {
  const auto schema = scenario_json_schema();
  for (const auto& record : model::instruments)
    EXPECT_NE(schema.find(record.name), std::string::npos) << record.name;
  EXPECT_EQ(schema.find("null"), std::string::npos);
}

}  // namespace
}  // namespace balloon
