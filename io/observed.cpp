#include "io/observed.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/calendar.hpp"
#include "io/csv.hpp"
#include "io/data_rows.hpp"

namespace balloon {

namespace {

/// First and last day of a row; nothing where they are not given.
struct Window {
  Date from, to;
  /// Middle of the window as a decimal year.
  double middle() const {
    const auto days = [](const Date& d) { return static_cast<double>(day_number(d)); };
    const auto at = (days(from) + days(to) + 1) / 2;
    const auto start = days({from.year, 1, 1});
    const double length = is_leap_year(from.year) ? 366 : 365;
    return from.year + (at - start) / length;
  }
  bool whole_year() const {
    return from.year == to.year && day_number(to) - day_number(from) >= 300;
  }
};

std::optional<Window> window_of(const CsvRow& row) {
  const auto from = parse_date(row.text("t_start"), false);
  const auto to = parse_date(row.text("t_end"), true);
  if (!from || !to || *to < *from) return std::nullopt;
  return Window{*from, *to};
}

std::string key(std::string_view kind, std::string_view place) {
  return std::string(kind) + "/" + std::string(place);
}

/// Id of the market that a place of markets.csv or prices.csv is, or "".
std::string market_of(std::string_view place) {
  if (place == "European Union") return "EUR";
  const bool is_id = std::all_of(place.begin(), place.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return is_id ? std::string(place) : "";
}

}  // namespace

const ObservedSeries& Observed::series(const std::string& name) const {
  static const ObservedSeries none;
  const auto found = series_.find(name);
  return found == series_.end() ? none : found->second;
}

void Observed::sort() {
  for (auto& [name, points] : series_)
    std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) {
      return a.time != b.time ? a.time < b.time : a.value < b.value;
    });
}

