// Where the members of a run come from: the posterior inside the program, the priors, or a folder.
#pragma once

#include <string>

#include "analysis/posterior.hpp"
#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// `choice` is "posterior", "forecast", "prior" or a folder that `balloon calibrate
/// --write-posterior` wrote. `files` are those of the world (embedded_files or a folder's) and
/// `data_hash` is theirs.
///
/// "posterior" is that of `files`, else the program's. Where there is none, or it does not fit the
/// world of a folder, the priors are taken and a note says so. Places that it does not know, and
/// another hash of the data than it was made from, are notes too. A folder that cannot be read is a
/// fault. "forecast" is the posterior with the state that forecasts start from, where it has one of
/// its own (docs/decisions/0035-two-states.md), else the same as "posterior".
analysis::DrawSource choose_draws(const std::string& choice, const model::World& world,
                                  const FileSource& files, const std::string& data_hash,
                                  Faults& faults);

}  // namespace balloon
