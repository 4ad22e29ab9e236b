// The tables of a decision problem that say what is wanted and how it is looked for.
#include <algorithm>
#include <limits>
#include <optional>

#include "io/csv.hpp"
#include "io/problem_tables.hpp"

namespace balloon {

using decision::Attitude;
using decision::SearchMethod;
using problem_format::Span;

namespace {

constexpr double largest_limit = 1e18;  ///< of a limit or threshold, in any outcome's unit

std::vector<std::string> with_keys(std::vector<std::string> keys,
                                   const std::vector<std::string>& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

/// Which way is better: as said, else as the outcome's record says.
bool read_direction(const ScenarioFields& fields, const std::optional<decision::Measure>& measure) {
  const auto said = fields.choice("direction", problem_format::direction_words);
  if (said) return *said == 1;
  if (!measure || fields.has("direction")) return false;
  const auto& record = model::outcomes[measure->outcome];
  if (record.direction == model::Direction::information)
    fields.fault("direction", std::string(record.name) +
                                  " is information, neither good nor bad by itself; say minimise "
                                  "or maximise");
  return record.direction == model::Direction::maximise;
}

decision::AttitudeRule read_attitude(const ScenarioFields& fields) {
  decision::AttitudeRule rule;
  const auto word = fields.choice("attitude", problem_format::attitude_words);
  if (fields.has("attitude") && !word) return rule;
  rule.kind = static_cast<Attitude>(word.value_or(0));
  const std::string& name = problem_format::attitude_words[static_cast<std::size_t>(rule.kind)];
  const bool levelled = rule.kind == Attitude::cvar || rule.kind == Attitude::regret;
  if (levelled) {
    fields.require("level");
    if (const auto level = fields.number("level", 0, 1)) {
      rule.level = *level;
      if (rule.kind == Attitude::cvar && *level == 0)
        fields.fault("level", "the worst share of the members must be more than 0; 1 is the mean");
    }
  } else if (fields.has("level")) {
    fields.fault("level", "has no meaning with attitude \"" + name +
                              "\"; it is the worst share of cvar and the quantile of regret");
  }
  if (rule.kind == Attitude::satisficing) {
    fields.require("threshold");
    rule.threshold =
        fields.number("threshold", -largest_limit, largest_limit).value_or(rule.threshold);
  } else if (fields.has("threshold")) {
    fields.fault("threshold", "has no meaning with attitude \"" + name +
                                  "\"; it is what members are to meet under satisficing");
  }
  return rule;
}

}  // namespace

void ProblemTables::check_window(const ScenarioFields& fields,
                                 const decision::Measure& measure) const {
  if (!levers_right_ || problem_.levers.empty()) return;
  const auto first = std::min_element(problem_.levers.begin(), problem_.levers.end(),
                                      [](const auto& a, const auto& b) { return a.from < b.from; });
  const int month = month_index(first->from.year, first->from.month);
  if (measure.to < month)
    fields.fault("to", "ends before the first lever begins, in " + month_name(month) +
                           "; no split of the money can change it");
}

void ProblemTables::read_objective(const ScenarioFields& fields, const model::World& world,
                                   const Span& span) {
  const std::size_t before = fields.fault_count();
  decision::Objective objective;
  fields.allow(with_keys(problem_format::measure_keys, problem_format::objective_keys));
  objective.id = objectives_.read(fields);
  objective.title = problem_format::read_titles(fields, "title");
  const auto measure = problem_format::read_measure(fields, world, span);
  objective.maximise = read_direction(fields, measure);
  objective.attitude = read_attitude(fields);
  fields.text("note");
  fields.text("source");
  if (measure) {
    objective.measure = *measure;
    check_window(fields, *measure);
  }
  const auto& m = objective.measure;
  for (std::size_t k = 0; k < problem_.objectives.size() && fields.fault_count() == before; ++k) {
    const auto& other = problem_.objectives[k];
    const auto& o = other.measure;
    if (o.outcome == m.outcome && o.places == m.places && o.statistic == m.statistic &&
        o.from == m.from && o.to == m.to && other.maximise == objective.maximise &&
        other.attitude.kind == objective.attitude.kind &&
        other.attitude.level == objective.attitude.level &&
        other.attitude.threshold == objective.attitude.threshold)
      fields.fault("", "says the same as " + objectives_.stands()[k].path);
  }
  problem_.objectives.push_back(std::move(objective));
}

void ProblemTables::read_objectives(const ScenarioFields& top, const model::World& world,
                                    const Span& span) {
  if (top.array_size("objective") > problem_format::max_objectives) {
    top.fault("objective", std::to_string(top.array_size("objective")) + " objectives; at most " +
                               std::to_string(problem_format::max_objectives) + " are read");
    return;
  }
  top.tables("objective", [&](ScenarioFields& fields) { read_objective(fields, world, span); });
}

void ProblemTables::read_limits(const ScenarioFields& top, const model::World& world,
                                const Span& span) {
  if (top.array_size("limit") > problem_format::max_tables) {
    top.fault("limit", "at most " + std::to_string(problem_format::max_tables) + " are read");
    return;
  }
  top.tables("limit", [&](ScenarioFields& fields) {
    decision::OutcomeLimit limit;
    fields.allow(with_keys(problem_format::measure_keys, problem_format::limit_keys));
    limit.id = limits_.read(fields);
    limit.title = problem_format::read_titles(fields, "title");
    if (const auto measure = problem_format::read_measure(fields, world, span)) {
      limit.measure = *measure;
      check_window(fields, *measure);
    }
    int given = 0;
    for (const bool of_historical : {false, true}) {
      for (const bool at_most : {true, false}) {
        const std::string key =
            std::string(at_most ? "at_most" : "at_least") + (of_historical ? "_of_historical" : "");
        if (!fields.has(key.c_str())) continue;
        ++given;
        limit.at_most = at_most;
        limit.of_historical = of_historical;
        limit.limit = fields
                          .number(key.c_str(), of_historical ? 0 : -largest_limit,
                                  of_historical ? 1000 : largest_limit)
                          .value_or(0);
      }
    }
    if (given != 1)
      fields.fault("", given == 0 ? "needs one of at_most, at_least, at_most_of_historical and "
                                    "at_least_of_historical"
                                  : "only one of at_most, at_least, at_most_of_historical and "
                                    "at_least_of_historical may be given");
    if (const auto share = fields.number("probability", 0, 1)) {
      limit.probability = *share;
      if (*share == 0) fields.fault("probability", "a limit that need never hold is none");
    }
    fields.text("note");
    fields.text("source");
    problem_.limits.push_back(std::move(limit));
  });
}

void ProblemTables::read_search(const ScenarioFields& top) {
  const auto whole = [](const ScenarioFields& fields, const char* key, int low, int high,
                        int otherwise) {
    return static_cast<int>(fields.integer(key, low, high).value_or(otherwise));
  };
  top.table("search", [&](ScenarioFields& fields) {
    fields.allow(problem_format::search_keys);
    std::vector<std::string> methods;
    for (const auto method :
         {SearchMethod::nsga2, SearchMethod::moead, SearchMethod::cmaes, SearchMethod::sade})
      methods.emplace_back(decision::method_name(method));
    if (const auto k = fields.choice("method", methods))
      problem_.method = static_cast<SearchMethod>(*k);
    problem_.population = whole(fields, "population", 8, 1000, problem_.population);
    problem_.generations = whole(fields, "generations", 1, 10000, problem_.generations);
    problem_.members = whole(fields, "members", 8, 2000, problem_.members);
    if (const auto seed = fields.integer("seed", 0, std::numeric_limits<std::int64_t>::max()))
      problem_.seed = static_cast<std::uint64_t>(*seed);
    fields.text("note");
    if (problem_.method == SearchMethod::nsga2 && problem_.population % 4 != 0)
      fields.fault("population", "nsga2 needs a multiple of 4, such as " +
                                     std::to_string(problem_.population / 4 * 4 + 4 > 1000
                                                        ? 1000
                                                        : problem_.population / 4 * 4 + 4));
    const int objectives = static_cast<int>(problem_.objectives.size());
    if (problem_.method == SearchMethod::moead && problem_.population <= objectives)
      fields.fault("population",
                   "moead needs more than the " + std::to_string(objectives) + " objectives");
  });
  const auto count = top.array_size("objective");
  const bool front = decision::many_objectives(problem_.method);
  const std::string method(decision::method_name(problem_.method));
  if (count == 0)
    top.fault("objective", "at least " + std::string(front ? "two are" : "one is") +
                               " needed: write [[objective]]");
  else if (front && count < 2)
    top.fault("objective", method +
                               " needs two objectives or more; with one write method = "
                               "\"cmaes\" or \"sade\" under [search]");
  else if (!front && count > 1)
    top.fault("objective", method + " looks for one objective and the file has " +
                               std::to_string(count) + "; write method = \"nsga2\" or \"moead\"");
}

}  // namespace balloon
