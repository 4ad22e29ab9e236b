#include "io/problem_reader.hpp"

#include <algorithm>
#include <utility>

#include "core/embedded.hpp"
#include "decision/budget.hpp"
#include "io/csv.hpp"
#include "io/problem_fields.hpp"
#include "io/problem_tables.hpp"
#include "io/scenario_document.hpp"
#include "io/strategy_file.hpp"

namespace balloon {

namespace {

constexpr std::string_view problem_folder = "problems/";
constexpr std::string_view problem_suffix = ".toml";

bool names_problem_file(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.find('\\') != std::string_view::npos ||
         name.ends_with(problem_suffix);
}

/// Reads the head: what comes before the tables.
void read_problem_head(const ScenarioFields& top, decision::DecisionProblem& problem) {
  top.allow(problem_format::top_keys);
  top.require("name");
  const auto name = top.text("name");
  problem.id = name.value_or("");
  bool good = !problem.id.empty() && problem.id.size() <= 80;
  for (const char c : problem.id)
    good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (name && !good)
    top.fault("name", "a name is made of small letters, digits and hyphens, at most 80");
  problem.title = problem_format::read_titles(top, "title");
  if (top.has("summary")) problem.summary = problem_format::read_titles(top, "summary");
  top.require("base");
  const auto base = top.text("base", "the id of a scenario, or a file, in quotes");
  problem.base = base.value_or("");
  if (base && base->empty())
    top.fault("base", "must name the scenario whose other levers are kept");
  problem.sources = top.word_list_of("sources");
  top.text("note");
}

/// False, with a fault, for another version than this program's.
bool right_problem_version(const ScenarioFields& top) {
  top.require("schema");
  const auto version = top.integer("schema", 1, 1000000);
  if (!version || *version == problem_format::schema_version) return true;
  top.fault("schema", "unknown schema version; this program reads schema = " +
                          std::to_string(problem_format::schema_version));
  return false;
}

/// One problem, from its text to its checks.
class ProblemReader {
 public:
  ProblemReader(const model::World& world, const ScenarioSource& source,
                decision::DecisionProblem& problem, Faults& faults)
      : world_(world), source_(source), problem_(problem), faults_(faults), tables_(problem) {}

  void read(const ScenarioFields& top) {
    if (!right_problem_version(top)) return;
    read_problem_head(top, problem_);
    find_base(top);
    read_years(top);
    tables_.read_budgets(top);
    tables_.read_levers(top, world_, span_);
    tables_.read_strings(top);
    if (tables_.money_right()) check_money();
    if (tables_.levers_right()) check_days();
    tables_.read_objectives(top, world_, span_);
    tables_.read_limits(top, world_, span_);
    tables_.read_agencies(top);
    tables_.read_search(top);
  }

  /// The scenario of the base, "" where the file names none that is there.
  const std::string& base() const { return base_; }

 private:
  void find_base(const ScenarioFields& top) {
    const auto& name = problem_.base;
    if (name.empty()) return;
    if (!names_problem_file(name)) {
      if (std::find(source_.ids.begin(), source_.ids.end(), name) == source_.ids.end()) {
        top.fault("base", "unknown scenario" + suggestion(name, source_.ids) +
                              "; known: " + word_list(source_.ids, 40) +
                              "; a file is named with its ending, .toml");
        return;
      }
      base_ = name;
      return;
    }
    if (name.find('/') != std::string::npos || name.find('\\') != std::string::npos) {
      top.fault("base", "only a shipped scenario or a file in the same folder may be named here");
      return;
    }
    const auto slash = problem_.file.rfind('/');
    const std::string path =
        slash == std::string::npos ? "./" + name : problem_.file.substr(0, slash + 1) + name;
    if (!source_.disk || !source_.disk(path)) {
      top.fault("base", "the file " + printable(path, 200) + " is missing or cannot be read");
      return;
    }
    base_ = path;
  }

  void read_years(const ScenarioFields& top) {
    top.require("from");
    top.require("until");
    const auto from = top.integer("from", first_year, last_year);
    const auto until = top.integer("until", first_year, last_year);
    if (!from || !until) return;
    if (*until < *from) {
      top.fault("until", "the last year lies before the first, " + std::to_string(*from));
      return;
    }
    span_.first = problem_.first_month = month_index(static_cast<int>(*from), 1);
    span_.last = problem_.last_month = month_index(static_cast<int>(*until), 12);
    span_.given = true;
  }

