// What must hold before a regression on a panel is worth computing.
#pragma once

#include <string>

#include "core/fault.hpp"
#include "measure/panel.hpp"

namespace balloon {

/// Looks at the design that a specification makes of a panel; every fault names the column, what is
/// wrong with it and a remedy. False where there was one. Faults: names that the panel lacks or
/// that stand twice; the outcome among its own regressors; log1p of -1 or less; no usable row; too
/// few places or times for the fixed effects; an outcome or regressor that is constant, or that the
/// fixed effects absorb (what is left of it is below 1e-8 of its spread); no more rows than
/// parameters; regressors that are linear combinations of others once the effects are out (pivoted
/// QR of columns of unit length, 1e-8). `file` is for messages.
bool check_regression(const measure::Panel& panel, const measure::Specification& specification,
                      Faults& faults, const std::string& file = {});

}  // namespace balloon
