#include "io/scenario.hpp"

#include <gtest/gtest.h>

#include <set>

#include "io/csv.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using model::Policy;

int zone(const std::string& id) {
  for (std::size_t z = 0; z < test::shipped_world().zones.size(); ++z) {
    if (test::shipped_world().zones[z].id == id) return static_cast<int>(z);
  }
  ADD_FAILURE() << "no zone " << id;
  return 0;
}

/// A source with given files only: "history.csv" and shipped scenarios by id.
ScenarioSource source_of(std::map<std::string, std::string> texts) {
  ScenarioSource source;
  for (const auto& [path, text] : texts) {
    if (path.substr(0, 10) == "scenarios/") source.ids.push_back(path.substr(10, path.size() - 15));
  }
  source.files = [texts =
                      std::move(texts)](std::string_view path) -> std::optional<std::string_view> {
    const auto found = texts.find(std::string(path));
    if (found == texts.end()) return std::nullopt;
    return found->second;
  };
  return source;
}

const std::string head = "schema = 1\nname = \"test\"\ntitle = { en = \"A test\" }\n";

/// A base that holds 1,200 ha a year in the Huallaga, 600 in the VRAEM and 365 nationally in
/// 2012-13.
const std::string base =
    "schema = 1\nname = \"base\"\ntitle = { en = \"A base\" }\n" + std::string(R"(
[[lever]]
instrument = "eradication_manual"
place = "PE-HUALLAGA"
from = "2012"
to = "2013"
quantity = "100 ha"
per = "month"
donor = "USA"
[[lever]]
instrument = "eradication_manual"
place = "PE-VRAEM"
from = "2012"
to = "2013"
quantity = "50 ha"
per = "month"
[[lever]]
instrument = "eradication_manual"
place = "PER"
from = "2012"
to = "2013"
mode = "add"
quantity = "30 ha"
per = "month"
)");

Scenario compile(const std::string& body, const std::string& extends = "") {
  Faults faults;
  auto scenario = load_scenario_text(
      "test.toml", head + (extends.empty() ? "" : "extends = \"" + extends + "\"\n") + body,
      test::shipped_world(), source_of({{"scenarios/base.toml", base}}), faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  if (!scenario) {
    scenario.emplace();
    scenario->policy = Policy(static_cast<int>(test::shipped_world().zones.size()));
  }
  return std::move(*scenario);
}

/// The messages of a scenario that must be refused.
std::string refusal(const std::string& body, const std::string& extends = "") {
  Faults faults;
  const auto scenario = load_scenario_text(
      "test.toml", head + (extends.empty() ? "" : "extends = \"" + extends + "\"\n") + body,
      test::shipped_world(), source_of({{"scenarios/base.toml", base}}), faults);
  EXPECT_FALSE(scenario);
  std::string all;
  for (const auto& fault : faults.list()) all += to_string(fault) + "\n";
  EXPECT_FALSE(all.empty());
  return all;
}

std::string lever(const std::string& instrument, const std::string& place, const std::string& from,
                  const std::string& to, const std::string& rest) {
  return "\n[[lever]]\ninstrument = \"" + instrument +
         "\"\nplace = " + (place[0] == '[' ? place : "\"" + place + "\"") + "\nfrom = \"" + from +
         "\"\nto = \"" + to + "\"\n" + rest + "\n";
}

double manual(const Scenario& s, const char* id, int year, int month) {
  return s.policy.quantity(model::eradication_manual, zone(id), month_index(year, month));
}

double national(const Scenario& s, int year, int month) {
  return s.policy.national(model::eradication_manual, model::per, month_index(year, month));
}

TEST(Scenario, TotalsAreSpreadOverDays) {
  const auto s = compile(lever("eradication_manual", "PE-HUALLAGA", "2012-01-31", "2012-02-29",
                               "quantity = \"60 ha\""));
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 2);
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 2), 58);
  EXPECT_EQ(manual(s, "PE-HUALLAGA", 2012, 3), 0);
}

