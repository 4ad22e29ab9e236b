#include "io/data_add.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "core/hash.hpp"
#include "io/data_add_columns.hpp"
#include "io/data_add_effects.hpp"
#include "io/data_table_text.hpp"

namespace balloon {

namespace {

constexpr const char* sources_path = "data/sources.csv";
constexpr int earliest_year = 1900;

/// Cells of a row under some columns, as one text.
std::string joined(const std::vector<std::string>& columns,
                   const std::map<std::string, std::string>& row) {
  std::string text;
  for (const auto& c : columns) text += (text.empty() ? "" : " / ") + row.at(c);
  return text;
}

/// Merges the rows of one file into one table.
class RowMerger {
 public:
  RowMerger(const DataResource& resource, const CsvTable& table, std::string_view text,
            const AddRequest& request, Addition& addition, Faults& faults)
      : resource_(resource),
        table_(table),
        text_(table, text),
        request_(request),
        addition_(addition),
        faults_(faults),
        key_(key_columns(resource)),
        values_(value_columns(resource)) {
    for (std::size_t row = 0; row < table.row_count(); ++row) {
      old_.push_back(named(cells_of(table, row)));
      by_key_[joined(key_, old_.back())].push_back(row);
      remember(old_.back());
    }
  }

  void merge(const CsvTable& rows) {
    for (std::size_t row = 0; row < rows.row_count(); ++row) take(rows, row);
  }

  const TableText& text() const { return text_; }
  /// Rows by source and quality that came, and that went with a revision.
  const std::map<std::pair<std::string, std::string>, int>& changes() const { return changes_; }

 private:
  using Cells = std::map<std::string, std::string>;

  Cells named(const std::vector<std::string>& cells) const {
    Cells row;
    for (std::size_t c = 0; c < cells.size(); ++c) row[table_.columns()[c]] = cells[c];
    return row;
  }

  std::vector<std::string> in_order(const Cells& row) const {
    std::vector<std::string> cells;
    for (const auto& c : table_.columns()) cells.push_back(row.at(c));
    return cells;
  }

  static std::string cell(const Cells& row, const char* column) {
    const auto found = row.find(column);
    return found == row.end() ? std::string() : found->second;
  }

  static std::string kind_of(const Cells& row) {
    for (const char* column : {"series", "stage", "category", "instrument", "kind"})
      if (row.count(column) > 0) return column + std::string(" ") + row.at(column);
    return "";
  }

  /// What the table knows: places, series, and the units of each series.
  void remember(const Cells& row) {
    for (const char* column : {"place", "origin", "destination", "recipient", "series", "iso3"})
      if (row.count(column) > 0) known_[column].insert(row.at(column));
    if (row.count("unit") > 0) units_[kind_of(row)].insert(row.at("unit"));
  }

  void fault(int line, const std::string& column, const std::string& value, std::string message) {
    faults_.add({request_.file, line, column, printable(value), std::move(message)});
  }

  bool allowed(const std::string& word) const {
    return std::find(request_.allowed.begin(), request_.allowed.end(), word) !=
           request_.allowed.end();
  }

  /// Words that no row has yet are most often misspelt.
  void check_known(const Cells& row, int line) {
    for (const auto& [column, known] : known_) {
      const auto& word = row.at(column);
      if (word.empty() || known.count(word) > 0 || allowed(word)) continue;
      const std::vector<std::string> words(known.begin(), known.end());
      fault(line, column, word,
            "no row of " + resource_.name + " has it" + suggestion(word, words) +
                " Give it with --new where it is meant");
    }
    const auto units = units_.find(kind_of(row));
    const auto unit = cell(row, "unit");
    if (units == units_.end() || unit.empty() || units->second.count(unit) > 0 || allowed(unit))
      return;
    const std::vector<std::string> words(units->second.begin(), units->second.end());
    fault(
        line, "unit", unit,
        kind_of(row) + " is in " + word_list(words, 6) + ". Give it with --new where it is meant");
  }

  void check_years(const Cells& row, int line) {
    for (const char* column : {"t_start", "t_end", "year"}) {
      const auto text = cell(row, column);
      const auto date = parse_date(text, false);
      if (date && (date->year < earliest_year || date->year > last_year))
        fault(line, column, text, fmt::format("must lie in {} to {}", earliest_year, last_year));
    }
  }

  /// The row of the file with every column of the table.
  Cells completed(const CsvTable& rows, std::size_t row) const {
    Cells cells;
    for (const auto& column : table_.columns()) {
      const auto c = rows.find(column);
      cells[column] = c ? std::string(rows.cell(row, *c)) : "";
    }
    if (cells.count("source") > 0 && cells["source"].empty()) cells["source"] = request_.source;
    return cells;
  }

