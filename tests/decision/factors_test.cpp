// Factors: inputs between 0 and 1 and the members they stand for.
#include "decision/factors.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

#include "analysis/resumable.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/scenario.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::decision {
namespace factors_test {

constexpr std::uint64_t seed = 2012;

const analysis::Posterior& shipped_posterior() {
  static const auto posterior = [] {
    Faults faults;
    return choose_draws("posterior", test::shipped_world(), embedded_files(),
                        std::string(embedded::data_hash()), faults)
        .posterior;
  }();
  return *posterior;
}

/// The row that stands for a member of the run itself.
FactorRow own_row(const FactorSpace& space, const std::vector<Factor>& factors,
                  std::uint64_t member) {
  FactorRow row;
  row.stream = member;
  const int structure = space.structure_of_history(member);
  for (const auto& f : factors) {
    switch (f.kind) {
      case FactorKind::parameter:
        row.inputs.push_back(space.own_quantile(f.index, member));
        break;
      case FactorKind::sourcing:
        row.inputs.push_back(space.sourcing_input(structure));
        break;
      case FactorKind::pass_through:
        row.inputs.push_back(space.pass_through_input(structure));
        break;
      case FactorKind::lever:
        row.inputs.push_back(0.5);
        break;
      case FactorKind::history:
        row.inputs.push_back(space.history_input(member));
        break;
    }
  }
  return row;
}

TEST(Factors, OwnQuantilesGiveThePosteriorsMemberBack) {
  const auto& world = test::shipped_world();
  const auto& posterior = shipped_posterior();
  constexpr int members = 3, until = 2026;
  const FactorSpace space(world, &posterior, seed, members, until);
  const auto factors = factors_of({model::eradication_manual});
  std::vector<FactorRow> rows;
  for (std::uint64_t m = 0; m < members; ++m) rows.push_back(own_row(space, factors, m));
  const FactorMembers own(space, factors, rows, 0, rows.size());
  EXPECT_EQ(lever_scales(factors, rows[0]).at(model::eradication_manual), 1.0);
  for (std::uint64_t m = 0; m < members; ++m) {
    ASSERT_EQ(own.structure(m), posterior.structure(m));
    const auto given = own.unknowns(m), theirs = posterior.unknowns(m);
    EXPECT_EQ(given.last_year, until);
    const auto& scores = posterior.parts().draws[posterior.draw_of(m)].scores;
    for (std::size_t i = 0; i < scores.size(); ++i)
      ASSERT_EQ(given.unknowns[i], theirs.unknowns[i]) << m << " " << i;
  }
  // Beyond the posterior's last year the streams are the members' own: the same bytes to 2026.
  Faults faults;
  const auto history = load_scenario("history", world, embedded_scenarios(false), faults);
  ASSERT_TRUE(history);
  analysis::RunOptions options;
  options.members = members;
  options.lanes = 1;
  options.seed = seed;
  options.from = month_index(2024, 1);
  options.to = month_index(until, 12);
  options.source = &posterior;
  auto theirs = options;
  options.source = &own;
  const auto a = analysis::run_block(world, history->policy, options, 1, 1, nullptr, nullptr);
  const auto b = analysis::run_block(world, history->policy, theirs, 1, 1, nullptr, nullptr);
  EXPECT_EQ(a.failed[0], 0);
  EXPECT_EQ(a.hash[0], b.hash[0]);
}

TEST(Factors, MarginalsRiseAndEndWithTheDraws) {
  const auto& posterior = shipped_posterior();
  const FactorSpace space(test::shipped_world(), &posterior, seed, 2, 1990);
  for (const int p : {0, static_cast<int>(model::P::supply_response)}) {
    double low = 1e9, high = -1e9;
    for (const auto& d : posterior.parts().draws) {
      low = std::min(low, d.scores[static_cast<std::size_t>(p)]);
      high = std::max(high, d.scores[static_cast<std::size_t>(p)]);
    }
    EXPECT_EQ(space.score(p, 0), low);
    EXPECT_EQ(space.score(p, 1), high);
    double before = low;
    for (int k = 1; k < 200; ++k) {
      const double score = space.score(p, k / 200.0);
      EXPECT_GE(score, before);
      before = score;
    }
  }
}

TEST(Factors, TheMedianOfAMarginalSplitsTheWeights) {
  const auto& posterior = shipped_posterior();
  const FactorSpace space(test::shipped_world(), &posterior, seed, 2, 1990);
  const auto p = static_cast<std::size_t>(model::P::supply_response);
  const double median = space.score(static_cast<int>(p), 0.5);
  std::vector<double> each(model::structure_count, 0);
  for (const auto& d : posterior.parts().draws) each[static_cast<std::size_t>(d.structure)] += 1;
  double below = 0;
  for (const auto& d : posterior.parts().draws) {
    const auto s = static_cast<std::size_t>(d.structure);
    if (d.scores[p] < median) below += posterior.weights()[s] / each[s];
  }
  EXPECT_NEAR(below, 0.5, 0.01);
}

TEST(Factors, StructuresHaveThePosteriorsWeights) {
  const auto& posterior = shipped_posterior();
  const FactorSpace space(test::shipped_world(), &posterior, seed, 2, 1990);
  std::vector<double> sourcing(2, 0), through(3, 0);
  constexpr int n = 10000;
  for (int i = 0; i < n; ++i) {
    const double u = (i + 0.5) / n;
    sourcing[static_cast<std::size_t>(space.sourcing(u))] += 1.0 / n;
    through[static_cast<std::size_t>(space.pass_through(u))] += 1.0 / n;
  }
  const auto& w = posterior.weights();
  EXPECT_NEAR(sourcing[0], w[0] + w[2] + w[4], 1e-3);
  EXPECT_NEAR(through[0], w[0] + w[1], 1e-3);
  EXPECT_NEAR(through[2], w[4] + w[5], 1e-3);
  for (int s = 0; s < model::structure_count; ++s) {
    EXPECT_EQ(space.sourcing(space.sourcing_input(s)), s % 2);
    EXPECT_EQ(space.pass_through(space.pass_through_input(s)), s / 2);
  }
}

TEST(Factors, WithoutAPosteriorInputsAreQuantilesOfThePriors) {
  const auto world = test::small_world();
  const FactorSpace space(world, nullptr, seed, 5, 1995);
  EXPECT_NEAR(space.score(3, 0.5), 0, 1e-12);
  EXPECT_NEAR(space.score(3, 0.95), 1.6448536269514722, 1e-9);
  EXPECT_GT(space.score(3, 0.0), -10) << "finite";
  std::vector<double> scores(static_cast<std::size_t>(model::parameter_count));
  for (std::uint64_t m = 0; m < 5; ++m) {
    model::stream_scores(seed, m, scores.data());
    for (int p = 0; p < model::parameter_count; ++p)
      EXPECT_NEAR(space.score(p, space.own_quantile(p, m)), scores[static_cast<std::size_t>(p)],
                  1e-9);
    EXPECT_EQ(space.history(space.history_input(m)), m);
    EXPECT_EQ(space.structure_of_history(m), model::structure_of(m));
  }
  EXPECT_EQ(space.history(0), 0U);
  EXPECT_EQ(space.history(1), 4U);
}

TEST(Factors, EveryUncertainParameterIsOne) {
  const auto factors = factors_of({model::eradication_aerial, model::interdiction});
  std::size_t uncertain = 0;
  for (const auto& p : model::parameters) uncertain += p.prior != model::Prior::fixed ? 1 : 0;
  ASSERT_EQ(factors.size(), uncertain + 5);
  EXPECT_EQ(factors[uncertain + 2].id, "lever:eradication_aerial");
  EXPECT_EQ(factors.back().id, "history");
}

TEST(Factors, RowsOfABlockMustFollowEachOther) {
  const auto world = test::small_world();
  const FactorSpace space(world, nullptr, seed, 2, 1991);
  const auto factors = factors_of({});
  std::vector<FactorRow> rows(2, {7, std::vector<double>(factors.size(), 0.5)});
  EXPECT_THROW(FactorMembers(space, factors, rows, 0, 2), std::invalid_argument);
  rows[1].stream = 8;
  const FactorMembers members(space, factors, rows, 0, 2);
  EXPECT_EQ(members.first_member(), 7U);
  EXPECT_EQ(members.structure(8), 3) << "nested, mixed: the upper middle of either";
  rows[1].inputs.pop_back();
  EXPECT_THROW(FactorMembers(space, factors, rows, 0, 2), std::invalid_argument);
  EXPECT_THROW(FactorMembers(space, factors, rows, 1, 2), std::invalid_argument);
}

}  // namespace factors_test
}  // namespace balloon::decision
