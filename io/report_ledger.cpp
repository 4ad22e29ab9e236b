// The displacement ledger: loss and gain first, then shares, cumulative quantities and the index.
#include <algorithm>

#include "io/report_context.hpp"

namespace balloon::report {

namespace {

using analysis::Arm;
using analysis::LedgerRow;

constexpr Style gross_hectares{1, 3, 0, false};
constexpr Style tonnes{1e-3, 3, 1, true};

/// A row of the ledger with the arm it belongs to: one column of a table.
struct Column {
  const Arm* arm = nullptr;
  const LedgerRow* row = nullptr;
  std::string title;  ///< HTML
};

/// Adds a line whose cell for each column is `cell(column)`.
template <class Cell>
void add_line(Table& table, const std::string& label, const std::vector<Column>& columns,
              const Cell& cell) {
  std::vector<std::string> cells = {label};
  for (const auto& column : columns) cells.push_back(cell(column));
  table.row(cells);
}

std::string ledger_table(const Context& context, const std::string& caption,
                         const std::vector<Column>& columns) {
  const auto& words = context.words;
  Table table(caption);
  std::vector<std::string> head = {""};
  for (const auto& column : columns) head.push_back(column.title);
  table.head(head);
  const auto interval = [&](const Interval LedgerRow::*member, const Style& style) {
    return
        [&, member, style](const Column& c) { return interval_text(words, c.row->*member, style); };
  };
  table.group(context.text("ledger.group-hectares"));
  add_line(table, context.text("ledger.gross"), columns,
           interval(&LedgerRow::gross, gross_hectares));
  add_line(table, context.text("ledger.loss"), columns, interval(&LedgerRow::loss, gross_hectares));
  add_line(table, context.text("ledger.gain"), columns,
           interval(&LedgerRow::gain, styles::hectares));
  add_line(table, context.text("ledger.net"), columns, interval(&LedgerRow::net, styles::hectares));

  std::vector<std::vector<LedgerItem>> items;
  for (const auto& column : columns)
    items.push_back(ledger_items(context, *column.arm, *column.row, LedgerView::removal));
  const std::size_t count = items.front().size();
  const auto item_lines = [&](bool as_shares) {
    for (std::size_t k = 0; k < count; ++k) {
      const auto& role = items.front()[k].role;
      if (!as_shares && (role == "in-place" || role == "gone")) continue;
      std::vector<std::string> cells = {escape(items.front()[k].label)};
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto& item = items[c][k];
        if (as_shares && !columns[c].row->shares_defined)
          cells.push_back(std::string(words["number.none"]));
        else
          cells.push_back(interval_text(words, as_shares ? item.share : item.ha,
                                        as_shares ? styles::shares : styles::hectares));
      }
      table.row(cells);
    }
  };
  table.group(context.text("ledger.group-places"));
  item_lines(false);
  if (std::any_of(columns.begin(), columns.end(),
                  [](const Column& c) { return c.row->shares_defined; })) {
    table.group(context.text("ledger.group-shares"));
    item_lines(true);
  }
  table.group(context.text("ledger.group-cumulative"));
  add_line(table, context.text("ledger.hectare-years"), columns,
           interval(&LedgerRow::net_hectare_years, styles::hectares));
  add_line(table, context.text("ledger.cocaine"), columns,
           interval(&LedgerRow::net_cocaine_kg, tonnes));
  add_line(table, context.text("ledger.cocaine-home"), columns,
           interval(&LedgerRow::home_cocaine_kg, tonnes));
  table.group(context.text("ledger.group-index"));
  add_line(table, context.text("ledger.index"), columns, [&](const Column& c) {
    return c.row->index_defined ? interval_text(words, c.row->index, {1, 3, 2, false})
                                : context.text("ledger.index-not-defined");
  });
  return table.html();
}

/// Bars of a row with whiskers, and the numbers behind them.
std::string bars(Context& context, const Column& column, bool in_shares) {
  const auto& words = context.words;
  const bool defined = in_shares && column.row->shares_defined;
  svg::IntervalChart chart;
  chart.bars = true;
  chart.width = 300;
  chart.axis = words[defined ? "ledger.per-100-removed" : "ledger.hectares"];
  chart.title = words.fill("ledger.chart-title", {{"span", words.span(column.row->horizon)},
                                                  {"arm", context.title(*column.arm)}});
  Table table("");
  table.head({context.text("ledger.where"), escape(chart.axis)});
  std::string spoken;
  const auto items = ledger_items(context, *column.arm, *column.row,
                                  defined ? LedgerView::removal : LedgerView::stock, true);
  for (const auto& item : items) {
    const auto& v = defined ? item.share : item.ha;
    const bool apart = &item == &items.back();
    chart.rows.push_back(
        {item.label, v.median, v.low50, v.high50, v.low90, v.high90, item.css, apart});
    table.row(
        {escape(item.label), interval_text(words, v, defined ? styles::shares : styles::hectares)});
    if (!spoken.empty()) spoken += "; ";
    spoken += item.label + " " + words.rounded(v.median, 3, 1);
  }
  chart.description = spoken;
  return "<figure><figcaption><b>" + column.title + "</b></figcaption>\n" +
         svg::draw(chart, context.next_id(), words) +
         details(words["table.numbers"], table.html()) + "</figure>\n";
}

std::vector<Column> horizons(const Context& context, const Arm& arm) {
  std::vector<Column> columns;
  for (const auto& row : arm.ledger.rows)
    columns.push_back(
        {&arm, &row, context.text("ledger.after", {{"span", context.words.span(row.horizon)}})});
  return columns;
}

/// The arms' last rows side by side.
std::vector<Column> arms(const Context& context) {
  std::vector<Column> columns;
  for (const auto& arm : context.study.arms)
    if (!arm.ledger.rows.empty() && arm.ledger.rows.back().horizon == context.last_row()->horizon)
      columns.push_back({&arm, &arm.ledger.rows.back(), escape(context.title(arm))});
  return columns;
}

}  // namespace

