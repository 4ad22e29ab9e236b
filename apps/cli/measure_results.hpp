// The folder of results that every form of `balloon measure` leaves.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/measure_options.hpp"
#include "io/output_folder.hpp"

namespace balloon::cli {

struct ResultFile {
  std::string name, text, what;  ///< `what` is for the manifest
};

/// Asked before anything is estimated: false, and a line on stderr, where --out may not be written.
bool may_write_results(const MeasureOptions& o);

/// Writes the files and the manifest into --out, if there is one; `p` brings seed, draws and
/// members. False, and a line on stderr, where that failed.
bool write_results(const MeasureOptions& o, const std::vector<ResultFile>& files, Provenance p);

}  // namespace balloon::cli
