// What may be known at an origin: history up to the end of a year, and a rule for what follows.
#pragma once

#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon::inference {

/// The world as it is known at the end of `year`: drivers keep the value of its last month.
model::World known_world(const model::World& world, int year);

/// The policy as it is known at the end of `year`, with the rule of a forecast: from then on every
/// month repeats the levers of twelve months before, so the last year's policy is held with its
/// seasons. Later history, which `history` may hold, is not looked at.
model::Policy held_policy(const model::Policy& history, int year);

}  // namespace balloon::inference
