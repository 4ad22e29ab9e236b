#include "decision/morris.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/measure_reference.hpp"

namespace balloon::decision {
namespace morris_test {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> evaluate(const MorrisDesign& design,
                             const std::function<double(const double*)>& function) {
  std::vector<double> values;
  for (std::size_t r = 0; r < design.rows(); ++r) values.push_back(function(design.row(r)));
  return values;
}

double ishigami(const double* u) {
  const auto x = [&](int i) { return (2 * u[i] - 1) * std::numbers::pi; };
  return std::sin(x(0)) * (1 + 0.1 * std::pow(x(2), 4)) + 7 * std::pow(std::sin(x(1)), 2);
}

TEST(MorrisTest, TrajectoriesMoveEveryFactorOnce) {
  for (const int levels : {2, 4, 6, 10}) {
    const auto design = morris_design(5, 40, levels, 3);
    EXPECT_DOUBLE_EQ(design.delta(), levels / (2.0 * (levels - 1)));
    ASSERT_EQ(design.points.size(), 40 * 6 * 5u);
    for (const double u : design.points) {
      const double level = u * (levels - 1);
      EXPECT_NEAR(level, std::round(level), 1e-12);
      EXPECT_GE(u, 0);
      EXPECT_LE(u, 1);
    }
    for (std::size_t t = 0; t < 40; ++t) {
      std::array<int, 5> moved{};
      for (std::size_t step = 0; step < 5; ++step) {
        const double *from = design.row(6 * t + step), *to = design.row(6 * t + step + 1);
        int moves = 0;
        for (std::size_t f = 0; f < 5; ++f) {
          if (from[f] == to[f]) continue;
          ++moves;
          ++moved[f];
          EXPECT_NEAR(std::abs(to[f] - from[f]), design.delta(), 1e-12);
        }
        EXPECT_EQ(moves, 1);
      }
      EXPECT_EQ(moved, (std::array<int, 5>{1, 1, 1, 1, 1}));
    }
  }
}

TEST(MorrisTest, StartsDirectionsAndOrdersAreDrawn) {
  constexpr std::size_t trajectories = 6000;
  const auto design = morris_design(3, trajectories, 4, 8);
  std::array<int, 64> starts{};  // the levels of all three factors, which settle the directions
  std::array<int, 6> orders{};
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::size_t start = 0;
    for (int f = 0; f < 3; ++f)
      start = 4 * start + static_cast<std::size_t>(std::lround(3 * design.row(4 * t)[f]));
    ++starts[start];
    std::array<std::size_t, 3> step{};
    for (std::size_t s = 0; s < 3; ++s)
      for (std::size_t f = 0; f < 3; ++f)
        if (design.row(4 * t + s)[f] != design.row(4 * t + s + 1)[f]) step[f] = s;
    ++orders[2 * step[0] + (step[1] > step[2])];
  }
  // Chi-square beyond 99.9 % with 63 and 5 degrees of freedom.
  const auto chi_square = [](const auto& counts) {
    double sum = 0;
    const double expected = static_cast<double>(trajectories) / static_cast<double>(counts.size());
    for (const int n : counts) sum += (n - expected) * (n - expected) / expected;
    return sum;
  };
  EXPECT_LT(chi_square(starts), 103.4);
  EXPECT_LT(chi_square(orders), 20.5);

