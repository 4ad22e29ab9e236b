// What would change the answer: boxes of parameters and structures in which a strategy is not
// better than the historical split, in words.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"
#include "model/parameters.hpp"

namespace balloon::decide_page {

using decision::Box;
using decision::FailureResult;
using decision::Restriction;

namespace {

/// What a limit of a box is about: a parameter, or a form of the model's structure.
struct FailureFactor {
  std::string id;
  const model::ParameterRecord* parameter = nullptr;
};

FailureFactor factor_of(const Page& page, std::size_t index) {
  if (index >= page.result.factors.size()) return {};
  FailureFactor factor{page.result.factors[index], nullptr};
  for (const auto& p : model::parameters)
    if (factor.id == p.name) factor.parameter = &p;
  return factor;
}

/// The unit as it stands after a limit; shares and pure numbers have none.
std::string unit_after(const Page& page, std::string unit) {
  if (unit == "1" || unit == "share" || unit == "log") return "";
  if (page.words.language() == "es")
    for (const auto& [english, spanish] : {std::pair{"month", "mes"},
                                           {"year", "año"},
                                           {"case", "caso"},
                                           {"fighter", "combatiente"},
                                           {"persons", "personas"},
                                           {"crimes", "delitos"},
                                           {"laboratory", "laboratorio"},
                                           {"count", "captura"}})
      if (const auto at = unit.find(english); at != std::string::npos)
        unit.replace(at, std::string_view(english).size(), spanish);
  return "\u00a0" + escape(unit);
}

std::string limit_value(const Page& page, const FailureFactor& factor, double value) {
  if (!std::isfinite(value)) return page.undefined();
  const double size = std::fabs(value);
  const int decimals =
      size > 0 ? std::clamp(1 - static_cast<int>(std::floor(std::log10(size))), 0, 7) : 0;
  return page.words.rounded(value, size >= 100 ? 3 : 2, decimals) +
         (factor.parameter == nullptr ? "" : unit_after(page, factor.parameter->unit));
}

std::string factor_title(const Page& page, const Restriction& limit, const FailureFactor& factor) {
  if (factor.id == "sourcing" || factor.id == "pass_through_form")
    return page.text("factor." + factor.id);
  if (!factor.id.empty()) return factor.id;
  return page.text("factor.unknown", {{"number", page.count(static_cast<double>(limit.factor))}});
}

std::string category_title(const Page& page, const FailureFactor& factor, double value) {
  if (factor.id == "sourcing") return page.text(value > 0.5 ? "factor.nested" : "factor.flat");
  if (factor.id != "pass_through_form") return page.number(value, 0);
  return page.text(value > 0.5    ? "factor.additive"
                   : value < -0.5 ? "factor.mixed"
                                  : "factor.multiplicative");
}

/// "demand_sr is below −0.5 (short-run elasticity of consumption per user)".
std::string condition(const Page& page, const Restriction& limit, bool meaning) {
  const auto factor = factor_of(page, limit.factor);
  const std::string name = "<b>" + escape(factor_title(page, limit, factor)) + "</b>";
  if (limit.has_categories) {
    std::string values;
    for (std::size_t i = 0; i < limit.categories.size(); ++i)
      values += (i == 0                            ? ""
                 : i + 1 < limit.categories.size() ? ", "
                                                   : page.text("list.or")) +
                category_title(page, factor, limit.categories[i]);
    return page.text("failures.category", {{"name", name}, {"values", values}});
  }
  const char* key = limit.has_low && limit.has_high ? "failures.between"
                    : limit.has_low                 ? "failures.above"
                                                    : "failures.below";
  std::string html = page.text(key, {{"name", name},
                                     {"low", limit_value(page, factor, limit.low)},
                                     {"high", limit_value(page, factor, limit.high)}});
  if (!meaning || factor.parameter == nullptr) return html;
  const auto spanish = spanish_parameter(factor.parameter->name);
  const bool other = page.words.language() == "es" && !spanish.empty();
  return html + " <span class=\"decide-meaning\">(" +
         escape(other ? spanish : std::string_view(factor.parameter->meaning)) + ")</span>";
}

std::string quasi_p(const Page& page, const decision::QuasiP& p) {
  double largest = std::nan("");
  for (const double value : {p.low, p.high, p.categories})
    if (std::isfinite(value)) largest = std::isfinite(largest) ? std::max(largest, value) : value;
  if (!std::isfinite(largest)) return page.undefined();
  if (largest < 0.001)
    return page.text("failures.small-p", {{"value", page.words.number(0.001, 3)}});
  return page.words.number(largest, 3);
}

std::string box_sentence(const Page& page, const FailureResult& failure, std::size_t number,
                         bool meaning = true) {
  const Box& box = failure.boxes[number];
  std::vector<std::string> conditions;
  for (const auto& limit : box.limits) conditions.push_back(condition(page, limit, meaning));
  const double base =
      failure.cases > 0 ? static_cast<double>(failure.failures) / failure.cases : std::nan("");
  return page.text(number == 0 ? "failures.box" : "failures.next-box",
                   {{"objective", page.objective_quoted(failure.objective)},
                    {"conditions", page.words.list(conditions)},
                    {"density", page.percent(box.density)},
                    {"coverage", page.percent(box.coverage)},
                    {"base", page.percent(base)}});
}

/// Whether boxes were sought in resamples as well.
bool resampled(const FailureResult& failure) {
  return std::any_of(failure.boxes.begin(), failure.boxes.end(),
                     [](const Box& box) { return !box.reproducibility.empty(); });
}

std::string box_table(const Page& page, const FailureResult& failure) {
  Table table(
      page.text("failures.caption", {{"objective", page.objective_name(failure.objective)}}),
      "decide-grid");
  const bool again = resampled(failure);
  std::vector<std::string> head{page.text("failures.limit"), page.text("failures.p")};
  if (again) head.push_back(page.text("failures.again"));
  table.head(head);
  for (std::size_t b = 0; b < failure.boxes.size(); ++b) {
    const Box& box = failure.boxes[b];
    table.group(page.text("failures.box-row", {{"number", page.count(static_cast<double>(b + 1))},
                                               {"cases", page.count(box.cases)},
                                               {"hits", page.count(box.hits)},
                                               {"mass", page.percent(box.mass)}}));
    for (std::size_t i = 0; i < box.limits.size(); ++i) {
      std::vector<std::string> cells{condition(page, box.limits[i], false),
                                     i < box.p.size() ? quasi_p(page, box.p[i]) : page.undefined()};
      const auto factor = box.limits[i].factor;
      if (again)
        cells.push_back(page.percent(
            factor < box.reproducibility.size() ? box.reproducibility[factor] : std::nan("")));
      table.row(cells);
    }
  }
  return table.html();
}

/// What is said of one strategy in one objective.
std::string failure_item(const Page& page, const FailureResult& failure) {
  const std::string name = page.objective_name(failure.objective);
  if (failure.cases == 0)
    return "<li><b>" + name + "</b>: " + page.text("failures.no-cases") + "</li>\n";
  const double share = static_cast<double>(failure.failures) / failure.cases;
  std::string html =
      "<li>" + page.text("failures.base", {{"objective", name},
                                           {"base", page.percent(share)},
                                           {"cases", page.count(failure.cases)},
                                           {"failures", page.count(failure.failures)}});
  if (failure.boxes.empty()) {
    // Shares at which no box is sought, as in find_failures().
    const char* key = share < 0.05   ? "failures.rare"
                      : share > 0.95 ? "failures.usual"
                                     : "failures.no-box";
    return html + " " + page.text(key) + "</li>\n";
  }
  for (std::size_t b = 0; b < failure.boxes.size(); ++b)
    html += "<br>" + box_sentence(page, failure, b);
  return html + "</li>\n";
}

/// All objectives of one strategy.
std::string failure_list(const Page& page, std::size_t strategy) {
  std::string items, tables;
  bool again = false;
  for (const auto& failure : page.result.failures) {
    if (failure.strategy != strategy) continue;
    items += failure_item(page, failure);
    if (!failure.boxes.empty()) tables += box_table(page, failure);
    again = again || resampled(failure);
  }
  if (items.empty()) return "";
  std::string html = "<ul class=\"decide-failures\">\n" + items + "</ul>\n";
  if (tables.empty()) return html;
  return html +
         details(page.word("failures.numbers"),
                 tables + (again ? paragraph(page.text("failures.again-note"), "small") : ""));
}

}  // namespace

std::string clearest_failure(const Page& page, std::size_t strategy) {
  const FailureResult* clearest = nullptr;
  double most = 0;
  for (const auto& failure : page.result.failures) {
    if (failure.strategy != strategy || failure.boxes.empty()) continue;
    const Box& box = failure.boxes.front();
    const double both = box.density + box.coverage;
    const double mean = both > 0 ? 2 * box.density * box.coverage / both : 0;
    if (clearest == nullptr || mean > most) clearest = &failure, most = mean;
  }
  return clearest == nullptr ? "" : box_sentence(page, *clearest, 0, false);
}

std::string failure_section(Page& page) {
  std::string html = heading(2, page.text("failures.heading"), "failures");
  if (page.shown() == 0) return html + paragraph(page.text("tradeoffs.none"));
  if (page.result.failures.empty()) return html + paragraph(page.text("failures.none"));
  html += paragraph(page.text("failures.intro"));
  std::vector<std::size_t> order = page.result.chosen;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return page.chosen_place(a) < page.chosen_place(b);
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::string list = failure_list(page, order[i]);
    if (list.empty()) continue;
    const std::string title = page.text(
        "others.strategy",
        {{"strategy", page.strategy_title(order[i])}, {"roles", page.role_titles(order[i])}});
    html += i == 0 ? heading(3, title) + list : details(title, list);
  }
  return html;
}

}  // namespace balloon::decide_page
