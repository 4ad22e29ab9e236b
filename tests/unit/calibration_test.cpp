// What may be known at an origin, what may move what, and that a calibration's bytes depend on
// neither threads nor interruptions.
#include "io/calibration_run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "inference/links.hpp"
#include "inference/origin.hpp"
#include "inference/simulation_check.hpp"
#include "io/ensemble_file.hpp"
#include "io/scenario.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using analysis::Target;
using namespace model;

std::string bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Target area(int year, std::vector<int> zones) {
  Target t;
  t.name = "area";
  t.year = year;
  t.outcome = o_coca_area;
  t.places = std::move(zones);
  t.last_month = month_index(year, 12);
  t.value = 1000;
  t.sd = 0.1;
  return t;
}

TEST(Links, ATargetMovesItsOwnCountryAndYears) {
  const World w = test::small_world();
  const UnknownLayout at(w);
  Target price;
  price.outcome = o_cocaine_price;
  price.places = {per};
  price.year = 1995;
  Target share;
  share.outcome = o_corridor_flow;
  share.places = {0};
  share.year = 1995;
  const auto links = inference::make_links(w, {area(1995, {0}), price, share}, 2000, 3);
  const auto linked = [&](int row, int column) { return links(row, column) == 1; };
  const int closure = static_cast<int>(P::closure_effect);  // nothing moves it
  for (int p = 0; p < parameter_count; ++p)
    EXPECT_EQ(linked(at.parameter(p), 0), p != closure) << parameters[p].name;
  EXPECT_TRUE(linked(at.start_area(bol), 0));
  EXPECT_TRUE(linked(at.start_share(0), 0));
  EXPECT_FALSE(linked(at.start_share(1), 0));  // another zone of the same country
  EXPECT_TRUE(linked(at.start_share(2), 1));   // a price of Peru: every zone of Peru
  EXPECT_FALSE(linked(at.start_share(0), 1));
  for (const auto& [year, now] :
       {std::pair{1991, false}, {1992, true}, {1995, true}, {1996, false}}) {
    EXPECT_EQ(linked(at.supply_zone(year, 0), 0), now) << year;
    EXPECT_EQ(linked(at.supply_hub(year, col), 0), now) << year;
    EXPECT_EQ(linked(at.supply_hub(year, per), 1), now) << year;
    EXPECT_EQ(linked(at.demand(year, 0), 0), now) << year;
    EXPECT_EQ(linked(at.corridor(year, 1), 2), year <= 1995) << year;
    EXPECT_FALSE(linked(at.corridor(year, 1), 0)) << year;  // an area does not pull at a route
    EXPECT_FALSE(linked(at.supply_hub(year, per), 0)) << year;
    EXPECT_FALSE(linked(at.supply_hub(year, col), 1)) << year;
  }
}

TEST(Origin, LeversAreHeldWithTheirSeasonsAndDriversFreeze) {
  const World& w = test::shipped_world();
  Policy history = test::quiet_policy(w);
  for (int t = 0; t < month_count; ++t) history.quantity(interdiction, 0, t) = t;
  const auto held = inference::held_policy(history, 2000);
  const int last = month_index(2000, 12);
  for (int t = 0; t <= last; ++t) EXPECT_EQ(held.quantity(interdiction, 0, t), t);
  for (int t = last + 1; t < month_count; ++t)
    EXPECT_EQ(held.quantity(interdiction, 0, t), last - 11 + (t - last - 1) % 12);
  const auto known = inference::known_world(w, 2000);
  EXPECT_EQ(known.drivers.leaf_yield[col][last - 5], w.drivers.leaf_yield[col][last - 5]);
  for (int t = last; t < month_count; ++t) {
    EXPECT_EQ(known.drivers.leaf_yield[col][t], w.drivers.leaf_yield[col][last]);
    EXPECT_EQ(known.drivers.us_prices[t], w.drivers.us_prices[last]);
    EXPECT_EQ(known.drivers.demand[0][t], w.drivers.demand[0][last]);
    EXPECT_EQ(known.drivers.retail_margin[0][t], w.drivers.retail_margin[0][last]);
  }
}

TEST(Origin, NothingLaterIsSeen) {
  const int origin = 1996, last = month_index(origin, 12);
  World other = test::shipped_world();
  Policy history = test::quiet_policy(test::shipped_world()), rewritten = history;
  for (int t = last + 1; t < month_count; ++t) {
    for (int h = 0; h < hub_count; ++h) {
      other.drivers.leaf_yield[h][t] *= 3;
      other.drivers.cocaine_yield[h][t] *= 2;
      other.drivers.licit_income[h][t] *= 0.5;
    }
    for (auto& d : other.drivers.demand) d[t] *= 2;
    for (auto& d : other.drivers.retail_margin) d[t] *= 2;
    other.drivers.us_prices[t] *= 2;
    for (std::size_t i = 0; i < test::shipped_world().corridors.size(); ++i)
      rewritten.quantity(interdiction, static_cast<int>(i), t) = 0;
  }
  analysis::RunOptions options;
  options.members = 8;
  options.to = month_index(origin + 5, 12);
  const auto hash = [&](const World& w, const Policy& p) {
    return analysis::simulate(inference::known_world(w, origin), inference::held_policy(p, origin),
                              options, {}, nullptr)
        .result.outcome_hash();
  };
  EXPECT_EQ(hash(test::shipped_world(), history), hash(other, rewritten));
  const auto known = inference::known_targets(test::shipped_targets(), 1990, origin);
  ASSERT_FALSE(known.empty());
  for (const auto& t : known) {
    EXPECT_LE(t.year, origin);
    EXPECT_LE(t.last_month, last);
  }
}

