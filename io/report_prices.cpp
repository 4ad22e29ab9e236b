// Prices from the farm gate to the street.
#include "io/report_context.hpp"

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

std::string prices_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["prices.heading"], "prices");
  html += paragraph(context.text("prices.intro"));
  html += band_legend(context, {{"swatch-un", std::string(words["legend.mean"])},
                                {"swatch-spot", std::string(words["legend.spot"])},
                                {"swatch-city", std::string(words["legend.city"])}});
  const Stage stages[] = {{o_leaf_price, "leaf", "prices.leaf"},
                          {o_base_price, "base", "prices.base"},
                          {o_cocaine_price, "cocaine", "prices.cocaine"}};
  bool any = false;
  for (const auto& stage : stages) {
    if (!context.recorded(stage.outcome) || context.members.empty()) continue;
    any = true;
    html += heading(3, words.fill("heading.unit", {{"what", std::string(words[stage.title])},
                                                   {"unit", std::string(words["unit.usd-kg"])}}));
    html += "<div class=\"panels\">\n";
    for (std::size_t h = 0; h < hub_count; ++h) {
      Panel panel;
      panel.title = context.country_name(h);
      panel.unit = words["unit.usd-kg"];
      panel.logarithmic = true;
      panel.band = annual_band(context, stage.outcome, {static_cast<int>(h)}, Annual::mean, 1);
      panel.marks = price_marks(context, context.observed.price(hub_ids[h], stage.observed));
      html += draw_panel(context, panel);
    }
    html += "</div>\n";
  }
  if (context.recorded(o_retail_price) && !context.members.empty()) {
    any = true;
    html += heading(3, words.fill("heading.unit", {{"what", std::string(words["prices.retail"])},
                                                   {"unit", std::string(words["unit.usd-g"])}}));
    html += paragraph(context.text("prices.retail-intro"), "small");
    html += "<div class=\"panels four\">\n";
    for (std::size_t m = 0; m < context.world().markets.size(); ++m) {
      const auto& market = context.world().markets[m];
      Panel panel;
      panel.title = words.place(context.world(), market.id, market.name);
      panel.unit = words["unit.usd-g"];
      panel.logarithmic = true;
      panel.band = annual_band(context, o_retail_price, {static_cast<int>(m)}, Annual::mean, 1e-3);
      panel.observed_scale = 1e-3;
      panel.marks = price_marks(context, context.observed.retail_price(market.id));
      html += draw_panel(context, panel);
    }
    html += "</div>\n";
  }
  return any ? html : html + paragraph(context.text("report.not-recorded"));
}

}  // namespace balloon::report
