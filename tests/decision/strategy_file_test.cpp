// A split of money as a scenario: it compiles, it is the base and what each lever adds, and its
// money is the split's.
#include "io/strategy_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "decision/budget.hpp"
#include "io/problem_reader.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::strategy_file_test {

using decision::DecisionProblem;
using model::Policy;

const std::string base_text = R"(schema = 1
name = "base"
title = { en = "Work of all kinds in Peru, and a corridor" }
[[lever]]
instrument = "eradication_manual"
place = "PE-HUALLAGA"
from = "2010"
to = "2016"
quantity = "100 ha"
per = "month"
donor = "USA"
[[lever]]
instrument = "eradication_manual"
place = "PER"
from = "2010"
to = "2016"
mode = "add"
quantity = "30 ha"
per = "month"
[[lever]]
instrument = "alternative_development"
place = "PE-VRAEM"
from = "2010"
to = "2016"
money = "12 MUSD"
per = "year"
donor = "EU"
[[lever]]
instrument = "lab_destruction"
place = "PER"
from = "2010"
to = "2016"
quantity = "10 count"
per = "month"
[[lever]]
instrument = "interdiction"
place = "EPAC"
from = "2010"
to = "2016"
money = "24 MUSD"
per = "year"
)";

const std::string problem_text = R"(schema = 1
name = "test"
base = "base"
from = 2012
until = 2015
title = { en = "A test" }
[[budget]]
id = "home"
donor = "national"
amount = "100 MUSD"
title = { en = "Home" }
[[budget]]
id = "abroad"
donor = "USA"
amount = "50 MUSD"
spend = "up-to"
title = { en = "Abroad" }
[[lever]]
id = "pull"
instrument = "eradication_manual"
place = "PER"
from = "2012"
to = "2014"
budget = "home"
historical = "60 MUSD"
title = { en = "Pull" }
[[lever]]
id = "pull-vraem"
instrument = "eradication_manual"
place = "PE-VRAEM"
from = "2012-07"
to = "2015"
budget = "abroad"
title = { en = "Pull in the VRAEM" }
[[lever]]
id = "grow"
instrument = "alternative_development"
place = "PER"
from = "2012-03-11"
to = "2014-10-20"
budget = "home"
historical = "40 MUSD"
title = { en = "Grow" }
[[lever]]
id = "grow-abroad"
instrument = "alternative_development"
place = "PER"
from = "2013"
to = "2013"
budget = "abroad"
title = { en = "Grow" }
[[lever]]
id = "labs"
instrument = "lab_destruction"
place = "PER"
from = "2012"
to = "2014"
budget = "abroad"
title = { en = "Laboratories" }
[[lever]]
id = "sea"
instrument = "interdiction"
place = "EPAC"
from = "2012"
to = "2014"
budget = "abroad"
title = { en = "Sea" }
[[lever]]
id = "care"
instrument = "treatment"
place = "USA"
from = "2012"
to = "2014"
budget = "abroad"
title = { en = "Care" }
[[objective]]
id = "coca"
outcome = "coca_area"
title = { en = "Coca" }
[[objective]]
id = "cocaine"
outcome = "delivered"
title = { en = "Cocaine" }
)";

ScenarioSource source_with(std::map<std::string, std::string> texts) {
  ScenarioSource source;
  source.ids = {"base"};
  source.files = [texts =
                      std::move(texts)](std::string_view path) -> std::optional<std::string_view> {
    const auto found = texts.find(std::string(path));
    if (found == texts.end()) return std::nullopt;
    return found->second;
  };
  return source;
}

const ScenarioSource& small_source() {
  static const auto source = source_with({{"scenarios/base.toml", base_text}});
  return source;
}

std::string messages(const Faults& faults) {
  std::string all;
  for (const auto& fault : faults.list()) all += to_string(fault) + "\n";
  return all;
}

const DecisionProblem& small_problem() {
  static const auto problem = [] {
    Faults faults;
    auto read =
        read_problem("test.toml", problem_text, test::shipped_world(), small_source(), faults);
    EXPECT_TRUE(faults.empty()) << messages(faults);
    return read.value_or(DecisionProblem{});
  }();
  return problem;
}

StrategyHeading heading(const std::string& name) {
  StrategyHeading h;
  h.name = name;
  h.title = {{"en", "A strategy"}, {"es", "Una estrategia"}};
  return h;
}

