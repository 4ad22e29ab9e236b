#include "decision/scaled_levers.hpp"

#include <algorithm>

namespace balloon::decision {

std::vector<model::Instrument> differing_instruments(const model::Policy& policy,
                                                     const model::Policy& reference,
                                                     int last_month) {
  std::vector<model::Instrument> found;
  for (const auto& c : changes_between(reference, policy))
    if (c.month <= last_month && std::find(found.begin(), found.end(), c.instrument) == found.end())
      found.push_back(c.instrument);
  std::sort(found.begin(), found.end());
  return found;
}

ScaledLevers::ScaledLevers(const model::Policy& policy, const model::Policy& reference,
                           int last_month)
    : policy_(policy) {
  for (const auto& c : changes_between(reference, policy))
    if (c.month <= last_month) entries_[c.instrument].push_back({c, entry_of(policy_, c)});
}

const model::Policy& ScaledLevers::with(const std::map<model::Instrument, double>& scales) {
  for (const auto& [instrument, entries] : entries_) {
    const auto asked = scales.find(instrument);
    const double scale = asked == scales.end() ? 1 : asked->second;
    auto& now = now_.try_emplace(instrument, 1.0).first->second;
    if (now == scale) continue;
    now = scale;
    const auto& record = model::instruments[instrument];
    for (const auto& e : entries) {
      double value = scale == 1 ? e.own : e.own + (scale - 1) * e.change.amount;
      value = std::max(value, 0.0);
      if (!record.is_flow) value = std::min(value, std::max(record.upper, e.own));
      entry_of(policy_, e.change) = value;
    }
  }
  return policy_;
}

model::Policy with_added(model::Policy policy, const AddedLever& lever) {
  for (const auto& c : lever.changes) entry_of(policy, c) += c.amount;
  return policy;
}

}  // namespace balloon::decision
