#include "measure/panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

namespace balloon::measure {

namespace {

double transformed(double value, Transform transform) {
  switch (transform) {
    case Transform::log1p:
      return value > -1 ? std::log1p(value) : missing;
    case Transform::asinh:
      return std::asinh(value);
    default:
      return value;
  }
}

/// The figures of one column as the regression wants them; columns are the panel's times.
Matrix series(const Panel& panel, const Matrix& raw, Transform transform, int lag) {
  std::map<int, Index> at;
  for (Index t = 0; t < panel.time_count(); ++t) at[panel.times[static_cast<std::size_t>(t)]] = t;
  const auto column = [&](int time) {
    const auto found = at.find(time);
    return found == at.end() ? Index{-1} : found->second;
  };
  Matrix made = Matrix::Constant(raw.rows(), raw.cols(), missing);
  for (Index t = 0; t < raw.cols(); ++t) {
    const int time = panel.times[static_cast<std::size_t>(t)] - lag;
    const Index now = column(time);
    const Index before = column(time - 1);
    if (now < 0 || (transform == Transform::change && before < 0)) continue;
    for (Index i = 0; i < raw.rows(); ++i)
      made(i, t) = transform == Transform::change ? raw(i, now) - raw(i, before)
                                                  : transformed(raw(i, now), transform);
  }
  return made;
}

/// Sums of the present rows of a column by place and by time.
struct Counts {
  Vector place, time;
};

Counts counts(const Design& design) {
  const Index n = design.place_count();
  Counts c{Vector::Zero(n), Vector::Zero(design.time_count())};
  for (Index t = 0; t < design.time_count(); ++t)
    for (Index i = 0; i < n; ++i) {
      const double here = design.present[static_cast<std::size_t>(t * n + i)];
      c.place(i) += here;
      c.time(t) += here;
    }
  return c;
}

using Block = Eigen::Map<Matrix>;

void take_out_places(Block block, const Counts& c) {
  for (Index i = 0; i < block.rows(); ++i)
    if (c.place(i) > 0) block.row(i).array() -= block.row(i).sum() / c.place(i);
}

void take_out_times(Block block, const Counts& c) {
  for (Index t = 0; t < block.cols(); ++t)
    if (c.time(t) > 0) block.col(t).array() -= block.col(t).sum() / c.time(t);
}

}  // namespace

std::optional<std::size_t> Panel::find(std::string_view column) const {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

const Matrix& Panel::column(std::string_view name) const {
  const auto index = find(name);
  if (!index) throw std::out_of_range("panel: no column " + std::string(name));
  return values[*index];
}

Design make_design(const Panel& panel, const Specification& specification) {
  std::vector<Matrix> all{
      series(panel, panel.column(specification.outcome), specification.transform, 0)};
  Design design;
  for (const auto& name : specification.treatments) {
    all.push_back(
        series(panel, panel.column(name), specification.treatment_transform, specification.lag));
    design.names.push_back(name);
  }
  design.treatments = design.names.size();
  for (const auto& name : specification.controls) {
    all.push_back(series(panel, panel.column(name), Transform::level, 0));
    design.names.push_back(name);
  }
  design.places = panel.places;
  design.effects = specification.effects;

  const Index n = panel.place_count();
  std::vector<Index> kept;
  const auto whole = [&](Index i, Index t) {
    return std::all_of(all.begin(), all.end(),
                       [&](const Matrix& m) { return std::isfinite(m(i, t)); });
  };
  for (Index t = 0; t < panel.time_count(); ++t) {
    bool any = false;
    for (Index i = 0; i < n && !any; ++i) any = whole(i, t);
    if (!any) continue;
    kept.push_back(t);
    design.times.push_back(panel.times[static_cast<std::size_t>(t)]);
  }
  const Index rows = n * static_cast<Index>(kept.size());
  design.y = Vector::Zero(rows);
  design.x = Matrix::Zero(rows, static_cast<Index>(all.size()) - 1);
  design.present.assign(static_cast<std::size_t>(rows), 0);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    for (Index i = 0; i < n; ++i) {
      if (!whole(i, kept[k])) continue;
      const Index row = static_cast<Index>(k) * n + i;
      design.present[static_cast<std::size_t>(row)] = 1;
      ++design.rows;
      design.y(row) = all[0](i, kept[k]);
      for (std::size_t c = 1; c < all.size(); ++c)
        design.x(row, static_cast<Index>(c) - 1) = all[c](i, kept[k]);
    }
  }
  return design;
}

Design balance(const Design& design, std::vector<Index>& kept) {
  const Index n = design.place_count();
  kept.clear();
  for (Index i = 0; i < n; ++i) {
    bool whole = true;
    for (Index t = 0; t < design.time_count() && whole; ++t)
      whole = design.present[static_cast<std::size_t>(t * n + i)] != 0;
    if (whole) kept.push_back(i);
  }
  Design balanced = design;
  const auto m = static_cast<Index>(kept.size());
  balanced.places.clear();
  for (const Index i : kept) balanced.places.push_back(design.places[static_cast<std::size_t>(i)]);
  balanced.rows = m * design.time_count();
  balanced.y.resize(balanced.rows);
  balanced.x.resize(balanced.rows, design.x.cols());
  balanced.present.assign(static_cast<std::size_t>(balanced.rows), 1);
  for (Index t = 0; t < design.time_count(); ++t)
    for (Index i = 0; i < m; ++i) {
      balanced.y(t * m + i) = design.y(t * n + kept[static_cast<std::size_t>(i)]);
      balanced.x.row(t * m + i) = design.x.row(t * n + kept[static_cast<std::size_t>(i)]);
    }
  return balanced;
}

void within(const Design& design, Matrix& columns) {
  const Index n = design.place_count();
  const Index times = design.time_count();
  if (columns.rows() != n * times)
    throw std::invalid_argument("within: rows differ from the design's");
  const Counts c = counts(design);
  const Eigen::Map<const Eigen::Array<char, Eigen::Dynamic, 1>> present(design.present.data(),
                                                                        n * times);
  const Vector mask = present.cast<double>().matrix();
  const bool both = design.effects == Effects::two_way;
  for (Index k = 0; k < columns.cols(); ++k) {
    auto column = columns.col(k);
    column = column.cwiseProduct(mask);
    Block block(columns.data() + k * columns.rows(), n, times);
    if (design.effects == Effects::none) {
      column.array() -= column.sum() / static_cast<double>(design.rows);
      column = column.cwiseProduct(mask);
      continue;
    }
    const double spread = column.cwiseAbs().maxCoeff();
    // One round is exact where nothing is missing; else the alternation converges geometrically.
    for (int round = 0; round < 10000; ++round) {
      const Vector before = column;
      if (design.effects != Effects::time) {
        take_out_places(block, c);
        column = column.cwiseProduct(mask);
      }
      if (design.effects != Effects::place) {
        take_out_times(block, c);
        column = column.cwiseProduct(mask);
      }
      if (!both || design.balanced() || (column - before).cwiseAbs().maxCoeff() <= 1e-14 * spread)
        break;
    }
  }
}

Index absorbed(const Design& design) {
  const Counts c = counts(design);
  const Index places = (c.place.array() > 0).count();
  const Index times = (c.time.array() > 0).count();
  switch (design.effects) {
    case Effects::place:
      return places;
    case Effects::time:
      return times;
    case Effects::two_way:
      return places + times - 1;
    case Effects::none:
      break;
  }
  return 1;
}

}  // namespace balloon::measure