TEST(Scenario, RatesAreByMonthOrByYear) {
  const auto s = compile(lever("eradication_manual", "PE-HUALLAGA", "2012-01-01", "2012-02-15",
                               "quantity = \"310 ha\"\nper = \"month\"") +
                         lever("eradication_manual", "PE-VRAEM", "2013", "2013",
                               "quantity = \"365 ha\"\nper = \"year\""));
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 310);
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 2), 310 * 15.0 / 29);
  EXPECT_DOUBLE_EQ(manual(s, "PE-VRAEM", 2013, 2), 28);
}

TEST(Scenario, LevelsAreWeightedByTime) {
  const auto s =
      compile(lever("precursor_control", "PER", "2012-04-16", "2012-05-31", "level = 0.4"));
  EXPECT_DOUBLE_EQ(s.policy.quantity(model::precursor_control, model::per, month_index(2012, 4)),
                   0.2);
  EXPECT_DOUBLE_EQ(s.policy.quantity(model::precursor_control, model::per, month_index(2012, 5)),
                   0.4);
}

TEST(Scenario, TheSuspensionOfAugust2011IsNineDays) {
  Faults faults;
  const auto s = load_scenario("history", test::shipped_world(), embedded_scenarios(false), faults);
  ASSERT_TRUE(s);
  // 5,688 ha over 220 days to 8 August, 4,602 ha over 136 days from 18 August.
  const double before = 5688.0 / 220, after = 4602.0 / 136;
  EXPECT_NEAR(manual(*s, "PE-HUALLAGA", 2011, 8), before * 8 + after * 14, 1e-9);
  EXPECT_NEAR(manual(*s, "PE-HUALLAGA", 2011, 7), before * 31, 1e-9);
  double year = 0;
  for (int m = 1; m <= 12; ++m) year += manual(*s, "PE-HUALLAGA", 2011, m);
  EXPECT_NEAR(year, 10290, 1e-6);
}

TEST(Scenario, ReplaceAtAZoneLeavesOtherZonesAndTheCountry) {
  const auto s = compile(
      lever("eradication_manual", "PE-HUALLAGA", "2012-01-01", "2012-01-31", "quantity = \"7 ha\""),
      "base");
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 7);
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 2), 100);
  EXPECT_DOUBLE_EQ(manual(s, "PE-VRAEM", 2012, 1), 50);
  EXPECT_DOUBLE_EQ(national(s, 2012, 1), 30);
}

TEST(Scenario, ReplaceAtACountryReplacesItsZonesToo) {
  const auto s = compile(
      lever("eradication_manual", "PER", "2012-01", "2012-01", "quantity = \"500 ha\""), "base");
  EXPECT_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 0);
  EXPECT_EQ(manual(s, "PE-VRAEM", 2012, 1), 0);
  EXPECT_DOUBLE_EQ(national(s, 2012, 1), 500);
  EXPECT_DOUBLE_EQ(national(s, 2012, 2), 30);
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 2), 100);
}

TEST(Scenario, PartOfAMonthIsReplacedByItsDays) {
  const auto s = compile(
      lever("eradication_manual", "PE-HUALLAGA", "2012-06-16", "2012-06-30", "quantity = \"9 ha\""),
      "base");
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2012, 6), 100 * 0.5 + 9);
}

TEST(Scenario, AddAndScaleWorkOnWhatIsThere) {
  const auto added = compile(lever("eradication_manual", "PE-HUALLAGA", "2012-01", "2012-01",
                                   "quantity = \"11 ha\"\nmode = \"add\""),
                             "base");
  EXPECT_DOUBLE_EQ(manual(added, "PE-HUALLAGA", 2012, 1), 111);
  const auto scaled = compile(
      lever("eradication_manual", "PER", "2012-01-01", "2012-02-15", "scale = 3.0"), "base");
  EXPECT_DOUBLE_EQ(manual(scaled, "PE-HUALLAGA", 2012, 1), 300);
  EXPECT_DOUBLE_EQ(manual(scaled, "PE-VRAEM", 2012, 1), 150);
  EXPECT_DOUBLE_EQ(national(scaled, 2012, 1), 90);
  EXPECT_DOUBLE_EQ(manual(scaled, "PE-HUALLAGA", 2012, 2), 100 * (1 + 2 * 15.0 / 29));
}

