#include "io/open_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "io/csv.hpp"
#include "io/letters.hpp"

namespace balloon {

namespace {

constexpr double largest_area = 100000;  // ha; Tumaco had 23,148 in 2016, the most of 2001-2023
constexpr std::size_t named = 8;         // cells that a note lists
constexpr std::array<const char*, 4> keys = {"coddepto", "departamento", "codmpio", "municipio"};

/// Without spaces around, also those that do not break.
std::string_view bare_cell(std::string_view text) {
  const auto drop = [&](std::string_view space) {
    bool dropped = false;
    while (text.starts_with(space)) text.remove_prefix(space.size()), dropped = true;
    while (text.ends_with(space)) text.remove_suffix(space.size()), dropped = true;
    return dropped;
  };
  while (drop(" ") || drop("\t") || drop("\xc2\xa0")) {
  }
  return text;
}

/// The year that a column is of: 2001 or _2001.
std::optional<int> year_of(std::string_view column) {
  if (column.starts_with('_')) column.remove_prefix(1);
  if (column.size() != 4 || !all_digits(column)) return std::nullopt;
  const int year = std::stoi(std::string(column));
  if (year < 1990 || year > 2100) return std::nullopt;
  return year;
}

/// A cell of a year's column, without spaces around.
struct Cell {
  std::size_t row = 0;
  std::string_view text;
  std::optional<double> spanish, english;
  bool sure_spanish() const { return spanish && !english; }
  bool sure_english() const { return english && !spanish; }
  bool open() const { return spanish && english && *spanish != *english; }
};

struct Place {
  std::string code, name, department_code, department;
};

class Import {
 public:
  Import(const CsvTable& table, Faults& faults)
      : table_(table), faults_(faults), before_(faults.size()) {}

  std::optional<DetectedCoca> run() {
    if (!find_columns()) return std::nullopt;
    for (std::size_t row = 0; row < table_.row_count(); ++row) read_place(row);
    for (const auto& [year, column] : years_) read_year(year, column);
    if (faults_.size() > before_) return std::nullopt;
    notes();
    result_.csv = long_text();
    result_.municipalities = places_.size();
    return std::move(result_);
  }

 private:
  bool full() const { return faults_.size() >= before_ + CsvTable::max_faults; }

  void fault(std::size_t row, std::size_t column, std::string message) {
    if (full()) return;
    faults_.add({table_.file(), table_.line(row), printable(table_.columns()[column]),
                 printable(table_.cell(row, column)), std::move(message)});
    if (full())
      faults_.add({table_.file(), 0, "", "", "too many faults; those that follow are not listed"});
  }

  bool find_columns() {
    std::array<int, 4> found{};
    for (std::size_t c = 0; c < table_.columns().size(); ++c) {
      const auto& name = table_.columns()[c];
      const auto header_fault = [&](std::string message) {
        faults_.add({table_.file(), 1, printable(name), "", std::move(message)});
      };
      const auto key = std::find(keys.begin(), keys.end(), small_letters(name)) - keys.begin();
      if (key < 4) {
        if (found[static_cast<std::size_t>(key)]++ > 0) header_fault("stands twice in the header");
        key_columns_[static_cast<std::size_t>(key)] = c;
      } else if (const auto year = year_of(name)) {
        if (!years_.emplace(*year, c).second)
          header_fault(fmt::format("a second column for {}", *year));
      } else {
        header_fault(
            "not a column of the open data, which has CODDEPTO, DEPARTAMENTO, CODMPIO, "
            "MUNICIPIO and years from 1990 such as 2001");
      }
    }
    for (std::size_t k = 0; k < 4; ++k)
      if (found[k] == 0) {
        std::string name = keys[k];
        for (char& letter : name) letter = static_cast<char>(letter - 'a' + 'A');
        faults_.add({table_.file(), 1, name, "",
                     "the column is missing; is this the file of datos.gov.co acs4-3wgp?"});
      }
    if (years_.empty())
      faults_.add({table_.file(), 1, "", "", "no column of a year, such as 2001"});
    if (table_.row_count() == 0)
      faults_.add({table_.file(), 2, "", "", "the table has no municipality"});
    for (const auto& [year, column] : years_) result_.years.push_back(year);
    return faults_.size() == before_;
  }

  std::string_view key(std::size_t row, std::size_t k) const {
    return bare_cell(table_.cell(row, key_columns_[k]));
  }

