// What the parts of balloon._core share: how faults become exceptions, and waiting for long work
// without holding the interpreter.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <functional>

#include "core/fault.hpp"

namespace balloon::python {

namespace py = pybind11;

/// Raises balloon.InputError, or the class of balloon._errors that `kind` names. Options of the
/// command line that name a fault's place become the arguments of Python that they are.
[[noreturn]] void raise_faults(const Faults& faults, const char* kind = "InputError");

/// Tells how far work has come; from any thread.
using Tell = std::function<void(int done, int total)>;

/// Runs `work` on a thread of its own, without the interpreter's lock. Ctrl-C sets `stop`, waits
/// for the work to end and raises KeyboardInterrupt; what `progress` (None, or called with done and
/// total on the caller's thread, about 20 times a second) raises does the same. What `work` throws
/// is thrown here.
void wait_for(const std::function<void(const Tell& tell, const std::atomic<bool>& stop)>& work,
              const py::object& progress);

/// Each adds its functions to the module.
void add_scenarios(py::module_& module);
void add_tables(py::module_& module);
void add_study(py::module_& module);
void add_panel(py::module_& module);

}  // namespace balloon::python
