// The page of `balloon decide`: what a decision problem's search found, how sure it is, and what it
// hangs on. One file with its style and pictures inside, in English or Spanish.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "decision/decide.hpp"

namespace balloon {

/// What the page says of the run besides its result.
struct DecideReport {
  std::string command;             ///< that repeats it
  std::string version, data_hash;  ///< of the program and of its data
  /// What members are drawn from: "posterior", "prior", or words in the report's language.
  std::string draws;
  std::string language = "en";                             ///< "en" or "es"
  std::vector<std::pair<std::string, std::string>> files;  ///< strategy's id, scenario's file name
};

/// The whole page. Throws std::invalid_argument for another language, and for a result that is not
/// of the problem's shape or lacks the historical split.
std::string decide_html(const decision::DecisionProblem& problem,
                        const decision::DecisionResult& result, const model::World& world,
                        const DecideReport& how);

}  // namespace balloon
