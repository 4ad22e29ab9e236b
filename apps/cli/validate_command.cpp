// balloon validate: what the model makes of the episodes of data/episodes.csv, and its other modes.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "io/episode_table.hpp"

namespace balloon::cli {
namespace {

struct Options {
  bool episodes = false, json = false, quiet = false;
  int members = 200, threads = 0;
  std::uint64_t seed = 2012;
  std::string data;
};

/// Every scenario that an episode needs, over the same members.
std::map<std::string, analysis::Ensemble> simulate_all(
    const Options& o, const model::World& world, const std::vector<analysis::Episode>& episodes,
    Faults& faults) {
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
  options.threads = o.threads > 0
                        ? o.threads
                        : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  options.to = month_index(2023, 12);
  options.outcomes = chosen.data();
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

int validate(const Options& o) {
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  Faults faults;
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  const auto episodes = read_episodes(files, faults);
  if (!episodes) return report_faults(faults);
  const auto ensembles = simulate_all(o, *world, *episodes, faults);
  if (!faults.empty()) return report_faults(faults);
  if (stop_requested()) return interrupted;
  const auto results = analysis::evaluate(
      *episodes, *world,
      [&](const std::string& id) -> const analysis::Ensemble& { return ensembles.at(id); });
  fmt::print("{}", o.json ? episode_json(results) : episode_text(results, 120));
  const auto right =
      std::count_if(results.begin(), results.end(), [](const auto& r) { return r.sign_right; });
  return right * 4 >= static_cast<std::ptrdiff_t>(results.size()) * 3 ? success : failed;
}

}  // namespace

void add_validate(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("validate", "Hold the model against what happened");
  static Options o;
  static MethodOptions m;
  static bool simulation = false, methods = false;
  auto* mode = command->add_option_group("mode", "what is checked");
  mode->add_flag("--episodes", o.episodes,
                 "the episodes of data/episodes.csv: sign, size, probability");
  mode->add_flag("--simulation", simulation,
                 "the calibration on data made from known truths: ranks of the truth");
  mode->add_flag("--methods", methods, "the calibration beside Markov chains on the same data");
  mode->require_option(1);
  add_method_options(*command, m);
  command->add_option("--members", o.members, "members of the ensemble")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--seed", o.seed, "seed of the random streams")->capture_default_str();
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", o.json, "print one JSON document");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n  balloon validate --episodes\n  balloon validate --simulation --replicates 100\n"
      "  balloon validate --methods\n\nExit code 0 where at least three quarters of the episodes "
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