  const auto fewer = morris_design(3, 10, 4, 8).points;
  EXPECT_TRUE(std::equal(fewer.begin(), fewer.end(), design.points.begin()));
  EXPECT_NE(morris_design(3, 10, 4, 9).points, fewer);
}

TEST(MorrisTest, EffectsOfALineAreItsSlopes) {
  const std::vector<double> slopes = {3, -0.5, 0, 1000};
  const auto design = morris_design(4, 7, 4, 1);
  const auto made = morris_effects(design, evaluate(design, [&](const double* u) {
                                     double sum = 42;
                                     for (std::size_t f = 0; f < 4; ++f) sum += slopes[f] * u[f];
                                     return sum;
                                   }));
  EXPECT_EQ(made.used, 7);
  EXPECT_EQ(made.dropped, 0);
  for (std::size_t f = 0; f < 4; ++f) {
    EXPECT_NEAR(made.effects[f].mu, slopes[f], 2e-12);
    EXPECT_NEAR(made.effects[f].mu_star, std::abs(slopes[f]), 2e-12);
    EXPECT_NEAR(made.effects[f].sigma, 0, 2e-12);
    EXPECT_NEAR(made.effects[f].low, std::abs(slopes[f]), 2e-12);
    EXPECT_NEAR(made.effects[f].high, std::abs(slopes[f]), 2e-12);
  }
}

/// The function of 20 factors in Morris (1991), section 4. Its small coefficients, which he draws,
/// are +1 and -1 here, as in the package sensitivity of R (morris.fun).
double morris_1991(const double* u) {
  std::array<double, 20> w{};
  for (std::size_t i = 0; i < 20; ++i)
    w[i] = i == 2 || i == 4 || i == 6 ? 2 * (1.1 * u[i] / (u[i] + 0.1) - 0.5) : 2 * (u[i] - 0.5);
  const auto sign = [](std::size_t n) { return n % 2 == 0 ? 1.0 : -1.0; };
  double y = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    y += (i < 10 ? 20 : sign(i + 1)) * w[i];
    for (std::size_t j = i + 1; j < 20; ++j) {
      y += (j < 6 ? -15 : sign(i + j)) * w[i] * w[j];
      for (std::size_t l = j + 1; l < 5; ++l) {
        y -= 10 * w[i] * w[j] * w[l];
        for (std::size_t s = l + 1; s < 4; ++s) y += 5 * w[i] * w[j] * w[l] * w[s];
      }
    }
  }
  return y;
}

// What Morris reads off his figure 1: the first ten factors matter; of these the last three act
// almost alone and in a straight line, the others do not.
TEST(MorrisTest, TwentyFactorsOfMorris) {
  for (const std::uint64_t seed : {1ULL, 2ULL, 3ULL}) {
    const auto design = morris_design(20, 50, 4, seed);
    const auto made = morris_effects(design, evaluate(design, morris_1991));
    ASSERT_EQ(made.effects.size(), 20u);
    for (std::size_t f = 0; f < 10; ++f) {
      EXPECT_GT(made.effects[f].mu_star, 30) << f;
      EXPECT_GT(made.effects[f].low, 20) << f;
    }
    for (std::size_t f = 10; f < 20; ++f) EXPECT_LT(made.effects[f].high, 15) << f;
    for (std::size_t f = 0; f < 7; ++f) EXPECT_GT(made.effects[f].sigma, 15) << f;
    for (std::size_t f = 7; f < 10; ++f) {
      EXPECT_NEAR(made.effects[f].mu, 40, 5) << f;
      EXPECT_LT(made.effects[f].sigma, 15) << f;
      EXPECT_EQ(made.effects[f].mu, made.effects[f].mu_star) << f;
    }
  }
}

/// Mean of the absolute effects of Ishigami's function over the whole grid of 4 levels.
std::array<double, 3> exact_ishigami() {
  std::array<double, 3> mu_star{};
  for (int cell = 0; cell < 64; ++cell) {
    const std::array<int, 3> level = {cell / 16, cell / 4 % 4, cell % 4};
    for (std::size_t f = 0; f < 3; ++f) {
      if (level[f] > 1) continue;
      std::array<double, 3> u = {level[0] / 3.0, level[1] / 3.0, level[2] / 3.0};
      const double low = ishigami(u.data());
      u[f] += 2.0 / 3;
      mu_star[f] += std::abs(ishigami(u.data()) - low) / (2.0 / 3) / 32;
    }
  }
  return mu_star;
}

