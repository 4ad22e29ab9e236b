#include "io/data_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "io/svg.hpp"

namespace balloon {

namespace {

constexpr std::size_t max_lines = 6;
constexpr const char* colours[max_lines] = {"#0072b2", "#d55e00", "#009e73",
                                            "#cc79a7", "#e69f00", "#555555"};
constexpr const char* letters[max_lines] = {"*", "o", "+", "x", "#", "@"};

double decimal_year(const Date& d) {
  const double days = is_leap_year(d.year) ? 366 : 365;
  return d.year + static_cast<double>(day_number(d) - day_number({d.year, 1, 1})) / days;
}

/// What tells a line from another: its place, series and what else names a kind of value.
std::string line_name(const CsvTable& t, std::size_t row) {
  std::string name;
  for (const auto* column : {"place", "zone", "origin", "destination", "donor", "recipient",
                             "department", "municipality", "district", "market", "corridor",
                             "series", "category", "stage", "level", "measure", "instrument"}) {
    const auto c = t.find(column);
    if (c && !t.cell(row, *c).empty())
      name += (name.empty() ? "" : " ") + std::string(t.cell(row, *c));
  }
  return name;
}

/// The column that holds values: `value`, else the first number that is not a time or a place.
std::optional<std::size_t> value_column(const DataResource& r, const CsvTable& t) {
  if (const auto c = t.find("value")) return c;
  for (const auto& f : r.fields)
    if ((f.type == "number" ||
         (f.type == "integer" && f.name != "stream" && f.name != "preferred")) &&
        f.name != "lat" && f.name != "lon")
      return t.find(f.name);
  return std::nullopt;
}

struct Frame {
  double t0 = 0, t1 = 1, low = 0, high = 1;
};

Frame frame_of(const PlotData& data) {
  Frame f{1e9, -1e9, 0, 0};
  for (const auto& line : data.lines)
    for (const auto& p : line.points) {
      f.t0 = std::min(f.t0, p.time);
      f.t1 = std::max(f.t1, p.time);
      f.low = std::min(f.low, p.value);
      f.high = std::max(f.high, p.value);
    }
  if (f.t1 - f.t0 < 1) {
    const double middle = (f.t0 + f.t1) / 2;
    f.t0 = middle - 0.5;
    f.t1 = middle + 0.5;
  }
  if (f.high <= f.low) f.high = f.low + 1;
  const auto steps = svg::ticks(f.low, f.high, 5);
  f.low = std::min(f.low, steps.front());
  f.high = std::max(f.high, steps.back());
  return f;
}

/// A field of braille cells, two dots wide and four high.
class Canvas {
 public:
  Canvas(int width, int height)
      : width_(width), height_(height), cells_(static_cast<std::size_t>(width * height)) {}

  int dots_wide() const { return 2 * width_; }
  int dots_high() const { return 4 * height_; }

  void dot(int x, int y) {
    if (x < 0 || y < 0 || x >= dots_wide() || y >= dots_high()) return;
    constexpr unsigned bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    cells_[static_cast<std::size_t>(y / 4 * width_ + x / 2)] |= bits[y % 4][x % 2];
  }
  void stroke(int x0, int y0, int x1, int y1) {
    const int steps = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1});
    for (int i = 0; i <= steps; ++i)
      dot(x0 + static_cast<int>(std::lround(static_cast<double>(x1 - x0) * i / steps)),
          y0 + static_cast<int>(std::lround(static_cast<double>(y1 - y0) * i / steps)));
  }
  std::string cell(int x, int y) const {
    const unsigned bits = cells_[static_cast<std::size_t>(y * width_ + x)];
    if (bits == 0) return " ";
    const unsigned code = 0x2800 + bits;
    return {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
  }

 private:
  int width_, height_;
  std::vector<unsigned> cells_;
};

}  // namespace

