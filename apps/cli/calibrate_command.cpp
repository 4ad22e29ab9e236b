// balloon calibrate: from priors to a posterior, by everything observed up to each origin.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/year_list.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/calibration_run.hpp"
#include "io/output_folder.hpp"
#include "io/posterior_build.hpp"
#include "io/target_reader.hpp"
#include "io/target_text.hpp"

namespace balloon::cli {
namespace {

struct CalibrateOptions {
  std::string origins = "2023", structures = "all", out = "results/calibration", data;
  std::vector<std::string> without;
  inference::Settings settings;
  inference::StateSettings state;
  std::string posterior;  ///< folder for the posterior, or empty
  std::vector<double> weights;
  int draws = 576;
  int threads = 0;
  bool quiet = false;
};

/// The command that repeats the posterior.
std::string command_line(const CalibrateOptions& o) {
  const auto& s = o.settings;
  auto text = fmt::format(
      "balloon calibrate --origins {} --structures {} --members {} --steps {} --ratio {} --taper "
      "{} "
      "--memory {} --discrepancy {} --parameter-tempering {} --state-iterations {} --seed {}",
      o.origins, o.structures, s.members, s.steps, s.ratio, s.taper, s.memory, s.discrepancy,
      s.parameter_tempering, o.state.iterations, s.seed);
  for (const auto& pattern : o.without) text += fmt::format(" --without '{}'", pattern);
  if (!o.data.empty()) text += " --data " + o.data;
  text += fmt::format(" --write-posterior {} --draws {}", o.posterior, o.draws);
  if (!o.weights.empty()) text += fmt::format(" --weights {}", fmt::join(o.weights, ","));
  return text;
}

/// Writes the posterior of the request's only origin.
int write(const CalibrateOptions& o, const CalibrationRequest& request, const model::World& world,
          const FileSource& files) {
  Faults faults;
  const bool fitted = request.state.has_value();
  auto whole = posterior_parts(request, o.draws, o.weights, fitted, faults);
  auto start = fitted ? posterior_parts(request, o.draws, o.weights, false, faults) : std::nullopt;
  if (!faults.empty()) return report_faults(faults);
  const auto write_one = [&](analysis::PosteriorParts& parts, const std::string& folder) {
    parts.command = command_line(o);
    parts.tables_hash = model_data_hash(files);
    parts.data_hash = o.data.empty() ? std::string(embedded::data_hash()) : parts.tables_hash;
    const auto error = write_posterior(folder, world, parts);
    if (!error.empty()) fmt::print(stderr, "balloon: {}\n", error);
    if (error.empty() && !o.quiet)
      fmt::print("Posterior: {} draws, hash {}, in {}\n", parts.draws.size(), parts.hash, folder);
    return error.empty();
  };
  if (!write_one(*whole, o.posterior)) return failed;
  const auto forecast = std::filesystem::path(o.posterior) / forecast_folder;
  if (start) {
    start->of = whole->hash;
    return write_one(*start, forecast.string()) ? success : failed;
  }
  // One state serves both; what an earlier command left does not belong to it.
  std::error_code ignored;
  for (const char* name : {"draws.csv", "posterior.json", ""})  // the folder where it is empty
    std::filesystem::remove(forecast / name, ignored);
  return success;
}

int calibrate(CalibrateOptions& o) {
  Faults faults;
  CalibrationRequest request;
  const auto origins = parse_years(o.origins, 1992, 2034, "--origins", faults);
  const auto structures =
      o.structures == "all"
          ? parse_years("0-5", 0, model::structure_count - 1, "--structures", faults)
          : parse_years(o.structures, 0, model::structure_count - 1, "--structures", faults);
  const auto world = load_world(o.data);
  if (!world || !faults.empty()) return report_faults(faults);
  const auto files = data_files(o.data);
  auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(o.data), faults);
  if (!targets || !history) return report_faults(faults);
  if (!o.posterior.empty() && origins->size() != 1)
    faults.add({"", 0, "--write-posterior", o.posterior, "needs a single origin"});
  if (!o.posterior.empty())
    if (auto wrong = OutputFolder(o.posterior, true, "").check(); !wrong.empty())
      faults.add({"", 0, "--write-posterior", "", std::move(wrong)});
  if (!o.without.empty()) *targets = without(*targets, o.without, faults);
  if (!faults.empty()) return report_faults(faults);
  request.origins = *origins;
  request.structures = *structures;
  request.settings = o.settings;
  if (!o.posterior.empty() && o.state.iterations > 0) request.state = o.state;
  request.folder = o.out;
  request.threads = o.threads > 0 ? o.threads : default_threads();
  request.ranks = ranks();
  request.key = std::string("data ") +
                (o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files));
  // The hash of a folder is that of the model's tables; what is fitted to may differ as well.
  if (!o.data.empty()) request.key += " targets " + hex64(hash_text(targets_csv(*targets)));
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
  return o.posterior.empty() || !leads() ? success : write(o, request, *world, files);
}

}  // namespace

