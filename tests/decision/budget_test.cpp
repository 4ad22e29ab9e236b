// Genes become splits that keep every bound, budget and string; what cannot be kept is refused.
#include "decision/budget.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/draws.hpp"

namespace balloon::decision {
namespace budget_cases {

MoneyLever lever(const char* id, int budget, double at_least, double at_most,
                 double historical = 0) {
  MoneyLever l;
  l.id = id;
  l.budget = budget;
  l.at_least = at_least;
  l.at_most = at_most;
  l.historical = historical;
  return l;
}

/// Two budgets; of the first two levers are tied together.
DecisionProblem two_budgets() {
  DecisionProblem p;
  p.budgets = {{"a", {}, 0, 100, true}, {"b", {}, 1, 50, false}};
  p.levers = {lever("one", 0, 0, 60, 30), lever("two", 0, 10, 80, 20),
              lever("three", 0, 0, 100, 50), lever("four", 1, 5, 40, 20),
              lever("five", 1, 0, 40, 10)};
  p.strings = {{"tied", 0, {0, 1}, 30, 70}};
  return p;
}

std::vector<double> random_genes(std::uint32_t draw, std::size_t n) {
  analysis::KeyedDraws u(7, analysis::DrawPurpose::test, draw);
  std::vector<double> genes(n);
  for (auto& g : genes) {
    g = u.uniform();
    // The ends more often than by chance.
    if (g < 0.15) g = 0;
    if (g > 0.85) g = 1;
  }
  return genes;
}

}  // namespace budget_cases

using namespace budget_cases;

TEST(Budget, EverySplitKeepsEverything) {
  const auto p = two_budgets();
  Faults feasible;
  check_feasible(p, feasible);
  ASSERT_TRUE(feasible.empty());
  for (std::uint32_t draw = 0; draw < 5000; ++draw) {
    const auto genes = random_genes(draw, p.levers.size());
    for (const double grain : {0.0, 1.0}) {
      const auto money = money_of_genes(p, genes, grain);
      Faults faults;
      check_split(p, money, 1e-9, faults);
      ASSERT_TRUE(faults.empty()) << draw << ": " << to_string(faults.list().front());
      if (grain == 0) continue;
      for (const double m : money) {
        EXPECT_EQ(m, std::floor(m));
      }
    }
  }
}

TEST(Budget, EverySplitIsTheImageOfItsGenes) {
  const auto p = two_budgets();
  for (std::uint32_t draw = 0; draw < 500; ++draw) {
    const auto money = money_of_genes(p, random_genes(draw, p.levers.size()));
    const auto again = money_of_genes(p, genes_of_money(p, money));
    for (std::size_t l = 0; l < money.size(); ++l) EXPECT_NEAR(again[l], money[l], 1e-9);
  }
  const auto historical = historical_split(p);
  EXPECT_EQ(money_of_genes(p, genes_of_money(p, historical), 1), historical);
}

TEST(Budget, MoreOfAGeneNeverMeansLessMoney) {
  const auto p = two_budgets();
  for (std::uint32_t draw = 0; draw < 500; ++draw) {
    auto genes = random_genes(draw, p.levers.size());
    const auto l = draw % genes.size();
    genes[l] *= 0.5;
    const double before = money_of_genes(p, genes)[l];
    genes[l] = std::min(1.0, genes[l] + 0.3);
    EXPECT_GE(money_of_genes(p, genes)[l], before - 1e-9);
  }
}

TEST(Budget, GenesOfASplitThatBreaksABoundAreRefused) {
  const auto p = two_budgets();
  auto money = historical_split(p);
  money[0] += 10;
  EXPECT_THROW(genes_of_money(p, money), std::invalid_argument);
  EXPECT_THROW(money_of_genes(p, {0.5}), std::invalid_argument);
}

/// A way to make the problem impossible, and a word of the fault that must name it.
struct Impossible {
  const char* name;
  void (*make)(DecisionProblem&);
  const char* path;
  const char* message;
};

class BudgetImpossible : public ::testing::TestWithParam<Impossible> {};

TEST_P(BudgetImpossible, NamesTheConstraintThatCannotHold) {
  auto p = two_budgets();
  GetParam().make(p);
  Faults faults;
  check_feasible(p, faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults.list()[0].path.find(GetParam().path), std::string::npos)
      << to_string(faults.list()[0]);
  EXPECT_NE(faults.list()[0].message.find(GetParam().message), std::string::npos)
      << to_string(faults.list()[0]);
}

INSTANTIATE_TEST_SUITE_P(
    Ways, BudgetImpossible,
    ::testing::Values(Impossible{"bounds", [](DecisionProblem& p) { p.levers[2].at_least = 101; },
                                 "lever three.at_least", "more than its at_most"},
                      Impossible{"needs", [](DecisionProblem& p) { p.levers[2].at_least = 90; },
                                 "budget a.amount",
                                 "cannot pay for what its levers and strings need at least"},
                      Impossible{"spend", [](DecisionProblem& p) { p.levers[2].at_most = 20; },
                                 "budget a.spend", "cannot be spent"},
                      Impossible{"high",
                                 [](DecisionProblem& p) {
                                   p.strings[0].at_least = 150, p.strings[0].at_most = 200,
                                   p.budgets[0].amount = 300, p.levers[2].at_most = 200;
                                 },
                                 "string tied.at_least", "cannot be reached"},
                      Impossible{"low",
                                 [](DecisionProblem& p) {
                                   p.levers[0].at_least = 60, p.levers[1].at_least = 15,
                                   p.strings[0].at_least = 0;
                                 },
                                 "string tied.at_most", "cannot be kept"},
                      Impossible{"crossed", [](DecisionProblem& p) { p.strings[0].at_least = 71; },
                                 "string tied.at_least", "more than its at_most"},
                      Impossible{"other budget",
                                 [](DecisionProblem& p) {
                                   p.strings[0].levers = {0, 3};
                                 },
                                 "string tied.levers", "another budget"},
                      Impossible{"twice",
                                 [](DecisionProblem& p) {
                                   p.strings.push_back({"too", 0, {1, 2}, 0, 90});
                                 },
                                 "string too.levers", "share no lever"},
                      Impossible{"no lever",
                                 [](DecisionProblem& p) {
                                   p.budgets.push_back({"c", {}, 2, 5, true});
                                 },
                                 "budget c.spend", "no lever"}));

}  // namespace balloon::decision