TEST(MorrisTest, IshigamiAgreesWithTheWholeGridAndWithSALib) {
  const auto exact = exact_ishigami();
  const auto design = morris_design(3, 10000, 4, 1);
  const auto made = morris_effects(design, evaluate(design, ishigami), 0);
  EXPECT_NEAR(made.effects[1].mu_star, 7.875, 1e-9);
  for (std::size_t f = 0; f < 3; ++f)
    test::expect_relative(made.effects[f].mu_star, exact[f], 0.03);
  const auto table = test::reference_table("sensitivity_salib.csv");
  int seen = 0;
  for (std::size_t r = 0; r < table.row_count(); ++r)
    if (table.cell(r, 0) == "documented-morris") {
      const auto f = static_cast<std::size_t>(test::reference_cell(table, r, "factor")) - 1;
      test::expect_relative(made.effects[f].mu_star, test::reference_cell(table, r, "value"), 0.03);
      ++seen;
    }
  EXPECT_EQ(seen, 3);
}

TEST(MorrisTest, IntervalsCoverAsTheySay) {
  const auto exact = exact_ishigami();
  std::array<int, 3> held{};
  constexpr int seeds = 300;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto design = morris_design(3, 40, 4, seed);
    const auto made = morris_effects(design, evaluate(design, ishigami), 300, seed);
    for (const std::size_t f : {0u, 2u})
      held[f] += made.effects[f].low <= exact[f] && exact[f] <= made.effects[f].high;
  }
  for (const std::size_t f : {0u, 2u}) {
    EXPECT_GE(held[f], 0.88 * seeds) << f;
    EXPECT_LE(held[f], 0.99 * seeds) << f;
  }
}

TEST(MorrisTest, SobolGComesOutInOrder) {
  const std::vector<double> weights = {0, 1, 4.5, 9, 99, 99, 99, 99};
  const auto design = morris_design(8, 60, 4, 6);
  const auto made = morris_effects(design, evaluate(design, [&](const double* u) {
                                     double product = 1;
                                     for (std::size_t i = 0; i < 8; ++i)
                                       product *=
                                           (std::abs(4 * u[i] - 2) + weights[i]) / (1 + weights[i]);
                                     return product;
                                   }));
  for (std::size_t f = 0; f < 3; ++f) EXPECT_GT(made.effects[f].low, made.effects[f + 1].high) << f;
  for (std::size_t f = 4; f < 8; ++f) EXPECT_GT(made.effects[3].low, made.effects[f].high) << f;
}

TEST(MorrisTest, FailedRunsDropTheirTrajectory) {
  const auto design = morris_design(3, 12, 4, 2);
  auto values = evaluate(design, ishigami);
  auto kept = design;
  auto kept_values = values;
  kept.trajectories = 10;
  kept.points.erase(kept.points.begin() + 11 * 12, kept.points.end());
  kept.points.erase(kept.points.begin() + 4 * 12, kept.points.begin() + 5 * 12);
  kept_values.erase(kept_values.begin() + 11 * 4, kept_values.end());
  kept_values.erase(kept_values.begin() + 4 * 4, kept_values.begin() + 5 * 4);
  values[4 * 4 + 1] = nan;
  values[11 * 4 + 3] = std::numeric_limits<double>::infinity();
  const auto made = morris_effects(design, values), without = morris_effects(kept, kept_values);
  EXPECT_EQ(made.used, 10);
  EXPECT_EQ(made.dropped, 2);
  for (std::size_t f = 0; f < 3; ++f) {
    EXPECT_EQ(made.effects[f].mu, without.effects[f].mu);
    EXPECT_EQ(made.effects[f].sigma, without.effects[f].sigma);
    EXPECT_EQ(made.effects[f].high, without.effects[f].high);
  }
}

