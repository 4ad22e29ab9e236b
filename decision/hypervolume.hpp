// Sets of points in objective space, all objectives to be minimised: which points no other
// dominates, and how much of the space they dominate.
#pragma once

#include <cstddef>
#include <vector>

namespace balloon::decision {

/// Whether a is nowhere worse than b and somewhere better. False where either has a NaN.
bool dominates(const std::vector<double>& a, const std::vector<double>& b);

/// Indices, in ascending order, of the points that no other dominates; of equal points the first.
/// Points with a NaN are left out. Throws std::invalid_argument for lengths that differ.
std::vector<std::size_t> nondominated(const std::vector<std::vector<double>>& points);

/// (point - ideal) / (reference - ideal) by objective: 0 at the ideal, 1 at the reference. Throws
/// std::invalid_argument unless lengths agree and the reference is above the ideal, both finite.
std::vector<double> normalised(const std::vector<double>& point, const std::vector<double>& ideal,
                               const std::vector<double>& reference);

/// Volume of what the points dominate below the reference (Zitzler and Thiele 1999, IEEE
/// Transactions on Evolutionary Computation 3(4), 257-271), in the product of the objectives'
/// units. A point that is not better than the reference in every objective contributes nothing,
/// nor does one that is not finite. Exact up to rounding; computed by pagmo (Biscani and Izzo
/// 2020, Journal of Open Source Software 5(53), 2338), whose time grows steeply with the
/// objectives where these are more than three. Throws std::invalid_argument for lengths that
/// differ or a reference that is empty or not finite.
double hypervolume(const std::vector<std::vector<double>>& points,
                   const std::vector<double>& reference);

/// The same as a share, in [0, 1], of the box between ideal and reference. A point beyond the ideal
/// counts as if it lay on the box.
double hypervolume_share(const std::vector<std::vector<double>>& points,
                         const std::vector<double>& ideal, const std::vector<double>& reference);

}  // namespace balloon::decision
