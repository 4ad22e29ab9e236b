// Charts of a workbook, native to the spreadsheet: what workbook_sheets.hpp describes, by the
// library.
#pragma once

#ifndef BALLOON_WORKBOOK
#define BALLOON_WORKBOOK 0
#endif

#if BALLOON_WORKBOOK

#include <xlsxwriter.h>

#include <string>
#include <vector>

#include "io/workbook_sheets.hpp"

namespace balloon::workbook {

inline constexpr double gap_of_charts = 24;  ///< pixels

/// Throws std::runtime_error with the library's words where something went wrong.
void check(lxw_error error, const std::string& what);

inline lxw_row_t row_of(std::size_t i) { return static_cast<lxw_row_t>(i); }
inline lxw_col_t column_of(std::size_t i) { return static_cast<lxw_col_t>(i); }

/// Where charts go and where their cells are.
struct Place {
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  const std::string& name;                 ///< of the sheet
  const std::vector<std::size_t>& starts;  ///< first row of each table's cells
};

/// Puts a chart `y` pixels below the top of a cell; throws std::runtime_error where it cannot.
void insert_chart(const Place& at, const Chart& chart, std::size_t row, std::size_t column,
                  double y);

}  // namespace balloon::workbook

#endif
