#include "apps/cli/command_tree.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "io/data_catalog.hpp"
#include "io/problem_reader.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"
#include "model/outcomes.hpp"

namespace balloon::cli {
namespace {

/// "a,b,c" in pieces.
std::vector<std::string> pieces_of(const std::string& list) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= list.size();) {
    const auto comma = std::min(list.find(',', at), list.size());
    pieces.push_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return pieces;
}

/// CLI11 says kind and checks in one text: "TEXT:{en,es}", "INT:INT in [1 - 9]", "TEXT:DIR".
void read_type(const std::string& type, CommandArgument& argument) {
  const auto colon = type.find(':');
  argument.value = type.substr(0, colon);
  if (colon == std::string::npos) return;
  const auto check = type.substr(colon + 1);
  const auto between = [&](char open, char close) {
    const auto from = check.find(open), to = check.rfind(close);
    return from < to && to != std::string::npos ? check.substr(from + 1, to - from - 1) : "";
  };
  if (check == "DIR" || check == "FILE")
    argument.value = check;
  else if (check.front() == '{')
    argument.choices = pieces_of(between('{', '}'));
  else if (check == "NONNEGATIVE")
    argument.limits = "0 or more";
  else
    argument.limits = between('[', ']');
}

CommandArgument argument_of(const CLI::Option& option) {
  CommandArgument a;
  if (option.nonpositional()) {
    for (const auto& name : option.get_snames()) a.names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) a.names.push_back("--" + name);
  } else {
    a.names = {option.get_name(true)};
  }
  if (option.get_items_expected_max() > 0) read_type(option.get_type_name(), a);
  a.standard = option.get_default_str();
  if (a.standard.size() > 1 && a.standard.front() == '[' && a.standard.back() == ']')
    a.standard = a.standard.substr(1, a.standard.size() - 2);
  a.description = option.get_description();
  a.required = option.get_required();
  a.several = option.get_items_expected_max() > 1;
  return a;
}

void add_arguments(CLI::App& app, Command& command) {
  for (const auto* option : app.get_options())
    (option->nonpositional() ? command.options : command.positionals)
        .push_back(argument_of(*option));
}

Command command_of(CLI::App& app, const std::string& above) {
  Command command;
  command.name = app.get_name();
  command.path = above + command.name;
  command.description = app.get_description();
  command.footer = app.get_footer();
  add_arguments(app, command);
  for (auto* below : app.get_subcommands([](CLI::App*) { return true; })) {
    if (below->get_name().empty())
      add_arguments(*below, command);
    else
      command.commands.push_back(command_of(*below, command.path + " "));
  }
  return command;
}

}  // namespace

Command command_tree(CLI::App& app) { return command_of(app, ""); }

ValueWords value_words(const CommandArgument& argument) {
  ValueWords value;
  auto& words = value.words;
  const auto& kind = argument.value;
  if (!argument.choices.empty()) {
    words = argument.choices;
  } else if (kind == "SCENARIO") {
    words = embedded_scenarios(false).ids;
    value.files = true;
  } else if (kind == "PROBLEM") {
    words = problem_ids();
    value.files = true;
  } else if (kind == "TABLE") {
    Faults faults;
    if (const auto catalog = DataCatalog::read(embedded_files(), faults))
      for (const auto& table : catalog->resources()) words.push_back(table.name);
  } else if (kind == "OUTCOME" || kind == "OUTCOMES") {
    if (kind == "OUTCOME")
      words = {"net", "elsewhere", "gone", "index"};
    else
      words = {"all"};
    for (const auto& outcome : model::outcomes) words.push_back(outcome.name);
  } else if (kind == "SOURCE") {
    words = {"posterior", "prior"};
    value.folders = true;
  }
  value.files = value.files || kind == "FILE";
  value.folders = value.folders || kind == "DIR";
  return value;
}

}  // namespace balloon::cli
