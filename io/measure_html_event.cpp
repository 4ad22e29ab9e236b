// The event study: effects around the date of a policy, and what two-way fixed effects would say.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"
#include "io/svg.hpp"

namespace balloon::measure_page {

namespace {

using measure::EventEffect;

constexpr std::size_t most_open_rows = 14;  ///< of a table; longer ones are folded

Estimate pointwise(const EventEffect& e) { return {e.value, e.error, e.low, e.high}; }
Estimate in_band(const EventEffect& e) { return {e.value, e.error, e.band_low, e.band_high}; }

/// Coefficients of two-way fixed effects by event time; none but the reference are in error.
std::map<int, measure::NaiveCoefficient> naive_by_time(const measure::EventStudy& study) {
  std::map<int, measure::NaiveCoefficient> found;
  for (const auto& each : study.naive.events)
    if (std::isfinite(each.value)) found[each.event] = each;
  return found;
}

std::string event_chart(Page& page) {
  const auto& study = *page.study.event;
  const auto naive = naive_by_time(study);
  constexpr double width = 480, height = 280, left = 58, right = 14, top = 12, bottom = 44;
  double low = 0, high = 0;
  int first = 0, last = 0;
  bool any = false;
  for (const auto& e : study.by_event_time.effects) {
    if (!std::isfinite(e.value)) continue;
    first = any ? std::min(first, e.at) : e.at;
    last = any ? std::max(last, e.at) : e.at;
    any = true;
    for (const double y : {e.value, e.low, e.high, e.band_low, e.band_high})
      if (std::isfinite(y)) low = std::min(low, y), high = std::max(high, y);
    if (const auto other = naive.find(e.at); other != naive.end())
      low = std::min(low, other->second.value), high = std::max(high, other->second.value);
  }
  if (!any) return "";
  if (high <= low) high = low + 1;

  svg::Picture picture(width, height);
  const double margin = 0.03 * (high - low);
  low -= margin;
  high += margin;
  const auto steps = svg::ticks(low, high, 5);
  const int decimals = svg::tick_decimals(steps);
  const svg::Scale x{first - 0.6, last + 0.6, left, width - right};
  const svg::Scale y{low, high, height - bottom, top};
  for (const double step : steps) {
    if (step < low || step > high) continue;
    picture.line({left, y(step)}, {width - right, y(step)}, step == 0 ? "axis" : "grid");
    picture.text({left - 6, y(step) + 4}, fixed(step, decimals), "tick", svg::Anchor::end);
  }
  const int span = last - first;
  const int every = span > 40 ? 10 : span > 24 ? 5 : span > 12 ? 2 : 1;
  for (int at = first; at <= last; ++at) {
    if (at % every != 0) continue;
    picture.line({x(at), height - bottom}, {x(at), height - bottom + 4}, "axis");
    picture.text({x(at), height - bottom + 17}, fixed(at, 0, true), "tick", svg::Anchor::middle);
  }
  picture.text({(left + width - right) / 2, height - 8}, "times since the policy", "tick",
               svg::Anchor::middle);
  if (first < 0 && last >= 0) picture.line({x(-0.5), top}, {x(-0.5), height - bottom}, "rule");
  const double cell = x(1) - x(0), aside = std::min(0.38 * cell, 10.0);
  const double radius = std::clamp(0.2 * cell, 2.0, 4.0);
  for (const auto& e : study.by_event_time.effects) {
    if (!std::isfinite(e.value)) continue;
    const svg::Point at{x(e.at), y(e.value)};
    if (e.reference) {
      picture.circle(at, radius, "measure-reference");
      continue;
    }
    if (in_band(e).known()) picture.line({at.x, y(e.band_low)}, {at.x, y(e.band_high)}, "whisker");
    if (pointwise(e).known())
      picture.line({at.x, y(e.low)}, {at.x, y(e.high)}, "whisker-thick dot-line");
    picture.circle(at, radius, "dot");
    if (const auto other = naive.find(e.at); other != naive.end())
      picture.square({at.x + aside, y(other->second.value)}, 0.7 * radius, "measure-naive");
  }
  return picture.finish(page.next_id(), "Effects by time since the policy",
                        "Estimates with pointwise and uniform 95\u00a0% intervals, and those of "
                        "two-way fixed effects beside them.",
                        "measure-wide");
}

std::string event_legend(const measure::EventStudy& study) {
  std::string html = "<ul class=\"legend\">";
  const auto entry = [&](const char* css, const char* words) {
    html +=
        fmt::format(R"(<li><span class="swatch {}" aria-hidden="true"></span>{}</li>)", css, words);
  };
  entry("measure-dot measure-swatch-dot", "effect");
  entry("measure-swatch-thick", "95\u00a0% interval of each alone");
  entry("measure-swatch-thin", "band that holds all at once in 95\u00a0% of cases");
  entry("measure-dot measure-swatch-reference", "reference, zero by construction");
  if (!study.naive.events.empty()) entry("measure-swatch-naive", "two-way fixed effects");
  return html + "</ul>\n";
}

std::string event_table(const measure::EventStudy& study) {
  const auto naive = naive_by_time(study);
  Table table("Effects by time since the policy", "measure-journal");
  table.head(
      {"time", "effect", "standard error", "band", "places", "dates", "two-way<br>fixed effects"});
  std::size_t rows = 0;
  for (const auto& e : study.by_event_time.effects) {
    if (!std::isfinite(e.value)) continue;
    ++rows;
    std::string other = "\u2013";
    if (const auto at = naive.find(e.at); at != naive.end()) {
      const int decimals = shared_decimals({at->second.value}, at->second.error);
      other =
          fmt::format(R"({} <span class="small">({})</span>)",
                      fixed(at->second.value, decimals, true), fixed(at->second.error, decimals));
    }
    const int decimals = shared_decimals({e.value, e.band_low, e.band_high}, e.error);
    table.row({fixed(e.at, 0, true),
               e.reference ? "0 <span class=\"small\">(reference)</span>"
                           : "<b>" + fixed(e.value, decimals, true) + "</b>",
               e.reference ? "" : fixed(e.error, decimals),
               e.reference || !in_band(e).known() ? "" : range(in_band(e)),
               e.reference ? "" : count(e.places), e.reference ? "" : count(e.groups),
               e.reference ? "" : other});
  }
  return rows > most_open_rows ? details("The figures of the picture", table.html()) : table.html();
}

std::string overall_table(const measure::EventStudy& study) {
  Table table("Effects in one figure, with 95\u00a0% intervals", "measure-tests");
  table.head({"figure", "estimate", "p"});
  const auto line = [&](const char* name, const std::string& says, const Estimate& e) {
    table.row({fmt::format(R"({}<br><span class="small">{}</span>)", name, says),
               std::isfinite(e.value) ? with_range(e) : std::string("\u2013"),
               escape(probability(normal_p(e.value, e.error)))});
  };
  line("All treated times",
       "Mean over all places and times shown from the policy on: dates long ago weigh more.",
       pointwise(study.overall));
  line("Mean over dates",
       "First the mean over times of each date\u2019s places, then over places: what Callaway and "
       "Sant\u2019Anna advise.",
       pointwise(study.overall_of_groups));
  const auto& naive = study.naive;
  std::string weights = "One coefficient for all times.";
  if (naive.treated_cells > 0 && std::isfinite(naive.negative_share)) {
    const std::string cells = count(naive.treated_cells, "treated place-time");
    weights =
        naive.negative_share > 0
            ? fmt::format(
                  "One coefficient for all times; it weighs {}\u00a0% of the {} negatively "
                  "(their weights add up to {}), because places treated earlier "
                  "serve as controls of later ones.",
                  escape(percent(naive.negative_share)), cells, figure(naive.negative_sum))
            : fmt::format("One coefficient for all times; it weighs none of the {} negatively.",
                          cells);
  }
  line("Two-way fixed effects, for comparison", weights,
       estimate_of(naive.coefficient, naive.error));
  return table.html();
}

std::string pre_trend_words(const measure::PreTrend& test) {
  if (!test.tested)
    return paragraph(
        "<b>Before the policy</b>: no test; the panel has no earlier times that could "
        "be compared.");
  return paragraph(fmt::format(
      "<b>Before the policy</b>: that all effects before it are zero gives a Wald statistic of {} "
      "({} df; {}). {}",
      figure(test.statistic), count(test.df), small_p(test.p),
      test.p < 0.05
          ? "Places that were to be treated moved differently already: what follows is not the "
            "policy\u2019s alone."
          : "They are not told from zero; that may be for want of places, and is no promise for "
            "later times."));
}

std::string sample_words(const measure::EventStudy& study) {
  std::string text = fmt::format("{} used, {} of them without a date in the panel.",
                                 count(study.places, "place"), count(study.never));
  if (study.always_treated > 0)
    text += fmt::format(" {} left out: treated before anything was seen of them.",
                        count(study.always_treated, "place"));
  if (study.empty > 0)
    text += fmt::format(" {} left out: no outcome at all.", count(study.empty, "place"));
  if (study.pairs_lost > 0)
    text += fmt::format(" Of {} pairs of times, {} lack one and are not used.",
                        count(study.pairs_used + study.pairs_lost), count(study.pairs_lost));
  if (study.cells_missing > 0)
    text += fmt::format(" {} of a date and a time have nobody to be compared with.",
                        count(study.cells_missing, "pair"));
  const auto fewest = study.overall.fewest;
  if (fewest < 10)
    text += fmt::format(" Some comparison has only {} on a side: the intervals are too narrow.",
                        count(fewest, "place"));
  return paragraph(text, "small");
}

}  // namespace

std::string event_answer(const MeasureStudy& study) {
  const auto& event = *study.event;
  const auto e = pointwise(event.overall);
  if (!std::isfinite(e.value))
    return "<b>Event study</b>: no effect could be estimated; no date has places to be compared "
           "with.";
  std::string text = fmt::format(
      "<b>Event study {}</b> {}: from its policy on, {} of a treated place differs by that much "
      "from what places not yet treated would suggest.",
      fixed(e.value, shared_decimals({e.value, e.low, e.high}, e.error), true), range(e),
      event_outcome_words(study.plan.specification));
  if (event.pre_trend.tested && event.pre_trend.p < 0.05)
    text +=
        " But treated places moved differently already before "
        "(<a href=\"#event\">test</a>).";
  return text;
}

std::string event_section(Page& page) {
  if (!page.study.event) return "";
  const auto& study = *page.study.event;
  std::string html = heading(2, "Event study", "event");
  const auto& plan = page.study.plan;
  const auto& spec = page.specification();
  const std::string dates =
      plan.event.empty()
          ? fmt::format("the time at which {} first exceeds {}",
                        escape(spec.treatments.empty() ? "" : spec.treatments.front()),
                        plain(plan.event_threshold.value_or(0)))
          : "the dates in " + escape(plan.event);
  std::string intro = fmt::format(
      "Effects on {} around {}, by Callaway and Sant\u2019Anna\u2019s group-time averages: each "
      "date\u2019s places are compared only with places not yet treated, from the last time before "
      "the policy. Displacement onto those counts as an effect of the opposite sign.",
      event_outcome_words(spec), dates);
  if (spec.transform == measure::Transform::change)
    intro += " The outcome is taken as it is, not as a change.";
  html += paragraph(intro);
  const std::string chart = event_chart(page);
  if (chart.empty())
    return html + paragraph("No effect could be estimated.", "warning") + sample_words(study);
  html += "<figure>" + chart + event_legend(study) + "</figure>\n";
  html += overall_table(study) + pre_trend_words(study.pre_trend) + event_table(study) +
          sample_words(study);
  return html;
}

}  // namespace balloon::measure_page
