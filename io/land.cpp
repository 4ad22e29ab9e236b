#include "io/land.hpp"

#include <string>

#include "core/embedded.hpp"
#include "io/csv.hpp"

namespace balloon {

std::vector<std::vector<svg::Point>> land_rings() {
  std::vector<std::vector<svg::Point>> rings;
  const auto* file = embedded::find("io/assets/outline.csv");
  if (file == nullptr) return rings;
  Faults faults;
  const auto table = CsvTable::parse(std::string(file->path), file->text, faults);
  if (!table) return rings;
  std::string country;
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    if (rings.empty() || row.text("country") != country) rings.emplace_back();
    country = row.text("country");
    rings.back().push_back({row.number("lon", -180, 180), row.number("lat", -90, 90)});
  }
  return rings;
}

}  // namespace balloon