TEST(Scenario, ScaleToATotalKeepsTheMix) {
  const auto s = compile(lever("eradication_manual", "PER", "2012", "2012",
                               "quantity = \"4320 ha\"\nmode = \"scale\""),
                         "base");  // 2,160 ha before
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2012, 7), 200, 1e-9);
  EXPECT_NEAR(manual(s, "PE-VRAEM", 2012, 7), 100, 1e-9);
  EXPECT_NEAR(national(s, 2012, 7), 60, 1e-9);
  EXPECT_DOUBLE_EQ(manual(s, "PE-HUALLAGA", 2013, 1), 100);
}

TEST(Scenario, RampsAreLinearInDays) {
  const auto s = compile(lever("eradication_manual", "PE-HUALLAGA", "2013-01-01", "2013-12-31",
                               "quantity = \"200 ha\"\nper = \"month\"\nramp = \"linear\"\n"
                               "start = \"100 ha\"") +
                         lever("precursor_control", "PER", "2013-01-01", "2013-12-31",
                               "level = 0.8\nramp = \"linear\"\nstart = 0.4"));
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2013, 1), 100 + 100 * 15.5 / 365, 1e-9);
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2013, 12), 100 + 100 * (334 + 15.5) / 365, 1e-9);
  EXPECT_NEAR(s.policy.quantity(model::precursor_control, model::per, month_index(2013, 12)),
              0.4 + 0.4 * (334 + 15.5) / 365, 1e-12);
}

TEST(Scenario, AListNeedsASplit) {
  const std::string two = "[\"PE-HUALLAGA\", \"PE-VRAEM\"]";
  EXPECT_NE(refusal(lever("eradication_manual", two, "2012", "2012", "quantity = \"12 ha\""))
                .find("lever[1].split: say how the quantity is shared"),
            std::string::npos);
  const auto january = [&](const std::string& split) {
    return compile(lever("eradication_manual", two, "2012-01", "2012-01",
                         "quantity = \"12 ha\"\nsplit = " + split));
  };
  EXPECT_DOUBLE_EQ(manual(january("\"equal\""), "PE-VRAEM", 2012, 1), 6);
  EXPECT_DOUBLE_EQ(manual(january("\"each\""), "PE-VRAEM", 2012, 1), 12);
  EXPECT_DOUBLE_EQ(manual(january("{ PE-VRAEM = 0.25, PE-HUALLAGA = 0.75 }"), "PE-VRAEM", 2012, 1),
                   3);
}

TEST(Scenario, ASplitTurnsACountryIntoZones) {
  const auto s = compile(lever("eradication_manual", "PER", "2012-01", "2012-01",
                               "quantity = \"10 ha\"\nsplit = { PE-VRAEM = 1.0 }"),
                         "base");
  EXPECT_DOUBLE_EQ(manual(s, "PE-VRAEM", 2012, 1), 10);
  EXPECT_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 0);
  EXPECT_EQ(national(s, 2012, 1), 0);
}

TEST(Scenario, HoldRepeatsTheMonthlyMeanOfAYear) {
  const auto s = compile(lever("eradication_manual", "PE-HUALLAGA", "2011-07-01", "2011-12-31",
                               "quantity = \"1200 ha\"\ndonor = \"USA\"") +
                         "\n[[hold]]\ninstrument = \"eradication_manual\"\nplace = \"PER\"\n"
                         "year = 2011\nfrom = \"2012-01-01\"\nto = \"2012-03-15\"\n");
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2012, 1), 100, 1e-9);
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2012, 3), 100 * 15.0 / 31, 1e-9);
  EXPECT_EQ(manual(s, "PE-HUALLAGA", 2012, 4), 0);
  EXPECT_DOUBLE_EQ(s.policy.funding(model::eradication_manual, model::per, 1, month_index(2012, 1)),
                   1);
}

