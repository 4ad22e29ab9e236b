// From projections to the rows of a forecast: quantiles by place, year and outcome.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "analysis/baselines.hpp"
#include "inference/pooling.hpp"

namespace balloon::inference {

/// One number that is forecast, on its own scale.
struct OutlookRow {
  std::size_t place = 0;  ///< in the projections' list
  int year = 0;
  double mean = 0;
  analysis::Quantiles quantiles = {};
};

/// How an outlook is made.
struct OutlookPlan {
  Rule rule;
  /// Weights of the model in the pools with the random walk, by group (pooling.hpp); `pool` for
  /// groups that are not there.
  std::map<std::string, double> pools;
  double pool = 0.5;
  int draws = 4000;  ///< of the random walk
  std::uint64_t seed = 2012;
};

/// All places and leads: the model's, put upon the figures of the origin where there are any,
/// pooled with the place's random walk as validated.
std::vector<OutlookRow> make_outlook(const std::vector<Projection>& structures,
                                     const std::vector<double>& weights,
                                     const std::vector<analysis::Target>& targets,
                                     const OutlookPlan& plan);

/// Areas below which a region counts as empty, ha: neither growth nor misfit mean anything there.
inline constexpr double least_region_ha = 20;

/// Random walks of places from their reported figures up to `origin`, in logarithms. Where a place
/// has few yearly changes those of all places of its group stand for them; empty where it has no
/// figure. `options.place` is the number of the first place.
std::vector<analysis::Paths> place_walks(const std::vector<analysis::Target>& targets,
                                         const std::vector<Place>& places, int origin,
                                         const analysis::BaselineOptions& options);

/// The same for the series and place of a target, on its scale (softened).
analysis::Paths target_walk(const std::vector<analysis::Target>& targets,
                            const analysis::Target& target, int origin,
                            const analysis::BaselineOptions& options);

/// A lead of a walk; empty where the walk is.
analysis::Sample walk_sample(const analysis::Paths& walk, int lead);

/// What was reported of a place in a year, in its own unit; NaN where nothing was.
double observed_at(const std::vector<analysis::Target>& targets, const Place& place, int year);

/// Logarithms of what was reported of a place by year from 1990 to `last`, NaN where unknown;
/// regions at least `least_region_ha`.
std::vector<double> reported_series(const std::vector<analysis::Target>& targets,
                                    const Place& place, int last);

}  // namespace balloon::inference
