// balloon completion: scripts for bash, zsh and fish, made from the commands themselves.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

#include "apps/cli/cli.hpp"
#include "apps/cli/command_tree.hpp"
#include "core/embedded.hpp"

namespace balloon::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

/// Text inside a shell's single quotes, each single quote written as `quote`.
std::string in_quotes(const std::string& text, const char* quote) {
  std::string out;
  for (const char c : text)
    if (c == '\'')
      out += quote;
    else
      out += c;
  return out;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Calls `visit` for a command and all below it.
template <class Visit>
void each_command(const Command& command, const Visit& visit) {
  visit(command);
  for (const auto& below : command.commands) each_command(below, visit);
}

/// Every command but the program itself, as patterns of a case: 'balloon run'|'balloon data'|...
std::string paths_below(const Command& program, const char* between) {
  std::vector<std::string> paths;
  each_command(program, [&](const Command& command) {
    if (&command != &program) paths.push_back("'" + command.path + "'");
  });
  return joined(paths, between);
}

// --- bash --------------------------------------------------------------------------------------

std::string bash_answer(const ValueWords& value) {
  return fmt::format("words='{}' names={}", joined(value.words, " "),
                     value.files     ? "file"
                     : value.folders ? "directory"
                                     : "");
}

/// `case` branches, those with the same answer together.
std::string bash_branches(const std::map<std::string, std::vector<std::string>>& by_answer,
                          const char* indent) {
  std::string text;
  for (const auto& [answer, patterns] : by_answer)
    text += fmt::format("{}{})\n{}  {} ;;\n", indent, joined(patterns, "|"), indent, answer);
  return text;
}

std::string bash_script(const Command& program) {
  std::map<std::string, std::vector<std::string>> values, options, words;
  each_command(program, [&](const Command& command) {
    std::vector<std::string> names;
    for (const auto& option : command.options)
      for (const auto& name : option.names) {
        names.push_back(name);
        if (!option.value.empty())
          values[bash_answer(value_words(option))].push_back(
              fmt::format("'{}:{}'", command.path, name));
      }
    options["words='" + joined(names, " ") + "'"].push_back("'" + command.path + "'");
    ValueWords all;
    for (const auto& below : command.commands) all.words.push_back(below.name);
    for (const auto& positional : command.positionals) {
      const auto one = value_words(positional);
      all.words.insert(all.words.end(), one.words.begin(), one.words.end());
      all.files = all.files || one.files;
      all.folders = all.folders || one.folders;
    }
    words[bash_answer(all)].push_back("'" + command.path + "'");
  });
  return fmt::format(R"(# bash completion of balloon {version}, made by: balloon completion bash
_balloon() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command=balloon words='' names='' i
  # --option=value comes as three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $before == = ]]; then
    before=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command ${{COMP_WORDS[i]}}" in
      {paths}) command+=" ${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$command:$before" in
{values}    *)
      if [[ $current == -* ]]; then
        case $command in
{options}        esac
      else
        case $command in
{words}        esac
      fi ;;
  esac
  mapfile -t COMPREPLY < <(compgen ${{names:+-A "$names"}} -W "$words" -- "$current")
  [[ -z $names ]] || compopt -o filenames 2>/dev/null
}}
complete -F _balloon balloon
)",
                     fmt::arg("version", embedded::version()),
                     fmt::arg("paths", paths_below(program, "|")),
                     fmt::arg("values", bash_branches(values, "    ")),
                     fmt::arg("options", bash_branches(options, "          ")),
                     fmt::arg("words", bash_branches(words, "          ")));
}

// --- zsh ---------------------------------------------------------------------------------------

std::string zsh_text(const std::string& text) {
  std::string out;
  for (const char c : first_line(text)) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return in_quotes(out, "'\\''");
}

/// What _arguments calls for a value, with the message before it: ":SCENARIO:action".
std::string zsh_value(const CommandArgument& a) {
  const auto value = value_words(a);
  const auto words = "(" + joined(value.words, " ") + ")";
  const char* names = value.files ? "_files" : value.folders ? "_files -/" : "";
  std::string action = value.words.empty() ? names : words;
  if (!value.words.empty() && *names != '\0')
    action =
        fmt::format("{{_alternative \"words:{}:{}\" \"files:file:{}\"}}", a.value, words, names);
  return fmt::format(":{}:{}", a.value, action.empty() ? " " : action);
}

