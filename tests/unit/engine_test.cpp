// The engine with a toy model: results do not depend on threads or blocks; stopping and errors.
#include "engine/ensemble.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/hash.hpp"
#include "engine/parallel.hpp"

namespace balloon::engine {
namespace {

constexpr RowShape shape{3, 2, 1, 1};

/// Three months of two numbers and a yearly sum; member 5 fails. It knows no coca.
bool toy(std::uint64_t first, BlockSink& sink) {
  for (int i = 0; i < sink.active; ++i) {
    const double m = static_cast<double>(first + static_cast<std::uint64_t>(i));
    for (int k = 0; k < 6; ++k) sink.rows[i][k] = static_cast<float>(m * 10 + k);
    sink.rows[i][6] = static_cast<float>(m);
    sink.hash[i] = hash_combine(1, first + static_cast<std::uint64_t>(i));
    sink.failed[i] = m == 5;
  }
  return true;
}

Result run_toy(int members, int block, int threads, std::uint64_t first = 0) {
  return run({first, members, block, threads}, shape, toy, {}, nullptr);
}

TEST(EngineTest, ResultsDependNeitherOnThreadsNorOnBlocks) {
  const auto one = run_toy(37, 1, 1);
  EXPECT_EQ(one.failed_members(), 1);
  EXPECT_FALSE(one.stopped);
  for (const int threads : {1, 2, 3})
    for (const int block : {1, 2, 4, 8}) {
      const auto r = run_toy(37, block, threads);
      EXPECT_EQ(r.rows, one.rows);
      EXPECT_EQ(r.hash, one.hash);
      EXPECT_EQ(r.failed, one.failed);
      EXPECT_EQ(r.done, one.done);
      EXPECT_EQ(r.outcome_hash(), one.outcome_hash());
    }
}

TEST(EngineTest, RowsAreFoundByMemberMonthYearAndSlot) {
  const auto r = run_toy(4, 2, 1, 20);
  EXPECT_EQ(r.first_member, 20u);
  EXPECT_EQ(r.monthly(3, 2, 1), 235.0f);
  EXPECT_EQ(r.monthly(0, 0, 0), 200.0f);
  EXPECT_EQ(r.yearly(2, 0, 0), 22.0f);
  EXPECT_TRUE(r.usable(0));
  EXPECT_EQ(r.member(1)[0], 210.0f);
}

TEST(EngineTest, TheHashChangesWithOneValueAndNotWithAFailedMembersNumbers) {
  auto r = run_toy(12, 4, 1);
  const auto before = r.outcome_hash();
  r.hash[5] ^= 1;  // failed: it has no number
  EXPECT_EQ(r.outcome_hash(), before);
  r.hash[6] ^= 1;
  EXPECT_NE(r.outcome_hash(), before);
  r.hash[6] ^= 1;
  std::swap(r.hash[0], r.hash[1]);
  EXPECT_NE(r.outcome_hash(), before);
}

TEST(EngineTest, StoppingKeepsWhatIsFinished) {
  std::atomic<bool> stop{false};
  const auto counted = [&](std::uint64_t first, BlockSink& sink) {
    if (sink.stop->load()) return false;
    if (first == 8) stop = true;  // asked for while this block runs: it is still finished
    return toy(first, sink);
  };
  const auto r = run({0, 40, 4, 1}, shape, counted, {}, &stop);
  EXPECT_TRUE(r.stopped);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(r.done[static_cast<std::size_t>(i)], i < 12 ? 1 : 0) << i;
  EXPECT_TRUE(r.usable(11));
  EXPECT_FALSE(r.usable(12));
  EXPECT_EQ(r.monthly(11, 0, 1), 111.0f);
}

TEST(EngineTest, ABlockStoppedMidwayIsNotDone) {
  const auto r = run(
      {0, 8, 4, 1}, shape,
      [](std::uint64_t first, BlockSink& s) { return first == 0 && toy(first, s); }, {}, nullptr);
  EXPECT_TRUE(r.stopped);
  EXPECT_EQ(r.done[3], 1);
  EXPECT_EQ(r.done[4], 0);
}

TEST(EngineTest, TheErrorOfTheFirstBlockIsThrownAfterAllThreadsEnded) {
  for (const int threads : {1, 2, 3}) {
    std::atomic<int> running{0};
    const auto bad = [&](std::uint64_t first, BlockSink& sink) {
      ++running;
      const bool done = toy(first, sink);
      --running;
      if (first == 2) throw std::runtime_error("block two");
      return done;
    };
    try {
      run({0, 30, 1, threads}, shape, bad, {}, nullptr);
      FAIL() << "no error";
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "block two");
    }
    EXPECT_EQ(running.load(), 0);
  }
}

TEST(EngineTest, ALoopThrowsTheErrorOfItsLowestPiece) {
  std::atomic<bool> second{false};
  const auto bad = [&](std::size_t i, int) {
    if (i == 1) second = true;
    while (!second) std::this_thread::yield();  // so that piece 1 fails first
    throw std::runtime_error(std::to_string(i));
  };
  try {
    parallel_for(8, 2, nullptr, bad);
    FAIL() << "no error";
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "0");
  }
}

