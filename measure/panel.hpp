// A panel: places by times, with gaps where a place was not observed, and the regression made of
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/types.hpp"

namespace balloon::measure {

/// Figures of places at times. Every matrix is places x times; NaN where there is no figure.
struct Panel {
  std::vector<std::string> places;  ///< keys, in the order of the weights
  std::vector<int> times;           ///< ascending, usually years
  std::vector<std::string> columns;
  std::vector<Matrix> values;  ///< one for each column

  Index place_count() const { return static_cast<Index>(places.size()); }
  Index time_count() const { return static_cast<Index>(times.size()); }
  /// Index of a column, or nothing.
  std::optional<std::size_t> find(std::string_view column) const;
  /// A column by its name. Throws std::out_of_range where there is none.
  const Matrix& column(std::string_view name) const;
};

/// What becomes of the outcome before it is regressed.
enum class Transform { level, change, log1p, asinh };

/// Which fixed effects are taken out.
enum class Effects { none, place, time, two_way };

/// A regression of an outcome on treatments and controls.
struct Specification {
  std::string outcome;
  std::vector<std::string> treatments;
  std::vector<std::string> controls;
  Transform transform = Transform::level;
  Transform treatment_transform = Transform::level;  ///< of treatments; controls stay as they are
  int lag = 0;  ///< times by which treatments precede the outcome
  Effects effects = Effects::two_way;
};

/// The regression's data, stacked time by time: row t * places + i is place i at time t. Rows that
/// lack the outcome or a regressor are absent.
struct Design {
  std::vector<std::string> places;
  std::vector<int> times;          ///< those of the outcome that have any row
  std::vector<std::string> names;  ///< of the regressors: treatments, then controls
  std::size_t treatments = 0;      ///< how many of the names are treatments
  Vector y;
  Matrix x;
  std::vector<char> present;  ///< 1 where a row may be used
  Index rows = 0;             ///< how many are
  Effects effects = Effects::two_way;

  Index place_count() const { return static_cast<Index>(places.size()); }
  Index time_count() const { return static_cast<Index>(times.size()); }
  bool balanced() const { return rows == place_count() * time_count(); }
};

/// Applies a specification. Times are matched by their value: a lag of 1 takes the figure of the
/// time one before, and is missing where the panel lacks that time; so is a change. Places stay
/// even without any row (weights refer to them); times without any row go. log1p of -1 or less is
/// missing. Throws std::out_of_range for a column that the panel lacks.
Design make_design(const Panel& panel, const Specification& specification);

/// A design without the places that lack any time: balanced. `kept` receives their indices.
Design balance(const Design& design, std::vector<Index>& kept);

/// Takes fixed effects out of columns (rows as in the design): exactly for balanced data, else by
/// alternating projections until nothing changes by more than 1e-14 of a column's size. Absent
/// rows become zero. Effects::none takes out the mean.
void within(const Design& design, Matrix& columns);

/// Parameters that fixed effects use up: places + times - 1 for two-way, 1 for none.
Index absorbed(const Design& design);

}  // namespace balloon::measure
