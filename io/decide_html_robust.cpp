// How far the choice hangs on what one fears: regret and attitudes to uncertainty.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

using decision::Attitude;

namespace {

constexpr int shades = 5;

std::vector<std::string> regret_head(const Page& page) {
  std::vector<std::string> head{page.text("name.strategy")};
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    head.push_back(page.objective_name(k) + R"(<br><span class="unit">)" +
                   escape(page.style(k).unit) + "</span>");
  return head;
}

std::vector<double> largest_regrets(const Page& page) {
  std::vector<double> largest(page.objective_count(), 0);
  for (const auto& s : page.result.strategies)
    for (std::size_t k = 0; k < largest.size(); ++k)
      if (std::isfinite(s.regret[k])) largest[k] = std::max(largest[k], s.regret[k]);
  return largest;
}

std::vector<std::string> regret_cells(const Page& page, std::size_t strategy,
                                      const std::vector<double>& largest) {
  std::string name = strategy_key(page, strategy);
  if (const auto roles = page.role_titles(strategy); !roles.empty())
    name += R"( <span class="decide-roles">)" + escape(roles) + "</span>";
  std::vector<std::string> cells{name};
  for (std::size_t k = 0; k < largest.size(); ++k) {
    const double value = page.result.strategies[strategy].regret[k];
    int shade = 0;
    if (std::isfinite(value) && largest[k] > 0)
      shade = std::clamp(static_cast<int>(std::ceil(shades * value / largest[k])), 0, shades);
    cells.push_back(fmt::format(R"(<span class="decide-shade decide-shade-{}">{}</span>)", shade,
                                page.size(k, value)));
  }
  return cells;
}

/// What an attitude makes of the strategy it takes, in the objective's own direction.
std::string attitude_figure(const Page& page, const decision::AttitudeChoice& choice) {
  const auto k = choice.objective;
  const bool more = page.problem.objectives[k].maximise;
  switch (choice.rule.kind) {
    case Attitude::satisficing: {
      const char* key = choice.rule.threshold == 0 ? "attitudes.no-worse"
                        : more                     ? "attitudes.at-least"
                                                   : "attitudes.at-most";
      return page.text(key, {{"share", page.percent(-choice.value)},
                             {"threshold", page.change(k, choice.rule.threshold)}});
    }
    case Attitude::regret:
      return page.size(k, choice.value);
    default:
      return page.change(k, more ? -choice.value : choice.value);
  }
}

/// Rules that stand in one column; what is good enough differs by objective.
bool same_column(const decision::AttitudeRule& a, const decision::AttitudeRule& b) {
  if (a.kind != b.kind) return false;
  return a.kind == Attitude::mean || a.kind == Attitude::satisficing || a.level == b.level;
}

bool same_rule(const decision::AttitudeRule& a, const decision::AttitudeRule& b) {
  return same_column(a, b) && (a.kind != Attitude::satisficing || a.threshold == b.threshold);
}

std::string attitude_cell(const Page& page, const decision::AttitudeChoice& choice) {
  if (!std::isfinite(choice.value)) return page.undefined();
  std::string html = strategy_key(page, choice.strategy) + R"(<br><span class="decide-roles">)" +
                     attitude_figure(page, choice) + "</span>";
  if (same_rule(choice.rule, page.problem.objectives[choice.objective].attitude))
    html += R"(<br><span class="decide-roles">)" + page.text("attitudes.own") + "</span>";
  return html;
}

}  // namespace

std::string attitude_words(const Page& page) {
  std::vector<std::set<std::size_t>> taken(page.objective_count());
  for (const auto& a : page.result.attitudes)
    if (std::isfinite(a.value)) taken[a.objective].insert(a.strategy);
  std::vector<std::string> changed, same;
  for (std::size_t k = 0; k < taken.size(); ++k)
    if (!taken[k].empty())
      (taken[k].size() > 1 ? changed : same).push_back(page.objective_quoted(k));
  if (changed.empty()) return page.text("attitudes.same");
  std::string html = page.text("attitudes.change", {{"objectives", page.words.list(changed)}});
  if (!same.empty())
    html += " " + page.text("attitudes.but", {{"objectives", page.words.list(same)}});
  return html;
}

std::string regret_section(Page& page) {
  std::string html = heading(2, page.text("regret.heading"), "regret");
  if (page.shown() == 0) return html + paragraph(page.text("tradeoffs.none"));
  html += paragraph(page.text("regret.intro"));
  const auto largest = largest_regrets(page);
  Table chosen(page.text("regret.caption"), "decide-grid"),
      others(page.text("regret.all-caption"), "decide-grid");
  chosen.head(regret_head(page));
  others.head(regret_head(page));
  std::size_t more = 0;
  for (std::size_t s = 0; s < page.result.strategies.size(); ++s) {
    const bool open = s == 0 || page.chosen_place(s).has_value();
    (open ? chosen : others).row(regret_cells(page, s, largest));
    more += open ? 0 : 1;
  }
  return html + chosen.html() + (more > 0 ? details(page.word("regret.all"), others.html()) : "");
}

std::string attitude_section(Page& page) {
  std::string html = heading(2, page.text("attitudes.heading"), "attitudes");
  if (page.shown() == 0) return html + paragraph(page.text("tradeoffs.none"));
  if (page.result.attitudes.empty()) return html + paragraph(page.text("attitudes.none"));
  html += paragraph(attitude_words(page)) + paragraph(page.text("attitudes.intro"));
  std::vector<decision::AttitudeRule> rules;
  for (const auto& a : page.result.attitudes)
    if (std::none_of(rules.begin(), rules.end(),
                     [&](const auto& r) { return same_column(r, a.rule); }))
      rules.push_back(a.rule);
  Table table(page.text("attitudes.caption"), "decide-grid");
  std::vector<std::string> head{page.text("name.objective")};
  for (const auto& rule : rules)
    head.push_back(rule.kind == Attitude::satisficing ? page.text("attitude.enough")
                                                      : page.attitude_name(rule, 0));
  table.head(head);
  for (std::size_t k = 0; k < page.objective_count(); ++k) {
    std::vector<std::string> cells{page.objective_name(k) + R"(<br><span class="unit">)" +
                                   escape(page.objective_unit(k)) + "</span>"};
    for (const auto& rule : rules) {
      const auto found = std::find_if(
          page.result.attitudes.begin(), page.result.attitudes.end(),
          [&](const auto& a) { return a.objective == k && same_column(a.rule, rule); });
      cells.push_back(found == page.result.attitudes.end() ? page.undefined()
                                                           : attitude_cell(page, *found));
    }
    table.row(cells);
  }
  return html + table.html();
}

}  // namespace balloon::decide_page
