// The commands of the program as plain data, read from CLI11: what completion scripts and the
// manual are made from.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace balloon::cli {

/// An option, or an argument that goes by its place.
struct CommandArgument {
  std::vector<std::string> names;    ///< "-h", "--help"; of a positional its only name, bare
  std::string value;                 ///< kind of value: "TEXT", "SCENARIO", "DIR"; "" for a flag
  std::vector<std::string> choices;  ///< where only these values are taken
  std::string limits;                ///< "1 - 1024", or ""
  std::string standard;              ///< value where none is given, or ""
  std::string description;
  bool required = false, several = false;
};

struct Command {
  std::string path;  ///< "balloon data show"
  std::string name;  ///< its last word
  std::string description, footer;
  std::vector<CommandArgument> options, positionals;
  std::vector<Command> commands;
};

/// `app` with all its subcommands. Options of unnamed groups count as the command's own.
Command command_tree(CLI::App& app);

/// What may stand for a kind of value on the command line.
struct ValueWords {
  std::vector<std::string> words;
  bool files = false, folders = false;  ///< names on disk are values too
};
/// By the name of the kind: the shipped scenarios for SCENARIO, and so on. Nothing for numbers and
/// free text.
ValueWords value_words(const CommandArgument& argument);

}  // namespace balloon::cli
