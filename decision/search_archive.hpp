// The points that are kept of all that a search has seen.
#pragma once

#include <cstddef>
#include <vector>

#include "decision/search.hpp"

namespace balloon::decision {

/// Adds the feasible ones of `seen`, in their order, that no point of the archive dominates or
/// equals in its objectives, and takes out what they dominate. While more than `limit` are left,
/// the one with the smallest crowding distance leaves, of equals the newest. Crowding distance is
/// that of Deb et al. (2002): the sum over objectives of the gap between a point's neighbours, here
/// in units of reference - ideal, and infinite for the best and the worst of an objective.
void archive_points(std::vector<Candidate>& archive, const std::vector<Candidate>& seen,
                    std::size_t limit, const std::vector<double>& ideal,
                    const std::vector<double>& reference);

}  // namespace balloon::decision
