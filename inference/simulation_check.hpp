// Simulation-based calibration: truths from the prior, data from truths, a calibration of each, and
// the rank of the truth among the members. Where the method is right, ranks are uniform.
//
// Source: Talts, Betancourt, Simpson, Vehtari & Gelman (2018), Validating Bayesian inference
// algorithms with simulation-based calibration, arXiv 1804.06788. The z of a replicate is that of
// Cook, Gelman & Rubin (2006), J. Comput. Graph. Stat. 15, 675-692, in the form (truth - mean)/sd.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inference/reduced.hpp"

namespace balloon::inference {

/// What one replicate found: the truth of every quantity, and the members' values of it.
struct Replicate {
  Vector truth;
  Matrix members;  ///< quantities x members
};
/// Makes replicate r, from r alone; nothing where its truth or its calibration failed.
using ReplicateFunction = std::function<std::optional<Replicate>(int r)>;

inline constexpr int rank_bins = 10;

/// Ranks of one quantity over the replicates.
struct RankedQuantity {
  std::string name;
  std::array<int, rank_bins> histogram{};
  double p = 1;          ///< chi-square test of the histogram against uniform
  double mean_z = 0;     ///< 0 is right: bias in posterior sds
  double sd_z = 0;       ///< 1 is right; above, the members are too sure
  double shrinkage = 0;  ///< mean posterior variance over the prior's 1; NaN for outcomes
};

/// The criteria of `passed`.
struct RankCriteria {
  double p = 0.01;                ///< least p after Bonferroni's correction
  double low = 0.8, high = 1.25;  ///< limits of sd_z
  double failed = 0.05;           ///< largest share of replicates without a result
};

struct SimulationCheck {
  std::vector<RankedQuantity> quantities;
  int replicates = 0;  ///< that were made
  int failed = 0;      ///< replicates without a result
  bool stopped = false;

  double least_p() const;  ///< after Bonferroni's correction, at most 1
  double root_mean_square_sd_z() const;
  bool passed(const RankCriteria& criteria = {}) const;
};

/// Runs the replicates, in parallel; the result is the same on any number of threads.
SimulationCheck check_by_simulation(const std::vector<std::string>& names, int replicates,
                                    int threads, const ReplicateFunction& make,
                                    const std::function<void(int, int)>& progress,
                                    const std::atomic<bool>* stop);

/// The check of `calibrate` on the reduced problem: every varying unknown, and the last area of
/// each country; and of `fit_state` after it, the varying unknowns of the state and the areas, as
/// "NAME, fitted". `error` multiplies the errors of the synthetic data and not what the calibration
/// believes: other than 1, the check must fail.
SimulationCheck check_calibration(const ReducedProblem& problem, const Settings& settings,
                                  const StateSettings& state, int replicates, int threads,
                                  const std::function<void(int, int)>& progress,
                                  const std::atomic<bool>* stop, double error = 1);

}  // namespace balloon::inference
