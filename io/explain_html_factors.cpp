// Sections of the page about factors: shares of variance and the screening.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/explain_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::explain_page {

namespace {

using explain_words::figure;

constexpr std::size_t bars_shown = 16, points_named = 12;

std::string index_text(const decision::IndexEstimate& e) {
  if (!std::isfinite(e.value)) return "\u2013";
  return with_range(
      explain_words::fixed(e.value, 2),
      fmt::format("[{}, {}]", explain_words::fixed(e.low, 2), explain_words::fixed(e.high, 2)));
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

std::string variance_chart(const ExplainStudy& study) {
  const auto& v = *study.result.variance;
  svg::IntervalChart chart;
  chart.title = "Shares of variance by factor";
  chart.description =
      "Two bars a factor with 95 % intervals: above the share in which it takes part, below the "
      "share that it has by itself.";
  chart.axis = "share of variance";
  chart.bars = true;
  chart.width = 580;
  for (std::size_t i = 0; i < std::min(bars_shown, v.order.size()); ++i) {
    const auto g = v.order[i];
    if (!std::isfinite(v.indices.total[g].value)) continue;
    chart.rows.push_back(
        index_row(explain_words::group_name(v.groups[g]), v.indices.total[g], "item-home", i > 0));
    chart.rows.push_back(index_row("", v.indices.first[g], "item-gone", false));
  }
  if (chart.rows.empty()) return "";
  return captioned(
      "Share of the variance <span class=\"unit\">(whiskers: 95\u00a0%)</span>"
      "<ul class=\"legend\"><li><span class=\"swatch item-home\"></span>in all, interactions "
      "included (total)</li><li><span class=\"swatch item-gone\"></span>by itself (first order)"
      "</li></ul>",
      svg::draw(chart, "explain-variance", Words("en")));
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

std::string screen_plane(const ExplainStudy& study) {
  const auto& s = *study.result.screen;
  constexpr double width = 580, height = 400, left = 64, right = 20, top = 12, bottom = 44;
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
  const Words words("en");
  for (const double at : ys) {
    picture.line({left, y(at)}, {width - right, y(at)}, at == 0 ? "axis" : "grid");
    picture.text({left - 5, y(at) + 4}, words.number(at, svg::tick_decimals(ys)), "tick",
                 svg::Anchor::end);
  }
  for (const double at : xs) {
    picture.line({x(at), height - bottom}, {x(at), height - bottom + 4}, "axis");
    picture.text({x(at), height - bottom + 17}, words.number(at, svg::tick_decimals(xs)), "tick",
                 svg::Anchor::middle);
  }
  const double diagonal = std::min(xs.back(), ys.back());
  picture.line({x(0), y(0)}, {x(diagonal), y(diagonal)}, "rule");
  picture.text(
      {width - right, height - 6},
      std::string("mean size of the change, mu* (") + decision::unit_of(study.plan.outcome) + ")",
      "tick", svg::Anchor::end);
  picture.text({left + 6, top + 10}, "sd of the change, sigma", "tick");
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
                   explain_words::factor_name(s.factors[f].id));
  }
  for (std::size_t i = 0; i < std::min(points_named, s.order.size()); ++i) {
    const auto& e = s.effects[s.order[i]];
    if (!std::isfinite(e.mu_star) || !std::isfinite(e.sigma)) continue;
    const double px = x(e.mu_star), py = y(e.sigma) + 4;
    const bool late = px > left + 0.66 * (width - left - right);
    const double at = late ? px - 7 : px + 7;
    for (const double shift : {0.0, 13.0, -13.0, 26.0, -26.0}) {
      if (!places.take({late ? at - 75 : at + 75, py + shift})) continue;
      picture.text({at, py + shift}, explain_words::factor_name(s.factors[s.order[i]].id), "note",
                   late ? svg::Anchor::end : svg::Anchor::start);
      break;
    }
  }
  return captioned(
      "Elementary effects <span class=\"unit\">(far right: it matters; above the dotted line: how "
      "much hangs on the others)</span><ul class=\"legend\">"
      "<li><span class=\"swatch item-gone\"></span>parameter</li>"
      "<li><span class=\"swatch item-BOL\"></span>structure</li>"
      "<li><span class=\"swatch item-COL\"></span>lever</li>"
      "<li><span class=\"swatch item-other\"></span>history</li></ul>",
      picture.finish("explain-plane", "The plane of the screening",
                     "One point a factor: mean size of its elementary effects to the right, their "
                     "standard deviation upwards.",
                     "measure-wide"));
}

}  // namespace

std::string variance_section(const ExplainStudy& study) {
  if (!study.result.variance) return "";
  const auto& v = *study.result.variance;
  std::string html = heading(2, "Shares of variance", "variance");
  html += paragraph(escape(shown(fmt::format(
      "Factors are drawn independently; over {} independent points the number is {} {} (median, 90 "
      "%), with {} base points. A factor that were known for certain would take its own share out "
      "of the variance in the mean; if everything but the factor were known, its share in all "
      "would be left. Shares in all count an interaction for each factor that takes part, so they "
      "add up to more than 1; a share near 0 may come out below it.",
      v.values.n, figure(v.values.median), explain_words::range(v.values.low90, v.values.high90),
      v.indices.used))));
  Table table("Sobol\u2019 indices with 95\u00a0% intervals");
  table.head({"factor", "in all (total)", "by itself (first order)"});
  for (const auto g : v.order)
    table.row({name_cell(explain_words::group_name(v.groups[g]),
                         explain_words::factor_meaning(study, v.groups[g].id)),
               index_text(v.indices.total[g]), index_text(v.indices.first[g])});
  table.row({name_cell("sum", "the rest of 1 are interactions"), "",
             fmt::format("<b>{}</b>", shown(explain_words::fixed(v.first_sum, 2)))},
            "total");
  return html + beside(variance_chart(study), table.html());
}

namespace {

/// Elementary effects of the first `count` factors.
std::string effects_table(const ExplainStudy& study, std::size_t count, const char* caption) {
  const auto& s = *study.result.screen;
  Table table(caption);
  table.head({"factor", "mean size, mu*", "mean, mu", "sd, sigma"});
  for (std::size_t i = 0; i < std::min(count, s.order.size()); ++i) {
    const auto f = s.order[i];
    const auto& e = s.effects[f];
    table.row({name_cell(explain_words::factor_name(s.factors[f].id),
                         explain_words::factor_meaning(study, s.factors[f].id)),
               with_range(figure(e.mu_star), explain_words::range(e.low, e.high)),
               shown(figure(e.mu, 3, true)), shown(figure(e.sigma))});
  }
  return table.html();
}

}  // namespace

std::string screen_section(const ExplainStudy& study) {
  if (!study.result.screen) return "";
  const auto& s = *study.result.screen;
  std::string html = heading(2, "Screening", "screen");
  html += paragraph(escape(fmt::format(
      "Each of {} factors was moved once on each of {} walks through the space of all factors, "
      "between their 5 and 95 % quantiles. Figures are changes of the number in {} over that "
      "range.",
      s.factors.size(), study.plan.trajectories, decision::unit_of(study.plan.outcome))));
  html += beside(screen_plane(study),
                 effects_table(study, points_named, "Elementary effects, the largest"));
  return html + details("All factors", effects_table(study, s.order.size(), "Elementary effects"));
}

}  // namespace balloon::explain_page