TEST(MorrisTest, TooFewTrajectories) {
  const auto design = morris_design(2, 2, 4, 2);
  std::vector<double> values = {1, 2, 3, nan, 5, 6};
  const auto one = morris_effects(design, values);
  EXPECT_EQ(one.used, 1);
  EXPECT_NEAR(one.effects[0].mu_star, 1.5, 1e-12);
  EXPECT_TRUE(std::isnan(one.effects[0].sigma));
  EXPECT_TRUE(std::isnan(one.effects[0].low));
  values[0] = nan;
  const auto none = morris_effects(design, values);
  EXPECT_EQ(none.used, 0);
  EXPECT_EQ(none.dropped, 2);
  EXPECT_TRUE(std::isnan(none.effects[1].mu));
  EXPECT_TRUE(std::isnan(none.effects[1].mu_star));
}

TEST(MorrisTest, Misuse) {
  EXPECT_THROW(morris_design(0, 4, 4, 1), std::invalid_argument);
  EXPECT_THROW(morris_design(2, 0, 4, 1), std::invalid_argument);
  EXPECT_THROW(morris_design(2, 4, 0, 1), std::invalid_argument);
  EXPECT_THROW(morris_design(2, 4, 5, 1), std::invalid_argument);
  const auto design = morris_design(2, 4, 4, 1);
  EXPECT_THROW(morris_effects(design, std::vector<double>(11)), std::invalid_argument);
  EXPECT_THROW(morris_effects(design, std::vector<double>(12), -1), std::invalid_argument);
  auto other = design;
  other.levels = 6;  // of another delta
  EXPECT_THROW(morris_effects(other, std::vector<double>(12)), std::invalid_argument);
  other = design;
  other.points.pop_back();
  EXPECT_THROW(morris_effects(other, std::vector<double>(12)), std::invalid_argument);
  other = design;
  std::copy_n(design.row(0), 2, other.points.begin() + 4);  // back to where it came from
  EXPECT_THROW(morris_effects(other, std::vector<double>(12)), std::invalid_argument);
  other = design;
  std::copy_n(design.row(0), 2, other.points.begin() + 2);  // not moved
  EXPECT_THROW(morris_effects(other, std::vector<double>(12)), std::invalid_argument);
}

TEST(MorrisTest, EffectsAreThoseOfSALib) {
  struct Case {
    std::string name;
    int factors, levels, figures;
  };
  const auto table = test::reference_table("sensitivity_morris.csv");
  const auto figures = test::reference_table("sensitivity_salib.csv");
  for (const Case& of : {Case{"morris-ishigami-4", 3, 4, 9}, Case{"morris-ishigami-6", 3, 6, 9},
                         Case{"morris-sobol-g", 8, 4, 24}}) {
    MorrisDesign design;
    design.factors = of.factors;
    design.levels = of.levels;
    std::vector<double> values;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      if (table.cell(r, 0) != of.name) continue;
      values.push_back(test::reference_cell(table, r, "value"));
      for (int f = 1; f <= of.factors; ++f)
        design.points.push_back(test::reference_cell(table, r, "x" + std::to_string(f)));
    }
    design.trajectories = static_cast<int>(values.size()) / (of.factors + 1);
    const auto made = morris_effects(design, values);
    EXPECT_EQ(made.used, design.trajectories);
    EXPECT_GE(made.used, 12);
    int seen = 0;
    for (std::size_t r = 0; r < figures.row_count(); ++r) {
      if (figures.cell(r, 0) != of.name) continue;
      const std::string index(figures.cell(r, 1));
      const auto f = static_cast<std::size_t>(test::reference_cell(figures, r, "factor")) - 1;
      const MorrisEffect& effect = made.effects.at(f);
      const double ours = index == "mu"      ? effect.mu
                          : index == "sigma" ? effect.sigma
                                             : effect.mu_star;
      EXPECT_NEAR(ours, test::reference_cell(figures, r, "value"), 1e-12) << of.name << index << f;
      ++seen;
    }
    EXPECT_EQ(seen, of.figures);
  }
}

}  // namespace morris_test
}  // namespace balloon::decision
