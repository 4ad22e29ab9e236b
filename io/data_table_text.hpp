// The text of a CSV table that gets rows without a change of a byte in the others.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv.hpp"

namespace balloon {

class TableText {
 public:
  /// `table` was parsed from `text`.
  TableText(const CsvTable& table, std::string_view text);

  /// `line` is that of the row in the file it comes from.
  void append(const std::vector<std::string>& cells, int line);
  void replace(std::size_t row, const std::vector<std::string>& cells, int line);

  std::string text() const;
  /// Lines of appended and replaced rows in `text`, with those of the file they come from.
  std::map<int, int> lines() const;

 private:
  struct Row {
    std::string text;  ///< with its line end
    int line = 0;      ///< 0: as it was
  };
  std::string header_;
  std::vector<Row> rows_;
};

/// Cells of a row.
std::vector<std::string> cells_of(const CsvTable& table, std::size_t row);

}  // namespace balloon
