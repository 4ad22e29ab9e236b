// The official open data on coca by municipality, brought into the long form that panels are read
// from: "Detección de Cultivos de Coca (hectáreas)", datos.gov.co acs4-3wgp, Observatorio de Drogas
// de Colombia, from the SIMCI census (Government of Colombia and UNODC).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/number_style.hpp"

namespace balloon {

/// The open data in long form.
struct DetectedCoca {
  /// Columns codmpio, municipality, coddepto, department, year, coca_ha; ordered by code and year.
  std::string csv;
  std::vector<std::string> notes;  ///< how it was read, a sentence each
  std::size_t municipalities = 0;
  std::vector<int> years;  ///< ascending
};

/// Reads the published form: CODDEPTO, DEPARTAMENTO, CODMPIO, MUNICIPIO (in capitals as the
/// portal's download has them, or in small letters as its API has) and a column for each year, 2001
/// or _2001; a row per municipality that ever had coca. Nothing, and every fault, where something
/// is wrong.
///
/// An empty cell, 0, "- 0" and " - 0 " are 0 ha: the census covers the country and none was
/// detected. Other figures are hectares from 0 to 100,000. In the copy seen, 2020 has decimal
/// commas (8.832,9; 2.468 for 2468) and every other year decimal points (1,312.3; 36.6), so the
/// style is decided for each column by its cells that can be read in one way only. A cell that can
/// be read in two ways (8.832 or 1,312: one mark, and exactly three digits after it) follows them,
/// and is named in a note. Where no cell decides, its mark is a thousands mark, as figures have two
/// decimals at most; where cells of both styles stand in the column it is a fault.
///
/// Codes are DANE's, five digits and two. A leading zero that the file lost (5031 of department 5)
/// is given back, with a note, where code and department agree; else it is a fault.
std::optional<DetectedCoca> import_coca_detection(const std::string& file, std::string_view text,
                                                  Faults& faults);

}  // namespace balloon
