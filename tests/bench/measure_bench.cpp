// Speed of the panel estimators: a spatial Durbin model with effects of places and times, from
// positions or links to direct and indirect effects with their errors. Each first checks its
// answer.
#include <benchmark/benchmark.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "io/measure_study.hpp"
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

/// A simulated panel of the model.
balloon::measure::Design known_panel(Index places, int times,
                                     const balloon::measure::Weights& links) {
  using namespace balloon::measure;
  Design design = balloon::test::empty_design(places, times, Effects::two_way);
  const Spatial spatial = standardise(links, Standard::row);
  SpatialSolver filter(spatial);
  filter.factor(durbin.rho);
  balloon::test::simulate(design, spatial, filter, durbin, 1, 0);
  return design;
}

/// Simulates a panel once, then times all that an estimate needs.
void estimate(benchmark::State& state, Index places, int times,
              const std::function<balloon::measure::Weights()>& make_links) {
  using namespace balloon::measure;
  const Design design = known_panel(places, times, make_links());
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

/// Everything that `balloon measure` estimates on the same lattice: five models, tests, robust
/// errors of the regression, the report.
void study_of_lattice(benchmark::State& state) {
  using namespace balloon::measure;
  const Index rows = 141, columns = 142, places = rows * columns;
  balloon::MeasurePlan plan;
  {
    const auto links = balloon::test::lattice(rows, columns);
    const Design design = known_panel(places, 8, links);
    plan.panel = {design.places,
                  design.times,
                  {"y", "x"},
                  {Matrix(design.y.reshaped(places, 8)), Matrix(design.x.reshaped(places, 8))}};
    plan.places.keys = design.places;
    plan.places.points = scattered(places);
    plan.places.entries.emplace();
    for (Index k = 0; k < links.matrix.outerSize(); ++k)
      for (Sparse::InnerIterator entry(links.matrix, k); entry; ++entry)
        plan.places.entries->emplace_back(static_cast<int>(entry.row()),
                                          static_cast<int>(entry.col()), entry.value());
    plan.specification.outcome = "y";
    plan.specification.treatments = {"x"};
    std::string problem;
    plan.weights = *balloon::parse_weights("given", problem);
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    balloon::Faults faults;
    const auto study = balloon::run_measure(plan, faults, {}, nullptr);
    if (!study || study->models.size() != 5) {
      state.SkipWithError("the study has faults");
      break;
    }
    bytes = balloon::measure_html(*study).size();
  }
  state.counters["report_MB"] = static_cast<double>(bytes) / 1e6;
  state.counters["peak_MiB"] = balloon::test::peak_mib();
}
BENCHMARK(study_of_lattice)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

}  // namespace
