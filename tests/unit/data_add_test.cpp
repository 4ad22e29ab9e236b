// `balloon data add`: what is merged, what is refused, what follows, and what is written.
#include "io/data_add.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "io/data_table_text.hpp"
#include "io/target_reader.hpp"

namespace balloon {
namespace {

namespace fs = std::filesystem;
using Kind = AddedRow::Kind;

constexpr const char* rows_head =
    "place,series,t_start,t_end,value,low,high,unit,basis,segment,coverage,source,quality,note\n";
constexpr const char* sources = "source\nSurvey of 2024\n";

AddRequest request_of(const std::string& text) {
  AddRequest r;
  r.file = "new.csv";
  r.text = text;
  r.sources_file = "sources.csv";
  r.sources_text = sources;
  return r;
}

std::string row_of(const std::string& place, const std::string& value) {
  return place + ",coca_area_ha,2024-01-01,2024-12-31," + value +
         ",,,ha,,simci,full,Survey of 2024,verified,\n";
}

std::string all_faults(const Faults& faults) {
  std::string text;
  for (const auto& f : faults.list()) text += to_string(f) + "\n";
  return text;
}

/// The faults of a request; "" where it is fine.
std::string faults_of_addition(const AddRequest& request) {
  Faults faults;
  const auto addition = add_data(embedded_files(), request, faults);
  EXPECT_EQ(addition.has_value(), faults.empty());
  return all_faults(faults);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A row of the program's own observations, and the file with only that row.
std::string own_row() {
  const std::string text(*embedded_files()("data/observations.csv"));
  const auto at = text.find("\nCOL,coca_area_ha,2022") + 1;
  return text.substr(0, text.find('\n') + 1) + text.substr(at, text.find('\n', at) + 1 - at);
}

struct Scratch {
  fs::path path = fs::temp_directory_path() / ("balloon-data-add-" + std::to_string(getpid()));
  Scratch() { fs::remove_all(path); }
  ~Scratch() { fs::remove_all(path); }
};

TEST(DataAdd, ANewYearIsMergedAndMakesTargets) {
  Faults faults;
  const auto a =
      add_data(embedded_files(),
               request_of(rows_head + row_of("COL", "262000") + row_of("PER", "89755")), faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->table, "observations");
  EXPECT_EQ(a->count(Kind::added), 2);
  EXPECT_NE(a->hash_before, a->hash_after);
  EXPECT_FALSE(a->world_changes);
  EXPECT_EQ(a->new_sources, std::vector<std::string>{"Survey of 2024"});
  ASSERT_EQ(a->targets.size(), 2U);
  EXPECT_EQ(a->targets[0].name, "area_un/COL/2024");
  EXPECT_EQ(a->targets[0].after, 262000);
  EXPECT_FALSE(a->targets[0].before);
  EXPECT_EQ(a->last_target_year, 2024);
  EXPECT_EQ(a->scorable.size(), 2U);
  // The old text is kept to the byte, the rows come after it, and the first of a window is
  // preferred.
  const std::string old(*embedded_files()("data/observations.csv"));
  const auto& merged = a->files.at("data/observations.csv");
  EXPECT_EQ(merged.substr(0, old.size()), old);
  EXPECT_EQ(merged.substr(old.size()),
            "COL,coca_area_ha,2024-01-01,2024-12-31,262000,,,ha,,simci,full,Survey of "
            "2024,verified,1,\n"
            "PER,coca_area_ha,2024-01-01,2024-12-31,89755,,,ha,,simci,full,Survey of "
            "2024,verified,1,\n");
  EXPECT_TRUE(has(a->files.at("data/sources.csv"), "\nSurvey of 2024,observations,2,2,0,0,0\n"));
  const auto text = addition_text(*a, "mydata");
  for (const char* part :
       {"to 2024", "new      area_un/COL/2024", "balloon calibrate --origins 2024 --data mydata",
        "balloon score FORECAST.json mydata/observations.csv", "still runs"})
    EXPECT_TRUE(has(text, part)) << part << "\n" << text;
  const auto j = nlohmann::json::parse(addition_json(*a, ""));
  EXPECT_EQ(j["rows"][1]["place"], "PER");
  EXPECT_EQ(j["targets"].size(), 2U);
  EXPECT_TRUE(j["folder"].is_null());
}

TEST(DataAdd, WhatTheLikelihoodDoesNotReadNeedsNoRefit) {
  auto r = request_of(
      "place,series,year,value,unit,quality\n"
      "BOL,agriculture_workers_percent_of_employment,2024,26.1,percent of employment (modelled ILO "
      "estimate),verified\n");
  r.source = "Survey of 2024";
  EXPECT_TRUE(has(faults_of_addition(r),
                  "fit several tables; say which with --table: model-drivers, macro"));
  r.table = "macro";
  Faults faults;
  const auto a = add_data(embedded_files(), r, faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->table, "macro");
  EXPECT_TRUE(a->targets.empty());
  EXPECT_TRUE(a->scorable.empty());
  EXPECT_TRUE(has(addition_text(*a, "x"), "nothing needs refitting"));
  EXPECT_TRUE(nlohmann::json::parse(addition_json(*a, "x"))["refit"].is_null());
}

TEST(DataAdd, ATableOfTheModelChangesTheWorld) {
  auto r = request_of(
      "series,place,year,value,unit,quality\nlicit_income,COL,2024,0.8,\"index, 2010 = "
      "1\",assumed\n");
  r.source = "Survey of 2024";
  r.table = "model-drivers";
  Faults faults;
  const auto a = add_data(embedded_files(), r, faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->table, "model-drivers");
  EXPECT_TRUE(a->world_changes);
  EXPECT_TRUE(has(addition_text(*a, "x"), "was fitted to another world"));
}

TEST(DataAdd, RowsThatAreThereStay) {
  Faults faults;
  AddRequest r;
  r.file = "new.csv";
  r.text = own_row();
  const auto a = add_data(embedded_files(), r, faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->count(Kind::present), 1);
  EXPECT_TRUE(a->files.empty());
  EXPECT_EQ(a->hash_before, a->hash_after);
  EXPECT_TRUE(has(addition_text(*a, "x"), "the data stay as they are"));
}

TEST(DataAdd, RevisionsAreAskedForAndKeepTheOldFigureInTheNote) {
  AddRequest r;
  r.file = "new.csv";
  r.text = own_row();
  const auto at = r.text.find("230028");
  ASSERT_NE(at, std::string::npos) << r.text;
  r.text.replace(at, 6, "231028");
  EXPECT_TRUE(has(faults_of_addition(r),
                  "new.csv:2: value, low, high: the row is there with another value"));
  r.revise = true;
  Faults faults;
  const auto a = add_data(embedded_files(), r, faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->count(Kind::revised), 1);
  EXPECT_TRUE(has(a->files.at("data/observations.csv"), "revised, was 230028"));
  ASSERT_EQ(a->targets.size(), 1U);
  EXPECT_EQ(a->targets[0].before, 230028);
  EXPECT_EQ(a->targets[0].after, 231028);
  EXPECT_TRUE(has(addition_text(*a, ""), "was 230028"));
}

TEST(DataAdd, APreferredRivalMovesTheMarkWhenAskedTo) {
  const std::string text =
      "place,series,t_start,t_end,value,unit,source,quality,segment,coverage,preferred\n"
      "COL,coca_area_ha,2022-01-01,2022-12-31,229000,ha,Survey of 2024,verified,simci,full,";
  auto rival = request_of(text + "0\n");
  Faults faults;
  const auto beside = add_data(embedded_files(), rival, faults);
  ASSERT_TRUE(beside) << all_faults(faults);
  EXPECT_TRUE(beside->targets.empty()) << "a rival is kept, the preferred row counts";
  rival.text = text + "1\n";
  EXPECT_TRUE(has(faults_of_addition(rival), "is preferred for this place, series and window"));
  rival.revise = true;
  const auto moved = add_data(embedded_files(), rival, faults);
  ASSERT_TRUE(moved) << all_faults(faults);
  ASSERT_EQ(moved->targets.size(), 1U);
  EXPECT_EQ(moved->targets[0].after, 229000);
}

/// Bad files with what must be said of them.
struct Bad {
  const char* what;
  std::string text;
  const char* said;
};

class BadRows : public testing::TestWithParam<Bad> {};

TEST_P(BadRows, AreRefusedWithPlaceAndLimit) {
  const auto said = faults_of_addition(request_of(GetParam().text));
  EXPECT_TRUE(has(said, GetParam().said)) << said;
}

const std::string good = row_of("COL", "262000");
std::string with(const std::string& from, const std::string& to) {
  auto text = rows_head + good;
  const auto at = text.find(from, std::string(rows_head).size());
  return text.replace(at, from.size(), to);
}
std::string with_head(const std::string& from, const std::string& to) {
  auto text = rows_head + good;
  return text.replace(text.find(from), from.size(), to);
}

INSTANTIATE_TEST_SUITE_P(
    DataAdd, BadRows,
    testing::Values(
        Bad{"empty", "", "the file is empty"}, Bad{"no rows", rows_head, "holds no row"},
        Bad{"not UTF-8", std::string(rows_head) + "COL\xff\n", "UTF-8"},
        Bad{"fields", std::string(rows_head) + "COL,coca_area_ha\n", "must have 14 fields"},
        Bad{"column", with_head("coverage", "coverag"),
            "new.csv:1: coverag: unknown column; observations has"},
        Bad{"suggestion", with_head("segment", "segmnt"), "did you mean segment?"},
        Bad{"column missing", "place,series,t_start,t_end,value,unit,source\n", "quality"},
        Bad{"place", with("COL", "CLO"), "new.csv:2: place: no row of observations has it"},
        Bad{"series", with("coca_area_ha", "coca_aera_ha"), "did you mean coca_area_ha?"},
        Bad{"unit", with(",ha,", ",km2,"), "series coca_area_ha is in ha"},
        Bad{"number", with("262000", "262.000,5"), "must have 14 fields"},
        Bad{"not a number", with("262000", "many"), "new.csv:2: value: must be a number"},
        Bad{"thousands", with("262000", "262 000"), "must be a number"},
        Bad{"date", with("2024-01-01", "2024-13-01"), "new.csv:2: t_start: must be a date"},
        Bad{"order", with("2024-12-31", "2023-12-31"), "lies before the start"},
        Bad{"far future", with("2024-12-31", "2124-12-31"), "must lie in 1900 to 2035"},
        Bad{"quality", with("verified", "certain"), "new.csv:2: quality: must be one of"},
        Bad{"no quality", with("verified", ""), "new.csv:2: quality: must not be empty"},
        Bad{"coverage", with(",full,", ",half,"), "new.csv:2: coverage: must be one of"},
        Bad{"range", with("262000,,", "262000,300000,310000"), "lies outside low to high"},
        Bad{"source", with("Survey of 2024", "Survey of 2025"), "is not in data/sources.csv"},
        Bad{"no source", with("Survey of 2024", ""), "new.csv:2: source: must not be empty"},
        Bad{"twice", rows_head + good + good, "stands twice in the file, first in line 2"},
        Bad{"negative", with("262000", "-5"), "new.csv:2: value"}),
    [](const auto& of) { return "Case" + std::to_string(of.index); });

TEST(DataAdd, FilesThatFitSeveralOrNoTablesAreTold) {
  auto r = request_of(rows_head + good);
  r.table = "observation";
  EXPECT_TRUE(has(faults_of_addition(r), "did you mean observations?"));
  r.table = "prices";
  EXPECT_TRUE(has(faults_of_addition(r), "new.csv:1: series: unknown column; prices has"));
  r.table = "model-crosswalk";
  r.text = "zone,reported_region,first_year,last_year,note,source,quality\n";
  EXPECT_TRUE(has(faults_of_addition(r), "no key and no value"));
}

TEST(DataAdd, AllColumnsOfATableNameIt) {
  const auto r = request_of(
      "place,series,year,value,unit,source,quality\n"
      "USA,us_cpi_u,2024,313.7,\"index 1982-84=100, annual mean of monthly values\",Survey of "
      "2024,verified\n");
  Faults faults;
  const auto a = add_data(embedded_files(), r, faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_EQ(a->table, "macro");
}

TEST(DataAdd, SourcesAreNamedOnceAndUsed) {
  auto r = request_of(rows_head + good);
  r.sources_text = "source\nSurvey of 2024\nAnother\nAnother\n";
  const auto said = faults_of_addition(r);
  EXPECT_TRUE(has(said, "sources.csv:3: source: no row of new.csv has this source")) << said;
  EXPECT_TRUE(has(said, "sources.csv:4: source: stands twice")) << said;
  r.sources_text = "name\nSurvey of 2024\n";
  EXPECT_TRUE(has(faults_of_addition(r), "sources.csv:1: source: the column is missing"));
}

TEST(DataAdd, MoneyOfAYearWithoutConsumerPricesIsTold) {
  auto r = request_of(
      "place,iso3,t_start,t_end,stage,level,measure,value,currency,unit,material,source,quality,"
      "preferred,sampling\n"
      "PER,PER,2024-01-01,2024-12-31,leaf,farm,level,3.1,USD,USD/kg,dry leaf,Survey of "
      "2024,verified,1,mean\n");
  const auto said = faults_of_addition(r);
  EXPECT_TRUE(has(said, "new.csv:2: currency: data/macro.csv has no us_cpi_u")) << said;
}

TEST(DataAdd, AFigureOfAnotherSizeIsNoted) {
  Faults faults;
  const auto a = add_data(embedded_files(), request_of(rows_head + row_of("COL", "262")), faults);
  ASSERT_TRUE(a) << all_faults(faults);
  EXPECT_TRUE(has(addition_text(*a, ""), "is far from 252572")) << addition_text(*a, "");
}

TEST(DataAdd, AFolderIsMadeWholeAndThenChanged) {
  const Scratch scratch;
  const auto folder = scratch.path.string();
  Faults faults;
  const auto first =
      add_data(embedded_files(), request_of(rows_head + row_of("COL", "262000")), faults);
  ASSERT_TRUE(first) << all_faults(faults);
  ASSERT_EQ(write_addition(embedded_files(), *first, folder), "");
  const auto there = folder_files(folder, "data/");
  EXPECT_EQ(there("data/observations.csv"), first->files.at("data/observations.csv"));
  const auto catalog = DataCatalog::read(there, faults);
  ASSERT_TRUE(catalog);
  data_check(*catalog, faults);
  EXPECT_TRUE(faults.empty()) << all_faults(faults);
  EXPECT_EQ(package_hash(*catalog), first->hash_after);

  auto more = request_of(rows_head + row_of("PER", "89755"));
  more.sources_file.clear();
  const auto second = add_data(there, more, faults);
  ASSERT_TRUE(second) << all_faults(faults);
  EXPECT_EQ(second->hash_before, first->hash_after);
  ASSERT_EQ(write_addition(there, *second, folder), "");
  const auto again = folder_files(folder, "data/");
  EXPECT_TRUE(
      has(std::string(*again("data/sources.csv")), "Survey of 2024,observations,2,2,0,0,0"));
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    EXPECT_FALSE(has(entry.path().string(), ".part")) << entry.path();
  const auto world = read_world(again, faults);
  ASSERT_TRUE(world);
  const auto targets = read_targets(again, *world, faults);
  ASSERT_TRUE(targets) << all_faults(faults);
}

TEST(DataAdd, AFolderThatCannotBeMadeLeavesNothing) {
  const Scratch scratch;
  std::ofstream(scratch.path) << "a file";
  Faults faults;
  const auto a = add_data(embedded_files(), request_of(rows_head + good), faults);
  ASSERT_TRUE(a);
  EXPECT_NE(write_addition(embedded_files(), *a, (scratch.path / "in" / "it").string()), "");
  EXPECT_TRUE(fs::is_regular_file(scratch.path));
}

TEST(TableText, KeepsQuotedLinesAndNumbersTheNewOnes) {
  const std::string text = "a,b\n1,\"two\nlines\"\r\n2,x";
  Faults faults;
  const auto table = CsvTable::parse("t", text, faults);
  ASSERT_TRUE(table);
  TableText t(*table, text);
  EXPECT_EQ(t.text(), text + "\n");
  t.append({"3", "q\"z"}, 7);
  t.replace(0, {"9", "n"}, 5);
  EXPECT_EQ(t.text(), "a,b\n9,n\n2,x\n3,\"q\"\"z\"\n");
  EXPECT_EQ(t.lines(), (std::map<int, int>{{2, 5}, {4, 7}}));
}

}  // namespace
}  // namespace balloon
