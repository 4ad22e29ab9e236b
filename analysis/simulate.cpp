#include "analysis/simulate.hpp"

#include <stdexcept>

namespace balloon::analysis {

Ensemble simulate(const model::World& world, const model::Policy& policy, const RunOptions& options,
                  const engine::ProgressFunction& progress, const std::atomic<bool>* stop) {
  if (options.from < 0 || options.to >= month_count || options.from > options.to)
    throw std::invalid_argument("months must lie in 1990-01 to 2035-12 and not be reversed");
  const KernelRecord* kernel = find_kernel(options.lanes, options.arch);
  if (kernel == nullptr)
    throw std::invalid_argument("no kernel of " + std::to_string(options.lanes) + " lanes" +
                                (options.arch.empty() ? "" : " for " + options.arch) +
                                " runs here; widths are 1, 2, 4 and 8");
  Ensemble e;
  e.layout = model::make_layout(world, options.outcomes);
  e.from = options.from;
  e.to = options.to;
  e.seed = options.seed;
  e.kernel = std::string(kernel->arch) + " x " + std::to_string(kernel->lanes);
  engine::RowShape shape;
  shape.months = e.months();
  shape.monthly_width = e.layout.monthly_width;
  for (int t = options.from; t <= options.to; ++t) shape.years += month_of_year(t) == 12 ? 1 : 0;
  shape.yearly_width = e.layout.yearly_width;
  engine::Plan plan;
  plan.members = options.members;
  plan.block = kernel->lanes;
  plan.threads = options.threads;
  const auto block = [&](std::uint64_t first, engine::BlockSink& sink) {
    model::Draw draws[engine::BlockSink::max_block];
    for (int i = 0; i < sink.active; ++i)
      draws[i] = model::draw_member(options.seed, first + static_cast<std::uint64_t>(i), policy.structure);
    BlockInput in;
    in.world = &world;
    in.policy = &policy;
    in.layout = &e.layout;
    in.draws = draws;
    in.seed = options.seed;
    in.first_member = first;
    in.from = options.from;
    in.to = options.to;
    return kernel->run(in, sink);
  };
  e.result = engine::run(plan, shape, block, progress, stop);
  return e;
}

}  // namespace balloon::analysis
