#include "io/workbook_charts.hpp"

#if BALLOON_WORKBOOK

#include <algorithm>
#include <stdexcept>

namespace balloon::workbook {

namespace {

constexpr double chart_width = 620;  ///< pixels

struct Ink {
  lxw_color_t colour;
  float width;
  std::uint8_t dash;
};

constexpr lxw_color_t dark = 0x404040, observed = 0xD55E00, other_observed = 0x7A3B69;

uint8_t type_of(ChartKind kind) {
  switch (kind) {
    case ChartKind::lines:
      return LXW_CHART_SCATTER_STRAIGHT;
    case ChartKind::bars:
      return LXW_CHART_BAR;
    case ChartKind::columns:
      return LXW_CHART_COLUMN;
    case ChartKind::stacked:
      return LXW_CHART_COLUMN_STACKED;
    case ChartKind::intervals:
      return LXW_CHART_LINE;
  }
  return LXW_CHART_LINE;
}

void style_series(lxw_chart_series* series, const Chart& chart, const Series& what,
                  std::size_t index) {
  const auto line = [&](const Ink& ink) {
    lxw_chart_line l = {};
    l.color = ink.colour;
    l.width = ink.width;
    l.dash_type = ink.dash;
    chart_series_set_line(series, &l);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
  };
  const auto mark = [&](uint8_t type, uint8_t size, lxw_color_t colour, bool filled) {
    lxw_chart_line none = {}, edge = {};
    none.none = LXW_TRUE;
    edge.color = colour;
    lxw_chart_fill fill = {};
    fill.color = colour;
    if (!filled) fill.none = LXW_TRUE;
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, type);
    chart_series_set_marker_size(series, size);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, &fill);
  };
  if (chart.kind == ChartKind::intervals) {
    if (index == 0) return mark(LXW_CHART_MARKER_CIRCLE, 8, what.colour, true);
    return mark(LXW_CHART_MARKER_LONG_DASH, 8, dark, true);
  }
  switch (what.pen) {
    case Pen::policy:
      return line({0x0072B2, 2.25F, LXW_CHART_LINE_DASH_SOLID});
    case Pen::half:
      return line({0x0072B2, 0.75F, LXW_CHART_LINE_DASH_SOLID});
    case Pen::ninety:
      return line({0x56B4E9, 0.75F, LXW_CHART_LINE_DASH_SOLID});
    case Pen::reference:
      return line({LXW_COLOR_BLACK, 1.5F, LXW_CHART_LINE_DASH_DASH});
    case Pen::disc:
      return mark(LXW_CHART_MARKER_CIRCLE, 6, observed, true);
    case Pen::ring:
      return mark(LXW_CHART_MARKER_CIRCLE, 6, observed, false);
    case Pen::cross:
      return mark(LXW_CHART_MARKER_X, 6, other_observed, true);
    case Pen::square:
      return mark(LXW_CHART_MARKER_SQUARE, 6, other_observed, false);
    case Pen::fill: {
      lxw_chart_fill fill = {};
      fill.color = what.colour;
      chart_series_set_fill(series, &fill);
      return;
    }
  }
}

}  // namespace

void check(lxw_error error, const std::string& what) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(what + ": " + lxw_strerror(error));
}

void insert_chart(const Place& at, const Chart& chart, std::size_t row, std::size_t column,
                  double y) {
  lxw_chart* out = workbook_add_chart(at.book, type_of(chart.kind));
  if (out == nullptr) throw std::runtime_error("no chart can be made on " + at.name);
  std::vector<int16_t> hidden;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const auto& what = chart.series[i];
    auto* series = chart_add_series(out, nullptr, nullptr);
    chart_series_set_name(series, what.name.c_str());
    const auto range = [&](const Cells& cells, auto set) {
      const std::size_t start = at.starts.at(cells.table);
      set(series, at.name.c_str(), row_of(start + cells.first), column_of(cells.column),
          row_of(start + cells.last), column_of(cells.column));
    };
    range(what.x, chart_series_set_categories);
    range(what.y, chart_series_set_values);
    style_series(series, chart, what, i);
    if (!what.in_legend) hidden.push_back(static_cast<int16_t>(i));
  }
  lxw_chart_font title = {}, small = {};
  title.size = 11;
  title.bold = LXW_TRUE;
  small.size = 9;
  small.bold = LXW_EXPLICIT_FALSE;
  chart_title_set_name(out, chart.title.c_str());
  chart_title_set_name_font(out, &title);
  // Of horizontal bars the library turns the axes round.
  const bool bars = chart.kind == ChartKind::bars;
  auto* names = bars ? out->y_axis : out->x_axis;
  auto* values = bars ? out->x_axis : out->y_axis;
  for (auto* axis : {names, values}) {
    chart_axis_set_name(axis, (axis == names ? chart.x_title : chart.y_title).c_str());
    chart_axis_set_name_font(axis, &small);
    chart_axis_set_num_font(axis, &small);
  }
  chart_axis_set_num_format(values, chart.y_format.c_str());
  chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  lxw_chart_line grid = {};
  grid.color = 0xD9D9D9;
  grid.width = 0.5F;
  chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
  chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
  chart_axis_major_gridlines_set_line(values, &grid);
  if (chart.kind == ChartKind::lines) {
    chart_axis_set_num_format(names, "0");
    chart_axis_set_min(names, chart.x_from);
    chart_axis_set_max(names, std::max(chart.x_to, chart.x_from + 1));
    if (chart.x_to - chart.x_from > 12) chart_axis_set_major_unit(names, 5);
  }
  if (chart.logarithmic) {
    chart_axis_set_log_base(values, 10);
    chart_axis_set_min(values, chart.y_from);
    chart_axis_set_max(values, chart.y_to);
    chart_axis_set_crossing_min(values);
  }
  if (bars) {
    chart_axis_set_reverse(names);
    chart_axis_set_crossing_max(names);
  }
  if (bars || chart.kind == ChartKind::stacked) chart_set_series_gap(out, 60);
  if (chart.kind == ChartKind::intervals) {
    lxw_chart_line whisker = {};
    whisker.color = dark;
    whisker.width = 1.25F;
    chart_set_high_low_lines(out, &whisker);
  }
  if (chart.series.size() == 1 || chart.kind == ChartKind::intervals) {
    chart_legend_set_position(out, LXW_CHART_LEGEND_NONE);
  } else {
    chart_legend_set_position(out, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(out, &small);
    if (!hidden.empty()) {
      hidden.push_back(-1);
      check(chart_legend_delete_series(out, hidden.data()), at.name);
    }
  }
  chart_show_hidden_data(out);
  lxw_chart_options options = {};
  options.x_offset = static_cast<int32_t>(gap_of_charts);
  options.y_offset = static_cast<int32_t>(y);
  options.x_scale = chart_width / 480;
  options.y_scale = chart.height / 288.0;
  options.object_position =
      chart.row >= 0 ? LXW_OBJECT_MOVE_AND_SIZE : LXW_OBJECT_DONT_MOVE_DONT_SIZE;
  const std::string spoken = chart.title + ", " + chart.y_title;
  options.description = const_cast<char*>(spoken.c_str());  // copied by the library
  check(worksheet_insert_chart_opt(at.sheet, row_of(row), column_of(column), out, &options),
        at.name);
}

}  // namespace balloon::workbook

#endif
