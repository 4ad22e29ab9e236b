// `balloon data add`: new rows of a data table, checked as all rows are, merged into the tables,
// and what follows from them: targets of calibration, the posterior, forecasts that can be scored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/target.hpp"
#include "core/fault.hpp"
#include "io/data_catalog.hpp"
#include "io/observed_values.hpp"

namespace balloon {

/// What is to be added. Texts are whole files; names are for messages.
struct AddRequest {
  std::string file, text;                  ///< rows: CSV with columns of one table
  std::string table;                       ///< its name; empty: recognised by its columns
  std::string source;                      ///< of rows without a source; empty: none
  std::string sources_file, sources_text;  ///< CSV with a column source; empty: none
  std::vector<std::string> allowed;        ///< places, series and units that no row has yet
  bool revise = false;                     ///< rows that are there may get other values
};

/// One row of the file.
struct AddedRow {
  enum class Kind { added, present, revised };
  Kind kind = Kind::added;
  int line = 0;                     ///< in the file
  std::string series, place, time;  ///< "coca_area_ha", "COL", "2024"; "" where it has none
  std::string value, before;        ///< `before` of a revised row
};

/// A calibration target before and after.
struct ChangedTarget {
  std::string name, unit;
  std::optional<double> before, after;  ///< nothing: there is none
  double sd_before = 0, sd_after = 0;
};

/// Rows merged into the tables, and what follows.
struct Addition {
  std::string table;           ///< name of the table
  std::vector<AddedRow> rows;  ///< of the file, in its order
  std::map<std::string, std::string>
      files;  ///< texts that change, by path: "data/observations.csv"
  std::vector<std::string> new_sources;
  std::vector<std::string> notes;  ///< what was done besides, or looks odd

  std::string hash_before, hash_after;  ///< of all tables
  bool world_changes = false;           ///< the tables that the model itself reads
  std::vector<ChangedTarget> targets;   ///< new, changed and gone ones
  int last_target_year = 0;             ///< after
  /// The posterior that `--draws posterior` takes with these data: "shipped", "folder" or "none".
  std::string posterior;
  int posterior_origin = 0;
  std::vector<std::string> posterior_notes;
  std::vector<ObservedValue> scorable;  ///< new, of years after the posterior's origin

  int count(AddedRow::Kind kind) const;
};

/// Merges; nothing and every fault, with file, line, column and value, where anything is wrong: a
/// column or source that is not known, a value outside its limits, a place, series or unit that no
/// row has, a row twice, another value for a row that is there. Reads `base` and writes nothing.
std::optional<Addition> add_data(const FileSource& base, const AddRequest& request, Faults& faults);

/// Hash of every table and of the schema.
std::string package_hash(const DataCatalog& catalog);

/// Writes the files of an addition. Where `folder` does not exist, it becomes a copy of `base` with
/// them; it appears whole or not at all. Empty, or what went wrong.
std::string write_addition(const FileSource& base, const Addition& addition,
                           const std::string& folder);

/// For the terminal; `folder` is where it was written, empty for a trial.
std::string addition_text(const Addition& addition, const std::string& folder);
/// One JSON document, ending in a line end.
std::string addition_json(const Addition& addition, const std::string& folder);

}  // namespace balloon
