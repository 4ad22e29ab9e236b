// Charts: a series over years with bands, lines and marks; bars and dots with whiskers.
#pragma once

#include <string>
#include <vector>

#include "io/svg.hpp"
#include "io/words.hpp"

namespace balloon::svg {

enum class Mark { disc, ring, square, cross };

struct ChartLine {
  std::vector<Point> points;
  std::string css;
};
struct ChartBand {
  std::vector<double> x, low, high;
  std::string css;
};
struct ChartMarks {
  std::vector<Point> points;
  Mark mark = Mark::disc;
  std::string css;
};
/// A year at which something about the data changes: a dotted rule with a label at the top.
struct ChartRule {
  double x = 0;
  std::string label;
};

/// A quantity over years. The value axis starts at zero, or is logarithmic.
struct TimeChart {
  std::string title, description;
  double from = 1990, to = 2035;
  double shade_from = 0, shade_to = 0;  ///< none where equal
  bool logarithmic = false;             ///< for values above zero; others are drawn at the bottom
  std::vector<ChartBand> bands;
  std::vector<ChartLine> lines;
  std::vector<ChartMarks> marks;
  std::vector<ChartRule> rules;
};
std::string draw(const TimeChart& chart, const std::string& id, const Words& words);

/// A row of a chart of intervals: a label, a median, a thick and a thin interval.
struct IntervalRow {
  std::string label;
  double middle = 0, low50 = 0, high50 = 0, low90 = 0, high90 = 0;
  std::string css;         ///< of the dot or the bar
  bool set_apart = false;  ///< a little space above
};
struct IntervalChart {
  std::string title, description, axis;
  std::vector<IntervalRow> rows;
  bool bars = false;   ///< bars from zero instead of dots
  double width = 400;  ///< a narrow one keeps its letters large in a narrow column
};
std::string draw(const IntervalChart& chart, const std::string& id, const Words& words);

}  // namespace balloon::svg
