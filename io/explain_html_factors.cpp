// Sections of the page about factors: shares of variance and the screening.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/explain_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::explain_page {

namespace {

using explain_words::figure;

constexpr std::size_t bars_shown = 24, points_named = 12;

std::string index_text(const Words& w, const decision::IndexEstimate& e) {
  if (!std::isfinite(e.value)) return "\u2013";
  return with_range(explain_words::fixed(w, e.value, 2),
                    explain_words::brackets(w, explain_words::fixed(w, e.low, 2),
                                            explain_words::fixed(w, e.high, 2)));
}

svg::IntervalRow index_row(const std::string& label, const decision::IndexEstimate& e,
                           const char* css, bool apart) {
  svg::IntervalRow row;
  row.label = label;
  row.middle = e.value;
  row.low50 = row.low90 = std::isfinite(e.low) ? e.low : e.value;
  row.high50 = row.high90 = std::isfinite(e.high) ? e.high : e.value;
  row.css = css;
  row.set_apart = apart;
  return row;
}

std::string variance_chart(const Words& w, const ExplainStudy& study) {
  const auto& v = *study.result.variance;
  svg::IntervalChart chart;
  chart.title = w["why.variance-chart"];
  chart.description = w["why.variance-chart-about"];
  chart.axis = w["why.variance-axis"];
  chart.bars = true;
  chart.width = 580;
  for (std::size_t i = 0; i < std::min(bars_shown, v.order.size()); ++i) {
    const auto g = v.order[i];
    if (!std::isfinite(v.indices.total[g].value)) continue;
    chart.rows.push_back(index_row(explain_words::group_name(w, v.groups[g]), v.indices.total[g],
                                   "item-home", i > 0));
    chart.rows.push_back(index_row("", v.indices.first[g], "item-gone", false));
  }
  if (chart.rows.empty()) return "";
  return captioned(escape(w["why.variance-caption"]), escape(w["why.whiskers-95"]),
                   legend({{"item-home", std::string(w["why.legend-total"])},
                           {"item-gone", std::string(w["why.legend-first"])}}),
                   svg::draw(chart, "explain-variance", w));
}

/// Where the name of a point may stand without covering another's.
struct NamePlaces {
  std::vector<svg::Point> taken;
  bool take(svg::Point at) {
    for (const auto& other : taken)
      if (std::fabs(other.y - at.y) < 13 && std::fabs(other.x - at.x) < 150) return false;
    taken.push_back(at);
    return true;
  }
};

std::string screen_plane(const Words& w, const ExplainStudy& study) {
  const auto& s = *study.result.screen;
  constexpr double width = 580, height = 540, left = 64, right = 20, top = 12, bottom = 44;
  double most_x = 0, most_y = 0;
  for (const auto& e : s.effects) {
    if (std::isfinite(e.mu_star)) most_x = std::max(most_x, e.mu_star);
    if (std::isfinite(e.sigma)) most_y = std::max(most_y, e.sigma);
  }
  if (!(most_x > 0)) return "";
  svg::Picture picture(width, height);
  const auto xs = svg::ticks(0, most_x * 1.05, 5);
  const auto ys = svg::ticks(0, most_y > 0 ? most_y * 1.05 : 1, 5);
  const svg::Scale x{0, xs.back(), left, width - right}, y{0, ys.back(), height - bottom, top};
  for (const double at : ys) {
    picture.line({left, y(at)}, {width - right, y(at)}, at == 0 ? "axis" : "grid");
    picture.text({left - 5, y(at) + 4}, w.number(at, svg::tick_decimals(ys)), "tick",
                 svg::Anchor::end);
  }
  for (const double at : xs) {
    picture.line({x(at), height - bottom}, {x(at), height - bottom + 4}, "axis");
    picture.text({x(at), height - bottom + 17}, w.number(at, svg::tick_decimals(xs)), "tick",
                 svg::Anchor::middle);
  }
  const double diagonal = std::min(xs.back(), ys.back());
  picture.line({x(0), y(0)}, {x(diagonal), y(diagonal)}, "rule");
  picture.text({width - right, height - 6},
               w.fill("why.plane-x", {{"unit", explain_words::unit_name(w, study)}}), "tick",
               svg::Anchor::end);
  picture.text({left + 6, top + 10}, std::string(w["why.plane-y"]), "tick");
  NamePlaces places;
  for (std::size_t i = s.order.size(); i-- > 0;) {
    const auto f = s.order[i];
    const auto& e = s.effects[f];
    if (!std::isfinite(e.mu_star) || !std::isfinite(e.sigma)) continue;
    const auto kind = s.factors[f].kind;
    picture.circle({x(e.mu_star), y(e.sigma)}, i < points_named ? 4.5 : 2.6,
                   kind == decision::FactorKind::parameter ? "item-gone"
                   : kind == decision::FactorKind::lever   ? "item-COL"
                   : kind == decision::FactorKind::history ? "item-other"
                                                           : "item-BOL",
                   explain_words::factor_name(w, s.factors[f].id));
  }
  for (std::size_t i = 0; i < std::min(points_named, s.order.size()); ++i) {
    const auto& e = s.effects[s.order[i]];
    if (!std::isfinite(e.mu_star) || !std::isfinite(e.sigma)) continue;
    const double px = x(e.mu_star), py = y(e.sigma) + 4;
    const bool late = px > left + 0.66 * (width - left - right);
    const double at = late ? px - 7 : px + 7;
    for (const double shift : {0.0, 13.0, -13.0, 26.0, -26.0}) {
      if (!places.take({late ? at - 75 : at + 75, py + shift})) continue;
      picture.text({at, py + shift}, explain_words::factor_name(w, s.factors[s.order[i]].id),
                   "note", late ? svg::Anchor::end : svg::Anchor::start);
      break;
    }
  }
  return captioned(escape(w["why.plane-caption"]), escape(w["why.plane-how"]),
                   legend({{"item-gone", std::string(w["why.legend-parameter"])},
                           {"item-BOL", std::string(w["why.legend-structure"])},
                           {"item-COL", std::string(w["why.legend-lever"])},
                           {"item-other", std::string(w["why.legend-history"])}}),
                   picture.finish("explain-plane", std::string(w["why.plane"]),
                                  std::string(w["why.plane-about"]), "measure-wide"));
}

}  // namespace

