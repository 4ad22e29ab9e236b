#include "io/study_output.hpp"

#include <future>

#include "io/json_result.hpp"
#include "io/netcdf_writer.hpp"
#include "io/output_folder.hpp"
#include "io/report.hpp"
#include "io/table_writer.hpp"

namespace balloon {

namespace {

std::string report_text(const OutputPlan& plan, const StudyRun& run) {
  ReportOptions options;
  options.language = plan.language;
  options.commands = {plan.command};
  options.titles = titles_in(run, plan.language);
  return make_report(run.study, options);
}

}  // namespace

std::string check_output(const OutputPlan& plan) {
  return OutputFolder(plan.folder, plan.overwrite, plan.command).check();
}

std::string write_output(const OutputPlan& plan, const StudyRun& run, std::string& report) {
  OutputFolder folder(plan.folder, plan.overwrite, plan.command);
  std::string error = folder.prepare();
  if (!error.empty()) return error;
  // The two long texts are made while the main thread writes NetCDF.
  const auto how = run.study.options.threads == 1 ? std::launch::deferred : std::launch::async;
  auto report_made = std::async(how, [&] { return report_text(plan, run); });
  auto summary_made = std::async(how, [&] { return outcomes_summary_csv(run.study); });
  if (has_netcdf() && error.empty()) {
    NetcdfOptions options;
    options.command = plan.command;
    options.partial = run.stopped;
    options.readings = plan.full_netcdf;
    if (plan.full_netcdf) options.outcomes = RecordSet{};
    error = folder.write_with(
        "ensemble.nc", "all members, NetCDF-4 with CF conventions",
        [&](const std::string& path) { return write_netcdf(run.study, options, path); });
  }
  const auto text = [&](const char* name, const char* what, const std::string& content) {
    if (error.empty()) error = folder.write(name, content, what);
  };
  text("ledger.csv", "the displacement ledger with intervals", ledger_csv(run.study));
  text("ledger_members.csv", "the ledger of each member", ledger_members_csv(run.study));
  text("parameters.csv", "the members' parameters", parameters_csv(run.study));
  text("result.json", "the ledger and provenance, for programs", study_json(plan, run));
  text("outcomes_summary.csv", "yearly outcomes with intervals", summary_made.get());
  text("report.html", "the report, for reading", report_made.get());
  if (!error.empty()) return error;
  Provenance provenance;
  provenance.command = plan.command;
  provenance.version = run.study.version;
  provenance.commit = run.study.commit;
  provenance.data_hash = run.study.data_hash;
  provenance.draws = draws_json(run.study.draws);
  provenance.seed = run.study.options.seed;
  provenance.members = run.study.options.members;
  provenance.partial = run.stopped;
  error = folder.commit(provenance);
  report = folder.path_of("report.html");
  return error;
}

std::string write_report(const OutputPlan& plan, const StudyRun& run, std::string& report) {
  report =
      plan.folder + (plan.language == "en" ? "/report.html" : "/report." + plan.language + ".html");
  return write_file_atomically(report, report_text(plan, run), true);
}

std::string study_json(const OutputPlan& plan, const StudyRun& run) {
  JsonOptions json;
  json.command = plan.command;
  json.partial = run.stopped;
  return json_result(run.study, json);
}

}  // namespace balloon
