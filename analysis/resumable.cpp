#include "analysis/resumable.hpp"

#include <algorithm>
#include <stdexcept>

namespace balloon::analysis {

int block_size(const RunOptions& options) { return kernel_for(options).lanes; }

BlockRun run_block(const model::World& world, const model::Policy& policy,
                   const RunOptions& options, std::uint64_t first_member, int members,
                   const Checkpoint* resume, std::vector<Checkpoint>* saves) {
  const auto& kernel = kernel_for(options);
  if (members < 1 || members > kernel.lanes)
    throw std::invalid_argument("a block has 1 to " + std::to_string(kernel.lanes) + " members");
  Ensemble plan;  // for its draws
  plan.seed = options.seed;
  plan.source = options.source;
  const auto layout = model::make_layout(world, options.outcomes);
  const auto shape = row_shape(options, layout);
  BlockRun run;
  run.first_member = first_member;
  run.members = members;
  run.begin = resume == nullptr ? options.from : std::max(options.from, resume->month);
  run.rows.resize(static_cast<std::size_t>(members) * shape.member_size());

  model::Draw draws[engine::BlockSink::max_block];
  model::GivenUnknowns given[engine::BlockSink::max_block];
  engine::BlockSink sink;
  sink.shape = shape;
  sink.active = members;
  for (int i = 0; i < members; ++i) {
    const auto member = first_member + static_cast<std::uint64_t>(i);
    draws[i] = plan.draw(static_cast<int>(member), policy.structure);
    if (options.source != nullptr) given[i] = options.source->unknowns(member);
    sink.rows[i] = run.rows.data() + static_cast<std::size_t>(i) * shape.member_size();
  }
  const model::Policy* policies[] = {&policy};
  BlockInput in;
  in.world = &world;
  in.policies = policies;
  in.layout = &layout;
  in.draws = draws;
  in.given = options.source != nullptr ? given : nullptr;
  in.seed = options.seed;
  in.first_member = first_member;
  in.from = options.from;
  in.to = options.to;
  in.resume = resume;
  in.saves = saves;
  kernel.run(in, &sink);
  run.hash.assign(sink.hash, sink.hash + members);
  run.failed.assign(sink.failed, sink.failed + members);
  return run;
}

}  // namespace balloon::analysis
