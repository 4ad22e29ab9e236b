// balloon measure: displacement in a panel of observed places, by the field's own estimators.
#include <fmt/format.h>

#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/measure_plan.hpp"
#include "core/embedded.hpp"
#include "io/measure_municipal.hpp"
#include "io/output_folder.hpp"

namespace balloon::cli {
namespace {

/// Page, tables and JSON into the folder. Empty or what went wrong.
std::string write_results(const MeasureOptions& o, const MeasureStudy& study,
                          const std::string& command) {
  OutputFolder folder(o.out, o.overwrite, command);
  std::string wrong = folder.prepare();
  if (wrong.empty()) wrong = folder.write("report.html", measure_html(study), "the report");
  if (wrong.empty())
    wrong = folder.write("estimates.csv", measure_csv(study),
                         "estimates of the spatial models, one a row");
  if (wrong.empty())
    wrong = folder.write("measure.json", measure_json(study), "everything, for programs");
  if (wrong.empty())
    wrong = folder.write("measure.txt", measure_text(study), "what the terminal shows");
  if (!wrong.empty()) return wrong;
  Provenance p;
  p.command = command;
  p.version = std::string(embedded::version());
  p.commit = std::string(embedded::commit());
  p.data_hash = std::string(embedded::data_hash());
  p.seed = study.plan.seed;
  return folder.commit(p);
}

}  // namespace

int measure_panel(const MeasureOptions& o) {
  Faults faults;
  auto plan = o.panel.empty() ? municipal_plan(embedded_files(), faults) : plan_of_file(o, faults);
  if (plan) apply_options(o, *plan, faults);
  if (!plan || !faults.empty()) return report_faults(faults);
  const std::string command = o.command();
  if (!o.out.empty()) {
    if (const auto wrong = OutputFolder(o.out, o.overwrite, command).check(); !wrong.empty()) {
      fmt::print(stderr, "balloon: {}\n", wrong);
      return bad_input;
    }
  }
  Progress progress("estimating", o.quiet || o.json);
  const auto study = run_measure(
      *std::move(plan), faults,
      [&](int done, int total, const std::string&) { progress.update(done, total); },
      &stop_requested());
  if (!study) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} rows in {:.2f} s", study->design.rows, study->seconds));
  if (!o.out.empty()) {
    if (const auto wrong = write_results(o, *study, command); !wrong.empty()) {
      fmt::print(stderr, "balloon: {}\n", wrong);
      return failed;
    }
  }
  fmt::print("{}", o.json ? measure_json(*study) : measure_text(*study));
  if (!o.out.empty() && !o.json)
    fmt::print("\nReport: {}\n", (std::filesystem::path(o.out) / "report.html").string());
  return success;
}

}  // namespace balloon::cli
