// A study's ensembles as NetCDF-4 with the CF conventions: opens in xarray, R and ncdump
// (docs/files.md lists dimensions and variables).
#pragma once

#include <string>

#include "analysis/study.hpp"
#include "io/run_text.hpp"

namespace balloon {

/// The outcomes that are written unless others are asked for: areas and eradication by zone and
/// month, prices, output, corridors, markets, and what is yearly by country, group and donor. Two
/// scenarios of 200 members take about a second.
RecordSet netcdf_summary_set();

struct NetcdfOptions {
  RecordSet outcomes = netcdf_summary_set();  ///< of them, those that were recorded
  std::string command;                        ///< repeats the run; becomes the history
  bool partial = false;                       ///< interrupted
  bool readings = true;                       ///< every arm; else the first and the reference
  /// Level of compression (with shuffle), 0 to 9. At 1, outcomes by zone and month stay as they
  /// are: they are most of the file, and zlib would take most of the time to save a quarter of
  /// them.
  int deflate = 1;
  std::size_t largest_in_memory = std::size_t{1} << 30;  ///< bytes; larger files grow on disk
};

/// Whether this build writes NetCDF (-DBALLOON_NETCDF=OFF leaves it out).
bool has_netcdf();

/// Writes the reference and every arm of a study to `path`, replacing what is there. Members that
/// failed or were not reached hold the fill value (NaN). Empty, or what went wrong; then the file
/// at `path` is not to be used. The same study gives the same bytes with the same netCDF library.
std::string write_netcdf(const analysis::Study& study, const NetcdfOptions& options,
                         const std::string& path);

}  // namespace balloon