void add_calibrate(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("calibrate", "Fit every structure to what was observed up to an origin");
  static CalibrateOptions o;
  command->add_option("--origins", o.origins, "last years of observations: 2023, 1996-2022, ...")
      ->capture_default_str();
  command->add_option("--structures", o.structures, "structures 0 to 5, or all")
      ->capture_default_str();
  command->add_option("--out", o.out, "folder of checkpoints and results")
      ->type_name("DIR")
      ->capture_default_str();
  command->add_option("--members", o.settings.members, "members of each structure")
      ->check(CLI::Range(8, 10000))
      ->capture_default_str();
  command->add_option("--steps", o.settings.steps, "assimilations of the same observations")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_option("--ratio", o.settings.ratio, "inflation of a step over the one before")
      ->check(within(0.1, 1.0))
      ->capture_default_str();
  command
      ->add_option("--taper", o.settings.taper,
                   "standard errors below which a correlation is taken for chance")
      ->check(within(0.0, 10.0))
      ->capture_default_str();
  command
      ->add_option("--parameter-tempering", o.settings.parameter_tempering,
                   "a further factor on observations' errors for parameters")
      ->check(within(1.0, 100.0))
      ->capture_default_str();
  command
      ->add_option("--memory", o.settings.memory,
                   "years after it in which observations may move an innovation")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  command
      ->add_option("--discrepancy", o.settings.discrepancy,
                   "factor on observations' errors for what the model lacks")
      ->check(within(0.1, 10.0))
      ->capture_default_str();
  command->add_option("--seed", o.settings.seed, "seed of the random streams")
      ->check(is_seed())
      ->capture_default_str();
  command->add_option("--without", o.without,
                      "targets to leave out by name; * stands for any text");
  auto* posterior =
      command
          ->add_option("--write-posterior", o.posterior,
                       "folder for the posterior of the only origin: draws.csv and posterior.json")
          ->type_name("DIR");
  command
      ->add_option("--state-iterations", o.state.iterations,
                   "of the fit of the posterior's state given its parameters; 0: none")
      ->check(CLI::Range(0, 100))
      ->needs(posterior)
      ->capture_default_str();
  command->add_option("--draws", o.draws, "draws of the posterior, evenly from the structures")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command
      ->add_option("--weights", o.weights,
                   "weights of structures 0 to 5, separated by commas (default: equal)")
      ->delimiter(',')
      ->expected(model::structure_count)
      ->check(within(0.0, 1.0));
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n"
      "  balloon calibrate --origins 2023\n"
      "  balloon calibrate --origins 1996-2023 --out results/calibration\n"
      "  balloon calibrate --without 'area_us/*' --out results/without-us\n"
      "  balloon calibrate --origins 2023 --write-posterior results/posterior\n\n"
      "Ctrl-C, or a kill, loses at most the steps in work, and of a structure's state its "
      "iterations: the\n"
      "same command goes on from there.");
  command->callback([&code] { code = calibrate(o); });
}

}  // namespace balloon::cli
