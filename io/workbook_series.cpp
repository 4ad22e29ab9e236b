// Sheets of what changes over the years: a block of rows for each panel of the report, with its
// chart, and every observed point on a sheet of its own.
#include <algorithm>
#include <cmath>
#include <limits>

#include "io/workbook_sheets.hpp"

namespace balloon::workbook {

namespace {

using report::Panel;
using report::PanelMarks;

constexpr int row_pixels = 20, least_height = 240, largest_height = 460;

/// A panel with the name of its group, empty where the sheet has but one.
struct Block {
  std::string group;
  Panel panel;
};

Pen pen_of(const PanelMarks& marks) {
  switch (marks.mark) {
    case svg::Mark::ring:
      return Pen::ring;
    case svg::Mark::square:
      return Pen::square;
    case svg::Mark::cross:
      return Pen::cross;
    case svg::Mark::disc:
      break;
  }
  return Pen::disc;
}

/// Labels of the observations of all blocks, each once.
std::vector<std::string> mark_labels(const std::vector<Block>& blocks) {
  std::vector<std::string> labels;
  for (const auto& block : blocks)
    for (const auto& marks : block.panel.marks)
      if (std::find(labels.begin(), labels.end(), marks.label) == labels.end())
        labels.push_back(marks.label);
  return labels;
}

/// The year's points; where there are several, their mean.
Cell observed_cell(const PanelMarks& marks, int year, double scale, Style style) {
  double sum = 0;
  int count = 0;
  for (const auto& point : marks.points) {
    if (point.year != year) continue;
    sum += point.value * scale;
    ++count;
  }
  return count > 0 ? number_cell(sum / count, style) : Cell{};
}

bool several_in_a_year(const std::vector<Block>& blocks) {
  for (const auto& block : blocks)
    for (const auto& marks : block.panel.marks)
      for (std::size_t i = 1; i < marks.points.size(); ++i)
        if (marks.points[i].year == marks.points[i - 1].year) return true;
  return false;
}

/// Columns of a series sheet after those that name the block.
enum Column : std::size_t {
  c_year,
  c_policy,
  c_policy50,
  c_policy90 = c_policy50 + 2,
  c_reference = c_policy90 + 2,
  c_marks = c_reference + 3
};

/// 1, 2 or 5 times a power of ten, not above the value.
double round_below(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {5.0, 2.0})
    if (step * unit <= value) return step * unit;
  return unit;
}

/// The values' range, rounded outwards: a spreadsheet's own would be whole powers of ten.
void set_range(Chart& chart, const Panel& panel) {
  double low = std::numeric_limits<double>::max(), high = 0;
  const auto see = [&](double x) {
    if (!(x > 0)) return;
    low = std::min(low, x);
    high = std::max(high, x);
  };
  for (const auto* side : {&panel.band.policy, &panel.band.reference})
    for (const auto& value : *side)
      for (const double x : {value.low90, value.median, value.high90}) see(x);
  for (const auto& marks : panel.marks)
    for (const auto& point : marks.points)
      if (point.year >= chart.x_from && point.year <= chart.x_to)
        see(point.value * panel.observed_scale);
  chart.logarithmic = high > 0;
  if (high <= 0) return;
  chart.y_from = round_below(low);
  chart.y_to = 1 / round_below(1 / high);
}

Chart chart_of(const Context& context, const Block& block, const std::vector<std::string>& labels,
               std::size_t names, std::size_t first, std::size_t last) {
  const auto& words = context.words;
  const auto& panel = block.panel;
  Chart chart;
  const std::string what =
      block.group.empty()
          ? panel.title
          : words.fill("workbook.of", {{"who", block.group}, {"what", panel.title}});
  chart.title = what;
  chart.x_title = words["table.year"];
  chart.y_title = panel.unit;
  chart.logarithmic = panel.logarithmic;
  chart.x_from = panel.band.years.front();
  chart.x_to = panel.band.years.back();
  if (panel.logarithmic) chart.y_format = "General";
  const auto cells = [&](std::size_t column) { return Cells{0, names + column, first, last}; };
  const auto put = [&](const std::string& name, std::size_t column, Pen pen, bool in_legend) {
    chart.series.push_back({name, cells(c_year), cells(column), pen, 0, in_legend});
  };
  const std::string half(words["legend.half"]), ninety(words["legend.ninety"]);
  put(ninety, c_policy90, Pen::ninety, true);
  put(ninety, c_policy90 + 1, Pen::ninety, false);
  put(half, c_policy50, Pen::half, true);
  put(half, c_policy50 + 1, Pen::half, false);
  put(std::string(words["legend.policy"]), c_policy, Pen::policy, true);
  put(std::string(words["legend.reference"]), c_reference, Pen::reference, true);
  for (const auto& marks : panel.marks) {
    const bool any = std::any_of(marks.points.begin(), marks.points.end(), [&](const auto& point) {
      return point.year >= chart.x_from && point.year <= chart.x_to;
    });
    if (!any) continue;
    const auto at = std::find(labels.begin(), labels.end(), marks.label) - labels.begin();
    put(marks.label, c_marks + static_cast<std::size_t>(at), pen_of(marks), true);
  }
  if (chart.logarithmic) set_range(chart, panel);
  return chart;
}

/// Fills a sheet with blocks, one below the other.
Sheet with_blocks(Sheet sheet, const Context& context, const std::vector<Block>& blocks,
                  const char* place_head, Style style) {
  const auto& words = context.words;
  if (blocks.empty() || blocks.front().panel.band.years.empty())
    return without_data(std::move(sheet), context);
  const bool grouped = !blocks.front().group.empty();
  const bool units = std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    return block.panel.unit != blocks.front().panel.unit;
  });
  const auto labels = mark_labels(blocks);
  Table table;
  if (grouped) {
    table.head.emplace_back(words["harms.what"]);
    sheet.widths.push_back(28);
  }
  const auto column = [&](const char* key, double width) {
    table.head.emplace_back(words[key]);
    sheet.widths.push_back(width);
  };
  column(place_head, 25);
  column("workbook.id", 11);
  if (units) column("workbook.unit", 20);
  column("table.year", 7);
  const std::size_t names = table.head.size() - 1;
  put_heads(table.head, context, std::string(words["workbook.policy"]), Parts::both);
  put_heads(table.head, context, std::string(words["workbook.reference"]), Parts::ninety);
  for (const auto& label : labels)
    table.head.push_back(label.rfind("observ", 0) == 0
                             ? label
                             : words.fill("workbook.observed-as", {{"kind", label}}));
  sheet.widths.resize(table.head.size(), 11);
  for (std::size_t i = 0; i < labels.size(); ++i) sheet.widths[sheet.widths.size() - 1 - i] = 16;
  if (several_in_a_year(blocks)) sheet.notes.emplace_back(words["workbook.several"]);
  sheet.frozen_columns = static_cast<int>(names) + 1;
  for (const auto& block : blocks) {
    const auto& panel = block.panel;
    const std::size_t first = table.rows.size();
    for (std::size_t i = 0; i < panel.band.years.size(); ++i) {
      const int year = panel.band.years[i];
      Row row;
      if (grouped) row.push_back(text_cell(block.group));
      row.push_back(text_cell(panel.title));
      row.push_back(text_cell(panel.place));
      if (units) row.push_back(text_cell(panel.unit));
      row.push_back(number_cell(year, Style::plain));
      put_interval(row, panel.band.policy[i], style, Parts::both);
      put_interval(row, panel.band.reference[i], style, Parts::ninety);
      for (const auto& label : labels) {
        Cell cell;
        for (const auto& marks : panel.marks)
          if (marks.label == label) cell = observed_cell(marks, year, panel.observed_scale, style);
        row.push_back(cell);
      }
      table.rows.push_back(std::move(row));
    }
    auto chart = chart_of(context, block, labels, names, first, table.rows.size() - 1);
    const int room = row_pixels * static_cast<int>(table.rows.size() - first);
    if (room >= least_height) {
      chart.row = static_cast<int>(first);
      chart.height = std::min(largest_height, room - row_pixels);
    }
    sheet.charts.push_back(std::move(chart));
  }
  sheet.tables.push_back(std::move(table));
  return sheet;
}

