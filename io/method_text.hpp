// Tables of the two checks of the calibration's method: by simulation, and against Markov chains.
#pragma once

#include <string>
#include <vector>

#include "inference/chains.hpp"
#include "inference/simulation_check.hpp"

namespace balloon {

/// Markdown tables for the terminal and docs/validation.md, ending in the verdict.
std::string simulation_markdown(const inference::SimulationCheck& check,
                                const inference::RankCriteria& criteria = {});
std::string methods_markdown(const std::vector<inference::MethodComparison>& comparisons,
                             const inference::MethodCriteria& criteria = {});

/// The same figures as one JSON document each.
std::string simulation_json(const inference::SimulationCheck& check,
                            const inference::RankCriteria& criteria = {});
std::string methods_json(const std::vector<inference::MethodComparison>& comparisons,
                         const inference::MethodCriteria& criteria = {});

/// What stands around these tables in docs/validation.md: title and what was done, and why the
/// methods may differ.
std::string simulation_heading(int replicates, int members);
std::string methods_heading(int members, const inference::ChainSettings& chains);
std::string methods_closing();

}  // namespace balloon
