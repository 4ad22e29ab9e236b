// The weighted displacement quotient: groups, figures, and what speaks against its control.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"
#include "io/measure_words.hpp"

namespace balloon::measure_page {

namespace {

using measure::DisplacementVerdict;
using measure::QuotientState;

const char* verdict_words(DisplacementVerdict verdict) {
  switch (verdict) {
    case DisplacementVerdict::undefined:
      return "no quotient";
    case DisplacementVerdict::diffusion_beyond_success:
      return "diffusion of the benefit beyond the success itself";
    case DisplacementVerdict::diffusion:
      return "diffusion of the benefit";
    case DisplacementVerdict::neither:
      return "neither displacement nor diffusion";
    case DisplacementVerdict::partial_displacement:
      return "partial displacement";
    case DisplacementVerdict::displacement_beyond_success:
      break;
  }
  return "displacement beyond the success itself";
}

/// The interval, or that it has no bounds.
std::string quotient_range(const measure::DisplacementQuotient& q) {
  const auto e = estimate_of(q.quotient);
  if (!q.interval_bounded || !e.known())
    return "<span class=\"small\">(interval without bounds)</span>";
  return range(e);
}

std::string windows_words(const measure::TimeWindow& window) {
  return window.first == window.last ? Words::year(window.first)
                                     : fmt::format("{} to {}", window.first, window.last);
}

std::string change_words(const measure::GroupFigures& g) {
  return g.before > 0 && std::isfinite(g.after)
             ? english().change(100 * (g.after / g.before - 1), 3, 1) + "\u00a0%"
             : "\u2013";
}

std::string groups_table(const MeasureStudy& study) {
  const auto& q = *study.quotient;
  const auto& plan = *study.plan.quotient;
  Table table(fmt::format("{} of each group: sum over places of their means over the window",
                          escape(study.plan.specification.outcome)));
  table.head({"group", "places", "before<br>" + windows_words(plan.before),
              "after<br>" + windows_words(plan.after), "change"});
  for (const auto& [name, css, group] : {std::tuple{"target", "measure-target", &q.target},
                                         {"buffer", "measure-buffer", &q.buffer},
                                         {"control", "measure-control", &q.control}}) {
    std::string places = count(group->places);
    if (group->dropped > 0)
      places += fmt::format(R"( <span class="small">({} left out)</span>)", count(group->dropped));
    table.row({fmt::format(R"(<span class="swatch measure-dot {}" aria-hidden="true"></span>{})",
                           css, name),
               places, figure(group->before), figure(group->after), change_words(*group)});
  }
  return table.html();
}

std::string figures_table(const measure::DisplacementQuotient& q) {
  Table table(fmt::format("The quotient and its parts, with 95\u00a0% intervals of {} resamples of "
                          "places within groups",
                          count(q.replicates)),
              "measure-tests");
  table.head({"figure", "estimate", "95\u00a0% interval"});
  const auto line = [&](const std::string& name, const char* says,
                        const measure::BootstrapFigure& figure_of, bool bounded) {
    const auto e = estimate_of(figure_of);
    const int decimals = e.known() && bounded ? shared_decimals({e.value, e.low, e.high}, e.error)
                                              : shared_decimals({e.value});
    std::string interval = "\u2013";
    if (!bounded)
      interval = "<span class=\"small\">without bounds</span>";
    else if (e.known())
      interval = range(e);
    table.row({fmt::format(R"({}<br><span class="small">{}</span>)", name, says),
               "<b>" + fixed(e.value, decimals, true) + "</b>", interval});
  };
  line("Weighted displacement quotient",
       "Change of the buffer over change of the target, both relative to the control. Below 0: "
       "displaced; above 0: the benefit spread.",
       q.quotient, q.interval_bounded);
  line("Buffer relative to control, change", "The quotient\u2019s numerator; above 0: a gain.",
       q.buffer_change, true);
  line("Target relative to control, change", "Its denominator; below 0: success.", q.success, true);
  line("Gross effect", "What the target lost from before to after, in units of the outcome.",
       q.gross_effect, true);
  line("Net effect", "The target\u2019s fall relative to the control; above 0: success.",
       q.net_effect, true);
  line("Total net effect",
       "What target and buffer together lost against moving like the control, in units of the "
       "outcome.",
       q.total_net_effect, true);
  return table.html();
}

std::string shares_words(const measure::DisplacementQuotient& q) {
  if (q.replicates == 0) return "";
  std::vector<std::string> parts;
  for (std::size_t v = 1; v < q.verdict_shares.size(); ++v)
    if (q.verdict_shares[v] > 0)
      parts.push_back(fmt::format("{}\u00a0% {}", escape(percent(q.verdict_shares[v])),
                                  verdict_words(static_cast<DisplacementVerdict>(v))));
  std::string text = parts.empty() ? std::string() : "The resamples say: " + listed(parts) + ". ";
  text += q.undefined_share > 0
              ? fmt::format(
                    "In {}\u00a0% of them there is no quotient, because the target does not "
                    "fall relative to the control, or a group is zero.",
                    escape(percent(q.undefined_share)))
              : std::string("Each of them has a quotient.");
  if (!q.interval_bounded)
    text += " That is more than an interval may leave out, so that the honest one has no bounds.";
  return paragraph(text);
}

std::string check_words(const measure::ControlCheck& check, const std::string& name,
                        const std::string& means, const std::string& suspect) {
  if (!check.tested) return "<li><b>" + name + "</b>: not tested; there are too few places.</li>\n";
  return fmt::format("<li><b>{}</b>: {} (standard error {}; {}). {} {}</li>\n", name,
                     figure(check.estimate, true), figure(check.error), small_p(check.p), means,
                     check.suspect ? "<b>The control is suspect</b>: " + suspect
                                   : std::string("Nothing speaks up here; that is no proof."));
}

}  // namespace

std::string quotient_answer(const MeasureStudy& study) {
  const auto& q = *study.quotient;
  const std::string suspect =
      q.control_suspect() ? " Its control is suspect (<a href=\"#quotient\">checks</a>)." : "";
  const std::string says = escape(quotient_sentence(q));
  if (q.state != QuotientState::defined)
    return fmt::format("<b>Displacement quotient</b>: {}{}", says, suspect);
  const double gain = -q.quotient.value;
  const auto e = estimate_of(q.quotient);
  const bool bounded = e.known() && q.interval_bounded;
  const int decimals =
      bounded ? shared_decimals({e.value, e.low, e.high}, e.error) : shared_decimals({e.value});
  return fmt::format(
      "<b>Displacement quotient {}</b> {}: for each unit that the targets lost relative to the "
      "control, the buffer around them {} {}. {}{}{}",
      fixed(e.value, decimals, true), quotient_range(q), gain > 0 ? "gained" : "lost",
      fixed(std::fabs(gain), decimals), says,
      bounded && e.holds_zero() ? " The interval holds zero, and with it the opposite." : "",
      suspect);
}

std::string quotient_section(Page& page) {
  if (!page.study.quotient || !page.study.plan.quotient) return "";
  const auto& q = *page.study.quotient;
  std::string html = heading(2, "Displacement quotient", "quotient");
  html += paragraph(
      "Bowers and Johnson\u2019s weighted displacement quotient compares the change of a buffer "
      "around treated places with that of the treated places themselves, both relative to a "
      "control. It is a description, not a causal estimate: what moves the control (a price that "
      "all places share) hides displacement that reaches everywhere.");
  html += groups_table(page.study);
  html += paragraph(escape(quotient_sentence(q)),
                    q.state == QuotientState::defined ? "measure-answer" : "warning");
  html += figures_table(q) + shares_words(q);
  html += heading(3, "Checks of the control") + "<ul>";
  html += check_words(q.distance_gradient,
                      "Change by distance to the nearest target, within the "
                      "control",
                      "A slope below zero says that nearer places rose more.",
                      "nearer places rose more, so that it took in what was displaced and the "
                      "quotient understates displacement.");
  html += check_words(q.growth_before, "Growth before, target minus control, per time",
                      "Far from zero says that the two were on different paths already.",
                      "target and control were on different paths before.");
  return html + "</ul>\n" +
         paragraph("Places that move with their neighbours make the intervals too narrow.",
                   "small");
}

}  // namespace balloon::measure_page
