// `balloon measure` for Python: tables as CSV text in, the measured study out.
#include <pybind11/stl.h>

#include "apps/python/bindings/bindings.hpp"
#include "core/embedded.hpp"
#include "io/measure_municipal.hpp"
#include "io/measure_request.hpp"
#include "io/world_reader.hpp"

namespace balloon::python {

namespace {

using Text = std::optional<std::string>;

std::optional<NamedText> table(const char* name, const Text& text) {
  if (!text) return std::nullopt;
  return NamedText{name, *text};
}

/// What measure_json, measure_text, measure_csv and measure_html make of the study.
py::dict measure_tables(const MeasureRequest& request, const Text& panel, const Text& positions,
                        const Text& polygons, const Text& neighbours, const py::object& progress) {
  Faults faults;
  std::optional<MeasureStudy> study;
  wait_for(
      [&](const Tell& tell, const std::atomic<bool>& stop) {
        std::optional<MeasurePlan> plan;
        if (panel)
          plan = plan_of_tables(request,
                                {{"frame", *panel},
                                 table("positions", positions),
                                 table("polygons", polygons),
                                 table("neighbours", neighbours)},
                                faults);
        else
          plan = municipal_plan(embedded_files(), faults);
        if (plan) apply_request(request, !panel, *plan, faults);
        if (!plan || !faults.empty()) return;
        study = run_measure(
            *std::move(plan), faults,
            [&](int done, int total, const std::string&) { tell(done, total); }, &stop);
      },
      progress);
  if (!study) raise_faults(faults);
  py::dict made;
  made["json"] = measure_json(*study);
  made["text"] = measure_text(*study);
  made["html"] = measure_html(*study);
  return made;
}

}  // namespace

void add_panel(py::module_& module) {
  using namespace py::literals;
  py::class_<MeasureRequest>(module, "MeasureRequest",
                             "What is asked of a panel, with the program's defaults")
      .def(py::init<>())
      .def_readwrite("unit", &MeasureRequest::place)
      .def_readwrite("time", &MeasureRequest::time)
      .def_readwrite("y", &MeasureRequest::outcome)
      .def_readwrite("x", &MeasureRequest::treatments)
      .def_readwrite("controls", &MeasureRequest::controls)
      .def_readwrite("models", &MeasureRequest::models)
      .def_readwrite("transform", &MeasureRequest::transform)
      .def_readwrite("treatment_transform", &MeasureRequest::treatment_transform)
      .def_readwrite("effects", &MeasureRequest::effects)
      .def_readwrite("event", &MeasureRequest::event)
      .def_readwrite("event_threshold", &MeasureRequest::event_threshold)
      .def_readwrite("event_window", &MeasureRequest::event_window)
      .def_readwrite("lag", &MeasureRequest::lag)
      .def_readwrite("weights", &MeasureRequest::weights)
      .def_readwrite("polygon_key", &MeasureRequest::polygon_key)
      .def_readwrite("spectral", &MeasureRequest::spectral)
      .def_readwrite("direct", &MeasureRequest::direct)
      .def_readwrite("complete", &MeasureRequest::complete)
      .def_readwrite("disconnected", &MeasureRequest::disconnected)
      .def_readwrite("before", &MeasureRequest::before)
      .def_readwrite("after", &MeasureRequest::after)
      .def_readwrite("treated", &MeasureRequest::treated)
      .def_readwrite("buffer", &MeasureRequest::buffer)
      .def_readwrite("gap", &MeasureRequest::gap)
      .def_readwrite("threshold", &MeasureRequest::threshold)
      .def_readwrite("conley", &MeasureRequest::conley)
      .def_readwrite("draws", &MeasureRequest::draws)
      .def_readwrite("seed", &MeasureRequest::seed);
  module.def("measure", &measure_tables, "request"_a, "panel"_a, "positions"_a, "polygons"_a,
             "neighbours"_a, "progress"_a,
             "Measures displacement in a panel (None: the shipped one); its texts");
}

}  // namespace balloon::python
