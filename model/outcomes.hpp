// What the model can report: one record an outcome. The engine stores them; io writes them.
#pragma once

#include "model/places.hpp"

namespace balloon::model {

enum class OutcomePlace { zone, hub, corridor, market, group, donor, world };
enum class Cadence { monthly, yearly };  ///< yearly: booked in December
enum class Direction { minimise, maximise, information };

enum Outcome : int {
#define BALLOON_OUTCOME(name, ...) o_##name,
#include "model/outcomes.def"
#undef BALLOON_OUTCOME
  outcome_count
};

struct OutcomeRecord {
  const char* name;
  OutcomePlace place;
  Cadence cadence;
  bool is_flow;  ///< yearly flows are sums of the year's months; stocks are December's
  const char* unit;
  Direction direction;
  bool weak;  ///< mechanism with fewer than five observations
  const char* meaning;
};
inline constexpr OutcomeRecord outcomes[outcome_count] = {
#define BALLOON_OUTCOME(name, place, cadence, flow, unit, direction, weak, meaning) \
  {#name, OutcomePlace::place, Cadence::cadence, flow, unit, Direction::direction, weak, meaning},
#include "model/outcomes.def"
#undef BALLOON_OUTCOME
};

}  // namespace balloon::model
