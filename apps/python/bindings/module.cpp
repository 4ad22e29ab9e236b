// balloon._core: the simulator for the Python package. balloon/*.py is what users see.
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "apps/python/bindings/bindings.hpp"
#include "core/embedded.hpp"

namespace balloon::python {

namespace {

/// The argument that an option of the command line is in Python.
std::string argument_of(const std::string& option) {
  static const std::map<std::string, std::string> names{
      {"--from", "start"},         {"--to", "end"},      {"--place", "unit"},
      {"--outcome", "y"},          {"--treatment", "x"}, {"--coordinates", "positions"},
      {"--models", "models"},      {"PANEL", "frame"},   {"--event-window", "event_window"},
      {"--transform", "transform"}};
  const auto found = names.find(option);
  if (found != names.end()) return found->second;
  if (!option.starts_with("--")) return option;
  std::string name = option.substr(2);
  for (char& c : name)
    if (c == '-') c = '_';
  return name;
}

}  // namespace

void raise_faults(const Faults& faults, const char* kind) {
  py::list list;
  const auto errors = py::module_::import("balloon._errors");
  for (auto fault : faults.list()) {
    fault.path = argument_of(fault.path);
    list.append(errors.attr("Fault")(fault.file, fault.line, fault.path, fault.value, fault.message,
                                     to_string(fault)));
  }
  const py::object type = errors.attr(kind);
  PyErr_SetObject(type.ptr(), type(list).ptr());
  throw py::error_already_set();
}

void wait_for(const std::function<void(const Tell&, const std::atomic<bool>&)>& work,
              const py::object& progress) {
  std::mutex mutex;
  std::condition_variable ended;
  bool over = false;
  std::exception_ptr error;
  std::atomic<bool> stop{false};
  std::atomic<int> done{0}, total{0};
  const Tell tell = [&](int d, int t) {
    total = t;
    int known = done;  // workers may report out of order
    while (known < d && !done.compare_exchange_weak(known, d)) {
    }
  };
  std::thread worker([&] {
    try {
      work(tell, stop);
    } catch (...) {
      error = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    over = true;
    ended.notify_all();
  });
  // However this ends, the work has ended before.
  const auto finish = [&] {
    const py::gil_scoped_release release;
    worker.join();
  };
  int told = -1;
  const auto report = [&] {
    if (progress.is_none() || total == 0 || done == told) return;
    told = done;
    progress(told, total.load());
  };
  try {
    for (bool waiting = true; waiting;) {
      {
        const py::gil_scoped_release release;
        std::unique_lock lock(mutex);
        waiting = !ended.wait_for(lock, std::chrono::milliseconds(50), [&] { return over; });
      }
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      report();
    }
  } catch (...) {
    stop = true;
    finish();
    throw;
  }
  finish();
  if (error) std::rethrow_exception(error);
}

}  // namespace balloon::python

PYBIND11_MODULE(_core, module) {
  namespace embedded = balloon::embedded;
  module.doc() = "The simulator of the package balloon; not for direct use";
  module.attr("version") = std::string(embedded::version());
  module.attr("commit") = std::string(embedded::commit());
  module.attr("data_hash") = std::string(embedded::data_hash());
  balloon::python::add_scenarios(module);
  balloon::python::add_tables(module);
  balloon::python::add_study(module);
  balloon::python::add_panel(module);
}
