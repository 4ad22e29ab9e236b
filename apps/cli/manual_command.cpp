// balloon manual: the man page, made from the commands themselves.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "apps/cli/cli.hpp"
#include "apps/cli/command_tree.hpp"
#include "core/embedded.hpp"

namespace balloon::cli {
namespace {

/// Code point of the UTF-8 sequence at `at`, which is moved behind it.
unsigned long code_point(const std::string& text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned long>(static_cast<unsigned char>(i < text.size() ? text[i] : 0));
  };
  const auto first = byte(at);
  const std::size_t more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  unsigned long value = more == 0 ? first : first & (0x3FUL >> more);
  for (std::size_t i = 1; i <= more; ++i) value = value << 6 | (byte(at + i) & 0x3F);
  at += more + 1;
  return value;
}

/// Text as roff prints it: nothing in it is a command, hyphens can be copied, letters beyond ASCII
/// are spelled by number.
std::string roff(const std::string& text) {
  std::string out;
  if (!text.empty() && (text.front() == '.' || text.front() == '\'')) out += "\\&";
  for (std::size_t at = 0; at < text.size();) {
    const auto c = code_point(text, at);
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else if (c > 127)
      out += fmt::format("\\[u{:04X}]", c);
    else
      out += static_cast<char>(c);
  }
  return out;
}

/// Running text in lines of at most 72 letters, so that the page can be read as it is.
std::string filled(const std::string& text) {
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n", at), text.size());
    const auto word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!line.empty() && line.size() + word.size() > 71) {
      out += roff(line) + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return line.empty() ? out : out + roff(line) + "\n";
}

/// Indented lines stand as they are, as examples do; others are running text.
std::string running_text(const std::string& text) {
  std::string out, paragraph;
  bool example = false;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) out += ".PP\n" + filled(paragraph);
    paragraph.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    at = end + 1;
    const bool indented = line.starts_with("  ");
    if (indented != example) {
      end_paragraph();
      if (indented && !out.empty()) out += ".PP\n";
      out += indented ? ".RS 4\n.EX\n" : ".EE\n.RE\n";
      example = indented;
    }
    if (indented)
      out += roff(line.substr(2)) + "\n";
    else if (line.empty())
      end_paragraph();
    else
      paragraph += line + "\n";
  }
  end_paragraph();
  return example ? out + ".EE\n.RE\n" : out;
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + roff(text) + "\\fR"; }

/// "en|es", "SCENARIO", "A,B,C": what stands after an option's name.
std::string value_text(const CommandArgument& a) {
  if (a.choices.empty()) return italic(a.value);
  std::string text;
  for (const auto& choice : a.choices) text += (text.empty() ? "" : "|") + bold(choice);
  return text;
}

std::string argument_text(const CommandArgument& a, bool positional) {
  std::string head;
  for (const auto& name : a.names)
    head += (head.empty() ? "" : ", ") + (positional ? italic(name) : bold(name));
  if (!positional && !a.value.empty()) head += " " + value_text(a);
  if (a.several) head += " ...";
  std::string body = a.description;
  if (!a.limits.empty()) body += fmt::format(" ({})", a.limits);
  if (a.required && !positional) body += " (must be given)";
  if (!a.standard.empty()) body += fmt::format(" (default: {})", a.standard);
  return ".TP\n" + head + "\n" + filled(body);
}

std::string usage(const Command& command) {
  std::string text = ".B " + roff(command.path);
  if (!command.commands.empty()) text += "\n.I command";
  for (const auto& a : command.positionals) {
    text += "\n";
    const auto name = a.names.front() + (a.several ? " ..." : "");
    text += a.required ? ".I " + roff(name) : ".RI [ " + roff(name) + " ]";
  }
  return text + "\n.RI [ options ]\n";
}

/// A command and those below it; `above` is the footer that CLI11 hands down.
std::string command_text(const Command& command, const std::string& above) {
  auto text =
      ".SS " + bold(command.path) + "\n" + filled(capital(command.description) + ".") + ".PP\n";
  text += usage(command);
  for (const auto& a : command.positionals) text += argument_text(a, true);
  for (const auto& a : command.options)
    if (a.names.front() != "-h") text += argument_text(a, false);  // said once, for the program
  if (command.footer != above) text += running_text(command.footer);
  for (const auto& below : command.commands) text += command_text(below, command.footer);
  return text;
}

std::string manual(const Command& program) {
  const auto [intent, what] = [&] {
    const auto line = program.description.find('\n');
    return std::pair{program.description.substr(0, line),
                     line == std::string::npos ? "" : program.description.substr(line + 1)};
  }();
  std::string text = fmt::format(
      ".\\\" Made by balloon manual.\n.TH BALLOON 1 \"\" \"balloon {}\" \"User Commands\"\n",
      roff(std::string(embedded::version())));
  text += ".SH NAME\nballoon \\- simulate the Andean coca and cocaine economy\n";
  text += ".SH SYNOPSIS\n" + usage(program);
  text += ".SH DESCRIPTION\n" + filled(intent) + ".PP\n" + filled(what) + ".PP\n";
  text += filled(
      "Data, scenarios and the posterior lie inside the program: it reads no other file unless it "
      "is told to, and needs no network. Results go to standard output and to files, messages and "
      "progress to standard error.");
  text += ".SH OPTIONS\n";
  for (const auto& a : program.options) text += argument_text(a, false);
  text += ".SH COMMANDS\n";
  for (const auto& command : program.commands) text += command_text(command, program.footer);
  text += ".SH EXIT STATUS\n";
  for (const auto& code : exit_codes)
    text += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(code.code), roff(code.meaning));
  text += ".SH FILES\n";
  text += ".TP\n.I results/SCENARIO/report.html\nthe report of " + bold("balloon run") +
          ", complete in itself\n";
  text += ".TP\n.I results/SCENARIO/manifest.json\n" +
          roff("what else is in the folder, and the command that makes it again") + "\n";
  text += ".SH ENVIRONMENT\n" + roff("balloon reads no variable of its own.") + "\n";
  const auto examples = program.footer.find('\n') + 1;
  text += ".SH EXAMPLES\n" +
          running_text(program.footer.substr(examples, program.footer.find("\n\n") - examples));
  text +=
      ".SH SEE ALSO\nThe documents that come with the program, in\n.I share/doc\n"
      "of where it is installed, and\n.B balloon\n.I command\n.BR \\-\\-help .\n";
  return text;
}

}  // namespace

void add_manual(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("manual", "Print the man page");
  command->footer(
      "Examples:\n  balloon manual > balloon.1\n  man -l balloon.1\n\n"
      "It is made from the commands, so that it holds every option that --help shows.");
  command->callback([&app, &code] {
    fmt::print("{}", manual(command_tree(app)));
    code = success;
  });
}

}  // namespace balloon::cli
