#include "decision/hypervolume.hpp"

#include <algorithm>
#include <cmath>
#include <pagmo/utils/hypervolume.hpp>
#include <stdexcept>

namespace balloon::decision {

namespace {

void require_points(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

bool below(const std::vector<double>& point, const std::vector<double>& reference) {
  for (std::size_t k = 0; k < point.size(); ++k)
    if (!(std::isfinite(point[k]) && point[k] < reference[k])) return false;
  return true;
}

}  // namespace

bool dominates(const std::vector<double>& a, const std::vector<double>& b) {
  bool better = false;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (!(a[k] <= b[k])) return false;
    better = better || a[k] < b[k];
  }
  return better;
}

std::vector<std::size_t> nondominated(const std::vector<std::vector<double>>& points) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    require_points(points[i].size() == points[0].size(), "points must have the same objectives");
    if (std::any_of(points[i].begin(), points[i].end(), [](double x) { return std::isnan(x); }))
      continue;
    // Dominance is transitive: what a dropped point would drop, the one that dropped it does.
    const bool beaten = std::any_of(kept.begin(), kept.end(), [&](std::size_t j) {
      return points[j] == points[i] || dominates(points[j], points[i]);
    });
    if (beaten) continue;
    kept.erase(std::remove_if(kept.begin(), kept.end(),
                              [&](std::size_t j) { return dominates(points[i], points[j]); }),
               kept.end());
    kept.push_back(i);
  }
  return kept;
}

std::vector<double> normalised(const std::vector<double>& point, const std::vector<double>& ideal,
                               const std::vector<double>& reference) {
  require_points(point.size() == ideal.size() && point.size() == reference.size(),
                 "a point, its ideal and its reference must have the same objectives");
  require_points(all_finite(ideal) && all_finite(reference), "ideal and reference must be finite");
  std::vector<double> scaled(point.size());
  for (std::size_t k = 0; k < point.size(); ++k) {
    require_points(ideal[k] < reference[k], "the reference must be above the ideal");
    scaled[k] = (point[k] - ideal[k]) / (reference[k] - ideal[k]);
  }
  return scaled;
}

double hypervolume(const std::vector<std::vector<double>>& points,
                   const std::vector<double>& reference) {
  require_points(!reference.empty() && all_finite(reference),
                 "a hypervolume needs a finite reference point");
  std::vector<std::vector<double>> inside;
  for (const std::vector<double>& point : points) {
    require_points(point.size() == reference.size(),
                   "points must have the objectives of the reference");
    if (below(point, reference)) inside.push_back(point);
  }
  if (inside.empty()) return 0;
  if (reference.size() == 1)
    return reference[0] - (*std::min_element(inside.begin(), inside.end()))[0];
  std::vector<std::vector<double>> front;
  for (const std::size_t i : nondominated(inside)) front.push_back(inside[i]);
  return pagmo::hypervolume(front, true).compute(reference);
}

double hypervolume_share(const std::vector<std::vector<double>>& points,
                         const std::vector<double>& ideal, const std::vector<double>& reference) {
  std::vector<std::vector<double>> scaled;
  for (const std::vector<double>& point : points) {
    scaled.push_back(normalised(point, ideal, reference));
    for (double& x : scaled.back())
      if (x < 0) x = 0;  // a NaN stays, and contributes nothing
  }
  return hypervolume(scaled, std::vector<double>(reference.size(), 1.0));
}

}  // namespace balloon::decision
