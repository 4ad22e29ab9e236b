// What limits an explanation.
#include <cmath>

#include <fmt/format.h>

#include "io/explain_words.hpp"

namespace balloon {

namespace explain_words {

namespace {

/// Shares of rows from which a reader is told.
constexpr double many = 0.2, some = 0.02;

void add_rows(const char* method, const decision::RowCount& rows, std::vector<std::string>& notes) {
  if (rows.rows == 0) return;
  const double failed = static_cast<double>(rows.failed) / rows.rows;
  const double undefined = static_cast<double>(rows.undefined) / rows.rows;
  if (failed > some)
    notes.push_back(fmt::format("{}: {} % of the pairs of runs failed and are left out.", method,
                                percent(failed)));
  if (undefined > some)
    notes.push_back(fmt::format("{}: in {} % of the pairs the number is not defined.", method,
                                percent(undefined)));
}

std::vector<std::string> notes_on(const ExplainStudy& study) {
  using Kind = decision::ExplainedOutcome::Kind;
  std::vector<std::string> notes;
  const auto& r = study.result;
  const auto& outcome = study.plan.outcome;
  if (outcome.kind == Kind::index)
    notes.push_back(
        "The balloon index is a ratio with heavy tails: a few rows with a small loss decide its "
        "variance, and rows without a clear loss are left out. Rather ask for --outcome elsewhere "
        "or gone; the channels use a ratio of means, which stands.");
  if (r.variance) {
    const auto& i = r.variance->indices;
    const int points = i.used + i.dropped;
    if (points > 0 && i.dropped > many * points)
      notes.push_back(fmt::format(
          "Shares of variance rest on {} of {} base points: a point with one row without a number "
          "is left out, and those that are left are not a fair sample.",
          i.used, points));
    bool wide = false;
    for (const auto& total : i.total) wide = wide || total.high - total.low > 0.3;
    if (wide)
      notes.push_back(
          "Some shares of variance have intervals wider than 30 points: give a larger --base.");
  }
  if (r.screen) add_rows("Screening", r.screen->rows, notes);
  if (r.variance) add_rows("Shares of variance", r.variance->rows, notes);
  if (r.channels) {
    const auto& s = r.channels->quantities.front().shapley;
    if (s.dropped > 0)
      notes.push_back(fmt::format(
          "Channels: {} of {} members failed in some combination (most often with prices held) "
          "and are left out of all.",
          s.dropped, s.dropped + s.members));
    notes.push_back(
        study.plan.channels_from_1990
            ? "A channel that is off is off from 1990 on, in policy and reference, so the history "
              "before the window differs between combinations: shares are of displacement in a "
              "world without the channel."
            : "A channel that is off is off from the January in which the policies part, in policy "
              "and reference, after the same history with all channels: shares are of displacement "
              "in the window. What a channel had built up before stays as it was.");
    if (outcome.of_ledger()) {
      const double none = r.channels->quantities[1].shapley.none.value;
      if (std::fabs(none) >= 0.5)
        notes.push_back(fmt::format(
            "With all channels off {} ha are gained elsewhere in the mean: what the policy does "
            "outside the target by itself, with levers on a whole country or its laboratories{}.",
            figure(none, 2),
            study.plan.channels_from_1990
                ? ""
                : ", and where growers plant who were on the move already"));
    }
  }
  if (r.screen || r.variance)
    notes.push_back(
        study.plan.posterior != nullptr
            ? "Factors are independent: each parameter has its marginal of the posterior, and what "
              "the posterior says of parameters together, and of parameters with history, is "
              "dropped. So the number scatters more here than in balloon run, and histories meet "
              "parameters that did not make them."
            : "Factors are independent, as in the priors: members are not calibrated.");
  if (r.variance && r.lever_effects && r.lever_effects->value.n > 0)
    notes.push_back(fmt::format(
        "The number itself: {} {} in the ensemble's members (median, 90 %), {} {} over independent "
        "factors.",
        figure(r.lever_effects->value.median),
        range(r.lever_effects->value.low90, r.lever_effects->value.high90),
        figure(r.variance->values.median),
        range(r.variance->values.low90, r.variance->values.high90)));
  if (r.lever_effects)
    notes.push_back(fmt::format(
        "Effects of levers are local: the differences of the policies times {:g}{}. An amount "
        "cannot fall below zero and a level not exceed its limit. Money counts in the calendar "
        "years of the window, at the model's costs.",
        r.lever_effects->scale,
        study.plan.added.empty()
            ? ""
            : fmt::format(", and {} a year more in added levers", study.step)));
  for (const auto& note : study.run->study.draws.notes) notes.push_back("Draws: " + note + ".");
  return notes;
}

}  // namespace

}  // namespace explain_words

std::vector<std::string> explain_notes(const ExplainStudy& study) {
  return explain_words::notes_on(study);
}

}  // namespace balloon
