// A split of money as a scenario, and as what each lever adds to a policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "decision/policy_change.hpp"
#include "decision/problem.hpp"
#include "io/scenario.hpp"
#include "model/world.hpp"

namespace balloon {

/// What a strategy's scenario says of itself.
struct StrategyHeading {
  std::string name;                 ///< small letters, digits and hyphens
  decision::Titles title, summary;  ///< without an English title the name is the title
  std::string against;              ///< "": the problem's base
  std::vector<std::string> target;  ///< empty: the base's
  std::optional<int> window_start;  ///< month; else the base's
};

/// Days on which a problem's levers decide what an instrument does in a place, so that nothing of
/// the base is left there. What is spread over a country or paid by it is decided in all of it.
struct DecidedPlace {
  model::Instrument instrument = model::eradication_manual;
  std::string place;    ///< a country, corridor or market
  Date from, to;        ///< inclusive
  int first_lever = 0;  ///< the one that begins first
};

/// By instrument, place and date, in the order of the levers; days that overlap or follow one
/// another are joined. The places must be known to the world.
std::vector<DecidedPlace> decided_places(const decision::DecisionProblem& problem,
                                         const model::World& world);

/// The scenario of a split, one amount a lever in USD of 2010: it extends the base, takes away what
/// the base has where the levers decide, and adds their money. A base that is a file is sought
/// beside the scenario. Throws std::invalid_argument for another number of amounts or one that is
/// negative or not finite.
std::string strategy_text(const decision::DecisionProblem& problem, const model::World& world,
                          const std::vector<double>& money, const StrategyHeading& heading);

/// The policy without money in any lever, and what a USD in each adds to it. Who pays is not among
/// the changes; decision::PolicyBench works it out. False, with faults, where the scenario does not
/// compile, or where the base has work counted in ha or laboratories beside a lever's money.
bool strategy_base(const decision::DecisionProblem& problem, const model::World& world,
                   const ScenarioSource& source, model::Policy& base,
                   std::vector<decision::LeverChanges>& levers, Faults& faults);

}  // namespace balloon
