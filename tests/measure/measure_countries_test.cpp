// The panel of the three countries: what the observations say, what is missing, sums of zones.
#include "io/measure_countries.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <sstream>

#include "io/measure_comparison.hpp"
#include "io/scenario.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace measure_countries_test {

using measure::Index;
using measure::Matrix;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

double figure(const measure::Panel& panel, const char* column, Index place, int year) {
  const auto at = std::find(panel.times.begin(), panel.times.end(), year) - panel.times.begin();
  return panel.column(column)(place, at);
}

TEST(MeasureCountriesTest, TheCountriesPanelIsThatOfTheObservations) {
  Faults faults;
  const auto read = countries_panel(embedded_files(), faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  ASSERT_TRUE(read);
  const auto& panel = read->panel;
  EXPECT_EQ(panel.places, (std::vector<std::string>{"COL", "PER", "BOL"}));
  // Peru's eradication of 1998-99 is not in the data.
  std::vector<int> years(24);
  std::iota(years.begin(), years.end(), 2000);
  EXPECT_EQ(panel.times, years);
  for (const auto& values : panel.values) EXPECT_TRUE(values.allFinite());
  EXPECT_EQ(figure(panel, "coca_area_ha", 0, 2008), 80953);
  EXPECT_EQ(figure(panel, "coca_area_ha", 0, 2010), 61812);  // revised
  EXPECT_EQ(figure(panel, "coca_area_ha", 1, 2011), 62500);  // net, not 64,400
  EXPECT_EQ(figure(panel, "coca_area_ha", 2, 2002), 24400);
  EXPECT_EQ(figure(panel, "eradication_manual_ha", 0, 2010), 43803.69);
  EXPECT_EQ(figure(panel, "eradication_manual_ha", 1, 2018), 25107);  // not nine months' 20,843
  EXPECT_EQ(figure(panel, "eradication_aerial_ha", 0, 2006), 172026);
  EXPECT_EQ(figure(panel, "eradication_aerial_ha", 0, 2020), 0);
  EXPECT_EQ(figure(panel, "eradication_forced_ha", 0, 2008), 96003.12 + 133496);
  EXPECT_EQ(figure(panel, "eradication_forced_ha", 2, 2012), 11000);
  // sums of the preferred rows of 2000 to 2023
  const std::map<const char*, std::array<double, 3>> sums = {
      {"coca_area_ha", {2851020, 1350039, 617500}},
      {"eradication_manual_ha", {1023833.22, 386311, 206112}},
      {"eradication_aerial_ha", {1699029, 0, 0}},
      {"eradication_forced_ha", {2722862.22, 386311, 206112}}};
  for (const auto& [column, each] : sums)
    for (Index i = 0; i < 3; ++i)
      EXPECT_NEAR(panel.column(column).row(i).sum(), each[static_cast<std::size_t>(i)], 0.01)
          << column;
  std::string notes;
  for (const auto& note : read->notes) notes += note + "\n";
  for (const char* part : {"Years 2000-2023", "PER eradication_manual_ha 1990-1995, 1998-1999",
                           "BOL 2003", "PER 2011", "PER 2017", "1998-99", "spraying in PER, BOL"})
    EXPECT_TRUE(holds(notes, part)) << part << "\n" << notes;

  auto plan = countries_plan(embedded_files(), faults);
  ASSERT_TRUE(plan);
  plan->draws = 100;
  const auto study = run_system(*std::move(plan), faults);
  ASSERT_TRUE(study && faults.empty());
  EXPECT_EQ(study->times.size(), 23u);
  EXPECT_EQ(study->equations.size(), 3u);
  EXPECT_TRUE(std::isfinite(study->effects[0].error));
}

/// Observations of two series of three countries, as a file.
FileSource observations(const std::string& more) {
  static std::string text;
  std::ostringstream out;
  out << "place,series,t_start,t_end,value,unit,basis,segment,coverage,quality,preferred\n";
  const auto row = [&](const char* place, const char* series, int year, double value,
                       const char* coverage, int preferred) {
    out << place << "," << series << "," << year << "-01-01," << year << "-12-31," << value
        << ",ha,b,all," << coverage << ",verified," << preferred << "\n";
  };
  for (const char* place : {"COL", "PER", "BOL"})
    for (int year = 2000; year < 2004; ++year) {
      row(place, "coca_area_ha", year, 100 + year, "full", 1);
      if (year != 2001 || place[0] != 'P') row(place, "eradication_manual_ha", year, 5, "full", 1);
    }
  row("PER", "eradication_manual_ha", 2001, 9, "partial", 1);
  row("PER", "eradication_manual_ha", 2001, 9, "full", 0);
  row("COL", "eradication_aerial_ha", 2000, 7, "full", 1);
  out << more;
  text = out.str();
  return [](std::string_view path) -> std::optional<std::string_view> {
    if (path != "data/observations.csv") return std::nullopt;
    return text;
  };
}

TEST(MeasureCountriesTest, AYearWithoutARowIsNotZero) {
  const std::string none =
      "COL,eradication_aerial_ha,2002-01-01,2002-12-31,0,ha,b,all,full,verified,1\n";
  Faults faults;
  // Spraying in Colombia is unknown in 2001, when Peru's manual eradication is too, and in 2002
  // on; a last row of zero ends it.
  auto read = countries_panel(observations(""), faults);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->panel.times, (std::vector<int>{2000}));
  read = countries_panel(observations(none), faults);
  ASSERT_TRUE(read && faults.empty());
  EXPECT_EQ(read->panel.times, (std::vector<int>{2000, 2002, 2003}));
  EXPECT_EQ(figure(read->panel, "eradication_forced_ha", 0, 2000), 12);
  EXPECT_EQ(figure(read->panel, "eradication_forced_ha", 1, 2003), 5);

  EXPECT_FALSE(countries_panel(observations(none + none), faults));
  EXPECT_TRUE(holds(to_string(faults.list().at(0)), "second preferred row"));
  Faults missing;
  EXPECT_FALSE(countries_panel([](auto) { return std::nullopt; }, missing));
  EXPECT_EQ(missing.size(), 1u);
}

