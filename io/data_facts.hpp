// The article's figures beside the data set's own and the model's (`balloon data facts`).
//
// data/article_checks.csv says, for a fact of data/article_facts.csv, which rows of which table
// hold the same thing, how to compare, and which outcome of the model is that quantity. The columns
// are explained in docs/files.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "analysis/summary.hpp"
#include "io/data_catalog.hpp"
#include "io/scenario.hpp"

namespace balloon {

enum class FactStatistic {
  value,
  sum,
  mean,
  rank,
  percent,
  percent_points,
  percent_change,
  exists,
  before,
  gap_weeks
};
enum class FactCompare { equal, at_least, rise, fall, near_zero, exists };

/// A row of data/article_checks.csv.
struct FactCheck {
  std::string fact, table, place, series;
  Date first, last;
  FactStatistic statistic = FactStatistic::value;
  double factor = 1;  ///< the table's unit times this is the article's
  FactCompare compare = FactCompare::equal;
  double tolerance = 0;  ///< relative; absolute for near_zero
  std::string model_outcome, model_place;
  double model_factor = 1;
  int known = 0;  ///< number of a known disagreement, 0: none
  std::string note;
};

/// article_only: the data set has the figure, but only from the article itself.
enum class DataMark { agrees, differs, article_only, not_checkable };
enum class ModelMark { agrees, misses, none };

struct FactCheckResult {
  FactCheck check;
  DataMark data_mark = DataMark::not_checkable;
  std::optional<double> data;  ///< in the article's unit
  std::string data_source;
  ModelMark model_mark = ModelMark::none;
  analysis::Interval model;   ///< in the article's unit; n 0 where there is none
  double model_factor = 0;    ///< model's median over the figure, 0 where it has no meaning
  bool weak = false;          ///< the outcome is weakly informed
  bool weak_and_far = false;  ///< and off by more than a factor of two
};

/// A fact of the article with what was found of it.
struct FactLine {
  std::string id, topic, subject, place, year, unit, statement, quality, source;
  std::optional<double> value;
  std::vector<FactCheckResult> checks;
  DataMark mark()
      const;  ///< the worst of the checks: differs, then agrees, article only, not checkable
};

/// Which figures are the same thing as a fact.
inline constexpr const char* fact_checks_path = "data/article_checks.csv";

std::optional<std::vector<FactCheck>> read_fact_checks(const FileSource& files, Faults& faults);

/// Outcomes that the checks read, to be recorded; `chosen` has model::outcome_count entries.
void mark_outcomes(const std::vector<FactCheck>& checks, bool* chosen);

/// All facts in the order of data/article_facts.csv. `history` is an ensemble of the scenario
/// `history`, null where no model values are wanted.
std::optional<std::vector<FactLine>> check_facts(const DataCatalog& catalog,
                                                 const model::World& world,
                                                 const analysis::Ensemble* history, Faults& faults);

/// The same beside a run of `history` to 2023 with the default seed and the priors' members.
/// Nothing where it was stopped or something is wrong.
std::optional<std::vector<FactLine>> facts_beside_history(
    const FileSource& files, const ScenarioSource& scenarios, int members, int threads,
    const engine::ProgressFunction& progress, const std::atomic<bool>* stop, Faults& faults);

std::string facts_text(const std::vector<FactLine>& facts, int width = 100);
std::string facts_json(const std::vector<FactLine>& facts);

}  // namespace balloon
