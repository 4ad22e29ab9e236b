// A forecast from members of an origin to the rows of a forecast document.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "analysis/posterior.hpp"
#include "inference/outlook.hpp"
#include "io/forecast_document.hpp"
#include "io/words.hpp"

namespace balloon {

/// What to forecast.
struct ForecastRequest {
  int until = 2030;
  std::vector<inference::StructureEnsemble> members;  ///< one a structure, of one origin
  std::vector<double> weights;                        ///< of the structures
  const model::Policy* policy = nullptr;              ///< null: the last year's levers are held
  inference::OutlookPlan plan;
  int threads = 1;
  bool unobserved = false;  ///< countries of which no survey tells, too
};

/// Rows by place, outcome and year: coca_area_unodc_ha of countries and regions,
/// cocaine_potential_unodc_t and source prices (USD of 2010 per kg) of the countries for which the
/// origin's figure is known; coca_area_ha of countries without observations where they are wanted.
/// Empty where it was stopped.
std::vector<ForecastRow> run_forecast(const model::World& world, const model::Policy& history,
                                      const std::vector<analysis::Target>& targets,
                                      const ForecastRequest& request,
                                      const std::function<void(int, int)>& progress,
                                      const std::atomic<bool>* stop);

/// The rows as tables for the terminal: medians and 80 % intervals by year.
std::string forecast_text(const std::vector<ForecastRow>& rows, const Words& words);

/// What stands under the tables: how past forecasts came out, where they were worse than nothing,
/// and where the rest is to be read.
std::string forecast_worth(const analysis::PosteriorCheck& check, const Words& words);

}  // namespace balloon
