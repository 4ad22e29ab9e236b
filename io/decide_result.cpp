#include "io/decide_result.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

#include "io/json_number.hpp"

namespace balloon {

using namespace decision;

namespace {

using DecideJson = nlohmann::ordered_json;

DecideJson numbers(const std::vector<double>& values) {
  auto list = DecideJson::array();
  for (const double x : values) list.push_back(number_or_null(x));
  return list;
}

DecideJson interval_json(const analysis::Interval& i) {
  return {{"n", i.n},
          {"median", number_or_null(i.median)},
          {"low50", number_or_null(i.low50)},
          {"high50", number_or_null(i.high50)},
          {"low90", number_or_null(i.low90)},
          {"high90", number_or_null(i.high90)},
          {"mean", number_or_null(i.mean)},
          {"mean_error", number_or_null(i.mean_error)}};
}

DecideJson comparison_json(const DecisionProblem& problem, const Comparison& c) {
  DecideJson j;
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    auto of = interval_json(c.difference[k]);
    of["probability_better"] = number_or_null(c.better.on_each[k]);
    j["objectives"][problem.objectives[k].id] = std::move(of);
  }
  j["probability_better_in_at_least"] = numbers(c.better.on_at_least);
  j["members"] = c.better.members;
  j["failed"] = c.better.failed;
  return j;
}

DecideJson strategy_json(const DecisionProblem& problem, const StrategyResult& s) {
  DecideJson j{{"id", s.id}, {"roles", s.roles}};
  for (std::size_t l = 0; l < s.money.size(); ++l) j["money"][problem.levers[l].id] = s.money[l];
  j["searched"] = {{"objectives", numbers(s.searched.objectives)},
                   {"violation", number_or_null(s.searched.violation)}};
  j["fresh"] = {{"objectives", numbers(s.fresh.objectives)},
                {"violation", number_or_null(s.fresh.violation)}};
  j["against_historical"] = comparison_json(problem, s.comparison);
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    const auto& id = problem.objectives[k].id;
    j["regret90"][id] = number_or_null(s.regret[k]);
    for (int t = 0; t < model::structure_count; ++t)
      j["median_by_structure"][id][model::structure_names[t]] =
          number_or_null(s.by_structure[k][static_cast<std::size_t>(t)]);
  }
  for (std::size_t l = 0; l < s.limit_share.size(); ++l)
    j["limit_kept"][problem.limits[l].id] = number_or_null(s.limit_share[l]);
  return j;
}

DecideJson figure_json(const ShapleyFigure& f) {
  return {{"value", number_or_null(f.value)},
          {"low90", number_or_null(f.low)},
          {"high90", number_or_null(f.high)}};
}

DecideJson box_json(const std::vector<std::string>& factors, const Box& box) {
  DecideJson j{{"cases", box.cases},
               {"failures", box.hits},
               {"coverage", number_or_null(box.coverage)},
               {"density", number_or_null(box.density)}};
  for (std::size_t i = 0; i < box.limits.size(); ++i) {
    const auto& r = box.limits[i];
    DecideJson limit{{"factor", factors[r.factor]}};
    if (r.has_low) limit["low"] = r.low, limit["quasi_p_low"] = number_or_null(box.p[i].low);
    if (r.has_high) limit["high"] = r.high, limit["quasi_p_high"] = number_or_null(box.p[i].high);
    if (r.has_categories) {
      limit["categories"] = r.categories;
      limit["quasi_p"] = number_or_null(box.p[i].categories);
    }
    j["limits"].push_back(std::move(limit));
  }
  return j;
}

const char* attitude_name(Attitude attitude) {
  switch (attitude) {
    case Attitude::mean:
      return "mean";
    case Attitude::cvar:
      return "cvar";
    case Attitude::regret:
      return "regret";
    case Attitude::satisficing:
      break;
  }
  return "satisficing";
}

}  // namespace

