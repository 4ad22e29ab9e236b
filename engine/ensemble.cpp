#include "engine/ensemble.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "core/hash.hpp"
#include "engine/parallel.hpp"

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

/// Gives the ranks each other's blocks, some blocks at a time.
void share_blocks(const Plan& plan, const RowShape& shape, std::vector<Result>& results) {
  const auto members = static_cast<std::size_t>(plan.members);
  const auto width = static_cast<std::size_t>(plan.block), size = shape.member_size();
  const std::size_t blocks = (members + width - 1) / width;
  const std::size_t block_bytes = results.size() * width * (size * sizeof(float) + 9) + 1;
  const std::size_t at_once = std::max<std::size_t>(1, plan.bytes_at_once / block_bytes);
  // Calls f(result, member) for the members of a block, arm by arm.
  const auto each = [&](std::size_t block, const auto& f) {
    for (auto& r : results)
      for (std::size_t m = block * width; m < std::min(members, (block + 1) * width); ++m) f(r, m);
  };
  for (std::size_t first = 0; first < blocks; first += at_once)
    share(
        plan.ranks, std::min(at_once, blocks - first), plan.rows_to,
        [&](std::size_t i) { return owner(plan.ranks, first + i); },
        [&](std::size_t i, std::string& bytes) {
          const char done = results[0].done[(first + i) * width];
          put_numbers(bytes, &done, 1);
          if (done == 0) return;
          each(first + i, [&](Result& r, std::size_t m) {
            put_numbers(bytes, &r.hash[m], 1);
            put_numbers(bytes, &r.failed[m], 1);
            put_numbers(bytes, r.rows.data() + m * size, size);
          });
        },
        [&](std::size_t i, Taker& from) {
          char done = 0;
          from.take(&done, 1);
          if (done == 0) return;
          each(first + i, [&](Result& r, std::size_t m) {
            r.done[m] = 1;
            from.take(&r.hash[m], 1);
            from.take(&r.failed[m], 1);
            from.take(r.rows.data() + m * size, size);
          });
        });
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
  const int ranks = plan.ranks == nullptr ? 1 : plan.ranks->size();
  const int rank = plan.ranks == nullptr ? 0 : plan.ranks->rank();
  const int own_blocks = (blocks - rank + ranks - 1) / ranks;
  const int own_members =
      own_blocks * plan.block - (owns(plan.ranks, static_cast<std::size_t>(blocks - 1))
                                     ? blocks * plan.block - plan.members
                                     : 0);
  std::atomic<int> done{0};
  const auto work = [&](std::size_t own, int) {
    const int first = (static_cast<int>(own) * ranks + rank) * plan.block;
    const int active = std::min(plan.block, plan.members - first);
    std::vector<BlockSink> sinks(results.size());
    for (std::size_t a = 0; a < sinks.size(); ++a) {
      sinks[a].shape = shape;
      sinks[a].stop = stop;
      sinks[a].active = active;
      for (int i = 0; i < active; ++i)
        sinks[a].rows[i] =
            results[a].rows.data() + static_cast<std::size_t>(first + i) * shape.member_size();
    }
    if (!block(plan.first_member + static_cast<std::uint64_t>(first), sinks.data())) return;
    for (std::size_t a = 0; a < sinks.size(); ++a) {
      for (int i = 0; i < active; ++i) {
        const auto at = static_cast<std::size_t>(first + i);
        results[a].hash[at] = sinks[a].hash[i];
        results[a].failed[at] = sinks[a].failed[i] ? 1 : 0;
        results[a].done[at] = 1;
      }
    }
    const int so_far = done.fetch_add(active) + active;
    // Of all members, as if the other ranks were as far.
    if (progress)
      progress(static_cast<int>(static_cast<std::int64_t>(so_far) * plan.members / own_members),
               plan.members);
  };
  const bool finished = together(plan.ranks, [&] {
    parallel_for(static_cast<std::size_t>(own_blocks), plan.threads, stop, work);
    return done.load() == own_members;
  });
  share_blocks(plan, shape, results);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  for (auto& r : results) {
    r.stopped = !finished;
    r.seconds = seconds;
  }
  return results;
}

}  // namespace balloon::engine
