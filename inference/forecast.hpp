// Forecasts: what the members of an origin make of the following years, as a survey would report
// it.
#pragma once

#include <string>
#include <vector>

#include "analysis/scores.hpp"
#include "inference/calibration.hpp"

namespace balloon::inference {

/// What is forecast, as it is reported for a country or a region: an area at year's end (ha), the
/// cocaine of a year (kg), or a year's mean price (USD of 2010 per kg).
struct Place {
  std::string id;
  std::string country;      ///< ISO3
  std::vector<int> places;  ///< of the outcome: summed, prices averaged
  bool national = false;
  model::Outcome outcome = model::o_coca_area;
  std::string series = "area_un";  ///< of the targets that say what was reported; empty: nothing is
};

/// Countries with targets of series area_un, and regions with targets of series area_zone in the
/// last `recent` years before and including `origin`.
std::vector<Place> forecast_places(const model::World& world,
                                   const std::vector<analysis::Target>& targets, int origin,
                                   int recent);

/// National potential production and source prices of the series that were reported at the origin.
std::vector<Place> other_outcomes(const model::World& world,
                                  const std::vector<analysis::Target>& targets, int origin);

/// Members' values at the origin (lead 0) and at the leads after it; NaN where a member failed.
struct Projection {
  int origin = 0, structure = 0, leads = 0;
  std::vector<Place> places;
  std::vector<std::vector<std::vector<double>>> value;  ///< [place][lead][member]
  std::vector<analysis::Target> later;  ///< targets of the following years that were asked for
  Matrix predicted;                     ///< later targets x members, on the targets' scales
  int failed = 0;                       ///< members
};

/// Runs the members of an origin over the years that follow, in the world and under the policy as
/// they were known (inference/origin.hpp). Innovations after the origin come from the streams of
/// `seed`. `stopped` is set where it was.
Projection project(const model::World& known, const model::Policy& held,
                   const StructureEnsemble& ensemble, const std::vector<Place>& places,
                   const std::vector<analysis::Target>& later, int leads, std::uint64_t seed,
                   int threads, const std::atomic<bool>* stop, bool& stopped);

/// How members become a forecast of what will be reported; fixed in docs/preregistration.md.
struct Rule {
  double anchor = 0.7;         ///< share of the origin's log misfit that is left after each year
  double noise = 0.05;         ///< sd of the log error that is added, times the root of the lead
  double region_noise = 0.25;  ///< the same for regions
  double other_noise = 0.15;   ///< the same for production and prices
  std::uint64_t seed = 2024;
};

/// Logarithms of what will be reported of a place: a member's growth from the origin put
/// upon the figure observed there, of which the member's misfit fades by the anchor. `observed` is
/// the figure at the origin, NaN where there is none. Members of all structures, with the
/// structures' weights.
analysis::Sample reported(const std::vector<Projection>& structures,
                          const std::vector<double>& weights, std::size_t place, int lead,
                          double observed, const Rule& rule);

/// The same, row by row: one column of logarithms a member of all structures in order, NaN where it
/// failed. What `reported` sorts.
std::vector<double> reported_rows(const std::vector<Projection>& structures, std::size_t place,
                                  int lead, double observed, const Rule& rule);
/// A member's weight for the columns of reported_rows.
std::vector<double> member_weights(const std::vector<Projection>& structures,
                                   const std::vector<double>& weights);

}  // namespace balloon::inference
