#include "io/measure_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "io/letters.hpp"
#include "io/number_style.hpp"

namespace balloon {

namespace {

using measure::Index;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr int largest_time = 1000000;
constexpr double largest_figure = 1e100;  // squares of it must still add up
constexpr double largest_grid = 64e6;     // cells of all columns, 8 bytes each

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// What to write instead of a cell that is no number.
std::string figure_hint(std::string_view cell) {
  static constexpr std::array<std::string_view, 15> none = {
      "na",   "n/a", "#n/a", "<na>", "nan", "null", "none",   "nd",
      "n.d.", "s/d", ".",    "..",   "-",   "--",   "missing"};
  const auto text = trimmed(cell);
  const std::string word = small_letters(text);
  if (text.empty()) return "the cell holds only spaces; leave it empty where there is no figure";
  if (std::find(none.begin(), none.end(), word) != none.end())
    return "not a number; leave the cell empty where there is no figure";
  if (word.find("inf") != std::string::npos)
    return "not a finite number; leave the cell empty where there is no figure";
  if (parse_number(text))
    return "spaces around the number; write " + number_text(*parse_number(text));
  const auto comma = parse_spanish_number(text);
  const auto point = parse_english_number(text);
  if (comma && point && *comma != *point)
    return fmt::format("a comma that may be a decimal or a thousands mark; write {} or {}",
                       number_text(*comma), number_text(*point));
  if (comma || point)
    return fmt::format("not in plain form; write {}, with a decimal point and no thousands marks",
                       number_text(comma ? *comma : *point));
  return "not a number (digits with a decimal point, no spaces, units or thousands marks)";
}

std::string time_hint(std::string_view cell) {
  if (cell.empty()) return "the time is empty; write a whole number such as 2014";
  if (cell.size() > 4 && cell[4] == '-' && parse_number(cell.substr(0, 4)))
    return fmt::format("a date, not a whole number; write its year, {}", cell.substr(0, 4));
  return "not a whole number such as 2014";
}

/// Indices of the columns in the table; faults for those it lacks and for those used twice.
struct Found {
  std::size_t place = 0, time = 0;
  std::vector<std::size_t> figures;
  std::vector<std::string> names;  ///< of the figures, each once
};

bool find_columns(const CsvTable& table, const PanelColumns& columns, Found& found,
                  Faults& faults) {
  const auto before = faults.size();
  const auto find = [&](const std::string& name, std::string_view what) -> std::size_t {
    if (const auto index = table.find(name)) return *index;
    const auto near = suggestion(name, table.columns());
    faults.add({table.file(), 1, printable(name), "",
                fmt::format("the column of {} is missing{}", what,
                            near.empty() ? "; the file has " + word_list(table.columns()) : near)});
    return 0;
  };
  found.place = find(columns.place, "places");
  found.time = find(columns.time, "times");
  if (columns.place == columns.time)
    faults.add({table.file(), 1, printable(columns.place), "",
                "cannot hold both the places and the times"});
  for (const auto& name : columns.figures) {
    if (std::find(found.names.begin(), found.names.end(), name) != found.names.end()) continue;
    if (name == columns.place || name == columns.time) {
      faults.add({table.file(), 1, printable(name), "",
                  fmt::format("holds the {}; it cannot be a figure as well",
                              name == columns.place ? "places" : "times")});
      continue;
    }
    found.names.push_back(name);
    found.figures.push_back(find(name, "figures"));
  }
  if (columns.figures.empty())
    faults.add({table.file(), 1, "", "", "no column of figures was asked for"});
  return faults.size() == before;
}

/// A row of the table whose place and time are good.
struct Entry {
  std::string_view place;
  int time = 0;
  std::size_t row = 0;
};

class Reader {
 public:
  Reader(const CsvTable& table, const Found& found, Faults& faults)
      : table_(table), found_(found), faults_(faults), before_(faults.size()) {}

  std::optional<measure::Panel> read() {
    if (table_.row_count() == 0) {
      faults_.add({table_.file(), 2, "", "", "the table has no rows"});
      return std::nullopt;
    }
    figures_.resize(found_.figures.size());
    for (std::size_t row = 0; row < table_.row_count(); ++row) {
      if (faults_.size() >= before_ + CsvTable::max_faults) {
        faults_.add({table_.file(), table_.line(row), "", "",
                     "too many faults; the rest of the file was not read"});
        return std::nullopt;
      }
      read_key(row);
      read_figures(row);
    }
    for (std::size_t k = 0; k < figures_.size(); ++k)
      if (!any(k))
        faults_.add({table_.file(), 1, found_.names[k], "",
                     "the column has no figure in any row; take another"});
    if (faults_.size() > before_) return std::nullopt;
    return grid();
  }

 private:
  void fault(std::size_t row, std::size_t column, std::string message) {
    faults_.add({table_.file(), table_.line(row), table_.columns()[column],
                 printable(table_.cell(row, column)), std::move(message)});
  }

