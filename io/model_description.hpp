// The model's own tables in words: order of the month, parameters, outcomes, instruments,
// structures.
#pragma once

#include <string>

#include "model/outcomes.hpp"
#include "model/parameters.hpp"
#include "model/policy.hpp"

namespace balloon {

const char* name_of(model::Prior prior);
const char* name_of(model::Basis basis);
const char* name_of(model::Level level);
const char* name_of(model::OutcomePlace place);
const char* name_of(model::PlaceKind kind);

/// What `balloon model --json` prints: order, parameters, outcomes, instruments, structures,
/// switches.
std::string model_json();

}  // namespace balloon
