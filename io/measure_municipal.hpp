// The panel that the program brings: coca of Colombian municipalities and certified manual
// eradication.
#pragma once

#include <optional>

#include "core/fault.hpp"
#include "io/measure_study.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// Coca by municipality, 2001-2023 (ha, as published by the Observatorio de Drogas de Colombia from
/// the SIMCI census), and manual eradication by the mobile groups (GME) certified by UNODC,
/// 2007-2015, with centroids (data/municipal/SOURCE.md). Municipalities without a centroid are left
/// out, and a note names them. The plan regresses the change of coca on eradication of the year
/// before, both in hectares, with effects of municipalities and years and the five nearest
/// neighbours.
std::optional<MeasurePlan> municipal_plan(const FileSource& files, Faults& faults);

}  // namespace balloon
