// The world's tables with any bytes in the place of some of their cells: a world or at least one
// fault, never a crash. A table of other columns ends at its first line, so these stay as they are.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "io/csv.hpp"
#include "io/world_reader.hpp"

namespace {

using balloon::CsvTable;
using Cells = std::map<std::pair<std::size_t, std::size_t>, std::string>;

/// The table with other cells, which are put there as they are.
std::string edited(const CsvTable& table, const Cells& cells) {
  std::string out;
  const auto& columns = table.columns();
  for (std::size_t c = 0; c < columns.size(); ++c)
    out += (c > 0 ? "," : "") + balloon::csv_cell(columns[c]);
  for (std::size_t r = 0; r < table.row_count(); ++r)
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto found = cells.find({r, c});
      out += c > 0 ? ',' : '\n';
      out += found == cells.end() ? balloon::csv_cell(table.cell(r, c)) : found->second;
    }
  return out + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  if (size < 4) return 0;
  static const char* const names[] = {"zones",           "drivers", "corridors", "markets",
                                      "corridor_shares", "hubs",    "links",     "groups"};
  const std::string path = model_table(names[data[0] % 8]);
  const auto inside = embedded_files();
  Faults faults;
  const auto table = CsvTable::parse(path, std::string(inside(path).value()), faults);
  if (!table) std::abort();
  // Edits: a row in two bytes, a column, the text up to a zero.
  Cells cells;
  for (std::size_t at = 1; at + 3 <= size;) {
    const auto row = (data[at] * std::size_t{256} + data[at + 1]) % table->row_count();
    const auto column = data[at + 2] % table->columns().size();
    auto& cell = cells[{row, column}];
    cell.clear();
    for (at += 3; at < size && data[at] != 0; ++at) cell += static_cast<char>(data[at]);
    ++at;
  }
  const std::string text = edited(*table, cells);
  const auto world = read_world(
      [&](std::string_view wanted) {
        return wanted == path ? std::optional<std::string_view>(text) : inside(wanted);
      },
      faults);
  if (world.has_value() != faults.empty()) std::abort();
  for (const auto& fault : faults.list())
    if (fault.message.empty()) std::abort();
  return 0;
}
