// The number that a measure takes from a member's rows.
#pragma once

#include <vector>

#include "analysis/simulate.hpp"
#include "decision/problem.hpp"

namespace balloon::decision {

/// Outcomes that measures need, as RunOptions::outcomes wants them.
std::vector<char> outcomes_of(const std::vector<Measure>& measures);

/// The measure of a member whose rows begin in `from`, a January. NaN where the rows hold no month
/// of the window. Monthly flows add up over months, yearly ones over years; a mean is by month or
/// by year, as the outcome is booked.
double measure_value(const Measure& measure, const model::OutcomeLayout& layout,
                     const engine::RowShape& shape, int from, const float* rows);

}  // namespace balloon::decision
