// Ablations: what each row leaves out, and that their bytes depend on neither threads, nor
// interruptions, nor on what rows share.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "io/ablation_file.hpp"
#include "io/calibration_run.hpp"
#include "io/episode_table.hpp"
#include "io/scenario.hpp"
#include "io/validation_document.hpp"
#include "io/validation_run.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using namespace inference;
using analysis::Target;

const std::vector<analysis::Episode>& episodes() {
  static const std::vector<analysis::Episode> all = [] {
    Faults faults;
    auto read = read_episodes(embedded_files(), faults);
    return read ? *read : std::vector<analysis::Episode>{};
  }();
  return all;
}

const model::Policy& history_policy() {
  static const model::Policy policy = [] {
    Faults faults;
    return load_scenario("history", test::shipped_world(), embedded_scenarios(false), faults)
        ->policy;
  }();
  return policy;
}

Ablation row_named(const std::string& name) {
  for (auto& row : all_ablations(test::shipped_world(), test::shipped_targets(), episodes(), 1990))
    if (row.name == name) return row;
  ADD_FAILURE() << "no row " << name;
  return {};
}

/// Two structures at one origin, few members.
AblationRequest request(const std::string& folder, int threads) {
  AblationRequest r;
  r.origins = {1996};
  r.structures = {0, 5};
  r.settings.members = 16;
  r.settings.steps = 1;
  r.plan.draws = 200;
  r.rows = {"mechanism/risk", "series/leaf_price", "episode/E5"};
  r.folder = folder;
  r.data = "test";
  r.threads = threads;
  return r;
}

std::vector<AblationRow> planned(const AblationRequest& r) {
  Faults faults;
  auto rows = plan_ablations(test::shipped_world(), history_policy(), test::shipped_targets(),
                             episodes(), r, faults);
  EXPECT_TRUE(faults.empty());
  return rows;
}

std::vector<AblationRow> scored(const AblationRequest& r, const AblationProgress& progress = {},
                                const std::atomic<bool>* stop = nullptr) {
  auto rows = planned(r);
  bool stopped = false;
  EXPECT_EQ(run_ablations(test::shipped_world(), history_policy(), test::shipped_targets(), r,
                          progress, stop, rows, stopped),
            "");
  EXPECT_EQ(stopped, stop != nullptr && *stop);
  return rows;
}

TEST(Ablations, EveryPartHasARow) {
  std::set<std::string> names;
  const auto rows = all_ablations(test::shipped_world(), test::shipped_targets(), episodes(), 1990);
  EXPECT_EQ(rows.front().name, "baseline");
  EXPECT_TRUE(rows.front().without.empty() && rows.front().change.empty());
  for (const auto& row : rows) EXPECT_TRUE(names.insert(row.name).second) << row.name;
  for (const auto& t : test::shipped_targets()) EXPECT_EQ(names.count("series/" + t.series), 1U);
  for (const auto& e : episodes())
    EXPECT_EQ(names.count("episode/" + e.id.substr(0, 2)), 1U) << e.id;
  for (const char* name : {"seed/1991", "seed/1992", "country/COL", "country/PER", "country/BOL",
                           "mechanism/price", "mechanism/armed_groups", "mechanism/firms_1990s",
                           "mechanism/announcement", "mechanism/all_channels"})
    EXPECT_EQ(names.count(name), 1U) << name;
}

TEST(Ablations, TargetsThatGoAreThoseOfTheRow) {
  const auto country = row_named("country/PER").without;
  EXPECT_EQ(country.count("area_un/PER/2005"), 1U);
  EXPECT_EQ(country.count("area_un/COL/2005"), 0U);
  const auto series = row_named("series/area_un").without;
  EXPECT_EQ(series.count("area_un/PER/2005"), 1U);
  EXPECT_TRUE(std::all_of(series.begin(), series.end(),
                          [](const auto& name) { return name.starts_with("area_un/"); }));
  // Plan Dignidad: Bolivia from 1997 to 2000.
  const auto dignidad = row_named("episode/E2");
  EXPECT_EQ(dignidad.detail, "1997-2000, BOL");
  for (const int year : {1996, 1997, 2000, 2001})
    EXPECT_EQ(dignidad.without.count("area_un/BOL/" + std::to_string(year)),
              year >= 1997 && year <= 2000 ? 1U : 0U);
  EXPECT_EQ(dignidad.without.count("area_un/COL/1998"), 0U);
  // Statements about corridors have no country: figures of those corridors go.
  const auto corridors = row_named("episode/E8").without;
  EXPECT_FALSE(corridors.empty());
  EXPECT_TRUE(std::all_of(corridors.begin(), corridors.end(),
                          [](const auto& name) { return name.starts_with("corridor_share/"); }));
}

