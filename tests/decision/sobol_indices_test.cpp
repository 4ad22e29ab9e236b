#include "decision/sobol_indices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "analysis/draws.hpp"
#include "decision/quasi_random.hpp"
#include "tests/support/measure_reference.hpp"

namespace balloon::decision {
namespace sobol_indices_test {

using Function = std::function<double(const double*)>;

constexpr double pi = std::numbers::pi;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Ishigami and Homma (1990) with a = 7 and b = 0.1, of inputs on (0, 1).
double ishigami(const double* u) {
  const auto x = [&](int i) { return (2 * u[i] - 1) * pi; };
  return std::sin(x(0)) * (1 + 0.1 * std::pow(x(2), 4)) + 7 * std::pow(std::sin(x(1)), 2);
}

struct Exact {
  std::vector<double> first, total;
};

Exact exact_ishigami() {
  const double v1 = 0.5 * std::pow(1 + 0.1 * std::pow(pi, 4) / 5, 2), v2 = 49.0 / 8;
  const double v13 = 0.01 * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50);
  const double v = v1 + v2 + v13;
  return {{v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
}

const std::vector<double> g_weights = {0, 1, 4.5, 9, 99, 99, 99, 99};

/// The G-function of Saltelli and Sobol' (1995).
double sobol_g(const double* u) {
  double product = 1;
  for (std::size_t i = 0; i < g_weights.size(); ++i)
    product *= (std::abs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
  return product;
}

Exact exact_sobol_g() {
  std::vector<double> part;
  double product = 1;
  for (const double a : g_weights) {
    part.push_back(1 / (3 * (1 + a) * (1 + a)));
    product *= 1 + part.back();
  }
  Exact exact;
  for (const double v : part) {
    exact.first.push_back(v / (product - 1));
    exact.total.push_back(v * product / (1 + v) / (product - 1));
  }
  return exact;
}

std::vector<double> evaluate(const SobolDesign& design, const Function& function) {
  std::vector<double> values;
  for (std::size_t r = 0; r < design.rows(); ++r) values.push_back(function(design.row(r)));
  return values;
}

void expect_near(const IndexEstimate& estimate, double exact, double tolerance,
                 const std::string& what) {
  EXPECT_NEAR(estimate.value, exact, tolerance) << what;
  EXPECT_LE(estimate.low, exact) << what;
  EXPECT_GE(estimate.high, exact) << what;
  EXPECT_LT(estimate.low, estimate.value) << what;
  EXPECT_GT(estimate.high, estimate.value) << what;
}

/// Calls check(index, factor, other, value) for each of SALib's figures of a case, factors from 0.
template <class Check>
int for_salib(const std::string& name, const Check& check) {
  const auto table = test::reference_table("sensitivity_salib.csv");
  int count = 0;
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    if (table.cell(r, 0) != name) continue;
    check(std::string(table.cell(r, 1)),
          static_cast<int>(test::reference_cell(table, r, "factor")) - 1,
          static_cast<int>(test::reference_cell(table, r, "other")) - 1,
          test::reference_cell(table, r, "value"));
    ++count;
  }
  return count;
}

const IndexEstimate& index_of(const SobolIndices& made, const std::string& index, int factor,
                              int other) {
  if (index.substr(0, 2) == "S2") return made.pair(factor, other);
  return (index.substr(0, 2) == "S1" ? made.first : made.total)
      .at(static_cast<std::size_t>(factor));
}

TEST(SobolIndicesTest, IshigamiInClosedForm) {
  const auto exact = exact_ishigami();
  // Saltelli et al. (2008), Global Sensitivity Analysis: The Primer.
  for (const auto& [value, printed] : {std::pair{exact.first[0], 0.3139},
                                       {exact.first[1], 0.4424},
                                       {exact.total[0], 0.5576},
                                       {exact.total[2], 0.2437}})
    ASSERT_NEAR(value, printed, 5e-5);
  for (const std::uint64_t seed : {1ULL, 2ULL, 3ULL}) {
    const auto design = saltelli_design(3, 1024, seed, true);
    const auto made = sobol_indices(design, evaluate(design, ishigami));
    EXPECT_EQ(made.used, 1024);
    EXPECT_EQ(made.dropped, 0);
    EXPECT_FALSE(made.constant);
    EXPECT_NEAR(made.mean, 3.5, 0.02);
    EXPECT_NEAR(made.variance, 13.8446, 0.15);
    for (std::size_t i = 0; i < 3; ++i) {
      expect_near(made.first[i], exact.first[i], 0.02, "first " + std::to_string(i));
      expect_near(made.total[i], exact.total[i], 0.02, "total " + std::to_string(i));
    }
    expect_near(made.pair(0, 1), 0, 0.03, "pair 0 1");
    expect_near(made.pair(2, 0), exact.total[2], 0.03, "pair 0 2");
    expect_near(made.pair(1, 2), 0, 0.03, "pair 1 2");
  }
}

TEST(SobolIndicesTest, SobolGInClosedForm) {
  const auto exact = exact_sobol_g();
  Exact printed, error;
  const auto read = [](const std::string& name, Exact& into) {
    for_salib(name, [&](const std::string& index, int, int, double value) {
      (index == "S1" ? into.first : into.total).push_back(value);
    });
  };
  read("sobol-g-exact", printed);
  read("sobol-g-error", error);
  ASSERT_EQ(printed.first.size() + error.total.size(), 16u);
  constexpr int seeds = 40;
  std::array<double, 8> first{}, total{};  // mean square errors
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto design = saltelli_design(8, 1024, seed);
    const auto made = sobol_indices(design, evaluate(design, sobol_g), {seed > 3 ? 0 : 1000, 1});
    EXPECT_NEAR(made.mean, 1, 0.005);
    EXPECT_TRUE(made.second.empty());
    EXPECT_THROW(made.pair(0, 1), std::invalid_argument);
    for (std::size_t i = 0; i < 8; ++i) {
      first[i] += std::pow(made.first[i].value - exact.first[i], 2) / seeds;
      total[i] += std::pow(made.total[i].value - exact.total[i], 2) / seeds;
      if (seed > 3) continue;
      const auto what = std::to_string(seed) + " " + std::to_string(i);
      if (i < 4) {
        expect_near(made.first[i], exact.first[i], 4 * error.first[i], "first " + what);
        expect_near(made.total[i], exact.total[i], 4 * error.total[i], "total " + what);
      } else {  // hardly any effect
        EXPECT_NEAR(made.first[i].value, exact.first[i], 4 * error.first[i]) << what;
        EXPECT_NEAR(made.total[i].value, exact.total[i], 4 * error.total[i]) << what;
      }
    }
  }
  // Our scrambling is as good as SciPy's.
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(printed.first[i], exact.first[i], 1e-14);
    EXPECT_NEAR(printed.total[i], exact.total[i], 1e-14);
    EXPECT_NEAR(std::log(std::sqrt(first[i]) / error.first[i]), 0, 0.5) << i;
    EXPECT_NEAR(std::log(std::sqrt(total[i]) / error.total[i]), 0, 0.5) << i;
  }
}

TEST(SobolIndicesTest, GroupsOfInputs) {
  const auto exact = exact_ishigami();
  const auto design = saltelli_design(std::vector<int>{1, 0, 1}, 1024, 5, true);
  EXPECT_EQ(design.factors, 2);
  EXPECT_EQ(design.inputs, 3);
  EXPECT_EQ(design.rows(), 6 * 1024u);
  const auto made = sobol_indices(design, evaluate(design, ishigami));
  expect_near(made.first[0], exact.first[1], 0.02, "first of x2");
  expect_near(made.total[0], exact.first[1], 0.02, "total of x2");
  expect_near(made.first[1], exact.total[0], 0.02, "first of x1 and x3");
  expect_near(made.total[1], exact.total[0], 0.02, "total of x1 and x3");
  expect_near(made.pair(0, 1), 0, 0.03, "together");
}

TEST(SobolIndicesTest, RowsAreAThenItsMixturesThenB) {
  const std::vector<int> groups = {0, 2, 1, 0};
  const auto design = saltelli_design(groups, 5, 9, true);
  const auto base = QuasiRandom(8, 9).points(0, 5);
  EXPECT_EQ(design.rows_per_point(), 8u);
  ASSERT_EQ(design.points.size(), design.rows() * 4);
  for (std::size_t p = 0; p < 5; ++p)
    for (std::size_t i = 0; i < 4; ++i) {
      const double a = base[8 * p + i], b = base[8 * p + 4 + i];
      EXPECT_EQ(design.row(8 * p)[i], a);
      EXPECT_EQ(design.row(8 * p + 7)[i], b);
      for (int g = 0; g < 3; ++g) {
        const auto row = 8 * p + 1 + static_cast<std::size_t>(g);
        EXPECT_EQ(design.row(row)[i], groups[i] == g ? b : a);
        EXPECT_EQ(design.row(row + 3)[i], groups[i] == g ? a : b);
      }
    }
  const auto fewer = saltelli_design(groups, 3, 9, true).points;
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), design.points.begin()));
}

