// The score of a forecast document as text and as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "io/csv.hpp"
#include "io/forecast_score.hpp"

namespace balloon {

namespace {

using analysis::central_range;
using analysis::quantile_levels;
using Json = nlohmann::ordered_json;

/// A number as people read it: 204,257; 12.3; 0.046.
std::string amount(double x) {
  if (std::isnan(x)) return "-";
  if (std::abs(x) < 100) return fmt::format("{:.3g}", x);
  auto digits = fmt::format("{:.0f}", x);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (x < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:.0f}", 100 * share);
}

std::string signed_percent(double share) {
  return std::isnan(share) ? "-" : fmt::format("{:+.0f}", 100 * share);
}

std::string decimals(double x) { return std::isnan(x) ? "-" : fmt::format("{:.2f}", x); }

std::string cell_text(int cell) {
  const auto i = static_cast<std::size_t>(cell);
  if (i == 0) return fmt::format("< {}", quantile_levels.front());
  if (i == quantile_levels.size()) return fmt::format("> {}", quantile_levels.back());
  return fmt::format("{}-{}", quantile_levels[i - 1], quantile_levels[i]);
}

std::string group_name(const ScoreSummary& s) {
  const bool regions = s.kind == PlaceKind::region;
  if (s.place.empty()) return regions ? "all regions" : "all countries";
  return regions ? "regions of " + s.place : s.place;
}

/// "2024-2026, 2030" of ascending years.
std::string years_text(const std::set<int>& years) {
  std::string out;
  for (auto year = years.begin(); year != years.end();) {
    const int first = *year;
    int last = first;
    while (++year != years.end() && *year == last + 1) last = *year;
    if (!out.empty()) out += " ";
    out += first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
  }
  return out;
}

/// A line for each outcome: "coca_area_unodc_ha (4): COL 2024-2026, PER 2025".
template <class Row>
std::string listed(const std::vector<Row>& rows) {
  std::map<std::string, std::map<std::string, std::set<int>>> by_outcome;
  for (const auto& r : rows) by_outcome[r.outcome][r.place].insert(r.year);
  std::string out;
  for (const auto& [outcome, places] : by_outcome) {
    std::string text;
    std::size_t n = 0;
    for (const auto& [place, years] : places) {
      text += (text.empty() ? "" : ", ") + printable(place) + " " + years_text(years);
      n += years.size();
    }
    out += fmt::format("  {} ({}): {}\n", printable(outcome), n, text);
  }
  return out;
}

std::string rows_text(const ForecastScore& score) {
  std::string out, outcome;
  const std::string head =
      fmt::format("{:14} {:4} {:>10} {:>10} {:>23} {:3} {:>9} {:>9} {:>9}\n", "place", "year",
                  "observed", "median", "80 %", "", "PIT", "CRPS", "walk's");
  std::vector<const ScoredForecast*> rows;
  for (const auto& s : score.scored) rows.push_back(&s);
  std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
    return a->forecast.outcome < b->forecast.outcome;
  });
  for (const auto* s : rows) {
    const auto& f = s->forecast;
    if (f.outcome != outcome) {
      out += (outcome.empty() ? "" : "\n") + printable(f.outcome) + "\n" + head;
      outcome = f.outcome;
    }
    const auto range = central_range(f.quantiles, 0.8);
    out += fmt::format("{:14} {:4} {:>10} {:>10} {:>23} {:3} {:>9} {:>9} {:>9}\n",
                       printable(f.place), f.year, amount(s->observed), amount(f.quantiles[3]),
                       amount(range.low) + " to " + amount(range.high),
                       range.holds(s->observed) ? "in" : "OUT", cell_text(s->cell), amount(s->crps),
                       amount(s->walk_crps));
  }
  return out;
}

std::string summary_text(const ForecastScore& score) {
  std::string out = fmt::format(
      "\n{:14} {:>4} {:>9} {:>4} {:>4} {:>4} {:>9} | {:>4} {:>9} {:>9} {:>6} {:>5} {:>9} {:>6} "
      "{:>6}\n",
      "", "n", "CRPS", "50 %", "80 %", "90 %", "width", "n", "CRPS", "walk's", "skill", "80 %",
      "width", "log", "walk's");
  std::string outcome;
  for (const auto& s : score.summaries) {
    if (s.outcome != outcome) out += printable(s.outcome) + "\n";
    outcome = s.outcome;
    out += fmt::format(
        "{:14} {:>4} {:>9} {:>4} {:>4} {:>4} {:>9} | {:>4} {:>9} {:>9} {:>6} {:>5} {:>9} {:>6} "
        "{:>6}\n",
        printable(group_name(s)), s.n, amount(s.crps), percent(s.inside50), percent(s.inside80),
        percent(s.inside90), amount(s.width80), s.paired, amount(s.paired_crps),
        amount(s.walk_crps), signed_percent(s.skill), percent(s.walk_inside80),
        amount(s.walk_width80), decimals(s.log_score), decimals(s.walk_log_score));
  }
  out += fmt::format(
      "\nLeft: all forecasts; right: those that have a random walk beside them, which knows {} and "
      "before. Under a\nper cent, the share of observations inside that interval; width: median "
      "of the 80 % intervals; log: minus the\nlog density of ln(observed); skill: 100 (1 - CRPS / "
      "walk's). CRPS is in the unit of the outcome, so large places\nweigh most.\n",
      score.origin);
  return out;
}

