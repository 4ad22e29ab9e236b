// Applies the levers and holds of one scenario file, and the rows of history, to a draft policy.
#pragma once

#include <string_view>

#include "core/fault.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_draft.hpp"

namespace balloon {

/// Applies switches, target and, in the order of the file, each lever and hold. What is wrong is
/// added to `faults`; a step with a fault is not applied.
void apply_document(const ScenarioDocument& document, PolicyDraft& draft, Faults& faults);

/// Adds the rows of data/model/history.csv: each a total over its days (flows) or a level held over
/// them. Money is in current USD and becomes constant USD of 2010 by the US price index at the
/// middle of the row's dates. `file` is for messages.
void apply_history(std::string_view file, std::string_view text, const model::World& world,
                   PolicyDraft& draft, Faults& faults);

}  // namespace balloon
