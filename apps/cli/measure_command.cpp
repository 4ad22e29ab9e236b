// balloon measure: displacement in a panel of observed places, by the field's own estimators.
#include <fmt/format.h>

#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/measure_plan.hpp"
#include "apps/cli/measure_results.hpp"
#include "core/embedded.hpp"
#include "io/measure_municipal.hpp"

namespace balloon::cli {
int measure_panel(const MeasureOptions& o) {
  Faults faults;
  auto plan = o.panel.empty() ? municipal_plan(embedded_files(), faults) : plan_of_file(o, faults);
  if (plan) apply_request(o, o.panel.empty(), *plan, faults);
  if (!plan || !faults.empty()) return report_faults(faults);
  if (!may_write_results(o)) return bad_input;
  Progress progress("estimating", o.quiet || o.json);
  const auto study = run_measure(
      *std::move(plan), faults,
      [&](int done, int total, const std::string&) { progress.update(done, total); },
      &stop_requested());
  if (!study) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} rows in {:.2f} s", study->design.rows, study->seconds));
  Provenance provenance;
  provenance.seed = study->plan.seed;
  const bool written = write_results(
      o,
      {{"report.html", measure_html(*study), "the report"},
       {"estimates.csv", measure_csv(*study), "estimates of the spatial models, one a row"},
       {"measure.json", measure_json(*study), "everything, for programs"},
       {"measure.txt", measure_text(*study), "what the terminal shows"}},
      provenance);
  if (!written) return failed;
  fmt::print("{}", o.json ? measure_json(*study) : measure_text(*study));
  if (!o.out.empty() && !o.json)
    fmt::print("\nReport: {}\n", (std::filesystem::path(o.out) / "report.html").string());
  return success;
}

}  // namespace balloon::cli
