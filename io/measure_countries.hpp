// The three coca countries as one panel of years, observed and simulated.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "io/measure_model.hpp"
#include "io/measure_system.hpp"
#include "io/world_reader.hpp"
#include "measure/panel.hpp"

namespace balloon {

/// Columns, in hectares: "coca_area_ha", "eradication_manual_ha", "eradication_aerial_ha" and
/// "eradication_forced_ha", the sum of the two before.
struct CountriesPanel {
  measure::Panel panel;            ///< of COL, PER and BOL
  std::vector<std::string> notes;  ///< years that are lacking, breaks of method, what was assumed
};

/// National figures of data/observations.csv (rows that are preferred and not partial), for the
/// years in which area and eradication of all three are known. A year without a row is missing and
/// not zero, but for spraying: a country without any row of it was not sprayed (an assumption), and
/// years after a last row of 0 have none (Colombia: suspended since October 2015, data/events.csv).
/// Faults: a file that cannot be read, a figure that is none, two preferred rows of a year, no
/// year.
std::optional<CountriesPanel> countries_panel(const FileSource& files, Faults& faults);

/// The plan of Raffo López, Castro and Díaz España (2016), as far as it is known: the change of a
/// country's coca on forced eradication of the year before, its own and that in the two others,
/// with a trend. Their form of the outcome, their lag and controls were not seen; their years
/// (1990-2009) are only partly in the data.
std::optional<SystemPlan> countries_plan(const FileSource& files, Faults& faults);
/// The same regression on another panel of countries (simulated).
SystemPlan countries_plan_of(measure::Panel panel);

/// A simulated panel added up to countries, with the columns of CountriesPanel. Countries are in
/// the order of COL, PER, BOL; those without a zone in `panels` are left out.
measure::Panel sum_to_countries(const ModelPanels& panels, const measure::Panel& panel);

}  // namespace balloon
