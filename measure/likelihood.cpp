#include "measure/likelihood.hpp"

#include <cmath>

namespace balloon::measure {

Jacobian::Jacobian(const SpatialData& data, bool transformed) : geography_(*data.geography) {
  const Effects effects = data.design->effects;
  const bool places = effects == Effects::place || effects == Effects::two_way;
  const bool times = effects == Effects::time || effects == Effects::two_way;
  less_one_time_ = transformed && places;
  less_one_place_ = transformed && times;
  observations_ = static_cast<double>(data.design->rows);
  if (transformed) {
    observations_ = static_cast<double>(data.design->place_count() - (times ? 1 : 0)) *
                    static_cast<double>(data.design->time_count() - (places ? 1 : 0));
  }
}

template <class Part>
double Jacobian::sum(Part&& part) const {
  double total = 0;
  for (const auto& neighbourhood : geography_.neighbourhoods())
    total +=
        static_cast<double>(neighbourhood->times - (less_one_time_ ? 1 : 0)) * part(*neighbourhood);
  return total;
}

double Jacobian::value(double rho) const {
  return sum([&](const Neighbourhood& n) {
    return n.determinant.value(rho) - (less_one_place_ ? std::log(1 - rho) : 0);
  });
}

double Jacobian::trace(double rho) const {
  return sum([&](const Neighbourhood& n) {
    return n.determinant.trace(rho) - (less_one_place_ ? 1 / (1 - rho) : 0);
  });
}

double Jacobian::trace_square(double rho) const {
  return sum([&](const Neighbourhood& n) {
    return n.determinant.trace_square(rho) - (less_one_place_ ? 1 / ((1 - rho) * (1 - rho)) : 0);
  });
}

double Jacobian::trace_product(double rho) const {
  return sum([&](const Neighbourhood& n) {
    const CrossTraces traces = n.cross(rho);
    const double places = static_cast<double>(n.spatial.w.rows());
    return traces.product - (less_one_place_ ? traces.column_sums / places : 0);
  });
}

}  // namespace balloon::measure
