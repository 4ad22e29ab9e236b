// One generation of a search, by pagmo.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decision/search.hpp"

namespace balloon::decision {

/// What a generation came to.
struct Generation {
  std::vector<Candidate> population;
  std::vector<Candidate> evaluated;  ///< in the order of their evaluation
  std::string memory;
};

/// Evaluates and checks the shape of what comes back (std::invalid_argument). False where stopped.
bool evaluate_batch(const SearchPlan& plan, const Evaluate& evaluate,
                    const std::vector<std::vector<double>>& genes, std::vector<Evaluation>& out);

/// The generation after `state`, which must be of the plan and begun; none where Evaluate was
/// stopped. Throws std::invalid_argument for a memory that cannot be read.
std::optional<Generation> next_generation(const SearchPlan& plan, const Evaluate& evaluate,
                                          const SearchState& state);

/// Throws std::invalid_argument unless `memory` is what the method carries over after that many
/// generations.
void check_memory(const SearchPlan& plan, int generation, const std::string& memory);

}  // namespace balloon::decision
