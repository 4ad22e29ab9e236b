// Where the places of a panel lie and who neighbours whom, from files; and the choice of weights.
//
// Every reader takes the keys of the panel's places (each once) and answers in their order. A place
// that stands twice or is missing is a fault. Places that are not the panel's are skipped unseen (a
// file of all municipalities is the usual case), and a note says how many; a file that has none of
// the panel's places is one fault.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/csv.hpp"
#include "measure/weights.hpp"

namespace balloon {

/// Names of the columns of a table of coordinates; it may have others.
struct CoordinateColumns {
  std::string place = "place", latitude = "latitude", longitude = "longitude";
};

/// Coordinates in degrees, one row a place. Faults: a column that is missing or used for two
/// things; a latitude that is no number from -90 to 90, a longitude that is none from -180 to 180.
std::optional<std::vector<measure::Point>> read_coordinates(const CsvTable& table,
                                                            const CoordinateColumns& columns,
                                                            const std::vector<std::string>& places,
                                                            Faults& faults,
                                                            std::vector<std::string>& notes);

inline constexpr std::size_t max_polygon_bytes = 256u << 20;

/// Outlines from GeoJSON (RFC 7946): a FeatureCollection of Polygons and MultiPolygons in degrees,
/// longitude first, one feature a place. `property` names the feature's property that holds the
/// place's key, a text or a whole number (which is taken as its digits). Heights are left out.
/// Faults: a text that is no JSON or larger than 256 MB; a key that stands twice in one object; a
/// feature without the property or without a polygon; a ring of less than 4 positions or whose last
/// is not its first; a position beyond the sphere (the first of each ring).
std::optional<std::vector<measure::Outline>> read_polygons(
    const std::string& file, std::string_view text, const std::string& property,
    const std::vector<std::string>& places, Faults& faults, std::vector<std::string>& notes);

/// Entries of a neighbour list: columns from, to and, if any, weight (without it all weigh 1). A
/// row is one direction. A row whose `to` (and weight) is empty says that `from` has no neighbours,
/// so that a place that was forgotten is told from an island. A row with a place on either side
/// that is not the panel's is skipped, but the other is not missing then. Faults: other columns; a
/// place that is its own neighbour; a pair that stands twice; a weight that is no number above 0 up
/// to 1e100.
std::optional<std::vector<Eigen::Triplet<double>>> read_neighbours(
    const CsvTable& table, const std::vector<std::string>& places, Faults& faults,
    std::vector<std::string>& notes);

/// Which weights are wanted.
struct WeightChoice {
  enum class Kind { queen, rook, nearest, band, inverse, given };
  Kind kind = Kind::queen;
  int order = 1;       ///< queen and rook: steps
  int neighbours = 0;  ///< nearest
  double km = 0;       ///< band and inverse
  double power = 1;    ///< inverse
  std::string text;    ///< as it was written
};

/// Reads "queen", "rook:2" (order 1 to 10), "knn:5" (1 to 1000), "band:50km" (more than 0, at most
/// 20016: half around the Earth), "inverse:200km", "inverse:200km:2" (power above 0, at most 10) or
/// "given". Nothing, and what is wrong and what would be right in `problem`, for anything else.
std::optional<WeightChoice> parse_weights(std::string_view text, std::string& problem);

/// What weights are made of; ingredients in the order of `keys`.
struct Places {
  std::vector<std::string> keys;
  std::optional<std::vector<measure::Point>> points;
  std::optional<std::vector<measure::Outline>> outlines;
  std::optional<std::vector<Eigen::Triplet<double>>> entries;
};

/// The weights, or nothing and a fault: an ingredient is missing (it names the option that gives
/// it), there are fewer places than neighbours wanted, or more than 20,000,000 links. Islands are
/// no fault; measure::diagnose finds them. Throws std::invalid_argument where an ingredient has
/// another number of places than `keys`.
std::optional<measure::Weights> make_weights(const WeightChoice& choice, const Places& places,
                                             Faults& faults);

}  // namespace balloon
