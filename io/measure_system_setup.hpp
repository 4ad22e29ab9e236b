// The equations of a system of places (measure_system.hpp), and what must hold before they are
// worth estimating.
#pragma once

#include <optional>
#include <vector>

#include "io/measure_system.hpp"

namespace balloon {

/// The regressions, and where their coefficients on treatment elsewhere stand.
struct SystemSetup {
  std::vector<measure::Equation> equations;  ///< of the same columns, one a place
  std::vector<int> times;
  measure::Index first_elsewhere = 0;  ///< column of an equation
  measure::Index treatments = 0;

  measure::Index places() const { return static_cast<measure::Index>(equations.size()); }
  measure::Index columns() const { return equations.front().x.cols(); }
  /// Coefficient of the system: of treatment k elsewhere in equation i.
  measure::Index at(measure::Index i, measure::Index k) const {
    return i * columns() + first_elsewhere + k;
  }
};

/// Nothing and the faults that run_system names where a plan cannot be estimated.
std::optional<SystemSetup> set_up_system(const SystemPlan& plan, Faults& faults);

/// What limits the estimates of a study, most important first; its other figures are filled.
std::vector<std::string> system_notes(const SystemStudy& study);

}  // namespace balloon