std::vector<Block> blocks_of(std::vector<Panel> panels) {
  std::vector<Block> blocks;
  for (auto& panel : panels) blocks.push_back({"", std::move(panel)});
  return blocks;
}

std::string titled(const Context& context, const char* what, const char* unit) {
  return context.words.fill("heading.unit", {{"what", std::string(context.words[what])},
                                             {"unit", std::string(context.words[unit])}});
}

/// Every observed point of the blocks, and of zones.
Sheet observed_sheet(const Context& context,
                     const std::vector<std::pair<std::string, const std::vector<Block>*>>& all) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "observed", std::string(words["workbook.observed-title"]));
  Table table;
  for (const char* key : {"harms.what", "harms.where", "workbook.id", "workbook.kind", "table.year",
                          "workbook.time", "workbook.value", "workbook.unit"})
    table.head.emplace_back(words[key]);
  sheet.widths = {34, 34, 12, 40, 7, 10, 12, 26};
  const auto put = [&](const std::string& what, const std::string& where, const std::string& place,
                       const std::string& kind, const ObservedPoint& point, double scale,
                       const std::string& unit) {
    table.rows.push_back({text_cell(what), text_cell(where), text_cell(place), text_cell(kind),
                          number_cell(point.year, Style::plain),
                          number_cell(point.time, Style::decimal_year),
                          number_cell(point.value * scale, Style::hundredth), text_cell(unit)});
  };
  for (const auto& [what, blocks] : all)
    for (const auto& block : *blocks)
      for (const auto& marks : block.panel.marks)
        for (const auto& point : marks.points)
          put(block.group.empty() ? what : block.group, block.panel.title, block.panel.place,
              marks.label, point, block.panel.observed_scale, block.panel.unit);
  for (std::size_t z = 0; z < context.world().zones.size(); ++z) {
    const auto& zone = context.world().zones[z];
    for (const auto& point : context.observed.zone_area(zone.id))
      put(std::string(words["workbook.zone-area"]), context.zone_name(static_cast<int>(z)), zone.id,
          std::string(words["legend.zone-observed"]), point, 1e-3,
          std::string(words["unit.thousand-ha"]));
  }
  sheet.tables.push_back(std::move(table));
  return sheet;
}

}  // namespace

