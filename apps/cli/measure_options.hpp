// Options of `balloon measure`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace balloon::cli {

struct MeasureOptions {
  std::string panel, place, time, outcome;
  std::vector<std::string> treatments, controls, models;
  std::string transform, treatment_transform, effects, event;
  int lag = -1;
  std::string weights, coordinates, polygons, polygon_key = "id", neighbours;
  std::vector<std::string> coordinate_columns = {"place", "latitude", "longitude"};
  bool spectral = false, direct = false, complete = false, disconnected = false;
  std::string before, after, treated;
  double buffer = 50, gap = 0, threshold = 0, conley = 100;
  int draws = 2000, members = 200, threads = 0;
  std::optional<double> event_threshold;
  std::vector<int> event_window;
  std::optional<std::uint64_t> seed;  ///< 1 for draws and bootstraps, 2012 for members of the model
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
