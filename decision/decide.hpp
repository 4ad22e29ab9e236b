// A decision from problem to answer: search over splits of money, the strategies found judged anew
// on members that the search has not seen, and what the answer hangs on.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/posterior.hpp"
#include "decision/judgement.hpp"
#include "decision/prim.hpp"
#include "decision/search.hpp"
#include "decision/shapley.hpp"

namespace balloon::decision {

/// What is needed to answer a problem. Everything pointed to must outlive the run.
struct DecidePlan {
  const model::World* world = nullptr;
  const DecisionProblem* problem = nullptr;
  model::Policy base;                              ///< without money in the levers
  std::vector<LeverChanges> levers;                ///< one a lever of the problem
  analysis::RunOptions options;                    ///< threads, lanes, arch, source, ranks
  const analysis::Posterior* posterior = nullptr;  ///< null: members are drawn from the priors
  int fresh_members = 112;   ///< on which what the search found is judged anew
  int shown = 24;            ///< strategies of the front that are judged anew, at most
  int channel_members = 32;  ///< for the decomposition by channel; 0: none
  int truths = 16;           ///< fresh members in which an agency plans again; 0: none
};

/// What a run tells while it goes on. All may be empty; `progress` is called from any thread.
struct DecideHooks {
  std::function<void(const std::string& stage, int done, int total)> progress;
  std::function<void(const SearchState& state)> generation;  ///< after each; to be kept
  const std::atomic<bool>* stop = nullptr;
};

/// A split of the money with everything that is said about it. Values are of fresh members unless
/// named otherwise.
struct StrategyResult {
  std::string id;  ///< "historical", "s01", "s02", ...
  /// "throughout", "best:OBJECTIVE", "compromise", "least-regret", "surest" (decide_choice.hpp)
  std::vector<std::string> roles;
  std::vector<double> money;   ///< by lever, whole USD of 2010
  Evaluation searched, fresh;  ///< objectives by their attitudes, and violation
  Comparison comparison;       ///< with the historical split
  std::vector<double> regret;  ///< by objective: 90 % quantile over members, in its unit
  /// Median difference by objective and structure (model::structure_names); NaN without members.
  std::vector<std::array<double, model::structure_count>> by_structure;
  std::vector<double> limit_share;  ///< by limit: share of members that keep it
};

/// A strategy under another rule by which agencies spread what they are given from the first month
/// on; compared with the historical split under the problem's own rule.
struct AgencyResult {
  std::string agency;
  std::size_t strategy = 0;  ///< index into strategies
  Comparison comparison;
};

/// Where a strategy is not better than the historical split in an objective: boxes in the space of
/// parameters and structures, every draw of the posterior counting once.
struct FailureResult {
  std::size_t strategy = 0, objective = 0;
  int cases = 0, failures = 0;
  std::vector<Box> boxes;
};

/// How the mean difference to the historical split comes about, channel by channel.
struct ChannelResult {
  std::size_t strategy = 0, objective = 0;
  ShapleyResult shapley;
};
/// The channels by which places act on one another, in the order of ChannelResult's players.
inline constexpr const char* channel_names[] = {"price", "migration",     "buyers",
                                                "risk",  "agglomeration", "armed_groups"};
inline constexpr int channel_count = 6;

/// Which of the strategies each attitude to uncertainty would take in an objective.
struct AttitudeChoice {
  AttitudeRule rule;
  std::size_t objective = 0, strategy = 0;
  double value = 0;  ///< less is better
};

/// How an agency that plans again every year does against keeping to one plan, in the same members
/// (decision/rolling_horizon.hpp).
struct RollingResult {
  int first_year = 0;
  std::vector<std::vector<std::size_t>> plans;  ///< [truth][year]: index into strategies
  std::size_t fixed_plan = 0;                   ///< the compromise
  Comparison rolling, fixed;                    ///< with the historical split
};

struct DecisionResult {
  std::vector<StrategyResult> strategies;  ///< [0] is the historical split, then the front
  std::vector<std::size_t> chosen;         ///< those with roles, in the order of strategies
  std::vector<AgencyResult> agencies;
  std::optional<RollingResult> rolling;
  std::vector<FailureResult> failures;
  std::vector<std::string> factors;  ///< names of what the limits of boxes are about
  std::vector<ChannelResult> channels;
  std::vector<AttitudeChoice> attitudes;
  std::vector<double> hypervolume;       ///< after each generation, share of the box
  std::vector<double> ideal, reference;  ///< corners of the box, objectives by their attitudes
  std::size_t evaluated = 0;             ///< strategies that the search ran
  std::size_t front = 0;                 ///< strategies on the search's front
  int search_members = 0, fresh_members = 0;
  int failed_members = 0;  ///< of the fresh ones, under the historical split
  /// Of the strategies shown: how many are better than the historical split in two objectives at
  /// least and worse in none, by the attitudes, on the search's members and on fresh ones.
  std::size_t dominate_searched = 0, dominate_fresh = 0;
  /// Of the strategies shown: how many are better than the historical split in two objectives at
  /// least in 90 % of the fresh members, whatever they do in the others.
  std::size_t sure_in_two = 0;
  bool feasible = true;  ///< whether any strategy kept all limits
};

/// Answers a problem; nothing where it was stopped. `resume` is a state that `hooks.generation` was
/// given before, for the same problem, members and program: the answer is then the same. Ranks all
/// do this alike and have the same answer; what they share are runs of the model.
std::optional<DecisionResult> decide(const DecidePlan& plan, const DecideHooks& hooks,
                                     const std::optional<SearchState>& resume);

}  // namespace balloon::decision
