// The article's facts: every one has a line, every mapped figure is found, the known disagreements
// come out.
#include "io/data_facts.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "io/scenario.hpp"

namespace balloon {
namespace {

struct Made {
  Faults faults;
  std::optional<std::vector<FactLine>> with_model, alone;
};

/// Facts with a small ensemble of history and without.
const Made& made_facts() {
  static const Made m = [] {
    Made x;
    const auto files = embedded_files();
    const auto catalog = DataCatalog::read(files, x.faults);
    const auto world = read_world(files, x.faults);
    const auto checks = read_fact_checks(files, x.faults);
    const auto history = load_scenario("history", *world, embedded_scenarios(false), x.faults);
    bool chosen[model::outcome_count] = {};
    mark_outcomes(*checks, chosen);
    analysis::RunOptions options;
    options.members = 12;
    options.to = month_index(2018, 12);
    options.outcomes = chosen;
    const auto run = analysis::simulate(*world, history->policy, options, {}, nullptr);
    x.with_model = check_facts(*catalog, *world, &run, x.faults);
    x.alone = check_facts(*catalog, *world, nullptr, x.faults);
    return x;
  }();
  return m;
}

const FactLine& fact(const std::string& id) {
  for (const auto& f : *made_facts().with_model)
    if (f.id == id) return f;
  throw std::out_of_range(id);
}

TEST(DataFactsTest, EveryFactHasALineAndEveryMappedFigureIsFound) {
  for (const auto& f : made_facts().faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_TRUE(made_facts().with_model && made_facts().alone);
  EXPECT_EQ(made_facts().with_model->size(), 86u);
  for (const auto& f : *made_facts().with_model)
    for (const auto& c : f.checks) {
      EXPECT_EQ(c.data.has_value(), !c.check.table.empty()) << f.id;
      EXPECT_EQ(c.model.n > 0, !c.check.model_outcome.empty()) << f.id;
    }
  for (const auto& f : *made_facts().alone)
    for (const auto& c : f.checks) EXPECT_EQ(c.model.n, 0);
}

TEST(DataFactsTest, TheNineKnownDisagreementsComeOut) {
  std::set<int> known;
  for (const auto& f : *made_facts().with_model)
    for (const auto& c : f.checks)
      if (c.check.known > 0) {
        known.insert(c.check.known);
        EXPECT_FALSE(c.check.note.empty());
      }
  EXPECT_EQ(known, (std::set<int>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
  // The figure differs in 1, 2, 5, 6, 7, 8 and 9; in 3 and 4 it is the meaning that needs a word.
  for (const auto* id : {"A018", "A011", "A071", "A077", "A033", "A083", "A005"})
    EXPECT_EQ(fact(id).mark(), DataMark::differs) << id;
  for (const auto* id : {"A060", "A061", "A064", "A068"})
    EXPECT_EQ(fact(id).mark(), DataMark::agrees) << id;
}

TEST(DataFactsTest, FiguresAreThoseOfTheTables) {
  EXPECT_DOUBLE_EQ(*fact("A018").checks[0].data, 62500);
  EXPECT_DOUBLE_EQ(*fact("A020").checks[0].data, 131300);
  EXPECT_DOUBLE_EQ(*fact("A022").checks[0].data, 1);
  EXPECT_DOUBLE_EQ(*fact("A019").checks[0].data, 2);
  EXPECT_NEAR(*fact("A028").checks[0].data, 100 * 196900 / 319200.0, 1e-9);
  EXPECT_NEAR(*fact("A044").checks[0].data, 9 / 7.0, 1e-12);
  EXPECT_NEAR(*fact("A060").checks[0].data, 100 * (30151 / 10290.0 - 1), 1e-9);
  EXPECT_DOUBLE_EQ(*fact("A077").checks[0].data, 6);
  EXPECT_NEAR(*fact("A071").checks[0].data, 54.4, 1e-9);
  // What the data set has from the article alone is no confirmation.
  EXPECT_EQ(fact("A039").mark(), DataMark::article_only);
  EXPECT_EQ(fact("A070").mark(), DataMark::article_only);
  EXPECT_EQ(fact("A002").mark(), DataMark::not_checkable);
}

TEST(DataFactsTest, ModelValuesHaveIntervals) {
  for (const auto* id : {"A011", "A015", "A018", "A020", "A028", "A039", "A044", "A054", "A057",
                         "A061", "A064", "A077"}) {
    const auto& m = fact(id).checks[0].model;
    EXPECT_GT(m.n, 0) << id;
    EXPECT_LE(m.low90, m.low50) << id;
    EXPECT_LE(m.low50, m.median) << id;
    EXPECT_LE(m.median, m.high90) << id;
  }
  const auto& area = fact("A018").checks[0];
  EXPECT_NEAR(area.model_factor, area.model.median / 64400, 1e-12);
  const auto& fighters = fact("A039").checks[0];
  EXPECT_TRUE(fighters.weak);
  EXPECT_EQ(fighters.weak_and_far, fighters.model_factor > 2 || fighters.model_factor < 0.5);
}

TEST(DataFactsTest, TextAndJson) {
  const auto text = facts_text(*made_facts().with_model, 90);
  EXPECT_NE(text.find("known disagreement 6"), std::string::npos);
  EXPECT_NE(text.find("86 facts: "), std::string::npos);
  const auto j = nlohmann::json::parse(facts_json(*made_facts().with_model));
  EXPECT_EQ(j["facts"].size(), 86u);
  EXPECT_EQ(j["agrees"].get<int>() + j["differs"].get<int>() + j["article_only"].get<int>() +
                j["not_checkable"].get<int>(),
            86);
}

TEST(DataFactsTest, AFaultyTableListsItsFaults) {
  const std::string text =
      "fact,table,place,series,t_start,t_end,statistic,factor,compare,tolerance,model_outcome,"
      "model_place,model_factor,known,"
      "note,source,quality\nA018,observations,PER,coca_area_ha,2011-01-01,2010-12-31,median,x,same,"
      "-1,coca_aera,PER,1,0,,s,derived\n";
  Faults faults;
  EXPECT_FALSE(read_fact_checks(
      [&](std::string_view) -> std::optional<std::string_view> { return text; }, faults));
  EXPECT_EQ(faults.size(), 7u);
}

}  // namespace
}  // namespace balloon
