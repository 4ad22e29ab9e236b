#include "decision/policy_change.hpp"

#include <map>
#include <stdexcept>
#include <string_view>
#include <tuple>

#include "model/payer.hpp"

namespace balloon::decision {

using model::Instrument;
using Kind = PolicyChange::Kind;

namespace {

/// The entry of a policy, which may be constant.
template <class Policy>
decltype(auto) entry_in(Policy& policy, const PolicyChange& c) {
  switch (c.kind) {
    case Kind::money:
      return policy.money(c.instrument, c.place, c.month);
    case Kind::national:
      return policy.national(c.instrument, c.place, c.month);
    case Kind::national_money:
      return policy.national_money(c.instrument, c.place, c.month);
    case Kind::quantity:
      break;
  }
  return policy.quantity(c.instrument, c.place, c.month);
}

}  // namespace

double& entry_of(model::Policy& policy, const PolicyChange& c) { return entry_in(policy, c); }

double entry_of(const model::Policy& policy, const PolicyChange& c) { return entry_in(policy, c); }

std::vector<PolicyChange> changes_between(const model::Policy& from, const model::Policy& to) {
  std::vector<PolicyChange> changes;
  for (int t = 0; t < month_count; ++t) {
    if (from.same_month(to, t)) continue;
    for (int i = 0; i < model::instrument_count; ++i) {
      const auto instrument = static_cast<Instrument>(i);
      for (const auto kind : {Kind::quantity, Kind::money, Kind::national, Kind::national_money}) {
        const bool national = kind == Kind::national || kind == Kind::national_money;
        const int places = national ? model::hub_count : to.place_count(instrument);
        for (int place = 0; place < places; ++place) {
          PolicyChange c{kind, instrument, place, t, 0};
          c.amount = entry_of(to, c) - entry_of(from, c);
          if (c.amount != 0) changes.push_back(c);
        }
      }
    }
  }
  return changes;
}

int payer_of(const model::World& world, const PolicyChange& c) {
  if (c.kind == Kind::national || c.kind == Kind::national_money) return c.place;
  return model::payer_of(world, c.instrument, c.place);
}

PolicyBench::Share PolicyBench::start_share(const model::World& world, const PolicyChange& change,
                                            int hub) const {
  Share share;
  share.instrument = change.instrument;
  share.hub = hub;
  share.month = change.month;
  const auto& record = model::instruments[change.instrument];
  const bool is_money = std::string_view(record.unit) == "USD";
  double spent = 0;
  for (const auto kind : {Kind::quantity, Kind::money, Kind::national, Kind::national_money}) {
    const bool national = kind == Kind::national || kind == Kind::national_money;
    const int places = national ? model::hub_count : policy_.place_count(change.instrument);
    for (int place = 0; place < places; ++place) {
      const PolicyChange at{kind, change.instrument, place, change.month, 0};
      const double amount = entry_of(policy_, at);
      if (amount == 0 || payer_of(world, at) != hub) continue;
      if (!is_money && (kind == Kind::quantity || kind == Kind::national))
        throw std::invalid_argument(std::string("a lever adds money to ") + record.name +
                                    " where the base has " + record.unit);
      spent += amount;
    }
  }
  for (int d = 0; d < model::donor_count; ++d)
    share.base[static_cast<std::size_t>(d)] =
        spent * policy_.funding(change.instrument, hub, d, change.month);
  return share;
}

PolicyBench::PolicyBench(const model::World& world, const model::Policy& base,
                         const std::vector<LeverChanges>& levers)
    : policy_(base) {
  std::map<std::tuple<int, int, int, int>, std::size_t> entry_at;
  std::map<std::tuple<int, int, int>, std::size_t> share_at;
  for (std::size_t l = 0; l < levers.size(); ++l) {
    donor_.push_back(levers[l].donor);
    for (const auto& c : levers[l].per_usd) {
      const auto entry_key =
          std::tuple(static_cast<int>(c.kind), static_cast<int>(c.instrument), c.place, c.month);
      const auto [e, new_entry] = entry_at.try_emplace(entry_key, entries_.size());
      if (new_entry) entries_.push_back({c, entry_of(policy_, c), {}});
      entries_[e->second].parts.push_back({l, c.amount});
      const int hub = payer_of(world, c);
      const auto [s, new_share] = share_at.try_emplace(
          std::tuple(static_cast<int>(c.instrument), hub, c.month), shares_.size());
      if (new_share) shares_.push_back(start_share(world, c, hub));
      shares_[s->second].parts.push_back({l, c.amount});
    }
  }
}

const model::Policy& PolicyBench::with(const std::vector<double>& usd) {
  if (usd.size() != donor_.size())
    throw std::invalid_argument("as many amounts as levers are needed");
  for (const auto& e : entries_) {
    double value = e.base;
    for (const auto& part : e.parts) value += part.per_usd * usd[part.lever];
    entry_of(policy_, e.at) = value;
  }
  for (const auto& s : shares_) {
    Donors by = s.base;
    double sum = 0;
    for (const auto& part : s.parts)
      by[static_cast<std::size_t>(donor_[part.lever])] += part.per_usd * usd[part.lever];
    for (const double x : by) sum += x;
    // Nothing spent: national, as a policy starts.
    for (int d = 0; d < model::donor_count; ++d)
      policy_.funding(s.instrument, s.hub, d, s.month) =
          sum > 0 ? by[static_cast<std::size_t>(d)] / sum : (d == 0 ? 1 : 0);
  }
  return policy_;
}

}  // namespace balloon::decision
