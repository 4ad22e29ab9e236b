#include "decision/search_archive.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "decision/hypervolume.hpp"

namespace balloon::decision {

namespace {

/// Index of the point that the others miss the least.
std::size_t most_crowded(const std::vector<Candidate>& archive, const std::vector<double>& scale) {
  const std::size_t n = archive.size();
  std::vector<double> distance(n, 0.0);
  std::vector<std::size_t> order(n);
  for (std::size_t k = 0; k < scale.size(); ++k) {
    const auto value = [&](std::size_t i) { return archive[i].evaluation.objectives[k]; };
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return value(i) < value(j); });
    distance[order.front()] = distance[order.back()] = std::numeric_limits<double>::infinity();
    for (std::size_t at = 1; at + 1 < n; ++at)
      distance[order[at]] += (value(order[at + 1]) - value(order[at - 1])) / scale[k];
  }
  std::size_t least = 0;
  for (std::size_t i = 1; i < n; ++i)
    if (distance[i] <= distance[least]) least = i;
  return least;
}

}  // namespace

void archive_points(std::vector<Candidate>& archive, const std::vector<Candidate>& seen,
                    std::size_t limit, const std::vector<double>& ideal,
                    const std::vector<double>& reference) {
  for (const Candidate& candidate : seen) {
    if (!feasible(candidate.evaluation)) continue;
    const std::vector<double>& objectives = candidate.evaluation.objectives;
    const bool beaten = std::any_of(archive.begin(), archive.end(), [&](const Candidate& kept) {
      return kept.evaluation.objectives == objectives ||
             dominates(kept.evaluation.objectives, objectives);
    });
    if (beaten) continue;
    archive.erase(std::remove_if(archive.begin(), archive.end(),
                                 [&](const Candidate& kept) {
                                   return dominates(objectives, kept.evaluation.objectives);
                                 }),
                  archive.end());
    archive.push_back(candidate);
  }
  std::vector<double> scale;
  for (std::size_t k = 0; k < ideal.size(); ++k) scale.push_back(reference[k] - ideal[k]);
  while (archive.size() > limit)
    archive.erase(archive.begin() + static_cast<std::ptrdiff_t>(most_crowded(archive, scale)));
}

}  // namespace balloon::decision
