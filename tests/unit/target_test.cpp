// Targets of calibration: what the rules make of the data, checked by hand, and the model's side on
// rows made by hand.
#include "analysis/target.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "core/calendar.hpp"
#include "io/target_reader.hpp"
#include "io/target_text.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using analysis::Ensemble;
using analysis::Target;
using namespace model;

const Target& target(const std::string& name) {
  for (const auto& t : test::shipped_targets())
    if (t.name == name) return t;
  throw std::out_of_range(name);
}

bool is_left_out(const std::string& name) {
  for (const auto& t : test::shipped_targets())
    if (t.name == name) return false;
  return true;
}

// ---- what the rules make of the data ----------------------------------------------------------

TEST(Targets, AreAsManyAsWereCounted) {
  std::map<std::string, int> count;
  for (const auto& t : test::shipped_targets()) ++count[t.series];
  EXPECT_EQ(count["area_un"], 3 * 34);        // three countries, 1990-2023
  EXPECT_EQ(count["area_us"], 23 + 22 + 19);  // 1999, 2000, 2003 to 2021
  EXPECT_EQ(count["seizures"], 3 * 28);       // 1996-2023
  EXPECT_EQ(count["production"], 34 + 19 + 19);
  EXPECT_GE(count["area_zone"], 25 * 18 + 20 * 10);
  EXPECT_GE(count["leaf_price"], 45);
  EXPECT_GE(count["base_price"], 25);
  EXPECT_GE(count["cocaine_price"], 33);
  EXPECT_EQ(count["retail_price"], 13 + 4 + 34);
  EXPECT_EQ(count["consumption"], 19);
  EXPECT_EQ(count["corridor_share"], 9);
  EXPECT_EQ(count["eradication"], 0);
  EXPECT_EQ(count["plausible_price"],
            9 * 34 - count["leaf_price"] - count["base_price"] - count["cocaine_price"]);
}

TEST(Targets, AreWellFormed) {
  std::set<std::string> names;
  for (const auto& t : test::shipped_targets()) {
    EXPECT_TRUE(names.insert(t.name).second) << t.name;
    EXPECT_EQ(t.name.rfind(t.series + "/", 0), 0u) << t.name;
    EXPECT_TRUE(std::isfinite(t.value)) << t.name;
    EXPECT_GE(t.value, t.scale == Target::Scale::log_floor ? 0 : 1e-9) << t.name;
    EXPECT_TRUE(t.scale != Target::Scale::logit || t.value < 1) << t.name;
    EXPECT_EQ(t.scale == Target::Scale::logit, !t.over.empty()) << t.name;
    EXPECT_TRUE(std::isfinite(scaled(t, t.value))) << t.name;
    EXPECT_NEAR(unscaled(t, scaled(t, t.value)), t.value, 1e-9 * (1 + t.value)) << t.name;
    EXPECT_GE(t.sd, 0.07) << t.name;
    EXPECT_LE(t.sd, 1.2) << t.name;
    EXPECT_FALSE(t.places.empty()) << t.name;
    EXPECT_LE(t.first_month, t.last_month) << t.name;
    EXPECT_EQ(year_of(t.first_month), t.year) << t.name;
    EXPECT_EQ(year_of(t.last_month), t.year) << t.name;
    EXPECT_FALSE(t.quality.empty() || t.source.empty()) << t.name;
    EXPECT_EQ(t.drift_group.empty(), t.drift_start_sd == 0) << t.name;
    EXPECT_EQ(t.drift_group.find('{'), std::string::npos) << t.name;
  }
}

TEST(Targets, OfAreas) {
  const auto& t = target("area_un/COL/2000");
  EXPECT_EQ(t.value, 163300);
  EXPECT_EQ(t.outcome, o_coca_area);
  EXPECT_EQ(t.places.size(), 20u);  // zones of Colombia; latent ones are other countries
  EXPECT_EQ(t.statistic, Target::Statistic::december);
  EXPECT_EQ(t.last_month, month_index(2000, 12));
  EXPECT_DOUBLE_EQ(t.sd, 0.07);
  EXPECT_EQ(target("area_un/COL/2009").value, 73139);
  EXPECT_EQ(target("area_un/PER/2011").value, 62500);
  EXPECT_EQ(target("area_un/BOL/2002").value, 24400);
  // Before its own monitoring the UN carried US figures: no second sensor there.
  EXPECT_TRUE(is_left_out("area_us/COL/1998"));
  EXPECT_EQ(target("area_us/COL/1999").value, 122500);
  EXPECT_EQ(target("area_us/COL/1999").drift_group, "area_us/COL");
  EXPECT_EQ(target("area_us/COL/2021").drift_since, 1999);
}

