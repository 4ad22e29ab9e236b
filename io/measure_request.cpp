#include "io/measure_request.hpp"

#include <map>
#include <utility>

#include "io/csv.hpp"
#include "io/measure_panel.hpp"

namespace balloon {

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

/// The value of a word, or nothing and a fault that lists the words.
template <class T>
std::optional<T> word_value(const std::map<std::string, T>& words, const std::string& word,
                            const char* option, Faults& faults) {
  if (const auto found = words.find(word); found != words.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, value] : words) known.push_back(name);
  faults.add({"", 0, option, printable(word),
              "must be one of " + word_list(known) + suggestion(word, known)});
  return std::nullopt;
}

void check_range(const char* option, double value, double low, double high, Faults& faults) {
  if (!(value >= low && value <= high))
    faults.add({"", 0, option, number_text(value),
                "must be " + number_text(low) + " to " + number_text(high)});
}

template <class T>
void set_word(const std::map<std::string, T>& words, const std::string& word, const char* option,
              T& value, Faults& faults) {
  if (word.empty()) return;
  if (const auto found = word_value(words, word, option, faults)) value = *found;
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
void read_places(const MeasureRequest& o, const MeasureTables& tables, MeasurePlan& plan,
                 Faults& faults) {
  plan.places.keys = plan.panel.places;
  const auto table_of = [&](const NamedText& text) {
    return CsvTable::parse(text.name, text.text, faults);
  };
  if (tables.coordinates) {
    if (o.coordinate_columns.size() != 3)
      faults.add({"", 0, "--coordinate-columns", word_list(o.coordinate_columns),
                  "names three columns: place, latitude, longitude"});
    else if (const auto table = table_of(*tables.coordinates))
      plan.places.points = read_coordinates(
          *table, {o.coordinate_columns[0], o.coordinate_columns[1], o.coordinate_columns[2]},
          plan.places.keys, faults, plan.notes);
  }
  if (tables.polygons)
    plan.places.outlines = read_polygons(tables.polygons->name, tables.polygons->text,
                                         o.polygon_key, plan.places.keys, faults, plan.notes);
  if (tables.neighbours) {
    if (const auto table = table_of(*tables.neighbours))
      plan.places.entries = read_neighbours(*table, plan.places.keys, faults, plan.notes);
  }
}

void add_quotient(const MeasureRequest& o, MeasurePlan& plan, Faults& faults) {
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

void require_columns(const MeasureRequest& o, const std::string& panel, Faults& faults) {
  for (const auto& [option, value] :
       {std::pair<const char*, const std::string&>{"--place", o.place},
        {"--time", o.time},
        {"--outcome", o.outcome}})
    if (value.empty()) faults.add({panel, 0, option, "", "name the panel's column"});
  if (o.treatments.empty()) faults.add({panel, 0, "--treatment", "", "name at least one column"});
}

std::optional<MeasurePlan> plan_of_tables(const MeasureRequest& o, const MeasureTables& tables,
                                          Faults& faults) {
  const auto& name = tables.panel.name;
  require_columns(o, name, faults);
  const auto table = CsvTable::parse(name, tables.panel.text, faults);
  if (!table || !faults.empty()) return std::nullopt;
  MeasurePlan plan;
  plan.title = name.substr(name.rfind('/') + 1);
  plan.file = name;
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
  read_places(o, tables, plan, faults);
  if (faults.empty()) add_quotient(o, plan, faults);
  if (!faults.empty()) return std::nullopt;
  return plan;
}

void apply_regression(const MeasureRequest& o, measure::Specification& s, Faults& faults) {
  set_word(transforms, o.transform, "--transform", s.transform, faults);
  set_word(transforms, o.treatment_transform, "--treatment-transform", s.treatment_transform,
           faults);
  if (o.lag >= 0) s.lag = o.lag;
}

void apply_request(const MeasureRequest& o, bool own_panel, MeasurePlan& plan, Faults& faults) {
  auto& s = plan.specification;
  check_range("--lag", o.lag, -1, 50, faults);
  check_range("--conley", o.conley, 0.1, 20016, faults);
  check_range("--draws", o.draws, 100, 1000000, faults);
  check_range("--buffer", o.buffer, 0, 20016, faults);
  check_range("--gap", o.gap, 0, 20016, faults);
  apply_regression(o, s, faults);
  set_word(effect_names, o.effects, "--effects", s.effects, faults);
  if (!o.weights.empty() || !own_panel) {
    std::string problem;
    const std::string text = !o.weights.empty()     ? o.weights
                             : plan.places.entries  ? "given"
                             : plan.places.outlines ? "queen"
                                                    : "knn:5";
    if (const auto choice = parse_weights(text, problem))
      plan.weights = *choice;
    else
      faults.add({"", 0, "--weights", printable(text), problem});
  }
  plan.standard = o.spectral ? measure::Standard::spectral : measure::Standard::row;
  if (!o.models.empty()) {
    plan.models.clear();
    for (const auto& name : o.models)
      if (const auto model = word_value(model_names, name, "--models", faults))
        plan.models.push_back(*model);
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

}  // namespace balloon
