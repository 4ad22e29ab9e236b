// The zones of a study as GeoJSON (RFC 7946), for maps in a GIS, in R and in Python.
#pragma once

#include <string>

#include "analysis/study.hpp"

namespace balloon {

/// A FeatureCollection of all zones as points in WGS 84, with the coca of each arm and its change
/// against the reference at the end of the ledger's window (docs/files.md). Numbers are null where
/// no pair of members is usable or coca_area was not recorded. The same study gives the same bytes.
/// Throws std::invalid_argument for a study without a world or an arm.
std::string zones_geojson(const analysis::Study& study);

}  // namespace balloon
