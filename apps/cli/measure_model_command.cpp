// balloon measure --on-model: published estimates beside ours, on observed and simulated panels.
#include <fmt/format.h>

#include "apps/cli/cli.hpp"
#include "apps/cli/measure_results.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/json_result.hpp"
#include "io/measure_comparison.hpp"

namespace balloon::cli {

int measure_on_model(const MeasureOptions& o) {
  Faults faults;
  const auto world = load_world("");
  if (!world) return bad_input;
  const auto history = load_scenario("history", *world, embedded_scenarios(false), faults);
  const auto draws = choose_draws("posterior", *world, embedded_files(),
                                  std::string(embedded::data_hash()), faults);
  if (!history || !faults.empty()) return report_faults(faults);
  if (!may_write_results(o)) return bad_input;
  analysis::RunOptions options;
  options.members = o.members;
  options.seed = o.seed.value_or(options.seed);
  options.threads = o.threads > 0 ? o.threads : default_threads();
  options.source = draws.posterior.get();
  Progress progress("panels and pairs", o.quiet || o.json);
  const auto comparison = compare_with_published(
      *world, history->policy, embedded_files(), options, faults,
      [&](int done, int total, const std::string&) { progress.update(done, total); },
      &stop_requested());
  if (!comparison) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} members", comparison->members));
  Provenance provenance;
  provenance.seed = options.seed;
  provenance.draws = draws_json(draws);
  provenance.members = comparison->members;
  const bool written = write_results(
      o,
      {{"comparison.csv", comparison_csv(*comparison), "one published estimate a row"},
       {"comparison.json", comparison_json(*comparison), "everything, for programs"},
       {"comparison.txt", comparison_text(*comparison), "what the terminal shows"}},
      provenance);
  if (!written) return failed;
  fmt::print("{}", o.json ? comparison_json(*comparison) : comparison_text(*comparison));
  return success;
}

}  // namespace balloon::cli
