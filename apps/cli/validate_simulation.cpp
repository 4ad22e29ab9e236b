// balloon validate --simulation: calibrations of synthetic data from known truths.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "io/method_text.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {

void add_method_options(CLI::App& command, MethodOptions& o) {
  command.add_option("--replicates", o.replicates, "truths of --simulation")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  command.add_option("--structure", o.structure, "structure of --simulation and --methods")
      ->check(CLI::Range(0, model::structure_count - 1))
      ->capture_default_str();
  command.add_option("--taper", o.settings.taper, "of a calibration")
      ->check(within(0.0, 10.0))
      ->capture_default_str();
  command.add_option("--outlier", o.settings.outlier, "of a calibration")->capture_default_str();
  command.add_option("--only", o.only, "data of --methods: both, synthetic or observed")
      ->check(CLI::IsMember({"both", "synthetic", "observed"}))
      ->capture_default_str();
  command.add_option("--chains", o.chains.chains, "chains of --methods")
      ->check(CLI::Range(4, 10000))
      ->capture_default_str();
  command.add_option("--burn-in", o.chains.burn_in, "steps of the chains thrown away")
      ->check(CLI::Range(10, 1000000))
      ->capture_default_str();
  command.add_option("--chain-steps", o.chains.steps, "steps of the chains that are kept")
      ->check(CLI::Range(4, 1000000))
      ->capture_default_str();
}

std::optional<inference::ReducedProblem> load_reduced(const MethodOptions& o) {
  const auto world = load_world(o.data);
  if (!world) return std::nullopt;
  Faults faults;
  const auto files = data_files(o.data);
  const auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(o.data), faults);
  if (!targets || !history) {
    report_faults(faults);
    return std::nullopt;
  }
  return inference::reduced_problem(*world, history->policy, *targets, o.structure);
}

int validate_simulation(const MethodOptions& o, const Print& print) {
  const auto problem = load_reduced(o);
  if (!problem) return bad_input;
  Progress progress(fmt::format("{} calibrations", o.replicates), o.quiet || o.json);
  const auto begin = std::chrono::steady_clock::now();
  const auto check = inference::check_calibration(
      *problem, o.settings, {}, o.replicates, o.threads,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  if (check.stopped) return interrupted;
  progress.finish(
      fmt::format("{} calibrations in {:.0f} s", o.replicates,
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()));
  print(o.json ? simulation_json(check) : simulation_markdown(check));
  return check.passed() ? success : failed;
}

}  // namespace balloon::cli
