// Estimates as a journal would print them, and the effects that follow from them.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"
#include "io/svg_chart.hpp"

namespace balloon::measure_page {

namespace {

using measure::Index;

/// A coefficient with its standard error in parentheses and its p value below.
std::string coefficient_cell(double value, double error) {
  if (!std::isfinite(value)) return "";
  const int decimals = shared_decimals({value}, error);
  return fmt::format(R"({}<br><span class="small">({})</span><br>{})", fixed(value, decimals),
                     fixed(error, decimals), small_p(normal_p(value, error)));
}

/// 2 k - 2 log L, where k counts the coefficients, rho and sigma2.
double information_criterion(const measure::SpatialFit& fit) {
  const auto k = static_cast<double>(fit.coefficients.size()) + (fit.has_rho() ? 1 : 0) + 1;
  return 2 * k - 2 * fit.log_likelihood;
}

/// The models in the order of journals, whatever the order of estimation.
std::vector<const ModelEstimate*> in_journal_order(const MeasureStudy& study) {
  std::vector<const ModelEstimate*> order;
  for (const auto& each : study.models) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const ModelEstimate* a, const ModelEstimate* b) {
    return a->fit.model < b->fit.model;
  });
  return order;
}

template <class Cell>
void row_of_models(Table& table, const std::string& label,
                   const std::vector<const ModelEstimate*>& models, const Cell& cell,
                   std::string_view css = {}) {
  std::vector<std::string> cells = {label};
  bool any = false;
  for (const auto* each : models) {
    cells.push_back(cell(each->fit));
    any = any || !cells.back().empty();
  }
  if (any) table.row(cells, css);
}

/// What a reader should know before comparing the columns.
std::string table_notes(const std::vector<const ModelEstimate*>& models,
                        measure::Standard standard) {
  std::string text = fmt::format(
      "Standard errors in parentheses, below them two-sided p values of the normal distribution. "
      "W \u00d7 is the neighbours\u2019 {}; \u03c1 belongs to W \u00d7 outcome, \u03bb to W "
      "\u00d7 error. ",
      standard == measure::Standard::row ? "mean" : "weighted sum");
  const bool transformed = std::any_of(models.begin(), models.end(),
                                       [](const auto* each) { return each->fit.transformed; });
  text += transformed
              ? "Likelihood of Lee and Yu\u2019s transformed data, which takes out the bias "
                "that fixed effects put into \u03c3\u00b2 and \u03c1; its observations are "
                "fewer than the rows by those that the effects use up. "
              : "Likelihood of the direct approach: \u03c3\u00b2 and \u03c1 carry the bias "
                "of the fixed effects. ";
  text +=
      "AIC counts coefficients, \u03c1 or \u03bb, and \u03c3\u00b2; the effects taken out are "
      "the same in all columns. ";
  const auto best =
      std::min_element(models.begin(), models.end(), [](const auto* a, const auto* b) {
        return information_criterion(a->fit) < information_criterion(b->fit);
      });
  if (models.size() > 1)
    text += fmt::format("Smallest AIC: {}. ", measure::name((*best)->fit.model));
  for (const auto* each : models)
    if (each->fit.at_bound)
      text += fmt::format("{}: the spatial parameter ran into its bound; trust no error of it. ",
                          measure::name(each->fit.model));
  return paragraph(text, "small");
}

std::string effect_cell(const MeasureStudy& study, const measure::Effect& effect) {
  const int decimals = shared_decimals({}, effect.delta);
  std::string errors = fixed(effect.delta, decimals);
  if (study.plan.draws >= 2) errors += " \u00b7 " + fixed(effect.simulated, decimals);
  const auto e = estimate_of(study, effect);
  return fmt::format(R"(<b>{}</b><br>{}<br><span class="small">({})</span>)",
                     fixed(e.value, shared_decimals({e.value, e.low, e.high}, e.error), true),
                     range(e), errors);
}

std::string effects_table(const MeasureStudy& study,
                          const std::vector<const ModelEstimate*>& models, std::size_t column) {
  Table table("Effects of one unit more of " + regressor_words(study, column), "measure-journal");
  table.head({"model", "direct", "indirect", "total"});
  for (const auto* each : models) {
    if (column >= each->effects.size()) continue;
    const auto& row = each->effects[column];
    const bool spills = each->fit.lags_outcome() || each->fit.lags_regressors();
    table.row(
        {std::string(measure::name(each->fit.model)), effect_cell(study, row.direct),
         spills ? effect_cell(study, row.indirect) : "<span class=\"small\">none by form</span>",
         effect_cell(study, row.total)});
  }
  return table.html();
}

