// The displacement ledger as text for a terminal.
#pragma once

#include <string>

#include "analysis/study.hpp"

namespace balloon {

/// The headline and the table of every arm, at most `width` columns wide.
std::string ledger_text(const analysis::Study& study, int width = 100);

}  // namespace balloon
