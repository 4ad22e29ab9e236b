// data/model/likelihood.csv: which rows of the data become targets of calibration, and how. One
// row is one rule; the columns are explained in docs/files.md.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/target.hpp"
#include "core/fault.hpp"
#include "io/csv.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// How rows become figures.
enum class RuleMethod {
  value,      ///< the value times the factor
  money,      ///< the same, in dollars of 2010
  crosswalk,  ///< sums of regions by zone (data/model/crosswalk.csv), where all were reported
  residual,   ///< the zones of a country that have no target of the same series and year
  plausible   ///< years without a price: the place's geometric mean, else its start
};

/// column=VALUE|VALUE (one of), column!=VALUE|VALUE (none of), column~TEXT|TEXT (contains one of).
struct RowCondition {
  enum class Test { equal, unequal, contains };
  std::string column;
  Test test = Test::equal;
  std::vector<std::string> values;
};

struct LikelihoodRule {
  int line = 0;
  std::string table;  ///< path from data/ without .csv: "observations", "model/hubs"
  std::vector<RowCondition> where;
  std::string place_column;
  std::vector<std::pair<std::string, std::string>> places;  ///< in the table, in the model
  int first_year = 0, last_year = 0;
  std::string series;  ///< of the targets; empty: the rows are left out, the note says why
  std::string suffix;  ///< tells targets of the same series, place and year apart
  RuleMethod method = RuleMethod::value;
  double factor = 1;  ///< the table's unit times this is the model's
  model::Outcome outcome = model::o_coca_area;
  analysis::Target::Statistic statistic = analysis::Target::Statistic::december;
  analysis::Target::Scale scale = analysis::Target::Scale::log;
  double floor = 0;
  int rank = 1;  ///< rows of the lowest rank that a place and year has are used
  double sd_verified = 0, sd_derived = 0, sd_recalled = 0;
  double sd_spot = 0;       ///< at least this where sampling is spot
  double sd_extra = 0;      ///< representativeness, in quadrature once a target
  std::string drift_group;  ///< {place} and {segment} are replaced
  double drift_start_sd = 0, drift_year_sd = 0;
  bool method_break = false;
  std::string note, source, quality;

  bool leaves_out() const { return series.empty(); }
};

/// All rules in order; nothing and at least one fault where one makes no sense.
std::optional<std::vector<LikelihoodRule>> read_likelihood_rules(const FileSource& files,
                                                                 Faults& faults);

/// Whether a row meets all conditions of a rule. A column that the table does not have is a fault
/// of the rule, which `check_columns` tells.
bool meets(const LikelihoodRule& rule, const CsvTable& table, std::size_t row);
void check_columns(const LikelihoodRule& rule, const CsvTable& table, Faults& faults);

/// Where the rules stand.
inline constexpr const char* likelihood_path = "data/model/likelihood.csv";

}  // namespace balloon
