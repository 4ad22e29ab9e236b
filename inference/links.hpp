// Which unknowns an observation may move: localisation by what is known of cause and effect.
#pragma once

#include <vector>

#include "analysis/target.hpp"
#include "inference/assimilation.hpp"
#include "model/unknowns.hpp"

namespace balloon::inference {

/// Unknowns x targets. Parameters and the start's areas and prices may be moved by everything, but
/// for the effect of closures, which nothing moves: history has two of assumed levels, and an
/// effect fitted to them would explain them and nothing else. What belongs to a zone, or to a hub's
/// supply, may be moved by targets of its country, and by those of a zone only where it is the
/// same; innovations only by targets of their own year and of the `memory` years after it, those of
/// corridors by corridors and markets in any year after it. What a shock in one country does to
/// others through prices stays in the model's predictions; it is not used to infer the shock.
Mask make_links(const model::World& world, const std::vector<analysis::Target>& targets,
                int last_year, int memory);

}  // namespace balloon::inference
