// The comparison with published estimates for the terminal, as JSON and as CSV.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "io/json_number.hpp"
#include "io/measure_comparison.hpp"

namespace balloon {

namespace {

std::string signed_figure(double value) {
  return std::isfinite(value) ? fmt::format("{:+.3g}", value) : std::string("-");
}

std::string signed_range(double low, double high) {
  return std::isfinite(low) && std::isfinite(high) ? fmt::format("[{:+.2g}, {:+.2g}]", low, high)
                                                   : std::string();
}

/// "-0.11 [-0.18, -0.05]", or the sign alone.
std::string published_figure(const PublishedEffect& p) {
  if (!p.estimate) return "sign " + p.sign;
  std::string text = signed_figure(*p.estimate);
  if (p.low && p.high) text += " " + signed_range(*p.low, *p.high) + (p.assumed ? " assumed" : "");
  return text;
}

}  // namespace

std::string comparison_text(const Comparison& c) {
  std::string text = fmt::format(
      "What eradication does to coca: published, ours on observed places, ours on the model's "
      "panels\n"
      "Observed: {}. Model: {} members of the zones of Colombia (system-abroad: summed over each "
      "country's zones), as a survey would report them; 5, 50, 95 %.\n\n",
      c.observed, c.members);
  for (const auto& e : c.estimands) {
    text += fmt::format("{} ({}, {})\n", e.id, e.words, e.unit);
    for (const auto r : e.published) {
      const auto& p = c.published[r];
      text +=
          fmt::format("  {:<44} {}\n", fmt::format("{} {}", p.study, p.year), published_figure(p));
    }
    if (e.published.empty()) text += "  (no published estimate of this)\n";
    text +=
        fmt::format("  {:<44} {} (se {:.2g})\n", "ours, observed", signed_figure(e.value), e.error);
    text += fmt::format("  {:<44} {} {}\n", fmt::format("ours, {} simulated panels", e.panels),
                        signed_figure(e.middle), signed_range(e.low, e.high));
    if (std::isfinite(e.truth)) {
      text += fmt::format("  {:<44} {} {}\n", "the model's truth, by paired runs, 12 months",
                          signed_figure(e.truth), signed_range(e.truth_low, e.truth_high));
      text += fmt::format("  {:<44} {} {}\n", "  what is left in the whole Andes, 24 months",
                          signed_figure(e.net), signed_range(e.net_low, e.net_high));
    }
    const bool inside = e.value >= e.low && e.value <= e.high;
    text += fmt::format(
        "  {}\n\n",
        inside ? "The observed estimate lies within the middle 90 % of the simulated ones."
               : "The observed estimate lies outside the middle 90 % of the simulated ones.");
  }
  return text +
         "Truth is what a hectare of eradication does in the zone, less what happens in the "
         "country's "
         "other zones: what such a regression could see at best. What is left in the whole Andes "
         "counts them and the other countries too. Brackets: the studies' ranges, or assumed; 5 "
         "and 95 % "
         "of members. Errors: by place; Durbin by the delta method; changes classical; the system "
         "in "
         "two steps. A usual dose is mean hectares sprayed over mean coca where there was "
         "spraying.\n";
}

std::string comparison_json(const Comparison& c) {
  nlohmann::ordered_json j;
  j["format"] = "balloon-measure-comparison-1";
  j["observed"] = c.observed;
  j["members"] = c.members;
  j["failed_members"] = c.failed;
  for (const auto& e : c.estimands) {
    nlohmann::ordered_json row{
        {"id", e.id},
        {"what", e.words},
        {"unit", e.unit},
        {"observed", {{"value", number_or_null(e.value)}, {"se", number_or_null(e.error)}}},
        {"simulated",
         {{"panels", e.panels},
          {"q05", number_or_null(e.low)},
          {"q50", number_or_null(e.middle)},
          {"q95", number_or_null(e.high)}}}};
    if (std::isfinite(e.truth))
      row["truth"] = {{"q05", e.truth_low}, {"q50", e.truth}, {"q95", e.truth_high}};
    if (std::isfinite(e.net))
      row["net_24_months"] = {{"q05", e.net_low}, {"q50", e.net}, {"q95", e.net_high}};
    row["published"] = nlohmann::ordered_json::array();
    for (const auto r : e.published) {
      const auto& p = c.published[r];
      nlohmann::ordered_json q{{"id", p.id},
                               {"study", p.study},
                               {"year", p.year},
                               {"sign", p.sign},
                               {"quality", p.quality}};
      if (p.estimate) q["estimate"] = *p.estimate;
      if (p.low) q["low"] = *p.low;
      if (p.high) q["high"] = *p.high;
      row["published"].push_back(std::move(q));
    }
    j["estimands"].push_back(std::move(row));
  }
  return j.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string comparison_csv(const Comparison& c) {
  std::string text =
      "estimand,unit,published,published_estimate,published_low,published_high,observed,observed_"
      "se,simulated_q05,"
      "simulated_q50,simulated_q95,truth_q05,truth_q50,truth_q95\n";
  const auto cell = [](std::optional<double> value) {
    return value && std::isfinite(*value) ? fmt::format("{:.8g}", *value) : std::string();
  };
  for (const auto& e : c.estimands) {
    const auto line = [&](const std::string& id, std::optional<double> estimate,
                          std::optional<double> low, std::optional<double> high) {
      text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", e.id, csv_cell(e.unit), id,
                          cell(estimate), cell(low), cell(high), cell(e.value), cell(e.error),
                          cell(e.low), cell(e.middle), cell(e.high), cell(e.truth_low),
                          cell(e.truth), cell(e.truth_high));
    };
    if (e.published.empty()) line("", {}, {}, {});
    for (const auto r : e.published)
      line(c.published[r].id, c.published[r].estimate, c.published[r].low, c.published[r].high);
  }
  return text;
}

}  // namespace balloon
