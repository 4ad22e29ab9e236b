#include "io/configuration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/hash.hpp"

namespace balloon {

std::string plan_text(const inference::RollingPlan& plan) {
  // A member that is added to either does not compile here until it is said, too.
  const auto& [rule, leads, last_scored, learn_from, pool, share_pool, share_gain, anchor_years,
               draws, seed] = plan;
  const auto& [anchor, noise, region_noise, other_noise, rule_seed] = rule;
  return fmt::format(
      "leads {} last scored {} learn from {} pool {} share pool {} share gain {} anchor years {} "
      "draws {} seed {}; rule: anchor {} noise {} region noise {} other noise {} seed {}",
      leads, last_scored, learn_from, pool, share_pool, share_gain, anchor_years, draws, seed,
      anchor, noise, region_noise, other_noise, rule_seed);
}

std::string configuration_text(const Configuration& c) {
  return fmt::format(
      "{}; origins {}; structures {}; targets {} {}; change {}; forecast seed {}; {}; data {}; "
      "model {}",
      c.calibration, fmt::join(c.origins, ","), fmt::join(c.structures, ","), c.targets.size(),
      hex64(hash_text(fmt::format("{}", fmt::join(c.targets, "\n")))),
      c.change.empty() ? "none" : c.change, c.forecast_seed, plan_text(c.plan), c.data, c.model);
}

std::string configuration_hash(const Configuration& c) {
  return hex64(hash_text(configuration_text(c)));
}

std::string model_hash(const model::World& world, const model::Policy& history) {
  analysis::RunOptions options;
  options.members = 8;
  return hex64(analysis::simulate(world, history, options, {}, nullptr).result.outcome_hash());
}

std::vector<std::string> names_of(const std::vector<analysis::Target>& targets) {
  std::vector<std::string> names;
  for (const auto& t : targets) names.push_back(t.name);
  return names;
}

}  // namespace balloon
