// The check by simulation finds a right method right and a wrong one wrong; chains find a known
// posterior.
#include "inference/simulation_check.hpp"

#include <gtest/gtest.h>
#include <eigen3/Eigen/LU>

#include <cmath>

#include "analysis/draws.hpp"
#include "inference/chains.hpp"

namespace balloon::inference {
namespace {

constexpr double error_sd = 0.7;

/// x standard normal, y = x + e: smoothed by two steps of 300 members that believe in an error of
/// `believed`, from a prior of standard deviation `spread`.
Replicate toy_check(int r, double believed, double spread = 1) {
  analysis::KeyedDraws draws(11, analysis::DrawPurpose::test, static_cast<std::uint32_t>(r));
  Replicate made{Vector(1), Matrix(1, 300)};
  made.truth(0) = draws.normal();
  const Vector y{{made.truth(0) + error_sd * draws.normal()}};
  for (auto& u : made.members.reshaped()) u = spread * draws.normal();
  const Matrix covariance{{believed * believed}};
  for (std::uint64_t step = 0; step < 2; ++step) {
    const Matrix g = made.members;
    assimilate({g, y, covariance, 2, static_cast<std::uint64_t>(r) * 10 + step, 0, nullptr},
               made.members);
  }
  return made;
}

SimulationCheck check(double believed, int threads, double spread = 1) {
  return check_by_simulation(
      {"x"}, 300, threads,
      [=](int r) -> std::optional<Replicate> { return toy_check(r, believed, spread); }, {},
      nullptr);
}

TEST(SimulationCheck, PassesARightMethod) {
  const auto right = check(error_sd, 2);
  EXPECT_TRUE(right.passed()) << right.quantities[0].p << " " << right.quantities[0].sd_z;
  EXPECT_NEAR(right.quantities[0].sd_z, 1, 0.13);
  const double left = error_sd * error_sd / (1 + error_sd * error_sd);
  EXPECT_NEAR(right.quantities[0].shrinkage, left, 0.02);
}

TEST(SimulationCheck, FailsAMethodThatIsTooSureOrNotSureEnough) {
  const auto sure = check(error_sd / 2, 1), unsure = check(error_sd * 2, 1, 2);
  EXPECT_FALSE(sure.passed());
  EXPECT_GT(sure.quantities[0].sd_z, 1.25);
  EXPECT_LT(sure.least_p(), 0.01);
  EXPECT_FALSE(unsure.passed());
  EXPECT_LT(unsure.quantities[0].sd_z, 0.8);
}

TEST(SimulationCheck, CannotTellAMethodThatHardlyLooksAtTheData) {
  // Members left as the prior has them are uniform around truths of the prior: hence the column
  // of the variance that is left.
  const auto blind = check(1000, 1);
  EXPECT_TRUE(blind.passed());
  EXPECT_NEAR(blind.quantities[0].shrinkage, 1, 0.02);
}

TEST(SimulationCheck, IsTheSameOnAnyNumberOfThreads) {
  const auto one = check(error_sd, 1), three = check(error_sd, 3);
  EXPECT_EQ(one.quantities[0].histogram, three.quantities[0].histogram);
  EXPECT_EQ(one.quantities[0].sd_z, three.quantities[0].sd_z);
  EXPECT_EQ(one.quantities[0].mean_z, three.quantities[0].mean_z);
}

TEST(SimulationCheck, CountsFailuresAndStops) {
  const auto some = check_by_simulation(
      {"x"}, 20, 2,
      [](int r) -> std::optional<Replicate> {
        if (r % 4 == 0) return std::nullopt;
        return toy_check(r, error_sd);
      },
      {}, nullptr);
  EXPECT_EQ(some.failed, 5);
  std::atomic<bool> stop{true};
  const auto none = check_by_simulation(
      {"x"}, 20, 2, [](int r) -> std::optional<Replicate> { return toy_check(r, error_sd); }, {},
      &stop);
  EXPECT_TRUE(none.stopped);
  EXPECT_FALSE(none.passed());
}

TEST(Chains, FindTheMeanAndSdOfANormalPosterior) {
  // Two unknowns, one seen nearly exactly and one hardly: y1 = x1 + x2 / 2, y2 = x2.
  const Matrix h{{1.0, 0.5}, {0.0, 1.0}};
  const Vector y{{0.8, 1.0}}, precision{{1 / 0.04, 1 / 4.0}};
  const Matrix covariance =
      (Matrix::Identity(2, 2) + h.transpose() * precision.asDiagonal() * h).inverse();
  const Vector mean = covariance * h.transpose() * precision.asDiagonal() * y;
  ChainSettings s;
  s.burn_in = 400;
  s.steps = 1500;
  const auto r = run_chains(
      2, s,
      [&](const Matrix& v) -> Vector {
        const Matrix misfit = (h * v).colwise() - y;
        return -0.5 * (precision.asDiagonal() * misfit.cwiseProduct(misfit)).colwise().sum();
      },
      {}, nullptr);
  for (Eigen::Index i = 0; i < 2; ++i) {
    const double sd = std::sqrt(covariance(i, i));
    EXPECT_NEAR(r.mean(i), mean(i), std::max(0.05 * sd, 4 * r.error(i)));
    EXPECT_NEAR(r.sd(i), sd, 0.06 * sd);
    EXPECT_LT(r.r_hat(i), 1.05);
  }
  EXPECT_GT(r.acceptance, 0.1);
  EXPECT_LT(r.acceptance, 0.9);
}

TEST(Chains, KeepThePriorWhereNothingIsSeen) {
  ChainSettings s;
  s.burn_in = 100;
  s.steps = 400;
  const auto r = run_chains(
      3, s, [](const Matrix& v) -> Vector { return Vector::Zero(v.cols()); }, {}, nullptr);
  for (Eigen::Index i = 0; i < 3; ++i) {
    EXPECT_NEAR(r.mean(i), 0, 0.06);
    EXPECT_NEAR(r.sd(i), 1, 0.05);
  }
  EXPECT_EQ(r.acceptance, 1);
}

TEST(Chains, ComparisonMeasuresDifferences) {
  ChainResult chains;
  chains.mean = Vector{{1.0}};
  chains.sd = Vector{{0.5}};
  chains.r_hat = Vector{{1.01}};
  chains.error = Vector{{0.01}};
  Matrix members(1, 3);
  members << 0.6, 1.1, 1.6;
  const auto c = compare_methods("Toy", {"x"}, chains, members);
  EXPECT_NEAR(c.rows[0].difference(), 0.2, 1e-12);
  EXPECT_NEAR(c.rows[0].ratio(), 1, 1e-12);
  EXPECT_TRUE(c.passed());
  members.array() += 0.1;
  EXPECT_FALSE(compare_methods("Toy", {"x"}, chains, members).passed());
}

}  // namespace
}  // namespace balloon::inference
