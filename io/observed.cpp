#include "io/observed.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "core/calendar.hpp"
#include "io/csv.hpp"

namespace balloon {

namespace {

/// A table of the data, or nothing (with a fault where it is malformed).
std::optional<CsvTable> table(const FileSource& files, std::string path, Faults& faults) {
  const auto text = files(path);
  if (!text) {
    faults.add({path, 0, "", "", "the table is missing"});
    return std::nullopt;
  }
  return CsvTable::parse(std::move(path), *text, faults);
}

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

/// Consumer prices by year, first and last value held.
class Deflator {
 public:
  void set(int year, double value) { index_[year] = value; }
  /// Money of `year` in money of 2010.
  double to_2010(double value, int year) const {
    if (index_.empty()) return value;
    return value * at(2010) / at(year);
  }

 private:
  double at(int year) const {
    const auto next = index_.lower_bound(year);
    return next == index_.end() ? index_.rbegin()->second : next->second;
  }
  std::map<int, double> index_;
};

/// The year whose dollars a currency means: "USD" those of the row, "USD2002" those of 2002.
std::optional<int> dollar_year(std::string_view currency, int year) {
  if (currency == "USD") return year;
  if (currency.substr(0, 3) != "USD" || currency.size() != 7) return std::nullopt;
  const auto named = parse_number(currency.substr(3));
  if (!named) return std::nullopt;
  return static_cast<int>(*named);
}

std::string key(std::string_view kind, std::string_view place) {
  return std::string(kind) + "/" + std::string(place);
}

/// Market of a place named in markets.csv or prices.csv, or "".
std::string market_of(std::string_view place) {
  if (place == "USA") return "USA";
  if (place == "European Union" || place == "EUR") return "EUR";
  return "";
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
  if (const auto drivers = table(files, "data/model/drivers.csv", faults)) {
    for (std::size_t i = 0; i < drivers->row_count(); ++i) {
      const CsvRow row(*drivers, i, faults);
      if (row.text("series") == "us_cpi")
        deflator.set(row.integer("year", 1900, 2100), row.number("value", 1e-6, 1e6));
    }
  }

  // Areas of countries and reported regions, and seizures.
  std::map<std::string, std::map<int, double>> region_area;
  std::map<std::string, std::map<int, std::string>> segments;
  if (const auto observations = table(files, "data/observations.csv", faults)) {
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

  struct Region {
    std::string id;
    int first = 0, last = 0;
  };
  std::map<std::string, std::vector<Region>> regions;
  if (const auto crosswalk = table(files, "data/model/crosswalk.csv", faults)) {
    for (std::size_t i = 0; i < crosswalk->row_count(); ++i) {
      const CsvRow row(*crosswalk, i, faults);
      if (row.text("zone").empty()) continue;
      regions[std::string(row.text("zone"))].push_back({std::string(row.text("reported_region")),
                                                        row.integer("first_year", 1900, 2100),
                                                        row.integer("last_year", 1900, 2100)});
    }
  }
  for (const auto& [zone, parts] : regions) {
    std::set<int> years;
    for (const auto& part : parts)
      for (const auto& [year, value] : region_area[part.id]) years.insert(year);
    for (const int year : years) {
      double sum = 0;
      bool complete = true, any = false;
      for (const auto& part : parts) {
        if (year < part.first || year > part.last) continue;
        const auto found = region_area[part.id].find(year);
        complete = complete && found != region_area[part.id].end();
        if (!complete) break;
        sum += found->second;
        any = true;
      }
      if (complete && any)
        result.series_[key("zone", zone)].push_back({year, year + 0.5, sum, false, ""});
    }
  }

  if (const auto prices = table(files, "data/prices.csv", faults)) {
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

  if (const auto markets = table(files, "data/markets.csv", faults)) {
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
