// The tables of a decision problem: budgets, levers, strings, objectives, limits, agencies, search.
#pragma once

#include <string>

#include "core/fault.hpp"
#include "decision/problem.hpp"
#include "io/problem_fields.hpp"
#include "model/world.hpp"

namespace balloon {

/// Fills a problem table by table, in the order of the functions. A table with a fault keeps its
/// place, so that others may name it.
class ProblemTables {
 public:
  /// The problem must outlive this.
  explicit ProblemTables(decision::DecisionProblem& problem) : problem_(problem) {}

  void read_budgets(const ScenarioFields& top);
  void read_levers(const ScenarioFields& top, const model::World& world,
                   const problem_format::Span& span);
  void read_strings(const ScenarioFields& top);
  void read_objectives(const ScenarioFields& top, const model::World& world,
                       const problem_format::Span& span);
  void read_limits(const ScenarioFields& top, const model::World& world,
                   const problem_format::Span& span);
  void read_agencies(const ScenarioFields& top);
  void read_search(const ScenarioFields& top);

  /// Whether ids, amounts and who names whom are right, whatever else is wrong.
  bool money_right() const { return money_right_; }
  /// Whether all levers were read without a fault.
  bool levers_right() const { return levers_right_; }

  /// Gives a fault of decision/budget.hpp, about "lever ID.key", its line and the file's own path.
  /// `key` is taken where the fault names none.
  void locate(Fault& fault, const std::string& key) const;
  const problem_format::Stand& lever_stand(int lever) const {
    return levers_.stands()[static_cast<std::size_t>(lever)];
  }

 private:
  void read_lever(const ScenarioFields& fields, const model::World& world,
                  const problem_format::Span& span);
  void read_lever_place(const ScenarioFields& fields, const model::World& world,
                        decision::MoneyLever& lever);
  void read_lever_money(const ScenarioFields& fields, decision::MoneyLever& lever);
  void check_same_lever(const ScenarioFields& fields) const;
  void read_string(const ScenarioFields& fields);
  void read_objective(const ScenarioFields& fields, const model::World& world,
                      const problem_format::Span& span);
  void check_window(const ScenarioFields& fields, const decision::Measure& measure) const;

  decision::DecisionProblem& problem_;
  problem_format::Ids budgets_{"budget"}, levers_{"lever"}, strings_{"string"},
      objectives_{"objective"}, limits_{"limit"}, agencies_{"agency"};
  bool money_right_ = true, levers_right_ = false;
};

}  // namespace balloon
