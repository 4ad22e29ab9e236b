// Parts of the likelihood that do not depend on the model: how often ln|I - rho W| counts, and how
// many observations there are.
#pragma once

#include "measure/spatial_panel.hpp"

namespace balloon::measure {

/// ln|I - rho W| over all times and the traces of G = W (I - rho W)^-1, as the likelihood of
/// transformed or untransformed data counts them.
class Jacobian {
 public:
  Jacobian(const SpatialData& data, bool transformed);
  double observations() const { return observations_; }
  double value(double rho) const;
  double trace(double rho) const;
  double trace_square(double rho) const;
  /// tr G'G: one solve a place.
  double trace_product(double rho) const;

 private:
  template <class Part>
  double sum(Part&& part) const;

  const Geography& geography_;
  double observations_ = 0;
  bool less_one_time_ = false;   ///< T - 1 times count
  bool less_one_place_ = false;  ///< the unit vector's eigenvalue is gone
};

}  // namespace balloon::measure
