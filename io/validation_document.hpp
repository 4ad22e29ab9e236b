// docs/validation.md and data/posterior/validation.json: what the validation found, its failures
// first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "analysis/posterior.hpp"
#include "inference/predictive_check.hpp"
#include "inference/rolling.hpp"
#include "io/configuration.hpp"

namespace balloon {

/// Everything that the document says.
struct ValidationFacts {
  inference::RollingResult rolling;
  int last_scored = 2023;
  std::vector<inference::SeriesCheck> posterior;  ///< of the last origin
  int posterior_origin = 2023;
  std::vector<analysis::EpisodeResult> episodes;
  std::string posterior_hash, settings, data_hash;
  std::string start_hash;       ///< of the draws that forecasts start from, where they are others
  Configuration configuration;  ///< of the forecasts
  std::map<std::string, std::string> member_hashes;  ///< file of a calibration -> hash
  /// Sections in Markdown made elsewhere: "simulation", "methods", "ablations", "headlines".
  std::map<std::string, std::string> sections;
};

/// Whether a series is one of prices: of leaf, base, cocaine, or retail.
bool is_price(const std::string& series);

/// One thing that the model gets wrong, in a sentence, the worst first.
std::vector<analysis::CheckFailure> failures(const model::World& world,
                                             const ValidationFacts& facts);

std::string validation_markdown(const model::World& world, const ValidationFacts& facts);
/// {"skill", "skill_after_2008", "coverage80", "coverage50", "pool", "weights", "failures", ...}.
std::string validation_json(const model::World& world, const ValidationFacts& facts);

}  // namespace balloon
