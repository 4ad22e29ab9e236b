// Parts of the event study: group-time effects with their influence functions, averages of them,
// and the multiplier bootstrap.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "measure/event_study.hpp"

namespace balloon::measure {

/// Influence functions are divided by the number of places: their sum of squares is the variance.
struct GroupTimes {
  std::vector<GroupTimeEffect> cells;  ///< by group, then time; bases apart
  Matrix influence;                    ///< places x cells; zero where an effect is NaN
  std::vector<int> group_of;           ///< of each place
  std::map<int, Index> size;           ///< places of each group, complete or not
  std::set<int> base_events;           ///< event times of the bases
};

/// Data hold no place that is treated at all times.
GroupTimes group_times(const EventData& data, const EventStudyOptions& options);

/// A cell enters with weight `multiple` times the size of its group.
struct Share {
  std::size_t cell = 0;
  double multiple = 1;
};
struct Average {
  double value = 0;
  Vector influence;
};
/// Weighted mean; the influence counts that weights are estimated by the groups' sizes.
Average average(const GroupTimes& times, const std::vector<Share>& shares);

/// Bootstrap errors, critical value and bands of a path whose effects have these averages.
void set_bands(const std::vector<Average>& averages, const EventStudyOptions& options,
               EventPath& path);

}  // namespace balloon::measure