TEST(Targets, OfZonesAreSumsOnTheGeographyOfTheYear) {
  EXPECT_EQ(target("area_zone/CO-MAGMED/2005").value, 342 + 981);      // Boyaca, Santander
  EXPECT_EQ(target("area_zone/PE-HUALLAGA/2021").value, 2270 + 1379);  // split in 2021
  EXPECT_NEAR(target("area_zone/CO-NAR/2009").value, 16427 * 73139.0 / 68027, 1);
  EXPECT_DOUBLE_EQ(target("area_zone/CO-NAR/1999").sd, 0.35);  // recalled
  EXPECT_EQ(target("area_zone/CO-NAR/1999").floor, 500);
  EXPECT_TRUE(is_left_out("area_zone/PE-MARANON/2015"));
  // The residual is the zones that were not reported.
  std::set<std::string> zones;
  for (const int z : target("area_zone/PE-OTHER/2015").places)
    zones.insert(test::shipped_world().zones[static_cast<std::size_t>(z)].id);
  EXPECT_EQ(zones, (std::set<std::string>{"PE-MARANON", "PE-ALTOCHIC", "PE-MADREDIOS"}));
  EXPECT_TRUE(is_left_out("area_zone/PE-OTHER/2018"));
}

TEST(Targets, OfPricesAreInDollarsOf2010) {
  const double cpi_2004 = 188.883, cpi_2010 = 218.056, cpi_2014 = 236.736;
  EXPECT_NEAR(target("leaf_price/PER/2004").value, 2.8 * cpi_2010 / cpi_2004, 0.001);
  EXPECT_NEAR(target("leaf_price/PER/2004").sd, std::hypot(0.15, 0.15), 1e-12);
  EXPECT_NEAR(target("leaf_price/COL/2014").value, 1.1 / 0.3 * cpi_2010 / cpi_2014,
              0.001);                                                           // fresh
  EXPECT_NEAR(target("leaf_price/COL/2016").sd, std::hypot(0.5, 0.15), 1e-12);  // recalled
  EXPECT_NEAR(target("base_price/PER/2004").value, 640 / 0.8 * cpi_2010 / cpi_2004, 0.1);
  EXPECT_NEAR(target("cocaine_price/COL/2004").value, 1713 * cpi_2010 / cpi_2004, 0.1);
  // Crack in dollars of 2002.
  EXPECT_NEAR(target("retail_price/USA/1990").value, 254.68e3 * cpi_2010 / 179.867, 100);
  // Not to be used: 863 of 2014 repeats 2013, 2,800 of 2021.
  EXPECT_TRUE(is_left_out("base_price/PER/2014"));
  EXPECT_TRUE(is_left_out("cocaine_price/PER/2021"));
}

TEST(Targets, RowsOfAYearAreCombined) {
  // National means of January, April and May.
  const auto& t = target("leaf_price/PER/2020");
  EXPECT_EQ(t.first_month, month_index(2020, 1));
  EXPECT_EQ(t.last_month, month_index(2020, 5));
  EXPECT_NEAR(t.value, std::cbrt(3.74 * 2.03 * 1.81) * 218.056 / 258.811, 0.001);
  // A peak of 3.53 and a trough of 0.4: nothing is known well.
  EXPECT_GT(target("leaf_price/PER/1995").sd, 1);
  // A national mean stands before regions.
  EXPECT_NEAR(target("cocaine_price/PER/2016").value, 1289 * 218.056 / 240.007, 1);
}

