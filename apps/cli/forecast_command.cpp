// balloon forecast: the years after an origin, from the members that a calibration left there.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/ensemble_file.hpp"
#include "io/forecast_run.hpp"
#include "io/output_folder.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {
namespace {

struct ForecastOptions {
  int origin = 2023, until = 2030, threads = 0;
  std::string from, scenario, out, data, language = "en";
  bool json = false, quiet = false, unobserved = false;
};

/// Members of an origin from a calibration's folder; what is wrong goes into `faults`.
std::vector<inference::StructureEnsemble> members_of(const std::string& folder, int origin,
                                                     const model::World& world, Faults& faults) {
  std::vector<inference::StructureEnsemble> members;
  for (int s = 0; s < model::structure_count; ++s) {
    const auto path = (std::filesystem::path(folder) / ensemble_file_name(origin, s)).string();
    std::string why;
    auto e = read_ensemble(path, "", why, &world);
    if (e)
      members.push_back(std::move(*e));
    else
      faults.add({why.empty() ? path : "", 0, "", "",
                  why.empty() ? "no such file; run balloon calibrate first" : why});
  }
  return members;
}

/// Members of the program's own posterior, structure by structure.
std::vector<inference::StructureEnsemble> members_of(const analysis::Posterior& posterior) {
  std::vector<inference::StructureEnsemble> members;
  for (int s = 0; s < model::structure_count; ++s) {
    std::vector<const analysis::PosteriorDraw*> draws;
    for (const auto& d : posterior.parts().draws)
      if (d.structure == s) draws.push_back(&d);
    if (draws.empty()) continue;
    inference::StructureEnsemble e;
    e.structure = s;
    e.origin = posterior.origin();
    e.unknowns.resize(static_cast<Eigen::Index>(draws.front()->scores.size()),
                      static_cast<Eigen::Index>(draws.size()));
    for (std::size_t k = 0; k < draws.size(); ++k)
      e.unknowns.col(static_cast<Eigen::Index>(k)) = Eigen::Map<const inference::Vector>(
          draws[k]->scores.data(), static_cast<Eigen::Index>(draws[k]->scores.size()));
    members.push_back(std::move(e));
  }
  return members;
}

/// The posterior of the program with its weights and pools into `request`; how its forecasts came
/// out.
std::optional<analysis::PosteriorCheck> take_posterior(const ForecastOptions& o,
                                                       const model::World& world,
                                                       const FileSource& files,
                                                       ForecastRequest& request, Faults& faults) {
  const std::string data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  const auto draws = choose_draws("forecast", world, files, data_hash, faults);
  if (!faults.empty()) return {};
  if (!draws.posterior || draws.posterior->origin() != o.origin) {
    faults.add({"", 0, "--origin", std::to_string(o.origin),
                draws.posterior
                    ? "the program's posterior is that of " +
                          std::to_string(draws.posterior->origin()) +
                          "; for other origins calibrate and give --from FOLDER"
                    : "the program has no posterior; calibrate and give --from FOLDER"});
    return {};
  }
  for (const auto& note : draws.notes) fmt::print(stderr, "Note: {}.\n", note);
  request.members = members_of(*draws.posterior);
  for (const auto& e : request.members)
    request.weights.push_back(draws.posterior->weights()[static_cast<std::size_t>(e.structure)]);
  if (draws.check) request.plan.pools = draws.check->pools;
  return draws.check;
}

int forecast(const ForecastOptions& o) {
  Faults faults;
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  if (o.until <= o.origin || o.until > 2035)
    faults.add({"", 0, "--until", std::to_string(o.until), "a year after the origin, to 2035"});
  const auto files = data_files(o.data);
  const auto source = scenario_source(o.data);
  const auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, source, faults);
  std::optional<Scenario> scenario;
  if (!o.scenario.empty()) scenario = load_scenario(o.scenario, *world, source, faults);
  ForecastRequest request;
  std::optional<analysis::PosteriorCheck> check;
  if (o.from.empty()) {
    check = take_posterior(o, *world, files, request, faults);
  } else {
    request.members = members_of(o.from, o.origin, *world, faults);
    request.weights.assign(request.members.size(), 1.0 / static_cast<double>(std::max<std::size_t>(
                                                             1, request.members.size())));
  }
  if (!faults.empty()) return report_faults(faults);
  request.until = o.until;
  request.unobserved = o.unobserved;
  if (scenario) request.policy = &scenario->policy;
  request.threads = o.threads > 0 ? o.threads : default_threads();
  Progress progress(terminal().fill("terminal.years", {{"from", Words::year(o.origin)},
                                                       {"to", Words::year(o.until)}}),
                    o.quiet || o.json);
  const auto rows = run_forecast(
      *world, history->policy, *targets, request,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested());
  if (rows.empty()) return interrupted;
  progress.finish(terminal().fill("terminal.rows",
                                  {{"count", terminal().plain(static_cast<double>(rows.size()))}}));
  const auto text = forecast_json(rows);
  int code = success;
  if (!o.out.empty())
    if (const auto wrong = write_file_atomically(o.out, text, true); !wrong.empty()) {
      tell(fmt::format("balloon: {}\n", wrong));
      code = failed;
    }
  fmt::print("{}", o.json ? text : forecast_text(rows, terminal()));
  if (check && !o.json) fmt::print("{}", forecast_worth(*check, terminal()));
  return code;
}

}  // namespace

void add_forecast(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("forecast", "Coca, cocaine and prices of the years to come");
  static ForecastOptions o;
  command->add_option("--origin", o.origin, "last year of observations")->capture_default_str();
  command->add_option("--until", o.until, "last year forecast")->capture_default_str();
  command
      ->add_option("--scenario", o.scenario,
                   "policy of the years to come (default: the last year's levers are held)")
      ->type_name("SCENARIO");
  command
      ->add_option("--from", o.from,
                   "folder of a calibration (default: the posterior inside the program)")
      ->type_name("DIR");
  command->add_option("--out", o.out, "also write the forecast document (JSON) to this file")
      ->type_name("FILE");
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  add_language(*command, o.language, "language of the tables: en or es");
  command->add_flag("--unobserved", o.unobserved,
                    "countries of which no survey tells, too: their areas as the model has them");
  command->add_flag("--json", o.json, "print the forecast document instead of tables");
  command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  command->footer(
      "Examples:\n"
      "  balloon forecast --origin 2023 --until 2026 --json > forecast.json\n"
      "  balloon forecast --until 2030 --scenario coffee-and-cocoa\n\n"
      "`balloon score forecast.json observed.csv` compares it with what was reported later.");
  command->callback([&code] {
    speak(o.language);
    code = forecast(o);
  });
}

}  // namespace balloon::cli
