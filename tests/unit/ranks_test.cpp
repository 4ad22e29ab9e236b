// Ranks, played by threads: results do not depend on their number; stopping, errors and ranks that
// end early leave no other waiting.
#include "engine/ranks.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>

#include "analysis/simulate.hpp"
#include "core/hash.hpp"
#include "io/calibration_run.hpp"
#include "io/scenario.hpp"
#include "tests/support/thread_ranks.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::engine {
namespace {

using test::on_ranks;
using Words = std::vector<std::string>;
constexpr RowShape rank_shape{3, 2, 1, 1};

/// Seven numbers of a member; member 5 fails.
bool toy_of_ranks(std::uint64_t first, BlockSink& sink) {
  for (int i = 0; i < sink.active; ++i) {
    const auto member = first + static_cast<std::uint64_t>(i);
    for (int k = 0; k < 7; ++k)
      sink.rows[i][k] = static_cast<float>(member * 10 + static_cast<std::uint64_t>(k));
    sink.hash[i] = hash_combine(1, member);
    sink.failed[i] = member == 5;
  }
  return true;
}

Plan toy_plan(int members, Ranks* ranks, int block = 2) {
  Plan plan;
  plan.members = members;
  plan.block = block;
  plan.threads = 2;
  plan.ranks = ranks;
  return plan;
}

TEST(Ranks, ExchangeGivesEveryRanksBytesInOrder) {
  const auto thrown = on_ranks(3, [](Ranks* ranks) {
    const std::string mine(static_cast<std::size_t>(2 * ranks->rank()), 'a');
    EXPECT_EQ(ranks->exchange(mine, Ranks::To::every_rank), (Words{"", "aa", "aaaa"}));
    const auto first = ranks->exchange(mine, Ranks::To::first_rank);
    EXPECT_EQ(first, ranks->rank() == 0 ? (Words{"", "aa", "aaaa"}) : Words{});
  });
  EXPECT_EQ(thrown, Words(3));
}

TEST(Ranks, SplitMakesGroups) {
  const auto thrown = on_ranks(5, [](Ranks* ranks) {
    const auto group = ranks->split(ranks->rank() % 2);
    EXPECT_EQ(group->size(), ranks->rank() % 2 == 0 ? 3 : 2);
    EXPECT_EQ(group->rank(), ranks->rank() / 2);
    const auto all = group->exchange(std::to_string(ranks->rank()), Ranks::To::every_rank);
    EXPECT_EQ(all, ranks->rank() % 2 == 0 ? (Words{"0", "2", "4"}) : (Words{"1", "3"}));
  });
  EXPECT_EQ(thrown, Words(5));
}

TEST(Ranks, ARankThatEndsEarlyEndsTheOthersWaiting) {
  const auto thrown = on_ranks(3, [](Ranks* ranks) {
    if (ranks->rank() == 1) throw std::runtime_error("no such file");
    ranks->exchange("", Ranks::To::every_rank);
  });
  EXPECT_EQ(thrown[1], "no such file");
  for (const int r : {0, 2})
    EXPECT_EQ(thrown[static_cast<std::size_t>(r)],
              "rank 1 ended while the others were still at work");
}

TEST(Ranks, RanksThatDifferAreToldBeforeTheyWaitForEachOther) {
  const auto thrown = on_ranks(3, [](Ranks* ranks) {
    require_same(ranks, 7, "sevens");
    require_same(ranks, ranks->rank() == 2 ? 8 : 7, "numbers");
  });
  EXPECT_EQ(thrown, Words(3, "ranks differ in numbers"));
}

TEST(Ranks, EnsemblesAreThoseOfOneProcess) {
  for (const int members : {1, 2, 11, 64}) {
    const auto alone = run(toy_plan(members, nullptr), rank_shape, toy_of_ranks, {}, nullptr);
    for (const int size : {1, 2, 3, 5}) {
      const auto thrown = on_ranks(size, [&](Ranks* ranks) {
        const auto r = run(toy_plan(members, ranks), rank_shape, toy_of_ranks, {}, nullptr);
        EXPECT_EQ(r.rows, alone.rows);
        EXPECT_EQ(r.failed, alone.failed);
        EXPECT_EQ(r.done, alone.done);
        EXPECT_EQ(r.outcome_hash(), alone.outcome_hash());
        EXPECT_FALSE(r.stopped);
      });
      EXPECT_EQ(thrown, Words(static_cast<std::size_t>(size)));
    }
  }
}

TEST(Ranks, RowsGoToTheFirstRankAloneWhereThatIsAsked) {
  const auto alone = run(toy_plan(11, nullptr), rank_shape, toy_of_ranks, {}, nullptr);
  on_ranks(3, [&](Ranks* ranks) {
    auto plan = toy_plan(11, ranks);
    plan.rows_to = Ranks::To::first_rank;
    const auto r = run(plan, rank_shape, toy_of_ranks, {}, nullptr);
    EXPECT_FALSE(r.stopped);
    if (ranks->rank() == 0) {
      EXPECT_EQ(r.rows, alone.rows);
      EXPECT_EQ(r.outcome_hash(), alone.outcome_hash());
    } else {
      EXPECT_EQ(r.usable(2 * ranks->rank()), true);
      EXPECT_EQ(r.usable(0), false);
    }
  });
}

/// 300 members are more than ranks exchange at once.
TEST(Ranks, LargeEnsemblesGoInParts) {
  static constexpr RowShape large{100, 80, 1, 1};
  const auto fill = [](std::uint64_t first, BlockSink& sink) {
    for (int i = 0; i < sink.active; ++i) {
      for (std::size_t k = 0; k < large.member_size(); ++k)
        sink.rows[i][k] = static_cast<float>((first + static_cast<std::uint64_t>(i)) * 7 + k);
      sink.hash[i] = first;
      sink.failed[i] = false;
    }
    return true;
  };
  const int members = 300;
  const auto alone = run(toy_plan(members, nullptr, 8), large, fill, {}, nullptr);
  ASSERT_GT(alone.rows.size() * sizeof(float), std::size_t{9} << 20);
  on_ranks(3, [&](Ranks* ranks) {
    auto plan = toy_plan(members, ranks, 8);
    plan.bytes_at_once = std::size_t{1} << 20;
    EXPECT_EQ(run(plan, large, fill, {}, nullptr).rows, alone.rows);
  });
}

TEST(Ranks, StoppingOneStopsAllAndKeepsWhatIsFinished) {
  std::atomic<bool> stop{false};
  const auto thrown = on_ranks(3, [&](Ranks* ranks) {
    // The first rank alone hears of it, after its first block.
    const auto block = [&](std::uint64_t first, BlockSink& sink) {
      if (ranks->rank() == 0) stop = true;
      return toy_of_ranks(first, sink);
    };
    auto plan = toy_plan(30, ranks);
    plan.threads = 1;
    const auto r = run(plan, rank_shape, block, {}, ranks->rank() == 0 ? &stop : nullptr);
    EXPECT_TRUE(r.stopped);
    for (int m = 0; m < 30; ++m) {
      const bool reached = m / 2 % 3 != 0 || m < 2;
      EXPECT_EQ(r.done[static_cast<std::size_t>(m)], reached ? 1 : 0) << m;
      if (reached) {
        EXPECT_EQ(r.member(m)[3], static_cast<float>(m * 10 + 3));
      }
    }
  });
  EXPECT_EQ(thrown, Words(3));
}

TEST(Ranks, AnErrorOnOneIsThrownOnAll) {
  const auto thrown = on_ranks(3, [](Ranks* ranks) {
    const auto bad = [&](std::uint64_t first, BlockSink& sink) {
      if (first == 8) throw std::runtime_error("member eight");  // block 4, so rank 1
      return toy_of_ranks(first, sink);
    };
    run(toy_plan(30, ranks), rank_shape, bad, {}, nullptr);
  });
  EXPECT_EQ(thrown, (Words{"rank 1: member eight", "member eight", "rank 1: member eight"}));
}

TEST(Ranks, TheModelsBytesAreThoseOfOneProcess) {
  Faults faults;
  const auto& world = test::shipped_world();
  const auto history = load_scenario("history", world, embedded_scenarios(false), faults);
  ASSERT_TRUE(history);
  analysis::RunOptions options;
  options.members = 11;
  options.lanes = 2;
  options.to = month_index(1991, 12);
  const auto alone = analysis::simulate(world, history->policy, options, {}, nullptr);
  for (const int size : {2, 3}) {
    on_ranks(size, [&](Ranks* ranks) {
      auto own = options;
      own.ranks = ranks;
      const auto shared = analysis::simulate(world, history->policy, own, {}, nullptr);
      EXPECT_EQ(shared.result.outcome_hash(), alone.result.outcome_hash());
      EXPECT_EQ(shared.result.rows, alone.result.rows);
    });
  }
}

/// Names and bytes of all files of a folder.
std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().filename()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

/// Two tasks: one rank has both, two have one each, three and five share members.
TEST(Ranks, CalibrationsLeaveTheSameFiles) {
  Faults faults;
  const auto& world = test::shipped_world();
  const auto history = load_scenario("history", world, embedded_scenarios(false), faults);
  ASSERT_TRUE(history);
  CalibrationRequest request;
  request.origins = {1993};
  request.structures = {0, 4};
  request.settings.members = 24;
  request.settings.steps = 1;
  const auto root =
      std::filesystem::temp_directory_path() / ("balloon-ranks-" + std::to_string(::getpid()));
  const auto run = [&](Ranks* ranks, const std::string& name) {
    auto own = request;
    own.folder = (root / name).string();
    own.ranks = ranks;
    bool stopped = false;
    EXPECT_EQ(
        run_calibration(world, history->policy, test::shipped_targets(), own, {}, nullptr, stopped),
        "");
    EXPECT_FALSE(stopped);
  };
  run(nullptr, "alone");
  const auto alone = files_of(root / "alone");
  EXPECT_EQ(alone.size(), 4u);  // a checkpoint and a table each
  for (const int size : {2, 3, 5}) {
    const auto name = "ranks" + std::to_string(size);
    EXPECT_EQ(on_ranks(size, [&](Ranks* ranks) { run(ranks, name); }),
              Words(static_cast<std::size_t>(size)));
    EXPECT_EQ(files_of(root / name), alone) << size;
  }
  std::filesystem::remove_all(root);
}

TEST(Ranks, ACalibrationsErrorIsReturnedOnAll) {
  Faults faults;
  const auto& world = test::shipped_world();
  const auto history = load_scenario("history", world, embedded_scenarios(false), faults);
  ASSERT_TRUE(history);
  std::mutex mutex;
  std::vector<std::string> errors;
  on_ranks(3, [&](Ranks* ranks) {
    CalibrationRequest request;
    request.origins = {1993};
    request.structures = {0};
    request.folder = "/dev/null/no-folder";
    request.ranks = ranks;
    bool stopped = false;
    const auto error = run_calibration(world, history->policy, test::shipped_targets(), request, {},
                                       nullptr, stopped);
    const std::lock_guard lock(mutex);
    errors.push_back(error);
  });
  ASSERT_EQ(errors.size(), 3u);
  for (const auto& error : errors)
    EXPECT_NE(error.find("cannot make /dev/null/no-folder"), std::string::npos) << error;
}

}  // namespace
}  // namespace balloon::engine
