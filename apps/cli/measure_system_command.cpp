// balloon measure --system and --countries: few places, an equation for each, errors correlated.
#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "apps/cli/cli.hpp"
#include "apps/cli/measure_plan.hpp"
#include "apps/cli/measure_results.hpp"
#include "core/embedded.hpp"
#include "io/measure_countries.hpp"

namespace balloon::cli {
namespace {

/// A fault for each option that was given and that a system has no use for.
void refuse_unused(const MeasureOptions& o, Faults& faults) {
  const auto refuse = [&](bool given, const char* option, const char* why) {
    if (given) faults.add({"", 0, option, "", why});
  };
  const char* spatial = "belongs to the spatial models, which --system does without; leave it out";
  refuse(!o.weights.empty(), "--weights", spatial);
  refuse(!o.coordinates.empty(), "--coordinates", spatial);
  refuse(!o.polygons.empty(), "--polygons", spatial);
  refuse(!o.neighbours.empty(), "--neighbours", spatial);
  refuse(!o.models.empty(), "--models", spatial);
  refuse(o.spectral, "--spectral", spatial);
  refuse(o.direct, "--direct", spatial);
  refuse(o.disconnected, "--disconnected", spatial);
  refuse(
      !o.effects.empty(), "--effects",
      "every equation of a system has its own constant, and effects of times would take out what "
      "is common to places; leave it out");
  refuse(o.complete, "--complete", "a system uses times that all places have; leave it out");
  refuse(!o.event.empty() || o.event_threshold || !o.event_window.empty(), "--event",
         "few places are too few for an event study; leave it out");
  refuse(!o.before.empty() || !o.after.empty(), o.before.empty() ? "--after" : "--before",
         "few places are too few for a displacement quotient; leave it out");
  refuse(o.countries && !o.panel.empty(), "PANEL",
         "--countries brings its own panel; leave one of them out");
  refuse(o.countries && !o.place.empty(), "--place", "--countries has its own; leave it out");
  refuse(o.countries && !o.time.empty(), "--time", "--countries has its own; leave it out");
  refuse(!o.countries && o.panel.empty(), "--system",
         "needs a PANEL of 2 to 8 places, or --countries (the default panel has hundreds)");
}

std::optional<SystemPlan> system_plan(const MeasureOptions& o, Faults& faults) {
  refuse_unused(o, faults);
  if (!faults.empty()) return std::nullopt;
  std::optional<SystemPlan> plan;
  if (o.countries) {
    plan = countries_plan(embedded_files(), faults);
    if (!plan) return std::nullopt;
    auto& s = plan->specification;
    if (!o.outcome.empty()) s.outcome = o.outcome;
    if (!o.treatments.empty()) s.treatments = o.treatments;
    s.controls = o.controls;
  } else {
    auto read = plan_of_file(o, faults);
    if (!read) return std::nullopt;
    plan.emplace();
    plan->title = std::move(read->title);
    plan->file = std::move(read->file);
    plan->notes = std::move(read->notes);
    plan->panel = std::move(read->panel);
    plan->specification = std::move(read->specification);
  }
  apply_regression(o, plan->specification, faults);
  plan->trend = !o.no_trend;
  plan->draws = o.draws;
  plan->seed = o.seed.value_or(1);
  return plan;
}

}  // namespace

int measure_system(const MeasureOptions& o) {
  Faults faults;
  auto plan = system_plan(o, faults);
  if (!plan || !faults.empty()) return report_faults(faults);
  if (!may_write_results(o)) return bad_input;
  Progress progress("estimating", o.quiet || o.json);
  const auto study = run_system(*std::move(plan), faults, &stop_requested());
  if (!study) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} equations, {} times in {:.2f} s", study->equations.size(),
                              study->times.size(), study->seconds));
  Provenance provenance;
  provenance.seed = study->plan.seed;
  const bool written =
      write_results(o,
                    {{"system.csv", system_csv(*study), "every estimate, one a row"},
                     {"system.json", system_json(*study), "everything, for programs"},
                     {"system.txt", system_text(*study), "what the terminal shows"}},
                    provenance);
  if (!written) return failed;
  fmt::print("{}", o.json ? system_json(*study) : system_text(*study));
  if (!o.out.empty() && !o.json)
    fmt::print("\nText: {}\n", (std::filesystem::path(o.out) / "system.txt").string());
  return success;
}

}  // namespace balloon::cli
