// The modes of balloon validate, one file each. A mode returns an exit code of cli.hpp and gives
// its text to a Print: the terminal's, or that of a section of docs/validation.md.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "inference/chains.hpp"
#include "inference/simulation_check.hpp"
#include "io/ablation_run.hpp"
#include "io/configuration.hpp"

namespace CLI {
class App;
}

namespace balloon::cli {

using Print = std::function<void(const std::string&)>;
/// To stdout, at once.
void print_text(const std::string& text);

/// Options of `balloon validate --episodes`.
struct EpisodeOptions {
  int members = 200, threads = 1;
  std::uint64_t seed = 2012;
  std::string data, draws = "posterior";
  bool json = false, quiet = false;
};

int validate_episodes(const EpisodeOptions& options);
/// The episodes, for the document; empty where faults were printed or it was stopped.
std::vector<analysis::EpisodeResult> evaluate_episodes(const EpisodeOptions& options);

/// Options of `balloon validate --forecasts`.
struct ForecastCheck {
  std::string from = "results/calibration";  ///< folder of a calibration
  std::string out;  ///< where validation.md and .json go, with the sections found there
                    ///< (headlines.md, ablations.md, simulation.md, methods.md); empty: nowhere
  int first_origin = 1996, last_origin = 2022, last_scored = 2023, posterior_origin = 2023;
  int threads = 1;
  bool quiet = false;
  std::function<std::vector<analysis::EpisodeResult>()> episodes;  ///< may be null
};

/// Names of the sections that are made elsewhere, each NAME.md in the folder of the document.
inline constexpr const char* section_names[] = {"headlines", "ablations", "simulation", "methods"};

int validate_forecasts(const ForecastCheck& options, const Print& print);

/// What decides their scores; the settings are those that the files of the calibration name.
Configuration forecast_configuration(const ForecastCheck& options, const model::World& world,
                                     const model::Policy& history,
                                     const std::vector<analysis::Target>& targets);

/// Options of `balloon validate --headlines`.
struct HeadlineOptions {
  int members = 200, threads = 1;
  std::uint64_t seed = 2012;
  std::string data, draws;
  bool quiet = false;
};

int validate_headlines(const HeadlineOptions& options, const Print& print);

/// What both checks of the method are asked for.
struct MethodOptions {
  int replicates = 100, threads = 1, structure = 0;
  inference::Settings settings;
  inference::ChainSettings chains;
  std::string data;
  std::string only = "both";  ///< data of --methods: both, synthetic or observed
  bool json = false, quiet = false;
};

/// Their options besides those that validate has for all modes.
void add_method_options(CLI::App& command, MethodOptions& options);

/// A table, or JSON; the exit code is 0 where the criteria of the check hold, else 1.
int validate_simulation(const MethodOptions& options, const Print& print);
int validate_methods(const MethodOptions& options, const Print& print);

/// The reduced problem from the program's data; nothing where faults were printed.
std::optional<inference::ReducedProblem> load_reduced(const MethodOptions& options);

/// Options of `balloon validate --ablations`.
struct AblationOptions {
  AblationRequest request;  ///< without folder and data, which are found from these:
  std::string out;  ///< for ablations.md, and the finished rows in ablations/; empty: nowhere
  std::string data;
  std::string origins, structures = "all";
  bool quiet = false;
};

/// Its options besides those that validate has for all modes.
void add_ablation_options(CLI::App& command, AblationOptions& options);

int validate_ablations(const AblationOptions& options, const Print& print);

/// Options of `balloon validate --all`: those of its sections.
struct AllOptions {
  inference::Settings calibration;
  bool own_calibration = true;  ///< made in the output folder, and not read from forecasts.from
  ForecastCheck forecasts;
  HeadlineOptions headlines;
  MethodOptions simulation, methods;
  AblationOptions ablations;
};

int validate_all(AllOptions options);

}  // namespace balloon::cli
