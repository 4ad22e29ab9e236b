// The report: one self-contained HTML page, readable offline, on paper and by a screen reader.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/study.hpp"

namespace balloon {

struct ReportOptions {
  std::string language = "en";  ///< en or es
  /// Titles in that language by scenario id, where the arms' own are in another.
  std::map<std::string, std::string> titles;
  /// Commands that repeat the study; where empty, `balloon run` with its scenarios, members and
  /// seed.
  std::vector<std::string> commands;
};

/// Writes the report of a study with at least one arm. The same study gives the same bytes. Throws
/// std::invalid_argument for an unknown language or a study without arms, and std::runtime_error
/// where the program's own tables cannot be read. Sections whose outcomes were not recorded say so.
std::string make_report(const analysis::Study& study, const ReportOptions& options = {});

}  // namespace balloon
