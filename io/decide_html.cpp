#include "io/decide_html.hpp"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "core/embedded.hpp"
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
  const auto* style = embedded::find("io/assets/report.css");
  if (style == nullptr) throw std::runtime_error("io/assets/report.css is not in the program");
  const auto& problem = page.problem;
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"Balloon {}\">\n<title>{}</title>\n<style>\n{}{}</style>\n"
      "</head>\n<body>\n<main>\n",
      page.words.language(), escape(page.how.version),
      escape(page.title_of(problem.title, problem.id)), style->text, page_style);
  html += answer_section(page) + contents_of(page);
  for (const auto& part : parts) html += "<section>\n" + part.make(page) + "</section>\n";
  return html + "</main>\n</body>\n</html>\n";
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
