// The modes of balloon validate, one file each.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "apps/cli/cli.hpp"

namespace balloon::cli {

/// Options of `balloon validate --forecasts`.
struct ForecastCheck {
  std::string from = "results/calibration";  ///< folder of a calibration
  std::string out;                           ///< where validation.md and .json go; empty: nowhere
  int first_origin = 1996, last_origin = 2022, last_scored = 2023, posterior_origin = 2023;
  int threads = 1;
  bool quiet = false;
  std::string settings, posterior_hash;
  std::map<std::string, std::string> sections;                     ///< name -> file of Markdown
  std::function<std::vector<analysis::EpisodeResult>()> episodes;  ///< may be null
};

int validate_forecasts(const ForecastCheck& options);

}  // namespace balloon::cli
