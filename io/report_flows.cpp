// Cocaine on its way: output, corridors, seizures, consumption.
#include "io/report_context.hpp"

namespace balloon::report {

namespace {

using namespace model;

constexpr double to_tonnes = 1e-3;

/// A panel of a yearly quantity of cocaine at one place.
Panel tonnes_panel(const Context& context, std::string title, Outcome o,
                   const std::vector<int>& places) {
  Panel panel;
  panel.title = std::move(title);
  panel.unit = context.words["unit.tonnes-year"];
  panel.band = annual_band(context, o, places, Annual::sum, to_tonnes);
  panel.observed_scale = to_tonnes;
  return panel;
}

}  // namespace

std::string flows_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["flows.heading"], "flows");
  if (context.members.empty()) return html + paragraph(context.text("report.not-recorded"));
  html += paragraph(context.text("flows.intro"));
  html += band_legend(context, {{"swatch-un", std::string(words["legend.reported"])},
                                {"swatch-spot", std::string(words["legend.partial"])}});
  const auto& world = context.world();
  bool any = false;
  const auto titled = [&](const char* key) {
    return heading(3,
                   words.fill("heading.unit", {{"what", std::string(words[key])},
                                               {"unit", std::string(words["unit.tonnes-year"])}}));
  };
  if (context.recorded(o_corridor_flow)) {
    any = true;
    html += titled("flows.corridors");
    html += "<div class=\"panels four\">\n";
    for (std::size_t i = 0; i < world.corridors.size(); ++i) {
      const auto& corridor = world.corridors[i];
      html +=
          draw_panel(context, tonnes_panel(context, words.place(world, corridor.id, corridor.name),
                                           o_corridor_flow, {static_cast<int>(i)}));
    }
    html += "</div>\n";
  }
  const auto split = [&](const ObservedSeries& all) {
    std::vector<PanelMarks> marks = {
        {std::string(words["legend.partial"]), {}, svg::Mark::ring, "spot"},
        {std::string(words["legend.reported"]), {}, svg::Mark::disc, "un"}};
    for (const auto& point : all) marks[point.spot ? 0 : 1].points.push_back(point);
    if (marks.front().points.empty()) marks.erase(marks.begin());
    return marks;
  };
  if (context.recorded(o_reported_seizures) || context.recorded(o_corridor_seized)) {
    any = true;
    html += heading(3, words["flows.seizures"]);
    html += paragraph(context.text("flows.seizures-intro"), "small");
    html += "<div class=\"panels four\">\n";
    if (context.recorded(o_reported_seizures)) {
      for (std::size_t h = 0; h < hub_count; ++h) {
        auto panel = tonnes_panel(context, context.country_name(h), o_reported_seizures,
                                  {static_cast<int>(h)});
        panel.unit = words["unit.tonnes-reported"];
        panel.show_unit = true;
        panel.marks = split(context.observed.seizures(hub_ids[h]));
        html += draw_panel(context, panel);
      }
    }
    if (context.recorded(o_corridor_seized)) {
      auto panel = tonnes_panel(context, std::string(words["flows.in-transit"]), o_corridor_seized,
                                first_places(static_cast<int>(world.corridors.size())));
      panel.show_unit = true;
      html += draw_panel(context, panel);
    }
    html += "</div>\n";
  }
  if (context.recorded(o_consumption)) {
    any = true;
    html += titled("flows.consumption");
    html += "<div class=\"panels four\">\n";
    for (std::size_t m = 0; m < world.markets.size(); ++m) {
      const auto& market = world.markets[m];
      auto panel = tonnes_panel(context, words.place(world, market.id, market.name), o_consumption,
                                {static_cast<int>(m)});
      panel.marks = split(context.observed.consumption(market.id));
      html += draw_panel(context, panel);
    }
    html += "</div>\n";
  }
  return any ? html : html + paragraph(context.text("report.not-recorded"));
}

}  // namespace balloon::report
