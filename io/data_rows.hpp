// What the readers of the observations share: tables, dollars of one year, and which reported
// regions make up a zone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/csv.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// A table of the data, or nothing and a fault where it is missing or malformed.
std::optional<CsvTable> read_table(const FileSource& files, std::string path, Faults& faults);

/// Consumer prices by year. A year without one takes the next, or the last there is.
class Deflator {
 public:
  void set(int year, double value) { index_[year] = value; }
  bool has(int year) const { return index_.count(year) > 0; }
  /// Money of `year` in money of 2010; unchanged where nothing was set.
  double to_2010(double value, int year) const;

 private:
  double at(int year) const;
  std::map<int, double> index_;
};

/// The year whose dollars a currency means: "USD" those of `year`, "USD2002" those of 2002; nothing
/// for other money.
std::optional<int> dollar_year(std::string_view currency, int year);

/// data/model/crosswalk.csv: which regions of the national monitoring report a zone, and when.
class Crosswalk {
 public:
  static Crosswalk read(const FileSource& files, Faults& faults);

  /// Zones that have a region, in alphabetical order.
  std::vector<std::string> zones() const;
  /// Regions that report `zone` in `year`; all that ever do where no year is given.
  std::vector<std::string> regions(std::string_view zone, std::optional<int> year = {}) const;

 private:
  struct Region {
    std::string id;
    int first = 0, last = 0;
  };
  std::map<std::string, std::vector<Region>, std::less<>> regions_;
};

}  // namespace balloon
