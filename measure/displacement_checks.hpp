// Parts of the displacement quotient: means of windows, and what is checked of its control.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "measure/displacement_quotient.hpp"

namespace balloon::measure {

/// Means of one place, or sums of them, over the observed times of each window; NaN without any.
struct WindowMeans {
  double before = std::numeric_limits<double>::quiet_NaN();
  double after = std::numeric_limits<double>::quiet_NaN();
  bool whole() const { return !std::isnan(before) && !std::isnan(after); }
};
std::vector<WindowMeans> window_means(const DisplacementData& data);

/// DisplacementQuotient::distance_gradient and growth_before.
ControlCheck distance_gradient(const DisplacementData& data, const std::vector<WindowMeans>& means,
                               double significance);
ControlCheck growth_before(const DisplacementData& data, const DisplacementOptions& options);

}  // namespace balloon::measure
