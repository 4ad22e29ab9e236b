#include "io/measure_countries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "io/csv.hpp"

namespace balloon {

namespace {

using measure::Index;
using measure::Matrix;

constexpr std::array<const char*, 3> country_ids = {"COL", "PER", "BOL"};
constexpr std::array<const char*, 3> country_columns = {"coca_area_ha", "eradication_manual_ha",
                                                        "eradication_aerial_ha"};
constexpr const char* observations_file = "data/observations.csv";
/// Places of the series in country_columns.
constexpr std::size_t series_area = 0, series_manual = 1, series_aerial = 2;

struct CountryFigure {
  double value = 0;
  std::string segment, quality;
};

/// Figures by series, country and year.
using CountryFigures = std::array<std::array<std::map<int, CountryFigure>, 3>, 3>;

template <class List>
std::optional<std::size_t> place_in(const List& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  if (found == list.end()) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

std::optional<CountryFigures> read_countries(const FileSource& files, Faults& faults) {
  const auto text = files(observations_file);
  if (!text) {
    faults.add({observations_file, 0, "", "", "cannot be read"});
    return std::nullopt;
  }
  const auto table = CsvTable::parse(observations_file, *text, faults);
  if (!table) return std::nullopt;
  const auto before = faults.size();
  CountryFigures made;
  for (std::size_t r = 0; r < table->row_count(); ++r) {
    const CsvRow row(*table, r, faults);
    const auto country = place_in(country_ids, row.text("place"));
    const auto series = place_in(country_columns, row.text("series"));
    if (!country || !series || row.text("preferred") != "1" || row.text("coverage") == "partial")
      continue;
    const auto begin = row.text("t_start"), end = row.text("t_end");
    const auto year = parse_number(end.substr(0, 4));
    // a part of a year is no year's figure
    if (!year || begin.substr(0, 4) != end.substr(0, 4) || !begin.ends_with("-01-01") ||
        !end.ends_with("-12-31"))
      continue;
    const bool fresh =
        made[*series][*country]
            .try_emplace(static_cast<int>(*year), CountryFigure{row.number("value", 0, 1e7),
                                                                std::string(row.text("segment")),
                                                                std::string(row.text("quality"))})
            .second;
    if (!fresh) row.fault("preferred", "a second preferred row of this place, series and year");
  }
  if (faults.size() > before) return std::nullopt;
  return made;
}

/// "1990-1998, 2001".
std::string year_spans(const std::vector<int>& years) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < years.size();) {
    std::size_t last = i;
    while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
    parts.push_back(last == i ? std::to_string(years[i])
                              : fmt::format("{}-{}", years[i], years[last]));
    i = last + 1;
  }
  return word_list(parts);
}

/// Spraying that the rows leave open: see countries_panel.
void fill_spraying(CountryFigures& figures, int last, std::vector<std::string>& notes) {
  std::vector<std::string> never;
  for (std::size_t c = 0; c < country_ids.size(); ++c) {
    auto& sprayed = figures[series_aerial][c];
    if (sprayed.empty()) {
      never.push_back(country_ids[c]);
      for (const auto& each : figures[series_area][c]) sprayed[each.first] = {0, "", "assumed"};
      continue;
    }
    const auto [end, figure] = *sprayed.rbegin();
    if (figure.value != 0 || end >= last) continue;
    for (int year = end + 1; year <= last; ++year) sprayed[year] = {0, "", "derived"};
    notes.push_back(fmt::format(
        "Spraying in {} is 0 in the last year that has a row ({}), and is taken as 0 in {}-{}{}.",
        country_ids[c], end, end + 1, last,
        std::string_view(country_ids[c]) != "COL"
            ? ""
            : ": the council voted it down in May 2015, and the restart announced for 2021 did not "
              "come (data/events.csv EV093, EV095, EV113)"));
  }
  if (!never.empty())
    notes.push_back(
        fmt::format("No row of the data tells of spraying in {}; that there was none is assumed.",
                    word_list(never)));
}

/// Why years before or between were left out.
std::string note_on_years(const CountryFigures& figures, const std::vector<int>& kept, int first,
                          int last) {
  std::vector<std::string> lacks;
  for (std::size_t c = 0; c < country_ids.size(); ++c)
    for (std::size_t s = 0; s < country_columns.size(); ++s) {
      std::vector<int> years;
      for (int year = first; year <= last; ++year)
        if (!figures[s][c].contains(year)) years.push_back(year);
      if (!years.empty())
        lacks.push_back(
            fmt::format("{} {} {}", country_ids[c], country_columns[s], year_spans(years)));
    }
  return fmt::format(
      "Years {}: figures of all three countries are needed. The data lack {}. Raffo López et al. "
      "(2016) had 1990-2009.",
      year_spans(kept), lacks.empty() ? "nothing" : word_list(lacks));
}

/// Where the method of the areas changes, and Colombia's break of 1998-99.
void note_on_methods(const CountryFigures& figures, const std::vector<int>& kept,
                     std::vector<std::string>& notes) {
  std::vector<std::string> breaks;
  for (std::size_t c = 0; c < country_ids.size(); ++c)
    for (std::size_t k = 1; k < kept.size(); ++k) {
      const auto &before = figures[series_area][c].at(kept[k - 1]),
                 &now = figures[series_area][c].at(kept[k]);
      if (before.segment != now.segment)
        breaks.push_back(fmt::format("{} {} ({:.0f} to {:.0f} ha)", country_ids[c], kept[k],
                                     before.value, now.value));
    }
  if (!breaks.empty())
    notes.push_back(
        "The method of areas changes within the panel, and a change across it is partly "
        "the method's: " +
        word_list(breaks) + ".");
  if (!kept.empty() && kept.front() >= 1999)
    notes.push_back(
        "Colombia's break of 1998-99 (101,800 to 160,100 ha, mostly a change of method) lies "
        "before "
        "the panel.");
}

std::string note_on_counts(const CountryFigures& figures, const std::vector<int>& kept) {
  int recalled[3] = {0, 0, 0}, all[3] = {0, 0, 0};
  for (std::size_t s = 0; s < country_columns.size(); ++s)
    for (const auto& of_country : figures[s])
      for (const int year : kept) {
        const auto& quality = of_country.at(year).quality;
        if (quality == "assumed" || quality == "derived") continue;
        ++all[s];
        recalled[s] += quality == "recalled" ? 1 : 0;
      }
  return fmt::format(
      "{} of {} figures of manual eradication and {} of {} of spraying are recalled, not seen. "
      "Sprayed hectares are cumulative (a field counts as often as it was sprayed, and loses less "
      "than one that is pulled); counts of Peru and Bolivia include what growers agreed to. Areas "
      "are of 31 December in Colombia, of the image's date in Peru to 2010, of the survey's in "
      "Bolivia.",
      recalled[series_manual], all[series_manual], recalled[series_aerial], all[series_aerial]);
}

void add_forced(measure::Panel& panel) {
  panel.columns.push_back("eradication_forced_ha");
  panel.values.push_back(panel.values[series_manual] + panel.values[series_aerial]);
}

}  // namespace

