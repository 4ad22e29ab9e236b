// balloon validate --episodes: what the model makes of the episodes of data/episodes.csv.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/episode_table.hpp"
#include "io/json_result.hpp"
#include "io/ledger_text.hpp"

namespace balloon::cli {

namespace {

/// Every scenario that an episode needs, over the same members.
std::map<std::string, analysis::Ensemble> simulate_all(
    const EpisodeOptions& o, const model::World& world,
    const std::vector<analysis::Episode>& episodes, const analysis::DrawSource& draws,
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
  options.threads = o.threads;
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
std::vector<analysis::EpisodeResult> evaluate(const EpisodeOptions& o, bool tell, int& code,
                                              std::string& draws_text) {
  code = bad_input;
  const auto world = load_world(o.data);
  if (!world) return {};
  Faults faults;
  const auto files = data_files(o.data);
  const auto episodes = read_episodes(files, faults);
  const std::string data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  const auto draws = choose_draws(o.draws, *world, files, data_hash, faults);
  std::map<std::string, analysis::Ensemble> ensembles;
  if (episodes && faults.empty()) {
    print_notes(draws);
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
  if (tell) fmt::print("{} members, {}.\n", o.members, calibration_text(draws, terminal()));
  draws_text = draws_json(draws);
  return analysis::evaluate(
      *episodes, *world,
      [&](const std::string& id) -> const analysis::Ensemble& { return ensembles.at(id); });
}

}  // namespace

std::vector<analysis::EpisodeResult> evaluate_episodes(const EpisodeOptions& o) {
  int code = success;
  std::string draws;
  return evaluate(o, false, code, draws);
}

int validate_episodes(const EpisodeOptions& o) {
  int code = success;
  std::string draws;
  const auto results = evaluate(o, !o.json, code, draws);
  if (code != success) return code;
  fmt::print("{}", o.json ? episode_json(results, draws) : episode_text(results, 120));
  const auto right =
      std::count_if(results.begin(), results.end(), [](const auto& r) { return r.sign_right; });
  return right * 4 >= static_cast<std::ptrdiff_t>(results.size()) * 3 ? success : failed;
}

}  // namespace balloon::cli