// The model is sum c_i u_i, for which the first-order and total index of i are c_i^2 / sum c^2.
struct Coverage {
  double first = 0, total = 0;  ///< share of seeds and factors whose interval holds the index
};
Coverage coverage(const std::function<SobolDesign(std::uint64_t)>& design_of) {
  constexpr std::array<double, 3> c = {1, 2, 3};
  constexpr int seeds = 200;
  int first = 0, total = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto design = design_of(seed);
    const auto values = evaluate(
        design, [&](const double* u) { return 5 + c[0] * u[0] + c[1] * u[1] + c[2] * u[2]; });
    const auto made = sobol_indices(design, values, {300, seed});
    for (std::size_t i = 0; i < 3; ++i) {
      const double exact = c[i] * c[i] / 14;
      first += made.first[i].low <= exact && exact <= made.first[i].high;
      total += made.total[i].low <= exact && exact <= made.total[i].high;
    }
  }
  return {first / (3.0 * seeds), total / (3.0 * seeds)};
}

TEST(SobolIndicesTest, IntervalsOfIndependentPointsCoverAsTheySay) {
  const auto shares = coverage([](std::uint64_t seed) {
    analysis::KeyedDraws draws(seed, analysis::DrawPurpose::test, 0);
    std::vector<double> base(6 * 128);
    for (double& u : base) u = draws.uniform();
    return saltelli_rows({0, 1, 2}, base);
  });
  EXPECT_GE(shares.first, 0.90);
  EXPECT_LE(shares.first, 0.98);
  EXPECT_GE(shares.total, 0.90);
  EXPECT_LE(shares.total, 0.98);
}

