#include "io/study_output.hpp"

#include <filesystem>
#include <fstream>

#include "core/hash.hpp"
#include "io/report.hpp"

namespace balloon {

std::string check_output(const OutputPlan&) { return {}; }

std::string write_output(const OutputPlan& plan, const StudyRun& run, std::string& report) {
  std::filesystem::create_directories(plan.folder);
  report = plan.folder + "/report.html";
  ReportOptions o;
  o.language = plan.language;
  o.commands = {plan.command};
  std::ofstream(report) << make_report(run.study, o);
  return {};
}

std::string study_json(const StudyRun& run) {
  return "{\"outcome_hash\": \"" + hex64(run.study.arms.front().ensemble.result.outcome_hash()) + "\"}";
}

}  // namespace balloon
