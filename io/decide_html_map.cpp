// Money by place on a map: circles in zones, and beside a country what an agency spreads over it.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "io/decide_html_parts.hpp"
#include "io/land.hpp"
#include "io/letters.hpp"
#include "io/scenario_places.hpp"
#include "io/svg.hpp"

namespace balloon::decide_page {

using model::PlaceKind;
using svg::Point;

namespace {

constexpr double map_width = 420, most_radius = 26, map_letter = 6.1, map_line = 13;
/// Degrees (plate carrée) around places, least width of the map, and greatest height over width.
constexpr double around = 3.6, least_degrees = 17, tallest = 1.4;

/// Money of one place under the strategy and the historical split.
struct PlaceMoney {
  std::string name, tag;              ///< in the table and on the map; not escaped
  bool drawn = false, whole = false;  ///< on the map; a whole country
  int country = -1;                   ///< of those that are whole
  double longitude = 0, latitude = 0;
  double own = 0, split = 0;  ///< USD
  double largest() const { return std::max(own, split); }
};

/// Where the names of hub countries stand, and beside them what is spread over the whole country.
struct CountryPlace {
  const char* id;
  double longitude, latitude;
};
constexpr CountryPlace country_places[] = {{"COL", -81.6, 4.6},   {"PER", -82.0, -11.6},
                                           {"BOL", -63.0, -20.4}, {"ECU", -82.4, -1.6},
                                           {"VEN", -65.4, 6.6},   {"BRA", -63.0, -6.0}};

std::string zone_tag(const Page& page, const model::Zone& zone) {
  std::string name = page.words.place(page.world, zone.id, zone.name);
  for (const char* mark : {" (", ",", ":"})
    if (const auto at = name.find(mark); at != std::string::npos && at > 0) name.resize(at);
  return name;
}

/// The place of a lever, without money.
PlaceMoney place_of_lever(const Page& page, const ScenarioPlaces& places,
                          const decision::MoneyLever& lever) {
  const auto kind = model::instruments[lever.instrument].place;
  PlaceMoney at;
  at.name = at.tag = page.words.place(page.world, lever.place, lever.place);
  PlaceSet set;
  std::string problem;
  if (!places.resolve(lever.instrument, lever.place, set, problem) || set.recipients.empty())
    return at;
  const int first = set.recipients.front();
  const bool one = set.recipients.size() == 1;
  if (kind == PlaceKind::hub || (kind == PlaceKind::zone && one && is_national(first))) {
    if (!one) return at;
    at.country = kind == PlaceKind::hub ? first : first - model::max_zones;
    const auto& id = page.world.countries[static_cast<std::size_t>(at.country)];
    at.name = page.text("map.whole", {{"country", page.words.place(page.world, id, id)}});
    at.tag = page.word("map.whole-short");
    at.drawn = at.whole = true;
    for (const auto& c : country_places)
      if (id == c.id) at.longitude = c.longitude, at.latitude = c.latitude;
  } else if (kind == PlaceKind::zone) {
    // Several zones: in their middle.
    double zones = 0;
    for (const int slot : set.recipients) {
      if (is_national(slot)) continue;
      const auto& zone = page.world.zones[static_cast<std::size_t>(slot)];
      at.longitude += zone.longitude;
      at.latitude += zone.latitude;
      ++zones;
      if (one) {
        at.name = page.words.place(page.world, zone.id, zone.name);
        at.tag = zone_tag(page, zone);
      }
    }
    if (zones < 1) return at;
    at.longitude /= zones;
    at.latitude /= zones;
    at.drawn = true;
  } else if (kind == PlaceKind::group) {
    at.name = page.world.groups[static_cast<std::size_t>(first)].name;
  } else if (kind == PlaceKind::corridor && one) {
    at.name = page.words.place(page.world, lever.place,
                               page.world.corridors[static_cast<std::size_t>(first)].name);
  } else if (kind == PlaceKind::market && one) {
    at.name = page.words.place(page.world, lever.place,
                               page.world.markets[static_cast<std::size_t>(first)].name);
  }
  return at;
}

std::vector<PlaceMoney> places_with_money(const Page& page, std::size_t strategy) {
  const ScenarioPlaces places(page.world);
  std::vector<PlaceMoney> all;
  for (std::size_t l = 0; l < page.problem.levers.size(); ++l) {
    auto at = place_of_lever(page, places, page.problem.levers[l]);
    auto known = std::find_if(all.begin(), all.end(), [&](const PlaceMoney& p) {
      return p.name == at.name && p.drawn == at.drawn;
    });
    if (known == all.end()) known = all.insert(all.end(), at);
    known->own += page.result.strategies[strategy].money[l];
    known->split += page.result.strategies.front().money[l];
  }
  std::stable_sort(all.begin(), all.end(), [](const PlaceMoney& a, const PlaceMoney& b) {
    return std::fabs(a.own - a.split) > std::fabs(b.own - b.split);
  });
  return all;
}

struct LabelBox {
  double left, top, right, bottom;
  bool meets(const LabelBox& o) const {
    return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
  }
};

class MoneyMap {
 public:
  MoneyMap(Page& page, const std::vector<PlaceMoney>& places) : page_(page), places_(places) {
    double largest = 0;
    for (const auto& p : places) {
      if (!p.drawn) continue;
      west_ = std::min(west_, p.longitude - around);
      east_ = std::max(east_, p.longitude + around);
      north_ = std::max(north_, p.latitude + around);
      south_ = std::min(south_, p.latitude - around);
      largest = std::max(largest, p.largest());
    }
    const auto widen = [](double& low, double& high, double least) {
      const double more = std::max(least - (high - low), 0.0) / 2;
      low -= more;
      high += more;
    };
    widen(west_, east_, std::max(least_degrees, (north_ - south_) / tallest));
    widen(south_, north_, 0.75 * (east_ - west_));
    per_usd_ = largest > 0 ? most_radius * most_radius / largest : 0;
  }

