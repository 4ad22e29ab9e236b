#include "measure/event_influence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "measure/distributions.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {

namespace {

/// The changes of one side of a group-time.
struct Side {
  std::vector<Index> places;
  std::vector<double> changes;
  Index lost = 0;

  void add(Index place, double change) {
    if (std::isnan(change)) {
      ++lost;
      return;
    }
    places.push_back(place);
    changes.push_back(change);
  }
  Index count() const { return static_cast<Index>(places.size()); }
  double mean() const {
    if (places.empty()) return missing;
    double sum = 0;
    for (const double change : changes) sum += change;
    return sum / static_cast<double>(changes.size());
  }
  /// Deviations over n, scaled so that their squares add up to s^2 / n.
  void influence(double sign, Eigen::Ref<Vector> column) const {
    if (count() < 2) return;
    const double middle = mean();
    const auto n = static_cast<double>(count());
    const double scale = sign / std::sqrt(n * (n - 1));
    for (std::size_t k = 0; k < places.size(); ++k)
      column(places[k]) += scale * (changes[k] - middle);
  }
};

/// Index of the base of (group, time), or -1.
Index base_of(const EventData& data, int group, Index time, const EventStudyOptions& options) {
  const std::int64_t start = static_cast<std::int64_t>(group) - options.anticipation;
  if (options.base == BasePeriod::varying && data.times[static_cast<std::size_t>(time)] < start)
    return time - 1;
  Index base = -1;
  for (std::size_t t = 0; t < data.times.size() && data.times[t] < start; ++t)
    base = static_cast<Index>(t);
  return base;
}

/// A multiplier of one place.
double multiplier(Multiplier kind, ReplicateDraws& draws) {
  if (kind == Multiplier::rademacher) return draws.next() >> 63 ? 1 : -1;
  const double root = std::sqrt(5.0);
  return draws.uniform() < (1 + root) / (2 * root) ? (1 - root) / 2 : (1 + root) / 2;
}

}  // namespace

GroupTimes group_times(const EventData& data, const EventStudyOptions& options) {
  GroupTimes made;
  made.group_of = data.first_treated;
  const Index places = data.outcome.rows();
  for (const int group : made.group_of)
    if (group != never_treated) ++made.size[group];

  std::vector<Vector> influences;
  for (const auto& [group, size] : made.size) {
    for (Index t = 0; t < data.outcome.cols(); ++t) {
      const Index base = base_of(data, group, t, options);
      const int time = data.times[static_cast<std::size_t>(t)];
      if (base == t) made.base_events.insert(time - group);
      if (base < 0 || base == t) continue;
      GroupTimeEffect cell;
      cell.group = group;
      cell.time = time;
      cell.base = data.times[static_cast<std::size_t>(base)];
      const std::int64_t clean_until =
          static_cast<std::int64_t>(std::max(time, cell.base)) + options.anticipation;
      Side treated, comparison;
      for (Index i = 0; i < places; ++i) {
        const int other = made.group_of[static_cast<std::size_t>(i)];
        const double change = data.outcome(i, t) - data.outcome(i, base);
        if (other == group)
          treated.add(i, change);
        else if (other == never_treated ||
                 (options.comparison == ComparisonPlaces::not_yet && other > clean_until))
          comparison.add(i, change);
      }
      cell.treated = treated.count();
      cell.comparison = comparison.count();
      cell.lost = treated.lost + comparison.lost;
      cell.effect = treated.mean() - comparison.mean();
      cell.error = missing;
      Vector column = Vector::Zero(places);
      if (!std::isnan(cell.effect)) {
        treated.influence(1, column);
        comparison.influence(-1, column);
        if (std::min(cell.treated, cell.comparison) > 1) cell.error = column.norm();
      }
      made.cells.push_back(cell);
      influences.push_back(std::move(column));
    }
  }
  made.influence.resize(places, static_cast<Index>(influences.size()));
  for (std::size_t k = 0; k < influences.size(); ++k)
    made.influence.col(static_cast<Index>(k)) = influences[k];
  return made;
}

Average average(const GroupTimes& times, const std::vector<Share>& shares) {
  const auto weight = [&](const Share& share) {
    return share.multiple * static_cast<double>(times.size.at(times.cells[share.cell].group));
  };
  double total = 0, sum = 0;
  for (const Share& share : shares) {
    total += weight(share);
    sum += weight(share) * times.cells[share.cell].effect;
  }
  Average made{sum / total, Vector::Zero(times.influence.rows())};
  // One place more in a group pulls the average towards that group's effects.
  std::map<int, double> pull;
  for (const Share& share : shares) {
    const GroupTimeEffect& cell = times.cells[share.cell];
    made.influence += weight(share) / total * times.influence.col(static_cast<Index>(share.cell));
    pull[cell.group] += share.multiple * (cell.effect - made.value) / total;
  }
  for (std::size_t i = 0; i < times.group_of.size(); ++i) {
    const auto found = pull.find(times.group_of[i]);
    if (found != pull.end()) made.influence(static_cast<Index>(i)) += found->second;
  }
  return made;
}

void set_bands(const std::vector<Average>& averages, const EventStudyOptions& options,
               EventPath& path) {
  path.critical = missing;
  std::vector<std::size_t> noisy;
  for (std::size_t k = 0; k < averages.size(); ++k) {
    EventEffect& effect = path.effects[k];
    effect.band_low = effect.band_high = effect.reference ? 0 : missing;
    if (effect.error > 0) noisy.push_back(k);
  }
  if (noisy.empty() || options.replicates == 0) return;

  const Index places = averages.front().influence.size();
  Matrix influence(places, static_cast<Index>(noisy.size()));
  for (std::size_t k = 0; k < noisy.size(); ++k)
    influence.col(static_cast<Index>(k)) = averages[noisy[k]].influence;
  const auto replicates = static_cast<std::size_t>(options.replicates);
  std::vector<std::vector<double>> drawn(noisy.size(), std::vector<double>(replicates));
  std::vector<double> largest(replicates, 0.0);
  Vector weights(places);
  for (std::size_t r = 0; r < replicates; ++r) {
    ReplicateDraws draws(options.seed, r);
    for (Index i = 0; i < places; ++i) weights(i) = multiplier(options.multiplier, draws);
    const Vector moved = influence.transpose() * weights;
    for (std::size_t k = 0; k < noisy.size(); ++k) {
      drawn[k][r] = moved(static_cast<Index>(k));
      largest[r] = std::max(largest[r], std::abs(drawn[k][r]) / path.effects[noisy[k]].error);
    }
  }
  path.critical =
      std::max(sample_quantile(largest, options.level), normal_quantile(0.5 + options.level / 2));
  const double normal_range = 2 * normal_quantile(0.75);
  for (std::size_t k = 0; k < noisy.size(); ++k) {
    EventEffect& effect = path.effects[noisy[k]];
    effect.bootstrap_error =
        (sample_quantile(drawn[k], 0.75) - sample_quantile(drawn[k], 0.25)) / normal_range;
    effect.band_low = effect.value - path.critical * effect.error;
    effect.band_high = effect.value + path.critical * effect.error;
  }
}

}  // namespace balloon::measure
