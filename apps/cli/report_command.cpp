// balloon report DIR: make the report of a folder of results again, from its manifest.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>

#include "apps/cli/cli.hpp"
#include "apps/cli/study_options.hpp"
#include "io/output_folder.hpp"
#include "io/study_output.hpp"

namespace balloon::cli {
namespace {

/// The command and provenance a manifest states; a fault where there is none.
nlohmann::json read_manifest(const std::string& folder, Faults& faults) {
  const std::string path = folder + "/" + OutputFolder::manifest_name;
  std::ifstream file(path);
  auto manifest = nlohmann::json::parse(file, nullptr, false);
  if (!file.is_open() || manifest.is_discarded() || !manifest.is_object() ||
      !manifest.contains("command") || !manifest["command"].is_string()) {
    faults.add(
        {path, 0, "", "", "is missing or not a manifest of balloon; `balloon run` writes one"});
    return {};
  }
  return manifest;
}

int report(const std::string& folder, const std::string& language, bool quiet) {
  const auto& words = terminal();
  Faults faults;
  const auto manifest = read_manifest(folder, faults);
  if (!faults.empty()) return report_faults(faults);
  StudyOptions options;
  CLI::App parser;
  auto* run_parser = parser.add_subcommand("run");
  options.add_to(*run_parser);
  const auto command = manifest["command"].get<std::string>();
  try {
    parser.parse(command.substr(command.find(' ') + 1), false);
  } catch (const CLI::ParseError& e) {
    faults.add({folder + "/" + OutputFolder::manifest_name, 0, "command", command, e.what()});
    return report_faults(faults);
  }
  // Results of versions before --draws came from the priors.
  if (run_parser->count("--draws") == 0) options.draws = "prior";
  auto run = prepare(options);
  if (!run) return bad_input;
  if (manifest.value("data_hash", "") != run->study.data_hash)
    fmt::print(stderr, "{}\n", words["terminal.data-changed"]);
  const auto& posterior = run->study.draws.posterior;
  const auto draws = manifest.value("draws", nlohmann::json::object());
  if (draws.is_object() && draws.contains("hash") &&
      draws["hash"] != (posterior ? nlohmann::json(posterior->parts().hash) : nlohmann::json()))
    fmt::print(stderr, "{}\n", words["terminal.posterior-changed"]);
  Progress progress{std::string(words["terminal.again"]), quiet};
  run_study(
      *run, [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  progress.finish(words.fill("terminal.done", {{"members", words.plain(options.members)},
                                               {"seconds", words.plain(run->study.seconds, 2)}}));
  if (run->stopped) return interrupted;
  OutputPlan plan;
  plan.folder = folder;
  plan.language = language;
  plan.command = command;
  std::string written;
  const auto error = write_report(plan, *run, written);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  fmt::print("{}\n", words.fill("terminal.report", {{"file", written}}));
  return success;
}

}  // namespace

void add_report(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("report", "Make the report of a folder of results again");
  static std::string folder, language = "en";
  static bool quiet = false;
  command->add_option("folder", folder, "a folder that balloon run wrote")
      ->required()
      ->check(CLI::ExistingDirectory);
  add_language(*command, language, "language of the report and of the terminal: en or es");
  command->add_flag("--quiet", quiet, "no progress on the terminal");
  command->footer(
      "Simulates again what the folder's manifest says (the same bytes) and writes the report.\n"
      "Examples:\n  balloon report results/humala-2012\n  balloon report results/humala-2012 "
      "--lang es");
  command->callback([&code] {
    speak(language);
    code = report(folder, language, quiet);
  });
}

}  // namespace balloon::cli
