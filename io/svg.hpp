// Pictures as inline SVG text: elements, escaping, and the frame with title and description that
// every picture carries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace balloon::svg {

/// Text made safe for element content and for attribute values in double quotes. Control characters
/// other than the line end are dropped.
std::string escape(std::string_view text);

/// A coordinate: at most two decimals, no trailing zeros.
std::string coordinate(double value);

struct Point {
  double x = 0, y = 0;
};

enum class Anchor { start, middle, end };

/// A picture under construction. Classes are those of io/assets/report.css.
class Picture {
 public:
  Picture(double width, double height) : width_(width), height_(height) {}

  void line(Point a, Point b, std::string_view css);
  void polyline(const std::vector<Point>& points, std::string_view css);
  void polygon(const std::vector<Point>& points, std::string_view css);
  void rectangle(Point corner, double width, double height, std::string_view css);
  void circle(Point centre, double radius, std::string_view css, std::string_view tooltip = {});
  void square(Point centre, double half, std::string_view css);
  /// A cross of two strokes.
  void cross(Point centre, double half, std::string_view css);
  void text(Point at, std::string_view words, std::string_view css, Anchor anchor = Anchor::start);

  /// The whole element. `id` is a unique id; title and description are read to those who cannot
  /// see.
  std::string finish(std::string_view id, std::string_view title, std::string_view description,
                     std::string_view css = {}) const;

  double width() const { return width_; }
  double height() const { return height_; }

 private:
  double width_, height_;
  std::string body_;
};

/// Round steps that cover [low, high] with about `count` intervals, ends included.
std::vector<double> ticks(double low, double high, int count);
/// Decimals that tell such steps apart.
int tick_decimals(const std::vector<double>& ticks);

/// A linear scale from values to coordinates.
struct Scale {
  double from = 0, to = 1, start = 0, end = 1;
  double operator()(double value) const {
    return to == from ? start : start + (value - from) / (to - from) * (end - start);
  }
};

}  // namespace balloon::svg
