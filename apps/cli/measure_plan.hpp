// From options of `balloon measure` to what is to be estimated.
#pragma once

#include <optional>

#include "apps/cli/measure_options.hpp"
#include "core/fault.hpp"
#include "io/measure_study.hpp"

namespace balloon::cli {

/// The plan of a panel from a file.
std::optional<MeasurePlan> plan_of_file(const MeasureOptions& o, Faults& faults);

/// Transforms and lag, where they were given.
void apply_regression(const MeasureOptions& o, measure::Specification& specification);

/// Options that hold for a panel from a file and for the program's own, where they were given.
void apply_options(const MeasureOptions& o, MeasurePlan& plan, Faults& faults);

}  // namespace balloon::cli