std::optional<PlotData> plot_data(const DataCatalog& catalog, const std::string& name,
                                  const DataFilter& filter, Faults& faults) {
  const auto* r = catalog.find(name, faults);
  if (r == nullptr) return std::nullopt;
  const auto t = catalog.table(*r, faults);
  if (!t) return std::nullopt;
  const auto rows = choose_rows(*r, *t, filter, faults);
  if (!rows) return std::nullopt;
  const auto fail = [&](const std::string& message) {
    faults.add({"data/" + r->path, 0, "", "", message});
    return std::nullopt;
  };
  const auto value = value_column(*r, *t), unit = t->find("unit"), preferred = t->find("preferred");
  if (!value) return fail("the table has no column of numbers to draw");
  const bool prefer = preferred && std::any_of(rows->begin(), rows->end(), [&](auto row) {
                        return t->cell(row, *preferred) == "1";
                      });
  std::map<std::string, PlotLine> lines;
  std::vector<std::string> units;
  for (const auto row : *rows) {
    const auto x = parse_number(t->cell(row, *value));
    const auto window = window_of(*t, row);
    if (!x || !window || (prefer && t->cell(row, *preferred) != "1")) continue;
    auto& line = lines[line_name(*t, row)];
    line.points.push_back({(decimal_year(window->first) + decimal_year(window->last)) / 2, *x});
    if (!unit) continue;
    const std::string u(t->cell(row, *unit));
    if (std::find(units.begin(), units.end(), u) == units.end()) units.push_back(u);
  }
  if (lines.empty()) return fail("no chosen row has both a number and a date");
  if (units.size() > 1)
    return fail("the rows are in several units (" + word_list(units, 6) +
                "); choose with --place and --series");
  if (lines.size() > max_lines) {
    std::vector<std::string> names;
    for (const auto& [key, line] : lines) names.push_back(key);
    return fail(fmt::format(
        "{} lines are too many to draw (at most {}); choose with --place and --series among {}",
        names.size(), max_lines, word_list(names, 20)));
  }
  PlotData data;
  data.title = r->title + (filter.series.empty() ? "" : ": " + filter.series);
  data.unit = !units.empty() ? units.front() : t->columns()[*value];
  for (auto& [key, line] : lines) {
    line.name = key;
    std::stable_sort(line.points.begin(), line.points.end(),
                     [](const auto& a, const auto& b) { return a.time < b.time; });
    data.lines.push_back(std::move(line));
  }
  return data;
}

