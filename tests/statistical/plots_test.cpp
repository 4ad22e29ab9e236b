// The hectare equations of a zone are the limit of many plots: against a plot-by-plot simulation.
//
// Every plot of a zone's land is coca of an age, waits for replanting, is fallow or is forest, and
// moves by itself with the month's probabilities, which depend on the zone's counts alone. Its code
// and random numbers are its own. As plots grow many their shares follow the equations of
// eradication, cultivation, growers and apply_land, with an error of order N^-1/2 and a bias of
// order 1/N.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "tests/support/runs.hpp"
#include "tests/support/single.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::model {
namespace {

constexpr int months = 108, zone = 2;  // P1 of the small world

/// Where a plot may be. Shares of the zone's land, in this order, are what is compared.
enum Place : int { establishing, mature, old, waiting, fallow, forest, place_count };
using Shares = std::array<double, place_count>;

/// Rules of the zone as plain numbers.
struct Rules {
  double land, hazard_cap, search_land, manual_effect, replant_share, replant_pace;
  double ripen, age, die;
  double planting_speed, planting_cap, abandon_speed, abandon_cap, forest_share;
};

/// Desired area over the start's: growth, a slump, recovery.
double wanted_share(int month) { return month < 40 ? 1.4 : month < 72 ? 0.55 : 1.1; }
/// Hectares pulled up a month over the start's area: a campaign, part of it in the slump.
double effort_share(int month) { return month >= 24 && month < 60 ? 0.03 : 0; }

Draw plot_draw() {
  auto d = test::without_chance(test::median_draw(false, 0));
  test::set(d, S::migration, 0);
  test::set(d, P::nucleation, 0);
  test::set(d, P::armed_shelter, 0);
  return d;
}

/// The equations: the model's own functions with desired area and effort as given.
std::vector<Shares> equations(const World& world, const Draw& draw, Rules& rules) {
  const auto policy = test::quiet_policy(world);
  test::Single run(world, policy, draw);
  auto& s = run.state();
  auto& f = run.flows();
  const auto c = run.context(0);
  const double land = world.zones[zone].suitable_ha, start = run.coca(zone);
  const auto& k = run.constants();
  rules = {land,
           draw[P::hazard_cap],
           draw[P::search_land],
           draw[P::manual_effect],
           draw[P::replant_forced],
           k.replant_pace.lane(0),
           k.establish[per].lane(0),
           k.mature[per].lane(0),
           k.old[per].lane(0),
           draw[P::planting_speed],
           draw[P::planting_cap],
           draw[P::abandon_speed],
           draw[P::abandon_cap],
           draw[P::forest_share]};
  s.wanted[zone] = test::One(start);
  std::vector<Shares> path;
  for (int m = 0; m <= months; ++m) {
    const double hectares[place_count] = {s.establishing[zone].lane(0), s.mature[zone].lane(0),
                                          s.old[zone].lane(0),          s.replanting[zone].lane(0),
                                          s.fallow[zone].lane(0),       s.forest[zone].lane(0)};
    path.emplace_back();
    for (int i = 0; i < place_count; ++i)
      path.back()[static_cast<std::size_t>(i)] = hectares[i] / land;
    f.effort_manual[zone] = test::One(effort_share(m) * start);
    eradicate(c, s, zone, f);
    grow(c, s, zone, renewal(s, zone), f);
    s.wanted[zone] = test::One(wanted_share(m) * start);
    decide(c, s, zone, s.wanted[zone], f);
    apply_land(c, f, s);
  }
  return path;
}

/// One history of `plots` plots.
std::vector<Shares> simulate_plots(const Rules& r, const Shares& start, int plots,
                                   std::mt19937_64& generator) {
  std::vector<unsigned char> plot;
  for (int i = 0; i < place_count; ++i) {
    double above = 0;
    for (int j = 0; j <= i; ++j) above += start[static_cast<std::size_t>(j)];
    const auto until =
        static_cast<std::size_t>(i == place_count - 1 ? plots : std::lround(above * plots));
    while (plot.size() < until) plot.push_back(static_cast<unsigned char>(i));
  }
  const double start_area = (start[establishing] + start[mature] + start[old]) * r.land;
  const double hectares = r.land / plots;
  const auto chance = [&](double p) {
    return static_cast<double>(generator() >> 11) * 0x1p-53 < p;
  };
  std::vector<Shares> path;
  double wanted = start_area;
  for (int m = 0; m <= months; ++m) {
    Shares count{};
    for (const auto x : plot) count[x] += 1;
    path.push_back(count);
    for (auto& x : path.back()) x /= plots;
    const double area = (count[establishing] + count[mature] + count[old]) * hectares;
    const double work = r.manual_effect * effort_share(m) * start_area;
    const double pulled =
        r.hazard_cap *
        (1 - std::exp(-work / ((std::max(area + r.search_land * r.land, 1e-6)) * r.hazard_cap)));
    const double renewed = std::min(wanted / std::max(area, 1e-6), 1.0);  // last month's wish
    wanted = wanted_share(m) * start_area;
    const double gap = std::log(wanted / std::max(area, 1.0));
    const double left =
        1 - std::exp(-std::min(r.abandon_speed * std::max(-gap, 0.0), r.abandon_cap));
    const double asked = area * std::min(r.planting_speed * std::max(gap, 0.0), r.planting_cap);
    const double fallow_room = 0.5 * count[fallow] * hectares,
                 forest_room = 0.9 * count[forest] * hectares;
    const double room = fallow_room + forest_room;
    const double planted = room * (1 - std::exp(-asked / std::max(room, 1e-9)));
    const double cut = std::min(planted * r.forest_share, forest_room);
    const double from_fallow = std::min(planted - cut, fallow_room);
    const double fallow_chance = from_fallow / std::max(count[fallow] * hectares, 1e-9);
    const double forest_chance = (planted - from_fallow) / std::max(count[forest] * hectares, 1e-9);
    for (auto& x : plot) {
      switch (x) {
        case waiting:
          if (chance(r.replant_pace)) x = establishing;
          break;
        case fallow:
          if (chance(fallow_chance)) x = establishing;
          break;
        case forest:
          if (chance(forest_chance)) x = establishing;
          break;
        default:
          if (pulled > 0 && chance(pulled)) {
            x = chance(r.replant_share) ? waiting : fallow;
          } else if (left > 0 && chance(left)) {
            x = fallow;
          } else if (x == establishing) {
            if (chance(r.ripen)) x = mature;
          } else if (x == mature) {
            if (chance(r.age)) x = old;
          } else if (chance(r.die)) {
            x = chance(renewed) ? establishing : fallow;
          }
      }
    }
  }
  return path;
}

/// Deviations of replicates from the equations: mean and root mean square by month and place.
struct Deviation {
  std::vector<Shares> mean, square;
  int replicates = 0;
  /// Root mean square over months (after the first year) of the coca area's deviation.
  double area_error = 0;
};

Deviation compare(const Rules& rules, const std::vector<Shares>& exact, int plots, int replicates) {
  std::mt19937_64 generator(static_cast<std::uint64_t>(plots));
  Deviation d;
  d.replicates = replicates;
  d.mean.assign(exact.size(), Shares{});
  d.square.assign(exact.size(), Shares{});
  for (int i = 0; i < replicates; ++i) {
    const auto path = simulate_plots(rules, exact.front(), plots, generator);
    for (std::size_t m = 0; m < exact.size(); ++m) {
      double coca = 0;
      for (std::size_t k = 0; k < place_count; ++k) {
        const double x = path[m][k] - exact[m][k];
        d.mean[m][k] += x / replicates;
        d.square[m][k] += x * x / replicates;
        if (k <= old) coca += x;
      }
      if (m > 12) d.area_error += coca * coca;
    }
  }
  d.area_error = std::sqrt(d.area_error / static_cast<double>(exact.size() - 13) / replicates);
  return d;
}

/// The mean over replicates lies within four standard errors and the mean field's bias of the
/// equations.
void expect_agreement(const Deviation& d, int plots) {
  for (std::size_t m = 0; m < d.mean.size(); ++m)
    for (std::size_t k = 0; k < place_count; ++k) {
      const double variance = d.square[m][k] - d.mean[m][k] * d.mean[m][k];
      const double standard_error = std::sqrt(std::max(variance, 0.0) / (d.replicates - 1));
      // Counts are rounded at the start, and rates bend with counts: a few plots in N.
      EXPECT_LE(std::fabs(d.mean[m][k]), 4 * standard_error + 3.0 / plots)
          << plots << " plots, month " << m << ", place " << k;
    }
}

TEST(PlotsTest, HectaresAreTheLimitOfManyPlots) {
  const auto world = test::small_world();
  Rules rules{};
  const auto exact = equations(world, plot_draw(), rules);
  // The path is one worth following: it grows by a tenth and shrinks by a third.
  const auto area = [&](int m) {
    const auto& x = exact[static_cast<std::size_t>(m)];
    return x[establishing] + x[mature] + x[old];
  };
  EXPECT_GT(area(24), 1.1 * area(0));
  EXPECT_LT(area(72), 0.67 * area(0));
  for (const auto& x : exact) {
    double sum = 0;
    for (const double share : x) sum += share;
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  const auto thousand = compare(rules, exact, 1000, 160);
  const auto ten_thousand = compare(rules, exact, 10000, 64);
  const auto hundred_thousand = compare(rules, exact, 100000, 32);
  expect_agreement(thousand, 1000);
  expect_agreement(ten_thousand, 10000);
  expect_agreement(hundred_thousand, 100000);
  // The error falls as N^-1/2: by sqrt(10) a step. Some dozen paths of autocorrelated months give
  // about a tenth of uncertainty in each error.
  EXPECT_NEAR(std::log10(thousand.area_error / ten_thousand.area_error), 0.5, 0.12);
  EXPECT_NEAR(std::log10(ten_thousand.area_error / hundred_thousand.area_error), 0.5, 0.15);
  EXPECT_LT(hundred_thousand.area_error, 0.005);
}

}  // namespace
}  // namespace balloon::model
