#include "apps/cli/study_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <thread>

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"

namespace balloon::cli {

void StudyOptions::add_to(CLI::App& command) {
  command
      .add_option("scenario", scenarios,
                  "a shipped scenario or a .toml file; more are further arms")
      ->required();
  command.add_option("--against", against,
                     "reference scenario (default: the one the scenario names)");
  command.add_option("--members", members, "members of the ensemble")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command.add_option("--seed", seed, "seed of the random streams")->capture_default_str();
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
      ->capture_default_str();
  command.add_option("--from", from, "first month recorded")->capture_default_str();
  command.add_option("--to", to, "last month simulated")->capture_default_str();
  command.add_option("--data", data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command.add_option("--draws", draws, "members from: posterior, prior or a folder with draws.csv")
      ->capture_default_str();
  command.add_flag("--no-readings", no_readings,
                   "leave out the other readings that the scenario lists");
}

std::string StudyOptions::command_line() const {
  std::string text = "balloon run";
  for (const auto& s : scenarios) text += " " + s;
  if (!against.empty()) text += " --against " + against;
  text += fmt::format(" --members {} --seed {}", members, seed);
  if (from != "1990-01") text += " --from " + from;
  if (to != "2035-12") text += " --to " + to;
  if (record != "all") text += " --record " + record;
  if (!data.empty()) text += " --data " + data;
  text += " --draws " + draws;
  if (no_readings) text += " --no-readings";
  return text;
}

std::unique_ptr<StudyRun> prepare(StudyOptions& o) {
  Faults faults;
  const auto set = parse_record_set(o.record, faults);
  const auto from = parse_month(o.from, false, "--from", faults);
  const auto to = parse_month(o.to, true, "--to", faults);
  if (from && to && *from > *to) faults.add({"", 0, "--to", o.to, "lies before --from " + o.from});
  auto world = load_world(o.data);
  if (!faults.empty()) report_faults(faults);
  if (!world || !faults.empty()) return nullptr;
  o.set = *set;
  StudyRequest request;
  request.scenarios = o.scenarios;
  request.against = o.against;
  request.readings = !o.no_readings;
  request.options.members = o.members;
  request.options.seed = o.seed;
  request.options.threads =
      o.threads > 0 ? o.threads
                    : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  request.options.lanes = o.lanes;
  request.options.arch = o.arch;
  request.options.from = *from;
  request.options.to = *to;
  // What the ledger needs is always recorded.
  if (!o.set.all) {
    for (const auto needed : {model::o_coca_area, model::o_eradicated, model::o_cocaine_potential,
                              model::o_donor_spending})
      o.set.chosen[static_cast<std::size_t>(needed)] = true;
    request.options.outcomes = o.set.chosen.data();
  }
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  const std::string data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  // Scenarios first: their faults are told at once, without reading the posterior.
  auto run = prepare_study(std::move(*world), scenario_source(o.data), request, faults);
  if (run) use_draws(*run, choose_draws(o.draws, *run->world, files, data_hash, faults));
  if (!faults.empty()) {
    report_faults(faults);
    return nullptr;
  }
  o.draws = run->study.draws.source;
  print_notes(run->study.draws);
  run->study.data_hash = data_hash;
  return run;
}

}  // namespace balloon::cli
