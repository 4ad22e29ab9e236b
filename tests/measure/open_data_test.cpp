#include "io/open_data.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include "io/csv.hpp"

namespace balloon {
namespace open_data_test {

using Key = std::pair<std::string, int>;  // code and year

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// coca_ha of a long table by code and year; empty cells are left out.
std::map<Key, double> areas_of(const std::string& text) {
  Faults faults;
  const auto table = CsvTable::parse("long.csv", text, faults);
  std::map<Key, double> areas;
  if (!table) {
    ADD_FAILURE() << to_string(faults.list().front());
    return areas;
  }
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    if (row.text("coca_ha").empty()) continue;
    areas[{row.required("codmpio"), row.integer("year", 1990, 2100)}] =
        row.number("coca_ha", 0, 1e6);
  }
  EXPECT_TRUE(faults.empty());
  return areas;
}

DetectedCoca imported(const std::string& text) {
  Faults faults;
  auto result = import_coca_detection("coca.csv", text, faults);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  return result.value_or(DetectedCoca{});
}

/// Faults of a text that must have some, a line each.
std::string faults_of(const std::string& text) {
  Faults faults;
  EXPECT_FALSE(import_coca_detection("coca.csv", text, faults).has_value());
  EXPECT_FALSE(faults.empty());
  std::string out;
  for (const auto& f : faults.list()) out += to_string(f) + "\n";
  return out;
}

std::string notes_of(const std::string& text) {
  std::string out;
  for (const auto& note : imported(text).notes) out += note + "\n";
  return out;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A file of two years, 2019 and 2020.
std::string two_years(const std::string& rows) {
  return "CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2019,2020\n" + rows;
}

/// A file of one year with a municipality for each figure: 05001, 05002, ...
std::string one_year(const std::vector<std::string>& figures) {
  std::string text = "CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2020\n";
  int code = 5001;
  for (const auto& f : figures) text += "05,A,0" + std::to_string(code++) + ",M,\"" + f + "\"\n";
  return text;
}

double area_2020(const std::vector<std::string>& figures, const std::string& code) {
  return areas_of(imported(one_year(figures)).csv).at({code, 2020});
}

TEST(NumberStyleTest, SpanishNumbersHaveThousandsPointsAndADecimalComma) {
  EXPECT_EQ(parse_spanish_number("8.832,9"), 8832.9);
  EXPECT_EQ(parse_spanish_number("8832,9"), 8832.9);
  EXPECT_EQ(parse_spanish_number("8.832"), 8832);
  EXPECT_EQ(parse_spanish_number("1.234.567,25"), 1234567.25);
  EXPECT_EQ(parse_spanish_number("61,5"), 61.5);
  EXPECT_EQ(parse_spanish_number("1,312"), 1.312);
  EXPECT_EQ(parse_spanish_number("686"), 686);
  EXPECT_EQ(parse_spanish_number("0"), 0);
  EXPECT_EQ(parse_spanish_number("-8,5"), -8.5);
  for (const auto* text : {"",         "-",       "36.6", "0.832",   "1234.567", "8.83,2", "8.8325",
                           "1.23.456", "8,832,9", ",5",   "5,",      "8.832,",   ".832",   "1 234",
                           "1e3",      "NA",      "+5",   "8.832.9", "--1",      "1,312.3"})
    EXPECT_FALSE(parse_spanish_number(text)) << text;
}

TEST(NumberStyleTest, EnglishNumbersHaveThousandsCommasAndADecimalPoint) {
  EXPECT_EQ(parse_english_number("1,312.3"), 1312.3);
  EXPECT_EQ(parse_english_number("36.6"), 36.6);
  EXPECT_EQ(parse_english_number("8.832"), 8.832);
  EXPECT_EQ(parse_english_number("1,312"), 1312);
  EXPECT_FALSE(parse_english_number("8.832,9"));
  EXPECT_FALSE(parse_english_number("61,5"));
}

// Five municipalities in the published form, 2020 with decimal commas; figures are ours.
constexpr const char* published =
    R"csv("CODDEPTO","DEPARTAMENTO","CODMPIO","MUNICIPIO","2001","2002","2003","2004","2005","2006","2007","2008","2009","2010","2011","2012","2013","2014","2015","2016","2017","2018","2019","2020","2021","2022","2023"
"91","AMAZONAS","91263","EL ENCANTO (Cor. Departamental)","191.8","264.0","164.0","270.0","382.0","233.0","186.0","349.0","109.0","81.0","35.0","16.0","8.0","20.0","11.8","12.7","8.0","4.1","2.5","0","- 0","- 0"," - 0 "
"05","ANTIOQUIA","05031","AMALFI","36.6","110.0","74.0","173.0","210.0","342.0","246.0","151.0","108.0","103.0","29.0","170.0","48.0","40.0","28.4","130.8","197.9","205.6","191.1","209,8","475.4","405.0","382.6"
"13","BOLÍVAR","13688","SANTA ROSA DEL SUR","1,907.4","996.0","1,336.0","925.0","1,152.0","810.0","958.0","1,319.0","1,083.0","745.0","264.0","526.0","336.0","488.0","307.3","968.4","1,437.1","2,009.2","1,912.6","2.468","2,515.2","2,087.0","2,103.8"
"19","CAUCA","19698","SANTANDER DE QUILICHAO","","","","","","","","- 0","- 0","- 0","- 0","- 0","- 0","- 0","- 0","- 0","- 0","- 0","- 0","5,5","356.1","166.0","157.4"
"52","NARIÑO","52835","TUMACO","1,421.4","5,585.0","5,234.0","4,806.0","4,004.0","7,045.0","5,642.0","5,865.0","4,682.0","5,464.0","5,593.0","5,065.0","6,612.0","8,963.0","16,960.2","23,148.0","19,516.9","16,046.9","11,830.3","8.832,9","18,109.1","20,719.9","22,999.6"
)csv";

const std::map<Key, double>& our_areas() {
  static const auto areas =
      areas_of(file_text("data/municipal/colombia_coca_municipal_2001_2023.csv"));
  return areas;
}

TEST(OpenDataTest, ThePublishedFormGivesOurFigures) {
  const auto result = imported(published);
  EXPECT_EQ(result.municipalities, 5U);
  ASSERT_EQ(result.years.size(), 23U);
  EXPECT_EQ(result.csv.substr(0, result.csv.find("2002")),
            "codmpio,municipality,coddepto,department,year,coca_ha\n"
            "05031,AMALFI,05,ANTIOQUIA,2001,36.6\n05031,AMALFI,05,ANTIOQUIA,");
  const auto areas = areas_of(result.csv);
  ASSERT_EQ(areas.size(), 5U * 23U);
  for (const auto& [key, area] : areas)
    EXPECT_EQ(area, our_areas().at(key)) << key.first << " " << key.second;
  EXPECT_EQ(areas.at({"13688", 2020}), 2468);
  EXPECT_EQ(areas.at({"52835", 2020}), 8832.9);
  ASSERT_EQ(result.notes.size(), 4U);
  EXPECT_EQ(result.notes[0], "decimal point in 2001-2019, 2021-2023");
  EXPECT_EQ(result.notes[1], "decimal comma in 2020");
  EXPECT_EQ(result.notes[2],
            "2020: 1 cell could be read in two ways; as others have a decimal comma, e.g. 209,8 on "
            "line 3 (2.468 on line 4 is 2468)");
  EXPECT_EQ(result.notes[3], "22 empty or \"- 0\" cells are 0 ha: no coca was detected there");
}

/// A figure as the file writes it: one decimal, thousands marks; 2020 the other way round.
std::string written(double area, bool spanish) {
  if (area == 0) return spanish ? "0" : "- 0";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", area);
  std::string text = buffer;
  const auto point = text.size() - 2;
  if (spanish) text[point] = ',';
  if (point > 3) text.insert(point - 3, spanish ? "." : ",");
  if (spanish && text.ends_with(",0")) text.resize(text.size() - 2);
  return text;
}

TEST(OpenDataTest, TheWholeFileGivesOurFigures) {
  std::map<std::string, std::string> rows;
  for (const auto& [key, area] : our_areas()) {
    auto& row = rows[key.first];
    if (row.empty()) row = key.first.substr(0, 2) + ",D," + key.first + ",M";
    row += ",\"" + written(area, key.second == 2020) + "\"";
  }
  ASSERT_EQ(rows.size(), 319U);
  std::string text = "CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO";
  for (int year = 2001; year <= 2023; ++year) text += "," + std::to_string(year);
  for (const auto& [code, row] : rows) text += "\n" + row;
  EXPECT_EQ(areas_of(imported(text).csv), our_areas());
}

TEST(OpenDataTest, TheFormOfTheApiIsReadToo) {
  const auto result = imported(
      "coddepto,departamento,codmpio,municipio,_2019,_2020\n52,NARIÑO,52835,TUMACO,11830.3,8832.9\n"
      "54,\"NORTE, DE\",54810,TIBÚ,19892.75,19333.9\n");
  EXPECT_EQ(result.years, (std::vector<int>{2019, 2020}));
  EXPECT_EQ(areas_of(result.csv).at({"54810", 2019}), 19892.75);
  EXPECT_TRUE(holds(result.csv, "54810,TIBÚ,54,\"NORTE, DE\",2019,19892.75\n"));
}

TEST(OpenDataTest, TheColumnDecidesHowAFigureIsRead) {
  EXPECT_EQ(area_2020({"8.832", "61,5"}, "05001"), 8832);
  EXPECT_EQ(area_2020({"8.832", "36.6"}, "05001"), 8.832);
  EXPECT_EQ(area_2020({"1,312", "36.6"}, "05001"), 1312);
  EXPECT_EQ(area_2020({"1,312", "61,5"}, "05001"), 1.312);
  // nothing decides: the mark is one of thousands
  EXPECT_EQ(area_2020({"8.832", "686"}, "05001"), 8832);
  EXPECT_EQ(area_2020({"1,312", "686"}, "05001"), 1312);
  EXPECT_TRUE(holds(notes_of(one_year({"8.832", "686", "2.468"})),
                    "2020: 2 cells could be read in two ways; as no other cell of the year decides "
                    "and figures have two decimals at most (8.832 on line 2 is 8832, 2.468 on line "
                    "4 is 2468)"));
  EXPECT_TRUE(holds(notes_of(one_year({"8.832", "36.6"})),
                    "as others have a decimal point, e.g. 36.6 on line 3 (8.832 on line 2 is "
                    "8.832)"));
  // each cell is certain, although the column has both styles
  EXPECT_EQ(area_2020({"1,312.3", "61,5"}, "05001"), 1312.3);
  EXPECT_EQ(area_2020({"1,312.3", "61,5"}, "05002"), 61.5);
  EXPECT_TRUE(holds(notes_of(one_year({"1,312.3", "61,5"})),
                    "each cell read by its own marks in 2020 (the column has both 61,5 on line 3 "
                    "and 1,312.3 on line 2)"));
}

TEST(OpenDataTest, FiguresThatNothingDecidesAreFaults) {
  EXPECT_EQ(faults_of(one_year({"36.6", "61,5", "8.832"})),
            "coca.csv:4: 2020: may be 8832 or 8.832, and the column has both 61,5 on line 3 and "
            "36.6 on line 2; write one of them without a thousands mark and with a decimal, such "
            "as 8832.0 (found 8.832)\n");
  const auto two = faults_of(one_year({"1,312", "8.832"}));
  EXPECT_TRUE(holds(two,
                    "coca.csv:2: 2020: may be 1.312 or 1312, and the column has such cells "
                    "with a point and with a comma, and no other"));
  EXPECT_TRUE(holds(two, "coca.csv:3: 2020: may be 8832 or 8.832"));
}

TEST(OpenDataTest, FiguresThatAreNoAreaAreFaults) {
  const auto text = faults_of(one_year({"NA", "-5", "-", "- 0", "8.83,2", "1,234,567.5", "3 4"}));
  EXPECT_TRUE(holds(text,
                    "coca.csv:2: 2020: not a number of hectares such as 1,312.3, 8.832,9, "
                    "686 or - 0 (found NA)\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:3: 2020: a dash before anything but 0; an area cannot be "
                    "negative (found -5)\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:4: 2020: a lone dash; write 0, - 0 or nothing where no coca "
                    "was detected (found -)\n"));
  EXPECT_TRUE(holds(text, "coca.csv:6: 2020: not a number of hectares"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:7: 2020: 1234567.5 ha is more than any municipality can have "
                    "(at most 100000; the most in 2001-2023 was 23148, Tumaco in 2016)"));
  EXPECT_TRUE(holds(text, "(found 3 4)"));
  EXPECT_FALSE(holds(text, "coca.csv:5:"));
}

TEST(OpenDataTest, LostZerosOfCodesAreGivenBackWithANote) {
  const auto text = two_years("5,ANTIOQUIA,5031,AMALFI,1.5,2.5\n5,ANTIOQUIA,05040,ANORÍ,1.5,2.5\n");
  EXPECT_EQ(areas_of(imported(text).csv).count({"05031", 2019}), 1U);
  EXPECT_TRUE(holds(imported(text).csv, "05040,ANORÍ,05,ANTIOQUIA,2020,2.5\n"));
  EXPECT_TRUE(holds(notes_of(text),
                    "2 codes had lost their leading zero: 5031 is 05031, "
                    "department 5 of 05040 is 05\n"));
}

TEST(OpenDataTest, CodesThatAreNotCertainAreFaults) {
  const auto text =
      faults_of(two_years("50,META,5031,A,1,2\n05,B,50313,B,1,2\n05,C,031,C,1,2\n0,D,05031,D,1,2\n"
                          "05,E,05031.0,E,1,2\n,F,05031,F,1,2\n05,,05031,,1,2\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:2: CODMPIO: does not begin with its department's code 50, so "
                    "which digit it lost is not certain (found 5031)\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:3: CODMPIO: does not begin with its department's code 05 "
                    "(found 50313)\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:4: CODMPIO: not a municipality's code of five digits, which "
                    "begins with the department's, such as 05031 (found 031)\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:5: CODDEPTO: not a department's code of two digits, such as 05 "
                    "(found 0)\n"));
  EXPECT_TRUE(holds(text, "coca.csv:6: CODMPIO: not a municipality's code"));
  EXPECT_TRUE(holds(text, "coca.csv:7: CODDEPTO: not a department's code"));
  EXPECT_TRUE(holds(text, "coca.csv:8: MUNICIPIO: the municipality has no name\n"));
  EXPECT_TRUE(holds(text, "coca.csv:8: DEPARTAMENTO: the department has no name\n"));
  EXPECT_TRUE(holds(faults_of(two_years("05,A,05031,A,1,2\n5,A,5031,A,1,2\n")),
                    "coca.csv:3: CODMPIO: a second row for 05031; the first is on line 2 (found "
                    "5031)\n"));
}

TEST(OpenDataTest, TheHeaderIsLookedAt) {
  const auto text = faults_of("CODDEPTO,DEPARTAMENTO,MUNICIPIO,2019,_2019,TOTAL,1989\n");
  EXPECT_TRUE(holds(text,
                    "coca.csv:1: CODMPIO: the column is missing; is this the file of "
                    "datos.gov.co acs4-3wgp?\n"));
  EXPECT_TRUE(holds(text, "coca.csv:1: _2019: a second column for 2019\n"));
  EXPECT_TRUE(holds(text,
                    "coca.csv:1: TOTAL: not a column of the open data, which has CODDEPTO, "
                    "DEPARTAMENTO, CODMPIO, MUNICIPIO and years from 1990 such as 2001\n"));
  EXPECT_TRUE(holds(text, "coca.csv:1: 1989: not a column"));
  EXPECT_TRUE(holds(text, "coca.csv:2: the table has no municipality\n"));
  EXPECT_TRUE(holds(faults_of("CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO\n05,A,05031,A\n"),
                    "coca.csv:1: no column of a year, such as 2001\n"));
  EXPECT_TRUE(holds(faults_of("coddepto,CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2001\n"),
                    "coca.csv:1: CODDEPTO: stands twice in the header\n"));
  EXPECT_TRUE(holds(faults_of("CODDEPTO;DEPARTAMENTO;CODMPIO;MUNICIPIO;2020\n05;A;05031;A;8,5\n"),
                    "coca.csv:1: header: columns are separated by semicolons"));
  EXPECT_TRUE(holds(faults_of(two_years("05,A,05031,A,1\n")), "coca.csv:2: the row must have 6"));
  EXPECT_TRUE(holds(notes_of("CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2016,2019\n05,A,05031,A,1,2"),
                    "the file has no column for 2017-2018\n"));
}

TEST(OpenDataTest, FaultsAreListedUpToALimit) {
  Faults faults;
  EXPECT_FALSE(
      import_coca_detection("coca.csv", one_year(std::vector<std::string>(500, "x")), faults));
  EXPECT_EQ(faults.size(), CsvTable::max_faults + 1);
  EXPECT_TRUE(holds(to_string(faults.list().back()), "too many faults"));
}

}  // namespace open_data_test
}  // namespace balloon