TEST(Targets, OfFlows) {
  EXPECT_NEAR(target("seizures/COL/2000").value, 105.0 * 1000 * 0.75 / 1.15, 1);
  EXPECT_EQ(target("production/COL/2016").value, 1053e3);
  EXPECT_EQ(target("production/COL/2016").drift_group, "production/COL/2014_2017");
  EXPECT_EQ(target("consumption/USA/1990").value, 447e3);
  EXPECT_EQ(target("consumption/TOTAL/2009").places.size(), test::shipped_world().markets.size());
  const auto& t = target("corridor_share/EPAC+WCARIB/2010");
  EXPECT_DOUBLE_EQ(t.value, 0.95);
  EXPECT_EQ(t.places.size(), 2u);
  EXPECT_EQ(t.over.size(), 7u);  // corridors that serve the USA
  // The whole year stands before its half.
  EXPECT_DOUBLE_EQ(target("corridor_share/CARIB/2013").value, 0.16);
  EXPECT_EQ(target("corridor_share/CARIB/2012").last_month, month_index(2012, 6));
}

TEST(Targets, PlausiblePricesFillTheOtherYears) {
  EXPECT_TRUE(is_left_out("plausible_price/leaf_price/PER/2004"));
  const auto& t = target("plausible_price/leaf_price/PER/1991");
  double sum = 0;
  int n = 0;
  for (const auto& other : test::shipped_targets())
    if (other.series == "leaf_price" && other.place == "PER") sum += std::log(other.value), ++n;
  EXPECT_NEAR(std::log(t.value), sum / n, 1e-9);
  EXPECT_DOUBLE_EQ(t.sd, 1);
  EXPECT_EQ(t.quality, "assumed");
  // No Bolivian paste or base: the start of 1990.
  EXPECT_EQ(target("plausible_price/base_price/BOL/2000").value, 700);
}

TEST(Targets, OnlyColombiaBefore1999IsOfTheOldMethod) {
  int n = 0;
  for (const auto& t : test::shipped_targets()) {
    if (!t.method_break) continue;
    ++n;
    EXPECT_EQ(t.place, "COL") << t.name;
    EXPECT_LT(t.year, 1999) << t.name;
  }
  EXPECT_EQ(n, 2 * 9);  // areas, and the tonnes made from them
  EXPECT_DOUBLE_EQ(target("area_un/COL/1998").sd, 0.15);
}

TEST(Targets, CovarianceOfAGroupIsSymmetricAndPositiveDefinite) {
  std::map<std::string, std::vector<Target>> groups;
  for (const auto& t : test::shipped_targets())
    if (!t.drift_group.empty()) groups[t.drift_group].push_back(t);
  EXPECT_GE(groups.size(), 20u);
  for (const auto& [name, group] : groups) {
    const std::size_t n = group.size();
    std::vector<std::vector<double>> a(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        a[i][j] = bias_covariance(group[i], group[j]);
        EXPECT_EQ(a[i][j], bias_covariance(group[j], group[i])) << name;
        EXPECT_GE(a[i][j], group[i].drift_start_sd * group[j].drift_start_sd - 1e-12) << name;
        if (i == j) a[i][j] += group[i].sd * group[i].sd;
      }
    for (std::size_t j = 0; j < n; ++j) {  // Cholesky in place
      for (std::size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
      ASSERT_GT(a[j][j], 0) << name;
      a[j][j] = std::sqrt(a[j][j]);
      for (std::size_t i = j + 1; i < n; ++i) {
        for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
        a[i][j] /= a[j][j];
      }
    }
  }
  const auto &a = target("area_us/COL/2003"), &b = target("area_us/COL/2010");
  EXPECT_NEAR(bias_covariance(a, b), 0.25 * 0.25 + 0.07 * 0.07 * 4, 1e-12);
  EXPECT_EQ(bias_covariance(a, target("area_us/PER/2003")), 0);
  EXPECT_EQ(bias_covariance(target("area_un/COL/2003"), target("area_un/COL/2003")), 0);
}

TEST(Targets, CanBeLeftOutByName) {
  EXPECT_TRUE(matches("*/PER/20*", "area_un/PER/2001"));
  EXPECT_TRUE(matches("area_un/PER/2001", "area_un/PER/2001"));
  EXPECT_TRUE(matches("a*b*c", "aXbXbXc"));
  EXPECT_FALSE(matches("a*b", "aXbX"));
  EXPECT_FALSE(matches("area_un", "area_un/PER/2001"));
  EXPECT_FALSE(matches("", "a"));
  Faults faults;
  const auto kept =
      without(test::shipped_targets(), {"plausible_price/*", "area_us/*/2001"}, faults);
  EXPECT_TRUE(faults.empty());
  for (const auto& t : kept) {
    EXPECT_NE(t.series, "plausible_price");
    EXPECT_FALSE(t.series == "area_us" && t.year == 2001);
  }
  EXPECT_EQ(kept.front().name, test::shipped_targets().front().name);
  EXPECT_EQ(without(test::shipped_targets(), {"nothing/*", "area_un/*"}, faults).size(),
            test::shipped_targets().size() - 102);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults.list()[0].value, "nothing/*");
}

