// balloon model: the order of a month, parameters, outcomes, instruments, structures.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "apps/cli/cli.hpp"
#include "model/order.hpp"
#include "model/outcomes.hpp"
#include "model/parameters.hpp"
#include "model/policy.hpp"

namespace balloon::cli {
namespace {

using namespace model;

const char* name_of(Prior p) {
  constexpr const char* names[] = {"fixed", "triangular", "lognormal", "normal", "share"};
  return names[static_cast<int>(p)];
}
const char* name_of(Basis b) {
  constexpr const char* names[] = {"seen", "recalled", "assumed", "weak"};
  return names[static_cast<int>(b)];
}
const char* name_of(Level l) {
  constexpr const char* names[] = {"global", "country", "market"};
  return names[static_cast<int>(l)];
}
const char* name_of(OutcomePlace p) {
  constexpr const char* names[] = {"zone", "hub", "corridor", "market", "group", "donor", "world"};
  return names[static_cast<int>(p)];
}
const char* name_of(PlaceKind p) {
  constexpr const char* names[] = {"zone", "hub", "link", "corridor", "market", "group"};
  return names[static_cast<int>(p)];
}

nlohmann::json describe() {
  nlohmann::json j;
  for (const auto& s : month_order)
    j["order"].push_back(
        {{"step", s.number}, {"name", s.name}, {"file", s.file}, {"what", s.what}});
  for (const auto& p : parameters)
    j["parameters"].push_back({{"name", p.name},
                               {"symbol", p.symbol},
                               {"unit", p.unit},
                               {"level", name_of(p.level)},
                               {"prior", name_of(p.prior)},
                               {"low", p.low},
                               {"middle", p.middle},
                               {"high", p.high},
                               {"mechanism", p.mechanism},
                               {"meaning", p.meaning},
                               {"source", p.source},
                               {"basis", name_of(p.basis)}});
  for (const auto& o : outcomes)
    j["outcomes"].push_back({{"name", o.name},
                             {"place", name_of(o.place)},
                             {"cadence", o.cadence == Cadence::monthly ? "monthly" : "yearly"},
                             {"flow", o.is_flow},
                             {"unit", o.unit},
                             {"weak", o.weak},
                             {"meaning", o.meaning}});
  for (const auto& i : instruments)
    j["instruments"].push_back({{"name", i.name},
                                {"place", name_of(i.place)},
                                {"unit", i.unit},
                                {"flow", i.is_flow},
                                {"money", i.takes_money},
                                {"upper", i.upper},
                                {"meaning", i.meaning}});
  for (const auto* s : structure_names) j["structures"].push_back(s);
  for (const auto* s : switch_names) j["switches"].push_back(s);
  return j;
}

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
      fmt::print("{}\n", describe().dump(2));
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
