// The map: a balloon a zone, its area that of the coca, beside the ghost of the reference.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/land.hpp"
#include "io/letters.hpp"
#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;
using svg::Point;

constexpr double pixels = 13.5;  // a degree (plate carrée; of longitude as of latitude)
constexpr double largest_radius = 21, letter = 5.6, line_height = 11;

/// Degrees shown: the Andes and Central America, and as far beyond as there are zones.
struct Frame {
  double west = -93, north = 18.8, east = -58, south = -23.4;

  explicit Frame(const World& world) {
    const double around = 3;
    for (const auto& z : world.zones) {
      if (z.longitude < west) west = z.longitude - around;
      if (z.longitude > east) east = z.longitude + around;
      if (z.latitude > north) north = z.latitude + around;
      if (z.latitude < south) south = z.latitude - around;
    }
  }
  double width() const { return (east - west) * pixels; }
  double height() const { return (north - south) * pixels; }
  Point project(double longitude, double latitude) const {
    return {(longitude - west) * pixels, (north - latitude) * pixels};
  }
};

/// Where the names of countries stand, beside the balloons.
struct CountryLabel {
  const char* id;
  double longitude, latitude;
};
constexpr CountryLabel country_labels[] = {{"COL", -80.4, 5.2},   {"ECU", -83.6, -1.2},
                                           {"PER", -80.6, -11.5}, {"BOL", -62.6, -19.2},
                                           {"BRA", -62.6, -6.5},  {"VEN", -64.6, 7.4}};

struct Balloon : ZoneChange {
  Point at;
  double radius = 0, ghost = 0;
};

const char* colour_of(const Balloon& b) {
  const double difference = b.policy.median - b.reference.median;
  if (std::fabs(difference) < 1) return "change-none";
  const double c = b.relative.median;
  if (c <= -0.25) return "change-fall2";
  if (c <= -0.05) return "change-fall1";
  if (c < 0.05) return "change-none";
  return c < 0.25 ? "change-rise1" : "change-rise2";
}

std::vector<Balloon> balloons(const Context& context, const Frame& frame, int month) {
  std::vector<Balloon> all;
  double largest = 0;
  for (const auto& change : zone_changes(context, context.policy(), month)) {
    const auto& zone = context.world().zones[static_cast<std::size_t>(change.zone)];
    largest = std::max({largest, change.policy.median, change.reference.median});
    all.push_back({change, frame.project(zone.longitude, zone.latitude), 0, 0});
  }
  for (auto& b : all) {
    if (largest <= 0) continue;
    b.radius = largest_radius * std::sqrt(b.policy.median / largest);
    b.ghost = largest_radius * std::sqrt(b.reference.median / largest);
  }
  return all;
}

struct Box {
  double left, top, right, bottom;
  bool meets(const Box& o) const {
    return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
  }
};

/// Puts labels where they meet neither each other nor the frame, and as few balloons as possible.
class Labels {
 public:
  Labels(const Frame& frame, const std::vector<Balloon>& balloons)
      : frame_(frame), balloons_(balloons) {}

  void block(const Box& box) { taken_.push_back(box); }

  bool place(svg::Picture& picture, const Balloon& b, const std::string& name) {
    const double long_side = static_cast<double>(letter_count(name)) * letter;
    const double r = std::max({b.radius, b.ghost, 2.0});
    double best = 1e9, side = 0;
    Box chosen{};
    bool far = false;
    for (const double gap : {3.0, 12.0, 24.0, 38.0}) {
      for (const auto& [dx, dy] : {std::pair{1.0, 0.0},
                                   {-1.0, 0.0},
                                   {0.0, 1.0},
                                   {0.0, -1.0},
                                   {0.75, 0.75},
                                   {0.75, -0.75},
                                   {-0.75, 0.75},
                                   {-0.75, -0.75}}) {
        const double x = b.at.x + dx * (r + gap), y = b.at.y + dy * (r + gap + (dx == 0 ? 4 : 0));
        const double left = dx > 0.1 ? x : dx < -0.1 ? x - long_side : x - long_side / 2;
        const Box box{left, y - line_height / 2, left + long_side, y + line_height / 2};
        if (box.left < 2 || box.right > frame_.width() - 2 || box.top < 2 ||
            box.bottom > frame_.height() - 2)
          continue;
        if (std::any_of(taken_.begin(), taken_.end(), [&](const Box& t) { return t.meets(box); }))
          continue;
        const double cost = gap + 6 * covered(box, b);
        if (cost < best) {
          best = cost;
          chosen = box;
          far = gap > 5;
          side = dx;
        }
      }
    }
    if (best > 60) return false;
    taken_.push_back(chosen);
    const Point middle{(chosen.left + chosen.right) / 2, (chosen.top + chosen.bottom) / 2};
    if (far) {
      const Point end{std::clamp(b.at.x, chosen.left, chosen.right), middle.y};
      picture.line(b.at, end, "leader");
    }
    // The text keeps to the side of its balloon, however wide the reader's letters are.
    const double x = side > 0.1 ? chosen.left : side < -0.1 ? chosen.right : middle.x;
    const auto anchor = side > 0.1    ? svg::Anchor::start
                        : side < -0.1 ? svg::Anchor::end
                                      : svg::Anchor::middle;
    picture.text({x, middle.y + 3.2}, name, "zone", anchor);
    return true;
  }

