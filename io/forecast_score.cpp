#include "io/forecast_score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include "analysis/baselines.hpp"
#include "analysis/draws.hpp"
#include "analysis/summary.hpp"
#include "core/hash.hpp"

namespace balloon {

namespace {

using analysis::central_range;
using analysis::ChangeScale;
using analysis::Quantiles;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Outcome and place.
using SeriesKey = std::pair<std::string, std::string>;

/// Random walks of the series of a table.
class Walks {
 public:
  Walks(const ObservedValues& past, const std::map<std::string, std::string>& countries,
        const ForecastScoreOptions& options, int origin)
      : countries_(countries), options_(options), origin_(origin) {
    for (const auto& v : past.rows) {
      if (v.year > origin) continue;
      first_ = std::min(first_, v.year);
      values_[{v.outcome, v.place}][v.year] = v.value;
    }
    std::map<std::pair<std::string, PlaceKind>, std::vector<ChangeScale>> scales;
    for (const auto& [key, by_year] : values_)
      scales[{key.first, place_kind(key.second, countries_)}].push_back(
          analysis::change_scale(logs(by_year)));
    for (const auto& [key, list] : scales) pooled_[key] = analysis::pool_scales(list);
  }

  /// Quantiles for a year after the origin, or nothing.
  std::optional<Quantiles> quantiles(const std::string& outcome, const std::string& place,
                                     int year) {
    const SeriesKey key = {outcome, place};
    const auto found = values_.find(key);
    if (found == values_.end() || year <= origin_) return std::nullopt;
    if (found->second.rbegin()->second <= 0) return std::nullopt;  // no logarithm to start from
    auto [entry, is_new] = paths_.try_emplace(key);
    auto& paths = entry->second;
    if (is_new || paths.leads < year - origin_) {
      analysis::BaselineOptions o;
      o.draws = options_.draws;
      o.seed = options_.seed;
      o.leads = std::max(5, year - origin_);
      o.place = static_cast<std::uint32_t>(hash_text(outcome + "/" + place));
      o.pooled = pooled_[{outcome, place_kind(place, countries_)}];
      paths = analysis::random_walk(logs(found->second), o);
    }
    if (paths.draws == 0) return std::nullopt;
    auto q = analysis::quantiles_of(analysis::Sample(paths.of_lead(year - origin_)));
    for (double& x : q) x = analysis::exact_exp(x);
    return q;
  }

 private:
  std::vector<double> logs(const std::map<int, double>& by_year) const {
    std::vector<double> out(static_cast<std::size_t>(origin_ - first_) + 1, nan);
    for (const auto& [year, value] : by_year)
      if (value > 0) out[static_cast<std::size_t>(year - first_)] = analysis::exact_log(value);
    return out;
  }

