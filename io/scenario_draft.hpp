// A policy while it is put together: amounts by instrument, slot, month and donor.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fault.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_places.hpp"
#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon {

/// Share of each month that the closed interval [from, to] covers, by days; exactly 1 where whole.
std::vector<double> month_cover(const Date& from, const Date& to);

/// Months of a total, a rate or a level over dates. `start` differs from `value` under a ramp.
struct AmountPlan {
  Date from, to;
  double start = 0, value = 0;
  bool is_level = false;
  ScenarioStep::Per per = ScenarioStep::Per::total;
};

/// Amount by month: of a flow the month's total; of a level its mean over the covered days, times
/// the share of the month that they are. A total is spread evenly over its days, also over days
/// before 1990 or after 2035, which are then lost.
std::vector<double> monthly_amounts(const AmountPlan& plan);

/// See the header's first line. Operations act on whole (instrument, slot) series.
class PolicyDraft {
 public:
  explicit PolicyDraft(const model::World& world) : world_(world), places_(world) {}

  /// Removes what is there on the days of `cover`: value * (1 - cover).
  void clear(model::Instrument instrument, int slot, const std::vector<double>& cover);
  /// Adds `share` of `amounts`, paid by `donors`; as money where `money`.
  void add(model::Instrument instrument, int slot, const std::vector<double>& amounts, double share,
           const std::array<double, model::donor_count>& donors, bool money);
  /// Multiplies by `factor` on the days of `cover`.
  void scale(model::Instrument instrument, int slot, const std::vector<double>& cover,
             double factor);
  /// Replaces by the monthly mean of a year on the days of `cover`.
  void hold(model::Instrument instrument, int slot, const std::vector<double>& cover, int year);
  /// Sum over months of quantity times cover.
  double total(model::Instrument instrument, int slot, const std::vector<double>& cover) const;
  /// The same for money.
  double total_money(model::Instrument instrument, int slot,
                     const std::vector<double>& cover) const;

  /// The policy; a fault for each place where levels or yearly sums exceed the instrument's limit.
  model::Policy finish(const std::string& file, Faults& faults) const;

  const ScenarioPlaces& places() const { return places_; }

  model::Allocation crops = model::Allocation::proportional;
  model::Allocation corridors = model::Allocation::replay;
  model::StructureChoice structure;
  std::vector<int> target_zones;
  int window_start = 0;

 private:
  using Month = std::array<double, model::donor_count>;
  struct Series {
    std::vector<Month> quantity, money;  ///< by month; empty where there is none
    std::array<std::vector<Month>*, 2> parts() { return {&quantity, &money}; }
  };
  using SeriesByPlace = std::map<std::pair<int, int>, std::shared_ptr<const Series>>;

  /// The series to change, which no other draft shares from then on; null where there is none.
  Series* find(model::Instrument instrument, int slot);
  void check_limits(const model::Policy& policy, const std::string& file, Faults& faults) const;
  void set_funding(model::Policy& policy) const;

  const model::World& world_;
  ScenarioPlaces places_;
  SeriesByPlace series_;  ///< by instrument and slot; copies of a draft share what neither changes
};

/// Largest money a year accepted for an instrument: its limit, at the top of its unit cost's range.
double money_limit(model::Instrument instrument);

}  // namespace balloon
