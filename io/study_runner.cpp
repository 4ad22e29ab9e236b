#include "io/study_runner.hpp"

#include <algorithm>
#include <chrono>

#include "core/embedded.hpp"

namespace balloon {

namespace {

std::string title_of(const Scenario& s) {
  const auto found = s.title.find("en");
  return found == s.title.end() ? s.id : found->second;
}

analysis::Arm make_arm(const Scenario& scenario, analysis::Ensemble ensemble) {
  analysis::Arm arm;
  arm.id = scenario.id;
  arm.title = title_of(scenario);
  arm.policy = &scenario.policy;
  arm.scenario_hash = scenario.hash;
  arm.ensemble = std::move(ensemble);
  return arm;
}

}  // namespace

std::unique_ptr<StudyRun> prepare_study(model::World world, const ScenarioSource& source,
                                        const StudyRequest& request, Faults& faults) {
  auto run = std::make_unique<StudyRun>();
  run->world = std::make_unique<model::World>(std::move(world));
  const auto load = [&](const std::string& name) {
    const auto text = request.texts.find(name);
    return text == request.texts.end()
               ? load_scenario(name, *run->world, source, faults)
               : load_scenario_text(name, text->second, *run->world, source, faults);
  };
  std::vector<std::string> names = request.scenarios;
  std::vector<Scenario> arms;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto s = load(names[i]);
    if (!s) continue;
    if (i == 0 && request.readings)
      for (const auto& reading : s->readings)
        if (std::find(names.begin(), names.end(), reading) == names.end()) names.push_back(reading);
    arms.push_back(std::move(*s));
  }
  if (!faults.empty() || arms.empty()) return nullptr;
  std::string against = request.against.empty() ? arms.front().against : request.against;
  if (against.empty()) against = arms.front().id == "status-quo" ? "history" : "status-quo";
  auto reference = load(against);
  if (!reference) return nullptr;
  run->scenarios.push_back(std::move(*reference));
  for (auto& a : arms) run->scenarios.push_back(std::move(a));
  auto& study = run->study;
  study.world = run->world.get();
  study.options = request.options;
  run->record = request.record;
  if (!run->record.all) study.options.outcomes = run->record.chosen.data();
  study.version = embedded::version();
  study.data_hash = embedded::data_hash();
  study.commit = embedded::commit();
  return run;
}

std::map<std::string, std::string> titles_in(const StudyRun& run, const std::string& language) {
  std::map<std::string, std::string> titles;
  for (const auto& s : run.scenarios) {
    const auto title = s.title.find(language);
    if (title != s.title.end()) titles[s.id] = title->second;
  }
  return titles;
}

void use_draws(StudyRun& run, analysis::DrawSource draws) {
  run.study.draws = std::move(draws);
  run.study.options.source = run.study.draws.posterior.get();
}

void run_study(StudyRun& run, const engine::ProgressFunction& progress,
               const std::atomic<bool>* stop) {
  const auto begin = std::chrono::steady_clock::now();
  auto& study = run.study;
  std::vector<const model::Policy*> policies;
  for (const auto& s : run.scenarios) policies.push_back(&s.policy);
  auto ensembles = analysis::simulate_arms(*run.world, policies, study.options, progress, stop);
  run.stopped = ensembles.front().result.stopped;
  if (!engine::is_first(study.options.ranks)) return;
  const auto& policy = run.scenarios[1].policy;
  const auto target = analysis::target_of(*run.world, policy, run.scenarios.front().policy);
  const int start = std::max(policy.window_start, study.options.from);
  study.reference = make_arm(run.scenarios.front(), std::move(ensembles.front()));
  study.arms.clear();
  for (std::size_t i = 1; i < ensembles.size(); ++i) {
    auto arm = make_arm(run.scenarios[i], std::move(ensembles[i]));
    arm.ledger =
        analysis::make_ledger(*run.world, arm.ensemble, study.reference.ensemble, target, start);
    study.arms.push_back(std::move(arm));
  }
  study.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace balloon
