// Years, or other whole numbers, as the command line lists them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"

namespace balloon::cli {

/// "2023", "1996-2022" or a list of both, separated by commas; each within `low` to `high`. Nothing
/// and a fault of `option` where it is anything else.
std::optional<std::vector<int>> parse_years(const std::string& text, int low, int high,
                                            const char* option, Faults& faults);

}  // namespace balloon::cli
