// Forecasts: what the members of an origin make of the following years, as a survey would report
// it.
#pragma once

#include <string>
#include <vector>

#include "inference/calibration.hpp"

namespace balloon::inference {

/// What is forecast: the area of a country or of a reported region, ha at year's end.
struct Place {
  std::string id;
  std::string country;     ///< ISO3
  std::vector<int> zones;  ///< their sum
  bool national = false;
};

/// Countries with targets of series area_un, and regions with targets of series area_zone in the
/// last `recent` years before and including `origin`.
std::vector<Place> forecast_places(const model::World& world,
                                   const std::vector<analysis::Target>& targets, int origin,
                                   int recent);

/// Members' areas (ha) at the origin (lead 0) and at the leads after it; NaN where a member failed.
struct Projection {
  int origin = 0, structure = 0, leads = 0;
  std::vector<Place> places;
  std::vector<std::vector<std::vector<double>>> area;  ///< [place][lead][member]
};

/// Runs the members of an origin over the years that follow, in the world and under the policy as
/// they were known (inference/origin.hpp). Innovations after the origin come from the streams of
/// `seed`. `stopped` is set where it was.
Projection project(const model::World& known, const model::Policy& held,
                   const StructureEnsemble& ensemble, const std::vector<Place>& places, int leads,
                   std::uint64_t seed, int threads, const std::atomic<bool>* stop, bool& stopped);

}  // namespace balloon::inference
