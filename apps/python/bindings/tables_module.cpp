// The data package and the model's own tables for Python, as text that balloon/tables.py reads.
#include <pybind11/stl.h>

#include "apps/python/bindings/bindings.hpp"
#include "engine/parallel.hpp"
#include "io/data_catalog.hpp"
#include "io/data_facts.hpp"
#include "io/model_description.hpp"
#include "io/study_settings.hpp"

namespace balloon::python {

namespace {

std::string table_names(const std::string& data) {
  Faults faults;
  const auto files = data_files(data);
  const auto catalog = DataCatalog::read(files, faults);
  const auto text = catalog ? data_list_json(*catalog, faults) : std::string();
  if (!faults.empty()) raise_faults(faults);
  return text;
}

/// A table as CSV, and the names of its columns by their type in the schema.
std::pair<std::string, std::map<std::string, std::string>> table_text(const std::string& name,
                                                                      const std::string& data) {
  Faults faults;
  const auto files = data_files(data);
  const auto catalog = DataCatalog::read(files, faults);
  const auto* resource = catalog ? catalog->find(name, faults) : nullptr;
  const auto text =
      resource != nullptr ? files("data/" + resource->path) : std::optional<std::string_view>();
  if (resource != nullptr && !text)
    faults.add({"data/" + resource->path, 0, "", "", "is missing or cannot be read"});
  if (!faults.empty()) raise_faults(faults);
  std::map<std::string, std::string> types;
  for (const auto& field : resource->fields) types[field.name] = field.type;
  return {std::string(*text), types};
}

std::string facts_document(int members, int threads, const std::string& data,
                           const py::object& progress) {
  Faults faults;
  std::optional<std::vector<FactLine>> lines;
  wait_for(
      [&](const Tell& tell, const std::atomic<bool>& stop) {
        lines =
            facts_beside_history(data_files(data), scenario_source(data), members,
                                 threads > 0 ? threads : engine::processors(), tell, &stop, faults);
      },
      progress);
  if (!lines) raise_faults(faults);
  return facts_json(*lines);
}

}  // namespace

void add_tables(py::module_& module) {
  using namespace py::literals;
  module.def("model", &model_json, "Order, parameters, outcomes, instruments as JSON");
  module.def("table_names", &table_names, "data"_a, "Tables of the data package as JSON");
  module.def("table", &table_text, "name"_a, "data"_a, "A table as CSV and its columns' types");
  module.def("facts", &facts_document, "members"_a, "threads"_a, "data"_a, "progress"_a,
             "The article's figures beside data and model as JSON");
}

}  // namespace balloon::python
