// The state given the parameters against the closed form of a linear model with normal errors.
#include "inference/state_fit.hpp"

#include <gtest/gtest.h>
#include <eigen3/Eigen/LU>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/draws.hpp"

namespace balloon::inference {
namespace {

Matrix standard_normals(Eigen::Index rows, Eigen::Index members, std::uint32_t purpose) {
  Matrix u(rows, members);
  for (Eigen::Index j = 0; j < members; ++j) {
    analysis::KeyedDraws draws(17 + purpose, analysis::DrawPurpose::test,
                               static_cast<std::uint32_t>(j));
    for (Eigen::Index i = 0; i < rows; ++i) u(i, j) = draws.normal();
  }
  return u;
}

/// y = H state + G parameter + e, e of covariance R; all unknowns standard normal.
struct Linear {
  Matrix h{{1.0, 0.5, 0.0}, {0.0, -1.0, 0.8}};
  Matrix g{{0.7}, {-0.4}};
  Matrix r{{0.3, 0.1}, {0.1, 0.5}};
  Vector y{{1.2, -0.7}};

  Matrix covariance() const {  // of the state given the parameter
    return (Matrix::Identity(3, 3) + h.transpose() * r.inverse() * h).inverse();
  }
  Vector mean(double parameter) const {
    return covariance() * h.transpose() * r.inverse() * (y - g * parameter);
  }
};

constexpr Eigen::Index many = 20000;

/// States after `steps` half steps from `start`, with sensitivities as a calibration has them.
Matrix fitted(const Linear& model, const Matrix& parameters, const Matrix& start, int steps) {
  Sensitivities sensitivities(2, 3);
  for (std::uint32_t run = 0; run < 2; ++run) {
    const Matrix fresh = standard_normals(3, many, 10 + run);
    sensitivities.add(model.h * fresh + model.g * parameters, fresh);
  }
  const StateFit fit(sensitivities.shrunk(2, Mask::Ones(3, 2)), model.r);
  const Matrix prior = standard_normals(3, many, 1);
  const Eigen::LLT<Matrix> root(model.r);
  const Matrix noise = root.matrixL() * observation_noise(5, 2, many);
  const Matrix observed = noise.colwise() + model.y;
  Matrix states = start;
  for (int k = 0; k < steps; ++k)
    states = fit.step(states, prior, observed, model.h * states + model.g * parameters, 0.5);
  return states;
}

TEST(StateFit, DrawsTheStateOfEachParameterWhereTheModelIsLinear) {
  const Linear model;
  const Matrix parameters = standard_normals(1, many, 2);
  const Matrix states = fitted(model, parameters, Matrix::Constant(3, many, 4.0), 40);
  // What is left after each member's own mean has mean 0 and the posterior's covariance. Monte
  // Carlo error of a mean is below 0.007, of a variance below 0.01; sensitivities have their own.
  Matrix rest = states;
  for (Eigen::Index j = 0; j < many; ++j) rest.col(j) -= model.mean(parameters(0, j));
  const Matrix covariance = rest * rest.transpose() / (many - 1.0);
  EXPECT_LT(rest.rowwise().mean().cwiseAbs().maxCoeff(), 0.03);
  EXPECT_LT((covariance - model.covariance()).cwiseAbs().maxCoeff(), 0.03);
  const Matrix with = rest * parameters.transpose() / (many - 1.0);
  EXPECT_LT(with.cwiseAbs().maxCoeff(), 0.03);
}

TEST(StateFit, ArrivesAtTheSameFromAnywhere) {
  const Linear model;
  const Matrix parameters = standard_normals(1, many, 2);
  const Matrix far = fitted(model, parameters, Matrix::Constant(3, many, -9.0), 60);
  const Matrix near = fitted(model, parameters, Matrix::Zero(3, many), 60);
  EXPECT_LT((far - near).cwiseAbs().maxCoeff(), 1e-6);
}

TEST(StateFit, NothingSeenLeavesThePrior) {
  const Matrix prior = standard_normals(3, 8, 1);
  const StateFit fit(Matrix::Zero(2, 3), Matrix::Identity(2, 2));
  const Matrix none = Matrix::Zero(2, 8);
  const Matrix states = fit.step(Matrix::Ones(3, 8), prior, none, none, 1);
  EXPECT_LT((states - prior).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(Sensitivities, AreTheCoefficientsUpToWhatMayBeChance) {
  const Linear model;
  const Matrix states = standard_normals(3, many, 3);
  Sensitivities s(2, 3);
  Matrix predicted = model.h * states;
  predicted(0, 7) = std::numeric_limits<double>::quiet_NaN();  // failed: left out
  s.add(predicted, states);
  Mask links = Mask::Ones(3, 2);
  EXPECT_LT((s.shrunk(0, links) - model.h).cwiseAbs().maxCoeff(), 0.03);
  const Matrix h = s.shrunk(3, links);
  EXPECT_EQ(h(0, 2), 0);  // there is none
  EXPECT_NEAR(h(1, 1), -1, 0.03);
  links(1, 1) = 0;
  EXPECT_EQ(s.shrunk(3, links)(1, 1), 0);
  EXPECT_NE(s.shrunk(3, links)(0, 1), 0);
}

TEST(StateFit, RefusesWhatDoesNotFit) {
  Sensitivities s(2, 3);
  EXPECT_THROW(s.add(Matrix::Zero(2, 5), Matrix::Zero(3, 4)), std::invalid_argument);
  EXPECT_THROW(s.add(Matrix::Zero(1, 5), Matrix::Zero(3, 5)), std::invalid_argument);
  EXPECT_THROW(StateFit(Matrix::Zero(2, 3), -Matrix::Identity(2, 2)), std::runtime_error);
}

}  // namespace
}  // namespace balloon::inference