// ---- faults -----------------------------------------------------------------------------------

/// Faults of reading with `from` replaced by `to` in one file.
std::string fault_after(const std::string& file, const std::string& from, const std::string& to) {
  const auto files = embedded_files();
  std::string text(*files(file));
  const auto at = text.find(from);
  if (at == std::string::npos) return "the test replaces nothing";
  text.replace(at, from.size(), to);
  Faults faults;
  const auto read = read_targets(
      [&](std::string_view path) -> std::optional<std::string_view> {
        return path == file ? std::optional<std::string_view>(text) : files(path);
      },
      test::shipped_world(), faults);
  if (read || faults.empty()) return "no fault";
  return to_string(faults.list()[0]);
}

TEST(Targets, FaultsAreTold) {
  const std::string rules = "data/model/likelihood.csv";
  const auto has = [](const std::string& fault, const std::string& part) {
    EXPECT_NE(fault.find(part), std::string::npos) << fault;
  };
  has(fault_after(rules, "segment=pre1999", "segmnt=pre1999"), "no such column");
  has(fault_after(rules, "segment=pre1999", "segment=pre1899"), "takes no row");
  has(fault_after(rules, "segment=pre1999", "segment"), "column=value");
  has(fault_after(rules, "Colombia=COL", "Colombia=KOL"), "KOL");
  has(fault_after(rules, "coca_area,december", "coca_aera,december"), "coca_area");
  has(fault_after(rules, "area_us/{place}", ""), "drift group");
  has(fault_after(rules, "log_floor,500", "log_floor,"), "floor");
  has(fault_after("data/macro.csv", "us_cpi_u,2004", "us_cpi_v,2004"), "us_cpi_u");
  EXPECT_EQ(fault_after(rules, "area_un,", "area_un,"), "no fault");
}

TEST(Targets, AreShownAsATableAndAsCsv) {
  Faults faults;
  const auto some = targets_of_series(test::shipped_targets(), "corridor", faults);
  EXPECT_EQ(some.size(), 9u);
  const auto text = targets_text(some, 120);
  EXPECT_NE(text.find("corridor_share/EPAC/2015"), std::string::npos);
  EXPECT_NE(text.find("9 targets, 2006 to 2019"), std::string::npos);
  const auto csv = targets_csv(some);
  EXPECT_NE(
      csv.find("corridor_share/EPAC/2015,corridor_share,EPAC,2015,corridor_flow_us,sum,2015-01,"
               "2015-12,0.68,share,logit,0,0.3,,0,0,,0,verified,"),
      std::string::npos)
      << csv;
  EXPECT_TRUE(targets_of_series(test::shipped_targets(), "no such", faults).empty());
  EXPECT_EQ(faults.size(), 1u);
}

// ---- the model's side -------------------------------------------------------------------------

/// One member of 2000-01 whose outcomes are given by place and month.
Ensemble made(const std::function<double(Outcome, int place, int month)>& value) {
  bool chosen[outcome_count] = {};
  for (const auto o : {o_coca_area, o_leaf_price, o_seized_source, o_corridor_flow})
    chosen[o] = true;
  Ensemble e;
  e.layout = make_layout(test::shipped_world(), chosen);
  e.from = month_index(2000, 1);
  e.to = month_index(2001, 12);
  auto& r = e.result;
  r.members = 1;
  r.shape = {e.months(), e.layout.monthly_width, e.months() / 12, e.layout.yearly_width};
  r.failed.assign(1, 0);
  r.done.assign(1, 1);
  for (const auto cadence : {Cadence::monthly, Cadence::yearly})
    for (int t = e.from; t <= e.to; ++t) {
      if (cadence == Cadence::yearly && month_of_year(t) != 12) continue;
      for (int o = 0; o < outcome_count; ++o)
        if (e.layout.recorded[o] && outcomes[o].cadence == cadence)
          for (int k = 0; k < e.layout.places[o]; ++k)
            r.rows.push_back(static_cast<float>(value(static_cast<Outcome>(o), k, t)));
    }
  return e;
}

