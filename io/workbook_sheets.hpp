// The sheets of a workbook as tables of cells and descriptions of charts, before any library writes
// them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/report_figures.hpp"

namespace balloon::workbook {

using analysis::Interval;
using report::Context;

/// How a cell is shown.
enum class Style {
  text,
  wrapped,       ///< text over several lines
  whole,         ///< 12,345
  signed_whole,  ///< +12,345
  tenth,
  signed_tenth,
  hundredth,
  plain,           ///< 2016
  decimal_year,    ///< 2016.50
  signed_percent,  ///< of a fraction: +12 %
};
inline constexpr int style_count = static_cast<int>(Style::signed_percent) + 1;

/// Text or a number; an empty text is an empty cell.
struct Cell {
  std::string words;
  double number = 0;
  bool is_number = false;
  Style style = Style::text;
};
using Row = std::vector<Cell>;

Cell text_cell(std::string_view words, Style style = Style::text);
/// An empty cell where the number is not finite.
Cell number_cell(double number, Style style);

struct Table {
  std::string title;  ///< over the header; may be empty
  std::vector<std::string> head;
  std::vector<Row> rows;
};

/// Cells of one table: a column from its row `first` to its row `last`.
struct Cells {
  std::size_t table = 0, column = 0, first = 0, last = 0;
};

enum class ChartKind {
  lines,      ///< values over years, each series with its own pen
  bars,       ///< horizontal bars, the first row on top
  columns,    ///< columns side by side
  stacked,    ///< columns on one another
  intervals,  ///< three series: median, low, high; a line joins low and high
};
/// How a series is drawn. Colours are those of the report.
enum class Pen { policy, half, ninety, reference, disc, ring, cross, square, fill };

struct Series {
  std::string name;
  Cells x, y;
  Pen pen = Pen::fill;
  unsigned colour = 0x0072B2;
  bool in_legend = true;
};

struct Chart {
  ChartKind kind = ChartKind::lines;
  std::string title, x_title, y_title;
  std::string y_format = "#,##0";  ///< of the axis with the values
  bool logarithmic = false;
  double x_from = 0, x_to = 0;  ///< years of `lines`
  double y_from = 0, y_to = 0;  ///< of a logarithmic axis
  std::vector<Series> series;
  int height = 320;  ///< pixels
  /// Row of the first table beside which it stands, to hide and move with it; -1: below the chart
  /// before it.
  int row = -1;
};

struct Sheet {
  std::string name;  ///< of the tab
  std::string title;
  std::string about;               ///< what the sheet is, also on the last sheet
  std::vector<std::string> notes;  ///< further paragraphs under the title
  std::vector<double> widths;      ///< of the columns, in letters
  int frozen_columns = 0;
  std::vector<Table> tables;
  std::vector<Chart> charts;  ///< to the right of the tables
};

/// All sheets in their order. A sheet whose outcomes were not recorded says so and has no table.
std::vector<Sheet> make_sheets(const Context& context);

// The sheets.
Sheet summary_sheet(const Context& context);
Sheet ledger_sheet(const Context& context);
Sheet zones_sheet(const Context& context);
Sheet money_sheet(const Context& context);
Sheet harms_sheet(const Context& context);
Sheet structures_sheet(const Context& context);
Sheet notes_sheet(const Context& context, const std::vector<Sheet>& others);
/// Areas, prices, corridors, seizures and consumption, made from the panels of the report, and the
/// observed points of all of them.
std::vector<Sheet> series_sheets(const Context& context);

/// An empty sheet: the catalogue's workbook.KEY is the name of the tab, workbook.KEY-note what it
/// is.
Sheet start_sheet(const Context& context, const std::string& key, std::string title);
/// The sheet with the sentence that what it needs was not recorded.
Sheet without_data(Sheet sheet, const Context& context);

/// Parts of an interval that a table shows.
enum class Parts { ninety, both, all };
/// Column heads of an interval; `who` stands before them where it is not empty.
void put_heads(std::vector<std::string>& head, const Context& context, const std::string& who,
               Parts parts);
/// Cells of an interval times `scale`; empty where it has no members.
void put_interval(Row& row, const Interval& value, Style style, Parts parts, double scale = 1);

/// Dots with the 90 % interval for rows of a table: `median` and `low` are columns, high is the one
/// after low, `labels` that of the names.
Chart interval_chart(const Context& context, std::string title, const std::string& unit,
                     std::size_t table, std::size_t labels, std::size_t median, std::size_t low,
                     std::size_t first, std::size_t last);

}  // namespace balloon::workbook
