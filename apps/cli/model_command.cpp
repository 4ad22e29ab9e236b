// balloon model: the order of a month, parameters, outcomes, instruments, structures.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"
#include "io/model_description.hpp"
#include "model/order.hpp"
#include "model/outcomes.hpp"
#include "model/parameters.hpp"
#include "model/policy.hpp"

namespace balloon::cli {
namespace {

using namespace model;

void print_part(const std::string& part) {
  if (part == "order") {
    fmt::print("One month, in this order:\n");
    for (const auto& s : month_order)
      fmt::print("  {:2}  {:<31} {}\n      {:<31} model/{}\n", s.number, s.name, s.what, "",
                 s.file);
  } else if (part == "parameters") {
    fmt::print(
        "{} parameters. Priors: triangular (least, mode, most); others: 5 %, median, 95 %.\n",
        parameter_count);
    for (const auto& p : parameters)
      fmt::print(
          "  {:<22} {:<10} {:<16} {:<10} {:>10.5g} {:>10.5g} {:>10.5g}  {}\n{:24}{}\n{:24}source: "
          "{}\n",
          p.name, p.symbol, p.unit, name_of(p.prior), p.low, p.middle, p.high, name_of(p.basis), "",
          p.meaning, "", p.source);
  } else if (part == "outcomes") {
    for (const auto& o : outcomes)
      fmt::print("  {:<22} {:<9} {:<8} {:<9} {}{}\n", o.name, name_of(o.place),
                 o.cadence == Cadence::monthly ? "monthly" : "yearly", o.unit, o.meaning,
                 o.weak ? " (weakly informed)" : "");
  } else if (part == "instruments") {
    for (const auto& i : instruments)
      fmt::print("  {:<24} by {:<9} in {:<6} {}\n", i.name, name_of(i.place), i.unit, i.meaning);
  } else {
    fmt::print("Structures that members cover evenly (member number modulo {}):\n",
               structure_count);
    for (const auto* s : structure_names) fmt::print("  {}\n", s);
    fmt::print("Switches a scenario may fix:\n ");
    for (const auto* s : switch_names) fmt::print(" {}", s);
    fmt::print("\n");
  }
}

}  // namespace

void add_model(CLI::App& app, int& code) {
  auto* command =
      app.add_subcommand("model", "Print the order of the month, parameters and their sources");
  static std::string part = "all";
  static bool json = false;
  command->add_option("part", part, "order, parameters, outcomes, instruments, structures or all")
      ->check(
          CLI::IsMember({"all", "order", "parameters", "outcomes", "instruments", "structures"}))
      ->capture_default_str();
  command->add_flag("--json", json, "print one JSON document");
  command->footer(
      "Examples:\n  balloon model order\n  balloon model parameters | less\n  balloon model --json "
      "> model.json");
  command->callback([&code] {
    code = success;
    if (json) {
      fmt::print("{}\n", model_json());
      return;
    }
    for (const char* p : {"order", "parameters", "outcomes", "instruments", "structures"})
      if (part == "all" || part == p) {
        if (part == "all") fmt::print("\n== {} ==\n", p);
        print_part(p);
      }
  });
}

}  // namespace balloon::cli
