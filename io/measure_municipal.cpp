#include "io/measure_municipal.hpp"

#include <fmt/format.h>

#include <map>

#include "io/csv.hpp"
#include "io/measure_panel.hpp"

namespace balloon {

namespace {

std::optional<CsvTable> municipal_table(const FileSource& files, const std::string& name,
                                        Faults& faults) {
  const std::string path = "data/municipal/" + name;
  const auto text = files(path);
  if (!text) {
    faults.add({path, 0, "", "", "cannot be read"});
    return std::nullopt;
  }
  return CsvTable::parse(path, *text, faults);
}

}  // namespace

std::optional<MeasurePlan> municipal_plan(const FileSource& files, Faults& faults) {
  const auto coca = municipal_table(files, "colombia_coca_municipal_2001_2023.csv", faults);
  const auto centroids = municipal_table(files, "colombia_municipality_centroids.csv", faults);
  if (!coca || !centroids) return std::nullopt;
  const auto whole =
      read_panel(*coca, {"codmpio", "year", {"coca_ha", "gme_eradication_ha"}}, faults);
  std::map<std::string, measure::Point> at;
  for (std::size_t r = 0; r < centroids->row_count(); ++r) {
    const CsvRow row(*centroids, r, faults);
    at[row.required("codmpio")] = {row.number("lat", -90, 90), row.number("lon", -180, 180)};
  }
  if (!whole || !faults.empty()) return std::nullopt;

  MeasurePlan plan;
  plan.title = "Coca in Colombian municipalities and manual eradication";
  plan.file = coca->file();
  plan.panel.times = whole->times;
  plan.panel.columns = whole->columns;
  std::vector<measure::Index> kept;
  std::vector<std::string> nowhere;
  plan.places.points.emplace();
  for (measure::Index i = 0; i < whole->place_count(); ++i) {
    const auto& place = whole->places[static_cast<std::size_t>(i)];
    const auto found = at.find(place);
    if (found == at.end()) {
      nowhere.push_back(place);
      continue;
    }
    kept.push_back(i);
    plan.panel.places.push_back(place);
    plan.places.points->push_back(found->second);
  }
  for (const auto& values : whole->values) plan.panel.values.push_back(values(kept, Eigen::all));
  plan.places.keys = plan.panel.places;
  if (!nowhere.empty())
    plan.notes.push_back(
        fmt::format("Left out, because the table of centroids is of an older division: {}.",
                    word_list(nowhere)));
  plan.notes.push_back(
      "Eradication is that of the mobile groups alone (GME, certified by UNODC); spraying by "
      "municipality is not "
      "public, and was heavy in the same years: where it went to the same places its effect is in "
      "these estimates.");
  plan.specification.outcome = "coca_ha";
  plan.specification.treatments = {"gme_eradication_ha"};
  plan.specification.transform = measure::Transform::change;
  plan.specification.lag = 1;
  std::string problem;
  plan.weights = *parse_weights("knn:5", problem);
  plan.complete_only = true;
  plan.disconnected = true;  // the Sierra Nevada lies apart
  plan.quotient = QuotientPlan{{2005, 2006}, {2011, 2012}, "gme_eradication_ha", {}};
  plan.quotient->rings.window = {2007, 2010};
  plan.quotient->rings.threshold = 100;
  plan.quotient->rings.buffer_km = 50;
  plan.quotient->rings.gap_km = 50;
  plan.event_threshold = 100;
  plan.event_window = {-5, 5};
  return plan;
}

}  // namespace balloon
