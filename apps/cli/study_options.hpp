// The options that every command that simulates shares.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/run_text.hpp"
#include "io/study_runner.hpp"

namespace CLI {
class App;
}

namespace balloon::cli {

struct StudyOptions {
  std::vector<std::string> scenarios;
  std::string against, data, record = "all", from = "1990-01", to = "2035-12", arch;
  std::string draws = "posterior";  ///< posterior, prior or a folder; after prepare what was taken
  int members = 200, threads = 0, lanes = 0;
  std::uint64_t seed = 2012;
  bool no_readings = false;
  RecordSet set;

  /// Adds them to a command.
  void add_to(CLI::App& command);
  /// The command that repeats the run.
  std::string command_line() const;
};

/// Reads the world and the scenarios; null where something is wrong, every fault having been
/// printed.
std::unique_ptr<StudyRun> prepare(StudyOptions& options);

}  // namespace balloon::cli
