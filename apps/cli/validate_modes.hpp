// The modes of balloon validate that check the method of calibration.
#pragma once

#include <optional>
#include <string>

#include "inference/chains.hpp"
#include "inference/simulation_check.hpp"

namespace CLI {
class App;
}

namespace balloon::cli {

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