  void read_place(std::size_t row) {
    const auto before = faults_.size();
    Place place{"", std::string(key(row, 3)), "", std::string(key(row, 1))};
    if (place.name.empty()) fault(row, key_columns_[3], "the municipality has no name");
    if (place.department.empty()) fault(row, key_columns_[1], "the department has no name");
    const auto department = key(row, 0), code = key(row, 2);
    if (!all_digits(department) || department.size() > 2 || std::stoi(std::string(department)) == 0)
      fault(row, key_columns_[0], "not a department's code of two digits, such as 05");
    if (!all_digits(code) || code.size() < 4 || code.size() > 5)
      fault(row, key_columns_[2],
            "not a municipality's code of five digits, which begins with the department's, such as "
            "05031");
    if (faults_.size() > before) return;
    place.department_code = std::string(2 - department.size(), '0') + std::string(department);
    place.code = std::string(5 - code.size(), '0') + std::string(code);
    if (!place.code.starts_with(place.department_code)) {
      fault(row, key_columns_[2],
            fmt::format("does not begin with its department's code {}{}", place.department_code,
                        code.size() == 4 ? ", so which digit it lost is not certain" : ""));
      return;
    }
    if (const auto [first, is_new] = lines_.emplace(place.code, table_.line(row)); !is_new) {
      fault(row, key_columns_[2],
            fmt::format("a second row for {}; the first is on line {}", place.code, first->second));
      return;
    }
    if (code.size() < 5)
      restored_.push_back(fmt::format("{} is {}", code, place.code));
    else if (department.size() < 2)
      restored_.push_back(
          fmt::format("department {} of {} is {}", department, place.code, place.department_code));
    rows_[place.code] = row;
    places_.emplace(place.code, place);
  }

  /// "2.468 on line 93".
  std::string cell_name(const Cell& cell) const {
    return fmt::format("{} on line {}", cell.text, table_.line(cell.row));
  }

  void read_year(int year, std::size_t column) {
    auto& areas = areas_[year];
    areas.assign(table_.row_count(), 0);
    std::vector<Cell> cells;
    for (std::size_t row = 0; row < table_.row_count(); ++row) {
      const auto text = bare_cell(table_.cell(row, column));
      if (text.empty()) {
        ++none_;
        continue;
      }
      if (text.front() == '-') {
        const auto rest = bare_cell(text.substr(1));
        if (parse_spanish_number(rest) == 0.0 || parse_english_number(rest) == 0.0)
          ++none_;
        else
          fault(row, column,
                text.size() == 1 ? "a lone dash; write 0, - 0 or nothing where no coca was detected"
                                 : "a dash before anything but 0; an area cannot be negative");
        continue;
      }
      const Cell cell{row, text, parse_spanish_number(text), parse_english_number(text)};
      if (!cell.spanish && !cell.english)
        fault(row, column, "not a number of hectares such as 1,312.3, 8.832,9, 686 or - 0");
      else
        cells.push_back(cell);
    }
    const bool comma = decide(year, column, cells);
    for (const auto& cell : cells) {
      const double area =
          cell.sure_spanish() || (cell.spanish && comma) ? *cell.spanish : *cell.english;
      if (area > largest_area)
        fault(cell.row, column,
              fmt::format("{} ha is more than any municipality can have (at most {}; the most in "
                          "2001-2023 was 23148, Tumaco in 2016)",
                          number_text(area), number_text(largest_area)));
      areas[cell.row] = area;
    }
  }