TEST(Scenario, DonorsAreWeighedByWhatTheyPay) {
  const auto s = compile("", "base");
  const int t = month_index(2012, 1);
  EXPECT_DOUBLE_EQ(s.policy.funding(model::eradication_manual, model::per, 1, t), 100.0 / 180);
  EXPECT_DOUBLE_EQ(s.policy.funding(model::eradication_manual, model::per, 0, t), 80.0 / 180);
  EXPECT_DOUBLE_EQ(s.policy.funding(model::eradication_manual, model::col, 0, t), 1);
  const auto mixed = compile(lever("treatment", "USA", "2012", "2012",
                                   "money = \"12 MUSD\"\ndonor = { USA = 0.7, other = 0.3 }"));
  EXPECT_DOUBLE_EQ(mixed.policy.funding(model::treatment, model::hub_count, 3, t), 0.3);
  EXPECT_NEAR(mixed.policy.quantity(model::treatment, 0, t), 12e6 * 31 / 366, 1e-6);
}

TEST(Scenario, MoneyForHectaresStaysMoney) {
  const auto s =
      compile(lever("eradication_manual", "PE-HUALLAGA", "2012", "2012", "money = \"366 kUSD\"") +
              lever("eradication_aerial", "COL", "2012", "2012", "money = \"366 kUSD\""));
  const int t = month_index(2012, 1);
  EXPECT_DOUBLE_EQ(s.policy.money(model::eradication_manual, zone("PE-HUALLAGA"), t), 31e3);
  EXPECT_EQ(manual(s, "PE-HUALLAGA", 2012, 1), 0);
  EXPECT_DOUBLE_EQ(s.policy.national_money(model::eradication_aerial, model::col, t), 31e3);
}

TEST(Scenario, EditsWithoutEffectKeepTheHash) {
  const std::string body =
      lever("eradication_manual", "PE-HUALLAGA", "2012", "2012", "quantity = \"14234 ha\"");
  const auto s = compile(body);
  EXPECT_EQ(compile("# a comment\n" + body).hash, s.hash);
  EXPECT_EQ(compile("note = \"words\"\n" + body + "note = \"more\"\nmode = \"replace\"\n").hash,
            s.hash);
  EXPECT_EQ(compile(lever("eradication_manual", "PE-HUALLAGA", "2012-01", "2012-12-31",
                          "quantity = \"14234.0 ha\"\ndonor = \"national\""))
                .hash,
            s.hash);
  std::set<std::uint64_t> hashes{s.hash};
  hashes.insert(
      compile(lever("eradication_manual", "PE-HUALLAGA", "2012", "2012", "quantity = \"14235 ha\""))
          .hash);
  hashes.insert(
      compile(lever("eradication_manual", "PE-VRAEM", "2012", "2012", "quantity = \"14234 ha\""))
          .hash);
  hashes.insert(compile(body + "donor = \"USA\"\n").hash);
  hashes.insert(compile("[structure]\nsourcing = \"nested\"\n" + body).hash);
  hashes.insert(compile("target = [\"PER\"]\n" + body).hash);
  EXPECT_EQ(hashes.size(), 6u);
}

TEST(Scenario, StructureAllocationAndTargetAreRead) {
  const auto s = compile(R"(target = ["PE-*", "BO-YUNGAS"]
window_start = "2012-01"
[structure]
sourcing = "flat"
pass_through = "prior"
price = false
demand_trend = "fixed"
enforcement_violence = "-"
[allocation]
crops = "adaptive"
corridors = "randomised"
)");
  EXPECT_EQ(s.policy.structure.sourcing, 0);
  EXPECT_EQ(s.policy.structure.pass_through, 2);
  EXPECT_EQ(s.policy.structure.price, 0);
  EXPECT_EQ(s.policy.structure.demand_trend, 0);
  EXPECT_EQ(s.policy.structure.enforcement_violence, -1);
  EXPECT_EQ(s.policy.structure.migration, model::StructureChoice::unset);
  EXPECT_EQ(s.policy.crops, model::Allocation::adaptive);
  EXPECT_EQ(s.policy.corridors, model::Allocation::randomised);
  EXPECT_EQ(s.policy.window_start, month_index(2012, 1));
  EXPECT_EQ(s.policy.target_zones.size(), 16u);
}

