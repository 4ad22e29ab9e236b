// The displacement ledger as text for a terminal.
#pragma once

#include <string>

#include "analysis/study.hpp"

namespace balloon {

/// What the members are calibrated to, in words: "calibrated to what was observed up to 2023", or
/// "first guesses, not calibrated".
std::string calibration_text(const analysis::DrawSource& draws);

/// The headline and the table of every arm, at most `width` columns wide.
std::string ledger_text(const analysis::Study& study, int width = 100);

}  // namespace balloon
