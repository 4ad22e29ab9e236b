// Step 2: money or hectares become effort by zone and corridor.
#pragma once

#include "model/eradication.hpp"
#include "model/interdiction.hpp"

namespace balloon::model {

/// ha a month of an eradication instrument in a zone: what is given for the zone, in ha or in money
/// at `unit_cost`.
template <class L>
inline L zone_effort(const Context<L>& c, Instrument i, int z, const L& unit_cost) {
  const double ha = c.policy.quantity(i, z, c.t);
  const double usd = c.policy.money(i, z, c.t);
  return L(ha) + (usd > 0 ? usd / unit_cost : L(0.0));
}

/// Parts of a total that a myopic optimiser places one after the other.
inline constexpr int optimiser_parts = 20;

/// Greedy choice, exact for concave gains up to the size of a part: every part of `total` goes to
/// the candidate whose next part gains most by `gain(candidate, effort so far, part)`. Shares of
/// the total come back in `share`. A member with no candidate that gains spreads evenly.
template <class L, class Gain>
inline void place_greedily(std::size_t count, const L& total, const Gain& gain, L* share) {
  L next[max_zones];
  const L part = total * (1.0 / optimiser_parts);
  for (std::size_t i = 0; i < count; ++i) {
    share[i] = L(0.0);
    next[i] = gain(i, L(0.0), part);
  }
  for (int step = 0; step < optimiser_parts; ++step) {
    L best(0.0), chosen(-1.0);
    for (std::size_t i = 0; i < count; ++i) {
      const auto better = next[i] > best;
      best = select(better, next[i], best);
      chosen = select(better, L(static_cast<double>(i)), chosen);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto here =
          (chosen > L(static_cast<double>(i) - 0.5)) & (chosen < L(static_cast<double>(i) + 0.5));
      const auto nowhere = chosen < -0.5;
      const double each = 1.0 / optimiser_parts;
      share[i] +=
          select(here, L(each), select(nowhere, L(each / static_cast<double>(count)), L(0.0)));
      if (any(here)) next[i] = gain(i, share[i] * total, part);
    }
  }
}

/// Spreads hectares known only for a country over its zones. Agencies know the survey of last
/// December: proportional to it, adaptive (learned removal per effort, with exploration),
/// randomised, or optimising (most coca removed this month by the saturating hazard, with `effect`
/// ha removed per ha of effort). `factor` scales and `added` (ha a month) adds by hub. The split's
/// own error (Constants::split) is an uncertainty of its own.
template <class L>
inline void spread_national(const Context<L>& c, const State<L>& s, Instrument i,
                            const L& unit_cost, const L& effect, const L* factor, const L* added,
                            L* effort) {
  const auto& w = c.world;
  for (int h = 0; h < hub_count; ++h) {
    const double ha = c.policy.national(i, h, c.t);
    const double usd = c.policy.national_money(i, h, c.t);
    if (ha <= 0 && usd <= 0 && !any(added[h] > 0.0)) continue;
    const L total = (L(ha) + (usd > 0 ? usd / unit_cost : L(0.0))) * factor[h] + added[h];
    L weight[max_zones];
    L sum(0.0);
    L seen_places(0.0);
    for (std::size_t z = 0; z < w.zones.size(); ++z) {
      weight[z] = L(0.0);
      if (w.zones[z].country != h) continue;
      seen_places += select(s.survey[z] > 1.0, L(1.0), L(0.0));
      const L known = s.survey[z] * c.k.split[z];
      switch (c.policy.crops) {
        case Allocation::adaptive:
          weight[z] = known * pow(max(s.removal_value[z], 1e-6), c.p[P::targeting]);
          break;
        case Allocation::randomised: {
          const auto u = uniforms(c.key, Stream::enforcement_split,
                                  static_cast<std::uint32_t>(w.zones[z].stream), c.month);
          weight[z] = select(known > 1.0, -log(u.first), L(0.0));
          break;
        }
        default:
          weight[z] = known;
      }
      sum += weight[z];
    }
    if (c.policy.crops == Allocation::optimising) {
      const L cap = c.p[P::hazard_cap];
      const auto gain = [&](std::size_t z, const L& placed, const L& part) {
        if (w.zones[z].country != h) return L(0.0);
        const L known = s.survey[z] * c.k.split[z];
        const L searched = known + c.p[P::search_land] * w.zones[z].suitable_ha + 1e-6;
        const L before = eradication_hazard(effect * placed, searched, 0, cap, L(0.0));
        return known *
               (eradication_hazard(effect * (placed + part), searched, 0, cap, L(0.0)) - before);
      };
      place_greedily(w.zones.size(), total, gain, weight);
      sum = L(1.0);
    }
    const L scale = 1.0 / max(sum, 1e-9);
    const L explore = c.policy.crops == Allocation::adaptive ? c.p[P::exploration] : L(0.0);
    for (std::size_t z = 0; z < w.zones.size(); ++z) {
      if (w.zones[z].country != h) continue;
      // Exploration never sends crews where the survey saw no coca.
      const L share = weight[z] * scale;
      const L seen = select(s.survey[z] > 1.0, 1.0 / max(seen_places, 1.0), L(0.0));
      effort[z] += total * ((1.0 - explore) * share + explore * seen);
    }
  }
}

/// Effort of the three eradication methods in every zone.
template <class L>
inline void allocate_eradication(const Context<L>& c, const State<L>& s, const L* reaction,
                                 const L* restored, Flows<L>& f) {
  const auto n = c.world.zones.size();
  for (std::size_t z = 0; z < n; ++z) {
    const int h = c.world.zones[z].country;
    const L r = h < hub_count ? reaction[h] : L(1.0);
    const int zi = static_cast<int>(z);
    f.effort_manual[z] = zone_effort(c, eradication_manual, zi, c.p[P::cost_manual]) * r;
    f.effort_aerial[z] = zone_effort(c, eradication_aerial, zi, c.p[P::cost_aerial]) * r;
    f.effort_voluntary[z] = zone_effort(c, eradication_voluntary, zi, c.p[P::cost_voluntary]);
  }
  const L one[hub_count] = {L(1.0), L(1.0), L(1.0)};
  const L none[hub_count] = {L(0.0), L(0.0), L(0.0)};
  spread_national(c, s, eradication_manual, c.p[P::cost_manual], c.p[P::manual_effect], reaction,
                  restored, f.effort_manual);
  spread_national(c, s, eradication_aerial, c.p[P::cost_aerial], c.p[P::aerial_effect], reaction,
                  none, f.effort_aerial);
  spread_national(c, s, eradication_voluntary, c.p[P::cost_voluntary], c.p[P::voluntary_effect],
                  one, none, f.effort_voluntary);
}

/// USD a month by corridor. `replay` keeps the levers; other rules spread their total.
template <class L>
inline void allocate_corridors(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  const auto n = c.world.corridors.size();
  L total(0.0), sum(0.0);
  L weight[max_corridors];
  for (std::size_t i = 0; i < n; ++i) {
    f.corridor_effort[i] = L(c.policy.quantity(interdiction, static_cast<int>(i), c.t));
    total += f.corridor_effort[i];
  }
  if (c.policy.corridors == Allocation::replay) return;
  if (c.policy.corridors == Allocation::optimising) {
    // Last month's loads, and how hazards answer to effort, are known to the agency.
    const auto seized = [&](std::size_t i, const L& usd) {
      const auto& corridor = c.world.corridors[i];
      const L shipments = s.corridor_load[i] * (1 / corridor.load_kg);
      return s.corridor_load[i] *
             seizure_probability(c.k.hazard_reference[i], usd * (1 / corridor.effort_1990),
                                 c.p[P::effort_effect], 1.0 / (1.0 + shipments), c.p[P::dilution]);
    };
    const auto gain = [&](std::size_t i, const L& placed, const L& part) {
      return seized(i, placed + part) - seized(i, placed);
    };
    place_greedily(n, total, gain, weight);
    for (std::size_t i = 0; i < n; ++i) f.corridor_effort[i] = total * weight[i];
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    switch (c.policy.corridors) {
      case Allocation::adaptive:
        weight[i] = pow(max(s.seizure_value[i], 1e-9), c.p[P::targeting]);
        break;
      case Allocation::randomised: {
        const auto u =
            uniforms(c.key, Stream::enforcement_split,
                     500000U + static_cast<std::uint32_t>(c.world.corridors[i].stream), c.month);
        weight[i] = -log(u.first);
        break;
      }
      default:
        weight[i] = s.corridor_load[i];
    }
    sum += weight[i];
  }
  const L explore = c.policy.corridors == Allocation::adaptive ? c.p[P::exploration] : L(0.0);
  const L scale = 1.0 / max(sum, 1e-12);
  for (std::size_t i = 0; i < n; ++i) {
    f.corridor_effort[i] =
        total * ((1.0 - explore) * weight[i] * scale + explore * (1.0 / static_cast<double>(n)));
  }
}

}  // namespace balloon::model