TEST(SobolIndicesTest, IntervalsOfSobolPointsErrOnTheWideSide) {
  const auto shares = coverage([](std::uint64_t seed) { return saltelli_design(3, 128, seed); });
  EXPECT_GE(shares.first, 0.95);
  EXPECT_GE(shares.total, 0.95);
}

TEST(SobolIndicesTest, FailedRunsDropTheirBasePoint) {
  const auto design = saltelli_design(3, 64, 2, true);
  auto values = evaluate(design, ishigami);
  std::vector<double> kept;
  for (std::size_t p = 0; p < 64; ++p)
    if (p != 0 && p != 20 && p != 63)
      kept.insert(kept.end(), values.begin() + static_cast<std::ptrdiff_t>(8 * p),
                  values.begin() + static_cast<std::ptrdiff_t>(8 * p + 8));
  values[0] = nan;                                                // A of point 0
  values[20 * 8 + 5] = values[20 * 8 + 2] = nan;                  // a BA and an AB of point 20
  values[63 * 8 + 7] = -std::numeric_limits<double>::infinity();  // B of point 63
  const auto made = sobol_indices(design, values);
  EXPECT_EQ(made.used, 61);
  EXPECT_EQ(made.dropped, 3);
  const auto without = sobol_indices(3, 61, true, kept);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(made.first[i].value, without.first[i].value);
    EXPECT_EQ(made.total[i].high, without.total[i].high);
    EXPECT_EQ(made.second[i].low, without.second[i].low);
  }
}

TEST(SobolIndicesTest, WithoutVarianceThereAreNoIndices) {
  const auto design = saltelli_design(2, 16, 1, true);
  // 0.1 thrice is not 0.3: a mean of equal numbers may differ from them by rounding.
  for (const double constant : {0.0, 0.1, 1e300}) {
    const auto made = sobol_indices(design, std::vector<double>(design.rows(), constant));
    EXPECT_TRUE(made.constant);
    EXPECT_EQ(made.used, 16);
    EXPECT_EQ(made.mean, constant);
    EXPECT_EQ(made.variance, 0);
    for (const auto* list : {&made.first, &made.total, &made.second})
      for (const auto& estimate : *list) {
        EXPECT_TRUE(std::isnan(estimate.value));
        EXPECT_TRUE(std::isnan(estimate.low));
        EXPECT_TRUE(std::isnan(estimate.high));
      }
    EXPECT_EQ(made.first.size(), 2u);
    EXPECT_EQ(made.second.size(), 1u);
  }
}

