#include "io/study_settings.hpp"

#include <fmt/format.h>

#include "core/embedded.hpp"
#include "engine/parallel.hpp"
#include "io/draw_source.hpp"

namespace balloon {

namespace {

void check_count(const char* option, int value, int low, int high, Faults& faults) {
  if (value < low || value > high)
    faults.add({"", 0, option, std::to_string(value), fmt::format("must be {} to {}", low, high)});
}

}  // namespace

std::string StudySettings::command_line() const {
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

FileSource data_files(const std::string& folder) {
  return folder.empty() ? embedded_files() : folder_files(folder, "data/");
}

ScenarioSource scenario_source(const std::string& folder) {
  return folder.empty() ? embedded_scenarios()
                        : embedded_scenarios(true, folder_files(folder, "data/"));
}

std::unique_ptr<StudyRun> prepare_run(const StudySettings& s, Faults& faults) {
  check_count("--members", s.members, 1, 1000000, faults);
  check_count("--threads", s.threads, 0, 1024, faults);
  auto set = parse_record_set(s.record, faults);
  const auto from = parse_month(s.from, false, "--from", faults);
  const auto to = parse_month(s.to, true, "--to", faults);
  if (from && to && *from > *to)
    faults.add({"", 0, "--to", s.to, "lies before the first month, " + s.from});
  const auto files = data_files(s.data);
  auto world = read_world(files, faults);
  if (!world || !faults.empty()) return nullptr;
  StudyRequest request;
  request.scenarios = s.scenarios;
  request.texts = s.texts;
  request.against = s.against;
  request.readings = !s.no_readings;
  request.record = *set;
  // What the ledger needs is always recorded.
  if (!set->all)
    for (const auto needed : {model::o_coca_area, model::o_eradicated, model::o_cocaine_potential,
                              model::o_donor_spending})
      request.record.chosen[static_cast<std::size_t>(needed)] = true;
  request.options.members = s.members;
  request.options.seed = s.seed;
  request.options.threads = s.threads > 0 ? s.threads : engine::processors();
  request.options.lanes = s.lanes;
  request.options.arch = s.arch;
  request.options.from = *from;
  request.options.to = *to;
  const std::string data_hash =
      s.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  // Scenarios first: their faults are told at once, without reading the posterior.
  auto run = prepare_study(std::move(*world), scenario_source(s.data), request, faults);
  if (run) use_draws(*run, choose_draws(s.draws, *run->world, files, data_hash, faults));
  if (!faults.empty()) return nullptr;
  run->study.data_hash = data_hash;
  return run;
}

}  // namespace balloon
