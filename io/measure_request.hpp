// What is asked of `balloon measure` in words, from the command line or from Python; and the plan
// that it makes of tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "io/measure_study.hpp"

namespace balloon {

/// Empty texts and lists, and a lag below 0: not given, so the plan's own holds.
struct MeasureRequest {
  std::string place, time, outcome;  ///< columns
  std::vector<std::string> treatments, controls, models;
  std::string transform, treatment_transform, effects, event;
  int lag = -1;
  std::string weights, polygon_key = "id";
  std::vector<std::string> coordinate_columns = {"place", "latitude", "longitude"};
  bool spectral = false, direct = false, complete = false, disconnected = false;
  std::string before, after, treated;
  double buffer = 50, gap = 0, threshold = 0, conley = 100;
  int draws = 2000;
  std::optional<double> event_threshold;
  std::vector<int> event_window;
  std::optional<std::uint64_t> seed;
};

/// The text of a table with the name it has in messages.
struct NamedText {
  std::string name, text;
};

/// Tables that a plan is made of: CSV, and GeoJSON for polygons.
struct MeasureTables {
  NamedText panel;
  std::optional<NamedText> coordinates, polygons, neighbours;
};

/// A fault for each column that every panel needs and that was not named.
void require_columns(const MeasureRequest& request, const std::string& panel, Faults& faults);

/// The plan of a panel from tables; nothing and faults, named by the options of `balloon measure`,
/// where something is wrong.
std::optional<MeasurePlan> plan_of_tables(const MeasureRequest& request,
                                          const MeasureTables& tables, Faults& faults);

/// Transforms and lag, where they were given.
void apply_regression(const MeasureRequest& request, measure::Specification& specification,
                      Faults& faults);

/// What holds for a panel from tables and for the program's own, where it was given. Weights that
/// were not are chosen by what there is to make them of, unless the plan is the program's own.
void apply_request(const MeasureRequest& request, bool own_panel, MeasurePlan& plan,
                   Faults& faults);

}  // namespace balloon
