// The displacement ledger: of what a policy removed in its target, what came back, where, and what
// is gone (docs/model.md, "The ledger"). Paired members: same parameters, same random numbers.
#pragma once

#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "analysis/summary.hpp"

namespace balloon::analysis {

/// Horizons of the ledger, months after the window starts.
inline constexpr int ledger_horizons[] = {6, 12, 24, 60};

/// One member at one horizon. Differences are policy minus reference.
struct LedgerEntry {
  double gross = 0;             ///< ha removed in the target by then, more than in the reference
  double target = 0;            ///< ha, difference of the target's stock (negative: a loss)
  double home = 0;              ///< ha, difference elsewhere in the target's countries
  std::vector<double> country;  ///< ha, difference in every other country (0 for the target's own)
  double target_area = 0;       ///< ha, the reference's stock in the target

  double loss() const { return -target; }
  double gain() const;  ///< elsewhere, home and abroad
  double in_place() const { return gross - loss(); }
  double net() const { return target + gain(); }  ///< change of the whole region's stock
};

/// A horizon over all members. Shares are per 100 ha of gross removal, over members whose gross
/// removal is positive; they are not shown where the ensemble's gross removal is not.
struct LedgerRow {
  int horizon = 0;
  Interval gross, loss, gain, net;   ///< ha
  Interval in_place, home, gone;     ///< per 100 ha of gross removal
  std::vector<Interval> country;     ///< per 100 ha, by World::countries
  std::vector<Interval> country_ha;  ///< ha, by World::countries (own: home)
  Interval home_ha;
  bool shares_defined = false;
  Interval index;                 ///< gain / loss
  bool index_defined = false;     ///< loss above 5 % of the target in 95 % of draws
  Interval net_hectare_years;     ///< cumulative, ha-years
  Interval net_cocaine_kg;        ///< cumulative potential cocaine, pure kg
  Interval home_cocaine_kg;       ///< of it from the target's hubs
  Interval cost;                  ///< USD 2010, policy minus reference, cumulative
  Interval cost_per_net_hectare;  ///< USD per ha of net fall, members with one
  int members_with_fall = 0;      ///< members whose regional stock falls
  Interval cost_per_net_kg;       ///< USD per kg of net fall of potential cocaine, members with one
  int members_with_kg_fall = 0;   ///< members whose cumulative potential cocaine falls
  /// Medians by structure (model::structure_names); NaN where a structure has no usable member.
  std::vector<double> net_by_structure, index_by_structure, gone_by_structure;
  double net_low_structure = 0, net_high_structure = 0;  ///< the between-structure range, ha
};

/// Least and greatest of the structures' medians; those that are not defined (NaN) are left out.
struct StructureRange {
  double low = 0, high = 0;
  int structures = 0;  ///< whose median is defined
};
StructureRange range_of(const std::vector<double>& medians);

/// Where 100 ha of gross removal went, by the means of the members, which add up to 100 (medians
/// need not). All zero where nothing was removed in the mean.
struct MeanShares {
  double in_place = 0, home = 0, gone = 0;
  std::vector<double> country;  ///< by World::countries
};
MeanShares mean_shares(const LedgerRow& row);

struct Ledger {
  std::vector<std::string> target;    ///< zone ids
  std::vector<int> target_countries;  ///< indices into World::countries
  int window_start = 0;
  int usable = 0, failed = 0;  ///< pairs
  std::vector<LedgerRow> rows;
};

/// Target zones of a comparison: those the policy names, else those whose crop levers differ.
std::vector<int> target_of(const model::World& world, const model::Policy& policy,
                           const model::Policy& reference);

/// Builds the ledger. Needs coca_area, eradicated, cocaine_potential, spending recorded in both
/// runs from the window's start; throws std::invalid_argument where they are not. Horizons beyond
/// the recorded months are left out.
Ledger make_ledger(const model::World& world, const Ensemble& policy, const Ensemble& reference,
                   const std::vector<int>& target, int window_start);

/// One member's entry; both runs must have it usable.
LedgerEntry ledger_entry(const model::World& world, const Ensemble& policy,
                         const Ensemble& reference, const std::vector<int>& target,
                         int window_start, int horizon, int member);

}  // namespace balloon::analysis
