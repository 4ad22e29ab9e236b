#include "io/measure_places.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <unordered_map>

#include "io/place_match.hpp"

namespace balloon {

namespace {

constexpr double largest_weight = 1e100;  // sums and squares of it must still be numbers

std::string line_text(int line) { return fmt::format("line {}", line); }

bool columns_found(const CsvTable& table, const CoordinateColumns& columns, Faults& faults) {
  const auto before = faults.size();
  const auto need = [&](const std::string& name, const char* what) {
    if (table.find(name)) return;
    const auto near = suggestion(name, table.columns());
    faults.add({table.file(), 1, printable(name), "",
                fmt::format("the column of {} is missing{}", what,
                            near.empty() ? "; the file has " + word_list(table.columns()) : near)});
  };
  need(columns.place, "places");
  need(columns.latitude, "latitudes");
  need(columns.longitude, "longitudes");
  if (columns.place == columns.latitude || columns.place == columns.longitude ||
      columns.latitude == columns.longitude)
    faults.add(
        {table.file(), 1, "", "",
         fmt::format("places, latitudes and longitudes need a column each, not {}, {} and {}",
                     printable(columns.place), printable(columns.latitude),
                     printable(columns.longitude))});
  return faults.size() == before;
}

double degrees(const CsvRow& row, const std::string& column, double limit) {
  const auto value = parse_number(row.text(column));
  if (!value)
    row.fault(column, "not a number of degrees (digits with a decimal point, such as -75.57)");
  else if (*value < -limit || *value > limit)
    row.fault(column, fmt::format("outside {} to {} degrees", -limit, limit));
  else
    return *value;
  return 0;
}

bool stop_reading(PlaceMatch& match, int line) {
  if (!match.full()) return false;
  match.fault(line, "", "", "too many faults; the rest of the file was not read");
  return true;
}

/// Reads the rows of a neighbour list.
class NeighbourReader {
 public:
  NeighbourReader(const CsvTable& table, const std::vector<std::string>& places, Faults& faults)
      : table_(table),
        faults_(faults),
        match_(table.file(), places, faults),
        places_(places),
        weighted_(table.find("weight").has_value()),
        island_(places.size(), 0),
        linked_(places.size(), 0) {}

  std::optional<std::vector<Eigen::Triplet<double>>> read(std::vector<std::string>& notes) {
    for (std::size_t i = 0; i < table_.row_count(); ++i) {
      if (stop_reading(match_, table_.line(i))) return std::nullopt;
      row(CsvRow(table_, i, faults_));
    }
    if (!match_.finish("from", "for one without neighbours give a row whose `to` is empty"))
      return std::nullopt;
    match_.note_skipped("row", "rows", notes);
    return std::move(entries_);
  }

 private:
  void row(const CsvRow& row) {
    const bool from_stranger = match_.stranger(row.text("from"));
    const bool to_stranger = match_.stranger(row.text("to"));
    if (from_stranger || to_stranger) match_.skip();
    std::optional<std::size_t> from, to;
    if (!from_stranger) from = match_.find(row.text("from"), row.line(), "from");
    if (row.text("to").empty()) {
      if (from) no_neighbours(row, *from);
      return;
    }
    if (!to_stranger) to = match_.find(row.text("to"), row.line(), "to");
    // A place is not forgotten where all its neighbours lie outside the panel.
    if (from) link_from(row, *from);
    if (to) match_.seen(*to, line_text(row.line()));
    if (from_stranger || to_stranger) return;
    const double weight = weighted_ ? weight_of(row) : 1;
    if (!from || !to) return;
    if (*from == *to) return row.fault("to", "a place cannot be its own neighbour");
    const auto [pair, fresh] =
        lines_.emplace(std::uint64_t{*from} * places_.size() + *to, row.line());
    if (!fresh)
      return row.fault("to", fmt::format("the pair stands twice, first in line {}; "
                                         "the other direction has from and to exchanged",
                                         pair->second));
    entries_.emplace_back(static_cast<int>(*from), static_cast<int>(*to), weight);
  }

  double weight_of(const CsvRow& row) {
    const auto value = parse_number(row.text("weight"));
    if (value && *value > 0 && *value <= largest_weight) return *value;
    row.fault("weight", value ? "must be greater than 0 and at most 1e100; leave out the row of a "
                                "pair that is not linked"
                              : "not a number (digits with a decimal point)");
    return 1;
  }

  void link_from(const CsvRow& row, std::size_t from) {
    linked_[from] = 1;
    if (island_[from] != 0)
      row.fault("to", fmt::format("line {} says that {} has no neighbours", island_[from],
                                  printable(places_[from])));
    match_.seen(from, line_text(row.line()));
  }

  void no_neighbours(const CsvRow& row, std::size_t from) {
    if (weighted_ && !row.text("weight").empty())
      row.fault("weight", "a weight without a neighbour; name it in `to`, or leave both empty");
    if (island_[from] != 0)
      row.fault("from", fmt::format("line {} has said so already", island_[from]));
    else if (linked_[from] != 0)
      row.fault("to", fmt::format("empty, which says that {} has no neighbours, but other rows "
                                  "give it some",
                                  printable(places_[from])));
    if (island_[from] == 0) island_[from] = row.line();
    match_.seen(from, line_text(row.line()));
  }

  const CsvTable& table_;
  Faults& faults_;
  PlaceMatch match_;
  const std::vector<std::string>& places_;
  bool weighted_;
  std::vector<int> island_;  ///< line that says so; 0 where none does
  std::vector<char> linked_;
  std::unordered_map<std::uint64_t, int> lines_;
  std::vector<Eigen::Triplet<double>> entries_;
};

}  // namespace

std::optional<std::vector<measure::Point>> read_coordinates(const CsvTable& table,
                                                            const CoordinateColumns& columns,
                                                            const std::vector<std::string>& places,
                                                            Faults& faults,
                                                            std::vector<std::string>& notes) {
  if (!columns_found(table, columns, faults)) return std::nullopt;
  PlaceMatch match(table.file(), places, faults);
  std::vector<measure::Point> points(places.size());
  for (std::size_t i = 0; i < table.row_count(); ++i) {
    const CsvRow row(table, i, faults);
    if (stop_reading(match, row.line())) return std::nullopt;
    const auto key = row.text(columns.place);
    if (match.stranger(key)) {
      match.skip();
      continue;
    }
    const auto place = match.find(key, row.line(), columns.place);
    const measure::Point point{degrees(row, columns.latitude, 90),
                               degrees(row, columns.longitude, 180)};
    if (place && match.once(*place, row.line(), columns.place, line_text(row.line()),
                            "coordinates have one row a place"))
      points[*place] = point;
  }
  if (!match.finish(columns.place, "give each a row")) return std::nullopt;
  match.note_skipped("row", "rows", notes);
  return points;
}

std::optional<std::vector<Eigen::Triplet<double>>> read_neighbours(
    const CsvTable& table, const std::vector<std::string>& places, Faults& faults,
    std::vector<std::string>& notes) {
  std::vector<std::string> columns = {"from", "to"};
  if (table.columns().size() > 2) columns.emplace_back("weight");
  if (!table.expect(columns, faults)) return std::nullopt;
  return NeighbourReader(table, places, faults).read(notes);
}

}  // namespace balloon
