#include "decision/search_generation.hpp"

#include <algorithm>
#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <cmath>
#include <exception>
#include <map>
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/cmaes.hpp>
#include <pagmo/algorithms/moead.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/algorithms/sade.hpp>
#include <pagmo/batch_evaluators/member_bfe.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "core/hash.hpp"
#include "decision/hypervolume.hpp"

namespace balloon::decision {

namespace {

using Genes = std::vector<double>;

constexpr double largest_feasible = 1e6, least_infeasible = 2e6, largest_violation = 1e6,
                 not_finite = 4e6;

/// Draws of CMA-ES this near to its mean are not evaluated any more.
constexpr double smallest_step = 1e-12;

/// Passes through pagmo where an evaluation was stopped.
struct Stopped {};

/// Objectives as pagmo is shown them (decision/search.hpp).
std::vector<double> shown_to_pagmo(const SearchPlan& plan, const Evaluation& evaluation) {
  const std::vector<double>& f = evaluation.objectives;
  if (!std::all_of(f.begin(), f.end(), [](double x) { return std::isfinite(x); }) ||
      std::isnan(evaluation.violation))
    return std::vector<double>(f.size(), not_finite);
  if (!feasible(evaluation)) {
    const double violation = std::min(evaluation.violation, largest_violation);
    return std::vector<double>(f.size(), least_infeasible + violation);
  }
  std::vector<double> scaled = normalised(f, plan.ideal, plan.reference);
  for (double& x : scaled) x = std::clamp(x, -largest_feasible, largest_feasible);
  return scaled;
}

/// The nearest point of the unit cube, which a CMA-ES may draw outside of.
Genes nearest_inside(Genes x) {
  for (double& gene : x) {
    if (!std::isfinite(gene))
      throw std::runtime_error("the search's method has drawn genes that are not finite");
    gene = std::clamp(gene, 0.0, 1.0);
  }
  return x;
}
double square_outside(const Genes& x) {
  double sum = 0;
  for (const double gene : x) {
    const double outside = gene - std::clamp(gene, 0.0, 1.0);
    sum += outside * outside;
  }
  return sum;
}

/// Answers pagmo's questions about gene vectors: from what is known, else by evaluating.
class Desk {
 public:
  Desk(const SearchPlan& plan, const Evaluate& evaluate) : plan_(plan), evaluate_(evaluate) {}

  const SearchPlan& plan() const { return plan_; }
  void know(const Genes& genes, const Evaluation& evaluation) { known_.emplace(genes, evaluation); }
  Candidate candidate(const Genes& x) const {
    Genes genes = nearest_inside(x);
    const Evaluation& evaluation = known_.at(genes);
    return {std::move(genes), evaluation};
  }
  std::vector<Candidate> take_fresh() { return std::move(fresh_); }

  /// While rehearsing, questions are written down and answered with zeros.
  void rehearse(bool rehearsing) { rehearsing_ = rehearsing; }
  void evaluate_rehearsed() { evaluate(asked_); }

  std::vector<double> fitness(const Genes& x) {
    if (rehearsing_) {
      asked_.push_back(x);
      return std::vector<double>(static_cast<std::size_t>(plan_.objectives), 0.0);
    }
    evaluate({x});
    std::vector<double> values = shown_to_pagmo(plan_, known_.at(nearest_inside(x)));
    const double outside = square_outside(x);
    for (double& value : values) value += outside;
    return values;
  }

  std::vector<double> batch_fitness(const Genes& rows) {
    std::vector<Genes> asked;
    for (auto row = rows.begin(); row != rows.end(); row += plan_.genes)
      asked.emplace_back(row, row + plan_.genes);
    evaluate(asked);
    std::vector<double> values;
    for (const Genes& x : asked) {
      const std::vector<double> one = fitness(x);
      values.insert(values.end(), one.begin(), one.end());
    }
    return values;
  }

