// Scenarios for Python: what is shipped, texts, checks.
#include <pybind11/stl.h>

#include "apps/python/bindings/bindings.hpp"
#include "core/hash.hpp"
#include "io/csv.hpp"
#include "io/scenario_document.hpp"
#include "io/study_settings.hpp"

namespace balloon::python {

namespace {

std::vector<py::dict> shipped_scenarios() {
  Faults faults;
  const auto all = list_scenarios(scenario_source(""), faults);
  if (!faults.empty()) raise_faults(faults, "ScenarioError");
  std::vector<py::dict> list;
  for (const auto& s : all) {
    py::dict row;
    row["id"] = s.id;
    row["title"] = s.title;
    row["summary"] = s.summary;
    row["against"] = s.against;
    row["extends"] = s.extends;
    list.push_back(std::move(row));
  }
  return list;
}

/// The text of a scenario and the file it is in, "" where it is shipped.
std::pair<std::string, std::string> scenario_text(const std::string& name) {
  const auto source = scenario_source("");
  const bool path = name.find('/') != std::string::npos || name.ends_with(".toml");
  const auto text = path ? source.disk(name) : source.files("scenarios/" + name + ".toml");
  if (text) return {std::string(*text), path ? name : ""};
  Faults faults;
  faults.add({path ? name : "", 0, "scenario", printable(name),
              path ? "the file is missing or cannot be read"
                   : "unknown scenario" + suggestion(name, source.ids) +
                         "; known: " + word_list(source.ids, 40) +
                         "; a file is named by its path, ending in .toml"});
  raise_faults(faults, "ScenarioError");
}

/// Levers and holds in the order in which they act: ("lever", 0), ("hold", 0), ...
std::vector<std::pair<std::string, int>> step_order(const std::string& file,
                                                    const std::string& text) {
  Faults faults;
  const auto document = parse_scenario(file, text, faults);
  if (!faults.empty()) raise_faults(faults, "ScenarioError");
  std::vector<std::pair<std::string, int>> order;
  int levers = 0, holds = 0;
  for (const auto& step : document->steps) {
    const bool lever = step.kind == ScenarioStep::Kind::lever;
    order.emplace_back(lever ? "lever" : "hold", lever ? levers++ : holds++);
  }
  return order;
}

/// Hash of the compiled scenario.
std::string scenario_hash(const std::string& file, const std::string& text,
                          const std::string& data) {
  Faults faults;
  const auto world = read_world(data_files(data), faults);
  if (!world) raise_faults(faults);
  const auto scenario = load_scenario_text(file, text, *world, scenario_source(data), faults);
  if (!scenario) raise_faults(faults, "ScenarioError");
  return hex64(scenario->hash);
}

}  // namespace

void add_scenarios(py::module_& module) {
  using namespace py::literals;
  module.def("scenarios", &shipped_scenarios, "Shipped scenarios: id, titles, reference, ancestor");
  module.def("scenario_text", &scenario_text, "name"_a,
             "TOML of a shipped scenario or a file, and the file's path (empty: shipped)");
  module.def("step_order", &step_order, "file"_a, "text"_a,
             "Kind and number, within its kind, of each lever and hold in order");
  module.def("scenario_hash", &scenario_hash, "file"_a, "text"_a, "data"_a = "",
             "Checks and compiles a scenario; its hash");
  module.def("scenario_schema", &scenario_json_schema, "The format as JSON Schema");
}

}  // namespace balloon::python
