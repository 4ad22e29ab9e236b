#include "apps/cli/explain_options.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"

namespace balloon::cli {

namespace {

/// A word of a command line, in quotes where a shell would take it apart.
std::string explain_word(const std::string& text) {
  return text.find_first_of(" '\"$*") == std::string::npos ? text : "'" + text + "'";
}

}  // namespace

bool ExplainOptions::wants(const std::string& method) const {
  return std::any_of(methods.begin(), methods.end(),
                     [&](const std::string& m) { return m == method || m == "all"; });
}

std::string ExplainOptions::command_line() const {
  std::string text = "balloon explain " + explain_word(scenario);
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {} {}", option, explain_word(value));
  };
  add("--against", study.against);
  add("--outcome", question.outcome);
  if (question.window.empty()) add("--horizon", std::to_string(question.horizon));
  add("--places", question.places);
  add("--statistic", question.statistic);
  add("--window", question.window);
  if (question.level) text += " --level";
  std::string list;
  for (const auto& m : methods) list += (list.empty() ? "" : ",") + m;
  add("--method", list);
  for (const auto& lever : question.added) add("--add", lever);
  if (!question.added.empty()) add("--step", question.step);
  text += fmt::format(" --trajectories {} --base {} --top {} --histories {} --members {} --seed {}",
                      trajectories, base, top, histories, study.members, study.seed);
  if (channels_from != "window") add("--channels-from", channels_from);
  add("--data", study.data);
  add("--draws", study.draws);
  if (language != "en") add("--lang", language);
  return text;
}

void ExplainOptions::add_to(CLI::App& command) {
  command.add_option("scenario", scenario, "a shipped scenario or a .toml file")
      ->type_name("SCENARIO")
      ->required();
  command
      .add_option("--against", study.against,
                  "reference scenario (default: the one the scenario names)")
      ->type_name("SCENARIO");
  const auto* group = "What is explained";
  command
      .add_option("--outcome", question.outcome,
                  "net, elsewhere, gone, index (of the ledger), or an outcome of the model")
      ->type_name("OUTCOME")
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--horizon", question.horizon, "months after the window starts: 6, 12, 24 or 60")
      ->check(CLI::IsMember({6, 12, 24, 60}))
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--places", question.places,
                  "places of an outcome of the model, separated by commas (default: all)")
      ->group(group);
  command
      .add_option("--statistic", question.statistic,
                  "over the window: sum, mean or last (default: sum of flows, mean of levels)")
      ->check(CLI::IsMember({"sum", "mean", "last"}))
      ->group(group);
  command
      .add_option("--window", question.window,
                  "first and last date, such as 2012:2016 (default: the horizon)")
      ->group(group);
  command
      .add_flag("--level", question.level,
                "the outcome under the policy, not its difference to the reference")
      ->group(group);
  group = "How";
  command
      .add_option("--method", methods,
                  "of screen, sobol, shapley, levers, separated by commas; or all")
      ->delimiter(',')
      ->check(CLI::IsMember({"all", "screen", "sobol", "shapley", "levers"}))
      ->capture_default_str()
      ->group(group);
  command.add_option("--trajectories", trajectories, "walks of the screening")
      ->check(CLI::Range(2, 10000))
      ->capture_default_str()
      ->group(group);
  command.add_option("--base", base, "base points of the shares of variance, best a power of two")
      ->check(CLI::Range(2, 1 << 20))
      ->capture_default_str()
      ->group(group);
  command.add_option("--top", top, "parameters that stand by themselves in the shares of variance")
      ->check(CLI::Range(1, 200))
      ->capture_default_str()
      ->group(group);
  command.add_option("--histories", histories, "members that lend their history to the designs")
      ->check(CLI::Range(2, 20000))
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--add", question.added,
                  "a lever besides those in which the policies differ, INSTRUMENT:PLACE; may be "
                  "given again")
      ->group(group);
  command.add_option("--step", question.step, "money a year for each added lever")
      ->check(within(0.001, 100000.0))
      ->capture_default_str()
      ->group(group);
  study.members = 96;
  command.add_option("--members", study.members, "members of the ensemble, for shapley and levers")
      ->check(CLI::Range(2, 1000000))
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--channels-from", channels_from,
                  "switch channels off from the window on, after the same history, or from 1990")
      ->check(CLI::IsMember({"window", "1990"}))
      ->capture_default_str()
      ->group(group);
  command.add_option("--seed", study.seed, "seed of the random streams and of the designs")
      ->check(is_seed())
      ->capture_default_str()
      ->group(group);
  command
      .add_option(
          "--draws", study.draws,
          "marginals and members from: posterior, forecast, prior or a folder with draws.csv")
      ->type_name("SOURCE")
      ->capture_default_str()
      ->group(group);
  command.add_option("--threads", study.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command
      .add_option("--lanes", study.lanes,
                  "members advanced together: 1, 2, 4 or 8 (default: what is fastest)")
      ->check(CLI::IsMember({1, 2, 4, 8}));
  command
      .add_option("--arch", study.arch,
                  "instruction set of the kernel: v2 or v3 (default: the best here)")
      ->check(CLI::IsMember({"v2", "v3", "base"}));
  command
      .add_option("--data", study.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--out", out,
                  "folder for explain.html and tables; finished work is kept there, so that the "
                  "same command goes on after an interruption")
      ->type_name("DIR");
  command.add_flag("--overwrite", overwrite, "replace results that are already in the folder");
  add_language(command, language, "language of the page and of the terminal: en or es");
  command.add_flag("--json", json, "print one JSON document instead of tables");
  command.add_flag("--quiet", quiet, "no progress on the terminal");
}

}  // namespace balloon::cli
