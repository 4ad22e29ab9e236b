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
  return static_cast<int>(std::count_if(failed.begin(), failed.end(), [](char x) { return x != 0; }));
}

std::uint64_t Result::outcome_hash() const {
  std::uint64_t h = hash_text("balloon outcome 1");
  for (std::size_t i = 0; i < hash.size(); ++i)
    h = hash_combine(h, failed[i] != 0 ? 0x6661696cULL : hash[i]);
  return h;
}

Result run(const Plan& plan, const RowShape& shape, const BlockFunction& block,
           const ProgressFunction& progress, const std::atomic<bool>* stop) {
  if (plan.members < 1) throw std::invalid_argument("an ensemble needs at least one member");
  if (plan.block < 1 || plan.block > BlockSink::max_block)
    throw std::invalid_argument("block size must be 1 to 8");
  if (plan.threads < 1) throw std::invalid_argument("at least one thread is needed");
  const auto begin = std::chrono::steady_clock::now();
  Result result;
  result.shape = shape;
  result.first_member = plan.first_member;
  result.members = plan.members;
  const auto n = static_cast<std::size_t>(plan.members);
  result.rows.resize(n * shape.member_size());
  result.hash.assign(n, 0);
  result.failed.assign(n, 0);
  result.done.assign(n, 0);
  const int blocks = (plan.members + plan.block - 1) / plan.block;
  std::atomic<int> next{0}, done{0};
  std::mutex error_mutex;
  std::exception_ptr error;
  int error_block = blocks;
  const auto work = [&] {
    for (;;) {
      const int b = next.fetch_add(1);
      if (b >= blocks || (stop != nullptr && stop->load())) return;
      BlockSink sink;
      sink.shape = shape;
      sink.stop = stop;
      const int first = b * plan.block;
      sink.active = std::min(plan.block, plan.members - first);
      for (int i = 0; i < sink.active; ++i)
        sink.rows[i] = result.rows.data() + static_cast<std::size_t>(first + i) * shape.member_size();
      try {
        if (!block(plan.first_member + static_cast<std::uint64_t>(first), sink)) return;
      } catch (...) {
        const std::lock_guard lock(error_mutex);
        if (b < error_block) {
          error_block = b;
          error = std::current_exception();
        }
        next.store(blocks);
        return;
      }
      for (int i = 0; i < sink.active; ++i) {
        const auto at = static_cast<std::size_t>(first + i);
        result.hash[at] = sink.hash[i];
        result.failed[at] = sink.failed[i] ? 1 : 0;
        result.done[at] = 1;
      }
      const int so_far = done.fetch_add(sink.active) + sink.active;
      if (progress) progress(so_far, plan.members);
    }
  };
  std::vector<std::thread> pool;
  const int extra = std::min(plan.threads, blocks) - 1;
  for (int i = 0; i < extra; ++i) pool.emplace_back(work);
  work();
  for (auto& t : pool) t.join();
  if (error) std::rethrow_exception(error);
  result.stopped = done.load() < plan.members;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace balloon::engine
