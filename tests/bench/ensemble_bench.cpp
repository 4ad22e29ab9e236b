// Speed of the ensemble: members a second, scaling over threads, members, months and zones, memory,
// and the kernel's share of the machine's peak. Each benchmark first checks its answer.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "analysis/simulate.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"
#include "model/month.hpp"
#include "tests/bench/counting_lanes.hpp"  // before the model, which it instantiates
#include "tests/bench/peak_memory.hpp"

namespace {

using namespace balloon;

struct Setting {
  model::World world;
  Scenario scenario;
};

const Setting& setting() {
  static const Setting s = [] {
    Faults faults;
    auto world = read_world(embedded_files(), faults);
    if (!world) std::abort();
    auto scenario = load_scenario("humala-2012", *world, embedded_scenarios(false), faults);
    if (!scenario) std::abort();
    return Setting{std::move(*world), std::move(*scenario)};
  }();
  return s;
}

/// members, threads, last year, lanes
void ensemble(benchmark::State& state) {
  analysis::RunOptions o;
  o.members = static_cast<int>(state.range(0));
  o.threads = static_cast<int>(state.range(1));
  o.to = month_index(static_cast<int>(state.range(2)), 12);
  o.lanes = static_cast<int>(state.range(3));
  const auto& s = setting();
  std::uint64_t expected = 0;
  for (auto _ : state) {
    const auto e = analysis::simulate(s.world, s.scenario.policy, o, {}, nullptr);
    const auto hash = e.result.outcome_hash();
    if (expected != 0 && hash != expected) state.SkipWithError("outcome hash changed between runs");
    expected = hash;
    if (e.result.failed_members() * 5 > o.members) state.SkipWithError("too many members failed");
  }
  state.counters["members/s"] =
      benchmark::Counter(o.members, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["peak_MiB"] = test::peak_mib();
}
BENCHMARK(ensemble)
    ->ArgNames({"members", "threads", "to", "lanes"})
    ->Args({200, 1, 2035, 0})
    ->Args({200, 2, 2035, 0})
    ->Args({100, 1, 2035, 0})
    ->Args({400, 1, 2035, 0})
    ->Args({200, 1, 2012, 0})
    ->Args({64, 1, 2035, 1})
    ->Args({64, 1, 2035, 2})
    ->Args({64, 1, 2035, 4})
    ->Args({64, 1, 2035, 8})
    ->MinWarmUpTime(1.0)  // the first run pays for memory that the system has to find
    ->MinTime(3.0)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// The same world with its zones twice (the copies under new streams, sharing the land).
void zones_twice(benchmark::State& state) {
  model::World world = setting().world;
  const auto n = state.range(0) == 2 ? world.zones.size() : 0;
  int stream = 1000;
  for (std::size_t z = 0; z < n && world.zones.size() < model::max_zones; ++z) {
    auto copy = world.zones[z];
    copy.id += "-copy";
    copy.stream = stream++;
    copy.share_1990 /= 2;
    world.zones[z].share_1990 /= 2;
    world.zones.push_back(copy);
    for (auto& g : world.groups) g.reach.push_back(g.reach[z]);
  }
  model::connect_zones(world);
  const model::Policy policy(static_cast<int>(world.zones.size()));
  analysis::RunOptions o;
  o.members = 64;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        analysis::simulate(world, policy, o, {}, nullptr).result.outcome_hash());
  state.counters["zones"] = static_cast<double>(world.zones.size());
  state.counters["us/zone-month-member"] = benchmark::Counter(
      static_cast<double>(world.zones.size()) * 732 * o.members,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(zones_twice)
    ->ArgName("times")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// Floating-point operations of a member, counted by running the model on counting lanes.
void operations(benchmark::State& state) {
  using L = Lanes<1, Counting>;
  const auto& s = setting();
  auto parameters = std::make_unique<model::Parameters<L>>();
  auto constants = std::make_unique<model::Constants<L>>();
  auto model_state = std::make_unique<model::State<L>>();
  auto flows = std::make_unique<model::Flows<L>>();
  model::Reports<L> reports;
  double operations = 0;
  for (auto _ : state) {
    const auto draw = model::draw_member(2012, 1, s.scenario.policy.structure);
    for (int i = 0; i < model::parameter_count; ++i) parameters->value[i] = L(draw.value[i]);
    for (int i = 0; i < model::switch_count; ++i) parameters->structure[i] = L(draw.structure[i]);
    StreamKey<L> key{2012, typename L::WordsType(1)};
    model::Context<L> c{s.world, s.scenario.policy, *parameters, *constants, key};
    c.burn_in = true;
    counted_operations = 0;
    model::start(c, *constants, *model_state, *flows);
    for (int m = -model::burn_in_months; m < month_count; ++m) {
      c.month = m;
      c.t = m < 0 ? 0 : m;
      c.burn_in = m < 0;
      model::month(c, *constants, *model_state, *flows, reports);
    }
    operations = static_cast<double>(counted_operations);
  }
  state.counters["Mflop/member"] = operations / 1e6;
}
BENCHMARK(operations)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Independent chains of the peak: two multipliers and two adders of three cycles each want twelve
/// operations under way, and twelve chains with their two constants fit into sixteen registers.
constexpr int chains = 12;

/// Peak of the machine without fused operations: independent multiplications and additions on four
/// lanes, one core. The denominator of the kernel's share.
#if defined(__x86_64__)
__attribute__((target("avx2")))
#endif
double
multiply_and_add(int rounds) {
  typedef double Four __attribute__((vector_size(32)));
  Four x[chains];
  for (int i = 0; i < chains; ++i) x[i] = Four{} + (1.0 + i * 1e-3);
  const Four a = Four{} + 0.999999, b = Four{} + 1e-7;
  for (int k = 0; k < rounds; ++k)
#pragma GCC unroll 16
    for (int i = 0; i < chains; ++i) x[i] = x[i] * a + b;
  double sum = 0;
  for (int i = 0; i < chains; ++i) sum += x[i][0] + x[i][1] + x[i][2] + x[i][3];
  return sum;
}

void peak_flops(benchmark::State& state) {
  int rounds = 10000;
  for (auto _ : state) {
    benchmark::DoNotOptimize(rounds);  // the work is not known before
    benchmark::DoNotOptimize(multiply_and_add(rounds));
  }
  state.counters["GFLOP/s"] = benchmark::Counter(10000.0 * chains * 2 * 4 / 1e9,
                                                 benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(peak_flops);

}  // namespace
