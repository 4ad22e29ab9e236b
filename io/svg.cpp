#include "io/svg.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace balloon::svg {

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n') out += c;
    }
  }
  return out;
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) return "0";
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

namespace {

std::string path_of(const std::vector<Point>& points) {
  std::string text;
  for (const auto& p : points) {
    if (!text.empty()) text += ' ';
    text += coordinate(p.x) + "," + coordinate(p.y);
  }
  return text;
}

}  // namespace

void Picture::line(Point a, Point b, std::string_view css) {
  body_ += fmt::format(R"(<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>)", css,
                       coordinate(a.x), coordinate(a.y), coordinate(b.x), coordinate(b.y));
}

void Picture::polyline(const std::vector<Point>& points, std::string_view css) {
  if (points.size() < 2) return;
  body_ += fmt::format(R"(<polyline class="{}" points="{}"/>)", css, path_of(points));
}

void Picture::polygon(const std::vector<Point>& points, std::string_view css) {
  if (points.size() < 3) return;
  body_ += fmt::format(R"(<polygon class="{}" points="{}"/>)", css, path_of(points));
}

void Picture::rectangle(Point corner, double width, double height, std::string_view css) {
  body_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>)", css,
                       coordinate(corner.x), coordinate(corner.y), coordinate(width),
                       coordinate(height));
}

void Picture::circle(Point centre, double radius, std::string_view css, std::string_view tooltip) {
  body_ += fmt::format(R"(<circle class="{}" cx="{}" cy="{}" r="{}")", css, coordinate(centre.x),
                       coordinate(centre.y), coordinate(radius));
  body_ += tooltip.empty() ? "/>" : "><title>" + escape(tooltip) + "</title></circle>";
}

void Picture::square(Point centre, double half, std::string_view css) {
  rectangle({centre.x - half, centre.y - half}, 2 * half, 2 * half, css);
}

void Picture::cross(Point centre, double half, std::string_view css) {
  line({centre.x - half, centre.y - half}, {centre.x + half, centre.y + half}, css);
  line({centre.x - half, centre.y + half}, {centre.x + half, centre.y - half}, css);
}

void Picture::text(Point at, std::string_view words, std::string_view css, Anchor anchor) {
  const char* side = anchor == Anchor::start    ? "start"
                     : anchor == Anchor::middle ? "middle"
                                                : "end";
  body_ += fmt::format(R"(<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>)", css,
                       coordinate(at.x), coordinate(at.y), side, escape(words));
}

std::string Picture::finish(std::string_view id, std::string_view title,
                            std::string_view description, std::string_view css) const {
  return fmt::format(
             R"(<svg class="{}" id="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">)"
             R"(<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>)",
             css, id, coordinate(width_), coordinate(height_), id, id, id, escape(title), id,
             escape(description)) +
         body_ + "</svg>\n";
}

std::vector<double> ticks(double low, double high, int count) {
  if (!(high > low)) high = low + 1;
  const double raw = (high - low) / std::max(count, 1);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double nice : {1.0, 2.0, 5.0}) {
    if (nice * power >= raw * 0.999) {
      step = nice * power;
      break;
    }
  }
  std::vector<double> result;
  const double first = std::floor(low / step + 1e-9), last = std::ceil(high / step - 1e-9);
  for (double k = first; k <= last; k += 1) result.push_back(k * step);
  return result;
}

int tick_decimals(const std::vector<double>& ticks) {
  if (ticks.size() < 2) return 0;
  const double step = ticks[1] - ticks[0];
  int decimals = 0;
  while (decimals < 6 && step * std::pow(10.0, decimals) < 0.999) ++decimals;
  return decimals;
}

}  // namespace balloon::svg
