#include "inference/outlook.hpp"

#include <cmath>
#include <limits>

#include "analysis/baselines.hpp"
#include "analysis/draws.hpp"

namespace balloon::inference {

using analysis::Sample;

std::vector<double> reported_series(const std::vector<analysis::Target>& targets,
                                    const std::string& country, int last) {
  std::vector<double> logs(static_cast<std::size_t>(last - first_year + 1),
                           std::numeric_limits<double>::quiet_NaN());
  for (const auto& t : targets)
    if (t.series == "area_un" && t.place == country && t.year <= last)
      logs[static_cast<std::size_t>(t.year - first_year)] = analysis::exact_log(t.value);
  return logs;
}

namespace {

double observed_at(const std::vector<analysis::Target>& targets, const Place& place, int year) {
  for (const auto& t : targets)
    if (t.year == year && t.series == place.series && t.place == place.id) return t.value;
  return std::numeric_limits<double>::quiet_NaN();
}

/// Mean of exponentials of a weighted sample of logarithms.
double mean_of(const Sample& logs) {
  double sum = 0;
  for (std::size_t i = 0; i < logs.size(); ++i)
    sum += logs.weights()[i] * analysis::exact_exp(logs.values()[i]);
  return sum;
}

}  // namespace

std::vector<OutlookRow> make_outlook(const std::vector<Projection>& structures,
                                     const std::vector<double>& weights,
                                     const std::vector<analysis::Target>& targets,
                                     const OutlookPlan& plan) {
  std::vector<OutlookRow> rows;
  const auto& first = structures.front();
  for (std::size_t k = 0; k < first.places.size(); ++k) {
    const auto& place = first.places[k];
    const double start = observed_at(targets, place, first.origin);
    const bool pooled = place.national && place.outcome == model::o_coca_area;
    analysis::Paths walk;
    if (pooled) {
      analysis::BaselineOptions options;
      options.draws = plan.draws;
      options.leads = first.leads;
      options.seed = plan.seed + static_cast<std::uint64_t>(first.origin);
      options.place = static_cast<std::uint32_t>(k);
      const auto series = reported_series(targets, place.id, first.origin);
      walk = analysis::random_walk(series, options);
    }
    for (int lead = 1; lead <= first.leads; ++lead) {
      Sample logs = reported(structures, weights, k, lead, start, plan.rule);
      if (pooled) logs = analysis::linear_pool(logs, Sample(walk.of_lead(lead)), plan.pool);
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
