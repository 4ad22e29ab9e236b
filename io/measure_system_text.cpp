// A system of places for the terminal, as JSON and as CSV.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "io/json_number.hpp"
#include "io/measure_system.hpp"
#include "io/measure_words.hpp"

namespace balloon {

namespace {

std::string system_figure(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::string("-");
}

std::string system_sentence(const SystemStudy& study) {
  const auto& s = study.plan.specification;
  std::string text = transform_words(s.transform) + s.outcome + " on " +
                     transform_words(s.treatment_transform) + word_list(s.treatments);
  if (s.lag > 0) text += fmt::format(" of {} {} before", s.lag, s.lag == 1 ? "time" : "times");
  text += ", in the place and summed over the others";
  if (!s.controls.empty()) text += ", controls " + word_list(s.controls);
  return text + (study.plan.trend ? ", trend" : ", no trend") +
         "; one equation a place, errors correlated between places (Zellner 1962, two steps)";
}

/// One line for each test, with what a small p speaks for.
std::vector<std::string> system_tests(const SystemStudy& study) {
  std::string wald = fmt::format("Wald {:.2f} ({:.0f} df), {}", study.wald.statistic,
                                 study.wald.freedom, probability_words(study.wald.p));
  if (study.draws >= 2) wald += ", by bootstrap " + probability_words(study.wald_drawn_p);
  return {wald +
              ": a small p speaks for an effect of treatment elsewhere, of either sign, in some "
              "place",
          fmt::format("Breusch-Pagan {:.2f} ({} df), {}: a small p speaks for errors that move "
                      "together, without which the system gains nothing on least squares",
                      study.fit.diagonal_statistic, study.fit.diagonal_freedom,
                      probability_words(study.fit.diagonal_p))};
}

std::string effect_text(const SystemEffect& e, std::size_t places) {
  std::string text = fmt::format("  {}\n", e.treatment);
  const auto line = [&](const char* what, const std::string& figures) {
    text += fmt::format("    {:<40} {}\n", what, figures);
  };
  line("in a place, a unit treated elsewhere",
       fmt::format("{} (se {}), {}, 95 % [{}, {}]", system_figure(e.value), system_figure(e.error),
                   probability_words(e.p), system_figure(e.low), system_figure(e.high)));
  if (std::isfinite(e.drawn_error))
    line("the same by bootstrap",
         fmt::format("sd {}, {}, 95 % [{}, {}]", system_figure(e.drawn_error),
                     probability_words(e.drawn_p), system_figure(e.drawn_low),
                     system_figure(e.drawn_high)));
  if (std::isfinite(e.together) && places > 2)
    line("in all others, a unit treated in a place",
         fmt::format("{} (se {})", system_figure(e.together), system_figure(e.together_error)));
  return text;
}

}  // namespace

std::string system_text(const SystemStudy& study) {
  std::string text =
      fmt::format("{}\n{}\n{} times ({}-{}), {} equations of {} coefficients\n\n", study.plan.title,
                  system_sentence(study), study.times.size(), study.times.front(),
                  study.times.back(), study.equations.size(), study.equations.front().names.size());
  std::size_t place_width = 5, term_width = 4;
  for (const auto& e : study.equations) {
    place_width = std::max(place_width, e.place.size());
    for (const auto& name : e.names) term_width = std::max(term_width, name.size());
  }
  text += fmt::format("{:<{}}  {:<{}} {:>11} {:>11} {:>7} {:>14}\n", "place", place_width, "term",
                      term_width, "value", "se", "p", "least squares");
  for (const auto& e : study.equations) {
    for (std::size_t c = 0; c < e.names.size(); ++c) {
      const auto i = static_cast<measure::Index>(c);
      text += fmt::format("{:<{}}  {:<{}} {:>11} {:>11} {:>7} {:>14}\n", c == 0 ? e.place : "",
                          place_width, e.names[c], term_width, system_figure(e.beta(i)),
                          system_figure(e.error(i)),
                          e.p(i) < 0.001 ? "<0.001" : fmt::format("{:.3f}", e.p(i)),
                          system_figure(e.least_squares(i)));
    }
    text += fmt::format("{:<{}}  {:<{}} {:>11}\n", "", place_width, "R2", term_width,
                        fmt::format("{:.2f}", e.r2));
  }
  text += "\nMean over places of the coefficients on treatment elsewhere\n";
  for (const auto& e : study.effects) text += effect_text(e, study.equations.size());
  text += "\nTests\n";
  for (const auto& line : system_tests(study)) text += "  " + line + "\n";
  text += "\nRead this first\n";
  for (const auto& note : study.notes) text += "- " + note + "\n";
  return text + "- " + system_sees(study) + "\n";
}

std::string system_json(const SystemStudy& study) {
  nlohmann::ordered_json j;
  const auto& f = study.fit;
  j["format"] = "balloon-measure-system-1";
  j["title"] = study.plan.title;
  j["specification"] = system_sentence(study);
  j["times"] = study.times;
  for (const auto& e : study.equations) {
    nlohmann::ordered_json row{{"place", e.place},
                               {"r2", number_or_null(e.r2)},
                               {"autocorrelation", number_or_null(e.autocorrelation)}};
    for (std::size_t c = 0; c < e.names.size(); ++c) {
      const auto i = static_cast<measure::Index>(c);
      row["coefficients"].push_back({{"name", e.names[c]},
                                     {"value", number_or_null(e.beta(i))},
                                     {"se", number_or_null(e.error(i))},
                                     {"p", number_or_null(e.p(i))},
                                     {"least_squares", number_or_null(e.least_squares(i))}});
    }
    for (std::size_t k = 0; k < study.effects.size(); ++k)
      row["elsewhere"].push_back({{"treatment", study.effects[k].treatment},
                                  {"trend_share", number_or_null(e.trend_share[k])},
                                  {"left_share", number_or_null(e.left_share[k])}});
    j["equations"].push_back(std::move(row));
  }
  for (const auto& e : study.effects)
    j["elsewhere"].push_back({{"treatment", e.treatment},
                              {"mean", number_or_null(e.value)},
                              {"se", number_or_null(e.error)},
                              {"p", number_or_null(e.p)},
                              {"low", number_or_null(e.low)},
                              {"high", number_or_null(e.high)},
                              {"together", number_or_null(e.together)},
                              {"together_se", number_or_null(e.together_error)},
                              {"bootstrap",
                               {{"sd", number_or_null(e.drawn_error)},
                                {"p", number_or_null(e.drawn_p)},
                                {"low", number_or_null(e.drawn_low)},
                                {"high", number_or_null(e.drawn_high)}}}});
  j["tests"] = {{"wald",
                 {{"statistic", number_or_null(study.wald.statistic)},
                  {"df", study.wald.freedom},
                  {"p", number_or_null(study.wald.p)},
                  {"p_bootstrap", number_or_null(study.wald_drawn_p)}}},
                {"breusch_pagan",
                 {{"statistic", number_or_null(f.diagonal_statistic)},
                  {"df", f.diagonal_freedom},
                  {"p", number_or_null(f.diagonal_p)}}}};
  for (measure::Index i = 0; i < f.equations; ++i) {
    std::vector<double> row;
    for (measure::Index k = 0; k < f.equations; ++k) row.push_back(f.correlation(i, k));
    j["error_correlation"].push_back(row);
  }
  j["times_per_parameter"] = f.times_per_parameter;
  j["figures_per_parameter"] = f.figures_per_parameter;
  j["draws"] = study.draws;
  j["notes"] = study.notes;
  j["sees"] = system_sees(study);
  return j.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string system_csv(const SystemStudy& study) {
  std::string text = "equation,term,kind,value,standard_error,p,low,high\n";
  const auto cell = [](double value) {
    return std::isfinite(value) ? fmt::format("{:.10g}", value) : std::string();
  };
  const auto line = [&](const std::string& equation, const std::string& term, const char* kind,
                        double value, double error, double p, double low, double high) {
    text += fmt::format("{},{},{},{},{},{},{},{}\n", csv_cell(equation), csv_cell(term), kind,
                        cell(value), cell(error), cell(p), cell(low), cell(high));
  };
  for (const auto& e : study.equations)
    for (std::size_t c = 0; c < e.names.size(); ++c) {
      const auto i = static_cast<measure::Index>(c);
      line(e.place, e.names[c], "coefficient", e.beta(i), e.error(i), e.p(i), measure::missing,
           measure::missing);
      line(e.place, e.names[c], "least squares", e.least_squares(i), measure::missing,
           measure::missing, measure::missing, measure::missing);
    }
  for (const auto& e : study.effects) {
    line("", e.treatment, "mean elsewhere", e.value, e.error, e.p, e.low, e.high);
    line("", e.treatment, "mean elsewhere by bootstrap", e.value, e.drawn_error, e.drawn_p,
         e.drawn_low, e.drawn_high);
    line("", e.treatment, "together elsewhere", e.together, e.together_error, measure::missing,
         measure::missing, measure::missing);
  }
  return text;
}

}  // namespace balloon
