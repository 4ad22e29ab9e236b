#include "measure/displacement_quotient.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "measure/displacement_checks.hpp"
#include "measure/require.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {

namespace {

/// Ratios that differ by less than this share of their size are equal: rounding is no success.
constexpr double rounding = 1e-12;

void validate(const DisplacementData& data, const DisplacementOptions& options) {
  const Index places = data.outcome.rows();
  require(data.outcome.cols() == static_cast<Index>(data.times.size()),
          "outcome and times differ in number");
  require(places == static_cast<Index>(data.roles.size()), "outcome and roles differ in places");
  require(data.points.empty() || places == static_cast<Index>(data.points.size()),
          "outcome and points differ in places");
  require(std::adjacent_find(data.times.begin(), data.times.end(), std::greater_equal<>()) ==
              data.times.end(),
          "times do not ascend");
  require(data.before.first <= data.before.last && data.after.first <= data.after.last,
          "a window is reversed");
  require(data.before.last < data.after.first, "the windows overlap");
  const auto bad = [](double y) { return y < 0 || std::isinf(y); };
  require(std::none_of(data.outcome.data(), data.outcome.data() + data.outcome.size(), bad),
          "an outcome is negative or infinite");
  require(options.replicates >= 0, "replicates below 0");
  require(options.level > 0 && options.level < 1, "level outside (0, 1)");
  require(options.significance >= 0 && options.significance <= 1, "significance outside [0, 1]");
}

/// Places of one role with figures in both windows, and their sums.
struct Group {
  std::vector<WindowMeans> places;
  Index dropped = 0;

  WindowMeans sum() const {
    if (places.empty()) return {};
    WindowMeans total{0, 0};
    for (const WindowMeans& place : places)
      total = {total.before + place.before, total.after + place.after};
    return total;
  }
  WindowMeans resampled_sum(ReplicateDraws draws) const {
    if (places.empty()) return {};
    WindowMeans total{0, 0};
    const auto n = static_cast<Index>(places.size());
    for (Index k = 0; k < n; ++k) {
      const WindowMeans& place = places[static_cast<std::size_t>(draws.below(n))];
      total = {total.before + place.before, total.after + place.after};
    }
    return total;
  }
  GroupFigures figures() const {
    const WindowMeans total = sum();
    return {total.before, total.after, static_cast<Index>(places.size()), dropped};
  }
};

/// a - b, or exactly 0 where they are equal but for rounding.
double clean_difference(double a, double b) {
  const double difference = a - b;
  return std::abs(difference) <= rounding * (std::abs(a) + std::abs(b)) ? 0 : difference;
}

/// All that follows from the six sums.
struct QuotientParts {
  QuotientState state = QuotientState::defined;
  double quotient = missing, buffer_change = missing, success = missing, gross = missing,
         net = missing, total = missing;
};

QuotientParts effects_of(const WindowMeans& r, const WindowMeans& d, const WindowMeans& c) {
  QuotientParts made;
  made.gross = r.before - r.after;
  if (c.before > 0) {
    const double growth = c.after / c.before;
    made.total = (r.before * growth - r.after) + (d.before * growth - d.after);
  }
  if (c.before > 0 && c.after > 0) {
    made.success = clean_difference(r.after / c.after, r.before / c.before);
    made.buffer_change = clean_difference(d.after / c.after, d.before / c.before);
    made.net = -made.success;
  }
  if (std::isnan(r.before))
    made.state = QuotientState::no_target;
  else if (std::isnan(c.before))
    made.state = QuotientState::no_control;
  else if (!(c.before > 0 && c.after > 0))
    made.state = QuotientState::control_zero;
  else if (std::isnan(d.before))
    made.state = QuotientState::no_buffer;
  else if (!(made.success < 0))
    made.state = QuotientState::target_did_not_fall;
  else
    made.quotient = made.buffer_change / made.success;
  if (made.quotient == 0) made.quotient = 0;  // no negative zero
  return made;
}

DisplacementVerdict verdict_of(double quotient) {
  if (std::isnan(quotient)) return DisplacementVerdict::undefined;
  if (quotient > 1) return DisplacementVerdict::diffusion_beyond_success;
  if (quotient > 0) return DisplacementVerdict::diffusion;
  if (quotient == 0) return DisplacementVerdict::neither;
  if (quotient >= -1) return DisplacementVerdict::partial_displacement;
  return DisplacementVerdict::displacement_beyond_success;
}

struct NamedFigure {
  double QuotientParts::*from;
  BootstrapFigure DisplacementQuotient::*to;
};
constexpr NamedFigure figures[] = {
    {&QuotientParts::quotient, &DisplacementQuotient::quotient},
    {&QuotientParts::buffer_change, &DisplacementQuotient::buffer_change},
    {&QuotientParts::success, &DisplacementQuotient::success},
    {&QuotientParts::gross, &DisplacementQuotient::gross_effect},
    {&QuotientParts::net, &DisplacementQuotient::net_effect},
    {&QuotientParts::total, &DisplacementQuotient::total_net_effect},
};

void bootstrap(const Group& target, const Group& buffer, const Group& control,
               const DisplacementOptions& options, DisplacementQuotient& result) {
  const auto replicates = static_cast<std::size_t>(options.replicates);
  result.replicates = options.replicates;
  std::vector<QuotientParts> all(replicates);
  std::array<int, displacement_verdicts> counts{};
  for (std::size_t r = 0; r < replicates; ++r) {
    const auto draws = [&](PlaceRole role) {
      return ReplicateDraws(options.seed, r, static_cast<std::uint64_t>(role));
    };
    all[r] = effects_of(target.resampled_sum(draws(PlaceRole::target)),
                        buffer.resampled_sum(draws(PlaceRole::buffer)),
                        control.resampled_sum(draws(PlaceRole::control)));
    ++counts[static_cast<std::size_t>(verdict_of(all[r].quotient))];
  }
  for (std::size_t v = 0; v < counts.size(); ++v)
    result.verdict_shares[v] = counts[v] / static_cast<double>(replicates);
  result.undefined_share = result.verdict_shares[0];
  const double tail = (1 - options.level) / 2;
  result.interval_bounded = result.undefined_share <= tail;
  std::vector<double> values(replicates);
  for (const NamedFigure& figure : figures) {
    for (std::size_t r = 0; r < replicates; ++r) values[r] = all[r].*figure.from;
    BootstrapFigure& made = result.*figure.to;
    made.low = sample_quantile(values, tail);
    made.high = sample_quantile(values, 1 - tail);
  }
}

}  // namespace

