// Calibration: from priors to a posterior, by ensemble smoothing with multiple data assimilation of
// everything observed up to an origin, for every structure apart.
//
// Unknowns are the standard normals of model/unknowns.hpp: parameters, the start, and the yearly
// innovations of supply and demand. A member is its unknowns; its hidden state is whatever the
// model makes of them, so that every balance holds in the posterior as in any run.
#pragma once

#include <functional>
#include <vector>

#include "analysis/simulate.hpp"
#include "analysis/target.hpp"
#include "inference/assimilation.hpp"

namespace balloon::inference {

/// Everything that decides a calibration besides world, policy and observations.
struct Settings {
  int members = 400;       ///< of each structure
  int steps = 8;           ///< assimilations of the same observations; inverse inflations add to 1
  double ratio = 0.8;      ///< inflation of a step over that of the step before
  double taper = 1;        ///< standard errors below which a correlation is taken for chance
  int memory = 8;          ///< years after it in which observations may move an innovation
  double discrepancy = 1;  ///< factor on the observations' standard errors for model error
  double parameter_tempering = 2;  ///< a further factor on them for parameters, see Step
  double outlier = 3;              ///< misfit over the median's from which a member counts as lost
  std::uint64_t seed = 1990;
  int first_year = 1990;  ///< observations before it are left out
};

/// How the state is fitted given the parameters (state_fit.hpp), after the assimilation.
struct StateSettings {
  int iterations = 5;
  int runs = 4;       ///< of states drawn afresh, for their sensitivities
  double step = 0.5;  ///< length of an iteration's step
  double taper = 2;   ///< of the sensitivities
};

/// The members of one structure.
struct StructureEnsemble {
  int structure = 0;
  int origin = 0;    ///< last year of the observations assimilated
  Matrix unknowns;   ///< unknowns x members
  Matrix predicted;  ///< observations x members, of the last run
  /// Mean squared standardised misfit: before, after each step, after each iteration of the state.
  std::vector<double> misfit;
  std::vector<int> replaced;  ///< members failed or lost in each of these runs, replaced by copies
};

/// Runs of an assimilation, and of a fit of the state after it.
int runs_of(const Settings& settings);
int runs_of(const StateSettings& state);
/// Whether all of an assimilation's are done.
bool is_complete(const StructureEnsemble& ensemble, const Settings& settings);

/// Members of a run from the columns of matrices; column j of structure s is member j of its run.
class Columns : public analysis::MemberSource {
 public:
  Columns(const Matrix& unknowns, int structure, int last_year)
      : unknowns_(&unknowns), structure_(structure), last_year_(last_year) {}
  int structure(std::uint64_t) const override { return structure_; }
  model::GivenUnknowns unknowns(std::uint64_t member) const override {
    return {unknowns_->col(static_cast<Eigen::Index>(member)).data(), last_year_};
  }

 private:
  const Matrix* unknowns_;
  int structure_, last_year_;
};

/// Targets that are known at the end of `origin` and not before `first_year`, in order.
std::vector<analysis::Target> known_targets(const std::vector<analysis::Target>& targets,
                                            int first_year, int origin);

/// A value on the target's scale, with a thirtieth of the observed figure added to what is compared
/// by logarithms: a member that produces nothing is far away, but not so far that it alone decides
/// the regression of unknowns on predictions. And back.
double softened(const analysis::Target& target, double value);
double unsoftened(const analysis::Target& target, double x);

/// Observed values on the targets' scales, and the covariance of their errors: independent errors
/// times the discrepancy, and the random-walk bias of each drift group.
Vector observed_values(const std::vector<analysis::Target>& targets);
Matrix error_covariance(const std::vector<analysis::Target>& targets, double discrepancy);

/// What an ensemble predicts for targets, on their scales: targets x members. Members that failed
/// give NaN.
Matrix predict(const analysis::Ensemble& ensemble, const std::vector<analysis::Target>& targets);

/// The prior ensemble of a structure: unknowns from the streams of (seed, member).
StructureEnsemble prior_ensemble(const model::World& world, const Settings& settings, int structure,
                                 int origin);

/// The inflations of the steps, largest first: geometric, inverses adding to 1.
std::vector<double> inflations(const Settings& settings);

/// Runs the members of a structure up to their origin and gives what they predict for targets
/// (known_targets), as a calibration's last run does. Sets `stopped` where it was.
Matrix rerun(const model::World& world, const model::Policy& policy,
             const std::vector<analysis::Target>& targets, const Settings& settings, int threads,
             const StructureEnsemble& ensemble, const std::atomic<bool>* stop, bool& stopped);

/// Where a run is: called before each of the runs, with its number.
using StepFunction = std::function<void(int structure, int step)>;

/// Runs the members, then assimilates, `settings.steps` times from where the ensemble stands; a
/// last run fills `predicted`. `targets` must be known_targets. Returns false where it was stopped;
/// the ensemble may be kept before any run and taken up again. `first`: what the run of step 0
/// predicts for the targets where that is known (`rerun` of the priors), null where it is to be
/// run. `ranks`, where not null, share the members and all end with the same.
bool calibrate(const model::World& world, const model::Policy& policy,
               const std::vector<analysis::Target>& targets, const Settings& settings, int threads,
               StructureEnsemble& ensemble, const StepFunction& before,
               const std::atomic<bool>* stop, const Matrix* first = nullptr,
               engine::Ranks* ranks = nullptr);

/// Fits the state of a complete assimilation's members given their parameters, as one piece: a last
/// run fills `predicted`, and misfits and replacements of the iterations follow the assimilation's.
/// Returns false where it was stopped; the ensemble is then of no use.
bool fit_state(const model::World& world, const model::Policy& policy,
               const std::vector<analysis::Target>& targets, const Settings& settings,
               const StateSettings& state, int threads, StructureEnsemble& ensemble,
               const StepFunction& before, const std::atomic<bool>* stop,
               engine::Ranks* ranks = nullptr);

}  // namespace balloon::inference
