// What a policy changed: zones, money, harms.
#include <algorithm>
#include <cmath>

#include "io/workbook_sheets.hpp"

namespace balloon::workbook {

namespace {

using namespace model;

constexpr std::size_t drawn_zones = 15;
constexpr double millions = 1e-6;

std::string yes_or_no(const Context& context, bool yes) {
  return std::string(context.words[yes ? "workbook.yes" : "workbook.no"]);
}

/// Extra spending by donor and year; a donor's years stand together.
Table donor_table(const Context& context) {
  const auto& words = context.words;
  const auto years = report::years_to(context.policy(), context.last_row()->horizon);
  Table table;
  table.title = words["workbook.by-donor"];
  table.head = {std::string(words["money.donor"]), std::string(words["table.year"])};
  put_heads(table.head, context, "", Parts::both);
  const auto put = [&](const std::string& who, const std::vector<int>& donors) {
    for (const int year : years) {
      Row row = {text_cell(who), number_cell(year, Style::plain)};
      put_interval(row, report::extra_spending(context, donors, {year}), Style::signed_tenth,
                   Parts::both, millions);
      table.rows.push_back(std::move(row));
    }
    Row row = {text_cell(who), text_cell(words["money.total"])};
    put_interval(row, report::extra_spending(context, donors, years), Style::signed_tenth,
                 Parts::both, millions);
    table.rows.push_back(std::move(row));
  };
  for (int d = 0; d < donor_count; ++d)
    put(std::string(words[std::string("donor.") + donor_ids[d]]), {d});
  put(std::string(words["money.all"]), report::first_places(donor_count));
  return table;
}

Chart donor_chart(const Context& context) {
  const auto& words = context.words;
  constexpr unsigned colours[] = {0xD55E00, 0x0072B2, 0x009E73, 0x9A9A9A};
  const std::size_t years = report::years_to(context.policy(), context.last_row()->horizon).size();
  Chart chart;
  chart.kind = ChartKind::stacked;
  chart.title = words["workbook.by-donor"];
  chart.x_title = words["table.year"];
  chart.y_title = words["workbook.usd-million-median"];
  for (std::size_t d = 0; d < donor_count; ++d) {
    const std::size_t first = d * (years + 1);
    chart.series.push_back({std::string(words[std::string("donor.") + donor_ids[d]]),
                            {0, 1, first, first + years - 1},
                            {0, 2, first, first + years - 1},
                            Pen::fill,
                            colours[d]});
  }
  return chart;
}

Table cost_table(const Context& context) {
  const auto& words = context.words;
  Table table;
  table.title = words["money.cost-heading"];
  table.head = {std::string(words["workbook.scenario"]), std::string(words["workbook.months"])};
  put_heads(table.head, context, std::string(words["money.cost"]), Parts::ninety);
  put_heads(table.head, context, std::string(words["money.per-hectare"]), Parts::ninety);
  table.head.emplace_back(words["workbook.with-fall"]);
  put_heads(table.head, context, std::string(words["money.per-kg"]), Parts::ninety);
  table.head.emplace_back(words["workbook.with-kg-fall"]);
  for (const auto& arm : context.study.arms) {
    for (const auto& row : arm.ledger.rows) {
      if (row.horizon < 12 || !report::booked(context, arm, row.horizon)) continue;
      Row line = {text_cell(arm.id), number_cell(row.horizon, Style::plain)};
      put_interval(line, row.cost, Style::signed_tenth, Parts::ninety, millions);
      put_interval(line, row.members_with_fall > 0 ? row.cost_per_net_hectare : Interval{},
                   Style::whole, Parts::ninety);
      line.push_back(number_cell(row.members_with_fall, Style::whole));
      put_interval(line, row.members_with_kg_fall > 0 ? row.cost_per_net_kg : Interval{},
                   Style::whole, Parts::ninety);
      line.push_back(number_cell(row.members_with_kg_fall, Style::whole));
      table.rows.push_back(std::move(line));
    }
  }
  return table;
}

}  // namespace

Sheet zones_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "zones", std::string(words["workbook.zones-title"]));
  if (!context.recorded(o_coca_area) || context.members.empty())
    return without_data(std::move(sheet), context);
  const int month = report::zone_month(context);
  sheet.notes.push_back(words.fill("workbook.zones-month", {{"month", words.month(month)}}));
  auto changes = report::zone_changes(context, context.policy(), month);
  std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) {
    return std::fabs(a.difference.median) > std::fabs(b.difference.median);
  });
  Table table;
  for (const char* key :
       {"map.zone", "workbook.id", "workbook.country", "workbook.in-target", "workbook.latent"})
    table.head.emplace_back(words[key]);
  sheet.widths = {38, 16, 11, 9, 8};
  const auto heads = [&](const char* key, Parts parts) {
    put_heads(table.head, context, std::string(words[key]), parts);
  };
  heads("workbook.change-ha", Parts::ninety);
  heads("workbook.change-percent", Parts::ninety);
  heads("workbook.policy-ha", Parts::ninety);
  heads("workbook.reference-ha", Parts::ninety);
  sheet.widths.resize(table.head.size(), 11);
  sheet.frozen_columns = 1;
  for (const auto& c : changes) {
    const auto& zone = context.world().zones[static_cast<std::size_t>(c.zone)];
    Row row = {text_cell(context.zone_name(c.zone)), text_cell(zone.id),
               text_cell(context.country_name(static_cast<std::size_t>(zone.country))),
               text_cell(yes_or_no(context, context.in_target(c.zone))),
               text_cell(yes_or_no(context, zone.latent))};
    put_interval(row, c.difference, Style::signed_whole, Parts::ninety);
    put_interval(row, c.relative, Style::signed_percent, Parts::ninety);
    put_interval(row, c.policy, Style::whole, Parts::ninety);
    put_interval(row, c.reference, Style::whole, Parts::ninety);
    table.rows.push_back(std::move(row));
  }
  const std::size_t drawn = std::min(changes.size(), drawn_zones);
  if (drawn > 0) {
    Chart bars;
    bars.kind = ChartKind::bars;
    bars.title = words["workbook.zones-chart"];
    bars.x_title = words["map.zone"];
    bars.y_title = words["workbook.ha-medians"];
    bars.series = {{bars.y_title, {0, 0, 0, drawn - 1}, {0, 5, 0, drawn - 1}}};
    bars.height = 460;
    auto intervals = interval_chart(context, bars.title, std::string(words["ledger.hectares"]), 0,
                                    1, 5, 6, 0, drawn - 1);
    intervals.x_title = words["workbook.id"];
    intervals.height = 400;
    sheet.charts = {bars, intervals};
  }
  sheet.tables.push_back(std::move(table));
  return sheet;
}

