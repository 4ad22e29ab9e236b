// What follows from new rows: hashes, rules that go on, targets, the posterior, scores.
#pragma once

#include <map>
#include <string>

#include "io/data_add.hpp"

namespace balloon {

/// `base` with some files replaced.
FileSource with_files(const FileSource& base, const std::map<std::string, std::string>& files);

/// Fills in everything below `hash_before` of an addition to `table`. Rules of likelihood.csv that
/// ran to the last row they could take go on to the new ones, and so does the crosswalk of regions.
void find_effects(const FileSource& base, const DataResource& table, Addition& addition,
                  Faults& faults);

}  // namespace balloon
