// A study as tidy CSV tables (docs/files.md): UTF-8, LF, a point for decimals whatever the locale,
// numbers in the shortest form that reads back to the same value. An empty cell is a missing value.
#pragma once

#include <string>
#include <vector>

#include "analysis/study.hpp"

namespace balloon {

/// outcomes_summary.csv: scenario, outcome, place, time, unit, n, median, low50, high50, low90,
/// high90, mean, mean_error. Flows are totals of whole years ("2011"), everything else is the value
/// in December ("2011-12"). Values are 32-bit, as outcomes are stored.
std::string outcomes_summary_csv(const analysis::Study& study);

/// A quantity of the ledger at a horizon, in the order and with the names of ledger.csv.
struct LedgerFigure {
  const char* quantity;
  std::string place;  ///< target, home, elsewhere, all, or a country
  const char* unit;
  analysis::Interval value;
  bool defined = true;
};
std::vector<LedgerFigure> ledger_figures(const model::World& world, const analysis::LedgerRow& row);

/// ledger.csv: scenario, against, horizon, quantity, place, unit, n, median, ... as above.
/// Quantities that are not defined (docs/model.md, "The ledger") have n and empty cells.
std::string ledger_csv(const analysis::Study& study);

/// ledger_members.csv: scenario, against, member, structure, horizon, gross, loss, home and one
/// column for each country, in ha; usable pairs of members only.
std::string ledger_members_csv(const analysis::Study& study);

/// parameters.csv: scenario, member, usable, structure, then one column for each parameter and each
/// switch (prefixed "switch_").
std::string parameters_csv(const analysis::Study& study);

/// Identifier of a place of an outcome, e.g. "PE-VRAEM", "PER", "EPAC", "USA"; "world" for the
/// world.
std::string place_id(const model::World& world, model::OutcomePlace kind, int place);

}  // namespace balloon
