// Long because every method is held against pagmo, closed forms and its own resumption.
#include "decision/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/algorithms/moead.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/algorithms/sade.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <pagmo/problems/dtlz.hpp>
#include <pagmo/problems/rosenbrock.hpp>
#include <pagmo/problems/zdt.hpp>
#include <set>
#include <stdexcept>

#include "decision/hypervolume.hpp"
#include "decision/search_archive.hpp"
#include "decision/search_state_text.hpp"

namespace balloon::decision {
namespace search_test {

using Genes = std::vector<double>;
using Batch = std::vector<Genes>;
constexpr double pi = 3.14159265358979323846;
constexpr SearchMethod methods[] = {SearchMethod::nsga2, SearchMethod::moead, SearchMethod::cmaes,
                                    SearchMethod::sade};

Evaluate one_by_one(const std::function<Evaluation(const Genes&)>& worth) {
  return [worth](const Batch& genes, std::vector<Evaluation>& out) {
    for (const Genes& x : genes) out.push_back(worth(x));
    return true;
  };
}

/// Genes are the place between the problem's bounds.
Evaluate of_pagmo(const pagmo::problem& problem) {
  const auto bounds = problem.get_bounds();
  return one_by_one([problem, bounds](const Genes& genes) {
    Genes x = genes;
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = bounds.first[i] + x[i] * (bounds.second[i] - bounds.first[i]);
    return Evaluation{problem.fitness(x)};
  });
}

SearchPlan plan_of(SearchMethod method, int genes, int objectives, int population,
                   int generations) {
  SearchPlan plan;
  plan.method = method;
  plan.genes = genes;
  plan.objectives = objectives;
  plan.population = population;
  plan.generations = generations;
  plan.seed = 11;
  plan.ideal.assign(static_cast<std::size_t>(objectives), 0.0);
  plan.reference.assign(static_cast<std::size_t>(objectives), 1.1);
  return plan;
}

SearchState run(const SearchPlan& plan, const Evaluate& evaluate) {
  Search search(plan, evaluate);
  EXPECT_TRUE(search.start());
  while (!search.finished()) EXPECT_TRUE(search.step());
  return search.state();
}

std::vector<Genes> objectives_of(const std::vector<Evaluation>& evaluations) {
  std::vector<Genes> points;
  for (const Evaluation& evaluation : evaluations) points.push_back(evaluation.objectives);
  return points;
}
std::vector<Genes> objectives_of(const std::vector<Candidate>& candidates) {
  std::vector<Genes> points;
  for (const Candidate& candidate : candidates) points.push_back(candidate.evaluation.objectives);
  return points;
}
double population_share(const SearchPlan& plan, const SearchState& state) {
  return hypervolume_share(objectives_of(state.evaluations), plan.ideal, plan.reference);
}

/// pagmo's own run of the same method, settings and budget, all generations at once.
pagmo::population peer(const SearchPlan& plan, const pagmo::problem& problem) {
  const auto generations = static_cast<unsigned>(plan.generations);
  const auto size = static_cast<pagmo::pop_size_t>(plan.population);
  pagmo::algorithm algorithm;
  if (plan.method == SearchMethod::nsga2)
    algorithm = pagmo::algorithm{pagmo::nsga2(generations, 0.9, 20, 1.0 / plan.genes, 20, 5)};
  if (plan.method == SearchMethod::moead)
    algorithm = pagmo::algorithm{pagmo::moead(generations, "low discrepancy", "tchebycheff", 20,
                                              1.0, 0.5, 20, 0.9, 2, true, 5)};
  if (plan.method == SearchMethod::cmaes)
    algorithm =
        pagmo::algorithm{pagmo::cmaes(generations, -1, -1, -1, -1, 0.3, 0, 0, false, true, 5)};
  if (plan.method == SearchMethod::sade)
    algorithm = pagmo::algorithm{pagmo::sade(generations, 2, 1, 0, 0, false, 5)};
  return algorithm.evolve(pagmo::population(problem, size, 5));
}

TEST(SearchTest, FindsTheFrontOfZdt1) {
  const pagmo::problem problem{pagmo::zdt(1, 30)};
  // Below f2 = 1 - sqrt(f1) nothing is dominated: 1/3 of the box of 1.1 by 1.1.
  const double whole = 1 - (1.0 / 3) / (1.1 * 1.1);
  for (const SearchMethod method : {SearchMethod::nsga2, SearchMethod::moead}) {
    const SearchPlan plan = plan_of(method, 30, 2, 60, method == SearchMethod::nsga2 ? 150 : 300);
    const SearchState state = run(plan, of_pagmo(problem));
    const double share = population_share(plan, state);
    EXPECT_GT(share, 0.93 * whole) << method_name(method);
    EXPECT_LT(share, whole);
    EXPECT_GT(state.hypervolume.back(), share - 1e-12);  // the archive has seen more
    EXPECT_LT(state.hypervolume.back(), whole);
    const double other = hypervolume_share(peer(plan, problem).get_f(), plan.ideal, plan.reference);
    EXPECT_NEAR(share, other, 0.03 * whole) << method_name(method);
  }
}

TEST(SearchTest, FindsTheFrontOfDtlz2) {
  const pagmo::problem problem{pagmo::dtlz(2, 12, 3)};
  const double whole =
      1 - pi / 6 / (1.1 * 1.1 * 1.1);  // an eighth of the unit ball is not dominated
  for (const SearchMethod method : {SearchMethod::nsga2, SearchMethod::moead}) {
    SearchPlan plan = plan_of(method, 12, 3, 60, 100);
    plan.archive = 200;
    const SearchState state = run(plan, of_pagmo(problem));
    const double share = population_share(plan, state);
    EXPECT_GT(share, 0.75 * whole) << method_name(method);
    EXPECT_GT(state.hypervolume.back(), 0.88 * whole) << method_name(method);
    EXPECT_LT(state.hypervolume.back(), whole);
    const double other = hypervolume_share(peer(plan, problem).get_f(), plan.ideal, plan.reference);
    EXPECT_NEAR(share, other, 0.06 * whole) << method_name(method);
  }
}

TEST(SearchTest, FindsTheMinimumOfRosenbrock) {
  const pagmo::problem problem{pagmo::rosenbrock(5)};
  for (const SearchMethod method : {SearchMethod::cmaes, SearchMethod::sade}) {
    SearchPlan plan = plan_of(method, 5, 1, 20, method == SearchMethod::cmaes ? 300 : 800);
    plan.reference = {1000};
    const SearchState state = run(plan, of_pagmo(problem));
    ASSERT_EQ(state.archive.size(), 1U);
    EXPECT_LT(state.archive[0].evaluation.objectives[0], 1e-6) << method_name(method);
    for (const double gene : state.archive[0].genes) EXPECT_NEAR(gene, 6.0 / 15, 1e-3);  // x = 1
    EXPECT_LT(peer(plan, problem).champion_f()[0], 1e-6) << method_name(method);
    EXPECT_NEAR(state.hypervolume.back(), 1, 1e-9);
  }
}

TEST(SearchTest, AMinimumInACornerIsFoundFromInside) {
  for (const SearchMethod method : {SearchMethod::cmaes, SearchMethod::sade}) {
    double lowest = 1, highest = 0;
    const SearchState state =
        run(plan_of(method, 6, 1, 12, method == SearchMethod::cmaes ? 120 : 250),
            one_by_one([&](const Genes& genes) {
              double sum = 0;
              for (std::size_t i = 0; i < genes.size(); ++i) {
                lowest = std::min(lowest, genes[i]);
                highest = std::max(highest, genes[i]);
                sum += i % 2 == 0 ? genes[i] : 1 - genes[i];
              }
              return Evaluation{{sum}};
            }));
    EXPECT_GE(lowest, 0);
    EXPECT_LE(highest, 1);
    EXPECT_LT(state.archive[0].evaluation.objectives[0], 1e-3) << method_name(method);
  }
}

TEST(SearchTest, CmaesStaysAtABoundAndAsksForACornerOnce) {
  std::vector<Batch> batches;
  SearchPlan plan = plan_of(SearchMethod::cmaes, 2, 1, 40, 40);
  plan.first = {{0.01, 0.01}};
  const SearchState state = run(plan, [&](const Batch& genes, std::vector<Evaluation>& out) {
    batches.push_back(genes);
    for (const Genes& x : genes) out.push_back({{x[0] + x[1]}});
    return true;
  });
  EXPECT_EQ(state.archive[0].genes, (Genes{0, 0}));
  for (const Batch& batch : batches)
    EXPECT_EQ(std::set<Genes>(batch.begin(), batch.end()).size(), batch.size());
  EXPECT_LT(state.evaluated, 40U * 36);  // of the draws, some lie outside in both genes
  // A method that drifted away outside would have drawn nothing else at the end.
  const auto within = [](const Genes& genes) { return genes[0] > 0 || genes[1] > 0; };
  EXPECT_GT(std::count_if(state.genes.begin(), state.genes.end(), within), 2);
}

/// Two objectives that are the genes; allowed outside a disc of radius 1/2, whose quarter of a
/// circle is the front. A first population inside the disc knows no feasible point.
Evaluation outside_the_disc(const Genes& genes) {
  return {genes, 0.25 - genes[0] * genes[0] - genes[1] * genes[1]};
}

TEST(SearchTest, KeepsConstraints) {
  for (const SearchMethod method : {SearchMethod::nsga2, SearchMethod::moead}) {
    SearchPlan plan = plan_of(method, 2, 2, 40, 60);
    plan.reference = {1, 1};
    for (int i = 0; i < 40; ++i) plan.first.push_back({0.2 * (i % 7) / 7, 0.2 * (i % 5) / 5});
    Search search(plan, one_by_one(outside_the_disc));
    ASSERT_TRUE(search.start());
    EXPECT_TRUE(search.state().archive.empty());
    EXPECT_EQ(search.state().hypervolume, (Genes{0}));
    while (!search.finished()) search.step();
    for (const Evaluation& evaluation : search.state().evaluations)
      EXPECT_TRUE(feasible(evaluation)) << method_name(method);
    double sum = 0;
    for (const Candidate& candidate : search.state().archive) {
      EXPECT_TRUE(feasible(candidate.evaluation));
      const double distance = std::hypot(candidate.genes[0], candidate.genes[1]);
      EXPECT_LT(distance, 0.6) << method_name(method);  // at the ends little dominates
      sum += distance;
    }
    EXPECT_NEAR(sum / static_cast<double>(search.state().archive.size()), 0.5, 0.01);
    EXPECT_NEAR(search.state().hypervolume.back(), 1 - pi / 16, 0.01) << method_name(method);
  }
}

TEST(SearchTest, KeepsConstraintsOfOneObjective) {
  for (const SearchMethod method : {SearchMethod::cmaes, SearchMethod::sade}) {
    const SearchState state =
        run(plan_of(method, 4, 1, 16, 100), one_by_one([](const Genes& genes) {
              const double sum = genes[0] + genes[1] + genes[2] + genes[3];
              return Evaluation{{sum}, 1 - sum};
            }));
    ASSERT_EQ(state.archive.size(), 1U) << method_name(method);
    EXPECT_GE(state.archive[0].evaluation.objectives[0], 1);
    EXPECT_LT(state.archive[0].evaluation.objectives[0], 1.001) << method_name(method);
  }
}

TEST(SearchTest, AFeasiblePointIsBetterHoweverFarBeyondTheReference) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = plan_of(method, 2, many_objectives(method) ? 2 : 1, 12, 20);
    const auto objectives = static_cast<std::size_t>(plan.objectives);
    const SearchState state = run(plan, one_by_one([&](const Genes& genes) {
                                    return Evaluation{Genes(objectives, 1e9), genes[0] - 0.5};
                                  }));
    EXPECT_TRUE(std::any_of(state.evaluations.begin(), state.evaluations.end(), feasible))
        << method_name(method);
    if (method != SearchMethod::cmaes) {  // which keeps no parent
      EXPECT_TRUE(std::all_of(state.evaluations.begin(), state.evaluations.end(), feasible))
          << method_name(method);
    }
  }
}

