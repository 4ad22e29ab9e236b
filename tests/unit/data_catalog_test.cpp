// The data package: the shipped one has no fault; made-up ones show that each rule is looked at.
#include "io/data_catalog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "io/data_plot.hpp"
#include "io/letters.hpp"

namespace balloon {
namespace {

namespace fs = std::filesystem;

std::string listed(const Faults& faults) {
  std::string text;
  for (const auto& f : faults.list()) text += to_string(f) + "\n";
  return text;
}

const DataCatalog& shipped_catalog() {
  static const auto catalog = [] {
    Faults faults;
    return DataCatalog::read(embedded_files(), faults);
  }();
  return *catalog;
}

std::map<std::string, std::string, std::less<>> made_up;
FileSource made_up_files() {
  return [](std::string_view path) -> std::optional<std::string_view> {
    const auto found = made_up.find(path);
    if (found == made_up.end()) return std::nullopt;
    return found->second;
  };
}

constexpr const char* package = R"({"resources": [
  {"name": "t", "path": "t.csv", "title": "T", "schema": {"primaryKey": "id", "fields": [
    {"name": "id", "type": "string", "constraints": {"required": true}},
    {"name": "place", "type": "string"},
    {"name": "t_start", "type": "date"}, {"name": "t_end", "type": "date"},
    {"name": "value", "type": "number", "constraints": {"minimum": 0, "maximum": 10}},
    {"name": "low", "type": "number"}, {"name": "high", "type": "number"},
    {"name": "count", "type": "integer"}, {"name": "year", "type": "year"},
    {"name": "unit", "type": "string"}, {"name": "source", "type": "string"},
    {"name": "quality", "type": "string", "constraints": {"enum": ["verified", "assumed"]}}],
    "foreignKeys": [{"fields": ["place"], "reference": {"resource": "p", "fields": ["name"]}}]}},
  {"name": "p", "path": "p.csv", "description": "See p.md.",
   "schema": {"fields": [{"name": "name", "type": "string"}]}}]})";

std::string check_row(const std::string& row) {
  made_up = {
      {"data/datapackage.json", package},
      {"data/t.csv",
       "id,place,t_start,t_end,value,low,high,count,year,unit,source,quality\n" + row + "\n"},
      {"data/p.csv", "name\nPER\n"}};
  Faults faults;
  const auto catalog = DataCatalog::read(made_up_files(), faults);
  EXPECT_TRUE(catalog);
  if (!catalog) return "no catalog";
  EXPECT_GE(data_check(*catalog, faults), 2u);
  return listed(faults);
}

TEST(DataCatalogTest, TheShippedDataHaveNoFault) {
  Faults faults;
  EXPECT_GT(data_check(shipped_catalog(), faults), 10000u);
  EXPECT_EQ(listed(faults), "");
}

TEST(DataCatalogTest, EveryRuleIsLookedAt) {
  EXPECT_EQ(check_row("a,PER,2000-01-01,2000-12-31,1,0.5,2,3,2000,ha,book,verified"), "");
  const std::map<std::string, std::string> wrong = {
      {"a,PER,2000-01-01,2000-12-31,1,,,3,2000,ha,,verified", "source"},
      {"a,PER,2000-01-01,2000-12-31,1,,,3,2000,,book,verified", "unit"},
      {"a,PER,2000-01-01,2000-12-31,1,,,3,2000,ha,book,", "quality"},
      {"a,PER,2000-01-01,2000-12-31,1,,,3,2000,ha,book,verifed", "did you mean verified"},
      {"a,PER,2000-01-01,2000-12-31,-1,,,3,2000,ha,book,verified", "at least 0"},
      {"a,PER,2000-01-01,2000-12-31,11,,,3,2000,ha,book,verified", "at most 10"},
      {"a,PER,2000-01-01,2000-12-31,one,,,3,2000,ha,book,verified", "must be a number"},
      {"a,PER,2000-01-01,2000-12-31,1,2,3,3,2000,ha,book,verified", "outside low to high"},
      {"a,PER,2000-01-01,2000-12-31,1,3,2,3,2000,ha,book,verified", "below low"},
      {"a,PER,2000-01-01,1999-12-31,1,,,3,2000,ha,book,verified", "before the start"},
      {"a,PER,2000-02-30,2000-12-31,1,,,3,2000,ha,book,verified", "must be a date"},
      {"a,PER,2000-01-01,2000-12-31,1,,,3.5,2000,ha,book,verified", "whole number"},
      {"a,PER,2000-01-01,2000-12-31,1,,,3,20,ha,book,verified", "must be a year"},
      {",PER,2000-01-01,2000-12-31,1,,,3,2000,ha,book,verified", "must not be empty"},
      {"a,XXX,2000-01-01,2000-12-31,1,,,3,2000,ha,book,verified", "is not in data/p.csv"},
      {"a,PER,,,1,,,3,2000,ha,book,verified\na,PER,,,1,,,3,2000,ha,book,verified", "stands twice"}};
  for (const auto& [row, message] : wrong)
    EXPECT_NE(check_row(row).find(message), std::string::npos) << row << "\n" << check_row(row);
}

