// The smallest design of tests/slow/spatial_recovery_test.cpp, whose head states the power.
#include <gtest/gtest.h>

#include "tests/support/simulated_panel.hpp"

namespace {

using namespace balloon;

TEST(SpatialRecovery, FiftyPlacesOverEightTimes) {
  using enum measure::Model;
  for (const auto model : {slx, sar, sem, sdm, sdem}) {
    for (const auto& each : test::recover({model}, 5, 10, 8, 1000, 2003)) {
      SCOPED_TRACE(std::string(measure::name(model)) + " " + each.parameter);
      EXPECT_LT(std::abs(each.bias), 4 * each.error);
      EXPECT_GE(each.coverage, 0.93);
      EXPECT_LE(each.coverage, 0.97);
    }
  }
}

/// What the transformation is for: eight times leave the plain within estimator's sigma2, and with
/// it its intervals, too small.
TEST(SpatialRecovery, ThePlainWithinEstimatorCoversTooLittle) {
  using namespace measure;
  const Weights weights = test::lattice(5, 10);
  Design design = test::empty_design(50, 4, Effects::two_way);
  Geography geography(weights, Standard::row, design);
  geography.prepare();
  const Spatial spatial = standardise(weights, Standard::row);
  SpatialSolver filter(spatial);
  const test::KnownModel known{Model::sar};
  filter.factor(known.rho);
  int plain = 0, corrected = 0;
  constexpr int replicates = 500;
  for (int r = 0; r < replicates; ++r) {
    test::simulate(design, spatial, filter, known, 5, static_cast<std::uint64_t>(r));
    const SpatialData data(design, geography);
    const auto inside = [&](const SpatialFit& made) {
      return std::abs(made.coefficients(0) - known.own) <= 1.96 * made.standard_errors()(0);
    };
    plain += inside(fit(data, known.model, {.transformed = false}));
    corrected += inside(fit(data, known.model));
  }
  EXPECT_LT(plain, 0.92 * replicates);
  EXPECT_GE(corrected, 0.93 * replicates);
}

}  // namespace
