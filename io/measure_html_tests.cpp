// Least squares with its six kinds of standard errors, and the tests between models.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"

namespace balloon::measure_page {

namespace {

using measure::Index;

constexpr Index most_columns = 4;  ///< of coefficients beside each other

/// One test as the table prints it.
struct TestLine {
  std::string name, says;
  double statistic = 0, freedom = 0, p = 0;
};

TestLine line_of(const char* name, const char* says, const measure::TestResult& result) {
  return {name, says, result.statistic, result.freedom, result.p};
}

std::vector<TestLine> dependence_lines(const MeasureStudy& study) {
  const auto& d = study.dependence;
  return {
      line_of("LM lag",
              "A small p speaks for a lag of the outcome (SAR, SDM): outcomes move with those of "
              "the neighbours.",
              d.lag),
      line_of("LM error",
              "A small p speaks for errors that neighbours share (SEM, SDEM): something left out "
              "is spread over space.",
              d.error),
      line_of("Robust LM lag",
              "The same as the first where the error may be spatial too: a small p speaks for a "
              "lag of the outcome that shared errors do not explain.",
              d.robust_lag),
      line_of("Robust LM error",
              "The same as the second where the outcome may be lagged too: a small p speaks for "
              "shared errors that a lag does not explain. Where one robust form alone is small, "
              "it names the model.",
              d.robust_error),
      line_of("LM both", "A small p speaks for either or both: least squares is not enough.",
              d.both)};
}

std::vector<TestLine> hausman_lines(const MeasureStudy& study) {
  const auto& h = study.hausman;
  std::vector<TestLine> lines;
  if (h.problem.empty()) {
    if (h.definite)
      lines.push_back(
          {"Hausman",
           "A small p speaks for fixed effects of places: what sets them apart is tied to the "
           "regressors, and random effects would be biased.",
           h.statistic, static_cast<double>(h.freedom), h.p});
    lines.push_back(
        {"Hausman by regression",
         h.definite ? "The same question by a regression on the places\u2019 means, which exists "
                      "whatever the sample."
                    : "A small p speaks for fixed effects of places over random ones. (The "
                      "classical form means nothing here: the difference of its covariances is "
                      "not positive definite.)",
         h.by_regression, static_cast<double>(h.freedom), h.by_regression_p});
  }
  if (study.spatial_hausman)
    lines.push_back(line_of(
        "Spatial Hausman",
        "A small p says that least squares and SEM disagree on the coefficients, which shared "
        "errors "
        "alone would not make them do: a lag of the outcome or of regressors is missing (SDM).",
        *study.spatial_hausman));
  return lines;
}

/// Which tests are below five per cent, in a sentence.
std::string small_ones(const std::vector<TestLine>& lines) {
  std::vector<std::string> small;
  for (const auto& each : lines)
    if (each.p < 0.05) small.push_back(each.name);
  if (small.empty()) return "At five per cent none of them speaks up.";
  if (small.size() == lines.size()) return "At five per cent all of them speak up.";
  return fmt::format("At five per cent {} up: {}.",
                     small.size() == 1 ? "one speaks" : "these speak", listed(small));
}

/// Some coefficients in columns, their standard errors of each kind below them.
std::string kinds_table(const MeasureStudy& study, Index first, Index last) {
  const auto& fit = study.linear;
  Table table("Coefficients with standard errors of each kind", "measure-journal");
  std::vector<std::string> head = {""}, coefficients = {"coefficient"};
  std::vector<int> decimals;
  for (Index k = first; k < last; ++k) {
    const auto column = static_cast<std::size_t>(k);
    head.push_back(breakable(column < study.design.names.size() ? regressor_words(study, column)
                                                                : escape(fit.names[column])));
    double smallest = 0;
    for (const auto& each : study.errors) {
      const double error = each.inference.error(k);
      if (error > 0) smallest = smallest > 0 ? std::min(smallest, error) : error;
    }
    decimals.push_back(shared_decimals({fit.beta(k)}, smallest));
    coefficients.push_back("<b>" + fixed(fit.beta(k), decimals.back()) + "</b>");
  }
  table.head(head);
  table.row(coefficients);
  for (const auto& each : study.errors) {
    std::vector<std::string> cells = {escape(each.name)};
    for (Index k = first; k < last; ++k)
      cells.push_back(std::isfinite(each.inference.error(k))
                          ? fmt::format("({}) {}",
                                        fixed(each.inference.error(k),
                                              decimals[static_cast<std::size_t>(k - first)]),
                                        small_p(each.inference.p(k)))
                          : std::string("none<br><span class=\"small\">variance below 0</span>"));
    table.row(cells);
  }
  return table.html();
}

}  // namespace

std::string linear_section(Page& page) {
  const auto& study = page.study;
  const auto& fit = study.linear;
  std::string html = heading(2, "Least squares without spatial lags", "least-squares");
  if (!fit.estimated())
    return html + paragraph(
                      "Not estimated: the fixed effects or other columns leave nothing of a "
                      "regressor.");
  html += paragraph(
      "For comparison, and for how much the standard error depends on which errors may be "
      "correlated. Errors that grow from line to line mean that rows are less independent than "
      "they "
      "look, and that the intervals of the spatial models are too narrow.");
  const auto treatments = static_cast<Index>(study.design.treatments);
  html += kinds_table(study, 0, std::min(treatments, fit.beta.size()));
  std::string controls;
  for (Index k = treatments; k < fit.beta.size(); k += most_columns)
    controls += kinds_table(study, k, std::min(k + most_columns, fit.beta.size()));
  if (!controls.empty()) html += details("The controls", controls);
  return html + paragraph(fmt::format("{}; {} degrees of freedom; R\u00b2 {} of what the effects "
                                      "leave of the outcome. Mean of the outcome as regressed: "
                                      "{}.",
                                      count(fit.rows, "row"), count(fit.freedom()), figure(fit.r2),
                                      figure(study.outcome_mean)),
                          "small");
}

std::string tests_section(Page& page) {
  const auto& study = page.study;
  std::string html = heading(2, "Which model the data ask for", "tests");
  auto lines = dependence_lines(study);
  for (auto& each : hausman_lines(study)) lines.push_back(std::move(each));
  html += paragraph(
      "Lagrange multiplier (LM) tests of the residuals of least squares, and Hausman tests of "
      "models against each other. " +
      small_ones(lines) + " With many rows small departures reject too: look at sizes as well.");
  Table table("Specification tests (chi-square)", "measure-tests");
  table.head({"test, and what a small p speaks for", "statistic", "df", "p"});
  for (const auto& each : lines)
    table.row({fmt::format(R"({}<br><span class="small">{}</span>)", each.name, each.says),
               figure(each.statistic), fixed(each.freedom, 0), escape(probability(each.p))});
  html += table.html();
  if (!study.hausman.problem.empty())
    html += paragraph(
        "No Hausman test of fixed against random effects: " + escape(study.hausman.problem) + ".",
        "small");
  return html;
}

}  // namespace balloon::measure_page