 private:
  /// Makes all of `asked` known, what is not yet in one batch.
  void evaluate(const std::vector<Genes>& asked) {
    std::vector<Genes> batch;
    for (const Genes& x : asked) {
      Genes genes = nearest_inside(x);
      if (known_.count(genes) > 0 || std::find(batch.begin(), batch.end(), genes) != batch.end())
        continue;
      batch.push_back(std::move(genes));
    }
    if (batch.empty()) return;
    std::vector<Evaluation> evaluations;
    if (!evaluate_batch(plan_, evaluate_, batch, evaluations)) throw Stopped{};
    for (std::size_t i = 0; i < batch.size(); ++i) {
      known_.emplace(batch[i], evaluations[i]);
      fresh_.push_back({std::move(batch[i]), std::move(evaluations[i])});
    }
  }

  const SearchPlan& plan_;
  const Evaluate& evaluate_;
  std::map<Genes, Evaluation> known_;
  std::vector<Candidate> fresh_;  ///< evaluated at this desk
  bool rehearsing_ = false;
  std::vector<Genes> asked_;
};

/// The problem as pagmo asks for it. pagmo copies it; all copies share one desk.
struct GeneProblem {
  Desk* desk = nullptr;

  pagmo::vector_double fitness(const pagmo::vector_double& x) const { return desk->fitness(x); }
  pagmo::vector_double batch_fitness(const pagmo::vector_double& rows) const {
    return desk->batch_fitness(rows);
  }
  pagmo::vector_double::size_type get_nobj() const {
    return static_cast<pagmo::vector_double::size_type>(desk->plan().objectives);
  }
  std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    const auto genes = static_cast<std::size_t>(desk->plan().genes);
    return {pagmo::vector_double(genes, 0.0), pagmo::vector_double(genes, 1.0)};
  }
};

bool has_memory(SearchMethod method) { return !many_objectives(method); }

/// Whether the children of a generation depend on their parents alone, but pagmo asks for them one
/// by one: then they are known from a rehearsal, and evaluated in one batch.
bool rehearses(SearchMethod method) { return has_memory(method); }

unsigned seed_of(const SearchPlan& plan, int generation) {
  const auto number = static_cast<std::uint64_t>(generation);
  return static_cast<unsigned>(hash_combine(mix64(plan.seed), number) >> 32);
}

/// One generation of the plan's method, with nothing remembered.
pagmo::algorithm fresh_algorithm(const SearchPlan& plan, unsigned seed) {
  switch (plan.method) {
    case SearchMethod::nsga2: {
      pagmo::nsga2 method(1, 0.9, 20, 1.0 / plan.genes, 20, seed);
      method.set_bfe(pagmo::bfe{pagmo::member_bfe{}});
      return pagmo::algorithm{method};
    }
    case SearchMethod::moead: {
      const auto neighbours = static_cast<pagmo::pop_size_t>(std::min(20, plan.population - 1));
      return pagmo::algorithm{pagmo::moead(1, "low discrepancy", "tchebycheff", neighbours, 1.0,
                                           0.5, 20, 0.9, 2, true, seed)};
    }
    case SearchMethod::cmaes:
      return pagmo::algorithm{
          pagmo::cmaes(1, -1, -1, -1, -1, 0.3, 0, smallest_step, true, false, seed)};
    case SearchMethod::sade:
      return pagmo::algorithm{pagmo::sade(1, 2, 1, 0, 0, true, seed)};
  }
  throw std::invalid_argument("unknown search method");
}

pagmo::algorithm remembered_algorithm(const SearchPlan& plan, const std::string& memory) {
  pagmo::algorithm algorithm;
  try {
    std::istringstream text(memory);
    boost::archive::text_iarchive archive(text);
    archive >> algorithm;
  } catch (const std::exception&) {
    throw std::invalid_argument("the memory of the search cannot be read");
  }
  const bool same = plan.method == SearchMethod::cmaes ? algorithm.is<pagmo::cmaes>()
                                                       : algorithm.is<pagmo::sade>();
  if (!same) throw std::invalid_argument("the memory of the search is of another method");
  return algorithm;
}

/// pagmo 2.18 sizes a vector of its CMA-ES that it never uses (`variation`), does not fill it, and
/// writes it: bytes that differ from run to run, and may not be read back. It is the second of the
/// first two column vectors of as many numbers as there are genes, each written as rows, columns,
/// numbers; it is made zero. pagmo keeps what it has read.
std::string without_unset(const std::string& memory, int genes) {
  std::vector<std::string> words;
  std::istringstream text(memory);
  for (std::string word; text >> word;) words.push_back(std::move(word));
  const auto rows = static_cast<std::size_t>(genes);
  const std::string count = std::to_string(genes);
  const auto column = [&](std::size_t at) { return words[at] == count && words[at + 1] == "1"; };
  const auto whole = [](const std::string& word) {
    return word.find_first_not_of("0123456789") == std::string::npos;
  };
  for (std::size_t at = 0; at + 2 * rows + 4 <= words.size(); ++at) {
    const std::size_t second = at + rows + 2;
    if (!column(at) || whole(words[at + 2]) || !column(second)) continue;
    for (std::size_t i = 0; i < rows; ++i) words[second + 2 + i] = "0.00000000000000000e+00";
    std::string cleaned;
    for (const std::string& word : words) cleaned += (cleaned.empty() ? "" : " ") + word;
    return cleaned + "\n";
  }
  throw std::logic_error("this pagmo writes the memory of its CMA-ES in another way");
}

std::string memory_of(const SearchPlan& plan, const pagmo::algorithm& algorithm) {
  std::ostringstream text;
  {
    boost::archive::text_oarchive archive(text);
    archive << algorithm;
  }
  return plan.method == SearchMethod::cmaes ? without_unset(text.str(), plan.genes) : text.str();
}

}  // namespace

