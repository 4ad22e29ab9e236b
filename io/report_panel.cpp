// Panels: one series of policy and reference over the years, with what was observed.
#include <algorithm>

#include <fmt/format.h>

#include "io/report_context.hpp"

namespace balloon::report {

namespace {

/// The table behind a panel.
std::string panel_table(const Context& context, const Panel& panel) {
  const auto& words = context.words;
  Table table("");
  std::vector<std::string> head = {context.text("table.year"), context.text("table.policy-range"),
                                   context.text("table.reference-median")};
  for (const auto& marks : panel.marks) head.push_back(escape(marks.label));
  table.head(head);
  const Style style{1, 3, 3, false};
  for (std::size_t i = 0; i < panel.band.years.size(); ++i) {
    const int year = panel.band.years[i];
    std::vector<std::string> cells = {
        Words::year(year), interval_text(words, panel.band.policy[i], style),
        words.rounded(panel.band.reference[i].median, style.figures, style.decimals)};
    for (const auto& marks : panel.marks) {
      std::string values;
      for (const auto& point : marks.points) {
        if (point.year != year) continue;
        if (!values.empty()) values += "; ";
        values += words.rounded(point.value * panel.observed_scale, style.figures, style.decimals);
      }
      cells.push_back(values);
    }
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string draw_panel(Context& context, const Panel& panel) {
  const auto& words = context.words;
  if (panel.band.years.empty()) return "";
  svg::TimeChart chart;
  chart.title = words.fill("chart.title", {{"what", panel.title}, {"unit", panel.unit}});
  const auto& last = panel.band.policy.back();
  chart.description =
      words.fill("chart.description",
                 {{"first", Words::year(panel.band.years.front())},
                  {"last", Words::year(panel.band.years.back())},
                  {"policy", words.rounded(last.median, 3, 3)},
                  {"low", words.rounded(last.low90, 3, 3)},
                  {"high", words.rounded(last.high90, 3, 3)},
                  {"reference", words.rounded(panel.band.reference.back().median, 3, 3)}});
  chart.from = panel.band.years.front();
  chart.to = panel.band.years.back();
  // Stocks stand at the end of their year, means and totals at its middle.
  const double shift = panel.year_end ? 1 : 0.5;
  const auto& ledger = context.policy().ledger;
  if (!ledger.rows.empty()) {
    chart.shade_from = first_year + ledger.window_start / 12.0 - shift;
    chart.shade_to = chart.shade_from + ledger.rows.back().horizon / 12.0;
  }
  svg::ChartBand wide{{}, {}, {}, "band90"}, narrow{{}, {}, {}, "band50"};
  svg::ChartLine policy{{}, "line-policy"}, reference{{}, "line-reference"};
  for (std::size_t i = 0; i < panel.band.years.size(); ++i) {
    const double x = panel.band.years[i];
    const auto& value = panel.band.policy[i];
    wide.x.push_back(x);
    wide.low.push_back(value.low90);
    wide.high.push_back(value.high90);
    narrow.x.push_back(x);
    narrow.low.push_back(value.low50);
    narrow.high.push_back(value.high50);
    policy.points.push_back({x, value.median});
    reference.points.push_back({x, panel.band.reference[i].median});
  }
  chart.bands = {wide, narrow};
  chart.lines = {policy, reference};
  for (const auto& marks : panel.marks) {
    svg::ChartMarks drawn{{}, marks.mark, marks.css};
    for (const auto& point : marks.points)
      drawn.points.push_back(
          {panel.year_end ? point.year : point.time - 0.5, point.value * panel.observed_scale});
    chart.marks.push_back(drawn);
  }
  // A change of method lies between two year ends.
  for (const auto& at : panel.breaks)
    chart.rules.push_back(
        {at.year - 0.5, words.fill("chart.break", {{"year", Words::year(at.year)}})});
  chart.logarithmic = panel.logarithmic;
  const std::string unit =
      panel.show_unit ? fmt::format(" <span class=\"unit\">{}</span>", escape(panel.unit)) : "";
  return fmt::format("<figure><figcaption><b>{}</b>{}</figcaption>\n", escape(panel.title), unit) +
         svg::draw(chart, context.next_id(), words) +
         details(words["table.numbers"], panel_table(context, panel)) + "</figure>\n";
}

std::string band_legend(const Context& context,
                        const std::vector<std::pair<std::string, std::string>>& more) {
  const auto& words = context.words;
  std::vector<std::pair<std::string, std::string>> entries = {
      {"swatch-policy", std::string(words["legend.policy"])},
      {"swatch-50", std::string(words["legend.half"])},
      {"swatch-90", std::string(words["legend.ninety"])},
      {"swatch-reference", std::string(words["legend.reference"])},
      {"swatch-window", std::string(words["legend.window"])}};
  entries.insert(entries.end(), more.begin(), more.end());
  return legend(entries);
}

}  // namespace balloon::report
