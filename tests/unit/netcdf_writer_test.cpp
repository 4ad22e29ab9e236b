// Ensembles as NetCDF, read back with the library itself.
#include "io/netcdf_writer.hpp"

#include <gtest/gtest.h>

#if BALLOON_NETCDF
#include <netcdf.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/hash.hpp"
#include "io/study_runner.hpp"

namespace balloon {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<StudyRun> study_to_write() {
  Faults faults;
  auto world = read_world(embedded_files(), faults);
  StudyRequest request;
  request.scenarios = {"humala-2012"};
  request.readings = false;
  request.options.members = 5;
  request.options.to = month_index(2017, 12);
  auto run = prepare_study(std::move(*world), embedded_scenarios(false), request, faults);
  run_study(*run, {}, nullptr);
  return run;
}

class NetcdfWriterTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ =
        (fs::temp_directory_path() / ("balloon-nc-" + std::to_string(getpid()) + ".nc")).string();
  }
  void TearDown() override { fs::remove(path_); }

  static std::string attribute(int id, int v, const char* name) {
    std::size_t n = 0;
    if (nc_inq_attlen(id, v, name, &n) != NC_NOERR) return "(none)";
    std::string text(n, ' ');
    nc_get_att_text(id, v, name, text.data());
    return text;
  }
  static std::size_t length(int id, const char* name) {
    int d = -1;
    std::size_t n = 0;
    EXPECT_EQ(nc_inq_dimid(id, name, &d), NC_NOERR) << name;
    nc_inq_dimlen(id, d, &n);
    return n;
  }
  static int variable(int id, const char* name) {
    int v = -1;
    EXPECT_EQ(nc_inq_varid(id, name, &v), NC_NOERR) << name;
    return v;
  }
  static std::string word(int id, const char* name, std::size_t at) {
    char* text = nullptr;
    EXPECT_EQ(nc_get_var1_string(id, variable(id, name), &at, &text), NC_NOERR);
    const std::string out = text == nullptr ? "" : text;
    nc_free_string(1, &text);
    return out;
  }
  std::string path_;
};

TEST_F(NetcdfWriterTest, WhatIsWrittenReadsBack) {
  const auto run = study_to_write();
  auto& study = run->study;
  study.arms[0].ensemble.result.failed[2] = 1;
  NetcdfOptions options;
  options.command = "balloon run humala-2012";
  ASSERT_EQ(write_netcdf(study, options, path_), "");
  int id = -1;
  ASSERT_EQ(nc_open(path_.c_str(), NC_NOWRITE, &id), NC_NOERR);
  EXPECT_EQ(attribute(id, NC_GLOBAL, "Conventions"), "CF-1.10");
  EXPECT_EQ(attribute(id, NC_GLOBAL, "format_version"), "balloon-ensemble-1");
  EXPECT_EQ(attribute(id, NC_GLOBAL, "history"), "balloon run humala-2012");
  EXPECT_EQ(attribute(id, NC_GLOBAL, "seed"), "2012");
  EXPECT_EQ(length(id, "scenario"), 2u);
  EXPECT_EQ(length(id, "member"), 5u);
  EXPECT_EQ(length(id, "time"), 28u * 12);
  EXPECT_EQ(length(id, "year"), 28u);
  EXPECT_EQ(length(id, "zone"), study.world->zones.size());
  EXPECT_EQ(length(id, "parameter"), static_cast<std::size_t>(model::parameter_count));
  EXPECT_EQ(word(id, "scenario", 1), "humala-2012");
  EXPECT_EQ(word(id, "zone", 0), study.world->zones[0].id);
  EXPECT_EQ(word(id, "zone_name", 0), study.world->zones[0].name);
  EXPECT_EQ(word(id, "outcome_hash", 0), hex64(study.reference.ensemble.result.outcome_hash()));

  const int time = variable(id, "time");
  EXPECT_EQ(attribute(id, time, "units"), "days since 1990-01-01");
  int day = 0;
  const std::size_t last = 28 * 12 - 1;
  nc_get_var1_int(id, time, &last, &day);
  EXPECT_EQ(day, day_number({2017, 12, 31}) - day_number({1990, 1, 1}));

  const int area = variable(id, "coca_area");
  EXPECT_EQ(attribute(id, area, "units"), "ha");
  EXPECT_EQ(attribute(id, area, "cell_methods"), "time: point");
  const auto value = [&](std::size_t s, std::size_t m, std::size_t t, std::size_t z) {
    const std::size_t at[] = {s, m, t, z};
    float x = 0;
    EXPECT_EQ(nc_get_var1_float(id, area, at, &x), NC_NOERR);
    return x;
  };
  const auto t2014 = static_cast<std::size_t>(month_index(2014, 6));
  EXPECT_EQ(value(0, 4, t2014, 7),
            study.reference.ensemble.monthly(model::o_coca_area, 4, 7, month_index(2014, 6)));
  EXPECT_EQ(value(1, 3, t2014, 7),
            study.arms[0].ensemble.monthly(model::o_coca_area, 3, 7, month_index(2014, 6)));
  EXPECT_TRUE(std::isnan(value(1, 2, t2014, 7)));
  EXPECT_FALSE(std::isnan(value(0, 2, t2014, 7)));

  const int prisoners = variable(id, "foreign_prisoners");
  const std::size_t at[] = {1, 1, 20, 1};
  float x = 0;
  nc_get_var1_float(id, prisoners, at, &x);
  EXPECT_EQ(x, study.arms[0].ensemble.yearly(model::o_foreign_prisoners, 1, 1, 2010));
  int weak = 0;
  nc_get_att_int(id, prisoners, "weak", &weak);
  EXPECT_EQ(weak, 1);

  const auto draw = model::draw_member(2012, 3, study.reference.policy->structure);
  const std::size_t parameter[] = {3, 5};
  double y = 0;
  nc_get_var1_double(id, variable(id, "parameter_value"), parameter, &y);
  EXPECT_EQ(y, draw.value[5]);
  signed char failed = 0;
  const std::size_t flag[] = {1, 2};
  nc_get_var1_schar(id, variable(id, "failed"), flag, &failed);
  EXPECT_EQ(failed, 1);
  nc_close(id);
}

