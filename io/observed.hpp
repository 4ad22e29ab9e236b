// The observations that stand beside the model's series in plots and tables, from the tables under
// data/: areas by country and zone, prices in constant dollars, seizures, consumption.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// One observation. `time` is the middle of its window, a decimal year; stocks of a year's end have
/// the year itself in `year`.
struct ObservedPoint {
  int year = 0;
  double time = 0;
  double value = 0;
  bool spot = false;  ///< a moment or a part of the year, not its mean or total
  std::string where;  ///< level of a price: farm, city, wholesale, retail
};
using ObservedSeries = std::vector<ObservedPoint>;

/// Sensors of coca area.
enum class Sensor { un, us };

/// Where a series changes its method: the first year of the new one.
struct MethodBreak {
  int year = 0;
  std::string from, to;  ///< segments as data/observations.csv names them
};

/// Everything is read once; places without observations yield empty series. Each series is sorted
/// by time.
class Observed {
 public:
  /// Reads data/observations.csv, prices.csv, markets.csv and model/{drivers,crosswalk}.csv.
  static Observed read(const FileSource& files, Faults& faults);

  /// ha on the ground at the end of the year, by country ("PER"), preferred rows only.
  ObservedSeries area(std::string_view country, Sensor sensor) const;
  std::vector<MethodBreak> breaks(std::string_view country) const;
  /// The same for a zone: the sum of the regions that the crosswalk gives it, in years in which all
  /// of them were reported.
  ObservedSeries zone_area(std::string_view zone) const;
  /// USD of 2010 per kg; stage is leaf (sun-dried: fresh leaf is divided by 0.3), base (and paste)
  /// or cocaine. By ISO3 of the country.
  ObservedSeries price(std::string_view country, std::string_view stage) const;
  /// USD of 2010 per pure kg at retail; purity-adjusted rows only.
  ObservedSeries retail_price(std::string_view market) const;
  /// kg a year as reported, in the producing country.
  ObservedSeries seizures(std::string_view country) const;
  /// Pure kg a year.
  ObservedSeries consumption(std::string_view market) const;

 private:
  const ObservedSeries& series(const std::string& key) const;
  void sort();

  std::map<std::string, ObservedSeries, std::less<>> series_;
  std::map<std::string, std::vector<MethodBreak>, std::less<>> breaks_;
};

/// Weight of sun-dried leaf from a unit of fresh leaf (data/README.md, trap 4).
inline constexpr double dried_per_fresh_leaf = 0.3;

}  // namespace balloon
