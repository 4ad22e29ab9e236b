// Ablations over origins and structures, scored row by row, with a folder of finished rows: killed
// at any moment it goes on from the last finished row, to the same bytes, on any number of threads.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "inference/ablation.hpp"

namespace balloon {

/// What to score.
struct AblationRequest {
  std::vector<int> origins = {1998, 2002, 2006, 2010, 2014, 2017};
  std::vector<int> structures = {0, 1, 2, 3, 4, 5};  ///< 1, 2, 3 or 6: they fill six places in turn
  inference::Settings settings;
  inference::RollingPlan plan;    ///< targets of years after last_scored are not looked at
  std::vector<std::string> rows;  ///< names, * for any text, beside the baseline; empty: all
  std::string folder;             ///< of finished rows; empty: none is kept
  std::string data;               ///< hash of the data
  int threads = 1;

  AblationRequest() {
    settings.members = 120;
    settings.steps = 4;
    plan.last_scored = 2018;
  }
};

/// A scored row.
struct AblationRow {
  inference::Ablation what;
  std::string configuration;             ///< configuration_hash
  int left_out = 0;                      ///< targets, of those known at the last origin
  int forecasts = 0;                     ///< of countries that were scored
  double model = 0, learned = 0;         ///< CRPS skill over the random walk; NaN without forecasts
  int price_rows = 0, price_inside = 0;  ///< later prices, and those in their 90 % interval
  long members = 0, failed = 0;          ///< of the forecasts
  long runs = 0, replaced = 0;           ///< of the calibrations
  std::string error;                     ///< not empty where a calibration broke down
};

/// The rows that the request asks for, the baseline first, not yet scored. A pattern that matches
/// no row, origins or structures that make no sense are faults.
std::vector<AblationRow> plan_ablations(const model::World& world, const model::Policy& history,
                                        const std::vector<analysis::Target>& targets,
                                        const std::vector<analysis::Episode>& episodes,
                                        const AblationRequest& request, Faults& faults);

/// Where a run is. Both may be empty, and both are called from one thread at a time.
struct AblationProgress {
  std::function<void(int done, int total)> members;  ///< runs of members, of rows that are not kept
  std::function<void(const AblationRow&, int row, int rows, bool kept)> finished;
};

/// Scores the rows of plan_ablations in place. Units of two rows that are the same (no target that
/// was left out was known at the origin) are run once, and rows that change neither model nor seed
/// share the first run of their calibrations. Returns what went wrong, or nothing; `stopped` where
/// it was stopped.
std::string run_ablations(const model::World& world, const model::Policy& history,
                          const std::vector<analysis::Target>& targets,
                          const AblationRequest& request, const AblationProgress& progress,
                          const std::atomic<bool>* stop, std::vector<AblationRow>& rows,
                          bool& stopped);

}  // namespace balloon
