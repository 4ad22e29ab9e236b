// Who spends the money: strategies under other rules by which agencies spread it, and an agency
// that plans again every year.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

namespace {

constexpr std::size_t most_narrow_rules = 2;  ///< with which three tables stand side by side

/// The medians of one objective: a row a strategy, a column a rule.
std::string agency_table(const Page& page, std::size_t objective,
                         const std::vector<std::string>& agencies) {
  Table table(page.objective_name(objective) + R"(, <span class="unit">)" +
                  escape(page.objective_unit(objective)) + "</span>",
              "decide-grid");
  std::vector<std::string> head{page.text("name.strategy"), page.text("agencies.own")};
  for (const auto& agency : agencies) head.push_back(page.agency_name(agency));
  table.head(head);
  std::vector<std::size_t> strategies;
  for (const auto& a : page.result.agencies)
    if (std::find(strategies.begin(), strategies.end(), a.strategy) == strategies.end())
      strategies.push_back(a.strategy);
  const auto cell = [&](const decision::Comparison& comparison) {
    const auto& d = comparison.difference[objective];
    return d.n == 0 ? page.undefined() : page.median(objective, d.median);
  };
  for (const auto s : strategies) {
    std::vector<std::string> cells{strategy_key(page, s),
                                   cell(page.result.strategies[s].comparison)};
    for (const auto& agency : agencies) {
      const auto& all = page.result.agencies;
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) {
        return a.agency == agency && a.strategy == s;
      });
      cells.push_back(found == all.end() ? page.undefined() : cell(found->comparison));
    }
    table.row(cells);
  }
  return table.html();
}

std::string rules_part(const Page& page) {
  std::vector<std::string> agencies;
  for (const auto& a : page.result.agencies)
    if (std::find(agencies.begin(), agencies.end(), a.agency) == agencies.end())
      agencies.push_back(a.agency);
  if (agencies.empty()) return paragraph(page.text("agencies.none"));
  std::string html =
      paragraph(page.text("agencies.intro")) +
      fmt::format("<div class=\"{}\">\n",
                  agencies.size() <= most_narrow_rules ? "decide-triples" : "decide-pairs");
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    html += "<div>" + agency_table(page, k, agencies) + "</div>\n";
  return html + "</div>\n";
}

/// The plan that most truths have in a year, "s03 in 12 of 16".
std::string commonest_plan(const Page& page, std::size_t year) {
  const auto& plans = page.result.rolling->plans;
  std::map<std::size_t, std::size_t> counts;
  for (const auto& taken : plans)
    if (year < taken.size()) ++counts[taken[year]];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == counts.end()) return page.undefined();
  return page.text("rolling.plan", {{"strategy", page.strategy_name(most->first)},
                                    {"count", page.count(static_cast<double>(most->second))},
                                    {"all", page.count(static_cast<double>(plans.size()))}});
}

std::string plans_words(const Page& page) {
  const auto& rolling = *page.result.rolling;
  std::size_t years = 0, changes = 0, steady = 0;
  for (const auto& taken : rolling.plans) {
    std::size_t own = 0;
    for (std::size_t y = 1; y < taken.size(); ++y) own += taken[y] != taken[y - 1] ? 1 : 0;
    years = std::max(years, taken.size());
    changes += own;
    steady += own == 0 ? 1 : 0;
  }
  if (years == 0) return "";
  const auto truths = static_cast<double>(rolling.plans.size());
  return paragraph(page.text(
      "rolling.plans", {{"first", Words::year(rolling.first_year)},
                        {"begins", commonest_plan(page, 0)},
                        {"last", Words::year(rolling.first_year + static_cast<int>(years) - 1)},
                        {"ends", commonest_plan(page, years - 1)},
                        {"changes", page.number(static_cast<double>(changes) / truths, 1)},
                        {"steady", page.count(static_cast<double>(steady))},
                        {"all", page.count(truths)}}));
}

std::string rolling_part(const Page& page) {
  if (!page.result.rolling) return "";
  const auto& rolling = *page.result.rolling;
  std::string html = heading(3, page.text("rolling.heading"));
  html += paragraph(
      page.text("rolling.intro", {{"all", page.count(static_cast<double>(rolling.plans.size()))}}));
  html += plans_words(page);
  Table table(page.text("rolling.caption"), "decide-grid");
  table.head({page.text("name.objective"), page.text("rolling.again"),
              page.text("answer.probability"),
              page.text("rolling.keeps", {{"strategy", page.strategy_name(rolling.fixed_plan)}}),
              page.text("answer.probability")});
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    table.row({page.objective_name(k) + R"(<br><span class="unit">)" +
                   escape(page.objective_unit(k)) + "</span>",
               page.difference(k, rolling.rolling.difference[k]),
               page.percent(rolling.rolling.better.on_each[k]),
               page.difference(k, rolling.fixed.difference[k]),
               page.percent(rolling.fixed.better.on_each[k])});
  return html + table.html();
}

}  // namespace

std::string agency_section(Page& page) {
  std::string html = heading(2, page.text("agencies.heading"), "agencies");
  if (page.shown() == 0) return html + paragraph(page.text("tradeoffs.none"));
  return html + rules_part(page) + rolling_part(page);
}

}  // namespace balloon::decide_page