  const std::map<std::string, std::string>& countries_;
  ForecastScoreOptions options_;
  int origin_ = 0, first_ = last_forecast_year;
  std::map<SeriesKey, std::map<int, double>> values_;
  std::map<std::pair<std::string, PlaceKind>, ChangeScale> pooled_;
  std::map<SeriesKey, analysis::Paths> paths_;
};

double median_of(std::vector<double> values) {
  if (values.empty()) return nan;
  std::sort(values.begin(), values.end());
  return analysis::quantile_of(values, 0.5);
}

ScoreSummary summarise(const std::vector<const ScoredForecast*>& some) {
  ScoreSummary s;
  s.cells.assign(analysis::quantile_levels.size() + 1, 0);
  std::vector<double> widths, walk_widths;
  for (const auto* f : some) {
    const auto& q = f->forecast.quantiles;
    const double y = f->observed;
    ++s.n;
    s.crps += f->crps;
    s.inside50 += central_range(q, 0.5).holds(y) ? 1 : 0;
    s.inside80 += central_range(q, 0.8).holds(y) ? 1 : 0;
    s.inside90 += central_range(q, 0.9).holds(y) ? 1 : 0;
    widths.push_back(central_range(q, 0.8).width());
    ++s.cells[static_cast<std::size_t>(f->cell)];
    if (!f->walk) continue;
    ++s.paired;
    s.paired_crps += f->crps;
    s.walk_crps += f->walk_crps;
    s.walk_inside80 += central_range(*f->walk, 0.8).holds(y) ? 1 : 0;
    walk_widths.push_back(central_range(*f->walk, 0.8).width());
    if (std::isnan(f->log_score) || std::isnan(f->walk_log_score)) continue;
    ++s.paired_logs;
    s.log_score += f->log_score;
    s.walk_log_score += f->walk_log_score;
  }
  for (double* x : {&s.crps, &s.inside50, &s.inside80, &s.inside90}) *x /= s.n;
  for (double* x : {&s.paired_crps, &s.walk_crps, &s.walk_inside80})
    *x = s.paired > 0 ? *x / s.paired : nan;
  for (double* x : {&s.log_score, &s.walk_log_score})
    *x = s.paired_logs > 0 ? *x / s.paired_logs : nan;
  s.skill = s.walk_crps > 0 ? 1 - s.paired_crps / s.walk_crps : nan;
  s.width80 = median_of(widths);
  s.walk_width80 = median_of(walk_widths);
  return s;
}

/// By outcome; within it countries before regions before others, all before each place.
std::vector<ScoreSummary> summaries_of(const std::vector<ScoredForecast>& scored,
                                       const std::map<std::string, std::string>& countries) {
  std::map<std::tuple<std::string, PlaceKind, std::string>, std::vector<const ScoredForecast*>>
      groups;
  for (const auto& f : scored) {
    const auto& row = f.forecast;
    const auto kind = place_kind(row.place, countries);
    const auto& place = kind == PlaceKind::region ? countries.at(row.place) : row.place;
    if (kind != PlaceKind::other) groups[{row.outcome, kind, ""}].push_back(&f);
    groups[{row.outcome, kind, place}].push_back(&f);
  }
  std::vector<ScoreSummary> out;
  for (const auto& [key, some] : groups) {
    auto s = summarise(some);
    std::tie(s.outcome, s.kind, s.place) = key;
    out.push_back(std::move(s));
  }
  return out;
}

}  // namespace

PlaceKind place_kind(const std::string& place,
                     const std::map<std::string, std::string>& countries) {
  if (countries.count(place) > 0) return PlaceKind::region;
  const bool is_code = place.size() == 3 && std::all_of(place.begin(), place.end(), [](char c) {
                         return c >= 'A' && c <= 'Z';
                       });
  return is_code && place != "EUR" ? PlaceKind::country : PlaceKind::other;
}

ForecastScore score_forecast(const std::vector<ForecastRow>& forecast,
                             const ObservedValues& observed, const ObservedValues& past,
                             const std::map<std::string, std::string>& countries,
                             const ForecastScoreOptions& options) {
  ForecastScore r;
  r.left_out = observed.left_out;
  using Key = std::tuple<std::string, int, std::string>;
  std::map<Key, double> seen;
  for (const auto& v : observed.rows) seen[{v.place, v.year, v.outcome}] = v.value;
  int first = last_forecast_year;
  std::set<int> years;
  std::set<Key> forecast_keys;
  for (const auto& f : forecast) {
    first = std::min(first, f.year);
    years.insert(f.year);
    forecast_keys.insert({f.place, f.year, outcome_of_series(f.outcome)});
  }
  r.origin = options.origin.value_or(first - 1);

  Walks walks(past, countries, options, r.origin);
  for (const auto& f : forecast) {
    const auto outcome = outcome_of_series(f.outcome);
    const auto found = seen.find({f.place, f.year, outcome});
    if (found == seen.end()) {
      r.without_observation.push_back(f);
      continue;
    }
    ScoredForecast s;
    s.forecast = f;
    s.observed = found->second;
    s.cell = analysis::cell_of(f.quantiles, s.observed);
    s.crps = analysis::crps(f.quantiles, s.observed);
    s.log_score = analysis::log_score(f.quantiles, s.observed);
    s.walk = walks.quantiles(outcome, f.place, f.year);
    s.walk_crps = s.walk ? analysis::crps(*s.walk, s.observed) : nan;
    s.walk_log_score = s.walk ? analysis::log_score(*s.walk, s.observed) : nan;
    r.scored.push_back(std::move(s));
  }
  for (const auto& v : observed.rows) {
    if (years.count(v.year) == 0) {
      ++r.other_years;
    } else if (forecast_keys.count({v.place, v.year, v.outcome}) == 0) {
      r.without_forecast.push_back(v);
    }
  }
  r.summaries = summaries_of(r.scored, countries);
  return r;
}

}  // namespace balloon
