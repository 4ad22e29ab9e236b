// The land that maps are drawn on: outlines of countries (io/assets/outline.csv).
#pragma once

#include <vector>

#include "io/svg.hpp"

namespace balloon {

/// One ring a country, in degrees: x east, y north.
std::vector<std::vector<svg::Point>> land_rings();

}  // namespace balloon
