#include "io/data_facts.hpp"

namespace balloon {

std::optional<std::vector<FactLine>> facts_beside_history(
    const FileSource& files, const ScenarioSource& scenarios, int members, int threads,
    const engine::ProgressFunction& progress, const std::atomic<bool>* stop, Faults& faults) {
  const auto catalog = DataCatalog::read(files, faults);
  const auto world = read_world(files, faults);
  if (!catalog || !world) return std::nullopt;
  const auto scenario = load_scenario("history", *world, scenarios, faults);
  if (!scenario) return std::nullopt;
  analysis::RunOptions options;
  options.members = members;
  options.threads = threads;
  options.to = month_index(2023, 12);
  const auto history = analysis::simulate(*world, scenario->policy, options, progress, stop);
  if (history.result.stopped) return std::nullopt;
  return check_facts(*catalog, *world, &history, faults);
}

}  // namespace balloon