/// For the tests below: any number of objectives, some points infeasible, some not finite.
Evaluation rough(const Genes& genes, int objectives) {
  Evaluation evaluation;
  double sum = 0;
  for (const double gene : genes) sum += (gene - 0.3) * (gene - 0.3);
  for (int k = 0; k < objectives; ++k)
    evaluation.objectives.push_back(sum + (k == 0 ? genes[0] : 1 - genes[0] * k));
  evaluation.violation = genes[1] - 0.8;
  if (genes[2] > 0.9) evaluation.objectives[0] = std::numeric_limits<double>::quiet_NaN();
  return evaluation;
}

SearchPlan rough_plan(SearchMethod method, int generations = 6) {
  SearchPlan plan = plan_of(method, 4, many_objectives(method) ? 3 : 1, 12, generations);
  plan.first = {{0.5, 0.5, 0.5, 0.5}, {0, 0.25, 0.5, 1}};
  return plan;
}
Evaluate rough_worth(const SearchPlan& plan) {
  return one_by_one(
      [objectives = plan.objectives](const Genes& genes) { return rough(genes, objectives); });
}
constexpr const char* key = "problem";
std::string text_of(const SearchState& state) { return search_state_text(state, key); }
std::string text_of(const Search& search) { return text_of(search.state()); }