Json number_or_null(double x) { return std::isnan(x) ? Json(nullptr) : Json(x); }

Json quantiles_json(const analysis::Quantiles& q) {
  Json j;
  for (std::size_t i = 0; i < q.size(); ++i) j[quantile_keys()[i]] = q[i];
  return j;
}

Json row_json(const ScoredForecast& s) {
  const auto& f = s.forecast;
  Json j;
  j["place"] = f.place;
  j["year"] = f.year;
  j["outcome"] = f.outcome;
  j["observed"] = s.observed;
  j["median"] = f.quantiles[3];
  for (const double level : {0.5, 0.8, 0.9})
    j[fmt::format("inside{:.0f}", 100 * level)] =
        central_range(f.quantiles, level).holds(s.observed);
  j["cell"] = s.cell;
  j["crps"] = s.crps;
  j["log_score"] = number_or_null(s.log_score);
  j["walk_quantiles"] = s.walk ? quantiles_json(*s.walk) : Json(nullptr);
  j["walk_crps"] = number_or_null(s.walk_crps);
  j["walk_log_score"] = number_or_null(s.walk_log_score);
  return j;
}

Json summary_json(const ScoreSummary& s) {
  constexpr const char* kinds[] = {"country", "region", "other"};
  Json j;
  j["outcome"] = s.outcome;
  j["kind"] = kinds[static_cast<int>(s.kind)];
  j["place"] = s.place.empty() ? Json(nullptr) : Json(s.place);
  j["n"] = s.n;
  j["crps"] = number_or_null(s.crps);
  j["inside50"] = s.inside50;
  j["inside80"] = s.inside80;
  j["inside90"] = s.inside90;
  j["width80"] = number_or_null(s.width80);
  j["cells"] = s.cells;
  j["paired"] = s.paired;
  j["paired_crps"] = number_or_null(s.paired_crps);
  j["walk_crps"] = number_or_null(s.walk_crps);
  j["skill"] = number_or_null(s.skill);
  j["walk_inside80"] = number_or_null(s.walk_inside80);
  j["walk_width80"] = number_or_null(s.walk_width80);
  j["paired_logs"] = s.paired_logs;
  j["log_score"] = number_or_null(s.log_score);
  j["walk_log_score"] = number_or_null(s.walk_log_score);
  return j;
}

template <class Row>
Json keys_json(const std::vector<Row>& rows) {
  Json list = Json::array();
  for (const auto& r : rows)
    list.push_back({{"place", r.place}, {"year", r.year}, {"outcome", r.outcome}});
  return list;
}

}  // namespace

std::string forecast_score_text(const ForecastScore& score) {
  std::string out;
  if (!score.scored.empty()) out += rows_text(score) + summary_text(score);
  const auto& waiting = score.without_observation;
  const auto& extra = score.without_forecast;
  out += fmt::format("\nscored: {}; forecast but not observed: {}\n", score.scored.size(),
                     waiting.size());
  out += listed(waiting);
  out += fmt::format("observed in these years but not forecast: {}\n", extra.size());
  out += listed(extra);
  out += fmt::format(
      "observed in other years: {}; observed rows that are no year's preferred value: {}\n",
      score.other_years, score.left_out);
  return out;
}

std::string forecast_score_json(const ForecastScore& score) {
  Json j;
  j["origin"] = score.origin;
  j["rows"] = Json::array();
  for (const auto& s : score.scored) j["rows"].push_back(row_json(s));
  j["summaries"] = Json::array();
  for (const auto& s : score.summaries) j["summaries"].push_back(summary_json(s));
  j["without_observation"] = keys_json(score.without_observation);
  j["without_forecast"] = keys_json(score.without_forecast);
  j["other_years"] = score.other_years;
  j["left_out"] = score.left_out;
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace balloon
