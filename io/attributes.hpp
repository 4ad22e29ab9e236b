// What describes a study and its outcomes where they are handed to other programs: the attributes
// of ensemble.nc (docs/files.md) and of xarray's data sets.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "analysis/study.hpp"

namespace balloon {

struct Attribute {
  const char* name;
  std::variant<std::string, int> value;
};

/// Of a study: CF's global attributes, seed, hash of the data, whether it was interrupted.
/// `command` repeats the run.
std::vector<Attribute> study_attributes(const analysis::Study& study, const std::string& command,
                                        bool partial);

/// Of an outcome: long_name, units (1 and a unit_label for counted things), cell_methods, weak.
std::vector<Attribute> outcome_attributes(const model::OutcomeRecord& record);

}  // namespace balloon
