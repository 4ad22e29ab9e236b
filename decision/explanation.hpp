// What an answer hangs on: a screening of everything that is uncertain, shares of variance, the
// channels of displacement, and what a little more of each lever does (docs/explain.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/summary.hpp"
#include "decision/explain_work.hpp"
#include "decision/explained_outcome.hpp"
#include "decision/factors.hpp"
#include "decision/morris.hpp"
#include "decision/scaled_levers.hpp"
#include "decision/shapley.hpp"
#include "decision/sobol_indices.hpp"

namespace balloon::decision {

/// What is asked. Everything pointed to must outlive the run.
struct ExplainPlan {
  const model::World* world = nullptr;
  const model::Policy *policy = nullptr, *reference = nullptr;
  ExplainedOutcome outcome;
  const analysis::Posterior* posterior = nullptr;  ///< null: the priors
  /// Members, seed, threads, lanes, arch, ranks; its source is not used.
  analysis::RunOptions options;
  bool screen = true, variance = true, channels = true, levers = true;  ///< variance needs screen
  int trajectories = 10;                                                ///< of the screening
  int levels = 4;                                                       ///< of its grid
  int base = 256;       ///< base points of the shares of variance, best a power of two
  int top = 12;         ///< parameters that stand by themselves there
  int histories = 512;  ///< members that lend their history
  /// Channels are off from 1990 on, else from the January in which the window or the difference of
  /// the policies begins, after the same history.
  bool channels_from_1990 = false;
  std::vector<AddedLever> added;  ///< levers besides those in which the policies differ
};

/// Rows of a design that were run, and those without a number.
struct RowCount {
  int rows = 0;
  int failed = 0;     ///< a run of the pair failed
  int undefined = 0;  ///< the number does not exist (ExplainedOutcome)
};

/// Elementary effects of every factor. Inputs run from the 5 to the 95 % quantile; where one is
/// missing because a row failed, the factor's other effects stand.
struct ScreenResult {
  std::vector<Factor> factors;
  std::vector<MorrisEffect> effects;  ///< by factor; NaN where fewer than one is left
  std::vector<int> used;              ///< effects by factor
  std::vector<std::size_t> order;     ///< factors, the largest mu_star first
  RowCount rows;
};

/// A factor of the shares of variance: an input, or the parameters that are left.
struct VarianceGroup {
  std::string id;  ///< a factor's, or "other_parameters"
  FactorKind kind = FactorKind::parameter;
  int inputs = 1;
};

struct VarianceResult {
  std::vector<VarianceGroup> groups;
  SobolIndices indices;            ///< by group
  std::vector<std::size_t> order;  ///< groups, the largest total first
  double first_sum = 0;            ///< of first-order indices; the rest of 1 are interactions
  analysis::Interval values;       ///< of the number over the design's independent points
  RowCount rows;
};

/// Shapley values of the channels (decide.hpp, channel_names) in one quantity.
struct ChannelQuantity {
  std::string id;     ///< "index", "gain" or "value"
  std::string title;  ///< in English
  std::string unit;
  ShapleyResult shapley;
};

struct ChannelsResult {
  std::vector<ChannelQuantity> quantities;
  RowCount rows;  ///< pairs of runs, members times coalitions
};

/// What one more million USD does, over members. A lever without cost has no figures per money.
struct LeverEffect {
  std::string id;  ///< "eradication_manual" or an added lever's
  bool added = false;
  analysis::Interval spending;     ///< USD more (all donors, whole years)
  analysis::Interval change;       ///< of the number, in its unit
  analysis::Interval per_million;  ///< of the number by a million USD, member by member
  /// Ratio of means with its 90 % interval: change by a million USD, and USD by a unit of change
  /// for the better (negative: it gets worse).
  ShapleyFigure mean_per_million, usd_per_unit;
  double helps = 0;  ///< share of members in which more money is for the better
  int used = 0;      ///< members with both
  bool costs = true;
};

struct LeversResult {
  double scale = 1.1;  ///< of the differences
  std::vector<LeverEffect> levers;
  /// [a][b]: share of members in which a million in a does more for the better than in b; a tie
  /// counts half; NaN on the diagonal and where either has no cost.
  std::vector<std::vector<double>> cheaper;
  /// [a][b]: cost of a unit for the better by a, over that by b, in members in which both help.
  std::vector<std::vector<analysis::Interval>> cost_ratio;
  analysis::Interval value;     ///< of the number itself
  analysis::Interval spending;  ///< USD, policy less reference
  RowCount rows;
};

struct Explanation {
  std::vector<model::Instrument> levers;  ///< in which the policies differ
  std::optional<ScreenResult> screen;
  std::optional<VarianceResult> variance;
  std::optional<ChannelsResult> channels;
  std::optional<LeversResult> lever_effects;
  bool stopped = false;         ///< interrupted: a method that was not finished is missing
  std::size_t pairs = 0;        ///< pairs of runs that the methods need
  std::size_t kept_pieces = 0;  ///< pieces that an earlier run had kept
};

/// Pairs of runs that a plan needs.
std::size_t pairs_of(const ExplainPlan& plan);

/// Throws std::invalid_argument for a plan that makes no sense. Results do not depend on threads,
/// lanes, ranks or on what the store had; of ranks, the first has the store.
Explanation explain(const ExplainPlan& plan, PieceStore* store,
                    const engine::ProgressFunction& progress, const std::atomic<bool>* stop);

// The methods by themselves; nothing where they were stopped.

/// Numbers of a design's rows, in order. Streams of rows that follow one another are run together.
struct RowValues {
  std::vector<double> value;
  RowCount count;
};
std::optional<RowValues> run_factor_rows(const ExplainPlan& plan, const FactorSpace& space,
                                         const std::vector<Factor>& factors,
                                         const std::vector<FactorRow>& rows,
                                         const std::string& stage, ExplainWork& work);

std::optional<ScreenResult> screen_factors(const ExplainPlan& plan, const FactorSpace& space,
                                           const std::vector<Factor>& factors, ExplainWork& work);
std::optional<VarianceResult> share_variance(const ExplainPlan& plan, const FactorSpace& space,
                                             const ScreenResult& screen, ExplainWork& work);
std::optional<ChannelsResult> share_channels(const ExplainPlan& plan, ExplainWork& work);
std::optional<LeversResult> try_levers(const ExplainPlan& plan,
                                       const std::vector<model::Instrument>& levers,
                                       ExplainWork& work);

}  // namespace balloon::decision
