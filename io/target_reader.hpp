// Reads the targets of calibration from the tables under data/, by the rules of
// data/model/likelihood.csv.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/target.hpp"
#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// All targets, by series in the order of the rules, then place, year and name. Nothing and at
/// least one fault where anything is wrong: a place that the model does not have, a year without
/// consumer prices, a rule that takes no row.
std::optional<std::vector<analysis::Target>> read_targets(const FileSource& files,
                                                          const model::World& world,
                                                          Faults& faults);

/// The targets whose names match none of `patterns`, in which * stands for any text
/// ("plausible_price/*", "*/PER/20*"). A pattern that matches nothing is a fault.
std::vector<analysis::Target> without(const std::vector<analysis::Target>& targets,
                                      const std::vector<std::string>& patterns, Faults& faults);

/// Whether `text` matches a pattern with * for any text, also none.
bool matches(std::string_view pattern, std::string_view text);

}  // namespace balloon
