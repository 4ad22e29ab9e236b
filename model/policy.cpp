#include "model/policy.hpp"

#include <algorithm>

namespace balloon::model {

Policy::Policy(int zones)
    : zones_(zones),
      quantity_(static_cast<std::size_t>(slots) * month_count, 0.0),
      money_(quantity_.size(), 0.0),
      national_(static_cast<std::size_t>(instrument_count) * hub_count * month_count, 0.0),
      national_money_(national_.size(), 0.0),
      funding_(
          static_cast<std::size_t>(instrument_count) * (hub_count + 1) * donor_count * month_count,
          0.0) {
  for (int i = 0; i < instrument_count; ++i)
    for (int h = 0; h <= hub_count; ++h)
      for (int t = 0; t < month_count; ++t) funding_[funding_at(i, h, 0, t)] = 1.0;
}

bool Policy::same_month(const Policy& other, int month) const {
  const auto equal = [&](const std::vector<double>& a, const std::vector<double>& b) {
    const std::size_t row = a.size() / month_count;
    const auto first = static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(month));
    return a.size() == b.size() &&
           std::equal(a.begin() + first, a.begin() + first + static_cast<std::ptrdiff_t>(row),
                      b.begin() + first);
  };
  return equal(quantity_, other.quantity_) && equal(money_, other.money_) &&
         equal(national_, other.national_) && equal(national_money_, other.national_money_) &&
         equal(funding_, other.funding_);
}

void Policy::copy_month(int to, int from) {
  for (auto* levers : {&quantity_, &money_, &national_, &national_money_, &funding_}) {
    const std::size_t row = levers->size() / month_count;
    const auto at = [&](int month) {
      return levers->begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(month));
    };
    std::copy_n(at(from), static_cast<std::ptrdiff_t>(row), at(to));
  }
}

int Policy::place_count(Instrument i) const {
  const auto kind = instruments[i].place;
  return kind == PlaceKind::zone ? zones_ : most_places(kind);
}

}  // namespace balloon::model
