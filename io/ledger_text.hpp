// The displacement ledger as text for a terminal.
#pragma once

#include <map>
#include <string>

#include "analysis/study.hpp"
#include "io/words.hpp"

namespace balloon {

/// What the members are calibrated to, in words: "calibrated to what was observed up to 2023", or
/// "first guesses, not calibrated".
std::string calibration_text(const analysis::DrawSource& draws, const Words& words);

/// How past forecasts came out, in one sentence; empty where it is not known.
std::string worth_text(const analysis::DrawSource& draws, const Words& words);

/// "1.20 billion USD", "340 million USD", "12,345 USD".
std::string money_text(double usd, const Words& words);

/// The headline and the table of every arm, at most `width` columns wide. `titles` are those of the
/// scenarios by id; an arm without one keeps its own.
std::string ledger_text(const analysis::Study& study, const Words& words,
                        const std::map<std::string, std::string>& titles, int width = 100);

}  // namespace balloon
