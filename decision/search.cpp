#include "decision/search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/hash.hpp"
#include "decision/hypervolume.hpp"
#include "decision/search_archive.hpp"
#include "decision/search_generation.hpp"

namespace balloon::decision {

namespace {

constexpr std::array<std::string_view, 4> method_names = {"nsga2", "moead", "cmaes", "sade"};

void require_search(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

void check_genes(const SearchPlan& plan, const std::vector<double>& genes) {
  require_search(genes.size() == static_cast<std::size_t>(plan.genes),
                 "a gene vector of the search has another length than its plan says");
  for (const double gene : genes)
    require_search(gene >= 0 && gene <= 1, "genes of the search must be in [0, 1]");
}

void check_evaluation(const SearchPlan& plan, const Evaluation& evaluation) {
  require_search(evaluation.objectives.size() == static_cast<std::size_t>(plan.objectives),
                 "an evaluation of the search has other objectives than its plan");
}

void check_population(const SearchPlan& plan) {
  switch (plan.method) {
    case SearchMethod::nsga2:
      require_search(plan.population >= 8 && plan.population % 4 == 0,
                     "nsga2 needs a population that is a multiple of 4, at least 8");
      break;
    case SearchMethod::moead:
      require_search(plan.population >= 4 && plan.population > plan.objectives,
                     "moead needs a population of at least 4 and of more than the objectives");
      break;
    case SearchMethod::cmaes:
      require_search(plan.population >= 5, "cmaes needs a population of at least 5");
      break;
    case SearchMethod::sade:
      require_search(plan.population >= 7, "sade needs a population of at least 7");
      break;
    default:
      throw std::invalid_argument("unknown search method");
  }
}

void check_plan(const SearchPlan& plan) {
  require_search(plan.genes > 0 && plan.objectives > 0, "a search needs genes and objectives");
  require_search(plan.generations >= 0, "the generations of a search cannot be negative");
  check_population(plan);
  if (many_objectives(plan.method))
    require_search(plan.objectives >= 2, "nsga2 and moead need two objectives or more");
  else
    require_search(plan.objectives == 1, "cmaes and sade need one objective");
  require_search(plan.first.size() <= static_cast<std::size_t>(plan.population),
                 "a search has more first gene vectors than its population");
  for (const std::vector<double>& genes : plan.first) check_genes(plan, genes);
  require_search(plan.archive > 0, "the archive of a search needs room for a point");
  require_search(plan.ideal.size() == static_cast<std::size_t>(plan.objectives),
                 "a search needs an ideal value of each objective");
  normalised(plan.ideal, plan.ideal, plan.reference);  // throws unless they make a box
}

/// One sequence of draws on [0, 1): splitmix64 (Steele, Lea and Flood 2014).
class GeneDraws {
 public:
  GeneDraws(std::uint64_t seed, std::uint64_t gene) : state_(hash_combine(mix64(seed), gene)) {}

  double uniform() {
    return static_cast<double>(mix64(state_ += 0x9e3779b97f4a7c15ULL) >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

std::vector<std::vector<double>> first_population(const SearchPlan& plan) {
  std::vector<std::vector<double>> population = plan.first;
  const std::size_t rest = static_cast<std::size_t>(plan.population) - population.size();
  const auto genes = static_cast<std::size_t>(plan.genes);
  population.resize(population.size() + rest, std::vector<double>(genes));
  const auto from = population.end() - static_cast<std::ptrdiff_t>(rest);
  std::vector<std::size_t> stratum(rest);
  for (std::size_t gene = 0; gene < genes; ++gene) {
    GeneDraws draws(plan.seed, gene);
    std::iota(stratum.begin(), stratum.end(), std::size_t{0});
    for (std::size_t i = rest; i-- > 1;)
      std::swap(stratum[i],
                stratum[static_cast<std::size_t>(draws.uniform() * static_cast<double>(i + 1))]);
    for (std::size_t i = 0; i < rest; ++i) {
      const double place = static_cast<double>(stratum[i]) + draws.uniform();
      from[static_cast<std::ptrdiff_t>(i)][gene] = std::min(place / static_cast<double>(rest), 1.0);
    }
  }
  return population;
}

/// Writes into the state what was evaluated.
void record(const SearchPlan& plan, const std::vector<Candidate>& evaluated, SearchState& state) {
  state.evaluated += evaluated.size();
  archive_points(state.archive, evaluated, static_cast<std::size_t>(plan.archive), plan.ideal,
                 plan.reference);
  std::vector<std::vector<double>> front;
  for (const Candidate& candidate : state.archive) front.push_back(candidate.evaluation.objectives);
  state.hypervolume.push_back(hypervolume_share(front, plan.ideal, plan.reference));
}

}  // namespace

bool feasible(const Evaluation& evaluation) {
  return evaluation.violation <= 0 &&
         std::all_of(evaluation.objectives.begin(), evaluation.objectives.end(),
                     [](double x) { return std::isfinite(x); });
}

std::string_view method_name(SearchMethod method) {
  return method_names.at(static_cast<std::size_t>(method));
}

std::optional<SearchMethod> method_of(std::string_view name) {
  for (std::size_t i = 0; i < method_names.size(); ++i)
    if (method_names[i] == name) return static_cast<SearchMethod>(i);
  return std::nullopt;
}

bool many_objectives(SearchMethod method) {
  return method == SearchMethod::nsga2 || method == SearchMethod::moead;
}

Search::Search(SearchPlan plan, Evaluate evaluate)
    : plan_(std::move(plan)), evaluate_(std::move(evaluate)) {
  check_plan(plan_);
  require_search(evaluate_ != nullptr, "a search needs something that evaluates");
}

bool Search::start() {
  require_search(!started(), "the search has begun");
  SearchState state;
  state.genes = first_population(plan_);
  if (!evaluate_batch(plan_, evaluate_, state.genes, state.evaluations)) return false;
  std::vector<Candidate> evaluated;
  for (std::size_t i = 0; i < state.genes.size(); ++i)
    evaluated.push_back({state.genes[i], state.evaluations[i]});
  record(plan_, evaluated, state);
  state_ = std::move(state);
  return true;
}

bool Search::step() {
  require_search(started(), "the search has not begun");
  require_search(!finished(), "the search is finished");
  std::optional<Generation> next = next_generation(plan_, evaluate_, state_);
  if (!next) return false;
  SearchState state = state_;
  ++state.generation;
  for (std::size_t i = 0; i < state.genes.size(); ++i) {
    state.genes[i] = std::move(next->population[i].genes);
    state.evaluations[i] = std::move(next->population[i].evaluation);
  }
  state.memory = std::move(next->memory);
  record(plan_, next->evaluated, state);
  state_ = std::move(state);
  return true;
}

void Search::restore(SearchState state) {
  if (state.genes.empty()) {
    require_search(state.generation == 0 && state.evaluations.empty() && state.archive.empty() &&
                       state.hypervolume.empty() && state.memory.empty() && state.evaluated == 0,
                   "a state of the search that has not begun must be empty");
  } else {
    require_search(state.generation >= 0, "the generation of a search's state cannot be negative");
    require_search(state.genes.size() == static_cast<std::size_t>(plan_.population) &&
                       state.evaluations.size() == state.genes.size(),
                   "the state of the search has another population than its plan");
    require_search(state.hypervolume.size() == static_cast<std::size_t>(state.generation) + 1,
                   "the state of the search needs a hypervolume of each generation");
    require_search(state.archive.size() <= static_cast<std::size_t>(plan_.archive),
                   "the state of the search has a larger archive than its plan");
  }
  for (const std::vector<double>& genes : state.genes) check_genes(plan_, genes);
  for (const Evaluation& evaluation : state.evaluations) check_evaluation(plan_, evaluation);
  for (const Candidate& candidate : state.archive) {
    check_genes(plan_, candidate.genes);
    check_evaluation(plan_, candidate.evaluation);
    require_search(feasible(candidate.evaluation),
                   "the archive of the search has an infeasible point");
  }
  check_memory(plan_, state.generation, state.memory);
  state_ = std::move(state);
}

}  // namespace balloon::decision
