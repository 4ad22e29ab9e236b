#include "io/workbook_sheets.hpp"

#include <cmath>

namespace balloon::workbook {

Cell text_cell(std::string_view words, Style style) {
  Cell cell;
  cell.words = words;
  cell.style = style;
  return cell;
}

Cell number_cell(double number, Style style) {
  Cell cell;
  cell.style = style;
  if (!std::isfinite(number)) return cell;
  cell.number = number == 0 ? 0 : number;  // no -0
  cell.is_number = true;
  return cell;
}

Sheet start_sheet(const Context& context, const std::string& key, std::string title) {
  const auto& words = context.words;
  Sheet sheet;
  sheet.name = words["workbook." + key];
  sheet.title = std::move(title);
  sheet.about = words["workbook." + key + "-note"];
  return sheet;
}

Sheet without_data(Sheet sheet, const Context& context) {
  sheet.notes.emplace_back(context.words["report.not-recorded"]);
  sheet.widths = {60, 40};
  return sheet;
}

void put_heads(std::vector<std::string>& head, const Context& context, const std::string& who,
               Parts parts) {
  const auto put = [&](const char* key) {
    const std::string what(context.words[key]);
    head.push_back(who.empty() ? what
                               : context.words.fill("workbook.of", {{"who", who}, {"what", what}}));
  };
  put("workbook.median");
  if (parts != Parts::ninety) {
    put("workbook.low50");
    put("workbook.high50");
  }
  put("workbook.low90");
  put("workbook.high90");
  if (parts != Parts::all) return;
  put("workbook.mean");
  put("workbook.mean-error");
  put("workbook.members");
}

void put_interval(Row& row, const Interval& value, Style style, Parts parts, double scale) {
  const auto put = [&](double x) {
    row.push_back(value.n > 0 ? number_cell(x * scale, style) : Cell{});
  };
  put(value.median);
  if (parts != Parts::ninety) {
    put(value.low50);
    put(value.high50);
  }
  put(value.low90);
  put(value.high90);
  if (parts != Parts::all) return;
  put(value.mean);
  put(value.mean_error);
  row.push_back(number_cell(value.n, Style::whole));
}

Chart interval_chart(const Context& context, std::string title, const std::string& unit,
                     std::size_t table, std::size_t labels, std::size_t median, std::size_t low,
                     std::size_t first, std::size_t last) {
  const auto& words = context.words;
  Chart chart;
  chart.kind = ChartKind::intervals;
  chart.title = std::move(title);
  chart.y_title = words.fill("workbook.median-and-90", {{"unit", unit}});
  const Cells names{table, labels, first, last};
  chart.series = {{std::string(words["workbook.median"]), names, {table, median, first, last}},
                  {std::string(words["workbook.low90"]), names, {table, low, first, last}},
                  {std::string(words["workbook.high90"]), names, {table, low + 1, first, last}}};
  return chart;
}

std::vector<Sheet> make_sheets(const Context& context) {
  std::vector<Sheet> sheets = {summary_sheet(context), ledger_sheet(context)};
  auto series = series_sheets(context);
  sheets.push_back(std::move(series.front()));
  sheets.push_back(zones_sheet(context));
  for (std::size_t i = 1; i + 1 < series.size(); ++i) sheets.push_back(std::move(series[i]));
  sheets.push_back(money_sheet(context));
  sheets.push_back(harms_sheet(context));
  sheets.push_back(structures_sheet(context));
  sheets.push_back(std::move(series.back()));
  sheets.push_back(notes_sheet(context, sheets));
  return sheets;
}

}  // namespace balloon::workbook