  std::string window_key(const Cells& row) const {
    return cell(row, "place") + "/" + cell(row, "series") + "/" + cell(row, "t_start") + "/" +
           cell(row, "t_end");
  }

  /// Of several rows for a place, series and window of the observations one is preferred: where the
  /// file does not say which, a row that is the first is.
  void prefer(Cells& row, int line) {
    if (row.count("preferred") == 0) return;
    if (resource_.name != "observations") {
      if (row["preferred"].empty()) row["preferred"] = "0";
      return;
    }
    std::vector<std::size_t> rivals;
    for (std::size_t i = 0; i < old_.size(); ++i)
      if (old_[i].at("preferred") == "1" && window_key(old_[i]) == window_key(row))
        rivals.push_back(i);
    if (row["preferred"].empty())
      row["preferred"] = rivals.empty() && preferred_.insert(window_key(row)).second ? "1" : "0";
    if (row["preferred"] != "1" || rivals.empty()) return;
    const auto source = old_[rivals.front()].at("source");
    if (!request_.revise) {
      fault(line, "preferred", "1",
            "the row of \"" + printable(source) +
                "\" is preferred for this place, series and window: give 0, or --revise to move "
                "the mark");
      return;
    }
    for (const auto i : rivals) {
      old_[i]["preferred"] = "0";
      text_.replace(i, in_order(old_[i]), line);
    }
    addition_.notes.push_back(fmt::format("line {}: preferred now instead of the row of \"{}\"",
                                          line, printable(source)));
  }

  void take(const CsvTable& rows, std::size_t at) {
    auto row = completed(rows, at);
    AddedRow out;
    out.line = rows.line(at);
    const auto kind = kind_of(row);
    out.series = kind.substr(std::min(kind.size(), kind.find(' ') + 1));
    out.place = cell(row, "place");
    for (const char* pair : {"origin", "destination", "donor", "recipient"})
      if (row.count(pair) > 0) out.place += (out.place.empty() ? "" : ">") + row[pair];
    out.time = time_of(row);
    out.value = cell(row, "value");
    const auto key = joined(key_, row);
    if (!seen_.emplace(key, out.line).second) {
      fault(out.line, word_list(key_, key_.size()), key,
            fmt::format("the row stands twice in the file, first in line {}", seen_[key]));
      return;
    }
    check_known(row, out.line);
    check_years(row, out.line);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
      prefer(row, out.line);
      compare_with_neighbours(row, out.line);
      text_.append(in_order(row), out.line);
      ++changes_[{cell(row, "source"), cell(row, "quality")}];
    } else {
      meet(row, found->second, out);
    }
    addition_.rows.push_back(std::move(out));
  }

  static std::string time_of(const Cells& row) {
    if (row.count("year") > 0) return row.at("year");
    const auto from = cell(row, "t_start"), to = cell(row, "t_end");
    const bool whole =
        from.ends_with("-01-01") && to.ends_with("-12-31") && from.substr(0, 4) == to.substr(0, 4);
    if (whole) return from.substr(0, 4);
    return from == to || to.empty() ? from : from + " to " + to;
  }

  bool equal(const Cells& a, const Cells& b) const {
    return std::all_of(values_.begin(), values_.end(), [&](const std::string& c) {
      const auto x = parse_number(a.at(c)), y = parse_number(b.at(c));
      return x && y ? *x == *y : a.at(c) == b.at(c);
    });
  }

  /// A row whose key is there already.
  void meet(Cells& row, const std::vector<std::size_t>& there, AddedRow& out) {
    for (const auto i : there) {
      if (!equal(row, old_[i])) continue;
      out.kind = AddedRow::Kind::present;
      return;
    }
    const auto& old = old_[there.front()];
    out.kind = AddedRow::Kind::revised;
    out.before = joined(values_, old);
    if (resource_.has("value")) out.before = old.at("value");
    if (there.size() > 1) {
      fault(out.line, "value", out.value,
            fmt::format("{} rows are there for this key with other values; edit data/{} itself",
                        there.size(), resource_.path));
      return;
    }
    if (!request_.revise) {
      fault(out.line, word_list(values_, 4), joined(values_, row),
            "the row is there with another value, " + printable(joined(values_, old)) +
                "; --revise replaces it");
      return;
    }
    ++changes_[{cell(row, "source"), cell(row, "quality")}];
    --changes_[{cell(old, "source"), cell(old, "quality")}];
    // What the file does not say stays as it was; the note keeps the old figure.
    for (auto& [column, text] : row)
      if (text.empty() && column != "low" && column != "high") text = old.at(column);
    if (row.count("note") > 0)
      row["note"] += (row["note"].empty() ? "" : "; ") + ("revised, was " + out.before);
    text_.replace(there.front(), in_order(row), out.line);
  }

