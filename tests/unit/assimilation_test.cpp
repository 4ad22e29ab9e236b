// Ensemble smoothing against the closed form of a linear model with normal errors, and its parts.
#include "inference/assimilation.hpp"

#include <gtest/gtest.h>
#include <eigen3/Eigen/LU>

#include <cmath>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "inference/calibration.hpp"
#include "inference/rolling.hpp"

namespace balloon::inference {
namespace {

/// y = H x + e with x standard normal and e of covariance R.
struct Toy {
  Matrix h{{1.0, 0.5, 0.0}, {0.0, -1.0, 0.8}};
  Matrix r{{0.3, 0.1}, {0.1, 0.5}};
  Vector y{{1.2, -0.7}};

  Matrix covariance() const {  // of the posterior: inverse of I + H' R^-1 H
    return (Matrix::Identity(3, 3) + h.transpose() * r.inverse() * h).inverse();
  }
  Vector mean() const { return covariance() * h.transpose() * r.inverse() * y; }
};

Matrix prior(Eigen::Index rows, int members) {
  Matrix u(rows, members);
  for (int j = 0; j < members; ++j) {
    analysis::KeyedDraws draws(5, analysis::DrawPurpose::test, static_cast<std::uint32_t>(j));
    for (Eigen::Index i = 0; i < rows; ++i) u(i, j) = draws.normal();
  }
  return u;
}

Matrix smooth(const Toy& toy, int steps, int members, double ratio) {
  Settings s;
  s.steps = steps;
  s.ratio = ratio;
  Matrix u = prior(3, members);
  std::uint64_t seed = 77;
  for (const double alpha : inflations(s)) {
    const Matrix g = toy.h * u;
    assimilate({g, toy.y, toy.r, alpha, seed++, 0, nullptr}, u);
  }
  return u;
}

TEST(Assimilation, AgreesWithTheClosedFormForOneAndManySteps) {
  const Toy toy;
  const int members = 20000;
  for (const int steps : {1, 6}) {
    const Matrix u = smooth(toy, steps, members, 0.8);
    const Vector mean = u.rowwise().mean();
    const Matrix d = u.colwise() - mean;
    const Matrix covariance = d * d.transpose() / (members - 1.0);
    // Monte Carlo error of a mean is below 1 / sqrt(20000) = 0.007, of a variance below 0.01.
    EXPECT_LT((mean - toy.mean()).cwiseAbs().maxCoeff(), 0.03) << steps;
    EXPECT_LT((covariance - toy.covariance()).cwiseAbs().maxCoeff(), 0.04) << steps;
  }
}

TEST(Assimilation, ProductsAssumeTheSameCachesOnEveryProcessor) {
  fix_cache_sizes();
  EXPECT_EQ(Eigen::l1CacheSize(), cache_sizes[0]);
  EXPECT_EQ(Eigen::l2CacheSize(), cache_sizes[1]);
  EXPECT_EQ(Eigen::l3CacheSize(), cache_sizes[2]);
}

TEST(Assimilation, InverseInflationsAddToOneLargestFirst) {
  for (const int steps : {1, 4, 10}) {
    Settings s;
    s.steps = steps;
    s.ratio = 0.8;
    const auto alpha = inflations(s);
    double inverse = 0;
    for (std::size_t i = 0; i < alpha.size(); ++i) {
      inverse += 1 / alpha[i];
      if (i > 0) {
        EXPECT_LT(alpha[i], alpha[i - 1]);
      }
    }
    EXPECT_NEAR(inverse, 1, 1e-12);
  }
}

TEST(Assimilation, ShrinkLeavesStrongAndRemovesChanceCorrelations) {
  EXPECT_EQ(shrink(0.05, 100, 1), 0);          // half a standard error
  EXPECT_NEAR(shrink(0.1, 100, 1), 0, 1e-12);  // the limit itself
  EXPECT_NEAR(shrink(0.2, 100, 1), 0.75, 1e-12);
  EXPECT_NEAR(shrink(-0.2, 100, 1), 0.75, 1e-12);
  EXPECT_NEAR(shrink(1, 1000000, 1), 1, 1e-5);
  EXPECT_EQ(shrink(0.3, 100, 0), 1);
  double before = 0;
  for (double r = 0; r <= 1; r += 0.01) {
    EXPECT_GE(shrink(r, 50, 2), before);
    before = shrink(r, 50, 2);
  }
}

TEST(Assimilation, LinksKeepUnknownsInPlace) {
  const Toy toy;
  Matrix u = prior(3, 200);
  const Matrix before = u, g = toy.h * u;
  Mask links = Mask::Ones(3, 2);
  links.row(1).setZero();
  assimilate({g, toy.y, toy.r, 1, 3, 0, &links}, u);
  EXPECT_EQ((u.row(1) - before.row(1)).cwiseAbs().maxCoeff(), 0);
  EXPECT_GT((u.row(0) - before.row(0)).cwiseAbs().maxCoeff(), 0);
}

TEST(Assimilation, FewMembersFitManyLinkedObservations) {
  // Sixty unknowns, each seen by itself: Bayes gives each the mean 2 / 1.25 and the variance 0.2.
  constexpr int unknowns = 60, members = 40;
  const Vector y = Vector::Constant(unknowns, 2);
  const Matrix r = Matrix::Identity(unknowns, unknowns) * 0.25;
  Mask links = Mask::Zero(unknowns, unknowns);
  links.diagonal().setOnes();
  Matrix local = prior(unknowns, members), global = local;
  const Matrix g = local;
  assimilate({g, y, r, 1, 3, 0, &links}, local);
  assimilate({g, y, r, 1, 3, 0, nullptr}, global);
  const Matrix apart = local.colwise() - local.rowwise().mean();
  EXPECT_NEAR(local.mean(), 1.6, 0.05);
  EXPECT_NEAR(apart.array().square().sum() / (unknowns * (members - 1)), 0.2, 0.04);
  EXPECT_LT(global.mean(), 1.3);  // forty members span too little for sixty figures
}

TEST(Assimilation, LeadingUnknownsLearnAsIfErrorsWereLarger) {
  // Two unknowns, each seen once with a variance of 0.25; errors are doubled for the first.
  constexpr int members = 4000;
  const Vector y = Vector::Constant(2, 2);
  const Matrix r = Matrix::Identity(2, 2) * 0.25;
  const Mask links = Matrix::Identity(2, 2).cast<unsigned char>();
  Matrix u = prior(2, members);
  const Matrix g = u;
  assimilate({g, y, r, 1, 3, 0, &links, 1, 2}, u);
  const Matrix apart = u.colwise() - u.rowwise().mean();
  const Vector variance = apart.rowwise().squaredNorm() / (members - 1);
  EXPECT_NEAR(u.row(0).mean(), 2 / (1 + 1.0), 0.05);
  EXPECT_NEAR(u.row(1).mean(), 2 / (1 + 0.25), 0.05);
  EXPECT_NEAR(variance(0), 1 / (1 + 1 / 1.0), 0.03);
  EXPECT_NEAR(variance(1), 1 / (1 + 1 / 0.25), 0.02);
}

TEST(Assimilation, AnUnknownThatDoesNotVaryStaysWhereItIs) {
  const Toy toy;
  for (const double taper : {0.0, 1.0}) {
    Matrix u = prior(3, 50);
    u.row(2).setZero();
    const Matrix g = toy.h * u;
    assimilate({g, toy.y, toy.r, 1, 3, taper, nullptr}, u);
    EXPECT_EQ(u.row(2).cwiseAbs().maxCoeff(), 0);
  }
}

TEST(Assimilation, RefusesWrongShapesAndErrors) {
  const Toy toy;
  Matrix u = prior(3, 10);
  const Matrix g = toy.h * u, fewer = g.leftCols(9), negative = -Matrix::Identity(2, 2);
  EXPECT_THROW(assimilate({fewer, toy.y, toy.r, 1, 3, 0, nullptr}, u), std::invalid_argument);
  EXPECT_THROW(assimilate({g, toy.y, negative, 1, 3, 0, nullptr}, u), std::runtime_error);
}

TEST(Stack, FindsTheBestStructureAndTheBestMixture) {
  // One structure always twice as dense: all weight. Each best half of the time: even weights.
  std::vector<std::vector<double>> better(40, {2, 1}), even;
  for (int i = 0; i < 40; ++i)
    even.push_back(i % 2 == 0 ? std::vector<double>{2.0, 1.0} : std::vector<double>{1.0, 2.0});
  EXPECT_GT(stack(better, 2)[0], 0.999);
  EXPECT_NEAR(stack(even, 2)[0], 0.5, 1e-9);
  // Densities 1 and 3 in a quarter of cases, 2 and 1 in the rest: the optimum of
  // 3/4 log(1 + w) + 1/4 log(3 - 2 w), where 3/4 (3 - 2 w) = 1/2 (1 + w), is w = 7/8.
  std::vector<std::vector<double>> mixed;
  for (int i = 0; i < 40; ++i)
    mixed.push_back(i % 4 == 0 ? std::vector<double>{1.0, 3.0} : std::vector<double>{2.0, 1.0});
  EXPECT_NEAR(stack(mixed, 2)[0], 0.875, 1e-3);
  EXPECT_EQ(stack({}, 4), (std::vector<double>(4, 0.25)));
}

}  // namespace
}  // namespace balloon::inference
