#include "io/forecast_document.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "io/forecast_run.hpp"
#include "io/forecast_score.hpp"

namespace balloon {
namespace {

ForecastRow row(std::string place, int year, double scale = 1) {
  ForecastRow r{std::move(place), year, "coca_area_unodc_ha", 100.5 * scale, {}};
  for (std::size_t i = 0; i < 7; ++i) r.quantiles[i] = scale * (85 + 5 * static_cast<double>(i));
  return r;
}

/// Faults of a text that must have some, as text.
std::string faults_of(const std::string& text) {
  Faults faults;
  EXPECT_FALSE(read_forecast("f.json", text, faults).has_value());
  EXPECT_FALSE(faults.empty());
  std::string out;
  for (const auto& f : faults.list()) out += to_string(f) + "\n";
  return out;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A document of one row in which `from` is replaced by `to`.
std::string changed(const std::string& from, const std::string& to) {
  auto text = forecast_json({row("COL", 2024)});
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ForecastDocumentTest, WhatIsWrittenIsReadBack) {
  const std::vector<ForecastRow> rows = {row("COL", 2024), row("PE-VRAEM", 2025, 1.0 / 3)};
  const auto text = forecast_json(rows);
  EXPECT_EQ(text.find("[\n  {\"place\":\"COL\",\"year\":2024,\"outcome\":\"coca_area_unodc_ha\","
                      "\"mean\":100.5,\"quantiles\":{\"0.05\":85.0,\"0.1\":90.0,"),
            0U);
  Faults faults;
  const auto back = read_forecast("f.json", text, faults);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 2U);
  EXPECT_EQ((*back)[1].place, "PE-VRAEM");
  EXPECT_EQ((*back)[1].year, 2025);
  EXPECT_EQ((*back)[1].quantiles, rows[1].quantiles);
  EXPECT_EQ((*back)[1].mean, rows[1].mean);
  EXPECT_EQ(forecast_json({}), "[]\n");
  EXPECT_TRUE(read_forecast("f.json", "[]", faults)->empty());
}

TEST(ForecastDocumentTest, EveryFaultHasItsPathValueAndLimit) {
  EXPECT_TRUE(holds(faults_of(changed("95.0", "89")),
                    "f.json: [0].quantiles.0.25: below the quantile 0.1, which is 90 (found 89)"));
  EXPECT_TRUE(holds(faults_of(changed("85.0", "-1")),
                    "[0].quantiles.0.05: must be a number from 0 to 1e+15 (found -1.0)") ||
              holds(faults_of(changed("85.0", "-1")), "(found -1)"));
  EXPECT_TRUE(holds(faults_of(changed("\"0.5\"", "\"0.50\"")), "[0].quantiles.0.5: missing"));
  EXPECT_TRUE(holds(faults_of(changed("\"0.5\"", "\"0.50\"")), "did you mean 0.5?"));
  EXPECT_TRUE(holds(faults_of(changed("\"place\"", "\"plaec\"")), "did you mean place?"));
  EXPECT_TRUE(holds(faults_of(changed("\"COL\"", "\"\"")), "[0].place: must be a text"));
  EXPECT_TRUE(holds(faults_of(changed("2024", "2024.5")), "not a whole number"));
  EXPECT_TRUE(holds(faults_of(changed("2024", "1024")), "from 1990 to 2100 (found 1024)"));
  EXPECT_TRUE(holds(faults_of(changed("100.5", "null")), "[0].mean: must be a number"));
  EXPECT_TRUE(holds(faults_of(changed("100.5", "1e300")), "from 0 to 1e+15"));
  EXPECT_TRUE(holds(faults_of(forecast_json({row("COL", 2024), row("COL", 2024)})),
                    "[1]: stands twice (found COL 2024 coca_area_unodc_ha)"));
  EXPECT_TRUE(holds(faults_of(changed("\"mean\":100.5", "\"mean\":1,\"mean\":2")),
                    "a key stands twice in one object (found mean)"));
}

TEST(ForecastDocumentTest, AllFaultsAreListed) {
  auto bad = row("COL", 2024);
  bad.quantiles = {5, 4, 3, 2, 1, 0.5, 0.25};
  const auto text = faults_of(forecast_json({bad}));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
}

TEST(ForecastDocumentTest, OtherThingsAreNoDocument) {
  for (const std::string text : {"", "{", "{}", "3", "[1", "null", "\xff", "[{]"})
    EXPECT_TRUE(holds(faults_of(text), "must be a JSON list")) << text;
  EXPECT_TRUE(holds(faults_of(std::string(100000, '[')), "must be a JSON list"));
  EXPECT_TRUE(holds(faults_of("[3, [], \"x\"]"), "[1]: must be an object with place"));
}

// --- observed values and scores
// -------------------------------------------------------------------

std::optional<ObservedValues> observed(const std::string& text, Faults& faults) {
  return read_observed_values("o.csv", text, faults);
}

TEST(ObservedValuesTest, BothLayoutsAreRead) {
  Faults faults;
  const auto plain =
      observed("place,year,outcome,value,source\nCOL,2024,coca_area_ha,7,x\n", faults);
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->rows[0].outcome, "coca_area_unodc_ha");
  EXPECT_EQ(plain->rows[0].value, 7);
  const auto ours = observed(
      "place,series,t_start,t_end,value,coverage,preferred\n"
      "COL,coca_area_ha,2024-01-01,2024-12-31,7,full,1\n"
      "COL,coca_area_ha,2024-01-01,2024-12-31,8,full,0\n"    // not preferred
      "COL,seizures_kg,2024-01-01,2024-06-30,8,partial,1\n"  // a part of the year
      "COL,homicides,2022-01-01,2024-12-31,8,full,1\n"       // several years
      "COL,homicides,2022-01-01,2022-12-31,,full,1\n",       // no value
      faults);
  ASSERT_TRUE(ours.has_value());
  EXPECT_EQ(ours->rows.size(), 1U);
  EXPECT_EQ(ours->left_out, 4);
  EXPECT_TRUE(faults.empty());
}

TEST(ObservedValuesTest, FaultsAreListed) {
  const auto count = [](const std::string& text) {
    Faults faults;
    EXPECT_FALSE(observed(text, faults).has_value());
    return faults.size();
  };
  EXPECT_EQ(count("place,outcome,value\n"), 1U);
  EXPECT_EQ(count("place,year,outcome,value\n,20x,o,-3\n"), 3U);
  EXPECT_EQ(count("place,year,outcome,value\nCOL,2024,o,3\nCOL,2024,o,4\n"), 1U);
  EXPECT_EQ(count("place,series,t_start,t_end,value\nCOL,s,x,2024-13,4\n"), 2U);
}

/// Past areas of COL and of PE-A and PE-B, 2000 to 2023; those of PE-B are 0 at the end.
ObservedValues past() {
  ObservedValues p;
  for (int y = 2000; y <= 2024; ++y) {
    const double x = 100 * std::exp(0.2 * std::sin(y));
    p.rows.push_back({"COL", y, "coca_area_unodc_ha", x});
    p.rows.push_back({"PE-A", y, "coca_area_unodc_ha", x / 10});
    p.rows.push_back({"PE-B", y, "coca_area_unodc_ha", y < 2020 ? x / 10 : 0});
  }
  return p;
}

TEST(ForecastScoreTest, ScoresBesideARandomWalkAndListsWhatMatchesNothing) {
  const std::map<std::string, std::string> countries = {{"PE-A", "PER"}, {"PE-B", "PER"}};
  const std::vector<ForecastRow> forecast = {
      row("COL", 2024),       row("COL", 2025), row("PE-A", 2024, 0.1),
      row("PE-B", 2024, 0.1), row("BOL", 2024), row("BOL", 2025),
      row("BOL", 2026),       row("BOL", 2030), row("WORLD", 2024)};
  ObservedValues seen;
  seen.rows = {{"COL", 2024, "coca_area_unodc_ha", 101},  {"COL", 2025, "coca_area_unodc_ha", 300},
               {"PE-A", 2024, "coca_area_unodc_ha", 9.6}, {"PE-B", 2024, "coca_area_unodc_ha", 0},
               {"PE-C", 2024, "coca_area_unodc_ha", 1},   {"WORLD", 2024, "coca_area_unodc_ha", 1},
               {"COL", 1999, "coca_area_unodc_ha", 1}};
  const auto r = score_forecast(forecast, seen, past(), countries);
  EXPECT_EQ(r.origin, 2023);
  ASSERT_EQ(r.scored.size(), 5U);
  EXPECT_EQ(r.scored[0].cell, 4);
  EXPECT_DOUBLE_EQ(r.scored[0].crps, analysis::crps(forecast[0].quantiles, 101));
  ASSERT_TRUE(r.scored[0].walk.has_value());
  EXPECT_NEAR((*r.scored[0].walk)[3], 100 * std::exp(0.2 * std::sin(2023)), 1);
  EXPECT_GT((*r.scored[1].walk)[6], (*r.scored[0].walk)[6]);
  EXPECT_FALSE(r.scored[3].walk.has_value());  // stands at 0
  EXPECT_TRUE(std::isnan(r.scored[3].log_score));
  ASSERT_EQ(r.without_observation.size(), 4U);
  EXPECT_EQ(r.without_observation[0].place, "BOL");
  ASSERT_EQ(r.without_forecast.size(), 1U);
  EXPECT_EQ(r.without_forecast[0].place, "PE-C");
  EXPECT_EQ(r.other_years, 1);

  ASSERT_EQ(r.summaries.size(), 5U);  // all countries, COL, all regions, those of PER, WORLD
  const auto& all = r.summaries[0];
  EXPECT_EQ(all.n, 2);
  EXPECT_DOUBLE_EQ(all.inside80, 0.5);
  EXPECT_DOUBLE_EQ(all.crps, (r.scored[0].crps + r.scored[1].crps) / 2);
  EXPECT_DOUBLE_EQ(all.skill, 1 - all.paired_crps / all.walk_crps);
  const auto& regions = r.summaries[3];
  EXPECT_EQ(regions.place, "PER");
  EXPECT_EQ(regions.n, 2);
  EXPECT_EQ(regions.paired, 1);
  EXPECT_EQ(regions.paired_logs, 1);

  const auto text = forecast_score_text(r);
  EXPECT_TRUE(holds(text, "regions of PER"));
  EXPECT_TRUE(holds(text, "coca_area_unodc_ha (4): BOL 2024-2026 2030"));
  EXPECT_TRUE(holds(text, "coca_area_unodc_ha (1): PE-C 2024"));
  EXPECT_TRUE(holds(text, "nan") == false);
  EXPECT_TRUE(holds(forecast_score_json(r), "\"walk_crps\": null"));
}

TEST(ForecastScoreTest, TheWalkDoesNotKnowWhatCameAfter) {
  auto later = past();
  for (auto& v : later.rows)
    if (v.year > 2023) v.value *= 50;
  ObservedValues seen;
  seen.rows = {{"COL", 2024, "coca_area_unodc_ha", 101}};
  const std::vector<ForecastRow> forecast = {row("COL", 2024)};
  const auto a = score_forecast(forecast, seen, past(), {});
  const auto b = score_forecast(forecast, seen, later, {});
  EXPECT_EQ(*a.scored[0].walk, *b.scored[0].walk);
  ForecastScoreOptions options;
  options.origin = 2020;
  EXPECT_NE(*score_forecast(forecast, seen, past(), {}, options).scored[0].walk, *a.scored[0].walk);
}

TEST(ForecastText, WhatPastForecastsWereWorthStandsUnderTheTables) {
  analysis::PosteriorCheck check;
  check.skill = {0.05, -0.02, 0.11};
  check.skill_after_2008 = {-0.03, -0.15, 0.05};
  check.failures = {{"Shares of regions in BOL: bad.", "Proporciones en BOL: mal."},
                    {"Forecasts of COL 5 years ahead are worse.", "Los pronósticos de COL."},
                    {"seizures COL: late.", "seizures COL: tarde."}};
  const auto text = forecast_worth(check, Words("en"));
  EXPECT_TRUE(holds(text, "0.05 [-0.02, 0.11]")) << text;
  EXPECT_TRUE(holds(text, "-0.03 [-0.15, 0.05]")) << text;
  EXPECT_TRUE(holds(text, "Forecasts of COL 5 years ahead are worse."));
  EXPECT_FALSE(holds(text, "Shares of regions"));
  EXPECT_TRUE(holds(text, "2 further failures")) << text;
  EXPECT_TRUE(holds(forecast_worth(check, Words("es")), "Los pronósticos de COL."));
}

}  // namespace
}  // namespace balloon
