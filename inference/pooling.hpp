// Weights of the model in mixtures with a null, and the spread of these mixtures, learned from
// forecasts whose outcome was known.
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
/// The same with areas of countries apart: "area_un/COL".
std::string pool_group_by_country(const Place& place);

/// How weight and spread are learned; fixed in docs/preregistration.md.
struct PoolRule {
  double before = 0.5;  ///< weight of the model where too little is known
  int least = 15;       ///< outcomes from which it is learned
  /// Outcomes, all as surprising as they should be, that count beside those known when the spread
  /// is learned; 0: it is not learned.
  double spread_prior = 0;
};

/// Scores of mixtures by group, each kept with the year in which its outcome became known.
class PoolHistory {
 public:
  static constexpr int steps = 10;  ///< the grid of weights: 0, 0.1 .. 1

  /// `pooled` is the mixture that was forecast, before its spread was corrected.
  void remember(const std::string& group, int known, const analysis::Sample& model,
                const analysis::Sample& null, const analysis::Sample& pooled, double observed);

  /// Weight of the model at an origin: the best on outcomes known by then (mean CRPS), a third of
  /// the way to `rule.before`, for few outcomes are known and they are alike.
  double weight(const std::string& group, int origin, const PoolRule& rule) const;

  /// By what to multiply a mixture's distances from its median at an origin: the root of the mean
  /// square of past outcomes' normal deviates (quantiles of their PIT, which lie around 0 with a
  /// variance of 1 where intervals are as wide as they should be). Above 1 the past was surprising.
  double spread(const std::string& group, int origin, const PoolRule& rule) const;

  /// Weights and spreads of every group at an origin; no spreads where they are not learned.
  std::map<std::string, double> weights(int origin, const PoolRule& rule) const;
  std::map<std::string, double> spreads(int origin, const PoolRule& rule) const;

 private:
  struct Past {
    int known = 0;
    std::array<double, steps + 1> crps{};
    double deviate = 0;  ///< normal quantile of the PIT
  };
  std::map<std::string, std::vector<Past>> groups_;
};

}  // namespace balloon::inference
