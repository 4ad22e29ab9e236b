// From projections to the rows of a forecast: quantiles by place, year and outcome.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "inference/forecast.hpp"

namespace balloon::inference {

/// One number that is forecast, on its own scale.
struct OutlookRow {
  std::size_t place = 0;  ///< in the projections' list
  int year = 0;
  double mean = 0;
  analysis::Quantiles quantiles = {};
};

/// How an outlook is made.
struct OutlookPlan {
  Rule rule;
  double pool = 0.5;  ///< weight of the model in the pool with the random walk (areas of countries)
  int draws = 4000;   ///< of the random walk
  std::uint64_t seed = 2012;
};

/// All places and leads. Areas of countries are pooled with their random walk as validated; the
/// rest is the model's, put upon the figures of the origin where there are any.
std::vector<OutlookRow> make_outlook(const std::vector<Projection>& structures,
                                     const std::vector<double>& weights,
                                     const std::vector<analysis::Target>& targets,
                                     const OutlookPlan& plan);

/// Reported logarithms of a country's area by year from 1990 to `last`, NaN where unknown.
std::vector<double> reported_series(const std::vector<analysis::Target>& targets,
                                    const std::string& country, int last);

}  // namespace balloon::inference