Scenario compile(const DecisionProblem& problem, const std::vector<double>& money,
                 const ScenarioSource& source) {
  Faults faults;
  auto scenario = load_scenario_text(
      "strategy.toml", strategy_text(problem, test::shipped_world(), money, heading("strategy")),
      test::shipped_world(), source, faults);
  EXPECT_TRUE(faults.empty()) << messages(faults);
  return scenario ? std::move(*scenario) : Scenario{};
}

/// Largest relative difference of two policies' entries, and of who pays.
double largest_difference(const Policy& a, const Policy& b) {
  double largest = 0;
  const auto compare = [&](double x, double y) {
    if (x == y) return;
    largest = std::max(largest, std::fabs(x - y) / std::max({std::fabs(x), std::fabs(y), 1.0}));
  };
  for (int k = 0; k < model::instrument_count; ++k) {
    const auto i = static_cast<model::Instrument>(k);
    for (int t = 0; t < month_count; ++t) {
      for (int p = 0; p < a.place_count(i); ++p) {
        compare(a.quantity(i, p, t), b.quantity(i, p, t));
        compare(a.money(i, p, t), b.money(i, p, t));
      }
      for (int h = 0; h < model::hub_count; ++h) {
        compare(a.national(i, h, t), b.national(i, h, t));
        compare(a.national_money(i, h, t), b.national_money(i, h, t));
      }
      for (int h = 0; h <= model::hub_count; ++h)
        for (int d = 0; d < model::donor_count; ++d)
          compare(a.funding(i, h, d, t), b.funding(i, h, d, t));
    }
  }
  return largest;
}

/// What a policy spends above another.
double money_above(const Policy& from, const Policy& to) {
  double sum = 0;
  for (const auto& change : decision::changes_between(from, to)) {
    const bool units = std::string(model::instruments[change.instrument].unit) != "USD";
    const bool amount = change.kind == decision::PolicyChange::Kind::money ||
                        change.kind == decision::PolicyChange::Kind::national_money;
    EXPECT_TRUE(amount || !units) << "only money is added";
    sum += change.amount;
  }
  return sum;
}

/// A split compiles to the base and its levers, and its money is the split's.
void expect_split(const DecisionProblem& problem, const ScenarioSource& source,
                  const std::vector<std::vector<double>>& splits) {
  Faults faults;
  Policy base;
  std::vector<decision::LeverChanges> levers;
  ASSERT_TRUE(strategy_base(problem, test::shipped_world(), source, base, levers, faults))
      << messages(faults);
  ASSERT_EQ(levers.size(), problem.levers.size());
  for (std::size_t l = 0; l < levers.size(); ++l) {
    double sum = 0;
    for (const auto& change : levers[l].per_usd) {
      sum += change.amount;
      EXPECT_EQ(change.instrument, problem.levers[l].instrument);
      EXPECT_GE(change.month, problem.first_month);
      EXPECT_LE(change.month, problem.last_month);
    }
    EXPECT_NEAR(sum, 1, 1e-9) << problem.levers[l].id;
    EXPECT_EQ(levers[l].donor,
              problem.budgets[static_cast<std::size_t>(problem.levers[l].budget)].donor);
  }
  decision::PolicyBench bench(test::shipped_world(), base, levers);
  for (const auto& money : splits) {
    const auto scenario = compile(problem, money, source);
    EXPECT_LT(largest_difference(scenario.policy, bench.with(money)), 1e-9);
    double total = 0;
    for (const double usd : money) total += usd;
    EXPECT_NEAR(money_above(base, scenario.policy), total, 1e-9 * total + 1e-6);
  }
}

TEST(StrategyFile, IsTheBaseAndWhatTheLeversAdd) {
  const auto& problem = small_problem();
  std::vector<double> odd;
  for (std::size_t l = 0; l < problem.levers.size(); ++l)
    odd.push_back(1234567 + 7654321.0 * static_cast<double>(l));
  std::vector<double> one(problem.levers.size(), 0.0);
  one[2] = 1;
  expect_split(problem, small_source(),
               {decision::historical_split(problem), odd, one,
                std::vector<double>(problem.levers.size(), 0.0)});
}