TEST(SearchTest, TheSameSeedGivesTheSameBytes) {
  for (const SearchMethod method : methods) {
    SearchPlan plan = rough_plan(method);
    const std::string text = text_of(run(plan, rough_worth(plan)));
    EXPECT_TRUE(text_of(run(plan, rough_worth(plan))) == text) << method_name(method);
    SearchPlan other = plan;
    other.seed = 12;
    EXPECT_FALSE(text_of(run(other, rough_worth(plan))) == text) << method_name(method);
  }
}

/// Evaluates, but stops after `allowed` gene vectors more, in the middle of a batch or before it.
struct Stopping {
  Evaluate evaluate;
  int allowed = 0;

  bool operator()(const Batch& genes, std::vector<Evaluation>& out) {
    const int count = static_cast<int>(genes.size());
    const Batch some(genes.begin(), genes.begin() + std::min(allowed, count));
    allowed -= count;
    return evaluate(some, out) && allowed >= 0;
  }
};

TEST(SearchTest, StoppedInTheMiddleAndResumedGivesTheSameBytes) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method);
    const std::string text = text_of(run(plan, rough_worth(plan)));
    std::string kept = text_of(SearchState{});
    for (int generation = -1; generation < plan.generations; ++generation) {
      // Stopped at every place of the generation, each time in a search that was just restored.
      for (int allowed = 0;; ++allowed) {
        Stopping stopping{rough_worth(plan), allowed};
        Search search(plan, std::ref(stopping));
        std::string error;
        const auto state = read_search_state(kept, key, error);
        ASSERT_TRUE(state) << error;
        search.restore(*state);
        ASSERT_EQ(search.started(), generation >= 0);
        if (search.started() ? search.step() : search.start()) {
          ASSERT_GT(allowed, 3);  // so it was stopped a few times
          kept = text_of(search);
          break;
        }
        ASSERT_TRUE(text_of(search) == kept) << method_name(method);
      }
    }
    EXPECT_TRUE(kept == text) << method_name(method);
  }
}

