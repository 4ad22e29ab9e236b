// The answer to a decision problem on a terminal.
#pragma once

#include <string>

#include "decision/decide.hpp"

namespace balloon {

/// The answer in words, the chosen strategies against the historical split, where they fail and by
/// which channel they work.
std::string decide_text(const decision::DecisionProblem& problem,
                        const decision::DecisionResult& result);

/// A box in words: "replant_forced above 0.62 and sourcing flat".
std::string box_words(const std::vector<std::string>& factors, const decision::Box& box);

/// A role in words: "best in net-hectares", "compromise", "least regret", "surest".
std::string role_words(const std::string& role);

}  // namespace balloon
