#include "measure/hausman.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/measure_reference.hpp"

namespace balloon::measure {
namespace hausman_test {

constexpr double tolerance = 1e-8;

/// z of the reference's random_constant models: ((5 place) mod 7) / 7.
std::vector<double> constant_column() {
  std::vector<double> z;
  for (int place = 1; place <= 49; ++place) z.push_back(5 * place % 7 / 7.0);
  return z;
}

struct Case {
  std::string model, file;
  bool with_z;
};
const std::vector<Case> cases{{"random", "panel.csv", false},
                              {"random_unbalanced", "panel_unbalanced.csv", false},
                              {"random_constant", "panel.csv", true},
                              {"random_constant_unbalanced", "panel_unbalanced.csv", true}};

Design design_of(const Case& c) {
  return test::reference_design(c.file, Effects::two_way,
                                c.with_z ? constant_column() : std::vector<double>{});
}

TEST(HausmanTest, RandomEffectsAreThoseOfPlm) {
  const test::Reference reference;
  for (const auto& c : cases) {
    const auto fit = random_effects(design_of(c));
    const auto of = [&](const std::string& term) { return reference(c.model, "place", "-", term); };
    EXPECT_EQ(fit.problem, "");
    EXPECT_FALSE(fit.floored);
    test::expect_relative(fit.idiosyncratic, of("s2_idiosyncratic"), tolerance, c.model);
    test::expect_relative(fit.place, of("s2_place"), tolerance, c.model);
    test::expect_relative(fit.theta.minCoeff(), of("theta_least"), tolerance, c.model);
    test::expect_relative(fit.theta.maxCoeff(), of("theta_most"), tolerance, c.model);
    for (std::size_t i = 0; i < fit.names.size(); ++i) {
      const auto row = static_cast<Index>(i);
      test::expect_relative(fit.beta(row), of(fit.names[i]), tolerance, c.model + fit.names[i]);
      for (std::size_t j = i; j < fit.names.size(); ++j) {
        const auto column = static_cast<Index>(j);
        EXPECT_NEAR(
            fit.covariance(row, column), of("cov:" + fit.names[i] + ":" + fit.names[j]),
            tolerance * std::sqrt(fit.covariance(row, row) * fit.covariance(column, column)))
            << c.model;
      }
    }
  }
}

TEST(HausmanTest, StatisticIsThatOfPhtest) {
  const test::Reference reference;
  for (const auto& c : cases) {
    const auto test = hausman(design_of(c));
    const auto of = [&](const std::string& term) { return reference(c.model, "place", "-", term); };
    EXPECT_EQ(test.problem, "");
    EXPECT_EQ(test.definite, of("hausman_least_root") > 0) << c.model;
    EXPECT_EQ(test.compared, (std::vector<Index>{0, 1}));
    test::expect_relative(test.statistic, of("hausman"), tolerance, c.model);
    EXPECT_EQ(static_cast<double>(test.freedom), of("hausman_df"));
    test::expect_relative(test.p, of("hausman_p"), tolerance, c.model);
    test::expect_relative(test.by_regression, of("hausman_auxiliary"), tolerance, c.model);
    test::expect_relative(test.by_regression_p, of("hausman_auxiliary_p"), tolerance, c.model);
  }
}

TEST(HausmanTest, OneSlopeIsTheSquaredRatio) {
  auto design = test::reference_design("panel.csv", Effects::place);
  design.names = {"x2"};
  design.x = design.x.col(1).eval();
  const auto test = hausman(design);
  const double variance = classical(test.fixed).matrix(0, 0) - test.random.covariance(1, 1);
  const double gap = test.fixed.beta(0) - test.random.beta(1);
  // Here the difference is definite; with x1 beside it (above) it is not.
  EXPECT_GT(variance, 0);
  EXPECT_TRUE(test.definite);
  test::expect_relative(test.statistic, gap * gap / variance, 1e-12);
}

TEST(HausmanTest, PlacesWithoutAnEffectArePooled) {
  auto design = test::reference_design("panel.csv", Effects::place);
  // Places are equal in mean by construction, so their variance comes out below zero.
  Matrix columns(design.x.rows(), 3);
  columns << design.x, design.y;
  within(design, columns);
  design.y = columns.col(2);
  const auto fit = random_effects(design);
  EXPECT_TRUE(fit.floored);
  EXPECT_EQ(fit.place, 0);
  EXPECT_EQ(fit.theta, Vector::Zero(49));
  auto pooled = design;
  pooled.effects = Effects::none;
  const auto plain = least_squares(pooled);
  EXPECT_TRUE(fit.beta.tail(2).isApprox(plain.beta, 1e-10));
  EXPECT_TRUE(fit.covariance.bottomRightCorner(2, 2).isApprox(classical(plain).matrix, 1e-10));
}

TEST(HausmanTest, SaysWhyThereIsNoTest) {
  auto design = test::reference_design("panel.csv", Effects::place, constant_column());
  design.x = design.x.col(2).eval();
  design.names = {"z"};
  EXPECT_EQ(hausman(design).problem, "no regressor changes in time");

  design = test::reference_design("panel.csv", Effects::place);
  design.x.col(1) = 2 * design.x.col(0);
  const auto collinear = hausman(design);
  EXPECT_EQ(collinear.problem, "regressors are collinear between places");
  EXPECT_TRUE(std::isnan(collinear.statistic));
  EXPECT_TRUE(std::isnan(collinear.p));

  Design few;
  few.places = {"a", "b"};
  few.times = {1, 2, 3, 4};
  few.names = {"x1", "x2"};
  few.y = Vector{{1, 2, 4, 3, 5, 7, 6, 9}};
  few.x = Matrix{{1, 0}, {0, 2}, {3, 1}, {2, 2}, {5, 1}, {1, 4}, {2, 1}, {0, 7}};
  few.present.assign(8, 1);
  few.rows = 8;
  EXPECT_EQ(hausman(few).problem, "fewer places than coefficients");
  few.present.assign(8, 0);
  few.present[0] = few.present[1] = few.present[2] = 1;
  few.rows = 3;
  few.y.tail(5).setZero();
  few.x.bottomRows(5).setZero();
  EXPECT_EQ(hausman(few).problem, "fixed effects leave no freedom");
}

TEST(HausmanTest, PlacesWithoutRowsChangeNothing) {
  const auto design = test::reference_design("panel.csv", Effects::place);
  auto wider = design;
  const Index n = 49, times = 8;
  wider.places.emplace_back("empty");
  wider.y = Vector::Zero((n + 1) * times);
  wider.x = Matrix::Zero((n + 1) * times, 2);
  wider.present.assign(static_cast<std::size_t>((n + 1) * times), 0);
  for (Index t = 0; t < times; ++t)
    for (Index i = 0; i < n; ++i) {
      wider.y(t * (n + 1) + i) = design.y(t * n + i);
      wider.x.row(t * (n + 1) + i) = design.x.row(t * n + i);
      wider.present[static_cast<std::size_t>(t * (n + 1) + i)] = 1;
    }
  const auto narrow = hausman(design);
  const auto wide = hausman(wider);
  test::expect_relative(wide.statistic, narrow.statistic, 1e-9);
  EXPECT_EQ(wide.random.theta(n), 0);
}

}  // namespace hausman_test
}  // namespace balloon::measure