TEST(Scenario, StepsApplyInTheOrderOfTheFile) {
  const std::string hold =
      "\n[[hold]]\ninstrument = \"eradication_manual\"\nplace = \"PE-HUALLAGA\"\nyear = 2012\n"
      "from = \"2014\"\nto = \"2014\"\n";
  const std::string more =
      lever("eradication_manual", "PE-HUALLAGA", "2012", "2012", "scale = 2.0");
  EXPECT_NEAR(manual(compile(more + hold, "base"), "PE-HUALLAGA", 2014, 1), 200, 1e-9);
  EXPECT_NEAR(manual(compile(hold + more, "base"), "PE-HUALLAGA", 2014, 1), 100, 1e-9);
}

TEST(Scenario, ALeverMayOverrideAHoldAboveItButNoHoldALever) {
  const std::string hold =
      "\n[[hold]]\ninstrument = \"*\"\nplace = \"PER\"\nyear = 2012\nfrom = \"2014\"\nto = "
      "\"2014\"\n";
  const std::string june =
      lever("eradication_manual", "PE-HUALLAGA", "2014-06", "2014-06", "quantity = \"1 ha\"");
  const auto s = compile(hold + june, "base");
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2014, 5), 100, 1e-9);
  EXPECT_NEAR(manual(s, "PE-HUALLAGA", 2014, 6), 1, 1e-9);
  EXPECT_NEAR(national(s, 2014, 6), 30, 1e-9);
  EXPECT_NE(refusal(june + hold, "base").find("hold[1].place: overlaps with lever[1]"),
            std::string::npos);
  EXPECT_NE(refusal(hold + hold, "base").find("hold[2].place: overlaps with hold[1]"),
            std::string::npos);
}

TEST(Scenario, CountryAndZoneLeversOfOneFileMayNotOverlap) {
  const auto text = refusal(
      lever("eradication_manual", "PER", "2012", "2012", "quantity = \"10 ha\"") +
      lever("eradication_manual", "PE-VRAEM", "2012-12-31", "2013", "quantity = \"10 ha\""));
  EXPECT_NE(text.find("lever[2].place: overlaps with lever[1]"), std::string::npos) << text;
}

