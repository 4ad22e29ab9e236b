// balloon validate: what the model makes of the episodes of data/episodes.csv, and its other modes.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/episode_table.hpp"
#include "io/json_result.hpp"
#include "io/ledger_text.hpp"

namespace balloon::cli {
namespace {

struct Options {
  bool episodes = false, forecasts = false, headlines = false, json = false, quiet = false;
  ForecastCheck check;
  int members = 200, threads = 0;
  std::uint64_t seed = 2012;
  std::string data, draws = "posterior";
};

int threads_of(const Options& o) {
  return o.threads > 0 ? o.threads
                       : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// Every scenario that an episode needs, over the same members.
std::map<std::string, analysis::Ensemble> simulate_all(
    const Options& o, const model::World& world, const std::vector<analysis::Episode>& episodes,
    const analysis::DrawSource& draws, Faults& faults) {
  const auto names = analysis::scenarios_of(episodes);
  const auto source = scenario_source(o.data);
  std::vector<Scenario> scenarios;
  for (const auto& name : names)
    if (auto s = load_scenario(name, world, source, faults)) scenarios.push_back(std::move(*s));
  std::map<std::string, analysis::Ensemble> ensembles;
  if (!faults.empty()) return ensembles;
  std::array<bool, model::outcome_count> chosen{};
  analysis::mark_outcomes(episodes, world, chosen.data());
  analysis::RunOptions options;
  options.members = o.members;
  options.seed = o.seed;
  options.threads = threads_of(o);
  options.to = month_index(2023, 12);
  options.outcomes = chosen.data();
  options.source = draws.posterior.get();
  std::vector<const model::Policy*> policies;
  for (const auto& s : scenarios) policies.push_back(&s.policy);
  Progress progress(fmt::format("{} scenarios", scenarios.size()), o.quiet || o.json);
  auto arms = analysis::simulate_arms(
      world, policies, options, [&](int done, int total) { progress.update(done, total); },
      &stop_requested());
  progress.finish(fmt::format("{} members in {:.2f} s", o.members, arms.front().result.seconds));
  for (std::size_t i = 0; i < arms.size(); ++i)
    ensembles.emplace(scenarios[i].id, std::move(arms[i]));
  return ensembles;
}

/// The episodes under the draws that are asked for; nothing where faults were printed or it was
/// stopped, and then `code` says which. Prints what the draws are where `tell`.
std::vector<analysis::EpisodeResult> evaluate_episodes(const Options& o, bool tell, int& code,
                                                       std::string& draws_text) {
  code = bad_input;
  const auto world = load_world(o.data);
  if (!world) return {};
  Faults faults;
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  const auto episodes = read_episodes(files, faults);
  const std::string data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  const auto draws = choose_draws(o.draws, *world, files, data_hash, faults);
  std::map<std::string, analysis::Ensemble> ensembles;
  if (episodes && faults.empty()) {
    for (const auto& note : draws.notes) fmt::print(stderr, "Note: {}.\n", note);
    ensembles = simulate_all(o, *world, *episodes, draws, faults);
  }
  if (!faults.empty()) {
    report_faults(faults);
    return {};
  }
  if (stop_requested()) {
    code = interrupted;
    return {};
  }
  code = success;
  if (tell) fmt::print("{} members, {}.\n", o.members, calibration_text(draws));
  draws_text = draws_json(draws);
  return analysis::evaluate(
      *episodes, *world,
      [&](const std::string& id) -> const analysis::Ensemble& { return ensembles.at(id); });
}

int validate_episodes(const Options& o) {
  int code = success;
  std::string draws;
  const auto results = evaluate_episodes(o, !o.json, code, draws);
  if (code != success) return code;
  fmt::print("{}", o.json ? episode_json(results, draws) : episode_text(results, 120));
  const auto right =
      std::count_if(results.begin(), results.end(), [](const auto& r) { return r.sign_right; });
  return right * 4 >= static_cast<std::ptrdiff_t>(results.size()) * 3 ? success : failed;
}

int validate(Options& o) {
  if (o.episodes) return validate_episodes(o);
  if (o.headlines)
    return validate_headlines({o.members, threads_of(o), o.seed, o.data, o.draws, o.quiet});
  o.check.threads = threads_of(o);
  o.check.quiet = o.quiet;
  o.check.episodes = [&o] {
    int code = success;
    std::string draws;
    return evaluate_episodes(o, false, code, draws);
  };
  return validate_forecasts(o.check);
}

}  // namespace

void add_validate(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("validate", "Hold the model against what happened");
  static Options o;
  command->add_option("--from", o.check.from, "folder of the calibration (with --forecasts)")
      ->capture_default_str();
  command->add_option("--out", o.check.out,
                      "folder for validation.md and validation.json (with --forecasts)");
  command->add_option("--first-origin", o.check.first_origin, "first origin that is scored")
      ->capture_default_str();
  command->add_option("--last-origin", o.check.last_origin, "last origin that is scored")
      ->capture_default_str();
  command->add_option("--last-scored", o.check.last_scored, "last year that is looked at")
      ->capture_default_str();
  static MethodOptions m;
  static bool simulation = false, methods = false;
  auto* mode = command->add_option_group("mode", "what is checked");
  mode->add_flag("--episodes", o.episodes,
                 "the episodes of data/episodes.csv: sign, size, probability");
  mode->add_flag("--simulation", simulation,
                 "the calibration on data made from known truths: ranks of the truth");
  mode->add_flag("--methods", methods, "the calibration beside Markov chains on the same data");
  mode->add_flag("--forecasts", o.forecasts,
                 "forecasts of every origin of a calibration, scored against what came");
  mode->add_flag("--headlines", o.headlines,
                 "displacement by structure, horizon and channel, as Markdown");
  mode->require_option(1);
  add_method_options(*command, m);
  command->add_option("--members", o.members, "members of the ensemble")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--seed", o.seed, "seed of the random streams")->capture_default_str();
  command
      ->add_option("--draws", o.draws, "members from: posterior, prior or a folder with draws.csv")
      ->capture_default_str();
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", o.json, "print one JSON document");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n  balloon validate --episodes\n  balloon validate --simulation --replicates 100\n"
      "  balloon validate --methods\n"
      "  balloon validate --forecasts --from results/calibration --out results/validation\n\nExit "
      "code 0 where at least three quarters of the episodes "
      "have "
      "the right sign, where\nno rank test fails (p 0.01 after Bonferroni) and sds of z lie within "
      "0.8 to 1.25, or\nwhere both methods agree (means within 0.25 sd, ratios of sds 0.75 to "
      "1.33); "
      "else 1.");
  command->callback([&code, command] {
    if (!simulation && !methods) {
      code = validate(o);
      return;
    }
    if (command->count("--members") > 0) m.settings.members = o.members;
    if (command->count("--seed") > 0) m.settings.seed = m.chains.seed = o.seed;
    m.threads = o.threads;
    m.data = o.data;
    m.json = o.json;
    m.quiet = o.quiet;
    code = simulation ? validate_simulation(m) : validate_methods(m);
  });
}

}  // namespace balloon::cli
