// balloon run: simulate scenarios against a reference and write the results.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"
#include "apps/cli/study_options.hpp"
#include "io/ledger_text.hpp"
#include "io/study_output.hpp"

namespace balloon::cli {
namespace {

struct RunOptions {
  StudyOptions study;
  std::string out, language = "en";
  bool json = false, full_netcdf = false, no_report = false, overwrite = false, quiet = false;
};

int run(RunOptions& o) {
  auto prepared = prepare(o.study);
  if (!prepared) return bad_input;
  auto& run = *prepared;
  OutputPlan plan;
  plan.folder = o.out.empty() ? "results/" + run.scenarios[1].id : o.out;
  plan.overwrite = o.overwrite;
  plan.language = o.language;
  plan.full_netcdf = o.full_netcdf;
  plan.command = o.study.command_line();
  const bool writes = !o.no_report;
  if (writes) {
    if (const auto error = check_output(plan); !error.empty()) {
      fmt::print(stderr, "balloon: {}\n", error);
      return bad_input;
    }
  }
  const int arms = static_cast<int>(run.scenarios.size());
  Progress progress(
      fmt::format("{} against {} ({} runs)", run.scenarios[1].id, run.scenarios[0].id, arms),
      o.quiet || o.json);
  run_study(
      run, [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  const auto& study = run.study;
  progress.finish(fmt::format("{} members in {:.2f} s", study.options.members, study.seconds));
  int code = run.stopped ? interrupted : success;
  if (study.arms.front().ledger.usable == 0 && !run.stopped) {
    fmt::print(
        stderr,
        "balloon: every member failed; nothing can be said. Try other scenarios or seeds.\n");
    code = failed;
  }
  std::string written;
  if (writes && study.arms.front().ledger.usable > 0) {
    const auto error = write_output(plan, run, written);
    if (!error.empty()) {
      fmt::print(stderr, "balloon: {}\n", error);
      code = failed;
    }
  }
  if (o.json) {
    fmt::print("{}", study_json(plan, run));
  } else {
    fmt::print("{}", ledger_text(study));
    if (!written.empty()) fmt::print("\nReport: {}\n", written);
  }
  if (run.stopped)
    fmt::print(stderr, "Interrupted: what was finished has been kept and is marked as partial.\n");
  return code;
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("run", "Simulate scenarios against a reference and write a report");
  static RunOptions o;
  o.study.add_to(*command);
  command->add_option("--out", o.out, "folder for the results (default: results/SCENARIO)");
  command->add_flag("--overwrite", o.overwrite, "replace results that are already in the folder");
  command->add_flag("--json", o.json, "print one JSON document instead of text");
  command->add_flag("--full-netcdf", o.full_netcdf,
                    "all recorded outcomes of all arms in ensemble.nc (large)");
  command->add_flag("--no-report", o.no_report, "simulate only; write no files");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->add_option("--lang", o.language, "language of the report and the workbook: en or es")
      ->check(CLI::IsMember({"en", "es"}));
  command->footer(
      "Examples:\n"
      "  balloon run humala-2012\n"
      "  balloon run humala-2012 --members 1000 --threads 2 --out results/big\n"
      "  balloon run mine.toml --against history --to 2025 --json | less\n"
      "  balloon run no-plan-colombia --record "
      "coca_area,cocaine_price,eradicated,cocaine_potential,donor_spending\n\n"
      "Ctrl-C ends after the members in work; what was finished is written and marked as partial.");
  command->callback([&code] { code = run(o); });
}

}  // namespace balloon::cli
