#include "engine/ensemble.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "core/hash.hpp"

namespace balloon::engine {

int Result::failed_members() const {
  return static_cast<int>(
      std::count_if(failed.begin(), failed.end(), [](char x) { return x != 0; }));
}

std::uint64_t Result::outcome_hash() const {
  std::uint64_t h = hash_text("balloon outcome 1");
  for (std::size_t i = 0; i < hash.size(); ++i)
    h = hash_combine(h, failed[i] != 0 ? 0x6661696cULL : hash[i]);
  return h;
}

namespace {

void check(const Plan& plan, int arms) {
  if (plan.members < 1) throw std::invalid_argument("an ensemble needs at least one member");
  if (plan.block < 1 || plan.block > BlockSink::max_block)
    throw std::invalid_argument("block size must be 1 to 8");
  if (plan.threads < 1) throw std::invalid_argument("at least one thread is needed");
  if (arms < 1) throw std::invalid_argument("at least one arm is needed");
}

Result empty_result(const Plan& plan, const RowShape& shape) {
  Result result;
  result.shape = shape;
  result.first_member = plan.first_member;
  result.members = plan.members;
  const auto n = static_cast<std::size_t>(plan.members);
  result.rows.resize(n * shape.member_size());
  result.hash.assign(n, 0);
  result.failed.assign(n, 0);
  result.done.assign(n, 0);
  return result;
}

}  // namespace

Result run(const Plan& plan, const RowShape& shape, const BlockFunction& block,
           const ProgressFunction& progress, const std::atomic<bool>* stop) {
  auto one = run_arms(
      plan, shape, 1, [&](std::uint64_t first, BlockSink* sinks) { return block(first, sinks[0]); },
      progress, stop);
  return std::move(one.front());
}

std::vector<Result> run_arms(const Plan& plan, const RowShape& shape, int arms,
                             const ArmsFunction& block, const ProgressFunction& progress,
                             const std::atomic<bool>* stop) {
  check(plan, arms);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<Result> results;
  for (int a = 0; a < arms; ++a) results.push_back(empty_result(plan, shape));
  const int blocks = (plan.members + plan.block - 1) / plan.block;
  std::atomic<int> next{0}, done{0};
  std::mutex error_mutex;
  std::exception_ptr error;
  int error_block = blocks;
  const auto work = [&] {
    std::vector<BlockSink> sinks(results.size());
    for (;;) {
      const int b = next.fetch_add(1);
      if (b >= blocks || (stop != nullptr && stop->load())) return;
      const int first = b * plan.block;
      const int active = std::min(plan.block, plan.members - first);
      for (std::size_t a = 0; a < sinks.size(); ++a) {
        sinks[a] = BlockSink{};
        sinks[a].shape = shape;
        sinks[a].stop = stop;
        sinks[a].active = active;
        for (int i = 0; i < active; ++i)
          sinks[a].rows[i] =
              results[a].rows.data() + static_cast<std::size_t>(first + i) * shape.member_size();
      }
      try {
        if (!block(plan.first_member + static_cast<std::uint64_t>(first), sinks.data())) return;
      } catch (...) {
        const std::lock_guard lock(error_mutex);
        if (b < error_block) {
          error_block = b;
          error = std::current_exception();
        }
        next.store(blocks);
        return;
      }
      for (std::size_t a = 0; a < sinks.size(); ++a) {
        for (int i = 0; i < active; ++i) {
          const auto at = static_cast<std::size_t>(first + i);
          results[a].hash[at] = sinks[a].hash[i];
          results[a].failed[at] = sinks[a].failed[i] ? 1 : 0;
          results[a].done[at] = 1;
        }
      }
      const int so_far = done.fetch_add(active) + active;
      if (progress) progress(so_far, plan.members);
    }
  };
  std::vector<std::thread> pool;
  const int extra = std::min(plan.threads, blocks) - 1;
  for (int i = 0; i < extra; ++i) pool.emplace_back(work);
  work();
  for (auto& t : pool) t.join();
  if (error) std::rethrow_exception(error);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  for (auto& r : results) {
    r.stopped = done.load() < plan.members;
    r.seconds = seconds;
  }
  return results;
}

}  // namespace balloon::engine
