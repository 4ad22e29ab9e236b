#include "apps/cli/study_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "apps/cli/cli.hpp"
#include "io/scenario.hpp"

namespace balloon::cli {

void StudyOptions::add_to(CLI::App& command) {
  command
      .add_option("scenario", scenarios,
                  "a shipped scenario or a .toml file; more are further arms")
      ->type_name("SCENARIO")
      ->required();
  command
      .add_option("--against", against, "reference scenario (default: the one the scenario names)")
      ->type_name("SCENARIO");
  command.add_option("--members", members, "members of the ensemble")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command.add_option("--seed", seed, "seed of the random streams")
      ->check(is_seed())
      ->capture_default_str();
  command.add_option("--threads", threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command
      .add_option("--lanes", lanes,
                  "members advanced together: 1, 2, 4 or 8 (default: what is fastest)")
      ->check(CLI::IsMember({1, 2, 4, 8}));
  command
      .add_option("--arch", arch,
                  "instruction set of the kernel: v2 or v3 (default: the best here)")
      ->check(CLI::IsMember({"v2", "v3", "base"}));
  command.add_option("--record", record, "outcomes to keep: all, or names separated by commas")
      ->type_name("OUTCOMES")
      ->capture_default_str();
  command.add_option("--from", from, "first month recorded")->capture_default_str();
  command.add_option("--to", to, "last month simulated")->capture_default_str();
  command.add_option("--data", data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--draws", draws,
                  "members from: posterior, forecast, prior or a folder with draws.csv")
      ->type_name("SOURCE")
      ->capture_default_str();
  command.add_flag("--no-readings", no_readings,
                   "leave out the other readings that the scenario lists");
}

namespace {

/// Results lie in a folder of their scenario's name: a changed copy should not pass for what it
/// copies.
void tell_shipped_names(const StudyRun& run) {
  const auto shipped = embedded_scenarios(false).ids;
  const auto& words = terminal();
  for (const auto& s : run.scenarios) {
    if (s.file == "scenarios/" + s.id + ".toml" || !std::ranges::count(shipped, s.id)) continue;
    tell(words.fill("terminal.note", {{"note", words.fill("terminal.shipped-name",
                                                          {{"file", s.file}, {"id", s.id}})}}) +
         "\n");
  }
}

}  // namespace

std::unique_ptr<StudyRun> prepare(StudyOptions& o) {
  Faults faults;
  if (o.threads == 0) o.threads = default_threads();
  auto run = prepare_run(o, faults);
  if (!run) {
    report_faults(faults);
    return nullptr;
  }
  o.draws = run->study.draws.source;
  print_notes(run->study.draws);
  tell_shipped_names(*run);
  return run;
}

}  // namespace balloon::cli
