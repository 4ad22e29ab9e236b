// Tidy tables of a small study, read back.
#include "io/table_writer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <cmath>

#include "io/csv.hpp"
#include "io/study_runner.hpp"

namespace balloon {
namespace {

/// Peru's strategy with few members to the end of 2017, simulated once.
const StudyRun& study_of_tables() {
  static const auto run = [] {
    Faults faults;
    auto world = read_world(embedded_files(), faults);
    StudyRequest request;
    request.scenarios = {"humala-2012"};
    request.readings = false;
    request.options.members = 7;
    request.options.to = month_index(2017, 12);
    auto made = prepare_study(std::move(*world), embedded_scenarios(false), request, faults);
    run_study(*made, {}, nullptr);
    return made;
  }();
  return *run;
}

CsvTable parsed(const std::string& text) {
  Faults faults;
  auto t = CsvTable::parse("table.csv", text, faults);
  EXPECT_TRUE(t) << (faults.empty() ? "" : to_string(faults.list().front()));
  return std::move(*t);
}

double number(const CsvTable& t, std::size_t row, std::string_view column) {
  return *parse_number(t.cell(row, *t.find(column)));
}
std::string text(const CsvTable& t, std::size_t row, std::string_view column) {
  return std::string(t.cell(row, *t.find(column)));
}

TEST(TableWriterTest, OutcomesAreYearlyTotalsAndDecembers) {
  const auto& study = study_of_tables().study;
  const auto t = parsed(outcomes_summary_csv(study));
  Faults faults;
  EXPECT_TRUE(t.expect({"scenario", "outcome", "place", "time", "unit", "n", "median", "low50",
                        "high50", "low90", "high90", "mean", "mean_error"},
                       faults));
  bool area = false, eradicated = false, leaf = false;
  const auto& e = study.arms[0].ensemble;
  for (std::size_t row = 0; row < t.row_count(); ++row) {
    if (text(t, row, "scenario") != "humala-2012") continue;
    const auto outcome = text(t, row, "outcome"), place = text(t, row, "place"),
               time = text(t, row, "time");
    std::vector<double> values;
    if (outcome == "coca_area" && place == study.world->zones[3].id && time == "2014-12") {
      area = true;
      for (int i = 0; i < 7; ++i)
        values.push_back(
            static_cast<double>(e.monthly(model::o_coca_area, i, 3, month_index(2014, 12))));
    } else if (outcome == "eradicated" && place == study.world->zones[3].id && time == "2014") {
      eradicated = true;
      for (int i = 0; i < 7; ++i) {
        values.push_back(0);
        for (int m = 1; m <= 12; ++m)
          values.back() +=
              static_cast<double>(e.monthly(model::o_eradicated, i, 3, month_index(2014, m)));
      }
    } else if (outcome == "leaf" && place == study.world->zones[3].id && time == "2014") {
      leaf = true;
      for (int i = 0; i < 7; ++i)
        values.push_back(static_cast<double>(e.yearly(model::o_leaf, i, 3, 2014)));
    } else {
      continue;
    }
    const auto expected = analysis::summarise(values);
    EXPECT_EQ(text(t, row, "n"), "7");
    EXPECT_EQ(static_cast<float>(number(t, row, "median")), static_cast<float>(expected.median));
    EXPECT_EQ(static_cast<float>(number(t, row, "low90")), static_cast<float>(expected.low90));
    EXPECT_EQ(static_cast<float>(number(t, row, "mean_error")),
              static_cast<float>(expected.mean_error));
  }
  EXPECT_TRUE(area && eradicated && leaf);
}

TEST(TableWriterTest, LedgerReadsBackExactly) {
  const auto& study = study_of_tables().study;
  const auto t = parsed(ledger_csv(study));
  const auto& row = study.arms[0].ledger.rows.back();
  int seen = 0;
  for (std::size_t i = 0; i < t.row_count(); ++i) {
    if (text(t, i, "horizon") != std::to_string(row.horizon)) continue;
    if (text(t, i, "quantity") == "net") {
      EXPECT_EQ(number(t, i, "median"), row.net.median);
      EXPECT_EQ(number(t, i, "high90"), row.net.high90);
      ++seen;
    }
    if (text(t, i, "quantity") == "abroad" && text(t, i, "place") == "COL") {
      EXPECT_EQ(number(t, i, "mean"), row.country_ha[0].mean);
      ++seen;
    }
    if (text(t, i, "quantity") == "balloon_index") {
      EXPECT_EQ(text(t, i, "median").empty(), !row.index_defined);
      ++seen;
    }
  }
  EXPECT_EQ(seen, 3);
}

TEST(TableWriterTest, MembersOfTheLedgerCloseTheBooks) {
  const auto& study = study_of_tables().study;
  const auto t = parsed(ledger_members_csv(study));
  EXPECT_EQ(t.row_count(), study.arms[0].ledger.rows.size() *
                               static_cast<std::size_t>(study.arms[0].ledger.usable));
  std::vector<double> net;
  for (std::size_t i = 0; i < t.row_count(); ++i) {
    if (text(t, i, "horizon") != "60") continue;
    double sum = number(t, i, "home") - number(t, i, "loss");
    for (const auto& c : study.world->countries) sum += number(t, i, c);
    net.push_back(sum);
    EXPECT_FALSE(text(t, i, "structure").empty());
  }
  EXPECT_NEAR(analysis::summarise(net).median, study.arms[0].ledger.rows.back().net.median, 1e-6);
}

TEST(TableWriterTest, ParametersAreTheMembersDraws) {
  const auto& study = study_of_tables().study;
  const auto table = parameters_csv(study);  // wider than CsvTable takes
  std::vector<std::string> lines;
  for (std::size_t from = 0, end; from < table.size(); from = end + 1) {
    end = table.find('\n', from);
    lines.push_back(table.substr(from, end - from));
  }
  ASSERT_EQ(lines.size(), 1 + 2 * 7u);
  const auto columns = 4 + model::parameter_count + model::switch_count;
  EXPECT_EQ(std::count(lines[0].begin(), lines[0].end(), ','), columns - 1);
  const auto draw = model::draw_member(2012, 6, study.arms[0].policy->structure);
  const auto last = parse_number(lines[14].substr(lines[14].rfind(',') + 1));
  EXPECT_EQ(last, draw.structure[model::switch_count - 1]);
  EXPECT_TRUE(
      lines[14].starts_with("humala-2012,6,1,\"flat sourcing, multiplicative pass-through\","));
}

TEST(TableWriterTest, TheLocaleDoesNotMatter) {
  const auto before = ledger_csv(study_of_tables().study);
  const std::string old = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "es_ES.UTF-8", "fr_FR.UTF-8"})
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  EXPECT_EQ(ledger_csv(study_of_tables().study), before);
  std::setlocale(LC_ALL, old.c_str());
}

}  // namespace
}  // namespace balloon
