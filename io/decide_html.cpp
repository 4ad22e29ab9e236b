#include "io/decide_html.hpp"

#include <utility>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"

namespace balloon {

namespace decide_page {

namespace {

struct Part {
  const char* id;  ///< of its heading, and of the word for it
  std::string (*make)(Page&);
};
/// After the first screen.
constexpr Part parts[] = {
    {"tradeoffs", tradeoff_section}, {"chosen", chosen_section},      {"map", map_section},
    {"regret", regret_section},      {"attitudes", attitude_section}, {"agencies", agency_section},
    {"failures", failure_section},   {"channels", channel_section},   {"search", search_section},
    {"trust", trust_section}};

std::string contents_of(const Page& page) {
  std::string html = fmt::format("<nav aria-label=\"{}\"><ul>", escape(page.word("page.contents")));
  for (const auto& part : parts)
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>", part.id,
                        page.text(std::string(part.id) + ".heading"));
  return html + "</ul></nav>\n";
}

std::string whole_page(Page& page) {
  const auto& problem = page.problem;
  std::string html = report::page_head(
      page.words.language(), "Balloon " + escape(page.how.version),
      escape(page.title_of(problem.title, problem.id)), page_style,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n");
  html += answer_section(page) + contents_of(page);
  for (const auto& part : parts) html += "<section>\n" + part.make(page) + "</section>\n";
  return html.append(report::page_end);
}

}  // namespace

}  // namespace decide_page

std::string decide_html(const decision::DecisionProblem& problem,
                        const decision::DecisionResult& result, const model::World& world,
                        const DecideReport& how) {
  decide_page::Page page(problem, result, world, how);
  return decide_page::whole_page(page);
}

}  // namespace balloon