std::string zsh_function(const Command& command) {
  auto name = command.path;
  std::replace(name.begin(), name.end(), ' ', '_');
  std::string text = fmt::format("_{}() {{\n", name);
  if (!command.commands.empty()) text += "  local curcontext=$curcontext state line\n";
  text += fmt::format("  _arguments {}", command.commands.empty() ? "-S" : "-C");
  for (const auto& option : command.options) {
    const auto tail = fmt::format("[{}]{}'", zsh_text(option.description),
                                  option.value.empty() ? "" : zsh_value(option));
    const char* again = option.several ? "*" : "";
    if (option.names.size() == 1)
      text += fmt::format(" \\\n    '{}{}{}", again, option.names.front(), tail);
    else
      text += fmt::format(" \\\n    '({})'{{{}}}'{}", joined(option.names, " "),
                          joined(option.names, ","), tail);
  }
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const auto& positional = command.positionals[i];
    text += fmt::format(" \\\n    '{}{}'", positional.several ? "*" : std::to_string(i + 1),
                        zsh_value(positional));
  }
  if (command.commands.empty()) return text + "\n}\n\n";
  text += " \\\n    '1: :->command' '*:: :->rest'\n  case $state in\n    command)\n";
  text += "      local -a commands=(";
  for (const auto& below : command.commands)
    text += fmt::format("\n        '{}:{}'", below.name, zsh_text(below.description));
  text += ")\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n        ";
  std::vector<std::string> names;
  for (const auto& below : command.commands) names.push_back(below.name);
  text +=
      fmt::format("{}) _{}_$line[1] ;;\n      esac ;;\n  esac\n}}\n\n", joined(names, "|"), name);
  return text;
}

std::string zsh_script(const Command& program) {
  auto text = fmt::format(
      "#compdef balloon\n# zsh completion of balloon {}, made by: balloon completion zsh\n\n",
      embedded::version());
  each_command(program, [&](const Command& command) { text += zsh_function(command); });
  // The file works from a folder of $fpath, where its text is the function, and when it is sourced.
  return text +
         "if [[ $funcstack[1] == _balloon ]]; then _balloon \"$@\"; else compdef _balloon balloon; "
         "fi\n";
}

// --- fish --------------------------------------------------------------------------------------

std::string fish_text(const std::string& text) {
  std::string out;
  for (const char c : first_line(text)) out += c == '\\' ? "\\\\" : std::string(1, c);
  return in_quotes(out, "\\'");
}

/// Options of `complete` for a value; fish has no folders alone, so they come by its own function.
std::string fish_value(const CommandArgument& a) {
  const auto value = value_words(a);
  auto words = value.words;
  if (value.folders && !value.files)
    words.push_back("(__fish_complete_directories (commandline -ct))");
  return std::string(value.files ? " -F" : "") +
         (words.empty() ? "" : " -a '" + joined(words, " ") + "'");
}

std::string fish_script(const Command& program) {
  auto text = fmt::format(R"(# fish completion of balloon {}, made by: balloon completion fish
function __balloon_at
    set -l command balloon
    for word in (commandline -opc)[2..-1]
        switch "$command $word"
            case {}
                set command "$command $word"
        end
    end
    test "$command" = "$argv"
end
complete -c balloon -f
)",
                          embedded::version(), paths_below(program, " "));
  each_command(program, [&](const Command& command) {
    const auto here = fmt::format("complete -c balloon -n '__balloon_at {}'", command.path);
    for (const auto& below : command.commands)
      text += fmt::format("{} -a {} -d '{}'\n", here, below.name, fish_text(below.description));
    for (const auto& positional : command.positionals)
      if (const auto value = fish_value(positional); !value.empty()) text += here + value + "\n";
    for (const auto& option : command.options) {
      text += here;
      for (const auto& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.value.empty())
        text += (value_words(option).files ? " -r" : " -x") + fish_value(option);
      text += fmt::format(" -d '{}'\n", fish_text(option.description));
    }
  });
  return text;
}

}  // namespace

void add_completion(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "completion", "Print a script that completes balloon's commands, options and values");
  static std::string shell;
  command->add_option("shell", shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(
      "Examples:\n  source <(balloon completion bash)\n"
      "  balloon completion zsh > ~/.zfunc/_balloon\n"
      "  balloon completion fish > ~/.config/fish/completions/balloon.fish");
  command->callback([&app, &code] {
    const auto program = command_tree(app);
    fmt::print("{}", shell == "bash"  ? bash_script(program)
                     : shell == "zsh" ? zsh_script(program)
                                      : fish_script(program));
    code = success;
  });
}

}  // namespace balloon::cli
