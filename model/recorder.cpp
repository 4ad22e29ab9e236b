#include "model/recorder.hpp"

namespace balloon::model {

OutcomeLayout make_layout(const World& world, const bool* chosen) {
  OutcomeLayout layout;
  for (int i = 0; i < outcome_count; ++i) {
    layout.recorded[i] = chosen == nullptr || chosen[i];
    layout.places[i] = outcome_places(world, static_cast<Outcome>(i));
    if (!layout.recorded[i]) continue;
    int& width =
        outcomes[i].cadence == Cadence::monthly ? layout.monthly_width : layout.yearly_width;
    layout.offset[i] = width;
    width += layout.places[i];
  }
  return layout;
}

}  // namespace balloon::model
