// balloon forecast: the years after an origin, from the members that a calibration left there.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

#include "apps/cli/cli.hpp"
#include "io/ensemble_file.hpp"
#include "io/forecast_run.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {
namespace {

struct Options {
  int origin = 2023, until = 2030, threads = 0;
  std::string from = "results/calibration", scenario, out, data;
  bool json = false, quiet = false;
};

/// Members of an origin from a calibration's folder; what is wrong goes into `faults`.
std::vector<inference::StructureEnsemble> members_of(const std::string& folder, int origin,
                                                     Faults& faults) {
  std::vector<inference::StructureEnsemble> members;
  for (int s = 0; s < model::structure_count; ++s) {
    const auto path = (std::filesystem::path(folder) / ensemble_file_name(origin, s)).string();
    std::string why;
    auto e = read_ensemble(path, "", why);
    if (e)
      members.push_back(std::move(*e));
    else
      faults.add(
          {path, 0, "", "", why.empty() ? "no such file; run balloon calibrate first" : why});
  }
  return members;
}

int forecast(const Options& o) {
  Faults faults;
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  if (o.until <= o.origin || o.until > 2035)
    faults.add({"", 0, "--until", std::to_string(o.until), "a year after the origin, to 2035"});
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  const auto source = scenario_source(o.data);
  const auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, source, faults);
  std::optional<Scenario> scenario;
  if (!o.scenario.empty()) scenario = load_scenario(o.scenario, *world, source, faults);
  ForecastRequest request;
  request.members = members_of(o.from, o.origin, faults);
  if (!faults.empty()) return report_faults(faults);
  request.until = o.until;
  request.weights.assign(request.members.size(), 1.0 / static_cast<double>(request.members.size()));
  if (scenario) request.policy = &scenario->policy;
  request.threads = o.threads > 0
                        ? o.threads
                        : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  Progress progress(fmt::format("{} to {}", o.origin, o.until), o.quiet || o.json);
  const auto rows = run_forecast(
      *world, history->policy, *targets, request,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  if (rows.empty()) return interrupted;
  progress.finish(fmt::format("{} rows", rows.size()));
  const auto text = forecast_json(rows);
  if (!o.out.empty() && !(std::ofstream(o.out, std::ios::binary) << text)) {
    fmt::print(stderr, "balloon: cannot write {}\n", o.out);
    return failed;
  }
  fmt::print("{}", o.json ? text : forecast_text(rows));
  return success;
}

}  // namespace

void add_forecast(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("forecast", "Coca, cocaine and prices of the years to come");
  static Options o;
  command->add_option("--origin", o.origin, "last year of observations")->capture_default_str();
  command->add_option("--until", o.until, "last year forecast")->capture_default_str();
  command->add_option("--scenario", o.scenario,
                      "policy of the years to come (default: the last year's levers are held)");
  command->add_option("--from", o.from, "folder of a calibration")->capture_default_str();
  command->add_option("--out", o.out, "also write the forecast document (JSON) to this file");
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", o.json, "print the forecast document instead of tables");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n"
      "  balloon forecast --origin 2023 --until 2026 --json > forecast.json\n"
      "  balloon forecast --until 2030 --scenario coffee-and-cocoa\n\n"
      "`balloon score forecast.json observed.csv` compares it with what was reported later.");
  command->callback([&code] { code = forecast(o); });
}

}  // namespace balloon::cli
