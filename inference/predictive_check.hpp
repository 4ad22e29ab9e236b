// Posterior predictive checks: the figures that a calibration used, against what its members make
// of them with the errors that were assumed.
#pragma once

#include <string>
#include <vector>

#include "inference/forecast.hpp"

namespace balloon::inference {

/// One series (of one place, or of all): how its figures lie in their predictive intervals. With
/// errors that are rightly assumed 90 and 50 of 100 lie inside; the bias is the mean of observed
/// less predicted, in standard deviations of the prediction.
struct SeriesCheck {
  std::string series, place;
  int n = 0;
  double inside90 = 0, inside50 = 0, bias = 0;
};

/// Checks every series by place, zones by country. `predicted` has a row a target, a column a
/// member, weights as member_weights gives them.
std::vector<SeriesCheck> check_series(const model::World& world,
                                      const std::vector<analysis::Target>& targets,
                                      const Matrix& predicted, const std::vector<double>& weights,
                                      std::uint64_t seed);

}  // namespace balloon::inference
