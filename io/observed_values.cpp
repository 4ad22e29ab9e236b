#include "io/observed_values.hpp"

#include <set>
#include <tuple>

#include "core/calendar.hpp"
#include "io/csv.hpp"
#include "io/forecast_document.hpp"

namespace balloon {

namespace {

/// The calendar year of a row's window; nothing (and a fault where it is no window) for others.
std::optional<int> year_of_window(const CsvRow& row) {
  const auto from = parse_date(row.text("t_start"), false);
  const auto to = parse_date(row.text("t_end"), true);
  if (!from) row.fault("t_start", "not a date: YYYY-MM-DD, YYYY-MM or YYYY");
  if (!to) row.fault("t_end", "not a date: YYYY-MM-DD, YYYY-MM or YYYY");
  if (!from || !to) return std::nullopt;
  if (*to < *from) row.fault("t_end", "lies before t_start");
  if (from->year != to->year) return std::nullopt;
  return to->year;
}

}  // namespace

std::string outcome_of_series(std::string_view series) {
  if (series == "coca_area_ha") return "coca_area_unodc_ha";
  if (series == "cocaine_potential_t") return "cocaine_potential_unodc_t";
  return std::string(series);
}

std::optional<ObservedValues> read_observed_values(const std::string& file, std::string_view text,
                                                   Faults& faults) {
  const auto before = faults.size();
  const auto table = CsvTable::parse(file, text, faults);
  if (!table) return std::nullopt;
  const bool of_project = table->find("series").has_value() && !table->find("outcome").has_value();
  const std::vector<std::string> wanted =
      of_project ? std::vector<std::string>{"place", "series", "t_start", "t_end", "value"}
                 : std::vector<std::string>{"place", "year", "outcome", "value"};
  for (const auto& column : wanted)
    if (!table->find(column))
      faults.add({file, 1, column, "",
                  "the column is missing; expected place, year, outcome, value, or the columns of "
                  "data/observations.csv"});
  if (faults.size() > before) return std::nullopt;

  ObservedValues r;
  std::set<std::tuple<std::string, int, std::string>> seen;
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    if (faults.size() >= before + CsvTable::max_faults) {
      faults.add({file, 0, "", "", "too many faults; the rest of the file was not read"});
      break;
    }
    const CsvRow row(*table, i, faults);
    const auto faults_here = faults.size();
    ObservedValue v;
    if (of_project) {
      const bool preferred = !table->find("preferred") || row.text("preferred") == "1";
      if (!preferred || row.text("value").empty() || row.text("coverage") == "partial") {
        ++r.left_out;
        continue;
      }
      const auto year = year_of_window(row);
      if (!year && faults.size() == faults_here) ++r.left_out;
      if (!year) continue;
      v.year = *year;
    } else {
      v.year = row.integer("year", first_forecast_year - 100, last_forecast_year);
    }
    v.place = row.required("place");
    v.outcome = outcome_of_series(row.required(of_project ? "series" : "outcome"));
    v.value = row.number("value", 0, largest_forecast);
    if (faults.size() > faults_here) continue;
    if (!seen.insert({v.place, v.year, v.outcome}).second) {
      row.fault("value", "a second value for " + printable(v.place) + " " + std::to_string(v.year) +
                             " " + printable(v.outcome));
      continue;
    }
    r.rows.push_back(std::move(v));
  }
  if (faults.size() > before) return std::nullopt;
  return r;
}

std::map<std::string, std::string> region_countries(const FileSource& files, Faults& faults) {
  std::map<std::string, std::string> countries;
  const std::string path = "data/regions.csv";
  const auto text = files(path);
  if (!text) {
    faults.add({path, 0, "", "", "cannot be read"});
    return countries;
  }
  const auto table = CsvTable::parse(path, *text, faults);
  if (!table) return countries;
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    countries[row.required("region_id")] = row.required("iso3");
  }
  return countries;
}

}  // namespace balloon
