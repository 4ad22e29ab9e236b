// Supply shocks that are known at an origin fade faster in a forecast than in a run.
//
// What the state's fit calls a supply shock is also what the model lacks in those years, and that
// returns faster than shocks of the prior do: as the misfit of the origin's figure fades by a share
// a year (Rule::anchor), so does the shock that took the misfit's place.
#pragma once

#include "inference/calibration.hpp"

namespace balloon::inference {

/// Unknowns of the members up to `leads` years after their origin. Innovations of later years are
/// those of the streams of (seed, member), as a run draws them; to those of supply is added what
/// leaves `fade` of the zone's and the hub's shock at the origin after each year, instead of
/// exp(-12 / shock_memory).
Matrix with_fading_shocks(const model::World& world, const StructureEnsemble& ensemble, int leads,
                          std::uint64_t seed, double fade);

}  // namespace balloon::inference
