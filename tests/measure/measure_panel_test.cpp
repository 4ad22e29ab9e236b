#include "io/measure_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "io/measure_check.hpp"

namespace balloon {
namespace measure_panel_test {

using measure::Effects;
using measure::Panel;
using measure::Specification;
using measure::Transform;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string listed(const Faults& faults) {
  std::string out;
  for (const auto& f : faults.list()) out += to_string(f) + "\n";
  return out;
}

std::optional<Panel> read(const std::string& text, const PanelColumns& columns, Faults& faults) {
  const auto table = CsvTable::parse("p.csv", text, faults);
  if (!table) return std::nullopt;
  return read_panel(*table, columns, faults);
}

Panel panel_of(const std::string& text, const std::vector<std::string>& figures) {
  Faults faults;
  auto panel = read(text, {"place", "year", figures}, faults);
  EXPECT_EQ(listed(faults), "");
  return panel.value_or(Panel{});
}

/// Faults of a text that must have some, a line each.
std::string faults_of(const std::string& text,
                      const PanelColumns& columns = {"place", "year", {"y"}}) {
  Faults faults;
  EXPECT_FALSE(read(text, columns, faults).has_value());
  EXPECT_FALSE(faults.empty());
  return listed(faults);
}

TEST(MeasurePanelTest, RowsBecomeAGridWithGaps) {
  const auto panel =
      panel_of("year,place,y,z\n2003,B,4,\n2001,B,2.5,1\n2001.0,A,-1e3,\n2003,A,,7\n2004,A,5,8\n",
               {"z", "y", "z"});
  EXPECT_EQ(panel.places, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(panel.times, (std::vector<int>{2001, 2003, 2004}));
  EXPECT_EQ(panel.columns, (std::vector<std::string>{"z", "y"}));
  ASSERT_EQ(panel.values.size(), 2U);
  const auto& y = panel.column("y");
  EXPECT_EQ(y(0, 0), -1000);
  EXPECT_TRUE(std::isnan(y(0, 1)));
  EXPECT_EQ(y(0, 2), 5);
  EXPECT_EQ(y(1, 0), 2.5);
  EXPECT_EQ(y(1, 1), 4);
  EXPECT_TRUE(std::isnan(y(1, 2)));
  EXPECT_EQ(panel.column("z")(1, 0), 1);
  EXPECT_EQ(gap_summary(panel),
            "1 of 6 place-times has no figure at all: B 2004; z lacks 2 more: A 2001, B 2003; y "
            "lacks 1 more: A 2003");
  EXPECT_EQ(gap_summary(panel, 1),
            "1 of 6 place-times has no figure at all: B 2004; z lacks 2 more: A 2001, ...; y lacks "
            "1 more: A 2003");
  EXPECT_EQ(gap_summary(panel, 0),
            "1 of 6 place-times has no figure at all; z lacks 2 more; y "
            "lacks 1 more");
}

TEST(MeasurePanelTest, AWholePanelHasNothingToSayOfGaps) {
  EXPECT_EQ(gap_summary(panel_of("place,year,y\nA,1,1\nA,2,2\n", {"y"})), "");
  EXPECT_EQ(gap_summary(panel_of("place,year,y,z\nA,1,1,\nA,2,2,2\n", {"y", "z"})),
            "z lacks 1: A 1");
}

TEST(MeasurePanelTest, MissingColumnsAreFaultsWithTheNearestName) {
  const std::string text = "codmpio,year,coca_ha\n05031,2001,1\n";
  EXPECT_EQ(faults_of(text, {"codmpo", "years", {"cocaha", "violence"}}),
            "p.csv:1: codmpo: the column of places is missing; did you mean codmpio?\n"
            "p.csv:1: years: the column of times is missing; did you mean year?\n"
            "p.csv:1: cocaha: the column of figures is missing; did you mean coca_ha?\n"
            "p.csv:1: violence: the column of figures is missing; the file has codmpio, year, "
            "coca_ha\n");
  EXPECT_EQ(faults_of(text, {"year", "year", {"coca_ha"}}),
            "p.csv:1: year: cannot hold both the places and the times\n");
  EXPECT_EQ(faults_of(text, {"codmpio", "year", {"year"}}),
            "p.csv:1: year: holds the times; it cannot be a figure as well\n");
  EXPECT_EQ(faults_of(text, {"codmpio", "year", {}}),
            "p.csv:1: no column of figures was asked for\n");
  EXPECT_EQ(faults_of("place,year,y\n"), "p.csv:2: the table has no rows\n");
}

TEST(MeasurePanelTest, BadKeysAreFaults) {
  EXPECT_EQ(faults_of("place,year,y\nA,2001,1\nB,2001,1\nA,2001,2\nA,2001,3\n"),
            "p.csv:4: place: a second row for A in 2001; the first is on line 2 (found A)\n"
            "p.csv:5: place: a second row for A in 2001; the first is on line 2 (found A)\n");
  EXPECT_EQ(faults_of("place,year,y\n,2001,1\n A,2001,1\n"),
            "p.csv:2: place: the place is empty; write its key, e.g. its code\n"
            "p.csv:3: place: spaces around the place; without them it may be another one (found  "
            "A)\n");
  EXPECT_EQ(faults_of("place,year,y\nA,2001.5,1\nA,,1\nA,2001-12-31,1\nA,Y2001,1\nA,1e7,1\n"),
            "p.csv:2: year: not a whole number such as 2014 (found 2001.5)\n"
            "p.csv:3: year: the time is empty; write a whole number such as 2014\n"
            "p.csv:4: year: a date, not a whole number; write its year, 2001 (found 2001-12-31)\n"
            "p.csv:5: year: not a whole number such as 2014 (found Y2001)\n"
            "p.csv:6: year: outside -1000000 to 1000000 (found 1e7)\n");
}

TEST(MeasurePanelTest, CellsThatAreNoNumberAreFaultsWithWhatToWrite) {
  const auto fault = [](const std::string& cell) {
    const auto text = faults_of("place,year,y\nA,2001,1\nA,2002,\"" + cell + "\"\n");
    const std::string start = "p.csv:3: y: ";
    EXPECT_EQ(text.substr(0, start.size()), start);
    return text.substr(std::min(start.size(), text.size()));
  };
  for (const auto* cell : {"NA", "NaN", "n/a", "null", ".", "-"})
    EXPECT_EQ(fault(cell), "not a number; leave the cell empty where there is no figure (found " +
                               std::string(cell) + ")\n");
  EXPECT_EQ(fault("8,5"),
            "not in plain form; write 8.5, with a decimal point and no thousands marks (found "
            "8,5)\n");
  EXPECT_TRUE(holds(fault("1.234,5"), "write 1234.5, with"));
  EXPECT_TRUE(holds(fault("1,312.3"), "write 1312.3, with"));
  EXPECT_TRUE(holds(fault("1.234.567"), "write 1234567, with"));
  EXPECT_EQ(fault("1,234"),
            "a comma that may be a decimal or a thousands mark; write 1.234 or 1234 (found "
            "1,234)\n");
  EXPECT_EQ(fault(" 8.5"), "spaces around the number; write 8.5 (found  8.5)\n");
  EXPECT_TRUE(holds(fault("  "), "the cell holds only spaces; leave it empty"));
  EXPECT_TRUE(holds(fault("-Inf"), "not a finite number; leave the cell empty"));
  EXPECT_TRUE(holds(fault("12 ha"), "not a number (digits with a decimal point"));
  EXPECT_EQ(fault("1e200"), "larger than 1e100; use a larger unit (found 1e200)\n");
}

TEST(MeasurePanelTest, ColumnsWithoutFiguresAndEmptyGridsAreFaults) {
  EXPECT_EQ(faults_of("place,year,y,z\nA,1,,\nA,2,,3\n", {"place", "year", {"y", "z"}}),
            "p.csv:1: y: the column has no figure in any row; take another\n");
  std::string text = "place,year,y\n";
  for (int i = 0; i < 9000; ++i) text += "P" + std::to_string(i) + "," + std::to_string(i) + ",1\n";
  EXPECT_EQ(faults_of(text),
            "p.csv: year: too large for a panel, and all but 9000 of its place-times have no row; "
            "are times and places in the right columns? (found 9000 places by 9000 times)\n");
  text = "place,year,y\n";
  for (int i = 0; i < 300; ++i) text += "A," + std::to_string(i) + ",x\n";
  EXPECT_TRUE(holds(faults_of(text),
                    "p.csv:102: too many faults; the rest of the file was not "
                    "read\n"));
}

TEST(MeasurePanelTest, TheMunicipalFileIsReadWithoutAFault) {
  std::ifstream in("data/municipal/colombia_coca_municipal_2001_2023.csv", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  Faults faults;
  const auto panel =
      read(text.str(), {"codmpio", "year", {"coca_ha", "gme_eradication_ha"}}, faults);
  EXPECT_EQ(listed(faults), "");
  ASSERT_TRUE(panel.has_value());
  EXPECT_EQ(panel->place_count(), 331);
  EXPECT_EQ(panel->times.front(), 2001);
  EXPECT_EQ(panel->times.back(), 2023);
  EXPECT_EQ(panel->column("coca_ha").array().isFinite().count(), 319 * 23);
  const auto summary = gap_summary(*panel, 2);
  EXPECT_TRUE(holds(summary, " of 7613 place-times have no figure at all: ")) << summary;
  Specification s;
  s.outcome = "coca_ha";
  s.treatments = {"gme_eradication_ha"};
  s.treatment_transform = s.transform = Transform::asinh;
  s.lag = 1;
  EXPECT_TRUE(check_regression(*panel, s, faults)) << listed(faults);
}

/// Four places in 2001-2004 with columns for the checks; y has no structure.
Panel square() {
  std::string text = "place,year,y,x,z,zero,one,fixed,year_only,both,sum,twice,low\n";
  const double y[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
  const double x[] = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5};
  const double z[] = {1, 4, 1, 4, 2, 1, 3, 5, 6, 2, 3, 7, 3, 0, 9, 5};
  for (int i = 0; i < 4; ++i)
    for (int t = 0; t < 4; ++t) {
      const int k = 4 * i + t;
      const int whole[] = {i * i, t * t, 3 * i + 2 * t * t + 1};
      text += std::string(1, static_cast<char>('A' + i)) + "," + std::to_string(2001 + t);
      for (const double v : {y[k], x[k], z[k], 0.0, 1.0}) text += "," + number_text(v);
      for (const int v : whole) text += "," + std::to_string(v);
      text += "," + number_text(x[k] + 2 * z[k] + i) + "," + number_text(2 * x[k] + 5) + "," +
              number_text(k == 6 ? -1 : 1.0 + k % 3) + "\n";
    }
  return panel_of(
      text, {"y", "x", "z", "zero", "one", "fixed", "year_only", "both", "sum", "twice", "low"});
}

Specification of(const std::vector<std::string>& treatments,
                 const std::vector<std::string>& controls = {},
                 Effects effects = Effects::two_way) {
  Specification s;
  s.outcome = "y";
  s.treatments = treatments;
  s.controls = controls;
  s.effects = effects;
  return s;
}

std::string check(const Specification& s, const Panel& panel = square()) {
  Faults faults;
  const bool sound = check_regression(panel, s, faults, "p.csv");
  EXPECT_EQ(sound, faults.empty());
  return listed(faults);
}

TEST(MeasureCheckTest, ASoundRegressionHasNoFault) {
  EXPECT_EQ(check(of({"x"}, {"z"})), "");
  EXPECT_EQ(check(of({"fixed"}, {"x"}, Effects::time)), "");
  EXPECT_EQ(check(of({"year_only", "x"}, {}, Effects::place)), "");
  EXPECT_EQ(check(of({"both"}, {"fixed"}, Effects::none)), "");
  auto s = of({"y"});
  s.lag = 1;
  EXPECT_EQ(check(s), "");
}

TEST(MeasureCheckTest, NamesAreLookedAt) {
  EXPECT_TRUE(holds(check(of({"twise"}, {"elsewhere"})),
                    "p.csv: twise: the panel has no such column; did you mean twice?\n"
                    "p.csv: elsewhere: the panel has no such column; it has y, x, z, "));
  EXPECT_EQ(check(of({})), "p.csv: treatment: at least one treatment is needed\n");
  EXPECT_EQ(check(of({"x"}, {"x"})),
            "p.csv: x: named twice among treatments and controls; once is enough\n");
  EXPECT_EQ(check(of({"x"}, {"y"})),
            "p.csv: y: the outcome would explain itself; leave it out, or lag it as a treatment\n");
  EXPECT_TRUE(holds(check(of({"y"})), "p.csv: y: the outcome would explain itself"));
  auto s = of({"x"}, {"x"});
  s.lag = 1;  // x of the year before and of the year itself
  EXPECT_EQ(check(s), "");
  s.lag = -1;
  EXPECT_EQ(check(s), "p.csv: lag: must be 0 or more: treatments precede the outcome (found -1)\n");
}

TEST(MeasureCheckTest, TreatmentsWithoutAnythingToMeasureAreFaults) {
  EXPECT_EQ(check(of({"zero"}, {"one"})),
            "p.csv: zero: zero is 0 in all 16 rows: it has no effect that could be measured; leave "
            "it out, or take other times or places (found 0)\n"
            "p.csv: one: one is the same in all 16 rows: it has no effect that could be measured; "
            "leave it out, or take other times or places (found 1)\n");
  auto s = of({"fixed"});
  s.treatment_transform = Transform::change;
  EXPECT_TRUE(holds(check(s), "p.csv: fixed: change in fixed is 0 in all 12 rows"));
  s = of({"x"});
  s.outcome = "one";
  EXPECT_TRUE(holds(check(s),
                    "p.csv: one: one is the same in all 16 rows: there is nothing to "
                    "explain; take other times or places (found 1)\n"));
}

TEST(MeasureCheckTest, WhatTheEffectsAbsorbIsAFault) {
  EXPECT_EQ(check(of({"fixed", "year_only"}, {"both"})),
            "p.csv: fixed: the place effects absorb fixed: it does not change over time within any "
            "place; leave it out, leave place effects out, or multiply it by a figure that "
            "changes\n"
            "p.csv: year_only: the time effects absorb year_only: it is the same for all places at "
            "each time; leave it out, leave time effects out, or multiply it by a figure of the "
            "place\n"
            "p.csv: both: the place and time effects together absorb both: it is a figure of the "
            "place plus a figure of the time; leave it out or take fewer effects\n");
  EXPECT_TRUE(holds(check(of({"fixed"}, {}, Effects::place)), "the place effects absorb fixed"));
  EXPECT_TRUE(
      holds(check(of({"year_only"}, {}, Effects::time)), "the time effects absorb year_only"));
  auto s = of({"x"});
  s.outcome = "both";
  EXPECT_TRUE(holds(check(s),
                    "absorb both: it is a figure of the place plus a figure of the time; "
                    "take fewer effects or another outcome\n"));
  auto panel = square();  // the same with gaps, where effects are taken out step by step
  panel.values[0](1, 2) = panel.values[0](3, 0) = std::nan("");
  EXPECT_TRUE(holds(check(of({"both"}, {"x"}), panel), "together absorb both"));
  EXPECT_EQ(check(of({"z"}, {"x"}), panel), "");
}

TEST(MeasureCheckTest, CollinearColumnsAreNamedWithThoseTheyAreMadeOf) {
  EXPECT_EQ(check(of({"x"}, {"twice"})),
            "p.csv: twice: twice is a linear combination of other regressors once the effects are "
            "out: 2 times x; leave one of them out\n");
  EXPECT_EQ(check(of({"x", "z"}, {"sum", "twice"})),  // sum is x + 2 z within places
            "p.csv: sum: sum is a linear combination of other regressors once the effects are out: "
            "1 times x, 2 times z; leave one of them out\n"
            "p.csv: twice: twice is a linear combination of other regressors once the effects are "
            "out: 2 times x; leave one of them out\n");
  EXPECT_EQ(check(of({"x", "z"}, {"sum"}, Effects::time)), "");
  auto s = of({"x", "twice"});
  s.lag = 1;
  EXPECT_TRUE(holds(check(s),
                    "twice (lag 1) is a linear combination of other regressors once the "
                    "effects are out: 2 times x (lag 1)"));
}

TEST(MeasureCheckTest, TooFewRowsPlacesOrTimesAreFaults) {
  const auto one_time = panel_of("place,year,y,x\nA,1,1,2\nB,1,3,5\nC,1,2,2\n", {"y", "x"});
  EXPECT_EQ(check(of({"x"}), one_time),
            "p.csv: times: place effects need figures at 2 times or more; give more, or leave "
            "place effects out (found 1 time)\n");
  EXPECT_EQ(check(of({"x"}, {}, Effects::time), one_time), "");
  const auto one_place = panel_of("place,year,y,x\nA,1,1,2\nA,2,3,5\nA,3,2,2\n", {"y", "x"});
  EXPECT_EQ(check(of({"x"}), one_place),
            "p.csv: places: time effects need figures of 2 places or more; give more, or leave "
            "time effects out (found 1 place)\n");
  EXPECT_EQ(check(of({"x"}, {}, Effects::place), one_place), "");
  const auto four = panel_of("place,year,y,x\nA,1,1,2\nA,2,3,5\nB,1,2,2\nB,2,7,1\n", {"y", "x"});
  EXPECT_EQ(check(of({"x"}), four),
            "p.csv: y: 1 regressor and 3 fixed effects need at least 5 rows; give more places or "
            "times, or take fewer regressors or effects (found 4 rows)\n");
  auto s = of({"x"});
  s.lag = 5;
  EXPECT_EQ(check(s, four),
            "p.csv: y: no place and time has the outcome and every regressor (y has 4 figures, x "
            "has 4 figures); changes and lags also need the times before (found 0 rows)\n");
}

TEST(MeasureCheckTest, FiguresThatHaveNoLogAreFaultsNotGaps) {
  auto s = of({"low"}, {"x"});
  s.treatment_transform = Transform::log1p;
  EXPECT_EQ(check(s),
            "p.csv: low: log1p needs figures above -1; 1 figure is not, the first B 2003; "
            "take asinh or the level (found -1)\n");
}

}  // namespace measure_panel_test
}  // namespace balloon
