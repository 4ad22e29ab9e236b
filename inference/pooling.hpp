// Weights of the model in mixtures with a null, learned from forecasts whose outcome was known.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "analysis/scores.hpp"
#include "inference/forecast.hpp"

namespace balloon::inference {

/// What is pooled with one weight: areas of countries ("area_un"), areas of a country's regions
/// ("area_zone/COL"), and each other series by its name.
std::string pool_group(const Place& place);

/// How a weight is learned; fixed in docs/preregistration.md.
struct PoolRule {
  double before = 0.5;  ///< weight of the model where too little is known
  int least = 15;       ///< outcomes from which it is learned
};

/// Scores of mixtures by group, each kept with the year in which its outcome became known.
class PoolHistory {
 public:
  static constexpr int steps = 10;  ///< the grid of weights: 0, 0.1 .. 1

  void remember(const std::string& group, int known, const analysis::Sample& model,
                const analysis::Sample& null, double observed);

  /// Weight of the model at an origin: the best on outcomes known by then (mean CRPS), a third of
  /// the way to `rule.before`, for few outcomes are known and they are alike.
  double weight(const std::string& group, int origin, const PoolRule& rule) const;

  /// The weights of every group at an origin.
  std::map<std::string, double> weights(int origin, const PoolRule& rule) const;

 private:
  struct Past {
    int known = 0;
    std::array<double, steps + 1> crps{};
  };
  std::map<std::string, std::vector<Past>> groups_;
};

}  // namespace balloon::inference