/// Direct, indirect and total effects of one treatment, the models beneath each other.
std::string effects_chart(Page& page, const std::vector<const ModelEstimate*>& models,
                          std::size_t column) {
  const auto& study = page.study;
  struct Part {
    const char* words;
    measure::Effect measure::EffectRow::*effect;
    const char* css;
  };
  svg::IntervalChart chart;
  chart.width = 440;
  double largest = 0;
  for (const auto& part : {Part{"direct", &measure::EffectRow::direct, "dot"},
                           {"indirect", &measure::EffectRow::indirect, "measure-indirect"},
                           {"total", &measure::EffectRow::total, "dot-all"}}) {
    bool first = true;
    for (const auto* each : models) {
      const bool spills = each->fit.lags_outcome() || each->fit.lags_regressors();
      if (column >= each->effects.size() || (!spills && part.css[0] == 'm')) continue;
      const auto e = estimate_of(study, each->effects[column].*part.effect);
      if (!e.known()) continue;
      // One interval alone: a thick one of no length is not drawn.
      const std::string name(measure::name(each->fit.model));
      chart.rows.push_back({first ? std::string(part.words) + "  " + name : name, e.value, e.value,
                            e.value, e.low, e.high, part.css, first && !chart.rows.empty()});
      largest = std::max({largest, std::fabs(e.low), std::fabs(e.high)});
      first = false;
    }
  }
  if (chart.rows.empty()) return "";
  // Axes have at most six decimals.
  int power = 0;
  if (largest > 0 && (largest < 0.005 || largest >= 1e6))
    power = static_cast<int>(std::floor(std::log10(largest)));
  for (auto& row : chart.rows)
    for (double* value : {&row.middle, &row.low50, &row.high50, &row.low90, &row.high90})
      *value /= std::pow(10.0, power);
  const auto& name = study.design.names[column];
  chart.title = "Effects of " + name;
  chart.description =
      "Direct, indirect and total effect of one unit more in each model, with 95\u00a0% intervals.";
  chart.axis = shortened(page.specification().outcome, 24);
  if (power != 0) chart.axis = "multiples of " + fixed(std::pow(10.0, power), 9) + " " + chart.axis;
  return fmt::format(
             "<figure><figcaption><b>{}</b> <span class=\"unit\">on {}, with 95\u00a0% "
             "intervals</span></figcaption>\n",
             regressor_words(study, column), outcome_words(page.specification())) +
         svg::draw(chart, page.next_id(), english()) + "</figure>\n";
}

}  // namespace

std::string estimates_section(Page& page) {
  const auto& study = page.study;
  std::string html = heading(2, "Estimates", "estimates");
  const auto models = in_journal_order(study);
  if (models.empty()) return html + paragraph("No spatial model was estimated.");
  html +=
      paragraph(fmt::format("Outcome: {}. Every model has {}.", outcome_words(page.specification()),
                            effects_words(study.design.effects)));
  Table table("Spatial panel models by maximum likelihood (SLX: least squares)", "measure-journal");
  std::vector<std::string> head = {""};
  for (const auto* each : models) head.emplace_back(measure::name(each->fit.model));
  table.head(head);
  const auto names = study.design.names.size();
  for (const bool lagged : {false, true})
    for (std::size_t k = 0; k < names; ++k) {
      const auto cell = [&](const measure::SpatialFit& fit) -> std::string {
        const std::size_t at = lagged ? fit.own + k : k;
        if (at >= fit.names.size()) return "";
        const auto i = static_cast<Index>(at);
        return coefficient_cell(fit.coefficients(i), std::sqrt(fit.covariance(i, i)));
      };
      row_of_models(table, (lagged ? "W\u00a0\u00d7 " : "") + breakable(regressor_words(study, k)),
                    models, cell);
    }
  for (const bool outcome : {true, false})
    row_of_models(table, outcome ? "\u03c1" : "\u03bb", models,
                  [&](const measure::SpatialFit& fit) -> std::string {
                    if (!fit.has_rho() || fit.lags_outcome() != outcome) return "";
                    const Index last = fit.covariance.rows() - 1;
                    return coefficient_cell(fit.rho, std::sqrt(fit.covariance(last, last)));
                  });
  row_of_models(
      table, "\u03c3\u00b2", models, [](const auto& fit) { return figure(fit.sigma2); }, "total");
  row_of_models(table, "log L", models,
                [](const auto& fit) { return fixed(fit.log_likelihood, 1); });
  row_of_models(table, "obs.", models, [](const auto& fit) { return fixed(fit.observations, 0); });
  row_of_models(table, "AIC", models,
                [](const auto& fit) { return fixed(information_criterion(fit), 1); });
  return html + table.html() + table_notes(models, study.plan.standard);
}

std::string effects_section(Page& page) {
  const auto& study = page.study;
  const auto models = in_journal_order(study);
  if (models.empty()) return "";
  std::string html = heading(2, "Direct, indirect and total effects", "effects");
  html += paragraph(
      "Coefficients of models with W \u00d7 outcome are no effects: a change feeds back through "
      "the neighbours. Direct is what a unit more does where it happens, indirect what it does to "
      "all other places together, total their sum; each is an average over places.");
  const std::size_t treatments = study.design.treatments, all = study.design.names.size();
  html +=
      paragraph(study.plan.draws >= 2
                    ? fmt::format("Brackets: 95\u00a0% interval of {} draws of the parameters. "
                                  "Parentheses: standard error by the delta method \u00b7 "
                                  "standard deviation of the draws.",
                                  count(study.plan.draws))
                    : std::string("Brackets: 95\u00a0% interval, parentheses: standard error, both "
                                  "by the delta method."),
                "small");
  for (std::size_t k = 0; k < treatments; ++k)
    html += "<div class=\"measure-pair\">\n" + effects_chart(page, models, k) + "<div>" +
            effects_table(study, models, k) + "</div>\n</div>\n";
  std::string controls;
  for (std::size_t k = treatments; k < all; ++k) controls += effects_table(study, models, k);
  return controls.empty() ? html : html + details("Effects of the controls", controls);
}

}  // namespace balloon::measure_page