  /// A figure ten times that of the year beside it is most often a slip of the unit.
  void compare_with_neighbours(const Cells& row, int line) {
    const auto value = parse_number(cell(row, "value"));
    const auto when =
        parse_date(row.count("year") > 0 ? row.at("year") : cell(row, "t_start"), false);
    if (!value || !when || *value <= 0) return;
    double nearest = 0;
    int distance = 3;
    for (const auto& other : old_) {
      if (kind_of(other) != kind_of(row)) continue;
      const bool same = std::all_of(key_.begin(), key_.end(), [&](const std::string& c) {
        return c == "t_start" || c == "t_end" || c == "year" || c == "period" || c == "source" ||
               other.at(c) == row.at(c);
      });
      const auto x = parse_number(cell(other, "value"));
      const auto t =
          parse_date(other.count("year") > 0 ? other.at("year") : cell(other, "t_start"), false);
      if (!same || !x || !t || *x <= 0 || std::abs(t->year - when->year) >= distance) continue;
      distance = std::abs(t->year - when->year);
      nearest = *x;
    }
    if (nearest > 0 && (*value > 10 * nearest || *value < nearest / 10))
      addition_.notes.push_back(fmt::format(
          "line {}: {} is far from {}, the figure of {}", line, number_text(*value),
          number_text(nearest), distance == 0 ? "the same year" : "the year that is nearest"));
  }

  const DataResource& resource_;
  const CsvTable& table_;
  TableText text_;
  const AddRequest& request_;
  Addition& addition_;
  Faults& faults_;
  std::vector<std::string> key_, values_;
  std::vector<Cells> old_;
  std::map<std::string, std::vector<std::size_t>> by_key_;
  std::map<std::string, std::set<std::string>> known_, units_;
  std::map<std::string, int> seen_;
  std::set<std::string> preferred_;
  std::map<std::pair<std::string, std::string>, int> changes_;
};

/// Sources that the file of sources names, with their lines.
std::map<std::string, int> named_sources(const AddRequest& request, Faults& faults) {
  std::map<std::string, int> names;
  if (request.sources_file.empty()) return names;
  const auto table = CsvTable::parse(request.sources_file, request.sources_text, faults);
  if (!table) return names;
  if (!table->find("source")) {
    faults.add({request.sources_file, 1, "source", "", "the column is missing"});
    return names;
  }
  for (std::size_t i = 0; i < table->row_count(); ++i) {
    const CsvRow row(*table, i, faults);
    const auto name = row.required("source");
    if (!name.empty() && !names.emplace(name, row.line()).second)
      row.fault("source", "stands twice");
  }
  return names;
}

/// sources.csv with the new rows counted; faults for sources that nobody names.
void count_sources(const FileSource& base, const DataResource& resource, const CsvTable& rows,
                   const AddRequest& request,
                   const std::map<std::pair<std::string, std::string>, int>& changes,
                   Addition& addition, Faults& faults) {
  if (!resource.has("source") || resource.name == "sources") return;
  const auto text = base(sources_path);
  if (!text) return;
  const auto table = CsvTable::parse(sources_path, *text, faults);
  const auto fresh = named_sources(request, faults);
  if (!table || !table->find("source")) return;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < table->row_count(); ++i)
    known.emplace_back(table->cell(i, *table->find("source")));
  std::set<std::string> used;
  const auto column = rows.find("source");
  for (std::size_t i = 0; i < rows.row_count(); ++i) {
    auto source = column ? std::string(rows.cell(i, *column)) : "";
    if (source.empty()) source = request.source;
    used.insert(source);
    if (source.empty() || fresh.count(source) > 0 ||
        std::find(known.begin(), known.end(), source) != known.end())
      continue;
    faults.add({request.file, rows.line(i), "source", printable(source, 200),
                "is not in data/sources.csv" + suggestion(source, known) +
                    " A new one is named in a file with a column source (--sources)"});
  }
  for (const auto& [source, line] : fresh)
    if (used.count(source) == 0)
      faults.add({request.sources_file, line, "source", printable(source),
                  "no row of " + request.file + " has this source"});
  const std::string name = resource.path.substr(0, resource.path.rfind(".csv"));
  TableText merged(*table, *text);
  std::map<std::string, std::map<std::string, int>> by_source;
  for (const auto& [key, n] : changes)
    if (n != 0) by_source[key.first][key.second] += n;
  for (const auto& [source, counts] : by_source) {
    const auto at =
        static_cast<std::size_t>(std::find(known.begin(), known.end(), source) - known.begin());
    const bool is_new = at == known.size();
    std::vector<std::string> cells(table->columns().size());
    if (!is_new) cells = cells_of(*table, at);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const auto& head = table->columns()[c];
      int more = 0;
      for (const auto& [quality, n] : counts) more += head == "rows" || head == quality ? n : 0;
      if (head == "source") cells[c] = source;
      const std::string padded = " " + cells[c] + " ";
      if (head == "files" && padded.find(" " + name + " ") == std::string::npos)
        cells[c] += (cells[c].empty() ? "" : " ") + name;
      if (head != "source" && head != "files")
        cells[c] = number_text(parse_number(cells[c]).value_or(0) + more);
    }
    if (is_new) {
      merged.append(cells, 0);
      addition.new_sources.push_back(source);
    } else {
      merged.replace(at, cells, 0);
    }
  }
  if (!by_source.empty()) addition.files[sources_path] = merged.text();
}

