// A posterior from the members that a calibration left in its folder.
#pragma once

#include <optional>
#include <vector>

#include "analysis/posterior.hpp"
#include "core/fault.hpp"
#include "io/calibration_run.hpp"
#include "io/posterior_file.hpp"

namespace balloon {

/// Takes `draws` draws of the request's first origin: as many of each of its structures (what does
/// not divide goes to the first), at even distances over the structure's members, each at most
/// once. `weights`: one a structure, adding to 1 and 0 for structures that were not calibrated;
/// empty: equal over those that were. `fitted`: of the members whose state was fitted
/// (state_folder). Fills origin, weights, draws and settings; nothing and faults where members are
/// missing or the weights make no sense.
std::optional<analysis::PosteriorParts> posterior_parts(const CalibrationRequest& request,
                                                        int draws,
                                                        const std::vector<double>& weights,
                                                        bool fitted, Faults& faults);

}  // namespace balloon
