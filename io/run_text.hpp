// Small conversions that commands share: record sets, months from text.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/fault.hpp"
#include "model/outcomes.hpp"

namespace balloon {

/// Outcomes to record: "all", or names separated by commas. Unknown names are faults with the
/// nearest known one.
struct RecordSet {
  bool all = true;
  std::array<bool, model::outcome_count> chosen{};
};
std::optional<RecordSet> parse_record_set(const std::string& text, Faults& faults);

/// A month of the calendar, 1990-01 to 2035-12, from YYYY, YYYY-MM or YYYY-MM-DD.
std::optional<int> parse_month(const std::string& text, bool end_of_period,
                               const std::string& option, Faults& faults);

}  // namespace balloon
