// Ablations: the calibration and the forecasts once more without a mechanism, without a series of
// data, without a country or without the years of an episode. What is lost is what it contributes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "inference/forecast.hpp"
#include "inference/rolling.hpp"

namespace balloon::inference {

/// One row: what is left out, in calibration and forecast alike.
struct Ablation {
  std::string name;    ///< unique: "baseline", "seed/1991", "mechanism/price", "series/area_us",
                       ///< "country/COL", "episode/E1"
  std::string detail;  ///< what an episode speaks about: "1995-2000, COL PER BOL"
  std::string change;  ///< of the model: "price 0"; empty: none
  model::StructureChoice switches;
  bool announcements = true;       ///< false: no lever announces substitution
  std::set<std::string> without;   ///< names of the targets that are left out
  std::uint64_t other_chance = 0;  ///< added to the seed of the calibration, and 1000 times to the
                                   ///< seed of the forecasts
};

/// All rows: the baseline and two other seeds, each switch of model::StructureChoice that is on by
/// default and all channels between zones, announcements, each series, each producing country, and
/// each episode. Statements E1a, E1b, ... are one episode, E1; of each statement the targets of its
/// countries (of its corridors or markets, where it has no country) and years go. What tells the
/// structures apart (sourcing, pass-through) is no row.
std::vector<Ablation> all_ablations(const model::World& world,
                                    const std::vector<analysis::Target>& targets,
                                    const std::vector<analysis::Episode>& episodes,
                                    std::uint64_t seed);

/// What every row shares at an origin.
struct AblationOrigin {
  int origin = 0;
  model::World world;                   ///< known_world
  model::Policy policy;                 ///< held_policy
  std::vector<analysis::Target> known;  ///< known_targets
  std::vector<Place> places;            ///< countries
  std::vector<analysis::Target> later;  ///< later_targets
};
AblationOrigin ablation_origin(const model::World& world, const model::Policy& history,
                               const std::vector<analysis::Target>& targets,
                               const Settings& settings, const RollingPlan& plan, int origin);

/// The settings of a row.
Settings settings_of(const Ablation& row, Settings settings);
/// The policy of a row at an origin.
model::Policy policy_of(const Ablation& row, const AblationOrigin& at);
/// The rows of `known` that are used.
std::vector<std::size_t> used_targets(const Ablation& row, const AblationOrigin& at);

/// What a calibration's first run predicts for `known`: the same for every row that changes
/// neither the model nor the seed. Sets `stopped` where it was.
Matrix prior_run(const AblationOrigin& at, const Settings& settings, int structure,
                 const std::atomic<bool>* stop, bool& stopped);

/// One structure at one origin, calibrated and projected.
struct AblationUnit {
  Projection projection;
  long runs = 0;      ///< of members, in the calibration
  long replaced = 0;  ///< of them failed or lost
  std::string error;  ///< not empty where too many members failed
};

/// Calibrates and projects on one thread. `prior` is prior_run, or null where the row changes model
/// or seed. The bytes are the same with it and without. Sets `stopped` where it was.
AblationUnit run_unit(const Ablation& row, const AblationOrigin& at, const Settings& settings,
                      const RollingPlan& plan, int structure, const Matrix* prior,
                      const std::atomic<bool>* stop, bool& stopped);

}  // namespace balloon::inference
