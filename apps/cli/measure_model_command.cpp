// balloon measure --on-model: published estimates beside ours, on observed and simulated panels.
#include <fmt/format.h>

#include <filesystem>
#include <thread>

#include "apps/cli/cli.hpp"
#include "apps/cli/measure_options.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/json_result.hpp"
#include "io/measure_comparison.hpp"
#include "io/output_folder.hpp"

namespace balloon::cli {

int measure_on_model(const MeasureOptions& o) {
  Faults faults;
  if (!o.panel.empty())
    faults.add(
        {"", 0, "PANEL", o.panel,
         "--on-model compares with the program's own panel of departments; leave the file out"});
  const auto world = load_world("");
  if (!world) return bad_input;
  const auto history = load_scenario("history", *world, embedded_scenarios(false), faults);
  const auto draws = choose_draws("posterior", *world, embedded_files(),
                                  std::string(embedded::data_hash()), faults);
  if (!history || !faults.empty()) return report_faults(faults);
  const std::string command = o.command();
  OutputFolder folder(o.out.empty() ? "." : o.out, o.overwrite, command);
  if (!o.out.empty()) {
    if (const auto wrong = folder.check(); !wrong.empty()) {
      fmt::print(stderr, "balloon: {}\n", wrong);
      return bad_input;
    }
  }
  analysis::RunOptions options;
  options.members = o.members;
  options.seed = o.seed.value_or(options.seed);
  options.threads = o.threads > 0
                        ? o.threads
                        : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  options.source = draws.posterior.get();
  Progress progress("panels and pairs", o.quiet || o.json);
  const auto comparison = compare_with_published(
      *world, history->policy, embedded_files(), options, faults,
      [&](int done, int total, const std::string&) { progress.update(done, total); },
      &stop_requested());
  if (!comparison) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} members", comparison->members));
  if (!o.out.empty()) {
    std::string wrong = folder.prepare();
    if (wrong.empty())
      wrong = folder.write("comparison.csv", comparison_csv(*comparison),
                           "one published estimate a row");
    if (wrong.empty())
      wrong =
          folder.write("comparison.json", comparison_json(*comparison), "everything, for programs");
    if (wrong.empty())
      wrong =
          folder.write("comparison.txt", comparison_text(*comparison), "what the terminal shows");
    Provenance p;
    p.command = command;
    p.version = std::string(embedded::version());
    p.commit = std::string(embedded::commit());
    p.data_hash = std::string(embedded::data_hash());
    p.seed = options.seed;
    p.draws = draws_json(draws);
    p.members = comparison->members;
    if (wrong.empty()) wrong = folder.commit(p);
    if (!wrong.empty()) {
      fmt::print(stderr, "balloon: {}\n", wrong);
      return failed;
    }
  }
  fmt::print("{}", o.json ? comparison_json(*comparison) : comparison_text(*comparison));
  return success;
}

}  // namespace balloon::cli
