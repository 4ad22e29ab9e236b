// Which table a file of new rows is for, and what makes a row of it the same row.
#pragma once

#include <string>
#include <vector>

#include "core/fault.hpp"
#include "io/data_add.hpp"

namespace balloon {

/// The table of a file, by its name or its columns; null and a fault for each column that is
/// unknown or missing, with the nearest known one, or that names the tables between which the file
/// does not decide.
const DataResource* table_of(const DataCatalog& catalog, const AddRequest& request,
                             const CsvTable& rows, Faults& faults);

/// Columns that make a row: the primary key, or those that say of what, where, when and by whom a
/// value is. Empty where a table has neither a key nor values.
std::vector<std::string> key_columns(const DataResource& table);
/// Columns whose difference makes a revision.
std::vector<std::string> value_columns(const DataResource& table);

}  // namespace balloon