std::string ledger_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["ledger.heading"], "ledger");
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty())
    return html + paragraph(context.text("summary.no-ledger"));
  html += paragraph(
      context.text("ledger.intro", {{"target", escape(context.target_name())},
                                    {"reference", escape(context.title(context.reference()))}}));
  const auto columns = horizons(context, context.policy());
  if (context.target.size() > 3) {
    std::vector<std::string> zones;
    for (const int z : context.target) zones.push_back(escape(context.short_zone_name(z)));
    html += paragraph(context.text("ledger.zones", {{"zones", words.list(zones)}}), "small");
  }
  html += "<div class=\"panels four\">\n";
  for (const auto& column : columns) html += bars(context, column, false);
  html += "</div>\n";
  html += ledger_table(context, escape(context.title(context.policy())), columns);
  html += paragraph(context.text("ledger.note"), "small");
  if (context.study.arms.size() < 2) return html;

  html += heading(3, words["ledger.arms-heading"]);
  html += paragraph(context.text("ledger.arms-intro", {{"span", words.span(row->horizon)}}));
  const auto side = arms(context);
  html += "<div class=\"panels four\">\n";
  for (const auto& column : side) html += bars(context, column, true);
  html += "</div>\n";
  html += ledger_table(
      context, context.text("ledger.arms-caption", {{"span", words.span(row->horizon)}}), side);
  for (std::size_t k = 1; k < context.study.arms.size(); ++k) {
    const auto& arm = context.study.arms[k];
    if (arm.ledger.rows.empty()) continue;
    html += details(words.fill("ledger.all-horizons", {{"arm", context.title(arm)}}),
                    ledger_table(context, escape(context.title(arm)), horizons(context, arm)));
  }
  return html;
}

}  // namespace balloon::report