TEST(Ablations, AMechanismIsOffInThePolicy) {
  const auto at = ablation_origin(test::shipped_world(), history_policy(), test::shipped_targets(),
                                  Settings{}, RollingPlan{}, 2017);
  EXPECT_EQ(policy_of(row_named("baseline"), at), at.policy);
  EXPECT_EQ(policy_of(row_named("mechanism/risk"), at).structure.risk, 0);
  EXPECT_EQ(policy_of(row_named("mechanism/risk"), at).structure.price,
            model::StructureChoice::unset);
  const auto silent = policy_of(row_named("mechanism/announcement"), at);
  EXPECT_NE(silent, at.policy);
  EXPECT_EQ(silent.structure, at.policy.structure);
  for (int t = 0; t < month_count; ++t)
    EXPECT_EQ(silent.national(model::substitution_announced, model::col, t), 0);
}

TEST(Ablations, TheSharedFirstRunChangesNoByte) {
  Settings settings;
  settings.members = 16;
  settings.steps = 2;
  RollingPlan plan;
  plan.last_scored = 2018;
  const auto at = ablation_origin(test::shipped_world(), history_policy(), test::shipped_targets(),
                                  settings, plan, 2000);
  const auto row = row_named("series/area_un");
  bool stopped = false;
  const auto prior = prior_run(at, settings, 3, nullptr, stopped);
  const auto warm = run_unit(row, at, settings, plan, 3, &prior, nullptr, stopped);
  const auto cold = run_unit(row, at, settings, plan, 3, nullptr, nullptr, stopped);
  EXPECT_FALSE(stopped);
  EXPECT_EQ(warm.projection.value, cold.projection.value);
  EXPECT_EQ(warm.projection.predicted, cold.projection.predicted);
  EXPECT_EQ(warm.replaced, cold.replaced);
  EXPECT_EQ(warm.projection.places.size(), 3U);
}

TEST(Ablations, BadRequestsAreFaults) {
  const auto faults_of = [](auto change) {
    auto r = request("", 1);
    change(r);
    Faults faults;
    EXPECT_TRUE(plan_ablations(test::shipped_world(), history_policy(), test::shipped_targets(),
                               episodes(), r, faults)
                    .empty());
    return faults.size();
  };
  EXPECT_EQ(faults_of([](auto& r) { r.rows.push_back("mechanism/nothing"); }), 1U);
  EXPECT_EQ(faults_of([](auto& r) { r.origins = {2002, 2018}; }), 1U);
  EXPECT_EQ(faults_of([](auto& r) { r.origins = {2002, 2002}; }), 1U);
  EXPECT_EQ(faults_of([](auto& r) { r.structures = {0, 1, 2, 3}; }), 1U);
  EXPECT_EQ(faults_of([](auto& r) { r.settings.members = 2; }), 1U);
}

class AblationRun : public ::testing::Test {
 protected:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("balloon-ablations-" + std::to_string(getpid()));
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string in(const char* name) const { return (folder_ / name).string(); }

  /// All files of a folder, and the table.
  std::string bytes_of(const AblationRequest& r, const std::vector<AblationRow>& rows) const {
    std::string all = ablation_markdown(rows, r);
    for (const auto& row : rows) {
      std::ifstream file(std::filesystem::path(r.folder) / ablation_file_name(row.what.name),
                         std::ios::binary);
      EXPECT_TRUE(file) << row.what.name;
      all += std::string{std::istreambuf_iterator<char>(file), {}};
    }
    return all;
  }
};

TEST_F(AblationRun, SameBytesOnTwoThreadsAndAfterAStop) {
  const auto one = request(in("one"), 1), two = request(in("two"), 2), cut = request(in("cut"), 1);
  const auto rows = scored(one);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].what.name, "baseline");
  EXPECT_GT(rows[0].forecasts, 10);
  EXPECT_TRUE(std::isfinite(rows[0].model) && std::isfinite(rows[0].learned));
  EXPECT_GT(rows[0].price_rows, 0);
  EXPECT_EQ(rows[0].members, 32);
  EXPECT_EQ(rows[0].runs, 64);
  for (const auto& row : rows) {
    EXPECT_EQ(row.error, "");
    // No figure of the years of E5 was known: the same as the baseline. Everything else differs.
    const bool same = row.what.name == "baseline" || row.what.name == "episode/E5";
    EXPECT_EQ(row.model == rows[0].model, same) << row.what.name;
    EXPECT_EQ(row.left_out > 0, row.what.name == "series/leaf_price") << row.what.name;
  }
  EXPECT_EQ(bytes_of(one, rows), bytes_of(two, scored(two)));

  std::atomic<bool> stop{false};
  AblationProgress progress;
  int done = 0, kept = 0;
  progress.finished = [&](const AblationRow&, int k, int, bool) { stop = k >= 2; };
  scored(cut, progress, &stop);
  progress.finished = [&](const AblationRow&, int, int, bool was_kept) {
    ++done;
    kept += was_kept ? 1 : 0;
  };
  EXPECT_EQ(bytes_of(one, rows), bytes_of(cut, scored(cut, progress)));
  EXPECT_EQ(done, 4);
  EXPECT_EQ(kept, 2);
}

