#include "inference/origin.hpp"

namespace balloon::inference {

namespace {

/// Months after `last` take its value.
template <std::size_t N>
void freeze(double (&series)[N], int last) {
  for (int t = last + 1; t < static_cast<int>(N); ++t) series[t] = series[last];
}

}  // namespace

model::World known_world(const model::World& world, int year) {
  model::World known = world;
  auto& d = known.drivers;
  const int last = month_index(year, 12);
  for (int h = 0; h < model::hub_count; ++h) {
    freeze(d.leaf_yield[h], last);
    freeze(d.cocaine_yield[h], last);
    freeze(d.licit_income[h], last);
  }
  freeze(d.us_prices, last);
  for (int m = 0; m < model::max_markets; ++m) {
    freeze(d.demand[m], last);
    freeze(d.retail_margin[m], last);
  }
  return known;
}

model::Policy held_policy(const model::Policy& history, int year) {
  model::Policy held = history;
  for (int t = month_index(year + 1, 1); t < month_count; ++t) held.copy_month(t, t - 12);
  return held;
}

}  // namespace balloon::inference
