#include "analysis/simulate.hpp"

#include <algorithm>
#include <stdexcept>

namespace balloon::analysis {

using model::Policy;

int first_difference(const Policy& a, const Policy& b) {
  if (a.crops != b.crops || a.corridors != b.corridors || !(a.structure == b.structure)) return -1;
  for (int t = 0; t < month_count; ++t)
    if (!a.same_month(b, t)) return t;
  return month_count;
}

int Ensemble::structure(int member) const {
  const auto i = static_cast<std::uint64_t>(member);
  return source == nullptr ? model::structure_of(i) : source->structure(i);
}

model::Draw Ensemble::draw(int member, const model::StructureChoice& choice) const {
  const auto i = static_cast<std::uint64_t>(member);
  if (source == nullptr) return model::draw_member(seed, i, choice);
  return model::draw_from_scores(source->unknowns(i).unknowns, source->structure(i), choice);
}

const KernelRecord& kernel_for(const RunOptions& options) {
  if (options.from < 0 || options.to >= month_count || options.from > options.to)
    throw std::invalid_argument("months must lie in 1990-01 to 2035-12 and not be reversed");
  const KernelRecord* kernel = find_kernel(options.lanes, options.arch);
  if (kernel == nullptr)
    throw std::invalid_argument("no kernel of " + std::to_string(options.lanes) + " lanes" +
                                (options.arch.empty() ? "" : " for " + options.arch) +
                                " runs here; widths are 1, 2, 4 and 8");
  return *kernel;
}

engine::RowShape row_shape(const RunOptions& options, const model::OutcomeLayout& layout) {
  engine::RowShape shape;
  shape.months = options.to - options.from + 1;
  shape.monthly_width = layout.monthly_width;
  for (int t = options.from; t <= options.to; ++t) shape.years += month_of_year(t) == 12 ? 1 : 0;
  shape.yearly_width = layout.yearly_width;
  return shape;
}

std::vector<Ensemble> simulate_arms(const model::World& world,
                                    const std::vector<const Policy*>& policies,
                                    const RunOptions& options,
                                    const engine::ProgressFunction& progress,
                                    const std::atomic<bool>* stop) {
  if (policies.empty()) throw std::invalid_argument("at least one policy is needed");
  const KernelRecord* kernel = &kernel_for(options);
  Ensemble common;
  common.layout = model::make_layout(world, options.outcomes);
  common.from = options.from;
  common.to = options.to;
  common.seed = options.seed;
  common.source = options.source;
  common.kernel = std::string(kernel->arch) + " x " + std::to_string(kernel->lanes);
  const auto shape = row_shape(options, common.layout);
  engine::Plan plan;
  plan.members = options.members;
  plan.block = kernel->lanes;
  plan.threads = options.threads;
  plan.ranks = options.ranks;
  plan.rows_to = options.rows_to;
  int fork = month_count;
  for (const auto* p : policies) fork = std::min(fork, first_difference(*policies.front(), *p));
  // Policies with other rules or switches start apart: each is then run by itself.
  if (fork <= 0 && policies.size() > 1) {
    std::vector<Ensemble> apart;
    for (const auto* p : policies) {
      auto one = simulate_arms(world, {p}, options, progress, stop);
      apart.push_back(std::move(one.front()));
    }
    return apart;
  }
  const auto block = [&](std::uint64_t first, engine::BlockSink* sinks) {
    model::Draw draws[engine::BlockSink::max_block];
    model::GivenUnknowns given[engine::BlockSink::max_block];
    for (int i = 0; i < sinks[0].active; ++i) {
      const auto member = first + static_cast<std::uint64_t>(i);
      draws[i] = common.draw(static_cast<int>(member), policies.front()->structure);
      if (options.source != nullptr) given[i] = options.source->unknowns(member);
    }
    BlockInput in;
    in.world = &world;
    in.policies = policies.data();
    in.arms = static_cast<int>(policies.size());
    in.fork = fork;
    in.layout = &common.layout;
    in.draws = draws;
    in.given = options.source != nullptr ? given : nullptr;
    in.seed = options.seed;
    in.first_member = first;
    in.from = options.from;
    in.to = options.to;
    return kernel->run(in, sinks);
  };
  auto results =
      engine::run_arms(plan, shape, static_cast<int>(policies.size()), block, progress, stop);
  std::vector<Ensemble> arms(policies.size(), common);
  for (std::size_t a = 0; a < arms.size(); ++a) arms[a].result = std::move(results[a]);
  return arms;
}

Ensemble simulate(const model::World& world, const Policy& policy, const RunOptions& options,
                  const engine::ProgressFunction& progress, const std::atomic<bool>* stop) {
  auto one = simulate_arms(world, {&policy}, options, progress, stop);
  return std::move(one.front());
}

}  // namespace balloon::analysis
