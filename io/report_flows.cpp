// Cocaine on its way: output, corridors, seizures, consumption.
#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

constexpr double to_tonnes = 1e-3;

/// A panel of a yearly quantity of cocaine at one place.
Panel tonnes_panel(const Context& context, std::string place, std::string title, Outcome o,
                   const std::vector<int>& places) {
  Panel panel;
  panel.place = std::move(place);
  panel.title = std::move(title);
  panel.unit = context.words["unit.tonnes-year"];
  panel.band = annual_band(context, o, places, Annual::sum, to_tonnes);
  panel.observed_scale = to_tonnes;
  return panel;
}

std::vector<PanelMarks> reported_marks(const Context& context, const ObservedSeries& all) {
  const auto& words = context.words;
  std::vector<PanelMarks> marks = {
      {std::string(words["legend.partial"]), {}, svg::Mark::ring, "spot"},
      {std::string(words["legend.reported"]), {}, svg::Mark::disc, "un"}};
  for (const auto& point : all) marks[point.spot ? 0 : 1].points.push_back(point);
  if (marks.front().points.empty()) marks.erase(marks.begin());
  return marks;
}

}  // namespace

std::vector<Panel> corridor_panels(const Context& context) {
  std::vector<Panel> panels;
  if (!context.recorded(o_corridor_flow) || context.members.empty()) return panels;
  const auto& corridors = context.world().corridors;
  for (std::size_t i = 0; i < corridors.size(); ++i)
    panels.push_back(
        tonnes_panel(context, corridors[i].id,
                     context.words.place(context.world(), corridors[i].id, corridors[i].name),
                     o_corridor_flow, {static_cast<int>(i)}));
  return panels;
}

std::vector<Panel> seizure_panels(const Context& context) {
  const auto& words = context.words;
  std::vector<Panel> panels;
  if (context.members.empty()) return panels;
  if (context.recorded(o_reported_seizures)) {
    for (std::size_t h = 0; h < hub_count; ++h) {
      auto panel = tonnes_panel(context, hub_ids[h], context.country_name(h), o_reported_seizures,
                                {static_cast<int>(h)});
      panel.unit = words["unit.tonnes-reported"];
      panel.show_unit = true;
      panel.marks = reported_marks(context, context.observed.seizures(hub_ids[h]));
      panels.push_back(std::move(panel));
    }
  }
  if (context.recorded(o_corridor_seized)) {
    panels.push_back(
        tonnes_panel(context, "", std::string(words["flows.in-transit"]), o_corridor_seized,
                     first_places(static_cast<int>(context.world().corridors.size()))));
    panels.back().show_unit = true;
  }
  return panels;
}

std::vector<Panel> consumption_panels(const Context& context) {
  std::vector<Panel> panels;
  if (!context.recorded(o_consumption) || context.members.empty()) return panels;
  const auto& markets = context.world().markets;
  for (std::size_t m = 0; m < markets.size(); ++m) {
    panels.push_back(
        tonnes_panel(context, markets[m].id,
                     context.words.place(context.world(), markets[m].id, markets[m].name),
                     o_consumption, {static_cast<int>(m)}));
    panels.back().marks = reported_marks(context, context.observed.consumption(markets[m].id));
  }
  return panels;
}

std::string flows_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["flows.heading"], "flows");
  if (context.members.empty()) return html + paragraph(context.text("report.not-recorded"));
  html += paragraph(context.text("flows.intro"));
  html += failures_of(context, {"corridor_share", "seizures", "consumption"});
  html += band_legend(context, {{"swatch-un", std::string(words["legend.reported"])},
                                {"swatch-spot", std::string(words["legend.partial"])}});
  const auto titled = [&](const char* key) {
    return heading(3,
                   words.fill("heading.unit", {{"what", std::string(words[key])},
                                               {"unit", std::string(words["unit.tonnes-year"])}}));
  };
  bool any = false;
  const auto put = [&](const std::string& head, const std::vector<Panel>& panels) {
    if (panels.empty()) return;
    any = true;
    html += head + "<div class=\"panels four\">\n";
    for (const auto& panel : panels) html += draw_panel(context, panel);
    html += "</div>\n";
  };
  put(titled("flows.corridors"), corridor_panels(context));
  put(heading(3, words["flows.seizures"]) +
          paragraph(context.text("flows.seizures-intro"), "small"),
      seizure_panels(context));
  put(titled("flows.consumption"), consumption_panels(context));
  return any ? html : html + paragraph(context.text("report.not-recorded"));
}

}  // namespace balloon::report
