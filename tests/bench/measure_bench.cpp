// Speed of the panel estimators: a spatial Durbin model with effects of places and times, from
// positions or links to direct and indirect effects with their errors. Each first checks its
// answer.
#include <benchmark/benchmark.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "measure/effects.hpp"
#include "tests/bench/peak_memory.hpp"
#include "tests/support/simulated_panel.hpp"

namespace {

using balloon::measure::Index;

constexpr balloon::test::KnownModel durbin{balloon::measure::Model::sdm};

/// As many places as Colombia has municipalities with a position, spread over as large a country.
std::vector<balloon::measure::Point> scattered(Index places) {
  balloon::measure::ReplicateDraws draws(7, 0);
  std::vector<balloon::measure::Point> points;
  for (Index i = 0; i < places; ++i)
    points.push_back({-4 + 16 * draws.uniform(), -79 + 12 * draws.uniform()});
  return points;
}

/// Simulates a panel once, then times all that an estimate needs.
void estimate(benchmark::State& state, Index places, int times,
              const std::function<balloon::measure::Weights()>& make_links) {
  using namespace balloon::measure;
  Design design = balloon::test::empty_design(places, times, Effects::two_way);
  {
    const Spatial spatial = standardise(make_links(), Standard::row);
    SpatialSolver filter(spatial);
    filter.factor(durbin.rho);
    balloon::test::simulate(design, spatial, filter, durbin, 1, 0);
  }
  const double total = (durbin.own + durbin.near) / (1 - durbin.rho);
  SpatialFit made;
  EffectRow row;
  for (auto _ : state) {
    const Weights weights = make_links();
    const Geography geography(weights, Standard::row, design);
    const SpatialData data(design, geography);
    made = fit(data, Model::sdm);
    row = effects(made, geography).front();
  }
  // Five standard errors: a wrong estimator is out of them, another seed is not.
  if (std::abs(made.rho - durbin.rho) > 5 * made.standard_errors()(made.coefficients.size()) ||
      std::abs(row.total.value - total) > 5 * row.total.delta || !(row.total.delta > 0))
    state.SkipWithError("the estimate is off what the panel was made with");
  state.counters["rho"] = made.rho;
  state.counters["rows"] = static_cast<double>(design.rows);
  state.counters["peak_MiB"] = balloon::test::peak_mib();
}

void durbin_of_municipalities(benchmark::State& state) {
  const auto points = scattered(1116);
  estimate(state, 1116, 15, [&] { return balloon::measure::nearest_places(points, 5); });
}
BENCHMARK(durbin_of_municipalities)->Unit(benchmark::kMillisecond)->UseRealTime();

void durbin_of_lattice(benchmark::State& state) {
  estimate(state, Index{141} * 142, 8, [] { return balloon::test::lattice(141, 142); });
}
BENCHMARK(durbin_of_lattice)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
