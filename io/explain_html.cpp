// The page of `balloon explain`: one file with its style and pictures inside.
#include <stdexcept>

#include <fmt/format.h>

#include "core/embedded.hpp"
#include "io/explain_html_parts.hpp"
#include "io/ledger_text.hpp"

namespace balloon {

namespace explain_page {

namespace {

std::string title_of_page(const Scenario& scenario) {
  const auto found = scenario.title.find("en");
  return found == scenario.title.end() ? scenario.id : found->second;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string top_of_page(const ExplainStudy& study) {
  std::string html = "<header>\n<p class=\"eyebrow\">Balloon \u00b7 what the answer hangs on</p>\n";
  html += heading(1, title_of_page(study.policy()));
  html += paragraph("against " + escape(title_of_page(study.reference())) + ". " +
                        escape(capital(explain_words::outcome_words(study))) + ".",
                    "against") +
          "</header>\n<div class=\"first\">\n<div>\n" + heading(2, "The answer");
  bool first = true;
  for (const auto& sentence : explain_words::main_sentences(study)) {
    html += paragraph(escape(shown(sentence)), first ? "headline" : "");
    first = false;
  }
  html += paragraph(
      "Brackets: 95\u00a0% intervals of shares of variance and of the screening, "
      "90\u00a0% of channels and levers.",
      "small");
  html += "</div>\n<div>\n" + heading(2, "What limits this") + "<ul class=\"measure-notes\">\n";
  for (const auto& note : explain_notes(study)) html += "<li>" + escape(shown(note)) + "</li>\n";
  return html + "</ul>\n</div>\n</div>\n";
}

std::string contents_of_page(const ExplainStudy& study) {
  const auto& r = study.result;
  std::string html = "<nav aria-label=\"Contents\"><ul>";
  const auto entry = [&](bool there, const char* id, const char* words) {
    if (there) html += fmt::format("<li><a href=\"#{}\">{}</a></li>", id, words);
  };
  entry(r.variance.has_value(), "variance", "Shares of variance");
  entry(r.channels.has_value(), "channels", "Channels");
  entry(r.lever_effects.has_value(), "levers", "Levers");
  entry(r.screen.has_value(), "screen", "Screening");
  entry(true, "repeat", "Repeat");
  return html + "</ul></nav>\n";
}

std::string end_of_page(const ExplainStudy& study) {
  const auto& p = study.plan;
  Table table("How it was made", "words");
  table.head({"what", "value"});
  table.row({"command", "<code>" + escape(study.command) + "</code>"});
  table.row({"program", escape(study.run->study.version + " (" + study.run->study.commit + ")")});
  table.row({"data", "<code>" + escape(study.run->study.data_hash) + "</code>"});
  table.row({"members", escape(calibration_text(study.run->study.draws, Words("en")))});
  if (study.result.screen)
    table.row(
        {"screening", fmt::format("{} trajectories over {} levels", p.trajectories, p.levels)});
  if (study.result.variance)
    table.row(
        {"shares of variance", fmt::format("{} base points, {} histories", p.base, p.histories)});
  if (study.result.channels || study.result.lever_effects)
    table.row({"ensemble", fmt::format("{} members", p.options.members)});
  table.row({"pairs of runs", std::to_string(study.result.pairs)});
  table.row({"seed", std::to_string(p.options.seed)});
  return heading(2, "How to repeat it", "repeat") + table.html();
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

std::string captioned(std::string_view caption, const std::string& picture) {
  return fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", caption, picture);
}

}  // namespace explain_page

std::string explain_html(const ExplainStudy& study) {
  using namespace explain_page;
  const auto* style = embedded::find("io/assets/report.css");
  if (style == nullptr) throw std::runtime_error("io/assets/report.css is not in the program");
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"Balloon\">\n<title>{}: what the answer hangs on</title>\n"
      "<style>\n{}</style>\n</head>\n<body>\n<main>\n",
      report::escape(study.policy().id), style->text);
  html += top_of_page(study) + contents_of_page(study);
  for (const auto section :
       {variance_section, channels_section, levers_section, screen_section, end_of_page}) {
    const std::string inside = section(study);
    if (!inside.empty()) html += "<section>\n" + inside + "</section>\n";
  }
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace balloon
