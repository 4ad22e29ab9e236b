#include "apps/cli/measure_plan.hpp"

#include <utility>

#include "apps/cli/cli.hpp"

namespace balloon::cli {
namespace {

/// The text of a file that was named; nothing where none was.
std::optional<NamedText> text_of(const std::string& path, const char* option, Faults& faults) {
  if (path.empty()) return std::nullopt;
  auto text = whole_file(path, option, faults);
  if (!text) return std::nullopt;
  return NamedText{path, *std::move(text)};
}

}  // namespace

std::optional<MeasurePlan> plan_of_file(const MeasureOptions& o, Faults& faults) {
  MeasureTables tables;
  auto panel = text_of(o.panel, "PANEL", faults);
  tables.coordinates = text_of(o.coordinates, "--coordinates", faults);
  tables.polygons = text_of(o.polygons, "--polygons", faults);
  tables.neighbours = text_of(o.neighbours, "--neighbours", faults);
  if (!faults.empty()) {
    require_columns(o, o.panel, faults);
    return std::nullopt;
  }
  tables.panel = *std::move(panel);
  return plan_of_tables(o, tables, faults);
}

}  // namespace balloon::cli
