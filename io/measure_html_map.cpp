// The weights: places and links on a map, and what a reader should know of them.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

#include "io/measure_html_parts.hpp"
#include "io/report_context.hpp"
#include "io/svg.hpp"

namespace balloon::measure_page {

namespace {

using measure::Index;
using measure::PlaceRole;

constexpr double map_width = 400, most_height = 460, edge = 12, foot = 24;
constexpr double km_per_degree = 111.195;
constexpr std::size_t most_pairs = 8000;  ///< of links that are drawn
constexpr std::size_t nearest_links = 3;  ///< of a place that are drawn where there are more
constexpr std::size_t named_islands = 8;

/// The centre of a ring's area; of its vertices where it has none.
measure::Point ring_centre(const std::vector<std::array<double, 2>>& ring) {
  double area = 0, x = 0, y = 0;
  measure::Point mean;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    // Relative to the first vertex, for accuracy.
    const auto& next = ring[(i + 1) % ring.size()];
    const double ax = ring[i][0] - ring[0][0], ay = ring[i][1] - ring[0][1];
    const double bx = next[0] - ring[0][0], by = next[1] - ring[0][1];
    const double cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
    mean.longitude += ring[i][0] / static_cast<double>(ring.size());
    mean.latitude += ring[i][1] / static_cast<double>(ring.size());
  }
  if (std::fabs(area) < 1e-12) return mean;
  return {ring[0][1] + y / (3 * area), ring[0][0] + x / (3 * area)};
}

/// One position a place, or none at all.
std::vector<measure::Point> positions_of(const MeasureStudy& study) {
  const auto& places = study.plan.places;
  std::vector<measure::Point> made;
  if (places.points) {
    made = *places.points;
  } else if (places.outlines) {
    for (const auto& outline : *places.outlines) {
      if (outline.rings.empty() || outline.rings.front().empty()) return {};
      made.push_back(ring_centre(outline.rings.front()));
    }
  }
  if (static_cast<Index>(made.size()) != study.weights.matrix.rows()) made.clear();
  return made;
}

/// From degrees to the picture: plate carree that is true to scale at the middle latitude.
class Projection {
 public:
  explicit Projection(const std::vector<measure::Point>& points) {
    double south = 90, north = -90, west = 180, east = -180;
    for (const auto& p : points) {
      south = std::min(south, p.latitude);
      north = std::max(north, p.latitude);
      west = std::min(west, p.longitude);
      east = std::max(east, p.longitude);
    }
    squeeze_ = std::max(std::cos((south + north) / 2 * std::numbers::pi / 180), 0.05);
    const double wide = std::max((east - west) * squeeze_, 1e-4);
    const double high = std::max(north - south, 1e-4);
    scale_ = std::min((map_width - 2 * edge) / wide, (most_height - 2 * edge) / high);
    west_ = west;
    north_ = north;
    width_ = std::max(wide * scale_ + 2 * edge, 220.0);
    left_ = (width_ - wide * scale_) / 2;
    height_ = high * scale_ + 2 * edge + foot;
  }
  svg::Point operator()(const measure::Point& p) const {
    return {left_ + (p.longitude - west_) * squeeze_ * scale_,
            edge + (north_ - p.latitude) * scale_};
  }
  double width() const { return width_; }
  double height() const { return height_; }
  double pixels_per_km() const { return scale_ / km_per_degree; }