TEST(SobolIndicesTest, TooFewBasePoints) {
  auto values = evaluate(saltelli_design(3, 2, 1), ishigami);
  values[7] = nan;
  const auto one = sobol_indices(3, 2, false, values);
  EXPECT_EQ(one.used, 1);
  EXPECT_FALSE(one.constant);
  EXPECT_NEAR(one.mean, (values[0] + values[4]) / 2, 1e-13);
  EXPECT_TRUE(std::isnan(one.first[0].value));
  values[1] = nan;
  const auto none = sobol_indices(3, 2, false, values);
  EXPECT_EQ(none.used, 0);
  EXPECT_EQ(none.dropped, 2);
  EXPECT_TRUE(std::isnan(none.mean));
  EXPECT_TRUE(std::isnan(none.total[2].low));
}

TEST(SobolIndicesTest, AConstantAddedOrAnotherUnitChangesNothing) {
  const auto design = saltelli_design(3, 128, 3, true);
  const auto values = evaluate(design, ishigami);
  auto other = values;
  for (double& value : other) value = 1e9 - 1000 * value;
  const auto made = sobol_indices(design, values), moved = sobol_indices(design, other);
  EXPECT_NEAR(moved.mean, 1e9 - 1000 * made.mean, 1e-6);
  EXPECT_NEAR(moved.variance, 1e6 * made.variance, 1e-3);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(moved.first[i].value, made.first[i].value, 1e-9);
    EXPECT_NEAR(moved.first[i].low, made.first[i].low, 1e-9);
    EXPECT_NEAR(moved.total[i].value, made.total[i].value, 1e-9);
    EXPECT_NEAR(moved.second[i].value, made.second[i].value, 1e-9);
    EXPECT_NEAR(moved.second[i].high, made.second[i].high, 1e-9);
  }
}

TEST(SobolIndicesTest, IntervalsAreKeyedByTheSeed) {
  const auto design = saltelli_design(3, 64, 3);
  const auto values = evaluate(design, ishigami);
  const auto first = sobol_indices(design, values, {200, 1});
  EXPECT_EQ(sobol_indices(design, values, {200, 1}).first[0].low, first.first[0].low);
  EXPECT_NE(sobol_indices(design, values, {200, 2}).first[0].low, first.first[0].low);
  const auto without = sobol_indices(design, values, {0, 1});
  EXPECT_EQ(without.first[0].value, first.first[0].value);
  EXPECT_TRUE(std::isnan(without.first[0].low));
}

// With one resample the interval is an estimate from the base points that it drew.
TEST(SobolIndicesTest, AResampleIsAnEstimateOfItsOwn) {
  const auto design = saltelli_design(3, 40, 3, true);
  const auto values = evaluate(design, ishigami);
  const auto made = sobol_indices(design, values, {1, 77});
  analysis::KeyedDraws draws(77, analysis::DrawPurpose::bootstrap, 0);
  std::vector<double> drawn;
  for (int p = 0; p < 40; ++p) {
    const auto from = static_cast<std::ptrdiff_t>(8 * draws.below(40));
    drawn.insert(drawn.end(), values.begin() + from, values.begin() + from + 8);
  }
  const auto again = sobol_indices(design, drawn);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(made.first[i].low, again.first[i].value, 1e-12);
    EXPECT_NEAR(made.total[i].low, again.total[i].value, 1e-12);
    EXPECT_NEAR(made.second[i].high, again.second[i].value, 1e-12);
    EXPECT_NE(made.first[i].low, made.first[i].value);
  }
}