TEST(DataCatalogTest, MalformedPackagesAreFaults) {
  for (const auto* text : {"", "[]", "{}", R"({"resources": [3]})",
                           R"({"resources": [{"name": "x", "path": "../x", "schema": {}}]})",
                           R"({"resources": [{"name": "x", "path": "/etc/passwd",
                            "schema": {"fields": [{"name": "a"}]}}]})"}) {
    made_up = {{"data/datapackage.json", text}};
    Faults faults;
    EXPECT_FALSE(DataCatalog::read(made_up_files(), faults)) << text;
    EXPECT_FALSE(faults.empty()) << text;
  }
}

TEST(DataCatalogTest, ListAndShow) {
  Faults faults;
  const auto list = data_list_text(shipped_catalog(), 80, faults);
  EXPECT_NE(list.find("observations"), std::string::npos);
  EXPECT_TRUE(nlohmann::json::accept(data_list_json(shipped_catalog(), faults)));
  DataFilter filter;
  filter.place = "per";
  filter.series = "coca_area_ha";
  filter.from = "2011";
  filter.to = "2011";
  for (const int width : {40, 80, 200}) {
    const auto text =
        data_show(shipped_catalog(), "observations", filter, DataFormat::text, width, faults);
    ASSERT_TRUE(text) << listed(faults);
    EXPECT_NE(text->find("62500"), std::string::npos);
    const std::string table = text->substr(text->find("\nvalue") + 1);
    for (std::size_t from = 0, end; from < table.size() && width >= 80; from = end + 1) {
      end = std::min(table.find('\n', from), table.size());
      const auto line = table.substr(from, end - from);
      EXPECT_TRUE(letter_count(line) <= static_cast<std::size_t>(width) ||
                  line.find(" rows of ") != line.npos)
          << line;
    }
  }
  const auto j = nlohmann::json::parse(
      *data_show(shipped_catalog(), "observations.csv", filter, DataFormat::json, 80, faults));
  EXPECT_GE(j.size(), 2u);
  EXPECT_TRUE(j[0]["value"].is_number());
  const auto csv =
      data_show(shipped_catalog(), "observations", filter, DataFormat::csv, 80, faults);
  EXPECT_TRUE(CsvTable::parse("x", *csv, faults));
  EXPECT_TRUE(faults.empty()) << listed(faults);
}

TEST(DataCatalogTest, FiltersThatMakeNoSense) {
  const auto fault_of = [](const std::string& name, const DataFilter& filter) {
    Faults faults;
    EXPECT_FALSE(data_show(shipped_catalog(), name, filter, DataFormat::text, 80, faults));
    return listed(faults);
  };
  EXPECT_NE(fault_of("observatons", {}).find("observations"), std::string::npos);
  EXPECT_NE(fault_of("observations", {.place = "XXX"}).find("CO-AMA"), std::string::npos);
  EXPECT_NE(fault_of("sources", {.place = "PER"}).find("names a place"), std::string::npos);
  EXPECT_NE(fault_of("observations", {.from = "2011-13"}).find("--from"), std::string::npos);
  EXPECT_NE(fault_of("observations", {.from = "2012", .to = "2011"}).find("before"),
            std::string::npos);
}

TEST(DataCatalogTest, Plots) {
  Faults faults;
  const DataFilter filter{.place = "PER", .series = "coca_area_ha"};
  const auto data = plot_data(shipped_catalog(), "observations", filter, faults);
  ASSERT_TRUE(data) << listed(faults);
  ASSERT_EQ(data->lines.size(), 1u);
  EXPECT_GT(data->lines[0].points.size(), 30u);
  for (const bool unicode : {true, false}) {
    const auto text = plot_text(*data, 80, 12, unicode);
    std::size_t lines = 0;
    for (std::size_t from = 0, end; from < text.size(); from = end + 1, ++lines) {
      end = text.find('\n', from);
      EXPECT_LE(letter_count(text.substr(from, end - from)), 80u);
    }
    EXPECT_EQ(lines, 16u);
    EXPECT_TRUE(is_utf8(text));
  }
  const auto svg = plot_svg(*data);
  EXPECT_NE(svg.find("<polyline"), std::string::npos);
  EXPECT_FALSE(plot_data(shipped_catalog(), "markets", {.place = "Western Europe"}, faults));
  EXPECT_FALSE(plot_data(shipped_catalog(), "observations", {.series = "coca_area_ha"}, faults));
  EXPECT_EQ(faults.size(), 2u);
}

TEST(DataCatalogTest, ExportIsTheSameBytes) {
  const auto folder = fs::temp_directory_path() / ("balloon-export-" + std::to_string(getpid()));
  fs::remove_all(folder);
  ASSERT_EQ(data_export(shipped_catalog(), folder.string(), false), "");
  std::ifstream in(folder / "model" / "zones.csv", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, std::string(*embedded_files()("data/model/zones.csv")));
  EXPECT_TRUE(fs::exists(folder / "datapackage.json"));
  EXPECT_NE(data_export(shipped_catalog(), folder.string(), false), "");
  EXPECT_EQ(data_export(shipped_catalog(), folder.string(), true), "");
  fs::remove_all(folder);
}

TEST(DataCatalogTest, LettersNotBytes) {
  EXPECT_EQ(fit_letters("Nariño", 6), "Nariño");
  EXPECT_EQ(fit_letters("Nariño", 5), "Nari…");
  EXPECT_EQ(fit_letters("ab", 4), "ab  ");
  EXPECT_EQ(fit_letters("ab", 4, true), "  ab");
  EXPECT_EQ(letter_count("ñ…"), 2u);
}

}  // namespace
}  // namespace balloon
