// Studies for Python: settings, the run, and views of what came out.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <nlohmann/json.hpp>
#include <set>

#include "apps/python/bindings/bindings.hpp"
#include "core/hash.hpp"
#include "io/attributes.hpp"
#include "io/json_result.hpp"
#include "io/study_settings.hpp"
#include "io/table_writer.hpp"
#include "model/parameters.hpp"

namespace balloon::python {

namespace {

/// A study that ran, with everything that its arrays point into.
class Study {
 public:
  Study(std::unique_ptr<StudyRun> run, std::string command)
      : run_(std::move(run)), command_(std::move(command)) {}

  const analysis::Study& study() const { return run_->study; }
  const StudyRun& run() const { return *run_; }
  const std::string& command() const { return command_; }
  std::size_t arm_count() const { return study().arms.size() + 1; }
  /// The reference is arm 0.
  const analysis::Arm& arm(std::size_t i) const {
    if (i >= arm_count()) throw py::index_error("no such arm");
    return i == 0 ? study().reference : study().arms[i - 1];
  }

 private:
  std::unique_ptr<StudyRun> run_;
  std::string command_;
};

/// A fault for each arm that has the name of one before it: arms are told apart by their names.
void check_names(const StudyRun& run, Faults& faults) {
  std::set<std::string> known;
  for (const auto& scenario : run.scenarios)
    if (!known.insert(scenario.id).second)
      faults.add({scenario.file, 0, "scenario", scenario.id,
                  "two arms, or an arm and the reference, are named so: give one another name"});
}

std::shared_ptr<Study> run(const StudySettings& settings, const py::object& progress) {
  Faults faults;
  std::unique_ptr<StudyRun> made;
  wait_for(
      [&](const Tell& tell, const std::atomic<bool>& stop) {
        made = prepare_run(settings, faults);
        if (made) check_names(*made, faults);
        if (faults.empty()) run_study(*made, tell, &stop);
      },
      progress);
  if (!faults.empty()) raise_faults(faults, "ScenarioError");
  StudySettings done = settings;
  done.draws = made->study.draws.source;
  return std::make_shared<Study>(std::move(made), done.command_line());
}

int outcome_index(const std::string& name) {
  for (int o = 0; o < model::outcome_count; ++o)
    if (name == model::outcomes[o].name) return o;
  throw py::key_error(name);
}

/// A read-only view of an outcome's rows, (member, time, place), that keeps the study alive.
py::array rows(const std::shared_ptr<Study>& self, std::size_t arm, const std::string& name) {
  const auto& e = self->arm(arm).ensemble;
  const int o = outcome_index(name);
  if (!e.layout.recorded[o]) throw py::key_error(name);
  const auto& shape = e.result.shape;
  const bool monthly = model::outcomes[o].cadence == model::Cadence::monthly;
  const auto width = monthly ? shape.monthly_width : shape.yearly_width;
  const auto skip = monthly ? std::size_t{0}
                            : static_cast<std::size_t>(shape.months) *
                                  static_cast<std::size_t>(shape.monthly_width);
  const float* first = e.result.rows.data() + skip + static_cast<std::size_t>(e.layout.offset[o]);
  constexpr py::ssize_t size = sizeof(float);
  py::array view(py::dtype::of<float>(),
                 {static_cast<py::ssize_t>(e.result.members),
                  static_cast<py::ssize_t>(monthly ? shape.months : shape.years),
                  static_cast<py::ssize_t>(e.layout.places[o])},
                 {size * static_cast<py::ssize_t>(shape.member_size()), size * width, size}, first,
                 py::cast(self));
  view.attr("setflags")(py::arg("write") = false);
  return view;
}

py::array_t<bool> usable(const Study& study, std::size_t arm) {
  const auto& result = study.arm(arm).ensemble.result;
  py::array_t<bool> list(result.members);
  for (int i = 0; i < result.members; ++i) list.mutable_at(i) = result.usable(i);
  return list;
}

py::dict attribute_dict(const std::vector<Attribute>& list) {
  py::dict dict;
  for (const auto& each : list) dict[each.name] = each.value;
  return dict;
}

/// Ids, names and what else ensemble.nc says of the places, as JSON.
std::string places(const Study& study) {
  const auto& w = *study.study().world;
  nlohmann::ordered_json j;
  const auto named = [&](const char* key, const auto& all) {
    for (const auto& each : all) {
      j[key]["id"].push_back(each.id);
      j[key]["name"].push_back(each.name);
    }
  };
  named("zone", w.zones);
  named("corridor", w.corridors);
  named("market", w.markets);
  named("group", w.groups);
  for (const auto& z : w.zones) {
    j["zone"]["latitude"].push_back(z.latitude);
    j["zone"]["longitude"].push_back(z.longitude);
    j["zone"]["country"].push_back(w.countries[static_cast<std::size_t>(z.country)]);
    j["zone"]["hub"].push_back(model::hub_ids[z.hub]);
    j["zone"]["latent"].push_back(z.latent ? 1 : 0);
  }
  j["hub"]["id"] = model::hub_ids;
  j["donor"]["id"] = model::donor_ids;
  j["country"]["id"] = w.countries;
  j["world"]["id"] = {"world"};
  return j.dump();
}

/// Parameters and switches of the members, and the structures they belong to.
py::dict draws(const Study& study) {
  const auto members = study.arm(0).ensemble.result.members;
  py::array_t<double> values({members, model::parameter_count});
  py::array_t<double> switches({static_cast<int>(study.arm_count()), members, model::switch_count});
  py::array_t<std::int8_t> structures(members);
  for (std::size_t a = 0; a < study.arm_count(); ++a) {
    const auto& arm = study.arm(a);
    for (int i = 0; i < members; ++i) {
      const auto draw = arm.ensemble.draw(i, arm.policy->structure);
      for (int s = 0; s < model::switch_count; ++s)
        switches.mutable_at(a, i, s) = draw.structure[s];
      if (a > 0) continue;
      for (int p = 0; p < model::parameter_count; ++p) values.mutable_at(i, p) = draw.value[p];
      structures.mutable_at(i) = static_cast<std::int8_t>(arm.ensemble.structure(i));
    }
  }
  py::dict dict;
  dict["values"] = values;
  dict["switches"] = switches;
  dict["structures"] = structures;
  dict["switch_names"] =
      std::vector<std::string>(std::begin(model::switch_names), std::end(model::switch_names));
  return dict;
}

std::vector<std::string> recorded(const Study& study) {
  std::vector<std::string> names;
  for (int o = 0; o < model::outcome_count; ++o)
    if (study.arm(0).ensemble.layout.recorded[o]) names.emplace_back(model::outcomes[o].name);
  return names;
}

std::string document(const Study& study, int indent) {
  return json_result(study.study(), {study.command(), study.run().stopped, indent});
}

void add_settings(py::module_& module) {
  py::class_<StudySettings>(module, "Settings", "Settings of a run with the program's defaults")
      .def(py::init<>())
      .def_readwrite("scenarios", &StudySettings::scenarios)
      .def_readwrite("texts", &StudySettings::texts)
      .def_readwrite("against", &StudySettings::against)
      .def_readwrite("data", &StudySettings::data)
      .def_readwrite("record", &StudySettings::record)
      .def_readwrite("start", &StudySettings::from)
      .def_readwrite("end", &StudySettings::to)
      .def_readwrite("draws", &StudySettings::draws)
      .def_readwrite("members", &StudySettings::members)
      .def_readwrite("threads", &StudySettings::threads)
      .def_readwrite("seed", &StudySettings::seed)
      .def_readwrite("no_readings", &StudySettings::no_readings);
}

}  // namespace

void add_study(py::module_& module) {
  using namespace py::literals;
  add_settings(module);
  const auto of_arms = [](auto value) {
    return [value](const Study& study) {
      py::list list;
      for (std::size_t a = 0; a < study.arm_count(); ++a) list.append(value(study.arm(a)));
      return list;
    };
  };
  py::class_<Study, std::shared_ptr<Study>>(module, "Study", "A study that ran")
      .def_property_readonly("arms", of_arms([](const analysis::Arm& arm) { return arm.id; }))
      .def_property_readonly("titles", of_arms([](const analysis::Arm& arm) { return arm.title; }))
      .def_property_readonly("scenario_hashes", of_arms([](const analysis::Arm& arm) {
                               return hex64(arm.scenario_hash);
                             }))
      .def_property_readonly("outcome_hashes", of_arms([](const analysis::Arm& arm) {
                               return hex64(arm.ensemble.result.outcome_hash());
                             }))
      .def_property_readonly("failed", of_arms([](const analysis::Arm& arm) {
                               return arm.ensemble.result.failed_members();
                             }))
      .def_property_readonly("members", [](const Study& s) { return s.study().options.members; })
      .def_property_readonly("seed", [](const Study& s) { return s.study().options.seed; })
      .def_property_readonly("seconds", [](const Study& s) { return s.study().seconds; })
      .def_property_readonly("notes", [](const Study& s) { return s.study().draws.notes; })
      .def_property_readonly("months",
                             [](const Study& s) {
                               const auto& e = s.arm(0).ensemble;
                               return std::pair(month_name(e.from), month_name(e.to));
                             })
      .def_property_readonly("recorded", &recorded)
      .def("rows", &rows, "arm"_a, "outcome"_a, "View (member, time, place) of an outcome")
      .def("usable", &usable, "arm"_a, "Members that ended and did not fail")
      .def("places", &places, "Places as JSON")
      .def("draws", &draws, "Parameters, switches and structures of the members")
      .def("document", &document, "indent"_a = 2, "What `balloon run --json` prints")
      .def("ledger_csv", [](const Study& s) { return ledger_csv(s.study()); })
      .def("ledger_members_csv", [](const Study& s) { return ledger_members_csv(s.study()); })
      .def("parameters_csv", [](const Study& s) { return parameters_csv(s.study()); })
      .def("attributes", [](const Study& s) {
        return attribute_dict(study_attributes(s.study(), s.command(), s.run().stopped));
      });
  module.def("run", &run, "settings"_a, "progress"_a, "Simulates a study");
  module.def(
      "outcome_attributes",
      [](const std::string& name) {
        return attribute_dict(outcome_attributes(model::outcomes[outcome_index(name)]));
      },
      "name"_a, "Attributes of an outcome, as in ensemble.nc");
}

}  // namespace balloon::python