TEST(SobolIndicesTest, Misuse) {
  EXPECT_THROW(saltelli_design(0, 8, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_design(2, 0, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_design(1834, 1, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_design(std::vector<int>{}, 8, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_design(std::vector<int>{0, 2}, 8, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_design(std::vector<int>{-1, 0}, 8, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_rows({0, 1}, {0.1, 0.2, 0.3}), std::invalid_argument);
  EXPECT_THROW(saltelli_rows({0, 1}, {}), std::invalid_argument);
  EXPECT_THROW(sobol_indices(2, 2, false, std::vector<double>(7)), std::invalid_argument);
  EXPECT_THROW(sobol_indices(0, 2, false, std::vector<double>(4)), std::invalid_argument);
  EXPECT_THROW(sobol_indices(2, 2, false, std::vector<double>(8), {-1, 1}), std::invalid_argument);
  const auto design = saltelli_design(2, 4, 1, true);
  const auto made = sobol_indices(design, evaluate(design, [](const double* u) { return u[0]; }));
  EXPECT_THROW(made.pair(0, 0), std::invalid_argument);
  EXPECT_THROW(made.pair(0, 2), std::invalid_argument);
  EXPECT_THROW(made.pair(-1, 1), std::invalid_argument);
}

TEST(SobolIndicesTest, EstimatesAreThoseOfSALib) {
  struct Case {
    std::string name;
    int factors;
    bool second_order;
    int figures;
  };
  const auto table = test::reference_table("sensitivity_values.csv");
  for (const Case& of : {Case{"ishigami", 3, true, 9}, Case{"ishigami-groups", 2, true, 5},
                         Case{"sobol-g", 8, false, 16}}) {
    std::vector<double> values;
    for (std::size_t r = 0; r < table.row_count(); ++r)
      if (table.cell(r, 0) == of.name) values.push_back(test::reference_cell(table, r, "value"));
    const auto made = sobol_indices(of.factors, 64, of.second_order, values);
    const int seen = for_salib(of.name, [&](const std::string& index, int i, int j, double value) {
      EXPECT_NEAR(index_of(made, index, i, j).value, value, 1e-12) << of.name << index << i << j;
    });
    EXPECT_EQ(seen, of.figures);
  }
}

TEST(SobolIndicesTest, RowsAreThoseOfSALib) {
  const auto table = test::reference_table("sensitivity_design.csv");
  const auto base = QuasiRandom(6, 1, false).points(0, 8);
  const auto single = saltelli_rows({0, 1, 2}, base, true);
  const auto grouped = saltelli_rows({0, 1, 0}, base, true);
  ASSERT_EQ(table.row_count(), single.rows() + grouped.rows());
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    const bool first = r < single.rows();
    EXPECT_EQ(table.cell(r, 0), first ? "single" : "grouped");
    const double* row = first ? single.row(r) : grouped.row(r - single.rows());
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_EQ(row[i], test::reference_cell(table, r, "x" + std::to_string(i + 1)) + 0x1p-33);
  }
}

// SALib's basics sample the unscrambled sequence from point 1024 on. With the same points we print
// the same figures, to the last of their digits.
TEST(SobolIndicesTest, FiguresInTheBasicsOfSALib) {
  const auto design = saltelli_rows({0, 1, 2}, QuasiRandom(6, 1, false).points(1024, 1024), true);
  const auto made = sobol_indices(design, evaluate(design, ishigami));
  const int seen =
      for_salib("documented-basics", [&](const std::string& index, int i, int j, double value) {
        const double digits = index == "S2" ? 1e-7 : 1e-6;
        EXPECT_NEAR(index_of(made, index, i, j).value, value, digits) << index << i << j;
      });
  EXPECT_EQ(seen, 9);
}

// The figures of another scrambling, with SALib's half-widths of their 95 % intervals; our own
// intervals are as wide as those, within half.
TEST(SobolIndicesTest, FiguresInTheInterfaceBasicsOfSALib) {
  for (const std::uint64_t seed : {1ULL, 2ULL, 3ULL}) {
    const auto design = saltelli_design(3, 1024, seed, true);
    const auto made = sobol_indices(design, evaluate(design, ishigami));
    std::map<std::string, double> figure;
    const auto key = [](const std::string& index, int i, int j) {
      return index + std::to_string(i) + std::to_string(j);
    };
    for_salib("documented-interface", [&](const std::string& index, int i, int j, double value) {
      figure[key(index, i, j)] = value;
    });
    ASSERT_EQ(figure.size(), 18u);
    for_salib("documented-interface", [&](const std::string& index, int i, int j, double value) {
      const auto& ours = index_of(made, index, i, j);
      if (index.size() > 2)
        EXPECT_NEAR((ours.high - ours.low) / 2 / value, 1, 0.5) << index << i << j;
      else
        EXPECT_NEAR(ours.value, value, figure.at(key(index + "_conf", i, j))) << index << i << j;
    });
  }
}

}  // namespace sobol_indices_test
}  // namespace balloon::decision
