// Where the money goes: paired bars of one strategy and the historical split, and the table of all
// strategies with a role.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"
#include "model/places.hpp"

namespace balloon::decide_page {

namespace {

constexpr std::size_t most_bars = 10;  ///< levers that are drawn
constexpr double widest_bar = 82;      ///< per cent, so that the figure behind has room

std::string lever_name(const Page& page, std::size_t lever) {
  const auto& l = page.problem.levers[lever];
  return escape(page.title_of(l.title, l.id));
}

std::string one_bar(const Page& page, const char* css, double usd, double largest) {
  const double width = largest > 0 ? std::max(widest_bar * usd / largest, 0.0) : 0;
  return fmt::format(
      R"(<div class="decide-bar-line"><span class="decide-bar {}" style="width:{:.2f}%"></span>)"
      R"(<span class="decide-bar-figure">{}</span></div>)",
      css, width, page.money(usd));
}

/// Who pays, in the report's language.
std::string donor_name(const Page& page, int donor) {
  const std::string key = std::string("donor.") + model::donor_ids[donor];
  return escape(page.words[key]);
}

std::string budget_line(const Page& page, const decision::Budget& budget) {
  return page.text(budget.spend_all ? "money.budget-all" : "money.budget-up-to",
                   {{"budget", escape(page.title_of(budget.title, budget.id))},
                    {"money", page.text("figure.million", {{"value", page.money(budget.amount)}})},
                    {"donor", donor_name(page, budget.donor)}});
}

std::string limit_words(const Page& page, const decision::OutcomeLimit& limit) {
  const auto& record = model::outcomes[limit.measure.outcome];
  std::string value;
  if (limit.of_historical) {
    value = page.text("limits.of-historical", {{"value", page.percent(limit.limit)}});
  } else {
    const std::string key = std::string("unit.") + record.unit;
    const bool known = std::any_of(decide_words().begin(), decide_words().end(),
                                   [&](const Word& w) { return w.key == key; });
    value = page.words.rounded(limit.limit, 6, 3) + " " +
            escape(known ? page.word(key) : std::string_view(record.unit));
  }
  return page.text(limit.at_most ? "limits.at-most" : "limits.at-least",
                   {{"limit", escape(page.title_of(limit.title, limit.id))}, {"value", value}});
}

/// With a decimal, so that a share just below what is asked for does not look like it.
std::string near_share(const Page& page, double share) {
  return page.text("figure.percent", {{"value", page.number(100 * share, 1)}});
}

/// The historical split and the strategies with a role.
std::vector<std::size_t> columns_of(const Page& page) {
  std::vector<std::size_t> columns{0};
  columns.insert(columns.end(), page.result.chosen.begin(), page.result.chosen.end());
  return columns;
}

}  // namespace

std::string money_bars(const Page& page, std::size_t strategy) {
  const auto& own = page.result.strategies[strategy].money;
  const auto& split = page.result.strategies.front().money;
  std::vector<std::size_t> levers(own.size());
  for (std::size_t l = 0; l < levers.size(); ++l) levers[l] = l;
  const auto change = [&](std::size_t l) { return own[l] - split[l]; };
  std::stable_sort(levers.begin(), levers.end(), [&](std::size_t a, std::size_t b) {
    return std::fabs(change(a)) > std::fabs(change(b));
  });
  const std::size_t left_out = levers.size() - std::min(levers.size(), most_bars);
  levers.resize(levers.size() - left_out);
  std::stable_sort(levers.begin(), levers.end(),
                   [&](std::size_t a, std::size_t b) { return change(a) > change(b); });
  double largest = 0;
  for (const auto l : levers) largest = std::max({largest, own[l], split[l]});

  std::string html = "<div class=\"decide-money\">\n";
  for (const auto l : levers)
    html += fmt::format(
        "<div class=\"decide-lever\"><div class=\"decide-lever-name\"><span>{}"
        "</span> <b>{}</b></div>{}{}</div>\n",
        lever_name(page, l), page.money_change(change(l)),
        one_bar(page, "decide-bar-own", own[l], largest),
        one_bar(page, "decide-bar-split", split[l], largest));
  html += "</div>\n";
  html += legend({{"decide-bar-own", page.strategy_title(strategy)},
                  {"decide-bar-split", std::string(page.word("name.historical"))}});
  html += paragraph(page.text("money.unit"), "small");
  if (left_out > 0)
    html += paragraph(
        page.text("money.more", {{"count", page.count(static_cast<double>(left_out))}}), "small");
  return html;
}

std::string money_table(const Page& page) {
  const auto& p = page.problem;
  const auto columns = columns_of(page);
  Table table(page.text("money.caption"), "decide-grid");
  std::vector<std::string> head{page.text("money.lever")};
  for (const auto s : columns) head.push_back(strategy_key(page, s));
  table.head(head);
  for (std::size_t b = 0; b < p.budgets.size(); ++b) {
    table.group(budget_line(page, p.budgets[b]));
    std::vector<double> sums(columns.size(), 0);
    std::size_t levers = 0;
    for (std::size_t l = 0; l < p.levers.size(); ++l) {
      if (p.levers[l].budget != static_cast<int>(b)) continue;
      ++levers;
      std::vector<std::string> cells{lever_name(page, l)};
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const double usd = page.result.strategies[columns[i]].money[l];
        sums[i] += usd;
        cells.push_back(page.money(usd));
      }
      table.row(cells);
    }
    if (levers < 2) continue;
    std::vector<std::string> cells{page.text("money.total")};
    for (const double sum : sums) cells.push_back(page.money(sum));
    table.row(cells, "total");
  }
  return table.html();
}

std::string limit_table(const Page& page) {
  const auto& limits = page.problem.limits;
  if (limits.empty()) return "";
  const auto columns = columns_of(page);
  Table table(page.text("limits.caption"), "decide-grid");
  std::vector<std::string> head{page.text("limits.limit"), page.text("limits.asked")};
  for (const auto s : columns) head.push_back(strategy_key(page, s));
  table.head(head);
  for (std::size_t l = 0; l < limits.size(); ++l) {
    std::vector<std::string> cells{limit_words(page, limits[l]),
                                   page.percent(limits[l].probability)};
    for (const auto s : columns) {
      const double share = page.result.strategies[s].limit_share[l];
      const bool missed = !(share >= limits[l].probability - 1e-12);
      cells.push_back(
          missed ? "<span class=\"decide-bad\">" +
                       page.text("limits.missed", {{"share", near_share(page, share)}}) + "</span>"
                 : page.percent(share));
    }
    table.row(cells);
  }
  std::vector<std::string> cells{page.text("limits.violation"), ""};
  for (const auto s : columns)
    cells.push_back(page.number(page.result.strategies[s].fresh.violation, 2));
  table.row(cells, "total");
  return table.html() + paragraph(page.text("limits.note"), "small");
}

}  // namespace balloon::decide_page
