#include "io/measure_system_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "io/csv.hpp"
#include "io/measure_check.hpp"
#include "io/measure_panel.hpp"
#include "measure/least_squares.hpp"

namespace balloon {

namespace {

using measure::Equation;
using measure::Index;
using measure::Matrix;
using measure::Vector;

std::string elsewhere_name(const std::string& treatment) { return treatment + " elsewhere"; }

/// Sums over all other places; a sum with a gap is a gap.
Matrix sum_elsewhere(const Matrix& figures) {
  Matrix made = Matrix::Zero(figures.rows(), figures.cols());
  for (Index i = 0; i < figures.rows(); ++i)
    for (Index j = 0; j < figures.rows(); ++j)
      if (j != i) made.row(i) += figures.row(j);
  return made;
}

/// Equations on the times that all places have. No check.
SystemSetup make_equations(const SystemPlan& plan) {
  auto panel = plan.panel;
  auto spec = plan.specification;
  spec.effects = measure::Effects::none;
  for (const auto& treatment : plan.specification.treatments) {
    panel.columns.push_back(elsewhere_name(treatment));
    panel.values.push_back(sum_elsewhere(panel.column(treatment)));
    spec.treatments.push_back(panel.columns.back());
  }
  const auto design = measure::make_design(panel, spec);
  const Index n = design.place_count();
  SystemSetup made;
  std::vector<Index> kept;
  for (Index t = 0; t < design.time_count(); ++t) {
    const auto* row = design.present.data() + t * n;
    if (std::any_of(row, row + n, [](char here) { return here == 0; })) continue;
    kept.push_back(t);
    made.times.push_back(design.times[static_cast<std::size_t>(t)]);
  }
  const auto count = static_cast<Index>(kept.size());
  Vector line(count);
  for (Index t = 0; t < count; ++t) line(t) = made.times[static_cast<std::size_t>(t)];
  if (count > 0) line.array() -= line.mean();
  const Index before = plan.trend ? 2 : 1;
  made.treatments = static_cast<Index>(plan.specification.treatments.size());
  made.first_elsewhere = before + made.treatments;
  for (Index i = 0; i < n; ++i) {
    Equation e;
    e.name = design.places[static_cast<std::size_t>(i)];
    e.names = {"constant"};
    if (plan.trend) e.names.push_back("trend");
    e.names.insert(e.names.end(), design.names.begin(), design.names.end());
    e.y.resize(count);
    e.x = Matrix::Ones(count, before + design.x.cols());
    if (plan.trend) e.x.col(1) = line;
    for (Index t = 0; t < count; ++t) {
      const Index row = kept[static_cast<std::size_t>(t)] * n + i;
      e.y(t) = design.y(row);
      e.x.row(t).tail(design.x.cols()) = design.x.row(row);
    }
    made.equations.push_back(std::move(e));
  }
  return made;
}

class SystemCheck {
 public:
  SystemCheck(const SystemPlan& plan, Faults& faults) : plan_(plan), faults_(faults) {}

  bool panel() {
    const auto before = faults_.size();
    const Index n = plan_.panel.place_count();
    if (n < fewest_system_places || n > most_system_places)
      fault(
          "places", std::to_string(n),
          fmt::format("an equation for each place needs {} to {} places; {}", fewest_system_places,
                      most_system_places,
                      n < fewest_system_places
                          ? "with one there is no elsewhere"
                          : "add them up to fewer, or take the spatial models (without --system)"));
    auto spec = plan_.specification;
    spec.effects = measure::Effects::none;
    if (!check_regression(plan_.panel, spec, faults_, plan_.file)) return false;
    for (const auto& treatment : spec.treatments)
      if (plan_.panel.find(elsewhere_name(treatment)))
        fault(elsewhere_name(treatment), "", "is the name of a sum made here; rename the column");
    return faults_.size() == before;
  }

  bool equations(const SystemSetup& setup) {
    const auto before = faults_.size();
    const auto count = static_cast<Index>(setup.times.size());
    const Index needed = setup.columns() + setup.places();
    if (count < needed) {
      const auto gaps = gap_summary(plan_.panel);
      fault("times", std::to_string(count),
            fmt::format("{} coefficients in each of {} equations need at least {} times that all "
                        "places have (coefficients and equations together); give more times, or "
                        "take fewer {}{}",
                        setup.columns(), setup.places(), needed,
                        plan_.trend ? "regressors, or no trend (--no-trend)" : "regressors",
                        gaps.empty() ? "" : ". Gaps: " + gaps));
      return false;
    }
    for (const auto& e : setup.equations) check_equation(e);
    return faults_.size() == before;
  }

 private:
  static constexpr double negligible = 1e-8;  // of a column's length

  void fault(const std::string& path, std::string value, std::string message) {
    faults_.add({plan_.file, 0, printable(path), std::move(value), std::move(message)});
  }

  void check_equation(const Equation& e) {
    const auto path = [&](const std::string& column) { return e.name + ": " + column; };
    const auto count = e.y.size();
    if ((e.y.array() - e.y.mean()).matrix().norm() <= negligible * e.y.norm()) {
      fault(path(plan_.specification.outcome), "",
            fmt::format("the outcome is the same at all {} times; there is nothing to explain",
                        count));
      return;
    }
    std::vector<Index> kept;
    bool whole = true;
    for (Index c = 0; c < e.x.cols(); ++c) {
      const Vector column = e.x.col(c);
      const Matrix base = e.x(Eigen::all, kept);
      const auto left = [&](const Matrix& x) {
        return (column - x * measure::solve_least_squares(x, column).beta).norm();
      };
      if (column.norm() > 0 && (kept.empty() || left(base) > negligible * column.norm())) {
        kept.push_back(c);
        continue;
      }
      whole = false;
      const bool same = (column.array() == column(0)).all();
      std::vector<std::string> others;
      for (const Index k : kept) others.push_back(e.names[static_cast<std::size_t>(k)]);
      fault(path(e.names[static_cast<std::size_t>(c)]), same ? number_text(column(0)) : "",
            same ? fmt::format("is the same at all {} times: it has no effect that could be "
                               "measured in this place; leave the column or the place out",
                               count)
                 : fmt::format("is made of columns before it ({}); leave one of them out",
                               word_list(others)));
    }
    if (!whole) return;
    const auto fit = measure::solve_least_squares(e.x, e.y);
    if ((e.y - e.x * fit.beta).norm() <= negligible * e.y.norm())
      fault(path(plan_.specification.outcome), "",
            "the regressors explain every figure of it: no error is left to judge them by");
  }

  const SystemPlan& plan_;
  Faults& faults_;
};

}  // namespace

std::optional<SystemSetup> set_up_system(const SystemPlan& plan, Faults& faults) {
  SystemCheck check(plan, faults);
  if (!check.panel()) return std::nullopt;
  auto setup = make_equations(plan);
  if (!check.equations(setup)) return std::nullopt;
  return setup;
}

}  // namespace balloon
