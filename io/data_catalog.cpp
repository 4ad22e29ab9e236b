#include "io/data_catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/letters.hpp"
#include "io/output_folder.hpp"

namespace balloon {

namespace {

using nlohmann::json;

const std::string package_path = "data/datapackage.json";
const std::string measure_package_path =
    "data/measure/datapackage.json";  // no part of the data hash

std::string text_of(const json& j, const char* key) {
  const auto found = j.find(key);
  return found != j.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A list of strings, or one string on its own, as the specification allows.
std::vector<std::string> list_of(const json& j, const char* key) {
  std::vector<std::string> out;
  const auto found = j.find(key);
  if (found == j.end()) return out;
  if (found->is_string()) out.push_back(*found);
  if (found->is_array())
    for (const auto& x : *found)
      if (x.is_string()) out.push_back(x);
  return out;
}

DataField read_field(const json& j) {
  DataField f;
  f.name = text_of(j, "name");
  f.type = text_of(j, "type");
  f.description = text_of(j, "description");
  const auto c = j.find("constraints");
  if (c == j.end() || !c->is_object()) return f;
  f.required = c->value("required", json(false)) == json(true);
  f.unique = c->value("unique", json(false)) == json(true);
  if (c->contains("minimum") && (*c)["minimum"].is_number()) f.minimum = (*c)["minimum"];
  if (c->contains("maximum") && (*c)["maximum"].is_number()) f.maximum = (*c)["maximum"];
  if (c->contains("enum") && (*c)["enum"].is_array())
    for (const auto& x : (*c)["enum"])
      f.choices.push_back(x.is_string() ? x.get<std::string>() : x.dump());
  return f;
}

DataResource read_resource(const json& j) {
  DataResource r;
  r.name = text_of(j, "name");
  r.path = text_of(j, "path");
  r.title = text_of(j, "title");
  r.description = text_of(j, "description");
  r.names_sources = (j.contains("sources") && j["sources"].is_array() && !j["sources"].empty()) ||
                    r.description.find(".md") != std::string::npos;
  const auto schema = j.find("schema");
  if (schema == j.end() || !schema->is_object()) return r;
  if (schema->contains("fields") && (*schema)["fields"].is_array())
    for (const auto& f : (*schema)["fields"])
      if (f.is_object()) r.fields.push_back(read_field(f));
  r.primary_key = list_of(*schema, "primaryKey");
  if (schema->contains("foreignKeys") && (*schema)["foreignKeys"].is_array())
    for (const auto& k : (*schema)["foreignKeys"])
      if (k.is_object() && k.contains("reference") && k["reference"].is_object())
        r.foreign_keys.push_back({list_of(k, "fields"), text_of(k["reference"], "resource"),
                                  list_of(k["reference"], "fields")});
  return r;
}

/// A path that stays under data/.
bool is_inside(const std::string& path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string::npos &&
         path.find('\\') == std::string::npos;
}

constexpr std::string_view place_columns[] = {
    "place", "zone",      "region_id",  "region_ids",   "reported_region", "hub",
    "link",  "corridor",  "market",     "iso3",         "origin",          "destination",
    "donor", "recipient", "department", "municipality", "district",        "id"};
constexpr std::string_view series_columns[] = {"series",     "category", "stage",     "kind",
                                               "instrument", "topic",    "statistic", "subject"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// Columns of a table among those of a kind.
template <std::size_t n>
std::vector<std::size_t> columns_of(const CsvTable& t, const std::string_view (&kind)[n]) {
  std::vector<std::size_t> found;
  for (const auto& name : kind)
    if (const auto c = t.find(name)) found.push_back(*c);
  return found;
}

/// Whether a cell names a place: as a whole, or as one of a list ("CO-MET;CO-GUV").
bool names_place(std::string_view cell, const std::string& wanted) {
  const std::string text = lower(cell);
  if (text == wanted) return true;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find_first_of(";| ", from), text.size());
    if (text.substr(from, end - from) == wanted && text.find_first_of(";|") != std::string::npos)
      return true;
    from = end + 1;
  }
  return false;
}

/// What the columns hold, each once, for a message.
std::string held(const CsvTable& t, const std::vector<std::size_t>& columns) {
  std::vector<std::string> words;
  for (const auto c : columns)
    for (std::size_t row = 0; row < t.row_count(); ++row) {
      const std::string word(t.cell(row, c));
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(word);
    }
  return word_list(words, 20);
}

struct Shown {
  std::string name;
  std::size_t column = 0, width = 0;
  bool number = false;
};

/// Narrows wide columns, then leaves out the least needed ones, until the table fits; gives the
/// names of those left out.
std::vector<std::string> fit_columns(std::vector<Shown>& columns, std::size_t width) {
  constexpr std::size_t least = 12, gap = 2;
  constexpr std::string_view last[] = {"note",    "duplicate_of", "region_ids",
                                       "segment", "basis",        "source"};
  const auto total = [&] {
    std::size_t sum = 0;
    for (const auto& c : columns) sum += c.width + gap;
    return sum == 0 ? 0 : sum - gap;
  };
  std::vector<std::string> left_out;
  while (total() > width) {
    const auto widest =
        std::max_element(columns.begin(), columns.end(), [](const Shown& a, const Shown& b) {
          return (a.number ? 0 : a.width) < (b.number ? 0 : b.width);
        });
    if (!widest->number && widest->width > least) {
      --widest->width;
      continue;
    }
    if (columns.size() == 1) break;
    auto leaves = columns.end() - 1;
    for (const auto name : last) {
      const auto found = std::find_if(columns.begin(), columns.end(),
                                      [&](const Shown& c) { return c.name == name; });
      if (found == columns.end()) continue;
      leaves = found;
      break;
    }
    left_out.push_back(leaves->name);
    columns.erase(leaves);
  }
  return left_out;
}

/// Rows as an aligned table. What is the same in all of them stands once above it.
std::string rows_text(const DataResource& r, const CsvTable& t,
                      const std::vector<std::size_t>& rows, int width) {
  std::vector<Shown> columns;
  std::string out;
  for (std::size_t c = 0; c < t.columns().size(); ++c) {
    Shown s{t.columns()[c], c, letter_count(t.columns()[c]), false};
    bool same = true;
    for (const auto row : rows) {
      same = same && t.cell(row, c) == t.cell(rows.front(), c);
      s.width = std::max(s.width, letter_count(t.cell(row, c)));
    }
    for (const auto& f : r.fields)
      if (f.name == s.name)
        s.number = f.type == "number" || f.type == "integer" || f.type == "year";
    if (same && rows.size() > 1) {
      if (!t.cell(rows.front(), c).empty())
        out += s.name + ": " + printable(t.cell(rows.front(), c), 400) + "\n";
    } else if (rows.size() > 1 || !t.cell(rows.front(), c).empty()) {
      columns.push_back(s);
    }
  }
  const auto left_out = fit_columns(columns, static_cast<std::size_t>(std::max(width, 20)));
  const auto line = [&](const auto& cell_of) {
    std::string text;
    for (const auto& c : columns)
      text += (&c == columns.data() ? "" : "  ") +
              fit_letters(printable(cell_of(c), 4000), c.width, c.number);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out += text + "\n";
  };
  if (!columns.empty()) {
    line([](const Shown& c) { return std::string_view(c.name); });
    for (const auto row : rows) line([&](const Shown& c) { return t.cell(row, c.column); });
  }
  out += fmt::format("{} of {} rows of {}", rows.size(), t.row_count(), r.path);
  if (!left_out.empty()) out += "; not shown for want of width: " + word_list(left_out, 30);
  return out + "\n";
}

json cell_json(const DataResource& r, const std::string& column, std::string_view text) {
  if (text.empty()) return nullptr;
  for (const auto& f : r.fields)
    if (f.name == column && (f.type == "number" || f.type == "integer" || f.type == "year"))
      if (const auto x = parse_number(text))
        return f.type == "number" ? json(*x) : json(static_cast<long long>(*x));
  return std::string(text);
}

}  // namespace

bool DataResource::has(std::string_view field) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const DataField& f) { return f.name == field; });
}

