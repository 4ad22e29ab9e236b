// The first screen: what was regressed on what, the answer in words, and what limits it.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"

namespace balloon::measure_page {

namespace {

bool in_logarithms(measure::Transform transform) {
  return transform == measure::Transform::log1p || transform == measure::Transform::asinh;
}

std::string lag_words(int lag) {
  if (lag == 0) return "";
  return lag == 1 ? " of the time before" : fmt::format(" of {} times before", lag);
}

std::string regressed_words(const MeasureStudy& study) {
  const auto& spec = study.plan.specification;
  std::vector<std::string> treatments, controls;
  for (const auto& name : spec.treatments) treatments.push_back(treatment_words(spec, name));
  for (const auto& name : spec.controls) controls.push_back(escape(name));
  std::string text = fmt::format("<b>{}</b> regressed on <b>{}</b>{}", outcome_words(spec),
                                 listed(treatments), lag_words(spec.lag));
  if (!controls.empty()) text += " and the controls " + listed(controls);
  return text + fmt::format(
                    ", with {}. {}, {} ({}), {}; neighbours are {}.",
                    effects_words(study.design.effects), count(study.design.place_count(), "place"),
                    count(study.design.time_count(), "time"), span_words(study.design.times),
                    count(study.design.rows, "row"), weights_words(study.plan));
}

/// Hectares where a column's name says so.
std::string unit_of(std::string_view column) {
  const bool hectares = column == "ha" || column.ends_with("_ha") || column.ends_with(" ha") ||
                        column.ends_with("(ha)") ||
                        column.find("hectare") != std::string_view::npos;
  return hectares ? "hectare" : "unit";
}

/// The three effects of one treatment in the model that answers.
struct Answer {
  const measure::SpatialFit& fit;
  std::string outcome, treatment;            ///< as they were regressed
  std::string outcome_name, treatment_name;  ///< their columns
  std::string unit, outcome_unit;
  Estimate own, neighbours, total;
  bool spills() const { return fit.lags_outcome() || fit.lags_regressors(); }
  const char* others() const {
    return fit.lags_outcome() ? "in all other places together" : "in the neighbours together";
  }
};

Answer answer_of(const MeasureStudy& study, const ModelEstimate& model,
                 const measure::EffectRow& row, std::size_t column) {
  const auto& spec = study.plan.specification;
  const auto& name = study.design.names[column];
  return {model.fit,
          outcome_words(spec),
          regressor_words(study, column) +
              (column < study.design.treatments ? lag_words(spec.lag) : ""),
          escape(spec.outcome),
          escape(name),
          unit_of(name),
          unit_of(spec.outcome) == "hectare" ? "hectares" : "units",
          estimate_of(study, row.direct),
          estimate_of(study, row.indirect),
          estimate_of(study, row.total)};
}

std::string headline_words(const Answer& a) {
  std::string text =
      fmt::format("Where {} is one {} higher, {} differs by {} <b>in the place itself</b>",
                  a.treatment, a.unit, a.outcome, with_range(a.own));
  if (!a.spills()) return text + ". This model leaves no room for effects on neighbours.";
  return text + fmt::format(", by {} <b>{}</b>, and by {} <b>in all</b>.", with_range(a.neighbours),
                            a.others(), with_range(a.total));
}

/// The same for a hundred units, in round figures, where the outcome is no logarithm.
std::string hundred_words(const Answer& a, const measure::Specification& spec) {
  if (in_logarithms(spec.transform) || in_logarithms(spec.treatment_transform)) return "";
  const auto more = [&](const Estimate& e) {
    const double size = 100 * std::fabs(e.value);
    return fmt::format("{} {}{}", size < 1 ? figure(size) : english().rounded(size, 3, 0),
                       a.outcome_unit, e.value < 0 ? " less" : " more");
  };
  std::string text = fmt::format("For 100 {}s of {} that is {} of {} in the place itself", a.unit,
                                 a.treatment_name, more(a.own), a.outcome_name);
  if (a.spills()) text += fmt::format(" and {} {}", more(a.neighbours), a.others());
  return text + ". ";
}

/// Per hundred of the own effect.
std::string per_hundred(const Answer& a, double neighbours) {
  return english().rounded(100 * std::fabs(neighbours / a.own.value), 2, 0);
}

/// What the two intervals say together, in units of the outcome.
std::string displaced_words(const Answer& a) {
  const bool own = !a.own.holds_zero(), others = !a.neighbours.holds_zero();
  const bool falls = a.own.value < 0;
  const std::string hundred = fmt::format("for every 100 by which {} {} in the place itself",
                                          a.outcome, falls ? "falls" : "rises");
  if (!own && !others)
    return "Both intervals, of the own effect and of the neighbours\u2019, hold zero: this panel "
           "does not tell either from no effect.";
  if (!own)
    return "The own effect\u2019s interval holds zero and the neighbours\u2019 does not: what "
           "moves with the treatment is found around the place, not in it.";
  if (!others) {
    const double low = a.neighbours.low, high = a.neighbours.high;
    return fmt::format(
        "The neighbours\u2019 interval holds zero: {}, anything from a loss of {} to a gain of {} "
        "among the others fits the panel.",
        hundred, per_hundred(a, low), per_hundred(a, high));
  }
  const std::string about = per_hundred(a, a.neighbours.value);
  if (falls == (a.neighbours.value < 0))
    return fmt::format(
        "The others move the same way, by about {} {}: on these intervals the effect spreads, and "
        "nothing "
        "is displaced to the neighbourhood.",
        about, hundred);
  return falls ? fmt::format("The others gain about {} {}: displacement to the neighbourhood.",
                             about, hundred)
               : fmt::format("The others lose about {} {}: growth is drawn from the neighbourhood.",
                             about, hundred);
}

/// The same after the intervals were widened as the robust errors of least squares suggest.
std::string widened_words(const Answer& a, double times) {
  if (times < 1.5) return "";
  const auto holds = [&](const Estimate& e) {
    return !(e.value + times * (e.low - e.value) > 0 || e.value + times * (e.high - e.value) < 0);
  };
  const bool own = holds(a.own), others = a.spills() && holds(a.neighbours);
  const char* result = "they say the same.";
  if (a.spills() && own && others)
    result = "both hold zero.";
  else if (own)
    result = "that of the own effect holds zero.";
  else if (others)
    result = "that of the own effect leaves out zero, the neighbours\u2019 holds it.";
  return fmt::format(
      " These intervals suppose independent errors of one variance; made {} times as wide, as the "
      "<a href=\"#least-squares\">robust errors of least squares</a> suggest, {}",
      english().rounded(times, 2, 1), result);
}

/// What a coefficient of logarithms means in per cent.
std::string per_cent_words(const Answer& a, const measure::Specification& spec) {
  if (!in_logarithms(spec.transform)) return "";
  if (in_logarithms(spec.treatment_transform))
    return fmt::format(
        "Both are logarithms (for large figures): one per cent more treatment goes with {} per "
        "cent of {} in the place itself. ",
        figure(a.own.value, true), escape(spec.outcome));
  if (std::fabs(a.own.value) > 5) return "";
  return fmt::format(
      "The outcome is a logarithm: in the place itself that is {} per cent of {} (where it is "
      "large). A neighbour\u2019s per cent may be of a much larger or smaller figure. ",
      figure(100 * std::expm1(a.own.value), true), escape(spec.outcome));
}

/// How far the models agree on the neighbours' effect of the first treatment.
std::string agreement_words(const MeasureStudy& study) {
  double low = 0, high = 0;
  int models = 0;
  for (const auto& each : study.models) {
    if (each.effects.empty() || (!each.fit.lags_outcome() && !each.fit.lags_regressors())) continue;
    const double value = each.effects.front().indirect.value;
    if (!std::isfinite(value)) continue;
    low = models == 0 ? value : std::min(low, value);
    high = models == 0 ? value : std::max(high, value);
    ++models;
  }
  if (models < 2) return "";
  const int decimals = shared_decimals({low, high});
  return fmt::format(
      "Over the {} models that leave room for it, the estimate of the neighbours\u2019 effect of "
      "{} "
      "runs from {} to {}.",
      models, regressor_words(study, 0), fixed(low, decimals, true), fixed(high, decimals, true));
}

std::string effects_in_short(const MeasureStudy& study, const ModelEstimate& model) {
  Table table(fmt::format("Effects of one unit more, {}", measure::name(model.fit.model)));
  table.head({"", "estimate", "95\u00a0% interval"});
  const std::size_t treatments = std::min(study.design.treatments, model.effects.size());
  for (std::size_t k = 0; k < treatments; ++k) {
    const auto a = answer_of(study, model, model.effects[k], k);
    table.group(a.treatment);
    const auto line = [&](const char* where, const Estimate& e) {
      table.row({where,
                 "<b>" + fixed(e.value, shared_decimals({e.value, e.low, e.high}, e.error), true) +
                     "</b>",
                 range(e)});
    };
    line("in the place itself", a.own);
    if (!a.spills()) continue;
    line(a.others(), a.neighbours);
    line("in all", a.total);
  }
  return table.html();
}

std::string limits(const MeasureStudy& study) {
  std::string html = heading(2, "What limits this") + "<ul class=\"measure-notes\">";
  for (const auto& note : study.notes) html += "<li>" + escape(note) + "</li>\n";
  const bool times = study.design.effects == measure::Effects::time ||
                     study.design.effects == measure::Effects::two_way;
  html += std::string("<li>") +
          (times ? "Displacement through a price that all places share is invisible here: effects "
                   "of times take it out"
                 : "Movements that all places share are not told from effects of the treatment") +
          " (<a href=\"#sees\">what such a design sees</a>).</li>\n";
  return html + "</ul>\n";
}

}  // namespace

std::string first_screen(Page& page) {
  const auto& study = page.study;
  const auto& title = study.plan.title;
  std::string html = "<header>\n<p class=\"eyebrow\">Balloon \u00b7 measured on a panel</p>\n";
  html += heading(1, title.empty() ? "Spatial panel of " + page.specification().outcome : title);
  html += paragraph(regressed_words(study), "against") + "</header>\n";
  html += "<div class=\"first\">\n<div>\n" + heading(2, "The answer");
  const auto* model = answering_model(study);
  if (model != nullptr) {
    const auto a = answer_of(study, *model, model->effects.front(), 0);
    html += paragraph(headline_words(a), "headline");
    std::string meaning =
        per_cent_words(a, page.specification()) + hundred_words(a, page.specification());
    if (a.spills()) meaning += displaced_words(a);
    meaning += widened_words(a, largest_inflation(study, 0));
    html += paragraph(meaning);
    html += paragraph(fmt::format("Model: {}. Brackets: 95\u00a0% intervals. {}",
                                  model_words(model->fit.model), agreement_words(study)),
                      "small");
  } else {
    html += paragraph("No spatial model was estimated.", "headline");
  }
  if (study.quotient) html += paragraph(quotient_answer(study));
  if (study.event) html += paragraph(event_answer(study));
  html += "</div>\n<div>\n";
  if (model != nullptr) html += effects_in_short(study, *model);
  return html + limits(study) + "</div>\n</div>\n";
}

}  // namespace balloon::measure_page
