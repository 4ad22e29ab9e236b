// Standardisation of weights and their restriction to some of the places.
#include <gtest/gtest.h>

#include <cmath>
#include <eigen3/Eigen/Dense>
#include <random>
#include <stdexcept>

#include "measure/weights.hpp"

namespace balloon::measure {
namespace weights_standard_test {

Weights from_dense(const Matrix& m) {
  std::vector<Eigen::Triplet<double>> entries;
  for (Index i = 0; i < m.rows(); ++i)
    for (Index j = 0; j < m.cols(); ++j)
      if (m(i, j) != 0) entries.emplace_back(static_cast<int>(i), static_cast<int>(j), m(i, j));
  return given(m.rows(), entries);
}

/// Symmetric weights of which a share is not zero.
Matrix random_weights(Index n, double share, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  Matrix m = Matrix::Zero(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < i; ++j)
      if (uniform(random) < share) m(i, j) = m(j, i) = 0.1 + uniform(random);
  return m;
}

Matrix chain(Index n) {
  Matrix m = Matrix::Zero(n, n);
  for (Index i = 1; i < n; ++i) m(i, i - 1) = m(i - 1, i) = 1;
  return m;
}

double dense_radius(const Matrix& m) {
  return Eigen::SelfAdjointEigenSolver<Matrix>(m, Eigen::EigenvaluesOnly)
      .eigenvalues()
      .cwiseAbs()
      .maxCoeff();
}

TEST(WeightsStandard, RowsAddToOneAndIslandsStayEmpty) {
  Matrix m = random_weights(40, 0.2, 1);
  m.row(7).setZero();
  m.col(7).setZero();
  const auto weights = from_dense(m);
  ASSERT_TRUE(weights.symmetric);
  const auto spatial = standardise(weights, Standard::row);
  EXPECT_TRUE(spatial.row_standardised());
  const Vector sums = Matrix(spatial.w).rowwise().sum();
  for (Index i = 0; i < 40; ++i) EXPECT_NEAR(sums(i), i == 7 ? 0 : 1, 1e-14) << i;
  EXPECT_NEAR(spatial.w.coeff(3, 5), m(3, 5) / m.row(3).sum(), 1e-15);

  ASSERT_EQ(spatial.scale.size(), 40);
  EXPECT_EQ(spatial.scale(7), 1);
  EXPECT_DOUBLE_EQ(spatial.scale(3), std::sqrt(m.row(3).sum()));
  const Matrix similar =
      spatial.scale.asDiagonal() * Matrix(spatial.w) * spatial.scale.cwiseInverse().asDiagonal();
  EXPECT_LT((similar - similar.transpose()).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(WeightsStandard, RowOfWeightsThatAreNotSymmetricHasNoScale) {
  const auto spatial =
      standardise(given(3, {{0, 1, 2.0}, {0, 2, 6.0}, {1, 0, 5.0}}), Standard::row);
  EXPECT_EQ(spatial.scale.size(), 0);
  EXPECT_DOUBLE_EQ(spatial.w.coeff(0, 2), 0.75);
  EXPECT_DOUBLE_EQ(spatial.w.coeff(1, 0), 1);
}

TEST(WeightsStandard, SpectralRadiusIsOne) {
  std::vector<Matrix> cases;
  for (unsigned seed = 0; seed < 8; ++seed)
    cases.push_back(random_weights(60, 0.03 + 0.1 * seed, seed));
  cases.push_back(chain(200));  // its gap is tiny, and -r is an eigenvalue as well
  cases.push_back(chain(2));
  cases.push_back(Matrix::Ones(30, 30) - Matrix::Identity(30, 30));
  Matrix ring = chain(50);  // ones are the eigenvector: the space never grows
  ring(0, 49) = ring(49, 0) = 1;
  cases.push_back(ring);
  Matrix star = Matrix::Zero(101, 101);  // its heart is a hundredth of the start
  star.row(0).tail(100).setOnes();
  star.col(0).tail(100).setOnes();
  cases.push_back(star);
  Matrix apart = Matrix::Zero(200, 200);  // a small strong component beside a large weak one
  apart.topLeftCorner(196, 196) = chain(196);
  apart.bottomRightCorner(4, 4) = 0.68 * (Matrix::Ones(4, 4) - Matrix::Identity(4, 4));
  cases.push_back(apart);
  cases.push_back(1e-9 * random_weights(30, 0.5, 9));
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const auto weights = from_dense(cases[k]);
    ASSERT_TRUE(weights.symmetric);
    const auto spatial = standardise(weights, Standard::spectral);
    EXPECT_NEAR(dense_radius(Matrix(spatial.w)), 1, 1e-12) << k;
    EXPECT_EQ(spatial.scale, Vector::Ones(cases[k].rows()));
    EXPECT_LT((Matrix(spatial.w) * dense_radius(cases[k]) - cases[k]).cwiseAbs().maxCoeff(),
              1e-11 * cases[k].maxCoeff())
        << k;
  }
}

TEST(WeightsStandard, SpectralOfOtherWeightsIsBoundedBySums) {
  // Rows add to 8, 5 and 0; columns to 5, 2 and 6.
  const auto spatial =
      standardise(given(3, {{0, 1, 2.0}, {0, 2, 6.0}, {1, 0, 5.0}}), Standard::spectral);
  EXPECT_DOUBLE_EQ(spatial.w.coeff(0, 2), 1);
  EXPECT_EQ(spatial.scale.size(), 0);
  EXPECT_FALSE(spatial.row_standardised());
  const Vector sizes = Matrix(spatial.w).eigenvalues().cwiseAbs();
  EXPECT_LE(sizes.maxCoeff(), 1);
}

TEST(WeightsStandard, NothingButIslands) {
  for (const auto standard : {Standard::row, Standard::spectral}) {
    const auto spatial = standardise(given(3, {}), standard);
    EXPECT_EQ(spatial.w.nonZeros(), 0);
    EXPECT_EQ(spatial.scale, Vector::Ones(3));
    EXPECT_EQ(standardise(given(0, {}), standard).w.rows(), 0);
  }
}

TEST(WeightsStandard, RefusesNegativeWeights) {
  Weights weights;
  weights.matrix = (-chain(3)).sparseView();
  EXPECT_THROW(standardise(weights, Standard::row), std::invalid_argument);
}

TEST(WeightsRestricted, KeepsLinksAmongPlacesAndStandardisesAnew) {
  const Matrix m = random_weights(20, 0.3, 4);
  const std::vector<Index> places = {1, 4, 5, 11, 12, 19};
  Matrix part(6, 6);
  for (Index i = 0; i < 6; ++i)
    for (Index j = 0; j < 6; ++j)
      part(i, j) = m(places[static_cast<std::size_t>(i)], places[static_cast<std::size_t>(j)]);
  for (const auto standard : {Standard::row, Standard::spectral}) {
    const auto some = restricted(from_dense(m), places, standard);
    const auto expected = standardise(from_dense(part), standard);
    EXPECT_EQ(Matrix(some.w), Matrix(expected.w));
    EXPECT_EQ(some.scale, expected.scale);
    EXPECT_EQ(some.standard, standard);
  }
  // 0 - 1 - 2 without its middle: two islands.
  const auto ends = restricted(from_dense(chain(3)), {0, 2}, Standard::row);
  EXPECT_EQ(ends.w.nonZeros(), 0);
  EXPECT_EQ(restricted(from_dense(chain(3)), {}, Standard::row).w.rows(), 0);
  EXPECT_THROW(restricted(from_dense(chain(3)), {2, 0}, Standard::row), std::invalid_argument);
  EXPECT_THROW(restricted(from_dense(chain(3)), {1, 1}, Standard::row), std::invalid_argument);
  EXPECT_THROW(restricted(from_dense(chain(3)), {1, 3}, Standard::row), std::invalid_argument);
}

}  // namespace weights_standard_test
}  // namespace balloon::measure