TEST(MeasureCountriesTest, ZonesAddUpToCountries) {
  ModelPanels panels;
  panels.countries = {"PER", "COL", "PER"};
  measure::Panel panel;
  panel.places = {"a", "b", "c"};
  panel.times = {2000, 2001};
  panel.columns = {"eradication_aerial_ha", "coca_area_ha", "eradication_manual_ha"};
  for (int k = 0; k < 3; ++k)
    panel.values.push_back(Matrix{{1, 2}, {10, 20}, {100, 200}} * std::pow(1000, k));
  const auto made = sum_to_countries(panels, panel);
  EXPECT_EQ(made.places, (std::vector<std::string>{"COL", "PER"}));
  EXPECT_EQ(made.times, panel.times);
  EXPECT_EQ(figure(made, "eradication_aerial_ha", 1, 2001), 202);
  EXPECT_EQ(figure(made, "coca_area_ha", 0, 2000), 10000);
  EXPECT_EQ(figure(made, "eradication_forced_ha", 0, 2001), 20000020);
}

TEST(MeasureCountriesTest, StandsBesideThePublishedSystem) {
  Faults faults;
  const auto history =
      load_scenario("history", test::shipped_world(), embedded_scenarios(false), faults);
  ASSERT_TRUE(history);
  analysis::RunOptions options;
  options.members = 4;
  std::vector<int> done;
  const auto made = compare_with_published(
      test::shipped_world(), history->policy, embedded_files(), options, faults,
      [&](int now, int total, const std::string&) { done.push_back(100 * now / total); }, nullptr);
  ASSERT_TRUE(made && faults.empty());
  const auto& e = made->estimands.back();
  EXPECT_EQ(e.id, "system-abroad");
  EXPECT_EQ(e.unit, "ha per ha");
  ASSERT_EQ(e.published.size(), 1u);
  EXPECT_EQ(made->published[e.published[0]].id, "raffo-lopez-2016");
  EXPECT_EQ(made->published[e.published[0]].sign, "+");
  auto plan = countries_plan(embedded_files(), faults);
  plan->draws = 0;
  const auto study = run_system(*plan, faults);
  ASSERT_TRUE(study);
  EXPECT_EQ(e.value, study->effects[0].value);
  EXPECT_EQ(e.error, study->effects[0].error);
  EXPECT_EQ(e.panels, 4u);
  EXPECT_TRUE(e.low <= e.middle && e.middle <= e.high);
  EXPECT_TRUE(std::isnan(e.truth));
  EXPECT_LE(*std::max_element(done.begin(), done.end()), 100);
}

}  // namespace measure_countries_test
}  // namespace balloon
