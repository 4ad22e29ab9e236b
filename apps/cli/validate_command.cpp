// balloon validate: its modes and their options.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"

namespace balloon::cli {
namespace {

/// What is given once for all modes, and each mode's own.
struct ValidateOptions {
  bool episodes_on = false, simulation_on = false, methods_on = false, forecasts_on = false;
  bool headlines_on = false, ablations_on = false, all_on = false, json = false, quiet = false;
  int members = 200, steps = 6, threads = 0, last_scored = 2023;
  std::uint64_t seed = 2012;
  std::string data, draws = "posterior";
  EpisodeOptions episodes;
  MethodOptions methods;
  ForecastCheck forecasts;
  AblationOptions ablations;
  inference::Settings calibration;
};

/// Gives every mode what was said for all; what was not said stays the mode's own.
void share(ValidateOptions& o, const CLI::App& command) {
  const auto given = [&](const char* name) { return command.count(name) > 0; };
  const int threads = o.threads > 0 ? o.threads : default_threads();
  o.episodes = {o.members, threads, o.seed, o.data, o.draws, o.json, o.quiet};
  o.methods.threads = o.forecasts.threads = o.ablations.request.threads = threads;
  o.methods.data = o.ablations.data = o.data;
  o.methods.json = o.json;
  o.methods.quiet = o.forecasts.quiet = o.ablations.quiet = o.quiet;
  o.ablations.out = o.forecasts.out;
  for (auto* s : {&o.methods.settings, &o.ablations.request.settings, &o.calibration}) {
    if (given("--members")) s->members = o.members;
    if (given("--steps")) s->steps = o.steps;
  }
  for (auto* s : {&o.methods.settings, &o.ablations.request.settings})
    if (given("--seed")) s->seed = o.seed;
  if (given("--seed")) o.methods.chains.seed = o.seed;
  if (given("--last-scored")) {
    o.forecasts.last_scored = o.last_scored;
    auto& last = o.ablations.request.plan.last_scored;  // with --all never later than by default
    last = o.all_on ? std::min(last, o.last_scored) : o.last_scored;
  }
  // The document's episodes are those of the program's posterior.
  EpisodeOptions shown = o.episodes;
  shown.json = false;
  o.forecasts.episodes = [shown] { return evaluate_episodes(shown); };
}

int validate(ValidateOptions& o, const CLI::App& command) {
  share(o, command);
  const HeadlineOptions headlines{o.members, o.episodes.threads, o.seed, o.data, o.draws, o.quiet};
  if (o.episodes_on) return validate_episodes(o.episodes);
  if (o.headlines_on) return validate_headlines(headlines, print_text);
  if (o.simulation_on) return validate_simulation(o.methods, print_text);
  if (o.methods_on) return validate_methods(o.methods, print_text);
  if (o.ablations_on) return validate_ablations(o.ablations, print_text);
  if (o.forecasts_on) return validate_forecasts(o.forecasts, print_text);
  if (!o.data.empty()) {
    Faults faults;
    faults.add({"", 0, "--data", o.data, "cannot be used with --all, which validates the program"});
    return report_faults(faults);
  }
  AllOptions all{
      o.calibration, command.count("--from") == 0, o.forecasts, headlines, o.methods, o.methods,
      o.ablations};
  if (command.count("--members") == 0) {
    all.simulation.settings.members = 200;
    all.methods.settings.members = 500;
  }
  all.simulation.json = all.methods.json = false;
  return validate_all(std::move(all));
}

void add_modes(CLI::App& command, ValidateOptions& o) {
  auto* mode = command.add_option_group("mode", "what is checked");
  mode->add_flag("--episodes", o.episodes_on,
                 "the episodes of data/episodes.csv: sign, size, probability");
  mode->add_flag("--simulation", o.simulation_on,
                 "the calibration on data made from known truths: ranks of the truth");
  mode->add_flag("--methods", o.methods_on,
                 "the calibration beside Markov chains on the same data");
  mode->add_flag("--forecasts", o.forecasts_on,
                 "forecasts of every origin of a calibration, scored against what came");
  mode->add_flag("--headlines", o.headlines_on,
                 "displacement by structure, horizon and channel, as Markdown");
  mode->add_flag("--ablations", o.ablations_on,
                 "calibrations and forecasts without one mechanism, series, country or episode");
  mode->add_flag("--all", o.all_on, "calibration, every section and the document, into --out");
  mode->require_option(1);
}

}  // namespace

void add_validate(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("validate", "Hold the model against what happened");
  static ValidateOptions o;
  command
      ->add_option("--from", o.forecasts.from,
                   "folder of the calibration (with --forecasts; with --all it is made in --out)")
      ->type_name("DIR")
      ->capture_default_str();
  command
      ->add_option("--out", o.forecasts.out,
                   "folder for the document and its sections (--forecasts, --ablations, --all)")
      ->type_name("DIR");
  command->add_option("--first-origin", o.forecasts.first_origin, "first origin that is scored")
      ->capture_default_str();
  command->add_option("--last-origin", o.forecasts.last_origin, "last origin that is scored")
      ->capture_default_str();
  command->add_option("--last-scored", o.last_scored,
                      "last year that is looked at (--forecasts: 2023, --ablations: 2018)");
  add_modes(*command, o);
  add_method_options(*command, o.methods);
  add_ablation_options(*command, o.ablations);
  command
      ->add_option("--members", o.members,
                   "members of the ensemble (default: 200; calibrations 400, --ablations 120)")
      ->check(CLI::Range(1, 1000000));
  command
      ->add_option("--steps", o.steps, "assimilations of a calibration (default: 6; --ablations 4)")
      ->check(CLI::Range(1, 100));
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command
      ->add_option("--seed", o.seed,
                   "seed of the random streams (default: 2012; calibrations 1990)")
      ->check(is_seed());
  command
      ->add_option("--draws", o.draws,
                   "members from: posterior, forecast, prior or a folder with draws.csv")
      ->type_name("SOURCE")
      ->capture_default_str();
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", o.json, "print one JSON document");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n  balloon validate --episodes\n  balloon validate --simulation --replicates 100\n"
      "  balloon validate --methods\n"
      "  balloon validate --ablations --leave-out 'mechanism/*' --out results/validation\n"
      "  balloon validate --forecasts --from results/calibration --out results/validation\n"
      "  balloon validate --all --out results/validation\n\nExit "
      "code 0 where at least three quarters of the episodes "
      "have "
      "the right sign, where\nno rank test fails (p 0.01 after Bonferroni) and sds of z lie within "
      "0.8 to 1.25, or\nwhere both methods agree (means within 0.25 sd, ratios of sds 0.75 to "
      "1.33); "
      "else 1. With --all:\n0 where the document was made, whatever it says.\n\nCtrl-C during "
      "--ablations or --all loses what is in work: the same command goes on.");
  command->callback([&code, command] { code = validate(o, *command); });
}

}  // namespace balloon::cli
