// What sets one policy apart from another, entry by entry, so that many policies near a common one
// can be made without copying it.
#pragma once

#include <array>
#include <vector>

#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon::decision {

/// One entry of a policy and what is added to it.
struct PolicyChange {
  enum class Kind { quantity, money, national, national_money };
  Kind kind = Kind::quantity;
  model::Instrument instrument = model::eradication_manual;
  int place = 0;  ///< place of the instrument's kind, or hub for the national kinds
  int month = 0;
  double amount = 0;
};

/// The entry of a policy that a change is about.
double& entry_of(model::Policy& policy, const PolicyChange& change);
double entry_of(const model::Policy& policy, const PolicyChange& change);

/// Entries of `to` less those of `from` wherever they differ, by month, instrument and place. Who
/// pays is not among them.
std::vector<PolicyChange> changes_between(const model::Policy& from, const model::Policy& to);

/// The hub whose country pays for an entry; hub_count for corridors and markets.
int payer_of(const model::World& world, const PolicyChange& change);

/// What one USD of one donor adds to a policy.
struct LeverChanges {
  int donor = 0;
  std::vector<PolicyChange> per_usd;
};

/// Policies that are a common one and money in levers, made in one place that is written over.
/// Who pays for what is worked out as for scenarios: the shares of all that is spent on an
/// instrument in a country and month.
class PolicyBench {
 public:
  /// Throws std::invalid_argument where the base has amounts that are not money (hectares,
  /// laboratories) of an instrument, country and month that a lever adds money to: their weights
  /// among the donors' shares are not known here.
  PolicyBench(const model::World& world, const model::Policy& base,
              const std::vector<LeverChanges>& levers);

  /// The policy with `usd` in each lever. Valid until the next call.
  const model::Policy& with(const std::vector<double>& usd);

 private:
  using Donors = std::array<double, model::donor_count>;
  struct Part {
    std::size_t lever = 0;
    double per_usd = 0;
  };
  struct Entry {
    PolicyChange at;
    double base = 0;
    std::vector<Part> parts;
  };
  struct Share {
    model::Instrument instrument = model::eradication_manual;
    int hub = 0, month = 0;
    Donors base{};  ///< USD
    std::vector<Part> parts;
  };
  Share start_share(const model::World& world, const PolicyChange& change, int hub) const;

  model::Policy policy_;
  std::vector<int> donor_;  ///< of each lever
  std::vector<Entry> entries_;
  std::vector<Share> shares_;
};

}  // namespace balloon::decision
