// The page of `balloon explain`: one file with its style and pictures inside.

#include <fmt/format.h>

#include "io/explain_html_parts.hpp"
#include "io/ledger_text.hpp"

namespace balloon {

namespace explain_page {

namespace {

std::string title_of_page(const Words& w, const Scenario& scenario) {
  const auto found = scenario.title.find(w.language());
  return found == scenario.title.end() ? scenario.id : found->second;
}

/// Charts and tables share the whole width of the page, the table with the larger part.
constexpr const char* page_style =
    ".measure-pair { grid-template-columns: minmax(0, 10fr) minmax(0, 11fr); max-width: none; }\n"
    "svg.measure-wide, .measure-pair svg.chart { max-width: none; }\n"
    ".measure-pair table { width: 100%; }\n"
    ".measure-pair > div:first-child { position: sticky; top: 8px; }\n"
    "@media (max-width: 900px) { .measure-pair { grid-template-columns: minmax(0, 1fr); } }\n";

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string top_of_page(const Words& w, const ExplainStudy& study) {
  std::string html = "<header>\n" + paragraph(escape(w["why.eyebrow"]), "eyebrow");
  html += heading(1, title_of_page(w, study.policy()));
  html += paragraph(escape(w.fill("why.against",
                                  {{"reference", title_of_page(w, study.reference())},
                                   {"outcome", capital(explain_words::outcome_words(w, study))}})),
                    "against") +
          "</header>\n<div class=\"first\">\n<div>\n" + heading(2, w["why.answer"]);
  bool first = true;
  for (const auto& sentence : explain_words::main_sentences(w, study)) {
    html += paragraph(escape(shown(sentence)), first ? "headline" : "");
    first = false;
  }
  html += paragraph(escape(w["why.brackets"]), "small");
  html += "</div>\n<div>\n" + heading(2, w["why.limits"]) + "<ul class=\"measure-notes\">\n";
  for (const auto& note : explain_words::notes(w, study))
    html += "<li>" + escape(shown(note)) + "</li>\n";
  return html + "</ul>\n</div>\n</div>\n";
}

std::string contents_of_page(const Words& w, const ExplainStudy& study) {
  const auto& r = study.result;
  std::string html = fmt::format("<nav aria-label=\"{}\"><ul>", escape(w["why.contents"]));
  const auto entry = [&](bool there, const char* id, const char* key) {
    if (there) html += fmt::format("<li><a href=\"#{}\">{}</a></li>", id, escape(w[key]));
  };
  entry(r.variance.has_value(), "variance", "why.shares");
  entry(r.channels.has_value(), "channels", "why.channels");
  entry(r.lever_effects.has_value(), "levers", "why.levers");
  entry(r.screen.has_value(), "screen", "why.screening");
  entry(true, "repeat", "why.repeat");
  return html + "</ul></nav>\n";
}

std::string end_of_page(const Words& w, const ExplainStudy& study) {
  const auto& p = study.plan;
  Table table(escape(w["why.how-made"]), "words");
  table.head({escape(w["why.what"]), escape(w["why.value"])});
  const auto row = [&](const char* key, const std::string& html) {
    table.row({escape(w[key]), html});
  };
  row("why.command", "<code>" + escape(study.command) + "</code>");
  row("why.program", escape(study.run->study.version + " (" + study.run->study.commit + ")"));
  row("why.data", "<code>" + escape(study.run->study.data_hash) + "</code>");
  row("why.members", escape(calibration_text(study.run->study.draws, w)));
  if (study.result.screen)
    row("why.of-screening",
        w.fill("why.of-screening-value",
               {{"trajectories", w.number(p.trajectories)}, {"levels", w.number(p.levels)}}));
  if (study.result.variance)
    row("why.of-variance", w.fill("why.of-variance-value", {{"points", w.number(p.base)},
                                                            {"histories", w.number(p.histories)}}));
  if (study.result.channels || study.result.lever_effects)
    row("why.ensemble", w.fill("why.ensemble-value", {{"count", w.number(p.options.members)}}));
  row("why.pairs", w.number(static_cast<double>(study.result.pairs)));
  row("why.seed", std::to_string(p.options.seed));
  return heading(2, w["why.how-to-repeat"], "repeat") + table.html();
}

}  // namespace

std::string shown(std::string text) {
  if (text == "-") return "\u2013";
  // A minus stands before a digit and after nothing, a space or a bracket.
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at + 1)) {
    const bool starts =
        at == 0 || std::string_view(" [(").find(text[at - 1]) != std::string_view::npos;
    const bool number = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
    if (starts && number) text.replace(at, 1, "\u2212");
  }
  return text;
}

std::string with_range(const std::string& figure, const std::string& range) {
  return fmt::format(R"(<b>{}</b> <span class="range">{}</span>)", escape(shown(figure)),
                     escape(shown(range)));
}

std::string beside(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty()) return left + right;
  return "<div class=\"measure-pair\">\n<div>\n" + left + "</div>\n<div>\n" + right +
         "</div>\n</div>\n";
}

std::string name_cell(const std::string& name, const std::string& meaning) {
  return escape(name) +
         (meaning.empty() ? "" : "<br><span class=\"small\">" + escape(meaning) + "</span>");
}

std::string captioned(const std::string& caption, const std::string& unit,
                      const std::string& legend, const std::string& picture) {
  return fmt::format(
      "<figure><figcaption>{} <span class=\"unit\">{}</span>{}</figcaption>\n{}</figure>\n",
      caption, unit, legend, picture);
}

}  // namespace explain_page

std::string explain_html(const ExplainStudy& study) {
  using namespace explain_page;
  const Words w(study.language, &explain_words::dictionary());
  std::string html = report::page_head(
      w.language(), "Balloon", escape(w.fill("why.page-title", {{"policy", study.policy().id}})),
      page_style);
  html += top_of_page(w, study) + contents_of_page(w, study);
  for (const auto section :
       {variance_section, channels_section, levers_section, screen_section, end_of_page}) {
    const std::string inside = section(w, study);
    if (!inside.empty()) html += "<section>\n" + inside + "</section>\n";
  }
  return html.append(report::page_end);
}

}  // namespace balloon
