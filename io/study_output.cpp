#include "io/study_output.hpp"

#include <future>

#include "io/json_result.hpp"
#include "io/netcdf_writer.hpp"
#include "io/output_folder.hpp"
#include "io/report.hpp"
#include "io/table_writer.hpp"
#include "io/workbook.hpp"
#include "io/zones_geojson.hpp"

namespace balloon {

namespace {

ReportOptions report_options(const OutputPlan& plan, const StudyRun& run) {
  ReportOptions options;
  options.language = plan.language;
  options.commands = {plan.command};
  options.titles = titles_in(run, plan.language);
  return options;
}

}  // namespace

std::string check_output(const OutputPlan& plan) {
  return OutputFolder(plan.folder, plan.overwrite, plan.command).check();
}

std::string write_output(const OutputPlan& plan, const StudyRun& run, std::string& report) {
  OutputFolder folder(plan.folder, plan.overwrite, plan.command);
  std::string error = folder.prepare();
  if (!error.empty()) return error;
  // What takes long is made while the main thread writes NetCDF.
  const auto how = run.study.options.threads == 1 ? std::launch::deferred : std::launch::async;
  const auto options = report_options(plan, run);
  auto report_made = std::async(how, [&] { return make_report(run.study, options); });
  auto workbook_made = std::async(how, [&] {
    return has_workbook() ? write_workbook(run.study, options, folder.temporary("workbook.xlsx"))
                          : std::string();
  });
  auto summary_made = std::async(how, [&] { return outcomes_summary_csv(run.study); });
  if (has_netcdf() && error.empty()) {
    NetcdfOptions netcdf;
    netcdf.command = plan.command;
    netcdf.partial = run.stopped;
    netcdf.readings = plan.full_netcdf;
    if (plan.full_netcdf) netcdf.outcomes = RecordSet{};
    error = folder.write_with(
        "ensemble.nc", "all members, NetCDF-4 with CF conventions",
        [&](const std::string& path) { return write_netcdf(run.study, netcdf, path); });
  }
  const auto text = [&](const char* name, const char* what, const std::string& content) {
    if (error.empty()) error = folder.write(name, content, what);
  };
  text("ledger.csv", "the displacement ledger with intervals", ledger_csv(run.study));
  text("ledger_members.csv", "the ledger of each member", ledger_members_csv(run.study));
  text("parameters.csv", "the members' parameters", parameters_csv(run.study));
  text("result.json", "the ledger and provenance, for programs", study_json(plan, run));
  text("outcomes_summary.csv", "yearly outcomes with intervals", summary_made.get());
  text("zones.geojson", "coca by zone and its change, for maps", zones_geojson(run.study));
  text("report.html", "the report, for reading", report_made.get());
  if (has_workbook()) {  // after an error too, so that the folder removes it
    const auto wrong = folder.write_with("workbook.xlsx", "tables and charts, for spreadsheets",
                                         [&](const std::string&) { return workbook_made.get(); });
    if (error.empty()) error = wrong;
  }
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
  return write_file_atomically(report, make_report(run.study, report_options(plan, run)), true);
}

std::string study_json(const OutputPlan& plan, const StudyRun& run) {
  JsonOptions json;
  json.command = plan.command;
  json.partial = run.stopped;
  return json_result(run.study, json);
}

}  // namespace balloon
