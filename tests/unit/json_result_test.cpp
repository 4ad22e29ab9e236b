// The JSON document of a run.
#include "io/json_result.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/hash.hpp"
#include "io/study_runner.hpp"

namespace balloon {
namespace {

std::unique_ptr<StudyRun> small_study() {
  Faults faults;
  auto world = read_world(embedded_files(), faults);
  StudyRequest request;
  request.scenarios = {"humala-2012"};
  request.readings = false;
  request.options.members = 6;
  request.options.lanes = 2;
  request.options.to = month_index(2017, 12);
  auto run = prepare_study(std::move(*world), embedded_scenarios(false), request, faults);
  run_study(*run, {}, nullptr);
  return run;
}

TEST(JsonResultTest, HoldsWhatProgramsAskFor) {
  const auto run = small_study();
  const auto& study = run->study;
  const auto j = nlohmann::json::parse(json_result(study, {"balloon run humala-2012", true, -1}));
  for (const auto* key : {"outcome_hash", "ledger", "seconds", "members", "failed_members",
                          "scenario", "against", "seed", "threads", "lanes", "kernel", "version",
                          "data_hash", "structures", "command", "partial", "format"})
    EXPECT_TRUE(j.contains(key)) << key;
  EXPECT_EQ(j["outcome_hash"], hex64(study.arms[0].ensemble.result.outcome_hash()));
  EXPECT_EQ(j["scenario"], "humala-2012");
  EXPECT_EQ(j["against"], study.reference.id);
  EXPECT_EQ(j["members"], 6);
  EXPECT_EQ(j["done_members"], 6);
  EXPECT_EQ(j["lanes"], 2);
  EXPECT_EQ(j["partial"], true);
  EXPECT_EQ(j["structures"].size(), 6u);
  const auto& rows = j["ledger"]["rows"];
  ASSERT_EQ(rows.size(), study.arms[0].ledger.rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = study.arms[0].ledger.rows[i];
    EXPECT_EQ(rows[i]["horizon"], row.horizon);
    EXPECT_EQ(rows[i]["net_ha"]["median"].get<double>(), row.net.median);
    EXPECT_EQ(rows[i]["net_ha"]["low90"].get<double>(), row.net.low90);
    EXPECT_EQ(rows[i]["balloon_index"].is_null(), !row.index_defined);
    EXPECT_EQ(rows[i]["country_ha"]["COL"]["mean"].get<double>(), row.country_ha[0].mean);
  }
  EXPECT_EQ(j["arms"].size(), 1u);
}

TEST(JsonResultTest, OddTitlesDoNotBreakIt) {
  const auto run = small_study();
  auto study = run->study;
  study.arms[0].title = "bad \xff byte \"quoted\"\n";
  const auto text = json_result(study, {});
  EXPECT_TRUE(nlohmann::json::accept(text));
  EXPECT_EQ(text.back(), '\n');
}

}  // namespace
}  // namespace balloon
