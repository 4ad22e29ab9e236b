// Runs of chosen members: medians of the priors or any other draw, through the compiled kernels.
#pragma once

#include <stdexcept>
#include <vector>

#include "analysis/simulate.hpp"

namespace balloon::test {

inline void set(model::Draw& d, model::P p, double x) { d.value[static_cast<int>(p)] = x; }
inline void set(model::Draw& d, model::S s, double x) { d.structure[static_cast<int>(s)] = x; }

/// The medians of the priors. additive: 0, 1, or -1 for the prior's median pass-through.
inline model::Draw median_draw(bool nested, double additive) {
  model::Draw d;
  for (int i = 0; i < model::parameter_count; ++i)
    d.value[i] = model::quantile(model::parameters[i], 0.5);
  for (auto& x : d.structure) x = 1;
  set(d, model::S::nested, nested ? 1 : 0);
  set(d, model::S::additive, additive);
  set(d, model::S::reaction, 0);
  if (additive >= 0) set(d, model::P::pass_through, additive);
  return d;
}

/// Without shocks of supply and demand, errors of the start and errors of the split: nothing is
/// left to chance but shipments.
inline model::Draw without_chance(model::Draw d) {
  using model::P;
  for (const auto p : {P::shock_sd, P::demand_drift, P::corridor_drift, P::area_error,
                       P::share_error, P::price_error, P::split_error})
    set(d, p, 0);
  return d;
}

/// Simulates these draws as members 0, 1, ...; all outcomes are recorded from January 1990.
inline analysis::Ensemble run_draws(const model::World& world, const model::Policy& policy,
                                    const std::vector<model::Draw>& draws, int to, int lanes = 0,
                                    std::uint64_t seed = 2012) {
  const auto* kernel = analysis::find_kernel(lanes);
  if (kernel == nullptr) throw std::invalid_argument("no kernel of that width");
  analysis::Ensemble e;
  e.layout = model::make_layout(world, nullptr);
  e.to = to;
  e.seed = seed;
  engine::RowShape shape{to + 1, e.layout.monthly_width, (to + 1) / 12, e.layout.yearly_width};
  engine::Plan plan{0, static_cast<int>(draws.size()), kernel->lanes, 1};
  const auto block = [&](std::uint64_t first, engine::BlockSink& sink) {
    analysis::BlockInput in;
    in.world = &world;
    const model::Policy* arm = &policy;
    in.policies = &arm;
    in.layout = &e.layout;
    in.draws = draws.data() + first;
    in.seed = seed;
    in.first_member = first;
    in.to = to;
    return kernel->run(in, &sink);
  };
  e.result = engine::run(plan, shape, block, {}, nullptr);
  return e;
}

/// One draw.
inline analysis::Ensemble run_draw(const model::World& world, const model::Policy& policy,
                                   const model::Draw& draw, int to, std::uint64_t seed = 2012) {
  return run_draws(world, policy, {draw}, to, 1, seed);
}

/// Coca of a zone, ha.
inline double area(const analysis::Ensemble& e, int member, int zone, int month) {
  return static_cast<double>(e.monthly(model::o_coca_area, member, zone, month));
}

/// Coca of all zones for which `wanted` holds.
template <class Wanted>
double area_where(const analysis::Ensemble& e, const model::World& world, int member, int month,
                  const Wanted& wanted) {
  double sum = 0;
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    if (wanted(world.zones[z])) sum += area(e, member, static_cast<int>(z), month);
  return sum;
}

}  // namespace balloon::test
