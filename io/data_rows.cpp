#include "io/data_rows.hpp"

namespace balloon {

std::optional<CsvTable> read_table(const FileSource& files, std::string path, Faults& faults) {
  const auto text = files(path);
  if (!text) {
    faults.add({path, 0, "", "", "the table is missing"});
    return std::nullopt;
  }
  return CsvTable::parse(std::move(path), *text, faults);
}

double Deflator::to_2010(double value, int year) const {
  if (index_.empty()) return value;
  return value * at(2010) / at(year);
}

double Deflator::at(int year) const {
  const auto next = index_.lower_bound(year);
  return next == index_.end() ? index_.rbegin()->second : next->second;
}

std::optional<int> dollar_year(std::string_view currency, int year) {
  if (currency == "USD") return year;
  if (currency.substr(0, 3) != "USD" || currency.size() != 7) return std::nullopt;
  const auto named = parse_number(currency.substr(3));
  if (!named) return std::nullopt;
  return static_cast<int>(*named);
}

Crosswalk Crosswalk::read(const FileSource& files, Faults& faults) {
  Crosswalk result;
  const auto table = read_table(files, "data/model/crosswalk.csv", faults);
  if (!table) return result;
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    if (row.text("zone").empty()) continue;  // a residual: an observation, not a place
    result.regions_[std::string(row.text("zone"))].push_back(
        {std::string(row.text("reported_region")), row.integer("first_year", 1900, 2100),
         row.integer("last_year", 1900, 2100)});
  }
  return result;
}

std::vector<std::string> Crosswalk::zones() const {
  std::vector<std::string> ids;
  for (const auto& [zone, parts] : regions_) ids.push_back(zone);
  return ids;
}

std::vector<std::string> Crosswalk::regions(std::string_view zone, std::optional<int> year) const {
  std::vector<std::string> ids;
  const auto found = regions_.find(zone);
  if (found == regions_.end()) return ids;
  for (const auto& region : found->second)
    if (!year || (*year >= region.first && *year <= region.last)) ids.push_back(region.id);
  return ids;
}

}  // namespace balloon
