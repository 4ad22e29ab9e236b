#include "io/data_add_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace balloon {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::vector<std::string> fields_of(const DataResource& table) {
  std::vector<std::string> names;
  for (const auto& f : table.fields) names.push_back(f.name);
  return names;
}

/// Columns that a file must have. The source may come from --source, and which row is preferred is
/// known where there is no other.
std::vector<std::string> needed_columns(const DataResource& table, const AddRequest& request) {
  std::vector<std::string> names;
  for (const auto& f : table.fields) {
    const bool given = (f.name == "source" && !request.source.empty()) || f.name == "preferred";
    if ((f.required || f.name == "value") && !given) names.push_back(f.name);
  }
  for (const auto& name : table.primary_key)
    if (!contains(names, name)) names.push_back(name);
  return names;
}

/// Columns that the table does not have, and those that the file lacks.
std::size_t misfits(const DataResource& table, const AddRequest& request, const CsvTable& rows) {
  std::size_t n = 0;
  for (const auto& column : rows.columns()) n += table.has(column) ? 0 : 1;
  for (const auto& column : needed_columns(table, request)) n += rows.find(column) ? 0 : 1;
  return n;
}

void tell_misfits(const DataResource& table, const AddRequest& request, const CsvTable& rows,
                  Faults& faults) {
  const auto fields = fields_of(table);
  for (const auto& column : rows.columns())
    if (!table.has(column))
      faults.add({request.file, 1, printable(column), "",
                  "unknown column; " + table.name + " has " + word_list(fields, fields.size()) +
                      suggestion(column, fields)});
  for (const auto& column : needed_columns(table, request))
    if (!rows.find(column))
      faults.add({request.file, 1, column, "",
                  "the column is missing; every row of " + table.name + " has one"});
}

}  // namespace

const DataResource* table_of(const DataCatalog& catalog, const AddRequest& request,
                             const CsvTable& rows, Faults& faults) {
  const DataResource* table = nullptr;
  if (!request.table.empty()) {
    table = catalog.find(request.table, faults);
    if (table == nullptr) return nullptr;
  } else {
    std::vector<std::string> fitting;
    std::size_t fewest = 0;
    for (const auto& r : catalog.resources()) {
      const auto n = misfits(r, request, rows);
      // All columns of a table and no other: it is that one, whatever others the file may fit.
      if (n == 0 && rows.columns().size() == r.fields.size()) {
        table = &r;
        fitting = {r.name};
        break;
      }
      if (n == 0) fitting.push_back(r.name);
      if (table == nullptr || n < fewest) {
        table = &r;
        fewest = n;
      }
    }
    if (fitting.size() > 1) {
      faults.add({request.file, 1, "header", "",
                  "the columns fit several tables; say which with --table: " +
                      word_list(fitting, fitting.size())});
      return nullptr;
    }
  }
  if (table == nullptr) return nullptr;
  const auto before = faults.size();
  tell_misfits(*table, request, rows, faults);
  if (faults.size() > before) return nullptr;
  if (!key_columns(*table).empty()) return table;
  faults.add({request.file, 1, "--table", table->name,
              "its rows have no key and no value, so nothing can be told from what is there: edit "
              "data/" +
                  table->path + " itself"});
  return nullptr;
}

std::vector<std::string> key_columns(const DataResource& table) {
  if (!table.primary_key.empty()) return table.primary_key;
  if (!table.has("value")) return {};
  static const std::vector<std::string> of_a_row = {
      "place",    "origin", "destination", "donor",   "recipient", "instrument", "series",
      "category", "stage",  "level",       "measure", "material",  "currency",   "unit",
      "status",   "period", "t_start",     "t_end",   "year",      "source"};
  std::vector<std::string> columns;
  for (const auto& name : of_a_row)
    if (table.has(name)) columns.push_back(name);
  return columns;
}

std::vector<std::string> value_columns(const DataResource& table) {
  const auto key = key_columns(table);
  std::vector<std::string> columns;
  for (const auto& f : table.fields) {
    const bool figure = f.name == "value" || f.name == "low" || f.name == "high";
    const bool remark = f.name == "note" || f.name == "source" || f.name == "quality";
    if (table.has("value") ? figure : !remark && !contains(key, f.name)) columns.push_back(f.name);
  }
  return columns;
}

}  // namespace balloon
