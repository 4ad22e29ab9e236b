#include "io/target_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/calendar.hpp"
#include "io/csv.hpp"
#include "io/data_catalog.hpp"
#include "io/letters.hpp"

namespace balloon {

using analysis::Target;

namespace {

const char* name_of(Target::Statistic s) {
  return s == Target::Statistic::december ? "december"
         : s == Target::Statistic::mean   ? "mean"
                                          : "sum";
}

const char* name_of(Target::Scale s) {
  return s == Target::Scale::log ? "log" : s == Target::Scale::logit ? "logit" : "log_floor";
}

/// Series in order of appearance.
std::vector<std::string> series_of(const std::vector<Target>& targets) {
  std::vector<std::string> names;
  for (const auto& t : targets)
    if (std::find(names.begin(), names.end(), t.series) == names.end()) names.push_back(t.series);
  return names;
}

std::string counts(const std::vector<Target>& targets) {
  std::string out;
  for (const auto& series : series_of(targets)) {
    int n = 0, first = last_year, last = first_year;
    for (const auto& t : targets) {
      if (t.series != series) continue;
      ++n;
      first = std::min(first, t.year);
      last = std::max(last, t.year);
    }
    out += fmt::format("{:16} {:>4} targets, {} to {}\n", series, n, first, last);
  }
  return out + fmt::format("{:16} {:>4} targets\n", "all", targets.size());
}

/// A value as people read it: no exponents.
std::string shown(double value) {
  return value >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

}  // namespace

std::vector<Target> targets_of_series(const std::vector<Target>& targets, const std::string& part,
                                      Faults& faults) {
  std::vector<Target> chosen;
  for (const auto& t : targets)
    if (t.series.find(part) != std::string::npos) chosen.push_back(t);
  if (chosen.empty())
    faults.add({"", 0, "--series", part,
                "no such series; there are " + word_list(series_of(targets), 20)});
  return chosen;
}

std::string targets_text(const std::vector<Target>& targets, int width) {
  std::size_t name = 4, unit = 4;
  for (const auto& t : targets) {
    name = std::max(name, t.name.size());
    unit = std::max(unit, std::string_view(unit_of(t)).size());
  }
  const std::size_t others = name + unit + 1 + 11 + 1 + 1 + 5 + 1 + 8 + 1;
  const std::size_t source = static_cast<std::size_t>(std::max(width, 0)) > others + 20
                                 ? static_cast<std::size_t>(width) - others
                                 : 20;
  std::string out = fmt::format("{:{}} {:>11} {:{}} {:>5} {:8} source\n", "name", name, "value",
                                "unit", unit, "sd", "quality");
  for (const auto& t : targets) {
    std::string where = fit_letters(printable(t.source, 4000), source);
    while (!where.empty() && where.back() == ' ') where.pop_back();
    out += fmt::format("{:{}} {:>11} {:{}} {:>5.2f} {:8} {}\n", t.name, name, shown(t.value),
                       unit_of(t), unit, t.sd, t.quality, where);
  }
  return out + counts(targets);
}

std::string targets_csv(const std::vector<Target>& targets) {
  std::string out =
      "name,series,place,year,outcome,statistic,from,to,value,unit,scale,floor,sd,drift_group,"
      "drift_start_sd,drift_year_sd,drift_since,method_break,quality,source\n";
  for (const auto& t : targets)
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(t.name),
        csv_cell(t.series), csv_cell(t.place), t.year, model::outcomes[t.outcome].name,
        name_of(t.statistic), month_name(t.first_month), month_name(t.last_month), t.value,
        unit_of(t), name_of(t.scale), t.floor, t.sd, csv_cell(t.drift_group), t.drift_start_sd,
        t.drift_year_sd, t.drift_group.empty() ? std::string() : std::to_string(t.drift_since),
        t.method_break ? 1 : 0, t.quality, csv_cell(t.source));
  return out;
}

}  // namespace balloon
