// Any bytes as a forecast document and as a table of observations: a result or at least one fault,
// never a crash. What is read as a document is the same after writing and reading it again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/forecast_score.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Faults faults, table_faults, again_faults;
  const auto forecast = read_forecast("fuzz.json", text, faults);
  if (forecast.has_value() != faults.empty()) std::abort();
  const auto observed = read_observed_values("fuzz.csv", text, table_faults);
  if (observed.has_value() != table_faults.empty()) std::abort();
  if (!forecast) return 0;
  const auto again = read_forecast("again.json", forecast_json(*forecast), again_faults);
  if (!again || again->size() != forecast->size()) std::abort();
  if (forecast_json(*again) != forecast_json(*forecast)) std::abort();
  ObservedValues all;
  for (const auto& f : *forecast)
    all.rows.push_back({f.place, f.year, outcome_of_series(f.outcome), f.mean});
  forecast_score_text(score_forecast(*forecast, all, {}, {}));
  return 0;
}
