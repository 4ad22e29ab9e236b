#include "decision/strategy_runs.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "decision/measure_value.hpp"
#include "engine/parallel.hpp"

namespace balloon::decision {

StrategyRuns::StrategyRuns(const model::World& world, model::Policy base,
                           std::vector<LeverChanges> levers, std::vector<Measure> measures,
                           const analysis::RunOptions& options, int first_month, int last_month,
                           std::uint64_t first_member)
    : world_(world),
      base_(std::move(base)),
      levers_(std::move(levers)),
      measures_(std::move(measures)),
      options_(options),
      first_member_(first_member),
      first_month_(first_month) {
  if (month_of_year(first_month) != 1 || month_of_year(last_month) != 12 ||
      last_month < first_month)
    throw std::invalid_argument("a decision runs from a January to a December");
  if (options.members < 1) throw std::invalid_argument("at least one member is needed");
  for (const auto& m : measures_) recorded_[static_cast<std::size_t>(m.outcome)] = true;
  options_.from = first_month;
  options_.to = last_month;
  options_.outcomes = recorded_.data();
  lanes_ = analysis::block_size(options_);
  layout_ = model::make_layout(world_, options_.outcomes);
  shape_ = analysis::row_shape(options_, layout_);
}

bool StrategyRuns::prepare(const RunProgress& progress, const std::atomic<bool>* stop) {
  const int blocks = (options_.members + lanes_ - 1) / lanes_;
  checkpoints_.assign(static_cast<std::size_t>(blocks), {});
  std::atomic<int> done{0};
  // The checkpoint is made before this month, and nothing after it is needed.
  auto options = options_;
  options.outcomes = recorded_.data();
  options.from = first_month_;
  options.to = first_month_;
  engine::parallel_for(checkpoints_.size(), options_.threads, stop, [&](std::size_t block, int) {
    const int begin = static_cast<int>(block) * lanes_;
    std::vector<analysis::Checkpoint> saves(1);
    saves[0].month = first_month_;
    analysis::run_block(world_, base_, options, first_member_ + static_cast<std::uint64_t>(begin),
                        std::min(lanes_, options_.members - begin), nullptr, &saves);
    checkpoints_[block] = std::move(saves[0]);
    if (progress) progress(++done, blocks);
  });
  return stop == nullptr || !stop->load();
}

void StrategyRuns::run_one(const model::Policy& policy, MemberValues& out) const {
  const auto n = static_cast<std::size_t>(options_.members);
  out.members = options_.members;
  out.value.assign(measures_.size() * n, std::numeric_limits<double>::quiet_NaN());
  auto options = options_;
  options.outcomes = recorded_.data();
  for (std::size_t block = 0; block < checkpoints_.size(); ++block) {
    const int begin = static_cast<int>(block) * lanes_;
    const auto run = analysis::run_block(
        world_, policy, options, first_member_ + static_cast<std::uint64_t>(begin),
        std::min(lanes_, options_.members - begin), &checkpoints_[block], nullptr);
    for (int i = 0; i < run.members; ++i) {
      if (run.failed[static_cast<std::size_t>(i)]) continue;
      const float* rows = run.rows.data() + static_cast<std::size_t>(i) * shape_.member_size();
      for (std::size_t m = 0; m < measures_.size(); ++m)
        out.value[m * n + static_cast<std::size_t>(begin + i)] =
            measure_value(measures_[m], layout_, shape_, first_month_, rows);
    }
  }
}

bool StrategyRuns::run(const std::vector<std::vector<double>>& money,
                       std::vector<MemberValues>& out, const RunProgress& progress,
                       const std::atomic<bool>* stop) const {
  if (checkpoints_.empty()) throw std::logic_error("strategies are run before prepare");
  out.assign(money.size(), {});
  const auto threads = std::max(1, options_.threads);
  std::vector<std::unique_ptr<PolicyBench>> benches(static_cast<std::size_t>(threads));
  std::atomic<int> done{0};
  engine::parallel_for(money.size(), threads, stop, [&](std::size_t i, int thread) {
    auto& bench = benches[static_cast<std::size_t>(thread)];
    if (!bench) bench = std::make_unique<PolicyBench>(world_, base_, levers_);
    run_one(bench->with(money[i]), out[i]);
    if (progress) progress(++done, static_cast<int>(money.size()));
  });
  return stop == nullptr || !stop->load();
}

bool StrategyRuns::run_policies(const std::vector<const model::Policy*>& policies,
                                std::vector<MemberValues>& out, const RunProgress& progress,
                                const std::atomic<bool>* stop) const {
  if (checkpoints_.empty()) throw std::logic_error("strategies are run before prepare");
  out.assign(policies.size(), {});
  std::atomic<int> done{0};
  engine::parallel_for(policies.size(), options_.threads, stop, [&](std::size_t i, int) {
    run_one(*policies[i], out[i]);
    if (progress) progress(++done, static_cast<int>(policies.size()));
  });
  return stop == nullptr || !stop->load();
}

}  // namespace balloon::decision