  /// What no split can keep, or the historical one does not, with the lines of the file.
  void check_money() {
    Faults found;
    decision::check_feasible(problem_, found);
    const bool feasible = found.empty();
    if (feasible) decision::check_split(problem_, decision::historical_split(problem_), 1, found);
    for (auto fault : found.list()) {
      if (feasible) {
        const bool lever = fault.path.starts_with("lever ");
        fault.message =
            (lever ? "the historical amount " : "the sum of its levers' historical amounts ") +
            fault.message;
        tables_.locate(fault, lever ? "historical" : "");
      } else {
        tables_.locate(fault, "");
      }
      faults_.add(std::move(fault));
    }
  }

  /// A month in which the levers of an instrument end and begin again cannot be cleared by days.
  void check_days() {
    const DecidedPlace* before = nullptr;
    const auto places = decided_places(problem_, world_);
    for (const auto& place : places) {
      if (before != nullptr && before->instrument == place.instrument &&
          before->place == place.place &&
          month_index(before->to.year, before->to.month) ==
              month_index(place.from.year, place.from.month)) {
        const auto& stand = tables_.lever_stand(place.first_lever);
        faults_.add({problem_.file, stand.line_of("from"), stand.path + ".from",
                     to_string(place.from),
                     "begins in the month in which the levers of " +
                         std::string(model::instruments[place.instrument].name) + " in " +
                         place.place + " end, " + to_string(before->to) +
                         ", with days between them; let it begin on the day after, or a month "
                         "later"});
      }
      before = &place;
    }
  }

  const model::World& world_;
  const ScenarioSource& source_;
  decision::DecisionProblem& problem_;
  Faults& faults_;
  ProblemTables tables_;
  problem_format::Span span_;
  std::string base_;
};

}  // namespace

std::optional<decision::DecisionProblem> read_problem(std::string file, std::string_view text,
                                                      const model::World& world,
                                                      const ScenarioSource& source,
                                                      Faults& faults) {
  decision::DecisionProblem problem;
  problem.file = std::move(file);
  Faults found;
  ProblemReader reader(world, source, problem, found);
  with_scenario_fields(problem.file, text, found, [&](ScenarioFields& top) { reader.read(top); });
  auto list = found.list();
  std::stable_sort(list.begin(), list.end(),
                   [](const Fault& a, const Fault& b) { return a.line < b.line; });
  const std::size_t before = faults.size();
  for (auto& fault : list) faults.add(std::move(fault));
  // A scenario of the program's own is right; it is put together only where all else is.
  const auto& base = reader.base();
  if (!base.empty() && (faults.size() == before || names_problem_file(base)))
    load_scenario(base, world, source, faults);
  if (faults.size() != before) return std::nullopt;
  return problem;
}

std::vector<std::string> problem_ids() {
  std::vector<std::string> ids;
  for (const auto& file : embedded::files()) {
    if (!file.path.starts_with(problem_folder) || !file.path.ends_with(problem_suffix)) continue;
    ids.emplace_back(file.path.substr(
        problem_folder.size(), file.path.size() - problem_folder.size() - problem_suffix.size()));
  }
  return ids;
}

namespace {

std::string shipped_problem(std::string_view id) {
  return std::string(problem_folder) + std::string(id) + std::string(problem_suffix);
}

}  // namespace

std::optional<decision::DecisionProblem> load_problem(std::string_view id_or_path,
                                                      const model::World& world,
                                                      const ScenarioSource& source,
                                                      Faults& faults) {
  const bool is_file = names_problem_file(id_or_path);
  const std::string path = is_file ? std::string(id_or_path) : shipped_problem(id_or_path);
  const auto& files = is_file ? source.disk : source.files;
  const auto text = files ? files(path) : std::nullopt;
  if (text) return read_problem(path, *text, world, source, faults);
  const auto ids = problem_ids();
  faults.add({"", 0, "problem", printable(id_or_path),
              is_file ? "the file is missing or cannot be read"
                      : "unknown problem" + suggestion(id_or_path, ids) + "; known: " +
                            word_list(ids, 40) + "; a file is named by its path, ending in .toml"});
  return std::nullopt;
}

std::vector<ProblemSummary> list_problems(const ScenarioSource& source, Faults& faults) {
  std::vector<ProblemSummary> list;
  for (const auto& id : problem_ids()) {
    const std::string path = shipped_problem(id);
    const auto text = source.files ? source.files(path) : std::nullopt;
    if (!text) {
      faults.add({path, 0, "", "", "the file is missing or cannot be read"});
      continue;
    }
    const std::size_t before = faults.size();
    decision::DecisionProblem head;
    with_scenario_fields(path, *text, faults, [&](ScenarioFields& top) {
      if (right_problem_version(top)) read_problem_head(top, head);
    });
    if (faults.size() != before) continue;
    list.push_back({head.id, std::move(head.title), std::move(head.summary), head.base});
  }
  return list;
}

}  // namespace balloon