namespace {

/// Adds the resources of one package; `folder` is where its paths start, from data/.
void read_package(const std::string& path, const std::string& folder, std::string_view text,
                  std::vector<DataResource>& resources, Faults& faults) {
  const auto j = json::parse(text, nullptr, false);
  if (!j.is_object() || !j.contains("resources") || !j["resources"].is_array()) {
    faults.add({path, 0, "resources", "", "is not a data package: no JSON object with resources"});
    return;
  }
  int number = 0;
  for (const auto& x : j["resources"]) {
    auto r = x.is_object() ? read_resource(x) : DataResource{};
    const std::string at = fmt::format("resources[{}]", number++);
    if (r.name.empty() || !is_inside(r.path) || r.fields.empty())
      faults.add({path, 0, at, printable(r.path), "needs a name, a path inside data/ and fields"});
    r.path = folder + r.path;
    for (const auto& other : resources)
      if (other.name == r.name || other.path == r.path)
        faults.add({path, 0, at, printable(r.name), "name or path stands twice"});
    resources.push_back(std::move(r));
  }
}

}  // namespace

std::optional<DataCatalog> DataCatalog::read(const FileSource& files, Faults& faults) {
  const auto text = files(package_path);
  if (!text) {
    faults.add({package_path, 0, "", "", "cannot be read"});
    return std::nullopt;
  }
  DataCatalog catalog;
  catalog.files_ = files;
  const auto before = faults.size();
  read_package(package_path, "", *text, catalog.resources_, faults);
  if (const auto marks = files(measure_package_path))
    read_package(measure_package_path, "measure/", *marks, catalog.resources_, faults);
  if (faults.size() > before) return std::nullopt;
  return catalog;
}