TEST(EngineTest, ProgressEndsAtTheTotal) {
  std::atomic<int> most{0}, calls{0};
  run(
      {0, 21, 4, 3}, shape, toy,
      [&](int done, int total) {
        EXPECT_EQ(total, 21);
        ++calls;
        int before = most.load();
        while (before < done && !most.compare_exchange_weak(before, done)) {
        }
      },
      nullptr);
  EXPECT_EQ(most.load(), 21);
  EXPECT_EQ(calls.load(), 6);
}

TEST(EngineTest, TheLastBlockHoldsWhatIsLeft) {
  int smallest = 9;
  run(
      {0, 13, 8, 1}, shape,
      [&](std::uint64_t first, BlockSink& sink) {
        smallest = std::min(smallest, sink.active);
        for (int i = sink.active; i < BlockSink::max_block; ++i) EXPECT_EQ(sink.rows[i], nullptr);
        return toy(first, sink);
      },
      {}, nullptr);
  EXPECT_EQ(smallest, 5);
}

TEST(EngineTest, ArmsAreResultsOfTheirOwn) {
  const auto arms = run_arms(
      {0, 11, 4, 2}, shape, 3,
      [](std::uint64_t first, BlockSink* sinks) {
        for (int a = 0; a < 3; ++a) {
          toy(first, sinks[a]);
          for (int i = 0; i < sinks[a].active; ++i)
            sinks[a].rows[i][0] += 1000.0f * static_cast<float>(a);
          sinks[a].failed[0] = a == 2;
        }
        return true;
      },
      {}, nullptr);
  ASSERT_EQ(arms.size(), 3u);
  const auto alone = run_toy(11, 4, 1);
  EXPECT_EQ(arms[0].rows, alone.rows);
  EXPECT_EQ(arms[1].monthly(10, 0, 0), 1100.0f);
  EXPECT_EQ(arms[2].monthly(10, 0, 0), 2100.0f);
  EXPECT_EQ(arms[1].monthly(10, 0, 1), alone.monthly(10, 0, 1));
  EXPECT_EQ(arms[2].failed[8], 1);
  EXPECT_EQ(arms[0].failed[8], 0);
  EXPECT_THROW(
      run_arms(
          {0, 1, 1, 1}, shape, 0, [](std::uint64_t, BlockSink*) { return true; }, {}, nullptr),
      std::invalid_argument);
}

TEST(EngineTest, PlansThatMakeNoSenseThrow) {
  EXPECT_THROW(run_toy(0, 1, 1), std::invalid_argument);
  EXPECT_THROW(run_toy(-1, 1, 1), std::invalid_argument);
  EXPECT_THROW(run_toy(1, 0, 1), std::invalid_argument);
  EXPECT_THROW(run_toy(1, 9, 1), std::invalid_argument);
  EXPECT_THROW(run_toy(1, 1, 0), std::invalid_argument);
}

}  // namespace
}  // namespace balloon::engine