std::vector<Sheet> series_sheets(const Context& context) {
  const auto& words = context.words;
  std::vector<Block> areas, prices;
  if (context.recorded(model::o_coca_area) && !context.members.empty())
    for (std::size_t c = 0; c < model::hub_count; ++c)
      areas.push_back({"", report::area_panel(context, c)});
  for (auto& group : report::price_panels(context))
    for (auto& panel : group.panels)
      prices.push_back({std::string(words[group.title]), std::move(panel)});
  const auto corridors = blocks_of(report::corridor_panels(context)),
             seizures = blocks_of(report::seizure_panels(context)),
             consumption = blocks_of(report::consumption_panels(context));
  const auto sheet = [&](const char* key, std::string title, const std::vector<Block>& blocks,
                         const char* place_head, Style style) {
    return with_blocks(start_sheet(context, key, std::move(title)), context, blocks, place_head,
                       style);
  };
  return {sheet("areas", titled(context, "areas.heading", "unit.thousand-ha"), areas,
                "workbook.country", Style::tenth),
          sheet("prices", std::string(words["prices.heading"]), prices, "harms.where",
                Style::hundredth),
          sheet("corridors", titled(context, "flows.corridors", "unit.tonnes-year"), corridors,
                "workbook.corridor", Style::tenth),
          sheet("seizures", std::string(words["flows.seizures"]), seizures, "harms.where",
                Style::tenth),
          sheet("consumption", titled(context, "flows.consumption", "unit.tonnes-year"),
                consumption, "workbook.market", Style::tenth),
          observed_sheet(context, {{std::string(words["workbook.country-area"]), &areas},
                                   {std::string(words["prices.heading"]), &prices},
                                   {std::string(words["flows.seizures"]), &seizures},
                                   {std::string(words["flows.consumption"]), &consumption}})};
}

}  // namespace balloon::workbook