std::string decide_json(const DecisionProblem& problem, const DecisionResult& result,
                        const Provenance& provenance) {
  DecideJson j{{"format", "balloon-decision-1"}, {"problem", problem.id},
               {"command", provenance.command},  {"version", provenance.version},
               {"commit", provenance.commit},    {"data_hash", provenance.data_hash}};
  if (!provenance.draws.empty()) j["draws"] = DecideJson::parse(provenance.draws);
  for (const auto& o : problem.objectives)
    j["objectives"].push_back({{"id", o.id},
                               {"outcome", model::outcomes[o.measure.outcome].name},
                               {"unit", model::outcomes[o.measure.outcome].unit},
                               {"direction", o.maximise ? "maximise" : "minimise"},
                               {"attitude", attitude_name(o.attitude.kind)}});
  j["search"] = {{"method", std::string(method_name(problem.method))},
                 {"population", problem.population},
                 {"generations", problem.generations},
                 {"seed", problem.seed},
                 {"members", result.search_members},
                 {"evaluated", result.evaluated},
                 {"front", result.front},
                 {"feasible", result.feasible},
                 {"ideal", numbers(result.ideal)},
                 {"reference", numbers(result.reference)},
                 {"hypervolume", numbers(result.hypervolume)}};
  j["fresh_members"] = result.fresh_members;
  j["failed_members"] = result.failed_members;
  j["dominate_historical"] = {{"searched", result.dominate_searched},
                              {"fresh", result.dominate_fresh},
                              {"of", result.strategies.size() - 1}};
  j["sure_in_two_objectives"] = result.sure_in_two;
  for (const auto& s : result.strategies) j["strategies"].push_back(strategy_json(problem, s));
  const auto id = [&](std::size_t s) { return result.strategies[s].id; };
  for (const auto& a : result.agencies)
    j["agencies"].push_back({{"rule", a.agency},
                             {"strategy", id(a.strategy)},
                             {"against_historical", comparison_json(problem, a.comparison)}});
  if (result.rolling) {
    const auto& rolling = *result.rolling;
    DecideJson of{{"first_year", rolling.first_year},
                  {"fixed_plan", id(rolling.fixed_plan)},
                  {"rolling", comparison_json(problem, rolling.rolling)},
                  {"fixed", comparison_json(problem, rolling.fixed)}};
    for (const auto& years : rolling.plans) {
      auto plans = DecideJson::array();
      for (const auto s : years) plans.push_back(id(s));
      of["plans"].push_back(std::move(plans));
    }
    j["planning_again"] = std::move(of);
  }
  for (const auto& f : result.failures) {
    DecideJson of{{"strategy", id(f.strategy)},
                  {"objective", problem.objectives[f.objective].id},
                  {"cases", f.cases},
                  {"failures", f.failures},
                  {"boxes", DecideJson::array()}};
    for (const auto& box : f.boxes) of["boxes"].push_back(box_json(result.factors, box));
    j["failures"].push_back(std::move(of));
  }
  for (const auto& c : result.channels) {
    DecideJson of{{"strategy", id(c.strategy)},
                  {"objective", problem.objectives[c.objective].id},
                  {"all", figure_json(c.shapley.all)},
                  {"none", figure_json(c.shapley.none)},
                  {"members", c.shapley.members}};
    for (int p = 0; p < channel_count; ++p)
      of["shapley"][channel_names[p]] = figure_json(c.shapley.shapley[static_cast<std::size_t>(p)]);
    j["channels"].push_back(std::move(of));
  }
  for (const auto& a : result.attitudes)
    j["attitudes"].push_back({{"attitude", attitude_name(a.rule.kind)},
                              {"objective", problem.objectives[a.objective].id},
                              {"strategy", id(a.strategy)},
                              {"value", number_or_null(a.value)}});
  return j.dump(2, ' ', false, DecideJson::error_handler_t::replace) + "\n";
}

std::string strategies_csv(const DecisionProblem& problem, const DecisionResult& result) {
  std::string csv = "strategy,roles,quantity,name,unit,n,median,low90,high90,mean,probability\n";
  const auto cell = [](double x) { return std::isfinite(x) ? fmt::format("{}", x) : ""; };
  for (const auto& s : result.strategies) {
    const auto start = fmt::format("{},{}", s.id, fmt::join(s.roles, " "));
    for (std::size_t l = 0; l < s.money.size(); ++l)
      csv += fmt::format("{},money,{},USD 2010,,{},,,,\n", start, problem.levers[l].id,
                         cell(s.money[l]));
    for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
      const auto& o = problem.objectives[k];
      const auto& d = s.comparison.difference[k];
      const char* unit = model::outcomes[o.measure.outcome].unit;
      csv += fmt::format("{},difference,{},{},{},{},{},{},{},{}\n", start, o.id, unit, d.n,
                         cell(d.median), cell(d.low90), cell(d.high90), cell(d.mean),
                         cell(s.comparison.better.on_each[k]));
      csv += fmt::format("{},regret,{},{},,{},,,,\n", start, o.id, unit, cell(s.regret[k]));
    }
    for (std::size_t l = 0; l < s.limit_share.size(); ++l)
      csv += fmt::format("{},limit,{},1,,,,,,{}\n", start, problem.limits[l].id,
                         cell(s.limit_share[l]));
  }
  return csv;
}

}  // namespace balloon
