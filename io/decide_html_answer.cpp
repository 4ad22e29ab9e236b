// The first screen: the answer in words, the compromise against the historical split, and where its
// money goes.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"

namespace balloon::decide_page {

namespace {

std::string headline_words(const Page& page) {
  const auto& r = page.result;
  const auto members = page.count(r.fresh_members);
  if (page.shown() == 0) return page.text(r.feasible ? "answer.empty" : "answer.infeasible");
  if (page.objective_count() < 2) {
    const auto best = page.with_role("compromise").value_or(1);
    return page.text("answer.single",
                     {{"strategy", page.strategy_name(best)},
                      {"share", page.percent(r.strategies[best].comparison.better.on_each[0])},
                      {"members", members}});
  }
  if (page.shown() == 1)
    return page.text(r.dominate_fresh > 0 ? "answer.one-yes" : "answer.one-no",
                     {{"members", members}});
  const char* key = r.dominate_fresh > 1    ? "answer.some"
                    : r.dominate_fresh == 1 ? "answer.one"
                                            : "answer.none";
  return page.text(key, {{"count", page.count(static_cast<double>(r.dominate_fresh))},
                         {"shown", page.count(static_cast<double>(page.shown()))},
                         {"members", members}});
}

/// How far the search's own view was better, where the shown come from, and whether limits hold.
std::string caveat_words(const Page& page) {
  const auto& r = page.result;
  std::string html;
  if (page.objective_count() >= 2 && page.shown() >= 2) {
    const bool fell = r.dominate_fresh < r.dominate_searched;
    html += page.text(fell ? "answer.optimism" : "answer.steady",
                      {{"members", page.count(r.search_members)},
                       {"searched", page.count(static_cast<double>(r.dominate_searched))},
                       {"fresh", page.count(static_cast<double>(r.dominate_fresh))}}) +
            " " +
            page.text("answer.sure", {{"count", page.count(static_cast<double>(r.sure_in_two))}}) +
            " " + page.text("answer.front", {{"front", page.count(static_cast<double>(r.front))}});
  }
  html = html.empty() ? "" : paragraph(html);
  if (page.problem.limits.empty()) return html;
  const auto kept = std::count_if(r.strategies.begin() + 1, r.strategies.end(),
                                  [](const auto& s) { return keeps_limits(s.fresh); });
  if (kept == 0) return html + paragraph(page.text("answer.no-limits"), "warning");
  return html + paragraph(page.text("answer.limits",
                                    {{"kept", page.count(static_cast<double>(kept))},
                                     {"shown", page.count(static_cast<double>(page.shown()))}}));
}

/// The objectives of one strategy against the historical split, the range between structures first.
std::string comparison_table(const Page& page, std::size_t strategy) {
  const auto& s = page.result.strategies[strategy];
  Table table(page.text("answer.caption"), "decide-answer");
  table.head({page.text("name.objective"), page.text("answer.structures"),
              page.text("answer.difference"), page.text("answer.probability")});
  for (std::size_t k = 0; k < page.objective_count(); ++k)
    table.row({escape(page.objective_title(k, true)) + R"(<br><span class="unit">)" +
                   escape(page.objective_unit(k)) + "</span>",
               page.structures(k, strategy), page.difference(k, s.comparison.difference[k]),
               page.percent(s.comparison.better.on_each[k])});
  if (page.objective_count() >= 2)
    table.row({page.text("answer.two"), "", "", page.percent(s.comparison.better.on_at_least[2])},
              "total");
  return table.html();
}

std::string move_words(const Page& page, std::size_t strategy) {
  const auto& own = page.result.strategies[strategy].money;
  const auto& split = page.result.strategies.front().money;
  if (own.empty()) return "";
  double gained = 0, lost = 0, all = 0;
  std::size_t most = 0, least = 0;
  for (std::size_t l = 0; l < own.size(); ++l) {
    const double change = own[l] - split[l];
    (change > 0 ? gained : lost) += std::fabs(change);
    all += split[l];
    if (change > own[most] - split[most]) most = l;
    if (change < own[least] - split[least]) least = l;
  }
  const auto lever = [&](std::size_t l) {
    const auto& lv = page.problem.levers[l];
    return escape(page.title_of(lv.title, lv.id));
  };
  const auto change = [&](std::size_t l) { return page.money_change(own[l] - split[l]); };
  std::string html;
  const double net = gained - lost, slack = 1e-6 * std::max(all, 1.0);
  if (gained <= slack && lost <= slack) return page.text("answer.moves-nothing");
  if (std::fabs(net) > slack)
    html = page.text(net > 0 ? "answer.spends-more" : "answer.spends-less",
                     {{"change", page.money(std::fabs(net))}});
  if (gained > slack && lost > slack)
    html += (html.empty() ? "" : " ") +
            page.text("answer.moves", {{"moved", page.money(std::min(gained, lost))},
                                       {"all", page.money(all)},
                                       {"to", lever(most)},
                                       {"gain", change(most)},
                                       {"from", lever(least)},
                                       {"loss", change(least)}});
  return html;
}

std::string heading_words(const Page& page) {
  const auto& p = page.problem;
  double all = 0;
  bool up_to = false;
  for (const auto& b : p.budgets) {
    all += b.amount;
    up_to = up_to || !b.spend_all;
  }
  return page.text(up_to ? "page.intro-up-to" : "page.intro",
                   {{"money", page.text("figure.million", {{"value", page.money(all)}})},
                    {"levers", page.count(static_cast<double>(p.levers.size()))},
                    {"from", page.words.month(p.first_month)},
                    {"to", page.words.month(p.last_month)},
                    {"base", "<code>" + escape(p.base) + "</code>"}});
}

/// Objectives in which the structures do not agree on whether the strategy is better.
std::vector<std::string> disputed_by_structures(const Page& page, std::size_t strategy) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < page.objective_count(); ++k) {
    int better = 0, known = 0;
    for (const double m : page.result.strategies[strategy].by_structure[k]) {
      if (!std::isfinite(m)) continue;
      ++known;
      better += page.better(k, m) ? 1 : 0;
    }
    if (better > 0 && better < known) names.push_back(page.objective_quoted(k));
  }
  return names;
}

