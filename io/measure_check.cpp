#include "io/measure_check.hpp"

#include <fmt/format.h>
#include <eigen3/Eigen/QR>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "io/csv.hpp"

namespace balloon {

namespace {

using measure::Design;
using measure::Effects;
using measure::Index;
using measure::Matrix;
using measure::Panel;
using measure::Specification;
using measure::Transform;
using measure::Vector;

constexpr double tolerance = 1e-8;

std::string transformed_name(const std::string& name, Transform transform) {
  switch (transform) {
    case Transform::change:
      return "change in " + name;
    case Transform::log1p:
      return "log1p of " + name;
    case Transform::asinh:
      return "asinh of " + name;
    default:
      return name;
  }
}

std::string effects_name(Effects effects) {
  switch (effects) {
    case Effects::place:
      return "the place effects";
    case Effects::time:
      return "the time effects";
    case Effects::two_way:
      return "the place and time effects together";
    default:
      return "the intercept";
  }
}

/// "1 row", "2 rows".
std::string counted(Index count, const std::string& word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

class Check {
 public:
  Check(const Panel& panel, const Specification& specification, Faults& faults,
        const std::string& file)
      : panel_(panel), spec_(specification), faults_(faults), file_(file) {
    regressors_ = spec_.treatments;
    regressors_.insert(regressors_.end(), spec_.controls.begin(), spec_.controls.end());
  }

  void run() {
    const auto before = faults_.size();
    check_names();
    if (faults_.size() > before) return;
    check_log(spec_.outcome, spec_.transform);
    for (const auto& name : spec_.treatments) check_log(name, spec_.treatment_transform);
    design_ = measure::make_design(panel_, spec_);
    if (design_.rows == 0) {
      no_rows();
      return;
    }
    frame_ = design_;
    frame_.x.resize(0, 0);
    if (!enough_places_and_times()) return;
    const auto varying = check_variation();
    if (enough_rows()) check_collinear(varying);
  }

 private:
  void fault(const std::string& path, std::string value, std::string message) {
    faults_.add({file_, 0, printable(path), std::move(value), std::move(message)});
  }

  /// A regressor as it enters the regression.
  std::string label(std::size_t k) const {
    if (k >= spec_.treatments.size()) return regressors_[k];
    auto text = transformed_name(regressors_[k], spec_.treatment_transform);
    if (spec_.lag > 0) text += fmt::format(" (lag {})", spec_.lag);
    return text;
  }

  void check_names() {
    const auto known = [&](const std::string& name) {
      if (panel_.find(name)) return;
      const auto near = suggestion(name, panel_.columns);
      fault(name, "",
            "the panel has no such column" +
                (near.empty() ? "; it has " + word_list(panel_.columns) : near));
    };
    known(spec_.outcome);
    for (const auto& name : regressors_) known(name);
    if (spec_.treatments.empty()) fault("treatment", "", "at least one treatment is needed");
    if (spec_.lag < 0)
      fault("lag", std::to_string(spec_.lag), "must be 0 or more: treatments precede the outcome");
    const bool as_it_is = spec_.lag == 0 && spec_.treatment_transform == Transform::level;
    for (std::size_t k = 0; k < regressors_.size(); ++k) {
      const auto& name = regressors_[k];
      const bool treatment = k < spec_.treatments.size();
      const auto first = static_cast<std::size_t>(
          std::find(regressors_.begin(), regressors_.end(), name) - regressors_.begin());
      if (first < k && (treatment == (first < spec_.treatments.size()) || as_it_is))
        fault(name, "", "named twice among treatments and controls; once is enough");
      if (name == spec_.outcome &&
          (treatment ? spec_.lag == 0 && spec_.treatment_transform == spec_.transform
                     : spec_.transform == Transform::level))
        fault(name, "", "the outcome would explain itself; leave it out, or lag it as a treatment");
    }
  }

  /// Figures that log1p would turn into gaps.
  void check_log(const std::string& name, Transform transform) {
    if (transform != Transform::log1p) return;
    const Matrix& figures = panel_.column(name);
    Index count = 0;
    std::string first, value;
    for (Index i = 0; i < figures.rows(); ++i)
      for (Index t = 0; t < figures.cols(); ++t) {
        if (!(figures(i, t) <= -1)) continue;
        if (count++ > 0) continue;
        value = number_text(figures(i, t));
        first = fmt::format("{} {}", panel_.places[static_cast<std::size_t>(i)],
                            panel_.times[static_cast<std::size_t>(t)]);
      }
    if (count > 0)
      fault(name, value,
            fmt::format("log1p needs figures above -1; {} {} not, the first {}; take asinh or the "
                        "level",
                        counted(count, "figure"), count == 1 ? "is" : "are", first));
  }

  void no_rows() {
    std::vector<std::string> all{spec_.outcome}, counts;
    for (const auto& name : regressors_)
      if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    for (const auto& name : all)
      counts.push_back(fmt::format(
          "{} has {}", name, counted(panel_.column(name).array().isFinite().count(), "figure")));
    const bool earlier = spec_.lag > 0 || spec_.transform == Transform::change ||
                         spec_.treatment_transform == Transform::change;
    fault(spec_.outcome, "0 rows",
          fmt::format("no place and time has the outcome and every regressor ({}){}",
                      word_list(counts),
                      earlier ? "; changes and lags also need the times before" : ""));
  }

  bool here(Index i, Index t) const {
    return design_.present[static_cast<std::size_t>(t * design_.place_count() + i)] != 0;
  }

  bool enough_places_and_times() {
    const Index n = design_.place_count(), times = design_.time_count();
    Index places_used = 0, times_used = 0;
    for (Index i = 0; i < n; ++i) {
      bool any = false;
      for (Index t = 0; t < times && !any; ++t) any = here(i, t);
      places_used += any ? 1 : 0;
    }
    for (Index t = 0; t < times; ++t) {
      bool any = false;
      for (Index i = 0; i < n && !any; ++i) any = here(i, t);
      times_used += any ? 1 : 0;
    }
    const bool of_place = spec_.effects == Effects::place || spec_.effects == Effects::two_way;
    const bool of_time = spec_.effects == Effects::time || spec_.effects == Effects::two_way;
    const auto before = faults_.size();
    if (of_place && times_used < 2)
      fault("times", counted(times_used, "time"),
            "place effects need figures at 2 times or more; give more, or leave place effects out");
    if (of_time && places_used < 2)
      fault("places", counted(places_used, "place"),
            "time effects need figures of 2 places or more; give more, or leave time effects out");
    return faults_.size() == before;
  }

  /// Length of what effects leave of a column; rows that are absent do not count.
  double left(const Vector& column, Effects effects) {
    frame_.effects = effects;
    Matrix copy = column;
    measure::within(frame_, copy);
    return copy.norm();
  }

  /// Below this nothing but rounding is left of a column.
  double negligible(const Vector& column) {
    return std::max(tolerance * left(column, Effects::none), 1e-13 * column.norm());
  }

  bool constant(const Vector& column, double& value) const {
    bool first = true;
    for (Index row = 0; row < column.size(); ++row) {
      if (design_.present[static_cast<std::size_t>(row)] == 0) continue;
      if (!first && column(row) != value) return false;
      value = column(row);
      first = false;
    }
    return true;
  }

  /// Adds a fault where a column has no variation to work with; `what` is how it is called.
  bool varies(const std::string& name, const std::string& what, const Vector& column,
              bool outcome) {
    double value = 0;
    if (constant(column, value)) {
      fault(name, number_text(value),
            fmt::format("{} is {} in all {}: {}", what, value == 0 ? "0" : "the same",
                        counted(design_.rows, "row"),
                        outcome ? "there is nothing to explain; take other times or places"
                                : "it has no effect that could be measured; leave it out, or take "
                                  "other times or places"));
      return false;
    }
    const double limit = negligible(column);
    if (left(column, design_.effects) > limit) return true;
    auto by = design_.effects;
    if (by == Effects::two_way && left(column, Effects::place) <= limit) by = Effects::place;
    if (by == Effects::two_way && left(column, Effects::time) <= limit) by = Effects::time;
    const auto why = by == Effects::place  ? "it does not change over time within any place"
                     : by == Effects::time ? "it is the same for all places at each time"
                     : by == Effects::none
                         ? "it hardly varies beside its size"
                         : "it is a figure of the place plus a figure of the time";
    const auto remedy =
        outcome ? "take fewer effects or another outcome"
        : by == Effects::place
            ? "leave it out, leave place effects out, or multiply it by a figure that changes"
        : by == Effects::time
            ? "leave it out, leave time effects out, or multiply it by a figure of the place"
            : "leave it out or take fewer effects";
    fault(name, "",
          fmt::format("{} absorb{} {}: {}; {}", effects_name(by), by == Effects::none ? "s" : "",
                      what, why, remedy));
    return false;
  }

  /// Columns of the design that vary once the effects are out.
  std::vector<Index> check_variation() {
    std::vector<Index> varying;
    varies(spec_.outcome, transformed_name(spec_.outcome, spec_.transform), design_.y, true);
    for (std::size_t k = 0; k < regressors_.size(); ++k)
      if (varies(regressors_[k], label(k), design_.x.col(static_cast<Index>(k)), false))
        varying.push_back(static_cast<Index>(k));
    return varying;
  }

  bool enough_rows() {
    const auto k = static_cast<Index>(regressors_.size());
    const Index effects = measure::absorbed(design_);
    if (design_.rows > k + effects) return true;
    fault(spec_.outcome, counted(design_.rows, "row"),
          fmt::format(
              "{} and {} need at least {} rows; give more places or times, or take fewer "
              "regressors or effects",
              counted(k, "regressor"),
              design_.effects == Effects::none ? "an intercept" : counted(effects, "fixed effect"),
              k + effects + 1));
    return false;
  }

  void check_collinear(const std::vector<Index>& columns) {
    if (columns.size() < 2) return;
    Matrix x(design_.x.rows(), static_cast<Index>(columns.size()));
    for (std::size_t c = 0; c < columns.size(); ++c)
      x.col(static_cast<Index>(c)) = design_.x.col(columns[c]);
    measure::within(design_, x);
    const Vector length = x.colwise().norm();
    for (Index c = 0; c < x.cols(); ++c) x.col(c) /= length(c);
    Eigen::ColPivHouseholderQR<Matrix> qr(x);
    qr.setThreshold(tolerance);
    if (qr.rank() == x.cols()) return;
    // R with its columns put back has the geometry of x. Earlier regressors are the ones that
    // others are made of; the order of the pivots finds what lies at the edge of the tolerance.
    Matrix r = qr.matrixR().topRows(x.cols()).triangularView<Eigen::Upper>();
    const auto& pivots = qr.colsPermutation().indices();
    std::vector<Index> order(columns.size()), pivoted(pivots.begin(), pivots.end());
    std::iota(order.begin(), order.end(), Index{0});
    r *= qr.colsPermutation().transpose();
    if (!name_dependent(r, length, columns, order)) name_dependent(r, length, columns, pivoted);
  }

  /// A fault for each column of unit length that is made of those before it in the order.
  bool name_dependent(const Matrix& unit, const Vector& length, const std::vector<Index>& columns,
                      const std::vector<Index>& order) {
    const auto named = [&](Index c) {
      return static_cast<std::size_t>(columns[static_cast<std::size_t>(c)]);
    };
    std::vector<Index> kept;
    bool any = false;
    for (const Index c : order) {
      const Matrix base = unit(Eigen::all, kept);
      Vector weights;
      if (!kept.empty()) weights = base.colPivHouseholderQr().solve(unit.col(c));
      if (kept.empty() || (base * weights - unit.col(c)).norm() > tolerance) {
        kept.push_back(c);
        continue;
      }
      any = true;
      std::vector<std::string> parts;
      for (std::size_t p = 0; p < kept.size(); ++p) {
        const double weight = weights(static_cast<Index>(p));
        if (std::abs(weight) > 1e-6)
          parts.push_back(fmt::format("{:.4g} times {}", weight * length(c) / length(kept[p]),
                                      label(named(kept[p]))));
      }
      fault(regressors_[named(c)], "",
            fmt::format("{} is a linear combination of other regressors once the effects are out: "
                        "{}; leave one of them out",
                        label(named(c)), word_list(parts)));
    }
    return any;
  }

  const Panel& panel_;
  const Specification& spec_;
  Faults& faults_;
  const std::string& file_;
  std::vector<std::string> regressors_;
  Design design_;
  Design frame_;  ///< which rows there are, without the regressors
};

}  // namespace

bool check_regression(const Panel& panel, const Specification& specification, Faults& faults,
                      const std::string& file) {
  const auto before = faults.size();
  Check(panel, specification, faults, file).run();
  return faults.size() == before;
}

}  // namespace balloon