  /// True where the cells of a column that can be read in two ways have a decimal comma. Faults
  /// where that is not certain, notes where it mattered.
  bool decide(int year, std::size_t column, const std::vector<Cell>& cells) {
    const auto spanish =
        std::find_if(cells.begin(), cells.end(), [](const Cell& c) { return c.sure_spanish(); });
    const auto english =
        std::find_if(cells.begin(), cells.end(), [](const Cell& c) { return c.sure_english(); });
    const bool any_spanish = spanish != cells.end(), any_english = english != cells.end();
    std::vector<const Cell*> open;
    for (const auto& cell : cells)
      if (cell.open()) open.push_back(&cell);
    const auto has = [&](char mark) {
      return std::any_of(open.begin(), open.end(), [&](const Cell* c) {
        return c->text.find(mark) != std::string_view::npos;
      });
    };
    bool comma = any_spanish;
    std::string why;
    if (any_spanish && any_english) {
      why = fmt::format("the column has both {} and {}", cell_name(*spanish), cell_name(*english));
      mixed_.push_back(fmt::format("{} ({})", year, why));
    } else if (any_spanish || any_english) {
      (comma ? comma_years_ : point_years_).push_back(year);
    } else if (has('.') && has(',')) {
      why = "the column has such cells with a point and with a comma, and no other";
    } else {
      comma = has('.');  // the mark is that of thousands
    }
    for (const Cell* cell : open)
      if (!why.empty())
        fault(cell->row, column,
              fmt::format("may be {} or {}, and {}; write one of them without a thousands mark "
                          "and with a decimal, such as {}.0",
                          number_text(*cell->spanish), number_text(*cell->english), why,
                          number_text(std::max(*cell->spanish, *cell->english))));
    if (open.empty() || !why.empty()) return comma;
    std::vector<std::string> read;
    for (const Cell* cell : open)
      read.push_back(fmt::format("{} is {}", cell_name(*cell),
                                 number_text(comma ? *cell->spanish : *cell->english)));
    const std::string reason =
        any_spanish ? fmt::format("as others have a decimal comma, e.g. {}", cell_name(*spanish))
        : any_english
            ? fmt::format("as others have a decimal point, e.g. {}", cell_name(*english))
            : "as no other cell of the year decides and figures have two decimals at most";
    open_.push_back(fmt::format("{}: {} could be read in two ways; {} ({})", year,
                                open.size() == 1 ? "1 cell" : fmt::format("{} cells", open.size()),
                                reason, word_list(read, named)));
    return comma;
  }

  static std::string year_list(const std::vector<int>& years) {
    std::string text;
    for (std::size_t i = 0; i < years.size(); ++i) {
      std::size_t last = i;
      while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
      text += fmt::format("{}{}", text.empty() ? "" : ", ", years[i]);
      if (last > i) text += fmt::format("-{}", years[last]);
      i = last;
    }
    return text;
  }

  void notes() {
    auto& notes = result_.notes;
    if (!point_years_.empty()) notes.push_back("decimal point in " + year_list(point_years_));
    if (!comma_years_.empty()) notes.push_back("decimal comma in " + year_list(comma_years_));
    for (const auto& year : mixed_) notes.push_back("each cell read by its own marks in " + year);
    notes.insert(notes.end(), open_.begin(), open_.end());
    if (none_ > 0)
      notes.push_back(
          fmt::format("{} empty or \"- 0\" cells are 0 ha: no coca was detected there", none_));
    if (!restored_.empty())
      notes.push_back(fmt::format("{} codes had lost their leading zero: {}", restored_.size(),
                                  word_list(restored_, named)));
    std::vector<int> absent;
    for (int year = years_.begin()->first; year < years_.rbegin()->first; ++year)
      if (!years_.contains(year)) absent.push_back(year);
    if (!absent.empty()) notes.push_back("the file has no column for " + year_list(absent));
  }

  std::string long_text() const {
    std::string text = "codmpio,municipality,coddepto,department,year,coca_ha\n";
    for (const auto& [code, place] : places_)
      for (const auto& [year, areas] : areas_)
        text +=
            fmt::format("{},{},{},{},{},{}\n", code, csv_cell(place.name), place.department_code,
                        csv_cell(place.department), year, number_text(areas[rows_.at(code)]));
    return text;
  }

  const CsvTable& table_;
  Faults& faults_;
  std::size_t before_;
  std::array<std::size_t, 4> key_columns_{};  ///< in the order of keys
  std::map<int, std::size_t> years_;          ///< to the column
  std::map<std::string, Place> places_;       ///< by code
  std::map<std::string, std::size_t> rows_;
  std::map<std::string, int> lines_;
  std::map<int, std::vector<double>> areas_;  ///< by year, then by row of the table
  std::size_t none_ = 0;                      ///< cells without coca
  std::vector<int> comma_years_, point_years_;
  std::vector<std::string> mixed_, open_, restored_;
  DetectedCoca result_;
};

}  // namespace

std::optional<DetectedCoca> import_coca_detection(const std::string& file, std::string_view text,
                                                  Faults& faults) {
  const auto header = text.substr(0, text.find('\n'));
  if (header.find(';') != std::string_view::npos && header.find(',') == std::string_view::npos) {
    faults.add({file, 1, "header", "",
                "columns are separated by semicolons; save the file with commas between them and "
                "quotes around figures that have one"});
    return std::nullopt;
  }
  const auto table = CsvTable::parse(file, text, faults);
  if (!table) return std::nullopt;
  return Import(*table, faults).run();
}

}  // namespace balloon
