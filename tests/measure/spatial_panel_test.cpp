#include "measure/spatial_panel.hpp"

#include <gtest/gtest.h>

#include <eigen3/Eigen/Dense>
#include <eigen3/Eigen/Eigenvalues>

#include "measure/dependence_tests.hpp"
#include "measure/effects.hpp"
#include "measure/resampling.hpp"
#include "tests/support/measure_reference.hpp"

namespace spatial_panel_test {

using namespace balloon;
using namespace balloon::measure;
using balloon::test::expect_relative;

struct Case {
  std::string effects, weights;
};

/// What R was given: data demeaned beforehand, with no further effects.
Design demeaned(Effects effects) {
  Design design = test::reference_design("panel.csv", effects);
  Matrix all(design.y.size(), 3);
  all << design.y, design.x;
  within(design, all);
  design.y = all.col(0);
  design.x = all.rightCols(2);
  design.effects = Effects::none;
  return design;
}

class AgainstR : public testing::TestWithParam<Case> {
 protected:
  Effects effects() const {
    return GetParam().effects == "place" ? Effects::place : Effects::two_way;
  }
  double r(const std::string& model, const std::string& term) const {
    return reference_(model, GetParam().effects, GetParam().weights, term);
  }
  test::Reference reference_;
};

TEST_P(AgainstR, CoefficientsErrorsAndEffects) {
  const Design design = demeaned(effects());
  const Geography geography(test::reference_weights(GetParam().weights), Standard::row, design);
  const SpatialData data(design, geography);
  for (const Model model : {Model::sar, Model::sem, Model::sdm, Model::sdem}) {
    const SpatialFit made = fit(data, model, {.transformed = false});
    std::string key(name(model));
    for (char& c : key) c = static_cast<char>(std::tolower(c));
    SCOPED_TRACE(key);
    const std::string rho = made.lags_outcome() ? "rho" : "lambda";
    EXPECT_TRUE(made.expected);
    EXPECT_FALSE(made.at_bound);
    expect_relative(made.rho, r(key, rho), 1e-8, rho);
    expect_relative(made.sigma2, r(key, "s2"), 1e-8, "s2");
    expect_relative(made.log_likelihood, r(key, "loglik"), 1e-9, "loglik");
    std::vector<std::string> terms{"x1", "x2", "W.x1", "W.x2"};
    terms.resize(made.names.size());
    const Vector errors = made.standard_errors();
    for (std::size_t k = 0; k < terms.size(); ++k) {
      const auto i = static_cast<Index>(k);
      expect_relative(made.coefficients(i), r(key, terms[k]), 1e-7, terms[k]);
      expect_relative(errors(i), r(key, "se:" + terms[k]), 1e-7, "se " + terms[k]);
    }
    expect_relative(errors(errors.size() - 1), r(key, "se:" + rho), 1e-7, "se " + rho);
    if (!made.lags_outcome()) continue;
    const auto rows = measure::effects(made, geography, 200);
    for (const auto& row : rows) {
      expect_relative(row.direct.value, r(key, "direct:" + row.name), 1e-7, "direct");
      expect_relative(row.indirect.value, r(key, "indirect:" + row.name), 1e-7, "indirect");
      expect_relative(row.total.value, r(key, "total:" + row.name), 1e-7, "total");
    }
  }
  const SpatialFit slx = fit(data, Model::slx, {.transformed = false});
  expect_relative(slx.coefficients(3), r("slx", "W.x2"), 1e-9, "slx");
}

TEST_P(AgainstR, TestsOfDependence) {
  const Design design = demeaned(effects());
  const Geography geography(test::reference_weights(GetParam().weights), Standard::row, design);
  const SpatialData data(design, geography);
  const DependenceTests tests = dependence_tests(data, Model::sar, false);
  expect_relative(tests.error.statistic, r("lm_tests", "LMerr"), 1e-8, "LMerr");
  expect_relative(tests.lag.statistic, r("lm_tests", "LMlag"), 1e-8, "LMlag");
  expect_relative(tests.robust_error.statistic, r("lm_tests", "RLMerr"), 1e-7, "RLMerr");
  expect_relative(tests.robust_lag.statistic, r("lm_tests", "RLMlag"), 1e-7, "RLMlag");
  expect_relative(tests.both.statistic, r("lm_tests", "SARMA"), 1e-8, "SARMA");
  const SpatialFit sem = fit(data, Model::sem, {.transformed = false});
  const TestResult hausman = spatial_hausman(data, sem);
  expect_relative(hausman.statistic, r("hausman_sem", "statistic"), 1e-5, "Hausman");
  EXPECT_EQ(hausman.freedom, 2);
}

INSTANTIATE_TEST_SUITE_P(Reference, AgainstR,
                         testing::Values(Case{"place", "rook"}, Case{"place", "nearest4"},
                                         Case{"two_way", "rook"}, Case{"two_way", "nearest4"}));

TEST(SpatialPanel, TakingOutTimesIsTheSameAsDummiesForThem) {
  const Design design = test::reference_design("panel.csv", Effects::two_way);
  Design dummies = test::reference_design("panel.csv", Effects::place);
  const Index n = design.place_count(), times = design.time_count();
  Matrix x = Matrix::Zero(design.x.rows(), 2 + times - 1);
  x.leftCols(2) = design.x;
  for (Index t = 1; t < times; ++t) {
    x.block(t * n, 1 + t, n, 1).setOnes();
    dummies.names.push_back("time" + std::to_string(t));
  }
  dummies.x = x;
  const auto weights = test::reference_weights("rook");
  const Geography geography(weights, Standard::row, design);
  const SpatialData taken(design, geography), explicit_ones(dummies, geography);
  for (const Model model : {Model::sar, Model::sem}) {
    const auto a = fit(taken, model, {.transformed = false});
    const auto b = fit(explicit_ones, model, {.transformed = false});
    EXPECT_NEAR(a.rho, b.rho, 1e-9);
    EXPECT_NEAR(a.coefficients(0), b.coefficients(0), 1e-9);
    EXPECT_NEAR(a.coefficients(1), b.coefficients(1), 1e-9);
    EXPECT_NEAR(a.log_likelihood, b.log_likelihood, 1e-7);
  }
}

/// The transformation written out: rows of an orthonormal basis of the space without means.
Matrix basis_without_mean(Index n) {
  const Matrix centring =
      Matrix::Identity(n, n) - Matrix::Constant(n, n, 1.0 / static_cast<double>(n));
  return Eigen::SelfAdjointEigenSolver<Matrix>(centring)
      .eigenvectors()
      .rightCols(n - 1)
      .transpose();
}

TEST(SpatialPanel, TransformedLikelihoodIsThatOfTransformedData) {
  const Design design = test::reference_design("panel.csv", Effects::two_way);
  const Geography geography(test::reference_weights("nearest4"), Standard::row, design);
  const SpatialData data(design, geography);
  const auto made = fit(data, Model::sar);
  ASSERT_TRUE(made.transformed);

  const Index n = design.place_count(), times = design.time_count();
  const Matrix f = basis_without_mean(n), g = basis_without_mean(times);
  const Matrix w = f * Matrix(geography.whole().w) * f.transpose();
  const auto moved = [&](const Vector& column) -> Matrix {
    const Eigen::Map<const Matrix> block(column.data(), n, times);
    return f * block * g.transpose();
  };
  const Matrix y = moved(design.y), x1 = moved(design.x.col(0)), x2 = moved(design.x.col(1));
  const Matrix e = y - made.rho * w * y - made.coefficients(0) * x1 - made.coefficients(1) * x2;
  const double count = static_cast<double>((n - 1) * (times - 1));
  EXPECT_EQ(made.observations, count);
  EXPECT_NEAR(e.squaredNorm() / count, made.sigma2, 1e-10);
  const Matrix a = Matrix::Identity(n - 1, n - 1) - made.rho * w;
  const double likelihood = -count / 2 * (std::log(2 * M_PI * made.sigma2) + 1) +
                            static_cast<double>(times - 1) * std::log(a.determinant());
  EXPECT_NEAR(likelihood, made.log_likelihood, 1e-7);

  // Its expected information, by the definition on the transformed data.
  const Matrix inner = w * a.inverse();
  const Matrix eta = inner * (made.coefficients(0) * x1 + made.coefficients(1) * x2);
  const double s2 = made.sigma2, t = static_cast<double>(times - 1);
  Matrix info = Matrix::Zero(4, 4);
  const Matrix* x[] = {&x1, &x2};
  for (Index i = 0; i < 2; ++i) {
    for (Index j = 0; j < 2; ++j) info(i, j) = x[i]->cwiseProduct(*x[j]).sum() / s2;
    info(i, 2) = info(2, i) = x[i]->cwiseProduct(eta).sum() / s2;
  }
  info(2, 2) = t * ((inner * inner).trace() + inner.squaredNorm()) + eta.squaredNorm() / s2;
  info(2, 3) = info(3, 2) = t * inner.trace() / s2;
  info(3, 3) = count / (2 * s2 * s2);
  const Matrix covariance = info.inverse().topLeftCorner(3, 3);
  EXPECT_LT((covariance - made.covariance).cwiseAbs().maxCoeff(), 1e-9);
}

TEST(SpatialPanel, ObservedInformationIsTheCurvatureOfTheLikelihood) {
  const Design design = test::reference_design("panel.csv", Effects::two_way);
  const Geography geography(test::reference_weights("rook"), Standard::row, design);
  const SpatialData data(design, geography);
  for (const Model model : {Model::sdm, Model::sdem}) {
    const auto expected = fit(data, model, {.information = Information::expected});
    const auto observed = fit(data, model, {.information = Information::observed});
    EXPECT_FALSE(observed.expected);
    EXPECT_EQ(expected.rho, observed.rho);
    // 343 observations: the two agree to sampling error.
    const Vector a = expected.standard_errors(), b = observed.standard_errors();
    for (Index i = 0; i < a.size(); ++i) expect_relative(a(i), b(i), 0.15, "standard error");
  }
}

TEST(SpatialPanel, DeltaMethodAndSimulationAgree) {
  const Design design = test::reference_design("panel.csv", Effects::place);
  const Geography geography(test::reference_weights("rook"), Standard::row, design);
  const auto made = fit(SpatialData(design, geography), Model::sdm);
  const auto rows = effects(made, geography, 20000, 3);
  ASSERT_EQ(rows.size(), 2u);
  for (const auto& row : rows) {
    expect_relative(row.direct.simulated, row.direct.delta, 0.03, "direct");
    // The indirect effect is skewed in rho, so that first order is a little less than the draws.
    expect_relative(row.indirect.simulated, row.indirect.delta, 0.12, "indirect");
    EXPECT_LT(row.total.low, row.total.value);
    EXPECT_GT(row.total.high, row.total.value);
    EXPECT_NEAR(row.direct.value + row.indirect.value, row.total.value, 1e-12);
  }
  const auto again = effects(made, geography, 20000, 3);
  EXPECT_EQ(rows[0].total.low, again[0].total.low);
}

TEST(SpatialPanel, AnUnbalancedPanelIsFittedAmongThoseThatAreThere) {
  const Design design = test::reference_design("panel_unbalanced.csv", Effects::place);
  ASSERT_FALSE(design.balanced());
  const Geography geography(test::reference_weights("rook"), Standard::row, design);
  EXPECT_GT(geography.neighbourhoods().size(), 1u);
  const SpatialData data(design, geography);
  const auto made = fit(data, Model::sdm);
  EXPECT_FALSE(made.transformed);
  const Design whole = test::reference_design("panel.csv", Effects::place);
  const Geography all(test::reference_weights("rook"), Standard::row, whole);
  const auto full = fit(SpatialData(whole, all), Model::sdm);
  for (Index k = 0; k < 4; ++k)
    EXPECT_NEAR(made.coefficients(k), full.coefficients(k), 4 * full.standard_errors()(k));
}

TEST(LogDeterminant, IsThatOfTheDenseMatrixAndItsDerivatives) {
  const Design design = test::reference_design("panel.csv", Effects::place);
  for (const auto* weights : {"rook", "nearest4"}) {
    for (const auto standard : {Standard::row, Standard::spectral}) {
      const Spatial spatial = standardise(test::reference_weights(weights), standard);
      const LogDeterminant determinant(spatial);
      const Matrix w(spatial.w);
      for (const double rho : {-0.98, -0.5, 0.0, 0.3, 0.8, 0.97}) {
        const Matrix a = Matrix::Identity(49, 49) - rho * w;
        const Matrix g = w * a.inverse();
        EXPECT_NEAR(determinant.value(rho), std::log(a.determinant()), 1e-9);
        EXPECT_NEAR(determinant.trace(rho), g.trace(), 1e-7 * (1 + std::abs(g.trace())));
        EXPECT_NEAR(determinant.trace_square(rho), (g * g).trace(), 1e-6 * (1 + (g * g).trace()));
        const CrossTraces traces = cross_traces(spatial, rho);
        EXPECT_NEAR(traces.product, g.squaredNorm(), 1e-8 * g.squaredNorm());
        EXPECT_NEAR(traces.column_sums, g.colwise().sum().squaredNorm(), 1e-8 * g.squaredNorm());
      }
    }
  }
}

TEST(Within, IsAProjection) {
  for (const auto* file : {"panel.csv", "panel_unbalanced.csv"}) {
    const Design design = test::reference_design(file, Effects::two_way);
    Matrix once = design.x;
    within(design, once);
    Matrix twice = once;
    within(design, twice);
    EXPECT_LT((once - twice).cwiseAbs().maxCoeff(), 1e-12);
    const Eigen::Map<const Matrix> block(once.data(), design.place_count(), design.time_count());
    EXPECT_LT(block.rowwise().sum().cwiseAbs().maxCoeff(), 1e-11);
    EXPECT_LT(block.colwise().sum().cwiseAbs().maxCoeff(), 1e-11);
  }
}

}  // namespace spatial_panel_test
