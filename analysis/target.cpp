#include "analysis/target.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/episodes.hpp"

namespace balloon::analysis {

namespace {

constexpr double smallest = 1e-6;

/// The statistic over some places.
double statistic_of(const Target& t, const Ensemble& e, const std::vector<int>& places,
                    int member) {
  switch (t.statistic) {
    case Target::Statistic::december:
      return quantity_value(e, t.outcome, places, member, t.last_month, t.last_month);
    case Target::Statistic::sum:
      return quantity_value(e, t.outcome, places, member, t.first_month, t.last_month);
    case Target::Statistic::mean:
      break;
  }
  double sum = 0;
  for (int month = t.first_month; month <= t.last_month; ++month)
    sum += quantity_value(e, t.outcome, places, member, month, month);
  const auto months = static_cast<double>(t.last_month - t.first_month + 1);
  return sum / (months * static_cast<double>(places.size()));
}

}  // namespace

double scaled(const Target& t, double value) {
  switch (t.scale) {
    case Target::Scale::log:
      return std::log(std::max(value, smallest * t.value));
    case Target::Scale::log_floor:
      return std::log(std::max(value, 0.0) + t.floor);
    case Target::Scale::logit:
      break;
  }
  const double share = std::clamp(value, smallest, 1 - smallest);
  return std::log(share / (1 - share));
}

double unscaled(const Target& t, double x) {
  switch (t.scale) {
    case Target::Scale::log:
      return std::exp(x);
    case Target::Scale::log_floor:
      return std::exp(x) - t.floor;
    case Target::Scale::logit:
      break;
  }
  return 1 / (1 + std::exp(-x));
}

double model_value(const Target& t, const Ensemble& e, int member) {
  try {
    check_recorded(e, t.outcome, t.first_month, t.last_month);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(t.name + ": " + error.what());
  }
  const double value = statistic_of(t, e, t.places, member);
  if (t.over.empty()) return value;
  const double whole = statistic_of(t, e, t.over, member);
  return whole != 0 ? value / whole : std::nan("");
}

double bias_covariance(const Target& a, const Target& b) {
  if (a.drift_group.empty() || a.drift_group != b.drift_group) return 0;
  const double years = std::min(a.year, b.year) - a.drift_since;
  return a.drift_start_sd * b.drift_start_sd + a.drift_year_sd * b.drift_year_sd * years;
}

const char* unit_of(const Target& t) {
  return t.over.empty() ? model::outcomes[t.outcome].unit : "share";
}

void mark_outcomes(const std::vector<Target>& targets, bool* chosen) {
  for (const auto& t : targets) chosen[t.outcome] = true;
}

}  // namespace balloon::analysis
