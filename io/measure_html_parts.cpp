#include "io/measure_html_parts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace balloon::measure_page {

namespace {

constexpr double normal_975 = 1.959963984540054;
constexpr const char* no_figure = "\u2013";

std::string superscript(int power) {
  static constexpr const char* digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                           "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text = power < 0 ? "\u207b" : "";
  for (const char c : std::to_string(std::abs(power))) text += digits[c - '0'];
  return text;
}

int magnitude(double value) { return static_cast<int>(std::floor(std::log10(std::fabs(value)))); }

std::string transformed_words(measure::Transform transform, std::string_view name) {
  const std::string safe = escape(name);
  switch (transform) {
    case measure::Transform::change:
      return "the change of " + safe;
    case measure::Transform::log1p:
      return "log(1 + " + safe + ")";
    case measure::Transform::asinh:
      return "asinh(" + safe + ")";
    case measure::Transform::level:
      break;
  }
  return safe;
}

}  // namespace

const Words& english() {
  static const Words words("en");
  return words;
}

bool Estimate::known() const {
  return std::isfinite(value) && std::isfinite(low) && std::isfinite(high);
}

Estimate estimate_of(double value, double error) {
  return {value, error, value - normal_975 * error, value + normal_975 * error};
}

Estimate estimate_of(const MeasureStudy& study, const measure::Effect& effect) {
  if (study.plan.draws < 2) return estimate_of(effect.value, effect.delta);
  return {effect.value, effect.simulated, effect.low, effect.high};
}

Estimate estimate_of(const measure::BootstrapFigure& figure) {
  return {figure.value, (figure.high - figure.low) / (2 * normal_975), figure.low, figure.high};
}

int shared_decimals(std::initializer_list<double> values, double error) {
  double largest = 0;
  for (const double value : values)
    if (std::isfinite(value)) largest = std::max(largest, std::fabs(value));
  const int decimals = largest > 0 ? 2 - magnitude(largest) : 0;
  if (!std::isfinite(error) || !(error > 0)) return decimals;
  const int coarse = 1 - magnitude(error);
  return largest > 0 ? std::clamp(decimals, coarse, coarse + 1) : coarse;
}

std::string fixed(double value, int decimals, bool plus) {
  if (!std::isfinite(value)) return no_figure;
  std::string text;
  if (value != 0 && (decimals > 7 || std::fabs(value) >= 1e9)) {
    const int power = magnitude(value);
    const double mantissa = value / std::pow(10.0, power);
    text = english().number(mantissa, std::clamp(power + decimals, 0, 2)) + "\u00d710" +
           superscript(power);
  } else if (decimals < 0) {
    const double unit = std::pow(10.0, -decimals);
    text = english().number(std::round(value / unit) * unit);
  } else {
    text = english().number(value, std::min(decimals, 7));
  }
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return plus && value > 0 && !zero ? "+" + text : text;
}

std::string figure(double value, bool plus) { return fixed(value, shared_decimals({value}), plus); }

