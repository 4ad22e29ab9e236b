#include "io/svg_chart.hpp"

#include <algorithm>
#include <cmath>

namespace balloon::svg {

namespace {

void draw_mark(Picture& picture, Point at, Mark mark, const std::string& css) {
  switch (mark) {
    case Mark::disc: picture.circle(at, 2.2, "mark-disc " + css); break;
    case Mark::ring: picture.circle(at, 2.4, "mark-ring " + css); break;
    case Mark::square: picture.square(at, 2.2, "mark-ring " + css); break;
    case Mark::cross: picture.cross(at, 2.2, "mark-cross " + css); break;
  }
}

double largest(const TimeChart& chart) {
  double top = 0;
  for (const auto& band : chart.bands)
    for (const double y : band.high) top = std::max(top, y);
  for (const auto& line : chart.lines)
    for (const auto& p : line.points) top = std::max(top, p.y);
  for (const auto& marks : chart.marks)
    for (const auto& p : marks.points) top = std::max(top, p.y);
  return top;
}

}  // namespace

std::string draw(const TimeChart& chart, const std::string& id, const Words& words) {
  constexpr double width = 360, height = 210, left = 44, right = 10, top = 14, bottom = 24;
  Picture picture(width, height);
  const double highest = largest(chart);
  const auto steps = ticks(0, highest > 0 ? highest : 1, 4);
  const int decimals = tick_decimals(steps);
  const Scale x{chart.from, chart.to, left, width - right};
  const Scale y{0, steps.back(), height - bottom, top};

  if (chart.shade_to > chart.shade_from) {
    const double a = x(std::clamp(chart.shade_from, chart.from, chart.to));
    const double b = x(std::clamp(chart.shade_to, chart.from, chart.to));
    picture.rectangle({a, top}, b - a, height - bottom - top, "window");
  }
  for (const double step : steps) {
    picture.line({left, y(step)}, {width - right, y(step)}, step == 0 ? "axis" : "grid");
    picture.text({left - 5, y(step) + 4}, words.number(step, decimals), "tick", Anchor::end);
  }
  const int every = chart.to - chart.from > 30 ? 10 : chart.to - chart.from > 12 ? 5 : 2;
  for (int year = static_cast<int>(std::ceil(chart.from)); year <= chart.to; ++year) {
    if (year % every != 0) continue;
    picture.line({x(year), height - bottom}, {x(year), height - bottom + 4}, "axis");
    picture.text({x(year), height - bottom + 17}, Words::year(year), "tick", Anchor::middle);
  }
  for (const auto& band : chart.bands) {
    std::vector<Point> outline;
    for (std::size_t i = 0; i < band.x.size(); ++i) outline.push_back({x(band.x[i]), y(band.high[i])});
    for (std::size_t i = band.x.size(); i-- > 0;) outline.push_back({x(band.x[i]), y(band.low[i])});
    picture.polygon(outline, band.css);
  }
  for (const auto& rule : chart.rules) {
    if (rule.x < chart.from || rule.x > chart.to) continue;
    picture.line({x(rule.x), top}, {x(rule.x), height - bottom}, "rule");
    const bool late = x(rule.x) > width * 0.7;
    picture.text({x(rule.x) + (late ? -3 : 3), top + 9}, rule.label, "note",
                 late ? Anchor::end : Anchor::start);
  }
  for (const auto& line : chart.lines) {
    std::vector<Point> points;
    for (const auto& p : line.points) points.push_back({x(p.x), y(p.y)});
    picture.polyline(points, line.css);
  }
  for (const auto& marks : chart.marks)
    for (const auto& p : marks.points)
      if (p.x >= chart.from && p.x <= chart.to)
        draw_mark(picture, {x(p.x), y(p.y)}, marks.mark, marks.css);
  return picture.finish(id, chart.title, chart.description, "chart");
}

std::string draw(const IntervalChart& chart, const std::string& id, const Words& words) {
  constexpr double width = 400, right = 14, top = 6, bottom = 38, step = 22;
  double low = 0, high = 0, rows = 0;
  for (const auto& row : chart.rows) {
    low = std::min({low, row.low90, row.middle});
    high = std::max({high, row.high90, row.middle});
    rows += row.set_apart ? 1.4 : 1;
  }
  const double height = top + bottom + step * rows, left = chart.label_width;
  Picture picture(width, height);
  const auto steps = ticks(low, high, 4);
  const int decimals = tick_decimals(steps);
  const Scale x{steps.front(), steps.back(), left + 6, width - right};
  for (const double at : steps) {
    picture.line({x(at), top}, {x(at), height - bottom}, at == 0 ? "axis" : "grid");
    picture.text({x(at), height - bottom + 14}, words.number(at, decimals), "tick", Anchor::middle);
  }
  picture.text({(left + width - right) / 2, height - 6}, chart.axis, "tick", Anchor::middle);
  double y = top - step / 2;
  for (const auto& row : chart.rows) {
    y += row.set_apart ? step * 1.4 : step;
    picture.text({left - 2, y + 4}, row.label, "label", Anchor::end);
    if (chart.bars) {
      const double a = std::min(x(0), x(row.middle)), b = std::max(x(0), x(row.middle));
      picture.rectangle({a, y - 7}, b - a, 14, row.css);
      picture.line({x(row.low90), y}, {x(row.high90), y}, "whisker");
    } else {
      picture.line({x(row.low90), y}, {x(row.high90), y}, "whisker");
      picture.line({x(row.low50), y}, {x(row.high50), y}, "whisker-thick " + row.css + "-line");
      picture.circle({x(row.middle), y}, 4.5, row.css);
    }
  }
  return picture.finish(id, chart.title, chart.description, "chart");
}

}  // namespace balloon::svg
