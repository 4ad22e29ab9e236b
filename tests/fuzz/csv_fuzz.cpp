// Any bytes as a table: a table or at least one fault, never a crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
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
  return 0;
}