DisplacementQuotient displacement_quotient(const DisplacementData& data,
                                           const DisplacementOptions& options) {
  validate(data, options);
  const std::vector<WindowMeans> means = window_means(data);
  Group target, buffer, control;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (data.roles[i] == PlaceRole::apart) continue;
    Group& group = data.roles[i] == PlaceRole::target   ? target
                   : data.roles[i] == PlaceRole::buffer ? buffer
                                                        : control;
    if (means[i].whole())
      group.places.push_back(means[i]);
    else
      ++group.dropped;
  }

  DisplacementQuotient result;
  result.target = target.figures();
  result.buffer = buffer.figures();
  result.control = control.figures();
  const QuotientParts effects = effects_of(target.sum(), buffer.sum(), control.sum());
  result.state = effects.state;
  const auto empty = [&](const TimeWindow& window) {
    return std::none_of(data.times.begin(), data.times.end(),
                        [&](int time) { return window.holds(time); });
  };
  if (empty(data.before) || empty(data.after)) result.state = QuotientState::window_empty;
  result.verdict = verdict_of(effects.quotient);
  for (const NamedFigure& figure : figures)
    result.*figure.to = {effects.*figure.from, missing, missing};
  result.verdict_shares.fill(missing);
  result.undefined_share = missing;
  if (options.replicates > 0) bootstrap(target, buffer, control, options, result);

  result.distance_gradient = distance_gradient(data, means, options.significance);
  result.growth_before = growth_before(data, options);
  return result;
}

std::vector<double> km_to_target(const std::vector<Point>& points,
                                 const std::vector<PlaceRole>& roles) {
  require(points.size() == roles.size(), "points and roles differ in places");
  std::vector<double> km(points.size(), std::numeric_limits<double>::infinity());
  for (std::size_t j = 0; j < points.size(); ++j) {
    if (roles[j] != PlaceRole::target) continue;
    for (std::size_t i = 0; i < points.size(); ++i)
      km[i] = i == j ? 0 : std::min(km[i], distance_km(points[i], points[j]));
  }
  return km;
}

std::vector<PlaceRole> roles_by_distance(const Matrix& treatment, const std::vector<int>& times,
                                         const std::vector<Point>& points, const RingRule& rule) {
  require(treatment.cols() == static_cast<Index>(times.size()),
          "treatment and times differ in number");
  require(treatment.rows() == static_cast<Index>(points.size()),
          "treatment and points differ in places");
  require(rule.buffer_km >= 0 && rule.gap_km >= 0, "a distance is negative");
  require(rule.window.first <= rule.window.last, "a window is reversed");
  std::vector<PlaceRole> roles(points.size(), PlaceRole::control);
  std::vector<char> known(points.size(), 0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t t = 0; t < times.size(); ++t) {
      const double here = treatment(static_cast<Index>(i), static_cast<Index>(t));
      if (!rule.window.holds(times[t]) || std::isnan(here)) continue;
      known[i] = 1;
      if (here > rule.threshold) roles[i] = PlaceRole::target;
    }
  }
  const std::vector<double> km = km_to_target(points, roles);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (roles[i] == PlaceRole::target) continue;
    // a place that may have been treated, or that lies nowhere, belongs to neither side
    const bool unknown =
        !known[i] || std::isnan(points[i].latitude) || std::isnan(points[i].longitude);
    const bool in_gap = km[i] > rule.buffer_km && km[i] <= rule.buffer_km + rule.gap_km;
    if (unknown || in_gap)
      roles[i] = PlaceRole::apart;
    else if (km[i] <= rule.buffer_km)
      roles[i] = PlaceRole::buffer;
  }
  return roles;
}

}  // namespace balloon::measure
