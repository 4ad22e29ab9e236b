// `balloon data check`: every row against the schema, and the rules that hold for all tables.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "io/data_catalog.hpp"

namespace balloon {

namespace {

bool is_digits(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return false;
  for (std::size_t i = from; i < from + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  return true;
}

bool is_year(std::string_view text) { return text.size() == 4 && is_digits(text, 0, 4); }
bool is_date(std::string_view text) {
  return text.size() == 10 && parse_date(text, false).has_value();
}
bool is_integer(std::string_view text) {
  const auto sign = !text.empty() && text[0] == '-' ? 1u : 0u;
  return text.size() > sign && text.size() < 19 && is_digits(text, sign, text.size() - sign);
}

/// The cells of a row under several columns as one key; empty where one of them is empty.
std::string key_of(const CsvTable& t, std::size_t row, const std::vector<std::string>& columns) {
  std::string key;
  for (const auto& name : columns) {
    const auto c = t.find(name);
    if (!c || t.cell(row, *c).empty()) return "";
    key += (key.empty() ? "" : " / ") + std::string(t.cell(row, *c));
  }
  return key;
}

class TableCheck {
 public:
  TableCheck(const DataResource& resource, const CsvTable& table, Faults& faults)
      : r_(resource), t_(table), faults_(faults) {}

  void run() {
    const bool counts_sources = r_.has("verified");  // sources.csv: rows by quality of each source
    if (!r_.has("source") && !r_.names_sources)
      fault(0, "", "", "no column source, and the resource names no sources");
    if (!r_.has("quality") && !r_.names_sources && !counts_sources)
      fault(0, "", "", "no column quality, and the resource does not say how good its rows are");
    if (r_.has("value") && !r_.has("unit")) fault(0, "", "", "has values but no column unit");
    for (const auto& f : r_.fields) column(f);
    if (!r_.primary_key.empty()) unique_key(r_.primary_key, "the primary key stands twice");
    for (std::size_t row = 0; row < t_.row_count(); ++row) order(row);
    preferred();
  }

 private:
  void fault(std::size_t row, const std::string& column, std::string_view value,
             std::string message, bool of_row = false) {
    faults_.add(
        {t_.file(), of_row ? t_.line(row) : 0, column, printable(value), std::move(message)});
  }

  void column(const DataField& f) {
    const auto c = t_.find(f.name);
    if (!c) return;
    // Whatever the schema says, a row without these is not a fact that can be checked.
    const bool needed = f.required || f.name == "source" || f.name == "quality" || f.name == "unit";
    std::set<std::string, std::less<>> seen;
    for (std::size_t row = 0; row < t_.row_count(); ++row) {
      const auto text = t_.cell(row, *c);
      if (text.empty()) {
        if (needed) fault(row, f.name, "", "must not be empty", true);
        continue;
      }
      cell(f, row, text);
      if (f.unique && !seen.emplace(text).second)
        fault(row, f.name, text, "must be unique, stands twice", true);
    }
  }

  void cell(const DataField& f, std::size_t row, std::string_view text) {
    if (f.type == "date" && !is_date(text))
      fault(row, f.name, text, "must be a date, YYYY-MM-DD", true);
    if (f.type == "year" && !is_year(text)) fault(row, f.name, text, "must be a year, YYYY", true);
    if (f.type == "integer" && !is_integer(text))
      fault(row, f.name, text, "must be a whole number", true);
    if (!f.choices.empty() &&
        std::find(f.choices.begin(), f.choices.end(), text) == f.choices.end())
      fault(row, f.name, text,
            "must be one of " + word_list(f.choices) + suggestion(text, f.choices), true);
    if (f.type != "number" && f.type != "integer" && f.type != "year") return;
    const auto x = parse_number(text);
    if (!x) {
      if (f.type == "number") fault(row, f.name, text, "must be a number", true);
      return;
    }
    if (f.minimum && *x < *f.minimum)
      fault(row, f.name, text, "must be at least " + number_text(*f.minimum), true);
    if (f.maximum && *x > *f.maximum)
      fault(row, f.name, text, "must be at most " + number_text(*f.maximum), true);
  }

  void unique_key(const std::vector<std::string>& columns, const std::string& message) {
    std::set<std::string> seen;
    for (std::size_t row = 0; row < t_.row_count(); ++row) {
      const auto key = key_of(t_, row, columns);
      if (key.empty())
        fault(row, word_list(columns), "", "the primary key must not be empty", true);
      else if (!seen.insert(key).second)
        fault(row, word_list(columns), key, message, true);
    }
  }

  std::optional<double> number(std::size_t row, std::string_view column) const {
    const auto c = t_.find(column);
    return c ? parse_number(t_.cell(row, *c)) : std::nullopt;
  }

  void order(std::size_t row) {
    const auto window = window_of(t_, row);
    if (window && window->last < window->first)
      fault(row, "t_end", to_string(window->last),
            "lies before the start, " + to_string(window->first), true);
    const auto value = number(row, "value"), low = number(row, "low"), high = number(row, "high");
    if (low && high && *high < *low)
      fault(row, "high", number_text(*high), "lies below low, " + number_text(*low), true);
    if (value && ((low && *value < *low) || (high && *value > *high)))
      fault(row, "value", number_text(*value), "lies outside low to high", true);
  }

  /// observations.csv: at most one preferred row for a place, series and window.
  void preferred() {
    const auto c = t_.find("preferred");
    if (!c || r_.name != "observations") return;
    std::set<std::string> seen;
    for (std::size_t row = 0; row < t_.row_count(); ++row) {
      if (t_.cell(row, *c) != "1") continue;
      const auto key = key_of(t_, row, {"place", "series", "t_start", "t_end"});
      if (!seen.insert(key).second)
        fault(row, "preferred", key, "a second preferred row for the place, series and window",
              true);
    }
  }

  const DataResource& r_;
  const CsvTable& t_;
  Faults& faults_;
};

void check_keys(const DataCatalog& catalog, const std::map<std::string, CsvTable>& tables,
                Faults& faults) {
  for (const auto& r : catalog.resources()) {
    const auto own = tables.find(r.name);
    for (const auto& key : r.foreign_keys) {
      const auto other = tables.find(key.resource.empty() ? r.name : key.resource);
      if (own == tables.end()) continue;
      if (other == tables.end()) {
        faults.add({"data/datapackage.json", 0, r.name, printable(key.resource),
                    "foreign key into a table that is not there"});
        continue;
      }
      std::set<std::string> known;
      for (std::size_t row = 0; row < other->second.row_count(); ++row)
        known.insert(key_of(other->second, row, key.reference));
      for (std::size_t row = 0; row < own->second.row_count(); ++row) {
        const auto value = key_of(own->second, row, key.fields);
        if (!value.empty() && !known.contains(value))
          faults.add({own->second.file(), own->second.line(row), word_list(key.fields),
                      printable(value), "is not in " + other->second.file()});
      }
    }
  }
}

/// Sources of the observed tables stand in sources.csv, so that each can be looked up.
void check_sources(const std::map<std::string, CsvTable>& tables, Faults& faults) {
  const auto list = tables.find("sources");
  if (list == tables.end()) return;
  std::set<std::string, std::less<>> known;
  if (const auto c = list->second.find("source"))
    for (std::size_t row = 0; row < list->second.row_count(); ++row)
      known.emplace(list->second.cell(row, *c));
  for (const char* name : {"observations", "prices", "flows", "markets", "macro", "productivity",
                           "aid", "violence", "events"}) {
    const auto t = tables.find(name);
    if (t == tables.end()) continue;
    const auto c = t->second.find("source");
    if (!c) continue;
    for (std::size_t row = 0; row < t->second.row_count(); ++row) {
      const auto source = t->second.cell(row, *c);
      if (!source.empty() && !known.contains(source))
        faults.add({t->second.file(), t->second.line(row), "source", printable(source),
                    "is not in data/sources.csv"});
    }
  }
}

}  // namespace

std::size_t data_check(const DataCatalog& catalog, Faults& faults) {
  std::map<std::string, CsvTable> tables;
  std::size_t rows = 0;
  for (const auto& r : catalog.resources()) {
    auto t = catalog.table(r, faults);
    if (!t) continue;
    std::vector<std::string> names;
    for (const auto& f : r.fields) names.push_back(f.name);
    t->expect(names, faults);
    TableCheck(r, *t, faults).run();
    rows += t->row_count();
    tables.emplace(r.name, std::move(*t));
  }
  check_keys(catalog, tables, faults);
  check_sources(tables, faults);
  return rows;
}

}  // namespace balloon
