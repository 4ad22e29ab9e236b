// Rolling validation: reads the members that a calibration left at every origin, lets them
// forecast, and scores them.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

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

/// Tables for the terminal.
std::string rolling_text(const model::World& world, const inference::RollingResult& result);

}  // namespace balloon
