// The modes of balloon validate, one file each.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "inference/chains.hpp"
#include "inference/simulation_check.hpp"

namespace CLI {
class App;
}

namespace balloon::cli {

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

int validate_forecasts(const ForecastCheck& options);

/// Options of `balloon validate --headlines`.
struct HeadlineOptions {
  int members = 200, threads = 1;
  std::uint64_t seed = 2012;
  std::string data, draws;
  bool quiet = false;
};

/// Prints the figures as Markdown.
int validate_headlines(const HeadlineOptions& options);

/// What both checks are asked for.
struct MethodOptions {
  int replicates = 100, threads = 0, structure = 0;
  inference::Settings settings;
  inference::ChainSettings chains;
  std::string data;
  std::string only = "both";  ///< data of --methods: both, synthetic or observed
  bool json = false, quiet = false;
};

/// Their options besides those that validate has for all modes.
void add_method_options(CLI::App& command, MethodOptions& options);

/// Prints a table, or JSON; the exit code is 0 where the criteria of the check hold, else 1.
int validate_simulation(const MethodOptions& options);
int validate_methods(const MethodOptions& options);

/// The reduced problem from the program's data; nothing where faults were printed.
std::optional<inference::ReducedProblem> load_reduced(const MethodOptions& options);

}  // namespace balloon::cli
