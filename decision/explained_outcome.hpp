// What is to be explained: one number of a member that is run under a policy and its reference.
#pragma once

#include <array>
#include <vector>

#include "analysis/ledger.hpp"
#include "decision/problem.hpp"

namespace balloon::decision {

struct ExplainedOutcome {
  enum class Kind {
    net,        ///< ha, change of the whole region's coca
    elsewhere,  ///< ha gained outside the target
    gone,       ///< of 100 ha of gross removal in the target, ha gone from the whole region
    index,      ///< gained elsewhere over the target's loss, the balloon index
    measure     ///< any recorded outcome over places and a window, policy minus reference
  };
  Kind kind = Kind::net;
  int horizon = 60;         ///< months after the window's start, of the ledger's kinds
  std::vector<int> target;  ///< zones of the ledger
  int window_start = 0;     ///< month
  Measure measure;
  bool level = false;  ///< the measure under the policy alone

  bool of_ledger() const { return kind != Kind::measure; }
  /// Months that the number is made of.
  int first_month() const { return of_ledger() ? window_start : measure.from; }
  int last_month() const { return of_ledger() ? window_start + horizon - 1 : measure.to; }
};

/// A target's loss counts as one where it is above this share of its area (as in the ledger).
inline constexpr double clear_loss_share = 0.05;

/// The numbers of one pair of runs. NaN where they do not exist: `gone` without gross removal,
/// `index` without a clear loss, any of a failed member. Gain and loss are of the ledger's kinds.
struct PairValue {
  double value = 0;
  double gain = 0;         ///< ha, elsewhere
  double loss = 0;         ///< ha, in the target
  double target_area = 0;  ///< ha, of the reference
};

/// Options of runs that hold what the number needs: rows begin in a January and end with its last
/// month, with `spending` at the end of that year. `recorded` is filled and must outlive them.
analysis::RunOptions options_for(const ExplainedOutcome& outcome, const analysis::RunOptions& base,
                                 bool spending, std::array<bool, model::outcome_count>& recorded);

/// The numbers of a member of two runs with such options.
PairValue pair_value(const model::World& world, const ExplainedOutcome& outcome,
                     const analysis::Ensemble& policy, const analysis::Ensemble& reference,
                     int member);

/// USD of 2010 that all donors spend in the calendar years of the number's months; needs spending.
double spending_of(const ExplainedOutcome& outcome, const analysis::Ensemble& run, int member);

/// Unit of the number: "ha", "ha of 100", "1", or the outcome's.
const char* unit_of(const ExplainedOutcome& outcome);
/// Whether less of it is better, more is, or neither is said.
model::Direction wanted_of(const ExplainedOutcome& outcome);

}  // namespace balloon::decision