  std::string draw() {
    svg::Picture picture(width(), height());
    picture.rectangle({0, 0}, width(), height(), "sea");
    draw_land(picture);
    for (const auto& p : places_)
      if (p.drawn) block(at(p), radius(p.largest()));
    draw_countries(picture);
    // The small lie on the large.
    auto order = places_;
    std::stable_sort(order.begin(), order.end(), [](const PlaceMoney& a, const PlaceMoney& b) {
      return a.largest() > b.largest();
    });
    for (const auto& p : order)
      if (p.drawn) draw_circles(picture, p);
    for (const auto& p : order)
      if (p.drawn && !p.whole && p.largest() > 0) place_label(picture, p);
    return picture.finish(page_.next_id(), page_.word("map.title"), page_.word("map.description"),
                          "decide-map");
  }

 private:
  double pixels() const { return map_width / (east_ - west_); }  ///< a degree
  double width() const { return map_width; }
  double height() const { return (north_ - south_) * pixels(); }
  Point project(double longitude, double latitude) const {
    return {(longitude - west_) * pixels(), (north_ - latitude) * pixels()};
  }
  Point at(const PlaceMoney& p) const { return project(p.longitude, p.latitude); }
  double radius(double usd) const { return std::sqrt(std::max(usd, 0.0) * per_usd_); }

  void block(Point centre, double r) {
    taken_.push_back({centre.x - r, centre.y - r, centre.x + r, centre.y + r});
  }

  void draw_land(svg::Picture& picture) const {
    for (auto& ring : land_rings()) {
      for (auto& at : ring) at = project(at.x, at.y);
      picture.polygon(ring, "land");
    }
  }

  std::string figures(const PlaceMoney& p) const {
    return page_.text("map.figures",
                      {{"strategy", page_.money(p.own)}, {"split", page_.money(p.split)}});
  }

  /// Names of countries, and under them the money of the whole country.
  void draw_countries(svg::Picture& picture) {
    for (const auto& c : country_places) {
      const Point name = project(c.longitude, c.latitude);
      const auto whole = std::find_if(places_.begin(), places_.end(), [&](const PlaceMoney& p) {
        return p.whole && page_.world.countries[static_cast<std::size_t>(p.country)] == c.id;
      });
      const std::string title = page_.words.place(page_.world, c.id, c.id);
      const double side = static_cast<double>(letter_count(title)) * map_letter * 0.75 + 4;
      if (whole == places_.end() &&
          (name.x < side || name.x > width() - side || name.y < 16 || name.y > height() - 16))
        continue;
      double y = name.y + 4;
      const auto line = [&](const std::string& words, const char* css) {
        const double half = static_cast<double>(letter_count(words)) * map_letter / 2 + 3;
        picture.text({name.x, y}, words, css, svg::Anchor::middle);
        taken_.push_back({name.x - half, y - 10, name.x + half, y + 3});
        y += map_line;
      };
      if (whole == places_.end()) {
        line(title, "country");
        continue;
      }
      y = name.y + radius(whole->largest()) + 13;
      line(title, "country");
      line(whole->tag, "decide-map-label");
      line(figures(*whole), "decide-map-figure");
    }
  }

