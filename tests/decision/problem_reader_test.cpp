// Decision problems: what is read from a file, and the shipped ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "decision/budget.hpp"
#include "tests/decision/problem_text.hpp"

namespace balloon::problem_reader_test {

using test::problems::good_text;
using test::problems::messages;
using test::problems::read;
using test::problems::replaced;
using test::problems::source;

TEST(ProblemReader, ReadsWhatTheFileSays) {
  Faults faults;
  const auto p = read(good_text, faults);
  ASSERT_TRUE(p && faults.empty()) << messages(faults);
  EXPECT_EQ(p->id, "good");
  EXPECT_EQ(p->file, "folder/problem.toml");
  EXPECT_EQ(p->base, "base");
  EXPECT_EQ(p->title.at("es"), "Un problema");
  EXPECT_EQ(p->summary.at("en"), "Words on it");
  EXPECT_EQ(p->sources, std::vector<std::string>{"A source"});
  EXPECT_EQ(p->first_month, month_index(2012, 1));
  EXPECT_EQ(p->last_month, month_index(2018, 12));

  ASSERT_EQ(p->budgets.size(), 2u);
  EXPECT_EQ(p->budgets[0].amount, 1e8);
  EXPECT_TRUE(p->budgets[0].spend_all);
  EXPECT_EQ(p->budgets[1].donor, 1);
  EXPECT_FALSE(p->budgets[1].spend_all);

  ASSERT_EQ(p->strings.size(), 1u);
  EXPECT_EQ(p->strings[0].levers, (std::vector<int>{0, 1}));
  EXPECT_EQ(p->strings[0].at_least, 2e7);
  EXPECT_DOUBLE_EQ(p->strings[0].at_most, 9e7);

  ASSERT_EQ(p->levers.size(), 4u);
  EXPECT_EQ(p->levers[0].instrument, model::eradication_manual);
  EXPECT_EQ(p->levers[0].at_least, 5e6);
  EXPECT_EQ(p->levers[0].at_most, 6e7);
  EXPECT_EQ(p->levers[1].at_most, 1e8) << "the whole budget";
  EXPECT_EQ(p->levers[1].from, (Date{2012, 3, 1}));
  EXPECT_EQ(p->levers[1].to, (Date{2015, 6, 30}));
  EXPECT_EQ(p->levers[3].budget, 1);
  EXPECT_EQ(p->levers[3].historical, 0);

  using Statistic = decision::Measure::Statistic;
  ASSERT_EQ(p->objectives.size(), 3u);
  const auto& coca = p->objectives[0];
  EXPECT_EQ(coca.measure.outcome, model::o_coca_area);
  EXPECT_EQ(coca.measure.places.size(), 15u + 3u + 1u);
  EXPECT_EQ(coca.measure.statistic, Statistic::mean) << "a stock";
  EXPECT_EQ(coca.measure.from, month_index(2014, 1));
  EXPECT_EQ(coca.measure.to, month_index(2018, 12));
  EXPECT_FALSE(coca.maximise);
  EXPECT_EQ(coca.attitude.kind, decision::Attitude::mean);
  EXPECT_EQ(p->objectives[1].measure.places, std::vector<int>{model::per});
  EXPECT_EQ(p->objectives[1].attitude.kind, decision::Attitude::cvar);
  EXPECT_EQ(p->objectives[1].attitude.level, 0.2);
  EXPECT_EQ(p->objectives[2].measure.places.size(), 3u) << "all hubs";
  EXPECT_EQ(p->objectives[2].measure.statistic, Statistic::sum) << "a flow";
  EXPECT_TRUE(p->objectives[2].maximise);
  EXPECT_EQ(p->objectives[2].attitude.threshold, 1000);

  ASSERT_EQ(p->limits.size(), 2u);
  EXPECT_TRUE(p->limits[0].of_historical && p->limits[0].at_most);
  EXPECT_EQ(p->limits[0].limit, 1.05);
  EXPECT_EQ(p->limits[0].probability, 0.8);
  EXPECT_EQ(p->limits[0].measure.statistic, Statistic::last);
  EXPECT_FALSE(p->limits[1].of_historical);
  EXPECT_EQ(p->limits[1].limit, 3e6);
  EXPECT_EQ(p->limits[1].probability, 0.9);

  ASSERT_EQ(p->agencies.size(), 1u);
  EXPECT_EQ(p->agencies[0].crops, model::Allocation::adaptive);
  EXPECT_EQ(p->agencies[0].corridors, model::Allocation::optimising);
  EXPECT_EQ(p->method, decision::SearchMethod::nsga2);
  EXPECT_EQ(p->population, 16);
  EXPECT_EQ(p->generations, 5);
  EXPECT_EQ(p->members, 24);
  EXPECT_EQ(p->seed, 7u);
}

TEST(ProblemReader, LeavesOutWhatMayBeLeftOut) {
  auto text = good_text.substr(0, good_text.find("[[agency]]"));
  text = replaced(text, "sources = [\"A source\"]\nnote = \"A note\"\n", "");
  text = replaced(text, "summary = { en = \"Words on it\" }\n", "");
  Faults faults;
  const auto p = read(text, faults);
  ASSERT_TRUE(p) << messages(faults);
  EXPECT_TRUE(p->agencies.empty());
  EXPECT_EQ(p->population % 4, 0);
  EXPECT_EQ(p->method, decision::SearchMethod::nsga2);
}

TEST(ProblemReader, BaseMayBeAFileBeside) {
  for (const char* file : {"folder/problem.toml", "problem.toml"}) {
    Faults faults;
    const auto p = read(replaced(good_text, "\"base\"", "\"mine.toml\""), faults, file);
    ASSERT_TRUE(p) << messages(faults);
    EXPECT_EQ(p->base, "mine.toml");
  }
}

TEST(ProblemReader, OneObjectiveForOneObjectiveMethods) {
  auto text = good_text;
  const auto first = text.find("[[objective]]\nid = \"homicides\""), last = text.find("[[limit]]");
  text.erase(first, last - first);
  Faults faults;
  EXPECT_TRUE(read(replaced(text, "\"nsga2\"", "\"cmaes\""), faults)) << messages(faults);
  EXPECT_TRUE(read(replaced(text, "\"nsga2\"", "\"sade\""), faults)) << messages(faults);
  EXPECT_FALSE(read(text, faults));
  ASSERT_EQ(faults.size(), 1u) << messages(faults);
  EXPECT_EQ(faults.list()[0].path, "objective");
}

TEST(ProblemReader, LoadsByPath) {
  Faults faults;
  const auto p = load_problem("folder/good.toml", test::shipped_world(), source(), faults);
  EXPECT_TRUE(p) << messages(faults);
  EXPECT_FALSE(load_problem("folder/absent.toml", test::shipped_world(), source(), faults));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(messages(faults).find("missing or cannot be read"), std::string::npos);
  EXPECT_FALSE(load_problem("humala-buget", test::shipped_world(), source(), faults));
  EXPECT_NE(messages(faults).find("unknown problem"), std::string::npos);
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

TEST(ShippedProblems, AreReadWithoutFaults) {
  static const ScenarioSource shipped = embedded_scenarios(true);
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator("problems")) {
    SCOPED_TRACE(entry.path().string());
    Faults faults;
    const auto p =
        load_problem(entry.path().generic_string(), test::shipped_world(), shipped, faults);
    ASSERT_TRUE(p) << messages(faults);
    ids.push_back(entry.path().stem().string());
    EXPECT_EQ(p->id, ids.back());
    EXPECT_TRUE(p->title.count("es") == 1 && p->summary.count("es") == 1);
    for (const auto& lever : p->levers) EXPECT_EQ(lever.title.count("es"), 1u) << lever.id;
    for (const auto& o : p->objectives) EXPECT_EQ(o.title.count("es"), 1u) << o.id;
    EXPECT_EQ(p->objectives.size(), 5u);
    EXPECT_EQ(p->agencies.size(), 4u);
    // The historical split keeps everything, and so it has genes.
    Faults broken;
    decision::check_split(*p, decision::historical_split(*p), 1, broken);
    EXPECT_TRUE(broken.empty()) << messages(broken);
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_GE(ids.size(), 2u);
  auto inside = problem_ids();
  std::sort(inside.begin(), inside.end());
  EXPECT_EQ(inside, ids) << "problems/ travels inside the program";
  Faults faults;
  const auto list = list_problems(shipped, faults);
  EXPECT_TRUE(faults.empty()) << messages(faults);
  EXPECT_EQ(list.size(), ids.size());
}

TEST(ShippedProblems, HumalaHasTheMoneyOfTheArticle) {
  Faults faults;
  const auto p = load_problem("problems/humala-budget.toml", test::shipped_world(),
                              embedded_scenarios(true), faults);
  ASSERT_TRUE(p) << messages(faults);
  // A yearly amount in current USD, five times over, in USD of 2010.
  const auto five_years = [&](double a_year) {
    double sum = 0;
    for (int year = 2012; year <= 2016; ++year) {
      const auto* prices = test::shipped_world().drivers.us_prices;
      sum += a_year / ((prices[month_index(year, 6)] + prices[month_index(year, 7)]) / 2);
    }
    return sum;
  };
  const std::map<std::string, double> wanted{{"national", five_years(210)},
                                             {"usa-police", five_years(34.3)},
                                             {"usa-development", five_years(20.1)},
                                             {"usa-military", five_years(26.7)}};
  for (const auto& budget : p->budgets) {
    const auto found = wanted.find(budget.id);
    if (found == wanted.end()) continue;
    EXPECT_NEAR(budget.amount / 1e6, found->second, 1) << budget.id;
  }
  std::map<model::Instrument, double> national;
  for (const auto& lever : p->levers)
    if (p->budgets[static_cast<std::size_t>(lever.budget)].id == "national")
      national[lever.instrument] += lever.historical / 1e6;
  EXPECT_EQ(national[model::alternative_development], 371);
  EXPECT_EQ(national[model::state_presence], 278);
  EXPECT_EQ(national[model::eradication_manual], 162);
  EXPECT_EQ(national[model::source_interdiction], 162);
}

TEST(ShippedProblems, TheExampleOfTheDocumentIsRead) {
  const auto document = text_of("docs/problems.md");
  const std::string fence = "```toml\n";
  const auto at = document.find(fence);
  ASSERT_NE(at, std::string::npos);
  const auto text =
      document.substr(at + fence.size(), document.find("\n```", at) + 1 - at - fence.size());
  Faults faults;
  EXPECT_TRUE(read_problem("docs/problems.md", text, test::shipped_world(),
                           embedded_scenarios(false), faults))
      << messages(faults);
}

}  // namespace balloon::problem_reader_test
