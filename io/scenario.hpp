// Scenarios: named, dated policies in TOML (docs/scenarios.md), compiled to model::Policy.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/world_reader.hpp"
#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon {

/// A scenario, ready to run.
struct Scenario {
  std::string id;                                     ///< its `name`
  std::string file;                                   ///< where it was read
  std::map<std::string, std::string> title, summary;  ///< by language: en, and es where given
  /// The scenario it is compared with by default (its nearest ancestor's where it names none), or
  /// "", and other readings of the same strategy, run beside it: ids, or paths of files in the
  /// folder of the scenario's own.
  std::string against;
  std::vector<std::string> readings;
  model::Policy policy;
  std::uint64_t hash = 0;            ///< of the compiled policy: an edit without effect keeps it
  std::vector<std::string> chain;    ///< names from the first ancestor to the scenario itself
  std::vector<std::string> sources;  ///< of the scenario and its ancestors, each once
};

/// Shipped scenarios as they were put together before, so that a scenario that extends one need not
/// begin with all of history. For one world; not for several threads.
struct ScenarioCache;
std::shared_ptr<ScenarioCache> make_scenario_cache();

/// Where scenarios come from.
struct ScenarioSource {
  FileSource files;                      ///< "scenarios/ID.toml" and "data/model/history.csv"
  std::vector<std::string> ids;          ///< of the shipped scenarios, sorted
  FileSource disk;                       ///< files by path; empty where there is no disk
  std::shared_ptr<ScenarioCache> cache;  ///< null: each scenario is put together anew
  bool hashed = true;  ///< false: `Scenario::hash` stays 0; it takes a third of the time
};

/// The scenarios inside the program; files on disk where `disk`. History comes from `data` where
/// given (--data DIR), else from the program.
ScenarioSource embedded_scenarios(bool disk = true, FileSource data = {});

/// The scenario, or nothing and at least one fault. A name with a slash or ending in .toml is a
/// path, anything else the id of a shipped scenario.
std::optional<Scenario> load_scenario(std::string_view id_or_path, const model::World& world,
                                      const ScenarioSource& source, Faults& faults);

/// The same for a text that is not in a file; `file` is for messages, and what it extends is sought
/// beside it.
std::optional<Scenario> load_scenario_text(std::string file, std::string_view text,
                                           const model::World& world, const ScenarioSource& source,
                                           Faults& faults);

struct ScenarioSummary {
  std::string id;
  std::map<std::string, std::string> title, summary;
  std::string against, extends;
};

/// The shipped scenarios, sorted by id. Those with a fault are left out and their faults added.
std::vector<ScenarioSummary> list_scenarios(const ScenarioSource& source, Faults& faults);

/// Hash of everything a run reads from a policy: entries that are not zero, who pays where
/// something is spent, rules, switches, target, window. Places count by id.
std::uint64_t policy_hash(const model::Policy& policy, const model::World& world);

/// JSON Schema (draft 2020-12) of the format, made from model::instruments.
std::string scenario_json_schema();

}  // namespace balloon
