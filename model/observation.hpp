// Step 13: what UNODC and the US government would have reported.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Year's reports by hub country.
template <class L>
struct Reports {
  L un[hub_count], us[hub_count], production[hub_count];
};

/// Productivity as reported: it moves in steps, in the years of field studies
/// (SOURCES: Peru and Bolivia 2004, Colombia 2005, 2011, 2017, 2023).
inline int reported_productivity_month(int hub, int t) {
  static constexpr int col_steps[] = {1990, 1999, 2005, 2011, 2017, 2023};
  static constexpr int perbol_steps[] = {1990, 2004, 2014};
  int year = first_year;
  const int now = year_of(t);
  if (hub == col) {
    for (int y : col_steps)
      if (y <= now) year = y;
  } else {
    for (int y : perbol_steps)
      if (y <= now) year = y;
  }
  return month_index(year, 7);
}

/// ln A_UN = ln A + break + N(0, s_UN); ln A_US = ln A + bias + N(0, s_US), the bias a random walk.
/// The break is the under-count of Colombia before the method of 1999. Called in December.
template <class L>
inline void observe(const Context<L>& c, State<L>& s, Reports<L>& r) {
  L area[hub_count] = {L(0.0), L(0.0), L(0.0)};
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    const int zi = static_cast<int>(z);
    s.survey[z] = coca(s, zi);
    if (c.world.zones[z].country < hub_count) area[c.world.zones[z].country] += s.survey[z];
  }
  for (int h = 0; h < hub_count; ++h) {
    const auto place = static_cast<std::uint32_t>(h);
    const auto un = uniforms(c.key, Stream::sensor_un, place, c.month);
    const auto us = uniforms(c.key, Stream::sensor_us, place, c.month);
    L shift(0.0);
    if (h == col && year_of(c.month) < 1999) shift = -c.p[P::method_break];
    r.un[h] = area[h] * exp(shift + c.p[P::sensor_un] * normal_quantile(un.first));
    s.us_bias[h] += c.p[P::sensor_us_drift] * normal_quantile(us.second);
    r.us[h] = area[h] * exp(s.us_bias[h] + c.p[P::sensor_us] * normal_quantile(us.first));
    const int step = reported_productivity_month(h, c.t);
    const auto& d = c.world.drivers;
    r.production[h] = r.un[h] * (d.leaf_yield[h][step] * d.cocaine_yield[h][step]);
    s.reported_last[h] = r.un[h];
  }
}

}  // namespace balloon::model
