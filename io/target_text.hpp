// The targets of calibration as people and programs read them (`balloon data targets`).
#pragma once

#include <string>
#include <vector>

#include "analysis/target.hpp"
#include "core/fault.hpp"

namespace balloon {

/// The targets whose series has `part` in its name; none is a fault that names the series.
std::vector<analysis::Target> targets_of_series(const std::vector<analysis::Target>& targets,
                                                const std::string& part, Faults& faults);

/// An aligned table of `width` columns, then the number of targets and the years of each series.
std::string targets_text(const std::vector<analysis::Target>& targets, int width);

/// Every column; months as YYYY-MM, numbers in the shortest form that reads back to the same value.
std::string targets_csv(const std::vector<analysis::Target>& targets);

}  // namespace balloon
