// Why a strategy does what it does, and where it fails.
#pragma once

#include <optional>

#include "decision/decide.hpp"

namespace balloon::decision {

/// The difference of each chosen strategy to the historical split, decomposed by the channels
/// through which places act on one another: all combinations of channels on and off in both, from
/// the first month of the decision on (off since 1990, prices that nobody answers would leave what
/// the model can clear). False where it was stopped.
bool explain_channels(const DecidePlan& plan, const DecideHooks& hooks, DecisionResult& result);

/// Boxes of parameters and structures in which the chosen strategies are not better than the
/// historical split, over every draw of the posterior (or as many members from the priors), for
/// objectives in which between a twentieth and nineteen twentieths of the cases fail. False where
/// it was stopped.
bool find_failures(const DecidePlan& plan, const DecideHooks& hooks, DecisionResult& result);

/// Every draw of a posterior as one member, in the order of the draws; weights do not count.
class EachDraw : public analysis::MemberSource {
 public:
  explicit EachDraw(const analysis::Posterior& posterior) : posterior_(posterior) {}
  int structure(std::uint64_t member) const override;
  model::GivenUnknowns unknowns(std::uint64_t member) const override;
  int count() const { return static_cast<int>(posterior_.parts().draws.size()); }

 private:
  const analysis::Posterior& posterior_;
};

}  // namespace balloon::decision