const DataResource* DataCatalog::find(const std::string& name, Faults& faults) const {
  std::vector<std::string> names;
  for (const auto& r : resources_) {
    if (r.name == name || r.path == name || r.path == name + ".csv" || "data/" + r.path == name)
      return &r;
    names.push_back(r.name);
  }
  faults.add(
      {"", 0, "NAME", printable(name),
       "no table of this name" + suggestion(name, names) + " `balloon data list` lists them"});
  return nullptr;
}

std::optional<CsvTable> DataCatalog::table(const DataResource& r, Faults& faults) const {
  const std::string path = "data/" + r.path;
  const auto text = files_(path);
  if (text) return CsvTable::parse(path, *text, faults);
  faults.add({path, 0, "", "", "cannot be read"});
  return std::nullopt;
}

std::optional<RowWindow> window_of(const CsvTable& t, std::size_t row) {
  const auto date = [&](std::string_view column, bool end) -> std::optional<Date> {
    const auto c = t.find(column);
    return c ? parse_date(t.cell(row, *c), end) : std::nullopt;
  };
  const auto either = [](std::optional<Date> a, std::optional<Date> b) { return a ? a : b; };
  auto first =
      either(date("t_start", false), either(date("year", false), date("first_year", false)));
  auto last = either(date("t_end", true), either(date("year", true), date("last_year", true)));
  if (!first) first = date("t0", false);
  if (!last) last = date("t1", true);
  if (!first || !last) return std::nullopt;
  return RowWindow{*first, *last};
}

std::optional<std::vector<std::size_t>> choose_rows(const DataResource& r, const CsvTable& t,
                                                    const DataFilter& f, Faults& faults) {
  const auto before = faults.size();
  const auto places = columns_of(t, place_columns), series = columns_of(t, series_columns);
  const auto quality = t.find("quality");
  const auto misses = [&](const std::string& option, const std::string& value,
                          const std::string& message) {
    faults.add({"data/" + r.path, 0, option, printable(value), message});
  };
  std::optional<Date> from, to;
  if (!f.from.empty() && !(from = parse_date(f.from, false)))
    misses("--from", f.from, "must be YYYY, YYYY-MM or YYYY-MM-DD");
  if (!f.to.empty() && !(to = parse_date(f.to, true)))
    misses("--to", f.to, "must be YYYY, YYYY-MM or YYYY-MM-DD");
  if (from && to && *to < *from) misses("--to", f.to, "lies before --from " + f.from);
  if (!f.place.empty() && places.empty())
    misses("--place", f.place, "the table has no column that names a place");
  if (!f.series.empty() && series.empty()) misses("--series", f.series, "the table has no series");
  if (!f.quality.empty() && !quality)
    misses("--quality", f.quality, "the table has no column quality");
  if (faults.size() > before) return std::nullopt;
  const std::string place = lower(f.place), wanted = lower(f.series);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < t.row_count(); ++row) {
    const auto any = [&](const std::vector<std::size_t>& columns, const auto& holds) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](std::size_t c) { return holds(t.cell(row, c)); });
    };
    if (!place.empty() && !any(places, [&](std::string_view c) { return names_place(c, place); }))
      continue;
    if (!wanted.empty() && !any(series, [&](std::string_view c) {
          return lower(c).find(wanted) != std::string::npos;
        }))
      continue;
    if (quality && !f.quality.empty() && t.cell(row, *quality) != f.quality) continue;
    if (from || to) {
      const auto window = window_of(t, row);
      if (!window || (from && window->last < *from) || (to && *to < window->first)) continue;
    }
    rows.push_back(row);
  }
  if (!rows.empty()) return rows;
  std::string message = "no row is chosen by this filter";
  if (!f.place.empty()) message += "; places are " + held(t, places);
  if (!f.series.empty()) message += "; series are " + held(t, series);
  misses("", "", message);
  return std::nullopt;
}

