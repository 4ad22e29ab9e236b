// Sections of the page about the ensemble's members: channels of displacement and levers.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/explain_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::explain_page {

namespace {

using explain_words::figure;

/// Bars that lead from a number without any channel to that with all, one channel after the other.
std::string channel_steps(const Words& w, const decision::ChannelQuantity& q) {
  const auto& s = q.shapley;
  constexpr double width = 580, left = 150, right = 26, top = 6, bottom = 40, step = 36;
  const std::size_t rows = s.shapley.size() + 2;
  const double height = top + bottom + step * static_cast<double>(rows);
  double low = std::min(0.0, s.none.value), high = std::max(0.0, s.none.value), sum = s.none.value;
  const auto widen = [&](double v) {
    if (!std::isfinite(v)) return;
    low = std::min(low, v);
    high = std::max(high, v);
  };
  for (const auto& f : s.shapley) {
    widen(sum + f.low);
    widen(sum + f.high);
    sum += f.value;
    widen(sum);
  }
  widen(s.all.low);
  widen(s.all.high);
  if (!(high > low) || !std::isfinite(sum)) return "";
  svg::Picture picture(width, height);
  const auto steps = svg::ticks(low, high, 5);
  const svg::Scale x{steps.front(), steps.back(), left, width - right};
  for (const double at : steps) {
    picture.line({x(at), top}, {x(at), height - bottom}, at == 0 ? "axis" : "grid");
    picture.text({x(at), height - bottom + 14}, w.number(at, svg::tick_decimals(steps)), "tick",
                 svg::Anchor::middle);
  }
  picture.text({width - right, height - 6}, q.unit == "1" ? std::string(w["why.ha-by-ha"]) : q.unit,
               "tick", svg::Anchor::end);
  double y = top - step / 2;
  const auto bar = [&](const std::string& label, double from, double to, double whisker_low,
                       double whisker_high, const char* css) {
    y += step;
    picture.text({left - 8, y + 4}, label, "label", svg::Anchor::end);
    const double a = std::min(x(from), x(to)), b = std::max(x(from), x(to));
    picture.rectangle({a, y - 11}, std::max(b - a, 0.6), 22, css);
    if (std::isfinite(whisker_low) && std::isfinite(whisker_high))
      picture.line({x(whisker_low), y}, {x(whisker_high), y}, "whisker");
  };
  bar(std::string(w["why.channels-off"]), 0, s.none.value, s.none.low, s.none.high, "item-place");
  double at = s.none.value;
  for (std::size_t i = 0; i < s.shapley.size(); ++i) {
    const auto& f = s.shapley[i];
    bar(explain_words::channel_name(w, i), at, at + f.value, at + f.low, at + f.high,
        f.value < 0 ? "item-gone" : "item-PER");
    at += f.value;
  }
  bar(std::string(w["why.channels-on"]), 0, s.all.value, s.all.low, s.all.high, "item-place");
  const auto quantity = explain_words::quantity_name(w, q);
  return captioned(escape(quantity), escape(w["why.whiskers-90"]), "",
                   picture.finish("explain-channels-" + q.id,
                                  w.fill("why.channels-title", {{"quantity", quantity}}),
                                  std::string(w["why.channels-about"]), "measure-wide"));
}

std::string figure_text(const Words& w, const decision::ShapleyFigure& f, bool plus) {
  return with_range(figure(w, f.value, 3, plus), explain_words::range(w, f.low, f.high, 3, plus));
}

std::string channel_rows(const Words& w, const decision::ChannelQuantity& q) {
  const auto& s = q.shapley;
  const int decimals = explain_words::decimals_of(s);
  const auto cell = [&](const decision::ShapleyFigure& f, bool plus) {
    const auto one = [&](double x) { return explain_words::fixed(w, x, decimals, plus); };
    return with_range(one(f.value), explain_words::brackets(w, one(f.low), one(f.high)));
  };
  Table table(escape(explain_words::quantity_name(w, q)));
  table.head({escape(w["why.channel"]), escape(w["why.shapley"]), escape(w["why.head-on"]),
              escape(w["why.head-off"])});
  table.row({escape(w["why.channels-off"]), cell(s.none, false), "", ""});
  for (std::size_t i = 0; i < s.shapley.size(); ++i)
    table.row({escape(explain_words::channel_name(w, i)), cell(s.shapley[i], true),
               cell(s.first[i], true),
               cell({-s.last[i].value, -s.last[i].high, -s.last[i].low}, true)});
  table.row({escape(w["why.channels-on"]), cell(s.all, false), "", ""}, "total");
  return table.html();
}

std::string money_by_unit(const Words& w, const decision::LeverEffect& e) {
  if (!e.costs) return "\u2013";
  if (!std::isfinite(e.usd_per_unit.low)) return escape(w["why.not-told"]);
  if (!(e.usd_per_unit.value > 0)) return escape(w["why.worse"]);
  return with_range(figure(w, e.usd_per_unit.value),
                    explain_words::range(w, e.usd_per_unit.low, e.usd_per_unit.high));
}

std::string cheaper_table(const Words& w, const decision::LeversResult& l) {
  std::vector<std::size_t> paid;
  for (std::size_t a = 0; a < l.levers.size(); ++a)
    if (l.levers[a].costs) paid.push_back(a);
  if (paid.size() < 2) return "";
  Table table(escape(w["why.cheaper"]));
  std::vector<std::string> head{""};
  for (const auto b : paid) head.push_back(escape(explain_words::lever_name(w, l.levers[b])));
  table.head(head);
  for (const auto a : paid) {
    std::vector<std::string> cells{escape(explain_words::lever_name(w, l.levers[a]))};
    for (const auto b : paid)
      cells.push_back(a == b ? "" : escape(explain_words::percent(w, l.cheaper[a][b])));
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string channels_section(const Words& w, const ExplainStudy& study) {
  if (!study.result.channels) return "";
  std::string html = heading(2, w["why.channels"], "channels");
  const auto& quantities = study.result.channels->quantities;
  html += paragraph(escape(
      w.fill("why.channels-intro",
             {{"when",
               std::string(w[study.plan.channels_from_1990 ? "why.when-1990" : "why.when-window"])},
              {"members", w.plain(quantities.front().shapley.members)}})));
  for (const auto& q : quantities) html += beside(channel_steps(w, q), channel_rows(w, q));
  return html;
}

std::string levers_section(const Words& w, const ExplainStudy& study) {
  if (!study.result.lever_effects) return "";
  const auto& l = *study.result.lever_effects;
  std::string html = heading(2, w["why.levers"], "levers");
  if (l.levers.empty()) return html + paragraph(escape(w["why.no-lever"]));
  const auto added = study.plan.added.empty()
                         ? std::string()
                         : w.fill("why.levers-intro-added", {{"step", study.step}});
  const auto spending = figure(w, l.spending.median / 1e6) + " " +
                        explain_words::range(w, l.spending.low90 / 1e6, l.spending.high90 / 1e6);
  html += paragraph(
      escape(shown(w.fill("why.levers-intro", {{"percent", explain_words::percent(w, l.scale - 1)},
                                               {"added", added},
                                               {"members", w.plain(l.value.n)},
                                               {"money", spending}}))));
  Table table(escape(w["why.levers-table"]));
  table.head(
      {escape(w["why.lever"]), escape(w["why.money"]),
       escape(w.fill("why.head-ratio", {{"unit", explain_words::unit_name(w, study)}})),
       escape(w["why.head-median"]),
       escape(w.fill("why.usd-by", {{"unit", explain_words::unit_for_the_better(w, study)}})),
       escape(w["why.head-right-way"])});
  for (const auto& e : l.levers) {
    const auto lever = escape(explain_words::lever_name(w, e));
    if (!e.costs) {
      table.row({lever, escape(w["why.no-cost-long"]),
                 with_range(w.fill("why.in-all", {{"value", figure(w, e.change.mean, 3, true)}}),
                            explain_words::range(w, e.change.low90, e.change.high90, 3, true)),
                 "", "", ""});
      continue;
    }
    table.row(
        {lever, escape(explain_words::money(w, e.spending.median)),
         figure_text(w, e.mean_per_million, true),
         with_range(figure(w, e.per_million.median, 3, true),
                    explain_words::range(w, e.per_million.low90, e.per_million.high90, 3, true)),
         money_by_unit(w, e), escape(explain_words::percent(w, e.helps))});
  }
  return html + table.html() + cheaper_table(w, l);
}

}  // namespace balloon::explain_page
