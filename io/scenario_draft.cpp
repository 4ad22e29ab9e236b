#include "io/scenario_draft.hpp"

#include <algorithm>

#include "io/csv.hpp"
#include "model/parameters.hpp"

namespace balloon {

using model::Instrument;

std::vector<double> month_cover(const Date& from, const Date& to) {
  std::vector<double> cover(month_count, 0.0);
  for (int t = 0; t < month_count; ++t) {
    const int days = days_in_month(year_of(t), month_of_year(t));
    const int overlap = overlap_days(t, from, to);
    cover[static_cast<std::size_t>(t)] =
        overlap == days ? 1.0 : static_cast<double>(overlap) / days;
  }
  return cover;
}

std::vector<double> monthly_amounts(const AmountPlan& plan) {
  std::vector<double> amounts(month_count, 0.0);
  const auto first = day_number(plan.from);
  const double days = static_cast<double>(day_number(plan.to) - first + 1);
  const int last = std::min(month_index(plan.to.year, plan.to.month), month_count - 1);
  for (int t = std::max(month_index(plan.from.year, plan.from.month), 0); t <= last; ++t) {
    const int overlap = overlap_days(t, plan.from, plan.to);
    const int year = year_of(t);
    const int length = days_in_month(year, month_of_year(t));
    double value = plan.value;
    if (plan.start != plan.value) {
      // The rate of a day is that of its noon; its mean over the overlap is that of the middle.
      const auto begin = std::max(first, day_number({year, month_of_year(t), 1}));
      const double middle = static_cast<double>(begin - first) + 0.5 * overlap;
      value = plan.start + (plan.value - plan.start) * (middle / days);
    }
    double share = overlap == length ? 1.0 : static_cast<double>(overlap) / length;
    if (!plan.is_level && plan.per == ScenarioStep::Per::total) share = overlap / days;
    if (!plan.is_level && plan.per == ScenarioStep::Per::year)
      share = static_cast<double>(overlap) / (is_leap_year(year) ? 366 : 365);
    amounts[static_cast<std::size_t>(t)] = value * share;
  }
  return amounts;
}

PolicyDraft::Series* PolicyDraft::find(Instrument instrument, int slot) {
  const auto found = series_.find({static_cast<int>(instrument), slot});
  if (found == series_.end()) return nullptr;
  if (found->second.use_count() > 1) found->second = std::make_shared<Series>(*found->second);
  return std::const_pointer_cast<Series>(found->second).get();  // made as one that is not const
}

void PolicyDraft::clear(Instrument instrument, int slot, const std::vector<double>& cover) {
  auto* s = find(instrument, slot);
  if (s == nullptr) return;
  for (auto* part : s->parts())
    for (std::size_t t = 0; t < part->size(); ++t)
      if (cover[t] != 0)
        for (double& x : (*part)[t]) x *= 1 - cover[t];
}

void PolicyDraft::add(Instrument instrument, int slot, const std::vector<double>& amounts,
                      double share, const std::array<double, model::donor_count>& donors,
                      bool money) {
  auto& kept = series_[{static_cast<int>(instrument), slot}];
  if (!kept) kept = std::make_shared<Series>();
  auto* s = find(instrument, slot);
  auto& part = money ? s->money : s->quantity;
  part.resize(month_count, Month{});
  for (std::size_t t = 0; t < month_count; ++t) {
    if (amounts[t] == 0) continue;
    for (std::size_t d = 0; d < donors.size(); ++d) part[t][d] += amounts[t] * share * donors[d];
  }
}

void PolicyDraft::scale(Instrument instrument, int slot, const std::vector<double>& cover,
                        double factor) {
  auto* s = find(instrument, slot);
  if (s == nullptr) return;
  for (auto* part : s->parts())
    for (std::size_t t = 0; t < part->size(); ++t)
      if (cover[t] != 0)
        for (double& x : (*part)[t]) x *= (1 - cover[t]) + cover[t] * factor;
}

void PolicyDraft::hold(Instrument instrument, int slot, const std::vector<double>& cover,
                       int year) {
  auto* s = find(instrument, slot);
  if (s == nullptr) return;
  for (auto* part : s->parts()) {
    if (part->empty()) continue;
    Month mean{};
    const auto start = static_cast<std::size_t>(month_index(year, 1));
    for (std::size_t d = 0; d < mean.size(); ++d) {
      double sum = 0;
      for (std::size_t k = 0; k < 12; ++k) sum += (*part)[start + k][d];
      mean[d] = sum / 12;
      // A constant stays itself to the last bit.
      bool constant = true;
      for (std::size_t k = 1; k < 12; ++k)
        constant = constant && (*part)[start + k][d] == (*part)[start][d];
      if (constant) mean[d] = (*part)[start][d];
    }
    for (std::size_t t = 0; t < month_count; ++t) {
      if (cover[t] == 0) continue;
      for (std::size_t d = 0; d < mean.size(); ++d)
        (*part)[t][d] = (*part)[t][d] * (1 - cover[t]) + mean[d] * cover[t];
    }
  }
}

namespace {

double sum_of(const std::array<double, model::donor_count>& month) {
  double sum = 0;
  for (const double x : month) sum += x;
  return sum;
}

/// USD of one unit of quantity, to weigh donors of money and of quantity; null where the instrument
/// does not take money.
const model::ParameterRecord* unit_cost(Instrument instrument) {
  const auto& record = model::instruments[instrument];
  return record.takes_money ? &model::parameters[static_cast<int>(record.cost.parameter)] : nullptr;
}

}  // namespace

double money_limit(Instrument instrument) {
  const auto& record = model::instruments[instrument];
  const auto* cost = unit_cost(instrument);
  return cost == nullptr ? record.upper : record.upper * cost->high;
}

double PolicyDraft::total(Instrument instrument, int slot, const std::vector<double>& cover) const {
  const auto found = series_.find({static_cast<int>(instrument), slot});
  double sum = 0;
  if (found == series_.end()) return sum;
  const auto& quantity = found->second->quantity;
  for (std::size_t t = 0; t < quantity.size(); ++t) sum += sum_of(quantity[t]) * cover[t];
  return sum;
}

double PolicyDraft::total_money(Instrument instrument, int slot,
                                const std::vector<double>& cover) const {
  const auto found = series_.find({static_cast<int>(instrument), slot});
  double sum = 0;
  if (found == series_.end()) return sum;
  const auto& money = found->second->money;
  for (std::size_t t = 0; t < money.size(); ++t) sum += sum_of(money[t]) * cover[t];
  return sum;
}

model::Policy PolicyDraft::finish(const std::string& file, Faults& faults) const {
  model::Policy policy(static_cast<int>(world_.zones.size()));
  policy.crops = crops;
  policy.corridors = corridors;
  policy.structure = structure;
  policy.target_zones = target_zones;
  policy.window_start = window_start;
  for (const auto& [key, s] : series_) {
    const auto instrument = static_cast<Instrument>(key.first);
    const int slot = key.second;
    const bool national = is_national(slot);
    const int hub = slot - model::max_zones;
    for (std::size_t i = 0; i < s->quantity.size(); ++i) {
      const int t = static_cast<int>(i);
      const double x = sum_of(s->quantity[i]);
      (national ? policy.national(instrument, hub, t) : policy.quantity(instrument, slot, t)) = x;
    }
    for (std::size_t i = 0; i < s->money.size(); ++i) {
      const int t = static_cast<int>(i);
      const double x = sum_of(s->money[i]);
      (national ? policy.national_money(instrument, hub, t) : policy.money(instrument, slot, t)) =
          x;
    }
  }
  set_funding(policy);
  check_limits(policy, file, faults);
  return policy;
}

void PolicyDraft::set_funding(model::Policy& policy) const {
  std::vector<Month> spent(static_cast<std::size_t>(model::instrument_count) *
                           (model::hub_count + 1) * month_count);
  const auto at = [](int instrument, int hub, int t) {
    return (static_cast<std::size_t>(instrument) * (model::hub_count + 1) +
            static_cast<std::size_t>(hub)) *
               month_count +
           static_cast<std::size_t>(t);
  };
  for (const auto& [key, s] : series_) {
    const auto instrument = static_cast<Instrument>(key.first);
    const auto* cost = unit_cost(instrument);
    const double usd = cost == nullptr ? 1 : cost->middle;
    const int hub = places_.funding_hub(instrument, key.second);
    Month* const months = &spent[at(key.first, hub, 0)];
    for (std::size_t i = 0; i < std::max(s->quantity.size(), s->money.size()); ++i)
      for (std::size_t d = 0; d < months[i].size(); ++d)
        months[i][d] += (s->quantity.empty() ? 0 : s->quantity[i][d] * usd) +
                        (s->money.empty() ? 0 : s->money[i][d]);
  }
  for (int i = 0; i < model::instrument_count; ++i) {
    for (int h = 0; h <= model::hub_count; ++h) {
      for (int t = 0; t < month_count; ++t) {
        const auto& by_donor = spent[at(i, h, t)];
        const double sum = sum_of(by_donor);
        if (sum <= 0) continue;  // nothing spent: national, as the policy starts
        for (int d = 0; d < model::donor_count; ++d)
          policy.funding(static_cast<Instrument>(i), h, d, t) =
              by_donor[static_cast<std::size_t>(d)] / sum;
      }
    }
  }
}

void PolicyDraft::check_limits(const model::Policy& policy, const std::string& file,
                               Faults& faults) const {
  constexpr double slack = 1 + 1e-9;
  for (const auto& [key, s] : series_) {
    const auto instrument = static_cast<Instrument>(key.first);
    const auto& record = model::instruments[instrument];
    const auto fault = [&, slot = key.second](int t, double value, double limit, const char* what) {
      faults.add({file, 0, record.name, number_text(value),
                  std::string(what) + " in " + places_.slot_name(instrument, slot) + " reaches " +
                      number_text(value) + " " + record.unit + " in " + month_name(t) +
                      "; the limit is " + number_text(limit)});
    };
    double year = 0, money = 0;
    for (int t = 0; t < month_count; ++t) {
      const auto i = static_cast<std::size_t>(t);
      double quantity = s->quantity.empty() ? 0 : sum_of(s->quantity[i]);
      if (!record.is_flow && record.place == model::PlaceKind::zone && !is_national(key.second)) {
        const int country = world_.zones[static_cast<std::size_t>(key.second)].country;
        if (country < model::hub_count) quantity += policy.national(instrument, country, t);
      }
      if (!record.is_flow && quantity > record.upper * slack) {
        fault(t, quantity, record.upper, "the sum of the levers");
        break;
      }
      if (t % 12 == 0) year = money = 0;
      year += quantity;
      money += s->money.empty() ? 0 : sum_of(s->money[i]);
      if (record.is_flow && year > record.upper * slack) {
        fault(t, year, record.upper, "the year's sum of the levers");
        break;
      }
      if (money > money_limit(instrument) * slack) {
        fault(t, money, money_limit(instrument), "the year's money of the levers");
        break;
      }
    }
  }
}

}  // namespace balloon
