// Spatial weights: who neighbours whom, and how much.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "measure/types.hpp"

namespace balloon::measure {

/// A place on the sphere, degrees.
struct Point {
  double latitude = 0, longitude = 0;
};

/// A polygon of one place: closed rings of (longitude, latitude), holes included (for contiguity
/// their side does not matter).
struct Outline {
  std::vector<std::vector<std::array<double, 2>>> rings;
};

/// Great-circle distance in km on a sphere of radius 6371.0088 km (IUGG mean radius).
double distance_km(Point a, Point b);

/// Raw weights, before standardisation; the diagonal is empty.
struct Weights {
  Sparse matrix;
  bool symmetric = false;  ///< of its raw values
};

/// Those that share a vertex (queen) or an edge (rook). Vertices nearer than `snap` degrees are
/// one.
Weights contiguity(const std::vector<Outline>& outlines, bool queen, double snap = 1e-7);
/// Places that are reached in at most `order` steps (1: unchanged); all with weight 1.
Weights higher_order(const Weights& first, int order);
/// The k nearest, each with weight 1; ties by index. Not symmetric.
Weights nearest_places(const std::vector<Point>& points, int k);
/// All nearer than `km`, with weight 1.
Weights distance_band(const std::vector<Point>& points, double km);
/// distance^-power for all nearer than `km`. Places less than 0.1 km apart count as 0.1 km apart.
Weights inverse_distance(const std::vector<Point>& points, double km, double power = 1);
/// Given entries (row, column, value); values of a pair given twice add up.
Weights given(Index places, const std::vector<Eigen::Triplet<double>>& entries);

enum class Standard { row, spectral };

/// Weights as estimators use them: W, whose spectral radius is at most 1.
struct Spatial {
  Sparse w;
  Standard standard = Standard::row;
  /// W is similar to the symmetric matrix diag(scale) W diag(1/scale); empty where it is not.
  Vector scale;
  bool row_standardised() const { return standard == Standard::row; }
};

/// Row: each row adds to 1 (rows of islands stay empty). Spectral: divided by the largest absolute
/// eigenvalue, by power iteration (relative 1e-12) for symmetric weights, else by the smaller of
/// the largest row and column sums.
Spatial standardise(const Weights& weights, Standard standard);

/// The same weights among some places only (indices ascending), standardised anew.
Spatial restricted(const Weights& weights, const std::vector<Index>& places, Standard standard);

/// What a reader should know of weights before trusting an estimate.
struct Diagnostics {
  Index places = 0;
  Index links = 0;  ///< entries that are not zero
  std::vector<Index> islands;
  std::vector<Index> component;  ///< of each place, from 0, an island its own
  Index components = 0;          ///< islands included
  Index fewest = 0, most = 0;    ///< neighbours of a place
  double mean = 0;               ///< neighbours
  bool symmetric = false;        ///< in pattern
};
Diagnostics diagnose(const Weights& weights);

}  // namespace balloon::measure
