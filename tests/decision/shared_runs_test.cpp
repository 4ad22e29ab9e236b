// Strategies and pieces of explanations that ranks share are those of one process.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <map>

#include "decision/explain_work.hpp"
#include "decision/strategy_runs.hpp"
#include "io/scenario.hpp"
#include "tests/support/thread_ranks.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::decision {
namespace shared_runs_cases {

constexpr int first_shared = month_index(1992, 1), last_shared = month_index(1992, 12);

/// Values of three splits, by blocks of two members; five members are three blocks.
std::vector<MemberValues> values_on(engine::Ranks* ranks) {
  const auto& world = test::shipped_world();
  Faults faults;
  const auto history = load_scenario("history", world, embedded_scenarios(false), faults);
  LeverChanges interdiction{0, {}};
  for (int t = first_shared; t <= last_shared; ++t)
    interdiction.per_usd.push_back(
        {PolicyChange::Kind::quantity, model::source_interdiction, model::per, t, 1.0 / 12});
  analysis::RunOptions options;
  options.members = 5;
  options.lanes = 2;
  options.threads = 2;
  options.ranks = ranks;
  StrategyRuns runs(
      world, history->policy, {interdiction},
      {{model::o_coca_area, {0, 1}, Measure::Statistic::mean, first_shared, last_shared},
       {model::o_delivered, {0}, Measure::Statistic::sum, first_shared, last_shared}},
      options, first_shared, last_shared);
  std::vector<MemberValues> values;
  EXPECT_TRUE(runs.prepare({}, nullptr));
  EXPECT_TRUE(runs.run({{0}, {5e6}, {2e7}}, values, {}, nullptr));
  return values;
}

class MapStore : public PieceStore {
 public:
  const std::vector<double>* find(const std::string& stage, std::size_t piece) const override {
    const auto found = pieces.find({stage, piece});
    return found == pieces.end() ? nullptr : &found->second;
  }
  void keep(const std::string& stage, std::size_t piece,
            const std::vector<double>& numbers) override {
    pieces[{stage, piece}] = numbers;
  }
  std::map<std::pair<std::string, std::size_t>, std::vector<double>> pieces;
};

}  // namespace shared_runs_cases

using namespace shared_runs_cases;

TEST(SharedRuns, StrategiesHaveTheValuesOfOneProcess) {
  const auto alone = values_on(nullptr);
  ASSERT_EQ(alone.size(), 3u);
  EXPECT_NE(alone[0].value, alone[2].value);
  for (const int size : {1, 2, 3, 5}) {  // of five, each has some blocks of some strategies
    const auto thrown = test::on_ranks(size, [&](engine::Ranks* ranks) {
      const auto shared = values_on(ranks);
      ASSERT_EQ(shared.size(), alone.size());
      for (std::size_t s = 0; s < alone.size(); ++s) EXPECT_EQ(shared[s].value, alone[s].value);
    });
    EXPECT_EQ(thrown, std::vector<std::string>(static_cast<std::size_t>(size)));
  }
}

TEST(SharedRuns, PiecesOfExplanationsAreMadeOnceAndKeptByTheFirstRank) {
  constexpr std::size_t pieces = 500;  // more than ranks exchange at once
  const auto numbers = [](std::size_t p) {
    return std::vector<double>{static_cast<double>(p), std::sqrt(static_cast<double>(p))};
  };
  for (const int size : {1, 2, 3}) {
    MapStore store;
    for (std::size_t p = 0; p < pieces; p += 7) store.keep("stage", p, numbers(p));
    std::atomic<int> made{0};
    const auto thrown = test::on_ranks(size, [&](engine::Ranks* ranks) {
      ExplainWork work(2, ranks->rank() == 0 ? &store : nullptr, {}, pieces, nullptr, ranks);
      std::vector<std::vector<double>> out;
      const bool finished = work.run(
          "stage", pieces, [](std::size_t) { return 2; }, [](std::size_t) { return 1; },
          [&](std::size_t p, int) {
            ++made;
            return numbers(p);
          },
          out);
      EXPECT_TRUE(finished);
      ASSERT_EQ(out.size(), pieces);
      for (std::size_t p = 0; p < pieces; ++p) EXPECT_EQ(out[p], numbers(p));
      EXPECT_EQ(work.found(), (pieces + 6) / 7);
    });
    EXPECT_EQ(thrown, std::vector<std::string>(static_cast<std::size_t>(size)));
    EXPECT_EQ(made.load(), static_cast<int>(pieces - (pieces + 6) / 7));
    EXPECT_EQ(store.pieces.size(), pieces);
  }
}

TEST(SharedRuns, StoppingOneRankStopsAll) {
  const std::atomic<bool> stop{true};
  const auto thrown = test::on_ranks(3, [&](engine::Ranks* ranks) {
    ExplainWork work(1, nullptr, {}, 9, ranks->rank() == 1 ? &stop : nullptr, ranks);
    std::vector<std::vector<double>> out;
    const bool finished = work.run(
        "stage", 9, [](std::size_t) { return 1; }, [](std::size_t) { return 1; },
        [](std::size_t, int) { return std::vector<double>{1}; }, out);
    EXPECT_FALSE(finished);
  });
  EXPECT_EQ(thrown, std::vector<std::string>(3));
}

}  // namespace balloon::decision
