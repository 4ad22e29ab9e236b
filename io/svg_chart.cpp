#include "io/svg_chart.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "io/letters.hpp"

namespace balloon::svg {

namespace {

void draw_mark(Picture& picture, Point at, Mark mark, const std::string& css) {
  switch (mark) {
    case Mark::disc:
      picture.circle(at, 2.2, "mark-disc " + css);
      break;
    case Mark::ring:
      picture.circle(at, 2.4, "mark-ring " + css);
      break;
    case Mark::square:
      picture.square(at, 2.2, "mark-ring " + css);
      break;
    case Mark::cross:
      picture.cross(at, 2.2, "mark-cross " + css);
      break;
  }
}

/// The smallest value above zero and the largest one.
std::pair<double, double> extremes(const TimeChart& chart) {
  double low = 0, high = 0;
  const auto take = [&](double y) {
    high = std::max(high, y);
    if (y > 0) low = low > 0 ? std::min(low, y) : y;
  };
  for (const auto& band : chart.bands) {
    for (const double y : band.low) take(y);
    for (const double y : band.high) take(y);
  }
  for (const auto& line : chart.lines)
    for (const auto& p : line.points) take(p.y);
  for (const auto& marks : chart.marks)
    for (const auto& p : marks.points) take(p.y);
  return {low, high};
}

/// 1, 2, 5, 10, ... from below `low` to above `high`; powers of ten alone where there would be
/// many.
std::vector<double> logarithmic_ticks(double low, double high) {
  std::vector<double> steps;
  for (const bool fine : {true, false}) {
    steps.clear();
    const int first = static_cast<int>(std::floor(std::log10(low) + 1e-9));
    const int last = static_cast<int>(std::ceil(std::log10(high) - 1e-9));
    for (int k = first; k <= last; ++k)
      for (const int digit : {1, 2, 5})
        if (digit == 1 || (fine && k < last)) steps.push_back(digit * std::pow(10.0, k));
    // The last tick below and the first one above are kept, the rest beyond them is not needed.
    while (steps.size() > 2 && steps[1] <= low) steps.erase(steps.begin());
    while (steps.size() > 2 && steps[steps.size() - 2] >= high) steps.pop_back();
    if (steps.size() <= 7) break;
  }
  return steps;
}

/// The value axis of a time chart.
struct ValueAxis {
  bool logarithmic = false;
  std::vector<double> steps;
  Scale scale;
  double operator()(double value) const {
    if (!logarithmic) return scale(value);
    return scale(std::log10(std::max(value, steps.front())));
  }
};

ValueAxis value_axis(const TimeChart& chart, double bottom, double top) {
  ValueAxis axis;
  const auto [low, high] = extremes(chart);
  axis.logarithmic = chart.logarithmic && low > 0 && high > low;
  if (axis.logarithmic) {
    axis.steps = logarithmic_ticks(low, high);
    axis.scale = {std::log10(axis.steps.front()), std::log10(axis.steps.back()), bottom, top};
  } else {
    axis.steps = ticks(0, high > 0 ? high : 1, 4);
    axis.scale = {0, axis.steps.back(), bottom, top};
  }
  return axis;
}

int decimals_of(double step) {
  int decimals = 0;
  while (decimals < 6 && step > 0 && step * std::pow(10.0, decimals) < 0.999) ++decimals;
  return decimals;
}

double text_width(std::string_view text) { return 7.4 * static_cast<double>(letter_count(text)); }

}  // namespace

std::string draw(const TimeChart& chart, const std::string& id, const Words& words) {
  constexpr double width = 360, height = 215, left = 50, right = 16, top = 14, bottom = 26;
  Picture picture(width, height);
  const Scale x{chart.from, chart.to, left, width - right};
  const auto y = value_axis(chart, height - bottom, top);
  const int decimals = tick_decimals(y.steps);

  if (chart.shade_to > chart.shade_from) {
    const double a = x(std::clamp(chart.shade_from, chart.from, chart.to));
    const double b = x(std::clamp(chart.shade_to, chart.from, chart.to));
    picture.rectangle({a, top}, b - a, height - bottom - top, "window");
  }
  for (const double step : y.steps) {
    picture.line({left, y(step)}, {width - right, y(step)},
                 step == y.steps.front() ? "axis" : "grid");
    picture.text({left - 5, y(step) + 4},
                 words.number(step, y.logarithmic ? decimals_of(step) : decimals), "tick",
                 Anchor::end);
  }
  const int every = chart.to - chart.from > 30 ? 10 : chart.to - chart.from > 12 ? 5 : 2;
  for (int year = static_cast<int>(std::ceil(chart.from)); year <= chart.to; ++year) {
    if (year % every != 0) continue;
    picture.line({x(year), height - bottom}, {x(year), height - bottom + 4}, "axis");
    picture.text({x(year), height - bottom + 17}, Words::year(year), "tick", Anchor::middle);
  }
  for (const auto& band : chart.bands) {
    std::vector<Point> outline;
    for (std::size_t i = 0; i < band.x.size(); ++i)
      outline.push_back({x(band.x[i]), y(band.high[i])});
    for (std::size_t i = band.x.size(); i-- > 0;) outline.push_back({x(band.x[i]), y(band.low[i])});
    picture.polygon(outline, band.css);
  }
  double free_from = 0, line = 0;
  for (const auto& rule : chart.rules) {
    if (rule.x < chart.from || rule.x > chart.to) continue;
    const double at = x(rule.x);
    line = at < free_from ? line + 1 : 0;
    picture.line({at, top}, {at, height - bottom}, "rule");
    const bool late = at + text_width(rule.label) > width;
    picture.text({at + (late ? -3 : 3), top + 9 + 12 * line}, rule.label, "note",
                 late ? Anchor::end : Anchor::start);
    free_from = at + text_width(rule.label);
  }
  for (const auto& drawn : chart.lines) {
    std::vector<Point> points;
    for (const auto& p : drawn.points) points.push_back({x(p.x), y(p.y)});
    picture.polyline(points, drawn.css);
  }
  for (const auto& marks : chart.marks)
    for (const auto& p : marks.points)
      if (p.x >= chart.from && p.x <= chart.to)
        draw_mark(picture, {x(p.x), y(p.y)}, marks.mark, marks.css);
  return picture.finish(id, chart.title, chart.description, "chart");
}

std::string draw(const IntervalChart& chart, const std::string& id, const Words& words) {
  constexpr double right = 24, top = 6, bottom = 38, step = 22;
  const double width = chart.width;
  double low = 0, high = 0, rows = 0, left = 0;
  for (const auto& row : chart.rows) {
    low = std::min({low, row.low90, row.middle});
    high = std::max({high, row.high90, row.middle});
    rows += row.set_apart ? 1.4 : 1;
    left = std::max(left, text_width(row.label) + 6);
  }
  const double height = top + bottom + step * rows;
  Picture picture(width, height);
  // As many ticks as have room for their labels.
  std::vector<double> steps;
  int decimals = 0;
  const double margin = high > low ? 0.02 * (high - low) : 1;
  low -= low < 0 ? margin : 0;
  high += margin;
  for (int count = 6; count > 0; --count) {
    steps = ticks(low, high, count);
    steps.erase(
        std::remove_if(steps.begin(), steps.end(), [&](double t) { return t < low || t > high; }),
        steps.end());
    decimals = tick_decimals(steps);
    double widest = 0;
    for (const double at : steps) widest = std::max(widest, text_width(words.number(at, decimals)));
    const double gap = steps.size() < 2 ? high - low : steps[1] - steps[0];
    if (widest + 10 < (width - right - left - 6) * gap / (high - low)) break;
  }
  const Scale x{low, high, left + 6, width - right};
  for (const double at : steps) {
    picture.line({x(at), top}, {x(at), height - bottom}, at == 0 ? "axis" : "grid");
    picture.text({x(at), height - bottom + 14}, words.number(at, decimals), "tick", Anchor::middle);
  }
  picture.text({width - right, height - 6}, chart.axis, "tick", Anchor::end);
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
