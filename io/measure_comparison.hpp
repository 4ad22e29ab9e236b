// Published estimates of what eradication does, beside ours on observed panels, the same estimators
// on panels that the model makes, and what eradication truly does in the model.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "core/fault.hpp"
#include "io/world_reader.hpp"
#include "measure/panel.hpp"
#include "measure/weights.hpp"
#include "model/policy.hpp"

namespace balloon {

/// Years of the comparison by department or zone. Spraying by department is public to 2005.
inline constexpr int first_compared = 2001, last_compared = 2023;
inline constexpr int last_sprayed = 2005, last_manual = 2020;

/// A regression that stands for one or several published ones.
struct Estimand {
  std::string id;
  std::string words;  ///< what is estimated, and how
  std::string unit;
  double value = 0, error = 0;           ///< on the observed panel; standard error by place,
                                         ///< of "system-abroad" that of the system
  double low = 0, middle = 0, high = 0;  ///< 5, 50 and 95 % over simulated panels
  double truth_low = 0, truth = 0, truth_high = 0;  ///< of paired runs of the model; NaN where none
  double net_low = 0, net = 0, net_high = 0;  ///< of the same pairs, the whole Andes, 24 months
  std::size_t panels = 0;
  std::vector<std::size_t> published;  ///< rows of PublishedEffects that come near
};

/// A row of data/measure/published_effects.csv.
struct PublishedEffect {
  std::string id, study, unit, sign, design, quality;
  int year = 0;
  std::optional<double> estimate, low, high;
  bool assumed = false;  ///< low and high are the compilers' judgement
};

struct Comparison {
  std::vector<PublishedEffect> published;
  std::vector<Estimand> estimands;
  std::string observed;  ///< what the observed panel is
  int members = 0, failed = 0;
};

/// Coca and eradication by Colombian department, 2001 to 2023, from the program's observations.
/// Spraying is known by department to 2005; a department without a figure in those years was not
/// sprayed (the figures add to the country's within 1 %).
measure::Panel department_panel(const FileSource& files, std::vector<measure::Point>& points,
                                Faults& faults);

/// Runs everything; nothing where interrupted or where there are faults. The estimators see years
/// of the simulated panels alone that the observed panel has: of Colombia's zones beside its
/// departments, and for "system-abroad" of sums over the zones of each country.
std::optional<Comparison> compare_with_published(
    const model::World& world, const model::Policy& history, const FileSource& files,
    const analysis::RunOptions& options, Faults& faults,
    const std::function<void(int, int, const std::string&)>& progress,
    const std::atomic<bool>* stop);

std::string comparison_text(const Comparison& comparison);
std::string comparison_json(const Comparison& comparison);
std::string comparison_csv(const Comparison& comparison);

}  // namespace balloon
