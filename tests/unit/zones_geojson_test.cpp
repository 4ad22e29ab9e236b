// Zones as GeoJSON: a point for each, the numbers of the ensemble, null where there are none.
#include "io/zones_geojson.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "io/study_runner.hpp"

namespace balloon {
namespace {

std::unique_ptr<StudyRun> study_to(int year, bool readings) {
  Faults faults;
  auto world = read_world(embedded_files(), faults);
  StudyRequest request;
  request.scenarios = {"humala-2012"};
  request.readings = readings;
  request.options.members = 6;
  request.options.to = month_index(year, 12);
  auto run = prepare_study(std::move(*world), embedded_scenarios(false), request, faults);
  run_study(*run, {}, nullptr);
  return run;
}

TEST(ZonesGeojson, HasEveryZoneWithTheEnsemblesNumbers) {
  const auto run = study_to(2017, false);
  auto& study = run->study;
  study.arms[0].ensemble.result.failed[2] = 1;
  const auto j = nlohmann::json::parse(zones_geojson(study));
  EXPECT_EQ(j["type"], "FeatureCollection");
  EXPECT_EQ(j["month"], "2016-12");
  EXPECT_EQ(j["scenarios"], nlohmann::json({"humala-2012"}));
  const auto& zones = study.world->zones;
  ASSERT_EQ(j["features"].size(), zones.size());
  const int month = month_index(2016, 12);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const auto& f = j["features"][z];
    const auto& p = f["properties"];
    EXPECT_EQ(f["geometry"]["type"], "Point");
    EXPECT_EQ(f["geometry"]["coordinates"][0], zones[z].longitude);
    EXPECT_EQ(f["geometry"]["coordinates"][1], zones[z].latitude);
    EXPECT_EQ(p["id"], zones[z].id);
    EXPECT_EQ(p["latent"], zones[z].latent);
    double with = 0, without = 0;
    int count = 0;
    for (int i = 0; i < 6; ++i) {
      if (i == 2) continue;
      with += static_cast<double>(
          study.arms[0].ensemble.monthly(model::o_coca_area, i, static_cast<int>(z), month));
      without += static_cast<double>(
          study.reference.ensemble.monthly(model::o_coca_area, i, static_cast<int>(z), month));
      ++count;
    }
    EXPECT_NEAR(p["area_mean_humala_2012"].get<double>(), with / count, 1e-6);
    EXPECT_NEAR(p["area_mean_humala_reference"].get<double>(), without / count, 1e-6);
    EXPECT_NEAR(p["change_mean_humala_2012"].get<double>(), (with - without) / count, 1e-6);
    EXPECT_LE(p["change_low90_humala_2012"].get<double>(),
              p["change_median_humala_2012"].get<double>());
    EXPECT_LE(p["change_median_humala_2012"].get<double>(),
              p["change_high90_humala_2012"].get<double>());
  }
}

TEST(ZonesGeojson, EveryArmHasItsProperties) {
  const auto run = study_to(2017, true);
  const auto text = zones_geojson(run->study);
  EXPECT_EQ(text, zones_geojson(run->study));
  const auto j = nlohmann::json::parse(text);
  const auto& p = j["features"][0]["properties"];
  ASSERT_GT(run->study.arms.size(), 1u);
  EXPECT_EQ(p.size(), 6 + 1 + 5 * run->study.arms.size());
}

TEST(ZonesGeojson, WhatDoesNotExistIsNull) {
  const auto run = study_to(2011, false);  // ends before the policy: no row of the ledger
  auto& study = run->study;
  EXPECT_EQ(nlohmann::json::parse(zones_geojson(study))["month"], "2011-12");
  for (auto& f : study.reference.ensemble.result.failed) f = 1;
  const auto j = nlohmann::json::parse(zones_geojson(study));
  EXPECT_TRUE(j["features"][0]["properties"]["area_mean_humala_2012"].is_null());
  EXPECT_TRUE(j["features"][0]["properties"]["change_low90_humala_2012"].is_null());
}

TEST(ZonesGeojson, RefusesAStudyWithoutArms) {
  EXPECT_THROW(zones_geojson(analysis::Study{}), std::invalid_argument);
}

}  // namespace
}  // namespace balloon
