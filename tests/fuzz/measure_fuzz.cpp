// Any bytes as each file that `balloon measure` and `balloon data import` take: a result or at
// least one fault, never a crash. The first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "io/measure_panel.hpp"
#include "io/measure_places.hpp"
#include "io/open_data.hpp"

namespace {

using namespace balloon;

const std::vector<std::string> wanted = {"A", "B", "05001"};

void must(bool holds) {
  if (!holds) std::abort();
}

void must_explain(const Faults& faults) {
  for (const auto& fault : faults.list()) must(!fault.message.empty() && is_utf8(to_string(fault)));
}

void panel(const CsvTable& table, Faults& faults) {
  const auto made = read_panel(table, {"place", "year", {"coca", "aid"}}, faults);
  must(made.has_value() == faults.empty());
  if (!made) return;
  must(made->values.size() == 2);
  for (const auto& values : made->values)
    must(values.rows() == made->place_count() && values.cols() == made->time_count());
  must(is_utf8(gap_summary(*made)));
}

void coordinates(const CsvTable& table, Faults& faults) {
  std::vector<std::string> notes;
  const auto points = read_coordinates(table, {}, wanted, faults, notes);
  must(points.has_value() == faults.empty());
  if (!points) return;
  must(points->size() == wanted.size());
  // What was read makes weights, or a fault.
  Places places{wanted, points, {}, {}};
  std::string problem;
  for (const char* text : {"knn:2", "band:500km", "inverse:20016km:10"})
    must(make_weights(*parse_weights(text, problem), places, faults).has_value());
}

void neighbours(const CsvTable& table, Faults& faults) {
  std::vector<std::string> notes;
  const auto entries = read_neighbours(table, wanted, faults, notes);
  must(entries.has_value() == faults.empty());
  if (!entries) return;
  for (const auto& e : *entries) must(e.row() != e.col() && e.value() > 0);
  Places places{wanted, {}, {}, entries};
  std::string problem;
  must(make_weights(*parse_weights("given", problem), places, faults).has_value());
}

void polygons(std::string_view text, Faults& faults) {
  std::vector<std::string> notes;
  const auto outlines = read_polygons("fuzz.json", text, "code", wanted, faults, notes);
  must(outlines.has_value() == faults.empty());
  if (!outlines) return;
  Places places{wanted, {}, outlines, {}};
  std::string problem;
  for (const char* choice : {"queen", "rook:2"})
    must(make_weights(*parse_weights(choice, problem), places, faults).has_value());
}

/// What is imported is a table that the panel's reader takes.
void coca(std::string_view text, Faults& faults) {
  const auto made = import_coca_detection("fuzz.csv", text, faults);
  must(made.has_value() == faults.empty());
  if (!made) return;
  for (const auto& note : made->notes) must(is_utf8(note));
  const auto table = CsvTable::parse("long.csv", made->csv, faults);
  must(table && table->row_count() == made->municipalities * made->years.size());
  must(read_panel(*table, {"codmpio", "year", {"coca_ha"}}, faults).has_value());
}

void weights(std::string_view text) {
  std::string problem;
  const auto choice = parse_weights(text, problem);
  must(choice.has_value() == problem.empty());
  must(is_utf8(problem));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const int which = data[0] % 6;
  Faults faults;
  if (which == 3) {
    polygons(text, faults);
  } else if (which == 4) {
    coca(text, faults);
  } else if (which == 5) {
    weights(text);
  } else if (const auto table = CsvTable::parse("fuzz.csv", text, faults)) {
    constexpr void (*readers[])(const CsvTable&, Faults&) = {panel, coordinates, neighbours};
    readers[which](*table, faults);
  }
  must_explain(faults);
  return 0;
}
