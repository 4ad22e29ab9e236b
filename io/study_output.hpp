// Writes a study: report, NetCDF, tidy CSV and a manifest in one folder; or one JSON document.
#pragma once

#include <string>

#include "io/study_runner.hpp"

namespace balloon {

/// Where and how to write.
struct OutputPlan {
  std::string folder;
  bool overwrite = false;  ///< replace an existing result
  std::string language = "en";
  bool full_netcdf = false;  ///< every recorded outcome of every arm, not the summary of two
  std::string command;       ///< repeats the run
};

/// Empty where the folder can be written, else what is wrong. Called before anything is simulated.
std::string check_output(const OutputPlan& plan);

/// Writes everything; `report` becomes the report's path. Empty, or what went wrong.
std::string write_output(const OutputPlan& plan, const StudyRun& run, std::string& report);

/// Writes the report alone into a folder of results, replacing it: report.html, or report.LANG.html
/// in another language than English.
std::string write_report(const OutputPlan& plan, const StudyRun& run, std::string& report);

/// One JSON document: outcome hashes, ledger, seconds, members, failed members, provenance.
std::string study_json(const OutputPlan& plan, const StudyRun& run);

}  // namespace balloon