Target made_target(Outcome outcome, Target::Statistic statistic, std::vector<int> places) {
  Target t;
  t.name = "made";
  t.outcome = outcome;
  t.statistic = statistic;
  t.places = std::move(places);
  t.year = 2001;
  t.first_month = month_index(2001, 1);
  t.last_month = month_index(2001, 12);
  t.value = 1;
  return t;
}

TEST(ModelValue, OfEachStatistic) {
  using S = Target::Statistic;
  const auto e = made([](Outcome o, int place, int month) {
    return 1000.0 * static_cast<int>(o) + 100 * place + month - 120;
  });
  // Months of 2001 are 12 to 23 in this count, 17.5 on average.
  const auto base = [](Outcome o) { return 1000.0 * static_cast<int>(o); };
  const double area = base(o_coca_area), leaf = base(o_leaf_price);
  EXPECT_DOUBLE_EQ(model_value(made_target(o_coca_area, S::december, {1, 2}), e, 0),
                   2 * area + 300 + 2 * 23);
  EXPECT_DOUBLE_EQ(model_value(made_target(o_leaf_price, S::mean, {1}), e, 0), leaf + 100 + 17.5);
  EXPECT_DOUBLE_EQ(model_value(made_target(o_leaf_price, S::mean, {0, 1}), e, 0), leaf + 50 + 17.5);
  EXPECT_DOUBLE_EQ(model_value(made_target(o_seized_source, S::sum, {2}), e, 0),
                   base(o_seized_source) + 200 + 23);
  auto flow = made_target(o_corridor_flow, S::sum, {0});
  EXPECT_DOUBLE_EQ(model_value(flow, e, 0), 12 * (base(o_corridor_flow) + 17.5));
  flow.last_month = month_index(2001, 6);
  EXPECT_DOUBLE_EQ(model_value(flow, e, 0), 6 * (base(o_corridor_flow) + 14.5));
}

TEST(ModelValue, OfSharesAndWhatIsMissing) {
  const auto e = made([](Outcome, int place, int) { return place < 3 ? place : 0.0; });
  auto t = made_target(o_corridor_flow, Target::Statistic::sum, {1});
  t.over = {0, 1, 2};
  t.scale = Target::Scale::logit;
  EXPECT_NEAR(model_value(t, e, 0), 1.0 / 3, 1e-12);
  EXPECT_NEAR(scaled(t, 1.0 / 3), std::log(0.5), 1e-12);
  EXPECT_TRUE(std::isfinite(scaled(t, 0)) && std::isfinite(scaled(t, 1)));
  EXPECT_STREQ(unit_of(t), "share");
  t.over = {3, 4};
  EXPECT_TRUE(std::isnan(model_value(t, e, 0)));
  t.first_month = month_index(1999, 1);
  EXPECT_THROW(model_value(t, e, 0), std::invalid_argument);
  const auto unrecorded = made_target(o_base_price, Target::Statistic::mean, {0});
  EXPECT_THROW(model_value(unrecorded, e, 0), std::invalid_argument);
  bool chosen[outcome_count] = {};
  analysis::mark_outcomes({t, unrecorded}, chosen);
  EXPECT_TRUE(chosen[o_corridor_flow] && chosen[o_base_price] && !chosen[o_coca_area]);
}

TEST(ModelValue, OnItsScale) {
  auto t = made_target(o_coca_area, Target::Statistic::december, {0});
  t.value = 100;
  EXPECT_DOUBLE_EQ(scaled(t, 200), std::log(200));
  EXPECT_TRUE(std::isfinite(scaled(t, 0)));
  t.scale = Target::Scale::log_floor;
  t.floor = 500;
  EXPECT_DOUBLE_EQ(scaled(t, 0), std::log(500));
  EXPECT_NEAR(unscaled(t, scaled(t, 70)), 70, 1e-9);
}

}  // namespace
}  // namespace balloon