 private:
  /// How many other balloons' middles or bodies the box lies on.
  double covered(const Box& box, const Balloon& own) const {
    double sum = 0;
    for (const auto& o : balloons_) {
      const double r = std::max({o.radius, o.ghost, 1.5});
      const double x = std::clamp(o.at.x, box.left, box.right),
                   y = std::clamp(o.at.y, box.top, box.bottom);
      const double distance = std::hypot(o.at.x - x, o.at.y - y);
      if (distance < r * 0.9) sum += o.zone == own.zone ? 1.5 : 1;
    }
    return sum;
  }

  const Frame& frame_;
  const std::vector<Balloon>& balloons_;
  std::vector<Box> taken_;
};

/// Size and colour, in the empty sea.
void draw_legend(svg::Picture& picture, const Context& context, const Frame& frame, double largest,
                 Labels& labels) {
  const auto& words = context.words;
  constexpr double x = 10;
  double y = 318;  // from the top of the smallest frame
  y += frame.project(0, 18.8).y;
  labels.block({0, y - 16, 132, frame.height()});
  picture.text({x, y}, words["map.size"], "key-head");
  y += 8;
  for (const double share : {1.0, 0.25, 0.05}) {
    const double unit = std::pow(10.0, std::floor(std::log10(std::max(largest * share, 10.0))));
    const double ha = std::max(std::floor(largest * share / unit), 1.0) * unit;
    const double r = largest_radius * std::sqrt(ha / largest);
    y += r + 3;
    picture.circle({x + largest_radius, y}, r, "change-none");
    picture.text({x + 2 * largest_radius + 8, y + 3.5},
                 words.fill("map.ha", {{"ha", words.number(ha)}}), "key");
    y += r + 3;
  }
  y += 12;
  picture.circle({x + largest_radius, y}, 9, "ghost");
  picture.text({x + 2 * largest_radius + 8, y + 3.5}, words["map.ghost"], "key");
  y += 30;
  picture.text({x, y}, words["map.colour"], "key-head");
  for (const auto& [css, key] : {std::pair{"change-fall2", "map.fall2"},
                                 {"change-fall1", "map.fall1"},
                                 {"change-none", "map.none"},
                                 {"change-rise1", "map.rise1"},
                                 {"change-rise2", "map.rise2"}}) {
    y += 16;
    picture.circle({x + 7, y - 3.5}, 5.5, css);
    picture.text({x + 20, y}, words[key], "key");
  }
  y += 16;
  picture.cross({x + 7, y - 3.5}, 3, "empty");
  picture.text({x + 20, y}, words["map.empty"], "key");
}

std::vector<std::string> table_cells(const Context& context, const Balloon& b) {
  const auto& words = context.words;
  const bool empty = b.reference.median < 1 && b.policy.median < 1;
  return {escape(context.zone_name(b.zone)), interval_text(words, b.policy, {1, 3, 0, false}),
          words.rounded(b.reference.median, 3, 0),
          empty ? std::string(words["number.none"])
                : context.text("map.percent",
                               {{"change", words.change(100 * b.relative.median, 3, 0)}})};
}

}  // namespace

