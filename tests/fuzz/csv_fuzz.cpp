// Any bytes as a table, and as one of the world's tables: a result or at least one fault, never a
// crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "io/csv.hpp"
#include "io/world_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  if (size == 0) return 0;
  static const char* const names[] = {"zones",           "drivers", "corridors", "markets",
                                      "corridor_shares", "hubs",    "links",     "groups"};
  const std::string path = model_table(names[data[0] % 8]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

  Faults faults;
  const auto table = CsvTable::parse("fuzz.csv", text, faults);
  if (table.has_value() != faults.empty()) std::abort();
  if (table) {
    for (std::size_t r = 0; r < table->row_count(); ++r) {
      for (std::size_t c = 0; c < table->columns().size(); ++c) {
        if (table->cell(r, c).size() > size) std::abort();
      }
    }
  }

  const auto inside = embedded_files();
  Faults world_faults;
  const auto world = read_world(
      [&](std::string_view wanted) {
        return wanted == path ? std::optional(text) : inside(wanted);
      },
      world_faults);
  if (world.has_value() != world_faults.empty()) std::abort();
  return 0;
}
