// balloon scenarios: what is shipped, one scenario's text, the format's schema.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "apps/cli/cli.hpp"
#include "core/hash.hpp"
#include "io/csv.hpp"

namespace balloon::cli {
namespace {

struct ScenariosOptions {
  std::string show, language = "en", check;
  bool json = false, schema = false;
};

std::string in_language(const std::map<std::string, std::string>& words,
                        const std::string& language) {
  auto found = words.find(language);
  if (found == words.end()) found = words.find("en");
  return found == words.end() ? "" : found->second;
}

int list(const ScenariosOptions& o) {
  Faults faults;
  const auto all = list_scenarios(scenario_source(""), faults);
  if (!faults.empty()) return report_faults(faults);
  if (o.json) {
    auto j = nlohmann::json::array();
    for (const auto& s : all)
      j.push_back({{"id", s.id},
                   {"title", s.title},
                   {"summary", s.summary},
                   {"against", s.against},
                   {"extends", s.extends}});
    fmt::print("{}\n", j.dump(2));
    return success;
  }
  for (const auto& s : all)
    fmt::print("{:<24} {}{}\n", s.id, in_language(s.title, o.language),
               s.against.empty() ? "" : fmt::format("  [against {}]", s.against));
  fmt::print("\nballoon scenarios --show ID prints one as TOML, to copy and change.\n");
  return success;
}

int show(const ScenariosOptions& o) {
  const auto source = scenario_source("");
  const auto text = source.files("scenarios/" + o.show + ".toml");
  if (!text) {
    Faults faults;
    faults.add(
        {"", 0, "", o.show, "no shipped scenario of this name" + suggestion(o.show, source.ids)});
    return report_faults(faults);
  }
  fmt::print("{}", *text);
  return success;
}

int check(const ScenariosOptions& o) {
  const auto world = load_world("");
  if (!world) return bad_input;
  Faults faults;
  const auto s = load_scenario(o.check, *world, scenario_source(""), faults);
  if (!s) return report_faults(faults);
  fmt::print("{}: no fault. Hash {}.\n", o.check, hex64(s->hash));
  return success;
}

}  // namespace

void add_scenarios(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("scenarios", "List, show or check scenarios");
  static ScenariosOptions o;
  command->add_option("--show", o.show, "print a shipped scenario as TOML")->type_name("SCENARIO");
  command->add_option("--check", o.check, "read a scenario file and list its faults")
      ->type_name("FILE");
  command->add_option("--lang", o.language, "language of titles: en or es")
      ->check(CLI::IsMember({"en", "es"}));
  command->add_flag("--json", o.json, "print JSON");
  command->add_flag("--schema", o.schema, "print the JSON Schema of the format");
  command->footer(
      "Examples:\n  balloon scenarios\n  balloon scenarios --show humala-2012 > mine.toml\n  "
      "balloon scenarios --check mine.toml");
  command->callback([&code] {
    if (o.schema)
      fmt::print("{}\n", scenario_json_schema());
    else if (!o.show.empty())
      code = show(o);
    else if (!o.check.empty())
      code = check(o);
    else
      code = list(o);
  });
}

}  // namespace balloon::cli