bool evaluate_batch(const SearchPlan& plan, const Evaluate& evaluate,
                    const std::vector<std::vector<double>>& genes, std::vector<Evaluation>& out) {
  out.clear();
  if (!evaluate(genes, out)) return false;
  if (out.size() != genes.size())
    throw std::invalid_argument("a batch of the search came back with another number of points");
  for (const Evaluation& evaluation : out)
    if (evaluation.objectives.size() != static_cast<std::size_t>(plan.objectives))
      throw std::invalid_argument("an evaluation of the search has other objectives than its plan");
  return true;
}

std::optional<Generation> next_generation(const SearchPlan& plan, const Evaluate& evaluate,
                                          const SearchState& state) {
  Desk desk(plan, evaluate);
  const unsigned seed = seed_of(plan, state.generation + 1);
  const pagmo::problem problem{GeneProblem{&desk}};
  pagmo::population population(problem, 0, seed);
  for (std::size_t i = 0; i < state.genes.size(); ++i) {
    desk.know(state.genes[i], state.evaluations[i]);
    population.push_back(state.genes[i], shown_to_pagmo(plan, state.evaluations[i]));
  }
  const bool remembers = has_memory(plan.method) && state.generation > 0;
  pagmo::algorithm algorithm =
      remembers ? remembered_algorithm(plan, state.memory) : fresh_algorithm(plan, seed);
  algorithm.set_seed(seed);
  try {
    if (rehearses(plan.method)) {
      desk.rehearse(true);
      pagmo::algorithm(algorithm).evolve(population);
      desk.rehearse(false);
      desk.evaluate_rehearsed();
    }
    population = algorithm.evolve(population);
  } catch (const Stopped&) {
    return std::nullopt;
  }
  Generation next;
  for (const Genes& x : population.get_x()) next.population.push_back(desk.candidate(x));
  next.evaluated = desk.take_fresh();
  if (has_memory(plan.method)) next.memory = memory_of(plan, algorithm);
  return next;
}

void check_memory(const SearchPlan& plan, int generation, const std::string& memory) {
  if (has_memory(plan.method) && generation > 0)
    remembered_algorithm(plan, memory);
  else if (!memory.empty())
    throw std::invalid_argument("the state of the search has a memory where there is none");
}

}  // namespace balloon::decision
