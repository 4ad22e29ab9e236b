// The members of one structure at one origin, as a calibration leaves them between and after its
// steps: what a killed calibration goes on from, and what forecasts start from.
//
// A file is one line of JSON (format, key, origin, structure, rows, columns, misfit, replaced), a
// line feed, and rows x columns little-endian doubles, member by member.
#pragma once

#include <optional>
#include <string>

#include "inference/calibration.hpp"

namespace balloon {

/// File name of an origin's structure.
std::string ensemble_file_name(int origin, int structure);

/// Writes under a temporary name and renames, so that no reader sees half a file. `key` says what
/// the ensemble was made from. Empty or what went wrong.
std::string write_ensemble(const std::string& path, const inference::StructureEnsemble& ensemble,
                           const std::string& key);

/// Reads; nothing where there is no file, or one of another key, shape or format, or of another
/// origin and structure than its name says, and then `why` says which (empty where there is no
/// file). Whoever simulates the members gives the world whose unknowns they must be.
std::optional<inference::StructureEnsemble> read_ensemble(const std::string& path,
                                                          const std::string& key, std::string& why,
                                                          const model::World* world = nullptr);

/// The key of a file of members; empty where there is none or it is of another format.
std::string ensemble_key(const std::string& path);

/// A table of how the last run fits what was assimilated, as CSV: one row a target with its value,
/// error, predicted median and 90 % interval (in its unit), and the median's misfit in errors.
std::string fit_table(const std::vector<analysis::Target>& targets,
                      const inference::StructureEnsemble& ensemble);

}  // namespace balloon
