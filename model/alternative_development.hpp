// Alternative development: licit perennials, announcements, broken promises.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Money for alternative development in a zone, USD a month: its own and its share of the country's
/// by the last survey.
template <class L>
inline void development_money(const Context<L>& c, const State<L>& s, L* usd) {
  const auto& zones = c.world.zones;
  for (std::size_t z = 0; z < zones.size(); ++z)
    usd[z] = L(c.policy.quantity(alternative_development, static_cast<int>(z), c.t));
  for (int h = 0; h < hub_count; ++h) {
    const double national = c.policy.national(alternative_development, h, c.t);
    if (national <= 0) continue;
    const L known = max(surveyed(c, s, h), 1.0);
    for (std::size_t z = 0; z < zones.size(); ++z)
      if (zones[z].country == h) usd[z] += national * s.survey[z] / known;
  }
}

/// Level of announced benefits as growers credit it, 0..1.
template <class L>
inline L announced(const Context<L>& c, const State<L>& s, int z) {
  double level = c.policy.quantity(substitution_announced, z, c.t);
  const int h = c.world.zones[static_cast<std::size_t>(z)].country;
  if (h < hub_count) level += c.policy.national(substitution_announced, h, c.t);
  return s.trust[z] * level;
}

/// How much of a zone's growers the programmes reach: bearing perennials, and young ones at a
/// quarter, over the coca area at the start's scale.
template <class L>
inline L development_reach(const Context<L>& c, const State<L>& s, int z) {
  const double suitable = c.world.zones[static_cast<std::size_t>(z)].suitable_ha;
  if (suitable <= 0) return L(0.0);
  const L reached = s.licit_bearing[z] + s.licit_young[z] * 0.25;
  return min(reached * (2.0 / suitable), 2.0);
}

/// ha planted, come into bearing (36 months on average) and lost (a 20-year life).
template <class L>
inline void develop(const Context<L>& c, const State<L>& s, int z, const L& usd, Flows<L>& f) {
  const L asked = usd / c.p[P::cost_development];
  const L room = s.fallow[z] * 0.4;  // the rest may go to coca the same month
  f.licit_planted[z] = room * one_minus_exp(asked / max(room, 1e-9));
  f.licit_grown[z] = s.licit_young[z] * (1.0 / 36);
  f.licit_lost[z] = s.licit_bearing[z] * (1.0 / 240);
}

/// Trust falls while benefits are announced without delivery, and heals slowly.
template <class L>
inline void update_trust(const Context<L>& c, const Flows<L>& f, int z, State<L>& s) {
  const L promise = announced(c, s, z);
  const L delivered = min(f.licit_planted[z] * 0.05, 1.0);
  s.trust[z] += (1.0 - s.trust[z]) * (1.0 / 120) - promise * (1.0 - delivered) * (1.0 / 60);
  s.trust[z] = max(s.trust[z], 0.05);
}

}  // namespace balloon::model
