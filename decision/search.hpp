// Search for good gene vectors, over one objective or many, that can be stopped after any
// generation and go on to the same bytes.
//
// The methods are pagmo's (Biscani and Izzo 2020, Journal of Open Source Software 5(53), 2338), run
// one generation at a time: each generation the algorithm is built afresh, with a seed made of the
// plan's seed and the generation's number, on a population built from the state. So a SearchState
// is all that is remembered, and a search that is restored from one goes on as if it had never
// stopped. The bytes are those of one build of pagmo and one C++ library, whose random draws and
// `pow` they depend on; what a gene vector is worth depends on neither.
//
// Constraints follow Deb (2000, Computer Methods in Applied Mechanics and Engineering 186,
// 311-338): a feasible point is better than an infeasible one, of two infeasible ones that with the
// smaller violation is. As pagmo knows objectives alone, it is shown
//
//     feasible      (f - ideal) / (reference - ideal), held within +-1e6
//     infeasible    2e6 + min(violation, 1e6)          in every objective
//     not finite    4e6                                in every objective
//
// which depends on the plan and on the point, not on what was seen before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace balloon::decision {

/// What a gene vector is worth.
struct Evaluation {
  std::vector<double> objectives;  ///< to be minimised
  double violation = 0;            ///< at most 0: feasible. A NaN is infeasible.
};

/// Whether constraints hold and all objectives are finite.
bool feasible(const Evaluation& evaluation);

/// A gene vector and what it is worth.
struct Candidate {
  std::vector<double> genes;
  Evaluation evaluation;
};

/// Evaluates gene vectors in [0, 1]^genes into `out`, one evaluation for each. False where it was
/// stopped midway: the generation is then discarded. The same genes must always give the same
/// evaluation; genes that the population or the batch holds already are not asked for again.
using Evaluate = std::function<bool(const std::vector<std::vector<double>>& genes,
                                    std::vector<Evaluation>& out)>;

enum class SearchMethod {
  /// Several objectives. NSGA-II (Deb et al. 2002, IEEE Transactions on Evolutionary Computation
  /// 6(2), 182-197) with its settings there: crossover 0.9 with index 20, mutation 1/genes with
  /// index 20. One batch a generation. The population is a multiple of 4, at least 8.
  nsga2,
  /// Several objectives. MOEA/D-DE (Li and Zhang 2009, ibid. 13(2), 284-302): Tchebycheff, weights
  /// of low discrepancy, neighbourhoods of 20. A child is made of those before it, so batches have
  /// one gene vector, `population` of them a generation, and a stop loses what the generation had
  /// got to. The population is at least 4 and more than the objectives.
  moead,
  /// One objective. CMA-ES (Hansen 2006, Towards a New Evolutionary Computation, 75-102) from the
  /// best of the first population with step 0.3. One batch a generation. A draw outside [0, 1]
  /// counts as the nearest point inside plus the square of its distance, in units of
  /// reference - ideal. Draws within 1e-12 of the mean are not evaluated any more. The population
  /// is at least 5.
  cmaes,
  /// One objective. Differential evolution rand/1/exp whose factors adapt themselves (jDE; Brest et
  /// al. 2006, ibid. 10(6), 646-657). One batch a generation. The population is at least 7.
  sade,
};

/// "nsga2", "moead", "cmaes", "sade".
std::string_view method_name(SearchMethod method);
std::optional<SearchMethod> method_of(std::string_view name);
/// Whether the method searches for a front rather than for one point.
bool many_objectives(SearchMethod method);

struct SearchPlan {
  SearchMethod method = SearchMethod::nsga2;
  int genes = 0, objectives = 0;
  int population = 0;   ///< gene vectors a generation
  int generations = 0;  ///< after the first population; none of them depends on how many there are
  std::uint64_t seed = 0;
  /// Gene vectors that the first population begins with, e.g. the historical split. The rest is a
  /// Latin hypercube (McKay, Beckman and Conover 1979, Technometrics 21(2), 239-245).
  std::vector<std::vector<double>> first;
  /// Objectives are scaled by these (ideal to 0, reference to 1), and hypervolumes are shares of
  /// the box between them. Fixed beforehand; a point may lie beyond either.
  std::vector<double> ideal, reference;
  int archive = 500;  ///< most points that the archive holds
};

struct SearchState {
  int generation = 0;  ///< done after the first population
  std::vector<std::vector<double>>
      genes;                            ///< of the population, in pagmo's order; empty: not begun
  std::vector<Evaluation> evaluations;  ///< of the population
  /// Feasible points that no other point seen so far dominates, the oldest first; of points with
  /// equal objectives the first. Where there are more than the plan's limit after a generation, the
  /// most crowded leave one by one (archive_points), so that points they had kept out may come in
  /// later and the hypervolume may fall a little.
  std::vector<Candidate> archive;
  std::uint64_t evaluated = 0;  ///< gene vectors, without those of discarded generations
  std::vector<double>
      hypervolume;     ///< of the archive, after the first population and each generation
  std::string memory;  ///< what cmaes and sade carry over: text of Boost's serialization
};

class Search {
 public:
  /// Throws std::invalid_argument for a plan that its method cannot run.
  Search(SearchPlan plan, Evaluate evaluate);

  /// Evaluates the first population. False where Evaluate was stopped; the state is then as it was,
  /// and so it is where Evaluate throws. Throws std::invalid_argument where the search has begun.
  bool start();
  /// One more generation; as start(). Throws std::invalid_argument before the start, after the
  /// finish, or for evaluations that are not of the plan's shape.
  bool step();

  bool started() const { return !state_.genes.empty(); }
  bool finished() const { return started() && state_.generation >= plan_.generations; }
  const SearchPlan& plan() const { return plan_; }
  const SearchState& state() const { return state_; }

  /// Goes on from a state of the same plan. Throws std::invalid_argument, and keeps its own state,
  /// for one that is not of the plan's shape or whose memory cannot be read.
  void restore(SearchState state);

 private:
  SearchPlan plan_;
  Evaluate evaluate_;
  SearchState state_;
};

}  // namespace balloon::decision
