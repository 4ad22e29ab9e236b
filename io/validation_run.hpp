// Rolling validation: reads the members that a calibration left at every origin, lets them
// forecast, and scores them.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "inference/predictive_check.hpp"
#include "inference/rolling.hpp"

namespace balloon {

/// Which origins, from where.
struct ValidationRequest {
  std::vector<int> origins;
  std::string folder;  ///< of run_calibration
  inference::RollingPlan plan;
  bool apart = true;  ///< also the null of no displacement
  int threads = 1;
};

/// Where the files of a calibration are wanted and not there, or stopped, `error` says so.
inference::RollingResult validate_forecasts(const model::World& world, const model::Policy& policy,
                                            const std::vector<analysis::Target>& targets,
                                            const ValidationRequest& request,
                                            const std::function<void(int, int)>& progress,
                                            const std::atomic<bool>* stop, std::string& error);

/// Posterior predictive checks of the members of one origin, of those whose state was fitted where
/// the folder has such (state_folder). `error` as above.
std::vector<inference::SeriesCheck> check_posterior(const model::World& world,
                                                    const model::Policy& policy,
                                                    const std::vector<analysis::Target>& targets,
                                                    const ValidationRequest& request, int origin,
                                                    const std::atomic<bool>* stop,
                                                    std::string& error);

}  // namespace balloon
