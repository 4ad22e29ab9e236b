// balloon calibrate: from priors to a posterior, by everything observed up to each origin.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <thread>

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"
#include "io/calibration_run.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {
namespace {

struct Options {
  std::string origins = "2023", structures = "all", out = "results/calibration", data;
  std::vector<std::string> without;
  inference::Settings settings;
  int threads = 0;
  bool quiet = false;
};

/// "2023", "1996-2022" or a list of both, separated by commas.
std::optional<std::vector<int>> parse_years(const std::string& text, int low, int high,
                                            const char* option, Faults& faults) {
  std::vector<int> years;
  for (const auto& part : CLI::detail::split(text, ',')) {
    const auto dash = part.find('-');
    int from = 0, to = 0;
    const bool ok =
        CLI::detail::lexical_cast(part.substr(0, dash), from) &&
        CLI::detail::lexical_cast(dash == std::string::npos ? part : part.substr(dash + 1), to);
    if (!ok || from > to || from < low || to > high) {
      faults.add(
          {"", 0, option, part, fmt::format("a number or a range within {} to {}", low, high)});
      return std::nullopt;
    }
    for (int y = from; y <= to; ++y) years.push_back(y);
  }
  return years;
}

int calibrate(Options& o) {
  Faults faults;
  CalibrationRequest request;
  const auto origins = parse_years(o.origins, 1992, 2034, "--origins", faults);
  const auto structures =
      o.structures == "all"
          ? parse_years("0-5", 0, model::structure_count - 1, "--structures", faults)
          : parse_years(o.structures, 0, model::structure_count - 1, "--structures", faults);
  const auto world = load_world(o.data);
  if (!world || !faults.empty()) return report_faults(faults);
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(o.data), faults);
  if (!targets || !history) return report_faults(faults);
  if (!o.without.empty()) *targets = without(*targets, o.without, faults);
  if (!faults.empty()) return report_faults(faults);
  request.origins = *origins;
  request.structures = *structures;
  request.settings = o.settings;
  request.folder = o.out;
  request.threads = o.threads > 0
                        ? o.threads
                        : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  request.key = std::string("data ") +
                (o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files));
  for (const auto& pattern : o.without) request.key += " without " + pattern;
  Progress progress(fmt::format("{} origins, {} structures, {} members", origins->size(),
                                structures->size(), o.settings.members),
                    o.quiet);
  bool stopped = false;
  const auto begin = std::chrono::steady_clock::now();
  const auto error = run_calibration(
      *world, history->policy, *targets, request,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested(), stopped);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  if (stopped) {
    fmt::print(stderr, "Interrupted: the same command goes on from the last finished step.\n");
    return interrupted;
  }
  progress.finish(
      fmt::format("calibrated in {:.0f} s",
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()));
  return success;
}

}  // namespace

void add_calibrate(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("calibrate", "Fit every structure to what was observed up to an origin");
  static Options o;
  command->add_option("--origins", o.origins, "last years of observations: 2023, 1996-2022, ...")
      ->capture_default_str();
  command->add_option("--structures", o.structures, "structures 0 to 5, or all")
      ->capture_default_str();
  command->add_option("--out", o.out, "folder of checkpoints and results")->capture_default_str();
  command->add_option("--members", o.settings.members, "members of each structure")
      ->check(CLI::Range(8, 10000))
      ->capture_default_str();
  command->add_option("--steps", o.settings.steps, "assimilations of the same observations")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_option("--ratio", o.settings.ratio, "inflation of a step over the one before")
      ->check(CLI::Range(0.1, 1.0))
      ->capture_default_str();
  command
      ->add_option("--taper", o.settings.taper,
                   "standard errors below which a correlation is taken for chance")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
  command
      ->add_option("--memory", o.settings.memory,
                   "years after it in which observations may move an innovation")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  command
      ->add_option("--discrepancy", o.settings.discrepancy,
                   "factor on observations' errors for what the model lacks")
      ->check(CLI::Range(0.1, 10.0))
      ->capture_default_str();
  command->add_option("--seed", o.settings.seed, "seed of the random streams")
      ->capture_default_str();
  command->add_option("--without", o.without,
                      "targets to leave out by name; * stands for any text");
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n"
      "  balloon calibrate --origins 2023\n"
      "  balloon calibrate --origins 1996-2023 --out results/calibration\n"
      "  balloon calibrate --without 'area_us/*' --out results/without-us\n\n"
      "Ctrl-C, or a kill, loses at most the steps in work: the same command goes on from there.");
  command->callback([&code] { code = calibrate(o); });
}

}  // namespace balloon::cli