TEST(Scenario, FaultsAreAllListedWithLinePathAndSuggestion) {
  const auto text =
      refusal(lever("eradication_manuel", "PE-HUALLAGA", "2012", "2012", "quantity = \"10 ha\"") +
              lever("eradication_manual", "PE-HUALAGA", "2012", "2012", "quantity = \"10 ha\"") +
              lever("eradication_manual", "PE-VRAEM", "2012", "2012", "quantity = \"10 acres\""));
  EXPECT_NE(text.find("test.toml:6: lever[1].instrument: \"eradication_manuel\" is not an "
                      "instrument; did you mean eradication_manual?"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("test.toml:14: lever[2].place: \"PE-HUALAGA\" is unknown; "
                      "eradication_manual acts on a zone or a country; did you mean PE-HUALLAGA?"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("test.toml:24: lever[3].quantity: unknown unit"), std::string::npos) << text;
}

TEST(Scenario, ExtendsBuildsAChainAndStopsAtItsLimits) {
  std::map<std::string, std::string> files;
  for (int k = 0; k < 12; ++k) {
    const std::string id = "s" + std::to_string(k);
    files["scenarios/" + id + ".toml"] =
        "schema = 1\nname = \"" + id + "\"\ntitle = { en = \"x\" }\nsources = [\"all\", \"" + id +
        "\"]\n" + (k > 0 ? "extends = \"s" + std::to_string(k - 1) + "\"\n" : "");
  }
  files["scenarios/loop.toml"] =
      "schema = 1\nname = \"loop\"\ntitle = { en = \"x\" }\nextends = \"pool\"\n";
  files["scenarios/pool.toml"] =
      "schema = 1\nname = \"pool\"\ntitle = { en = \"x\" }\nextends = \"loop\"\n";
  const auto source = source_of(files);
  Faults faults;
  const auto s = load_scenario("s7", test::shipped_world(), source, faults);
  ASSERT_TRUE(s);
  EXPECT_EQ(s->chain.size(), 8u);
  EXPECT_EQ(s->chain.front(), "s0");
  EXPECT_EQ(s->sources.size(), 9u);
  EXPECT_FALSE(load_scenario("s8", test::shipped_world(), source, faults));
  EXPECT_NE(to_string(faults.list().back()).find("more than 8"), std::string::npos);
  EXPECT_FALSE(load_scenario("loop", test::shipped_world(), source, faults));
  EXPECT_NE(to_string(faults.list().back()).find("extends itself"), std::string::npos);
}

TEST(Scenario, IsComparedWithWhatItsNearestAncestorNames) {
  const auto file = [](const std::string& more) {
    return "schema = 1\nname = \"x\"\ntitle = { en = \"x\" }\n" + more;
  };
  const std::map<std::string, std::string> files = {
      {"scenarios/first.toml", file("")},
      {"scenarios/parent.toml", file("extends = \"first\"\nagainst = \"first\"\n")},
      {"scenarios/child.toml", file("extends = \"parent\"\n")},
      {"scenarios/other.toml", file("extends = \"child\"\nagainst = \"child\"\n")},
  };
  Faults faults;
  const auto against = [&](const char* id) {
    const auto s = load_scenario(id, test::shipped_world(), source_of(files), faults);
    for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
    return s ? s->against : "none";
  };
  EXPECT_EQ(against("first"), "");
  EXPECT_EQ(against("parent"), "first");
  EXPECT_EQ(against("child"), "first");
  EXPECT_EQ(against("other"), "child");
}

TEST(Scenario, UnknownNamesGetASuggestion) {
  Faults faults;
  EXPECT_FALSE(
      load_scenario("humala2012", test::shipped_world(), embedded_scenarios(false), faults));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults.list()[0].message.find("did you mean humala-2012?"), std::string::npos);
  EXPECT_FALSE(
      load_scenario("no/such/file.toml", test::shipped_world(), embedded_scenarios(), faults));
  EXPECT_EQ(faults.size(), 2u);
}

TEST(Scenario, HistoryNamesItsFaults) {
  const std::string text =
      "instrument,place,t_start,t_end,value,unit,donor,source,quality,note\n"
      "eradication_manual,PE-HUALLAGA,1989-12-01,1990-01-31,62,ha,USA,,,\n";
  const std::string toml = head + "replay = \"history\"\n";
  Faults faults;
  const auto load = [&](const std::string& rows) {
    return load_scenario_text("h.toml", toml, test::shipped_world(),
                              source_of({{"data/model/history.csv", text + rows}}), faults);
  };
  const auto s = load("");
  ASSERT_TRUE(s);  // half of the row lies before 1990 and is left out
  EXPECT_DOUBLE_EQ(manual(*s, "PE-HUALLAGA", 1990, 1), 31);
  EXPECT_FALSE(load("eradication_manual,PE-HUALAGA,2000-01-01,2000-12-31,1,ha,USA,,,\n"));
  EXPECT_EQ(faults.list().back().line, 3);
  EXPECT_NE(faults.list().back().message.find("PE-HUALLAGA"), std::string::npos);
  EXPECT_FALSE(load("eradication_manual,PER,2000-01-01,1999-12-31,1,ha,USA,,,\n"));
  EXPECT_FALSE(load("eradication_manual,PER,2000-01-01,2000-12-31,-1,ha,USA,,,\n"));
  EXPECT_FALSE(load("eradication_manual,PER,2000-01-01,2000-12-31,1,acres,USA,,,\n"));
  EXPECT_FALSE(load("eradication_manual,PER,2000-01-01,2000-12-31,1,ha,UK,,,\n"));
}

}  // namespace
}  // namespace balloon
