// The settings of a run, as the command line and the Python package take them, with their defaults.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/study_runner.hpp"

namespace balloon {

struct StudySettings {
  std::vector<std::string> scenarios;        ///< the first is the policy, more are further arms
  std::map<std::string, std::string> texts;  ///< of scenarios that are in no file, by their name
  std::string against, data, record = "all", from = "1990-01", to = "2035-12", arch;
  std::string draws = "posterior";            ///< posterior, prior or a folder
  int members = 200, threads = 0, lanes = 0;  ///< threads, lanes 0: what is fastest here
  std::uint64_t seed = 2012;
  bool no_readings = false;

  /// The command that repeats the run.
  std::string command_line() const;
};

/// The files of the world: those of `folder`, or the program's own where it is empty.
FileSource data_files(const std::string& folder);

/// Scenarios of the program, with history from `folder` where given.
ScenarioSource scenario_source(const std::string& folder);

/// Reads the world, the scenarios and the draws; null where something is wrong, and then at least
/// one fault, named by the options of `balloon run`.
std::unique_ptr<StudyRun> prepare_run(const StudySettings& settings, Faults& faults);

}  // namespace balloon
