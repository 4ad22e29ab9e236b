// Summary, ledger and structures.
#include <algorithm>
#include <string_view>

#include "io/table_writer.hpp"
#include "io/workbook_sheets.hpp"

namespace balloon::workbook {

namespace {

using analysis::LedgerRow;

/// How values of a unit of the ledger are shown.
Style style_of(std::string_view unit) {
  if (unit == "1") return Style::hundredth;
  if (unit == "per 100 ha") return Style::tenth;
  return Style::whole;
}

std::string quantity_name(const Context& context, std::string_view quantity) {
  return std::string(context.words["quantity." + std::string(quantity)]);
}

std::string unit_name(const Context& context, std::string_view unit) {
  const auto& words = context.words;
  if (unit == "1") return std::string(words["workbook.ratio"]);
  if (unit == "per 100 ha") return std::string(words["ledger.per-100-removed"]);
  if (unit == "ha year") return std::string(words["workbook.ha-years"]);
  if (unit == "kg") return std::string(words["workbook.kg-pure"]);
  if (unit == "USD") return std::string(words["workbook.usd"]);
  if (unit == "USD/ha") return std::string(words["workbook.usd-ha"]);
  return std::string(unit);
}

std::string place_name(const Context& context, const std::string& place) {
  const auto& words = context.words;
  if (place == "target") return context.target_name();
  if (place == "all") return std::string(words["workbook.everywhere"]);
  if (place == "elsewhere") return std::string(words["harms.elsewhere"]);
  if (place != "home") return words.place(context.world(), place, place);
  std::vector<std::string> names;
  for (const int c : context.policy().ledger.target_countries)
    names.push_back(context.country_name(static_cast<std::size_t>(c)));
  return words.list(names);
}

/// Whether a figure is of another country, but the country is one of the target's: always 0.
bool is_own_country(const Context& context, const LedgerFigure& figure) {
  const auto& home = context.policy().ledger.target_countries;
  return std::any_of(home.begin(), home.end(), [&](int c) {
    return context.world().countries[static_cast<std::size_t>(c)] == figure.place;
  });
}

/// The key figures at a horizon: what has no place of its own, and the range between structures.
Table key_figures(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  Table table;
  table.title = words.fill("workbook.key-figures", {{"span", words.span(row.horizon)}});
  table.head = {std::string(words["workbook.figure"]), std::string(words["workbook.unit"])};
  put_heads(table.head, context, "", Parts::both);
  const auto put = [&](const std::string& name, std::string_view unit, const Interval& value,
                       bool defined) {
    Row line = {text_cell(name, Style::wrapped), text_cell(unit_name(context, unit))};
    if (!defined)
      line.push_back(text_cell(words["ledger.index-not-defined"]));
    else
      put_interval(line, value, style_of(unit), Parts::both);
    table.rows.push_back(std::move(line));
  };
  const auto alone = [&](const char* key, double value) {
    table.rows.push_back(
        {text_cell(words[key], Style::wrapped), text_cell("ha"), number_cell(value, Style::whole)});
  };
  for (const auto& f : ledger_figures(context.world(), row)) {
    const std::string_view quantity = f.quantity;
    if (quantity == "home" || quantity == "abroad" || quantity.substr(0, 6) == "share_") continue;
    put(quantity_name(context, quantity), f.unit, f.value, f.defined);
    if (quantity != "net") continue;
    alone("workbook.lowest-structure", row.net_low_structure);
    alone("workbook.highest-structure", row.net_high_structure);
  }
  table.rows.push_back({text_cell(words["workbook.with-fall"], Style::wrapped),
                        text_cell(words["workbook.members"]),
                        number_cell(row.members_with_fall, Style::whole)});
  return table;
}

/// Where the hectares went: per 100 ha removed where that is defined, and in ha.
Table where_table(const Context& context, const LedgerRow& row) {
  const auto& words = context.words;
  const bool defined = row.shares_defined;
  Table table;
  table.title = words.fill(defined ? "summary.where-shares" : "summary.where-hectares",
                           {{"span", words.span(row.horizon)}});
  table.head = {std::string(words["ledger.where"]), ""};
  const std::string share(words["ledger.per-100"]), ha(words["ledger.hectares"]);
  if (defined) {
    table.head.push_back(
        words.fill("workbook.of", {{"who", share}, {"what", std::string(words["workbook.mean"])}}));
    put_heads(table.head, context, share, Parts::ninety);
  }
  if (defined)
    table.head.push_back(
        words.fill("workbook.of", {{"who", ha}, {"what", std::string(words["workbook.median"])}}));
  else
    put_heads(table.head, context, ha, Parts::ninety);
  for (const auto& item :
       report::ledger_items(context, context.policy(), row,
                            defined ? report::LedgerView::removal : report::LedgerView::stock)) {
    Row line = {text_cell(item.label), {}};
    if (defined) {
      line.push_back(number_cell(item.mean_share, Style::tenth));
      put_interval(line, item.share, Style::tenth, Parts::ninety);
    }
    if (defined)
      line.push_back(number_cell(item.ha.median, Style::whole));
    else
      put_interval(line, item.ha, Style::whole, Parts::ninety);
    table.rows.push_back(std::move(line));
  }
  return table;
}

Chart where_chart(const Context& context, const LedgerRow& row, const Table& table) {
  const auto& words = context.words;
  Chart chart;
  chart.kind = ChartKind::bars;
  chart.title = table.title;
  chart.x_title = words["ledger.where"];
  chart.y_title = words[row.shares_defined ? "workbook.share-means" : "workbook.ha-medians"];
  const std::size_t last = table.rows.size() - 1;
  chart.series = {{chart.y_title, {1, 0, 0, last}, {1, 2, 0, last}}};
  chart.height = 420;
  return chart;
}

}  // namespace

Sheet summary_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "summary", context.title(context.policy()));
  sheet.notes = {words.fill("report.against", {{"reference", context.title(context.reference())}})};
  sheet.widths = {50, 20, 13, 13, 13, 13, 13};
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty()) {
    sheet.notes.emplace_back(words["summary.no-ledger"]);
    return sheet;
  }
  for (const auto& sentence : report::summary_sentences(context))
    sheet.notes.push_back(report::plain_text(sentence));
  sheet.tables = {key_figures(context, *row), where_table(context, *row)};
  if (row->shares_defined) sheet.notes.emplace_back(words["workbook.shares-note"]);
  sheet.charts = {where_chart(context, *row, sheet.tables.back())};
  return sheet;
}

