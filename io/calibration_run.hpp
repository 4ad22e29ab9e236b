// A calibration over origins and structures, with a folder of checkpoints: killed at any moment it
// goes on from the last finished step, to the same bytes, on any number of threads and ranks.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "inference/calibration.hpp"

namespace balloon {

/// What to calibrate.
struct CalibrationRequest {
  std::vector<int> origins;  ///< last years of observations
  std::vector<int> structures;
  inference::Settings settings;
  std::string folder;
  int threads = 1;
  std::string key;  ///< data, program and targets, besides the settings
  /// That share the work: task by task, or, where they are more than tasks, groups of them share
  /// the members of one. The folder must be the same for all. Null: this process does everything.
  engine::Ranks* ranks = nullptr;
};

/// The key of a checkpoint: settings, data and whatever `key` names, as text.
std::string checkpoint_key(const CalibrationRequest& request);

/// Called from workers after every finished step, with steps done and in all.
using StepProgress = std::function<void(int done, int total)>;

/// Runs what is not yet in the folder. Empty, or what went wrong; `stopped` where it was stopped.
/// All ranks return the same, and then all files are there.
std::string run_calibration(const model::World& world, const model::Policy& policy,
                            const std::vector<analysis::Target>& targets,
                            const CalibrationRequest& request, const StepProgress& progress,
                            const std::atomic<bool>* stop, bool& stopped);

}  // namespace balloon
