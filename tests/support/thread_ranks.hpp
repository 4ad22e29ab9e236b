// Threads of one process that play the ranks of a job.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/ranks.hpp"

namespace balloon::test {

/// Where threads meet: each brings a text, and all go on with the texts of all.
class MeetingPlace {
 public:
  explicit MeetingPlace(int size) : texts_(static_cast<std::size_t>(size)) {}
  int size() const { return static_cast<int>(texts_.size()); }

  std::vector<std::string> meet(int rank, std::string text) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return leaving_ == 0; });
    texts_[static_cast<std::size_t>(rank)] = std::move(text);
    if (++here_ == size()) {
      leaving_ = size();
      changed_.notify_all();
    }
    changed_.wait(lock, [&] { return leaving_ > 0; });
    auto all = texts_;
    --here_;
    if (--leaving_ == 0) changed_.notify_all();
    return all;
  }

  /// The place of a group, made by whoever comes first.
  std::shared_ptr<MeetingPlace> part(int split, int group, int size) {
    const std::lock_guard lock(mutex_);
    auto& place = parts_[{split, group}];
    if (!place) place = std::make_shared<MeetingPlace>(size);
    return place;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> texts_;
  int here_ = 0, leaving_ = 0;
  std::map<std::pair<int, int>, std::shared_ptr<MeetingPlace>> parts_;
};

class ThreadRanks : public engine::Ranks {
 public:
  ThreadRanks(std::shared_ptr<MeetingPlace> place, int rank)
      : place_(std::move(place)), rank_(rank) {}
  ~ThreadRanks() override { leave(); }

  int rank() const override { return rank_; }
  int size() const override { return place_->size(); }
  int neighbours() const override { return size(); }
  std::unique_ptr<engine::Ranks> split(int group) override {
    const auto groups = gather_numbers(group);
    int count = 0, own = 0;
    for (std::size_t r = 0; r < groups.size(); ++r) {
      if (groups[r] != group) continue;
      if (static_cast<int>(r) < rank_) ++own;
      ++count;
    }
    return std::make_unique<ThreadRanks>(place_->part(splits_++, group, count), own);
  }

 protected:
  std::vector<std::int64_t> gather_numbers(std::int64_t mine) override {
    std::vector<std::int64_t> all;
    for (const auto& text : place_->meet(rank_, std::to_string(mine)))
      all.push_back(std::stoll(text));
    return all;
  }
  void gather_bytes(const char* mine, const std::vector<int>& counts, char* all, To to) override {
    const auto own = static_cast<std::size_t>(counts[static_cast<std::size_t>(rank_)]);
    const auto texts = place_->meet(rank_, std::string(mine, own));
    if (to == To::first_rank && rank_ != 0) return;
    for (const auto& text : texts) all = std::copy(text.begin(), text.end(), all);
  }

 private:
  std::shared_ptr<MeetingPlace> place_;
  int rank_, splits_ = 0;
};

/// Runs f(ranks) on so many ranks and returns what each threw, empty where it threw nothing.
inline std::vector<std::string> on_ranks(int size, const std::function<void(engine::Ranks*)>& f) {
  const auto place = std::make_shared<MeetingPlace>(size);
  std::vector<std::string> thrown(static_cast<std::size_t>(size));
  std::vector<std::thread> threads;
  for (int r = 0; r < size; ++r)
    threads.emplace_back([&, r] {
      try {
        ThreadRanks ranks(place, r);
        f(&ranks);
      } catch (const std::exception& e) {
        thrown[static_cast<std::size_t>(r)] = e.what();
      }
    });
  for (auto& t : threads) t.join();
  return thrown;
}

}  // namespace balloon::test
