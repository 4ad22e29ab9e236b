// Step 12a: arrests, people awaiting trial, prisoners by origin (weakly informed).
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// People a month: arrests by stage, trials after a delay, convictions, releases.
template <class L>
inline void run_justice(const Context<L>& c, State<L>& s, Flows<L>& f) {
  L pulled[hub_count] = {L(0.0), L(0.0), L(0.0)};
  for (std::size_t z = 0; z < c.world.zones.size(); ++z)
    if (c.world.zones[z].country < hub_count) pulled[c.world.zones[z].country] += f.lost_forced[z];
  const L heard = 1.0 / c.p[P::trial_delay];
  const L freed = 1.0 / c.p[P::sentence];
  const L convicted = c.p[P::conviction];
  for (int h = 0; h < hub_count; ++h) {
    const L seized_t = (f.base_seized[h] + f.cocaine_seized[h] + f.link_lost[h]) * 1e-3;
    const L local = pulled[h] * 1e-3 * c.p[P::arrest_ha] + seized_t * c.p[P::arrest_t];
    f.foreign_arrests[h] = f.courier_arrests[h] * c.p[P::courier_foreign];
    f.arrests[h] = local + f.courier_arrests[h];
    const L heard_local = s.trial_local[h] * heard;
    const L heard_foreign = s.trial_foreign[h] * heard;
    f.to_prison_local[h] = heard_local * convicted;
    f.acquitted_local[h] = heard_local - f.to_prison_local[h];
    f.to_prison_foreign[h] = heard_foreign * convicted;
    f.acquitted_foreign[h] = heard_foreign - f.to_prison_foreign[h];
    f.released_local[h] = s.prison_local[h] * freed;
    f.released_foreign[h] = s.prison_foreign[h] * freed;
    s.trial_local[h] += (f.arrests[h] - f.foreign_arrests[h]) - heard_local;
    s.trial_foreign[h] += f.foreign_arrests[h] - heard_foreign;
    s.prison_local[h] += f.to_prison_local[h] - f.released_local[h];
    s.prison_foreign[h] += f.to_prison_foreign[h] - f.released_foreign[h];
  }
}

}  // namespace balloon::model
