#include "io/data_add_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/data_table_text.hpp"
#include "io/draw_source.hpp"
#include "io/likelihood_rules.hpp"
#include "io/posterior_file.hpp"
#include "io/target_reader.hpp"

namespace balloon {

namespace {

constexpr const char* crosswalk_path = "data/model/crosswalk.csv";

std::optional<CsvTable> table_at(const FileSource& files, const std::string& path, Faults& faults) {
  const auto text = files(path);
  return text ? CsvTable::parse(path, *text, faults) : std::nullopt;
}

/// Writes years into a column of some rows of a table.
void set_years(const FileSource& base, const std::string& path, const std::map<int, int>& by_line,
               Addition& addition, Faults& faults) {
  const auto table = table_at(base, path, faults);
  const auto column = table ? table->find("last_year") : std::nullopt;
  if (!column || by_line.empty()) return;
  TableText text(*table, *base(path));
  for (std::size_t row = 0; row < table->row_count(); ++row) {
    const auto year = by_line.find(table->line(row));
    if (year == by_line.end()) continue;
    auto cells = cells_of(*table, row);
    cells[*column] = std::to_string(year->second);
    text.replace(row, cells, table->line(row));
  }
  addition.files[path] = text.text();
}

/// The last year of a table's rows of which `is` holds; 0 without any.
template <class Is>
int last_year_of(const CsvTable& table, const Is& is) {
  int last = 0;
  for (std::size_t row = 0; row < table.row_count(); ++row)
    if (const auto window = window_of(table, row); window && is(row))
      last = std::max(last, window->last.year);
  return last;
}

/// Whether a rule names the place of a row. Rules over the crosswalk name countries and take the
/// regions that `countries` puts there.
bool names_place_of(const LikelihoodRule& rule, const CsvTable& table, std::size_t row,
                    const std::map<std::string, std::string>& countries) {
  const auto column = table.find(rule.place_column);
  if (!column) return false;
  const std::string place(table.cell(row, *column));
  const auto country = countries.find(place);
  return std::any_of(rule.places.begin(), rule.places.end(), [&](const auto& p) {
    if (rule.method == RuleMethod::crosswalk)
      return country != countries.end() && country->second == p.second;
    return place == p.first;
  });
}

/// Rules whose rows ended with the data go on with the new ones.
void extend_rules(const FileSource& base, const DataResource& resource, Addition& addition,
                  Faults& faults) {
  const std::string path = "data/" + resource.path;
  const auto rules = read_likelihood_rules(base, faults);
  const auto before = table_at(base, path, faults);
  const auto after = table_at(with_files(base, addition.files), path, faults);
  const auto countries = region_countries(base, faults);
  if (!rules || !before || !after) return;
  std::map<int, int> years;
  std::string told;
  bool regions = false;
  for (const auto& rule : *rules) {
    if ("data/" + rule.table + ".csv" != path) continue;
    const auto last = [&](const CsvTable& table) {
      return last_year_of(table, [&](std::size_t row) {
        return meets(rule, table, row) && names_place_of(rule, table, row, countries);
      });
    };
    const int old = last(*before), now = last(*after);
    if (old > rule.last_year || now <= rule.last_year) continue;
    years[rule.line] = now;
    regions = regions || rule.method == RuleMethod::crosswalk;
    told += fmt::format("{}line {} ({}) to {}", told.empty() ? "" : ", ", rule.line,
                        rule.series.empty() ? "left out" : rule.series, now);
  }
  if (years.empty()) return;
  set_years(base, likelihood_path, years, addition, faults);
  addition.notes.push_back("rules of data/model/likelihood.csv that ended with the data go on: " +
                           told);
  if (!regions) return;
  // A zone is the sum of all regions that report it in a year, so all go on together.
  const auto crosswalk = table_at(base, crosswalk_path, faults);
  if (!crosswalk || !crosswalk->find("last_year")) return;
  int end = 0, to = 0;
  for (const auto& [line, year] : years) to = std::max(to, year);
  std::map<int, int> lines;
  for (const bool writing : {false, true})
    for (std::size_t row = 0; row < crosswalk->row_count(); ++row) {
      const int year = CsvRow(*crosswalk, row, faults).integer("last_year", 1900, 2100);
      if (!writing) end = std::max(end, year);
      if (writing && year == end && to > end) lines[crosswalk->line(row)] = to;
    }
  if (lines.empty()) return;
  set_years(base, crosswalk_path, lines, addition, faults);
  addition.notes.push_back(
      fmt::format("regions of data/model/crosswalk.csv that were reported to {} are taken as those "
                  "that are reported to {}",
                  end, to));
}

void compare_targets(const std::vector<analysis::Target>& before,
                     const std::vector<analysis::Target>& after, Addition& addition) {
  const auto find = [](const std::vector<analysis::Target>& all, const std::string& name) {
    return std::find_if(all.begin(), all.end(),
                        [&](const analysis::Target& t) { return t.name == name; });
  };
  for (const auto& t : after) {
    addition.last_target_year = std::max(addition.last_target_year, t.year);
    const auto old = find(before, t.name);
    if (old != before.end() && old->value == t.value && old->sd == t.sd) continue;
    ChangedTarget c{t.name, unit_of(t), {}, t.value, 0, t.sd};
    if (old != before.end()) {
      c.before = old->value;
      c.sd_before = old->sd;
    }
    addition.targets.push_back(std::move(c));
  }
  for (const auto& t : before)
    if (find(after, t.name) == after.end())
      addition.targets.push_back({t.name, unit_of(t), t.value, {}, t.sd, 0});
}

/// Observations of years after the posterior's origin that were not there: what a forecast from
/// that origin can be held against.
void find_scorable(const FileSource& base, const FileSource& merged, Addition& addition) {
  const std::string path = "data/observations.csv";
  Faults unread;  // tables that `balloon score` cannot read have nothing to score
  const auto old = read_observed_values(path, base(path).value_or(""), unread);
  const auto now = read_observed_values(path, merged(path).value_or(""), unread);
  if (!old || !now || addition.posterior_origin == 0) return;
  std::set<std::string> there;
  const auto key = [](const ObservedValue& v) {
    return fmt::format("{}/{}/{}/{}", v.outcome, v.place, v.year, v.value);
  };
  for (const auto& v : old->rows) there.insert(key(v));
  for (const auto& v : now->rows) {
    const bool forecast =
        v.outcome == "coca_area_unodc_ha" || v.outcome == "cocaine_potential_unodc_t";
    if (forecast && v.year > addition.posterior_origin && there.count(key(v)) == 0)
      addition.scorable.push_back(v);
  }
}

}  // namespace

void find_effects(const FileSource& base, const DataResource& resource, Addition& addition,
                  Faults& faults) {
  if (!addition.files.empty()) extend_rules(base, resource, addition, faults);
  const auto merged = with_files(base, addition.files);
  const auto old_catalog = DataCatalog::read(base, faults);
  const auto new_catalog = DataCatalog::read(merged, faults);
  const auto old_world = read_world(base, faults), new_world = read_world(merged, faults);
  if (!old_catalog || !new_catalog || !old_world || !new_world) return;
  addition.hash_before = package_hash(*old_catalog);
  addition.hash_after = package_hash(*new_catalog);
  addition.world_changes = model_data_hash(base) != model_data_hash(merged);
  const auto old_targets = read_targets(base, *old_world, faults);
  const auto new_targets = read_targets(merged, *new_world, faults);
  if (!old_targets || !new_targets) return;
  compare_targets(*old_targets, *new_targets, addition);

  const auto draws = choose_draws("posterior", *new_world, merged, model_data_hash(merged), faults);
  const auto own = base(posterior_json_path), shipped = embedded_files()(posterior_json_path);
  addition.posterior = !draws.posterior ? "none" : own && own != shipped ? "folder" : "shipped";
  addition.posterior_notes = draws.notes;
  if (draws.posterior) addition.posterior_origin = draws.posterior->origin();
  find_scorable(base, merged, addition);
}

}  // namespace balloon
