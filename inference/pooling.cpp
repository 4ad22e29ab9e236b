#include "inference/pooling.hpp"

#include <algorithm>

namespace balloon::inference {

std::string pool_group(const Place& place) {
  if (place.outcome != model::o_coca_area) return place.series;
  return place.national ? place.series : place.series + "/" + place.country;
}

void PoolHistory::remember(const std::string& group, int known, const analysis::Sample& model,
                           const analysis::Sample& null, double observed) {
  Past past;
  past.known = known;
  for (int k = 0; k <= steps; ++k)
    past.crps[static_cast<std::size_t>(k)] = analysis::crps(
        analysis::linear_pool(model, null, static_cast<double>(k) / steps), observed);
  groups_[group].push_back(past);
}

double PoolHistory::weight(const std::string& group, int origin, const PoolRule& rule) const {
  std::array<double, steps + 1> sum{};
  int n = 0;
  if (const auto at = groups_.find(group); at != groups_.end())
    for (const auto& past : at->second) {
      if (past.known > origin) continue;
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += past.crps[k];
      ++n;
    }
  if (n < rule.least) return rule.before;
  const auto best = static_cast<double>(std::min_element(sum.begin(), sum.end()) - sum.begin());
  return (2 * best / steps + rule.before) / 3;
}

std::map<std::string, double> PoolHistory::weights(int origin, const PoolRule& rule) const {
  std::map<std::string, double> all;
  for (const auto& [group, past] : groups_) all[group] = weight(group, origin, rule);
  return all;
}

}  // namespace balloon::inference
