// A decision: money to be split over levers, what it is judged by, and what must hold.
// docs/problems.md is the reference of the file format (io/problem_reader.hpp reads it),
// docs/decide.md says what is done with it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "decision/attitude.hpp"
#include "decision/search.hpp"
#include "model/outcomes.hpp"
#include "model/policy.hpp"

namespace balloon::decision {

/// Words by language: "en", and "es" where given.
using Titles = std::map<std::string, std::string>;

/// Money of one donor with its strings. Amounts are USD of 2010.
struct Budget {
  std::string id;
  Titles title;
  int donor = 0;  ///< index into model::donor_ids
  double amount = 0;
  bool spend_all = true;  ///< else at most the amount is spent
};

/// An earmark: what a part of a budget's levers must get and may get at most, USD of 2010. The
/// strings of one budget share no lever.
struct BudgetString {
  std::string id;
  int budget = 0;
  std::vector<int> levers;
  double at_least = 0, at_most = 0;
};

/// What money may be put into: an instrument at a place in a period, paid from one budget, spread
/// evenly over the days of the period.
struct MoneyLever {
  std::string id;
  Titles title;
  model::Instrument instrument = model::eradication_manual;
  std::string place;  ///< as a scenario writes it
  Date from, to;      ///< inclusive
  int budget = 0;
  double at_least = 0, at_most = 0;  ///< USD of 2010
  double historical = 0;             ///< of the split that strategies are held against
};

/// A number taken from a member's run: an outcome over places and a window.
struct Measure {
  enum class Statistic { sum, mean, last };
  model::Outcome outcome = model::o_coca_area;
  std::vector<int> places;  ///< summed over; indices of the outcome's kind
  Statistic statistic = Statistic::mean;
  int from = 0, to = 0;  ///< months, inclusive; yearly outcomes count by their Decembers
};

/// What strategies are judged by. A member's value is the measure under the strategy less that
/// under the historical split with the same parameters and random numbers.
struct Objective {
  std::string id;
  Titles title;
  Measure measure;
  bool maximise = false;
  AttitudeRule attitude;
};

/// Something that must hold in a share of the members at least.
struct OutcomeLimit {
  std::string id;
  Titles title;
  Measure measure;
  bool at_most = true;  ///< else at least
  double limit = 0;     ///< in the outcome's unit, or as a multiple of the historical split's
  bool of_historical = false;
  double probability = 0.9;  ///< share of members in which it must hold
};

/// How the agency spreads what the levers give to a whole country or to all corridors, and whether
/// it plans again as surveys come in.
struct AgencyRule {
  std::string id;  ///< "replay", "proportional", "adaptive", "randomised", "optimising"
  model::Allocation crops = model::Allocation::proportional;
  model::Allocation corridors = model::Allocation::replay;
};

/// A decision as read from its file and checked.
struct DecisionProblem {
  std::string id, file;
  Titles title, summary;
  std::vector<std::string> sources;
  std::string base;     ///< scenario whose other levers are kept
  int first_month = 0;  ///< January in which the first lever may begin
  int last_month = 0;   ///< December to which runs go
  std::vector<Budget> budgets;
  std::vector<BudgetString> strings;
  std::vector<MoneyLever> levers;
  std::vector<Objective> objectives;
  std::vector<OutcomeLimit> limits;
  std::vector<AgencyRule> agencies;  ///< rules under which the strategies found are run as well
  SearchMethod method = SearchMethod::nsga2;
  int population = 60, generations = 40, members = 48;
  std::uint64_t seed = 2012;
};

/// Of everything that a search's course depends on but the number of generations: a search may be
/// prolonged. Titles and sources do not count.
std::uint64_t problem_hash(const DecisionProblem& problem);

}  // namespace balloon::decision
