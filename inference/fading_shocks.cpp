#include "inference/fading_shocks.hpp"

#include <cmath>

#include "analysis/draws.hpp"
#include "core/calendar.hpp"
#include "model/parameters.hpp"
#include "model/unknowns.hpp"

namespace balloon::inference {

Matrix with_fading_shocks(const model::World& world, const StructureEnsemble& e, int leads,
                          std::uint64_t seed, double fade) {
  const model::UnknownLayout at(world);
  const int last = e.origin + leads;
  constexpr int memory = static_cast<int>(model::P::shock_memory);
  Matrix u(at.size(last), e.unknowns.cols());
  for (Eigen::Index m = 0; m < u.cols(); ++m) {
    const auto drawn = model::stream_unknowns(world, seed, static_cast<std::uint64_t>(m), last);
    u.col(m) = Eigen::Map<const Vector>(drawn.data(), static_cast<Eigen::Index>(drawn.size()));
    u.col(m).head(e.unknowns.rows()) = e.unknowns.col(m);
    const double months =
        model::quantile_of_score(model::parameters[memory], u(at.parameter(memory), m));
    // In units of the stationary sd (model/growers.hpp): shock <- keep shock + scale innovation.
    const double keep = analysis::exact_exp(-12.0 / months), scale = std::sqrt(1 - keep * keep);
    const auto fade_shock = [&](const auto& row) {
      double shock = 0;
      for (int year = first_year; year <= e.origin; ++year)
        shock = shock * keep + scale * u(row(year), m);
      for (int year = e.origin + 1; year <= last; ++year) {
        u(row(year), m) += (fade - keep) * shock / scale;
        shock *= fade;
      }
    };
    for (int z = 0; z < at.zones; ++z) fade_shock([&](int y) { return at.supply_zone(y, z); });
    for (int h = 0; h < model::hub_count; ++h)
      fade_shock([&](int y) { return at.supply_hub(y, h); });
  }
  return u;
}

}  // namespace balloon::inference
