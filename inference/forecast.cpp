#include "inference/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/draws.hpp"

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
      p.places = t.places;
      p.series = series;
      p.national = national;
      const auto country = world.zones[static_cast<std::size_t>(t.places.front())].country;
      p.country = world.countries[static_cast<std::size_t>(country)];
      places.push_back(p);
    }
  }
  return places;
}

std::vector<Place> other_outcomes(const model::World& world,
                                  const std::vector<analysis::Target>& targets, int origin) {
  std::vector<Place> all;
  for (const auto& t : targets) {
    const bool wanted = t.series == "production" || t.series == "leaf_price" ||
                        t.series == "base_price" || t.series == "cocaine_price";
    if (!wanted || t.year != origin || t.places.size() != 1) continue;
    const int hub = t.places.front();
    if (model::outcomes[t.outcome].place != model::OutcomePlace::hub) continue;
    Place p;
    p.id = p.country = world.countries[static_cast<std::size_t>(hub)];
    p.places = t.places;
    p.outcome = t.outcome;
    p.series = t.series;
    all.push_back(p);
  }
  return all;
}

namespace {

/// A year's value of a place: its December, its sum, or its mean price.
double year_value(const analysis::Ensemble& run, const Place& place, int member, int year) {
  const auto& record = model::outcomes[place.outcome];
  const int december = month_index(year, 12);
  double sum = 0;
  for (const int k : place.places) {
    if (place.outcome == model::o_coca_area) {
      sum += run.monthly(place.outcome, member, k, december);
      continue;
    }
    double months = 0;
    for (int t = december - 11; t <= december; ++t)
      months += run.monthly(place.outcome, member, k, t);
    sum += record.is_flow ? months : months / 12 / static_cast<double>(place.places.size());
  }
  return sum;
}

}  // namespace

Projection project(const model::World& known, const model::Policy& held,
                   const StructureEnsemble& ensemble, const std::vector<Place>& places,
                   const std::vector<analysis::Target>& later, int leads, std::uint64_t seed,
                   int threads, const std::atomic<bool>* stop, bool& stopped) {
  Projection p;
  p.origin = ensemble.origin;
  p.structure = ensemble.structure;
  p.leads = leads;
  p.places = places;
  bool chosen[model::outcome_count] = {};
  for (const auto& place : places) chosen[place.outcome] = true;
  analysis::mark_outcomes(later, chosen);
  const Columns source(ensemble.unknowns, ensemble.structure, ensemble.origin);
  analysis::RunOptions options;
  options.members = static_cast<int>(ensemble.unknowns.cols());
  options.seed = seed;
  options.threads = threads;
  int from = month_index(ensemble.origin, 1);
  for (const auto& t : later) from = std::min(from, t.first_month);
  options.from = from;
  options.to = month_index(ensemble.origin + leads, 12);
  options.outcomes = chosen;
  options.source = &source;
  const auto run = analysis::simulate(known, held, options, {}, stop);
  stopped = run.result.stopped;
  p.failed = run.result.failed_members();
  p.later = later;
  p.predicted = predict(run, later);
  for (const auto& place : places) {
    auto& by_lead = p.value.emplace_back(static_cast<std::size_t>(leads) + 1);
    for (int lead = 0; lead <= leads; ++lead) {
      auto& members = by_lead[static_cast<std::size_t>(lead)];
      for (int m = 0; m < options.members; ++m) {
        members.push_back(run.result.usable(m) ? year_value(run, place, m, ensemble.origin + lead)
                                               : std::numeric_limits<double>::quiet_NaN());
      }
    }
  }
  return p;
}

std::vector<double> reported_rows(const std::vector<Projection>& structures, std::size_t place,
                                  int lead, double observed, const Rule& rule) {
  // Below 20 ha a zone is empty: neither growth nor misfit mean anything.
  const auto& what = structures.front().places[place];
  const double least = what.outcome != model::o_coca_area ? 1e-6 : what.series.empty() ? 1 : 20;
  const double noise = what.outcome != model::o_coca_area ? rule.other_noise
                       : what.national                    ? rule.noise
                                                          : rule.region_noise;
  double left = 1;
  for (int k = 0; k < lead; ++k) left *= rule.anchor;
  std::vector<double> logs;
  for (const auto& p : structures) {
    const auto& start = p.value[place][0];
    const auto& area = p.value[place][static_cast<std::size_t>(lead)];
    for (std::size_t m = 0; m < area.size(); ++m) {
      analysis::KeyedDraws draws(
          rule.seed + static_cast<std::uint64_t>(p.origin), analysis::DrawPurpose::forecast_error,
          static_cast<std::uint32_t>(logs.size()),
          static_cast<std::uint32_t>(place * 64) + static_cast<std::uint32_t>(lead));
      double x = analysis::exact_log(std::max(area[m], least));
      if (std::isfinite(observed))
        x += left * (analysis::exact_log(std::max(observed, least)) -
                     analysis::exact_log(std::max(start[m], least)));
      x += draws.normal() * noise * std::sqrt(static_cast<double>(lead));
      logs.push_back(std::isfinite(area[m]) ? x : std::numeric_limits<double>::quiet_NaN());
    }
  }
  return logs;
}

std::vector<double> member_weights(const std::vector<Projection>& structures,
                                   const std::vector<double>& weights) {
  std::vector<double> all;
  for (std::size_t s = 0; s < structures.size(); ++s) {
    const auto members = structures[s].value.front().front().size();
    all.insert(all.end(), members, weights[s] / static_cast<double>(members));
  }
  return all;
}

analysis::Sample reported(const std::vector<Projection>& structures,
                          const std::vector<double>& weights, std::size_t place, int lead,
                          double observed, const Rule& rule) {
  const auto logs = reported_rows(structures, place, lead, observed, rule);
  const auto w = member_weights(structures, weights);
  return analysis::Sample(logs, w);
}

}  // namespace balloon::inference
