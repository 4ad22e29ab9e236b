// Runs a study from scenario names: the policy, its reference and the other readings it names.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/study.hpp"
#include "io/run_text.hpp"
#include "io/scenario.hpp"

namespace balloon {

/// What to run.
struct StudyRequest {
  std::vector<std::string> scenarios;        ///< the first is the policy, more are further arms
  std::map<std::string, std::string> texts;  ///< of scenarios that are in no file, by their name
  std::string against;           ///< reference; empty: the one the policy names, else status-quo
  analysis::RunOptions options;  ///< its source is set by use_draws
  RecordSet record;              ///< outcomes to keep, unless the options say which
  bool readings = true;          ///< also run the readings that the policy's scenario lists
};

/// A study with everything it points to.
struct StudyRun {
  std::unique_ptr<model::World> world;
  std::vector<Scenario> scenarios;  ///< reference first, then the arms
  RecordSet record;                 ///< what the study's options point to
  analysis::Study study;
  bool stopped = false;  ///< interrupted: members not reached are not done
};

/// Loads and checks every scenario before anything runs; nothing and faults where one is bad.
std::unique_ptr<StudyRun> prepare_study(model::World world, const ScenarioSource& source,
                                        const StudyRequest& request, Faults& faults);

/// The titles of its scenarios in a language, by id; those that have none are left out.
std::map<std::string, std::string> titles_in(const StudyRun& run, const std::string& language);

/// Where the members come from; the priors unless this is called.
void use_draws(StudyRun& run, analysis::DrawSource draws);

/// Simulates all arms over the same members and makes the ledgers. Interrupted, it keeps the
/// members that ended in all arms. Of ranks, the first alone gets a study.
void run_study(StudyRun& run, const engine::ProgressFunction& progress,
               const std::atomic<bool>* stop);

}  // namespace balloon
