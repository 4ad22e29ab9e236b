#include "decision/measure_value.hpp"

#include <cmath>
#include <limits>

namespace balloon::decision {

std::vector<char> outcomes_of(const std::vector<Measure>& measures) {
  std::vector<char> chosen(model::outcome_count, 0);
  for (const auto& m : measures) chosen[static_cast<std::size_t>(m.outcome)] = 1;
  return chosen;
}

double measure_value(const Measure& m, const model::OutcomeLayout& layout,
                     const engine::RowShape& shape, int from, const float* rows) {
  const auto& record = model::outcomes[m.outcome];
  const bool yearly = record.cadence == model::Cadence::yearly;
  const auto width = static_cast<std::size_t>(yearly ? layout.yearly_width : layout.monthly_width);
  const float* first = rows + (yearly ? static_cast<std::size_t>(shape.months) *
                                            static_cast<std::size_t>(layout.monthly_width)
                                      : 0);
  double sum = 0;
  int steps = 0;
  const auto step_sum = [&](int step) {
    double s = 0;
    const float* row = first + static_cast<std::size_t>(step) * width +
                       static_cast<std::size_t>(layout.offset[m.outcome]);
    for (const int place : m.places) s += static_cast<double>(row[place]);
    return s;
  };
  const int last_recorded = from + shape.months - 1;
  for (int t = m.from; t <= m.to; ++t) {
    if (t < from || t > last_recorded || (yearly && month_of_year(t) != 12)) continue;
    const double value = step_sum(yearly ? year_of(t) - year_of(from) : t - from);
    sum = m.statistic == Measure::Statistic::last ? value : sum + value;
    ++steps;
  }
  if (steps == 0) return std::numeric_limits<double>::quiet_NaN();
  return m.statistic == Measure::Statistic::mean ? sum / steps : sum;
}

}  // namespace balloon::decision
