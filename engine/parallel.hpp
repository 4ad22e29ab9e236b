// A loop over independent pieces of work on several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace balloon::engine {

/// Processors of this machine, at least 1.
inline int processors() {
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// Calls f(i, thread) for i in [0, n), each once, on up to `threads` threads; `thread` is in
/// [0, threads) and no two calls with the same one run at once. `stop`, where not null, ends the
/// loop before the next piece, and so does an error: after all threads have ended the one of the
/// lowest i is rethrown. What f writes for i must depend on i alone, so that results do not hang on
/// the number of threads.
template <class F>
void parallel_for(std::size_t n, int threads, const std::atomic<bool>* stop, F&& f) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> broken{false};
  std::exception_ptr error;
  std::size_t error_at = n;
  std::mutex mutex;
  const auto work = [&](int thread) {
    for (;;) {
      if (broken.load() || (stop != nullptr && stop->load())) return;
      const auto i = next.fetch_add(1);
      if (i >= n) return;
      try {
        f(i, thread);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (i < error_at) {
          error_at = i;
          error = std::current_exception();
        }
        broken = true;
      }
    }
  };
  const auto count = std::min(n, static_cast<std::size_t>(std::max(1, threads)));
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < count; ++t) others.emplace_back(work, static_cast<int>(t));
  work(0);
  for (auto& other : others) other.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace balloon::engine
