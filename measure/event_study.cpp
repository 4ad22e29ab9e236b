#include "measure/event_study.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <eigen3/Eigen/Eigenvalues>
#include <functional>
#include <map>
#include <set>

#include "measure/distributions.hpp"
#include "measure/event_influence.hpp"
#include "measure/require.hpp"

namespace balloon::measure {

namespace {

void validate(const EventData& data, const EventStudyOptions& options) {
  require(data.outcome.cols() == static_cast<Index>(data.times.size()),
          "outcome and times differ in number");
  require(data.outcome.rows() == static_cast<Index>(data.first_treated.size()),
          "outcome and dates differ in places");
  require(std::adjacent_find(data.times.begin(), data.times.end(), std::greater_equal<>()) ==
              data.times.end(),
          "times do not ascend");
  require(std::none_of(data.outcome.data(), data.outcome.data() + data.outcome.size(),
                       [](double y) { return std::isinf(y); }),
          "an outcome is infinite");
  require(options.anticipation >= 0, "anticipation below 0");
  require(options.replicates >= 0, "replicates below 0");
  require(options.level > 0 && options.level < 1, "level outside (0, 1)");
}

/// The places that can be used, with dates beyond the panel turned into never_treated.
EventData usable(const EventData& data, int anticipation, EventStudy& study) {
  EventData kept;
  kept.times = data.times;
  if (data.times.empty()) return kept;
  std::vector<Index> rows;
  for (Index i = 0; i < data.outcome.rows(); ++i) {
    const std::int64_t date = data.first_treated[static_cast<std::size_t>(i)];
    if (data.outcome.row(i).array().isNaN().all()) {
      ++study.empty;
    } else if (date - anticipation <= data.times.front()) {
      ++study.always_treated;
    } else {
      const bool later = date - anticipation > data.times.back();
      rows.push_back(i);
      kept.first_treated.push_back(later ? never_treated : static_cast<int>(date));
      study.never += later;
    }
  }
  kept.outcome.resize(static_cast<Index>(rows.size()), data.outcome.cols());
  for (std::size_t k = 0; k < rows.size(); ++k)
    kept.outcome.row(static_cast<Index>(k)) = data.outcome.row(rows[k]);
  study.places = kept.outcome.rows();
  return kept;
}

/// Everything that has an interval, filled in from influence functions.
class Averages {
 public:
  Averages(const GroupTimes& cells, const EventStudyOptions& options)
      : cells_(cells), options_(options) {}

  EventPath path(const std::map<int, std::vector<Share>>& parts, const std::set<int>& references) {
    std::vector<Average> averages;
    EventPath made;
    std::set<int> all = references;
    for (const auto& [at, shares] : parts) all.insert(at);
    for (const int at : all) {
      const auto found = parts.find(at);
      if (found == parts.end()) {
        EventEffect zero{};
        zero.at = at;
        zero.bootstrap_error = missing;
        zero.reference = true;
        made.effects.push_back(zero);
        averages.push_back({0, Vector::Zero(cells_.influence.rows())});
        continue;
      }
      averages.push_back(average(cells_, found->second));
      made.effects.push_back(described(at, found->second, averages.back()));
    }
    set_bands(averages, options_, made);
    return made;
  }

  EventEffect single(const std::vector<Share>& shares) {
    if (shares.empty()) {
      EventEffect none{};
      none.value = none.error = none.bootstrap_error = missing;
      none.low = none.high = none.band_low = none.band_high = missing;
      return none;
    }
    return path({{0, shares}}, {}).effects.front();
  }

