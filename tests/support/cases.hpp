// Random cases for RapidCheck: policies from mild to extreme. The cases are the same in every run
// unless RC_PARAMS says otherwise.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/support/runs.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::test {

inline const bool cases_are_fixed = [] {
  ::setenv("RC_PARAMS", "seed=2012 max_success=30", 0);
  return true;
}();

/// A number in [0, 1], its ends more often than by chance.
inline double any_share() {
  const int k = *rc::gen::inRange(0, 1002);
  return k > 1000 ? 1.0 : k / 1000.0;
}

/// A lever anywhere in the world from month `from` on, zero to the largest the format accepts.
inline void add_any_lever(const model::World& world, model::Policy& policy, int from) {
  using namespace model;
  const auto i = static_cast<Instrument>(*rc::gen::inRange(0, static_cast<int>(instrument_count)));
  const auto& record = instruments[i];
  int places = policy.place_count(i);
  if (record.place == PlaceKind::corridor) places = static_cast<int>(world.corridors.size());
  if (record.place == PlaceKind::market) places = static_cast<int>(world.markets.size());
  if (record.place == PlaceKind::group) places = static_cast<int>(world.groups.size());
  const int place = *rc::gen::inRange(0, places);
  const int begin = *rc::gen::inRange(from, month_count), length = *rc::gen::inRange(1, 240);
  const double strength = any_share() * (*rc::gen::element(0.01, 0.1, 1.0));
  const double amount = strength * (record.is_flow ? record.upper / 12 : record.upper);
  const bool national = record.place == PlaceKind::zone && *rc::gen::inRange(0, 3) == 0;
  const bool money = record.takes_money && *rc::gen::inRange(0, 4) == 0;
  const int hub = *rc::gen::inRange(0, static_cast<int>(hub_count));
  for (int t = begin; t < std::min(begin + length, month_count); ++t) {
    if (national && money)
      policy.national_money(i, hub, t) += amount * 1000;
    else if (national)
      policy.national(i, hub, t) = amount;
    else if (money)
      policy.money(i, place, t) += amount * 1000;
    else
      policy.quantity(i, place, t) = amount;
  }
}

/// The quiet policy and up to eight levers from month `from` on, under any rule of allocation.
inline model::Policy any_policy(const model::World& world, int from = 0) {
  using model::Allocation;
  auto policy = quiet_policy(world);
  const int levers = *rc::gen::inRange(0, 9);
  for (int k = 0; k < levers; ++k) add_any_lever(world, policy, from);
  policy.crops = *rc::gen::element(Allocation::proportional, Allocation::adaptive,
                                   Allocation::randomised, Allocation::optimising);
  policy.corridors =
      *rc::gen::element(Allocation::replay, Allocation::proportional, Allocation::adaptive,
                        Allocation::randomised, Allocation::optimising);
  return policy;
}

/// A member of the priors with random switches.
inline model::Draw any_draw(const model::Policy& policy) {
  using model::S;
  auto d =
      model::draw_member(*rc::gen::inRange(1, 1000),
                         static_cast<std::uint64_t>(*rc::gen::inRange(0, 600)), policy.structure);
  for (const auto s : {S::price, S::migration, S::buyers, S::risk, S::agglomeration,
                       S::yield_response, S::firms_1990s, S::demand_trend, S::reaction})
    set(d, s, *rc::gen::inRange(0, 2));
  set(d, S::enforcement_violence, *rc::gen::inRange(-1, 2));
  return d;
}

}  // namespace balloon::test
