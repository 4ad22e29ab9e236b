// balloon forecast: the years after an origin, from the members that a calibration left there.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <thread>

#include "apps/cli/cli.hpp"
#include "inference/forecast.hpp"
#include "inference/origin.hpp"
#include "io/ensemble_file.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {
namespace {

struct Options {
  int origin = 2023, until = 2030, threads = 0;
  std::string from = "results/calibration", data;
};

int forecast(const Options& o) {
  Faults faults;
  const auto world = load_world(o.data);
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  const auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(o.data), faults);
  if (!faults.empty()) return report_faults(faults);
  const auto known = inference::known_world(*world, o.origin);
  const auto held = inference::held_policy(history->policy, o.origin);
  const auto places = inference::forecast_places(*world, *targets, o.origin, 3);
  fmt::print("structure,place,lead,member,area\n");
  for (int s = 0; s < model::structure_count; ++s) {
    std::string why;
    const auto path = (std::filesystem::path(o.from) / ensemble_file_name(o.origin, s)).string();
    const auto e = read_ensemble(path, "", why);
    if (!e) continue;
    bool stopped = false;
    const auto p = inference::project(known, held, *e, places, {}, o.until - o.origin, 77, 2,
                                      &stop_requested(), stopped);
    for (std::size_t k = 0; k < places.size(); ++k)
      for (int lead = 0; lead <= p.leads; ++lead)
        for (std::size_t m = 0; m < p.area[k][static_cast<std::size_t>(lead)].size(); ++m)
          fmt::print("{},{},{},{},{:.6g}\n", s, places[k].id, lead, m,
                     p.area[k][static_cast<std::size_t>(lead)][m]);
  }
  return success;
}

}  // namespace

void add_forecast(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("forecast", "The years after an origin");
  static Options o;
  command->add_option("--origin", o.origin, "last year of observations")->capture_default_str();
  command->add_option("--until", o.until, "last year forecast")->capture_default_str();
  command->add_option("--from", o.from, "folder of a calibration")->capture_default_str();
  command->callback([&code] { code = forecast(o); });
}

}  // namespace balloon::cli
