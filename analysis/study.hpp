// A study: a policy, its reference and their variants, simulated with common random numbers.
#pragma once

#include <string>
#include <vector>

#include "analysis/ledger.hpp"
#include "analysis/posterior.hpp"

namespace balloon::analysis {

/// One simulated scenario of a study.
struct Arm {
  std::string id;
  std::string title;  ///< in the report's language
  const model::Policy* policy = nullptr;
  std::uint64_t scenario_hash = 0;
  Ensemble ensemble;
  Ledger ledger;  ///< against the study's reference; empty for the reference itself
};

/// What a report is made from. arms[0] is the policy, `reference` its reference, the rest other
/// readings of the same strategy (for humala-2012: the goal, and +200 % on both bases).
struct Study {
  const model::World* world = nullptr;
  Arm reference;
  std::vector<Arm> arms;
  RunOptions options;
  DrawSource draws;  ///< where the members come from; options.source is its posterior
  std::string version, data_hash, commit;
  double seconds = 0;
};

}  // namespace balloon::analysis