  void read_key(std::size_t row) {
    const auto before = faults_.size();
    const auto place = table_.cell(row, found_.place);
    if (trimmed(place).empty())
      fault(row, found_.place, "the place is empty; write its key, e.g. its code");
    else if (trimmed(place) != place)
      fault(row, found_.place, "spaces around the place; without them it may be another one");
    const auto cell = table_.cell(row, found_.time);
    const auto time = parse_number(cell);
    if (!time || *time != std::floor(*time))
      fault(row, found_.time, time_hint(cell));
    else if (std::abs(*time) > largest_time)
      fault(row, found_.time, fmt::format("outside {} to {}", -largest_time, largest_time));
    if (faults_.size() > before) return;
    const Entry entry{place, static_cast<int>(*time), row};
    const auto [first, is_new] = seen_[place].emplace(entry.time, table_.line(row));
    if (!is_new) {
      fault(row, found_.place,
            fmt::format("a second row for {} in {}; the first is on line {}", printable(place),
                        entry.time, first->second));
      return;
    }
    entries_.push_back(entry);
  }

  void read_figures(std::size_t row) {
    for (std::size_t k = 0; k < found_.figures.size(); ++k) {
      const auto cell = table_.cell(row, found_.figures[k]);
      double figure = missing;
      if (!cell.empty()) {
        const auto value = parse_number(cell);
        if (!value)
          fault(row, found_.figures[k], figure_hint(cell));
        else if (std::abs(*value) > largest_figure)
          fault(row, found_.figures[k], "larger than 1e100; use a larger unit");
        figure = value.value_or(0);  // a fault anyway, but a figure was meant
      }
      figures_[k].push_back(figure);
    }
  }

  bool any(std::size_t k) const {
    return std::any_of(figures_[k].begin(), figures_[k].end(),
                       [](double v) { return !std::isnan(v); });
  }

  std::optional<measure::Panel> grid() {
    measure::Panel panel;
    std::map<std::string_view, Index> places;
    std::map<int, Index> times;
    for (const auto& e : entries_) {
      places[e.place] = 0;
      times[e.time] = 0;
    }
    for (auto& [key, index] : places) {
      index = panel.place_count();
      panel.places.emplace_back(key);
    }
    for (auto& [key, index] : times) {
      index = panel.time_count();
      panel.times.push_back(key);
    }
    const double cells = static_cast<double>(panel.places.size()) *
                         static_cast<double>(panel.times.size()) *
                         static_cast<double>(figures_.size());
    if (cells > largest_grid) {
      faults_.add({table_.file(), 0, table_.columns()[found_.time],
                   fmt::format("{} places by {} times", panel.places.size(), panel.times.size()),
                   fmt::format("too large for a panel, and all but {} of its place-times have no "
                               "row; are times and places in the right columns?",
                               entries_.size())});
      return std::nullopt;
    }
    panel.columns = found_.names;
    for (const auto& figures : figures_) {
      measure::Matrix m =
          measure::Matrix::Constant(panel.place_count(), panel.time_count(), missing);
      for (const auto& e : entries_) m(places[e.place], times[e.time]) = figures[e.row];
      panel.values.push_back(std::move(m));
    }
    return panel;
  }

  const CsvTable& table_;
  const Found& found_;
  Faults& faults_;
  std::size_t before_;
  std::unordered_map<std::string_view, std::map<int, int>> seen_;  ///< place, time: line
  std::vector<Entry> entries_;
  std::vector<std::vector<double>> figures_;  ///< by column, then by row of the table
};

/// How many, and the first of them.
struct Gaps {
  std::size_t count = 0;
  std::string list;
  void add(const measure::Panel& panel, Index place, Index time, std::size_t named) {
    if (++count > named) return;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ",
                        panel.places[static_cast<std::size_t>(place)],
                        panel.times[static_cast<std::size_t>(time)]);
  }
  std::string text(std::size_t named) const {
    return list.empty() ? "" : ": " + list + (count > named ? ", ..." : "");
  }
};

}  // namespace

std::optional<measure::Panel> read_panel(const CsvTable& table, const PanelColumns& columns,
                                         Faults& faults) {
  Found found;
  if (!find_columns(table, columns, found, faults)) return std::nullopt;
  return Reader(table, found, faults).read();
}

std::string gap_summary(const measure::Panel& panel, std::size_t named) {
  Gaps rows;
  std::vector<Gaps> cells(panel.values.size());
  for (Index i = 0; i < panel.place_count(); ++i) {
    for (Index t = 0; t < panel.time_count(); ++t) {
      const auto lacks = [&](const measure::Matrix& m) { return std::isnan(m(i, t)); };
      if (std::all_of(panel.values.begin(), panel.values.end(), lacks)) {
        rows.add(panel, i, t, named);
        continue;
      }
      for (std::size_t k = 0; k < cells.size(); ++k)
        if (lacks(panel.values[k])) cells[k].add(panel, i, t, named);
    }
  }
  std::string text;
  if (rows.count > 0)
    text = fmt::format("{} of {} place-times {} no figure at all{}", rows.count,
                       panel.place_count() * panel.time_count(), rows.count == 1 ? "has" : "have",
                       rows.text(named));
  for (std::size_t k = 0; k < cells.size(); ++k)
    if (cells[k].count > 0)
      text += fmt::format("{}{} lacks {}{}{}", text.empty() ? "" : "; ", panel.columns[k],
                          cells[k].count, rows.count > 0 ? " more" : "", cells[k].text(named));
  return text;
}

}  // namespace balloon
