// Reads decision problems, in TOML (docs/problems.md). Everything is checked and nothing is
// repaired: a problem with a fault is no problem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "decision/problem.hpp"
#include "io/scenario.hpp"
#include "model/world.hpp"

namespace balloon {

/// The problem, or nothing and at least one fault: all of the text's, by line, then those of its
/// base. `file` is for messages, and a base that is a file is sought beside it. A problem whose
/// budgets, strings and bounds no split of the money can keep is refused, and so is one whose
/// historical split does not keep them.
std::optional<decision::DecisionProblem> read_problem(std::string file, std::string_view text,
                                                      const model::World& world,
                                                      const ScenarioSource& source, Faults& faults);

/// The same by name: one with a slash or ending in .toml is a path, anything else the id of a
/// shipped problem.
std::optional<decision::DecisionProblem> load_problem(std::string_view id_or_path,
                                                      const model::World& world,
                                                      const ScenarioSource& source, Faults& faults);

/// Ids of the problems inside the program, sorted.
std::vector<std::string> problem_ids();

struct ProblemSummary {
  std::string id;
  decision::Titles title, summary;
  std::string base;
};

/// The shipped problems, sorted by id. Those with a fault in their heads are left out and their
/// faults added; what stands below the heads is not read.
std::vector<ProblemSummary> list_problems(const ScenarioSource& source, Faults& faults);

}  // namespace balloon
