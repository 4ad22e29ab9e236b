// Approved outcomes of three scenarios: medians by outcome, place and year, and the outcome hash. A
// change of the science is approved with a reason by tools/bless.sh, which rewrites the file.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "analysis/simulate.hpp"
#include "analysis/summary.hpp"
#include "core/hash.hpp"
#include "io/scenario.hpp"
#include "io/table_writer.hpp"
#include "io/world_reader.hpp"

namespace balloon {
namespace {

constexpr const char* approved_file = "tests/golden/outcomes.csv";
constexpr int golden_years[] = {1995, 2000, 2005, 2011, 2016};

std::string text_of(double x) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(12);
  text << x;
  return text.str();
}

/// "scenario,outcome,place,year" -> value, as text.
std::map<std::string, std::string> outcomes_now() {
  std::map<std::string, std::string> found;
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  EXPECT_TRUE(world.has_value());
  if (!world) return found;
  analysis::RunOptions options;
  options.members = 16;
  options.to = month_index(2016, 12);
  for (const char* id : {"history", "humala-2012", "air-bridge-open"}) {
    const auto scenario = load_scenario(id, *world, embedded_scenarios(false), faults);
    EXPECT_TRUE(scenario.has_value()) << id;
    if (!scenario) continue;
    const auto e = analysis::simulate(*world, scenario->policy, options, {}, nullptr);
    found[std::string(id) + ",outcome_hash,,"] = hex64(e.result.outcome_hash());
    found[std::string(id) + ",failed_members,,"] = std::to_string(e.result.failed_members());
    for (int o = 0; o < model::outcome_count; ++o) {
      const auto outcome = static_cast<model::Outcome>(o);
      const auto& record = model::outcomes[o];
      for (int place = 0; place < e.layout.places[o]; ++place)
        for (const int year : golden_years) {
          std::vector<double> values;
          for (int m = 0; m < options.members; ++m) {
            if (!e.result.usable(m)) continue;
            const float x = record.cadence == model::Cadence::monthly
                                ? e.monthly(outcome, m, place, month_index(year, 12))
                                : e.yearly(outcome, m, place, year);
            values.push_back(static_cast<double>(x));
          }
          if (outcome == model::o_balance_error) continue;  // rounding, not science
          found[std::string(id) + "," + record.name + "," + place_id(*world, record.place, place) +
                "," + std::to_string(year)] = text_of(analysis::summarise(values).median);
        }
    }
  }
  return found;
}

TEST(Golden, OutcomesAreTheApprovedOnes) {
  const auto now = outcomes_now();
  if (std::getenv("BALLOON_BLESS") != nullptr) {
    std::ofstream file(approved_file);
    file << "scenario,outcome,place,year,median\n";
    for (const auto& [key, value] : now) file << key << ',' << value << '\n';
    GTEST_SKIP() << "approved anew: " << approved_file;
  }
  std::ifstream file(approved_file);
  ASSERT_TRUE(file.is_open()) << approved_file << " (tests run from the repository root)";
  std::string line;
  std::getline(file, line);
  std::map<std::string, int> differing;
  std::size_t rows = 0;
  std::string first;
  while (std::getline(file, line)) {
    ++rows;
    const auto comma = line.rfind(',');
    const std::string key = line.substr(0, comma), value = line.substr(comma + 1);
    const auto found = now.find(key);
    if (found != now.end() && found->second == value) continue;
    const auto from = key.find(',') + 1;
    ++differing[key.substr(from, key.find(',', from) - from)];
    if (first.empty())
      first = key + ": " + value + " approved, " + (found == now.end() ? "gone" : found->second) +
              " now";
  }
  EXPECT_EQ(rows, now.size()) << "outcomes were added or taken away";
  std::string report;
  for (const auto& [outcome, count] : differing)
    report += "\n  " + outcome + ": " + std::to_string(count) + " values";
  EXPECT_TRUE(differing.empty())
      << "first: " << first << report
      << "\nIf the science was meant to change: tools/bless.sh \"reason\"";
}

}  // namespace
}  // namespace balloon
