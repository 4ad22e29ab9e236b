#include "inference/forecast.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace balloon::inference {

std::vector<Place> forecast_places(const model::World& world,
                                   const std::vector<analysis::Target>& targets, int origin,
                                   int recent) {
  std::vector<Place> places;
  const auto known = [&](const std::string& id) {
    return std::any_of(places.begin(), places.end(), [&](const Place& p) { return p.id == id; });
  };
  for (const char* series : {"area_un", "area_zone"}) {
    const bool national = std::string(series) == "area_un";
    for (const auto& t : targets) {
      if (t.series != series || known(t.place) || t.year > origin) continue;
      if (!national && t.year <= origin - recent) continue;
      Place p;
      p.id = t.place;
      p.zones = t.places;
      p.national = national;
      const auto country = world.zones[static_cast<std::size_t>(t.places.front())].country;
      p.country = world.countries[static_cast<std::size_t>(country)];
      places.push_back(p);
    }
  }
  return places;
}

Projection project(const model::World& known, const model::Policy& held,
                   const StructureEnsemble& ensemble, const std::vector<Place>& places, int leads,
                   std::uint64_t seed, int threads, const std::atomic<bool>* stop, bool& stopped) {
  Projection p;
  p.origin = ensemble.origin;
  p.structure = ensemble.structure;
  p.leads = leads;
  p.places = places;
  bool chosen[model::outcome_count] = {};
  chosen[model::o_coca_area] = true;
  const Columns source(ensemble.unknowns, ensemble.structure, ensemble.origin);
  analysis::RunOptions options;
  options.members = static_cast<int>(ensemble.unknowns.cols());
  options.seed = seed;
  options.threads = threads;
  options.from = month_index(ensemble.origin, 12);
  options.to = month_index(ensemble.origin + leads, 12);
  options.outcomes = chosen;
  options.source = &source;
  const auto run = analysis::simulate(known, held, options, {}, stop);
  stopped = run.result.stopped;
  for (const auto& place : places) {
    auto& by_lead = p.area.emplace_back(static_cast<std::size_t>(leads) + 1);
    for (int lead = 0; lead <= leads; ++lead) {
      auto& members = by_lead[static_cast<std::size_t>(lead)];
      for (int m = 0; m < options.members; ++m) {
        double sum = 0;
        for (const int z : place.zones)
          sum += run.monthly(model::o_coca_area, m, z, options.from + 12 * lead);
        members.push_back(run.result.usable(m) ? sum : std::numeric_limits<double>::quiet_NaN());
      }
    }
  }
  return p;
}

}  // namespace balloon::inference