Sheet money_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "money", std::string(words["money.heading"]));
  if (!context.recorded(o_donor_spending) || context.last_row() == nullptr ||
      context.members.empty() ||
      !report::booked(context, context.policy(), context.last_row()->horizon))
    return without_data(std::move(sheet), context);
  sheet.notes.emplace_back(words["money.intro"]);
  sheet.notes.emplace_back(words["workbook.cost-note"]);
  sheet.widths = {28, 10};
  sheet.tables = {donor_table(context), cost_table(context)};
  sheet.widths.resize(sheet.tables.back().head.size(), 13);
  sheet.charts = {donor_chart(context)};
  return sheet;
}

Sheet harms_sheet(const Context& context) {
  const auto& words = context.words;
  auto sheet = start_sheet(context, "harms", std::string(words["harms.heading"]));
  const auto years = report::harm_years(context);
  if (years.empty()) return without_data(std::move(sheet), context);
  sheet.notes.emplace_back(words["harms.intro"]);
  sheet.notes.push_back(words.fill("harms.caption", {{"first", Words::year(years.front())},
                                                     {"last", Words::year(years.back())}}));
  // The target's countries together, all others together, then each.
  struct Side {
    std::string name;
    std::vector<int> countries;
  };
  const auto home = report::harm_home(context);
  std::vector<std::string> names;
  Side others{std::string(words["harms.elsewhere"]), {}};
  std::vector<Side> single;
  for (int c = 0; c < static_cast<int>(context.world().countries.size()); ++c) {
    const auto name = context.country_name(static_cast<std::size_t>(c));
    const bool is_home = std::find(home.begin(), home.end(), c) != home.end();
    if (is_home)
      names.push_back(name);
    else
      others.countries.push_back(c);
    if (!is_home || home.size() > 1) single.push_back({name, {c}});
  }
  std::vector<Side> sides = {{words.list(names), home}, others};
  sides.insert(sides.end(), single.begin(), single.end());

  Table table;
  for (const char* key : {"harms.where", "workbook.theme", "harms.what"})
    table.head.emplace_back(words[key]);
  put_heads(table.head, context, std::string(words["workbook.change"]), Parts::both);
  table.head.emplace_back(words["workbook.of-reference"]);
  put_heads(table.head, context, std::string(words["workbook.policy"]), Parts::ninety);
  put_heads(table.head, context, std::string(words["workbook.reference"]), Parts::ninety);
  table.head.emplace_back(words["workbook.evidence"]);
  sheet.widths = {12, 31, 48};
  sheet.widths.resize(table.head.size(), 11);
  sheet.widths.back() = 18;
  sheet.frozen_columns = 3;
  std::size_t first_side = 0;
  for (const auto& side : sides) {
    for (const auto& theme : report::harm_themes()) {
      for (const auto& harm : theme.harms) {
        if (!context.recorded(harm.outcome)) continue;
        std::vector<int> places;
        for (const int c : side.countries) {
          const auto more = report::places_in(context, harm.outcome, c);
          places.insert(places.end(), more.begin(), more.end());
        }
        if (places.empty()) continue;
        const auto c = report::compare(context, harm.outcome, places, years);
        const bool scaled = harm.scale < 1;
        const Style style = scaled ? Style::tenth : Style::whole;
        Row row = {text_cell(side.name), text_cell(words[theme.key]), text_cell(words[harm.key])};
        put_interval(row, c.difference, scaled ? Style::signed_tenth : Style::signed_whole,
                     Parts::both, harm.scale);
        row.push_back(c.reference.median > 0 ? number_cell(c.difference.median / c.reference.median,
                                                           Style::signed_percent)
                                             : Cell{});
        put_interval(row, c.policy, style, Parts::ninety, harm.scale);
        put_interval(row, c.reference, style, Parts::ninety, harm.scale);
        row.push_back(outcomes[harm.outcome].weak ? text_cell(words["harms.weak"]) : Cell{});
        table.rows.push_back(std::move(row));
      }
    }
    if (&side == &sides.front()) first_side = table.rows.size();
  }
  if (first_side > 0) {
    Chart chart;
    chart.kind = ChartKind::bars;
    chart.title = words.fill("workbook.of", {{"who", sides.front().name},
                                             {"what", std::string(words["workbook.harms-chart"])}});
    chart.x_title = words["harms.what"];
    chart.y_title = words["workbook.of-reference"];
    chart.y_format = "+0%;-0%;0%";
    chart.series = {{chart.y_title, {0, 2, 0, first_side - 1}, {0, 8, 0, first_side - 1}}};
    chart.height = 480;
    sheet.charts.push_back(std::move(chart));
  }
  sheet.tables.push_back(std::move(table));
  return sheet;
}

}  // namespace balloon::workbook