/// Faults of the merged table as those of the file where they are of its rows; what was told
/// already is not told again.
void tell(const Faults& found, const std::string& path, const std::map<int, int>& lines,
          const AddRequest& request, Faults& faults) {
  for (auto f : found.list()) {
    const auto own = f.file == path ? lines.find(f.line) : lines.end();
    if (own != lines.end()) {
      f.file = request.file;
      f.line = own->second;
    }
    const bool told = std::any_of(faults.list().begin(), faults.list().end(), [&](const Fault& g) {
      return g.file == f.file && g.line == f.line && g.path == f.path;
    });
    if (!told) faults.add(std::move(f));
  }
}

}  // namespace

int Addition::count(AddedRow::Kind kind) const {
  return static_cast<int>(
      std::count_if(rows.begin(), rows.end(), [&](const AddedRow& r) { return r.kind == kind; }));
}

FileSource with_files(const FileSource& base, const std::map<std::string, std::string>& files) {
  const auto texts = std::make_shared<const std::map<std::string, std::string>>(files);
  return [base, texts](std::string_view path) -> std::optional<std::string_view> {
    const auto found = texts->find(std::string(path));
    return found == texts->end() ? base(path) : std::optional<std::string_view>(found->second);
  };
}

std::optional<Addition> add_data(const FileSource& base, const AddRequest& request,
                                 Faults& faults) {
  const auto before = faults.size();
  const auto catalog = DataCatalog::read(base, faults);
  const auto rows = CsvTable::parse(request.file, request.text, faults);
  if (!catalog || !rows) return std::nullopt;
  if (rows->row_count() == 0)
    faults.add({request.file, 2, "", "", "holds no row below the names of the columns"});
  const auto* resource = table_of(*catalog, request, *rows, faults);
  if (resource == nullptr) return std::nullopt;
  const std::string path = "data/" + resource->path;
  const auto table = catalog->table(*resource, faults);
  if (!table) return std::nullopt;
  for (const auto& f : resource->fields)
    if (!table->find(f.name)) faults.add({path, 1, f.name, "", "the column is missing"});
  if (faults.size() > before) return std::nullopt;

  Addition addition;
  addition.table = resource->name;
  RowMerger merger(*resource, *table, *base(path), request, addition, faults);
  merger.merge(*rows);
  count_sources(base, *resource, *rows, request, merger.changes(), addition, faults);
  if (addition.count(AddedRow::Kind::present) != static_cast<int>(addition.rows.size()))
    addition.files[path] = merger.text().text();
  Faults found;
  if (const auto merged = DataCatalog::read(with_files(base, addition.files), found))
    data_check(*merged, found);
  const auto lines = merger.text().lines();
  tell(found, path, lines, request, faults);
  if (faults.size() > before) return std::nullopt;
  found = {};
  find_effects(base, *resource, addition, found);
  tell(found, path, lines, request, faults);
  if (faults.size() > before) return std::nullopt;
  return addition;
}

std::string package_hash(const DataCatalog& catalog) {
  std::uint64_t h = hash_text("balloon data package");
  for (const char* path : {"data/datapackage.json", "data/measure/datapackage.json"})
    h = hash_combine(h, hash_text(catalog.files()(path).value_or("")));
  for (const auto& r : catalog.resources())
    h = hash_combine(h, hash_text(catalog.files()("data/" + r.path).value_or("")));
  return "package:" + hex64(h);
}

}  // namespace balloon