TEST_F(NetcdfWriterTest, ChosenOutcomesOnlyAndTheSameBytesTwice) {
  const auto run = study_to_write();
  NetcdfOptions options;
  options.outcomes.chosen = {};
  options.outcomes.chosen[model::o_retail_price] = true;
  const auto bytes = [&] {
    EXPECT_EQ(write_netcdf(run->study, options, path_), "");
    std::ifstream in(path_, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const auto first = bytes();
  int id = -1, v = -1;
  ASSERT_EQ(nc_open(path_.c_str(), NC_NOWRITE, &id), NC_NOERR);
  EXPECT_NE(nc_inq_varid(id, "coca_area", &v), NC_NOERR);
  EXPECT_EQ(nc_inq_varid(id, "retail_price", &v), NC_NOERR);
  nc_close(id);
  EXPECT_EQ(bytes(), first);
}

TEST_F(NetcdfWriterTest, LargeFilesGrowOnDisk) {
  const auto run = study_to_write();
  NetcdfOptions options;
  options.largest_in_memory = 0;
  ASSERT_EQ(write_netcdf(run->study, options, path_), "");
  int id = -1;
  ASSERT_EQ(nc_open(path_.c_str(), NC_NOWRITE, &id), NC_NOERR);
  const std::size_t at[] = {1, 3, 290, 7};
  float x = 0;
  EXPECT_EQ(nc_get_var1_float(id, variable(id, "coca_area"), at, &x), NC_NOERR);
  EXPECT_EQ(x, run->study.arms[0].ensemble.monthly(model::o_coca_area, 3, 7, 290));
  nc_close(id);
  EXPECT_NE(write_netcdf(run->study, options, "/no/such/folder/x.nc"), "");
}

TEST_F(NetcdfWriterTest, ErrorsAreSaid) {
  const auto run = study_to_write();
  EXPECT_NE(write_netcdf(run->study, {}, "/no/such/folder/x.nc"), "");
  run->study.arms[0].ensemble.to -= 12;
  EXPECT_NE(write_netcdf(run->study, {}, path_), "");
}

}  // namespace
}  // namespace balloon
#endif
