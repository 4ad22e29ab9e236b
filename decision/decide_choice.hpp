// From a front to strategies worth a name: which of them are judged anew, and which roles they get.
#pragma once

#include "decision/decide.hpp"

namespace balloon::decision {

/// At most `count` candidates: the best in each objective; then, for a quarter of the count, those
/// that are better than `than` in every objective, the one first whose least gain is largest; then
/// always the one farthest from those taken; all in objectives scaled to their range on the front.
/// In the order of the first objective.
std::vector<Candidate> spread_over(const std::vector<Candidate>& front, std::size_t count,
                                   const std::vector<double>& than);

/// Gives roles among strategies[1..]: "throughout" to the one that dominates the historical split
/// (dominates_in_two) and is better in all objectives in most members; "best:ID" to the best in
/// each objective as judged on fresh members; "compromise" to the one whose worst objective, scaled
/// to the range of those shown, is least bad; "least-regret" to the one whose largest scaled regret
/// is least; "surest" to the one that is better than the historical split in at least two
/// objectives in most members. Only strategies that keep the limits on fresh members take part, all
/// where none does.
void give_roles(const DecisionProblem& problem, DecisionResult& result);

/// Quantile 0.9 over members of what each strategy loses, by objective, against the best of them
/// all in the same member. values[strategy].
void set_regrets(const DecisionProblem& problem, const std::vector<MemberValues>& values,
                 DecisionResult& result);

/// Which strategy each attitude would take, objective by objective: the mean, the mean of the worst
/// tenth, the 90 % quantile of regret, and the share of members in which half of what the best
/// strategy gains in the mean is reached.
std::vector<AttitudeChoice> choices_by_attitude(const DecisionProblem& problem,
                                                const std::vector<MemberValues>& values);

}  // namespace balloon::decision