std::string data_list_text(const DataCatalog& catalog, int width, Faults& faults) {
  std::size_t name = 4;
  for (const auto& r : catalog.resources()) name = std::max(name, letter_count(r.name));
  name = std::min<std::size_t>(name, static_cast<std::size_t>(std::max(width, 40)) / 2);
  std::string out;
  std::size_t rows = 0;
  for (const auto& r : catalog.resources()) {
    const auto t = catalog.table(r, faults);
    if (t) rows += t->row_count();
    const std::size_t left = static_cast<std::size_t>(std::max(width, 40)) - (name + 9);
    std::string about = fit_letters(r.title + ". " + r.description, left);
    while (!about.empty() && about.back() == ' ') about.pop_back();
    out += fmt::format("{} {:>6}  {}\n", fit_letters(r.name, name),
                       t ? std::to_string(t->row_count()) : "?", about);
  }
  return out + fmt::format("{} tables, {} rows\n", catalog.resources().size(), rows);
}

std::string data_list_json(const DataCatalog& catalog, Faults& faults) {
  auto list = json::array();
  for (const auto& r : catalog.resources()) {
    const auto t = catalog.table(r, faults);
    auto fields = json::array();
    for (const auto& f : r.fields)
      fields.push_back({{"name", f.name}, {"type", f.type}, {"description", f.description}});
    list.push_back({{"name", r.name},
                    {"path", "data/" + r.path},
                    {"title", r.title},
                    {"description", r.description},
                    {"rows", t ? json(t->row_count()) : json(nullptr)},
                    {"fields", fields}});
  }
  return list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<std::string> data_show(const DataCatalog& catalog, const std::string& name,
                                     const DataFilter& filter, DataFormat format, int width,
                                     Faults& faults) {
  const auto* r = catalog.find(name, faults);
  if (r == nullptr) return std::nullopt;
  const auto t = catalog.table(*r, faults);
  if (!t) return std::nullopt;
  const auto rows = choose_rows(*r, *t, filter, faults);
  if (!rows) return std::nullopt;
  if (format == DataFormat::text) return rows_text(*r, *t, *rows, width);
  const auto& columns = t->columns();
  if (format == DataFormat::json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto row : *rows) {
      nlohmann::ordered_json j;
      for (std::size_t c = 0; c < columns.size(); ++c)
        j[columns[c]] = cell_json(*r, columns[c], t->cell(row, c));
      list.push_back(std::move(j));
    }
    return list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  }
  std::string out;
  const auto line = [&](const auto& cell_of) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      out += (c > 0 ? "," : "") + csv_cell(cell_of(c));
    out += "\n";
  };
  line([&](std::size_t c) { return std::string_view(columns[c]); });
  for (const auto row : *rows) line([&](std::size_t c) { return t->cell(row, c); });
  return out;
}

std::string data_export(const DataCatalog& catalog, const std::string& folder, bool overwrite) {
  namespace fs = std::filesystem;
  OutputFolder target(folder, overwrite, "");
  if (auto wrong = target.check(); !wrong.empty()) return wrong;
  std::error_code error;
  const bool fresh = !fs::exists(folder, error);
  const auto undo = [&](std::string wrong) {  // half a package under its name would be read as one
    if (fresh) fs::remove_all(folder, error);
    return wrong;
  };
  std::vector<std::string> paths = {"datapackage.json", "measure/datapackage.json", "README.md",
                                    "municipal/SOURCE.md"};
  for (const auto& r : catalog.resources()) paths.push_back(r.path);
  for (const auto& path : paths) {
    const auto text = catalog.files()("data/" + path);
    if (!text) {
      if (path.ends_with(".md")) continue;
      return undo("data/" + path + " cannot be read");
    }
    const auto to = fs::path(folder) / path;
    fs::create_directories(to.parent_path(), error);
    if (error)
      return undo(
          fmt::format("cannot make the folder {}: {}", to.parent_path().string(), error.message()));
    if (auto wrong = write_file_atomically(to.string(), *text, overwrite); !wrong.empty())
      return undo(std::move(wrong));
  }
  return {};
}

}  // namespace balloon
