#include "measure/displacement_checks.hpp"

#include <algorithm>

#include "measure/distributions.hpp"

namespace balloon::measure {

namespace {

constexpr double nearest_km = 0.1;  // as in inverse_distance: nearer counts as this near

ControlCheck untested(Index places) {
  return {false, missing, missing, missing, missing, places, false};
}

/// Data without noise have no error to divide by: then the estimate is either nothing, or certain.
ControlCheck judged(double estimate, double error, double df, double scale, Index places) {
  ControlCheck check{true, estimate, error, 1, df, places, false};
  if (error > 1e-12 * scale)
    check.p = student_two_tails(estimate / error, df);
  else if (std::abs(estimate) > 1e-9 * scale)
    check.p = 0;
  return check;
}

/// Growth of a group: sum of slopes over sum of means, with its delta-method variance.
struct Growth {
  std::vector<double> slopes, means;
  double rate = missing, variance = missing;

  void add(double slope, double mean) {
    slopes.push_back(slope);
    means.push_back(mean);
  }
  Index places() const { return static_cast<Index>(slopes.size()); }
  bool solve() {
    double rise = 0, level = 0, square = 0;
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      rise += slopes[i];
      level += means[i];
    }
    if (slopes.size() < 2 || !(level > 0)) return false;
    rate = rise / level;
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      const double part = (slopes[i] - rate * means[i]) / level;
      square += part * part;
    }
    const auto n = static_cast<double>(slopes.size());
    variance = square * n / (n - 1);
    return true;
  }
};

}  // namespace

std::vector<WindowMeans> window_means(const DisplacementData& data) {
  std::vector<WindowMeans> made(data.roles.size());
  const auto mean = [&](Index place, const TimeWindow& window) {
    double sum = 0;
    int seen = 0;
    for (std::size_t t = 0; t < data.times.size(); ++t) {
      const double y = data.outcome(place, static_cast<Index>(t));
      if (!window.holds(data.times[t]) || std::isnan(y)) continue;
      sum += y;
      ++seen;
    }
    return seen > 0 ? sum / seen : missing;
  };
  for (std::size_t i = 0; i < made.size(); ++i)
    made[i] = {mean(static_cast<Index>(i), data.before), mean(static_cast<Index>(i), data.after)};
  return made;
}

ControlCheck distance_gradient(const DisplacementData& data, const std::vector<WindowMeans>& means,
                               double significance) {
  if (data.points.empty()) return untested(0);
  const std::vector<double> km = km_to_target(data.points, data.roles);
  std::vector<double> x, y;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (data.roles[i] != PlaceRole::control || !means[i].whole() || !std::isfinite(km[i])) continue;
    x.push_back(std::log(std::max(km[i], nearest_km)));
    y.push_back(std::log1p(means[i].after) - std::log1p(means[i].before));
  }
  const auto places = static_cast<Index>(x.size());
  if (places < 5) return untested(places);

  const Eigen::Map<const Vector> distance(x.data(), places), change(y.data(), places);
  const Vector centred = distance.array() - distance.mean();
  const double spread = centred.squaredNorm();
  if (spread <= 1e-18 * (1 + distance.squaredNorm())) return untested(places);
  const double slope = centred.dot(change) / spread;
  const Vector residual = change.array() - change.mean() - slope * centred.array();
  const Vector left = 1 - 1 / static_cast<double>(places) - centred.array().square() / spread;
  // a place that alone carries the slope has no residual, and says nothing of its error
  if (left.minCoeff() < 1e-9) return untested(places);
  const double error =
      std::sqrt((centred.array() * residual.array() / left.array()).square().sum()) / spread;
  const double scale = change.cwiseAbs().maxCoeff() / std::sqrt(spread);
  ControlCheck check = judged(slope, error, static_cast<double>(places) - 2, scale, places);
  check.suspect = check.p < significance && slope < 0;
  return check;
}

ControlCheck growth_before(const DisplacementData& data, const DisplacementOptions& options) {
  Growth target, control;
  std::vector<double> time, value;
  for (std::size_t i = 0; i < data.roles.size(); ++i) {
    if (data.roles[i] != PlaceRole::target && data.roles[i] != PlaceRole::control) continue;
    time.clear();
    value.clear();
    for (std::size_t t = 0; t < data.times.size(); ++t) {
      const double y = data.outcome(static_cast<Index>(i), static_cast<Index>(t));
      if (data.times[t] > data.before.last || std::isnan(y)) continue;
      if (options.growth_from && data.times[t] < *options.growth_from) continue;
      time.push_back(data.times[t]);
      value.push_back(y);
    }
    if (time.size() < 2) continue;
    const auto n = static_cast<Index>(time.size());
    const Eigen::Map<const Vector> at(time.data(), n), y(value.data(), n);
    const Vector centred = at.array() - at.mean();
    (data.roles[i] == PlaceRole::target ? target : control)
        .add(centred.dot(y) / centred.squaredNorm(), y.mean());
  }
  const Index places = target.places() + control.places();
  if (!target.solve() || !control.solve()) return untested(places);
  const double variance = target.variance + control.variance;
  const auto own_df = [](const Growth& g) {
    return g.variance * g.variance / static_cast<double>(g.places() - 1);
  };
  const double both = own_df(target) + own_df(control);
  const double df = both > 0 ? variance * variance / both : static_cast<double>(places) - 2;
  const double scale = std::max({std::abs(target.rate), std::abs(control.rate), 1e-3});
  ControlCheck check = judged(target.rate - control.rate, std::sqrt(variance), df, scale, places);
  check.suspect = check.p < options.significance;
  return check;
}

}  // namespace balloon::measure
