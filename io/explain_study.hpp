// An explanation with everything that its texts, tables and pages are made from.
#pragma once

#include <string>
#include <vector>

#include "decision/explanation.hpp"
#include "io/study_runner.hpp"

namespace balloon {

struct ExplainStudy {
  const StudyRun* run = nullptr;  ///< scenarios: reference first, then the policy; draws; hashes
  decision::ExplainPlan plan;
  decision::Explanation result;
  std::string outcome;  ///< as it was asked for: "net", "delivered"
  std::string step;     ///< money a year of the added levers, as it was asked for
  std::string command;
  std::string language =
      "en";  ///< of the terminal and the page; documents for programs are English
  double seconds = 0;

  const Scenario& reference() const { return run->scenarios[0]; }
  const Scenario& policy() const { return run->scenarios[1]; }
};

/// Tables for the terminal; begins with what matters most in plain words.
std::string explain_text(const ExplainStudy& study);
/// One JSON document, ending in a line end.
std::string explain_json(const ExplainStudy& study);
/// The page: one file with its style and pictures inside.
std::string explain_html(const ExplainStudy& study);

// Tidy CSV of each method (docs/explain.md); empty where it was not run.
std::string variance_csv(const ExplainStudy& study);
std::string screen_csv(const ExplainStudy& study);
std::string channels_csv(const ExplainStudy& study);
std::string lever_effects_csv(const ExplainStudy& study);

}  // namespace balloon
