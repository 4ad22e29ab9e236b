// Prices from the farm gate to the street.
#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

/// Observed prices split by where they were taken and whether they are means or spot prices.
std::vector<PanelMarks> price_marks(const Context& context, const ObservedSeries& all) {
  const auto& words = context.words;
  std::vector<PanelMarks> marks = {
      {std::string(words["legend.spot"]), {}, svg::Mark::ring, "spot"},
      {std::string(words["legend.city"]), {}, svg::Mark::cross, "city"},
      {std::string(words["legend.mean"]), {}, svg::Mark::disc, "un"}};
  for (const auto& point : all) {
    const bool city = point.where == "city" || point.where == "wholesale";
    marks[point.spot ? 0 : city ? 1 : 2].points.push_back(point);
  }
  std::vector<PanelMarks> used;
  for (auto& m : marks)
    if (!m.points.empty()) used.push_back(std::move(m));
  return used;
}

struct Stage {
  Outcome outcome;
  const char* observed;
  const char* title;
};

}  // namespace

std::vector<PanelGroup> price_panels(const Context& context) {
  const auto& words = context.words;
  const Stage stages[] = {{o_leaf_price, "leaf", "prices.leaf"},
                          {o_base_price, "base", "prices.base"},
                          {o_cocaine_price, "cocaine", "prices.cocaine"}};
  std::vector<PanelGroup> groups;
  if (context.members.empty()) return groups;
  const auto panel_of = [&](const char* unit, Outcome o, std::size_t place, double scale) {
    Panel panel;
    panel.unit = words[unit];
    panel.logarithmic = true;
    panel.band = annual_band(context, o, {static_cast<int>(place)}, Annual::mean, scale);
    panel.observed_scale = scale;
    return panel;
  };
  for (const auto& stage : stages) {
    if (!context.recorded(stage.outcome)) continue;
    groups.push_back({stage.title, "unit.usd-kg", {}});
    for (std::size_t h = 0; h < hub_count; ++h) {
      auto panel = panel_of("unit.usd-kg", stage.outcome, h, 1);
      panel.place = hub_ids[h];
      panel.title = context.country_name(h);
      panel.marks = price_marks(context, context.observed.price(hub_ids[h], stage.observed));
      groups.back().panels.push_back(std::move(panel));
    }
  }
  if (!context.recorded(o_retail_price)) return groups;
  groups.push_back({"prices.retail", "unit.usd-g", {}});
  for (std::size_t m = 0; m < context.world().markets.size(); ++m) {
    const auto& market = context.world().markets[m];
    auto panel = panel_of("unit.usd-g", o_retail_price, m, 1e-3);
    panel.place = market.id;
    panel.title = words.place(context.world(), market.id, market.name);
    panel.marks = price_marks(context, context.observed.retail_price(market.id));
    groups.back().panels.push_back(std::move(panel));
  }
  return groups;
}

std::string prices_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["prices.heading"], "prices");
  html += paragraph(context.text("prices.intro"));
  html += failures_of(context, {"leaf_price", "base_price", "cocaine_price", "retail_price"});
  html += band_legend(context, {{"swatch-un", std::string(words["legend.mean"])},
                                {"swatch-spot", std::string(words["legend.spot"])},
                                {"swatch-city", std::string(words["legend.city"])}});
  const auto groups = price_panels(context);
  for (const auto& group : groups) {
    const bool retail = std::string_view(group.title) == "prices.retail";
    html += heading(3, words.fill("heading.unit", {{"what", std::string(words[group.title])},
                                                   {"unit", std::string(words[group.unit])}}));
    if (retail) html += paragraph(context.text("prices.retail-intro"), "small");
    html += retail ? "<div class=\"panels four\">\n" : "<div class=\"panels\">\n";
    for (const auto& panel : group.panels) html += draw_panel(context, panel);
    html += "</div>\n";
  }
  return groups.empty() ? html + paragraph(context.text("report.not-recorded")) : html;
}

}  // namespace balloon::report
