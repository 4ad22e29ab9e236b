// Reads data/article_checks.csv.
#include <algorithm>

#include "io/data_facts.hpp"

namespace balloon {

namespace {

Date read_date(const CsvRow& row, std::string_view column, bool end) {
  const auto date = parse_date(row.text(column), end);
  if (date) return *date;
  row.fault(column, "must be a date, YYYY-MM-DD");
  return {};
}

}  // namespace

std::optional<std::vector<FactCheck>> read_fact_checks(const FileSource& files, Faults& faults) {
  const auto before = faults.size();
  const auto text = files(fact_checks_path);
  if (!text) {
    faults.add({fact_checks_path, 0, "", "", "cannot be read"});
    return std::nullopt;
  }
  const auto t = CsvTable::parse(fact_checks_path, *text, faults);
  if (!t || !t->expect({"fact", "table", "place", "series", "t_start", "t_end", "statistic",
                        "factor", "compare", "tolerance", "model_outcome", "model_place",
                        "model_factor", "known", "note", "source", "quality"},
                       faults))
    return std::nullopt;
  std::vector<std::string> outcomes;
  for (const auto& o : model::outcomes) outcomes.emplace_back(o.name);
  std::vector<FactCheck> checks;
  for (std::size_t i = 0; i < t->row_count(); ++i) {
    const CsvRow row(*t, i, faults);
    FactCheck c;
    c.fact = row.required("fact");
    c.table = row.text("table");
    c.place = row.text("place");
    c.series = row.text("series");
    c.first = read_date(row, "t_start", false);
    c.last = read_date(row, "t_end", true);
    if (c.last < c.first) row.fault("t_end", "lies before t_start");
    c.statistic = static_cast<FactStatistic>(std::max(
        0, row.choice("statistic", {"value", "sum", "mean", "rank", "percent", "percent_points",
                                    "percent_change", "exists", "before", "gap_weeks"})));
    c.factor = row.number("factor", -1e12, 1e12);
    c.compare = static_cast<FactCompare>(std::max(
        0, row.choice("compare", {"equal", "at_least", "rise", "fall", "near_zero", "exists"})));
    c.tolerance = row.number("tolerance", 0, 1e12);
    c.model_outcome = row.text("model_outcome");
    if (!c.model_outcome.empty()) row.choice("model_outcome", outcomes);
    c.model_place = row.text("model_place");
    c.model_factor = row.number("model_factor", -1e12, 1e12);
    if (!row.text("known").empty()) c.known = row.integer("known", 1, 99);
    c.note = row.text("note");
    checks.push_back(std::move(c));
  }
  if (faults.size() > before) return std::nullopt;
  return checks;
}

void mark_outcomes(const std::vector<FactCheck>& checks, bool* chosen) {
  for (const auto& c : checks)
    for (int o = 0; o < model::outcome_count; ++o)
      if (model::outcomes[o].name == c.model_outcome) chosen[o] = true;
}

}  // namespace balloon
