#include "io/measure_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace balloon {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::string transform_words(measure::Transform transform) {
  switch (transform) {
    case measure::Transform::change:
      return "change of ";
    case measure::Transform::log1p:
      return "log(1 + x) of ";
    case measure::Transform::asinh:
      return "asinh of ";
    case measure::Transform::level:
      break;
  }
  return "";
}

std::string probability_words(double p) {
  if (!std::isfinite(p)) return "not to be had";
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p);
}

std::string specification_sentence(const MeasureStudy& study) {
  const auto& s = study.plan.specification;
  std::string text = transform_words(s.transform) + s.outcome + " on " +
                     transform_words(s.treatment_transform) + joined(s.treatments);
  if (s.lag > 0) text += fmt::format(" of {} {} before", s.lag, s.lag == 1 ? "time" : "times");
  if (!s.controls.empty()) text += ", controls " + joined(s.controls);
  switch (s.effects) {
    case measure::Effects::two_way:
      return text + "; effects of places and times taken out";
    case measure::Effects::place:
      return text + "; effects of places taken out";
    case measure::Effects::time:
      return text + "; effects of times taken out";
    case measure::Effects::none:
      break;
  }
  return text + "; no fixed effects";
}

std::vector<std::string> test_sentences(const MeasureStudy& study) {
  const auto& d = study.dependence;
  std::vector<std::string> lines;
  const auto add = [&](const char* name, const measure::TestResult& t, const char* meaning) {
    lines.push_back(fmt::format("{} {:.2f}, {}: a small p speaks for {}", name, t.statistic,
                                probability_words(t.p), meaning));
  };
  add("LM lag", d.lag, "a lag of the outcome");
  add("LM error", d.error, "dependence in the error");
  add("robust LM lag", d.robust_lag, "a lag of the outcome, whatever the error does");
  add("robust LM error", d.robust_error, "dependence in the error, whatever the lag does");
  if (study.spatial_hausman)
    add("spatial Hausman", *study.spatial_hausman,
        "something that the error model lacks (lags of outcome or regressors)");
  const auto& h = study.hausman;
  if (!h.problem.empty())
    lines.push_back("Hausman, fixed against random effects: " + h.problem);
  else if (h.definite)
    lines.push_back(fmt::format("Hausman {:.2f}, {}: a small p speaks for fixed effects of places",
                                h.statistic, probability_words(h.p)));
  else
    lines.push_back(fmt::format(
        "Hausman by regression {:.2f}, {}: a small p speaks for fixed effects of places",
        h.by_regression, probability_words(h.by_regression_p)));
  return lines;
}

std::string quotient_sentence(const measure::DisplacementQuotient& q) {
  using enum measure::QuotientState;
  switch (q.state) {
    case window_empty:
      return "Undefined: the panel has no time in one of the windows.";
    case no_target:
      return "Undefined: no treated place has figures in both windows.";
    case no_control:
      return "Undefined: no control place has figures in both windows.";
    case control_zero:
      return "Undefined: the control is zero in one of the windows.";
    case no_buffer:
      return "Undefined: no place lies in the buffer.";
    case target_did_not_fall:
      return "Undefined: the treated places did not fall relative to the control, so there is no "
             "success that could be "
             "displaced.";
    case defined:
      break;
  }
  std::string text;
  switch (q.verdict) {
    case measure::DisplacementVerdict::diffusion_beyond_success:
      text = "The buffer fell by more than the treated places: diffusion of benefits.";
      break;
    case measure::DisplacementVerdict::diffusion:
      text = "The buffer fell too, by less than the treated places: diffusion of benefits.";
      break;
    case measure::DisplacementVerdict::partial_displacement:
      text = "The buffer rose by less than the treated places fell: partial displacement.";
      break;
    case measure::DisplacementVerdict::displacement_beyond_success:
      text =
          "The buffer rose by more than the treated places fell: displacement exceeds the success.";
      break;
    default:
      text = "The buffer moved as the control did.";
      break;
  }
  if (!q.interval_bounded)
    text += fmt::format(
        " In {:.0f} % of resampled panels it does not exist: the fall of the treated places is not "
        "told from none.",
        100 * q.undefined_share);
  return text;
}

std::vector<std::string> control_sentences(const measure::DisplacementQuotient& q) {
  std::vector<std::string> lines;
  if (q.distance_gradient.tested)
    lines.push_back(
        fmt::format("Control by distance: {}{}.", probability_words(q.distance_gradient.p),
                    q.distance_gradient.suspect
                        ? "; nearer places rose more, so the control took in what was displaced"
                        : "; no sign that nearer places rose more, which is no proof"));
  if (q.growth_before.tested)
    lines.push_back(fmt::format("Growth before: {}{}.", probability_words(q.growth_before.p),
                                q.growth_before.suspect
                                    ? "; treated and control places already moved apart"
                                    : "; no sign that treated and control places moved apart, "
                                      "which is no proof that they did not"));
  lines.push_back(
      "A price common to all places contaminates any control for coca, and no check of the panel "
      "can see that.");
  return lines;
}

}  // namespace balloon
