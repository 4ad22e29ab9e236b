// A study as an Excel workbook (Office Open XML): tables of real numbers with native charts, for
// whoever works on in a spreadsheet (docs/files.md lists the sheets).
#pragma once

#include <string>

#include "analysis/study.hpp"
#include "io/report.hpp"

namespace balloon {

/// What is chosen for a report is what is chosen for a workbook: language, titles, commands.
using WorkbookOptions = ReportOptions;

/// Whether this build writes workbooks (-DBALLOON_WORKBOOK=OFF leaves them out).
bool has_workbook();

/// Writes the workbook of a study with at least one arm to `path`, replacing what is there; the
/// same study gives the same bytes. Empty, or what went wrong; then the file at `path` is not to be
/// used. Throws as make_report does.
std::string write_workbook(const analysis::Study& study, const WorkbookOptions& options,
                           const std::string& path);

}  // namespace balloon