std::string variance_section(const Words& w, const ExplainStudy& study) {
  if (!study.result.variance) return "";
  const auto& v = *study.result.variance;
  std::string html = heading(2, w["why.shares"], "variance");
  html += paragraph(escape(
      shown(w.fill("why.variance-intro", {{"count", w.plain(v.values.n)},
                                          {"value", explain_words::with_interval(w, v.values)},
                                          {"points", w.plain(v.indices.used)}}))));
  Table table(escape(w["why.variance-table"]));
  table.head({escape(w["why.factor"]), escape(w["why.total"]), escape(w["why.legend-first"])});
  for (const auto g : v.order)
    table.row({name_cell(explain_words::group_name(w, v.groups[g]),
                         explain_words::factor_meaning(w, study, v.groups[g].id)),
               index_text(w, v.indices.total[g]), index_text(w, v.indices.first[g])});
  table.row({name_cell(std::string(w["why.row-sum"]), std::string(w["why.row-sum-about"])), "",
             fmt::format("<b>{}</b>", shown(explain_words::fixed(w, v.first_sum, 2)))},
            "total");
  return html + beside(variance_chart(w, study), table.html());
}

namespace {

/// Elementary effects of the first `count` factors.
std::string effects_table(const Words& w, const ExplainStudy& study, std::size_t count,
                          const char* caption) {
  const auto& s = *study.result.screen;
  Table table(escape(w[caption]));
  table.head({escape(w["why.factor"]), escape(w["why.head-mu-star"]), escape(w["why.mu"]),
              escape(w["why.sigma"])});
  for (std::size_t i = 0; i < std::min(count, s.order.size()); ++i) {
    const auto f = s.order[i];
    const auto& e = s.effects[f];
    table.row({name_cell(explain_words::factor_name(w, s.factors[f].id),
                         explain_words::factor_meaning(w, study, s.factors[f].id)),
               with_range(figure(w, e.mu_star), explain_words::range(w, e.low, e.high)),
               shown(figure(w, e.mu, 3, true)), shown(figure(w, e.sigma))});
  }
  return table.html();
}

}  // namespace

std::string screen_section(const Words& w, const ExplainStudy& study) {
  if (!study.result.screen) return "";
  const auto& s = *study.result.screen;
  std::string html = heading(2, w["why.screening"], "screen");
  html += paragraph(escape(
      w.fill("why.screen-intro", {{"factors", w.plain(static_cast<double>(s.factors.size()))},
                                  {"walks", w.plain(study.plan.trajectories)},
                                  {"unit", explain_words::unit_name(w, study)}})));
  html +=
      beside(screen_plane(w, study), effects_table(w, study, points_named, "why.screen-largest"));
  return html + details(escape(w["why.all-factors"]),
                        effects_table(w, study, s.order.size(), "why.plane-caption"));
}

}  // namespace balloon::explain_page
