// A policy whose difference to its reference is pulled further or less far, instrument by
// instrument, or that gets money in a lever besides.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "decision/policy_change.hpp"

namespace balloon::decision {

/// Instruments in which two policies differ anywhere up to and including `last_month`, in the order
/// of model::Instrument.
std::vector<model::Instrument> differing_instruments(const model::Policy& policy,
                                                     const model::Policy& reference,
                                                     int last_month);

/// The policy that is made anew in one place for every set of scales; one a thread.
class ScaledLevers {
 public:
  /// Months after `last_month` stay the policy's own.
  ScaledLevers(const model::Policy& policy, const model::Policy& reference, int last_month);

  /// reference + scale (policy - reference) for each instrument that is named, the policy itself
  /// for the others; a scale of 1 gives the policy's own bytes. Who pays, rules and switches are
  /// the policy's. An amount never falls below zero and a level never exceeds its limit: there the
  /// scale acts as far as it can. Valid until the next call.
  const model::Policy& with(const std::map<model::Instrument, double>& scales);

 private:
  struct Entry {
    PolicyChange change;
    double own = 0;  ///< of the policy
  };
  model::Policy policy_;
  std::map<model::Instrument, std::vector<Entry>> entries_;
  std::map<model::Instrument, double> now_;
};

/// Money in an instrument at places, besides what a policy has.
struct AddedLever {
  std::string id;  ///< as it was asked for: "interdiction:EPAC"
  model::Instrument instrument = model::eradication_manual;
  std::vector<PolicyChange> changes;  ///< amounts are USD a month of 2010
};

/// The policy with the money.
model::Policy with_added(model::Policy policy, const AddedLever& lever);

}  // namespace balloon::decision