std::vector<ZoneChange> zone_changes(const Context& context, const analysis::Arm& arm, int month) {
  const auto& without = context.reference().ensemble;
  std::vector<ZoneChange> all;
  for (int z = 0; z < static_cast<int>(context.world().zones.size()); ++z) {
    std::vector<double> policy, reference, difference, relative;
    for (int i = 0; i < std::min(arm.ensemble.result.members, without.result.members); ++i) {
      if (!arm.ensemble.result.usable(i) || !without.result.usable(i)) continue;
      const double a = static_cast<double>(arm.ensemble.monthly(o_coca_area, i, z, month));
      const double b = static_cast<double>(without.monthly(o_coca_area, i, z, month));
      policy.push_back(a);
      reference.push_back(b);
      difference.push_back(a - b);
      relative.push_back((a - b) / std::max(b, 50.0));
    }
    all.push_back({z, analysis::summarise(policy), analysis::summarise(reference),
                   analysis::summarise(difference), analysis::summarise(relative)});
  }
  return all;
}

int zone_month(const Context& context) {
  if (const auto* row = context.last_row())
    return context.policy().ledger.window_start + row->horizon - 1;
  return std::min(context.policy().ensemble.to, context.reference().ensemble.to);
}

std::string map_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["map.heading"], "map");
  if (!context.recorded(o_coca_area) || context.members.empty() || context.last_row() == nullptr)
    return html + paragraph(context.text("report.not-recorded"));
  const int month = zone_month(context);
  const Frame frame(context.world());
  auto all = balloons(context, frame, month);
  double largest = 1;
  for (const auto& b : all) largest = std::max({largest, b.policy.median, b.reference.median});

  svg::Picture picture(frame.width(), frame.height());
  picture.rectangle({0, 0}, frame.width(), frame.height(), "sea");
  for (auto& ring : land_rings()) {
    for (auto& at : ring) at = frame.project(at.x, at.y);
    picture.polygon(ring, "land");
  }
  Labels labels(frame, all);
  for (const auto& label : country_labels) {
    const auto at = frame.project(label.longitude, label.latitude);
    const std::string name = words.place(context.world(), label.id, label.id);
    const double half = static_cast<double>(letter_count(name)) * letter * 0.75;
    labels.block({at.x - half, at.y - 10, at.x + half, at.y + 3});
    picture.text(at, name, "country", svg::Anchor::middle);
  }
  draw_legend(picture, context, frame, largest, labels);

  auto order = all;
  std::stable_sort(order.begin(), order.end(), [](const Balloon& a, const Balloon& b) {
    return std::max(a.radius, a.ghost) > std::max(b.radius, b.ghost);
  });
  const std::vector<std::string> head = {
      context.text("map.zone"), context.text("table.policy-range"),
      context.text("table.reference-median"), context.text("map.change")};
  Table table(""), changes(context.text("map.largest"));
  table.head(head);
  changes.head(head);
  for (const auto& b : order) {
    if (b.policy.median < 1 && b.reference.median < 1) {
      picture.cross(b.at, 2.5, "empty");
    } else {
      picture.circle(
          b.at, b.radius, colour_of(b),
          words.fill("map.tooltip", {{"zone", context.zone_name(b.zone)},
                                     {"policy", words.rounded(b.policy.median, 3, 0)},
                                     {"reference", words.rounded(b.reference.median, 3, 0)}}));
      // A ghost that would lie on its balloon's edge is drawn only where it can be seen.
      if (b.ghost > 3 || std::fabs(b.ghost - b.radius) > 0.7)
        picture.circle(b.at, b.ghost, "ghost");
    }
    table.row(table_cells(context, b));
  }
  for (const auto& b : order)
    if (std::max(b.policy.median, b.reference.median) >= 0.01 * largest ||
        context.world().zones[static_cast<std::size_t>(b.zone)].latent)
      labels.place(picture, b, context.short_zone_name(b.zone));

  html += paragraph(context.text("map.intro", {{"month", words.month(month)}}));
  std::stable_sort(order.begin(), order.end(), [](const Balloon& a, const Balloon& b) {
    return std::fabs(a.policy.median - a.reference.median) >
           std::fabs(b.policy.median - b.reference.median);
  });
  for (std::size_t k = 0; k < std::min<std::size_t>(order.size(), 12); ++k)
    if (std::fabs(order[k].policy.median - order[k].reference.median) >= 1)
      changes.row(table_cells(context, order[k]));
  html += "<figure class=\"map\">\n<div class=\"scroll\">" +
          picture.finish(context.next_id(), words["map.title"],
                         words.fill("map.description", {{"month", words.month(month)}}), "map") +
          "</div>\n<div>" + changes.html() + details(words["table.numbers"], table.html()) +
          "</div>\n</figure>\n";
  return html;
}

}  // namespace balloon::report
