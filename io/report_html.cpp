#include "io/report_html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "core/embedded.hpp"

namespace balloon::report {

void Table::head(const std::vector<std::string>& cells) {
  columns_ = cells.size();
  head_ += "<tr>";
  for (const auto& cell : cells) head_ += R"(<th scope="col">)" + cell + "</th>";
  head_ += "</tr>\n";
}

void Table::row(const std::vector<std::string>& cells, std::string_view css) {
  body_ += css.empty() ? std::string("<tr>") : fmt::format(R"(<tr class="{}">)", css);
  for (std::size_t i = 0; i < cells.size(); ++i)
    body_ += i == 0 ? R"(<th scope="row">)" + cells[i] + "</th>" : "<td>" + cells[i] + "</td>";
  body_ += "</tr>\n";
}

void Table::group(const std::string& words) {
  body_ += fmt::format(
               R"(<tr class="group"><th scope="colgroup" colspan="{}"><span>{}</span></th></tr>)",
               columns_, words) +
           "\n";
}

std::string Table::html() const {
  return R"(<div class="scroll"><table)" + (css_.empty() ? "" : " class=\"" + css_ + "\"") + ">" +
         (caption_.empty() ? "" : "<caption><span>" + caption_ + "</span></caption>") +
         "\n<thead>" + head_ + "</thead>\n<tbody>" + body_ + "</tbody></table></div>\n";
}

namespace {

std::string one(const Words& words, double value, const Style& style) {
  return style.change ? words.change(value * style.scale, style.figures, style.decimals)
                      : words.rounded(value * style.scale, style.figures, style.decimals);
}

}  // namespace

std::string range_text(const Words& words, const analysis::Interval& value, const Style& style) {
  return words.fill("interval.range", {{"low", one(words, value.low90, style)},
                                       {"high", one(words, value.high90, style)}});
}

std::string interval_text(const Words& words, const analysis::Interval& value, const Style& style) {
  if (value.n == 0) return std::string(words["number.none"]);
  return fmt::format(R"(<b>{}</b> <span class="range">{}</span>)", one(words, value.median, style),
                     range_text(words, value, style));
}

std::string details(std::string_view summary, const std::string& inside) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", escape(summary), inside);
}

std::string data(std::string_view name, double value) {
  return fmt::format(R"( data-{}="{}")", name, value);
}

std::string data(const analysis::Interval& value) {
  return data("median", value.median) + data("low50", value.low50) + data("high50", value.high50) +
         data("low90", value.low90) + data("high90", value.high90) + data("n", value.n);
}

std::string plain_text(std::string_view html) {
  static constexpr std::pair<std::string_view, char> entities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}};
  std::string text;
  while (!html.empty()) {
    if (html.front() == '<') {
      html.remove_prefix(std::min(html.find('>'), html.size() - 1) + 1);
      continue;
    }
    const auto* entity = std::find_if(std::begin(entities), std::end(entities), [&](const auto& e) {
      return html.substr(0, e.first.size()) == e.first;
    });
    const bool found = entity != std::end(entities);
    text += found ? entity->second : html.front();
    html.remove_prefix(found ? entity->first.size() : 1);
  }
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string page_head(std::string_view language, std::string_view generator, std::string_view title,
                      std::string_view more_style, std::string_view more_meta) {
  const auto* style = embedded::find("io/assets/report.css");
  if (style == nullptr) throw std::runtime_error("io/assets/report.css is not in the program");
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n{}"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{}{}</style>\n"
      "</head>\n<body>\n<main>\n",
      language, more_meta, generator, title, style->text, more_style);
}

std::string legend(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string html = "<ul class=\"legend\">";
  for (const auto& [css, words] : entries)
    html += fmt::format(R"(<li><span class="swatch {}" aria-hidden="true"></span>{}</li>)", css,
                        escape(words));
  return html + "</ul>\n";
}

std::string paragraph(std::string_view words, std::string_view css) {
  return css.empty() ? fmt::format("<p>{}</p>\n", words)
                     : fmt::format("<p class=\"{}\">{}</p>\n", css, words);
}

std::string heading(int level, std::string_view words, std::string_view id) {
  return id.empty() ? fmt::format("<h{0}>{1}</h{0}>\n", level, escape(words))
                    : fmt::format("<h{0} id=\"{2}\">{1}</h{0}>\n", level, escape(words), id);
}

}  // namespace balloon::report
