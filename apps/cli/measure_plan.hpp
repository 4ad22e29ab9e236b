// From options of `balloon measure` to what is to be estimated.
#pragma once

#include <optional>

#include "apps/cli/measure_options.hpp"

namespace balloon::cli {

/// The plan of a panel from files.
std::optional<MeasurePlan> plan_of_file(const MeasureOptions& o, Faults& faults);

}  // namespace balloon::cli