TEST(StrategyFile, ShippedProblems) {
  static const ScenarioSource source = embedded_scenarios(true);
  for (const char* path : {"problems/humala-budget.toml", "problems/plan-colombia-budget.toml"}) {
    SCOPED_TRACE(path);
    Faults faults;
    const auto problem = load_problem(path, test::shipped_world(), source, faults);
    ASSERT_TRUE(problem) << messages(faults);
    const std::vector<double> genes(problem->levers.size(), 0.3);
    expect_split(
        *problem, source,
        {decision::historical_split(*problem), decision::money_of_genes(*problem, genes, 1)});
  }
}

TEST(StrategyFile, NothingOfTheBaseIsLeftWhereLeversDecide) {
  const auto& problem = small_problem();
  const auto policy =
      compile(problem, std::vector<double>(problem.levers.size(), 0.0), small_source()).policy;
  const auto& world = test::shipped_world();
  const int huallaga = test::zone_index(world, "PE-HUALLAGA");
  const int vraem = test::zone_index(world, "PE-VRAEM");
  const auto at = [&](int year, int month) { return month_index(year, month); };
  for (const int t : {at(2012, 1), at(2014, 12), at(2015, 12)}) {
    EXPECT_EQ(policy.quantity(model::eradication_manual, huallaga, t), 0) << month_name(t);
    EXPECT_EQ(policy.national(model::eradication_manual, model::per, t), 0) << month_name(t);
  }
  for (const int t : {at(2011, 12), at(2016, 1)}) {
    EXPECT_NEAR(policy.quantity(model::eradication_manual, huallaga, t), 100, 1e-9);
    EXPECT_NEAR(policy.national(model::eradication_manual, model::per, t), 30, 1e-9);
  }
  // Days: ten of March 2012 are the base's, and eleven of October 2014.
  const auto month = [&](int year, int m) {
    return 12e6 * days_in_month(year, m) / (is_leap_year(year) ? 366 : 365);
  };
  const auto grown = [&](int t) {
    return policy.quantity(model::alternative_development, vraem, t);
  };
  EXPECT_NEAR(grown(at(2012, 2)), month(2012, 2), 1e-3);
  EXPECT_NEAR(grown(at(2012, 3)), month(2012, 3) * 10 / 31, 1e-3);
  EXPECT_EQ(grown(at(2013, 6)), 0);
  EXPECT_NEAR(grown(at(2014, 10)), month(2014, 10) * 11 / 31, 1e-3);
  EXPECT_NEAR(grown(at(2014, 11)), month(2014, 11), 1e-3);
  // Laboratories and the corridor stand in their own years.
  EXPECT_EQ(policy.quantity(model::lab_destruction, model::per, at(2013, 5)), 0);
  EXPECT_NEAR(policy.quantity(model::lab_destruction, model::per, at(2015, 1)), 10, 1e-9);
  EXPECT_EQ(policy.quantity(model::interdiction, 0, at(2014, 12)), 0);
  EXPECT_GT(policy.quantity(model::interdiction, 0, at(2015, 1)), 1e6);
}

TEST(StrategyFile, DecidedPlacesAreJoined) {
  const auto places = decided_places(small_problem(), test::shipped_world());
  std::vector<std::string> found;
  for (const auto& p : places)
    found.push_back(std::string(model::instruments[p.instrument].name) + " " + p.place + " " +
                    to_string(p.from) + " " + to_string(p.to));
  const std::vector<std::string> wanted{"eradication_manual PER 2012-01-01 2015-12-31",
                                        "alternative_development PER 2012-03-11 2014-10-20",
                                        "lab_destruction PER 2012-01-01 2014-12-31",
                                        "interdiction EPAC 2012-01-01 2014-12-31",
                                        "treatment USA 2012-01-01 2014-12-31"};
  EXPECT_EQ(found, wanted);
  auto problem = small_problem();
  problem.levers[1].from = {2015, 1, 1};  // the day after the first ends
  EXPECT_EQ(decided_places(problem, test::shipped_world()).size(), 5u);
  problem.levers[1].from = {2015, 2, 1};
  const auto apart = decided_places(problem, test::shipped_world());
  ASSERT_EQ(apart.size(), 6u);
  EXPECT_EQ(apart[1].first_lever, 1);
}

