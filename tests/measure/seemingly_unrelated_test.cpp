#include "measure/seemingly_unrelated.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/measure_reference.hpp"

namespace balloon::measure {
namespace seemingly_unrelated_test {

constexpr double tolerance = 1e-9;

Equation equation(const std::string& name, const std::string& outcome,
                  const std::vector<std::string>& regressors) {
  const auto table = test::reference_table("system.csv");
  const auto rows = static_cast<Index>(table.row_count());
  Equation e;
  e.name = name;
  e.names = {"constant"};
  e.y.resize(rows);
  e.x = Matrix::Ones(rows, 1 + static_cast<Index>(regressors.size()));
  for (Index r = 0; r < rows; ++r) {
    const auto row = static_cast<std::size_t>(r);
    e.y(r) = test::reference_cell(table, row, outcome);
    for (std::size_t c = 0; c < regressors.size(); ++c)
      e.x(r, static_cast<Index>(c) + 1) = test::reference_cell(table, row, regressors[c]);
  }
  e.names.insert(e.names.end(), regressors.begin(), regressors.end());
  return e;
}

std::vector<Equation> reference_system() {
  return {equation("e1", "y1", {"a1"}), equation("e2", "y2", {"b1", "b2"}),
          equation("e3", "y3", {"a1", "c1"})};
}

TEST(SeeminglyUnrelatedTest, IsThatOfSystemfit) {
  const test::Reference reference;
  const auto system = reference_system();
  for (const auto divisor : {ResidualDivisor::times, ResidualDivisor::geometric_mean}) {
    for (const bool iterated : {false, true}) {
      const std::string model = std::string("sur_") +
                                (divisor == ResidualDivisor::times ? "noDfCor" : "geomean") +
                                (iterated ? "_iterated" : "_one_step");
      const auto of = [&](const std::string& term) { return reference(model, "none", "-", term); };
      const auto fit =
          seemingly_unrelated(system, {.divisor = divisor, .rounds = iterated ? 1000 : 1});
      EXPECT_EQ(fit.problem, "");
      EXPECT_EQ(fit.converged, iterated);
      for (std::size_t i = 0; i < fit.names.size(); ++i) {
        const auto row = static_cast<Index>(i);
        test::expect_relative(fit.beta(row), of(fit.names[i]), tolerance, model + fit.names[i]);
        for (std::size_t j = i; j < fit.names.size(); ++j) {
          const auto column = static_cast<Index>(j);
          EXPECT_NEAR(
              fit.covariance(row, column), of("cov:" + fit.names[i] + ":" + fit.names[j]),
              tolerance * std::sqrt(fit.covariance(row, row) * fit.covariance(column, column)));
        }
      }
      for (Index i = 0; i < 3; ++i)
        for (Index j = i; j < 3; ++j) {
          const std::string pair = ":e" + std::to_string(i + 1) + ":e" + std::to_string(j + 1);
          test::expect_relative(fit.residual_covariance(i, j), of("residual" + pair), tolerance);
          test::expect_relative(fit.used(i, j), of("residual_used" + pair), tolerance);
        }
    }
  }
}

TEST(SeeminglyUnrelatedTest, TestOfUncorrelatedErrors) {
  const test::Reference reference;
  const auto fit = seemingly_unrelated(reference_system());
  test::expect_relative(fit.diagonal_statistic, reference("sur_diagonal", "none", "-", "statistic"),
                        tolerance);
  EXPECT_EQ(fit.diagonal_freedom, 3);
  test::expect_relative(fit.diagonal_p, reference("sur_diagonal", "none", "-", "p"), tolerance);
}

TEST(SeeminglyUnrelatedTest, CountsWhatTheSampleBears) {
  const auto fit = seemingly_unrelated(reference_system());
  EXPECT_EQ(fit.times, 20);
  EXPECT_EQ(fit.equations, 3);
  EXPECT_EQ(fit.parameters, 8);
  EXPECT_EQ(fit.covariances, 6);
  EXPECT_EQ(fit.freedom, 52);
  EXPECT_NEAR(fit.times_per_parameter, 20.0 / 3, 1e-14);
  EXPECT_NEAR(fit.figures_per_parameter, 60.0 / 14, 1e-14);
}

TEST(SeeminglyUnrelatedTest, EqualRegressorsGiveLeastSquares) {
  // Zellner (1962): with the same regressors everywhere, weighting changes nothing.
  auto system = reference_system();
  system.pop_back();
  system[1].x = system[0].x;
  system[1].names = system[0].names;
  const auto fit = seemingly_unrelated(system, {.rounds = 5});
  EXPECT_TRUE(fit.beta.isApprox(fit.least_squares, 1e-12));
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(fit.rounds, 1);
}

TEST(SeeminglyUnrelatedTest, OneEquationIsLeastSquares) {
  const auto fit = seemingly_unrelated({reference_system()[1]});
  EXPECT_TRUE(fit.beta.isApprox(fit.least_squares, 1e-12));
  EXPECT_EQ(fit.diagonal_freedom, 0);
  EXPECT_EQ(fit.diagonal_p, 1);
}

TEST(SeeminglyUnrelatedTest, UnitsAreNoMatter) {
  auto system = reference_system();
  const auto plain = seemingly_unrelated(system, {.rounds = 100});
  system[0].y *= 1e8;
  system[1].x.col(2) *= 1e-7;
  const auto scaled = seemingly_unrelated(system, {.rounds = 100});
  ASSERT_EQ(scaled.problem, "");
  test::expect_relative(scaled.beta(1), 1e8 * plain.beta(1), 1e-8);
  test::expect_relative(scaled.beta(4), 1e7 * plain.beta(4), 1e-8);
}

TEST(SeeminglyUnrelatedTest, SaysWhyNothingIsEstimated) {
  auto system = reference_system();
  system[1].x.col(2) = system[1].x.col(1) * 3;
  auto fit = seemingly_unrelated(system);
  EXPECT_EQ(fit.problem, "equation e2 has collinear columns or too few times");
  EXPECT_TRUE(std::isnan(fit.beta(0)));
  EXPECT_TRUE(std::isnan(fit.diagonal_p));

  // The third equation is the sum of the others, so its residuals are.
  system = reference_system();
  system[1] = equation("e2", "y2", {"a1"});
  system[2] = system[1];
  system[2].y = system[0].y + system[1].y;
  fit = seemingly_unrelated(system);
  EXPECT_EQ(fit.problem, "the residuals' covariance has no inverse");
  EXPECT_TRUE(std::isnan(fit.covariance(0, 0)));
  EXPECT_FALSE(std::isnan(fit.least_squares(0)));
}

TEST(SeeminglyUnrelatedTest, ShapesMustFit) {
  EXPECT_THROW(seemingly_unrelated({}), std::invalid_argument);
  auto system = reference_system();
  system[1].y.conservativeResize(19);
  EXPECT_THROW(seemingly_unrelated(system), std::invalid_argument);
  system = reference_system();
  system[2].names.pop_back();
  EXPECT_THROW(seemingly_unrelated(system), std::invalid_argument);
}

}  // namespace seemingly_unrelated_test
}  // namespace balloon::measure
