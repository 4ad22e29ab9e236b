// Panels for `balloon measure`, from long tables: one row per place and time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "io/csv.hpp"
#include "measure/panel.hpp"

namespace balloon {

/// Which columns of a table make the panel.
struct PanelColumns {
  std::string place, time;
  std::vector<std::string> figures;  ///< in any unit; one that is named twice is read once
};

/// The panel, or nothing and at least one fault. Places are ordered by key, times ascend. A place
/// and time without a row is a gap, and so is an empty cell: both are NaN. Faults: a column that is
/// missing or used for two things; an empty place, or one with spaces around it; a time that is not
/// a whole number within a million of 0 (2014.0 is one); a second row for a place and time; a
/// figure that is no number or larger than 1e100; a column without any figure; a grid of places by
/// times so empty that it would not fit.
std::optional<measure::Panel> read_panel(const CsvTable& table, const PanelColumns& columns,
                                         Faults& faults);

/// One line on what a panel lacks, with the first `named` of each kind by place and time: "2 of 6
/// place-times have no figure at all: B 2001, B 2002; aid lacks 1 more: A 2001". Empty where
/// nothing is missing. A row of empty cells counts as no row.
std::string gap_summary(const measure::Panel& panel, std::size_t named = 5);

}  // namespace balloon