TEST(SearchTest, AStoppedSearchGoesOnByItself) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method, 3);
    const std::string text = text_of(run(plan, rough_worth(plan)));
    Stopping stopping{rough_worth(plan), 5};
    Search search(plan, std::ref(stopping));
    EXPECT_FALSE(search.start());
    EXPECT_FALSE(search.started());
    stopping.allowed = 15;
    EXPECT_TRUE(search.start());
    EXPECT_FALSE(search.step());
    EXPECT_EQ(search.state().generation, 0);
    stopping.allowed = 1000;
    while (!search.finished()) EXPECT_TRUE(search.step());
    EXPECT_TRUE(text_of(search) == text) << method_name(method);
  }
}

TEST(SearchTest, AnExceptionLeavesTheStateAsItWas) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method);
    bool broken = false;
    Search search(plan, [&](const Batch& genes, std::vector<Evaluation>& out) {
      if (broken) throw std::runtime_error("broken");
      return rough_worth(plan)(genes, out);
    });
    search.start();
    search.step();
    const std::string text = text_of(search);
    broken = true;
    EXPECT_THROW(search.step(), std::runtime_error);
    EXPECT_TRUE(text_of(search) == text) << method_name(method);
  }
}

TEST(SearchTest, AFinishedSearchMayBeProlonged) {
  for (const SearchMethod method : methods) {
    const SearchPlan brief = rough_plan(method, 2), whole = rough_plan(method, 5);
    Search search(whole, rough_worth(whole));
    search.restore(run(brief, rough_worth(brief)));
    while (!search.finished()) search.step();
    EXPECT_TRUE(text_of(search) == text_of(run(whole, rough_worth(whole))));
  }
}