TEST(ReducedProblem, SyntheticResidualsAreTheErrors) {
  const auto problem = inference::reduced_problem(
      test::shipped_world(), test::quiet_policy(test::shipped_world()), test::shipped_targets(), 0);
  EXPECT_EQ(problem.rows.size(), 18U);
  const auto prices = std::count_if(problem.targets.begin(), problem.targets.end(),
                                    [](const Target& t) { return t.series == "cocaine_price"; });
  EXPECT_GT(prices, 0);
  EXPECT_EQ(problem.targets.size(), 33U + static_cast<std::size_t>(prices));
  const auto truths = inference::draw_truths(problem, 3, 4, 1, nullptr);
  ASSERT_EQ(truths.failed[0], 0);
  // Without error, the truth itself has no misfit.
  const auto exact = inference::synthetic_targets(problem, truths.value[0], 3, 0, 0);
  const auto fit = inference::log_likelihood(problem, exact, truths.unknowns, 3, 1, 1, nullptr);
  EXPECT_NEAR(fit(0), 0, 1e-3);
  EXPECT_LT(fit(1), -1);
  // With it, minus twice the log-likelihood is a chi-square of as many degrees as targets.
  const auto noisy = inference::synthetic_targets(problem, truths.value[0], 3, 0);
  const auto n = static_cast<double>(problem.targets.size());
  const auto noise = inference::log_likelihood(problem, noisy, truths.unknowns, 3, 1, 1, nullptr);
  EXPECT_NEAR(-2 * noise(0), n, 5 * std::sqrt(2 * n));
}

TEST(ReducedProblem, CheckIsTheSameOnAnyNumberOfThreads) {
  const auto problem = inference::reduced_problem(
      test::shipped_world(), test::quiet_policy(test::shipped_world()), test::shipped_targets(), 0);
  inference::Settings s;
  s.members = 20;
  s.steps = 1;
  const auto one = inference::check_calibration(problem, s, {2}, 4, 1, {}, nullptr);
  const auto two = inference::check_calibration(problem, s, {2}, 4, 2, {}, nullptr);
  ASSERT_EQ(one.quantities.size(), 33U);  // 18 and 3 areas, and of the state 9 and 3
  EXPECT_EQ(one.failed, 0);
  for (std::size_t q = 0; q < one.quantities.size(); ++q) {
    EXPECT_EQ(one.quantities[q].histogram, two.quantities[q].histogram);
    EXPECT_EQ(one.quantities[q].sd_z, two.quantities[q].sd_z);
    EXPECT_TRUE(std::isfinite(one.quantities[q].mean_z)) << one.quantities[q].name;
  }
}

class CalibrationRun : public ::testing::Test {
 protected:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("balloon-calibration-" + std::to_string(getpid()));
  void TearDown() override { std::filesystem::remove_all(folder_); }

  CalibrationRequest request(const std::string& name, int threads) const {
    CalibrationRequest r;
    r.origins = {1996};
    r.structures = {0, 3};
    r.settings.members = 24;
    r.settings.steps = 2;
    r.state.emplace().iterations = 2;
    r.folder = (folder_ / name).string();
    r.threads = threads;
    r.key = "test";
    return r;
  }
  std::string bytes_of(const std::string& name) const {
    std::string all;
    for (const int s : {0, 3}) {
      const auto file = ensemble_file_name(1996, s);
      all += bytes(folder_ / name / file) + "; state " + bytes(folder_ / name / "state" / file);
    }
    return all;
  }
};

TEST_F(CalibrationRun, SameBytesOnTwoThreadsAndAfterAStop) {
  const auto policy = test::quiet_policy(test::shipped_world());
  bool stopped = false;
  EXPECT_EQ(run_calibration(test::shipped_world(), policy, test::shipped_targets(),
                            request("one", 1), {}, nullptr, stopped),
            "");
  EXPECT_FALSE(stopped);
  EXPECT_EQ(run_calibration(test::shipped_world(), policy, test::shipped_targets(),
                            request("two", 2), {}, nullptr, stopped),
            "");
  // In the assimilation, and in the fit of the state after it.
  for (const int at : {2, 6}) {
    std::atomic<bool> stop{false};
    const auto halt = [&](int done, int) { stop = done >= at; };
    EXPECT_EQ(run_calibration(test::shipped_world(), policy, test::shipped_targets(),
                              request("cut", 1), halt, &stop, stopped),
              "");
    EXPECT_TRUE(stopped);
    EXPECT_NE(bytes_of("cut"), bytes_of("one"));
  }
  EXPECT_EQ(run_calibration(test::shipped_world(), policy, test::shipped_targets(),
                            request("cut", 1), {}, nullptr, stopped),
            "");
  EXPECT_FALSE(stopped);
  EXPECT_FALSE(bytes_of("one").empty());
  EXPECT_EQ(bytes_of("one"), bytes_of("two"));
  EXPECT_EQ(bytes_of("one"), bytes_of("cut"));
  std::vector<int> counts;
  EXPECT_EQ(run_calibration(
                test::shipped_world(), policy, test::shipped_targets(), request("one", 1),
                [&](int done, int total) {
                  counts = {done, total};
                },
                nullptr, stopped),
            "");
  const auto whole = request("one", 1);
  const int runs = 2 * (inference::runs_of(whole.settings) + inference::runs_of(*whole.state));
  EXPECT_EQ(counts, (std::vector<int>{runs, runs}));  // nothing is left to do
  auto other = request("one", 1);
  other.settings.taper = 2;
  EXPECT_NE(run_calibration(test::shipped_world(), policy, test::shipped_targets(), other, {},
                            nullptr, stopped),
            "");
}

}  // namespace
}  // namespace balloon