 private:
  double west_ = 0, north_ = 0, squeeze_ = 1, scale_ = 1, width_ = 0, height_ = 0, left_ = 0;
};

/// Neighbours of each place with a higher index; only the nearest of a place where there are many
/// links.
struct DrawnLinks {
  std::vector<std::vector<Index>> of;
  bool thinned = false;
};

DrawnLinks links_of(const measure::Weights& weights, const std::vector<measure::Point>& points) {
  const auto& matrix = weights.matrix;
  std::vector<std::vector<std::pair<double, Index>>> all(static_cast<std::size_t>(matrix.rows()));
  std::size_t pairs = 0;
  for (Index outer = 0; outer < matrix.outerSize(); ++outer)
    for (measure::Sparse::InnerIterator entry(matrix, outer); entry; ++entry) {
      const Index i = entry.row(), j = entry.col();
      if (entry.value() == 0 || i == j) continue;
      all[static_cast<std::size_t>(i)].push_back(
          {measure::distance_km(points[static_cast<std::size_t>(i)],
                                points[static_cast<std::size_t>(j)]),
           j});
      ++pairs;
    }
  DrawnLinks drawn{std::vector<std::vector<Index>>(all.size()), pairs / 2 > most_pairs};
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& mine = all[i];
    if (drawn.thinned && mine.size() > nearest_links) {
      std::sort(mine.begin(), mine.end());
      mine.resize(nearest_links);
    }
    for (const auto& each : mine) {
      const auto j = static_cast<std::size_t>(each.second);
      drawn.of[std::min(i, j)].push_back(static_cast<Index>(std::max(i, j)));
    }
  }
  for (auto& mine : drawn.of) {
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
  }
  return drawn;
}

struct RoleLook {
  PlaceRole role;
  const char* css;
  const char* words;
};
/// In the order in which they are drawn, the most important last.
constexpr RoleLook role_looks[] = {{PlaceRole::apart, "measure-apart", "apart: none of the three"},
                                   {PlaceRole::control, "measure-control", "control"},
                                   {PlaceRole::buffer, "measure-buffer", "buffer"},
                                   {PlaceRole::target, "measure-target", "target"}};

void draw_scale_bar(svg::Picture& picture, const Projection& to) {
  const double most = 0.3 * to.width() / to.pixels_per_km();
  double km = std::pow(10.0, std::floor(std::log10(most)));
  for (const double factor : {5.0, 2.0})
    if (km * factor <= most) {
      km *= factor;
      break;
    }
  const double y = to.height() - 8, x = edge, end = x + km * to.pixels_per_km();
  picture.line({x, y}, {end, y}, "axis");
  picture.line({x, y - 4}, {x, y}, "axis");
  picture.line({end, y - 4}, {end, y}, "axis");
  picture.text({end + 5, y + 1}, plain(km) + " km", "note");
}

std::string drawn_map(Page& page, const std::vector<measure::Point>& points,
                      const DrawnLinks& links) {
  const auto& study = page.study;
  const Projection to(points);
  svg::Picture picture(to.width(), to.height());
  for (std::size_t i = 0; i < links.of.size(); ++i) {
    // One line through all neighbours of a place, back and forth: a third of the text of single
    // lines.
    std::vector<svg::Point> star = {to(points[i])};
    for (const Index j : links.of[i]) {
      star.push_back(to(points[static_cast<std::size_t>(j)]));
      star.push_back(star.front());
    }
    if (star.size() > 1) star.pop_back();
    picture.polyline(star, "measure-link");
  }
  const double room = to.width() * (to.height() - foot) / static_cast<double>(points.size());
  const double radius = std::clamp(0.12 * std::sqrt(room), 1.4, 4.5);
  const bool roles = study.quotient && study.roles.size() == points.size();
  const auto dot = [&](std::size_t i, const char* css, const char* words) {
    picture.circle(to(points[i]), radius, css,
                   study.design.places[i] + (roles ? std::string(": ") + words : std::string()));
  };
  if (roles) {
    for (const auto& look : role_looks)
      for (std::size_t i = 0; i < points.size(); ++i)
        if (study.roles[i] == look.role) dot(i, look.css, look.words);
  } else {
    for (std::size_t i = 0; i < points.size(); ++i) dot(i, "measure-place", "");
  }
  for (const Index i : study.diagnostics.islands)
    picture.circle(to(points[static_cast<std::size_t>(i)]), radius + 3.5, "measure-island");
  draw_scale_bar(picture, to);
  return picture.finish(page.next_id(), "Map of the weights",
                        fmt::format("{} and the links between neighbours; north is up.",
                                    count(static_cast<Index>(points.size()), "place")),
                        "measure-map");
}

