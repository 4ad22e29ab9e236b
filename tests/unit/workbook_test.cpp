// The workbook: its tables of cells against the ledger and the report's figures, and its errors.
#include "io/workbook.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "io/study_runner.hpp"
#include "io/table_writer.hpp"
#include "io/workbook_sheets.hpp"

namespace balloon {
namespace {

namespace fs = std::filesystem;
using workbook::Cell;
using workbook::Sheet;

std::unique_ptr<StudyRun> study_until(int year) {
  Faults faults;
  auto world = read_world(embedded_files(), faults);
  StudyRequest request;
  request.scenarios = {"humala-2012"};
  request.options.members = 8;
  request.options.to = month_index(year, 12);
  auto run = prepare_study(std::move(*world), embedded_scenarios(false), request, faults);
  run_study(*run, {}, nullptr);
  return run;
}

const analysis::Study& study() {
  static const auto run = study_until(2017);
  return run->study;
}

std::vector<Sheet> sheets_of(const analysis::Study& from, const char* language) {
  const Words words(language);
  const auto observed = report::embedded_observations();
  const ReportOptions options;
  return workbook::make_sheets(report::make_context(from, words, observed, options));
}

const std::vector<Sheet>& english_workbook() {
  static const auto sheets = sheets_of(study(), "en");
  return sheets;
}

const Sheet& named(const std::vector<Sheet>& sheets, const std::string& name) {
  for (const auto& sheet : sheets)
    if (sheet.name == name) return sheet;
  throw std::out_of_range(name);
}

/// Column of a head, which must be there.
std::size_t column(const workbook::Table& table, const std::string& head) {
  const auto at = std::find(table.head.begin(), table.head.end(), head);
  EXPECT_NE(at, table.head.end()) << head;
  return static_cast<std::size_t>(at - table.head.begin());
}

TEST(WorkbookSheets, AreThirteenWithNamesThatASpreadsheetTakes) {
  for (const char* language : {"en", "es"}) {
    const auto sheets = sheets_of(study(), language);
    EXPECT_EQ(sheets.size(), 13u);
    std::set<std::string> names;
    for (const auto& sheet : sheets) {
      EXPECT_LE(sheet.name.size(), 31u) << sheet.name;
      EXPECT_EQ(sheet.name.find_first_of("[]:*?/\\'"), std::string::npos) << sheet.name;
      EXPECT_FALSE(sheet.title.empty()) << sheet.name;
      EXPECT_FALSE(sheet.about.empty()) << sheet.name;
      names.insert(sheet.name);
    }
    EXPECT_EQ(names.size(), sheets.size());
  }
}

TEST(WorkbookSheets, TablesAreRectanglesWithHeadsAndWidths) {
  for (const auto& sheet : english_workbook()) {
    ASSERT_FALSE(sheet.tables.empty()) << sheet.name;
    for (const auto& table : sheet.tables) {
      EXPECT_FALSE(table.rows.empty()) << sheet.name;
      EXPECT_LE(table.head.size(), sheet.widths.size()) << sheet.name;
      for (const auto& row : table.rows) EXPECT_LE(row.size(), table.head.size()) << sheet.name;
    }
  }
}

TEST(WorkbookSheets, ChartsDrawNumbersOfTheirTables) {
  std::size_t charts = 0;
  for (const auto& sheet : english_workbook()) {
    for (const auto& chart : sheet.charts) {
      ++charts;
      EXPECT_FALSE(chart.title.empty()) << sheet.name;
      EXPECT_FALSE(chart.x_title.empty()) << chart.title;
      EXPECT_FALSE(chart.y_title.empty()) << chart.title;
      for (const auto& series : chart.series) {
        EXPECT_EQ(series.x.first, series.y.first);
        EXPECT_EQ(series.x.last, series.y.last);
        const auto& rows = sheet.tables.at(series.y.table).rows;
        ASSERT_LT(series.y.last, rows.size()) << chart.title;
        bool any = false;
        for (auto r = series.y.first; r <= series.y.last; ++r) {
          ASSERT_LT(series.x.column, rows[r].size());
          any = any || (series.y.column < rows[r].size() && rows[r][series.y.column].is_number);
        }
        EXPECT_TRUE(any) << chart.title << ": " << series.name;
      }
    }
  }
  EXPECT_GT(charts, 30u);
}

TEST(WorkbookSheets, SummaryHoldsTheLastRowOfTheLedger) {
  const auto& row = study().arms.front().ledger.rows.back();
  const auto& sheet = named(english_workbook(), "Summary");
  const auto& table = sheet.tables.front();
  const auto find = [&](const std::string& name) -> const workbook::Row& {
    for (const auto& line : table.rows)
      if (line.front().words == name) return line;
    throw std::out_of_range(name);
  };
  const auto& net = find("Net change of the region");
  EXPECT_EQ(net[column(table, "median")].number, row.net.median);
  EXPECT_EQ(net[column(table, "50\u00a0% high")].number, row.net.high50);
  EXPECT_EQ(net[column(table, "90\u00a0% low")].number, row.net.low90);
  EXPECT_EQ(find("Net change: lowest median of a structure")[2].number, row.net_low_structure);
  EXPECT_EQ(find("Net change: highest median of a structure")[2].number, row.net_high_structure);
  EXPECT_EQ(find("Extra cost")[2].number, row.cost.median);
  // The answer in words has no marks of HTML.
  for (const auto& note : sheet.notes) {
    EXPECT_EQ(note.find_first_of("<>"), std::string::npos) << note;
    EXPECT_EQ(note.find("&"), std::string::npos) << note;
  }
}

TEST(WorkbookSheets, LedgerHoldsWhatTheTableOfTheLedgerHolds) {
  const auto& table = named(english_workbook(), "Ledger").tables.front();
  const auto median = column(table, "median"), members = column(table, "members");
  std::size_t own = 0, figures = 0;
  double sum = 0, of_cells = 0;
  for (const auto& arm : study().arms)
    for (const auto& row : arm.ledger.rows)
      for (const auto& f : ledger_figures(*study().world, row)) {
        if (f.place == "PER") {  // the target's own country is "home"
          ++own;
          EXPECT_EQ(f.value.median, 0);
          continue;
        }
        ++figures;
        if (f.defined) sum += f.value.median;
      }
  for (const auto& row : table.rows) {
    EXPECT_TRUE(row[members].is_number);
    of_cells += row[median].number;
  }
  EXPECT_GT(own, 0u);
  EXPECT_EQ(table.rows.size(), figures);
  EXPECT_NEAR(of_cells, sum, 1e-9 * std::abs(sum));
}

TEST(WorkbookSheets, SeriesAreThoseOfTheReport) {
  const Words words("en");
  const auto observed = report::embedded_observations();
  const ReportOptions options;
  const auto context = report::make_context(study(), words, observed, options);
  const auto band = report::area_panel(context, 1).band;  // Peru
  const auto& table = named(english_workbook(), "Areas by country").tables.front();
  const auto year = column(table, "Year"), policy = column(table, "Policy: median"),
             seen = column(table, "Observed: UNODC and national series");
  int checked = 0;
  for (const auto& row : table.rows) {
    if (row[1].words != "PER") continue;
    const auto at = static_cast<std::size_t>(row[year].number) - 1990;
    EXPECT_EQ(row[policy].number, band.policy.at(at).median);
    if (row[year].number == 2011) {
      EXPECT_EQ(row[seen].number, 62.5);
    }
    ++checked;
  }
  EXPECT_EQ(checked, 28);
}

TEST(WorkbookSheets, AShortRunSaysWhatItLacks) {
  const auto run = study_until(2011);
  const auto sheets = sheets_of(run->study, "en");
  EXPECT_TRUE(named(sheets, "Ledger").tables.empty());
  EXPECT_EQ(named(sheets, "Ledger").notes.back(), Words("en")["report.not-recorded"]);
  EXPECT_FALSE(named(sheets, "Areas by country").tables.empty());
}

#if BALLOON_WORKBOOK

class WorkbookFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("balloon-workbook-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  static std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string at(const char* name) const { return (folder_ / name).string(); }
  fs::path folder_;
};

TEST_F(WorkbookFile, SameStudySameBytesAndNothingElse) {
  ASSERT_EQ(write_workbook(study(), {}, at("a.xlsx")), "");
  ASSERT_EQ(write_workbook(study(), {}, at("b.xlsx")), "");
  const auto bytes = read(at("a.xlsx"));
  EXPECT_GT(bytes.size(), 100000u);
  EXPECT_EQ(bytes.substr(0, 2), "PK");
  EXPECT_EQ(bytes, read(at("b.xlsx")));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 2);
  WorkbookOptions spanish;
  spanish.language = "es";
  ASSERT_EQ(write_workbook(study(), spanish, at("b.xlsx")), "");
  EXPECT_NE(bytes, read(at("b.xlsx")));
}

TEST_F(WorkbookFile, APathThatCannotBeWritten) {
  const auto wrong = write_workbook(study(), {}, at("none/a.xlsx"));
  EXPECT_NE(wrong.find("cannot create"), std::string::npos) << wrong;
  EXPECT_NE(wrong.find("none"), std::string::npos) << wrong;
}

TEST_F(WorkbookFile, AFullDiskIsNoticed) {
  if (fs::exists("/dev/full")) {
    fs::create_symlink("/dev/full", at("full.xlsx"));
    const auto wrong = write_workbook(study(), {}, at("full.xlsx"));
    EXPECT_NE(wrong.find("cannot write"), std::string::npos) << wrong;
    EXPECT_TRUE(fs::exists("/dev/full"));
    fs::remove(at("full.xlsx"));
  }
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{50000, old.rlim_max};  // less than a sheet
  setrlimit(RLIMIT_FSIZE, &small);
  const auto wrong = write_workbook(study(), {}, at("a.xlsx"));
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(wrong.find("cannot write"), std::string::npos) << wrong;
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(WorkbookFile, RefusesWhatItCannotWrite) {
  WorkbookOptions klingon;
  klingon.language = "tlh";
  EXPECT_THROW(write_workbook(study(), klingon, at("a.xlsx")), std::invalid_argument);
  EXPECT_THROW(write_workbook(analysis::Study{}, {}, at("a.xlsx")), std::invalid_argument);
  EXPECT_TRUE(has_workbook());
}

#endif

TEST(PlainText, UndoesWhatHtmlDid) {
  const std::string hostile = R"raw(<b onclick="x()">Squeeze & 'more'</b> &amp;)raw";
  EXPECT_EQ(report::plain_text("<p class=\"a\">" + report::escape(hostile) + "</p>\n"), hostile);
  EXPECT_EQ(report::plain_text("a < b"), "a ");  // no tag ends: nothing of it is words
}

}  // namespace
}  // namespace balloon
