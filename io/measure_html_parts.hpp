// What the parts of the page of `balloon measure` share: how figures and the regression are
// written, and the sections in the order in which they stand.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "io/measure_study.hpp"
#include "io/report_html.hpp"

namespace balloon::measure_page {

using report::details;
using report::escape;
using report::heading;
using report::paragraph;
using report::Table;

/// The page under construction.
struct Page {
  const MeasureStudy& study;
  int last_id = 0;
  std::string next_id() { return "measure-" + std::to_string(++last_id); }
  const measure::Specification& specification() const { return study.plan.specification; }
};

const Words& english();

/// An estimate with its 95 % interval.
struct Estimate {
  double value = 0, error = 0, low = 0, high = 0;
  bool known() const;
  bool holds_zero() const { return !(low > 0 || high < 0); }
};
/// With the simulation's interval, or the delta method's where nothing was drawn.
Estimate estimate_of(const MeasureStudy& study, const measure::Effect& effect);
/// With the normal interval of an error.
Estimate estimate_of(double value, double error);
Estimate estimate_of(const measure::BootstrapFigure& figure);

// Figures: a true minus sign, a dash for what is not there.

/// Decimals that give the largest of some values three figures and their standard error two or
/// three.
int shared_decimals(std::initializer_list<double> values, double error = 0);
/// Negative decimals round to tens and hundreds; far below or above one, with a power of ten.
std::string fixed(double value, int decimals, bool plus = false);
/// Three significant figures.
std::string figure(double value, bool plus = false);
/// As it was asked for: no zeros after the point.
std::string plain(double value);
std::string count(measure::Index value);
/// "12 places", "1 place".
std::string count(measure::Index value, std::string_view noun);
/// Of a share of one, without the sign of per cent.
std::string percent(double share);
/// "< 0.001" or two figures.
std::string probability(double p);
/// "p < 0.001" or "p = 0.012", in small letters.
std::string small_p(double p);
/// Two-sided, normal.
double normal_p(double value, double error);
/// "[low, high]", not parted over lines.
std::string range(const Estimate& e);
/// "<b>+0.52</b> [0.40, 0.64]".
std::string with_range(const Estimate& e, bool plus = true);

// The regression in words, escaped.

/// Of the event study, which takes logarithms as the regression does, but no changes.
std::string event_outcome_words(const measure::Specification& specification);

/// "log(1 + y)".
std::string outcome_words(const measure::Specification& specification);
std::string treatment_words(const measure::Specification& specification, std::string_view name);
/// Of a regressor of a design: as a treatment where it is one.
std::string regressor_words(const MeasureStudy& study, std::size_t column);
/// Escaped text that may go to the next line after an underscore, for narrow columns.
std::string breakable(std::string text);
std::string effects_words(measure::Effects effects);
std::string weights_words(const MeasurePlan& plan);
std::string_view model_words(measure::Model model);
/// "a, b and c".
std::string listed(const std::vector<std::string>& items);
/// "2011 to 2020".
std::string span_words(const std::vector<int>& times);
/// At most `letters` of a name, for pictures; not escaped.
std::string shortened(std::string_view name, std::size_t letters);

/// How much larger the largest standard error of least squares is than the classical one.
double largest_inflation(const MeasureStudy& study, measure::Index column);

/// The model that answers: the Durbin model, else the last with lagged regressors, else the first.
const ModelEstimate* answering_model(const MeasureStudy& study);

/// One sentence or two for the first screen, where the part was asked for.
std::string quotient_answer(const MeasureStudy& study);
std::string event_answer(const MeasureStudy& study);

// The sections; each returns HTML.
std::string first_screen(Page& page);
std::string weights_section(Page& page);
std::string estimates_section(Page& page);
std::string effects_section(Page& page);
std::string linear_section(Page& page);
std::string tests_section(Page& page);
std::string quotient_section(Page& page);
std::string event_section(Page& page);
std::string repeat_section(Page& page);

}  // namespace balloon::measure_page