TEST_F(AblationRun, TheBaselineIsScoredAsForecastsAreValidated) {
  auto r = request("", 2);
  r.structures = {0, 1, 2, 3, 4, 5};
  r.rows = {"baseline"};
  const auto row = scored(r).front();
  CalibrationRequest calibration;
  calibration.origins = r.origins;
  calibration.structures = r.structures;
  calibration.settings = r.settings;
  calibration.folder = in("calibration");
  calibration.threads = 2;
  bool stopped = false;
  ASSERT_EQ(run_calibration(test::shipped_world(), history_policy(), test::shipped_targets(),
                            calibration, {}, nullptr, stopped),
            "");
  ValidationRequest validation;
  validation.origins = r.origins;
  validation.folder = calibration.folder;
  validation.plan = r.plan;
  validation.apart = false;
  std::string error;
  const auto result = validate_forecasts(test::shipped_world(), history_policy(),
                                         test::shipped_targets(), validation, {}, nullptr, error);
  ASSERT_EQ(error, "");
  EXPECT_EQ(static_cast<int>(result.countries.size()), row.forecasts);
  double model = 0, walk = 0;
  for (const auto& s : result.countries) {
    model += s.crps[m_model];
    walk += s.crps[m_walk];
  }
  EXPECT_NEAR(row.model, 1 - model / walk, 1e-12);
  int prices = 0, inside = 0;
  for (const auto& s : result.rows) {
    prices += is_price(s.series) ? 1 : 0;
    inside += is_price(s.series) && s.hit90 ? 1 : 0;
  }
  EXPECT_EQ(row.price_rows, prices);
  EXPECT_EQ(row.price_inside, inside);
}

TEST_F(AblationRun, AnotherConfigurationIsRunAgain) {
  auto r = request(in("rows"), 2);
  r.rows = {"series/leaf_price"};
  const auto rows = scored(r);
  int kept = 0;
  AblationProgress progress;
  progress.finished = [&](const AblationRow&, int, int, bool was_kept) {
    kept += was_kept ? 1 : 0;
  };
  scored(r, progress);
  EXPECT_EQ(kept, 2);
  r.data = "other";
  kept = 0;
  const auto again = scored(r, progress);
  EXPECT_EQ(kept, 0);
  EXPECT_NE(again[0].configuration, rows[0].configuration);
  EXPECT_EQ(again[0].model, rows[0].model);  // the data are the same, only their hash is not
  r.settings.ratio = 0.7;
  EXPECT_NE(planned(r)[0].configuration, again[0].configuration);
  // A file that is cut short is made again, too.
  std::ofstream(std::filesystem::path(r.folder) / ablation_file_name("baseline")) << "{\"format\":";
  kept = 0;
  r.settings.ratio = Settings{}.ratio;
  scored(r, progress);
  EXPECT_EQ(kept, 1);
}

TEST_F(AblationRun, YearsAfterTheLastScoredAreNotLookedAt) {
  auto r = request("", 2);
  r.rows = {"seed/1991"};
  const auto rows = scored(r);
  EXPECT_NE(rows[0].model, rows[1].model);
  auto rewritten = test::shipped_targets();
  for (auto& t : rewritten)
    if (t.year > r.plan.last_scored) t.value *= 3;
  auto again = planned(r);
  bool stopped = false;
  EXPECT_EQ(run_ablations(test::shipped_world(), history_policy(), rewritten, r, {}, nullptr, again,
                          stopped),
            "");
  EXPECT_EQ(rows[0].model, again[0].model);
  EXPECT_EQ(rows[0].price_inside, again[0].price_inside);
}

TEST(AblationTable, HasARowForEachAndSaysWhatChanceIs) {
  AblationRequest r;
  std::vector<AblationRow> rows(3);
  rows[0].what.name = "baseline";
  rows[0].model = 0.1;
  rows[0].learned = 0.05;
  rows[0].forecasts = 60;
  rows[0].configuration = "0123456789abcdef";
  rows[1] = rows[0];
  rows[1].what.name = "seed/1991";
  rows[1].what.other_chance = 1;
  rows[1].model = 0.08;
  rows[2] = rows[0];
  rows[2].what.name = "mechanism/price";
  rows[2].error = "origin 1998, structure 0: broken";
  const auto text = ablation_markdown(rows, r);
  for (const auto& row : rows)
    EXPECT_NE(text.find("| " + row.what.name + " |"), std::string::npos) << row.what.name;
  EXPECT_NE(text.find("| +0.080 | -0.020 |"), std::string::npos) << text;
  EXPECT_NE(text.find("by 0.020 (model)"), std::string::npos) << text;
  EXPECT_NE(text.find("not done: origin 1998"), std::string::npos);
  EXPECT_NE(text.find("chance"), std::string::npos);
  EXPECT_EQ(text.find("nan"), std::string::npos) << text;
}

}  // namespace
}  // namespace balloon
