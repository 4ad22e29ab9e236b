// Step 3: coca lost to eradication, and where what was lost goes.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Share of a zone's coca removed in a month. It saturates at Hmax: fixed hectares over a shrinking
/// area must not drive a zone to extinction. Units: ha a month in, share out.
/// `effective` is phi_man u_man + phi_air (1 - adapt learned) u_air + phi_vol u_vol.
/// h = Hmax (1 - exp(-(phi_man u_man + phi_air (1 - adapt learned) u_air + phi_vol u_vol) /
///                   ((A + a0 K) Hmax)))
template <class L>
inline L eradication_hazard(const L& effective, const L& area, double suitable, const L& cap,
                            const L& search_land) {
  return cap * one_minus_exp(effective / (max(area + search_land * suitable, 1e-6) * cap));
}

/// Fills losses and their destinations for one zone.
template <class L>
inline void eradicate(const Context<L>& c, const State<L>& s, int z, Flows<L>& f) {
  const auto& zone = c.world.zones[static_cast<std::size_t>(z)];
  const L area = coca(s, z);
  const L exposed = 1.0 - c.p[P::armed_shelter] * armed_presence(c, s, z);
  const L manual = c.p[P::manual_effect] * f.effort_manual[z] * exposed;
  const L aerial = c.p[P::aerial_effect] * (1.0 - c.p[P::spray_adaptation] * s.spray_learning[z]) *
                   f.effort_aerial[z];
  const L voluntary = c.p[P::voluntary_effect] * f.effort_voluntary[z];
  const L effective = manual + aerial + voluntary;
  // Coca grown within the law is left alone; a fiftieth of it is pulled by mistake.
  const double legal = c.policy.quantity(legal_area, z, c.t);
  const L illicit = max(area - legal, area * 0.02);
  L hazard(0.0);
  if (any(effective > 0.0))  // without effort the hazard is exactly zero
    hazard = eradication_hazard(effective, illicit, zone.suitable_ha, c.p[P::hazard_cap],
                                c.p[P::search_land]) *
             illicit / max(area, 1e-9);
  const L agreed = voluntary / max(effective, 1e-9);
  const L lost = area * hazard;
  f.loss_share[z] = hazard;
  f.lost_voluntary[z] = lost * agreed;
  f.lost_forced[z] = lost - f.lost_voluntary[z];
  f.to_replant[z] =
      f.lost_forced[z] * c.p[P::replant_forced] + f.lost_voluntary[z] * c.p[P::replant_voluntary];
  // Growers who lost by force move; those who agreed stay.
  f.to_migrants[z] = f.lost_forced[z] * (1.0 - c.p[P::replant_forced]) * c.p[P::migration_share] *
                     c.p[S::migration];
  f.replanted[z] = s.replanting[z] * c.k.replant_pace;
}

}  // namespace balloon::model