  PreTrend leads(const std::map<int, std::vector<Share>>& by_event) const {
    std::vector<Average> all;
    for (const auto& [event, shares] : by_event)
      if (event < -options_.anticipation) all.push_back(average(cells_, shares));
    PreTrend test{false, missing, missing, 0};
    if (all.empty()) return test;
    const auto count = static_cast<Index>(all.size());
    Matrix influence(cells_.influence.rows(), count);
    Vector values(count);
    for (Index k = 0; k < count; ++k) {
      influence.col(k) = all[static_cast<std::size_t>(k)].influence;
      values(k) = all[static_cast<std::size_t>(k)].value;
    }
    const Eigen::SelfAdjointEigenSolver<Matrix> parts(influence.transpose() * influence);
    const double largest = parts.eigenvalues()(count - 1);
    const Vector turned = parts.eigenvectors().transpose() * values;
    double statistic = 0;
    for (Index k = 0; k < count; ++k) {
      if (!(parts.eigenvalues()(k) > 1e-10 * largest)) continue;
      statistic += turned(k) * turned(k) / parts.eigenvalues()(k);
      ++test.df;
    }
    if (test.df == 0) return test;
    test.tested = true;
    test.statistic = statistic;
    test.p = chi_square_tail(statistic, static_cast<double>(test.df));
    return test;
  }

 private:
  EventEffect described(int at, const std::vector<Share>& shares, const Average& average) const {
    EventEffect effect{};
    effect.at = at;
    effect.value = average.value;
    effect.error = average.influence.norm();
    effect.bootstrap_error = missing;
    const double z = normal_quantile(0.5 + options_.level / 2);
    effect.low = effect.value - z * effect.error;
    effect.high = effect.value + z * effect.error;
    effect.fewest = std::numeric_limits<Index>::max();
    std::set<int> groups;
    for (const Share& share : shares) {
      const GroupTimeEffect& cell = cells_.cells[share.cell];
      effect.fewest = std::min({effect.fewest, cell.treated, cell.comparison});
      if (groups.insert(cell.group).second) effect.places += cells_.size.at(cell.group);
    }
    effect.groups = static_cast<Index>(groups.size());
    return effect;
  }

  const GroupTimes& cells_;
  const EventStudyOptions& options_;
};

}  // namespace

EventStudy event_study(const EventData& data, const EventStudyOptions& options) {
  validate(data, options);
  EventStudy study;
  const EventData kept = usable(data, options.anticipation, study);
  const GroupTimes cells = group_times(kept, options);
  study.group_time = cells.cells;

  std::map<int, std::vector<Share>> by_event, by_calendar, by_group;
  std::map<int, double> times_after;
  for (const GroupTimeEffect& cell : cells.cells) {
    study.pairs_used += cell.treated + cell.comparison;
    study.pairs_lost += cell.lost;
    if (std::isnan(cell.effect))
      ++study.cells_missing;
    else if (cell.time >= cell.group && cell.time - cell.group <= options.last_event)
      ++times_after[cell.group];
  }
  std::vector<Share> after, after_by_group;
  for (std::size_t k = 0; k < cells.cells.size(); ++k) {
    const GroupTimeEffect& cell = cells.cells[k];
    if (std::isnan(cell.effect)) continue;
    const int event = cell.time - cell.group;
    if (options.first_event <= event && event <= options.last_event)
      by_event[event].push_back({k, 1});
    if (event < 0 || event > options.last_event) continue;
    by_calendar[cell.time].push_back({k, 1});
    by_group[cell.group].push_back({k, 1});
    after.push_back({k, 1});
    after_by_group.push_back({k, 1 / times_after.at(cell.group)});
  }
  std::set<int> references;
  if (options.base == BasePeriod::universal)
    for (const int event : cells.base_events)
      if (options.first_event <= event && event <= options.last_event) references.insert(event);

  Averages averages(cells, options);
  study.by_event_time = averages.path(by_event, references);
  study.by_calendar_time = averages.path(by_calendar, {});
  study.by_group = averages.path(by_group, {});
  study.overall = averages.single(after);
  study.overall_of_groups = averages.single(after_by_group);
  study.pre_trend = averages.leads(by_event);
  study.naive = naive_two_way(kept, -1 - options.anticipation);
  return study;
}

}  // namespace balloon::measure