TEST(SearchTest, TheFirstPopulationIsWhatWasGivenAndALatinHypercube) {
  SearchPlan plan = rough_plan(SearchMethod::nsga2);
  plan.population = 32;
  Search search(plan, rough_worth(plan));
  search.start();
  const Batch& genes = search.state().genes;
  ASSERT_EQ(genes.size(), 32U);
  EXPECT_EQ(genes[0], plan.first[0]);
  EXPECT_EQ(genes[1], plan.first[1]);
  for (std::size_t gene = 0; gene < 4; ++gene) {
    std::set<int> strata;
    for (std::size_t i = 2; i < 32; ++i) strata.insert(static_cast<int>(genes[i][gene] * 30));
    EXPECT_EQ(strata.size(), 30U);
  }
  int alike = 0;  // the genes' strata are shuffled apart: one of thirty agrees on average
  for (std::size_t i = 2; i < 32; ++i)
    alike += static_cast<int>(genes[i][0] * 30) == static_cast<int>(genes[i][1] * 30) ? 1 : 0;
  EXPECT_LT(alike, 8);
  EXPECT_EQ(search.state().evaluated, 32U);
}

TEST(SearchTest, BatchesAreOfNewGenes) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method, 20);
    std::vector<Batch> batches;
    Search search(plan, [&](const Batch& genes, std::vector<Evaluation>& out) {
      batches.push_back(genes);
      return rough_worth(plan)(genes, out);
    });
    search.start();
    std::uint64_t evaluated = 0;
    while (!search.finished()) {
      const Batch& population = search.state().genes;
      std::set<Genes> known(population.begin(), population.end());
      evaluated = search.state().evaluated;
      batches.clear();
      search.step();
      for (const Batch& batch : batches)
        for (const Genes& genes : batch) {
          EXPECT_TRUE(known.insert(genes).second) << method_name(method);
          ++evaluated;
        }
      EXPECT_EQ(search.state().evaluated, evaluated);
      if (method == SearchMethod::moead) {
        EXPECT_GT(batches.size(), 6U);  // of one each
      } else {
        EXPECT_LE(batches.size(), 1U) << method_name(method);
      }
    }
  }
}

TEST(SearchTest, TheStateSaysWhatWasSeen) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method, 12);
    std::vector<Candidate> seen;
    Search search(plan, [&](const Batch& genes, std::vector<Evaluation>& out) {
      for (const Genes& x : genes) {
        out.push_back(rough(x, plan.objectives));
        seen.push_back({x, out.back()});
      }
      return true;
    });
    search.start();
    while (!search.finished()) search.step();
    const SearchState& state = search.state();
    EXPECT_EQ(state.evaluated, seen.size());
    for (std::size_t i = 0; i < state.genes.size(); ++i)  // compared as text: there may be NaN
      EXPECT_EQ(testing::PrintToString(state.evaluations[i].objectives),
                testing::PrintToString(rough(state.genes[i], plan.objectives).objectives));

    std::vector<Genes> points;
    for (const Candidate& candidate : seen)
      if (feasible(candidate.evaluation)) points.push_back(candidate.evaluation.objectives);
    EXPECT_LT(points.size(), seen.size());
    std::vector<Genes> front;
    for (const std::size_t i : nondominated(points)) front.push_back(points[i]);
    EXPECT_EQ(objectives_of(state.archive), front) << method_name(method);
    ASSERT_EQ(state.hypervolume.size(), 13U);
    EXPECT_EQ(state.hypervolume.back(), hypervolume_share(front, plan.ideal, plan.reference));
    EXPECT_TRUE(std::is_sorted(state.hypervolume.begin(), state.hypervolume.end()));
  }
}

