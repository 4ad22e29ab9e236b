// The strategies with a role: what each does to the objectives, which limits it keeps, and its
// money.
#include <fmt/format.h>

#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

namespace {

std::string strategy_cell(const Page& page, std::size_t strategy) {
  std::string html = strategy_key(page, strategy);
  if (const auto roles = page.role_titles(strategy); !roles.empty())
    html += R"(<br><span class="decide-roles">)" + escape(roles) + "</span>";
  for (const auto& [id, file] : page.how.files)
    if (id == page.result.strategies[strategy].id)
      html += R"(<br><span class="decide-roles">)" +
              page.text("chosen.file", {{"file", "<code>" + escape(file) + "</code>"}}) + "</span>";
  return html;
}

std::string objective_cell(const Page& page, std::size_t strategy, std::size_t objective) {
  const auto& s = page.result.strategies[strategy];
  return page.difference(objective, s.comparison.difference[objective]) +
         R"(<span class="decide-roles decide-block">)" +
         page.text("chosen.better",
                   {{"share", page.percent(s.comparison.better.on_each[objective])}}) +
         "<br>" +
         page.text("chosen.regret", {{"value", page.size(objective, s.regret[objective])}}) +
         "</span>";
}

}  // namespace

std::string chosen_section(Page& page) {
  std::string html = heading(2, page.text("chosen.heading"), "chosen");
  if (page.result.chosen.empty())
    return html + paragraph(page.text("chosen.none")) +
           (page.shown() == 0 ? "" : limit_table(page)) + money_table(page);
  html += paragraph(page.text(page.objective_count() < 2 ? "chosen.intro-single" : "chosen.intro"));
  Table table(page.text("chosen.caption"), "decide-chosen");
  std::vector<std::string> head{page.text("name.strategy")};
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    head.push_back(page.objective_name(k) + R"(<br><span class="unit">)" +
                   escape(page.objective_unit(k)) + "</span>");
  if (page.objective_count() >= 2) head.push_back(page.text("chosen.two"));
  table.head(head);
  for (const auto s : page.result.chosen) {
    std::vector<std::string> cells{strategy_cell(page, s)};
    for (std::size_t k = 0; k < page.objective_count(); ++k)
      cells.push_back(objective_cell(page, s, k));
    if (page.objective_count() >= 2)
      cells.push_back(page.percent(page.result.strategies[s].comparison.better.on_at_least[2]));
    table.row(cells);
  }
  return html + table.html() + limit_table(page) + money_table(page);
}

}  // namespace balloon::decide_page