std::string plot_text(const PlotData& data, int width, int height, bool unicode) {
  const auto frame = frame_of(data);
  const auto steps = svg::ticks(frame.low, frame.high, std::max(2, height / 4));
  const int decimals = svg::tick_decimals(steps);
  std::vector<std::string> labels(static_cast<std::size_t>(height));
  std::size_t margin = 0;
  for (const double s : steps) {
    const int y =
        static_cast<int>(std::lround((frame.high - s) / (frame.high - frame.low) * (height - 1)));
    if (y < 0 || y >= height) continue;
    auto& label = labels[static_cast<std::size_t>(y)];
    label = fmt::format("{:.{}f}", s, decimals);
    margin = std::max(margin, label.size());
  }
  const int across = std::max(20, width - static_cast<int>(margin) - 3);
  Canvas canvas(across, height);
  std::vector<std::string> marks(static_cast<std::size_t>(across * height));
  const bool join = unicode && data.lines.size() == 1;
  for (std::size_t k = 0; k < data.lines.size(); ++k) {
    int last_x = -1, last_y = -1;
    for (const auto& p : data.lines[k].points) {
      const double a = (p.time - frame.t0) / (frame.t1 - frame.t0),
                   b = (frame.high - p.value) / (frame.high - frame.low);
      const int x = static_cast<int>(std::lround(a * (canvas.dots_wide() - 1)));
      const int y = static_cast<int>(std::lround(b * (canvas.dots_high() - 1)));
      if (join) {
        canvas.stroke(last_x < 0 ? x : last_x, last_x < 0 ? y : last_y, x, y);
        canvas.dot(x + 1, y);
      } else {
        marks[static_cast<std::size_t>(y / 4 * across + x / 2)] = letters[k % max_lines];
      }
      last_x = x;
      last_y = y;
    }
  }
  std::string out = fmt::format("{} [{}]\n", data.title, data.unit);
  for (int y = 0; y < height; ++y) {
    std::string line =
        fmt::format("{:>{}} {}", labels[static_cast<std::size_t>(y)], margin,
                    labels[static_cast<std::size_t>(y)].empty() ? (unicode ? "│" : "|")
                                                                : (unicode ? "┤" : "+"));
    for (int x = 0; x < across; ++x) {
      const auto& mark = marks[static_cast<std::size_t>(y * across + x)];
      line += mark.empty() ? canvas.cell(x, y) : mark;
    }
    while (line.back() == ' ') line.pop_back();
    out += line + "\n";
  }
  std::string axis(margin + 1, ' ');
  axis += unicode ? "└" : "+";
  for (int x = 0; x < across; ++x) axis += unicode ? "─" : "-";
  const std::string begin = fmt::format("{:.0f}", std::floor(frame.t0)),
                    end = fmt::format("{:.0f}", std::floor(frame.t1));
  out += axis + "\n" +
         fmt::format("{:{}}{}{:>{}}\n", "", margin + 2, begin, end,
                     across - static_cast<int>(begin.size()));
  for (std::size_t k = 0; k < data.lines.size(); ++k)
    out += fmt::format("{}  {} ({} {})\n", join ? (unicode ? "⣀" : "*") : letters[k % max_lines],
                       data.lines[k].name, data.lines[k].points.size(),
                       data.lines[k].points.size() == 1 ? "value" : "values");
  return out;
}

std::string plot_svg(const PlotData& data) {
  const auto frame = frame_of(data);
  constexpr double width = 800, height = 450, left = 90, right = 20, top = 50;
  const double bottom = 50 + 18 * static_cast<double>(data.lines.size()),
               base = height - bottom + 60, full = base + bottom;
  const svg::Scale x{frame.t0, frame.t1, left, width - right}, y{frame.low, frame.high, base, top};
  const auto c = [](double v) { return svg::coordinate(v); };
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" "
      "font-family=\"sans-serif\" "
      "font-size=\"13\">\n<title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
      "<text x=\"{}\" y=\"24\" font-size=\"16\">{}</text>\n",
      c(width), c(full), svg::escape(data.title), c(left),
      svg::escape(data.title + " [" + data.unit + "]"));
  const auto steps = svg::ticks(frame.low, frame.high, 6);
  for (const double s : steps)
    out += fmt::format(
        "<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{}\" "
        "text-anchor=\"end\">{:.{}f}</text>\n",
        c(left), c(width - right), c(y(s)), c(y(s)), c(left - 8), c(y(s) + 4), s,
        svg::tick_decimals(steps));
  for (const double s : svg::ticks(frame.t0, frame.t1, 8))
    if (s >= frame.t0 && s <= frame.t1 && s == std::floor(s))
      out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{:.0f}</text>\n", c(x(s)),
                         c(base + 20), s);
  for (std::size_t k = 0; k < data.lines.size(); ++k) {
    const auto& line = data.lines[k];
    std::string points;
    for (const auto& p : line.points)
      points += (points.empty() ? "" : " ") + c(x(p.time)) + "," + c(y(p.value));
    const char* colour = colours[k % max_lines];
    out +=
        fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\" points=\"{}\"/>\n",
                    colour, points);
    for (const auto& p : line.points)
      out += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3\" fill=\"{}\"/>\n", c(x(p.time)),
                         c(y(p.value)), colour);
    const double at = base + 44 + 18 * static_cast<double>(k);
    out += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{}\"/><text x=\"{}\" y=\"{}\">{}</text>\n",
        c(left + 4), c(at - 4), colour, c(left + 14), c(at), svg::escape(line.name));
  }
  return out + "</svg>\n";
}

}  // namespace balloon
