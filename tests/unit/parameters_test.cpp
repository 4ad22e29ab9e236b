// The record of parameters, their priors, and members' draws.
#include "model/parameters.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "core/hash.hpp"
#include "model/policy.hpp"

namespace balloon::model {
namespace {

TEST(ParametersTest, EveryRecordIsWhole) {
  std::set<std::string> names;
  for (const auto& r : parameters) {
    EXPECT_TRUE(names.insert(r.name).second) << r.name << " twice";
    for (const char* text : {r.symbol, r.unit, r.mechanism, r.meaning, r.source})
      EXPECT_STRNE(text, "") << r.name;
    EXPECT_LE(r.low, r.middle) << r.name;
    EXPECT_LE(r.middle, r.high) << r.name;
    if (r.prior == Prior::lognormal) {
      EXPECT_GT(r.low, 0) << r.name;
    }
    if (r.prior == Prior::share) {
      EXPECT_GT(r.low, 0) << r.name;
      EXPECT_LT(r.high, 1) << r.name;
    }
    if (std::string(r.unit) == "share") {
      EXPECT_GE(r.low, 0) << r.name;
      EXPECT_LE(r.high, 1) << r.name;
    }
  }
  EXPECT_STREQ(parameters[static_cast<int>(P::area_error)].name, "area_error");
  EXPECT_STREQ(parameters[static_cast<int>(P::double_count)].name, "double_count");
}

TEST(ParametersTest, QuantilesHaveTheirStatedPointsAndRise) {
  for (const auto& r : parameters) {
    if (r.prior == Prior::triangular) {
      EXPECT_NEAR(quantile(r, 1e-12), r.low, 1e-5 * (r.high - r.low)) << r.name;
      EXPECT_NEAR(quantile(r, 1 - 1e-12), r.high, 1e-5 * (r.high - r.low)) << r.name;
      // The mode splits the probability as it splits the interval.
      EXPECT_NEAR(quantile(r, (r.middle - r.low) / (r.high - r.low)), r.middle,
                  1e-7 * (r.high - r.low))
          << r.name;
    } else if (r.prior != Prior::fixed) {
      const double scale = 1e-12 * (std::fabs(r.low) + std::fabs(r.high));
      EXPECT_NEAR(quantile(r, 0.05), r.low, scale) << r.name;
      EXPECT_NEAR(quantile(r, 0.5), r.middle, scale) << r.name;
      EXPECT_NEAR(quantile(r, 0.95), r.high, scale) << r.name;
    }
    double before = quantile(r, 1e-6);
    for (double u = 0.001; u < 1; u += 0.001) {
      const double now = quantile(r, u);
      EXPECT_LE(before, now) << r.name << " at " << u;
      EXPECT_TRUE(std::isfinite(now));
      before = now;
    }
    if (r.prior == Prior::share) {
      EXPECT_GT(quantile(r, 1e-15), 0) << r.name;
      EXPECT_LT(quantile(r, 1 - 1e-15), 1) << r.name;
    }
    if (r.prior == Prior::lognormal) {
      EXPECT_GT(quantile(r, 1e-15), 0) << r.name;
    }
  }
}

TEST(ParametersTest, DrawsDependOnSeedAndMemberAlone) {
  const StructureChoice free;
  const auto a = draw_member(1, 4, free), again = draw_member(1, 4, free),
             other = draw_member(1, 10, free), seed = draw_member(2, 4, free);
  int same_member = 0, same_seed = 0;
  for (int i = 0; i < parameter_count; ++i) {
    EXPECT_EQ(a.value[i], again.value[i]);
    same_member += a.value[i] == other.value[i] ? 1 : 0;
    same_seed += a.value[i] == seed.value[i] ? 1 : 0;
  }
  EXPECT_LE(same_member, 1);  // pass-through may be fixed by the structure
  EXPECT_LE(same_seed, 1);
}

TEST(ParametersTest, NoTwoParametersShareAStream) {
  // Streams are keyed by 20 bits of the name's hash.
  std::set<std::uint64_t> places;
  for (const auto& r : parameters)
    EXPECT_TRUE(places.insert(hash_text(r.name) & 0xfffff).second) << r.name;
}

TEST(ParametersTest, DrawsFollowTheirPriors) {
  const StructureChoice free;
  const int n = 3000;
  for (int i = 0; i < parameter_count; ++i) {
    if (i == static_cast<int>(P::pass_through)) continue;
    const double low = quantile(parameters[i], 0.25), middle = quantile(parameters[i], 0.5);
    int below_low = 0, below_middle = 0;
    for (std::uint64_t m = 0; m < n; ++m) {
      static std::vector<Draw> draws = [&] {
        std::vector<Draw> all;
        for (std::uint64_t k = 0; k < n; ++k) all.push_back(draw_member(77, k, free));
        return all;
      }();
      below_low += draws[m].value[i] < low ? 1 : 0;
      below_middle += draws[m].value[i] < middle ? 1 : 0;
    }
    // Four standard errors of a share among 3,000 draws, five for the largest of a hundred
    // parameters.
    EXPECT_NEAR(below_low / double(n), 0.25, 5 * std::sqrt(0.1875 / n)) << parameters[i].name;
    EXPECT_NEAR(below_middle / double(n), 0.5, 5 * std::sqrt(0.25 / n)) << parameters[i].name;
  }
}

TEST(ParametersTest, StructuresAreCoveredEvenly) {
  const StructureChoice free;
  std::set<std::pair<double, double>> seen;
  for (std::uint64_t m = 0; m < structure_count; ++m) {
    const auto d = draw_member(2012, m, free);
    const double nested = d.structure[static_cast<int>(S::nested)];
    const double additive = d.structure[static_cast<int>(S::additive)];
    seen.insert({nested, additive});
    EXPECT_EQ(structure_of(m), static_cast<int>(m));
    const std::string name = structure_names[m];
    EXPECT_EQ(name.starts_with("nested"), nested == 1) << name;
    EXPECT_EQ(name.find("multiplicative") != std::string::npos, additive == 0) << name;
    EXPECT_EQ(name.find("additive") != std::string::npos, additive == 1) << name;
    const double omega = d[P::pass_through];
    if (additive >= 0) {
      EXPECT_EQ(omega, additive);
    } else {
      EXPECT_GT(omega, 0);
      EXPECT_LT(omega, 1);
    }
    EXPECT_EQ(d.structure[static_cast<int>(S::reaction)], 0);
    EXPECT_EQ(d.structure[static_cast<int>(S::price)], 1);
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(structure_count));
  EXPECT_EQ(structure_of(6), 0);
}

TEST(ParametersTest, AChoiceFixesItsSwitchAndNothingElse) {
  const StructureChoice free;
  StructureChoice choice;
  choice.sourcing = 1;
  choice.pass_through = 2;
  choice.price = 0;
  choice.enforcement_violence = -1;
  for (std::uint64_t m = 0; m < structure_count; ++m) {
    const auto a = draw_member(2012, m, free), b = draw_member(2012, m, choice);
    EXPECT_EQ(b.structure[static_cast<int>(S::nested)], 1);
    EXPECT_EQ(b.structure[static_cast<int>(S::additive)], -1);
    EXPECT_EQ(b.structure[static_cast<int>(S::price)], 0);
    EXPECT_EQ(b.structure[static_cast<int>(S::enforcement_violence)], -1);
    EXPECT_EQ(b.structure[static_cast<int>(S::migration)], 1);
    for (int i = 0; i < parameter_count; ++i)
      if (i != static_cast<int>(P::pass_through)) {
        EXPECT_EQ(a.value[i], b.value[i]);
      }
  }
}

}  // namespace
}  // namespace balloon::model
