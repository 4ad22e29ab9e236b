// What an instrument in a file of its own does: functions of Mechanism<instrument>, called by the
// equations they change. Where no instrument has one, the equation is as it was.
#pragma once

#include <utility>

#include "model/state.hpp"

namespace balloon::model {

/// Specialised for an instrument, it may have, as static templates on the lanes L,
///   L appeal(c, s, z, given)     added to the appeal of coca in a zone, on the logit scale
///   L transport(c, s, i, given)  USD per kg added to the cost of a corridor
///   L demand(c, s, m, given)     a factor on what a market consumes at the reference price
/// with the context, the state, the place and what is given there in the month: the lever's unit a
/// month, or its level. They are called where something is given and must not change the state.
template <Instrument>
struct Mechanism {};

}  // namespace balloon::model

#include "model/instrument_files.def"

namespace balloon::model {

/// What is given in a zone: its own, and its part of its country's by the last survey; a level that
/// is given for a country holds in all its zones.
template <class L>
inline L given_in_zone(const Context<L>& c, const State<L>& s, Instrument i, int z) {
  L given(c.policy.quantity(i, z, c.t));
  const int h = c.world.zones[static_cast<std::size_t>(z)].country;
  const double national = h < hub_count ? c.policy.national(i, h, c.t) : 0.0;
  if (national <= 0) return given;
  if (!instruments[i].is_flow) return given + national;
  return given + national * s.survey[z] / max(surveyed(c, s, h), 1.0);
}

/// Calls visit(mechanism) for each instrument.
template <class Visit, int... i>
inline void each_mechanism(const Visit& visit, std::integer_sequence<int, i...>) {
  (visit(std::integral_constant<int, i>()), ...);
}
template <class Visit>
inline void each_mechanism(const Visit& visit) {
  each_mechanism(visit, std::make_integer_sequence<int, instrument_count>());
}

/// What instruments add to the appeal of a zone.
template <class L>
inline void add_appeal(const Context<L>& c, const State<L>& s, int z, L& appeal) {
  each_mechanism([&](auto index) {
    constexpr auto i = static_cast<Instrument>(decltype(index)::value);
    if constexpr (requires(L x) { Mechanism<i>::appeal(c, s, z, x); }) {
      static_assert(instruments[i].place == PlaceKind::zone, "appeal is that of zones");
      const L given = given_in_zone(c, s, i, z);
      if (any(given > 0.0)) appeal += Mechanism<i>::appeal(c, s, z, given);
    }
  });
}

/// What instruments add to a corridor's transport cost, USD per kg.
template <class L>
inline void add_transport(const Context<L>& c, const State<L>& s, int corridor, L& cost) {
  each_mechanism([&](auto index) {
    constexpr auto i = static_cast<Instrument>(decltype(index)::value);
    if constexpr (requires(L x) { Mechanism<i>::transport(c, s, corridor, x); }) {
      static_assert(instruments[i].place == PlaceKind::corridor, "transport is that of corridors");
      const double given = c.policy.quantity(i, corridor, c.t);
      if (given > 0) cost += Mechanism<i>::transport(c, s, corridor, L(given));
    }
  });
}

/// By what instruments multiply a market's demand.
template <class L>
inline void change_demand(const Context<L>& c, const State<L>& s, int market, L& demand) {
  each_mechanism([&](auto index) {
    constexpr auto i = static_cast<Instrument>(decltype(index)::value);
    if constexpr (requires(L x) { Mechanism<i>::demand(c, s, market, x); }) {
      static_assert(instruments[i].place == PlaceKind::market, "demand is that of markets");
      const double given = c.policy.quantity(i, market, c.t);
      if (given > 0) demand = demand * Mechanism<i>::demand(c, s, market, L(given));
    }
  });
}

}  // namespace balloon::model