  void draw_circles(svg::Picture& picture, const PlaceMoney& p) const {
    if (p.largest() <= 0) {
      picture.cross(at(p), 3, "empty");
      return;
    }
    if (p.own > 0)
      picture.circle(at(p), std::max(radius(p.own), 1.5), "decide-map-own",
                     p.name + ": " + figures(p));
    if (p.split > 0)
      picture.circle(at(p), std::max(radius(p.split), 1.5), "ghost", p.name + ": " + figures(p));
  }

  /// Beside its circle, where it meets neither other labels nor circles; else it is left out.
  void place_label(svg::Picture& picture, const PlaceMoney& p) {
    const std::string words = figures(p);
    const double wide =
        static_cast<double>(std::max(letter_count(p.tag), letter_count(words))) * map_letter;
    const Point centre = at(p);
    const double r = radius(p.largest());
    for (const double gap : {4.0, 12.0, 24.0, 40.0})
      for (const auto& [dx, dy] : {std::pair{1.0, 0.0},
                                   {-1.0, 0.0},
                                   {0.75, -0.75},
                                   {0.75, 0.75},
                                   {-0.75, -0.75},
                                   {-0.75, 0.75},
                                   {0.0, 1.0},
                                   {0.0, -1.0}}) {
        const double x = centre.x + dx * (r + gap);
        const double y = centre.y + dy * (r + gap + (dx == 0 ? map_line : 0));
        const double left = dx > 0.1 ? x : dx < -0.1 ? x - wide : x - wide / 2;
        const LabelBox box{left - 1, y - map_line, left + wide + 1, y + map_line};
        if (box.left < 2 || box.right > width() - 2 || box.top < 2 || box.bottom > height() - 2)
          continue;
        if (std::any_of(taken_.begin(), taken_.end(),
                        [&](const LabelBox& t) { return t.meets(box); }))
          continue;
        taken_.push_back(box);
        const auto side = dx > 0.1    ? svg::Anchor::start
                          : dx < -0.1 ? svg::Anchor::end
                                      : svg::Anchor::middle;
        if (gap > 5) picture.line(centre, {x, y}, "leader");
        picture.text({x, y - 2}, p.tag, "decide-map-label", side);
        picture.text({x, y + map_line - 3}, words, "decide-map-figure", side);
        return;
      }
  }

  Page& page_;
  const std::vector<PlaceMoney>& places_;
  std::vector<LabelBox> taken_;
  double west_ = 180, east_ = -180, north_ = -90, south_ = 90;
  double per_usd_ = 0;
};

std::string place_table(const Page& page, const std::vector<PlaceMoney>& places,
                        std::size_t strategy) {
  Table table(page.text("map.caption"), "decide-grid");
  table.head({page.text("map.place"), strategy_key(page, strategy), strategy_key(page, 0),
              page.text("map.change")});
  const auto add = [&](bool drawn) {
    for (const auto& p : places)
      if (p.drawn == drawn)
        table.row({escape(p.name), page.money(p.own), page.money(p.split),
                   page.money_change(p.own - p.split)});
  };
  add(true);
  if (std::any_of(places.begin(), places.end(), [](const PlaceMoney& p) { return !p.drawn; })) {
    table.group(page.text("map.elsewhere"));
    add(false);
  }
  return table.html();
}

}  // namespace

std::string map_section(Page& page) {
  std::string html = heading(2, page.text("map.heading"), "map");
  if (page.shown() == 0) return html + paragraph(page.text("map.no-strategy"));
  const auto strategy = page.main_strategy().value_or(1);
  const auto places = places_with_money(page, strategy);
  if (std::none_of(places.begin(), places.end(), [](const PlaceMoney& p) { return p.drawn; }))
    return html + paragraph(page.text("map.none")) + place_table(page, places, strategy);
  html += paragraph(page.text("map.intro", {{"strategy", page.strategy_name(strategy)}}));
  html += "<figure class=\"decide-map-pair\">\n<div>" + MoneyMap(page, places).draw() +
          legend({{"decide-key-own", page.strategy_title(strategy)},
                  {"decide-key-ring", std::string(page.word("name.historical"))}}) +
          "</div>\n<div>" + place_table(page, places, strategy) + "</div>\n</figure>\n";
  return html;
}

}  // namespace balloon::decide_page
