#include "io/likelihood_rules.hpp"

#include <algorithm>

#include "io/data_rows.hpp"
#include "io/letters.hpp"

namespace balloon {

namespace {

using Test = RowCondition::Test;

constexpr double largest_sd = 3;

std::vector<RowCondition> read_where(const CsvRow& row) {
  std::vector<RowCondition> conditions;
  if (row.text("where").empty()) return conditions;
  for (const auto& text : split(row.text("where"), ';')) {
    const auto at = text.find_first_of("=~");
    if (at == std::string::npos || at == 0) {
      row.fault("where", "must be column=value, column!=value or column~text: \"" + text + "\"");
      continue;
    }
    RowCondition c;
    const bool negated = text[at - 1] == '!';
    c.column = text.substr(0, negated ? at - 1 : at);
    c.test = text[at] == '~' ? Test::contains : negated ? Test::unequal : Test::equal;
    c.values = split(std::string_view(text).substr(at + 1), '|');
    conditions.push_back(std::move(c));
  }
  return conditions;
}

std::vector<std::pair<std::string, std::string>> read_places(const CsvRow& row) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const auto& text : split(row.required("places"), ';')) {
    const auto at = text.find('=');
    if (at == std::string::npos)
      places.emplace_back(text, text);
    else
      places.emplace_back(text.substr(0, at), text.substr(at + 1));
  }
  return places;
}

double optional_sd(const CsvRow& row, const char* column) {
  return row.text(column).empty() ? 0 : row.number(column, 0, largest_sd);
}

void read_target_side(const CsvRow& row, LikelihoodRule& r) {
  r.suffix = row.text("suffix");
  r.method = static_cast<RuleMethod>(
      std::max(row.choice("method", {"value", "money", "crosswalk", "residual", "plausible"}), 0));
  r.factor = row.number("factor", 1e-9, 1e9);
  std::vector<std::string> names;
  for (const auto& outcome : model::outcomes) names.emplace_back(outcome.name);
  r.outcome = static_cast<model::Outcome>(std::max(row.choice("outcome", names), 0));
  r.statistic = static_cast<analysis::Target::Statistic>(
      std::max(row.choice("statistic", {"december", "mean", "sum"}), 0));
  r.scale = static_cast<analysis::Target::Scale>(
      std::max(row.choice("scale", {"log", "logit", "log_floor"}), 0));
  if (r.scale == analysis::Target::Scale::log_floor) r.floor = row.number("floor", 1e-6, 1e9);
  r.rank = row.text("rank").empty() ? 1 : row.integer("rank", 1, 9);
  r.sd_verified = row.number("sd_verified", 0.01, largest_sd);
  r.sd_derived = row.number("sd_derived", 0.01, largest_sd);
  r.sd_recalled = row.number("sd_recalled", 0.01, largest_sd);
  r.sd_spot = optional_sd(row, "sd_spot");
  r.sd_extra = optional_sd(row, "sd_extra");
  r.drift_group = row.text("drift_group");
  r.drift_start_sd = optional_sd(row, "drift_start_sd");
  r.drift_year_sd = optional_sd(row, "drift_year_sd");
  if (r.drift_group.empty() != (r.drift_start_sd == 0))
    row.fault("drift_start_sd", "a drift group needs it above 0, and only such a group has it");
  r.method_break = row.choice("method_break", {"0", "1"}) == 1;
}

LikelihoodRule read_rule(const CsvRow& row) {
  LikelihoodRule r;
  r.line = row.line();
  r.series = row.text("series");
  r.table = row.required("table");
  r.where = read_where(row);
  r.place_column = row.required("place_column");
  r.places = read_places(row);
  r.first_year = row.integer("first_year", first_year, last_year);
  r.last_year = row.integer("last_year", first_year, last_year);
  if (r.last_year < r.first_year) row.fault("last_year", "lies before first_year");
  if (!r.leaves_out()) read_target_side(row, r);
  r.note = row.text("note");
  if (r.leaves_out() && r.note.empty()) row.fault("note", "must say why the rows are left out");
  r.source = row.required("source");
  r.quality = row.required("quality");
  return r;
}

bool meets(const RowCondition& c, std::string_view cell) {
  const bool any = std::any_of(c.values.begin(), c.values.end(), [&](const auto& value) {
    return c.test == Test::contains ? cell.find(value) != std::string_view::npos : cell == value;
  });
  return any == (c.test != Test::unequal);
}

}  // namespace

std::optional<std::vector<LikelihoodRule>> read_likelihood_rules(const FileSource& files,
                                                                 Faults& faults) {
  const auto before = faults.size();
  const auto table = read_table(files, likelihood_path, faults);
  if (!table) return std::nullopt;
  if (!table->expect({"series",      "table",          "where",         "place_column", "places",
                      "first_year",  "last_year",      "suffix",        "method",       "factor",
                      "outcome",     "statistic",      "scale",         "floor",        "rank",
                      "sd_verified", "sd_derived",     "sd_recalled",   "sd_spot",      "sd_extra",
                      "drift_group", "drift_start_sd", "drift_year_sd", "method_break", "note",
                      "source",      "quality"},
                     faults))
    return std::nullopt;
  std::vector<LikelihoodRule> rules;
  for (std::size_t i = 0; i < table->row_count(); ++i)
    rules.push_back(read_rule(CsvRow(*table, i, faults)));
  if (faults.size() > before) return std::nullopt;
  return rules;
}

bool meets(const LikelihoodRule& rule, const CsvTable& table, std::size_t row) {
  return std::all_of(rule.where.begin(), rule.where.end(), [&](const RowCondition& c) {
    const auto column = table.find(c.column);
    return column && meets(c, table.cell(row, *column));
  });
}

void check_columns(const LikelihoodRule& rule, const CsvTable& table, Faults& faults) {
  const auto check = [&](const std::string& column) {
    if (!table.find(column))
      faults.add({likelihood_path, rule.line, "where", column,
                  table.file() + " has no such column" + suggestion(column, table.columns())});
  };
  for (const auto& c : rule.where) check(c.column);
  check(rule.place_column);
}

}  // namespace balloon