Sheet ledger_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "ledger", std::string(words["ledger.heading"]));
  if (context.last_row() == nullptr || context.members.empty())
    return without_data(std::move(sheet), context);
  sheet.notes.emplace_back(words["ledger.note"]);
  Table table;
  for (const char* key :
       {"workbook.scenario", "workbook.figure", "ledger.where", "workbook.months", "workbook.unit"})
    table.head.emplace_back(words[key]);
  put_heads(table.head, context, "", Parts::all);
  sheet.widths = {26, 42, 18, 8, 22, 12, 12, 12, 12, 12, 12, 11, 9};
  sheet.frozen_columns = 4;
  // A quantity's horizons stand together, so that charts can draw them.
  for (const auto& arm : context.study.arms) {
    std::vector<std::vector<LedgerFigure>> horizons;
    for (const auto& row : arm.ledger.rows)
      horizons.push_back(ledger_figures(context.world(), row));
    const std::size_t count = horizons.empty() ? 0 : horizons.front().size();
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t first = table.rows.size();
      if (is_own_country(context, horizons.front()[k])) continue;
      for (std::size_t h = 0; h < horizons.size(); ++h) {
        const auto& f = horizons[h][k];
        Row line = {text_cell(arm.id), text_cell(quantity_name(context, f.quantity)),
                    text_cell(place_name(context, f.place)),
                    number_cell(arm.ledger.rows[h].horizon, Style::plain),
                    text_cell(unit_name(context, f.unit))};
        put_interval(line, f.defined ? f.value : Interval{}, style_of(f.unit), Parts::all);
        table.rows.push_back(std::move(line));
      }
      const std::string_view quantity = horizons.front()[k].quantity;
      const bool drawn = quantity == "gross" || quantity == "loss" || quantity == "gain" ||
                         quantity == "net" || quantity == "balloon_index";
      if (&arm != &context.policy() || !drawn) continue;
      if (quantity == "balloon_index" && !context.last_row()->index_defined) continue;
      const bool index = quantity == "balloon_index";
      auto chart = interval_chart(
          context, quantity_name(context, quantity),
          index ? std::string(words["workbook.ratio"]) : std::string(words["ledger.hectares"]), 0,
          3, 5, 8, first, table.rows.size() - 1);
      chart.x_title = words["workbook.months-long"];
      if (index) chart.y_format = "0.0";
      sheet.charts.push_back(std::move(chart));
    }
  }
  sheet.tables.push_back(std::move(table));
  return sheet;
}

Sheet structures_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "structures", std::string(words["structures.heading"]));
  const auto* row = context.last_row();
  if (row == nullptr || context.members.empty()) return without_data(std::move(sheet), context);
  sheet.notes.push_back(
      words.fill("structures.intro", {{"span", words.span(row->horizon)},
                                      {"low", words.change(row->net_low_structure, 3, 0)},
                                      {"high", words.change(row->net_high_structure, 3, 0)}}));
  sheet.notes.emplace_back(words["structures.one-intro"]);
  const auto groups = report::assumption_groups(context, *row);
  Table table;
  for (const char* key : {"workbook.grouped", "structures.structure", "structures.members"})
    table.head.emplace_back(words[key]);
  put_heads(table.head, context, std::string(words["structures.net"]), Parts::both);
  if (row->shares_defined)
    put_heads(table.head, context, std::string(words["structures.gone"]), Parts::both);
  sheet.widths = {26, 28, 10};
  sheet.widths.resize(table.head.size(), 13);
  sheet.frozen_columns = 2;
  const auto put = [&](const char* kind, const char* title,
                       const std::vector<report::AssumptionGroup>& all) {
    const std::size_t first = table.rows.size();
    for (const auto& group : all) {
      Row line = {text_cell(words[kind]), text_cell(group.label),
                  number_cell(group.net.n, Style::whole)};
      put_interval(line, group.net, Style::signed_whole, Parts::both);
      if (row->shares_defined) put_interval(line, group.gone, Style::signed_tenth, Parts::both);
      table.rows.push_back(std::move(line));
    }
    sheet.charts.push_back(interval_chart(context, std::string(words[title]),
                                          std::string(words["ledger.hectares"]), 0, 1, 3, 6, first,
                                          table.rows.size() - 1));
    sheet.charts.back().x_title = words["structures.structure"];
    sheet.charts.back().height = 400;
  };
  put("workbook.by-structure", "structures.net-title", groups.structures);
  put("structures.one-heading", "structures.pooled-title", groups.pooled);
  sheet.tables.push_back(std::move(table));
  return sheet;
}

}  // namespace balloon::workbook
