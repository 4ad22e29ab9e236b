// Step 7: shipments and seizures in the corridors, and couriers at airports.
#pragma once

#include "model/trafficking.hpp"

namespace balloon::model {

/// Probability that a shipment is seized: 1 - exp(-h0 (e / e_1990)^q (1 + n)^-gamma), the hazard
/// of effort diluted over shipments. h0 carries the load of 1990, so that it is the hazard of then.
template <class L>
inline L seizure_probability(const L& reference_hazard, const L& effort_ratio, const L& effect,
                             const L& dilution_ratio, const L& dilution) {
  return one_minus_exp(reference_hazard * pow(max(effort_ratio, 1e-6), effect) *
                       pow(max(dilution_ratio, 1e-9), dilution));
}

/// Shipments are Poisson in the load, seized ones binomial; kg follow in proportion. In the courier
/// corridor the effort is screening at the hubs' airports besides the corridor's own.
template <class L>
inline void interdict(const Context<L>& c, Flows<L>& f) {
  const auto& w = c.world;
  for (std::size_t i = 0; i < w.corridors.size(); ++i) {
    const auto& corridor = w.corridors[i];
    const auto stream = static_cast<std::uint32_t>(corridor.stream);
    const auto u = uniforms(c.key, Stream::shipments, stream, c.month);
    const L expected = f.load[i] * (1 / corridor.load_kg);
    f.shipments[i] = poisson(expected, u.first);
    L effort = f.corridor_effort[i];
    if (static_cast<int>(i) == w.couriers)
      for (int h = 0; h < hub_count; ++h) effort += c.policy.quantity(courier_screening, h, c.t);
    // c.k.hazard_reference holds the hazard at the start's effort times (1 + n0)^gamma.
    const L p =
        seizure_probability(c.k.hazard_reference[i], effort * (1 / corridor.effort_1990),
                            c.p[P::effort_effect], 1.0 / (1.0 + f.shipments[i]), c.p[P::dilution]);
    f.seized_shipments[i] = binomial(f.shipments[i], min(p, 0.95), u.second);
    f.seized[i] = f.load[i] * f.seized_shipments[i] / max(f.shipments[i], 1.0);
  }
  const auto n = w.corridors.size();
  for (std::size_t m = 0; m < w.markets.size(); ++m) {
    f.delivered[m] = L(0.0);
    for (std::size_t i = 0; i < n; ++i) {
      if (w.markets[m].corridor_share_1990[i] <= 0) continue;
      const L kept = 1.0 - f.seized[i] / max(f.load[i], 1e-9);
      f.delivered[m] += f.market_load[m][i] * kept;
    }
  }
  for (int h = 0; h < hub_count; ++h) {
    f.courier_arrests[h] = L(0.0);
    if (w.couriers < 0) continue;
    const auto i = static_cast<std::size_t>(w.couriers);
    f.courier_arrests[h] = f.seized_shipments[i] * f.load_by_hub[i][h] / max(f.load[i], 1e-9);
  }
}

/// Corridor risk by experience: a Beta pair that forgets toward the 1990 prior.
template <class L>
inline void learn_risk(const Context<L>& c, const Flows<L>& f, State<L>& s) {
  const double prior_mass = 4;
  const double observation = 6;  // weight of a month of experience
  const L keep = c.p[P::risk_retention];
  for (std::size_t i = 0; i < c.world.corridors.size(); ++i) {
    const double prior = c.world.corridors[i].risk_1990;
    const L n = max(f.shipments[i], 1.0);
    const L seen = select(f.shipments[i] > 0.5, L(observation), L(0.0));
    const L lost = f.seized_shipments[i] / n;
    s.risk_a[i] = keep * s.risk_a[i] + (1.0 - keep) * (prior * prior_mass + seen * lost);
    s.risk_b[i] =
        keep * s.risk_b[i] + (1.0 - keep) * ((1 - prior) * prior_mass + seen * (1.0 - lost));
    const L value = f.seized[i] / max(f.corridor_effort[i], 1e3);
    s.seizure_value[i] += c.p[P::value_learning] * (value - s.seizure_value[i]);
    s.corridor_load[i] = f.load[i];
  }
}

}  // namespace balloon::model
