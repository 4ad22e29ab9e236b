// Charts of the data for the terminal (braille dots) and as a small SVG file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/data_catalog.hpp"

namespace balloon {

struct PlotPoint {
  double time = 0;  ///< decimal year, the middle of the row's window
  double value = 0;
};
struct PlotLine {
  std::string name;
  std::vector<PlotPoint> points;  ///< by time
};
struct PlotData {
  std::string title, unit;
  std::vector<PlotLine> lines;
};

/// Rows of a table as lines, one for each place and series. Where a table prefers rows, only those.
/// Faults where the filter chooses nothing that can be drawn, several units, or more than six
/// lines.
std::optional<PlotData> plot_data(const DataCatalog& catalog, const std::string& name,
                                  const DataFilter& filter, Faults& faults);

/// The chart in `width` columns and `height` lines of its field. Without `unicode`, plain letters.
std::string plot_text(const PlotData& data, int width, int height = 16, bool unicode = true);

/// A whole SVG file that needs nothing else.
std::string plot_svg(const PlotData& data);

}  // namespace balloon
