// A calibration over origins and structures, with a folder of checkpoints: killed at any moment it
// goes on from the last finished step, to the same bytes, on any number of threads and ranks.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inference/calibration.hpp"

namespace balloon {

/// What to calibrate.
struct CalibrationRequest {
  std::vector<int> origins;  ///< last years of observations
  std::vector<int> structures;
  inference::Settings settings;
  std::optional<inference::StateSettings> state;  ///< fitted after it, into state_folder
  std::string folder;
  int threads = 1;
  std::string key;  ///< data, program and targets, besides the settings
  /// That share the work: task by task, or, where they are more than tasks, groups of them share
  /// the members of one. The folder must be the same for all. Null: this process does everything.
  engine::Ranks* ranks = nullptr;
};

/// The key of a checkpoint: settings, data and whatever `key` names, as text. And of members whose
/// state is fitted; that of a checkpoint where none is.
std::string checkpoint_key(const CalibrationRequest& request);
std::string state_key(const CalibrationRequest& request);

/// Where a calibration's members lie whose state was fitted, under the names of the others.
std::string state_folder(const std::string& folder);

/// Called from workers after every finished run, with runs done and in all.
using StepProgress = std::function<void(int done, int total)>;

/// Runs what is not yet in the folder. Empty, or what went wrong; `stopped` where it was stopped.
/// All ranks return the same, and then all files are there.
std::string run_calibration(const model::World& world, const model::Policy& policy,
                            const std::vector<analysis::Target>& targets,
                            const CalibrationRequest& request, const StepProgress& progress,
                            const std::atomic<bool>* stop, bool& stopped);

}  // namespace balloon
