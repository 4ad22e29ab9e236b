// The question of `balloon explain` from its options: which outcome, and which levers besides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "decision/explained_outcome.hpp"
#include "decision/scaled_levers.hpp"
#include "io/scenario.hpp"

namespace balloon {

/// As options give it.
struct ExplainQuestion {
  std::string outcome = "net";  ///< net, elsewhere, gone, index, or an outcome of the model
  int horizon = 60;             ///< months
  std::string places;           ///< separated by commas; empty: all
  std::string statistic;        ///< sum, mean or last; empty: sum of flows, mean of levels
  std::string window;           ///< "2012:2016", "2012-06:2013-05"; empty: the horizon's months
  bool level = false;
  std::vector<std::string> added;  ///< "interdiction:EPAC"
  std::string step = "10 MUSD";    ///< a year, for each of them
};

/// The outcome, or nothing and at least one fault. Places and statistics are those of a decision
/// problem's measures.
std::optional<decision::ExplainedOutcome> read_explained(const ExplainQuestion& question,
                                                         const model::World& world,
                                                         const Scenario& policy,
                                                         const Scenario& reference, Faults& faults);

/// Money in the added levers over the outcome's months, spread evenly over the places that a name
/// stands for.
std::vector<decision::AddedLever> read_added(const ExplainQuestion& question,
                                             const model::World& world,
                                             const decision::ExplainedOutcome& outcome,
                                             Faults& faults);

}  // namespace balloon
