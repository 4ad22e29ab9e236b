#include "apps/cli/measure_plan.hpp"

#include <filesystem>
#include <map>
#include <utility>

#include "apps/cli/cli.hpp"
#include "io/csv.hpp"
#include "io/measure_panel.hpp"

namespace balloon::cli {
namespace {

const std::map<std::string, measure::Transform> transforms{{"level", measure::Transform::level},
                                                           {"change", measure::Transform::change},
                                                           {"log1p", measure::Transform::log1p},
                                                           {"asinh", measure::Transform::asinh}};
const std::map<std::string, measure::Effects> effect_names{{"none", measure::Effects::none},
                                                           {"place", measure::Effects::place},
                                                           {"time", measure::Effects::time},
                                                           {"two-way", measure::Effects::two_way}};
const std::map<std::string, measure::Model> model_names{{"slx", measure::Model::slx},
                                                        {"sar", measure::Model::sar},
                                                        {"sem", measure::Model::sem},
                                                        {"sdm", measure::Model::sdm},
                                                        {"sdem", measure::Model::sdem}};

std::optional<CsvTable> table_of(const std::string& path, const char* option, Faults& faults) {
  const auto text = whole_file(path, option, faults);
  return text ? CsvTable::parse(path, *text, faults) : std::nullopt;
}

/// "2005-2006" or "2005".
std::optional<measure::TimeWindow> window_of(const std::string& text, const char* option,
                                             Faults& faults) {
  const auto dash = text.find('-', 1);
  const auto first = parse_number(text.substr(0, dash));
  const auto last = dash == std::string::npos ? first : parse_number(text.substr(dash + 1));
  if (first && last && *first <= *last)
    return measure::TimeWindow{static_cast<int>(*first), static_cast<int>(*last)};
  faults.add({"", 0, option, printable(text), "must be FIRST-LAST, e.g. 2005-2006"});
  return std::nullopt;
}

/// Positions, outlines and neighbours in the order of the panel's places.
void read_places(const MeasureOptions& o, MeasurePlan& plan, Faults& faults) {
  plan.places.keys = plan.panel.places;
  if (!o.coordinates.empty()) {
    if (const auto table = table_of(o.coordinates, "--coordinates", faults))
      plan.places.points = read_coordinates(
          *table, {o.coordinate_columns[0], o.coordinate_columns[1], o.coordinate_columns[2]},
          plan.places.keys, faults, plan.notes);
  }
  if (!o.polygons.empty()) {
    if (const auto text = whole_file(o.polygons, "--polygons", faults))
      plan.places.outlines =
          read_polygons(o.polygons, *text, o.polygon_key, plan.places.keys, faults, plan.notes);
  }
  if (!o.neighbours.empty()) {
    if (const auto table = table_of(o.neighbours, "--neighbours", faults))
      plan.places.entries = read_neighbours(*table, plan.places.keys, faults, plan.notes);
  }
}

void add_quotient(const MeasureOptions& o, MeasurePlan& plan, Faults& faults) {
  if (o.before.empty() && o.after.empty()) return;
  if (o.before.empty() || o.after.empty()) {
    faults.add(
        {"", 0, o.before.empty() ? "--before" : "--after", "", "the quotient needs both windows"});
    return;
  }
  const auto before = window_of(o.before, "--before", faults),
             after = window_of(o.after, "--after", faults);
  if (!before || !after) return;
  if (before->last >= after->first) {
    faults.add({"", 0, "--after", o.after, "must begin after --before ends"});
    return;
  }
  QuotientPlan quotient{*before, *after, plan.specification.treatments.front(), {}};
  quotient.rings.window = {before->last + 1, after->last};
  if (!o.treated.empty()) {
    const auto treated = window_of(o.treated, "--treated", faults);
    if (treated) quotient.rings.window = *treated;
  }
  quotient.rings.threshold = o.threshold;
  quotient.rings.buffer_km = o.buffer;
  quotient.rings.gap_km = o.gap;
  plan.quotient = quotient;
}

}  // namespace

std::optional<MeasurePlan> plan_of_file(const MeasureOptions& o, Faults& faults) {
  for (const auto& [name, value] : {std::pair<const char*, const std::string&>{"--place", o.place},
                                    {"--time", o.time},
                                    {"--outcome", o.outcome}})
    if (value.empty()) faults.add({o.panel, 0, name, "", "name the panel's column"});
  if (o.treatments.empty()) faults.add({o.panel, 0, "--treatment", "", "name at least one column"});
  const auto table = table_of(o.panel, "PANEL", faults);
  if (!table || !faults.empty()) return std::nullopt;
  MeasurePlan plan;
  plan.title = std::filesystem::path(o.panel).filename().string();
  plan.file = o.panel;
  plan.specification.outcome = o.outcome;
  plan.specification.treatments = o.treatments;
  plan.specification.controls = o.controls;
  PanelColumns columns{o.place, o.time, {o.outcome}};
  columns.figures.insert(columns.figures.end(), o.treatments.begin(), o.treatments.end());
  columns.figures.insert(columns.figures.end(), o.controls.begin(), o.controls.end());
  if (!o.event.empty()) columns.figures.push_back(o.event);
  auto panel = read_panel(*table, columns, faults);
  if (!panel) return std::nullopt;
  plan.panel = *std::move(panel);
  plan.event = o.event;
  read_places(o, plan, faults);
  if (faults.empty()) add_quotient(o, plan, faults);
  if (!faults.empty()) return std::nullopt;
  return plan;
}

void apply_regression(const MeasureOptions& o, measure::Specification& s) {
  if (!o.transform.empty()) s.transform = transforms.at(o.transform);
  if (!o.treatment_transform.empty()) s.treatment_transform = transforms.at(o.treatment_transform);
  if (o.lag >= 0) s.lag = o.lag;
}

void apply_options(const MeasureOptions& o, MeasurePlan& plan, Faults& faults) {
  auto& s = plan.specification;
  apply_regression(o, s);
  if (!o.effects.empty()) s.effects = effect_names.at(o.effects);
  if (!o.weights.empty() || !o.panel.empty()) {
    std::string problem;
    const std::string text = !o.weights.empty()      ? o.weights
                             : !o.neighbours.empty() ? "given"
                             : !o.polygons.empty()   ? "queen"
                                                     : "knn:5";
    if (const auto choice = parse_weights(text, problem))
      plan.weights = *choice;
    else
      faults.add({"", 0, "--weights", printable(text), problem});
  }
  plan.standard = o.spectral ? measure::Standard::spectral : measure::Standard::row;
  if (!o.models.empty()) {
    plan.models.clear();
    for (const auto& name : o.models) plan.models.push_back(model_names.at(name));
  }
  plan.transformed = !o.direct;
  plan.complete_only = plan.complete_only || o.complete;
  plan.disconnected = plan.disconnected || o.disconnected;
  plan.conley_km = o.conley;
  plan.draws = o.draws;
  if (o.event_threshold) plan.event_threshold = o.event_threshold;
  if (o.event_window.size() == 2) plan.event_window = {o.event_window[0], o.event_window[1]};
  if (o.event_window.size() == 2 && (o.event_window[0] >= 0 || o.event_window[1] < 0))
    faults.add({"", 0, "--event-window", "", "must begin before 0 and end at 0 or later"});
  plan.seed = o.seed.value_or(1);
}

}  // namespace balloon::cli