/// Objectives in which the strategy is better under one of the rules and not under another.
std::vector<std::string> turned_by_agencies(const Page& page, std::size_t strategy) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < page.objective_count(); ++k) {
    const double own = page.result.strategies[strategy].comparison.difference[k].median;
    const bool turned =
        std::any_of(page.result.agencies.begin(), page.result.agencies.end(), [&](const auto& a) {
          const auto& d = a.comparison.difference[k];
          return a.strategy == strategy && d.n > 0 && std::isfinite(d.median) &&
                 page.better(k, d.median) != page.better(k, own);
        });
    if (turned) names.push_back(page.objective_quoted(k));
  }
  return names;
}

/// In short what the sections below say at length.
std::string hangs_on(const Page& page, std::size_t strategy) {
  std::string html = heading(2, page.text("hangs.heading")) + "<ul class=\"decide-notes small\">";
  const auto add = [&](const std::string& words) { html += "<li>" + words + "</li>\n"; };
  const auto structures = disputed_by_structures(page, strategy);
  add(structures.empty()
          ? page.text("hangs.structures-agree")
          : page.text("hangs.structures-disagree", {{"objectives", page.words.list(structures)}}));
  if (!page.result.attitudes.empty()) add(attitude_words(page));
  const bool ruled = std::any_of(page.result.agencies.begin(), page.result.agencies.end(),
                                 [&](const auto& a) { return a.strategy == strategy; });
  if (ruled) {
    const auto turned = turned_by_agencies(page, strategy);
    add(turned.empty()
            ? page.text("hangs.agencies-agree")
            : page.text("hangs.agencies-turn", {{"objectives", page.words.list(turned)}}));
  }
  if (!page.result.failures.empty()) {
    const auto box = clearest_failure(page, strategy);
    add(box.empty() ? page.text("hangs.no-box") : box);
  }
  return html + "</ul>\n";
}

/// The right side where there is a strategy to speak of.
std::string money_column(const Page& page, std::size_t strategy) {
  return heading(2, page.text("answer.money-heading")) + paragraph(move_words(page, strategy)) +
         money_bars(page, strategy) + hangs_on(page, strategy);
}

}  // namespace

std::string answer_section(Page& page) {
  const auto& p = page.problem;
  std::string html =
      "<header>\n" +
      paragraph(page.text("page.eyebrow", {{"version", escape(page.how.version)}}), "eyebrow");
  html += heading(1, page.title_of(p.title, p.id));
  if (const auto summary = page.title_of(p.summary, ""); !summary.empty())
    html += paragraph(escape(summary), "against");
  html += paragraph(heading_words(page), "against") + "</header>\n";
  html += "<div class=\"first\">\n<div>\n" + heading(2, page.text("answer.heading"));
  html += paragraph(headline_words(page), "headline");
  if (page.shown() == 0) {
    if (!page.result.feasible) html += paragraph(page.text("answer.infeasible-advice"));
    return html + "</div>\n<div>\n" + limit_table(page) + "</div>\n</div>\n";
  }
  html += caveat_words(page);
  const auto strategy = page.main_strategy().value_or(1);
  const bool throughout = page.with_role("throughout") == strategy;
  const bool many = page.objective_count() >= 2;
  html += heading(2, page.text(many && throughout ? "answer.throughout-heading"
                               : many             ? "answer.compromise-heading"
                                                  : "answer.best-heading",
                               {{"strategy", page.strategy_title(strategy)}}));
  if (many) html += paragraph(page.text(throughout ? "answer.throughout" : "answer.compromise"));
  html += comparison_table(page, strategy) + paragraph(page.text("answer.colours"), "small");
  return html + "</div>\n<div>\n" + money_column(page, strategy) + "</div>\n</div>\n";
}

}  // namespace balloon::decide_page
