#include "io/data_table_text.hpp"

#include <algorithm>

namespace balloon {

namespace {

std::string row_text(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& cell : cells) text += (&cell == cells.data() ? "" : ",") + csv_cell(cell);
  return text + "\n";
}

int line_count(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TableText::TableText(const CsvTable& table, std::string_view text) {
  std::size_t at = 0;
  int line = 1;
  const auto take = [&](int until) {
    const auto begin = at;
    while (at < text.size() && line < until)
      if (text[at++] == '\n') ++line;
    return std::string(text.substr(begin, at - begin));
  };
  const auto rows = table.row_count();
  for (std::size_t row = 0; row <= rows; ++row) {
    const bool last = row == rows;
    auto piece = last ? std::string(text.substr(at)) : take(table.line(row));
    if (!piece.empty() && piece.back() != '\n') piece += '\n';
    if (row == 0)
      header_ = std::move(piece);
    else
      rows_.push_back({std::move(piece), 0});
  }
}

void TableText::append(const std::vector<std::string>& cells, int line) {
  rows_.push_back({row_text(cells), line});
}

void TableText::replace(std::size_t row, const std::vector<std::string>& cells, int line) {
  rows_[row] = {row_text(cells), line};
}

std::string TableText::text() const {
  std::string text = header_;
  for (const auto& row : rows_) text += row.text;
  return text;
}

std::map<int, int> TableText::lines() const {
  std::map<int, int> lines;
  int line = 1 + line_count(header_);
  for (const auto& row : rows_) {
    if (row.line > 0) lines[line] = row.line;
    line += line_count(row.text);
  }
  return lines;
}

std::vector<std::string> cells_of(const CsvTable& table, std::size_t row) {
  std::vector<std::string> cells;
  for (std::size_t c = 0; c < table.columns().size(); ++c) cells.emplace_back(table.cell(row, c));
  return cells;
}

}  // namespace balloon
