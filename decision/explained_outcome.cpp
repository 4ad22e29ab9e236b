#include "decision/explained_outcome.hpp"

#include <limits>
#include <stdexcept>

#include "decision/measure_value.hpp"

namespace balloon::decision {

analysis::RunOptions options_for(const ExplainedOutcome& outcome, const analysis::RunOptions& base,
                                 bool spending, std::array<bool, model::outcome_count>& recorded) {
  if (outcome.first_month() < 0 || outcome.last_month() >= month_count ||
      outcome.last_month() < outcome.first_month())
    throw std::invalid_argument("the months to be explained must lie in 1990-01 to 2035-12");
  recorded.fill(false);
  if (outcome.of_ledger()) {
    recorded[model::o_coca_area] = recorded[model::o_eradicated] = true;
  } else {
    recorded[static_cast<std::size_t>(outcome.measure.outcome)] = true;
  }
  recorded[model::o_donor_spending] = recorded[model::o_donor_spending] || spending;
  auto options = base;
  options.from = month_index(year_of(outcome.first_month()), 1);
  const bool whole_year =
      spending || (!outcome.of_ledger() &&
                   model::outcomes[outcome.measure.outcome].cadence == model::Cadence::yearly);
  options.to = whole_year ? month_index(year_of(outcome.last_month()), 12) : outcome.last_month();
  options.outcomes = recorded.data();
  return options;
}

PairValue pair_value(const model::World& world, const ExplainedOutcome& outcome,
                     const analysis::Ensemble& policy, const analysis::Ensemble& reference,
                     int member) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (!policy.result.usable(member) || !reference.result.usable(member))
    return {none, none, none, none};
  if (!outcome.of_ledger()) {
    const auto of = [&](const analysis::Ensemble& e) {
      return measure_value(outcome.measure, e.layout, e.result.shape, e.from,
                           e.result.member(member));
    };
    return {outcome.level ? of(policy) : of(policy) - of(reference), none, none, none};
  }
  const auto e = analysis::ledger_entry(world, policy, reference, outcome.target,
                                        outcome.window_start, outcome.horizon, member);
  PairValue v{none, e.gain(), e.loss(), e.target_area};
  switch (outcome.kind) {
    case ExplainedOutcome::Kind::net:
      v.value = e.net();
      break;
    case ExplainedOutcome::Kind::elsewhere:
      v.value = e.gain();
      break;
    case ExplainedOutcome::Kind::gone:
      if (e.gross > 0) v.value = -100 * e.net() / e.gross;
      break;
    default:
      if (e.target_area > 0 && e.loss() > clear_loss_share * e.target_area)
        v.value = e.gain() / e.loss();
  }
  return v;
}

double spending_of(const ExplainedOutcome& outcome, const analysis::Ensemble& run, int member) {
  if (!run.result.usable(member)) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (int year = year_of(outcome.first_month()); year <= year_of(outcome.last_month()); ++year)
    for (int d = 0; d < model::donor_count; ++d)
      sum += static_cast<double>(run.yearly(model::o_donor_spending, member, d, year));
  return sum;
}

const char* unit_of(const ExplainedOutcome& outcome) {
  switch (outcome.kind) {
    case ExplainedOutcome::Kind::gone:
      return "ha of 100";
    case ExplainedOutcome::Kind::index:
      return "1";
    case ExplainedOutcome::Kind::measure:
      return model::outcomes[outcome.measure.outcome].unit;
    default:
      return "ha";
  }
}

model::Direction wanted_of(const ExplainedOutcome& outcome) {
  switch (outcome.kind) {
    case ExplainedOutcome::Kind::gone:
      return model::Direction::maximise;
    case ExplainedOutcome::Kind::measure:
      return model::outcomes[outcome.measure.outcome].direction;
    default:
      return model::Direction::minimise;
  }
}

}  // namespace balloon::decision