std::string plain(double value) {
  const double whole = std::round(value);
  if (std::fabs(value - whole) < 1e-9 * std::max(1.0, std::fabs(value))) return fixed(whole, 0);
  std::string text = figure(value);
  if (text.find('.') != std::string::npos)
    while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string count(measure::Index value) { return english().number(static_cast<double>(value)); }

std::string count(measure::Index value, std::string_view noun) {
  return fmt::format("{} {}{}", count(value), noun, value == 1 ? "" : "s");
}

std::string percent(double share) {
  if (share > 0 && share < 0.001) return "< 0.1";
  return english().rounded(100 * share, 2, 1);
}

std::string probability(double p) {
  if (!std::isfinite(p)) return no_figure;
  return p < 0.001 ? "< 0.001" : english().number(p, p < 0.1 ? 3 : 2);
}

std::string small_p(double p) {
  const std::string text = probability(p);
  return fmt::format(R"(<span class="measure-p">p {}{}</span>)", p < 0.001 ? "" : "= ",
                     escape(text));
}

double normal_p(double value, double error) {
  return error > 0 ? std::erfc(std::fabs(value / error) / std::sqrt(2.0)) : measure::missing;
}

std::string range(const Estimate& e) {
  const int decimals = shared_decimals({e.value, e.low, e.high}, e.error);
  return fmt::format(R"(<span class="range">[{}, {}]</span>)", fixed(e.low, decimals),
                     fixed(e.high, decimals));
}

std::string with_range(const Estimate& e, bool plus) {
  const int decimals = shared_decimals({e.value, e.low, e.high}, e.error);
  return fmt::format("<b>{}</b> {}", fixed(e.value, decimals, plus), range(e));
}

std::string outcome_words(const measure::Specification& specification) {
  return transformed_words(specification.transform, specification.outcome);
}

std::string event_outcome_words(const measure::Specification& specification) {
  return specification.transform == measure::Transform::change ? escape(specification.outcome)
                                                               : outcome_words(specification);
}

std::string treatment_words(const measure::Specification& specification, std::string_view name) {
  return transformed_words(specification.treatment_transform, name);
}

std::string regressor_words(const MeasureStudy& study, std::size_t column) {
  const auto& name = study.design.names.at(column);
  return column < study.design.treatments ? treatment_words(study.plan.specification, name)
                                          : escape(name);
}

std::string breakable(std::string text) {
  for (auto at = text.find('_'); at != std::string::npos; at = text.find('_', at + 1))
    text.insert(at + 1, "<wbr>");
  return text;
}

double largest_inflation(const MeasureStudy& study, measure::Index column) {
  double most = 1;
  for (const auto& each : study.errors) {
    const double ratio =
        each.inference.error(column) / study.errors.front().inference.error(column);
    if (std::isfinite(ratio)) most = std::max(most, ratio);
  }
  return most;
}

std::string effects_words(measure::Effects effects) {
  switch (effects) {
    case measure::Effects::none:
      return "no fixed effects";
    case measure::Effects::place:
      return "fixed effects of places";
    case measure::Effects::time:
      return "fixed effects of times";
    case measure::Effects::two_way:
      break;
  }
  return "fixed effects of places and of times";
}

std::string weights_words(const MeasurePlan& plan) {
  using Kind = WeightChoice::Kind;
  const auto& w = plan.weights;
  const auto steps = [&] { return w.order > 1 ? fmt::format(", up to {} steps", w.order) : ""; };
  switch (w.kind) {
    case Kind::queen:
      return "places that touch (queen)" + std::string(steps());
    case Kind::rook:
      return "places with a common border (rook)" + std::string(steps());
    case Kind::nearest:
      return fmt::format("the {} nearest places", w.neighbours);
    case Kind::band:
      return fmt::format("all places within {} km", plain(w.km));
    case Kind::inverse:
      return fmt::format("all places within {} km, by distance to the power \u2212{}", plain(w.km),
                         plain(w.power));
    case Kind::given:
      break;
  }
  return "a given list of neighbours";
}

std::string_view model_words(measure::Model model) {
  switch (model) {
    case measure::Model::slx:
      return "spatially lagged regressors (SLX)";
    case measure::Model::sar:
      return "spatial autoregressive model (SAR)";
    case measure::Model::sem:
      return "spatial error model (SEM)";
    case measure::Model::sdm:
      return "spatial Durbin model (SDM)";
    case measure::Model::sdem:
      break;
  }
  return "spatial Durbin error model (SDEM)";
}

std::string listed(const std::vector<std::string>& items) { return english().list(items); }

std::string span_words(const std::vector<int>& times) {
  if (times.empty()) return "no times";
  if (times.size() == 1) return Words::year(times.front());
  return Words::year(times.front()) + " to " + Words::year(times.back());
}

std::string shortened(std::string_view name, std::size_t letters) {
  std::string text;
  std::size_t seen = 0;
  for (const char c : name) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++seen > letters) return text + "\u2026";
    text += c;
  }
  return text;
}

const ModelEstimate* answering_model(const MeasureStudy& study) {
  const ModelEstimate* chosen = nullptr;
  for (const auto& each : study.models) {
    if (each.effects.empty()) continue;
    if (each.fit.model == measure::Model::sdm) return &each;
    if (each.fit.lags_regressors() || chosen == nullptr) chosen = &each;
  }
  return chosen;
}

}  // namespace balloon::measure_page