TEST(SearchTest, TheArchiveIsBoundedAndKeepsItsExtremes) {
  std::vector<Candidate> archive, seen;
  for (int i = 0; i <= 100; ++i) {
    const double x = (i * 37 % 101) / 100.0;
    seen.push_back({{x}, {{x, 1 - x}}});
  }
  archive_points(archive, seen, 11, {0, 0}, {1, 1});
  ASSERT_EQ(archive.size(), 11U);
  Genes places;
  for (const Candidate& candidate : archive) places.push_back(candidate.genes[0]);
  std::sort(places.begin(), places.end());
  EXPECT_EQ(places.front(), 0);
  EXPECT_EQ(places.back(), 1);
  for (std::size_t i = 1; i < places.size(); ++i) EXPECT_LT(places[i] - places[i - 1], 0.2);

  archive_points(archive, {{{0.5}, {{-1, -1}, 1}}}, 11, {0, 0}, {1, 1});
  EXPECT_EQ(archive.size(), 11U);  // infeasible
  archive_points(archive, {{{0.5}, {{-1, -1}}}}, 11, {0, 0}, {1, 1});
  EXPECT_EQ(archive.size(), 1U);

  const auto kept = [](double unit) {  // the same whatever the unit of an objective
    std::vector<Candidate> curved, all;
    for (int i = 0; i <= 50; ++i) {
      const double x = (i * i * 7 % 101) / 100.0, y = (1 - x) * (1 - x);
      all.push_back({{x}, {{x, unit * y * y}}});
    }
    archive_points(curved, all, 9, {0, 0}, {1, unit});
    Genes of_kept;
    for (const Candidate& candidate : curved) of_kept.push_back(candidate.genes[0]);
    return of_kept;
  };
  EXPECT_EQ(kept(1), kept(1024));

  SearchPlan plan = rough_plan(SearchMethod::nsga2, 10);
  plan.archive = 7;
  EXPECT_EQ(run(plan, rough_worth(plan)).archive.size(), 7U);
}

TEST(SearchTest, WithNothingLeftToFindItGoesOn) {
  for (const SearchMethod method : methods) {
    SearchPlan plan = rough_plan(method, 40);
    const auto objectives = static_cast<std::size_t>(plan.objectives);
    const SearchState flat =
        run(plan, one_by_one([&](const Genes&) { return Evaluation{Genes(objectives, 0.5)}; }));
    EXPECT_EQ(flat.generation, 40) << method_name(method);
    EXPECT_EQ(flat.archive.size(), 1U);
    EXPECT_EQ(flat.archive[0].genes, plan.first[0]);  // of equals the first
    const SearchState none = run(plan, one_by_one([&](const Genes&) {
                                   return Evaluation{Genes(objectives, 0.5), 1};
                                 }));
    EXPECT_EQ(none.generation, 40) << method_name(method);
    EXPECT_TRUE(none.archive.empty());
    EXPECT_EQ(none.hypervolume, Genes(41, 0.0));
  }
}

TEST(SearchTest, CmaesThatHasConvergedEvaluatesNoMore) {
  const SearchPlan plan = plan_of(SearchMethod::cmaes, 3, 1, 8, 800);
  const SearchState state = run(plan, one_by_one([](const Genes& genes) {
                                  double sum = 0;
                                  for (const double gene : genes)
                                    sum += (gene - 0.3) * (gene - 0.3);
                                  return Evaluation{{sum}};
                                }));
  EXPECT_EQ(state.generation, 800);
  EXPECT_LT(state.archive[0].evaluation.objectives[0], 1e-20);
  EXPECT_LT(state.evaluated, 8U * 400);
}

