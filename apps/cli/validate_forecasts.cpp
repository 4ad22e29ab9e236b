// balloon check-forecasts (in work)
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <thread>

#include "apps/cli/cli.hpp"
#include "io/target_reader.hpp"
#include "io/validation_run.hpp"

namespace balloon::cli {
void add_check(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("check-forecasts", "in work");
  static ValidationRequest r;
  static int from = 1996, to = 2022;
  r.threads = 2;
  command->add_option("--from", r.folder);
  command->add_option("--first", from);
  command->add_option("--last", to);
  command->add_option("--scored", r.plan.last_scored);
  command->add_option("--anchor", r.plan.rule.anchor);
  command->add_option("--noise", r.plan.rule.noise);
  command->add_option("--apart", r.apart);
  command->callback([&code] {
    Faults faults;
    const auto world = load_world("");
    const auto targets = read_targets(embedded_files(), *world, faults);
    const auto history = load_scenario("history", *world, scenario_source(""), faults);
    for (int o = from; o <= to; ++o) r.origins.push_back(o);
    std::string error;
    Progress progress("forecasts", false);
    const auto result = validate_forecasts(
        *world, history->policy, *targets, r, [&](int d, int t) { progress.update(d, t); },
        &stop_requested(), error);
    if (!error.empty()) {
      fmt::print(stderr, "{}\n", error);
      code = failed;
      return;
    }
    fmt::print("{}", rolling_text(*world, result));
  });
}
}  // namespace balloon::cli
