// Options of `balloon measure`.
#pragma once

#include <string>

#include "io/measure_request.hpp"

namespace balloon::cli {

struct MeasureOptions : MeasureRequest {
  std::string panel, coordinates, polygons, neighbours;  ///< files
  int members = 200, threads = 0;
  bool on_model = false, json = false, quiet = false, overwrite = false;
  bool countries = false, system = false, no_trend = false;
  std::string out;

  /// Countries imply the system.
  bool of_system() const { return system || countries; }
  /// What repeats this run, for the manifest.
  std::string command() const;
};

/// Each returns the exit code.
int measure_panel(const MeasureOptions& o);
int measure_on_model(const MeasureOptions& o);
int measure_system(const MeasureOptions& o);

}  // namespace balloon::cli
