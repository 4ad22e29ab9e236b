// What the tables of a decision problem have in common: ids, titles, money and dates; and the words
// of the format. docs/problems.md is its reference.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/calendar.hpp"
#include "decision/problem.hpp"
#include "io/scenario_fields.hpp"
#include "model/world.hpp"

namespace balloon::problem_format {

inline constexpr int schema_version = 1;
inline constexpr std::size_t max_tables = 64;  ///< of one kind: budgets, strings, levers, limits
inline constexpr std::size_t max_objectives = 8;

inline const std::vector<std::string> top_keys{
    "schema",  "name",   "title",  "summary", "base",  "from",   "until",  "note",
    "sources", "budget", "string", "lever",   "limit", "agency", "search", "objective"};
inline const std::vector<std::string> budget_keys{"id",    "title", "donor", "amount",
                                                  "spend", "note",  "source"};
inline const std::vector<std::string> string_keys{"id",       "title",          "budget",  "levers",
                                                  "at_least", "at_least_share", "at_most", "note",
                                                  "source",   "at_most_share"};
inline const std::vector<std::string> lever_keys{"id",      "title", "instrument", "place",
                                                 "from",    "to",    "budget",     "at_least",
                                                 "at_most", "note",  "source",     "historical"};
inline const std::vector<std::string> measure_keys{
    "id", "title", "outcome", "places", "statistic", "from", "to", "note", "source"};
inline const std::vector<std::string> objective_keys{"direction", "attitude", "level", "threshold"};
inline const std::vector<std::string> limit_keys{"at_most", "at_least", "at_most_of_historical",
                                                 "at_least_of_historical", "probability"};
inline const std::vector<std::string> agency_keys{"id", "crops", "corridors", "note"};
inline const std::vector<std::string> search_keys{"method",  "population", "generations",
                                                  "members", "seed",       "note"};
inline const std::vector<std::string> spend_words{"all", "up-to"};
inline const std::vector<std::string> statistic_words{"sum", "mean", "last"};
inline const std::vector<std::string> direction_words{"minimise", "maximise"};
inline const std::vector<std::string> attitude_words{"mean", "cvar", "regret", "satisficing"};

/// Months of a problem: from a January to a December.
struct Span {
  int first = 0, last = month_count - 1;
  bool given = false;  ///< the file said so, without a fault
};

/// Where a table stands in the file, for messages that come later.
struct Stand {
  std::string path;  ///< "lever[2]"; the first is 1
  int line = 0;
  std::map<std::string, int> lines;  ///< of its keys

  explicit Stand(const ScenarioFields& fields)
      : path(fields.path()), line(fields.line()), lines(fields.key_lines()) {}
  int line_of(const std::string& key) const {
    const auto found = lines.find(key);
    return found == lines.end() ? line : found->second;
  }
};

/// Ids of one kind of table in the order of the file, those of tables with a fault as well, so that
/// one fault does not make others.
class Ids {
 public:
  explicit Ids(const char* kind) : kind_(kind) {}

  /// Reads `id`; a fault where it is missing, not of small letters, digits and hyphens, or given to
  /// a table before. Every table counts, also one without an id.
  std::string read(const ScenarioFields& fields);
  /// Index of the table that a word names; -1, and a fault about `key` with the nearest id.
  int find(const ScenarioFields& fields, const char* key, const std::string& word) const;
  /// Index by id, -1 where there is none.
  int index(const std::string& id) const;
  const std::vector<Stand>& stands() const { return stands_; }

 private:
  const char* kind_;
  std::vector<std::string> ids_;
  std::vector<Stand> stands_;
};

/// A table of texts by language, English among them; a fault where `key` is missing.
decision::Titles read_titles(const ScenarioFields& fields, const char* key);

/// Constant USD of 2010, such as "973 MUSD"; nothing, and a fault, for anything else.
std::optional<double> read_usd(const ScenarioFields& fields, const char* key);

/// First and last day under `from` and `to`, both required, within the problem's years.
std::optional<std::pair<Date, Date>> read_days(const ScenarioFields& fields, const Span& span);

/// First and last month under `from` and `to`; the problem's where a key is missing.
std::optional<std::pair<int, int>> read_months(const ScenarioFields& fields, const Span& span);

/// outcome, places, statistic, from and to of an objective or limit; nothing, and faults, where one
/// is wrong.
std::optional<decision::Measure> read_measure(const ScenarioFields& fields,
                                              const model::World& world, const Span& span);

}  // namespace balloon::problem_format
