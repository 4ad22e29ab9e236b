#include "decision/paired_block.hpp"

#include <algorithm>
#include <utility>

namespace balloon::decision {

PairedBlock::PairedBlock(const model::World& world, const model::Policy& reference,
                         const analysis::RunOptions& options, int fork, std::uint64_t first,
                         int members)
    : world_(world), options_(options), first_(first), members_(members) {
  // The burn-in reads the levers of the first month, so policies that differ there begin apart. A
  // checkpoint no later than the first row leaves no row unset.
  if (fork > 0) saves_.push_back({month_index(year_of(std::min(fork, options.from)), 1), {}});
  reference_ = ensemble(analysis::run_block(world_, reference, options_, first_, members_, nullptr,
                                            saves_.empty() ? nullptr : &saves_));
}

analysis::Ensemble PairedBlock::under(const model::Policy& policy) const {
  return ensemble(analysis::run_block(world_, policy, options_, first_, members_,
                                      saves_.empty() ? nullptr : &saves_.front(), nullptr));
}

analysis::Ensemble PairedBlock::ensemble(analysis::BlockRun run) const {
  analysis::Ensemble e;
  e.layout = model::make_layout(world_, options_.outcomes);
  e.from = options_.from;
  e.to = options_.to;
  e.seed = options_.seed;
  e.source = options_.source;
  e.result.shape = analysis::row_shape(options_, e.layout);
  e.result.first_member = run.first_member;
  e.result.members = run.members;
  e.result.rows = std::move(run.rows);
  e.result.hash = std::move(run.hash);
  e.result.failed = std::move(run.failed);
  e.result.done.assign(static_cast<std::size_t>(run.members), 1);
  return e;
}

}  // namespace balloon::decision
