// balloon run: simulate scenarios against a reference and write the results.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"
#include "apps/cli/study_options.hpp"
#include "core/hash.hpp"
#include "io/json_result.hpp"
#include "io/ledger_text.hpp"
#include "io/study_output.hpp"

namespace balloon::cli {
namespace {

struct RunOptions {
  StudyOptions study;
  std::string out, language = "en";
  bool json = false, full_netcdf = false, no_report = false, overwrite = false, quiet = false;
};

std::uint64_t inputs_hash(const std::string& command, const StudyRun& run) {
  auto hash = hash_text(command);
  for (const auto& s : run.scenarios) hash = hash_combine(hash, s.hash);
  for (const auto& text : {draws_json(run.study.draws), run.study.data_hash, run.study.commit})
    hash = hash_combine(hash, hash_text(text));
  return hash;
}

int run(RunOptions& o) {
  auto prepared = prepare(o.study);
  if (!prepared) return bad_input;
  auto& run = *prepared;
  run.study.options.ranks = ranks();
  run.study.options.rows_to = engine::Ranks::To::first_rank;
  OutputPlan plan;
  plan.folder = o.out.empty() ? "results/" + run.scenarios[1].id : o.out;
  plan.overwrite = o.overwrite;
  plan.language = o.language;
  plan.full_netcdf = o.full_netcdf;
  plan.command = o.study.command_line();
  const bool writes = !o.no_report;
  const bool writable = engine::together(ranks(), [&] {
    const auto error = writes && leads() ? check_output(plan) : "";
    if (!error.empty()) fmt::print(stderr, "balloon: {}\n", error);
    return error.empty();
  });
  if (!writable) return bad_input;
  engine::require_same(ranks(), inputs_hash(plan.command, run), "what they have read");
  const int arms = static_cast<int>(run.scenarios.size());
  const auto& words = terminal();
  Progress progress(words.fill("terminal.runs", {{"policy", run.scenarios[1].id},
                                                 {"reference", run.scenarios[0].id},
                                                 {"count", words.plain(arms)}}),
                    o.quiet || o.json);
  run_study(
      run, [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  const auto& study = run.study;
  progress.finish(words.fill("terminal.done", {{"members", words.plain(study.options.members)},
                                               {"seconds", words.plain(study.seconds, 2)}}));
  int code = run.stopped ? interrupted : success;
  if (!leads()) return code;
  if (study.arms.front().ledger.usable == 0 && !run.stopped) {
    fmt::print(stderr, "balloon: {}\n", words["terminal.all-failed"]);
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
    fmt::print("{}", ledger_text(study, words, titles_in(run, o.language)));
    if (!written.empty()) fmt::print("\n{}\n", words.fill("terminal.report", {{"file", written}}));
  }
  if (code == interrupted) tell(std::string(words["terminal.interrupted"]) + "\n");
  return code;
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("run", "Simulate scenarios against a reference and write a report");
  static RunOptions o;
  o.study.add_to(*command);
  command->add_option("--out", o.out, "folder for the results (default: results/SCENARIO)")
      ->type_name("DIR");
  command->add_flag("--overwrite", o.overwrite, "replace results that are already in the folder");
  command->add_flag("--json", o.json, "print one JSON document instead of text");
  command->add_flag("--full-netcdf", o.full_netcdf,
                    "all recorded outcomes of all arms in ensemble.nc (large)");
  command->add_flag("--no-report", o.no_report, "simulate only; write no files");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  add_language(*command, o.language,
               "language of the report, the workbook and the terminal: en or es");
  command->footer(
      "Examples:\n"
      "  balloon run humala-2012\n"
      "  balloon run humala-2012 --members 1000 --threads 2 --out results/big\n"
      "  balloon run mine.toml --against history --to 2025 --json | less\n"
      "  balloon run no-plan-colombia --record "
      "coca_area,cocaine_price,eradicated,cocaine_potential,donor_spending\n\n"
      "Ctrl-C ends after the members in work; what was finished is written and marked as partial.");
  command->callback([&code] {
    speak(o.language);
    code = run(o);
  });
}

}  // namespace balloon::cli
