// balloon data add: a new year or source of observations into a folder of data.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/data_add_command.hpp"
#include "io/data_add.hpp"

namespace balloon::cli {
namespace {

struct AddOptions {
  AddRequest request;
  std::string to;
  bool trial = false, json = false;
};

/// The folder that is written; empty for a trial without one. A fault where it is not said or said
/// twice.
std::string target_folder(const AddOptions& o, const std::string& data, Faults& faults) {
  std::error_code none;
  if (o.to.empty()) {
    if (data.empty() && !o.trial)
      faults.add({"", 0, "--to", "",
                  "name the folder of data to write, new or one that is there; the program's own "
                  "data stay as they are (--dry-run only looks)"});
    return data;
  }
  if (!std::filesystem::exists(o.to, none)) return o.to;
  if (!std::filesystem::is_directory(o.to, none))
    faults.add({"", 0, "--to", o.to, "is not a folder"});
  else if (!std::filesystem::exists(std::filesystem::path(o.to) / "datapackage.json", none))
    faults.add({"", 0, "--to", o.to,
                "is a folder without datapackage.json, so no folder of data; give a new name"});
  else if (!data.empty() && !std::filesystem::equivalent(o.to, data, none))
    faults.add({"", 0, "--to", o.to, "is there and would be read, not --data " + data});
  return o.to;
}

int add(AddOptions& o, const std::string& data) {
  Faults faults;
  const auto folder = target_folder(o, data, faults);
  auto& request = o.request;
  if (auto text = whole_file(request.file, "FILE", faults)) request.text = std::move(*text);
  if (!request.sources_file.empty())
    if (auto text = whole_file(request.sources_file, "--sources", faults))
      request.sources_text = std::move(*text);
  if (!faults.empty()) return report_faults(faults);
  std::error_code none;
  const bool there = !folder.empty() && std::filesystem::exists(folder, none);
  const auto base = there          ? folder_files(folder, "data/")
                    : data.empty() ? embedded_files()
                                   : folder_files(data, "data/");
  const auto addition = add_data(base, request, faults);
  if (!addition) return report_faults(faults);
  if (!o.trial && (!there || !addition->files.empty())) {
    if (const auto wrong = write_addition(base, *addition, folder); !wrong.empty()) {
      fmt::print(stderr, "balloon: {}\n", wrong);
      return failed;
    }
  }
  const auto written = o.trial ? std::string() : folder;
  fmt::print("{}", o.json ? addition_json(*addition, written) : addition_text(*addition, written));
  return success;
}

}  // namespace

void add_data_add(CLI::App& data, const std::string& folder, int& code) {
  auto* command = data.add_subcommand(
      "add", "new rows into a folder of data: checked, merged, and what is to be refitted");
  static AddOptions o;
  command->add_option("file", o.request.file, "CSV with columns of one table (balloon data list)")
      ->required();
  command->add_option("--to", o.to,
                      "folder of data to write: made from the program's own data where it does "
                      "not exist (default: that of --data)");
  command->add_option("--table", o.request.table,
                      "table of the rows (default: told from the columns)");
  command->add_option("--source", o.request.source, "source of rows that name none");
  command->add_option("--sources", o.request.sources_file,
                      "CSV with a column source: sources that data/sources.csv does not have yet");
  command
      ->add_option("--new", o.request.allowed,
                   "places, series and units that no row has yet, separated by commas")
      ->delimiter(',');
  command->add_flag("--revise", o.request.revise,
                    "replace values of rows that are there, and move the mark of preferred rows");
  command->add_flag("--dry-run", o.trial, "say what would be done and write nothing");
  command->add_flag("--json", o.json, "print one JSON document");
  command->footer(
      "Examples:\n"
      "  balloon data add survey-2024.csv --to mydata --sources new-sources.csv\n"
      "  balloon data add survey-2024.csv --dry-run\n"
      "  balloon data --data mydata add cpi-2024.csv --source \"US BLS, CPI-U\"\n\n"
      "The other commands take the folder with --data mydata. Nothing is written unless every row "
      "is right.");
  command->callback([&code, &folder] { code = add(o, folder); });
}

}  // namespace balloon::cli
