// Coca area over the years: the producing countries, and the zones that matter most.
#include <algorithm>
#include <cmath>

#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

constexpr double thousands = 1e-3;
constexpr std::size_t shown_zones = 12;

/// The hubs' countries, and others in the target or of several zones: a country of one zone is
/// shown as that zone.
bool is_shown(const Context& context, std::size_t country) {
  return country < hub_count || context.is_home(country) || zones_of(context, country).size() > 1;
}

/// Zones by the larger of their median area at the last ledger month and four times their change.
std::vector<int> zones_that_matter(const Context& context) {
  const auto years = whole_years(context);
  if (years.empty()) return {};
  int year = years.back();
  if (const auto* row = context.last_row())
    year = std::clamp(year_of(context.policy().ledger.window_start + row->horizon - 1),
                      years.front(), years.back());
  std::vector<std::pair<double, int>> weights;
  for (int z = 0; z < static_cast<int>(context.world().zones.size()); ++z) {
    std::vector<double> area, change;
    for (const int i : context.members) {
      const double a =
          annual_value(context.policy().ensemble, o_coca_area, i, {z}, year, Annual::december);
      const double b =
          annual_value(context.reference().ensemble, o_coca_area, i, {z}, year, Annual::december);
      area.push_back(std::max(a, b));
      change.push_back(std::fabs(a - b));
    }
    const double weight =
        std::max(analysis::summarise(area).median, 4 * analysis::summarise(change).median);
    if (weight >= 1) weights.emplace_back(-weight, z);
  }
  std::sort(weights.begin(), weights.end());
  std::vector<int> zones;
  for (std::size_t k = 0; k < std::min(weights.size(), shown_zones); ++k)
    zones.push_back(weights[k].second);
  std::sort(zones.begin(), zones.end());
  return zones;
}

}  // namespace

Panel area_panel(const Context& context, std::size_t country) {
  const auto& words = context.words;
  const auto& id = context.world().countries[country];
  Panel panel;
  panel.place = id;
  panel.title = context.country_name(country);
  panel.unit = words["unit.thousand-ha"];
  panel.show_unit = true;
  panel.band =
      annual_band(context, o_coca_area, zones_of(context, country), Annual::december, thousands);
  panel.year_end = true;
  panel.observed_scale = thousands;
  panel.marks = {{std::string(words["legend.us"]), context.observed.area(id, Sensor::us),
                  svg::Mark::square, "us"},
                 {std::string(words["legend.un"]), context.observed.area(id, Sensor::un),
                  svg::Mark::disc, "un"}};
  panel.breaks = context.observed.breaks(id);
  return panel;
}

Panel zone_panel(const Context& context, int z) {
  const auto& words = context.words;
  const auto& zone = context.world().zones[static_cast<std::size_t>(z)];
  Panel panel;
  panel.place = zone.id;
  panel.title =
      words.fill("areas.zone-title",
                 {{"zone", context.short_zone_name(z)},
                  {"country", context.country_name(static_cast<std::size_t>(zone.country))}});
  panel.unit = words["unit.thousand-ha"];
  panel.band = annual_band(context, o_coca_area, {z}, Annual::december, thousands);
  panel.year_end = true;
  panel.observed_scale = thousands;
  panel.marks = {{std::string(words["legend.zone-observed"]), context.observed.zone_area(zone.id),
                  svg::Mark::disc, "un"}};
  return panel;
}

std::string areas_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["areas.heading"], "areas");
  if (!context.recorded(o_coca_area) || context.members.empty())
    return html + paragraph(context.text("report.not-recorded"));
  const auto* posterior = context.study.draws.posterior.get();
  std::string intro;
  if (posterior == nullptr) {
    intro = context.text("areas.intro");
  } else {
    const auto origin = Words::year(posterior->origin());
    intro = context.text("areas.intro-calibrated", {{"origin", origin}});
    if (context.policy().ensemble.to > month_index(posterior->origin(), 12))
      intro += " " + context.text("areas.beyond", {{"origin", origin}});
  }
  html += paragraph(intro);
  html += failures_of(context, {"Forecasts of ", "After 2008 ", "Shares of regions ", "area_"});
  html += band_legend(context, {{"swatch-un", std::string(words["legend.un"])},
                                {"swatch-us", std::string(words["legend.us"])},
                                {"swatch-rule", std::string(words["legend.break"])}});
  html += "<div class=\"panels\">\n";
  for (std::size_t c = 0; c < context.world().countries.size(); ++c)
    if (is_shown(context, c)) html += draw_panel(context, area_panel(context, c));
  html += "</div>\n";

  html +=
      heading(3, words.fill("heading.unit", {{"what", std::string(words["areas.zones-heading"])},
                                             {"unit", std::string(words["unit.thousand-ha"])}}));
  html += paragraph(context.text("areas.zones-intro"));
  html += "<div class=\"panels four\">\n";
  for (const int z : zones_that_matter(context))
    html += draw_panel(context, zone_panel(context, z));
  return html + "</div>\n";
}

}  // namespace balloon::report
