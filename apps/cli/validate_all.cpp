// balloon validate --all: calibration, every section of docs/validation.md, and the document.
//
// Each section is kept with the key of whatever decides it and made again where that has changed. A
// calibration has a folder named by its key, so that none is ever mixed with another.
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/calibration_run.hpp"
#include "io/draw_source.hpp"
#include "io/method_text.hpp"
#include "io/section_file.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {

namespace {

constexpr int section_count = 6;

class All {
 public:
  All(AllOptions options, model::World world, std::vector<analysis::Target> targets,
      model::Policy history)
      : o_(std::move(options)),
        world_(std::move(world)),
        targets_(std::move(targets)),
        history_(std::move(history)),
        model_(model_hash(world_, history_)),
        begin_(std::chrono::steady_clock::now()) {}

  int run() {
    Faults faults;
    const auto& h = o_.headlines;
    const auto draws = choose_draws(h.draws, world_, embedded_files(), data_, faults);
    if (!faults.empty()) return report_faults(faults);
    draws_ = fmt::format("members {} seed {} posterior {}", h.members, h.seed,
                         draws.posterior ? draws.posterior->parts().hash : "none");
    if (const int code = calibration(); code != success) return code;
    const auto& sim = o_.simulation;
    int code =
        section("simulation",
                fmt::format("{} replicates {} structure {}", settings_text(sim.settings, true),
                            sim.replicates, sim.structure),
                [&](const Print& print) {
                  print(simulation_heading(sim.replicates, sim.settings.members));
                  return validate_simulation(sim, print);
                });
    if (code != success) return code;
    const auto& m = o_.methods;
    code = section(
        "methods",
        fmt::format(
            "{} structure {} chains {} burn-in {} steps {} beta {} target {} seed {} only {}",
            settings_text(m.settings), m.structure, m.chains.chains, m.chains.burn_in,
            m.chains.steps, m.chains.beta, m.chains.target, m.chains.seed, m.only),
        [&](const Print& print) {
          print(methods_heading(m.settings.members, m.chains));
          const int done = validate_methods(m, print);
          print(methods_closing());
          return done;
        });
    if (code != success) return code;
    code = section("headlines", draws_,
                   [&](const Print& print) { return validate_headlines(h, print); });
    if (code != success) return code;
    say("ablations");
    code = validate_ablations(o_.ablations, [](const std::string&) {});
    return code == success ? document() : code;
  }

 private:
  static std::string settings_text(const inference::Settings& settings, bool state = false) {
    CalibrationRequest request;
    request.settings = settings;
    if (state) request.state.emplace();
    return state_key(request);
  }

  void say(const char* name) {
    ++number_;
    if (o_.forecasts.quiet) return;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
    fmt::print(stderr, "[{:5.0f} s] section {} of {}: {}\n", spent.count(), number_, section_count,
               name);
  }

  int calibration() {
    say("calibration");
    CalibrationRequest request;
    request.settings = o_.calibration;
    request.threads = o_.forecasts.threads;
    request.key = "data " + data_;
    std::set<int> origins{o_.forecasts.posterior_origin};
    for (int y = o_.forecasts.first_origin; y <= o_.forecasts.last_origin; ++y) origins.insert(y);
    request.origins.assign(origins.begin(), origins.end());
    for (int s = 0; s < model::structure_count; ++s) request.structures.push_back(s);
    if (o_.own_calibration)
      o_.forecasts.from =
          (std::filesystem::path(o_.forecasts.out) /
           ("calibration-" + hex64(hash_text(checkpoint_key(request) + model_)).substr(0, 8)))
              .string();
    request.folder = o_.forecasts.from;
    if (const int code = calibrate(request, "calibration"); code != success) return code;
    request.origins = {o_.forecasts.posterior_origin};
    request.state.emplace();
    return calibrate(request, "the state of " + std::to_string(o_.forecasts.posterior_origin));
  }

  int calibrate(const CalibrationRequest& request, const std::string& name) {
    Progress progress(name, o_.forecasts.quiet);
    bool stopped = false;
    const auto error = run_calibration(
        world_, history_, targets_, request,
        [&](int done, int total) { progress.update(done, total); }, &stop_requested(), stopped);
    if (!error.empty()) {
      fmt::print(stderr, "balloon: {}\n", error);
      return failed;
    }
    if (stopped) return interrupted;
    progress.finish("in " + request.folder);
    return success;
  }

  /// Makes NAME.md where it is not there with this key. A check that is not passed is a finding and
  /// not a failure of the command.
  int section(const char* name, const std::string& what,
              const std::function<int(const Print&)>& make) {
    say(name);
    const auto path =
        (std::filesystem::path(o_.forecasts.out) / (std::string(name) + ".md")).string();
    const auto key =
        hex64(hash_text(fmt::format("{}: {}; data {}; model {}", name, what, data_, model_)));
    if (fresh_section(path, key)) return kept(name);
    std::string text;
    const int code = make([&](const std::string& part) { text += part; });
    if (code != success && code != failed) return code;
    return written(write_section(path, key, text));
  }

  /// validation.md and validation.json, with the key beside them.
  int document() {
    say("forecasts and episodes");
    const std::filesystem::path folder = o_.forecasts.out;
    std::string parts =
        configuration_text(forecast_configuration(o_.forecasts, world_, history_, targets_)) +
        draws_;
    for (const char* name : section_names)
      parts += read_section((folder / (std::string(name) + ".md")).string()).value_or("");
    const auto mark = (folder / "validation.key").string(), key = hex64(hash_text(parts));
    if (fresh_section(mark, key) && std::filesystem::exists(folder / "validation.md") &&
        std::filesystem::exists(folder / "validation.json"))
      return finish(kept("validation.md"));
    const int code = validate_forecasts(o_.forecasts, [](const std::string&) {});
    if (code != success) return code;
    return finish(written(write_section(mark, key, "")));
  }

  int kept(const char* name) {
    if (!o_.forecasts.quiet) fmt::print(stderr, "{}: kept, nothing has changed\n", name);
    return success;
  }

  static int written(const std::string& error) {
    if (error.empty()) return success;
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }

  int finish(int code) {
    if (code == success)
      fmt::print("{}\n", (std::filesystem::path(o_.forecasts.out) / "validation.md").string());
    return code;
  }

  AllOptions o_;
  model::World world_;
  std::vector<analysis::Target> targets_;
  model::Policy history_;
  std::string data_{embedded::data_hash()}, model_;
  std::string draws_;  ///< of headlines and episodes
  std::chrono::steady_clock::time_point begin_;
  int number_ = 0;
};

}  // namespace

int validate_all(AllOptions options) {
  Faults faults;
  auto world = load_world("");
  if (!world) return bad_input;
  auto targets = read_targets(embedded_files(), *world, faults);
  auto history = load_scenario("history", *world, scenario_source(""), faults);
  if (options.forecasts.out.empty()) faults.add({"", 0, "--out", "", "is needed with --all"});
  if (!faults.empty()) return report_faults(faults);
  std::error_code error;
  std::filesystem::create_directories(options.forecasts.out, error);
  if (error) {
    fmt::print(stderr, "balloon: cannot make {}: {}\n", options.forecasts.out, error.message());
    return failed;
  }
  const int code =
      All(std::move(options), std::move(*world), std::move(*targets), std::move(history->policy))
          .run();
  if (code == interrupted) fmt::print(stderr, "Interrupted: the same command goes on from here.\n");
  return code;
}

}  // namespace balloon::cli
