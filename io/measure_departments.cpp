// Coca and eradication by Colombian department, for the comparison with published estimates.
#include <map>
#include <set>

#include "io/csv.hpp"
#include "io/measure_comparison.hpp"

namespace balloon {

measure::Panel department_panel(const FileSource& files, std::vector<measure::Point>& points,
                                Faults& faults) {
  using measure::Index;
  using measure::Matrix;
  measure::Panel panel;
  const auto table_at = [&](const std::string& path) -> std::optional<CsvTable> {
    const auto text = files(path);
    if (!text) {
      faults.add({path, 0, "", "", "cannot be read"});
      return std::nullopt;
    }
    return CsvTable::parse(path, *text, faults);
  };
  const auto regions = table_at("data/regions.csv"), rows = table_at("data/observations.csv");
  if (!regions || !rows) return panel;
  std::map<std::string, std::map<std::pair<std::string, int>, double>> found;
  for (std::size_t r = 0; r < rows->row_count(); ++r) {
    const CsvRow row(*rows, r, faults);
    const std::string series(row.text("series"));
    if (!row.text("place").starts_with("CO-") || row.text("preferred") != "1") continue;
    if (series != "coca_area_ha" && series != "eradication_manual_ha" &&
        series != "eradication_aerial_ha")
      continue;
    const auto year = parse_number(row.text("t_end").substr(0, 4));
    const auto value = parse_number(row.text("value"));
    if (year && value)
      found[series][{std::string(row.text("place")), static_cast<int>(*year)}] = *value;
  }
  std::set<std::string> seen;
  for (const auto& [key, value] : found["coca_area_ha"]) seen.insert(key.first);
  std::map<std::string, measure::Point> at;
  for (std::size_t r = 0; r < regions->row_count(); ++r) {
    const CsvRow row(*regions, r, faults);
    const std::string id(row.text("region_id"));
    if (seen.contains(id)) at[id] = {row.number("lat", -90, 90), row.number("lon", -180, 180)};
  }
  panel.columns = {"coca_area_ha", "eradication_manual_ha", "eradication_aerial_ha"};
  for (int year = first_compared; year <= last_compared; ++year) panel.times.push_back(year);
  for (const auto& [id, point] : at) {
    panel.places.push_back(id);
    points.push_back(point);
  }
  for (const auto& column : panel.columns) {
    const int last = column == "eradication_aerial_ha"   ? last_sprayed
                     : column == "eradication_manual_ha" ? last_manual
                                                         : 0;
    Matrix values = Matrix::Constant(panel.place_count(), panel.time_count(), measure::missing);
    for (Index i = 0; i < values.rows(); ++i)
      for (Index t = 0; t < values.cols(); ++t) {
        const int year = panel.times[static_cast<std::size_t>(t)];
        const auto value = found[column].find({panel.places[static_cast<std::size_t>(i)], year});
        if (value != found[column].end())
          values(i, t) = value->second;
        else if (year <= last)
          values(i, t) = 0;
      }
    panel.values.push_back(std::move(values));
  }
  return panel;
}

}  // namespace balloon
