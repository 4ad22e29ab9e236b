// Strict CSV (RFC 4180): everything odd is a fault with its file, line, column and value; nothing
// is repaired. Quoted fields may hold commas, quotes and line breaks; CRLF and a leading BOM are
// tolerated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"

namespace balloon {

/// A finite number, independent of the locale: digits with an optional point and exponent, an
/// optional minus, nothing before or after. Nothing for anything else (NaN, infinity, overflow).
std::optional<double> parse_number(std::string_view text);

/// True for well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// A text made fit to be printed in a message: at most `limit` bytes, control characters as '?'.
std::string printable(std::string_view text, std::size_t limit = 60);

/// A parsed table with a header line. Cells are kept as text.
class CsvTable {
 public:
  static constexpr std::size_t max_bytes = 64u << 20;
  static constexpr std::size_t max_rows = 1000000;
  static constexpr std::size_t max_columns = 64;
  static constexpr std::size_t max_faults = 100;  ///< listed for one file, then reading stops

  /// Parses `text`; nothing, and at least one fault, where it is malformed. `file` is for messages.
  static std::optional<CsvTable> parse(std::string file, std::string_view text, Faults& faults);

  const std::string& file() const { return file_; }
  std::size_t row_count() const { return lines_.size(); }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Index of a column, or nothing.
  std::optional<std::size_t> find(std::string_view column) const;
  /// Valid until the table is destroyed or moved.
  std::string_view cell(std::size_t row, std::size_t column) const;
  /// 1-based line on which a row starts.
  int line(std::size_t row) const { return lines_[row]; }

  /// A fault for each of `columns` that is missing and for each other column that the file has.
  /// False where there was one.
  bool expect(const std::vector<std::string>& columns, Faults& faults) const;

 private:
  std::string file_;
  std::vector<std::string> columns_;
  std::vector<int> lines_;
  std::string arena_;                ///< unquoted cells, end to end
  std::vector<std::uint32_t> ends_;  ///< end of each cell in the arena, row by row
};

/// Typed access to one row. A cell that does not hold what is asked for adds a fault and yields the
/// least harmful value, so that reading goes on and every fault is listed.
class CsvRow {
 public:
  /// `table` and `faults` must outlive the row.
  CsvRow(const CsvTable& table, std::size_t row, Faults& faults)
      : table_(table), row_(row), faults_(faults) {}

  std::string_view text(std::string_view column) const;
  /// Text that must not be empty.
  std::string required(std::string_view column) const;
  /// A number in [low, high]; `low` on a fault.
  double number(std::string_view column, double low, double high) const;
  /// A whole number in [low, high]; `low` on a fault.
  int integer(std::string_view column, int low, int high) const;
  /// One of `choices` (its index); -1 on a fault, which suggests the nearest.
  int choice(std::string_view column, const std::vector<std::string>& choices) const;
  void fault(std::string_view column, std::string message) const;
  int line() const { return table_.line(row_); }

 private:
  const CsvTable& table_;
  std::size_t row_;
  Faults& faults_;
};

/// The number in the shortest form that names it, for messages: 0.25, 14000, 1e+20.
std::string number_text(double value);

/// A cell as it is written into a CSV file: quoted where it must be.
std::string csv_cell(std::string_view text);

/// "a, b, c" of at most `limit` words, then "...".
std::string word_list(const std::vector<std::string>& words, std::size_t limit = 12);

/// "; did you mean X?" for the nearest candidate, or
/// "; did you mean X, Y or Z?" for up to four that hold the word;
/// "" where there is none.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace balloon