std::string map_legend(const MeasureStudy& study, const DrawnLinks& links) {
  std::vector<std::pair<std::string, std::string>> entries;
  if (study.quotient && !study.roles.empty()) {
    for (auto look = std::rbegin(role_looks); look != std::rend(role_looks); ++look) {
      const auto here = std::count(study.roles.begin(), study.roles.end(), look->role);
      if (here > 0)
        entries.push_back({std::string("measure-dot ") + look->css,
                           fmt::format("{} ({})", look->words, count(here))});
    }
  } else {
    entries.push_back({"measure-dot measure-place", "place"});
  }
  entries.push_back({"measure-swatch-link", "neighbours, in either direction"});
  if (!study.diagnostics.islands.empty())
    entries.push_back({"measure-dot measure-swatch-island", "ring: without neighbours"});
  std::string html = report::legend(entries);
  if (study.quotient && study.plan.quotient) {
    const auto& rings = study.plan.quotient->rings;
    std::string gap;
    if (rings.gap_km > 0) gap = fmt::format("; {} km beyond it nobody\u2019s", plain(rings.gap_km));
    html += paragraph(
        fmt::format("Targets: {} above {} at some time from {} to {}. Buffer: at most {} km from "
                    "the nearest target{}. Control: the rest.",
                    escape(study.plan.quotient->treatment), plain(rings.threshold),
                    rings.window.first, rings.window.last, plain(rings.buffer_km), gap),
        "small");
  }
  if (links.thinned)
    html += paragraph(fmt::format("Only the {} shortest links of each place are drawn; the "
                                  "estimates use all.",
                                  nearest_links),
                      "small");
  return html;
}

std::string diagnostics_table(const MeasureStudy& study) {
  const auto& d = study.diagnostics;
  Table table("The weights in figures");
  table.head({"", "figure"});
  table.row({"places", count(d.places)});
  table.row({"links (each direction counts)", count(d.links)});
  table.row({"neighbours of a place, fewest", count(d.fewest)});
  table.row({"neighbours of a place, mean", figure(d.mean)});
  table.row({"neighbours of a place, most", count(d.most)});
  table.row({"places without neighbours", count(d.islands.size())});
  table.row({"parts without a link between them", count(d.components)});
  table.row({"neighbours of each other (symmetric)", d.symmetric ? "always" : "not always"});
  table.row({"scaled by", study.plan.standard == measure::Standard::row
                              ? "rows adding to 1"
                              : "the largest eigenvalue"});
  std::string html = table.html();
  if (d.islands.empty()) return html;
  std::vector<std::string> names;
  for (std::size_t k = 0; k < std::min(d.islands.size(), named_islands); ++k)
    names.push_back(escape(study.design.places[static_cast<std::size_t>(d.islands[k])]));
  if (d.islands.size() > named_islands)
    names.push_back(count(static_cast<Index>(d.islands.size() - named_islands)) + " more");
  return html + paragraph("Without neighbours: " + listed(names) + ".", "small");
}

}  // namespace

std::string weights_section(Page& page) {
  const auto& study = page.study;
  std::string html = heading(2, "Who neighbours whom", "weights");
  html += paragraph("Neighbours of a place are " + weights_words(study.plan) +
                    ". All that is called spatial below rests on this choice.");
  const auto points = positions_of(study);
  if (points.empty())
    return html +
           paragraph(
               "There is no map: the study was given neither positions nor outlines of its "
               "places.",
               "small") +
           diagnostics_table(study);
  const auto links = links_of(study.weights, points);
  return html + "<figure class=\"measure-pair\">\n<div>" + drawn_map(page, points, links) +
         "</div>\n<div>" + map_legend(study, links) + diagnostics_table(study) +
         "</div>\n</figure>\n";
}

}  // namespace balloon::measure_page
