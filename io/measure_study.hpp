// What `balloon measure` does with a panel: every estimator that was asked for, and what a reader
// must know before believing them.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/fault.hpp"
#include "io/measure_places.hpp"
#include "measure/dependence_tests.hpp"
#include "measure/displacement_quotient.hpp"
#include "measure/effects.hpp"
#include "measure/event_study.hpp"
#include "measure/hausman.hpp"
#include "measure/linear.hpp"
#include "measure/panel.hpp"
#include "measure/spatial_panel.hpp"
#include "measure/weights.hpp"

namespace balloon {

/// Windows and rings of the weighted displacement quotient.
struct QuotientPlan {
  measure::TimeWindow before, after;
  std::string treatment;  ///< column; a place is a target where it is above the threshold
  measure::RingRule rings;
};

/// What is asked of a panel.
struct MeasurePlan {
  std::string title;               ///< of the panel, as the report prints it
  std::string file;                ///< for messages
  std::vector<std::string> notes;  ///< on the panel, from whoever made it
  measure::Panel panel;
  Places places;  ///< in the order of the panel's places
  measure::Specification specification;
  WeightChoice weights;
  measure::Standard standard = measure::Standard::row;
  std::vector<measure::Model> models = {measure::Model::slx, measure::Model::sar,
                                        measure::Model::sem, measure::Model::sdm,
                                        measure::Model::sdem};
  bool transformed = true;     ///< Lee and Yu's likelihood where it exists
  bool complete_only = false;  ///< places that lack a time are left out
  bool disconnected = false;   ///< weights in several parts are accepted
  double conley_km = 100;
  int draws = 2000;  ///< of parameters, for the intervals of effects
  std::uint64_t seed = 1;
  std::optional<QuotientPlan> quotient;
  /// Column with a place's policy date, the same at all times; empty: none, or by the threshold.
  std::string event;
  /// The policy begins where the first treatment first exceeds it.
  std::optional<double> event_threshold;
  measure::TimeWindow event_window{-1000, 1000};  ///< times since the policy that are shown
};

/// One spatial model with its effects.
struct ModelEstimate {
  measure::SpatialFit fit;
  std::vector<measure::EffectRow> effects;
};

/// One covariance of the regression without spatial lags.
struct NamedErrors {
  std::string name;  ///< "classical", "by place", ...
  measure::Inference inference;
};

struct MeasureStudy {
  MeasurePlan plan;
  measure::Design design;
  measure::Diagnostics diagnostics;
  measure::Weights weights;
  std::string gaps;                             ///< what the panel lacks; empty: nothing
  double outcome_mean = 0, treatment_mean = 0;  ///< of the used rows, as regressed
  measure::LinearFit linear;
  std::vector<NamedErrors> errors;
  measure::HausmanTest hausman;
  measure::DependenceTests dependence;
  std::vector<ModelEstimate> models;
  std::optional<measure::TestResult> spatial_hausman;
  std::optional<measure::DisplacementQuotient> quotient;
  std::vector<measure::PlaceRole> roles;
  std::optional<measure::EventStudy> event;
  std::vector<std::string> notes;  ///< what limits these estimates, most important first
  double seconds = 0;
};

/// Runs a plan; nothing and faults where it cannot be run. `progress` is told what begins.
std::optional<MeasureStudy> run_measure(
    MeasurePlan plan, Faults& faults,
    const std::function<void(int, int, const std::string&)>& progress,
    const std::atomic<bool>* stop);

/// The paragraph that says what such a design can and cannot see.
std::string what_it_sees(const MeasureStudy& study);

/// Tables for the terminal; one JSON document; estimates one a row as CSV; a page.
std::string measure_text(const MeasureStudy& study);
std::string measure_json(const MeasureStudy& study);
std::string measure_csv(const MeasureStudy& study);
std::string measure_html(const MeasureStudy& study);

}  // namespace balloon