std::optional<CountriesPanel> countries_panel(const FileSource& files, Faults& faults) {
  auto figures = read_countries(files, faults);
  if (!figures) return std::nullopt;
  int first = 9999, last = 0;
  for (const auto& of_country : (*figures)[series_area])
    for (const auto& each : of_country) {
      first = std::min(first, each.first);
      last = std::max(last, each.first);
    }
  CountriesPanel made;
  std::vector<std::string> on_spraying;
  fill_spraying(*figures, last, on_spraying);
  auto& panel = made.panel;
  for (int year = first; year <= last; ++year) {
    bool known = true;
    for (const auto& of_series : *figures)
      for (const auto& of_country : of_series) known = known && of_country.contains(year);
    if (known) panel.times.push_back(year);
  }
  if (panel.times.empty()) {
    faults.add(
        {observations_file, 0, "", "", "no year has area and eradication of COL, PER and BOL"});
    return std::nullopt;
  }
  panel.places.assign(country_ids.begin(), country_ids.end());
  panel.columns.assign(country_columns.begin(), country_columns.end());
  for (const auto& of_series : *figures) {
    Matrix values(panel.place_count(), panel.time_count());
    for (Index i = 0; i < values.rows(); ++i)
      for (Index t = 0; t < values.cols(); ++t)
        values(i, t) = of_series[static_cast<std::size_t>(i)]
                           .at(panel.times[static_cast<std::size_t>(t)])
                           .value;
    panel.values.push_back(std::move(values));
  }
  add_forced(panel);
  made.notes.push_back(note_on_years(*figures, panel.times, first, last));
  note_on_methods(*figures, panel.times, made.notes);
  made.notes.insert(made.notes.end(), on_spraying.begin(), on_spraying.end());
  made.notes.push_back(note_on_counts(*figures, panel.times));
  return made;
}

SystemPlan countries_plan_of(measure::Panel panel) {
  SystemPlan plan;
  plan.title = "Coca and forced eradication in Colombia, Peru and Bolivia";
  plan.panel = std::move(panel);
  plan.specification.outcome = "coca_area_ha";
  plan.specification.treatments = {"eradication_forced_ha"};
  plan.specification.transform = measure::Transform::change;
  plan.specification.lag = 1;
  plan.specification.effects = measure::Effects::none;
  return plan;
}

std::optional<SystemPlan> countries_plan(const FileSource& files, Faults& faults) {
  auto read = countries_panel(files, faults);
  if (!read) return std::nullopt;
  auto plan = countries_plan_of(std::move(read->panel));
  plan.file = observations_file;
  plan.notes = std::move(read->notes);
  return plan;
}

measure::Panel sum_to_countries(const ModelPanels& panels, const measure::Panel& panel) {
  measure::Panel made;
  made.times = panel.times;
  made.columns.assign(country_columns.begin(), country_columns.end());
  std::vector<std::vector<Index>> zones;
  for (const char* country : country_ids) {
    std::vector<Index> here;
    for (std::size_t z = 0; z < panels.countries.size(); ++z)
      if (panels.countries[z] == country) here.push_back(static_cast<Index>(z));
    if (here.empty()) continue;
    made.places.push_back(country);
    zones.push_back(std::move(here));
  }
  for (const char* column : country_columns) {
    const Matrix& figures = panel.column(column);
    Matrix sums(static_cast<Index>(zones.size()), figures.cols());
    for (std::size_t c = 0; c < zones.size(); ++c)
      sums.row(static_cast<Index>(c)) = figures(zones[c], Eigen::all).colwise().sum();
    made.values.push_back(std::move(sums));
  }
  add_forced(made);
  return made;
}

}  // namespace balloon