TEST(SearchTest, PlansThatCannotRunAreRefused) {
  const Evaluate evaluate = one_by_one([](const Genes&) { return Evaluation{{0}}; });
  const auto refused = [&](SearchMethod method, const std::function<void(SearchPlan&)>& change) {
    SearchPlan plan = rough_plan(method);
    change(plan);
    EXPECT_THROW(Search(plan, evaluate), std::invalid_argument);
  };
  for (const SearchMethod method : methods) {
    refused(method, [](SearchPlan& plan) { plan.genes = 0; });
    refused(method, [](SearchPlan& plan) { plan.genes = 3; });  // not those of `first`
    refused(method, [](SearchPlan& plan) { plan.objectives = 0; });
    refused(method, [](SearchPlan& plan) { plan.population = 3; });
    refused(method, [](SearchPlan& plan) { plan.generations = -1; });
    refused(method, [](SearchPlan& plan) { plan.archive = 0; });
    refused(method, [](SearchPlan& plan) { plan.first[0][0] = 1.5; });
    refused(method, [](SearchPlan& plan) { plan.first.resize(20, {0, 0, 0, 0}); });
    refused(method, [](SearchPlan& plan) { plan.reference = plan.ideal; });
    refused(method, [](SearchPlan& plan) { plan.reference.push_back(1); });
    refused(method, [](SearchPlan& plan) { plan.ideal.clear(); });
    EXPECT_THROW(Search(rough_plan(method), nullptr), std::invalid_argument);
    EXPECT_EQ(method_of(method_name(method)), method);
  }
  refused(SearchMethod::nsga2, [](SearchPlan& plan) { plan.population = 14; });
  EXPECT_FALSE(method_of("nsga3"));
}

TEST(SearchTest, TheSmallestPopulationsRun) {
  const int smallest[] = {8, 4, 5, 7};
  for (std::size_t i = 0; i < 4; ++i) {
    SearchPlan plan = rough_plan(methods[i], 3);
    plan.population = smallest[i];
    EXPECT_EQ(run(plan, rough_worth(plan)).generation, 3);
    plan.population -= 1;
    EXPECT_THROW(Search(plan, rough_worth(plan)), std::invalid_argument);
  }
}

TEST(SearchTest, StepsOutOfOrderAndEvaluationsOfAnotherShapeAreRefused) {
  const SearchPlan plan = rough_plan(SearchMethod::nsga2, 1);
  Search search(plan, rough_worth(plan));
  EXPECT_THROW(search.step(), std::invalid_argument);
  search.start();
  EXPECT_THROW(search.start(), std::invalid_argument);
  search.step();
  EXPECT_THROW(search.step(), std::invalid_argument);

  Search few(plan, [](const Batch&, std::vector<Evaluation>&) { return true; });
  EXPECT_THROW(few.start(), std::invalid_argument);
  Search flat(plan, one_by_one([](const Genes&) { return Evaluation{{0}}; }));
  EXPECT_THROW(flat.start(), std::invalid_argument);
}

TEST(SearchTest, StatesOfAnotherShapeAreRefused) {
  for (const SearchMethod method : methods) {
    const SearchPlan plan = rough_plan(method);
    const SearchState good = run(plan, rough_worth(plan));
    const auto refused = [&](const std::function<void(SearchState&)>& change) {
      Search search(plan, rough_worth(plan));
      SearchState state = good;
      change(state);
      EXPECT_THROW(search.restore(state), std::invalid_argument);
      EXPECT_FALSE(search.started());
    };
    refused([](SearchState& state) { state.genes.pop_back(); });
    refused([](SearchState& state) { state.evaluations.pop_back(); });
    refused([](SearchState& state) { state.genes[1].pop_back(); });
    refused([](SearchState& state) { state.genes[1][0] = -0.1; });
    refused([](SearchState& state) { state.evaluations[1].objectives.push_back(0); });
    refused([](SearchState& state) { state.archive[0].genes.clear(); });
    refused([](SearchState& state) { state.archive[0].evaluation.violation = 1; });
    refused([](SearchState& state) { state.archive.resize(501, state.archive[0]); });
    refused([](SearchState& state) { state.hypervolume.pop_back(); });
    refused([](SearchState& state) { state.generation = -1; });
    refused([](SearchState& state) { state.memory += "x", state.memory[3] = 'x'; });
    refused([](SearchState& state) { state.genes.clear(); });
    Search search(plan, rough_worth(plan));
    search.restore(good);
    EXPECT_TRUE(search.finished());
  }
}

TEST(SearchTest, TheMemoryOfAnotherMethodIsRefused) {
  const SearchPlan cmaes = rough_plan(SearchMethod::cmaes), sade = rough_plan(SearchMethod::sade);
  SearchState state = run(cmaes, rough_worth(cmaes));
  state.memory = run(sade, rough_worth(sade)).memory;
  Search search(cmaes, rough_worth(cmaes));
  EXPECT_THROW(search.restore(state), std::invalid_argument);
}

}  // namespace search_test
}  // namespace balloon::decision