TEST(StrategyFile, MoneyAddsUpByDonor) {
  const auto& problem = small_problem();
  const std::vector<double> money{6e7, 1e7, 4e7, 5e6, 4e6, 3e6, 2e6};
  const auto& world = test::shipped_world();
  const auto policy = compile(problem, money, small_source()).policy;
  const auto empty =
      compile(problem, std::vector<double>(money.size(), 0.0), small_source()).policy;
  const int vraem = test::zone_index(world, "PE-VRAEM");
  std::map<int, double> by_donor;
  for (const auto& change : decision::changes_between(empty, policy)) {
    const int payer = decision::payer_of(world, change);
    // Where the base spends as well (development in months that a lever covers in part) shares mix.
    if (change.instrument == model::alternative_development &&
        empty.quantity(change.instrument, vraem, change.month) != 0)
      continue;
    for (int d = 0; d < model::donor_count; ++d)
      by_donor[d] += change.amount * policy.funding(change.instrument, payer, d, change.month);
  }
  EXPECT_NEAR(by_donor[0], 1e8, 3e6);  // less March 2012 and October 2014
  EXPECT_NEAR(by_donor[1], 1e7 + 5e6 + 4e6 + 3e6 + 2e6, 1);
  EXPECT_EQ(by_donor[2], 0);
  EXPECT_EQ(by_donor[3], 0);
}

TEST(StrategyFile, TextNamesEveryDigitAndEscapes) {
  auto problem = small_problem();
  problem.sources = {"A \"quoted\" \\ source\nwith a second line"};
  std::vector<double> money(problem.levers.size(), 0.0);
  money[0] = 123456789;
  money[2] = 0.125;
  auto head = heading("odd-one");
  head.title = {{"en", "Tab\there, \"quotes\" and a backslash \\"}};
  head.summary = {{"en", "Línea\nnueva"}};
  head.against = "base";
  head.target = {"PER", "COL"};
  head.window_start = month_index(2012, 4);
  const auto text = strategy_text(problem, test::shipped_world(), money, head);
  EXPECT_NE(text.find("money = \"123456789 USD\""), std::string::npos) << text;
  EXPECT_NE(text.find("money = \"0.125 USD\""), std::string::npos) << text;
  Faults faults;
  const auto scenario =
      load_scenario_text("odd.toml", text, test::shipped_world(), small_source(), faults);
  ASSERT_TRUE(scenario) << messages(faults);
  EXPECT_EQ(scenario->id, "odd-one");
  EXPECT_EQ(scenario->title.at("en"), head.title.at("en"));
  EXPECT_EQ(scenario->summary.at("en"), head.summary.at("en"));
  EXPECT_EQ(scenario->sources, problem.sources);
  EXPECT_EQ(scenario->against, "base");
  EXPECT_EQ(scenario->policy.window_start, month_index(2012, 4));
  EXPECT_EQ(scenario->policy.target_zones.size(), 35u);
}

TEST(StrategyFile, RefusesSplitsThatAreNone) {
  const auto& problem = small_problem();
  const auto& world = test::shipped_world();
  const auto text = [&](std::vector<double> money) {
    return strategy_text(problem, world, money, heading("x"));
  };
  EXPECT_THROW(text({}), std::invalid_argument);
  EXPECT_THROW(text({1, 1, 1, 1, 1, 1}), std::invalid_argument);
  EXPECT_THROW(text({1, 1, 1, 1, 1, 1, -1}), std::invalid_argument);
  EXPECT_THROW(text({1, 1, 1, 1, 1, 1, std::nan("")}), std::invalid_argument);
}

TEST(StrategyFile, WorkInHectaresBesideMoneyIsAFault) {
  // Half a month is the base's, in hectares; what it costs is not known here.
  auto problem = small_problem();
  problem.levers[0].from = problem.levers[1].from = {2012, 7, 11};
  Faults faults;
  Policy base;
  std::vector<decision::LeverChanges> levers;
  EXPECT_FALSE(strategy_base(problem, test::shipped_world(), small_source(), base, levers, faults));
  ASSERT_EQ(faults.size(), 2u) << messages(faults);
  EXPECT_EQ(faults.list()[0].path, "lever pull");
  EXPECT_NE(faults.list()[0].message.find("ha of eradication_manual left in PER in 2012-07"),
            std::string::npos)
      << messages(faults);
}

TEST(StrategyFile, BaseThatDoesNotCompileIsAFault) {
  auto problem = small_problem();
  problem.base = "absent";
  Faults faults;
  Policy base;
  std::vector<decision::LeverChanges> levers;
  EXPECT_FALSE(strategy_base(problem, test::shipped_world(), small_source(), base, levers, faults));
  EXPECT_FALSE(faults.empty());
}

}  // namespace balloon::strategy_file_test
