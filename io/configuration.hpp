// A configuration that is scored, as text and as a hash: whatever decides its numbers. Documents
// and rows of tables print the hash, so that two scores can be told to be of one configuration.
#pragma once

#include <string>
#include <vector>

#include "inference/rolling.hpp"

namespace balloon {

/// Everything that decides the scores. Threads, lanes and folders do not.
struct Configuration {
  std::string calibration;  ///< checkpoint_key: settings, data, what was left out
  std::vector<int> origins, structures;
  std::vector<std::string> targets;  ///< names of those that were used
  std::string change;                ///< of the model: "price 0"; empty: none
  std::uint64_t forecast_seed = 0;   ///< of innovations after the origin
  inference::RollingPlan plan;
  std::string data;   ///< embedded::data_hash() or that of a folder
  std::string model;  ///< model_hash
};

/// A plan and its rule of forecasts as text.
std::string plan_text(const inference::RollingPlan& plan);

/// The whole as one line of text; targets as their number and a hash of their names.
std::string configuration_text(const Configuration& configuration);

/// Sixteen hexadecimal digits of the text.
std::string configuration_hash(const Configuration& configuration);

/// A hash of what the model does: outcomes of eight members of the priors under `history`. Another
/// mechanism, prior, driver or lever gives another hash; another comment does not.
std::string model_hash(const model::World& world, const model::Policy& history);

/// Names of targets, in order.
std::vector<std::string> names_of(const std::vector<analysis::Target>& targets);

}  // namespace balloon
