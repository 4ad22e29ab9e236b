// The data package as its users see it: what there is, rows by place, series, time and quality, a
// copy on disk, and a check of every row against the schema in data/datapackage.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/fault.hpp"
#include "io/csv.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// A column, from the Table Schema of its resource.
struct DataField {
  std::string name, type, description;
  bool required = false, unique = false;
  std::optional<double> minimum, maximum;
  std::vector<std::string> choices;  ///< allowed values; empty: any
};

struct DataResource {
  struct ForeignKey {
    std::vector<std::string> fields;
    std::string resource;  ///< empty: this one
    std::vector<std::string> reference;
  };
  std::string name, path, title, description;
  std::vector<DataField> fields;
  std::vector<std::string> primary_key;
  std::vector<ForeignKey> foreign_keys;
  bool names_sources =
      false;  ///< for the whole table, in "sources" or by naming a file in its description

  bool has(std::string_view field) const;
};

class DataCatalog {
 public:
  /// Reads data/datapackage.json; nothing and faults where it is malformed. `files` must outlive
  /// it.
  static std::optional<DataCatalog> read(const FileSource& files, Faults& faults);

  const std::vector<DataResource>& resources() const { return resources_; }
  /// By name or by file ("model-zones", "model/zones.csv"); null, and a fault with the nearest
  /// name, where there is none.
  const DataResource* find(const std::string& name, Faults& faults) const;
  std::optional<CsvTable> table(const DataResource& resource, Faults& faults) const;
  const FileSource& files() const { return files_; }

 private:
  FileSource files_;
  std::vector<DataResource> resources_;
};

/// Which rows. Empty members choose all. `place` is compared with every column that names a place,
/// `series` is sought within the name of the series (or category, stage, kind, instrument); both
/// without regard to case. A row is in the time where its window overlaps it.
struct DataFilter {
  std::string place = {}, series = {}, quality = {};
  std::string from = {}, to = {};  ///< YYYY, YYYY-MM or YYYY-MM-DD
};

/// Indices of the rows that a filter chooses; nothing and faults where the filter makes no sense
/// for the table (no such column, no such date). No row at all is a fault that says what there is.
std::optional<std::vector<std::size_t>> choose_rows(const DataResource& resource,
                                                    const CsvTable& table, const DataFilter& filter,
                                                    Faults& faults);

/// The window of a row: its first and last day from t_start and t_end, year, or first and last
/// year.
struct RowWindow {
  Date first, last;
};
std::optional<RowWindow> window_of(const CsvTable& table, std::size_t row);

/// `balloon data list`.
std::string data_list_text(const DataCatalog& catalog, int width, Faults& faults);
std::string data_list_json(const DataCatalog& catalog, Faults& faults);

/// `balloon data show NAME`: an aligned table of `width` columns, or every column as JSON or CSV.
enum class DataFormat { text, json, csv };
std::optional<std::string> data_show(const DataCatalog& catalog, const std::string& name,
                                     const DataFilter& filter, DataFormat format, int width,
                                     Faults& faults);

/// `balloon data export DIR`: the tables, datapackage.json and README.md as they are. Empty or what
/// went wrong.
std::string data_export(const DataCatalog& catalog, const std::string& folder, bool overwrite);

/// `balloon data check`: every fault of every row. Gives the rows that were looked at.
std::size_t data_check(const DataCatalog& catalog, Faults& faults);

}  // namespace balloon
