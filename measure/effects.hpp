// What a change of one regressor does where it happens (direct), to all others (indirect) and in
// all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measure/spatial_panel.hpp"

namespace balloon::measure {

/// An estimate with two standard errors and the 95 % interval of the simulation.
struct Effect {
  double value = 0;
  double delta = 0;          ///< standard error by the delta method
  double simulated = 0;      ///< standard deviation over draws of the parameters
  double low = 0, high = 0;  ///< 2.5 and 97.5 % of the draws
};

/// Averages over places of the matrix S = (I - rho W)^-1 (b I + t W) of LeSage and Pace (2009,
/// section 2.7): direct is its mean diagonal, total its mean row sum, indirect the difference.
/// Without a lag of the outcome they are b, t times W's mean row sum, and their sum.
struct EffectRow {
  std::string name;
  Effect direct, indirect, total;
};

/// One row a regressor. Draws of the parameters are normal with the fit's covariance; those with
/// |rho| above 0.99 are drawn again. `seed` fixes them.
std::vector<EffectRow> effects(const SpatialFit& fit, const Geography& geography, int draws = 2000,
                               std::uint64_t seed = 1);

}  // namespace balloon::measure
