#include "decision/strategy_runs.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/hash.hpp"
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

int StrategyRuns::owner_of(std::size_t strategy, std::size_t block) const {
  const auto blocks = checkpoints_.size();
  const auto ranks = options_.ranks == nullptr ? 1 : options_.ranks->size();
  return engine::owner(options_.ranks, static_cast<std::size_t>(ranks) <= blocks
                                           ? block
                                           : strategy * blocks + block);
}

bool StrategyRuns::runs_any(std::size_t strategy) const {
  if (options_.ranks == nullptr) return true;
  for (std::size_t block = 0; block < checkpoints_.size(); ++block)
    if (owner_of(strategy, block) == options_.ranks->rank()) return true;
  return false;
}

bool StrategyRuns::prepare(const RunProgress& progress, const std::atomic<bool>* stop) {
  const int blocks = (options_.members + lanes_ - 1) / lanes_;
  checkpoints_.assign(static_cast<std::size_t>(blocks), {});
  const bool by_block = options_.ranks != nullptr && options_.ranks->size() <= blocks;
  std::vector<std::size_t> own;
  for (std::size_t block = 0; block < checkpoints_.size(); ++block)
    if (!by_block || engine::owns(options_.ranks, block)) own.push_back(block);
  std::atomic<int> done{0};
  // The checkpoint is made before this month, and nothing after it is needed.
  auto options = options_;
  options.outcomes = recorded_.data();
  options.from = first_month_;
  options.to = first_month_;
  return engine::together(options_.ranks, [&] {
    engine::parallel_for(own.size(), options_.threads, stop, [&](std::size_t i, int) {
      const int begin = static_cast<int>(own[i]) * lanes_;
      std::vector<analysis::Checkpoint> saves(1);
      saves[0].month = first_month_;
      analysis::run_block(world_, base_, options, first_member_ + static_cast<std::uint64_t>(begin),
                          std::min(lanes_, options_.members - begin), nullptr, &saves);
      checkpoints_[own[i]] = std::move(saves[0]);
      if (progress) progress(++done, static_cast<int>(own.size()));
    });
    return stop == nullptr || !stop->load();
  });
}

void StrategyRuns::run_one(const model::Policy& policy, std::size_t strategy,
                           MemberValues& out) const {
  const auto n = static_cast<std::size_t>(options_.members);
  auto options = options_;
  options.outcomes = recorded_.data();
  for (std::size_t block = 0; block < checkpoints_.size(); ++block) {
    if (options_.ranks != nullptr && owner_of(strategy, block) != options_.ranks->rank()) continue;
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

void StrategyRuns::share_values(std::vector<MemberValues>& values) const {
  const auto n = static_cast<std::size_t>(options_.members);
  const auto blocks = checkpoints_.size(), lanes = static_cast<std::size_t>(lanes_);
  // Calls f(first value, how many) for every measure of a piece.
  const auto each = [&](std::size_t piece, const auto& f) {
    const auto begin = piece % blocks * lanes;
    for (std::size_t m = 0; m < measures_.size(); ++m)
      f(&values[piece / blocks].value[m * n + begin], std::min(lanes, n - begin));
  };
  engine::share(
      options_.ranks, values.size() * blocks, engine::Ranks::To::every_rank,
      [&](std::size_t piece) { return owner_of(piece / blocks, piece % blocks); },
      [&](std::size_t piece, std::string& bytes) {
        each(piece, [&](double* at, std::size_t count) { engine::put_numbers(bytes, at, count); });
      },
      [&](std::size_t piece, engine::Taker& from) {
        each(piece, [&](double* at, std::size_t count) { from.take(at, count); });
      });
}

bool StrategyRuns::run_all(std::size_t count,
                           const std::function<const model::Policy&(std::size_t, int)>& policy_of,
                           std::vector<MemberValues>& out, const RunProgress& progress,
                           const std::atomic<bool>* stop) const {
  if (checkpoints_.empty()) throw std::logic_error("strategies are run before prepare");
  MemberValues none;
  none.members = options_.members;
  none.value.assign(measures_.size() * static_cast<std::size_t>(options_.members),
                    std::numeric_limits<double>::quiet_NaN());
  out.assign(count, none);
  std::atomic<int> done{0};
  const bool finished = engine::together(options_.ranks, [&] {
    engine::parallel_for(count, options_.threads, stop, [&](std::size_t i, int thread) {
      if (runs_any(i)) run_one(policy_of(i, thread), i, out[i]);
      if (progress) progress(++done, static_cast<int>(count));
    });
    return stop == nullptr || !stop->load();
  });
  if (finished) share_values(out);
  return finished;
}

bool StrategyRuns::run(const std::vector<std::vector<double>>& money,
                       std::vector<MemberValues>& out, const RunProgress& progress,
                       const std::atomic<bool>* stop) const {
  if (options_.ranks != nullptr) {
    std::uint64_t hash = money.size();
    for (const auto& split : money)
      hash = hash_combine(hash, hash_text({reinterpret_cast<const char*>(split.data()),
                                           split.size() * sizeof(double)}));
    engine::require_same(options_.ranks, hash, "the strategies they run");
  }
  std::vector<std::unique_ptr<PolicyBench>> benches(
      static_cast<std::size_t>(std::max(1, options_.threads)));
  const auto policy_of = [&](std::size_t i, int thread) -> const model::Policy& {
    auto& bench = benches[static_cast<std::size_t>(thread)];
    if (!bench) bench = std::make_unique<PolicyBench>(world_, base_, levers_);
    return bench->with(money[i]);
  };
  return run_all(money.size(), policy_of, out, progress, stop);
}

bool StrategyRuns::run_policies(const std::vector<const model::Policy*>& policies,
                                std::vector<MemberValues>& out, const RunProgress& progress,
                                const std::atomic<bool>* stop) const {
  const auto policy_of = [&](std::size_t i, int) -> const model::Policy& { return *policies[i]; };
  return run_all(policies.size(), policy_of, out, progress, stop);
}

}  // namespace balloon::decision
