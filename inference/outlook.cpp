#include "inference/outlook.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/draws.hpp"

namespace balloon::inference {

using analysis::Sample;

double observed_at(const std::vector<analysis::Target>& targets, const Place& place, int year) {
  for (const auto& t : targets)
    if (t.year == year && t.series == place.series && t.place == place.id) return t.value;
  return std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> reported_series(const std::vector<analysis::Target>& targets,
                                    const Place& place, int last) {
  std::vector<double> logs;
  const bool region = place.outcome == model::o_coca_area && !place.national;
  for (int year = first_year; year <= last; ++year) {
    const double value = observed_at(targets, place, year);
    logs.push_back(!std::isfinite(value)
                       ? value
                       : analysis::exact_log(region ? std::max(value, least_region_ha) : value));
  }
  return logs;
}

namespace {

/// Like series lend their changes to those that have few.
analysis::ChangeScale lent(const std::vector<std::vector<double>>& series) {
  std::vector<analysis::ChangeScale> scales;
  for (const auto& s : series) scales.push_back(analysis::change_scale(s));
  return analysis::pool_scales(scales);
}

/// Mean of exponentials of a weighted sample of logarithms.
double mean_of(const Sample& logs) {
  double sum = 0;
  for (std::size_t i = 0; i < logs.size(); ++i)
    sum += logs.weights()[i] * analysis::exact_exp(logs.values()[i]);
  return sum;
}

}  // namespace

std::vector<analysis::Paths> place_walks(const std::vector<analysis::Target>& targets,
                                         const std::vector<Place>& places, int origin,
                                         const analysis::BaselineOptions& options) {
  std::vector<std::vector<double>> series;
  std::map<std::string, std::vector<std::vector<double>>> groups;
  for (const auto& p : places) {
    series.push_back(reported_series(targets, p, origin));
    groups[pool_group(p)].push_back(series.back());
  }
  std::map<std::string, analysis::ChangeScale> scales;
  for (const auto& [group, members] : groups) scales[group] = lent(members);
  std::vector<analysis::Paths> walks;
  for (std::size_t k = 0; k < places.size(); ++k) {
    auto own = options;
    own.place = options.place + static_cast<std::uint32_t>(k);
    own.pooled = scales[pool_group(places[k])];
    walks.push_back(analysis::random_walk(series[k], own));
  }
  return walks;
}

analysis::Paths target_walk(const std::vector<analysis::Target>& targets,
                            const analysis::Target& target, int origin,
                            const analysis::BaselineOptions& options) {
  const std::vector<double> empty(static_cast<std::size_t>(origin - first_year + 1),
                                  std::numeric_limits<double>::quiet_NaN());
  std::map<std::string, std::vector<double>> by_place;
  by_place[target.place] = empty;
  for (const auto& t : targets) {
    if (t.series != target.series || t.year > origin || t.year < first_year) continue;
    auto& series = by_place.try_emplace(t.place, empty).first->second;
    series[static_cast<std::size_t>(t.year - first_year)] = softened(t, t.value);
  }
  std::vector<std::vector<double>> all;
  for (const auto& [place, series] : by_place) all.push_back(series);
  auto own = options;
  own.pooled = lent(all);
  return analysis::random_walk(by_place[target.place], own);
}

Sample walk_sample(const analysis::Paths& walk, int lead) {
  return walk.draws == 0 ? Sample() : Sample(walk.of_lead(lead));
}

std::vector<OutlookRow> make_outlook(const std::vector<Projection>& structures,
                                     const std::vector<double>& weights,
                                     const std::vector<analysis::Target>& targets,
                                     const OutlookPlan& plan) {
  std::vector<OutlookRow> rows;
  const auto& first = structures.front();
  analysis::BaselineOptions options;
  options.draws = plan.draws;
  options.leads = first.leads;
  options.seed = plan.seed + static_cast<std::uint64_t>(first.origin);
  const auto walks = place_walks(targets, first.places, first.origin, options);
  for (std::size_t k = 0; k < first.places.size(); ++k) {
    const auto& place = first.places[k];
    const double start = observed_at(targets, place, first.origin);
    const auto weight = plan.pools.find(pool_group(place));
    const double pool = weight == plan.pools.end() ? plan.pool : weight->second;
    for (int lead = 1; lead <= first.leads; ++lead) {
      Sample logs = reported(structures, weights, k, lead, start, plan.rule);
      if (const Sample walk = walk_sample(walks[k], lead); !walk.empty())
        logs = analysis::linear_pool(logs, walk, pool);
      OutlookRow row;
      row.place = k;
      row.year = first.origin + lead;
      row.mean = mean_of(logs);
      row.quantiles = analysis::quantiles_of(logs);
      for (auto& q : row.quantiles) q = analysis::exact_exp(q);
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace balloon::inference
