// The options of `balloon explain`.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/study_options.hpp"
#include "io/explain_question.hpp"

namespace balloon::cli {

struct ExplainOptions {
  StudyOptions study;  ///< of it: scenario, against, members, seed, threads, lanes, data, draws
  std::string scenario;
  ExplainQuestion question;
  std::vector<std::string> methods{"all"};  ///< all, or of screen, sobol, shapley, levers
  int trajectories = 16, base = 512, top = 12, histories = 512;
  std::string channels_from = "window";  ///< window or 1990
  std::string out, language = "en";
  bool overwrite = false, json = false, quiet = false;

  void add_to(CLI::App& command);
  bool wants(const std::string& method) const;
  /// The command that repeats the run.
  std::string command_line() const;
};

}  // namespace balloon::cli
