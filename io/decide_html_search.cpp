// The search: how it went and what it was made of; and how far to trust the page.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"
#include "io/svg.hpp"

namespace balloon::decide_page {

namespace {

/// Hypervolume over generations, a line.
std::string hypervolume_chart(Page& page) {
  const auto& shares = page.result.hypervolume;
  constexpr double width = 420, height = 240, left = 58, right = 14, top = 10, bottom = 42;
  std::vector<svg::Point> finite;
  for (std::size_t g = 0; g < shares.size(); ++g)
    if (std::isfinite(shares[g])) finite.push_back({static_cast<double>(g), shares[g]});
  if (finite.size() < 2) return "";
  const auto [least, most] =
      std::minmax_element(finite.begin(), finite.end(),
                          [](const svg::Point& a, const svg::Point& b) { return a.y < b.y; });
  if (most->y <= 0) return "";
  const double low = least->y, high = most->y > low ? most->y : low + 0.01;
  const auto steps = svg::ticks(low, high, 5);
  const int decimals = svg::tick_decimals(steps);
  const svg::Scale x{0, static_cast<double>(shares.size() - 1), left, width - right};
  const svg::Scale y{steps.front(), steps.back(), height - bottom, top};
  svg::Picture picture(width, height);
  for (const double step : steps) {
    picture.line({left, y(step)}, {width - right, y(step)},
                 step == steps.front() ? "axis" : "grid");
    picture.text({left - 6, y(step) + 4}, page.words.number(step, decimals), "tick",
                 svg::Anchor::end);
  }
  for (const double at : svg::ticks(0, x.to, 6)) {
    if (at > x.to || at != std::floor(at)) continue;
    picture.line({x(at), height - bottom}, {x(at), height - bottom + 4}, "axis");
    picture.text({x(at), height - bottom + 17}, page.words.number(at), "tick", svg::Anchor::middle);
  }
  picture.text({(left + width - right) / 2, height - 6}, page.word("search.axis"), "tick",
               svg::Anchor::middle);
  std::vector<svg::Point> points;
  for (const auto& p : finite) points.push_back({x(p.x), y(p.y)});
  picture.polyline(points, "line-policy");
  picture.circle(points.back(), 3.5, "dot");
  return picture.finish(
      page.next_id(), page.word("search.title"),
      page.text("search.description", {{"first", page.words.number(finite.front().y, decimals + 1)},
                                       {"last", page.words.number(finite.back().y, decimals + 1)}}),
      "chart");
}

/// Whether the search had settled, by its last quarter.
std::string settled_words(const Page& page) {
  const auto& shares = page.result.hypervolume;
  if (shares.size() < 5) return "";
  const double last = shares.back(), before = shares[shares.size() - 1 - shares.size() / 4];
  if (!(before > 0) || !std::isfinite(last)) return "";
  const double rise = last / before - 1;
  const std::string share =
      page.text("figure.percent", {{"value", page.words.change(100 * rise, 2, 2)}});
  return paragraph(page.text(rise > 0.01 ? "search.risen" : "search.settled", {{"share", share}}));
}

std::string search_table(const Page& page) {
  const auto& p = page.problem;
  const auto& r = page.result;
  const auto whole = [&](std::size_t value) { return page.count(static_cast<double>(value)); };
  Table table(page.text("search.caption"), "words");
  table.head({page.text("search.what"), page.text("search.value")});
  table.row({page.text("search.method"),
             page.text("search.method-" + std::string(decision::method_name(p.method)))});
  table.row({page.text("search.population"), page.count(p.population)});
  table.row({page.text("search.generations"), page.count(p.generations)});
  table.row({page.text("search.seed"), "<code>" + std::to_string(p.seed) + "</code>"});
  table.row({page.text("search.evaluated", {{"members", page.count(r.search_members)}}),
             whole(r.evaluated)});
  table.row({page.text("search.runs"),
             page.count(static_cast<double>(r.evaluated) * static_cast<double>(r.search_members))});
  table.row({page.text("search.front"), whole(r.front)});
  table.row({page.text("search.shown"), whole(page.shown())});
  table.row({page.text("search.fresh"), page.count(r.fresh_members)});
  table.row({page.text("search.failed"), page.count(r.failed_members)});
  return table.html();
}

bool share_of_members(const Page& page, std::size_t objective) {
  return page.problem.objectives[objective].attitude.kind == decision::Attitude::satisficing;
}

/// A corner of the box in the unit of the objective; shares of members as such.
std::string corner(const Page& page, std::size_t objective, double value) {
  return share_of_members(page, objective) ? page.number(value, 2) : page.change(objective, value);
}

std::string box_corners(const Page& page) {
  const auto count = page.objective_count();
  if (page.result.ideal.size() != count || page.result.reference.size() != count) return "";
  Table table(page.text("search.box-caption"), "decide-grid");
  table.head(
      {page.text("name.objective"), page.text("search.ideal"), page.text("search.reference")});
  for (std::size_t k = 0; k < count; ++k)
    table.row({page.objective_name(k) + R"(<br><span class="unit">)" +
                   page.attitude_name(page.problem.objectives[k].attitude, k) +
                   (share_of_members(page, k) ? "" : ", " + escape(page.style(k).unit)) + "</span>",
               corner(page, k, page.result.ideal[k]), corner(page, k, page.result.reference[k])});
  return table.html();
}

/// What members are drawn from; the two that the program names by a word in the page's language.
std::string draws_words(const Page& page) {
  if (page.how.draws == "posterior" || page.how.draws == "prior")
    return page.text("draws." + page.how.draws);
  return escape(page.how.draws);
}

std::string trust_notes(const Page& page) {
  const auto& r = page.result;
  const std::string front = page.count(static_cast<double>(r.front)),
                    evaluated = page.count(static_cast<double>(r.evaluated)),
                    fresh = page.count(r.fresh_members);
  std::vector<std::string> notes;
  if (page.shown() > 0) {
    notes.push_back(page.text("trust.fresh", {{"fresh", fresh}}));
    notes.push_back(page.text("trust.finite", {{"front", front}, {"evaluated", evaluated}}));
  }
  notes.push_back(page.text("trust.structures"));
  notes.push_back(page.text("trust.draws", {{"draws", draws_words(page)}}));
  if (r.failed_members > 0)
    notes.push_back(
        page.text("trust.failed", {{"failed", page.count(r.failed_members)}, {"fresh", fresh}}));
  if (!r.channels.empty())
    notes.push_back(
        page.text("trust.channels", {{"from", page.words.month(page.problem.first_month)}}));
  notes.push_back(page.text("trust.money") + " " + page.text("trust.costs"));
  notes.push_back(page.text("trust.not-for"));
  std::string html = "<ul class=\"decide-notes\">\n";
  for (const auto& note : notes) html += "<li>" + note + "</li>\n";
  return html + "</ul>\n";
}

std::string provenance_table(const Page& page) {
  const auto& how = page.how;
  const auto code = [](const std::string& text) { return "<code>" + escape(text) + "</code>"; };
  Table table(page.text("trust.caption"), "words");
  table.head({page.text("search.what"), page.text("search.value")});
  table.row({page.text("trust.version"), escape(how.version)});
  table.row({page.text("trust.data"), code(how.data_hash)});
  table.row({page.text("trust.members"), draws_words(page)});
  table.row({page.text("trust.problem"), code(page.problem.id)});
  if (!page.problem.file.empty()) table.row({page.text("trust.file"), code(page.problem.file)});
  table.row({page.text("trust.base"), code(page.problem.base)});
  return table.html();
}

std::string files_table(const Page& page) {
  if (page.how.files.empty()) return "";
  Table table(page.text("trust.files"), "words");
  table.head({page.text("name.strategy"), page.text("trust.file")});
  for (const auto& [id, file] : page.how.files) {
    std::string name = escape(id);
    for (std::size_t s = 0; s < page.result.strategies.size(); ++s)
      if (page.result.strategies[s].id == id) name = strategy_key(page, s);
    table.row({name, "<code>" + escape(file) + "</code>"});
  }
  return details(page.word("trust.files"), table.html());
}

}  // namespace

std::string search_section(Page& page) {
  std::string html = heading(2, page.text("search.heading"), "search");
  html += "<div class=\"decide-pairs\">\n<div>" + search_table(page) + "</div>\n<div>";
  const std::string chart = hypervolume_chart(page);
  const auto& shares = page.result.hypervolume;
  const bool none = std::all_of(shares.begin(), shares.end(), [](double h) { return h <= 0; });
  if (chart.empty())
    html += paragraph(page.text(none && shares.size() > 1 ? "search.empty" : "search.no-chart"));
  else
    html += "<figure><figcaption>" + page.text("search.hypervolume-caption") + "</figcaption>\n" +
            chart + "</figure>\n" + settled_words(page);
  return html + "</div>\n</div>\n" + box_corners(page);
}

std::string trust_section(Page& page) {
  std::string html = heading(2, page.text("trust.heading"), "trust") + trust_notes(page);
  html += heading(3, page.text("trust.repeat")) + "<pre>" + escape(page.how.command) + "</pre>\n";
  html += provenance_table(page) + files_table(page) + heading(3, page.text("trust.sources"));
  if (page.problem.sources.empty()) return html + paragraph(page.text("trust.no-sources"));
  html += "<ul class=\"decide-notes\">\n";
  for (const auto& source : page.problem.sources) html += "<li>" + escape(source) + "</li>\n";
  return html + "</ul>\n";
}

}  // namespace balloon::decide_page
