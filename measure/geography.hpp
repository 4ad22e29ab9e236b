// The weights of every time of a design: the same for all where nothing is missing, else those
// among the places that are there.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "measure/log_determinant.hpp"
#include "measure/panel.hpp"

namespace balloon::measure {

/// Weights among one set of places, with their log-determinant.
struct Neighbourhood {
  explicit Neighbourhood(Spatial among, std::vector<Index> members)
      : spatial(std::move(among)), places(std::move(members)), determinant(spatial) {}
  Spatial spatial;
  std::vector<Index> places;  ///< indices among the design's places, ascending
  LogDeterminant determinant;
  Index times = 0;  ///< at how many times it holds

  /// tr G'G and |G'1|^2 at rho: from series where Geography::prepare made them, else by one solve a
  /// place.
  CrossTraces cross(double rho) const;
  std::optional<SmoothInRho> product, column_sums;
};

/// Neighbourhoods by time. Building it is the costly part of a fit (one sparse factorisation for
/// each node of the log-determinant); fits on the same places and weights share it.
class Geography {
 public:
  /// Weights are of the design's places.
  Geography(const Weights& weights, Standard standard, const Design& design);

  /// Makes series of what the expected information needs, for many fits on the same weights (a
  /// bootstrap, a simulation): as costly as 48 fits, and the fits after it cost little. Relative
  /// accuracy about 1e-9.
  void prepare();

  /// W times columns stacked as in a design; absent rows give zero. In an unbalanced design a place
  /// that is absent is no neighbour, and the weights of the others are standardised anew.
  Matrix lag(const Matrix& columns) const;
  /// W (I - rho W)^-1 times columns.
  Matrix filtered_lag(const Matrix& columns, double rho) const;
  /// (I - rho W)^-1 (I - rho W')^-1 times columns.
  Matrix twice_filtered(const Matrix& columns, double rho) const;

  const std::vector<std::shared_ptr<Neighbourhood>>& neighbourhoods() const { return all_; }
  /// Weights among all places.
  const Spatial& whole() const { return whole_; }
  /// All times have the same places, so that transformations of time commute with W.
  bool constant() const { return all_.size() == 1 && balanced_; }
  /// Every row of W adds to 1, so that time effects commute with W too.
  bool rows_add_to_one() const { return ones_; }

 private:
  template <class Apply>
  Matrix apply(const Matrix& columns, Apply&& to_block) const;

  Index places_ = 0;
  Spatial whole_;
  bool balanced_ = false, ones_ = false;
  std::vector<std::shared_ptr<Neighbourhood>> all_;
  std::vector<std::size_t> of_time_;
};

}  // namespace balloon::measure
