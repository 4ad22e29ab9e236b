// What every part of the lab's core needs: the world, the posterior, what was observed. Read once.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "analysis/study.hpp"
#include "io/observed.hpp"
#include "io/scenario.hpp"
#include "io/scenario_document.hpp"

namespace balloon::lab {

using Json = nlohmann::ordered_json;

/// Members of an ensemble that the page may ask for: the data that travel with the lab hold the
/// posterior's draws of no more (pack_data.cmake).
inline constexpr int most_members = 200;

struct Base {
  model::World world;
  analysis::DrawSource draws;
  Observed observed;
  ScenarioSource scenarios;
  analysis::RunOptions options;  ///< the program's defaults, with the posterior as source
};

/// Nothing, and at least one fault, where the embedded data are wrong. Mills need no observations.
std::unique_ptr<Base> read_base(bool with_observed, Faults& faults);

/// {"faults": [{"file", "line", "path", "value", "message", "text"}]}
Json faults_json(const Faults& faults);

/// Places, instruments, outcomes, scenarios, observations, versions: what the page draws and names.
Json catalogue_json(const Base& base);

/// A scenario file as written, for the page to edit; what a run reads of it, and what it does by
/// year: {"document", "scenario"}.
Json document_json(const ScenarioDocument& document);
Json scenario_json(const Base& base, const Scenario& scenario);

/// On one line; text that is not UTF-8 is replaced.
std::string dump(const Json& json);

}  // namespace balloon::lab