Observed Observed::read(const FileSource& files, Faults& faults) {
  Observed result;
  Deflator deflator;
  if (const auto drivers = read_table(files, "data/model/drivers.csv", faults)) {
    for (std::size_t i = 0; i < drivers->row_count(); ++i) {
      const CsvRow row(*drivers, i, faults);
      if (row.text("series") == "us_cpi")
        deflator.set(row.integer("year", 1900, 2100), row.number("value", 1e-6, 1e6));
    }
  }

  // Areas of countries and reported regions, and seizures.
  std::map<std::string, std::map<int, double>> region_area;
  std::map<std::string, std::map<int, std::string>> segments;
  if (const auto observations = read_table(files, "data/observations.csv", faults)) {
    for (std::size_t i = 0; i < observations->row_count(); ++i) {
      const CsvRow row(*observations, i, faults);
      if (row.text("preferred") != "1" || row.text("value").empty()) continue;
      const auto window = window_of(row);
      if (!window) continue;
      const auto name = row.text("series");
      const std::string place(row.text("place"));
      ObservedPoint point;
      point.year = window->to.year;
      point.time = window->middle();
      point.spot = row.text("coverage") == "partial";
      if (name == "coca_area_ha" || name == "coca_area_us_ha") {
        point.value = row.number("value", 0, 1e7);
        const bool un = name == "coca_area_ha";
        result.series_[key(un ? "area" : "area-us", place)].push_back(point);
        if (un) {
          region_area[place][point.year] = point.value;
          segments[place][point.year] = std::string(row.text("segment"));
        }
      } else if (name == "seizures_cocaine_kg") {
        point.value = row.number("value", 0, 1e9);
        result.series_[key("seizures", place)].push_back(point);
      }
    }
  }
  for (const auto& [place, by_year] : segments) {
    const std::string* last = nullptr;
    for (const auto& [year, segment] : by_year) {
      if (last != nullptr && *last != segment)
        result.breaks_[place].push_back({year, *last, segment});
      last = &segment;
    }
  }

  const auto crosswalk = Crosswalk::read(files, faults);
  for (const auto& zone : crosswalk.zones()) {
    std::set<int> years;
    for (const auto& region : crosswalk.regions(zone))
      for (const auto& [year, value] : region_area[region]) years.insert(year);
    for (const int year : years) {
      double sum = 0;
      const auto parts = crosswalk.regions(zone, year);
      const bool complete = std::all_of(parts.begin(), parts.end(), [&](const auto& region) {
        const auto found = region_area[region].find(year);
        if (found == region_area[region].end()) return false;
        sum += found->second;
        return true;
      });
      if (complete && !parts.empty())
        result.series_[key("zone", zone)].push_back({year, year + 0.5, sum, false, ""});
    }
  }

  if (const auto prices = read_table(files, "data/prices.csv", faults)) {
    for (std::size_t i = 0; i < prices->row_count(); ++i) {
      const CsvRow row(*prices, i, faults);
      if (row.text("preferred") != "1" || row.text("measure") != "level") continue;
      const auto window = window_of(row);
      if (!window || row.text("value").empty()) continue;
      const auto dollars = dollar_year(row.text("currency"), window->from.year);
      if (!dollars) continue;
      const auto stage = row.text("stage"), level = row.text("level"), unit = row.text("unit");
      ObservedPoint point;
      point.year = window->to.year;
      point.time = window->middle();
      point.value = deflator.to_2010(row.number("value", 0, 1e9), *dollars);
      point.spot = row.text("sampling") == "spot" || !window->whole_year();
      point.where = std::string(level);
      const std::string country(row.text("iso3"));
      if (stage == "leaf" && unit == "USD/kg" && (level == "farm" || level == "city")) {
        if (row.text("material") == "fresh leaf") point.value /= dried_per_fresh_leaf;
        result.series_[key("leaf", country)].push_back(point);
      } else if ((stage == "base" || stage == "paste") && unit == "USD/kg" && level == "farm") {
        result.series_[key("base", country)].push_back(point);
      } else if (stage == "hcl" && unit == "USD/kg" &&
                 (level == "farm" || level == "city" || level == "wholesale")) {
        result.series_[key("cocaine", country)].push_back(point);
      } else if (stage == "hcl" && unit == "USD/pure g" && level == "retail") {
        const auto market = market_of(row.text("place"));
        if (market.empty()) continue;
        point.value *= 1000;
        result.series_[key("retail", market)].push_back(point);
      }
    }
  }

  if (const auto markets = read_table(files, "data/markets.csv", faults)) {
    for (std::size_t i = 0; i < markets->row_count(); ++i) {
      const CsvRow row(*markets, i, faults);
      const auto name = row.text("series"), unit = row.text("unit");
      if (name.substr(0, 19) != "cocaine consumption" || unit.substr(0, 1) != "t") continue;
      const auto market = market_of(row.text("place"));
      const auto window = window_of(row);
      if (market.empty() || !window || row.text("value").empty()) continue;
      ObservedPoint point{window->to.year, window->middle(), row.number("value", 0, 1e5) * 1000,
                          unit != "t pure", ""};
      result.series_[key("consumption", market)].push_back(point);
    }
  }
  result.sort();
  return result;
}

ObservedSeries Observed::area(std::string_view country, Sensor sensor) const {
  return series(key(sensor == Sensor::un ? "area" : "area-us", country));
}

std::vector<MethodBreak> Observed::breaks(std::string_view country) const {
  const auto found = breaks_.find(country);
  return found == breaks_.end() ? std::vector<MethodBreak>{} : found->second;
}

ObservedSeries Observed::zone_area(std::string_view zone) const {
  return series(key("zone", zone));
}

ObservedSeries Observed::price(std::string_view country, std::string_view stage) const {
  return series(key(stage, country));
}

ObservedSeries Observed::retail_price(std::string_view market) const {
  return series(key("retail", market));
}

ObservedSeries Observed::seizures(std::string_view country) const {
  return series(key("seizures", country));
}

ObservedSeries Observed::consumption(std::string_view market) const {
  return series(key("consumption", market));
}

}  // namespace balloon
