// Results of `balloon measure` for the terminal, as JSON and as CSV.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "io/json_number.hpp"
#include "io/measure_study.hpp"
#include "io/measure_words.hpp"

namespace balloon {

namespace {

using MeasureJson = nlohmann::ordered_json;

/// Four significant figures, whole from a thousand on.
std::string short_number(double value) {
  if (!std::isfinite(value)) return "-";
  return std::fabs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

std::string p_text(double p) {
  if (!std::isfinite(p)) return "-";
  return p < 0.001 ? "<0.001" : fmt::format("{:.3f}", p);
}

MeasureJson effect_json(const measure::Effect& e) {
  return {{"value", number_or_null(e.value)},
          {"se_delta", number_or_null(e.delta)},
          {"se_simulated", number_or_null(e.simulated)},
          {"low", number_or_null(e.low)},
          {"high", number_or_null(e.high)}};
}

MeasureJson test_json(const measure::TestResult& t) {
  return {
      {"statistic", number_or_null(t.statistic)}, {"df", t.freedom}, {"p", number_or_null(t.p)}};
}

MeasureJson figure_json(const measure::BootstrapFigure& f) {
  if (!std::isfinite(f.value)) return {{"value", nullptr}, {"low", nullptr}, {"high", nullptr}};
  return {{"value", number_or_null(f.value)},
          {"low", number_or_null(f.low)},
          {"high", number_or_null(f.high)}};
}

MeasureJson event_json(const measure::EventEffect& e) {
  return {{"at", e.at},
          {"value", number_or_null(e.value)},
          {"se", number_or_null(e.error)},
          {"band_low", number_or_null(e.band_low)},
          {"band_high", number_or_null(e.band_high)},
          {"places", e.places},
          {"reference", e.reference}};
}

std::string models_text(const MeasureStudy& study) {
  std::string text = fmt::format("{:<6} {:<28} {:>10} {:>10} {:>10} {:>23}\n", "model", "effect",
                                 "value", "se delta", "se draws", "95 % interval");
  for (const auto& each : study.models) {
    const std::string model(measure::name(each.fit.model));
    for (const auto& row : each.effects) {
      const auto line = [&](const char* kind, const measure::Effect& e) {
        text += fmt::format("{:<6} {:<28} {:>10} {:>10} {:>10}  [{:>9}, {:>9}]\n", model,
                            std::string(kind) + " " + row.name, short_number(e.value),
                            short_number(e.delta), short_number(e.simulated), short_number(e.low),
                            short_number(e.high));
      };
      line("direct", row.direct);
      if (!each.fit.lags_outcome() && !each.fit.lags_regressors()) continue;
      line("indirect", row.indirect);
      line("total", row.total);
    }
    if (each.fit.has_rho())
      text += fmt::format("{:<6} {:<28} {:>10} {:>10}\n", model,
                          each.fit.lags_outcome() ? "rho" : "lambda", short_number(each.fit.rho),
                          short_number(each.fit.standard_errors()(each.fit.covariance.rows() - 1)));
  }
  return text;
}

std::string whole_number(double value) {
  return std::isfinite(value) ? fmt::format("{:.0f}", value) : std::string("-");
}

std::string quotient_text(const MeasureStudy& study) {
  const auto& q = *study.quotient;
  const auto& plan = *study.plan.quotient;
  const auto group = [](const char* name, const measure::GroupFigures& g) {
    return fmt::format("  {:<8} {:>4} places {:>12} before {:>12} after\n", name, g.places,
                       whole_number(g.before), whole_number(g.after));
  };
  const auto figure = [](const char* name, const measure::BootstrapFigure& f, const char* unit) {
    if (!std::isfinite(f.value)) return fmt::format("  {:<22} {:>10}\n", name, "undefined");
    return fmt::format("  {:<22} {:>10}  [{}, {}]{}\n", name, short_number(f.value),
                       short_number(f.low), short_number(f.high), unit);
  };
  std::string text = fmt::format(
      "\nWeighted displacement quotient (Bowers and Johnson 2003)\n  {}, sums of the places' means "
      "{}-{} and {}-{}. Target: {} above {:g} in {}-{};\n  buffer: within {:g} km of one; control: "
      "beyond {:g} km.\n",
      study.plan.specification.outcome, plan.before.first, plan.before.last, plan.after.first,
      plan.after.last, plan.treatment, plan.rings.threshold, plan.rings.window.first,
      plan.rings.window.last, plan.rings.buffer_km, plan.rings.buffer_km + plan.rings.gap_km);
  text += group("target", q.target) + group("buffer", q.buffer) + group("control", q.control);
  text += figure("quotient", q.quotient, "") +
          figure("gross effect", q.gross_effect, " of the outcome") +
          figure("net effect", q.net_effect, " fall relative to the control") +
          figure("total net effect", q.total_net_effect, " of the outcome, target and buffer");
  text += "  " + quotient_sentence(q) + "\n";
  for (const auto& line : control_sentences(q)) text += "  " + line + "\n";
  return text;
}

const char* event_scale(measure::Transform transform) {
  if (transform == measure::Transform::log1p) return "log(1 + x)";
  return transform == measure::Transform::asinh ? "asinh" : "levels";
}

std::string event_text(const MeasureStudy& study) {
  const auto& e = *study.event;
  const auto& spec = study.plan.specification;
  const std::string rule = study.plan.event.empty()
                               ? fmt::format("the policy begins where {} first exceeds {:g}",
                                             spec.treatments.front(), *study.plan.event_threshold)
                               : "dates of " + study.plan.event;
  std::string text = fmt::format(
      "\nEvent study (Callaway and Sant'Anna 2021): {} in {}, {}\n  {} places, {} never treated\n"
      "{:>7} {:>10} {:>10} {:>25}\n",
      spec.outcome, event_scale(spec.transform), rule, e.places, e.never, "time", "effect", "se",
      "band (all at once)");
  for (const auto& each : e.by_event_time.effects)
    text += fmt::format("{:>7} {:>10} {:>10}  [{:>10}, {:>10}]\n", each.at,
                        short_number(each.value), each.reference ? "-" : short_number(each.error),
                        short_number(each.band_low), short_number(each.band_high));
  text += fmt::format("  mean over the times shown from 0 on: {} (se {})\n",
                      short_number(e.overall.value), short_number(e.overall.error));
  text += fmt::format(
      "  leads all zero: p {}{}\n", p_text(e.pre_trend.p),
      e.pre_trend.p < 0.05
          ? "; treated places moved apart before the policy, so trust these effects little"
          : "");
  return text + fmt::format(
                    "  two-way fixed effects over all times would say {} (se {}); {:.0f} % of its "
                    "weights are negative\n",
                    short_number(e.naive.coefficient), short_number(e.naive.error),
                    100 * e.naive.negative_share);
}

}  // namespace

std::string measure_text(const MeasureStudy& study) {
  const auto& d = study.diagnostics;
  std::string text =
      fmt::format("{}\n{}\n{} rows: {} places, {} times ({}-{}){}\n", study.plan.title,
                  specification_sentence(study), study.design.rows, study.design.place_count(),
                  study.design.time_count(), study.design.times.front(), study.design.times.back(),
                  study.design.balanced() ? "" : ", unbalanced");
  text += fmt::format(
      "weights {}: {} links, {} to {} neighbours (mean {:.1f}), {} islands, {} parts\n\n",
      study.plan.weights.text, d.links, d.fewest, d.most, d.mean, d.islands.size(), d.components);
  text += "Without spatial lags\n";
  for (std::size_t k = 0; k < study.linear.names.size(); ++k) {
    const auto i = static_cast<measure::Index>(k);
    text += fmt::format("  {} {}\n", study.linear.names[k], short_number(study.linear.beta(i)));
    for (const auto& each : study.errors)
      text += fmt::format("    se {:<28} {:>10}  p {}\n", each.name,
                          short_number(each.inference.error(i)), p_text(each.inference.p(i)));
  }
  text += "\nSpatial models by maximum likelihood" +
          std::string(!study.models.empty() && study.models.front().fit.transformed
                          ? " (Lee and Yu's transformed likelihood)\n"
                          : "\n");
  text += models_text(study);
  text += "\nTests\n";
  for (const auto& line : test_sentences(study)) text += "  " + line + "\n";
  if (study.quotient) text += quotient_text(study);
  if (study.event) text += event_text(study);
  text += "\nRead this first\n";
  for (const auto& note : study.notes) text += "- " + note + "\n";
  text += "- " + what_it_sees(study) + "\n";
  return text;
}

std::string measure_json(const MeasureStudy& study) {
  MeasureJson j;
  j["format"] = "balloon-measure-1";
  j["title"] = study.plan.title;
  j["specification"] = specification_sentence(study);
  j["rows"] = study.design.rows;
  j["places"] = study.design.place_count();
  j["times"] = study.design.times;
  j["balanced"] = study.design.balanced();
  const auto& d = study.diagnostics;
  j["weights"] = {{"choice", study.plan.weights.text},
                  {"links", d.links},
                  {"islands", d.islands.size()},
                  {"components", d.components},
                  {"fewest", d.fewest},
                  {"most", d.most},
                  {"mean", d.mean}};
  j["outcome_mean"] = study.outcome_mean;
  for (std::size_t k = 0; k < study.linear.names.size(); ++k) {
    const auto i = static_cast<measure::Index>(k);
    MeasureJson row{{"name", study.linear.names[k]},
                    {"value", number_or_null(study.linear.beta(i))}};
    for (const auto& each : study.errors)
      row["errors"].push_back({{"kind", each.name},
                               {"se", number_or_null(each.inference.error(i))},
                               {"p", number_or_null(each.inference.p(i))}});
    j["least_squares"].push_back(std::move(row));
  }
  for (const auto& each : study.models) {
    const auto& f = each.fit;
    MeasureJson m{{"model", measure::name(f.model)},
                  {"log_likelihood", f.log_likelihood},
                  {"sigma2", f.sigma2},
                  {"observations", f.observations},
                  {"transformed", f.transformed},
                  {"information", f.expected ? "expected" : "observed"},
                  {"at_bound", f.at_bound}};
    const measure::Vector errors = f.standard_errors();
    for (std::size_t k = 0; k < f.names.size(); ++k)
      m["coefficients"].push_back({{"name", f.names[k]},
                                   {"value", f.coefficients(static_cast<measure::Index>(k))},
                                   {"se", number_or_null(errors(static_cast<measure::Index>(k)))}});
    if (f.has_rho())
      m[f.lags_outcome() ? "rho" : "lambda"] = {{"value", f.rho},
                                                {"se", number_or_null(errors(errors.size() - 1))}};
    for (const auto& row : each.effects)
      m["effects"].push_back({{"name", row.name},
                              {"direct", effect_json(row.direct)},
                              {"indirect", effect_json(row.indirect)},
                              {"total", effect_json(row.total)}});
    j["models"].push_back(std::move(m));
  }
  j["tests"] = {{"lm_error", test_json(study.dependence.error)},
                {"lm_lag", test_json(study.dependence.lag)},
                {"robust_lm_error", test_json(study.dependence.robust_error)},
                {"robust_lm_lag", test_json(study.dependence.robust_lag)}};
  if (study.spatial_hausman) j["tests"]["spatial_hausman"] = test_json(*study.spatial_hausman);
  if (study.hausman.problem.empty())
    j["tests"]["hausman"] = {{"statistic", number_or_null(study.hausman.statistic)},
                             {"df", study.hausman.freedom},
                             {"p", number_or_null(study.hausman.p)},
                             {"definite", study.hausman.definite},
                             {"p_by_regression", number_or_null(study.hausman.by_regression_p)}};
  if (study.quotient) {
    const auto& q = *study.quotient;
    j["quotient"] = {{"sentence", quotient_sentence(q)},
                     {"quotient", figure_json(q.quotient)},
                     {"gross_effect", figure_json(q.gross_effect)},
                     {"net_effect", figure_json(q.net_effect)},
                     {"total_net_effect", figure_json(q.total_net_effect)},
                     {"undefined_share", number_or_null(q.undefined_share)},
                     {"control_suspect", q.control_suspect()}};
  }
  if (study.event) {
    MeasureJson e;
    for (const auto& each : study.event->by_event_time.effects)
      e["by_event_time"].push_back(event_json(each));
    e["overall"] = event_json(study.event->overall);
    e["pre_trend_p"] = number_or_null(study.event->pre_trend.p);
    e["naive_two_way"] = {{"value", number_or_null(study.event->naive.coefficient)},
                          {"se", number_or_null(study.event->naive.error)},
                          {"negative_share", study.event->naive.negative_share}};
    j["event_study"] = std::move(e);
  }
  j["notes"] = study.notes;
  j["sees"] = what_it_sees(study);
  return j.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string measure_csv(const MeasureStudy& study) {
  std::string text = "model,term,kind,value,standard_error,low,high\n";
  const auto cell = [](double value) {
    return std::isfinite(value) ? fmt::format("{:.10g}", value) : std::string();
  };
  const auto line = [&](std::string_view model, const std::string& term, const char* kind,
                        double value, double error, double low, double high) {
    text += fmt::format("{},{},{},{},{},{},{}\n", model, csv_cell(term), kind, cell(value),
                        cell(error), cell(low), cell(high));
  };
  for (const auto& each : study.models) {
    const auto model = measure::name(each.fit.model);
    const measure::Vector errors = each.fit.standard_errors();
    const auto around = [&](const std::string& term, const char* kind, double value, double error) {
      line(model, term, kind, value, error, value - 1.959963984540054 * error,
           value + 1.959963984540054 * error);
    };
    for (std::size_t k = 0; k < each.fit.names.size(); ++k)
      around(each.fit.names[k], "coefficient",
             each.fit.coefficients(static_cast<measure::Index>(k)),
             errors(static_cast<measure::Index>(k)));
    if (each.fit.has_rho())
      around(each.fit.lags_outcome() ? "rho" : "lambda", "coefficient", each.fit.rho,
             errors(errors.size() - 1));
    for (const auto& row : each.effects) {
      line(model, row.name, "direct", row.direct.value, row.direct.delta, row.direct.low,
           row.direct.high);
      line(model, row.name, "indirect", row.indirect.value, row.indirect.delta, row.indirect.low,
           row.indirect.high);
      line(model, row.name, "total", row.total.value, row.total.delta, row.total.low,
           row.total.high);
    }
  }
  return text;
}

}  // namespace balloon
