#include "inference/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "core/hash.hpp"
#include "inference/links.hpp"
#include "inference/state_fit.hpp"

namespace balloon::inference {

using analysis::Target;

std::vector<Target> known_targets(const std::vector<Target>& targets, int first_year, int origin) {
  std::vector<Target> known;
  std::copy_if(targets.begin(), targets.end(), std::back_inserter(known), [&](const Target& t) {
    return t.year >= first_year && t.year <= origin && t.last_month <= month_index(origin, 12);
  });
  return known;
}

double softened(const Target& t, double value) {
  return analysis::scaled(t, t.scale == Target::Scale::log ? value + t.value / 30 : value);
}

double unsoftened(const Target& t, double x) {
  const double value = analysis::unscaled(t, x);
  return t.scale == Target::Scale::log ? value - t.value / 30 : value;
}

Vector observed_values(const std::vector<Target>& targets) {
  Vector y(static_cast<Eigen::Index>(targets.size()));
  for (std::size_t i = 0; i < targets.size(); ++i)
    y(static_cast<Eigen::Index>(i)) = softened(targets[i], targets[i].value);
  return y;
}

Matrix error_covariance(const std::vector<Target>& targets, double discrepancy) {
  const auto n = static_cast<Eigen::Index>(targets.size());
  Matrix r = Matrix::Zero(n, n);
  std::map<std::string, std::vector<Eigen::Index>> groups;
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& t = targets[static_cast<std::size_t>(i)];
    const double sd = t.sd * discrepancy;
    r(i, i) = sd * sd;
    if (!t.drift_group.empty()) groups[t.drift_group].push_back(i);
  }
  for (const auto& [name, rows] : groups)
    for (const auto i : rows)
      for (const auto j : rows)
        r(i, j) += analysis::bias_covariance(targets[static_cast<std::size_t>(i)],
                                             targets[static_cast<std::size_t>(j)]);
  return r;
}

Matrix predict(const analysis::Ensemble& ensemble, const std::vector<Target>& targets) {
  const int members = ensemble.result.members;
  Matrix g(static_cast<Eigen::Index>(targets.size()), members);
  for (int m = 0; m < members; ++m) {
    if (!ensemble.result.usable(m)) {
      g.col(m).setConstant(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const double hidden =
        ensemble.draw(m, {}).value[static_cast<std::size_t>(model::P::method_break)];
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const double x = softened(targets[i], analysis::model_value(targets[i], ensemble, m));
      g(static_cast<Eigen::Index>(i), m) = targets[i].method_break ? x - hidden : x;
    }
  }
  return g;
}

StructureEnsemble prior_ensemble(const model::World& world, const Settings& settings, int structure,
                                 int origin) {
  StructureEnsemble e;
  e.structure = structure;
  e.origin = origin;
  const model::UnknownLayout at(world);
  e.unknowns.resize(at.size(origin), settings.members);
  for (int m = 0; m < settings.members; ++m) {
    const auto u =
        model::stream_unknowns(world, settings.seed, static_cast<std::uint64_t>(m), origin);
    e.unknowns.col(m) = Eigen::Map<const Vector>(u.data(), static_cast<Eigen::Index>(u.size()));
  }
  return e;
}

std::vector<double> inflations(const Settings& settings) {
  std::vector<double> alpha(static_cast<std::size_t>(settings.steps));
  double inverse = 0, factor = 1;
  for (auto& a : alpha) {
    a = factor;
    inverse += 1 / factor;
    factor *= settings.ratio;
  }
  for (auto& a : alpha) a *= inverse;
  return alpha;
}

int runs_of(const Settings& s) { return s.steps + 1; }

int runs_of(const StateSettings& s) { return 1 + s.runs + s.iterations; }

bool is_complete(const StructureEnsemble& e, const Settings& s) {
  return static_cast<int>(e.replaced.size()) > s.steps;
}

namespace {

/// Runs the members of a structure over the months that targets need. The ensemble keeps a pointer
/// to `source`.
analysis::Ensemble run_members(const model::World& world, const model::Policy& policy,
                               const std::vector<Target>& targets, const Settings& settings,
                               int threads, const Columns& source, int members, int origin,
                               const std::atomic<bool>* stop, engine::Ranks* ranks = nullptr) {
  bool chosen[model::outcome_count] = {};
  analysis::mark_outcomes(targets, chosen);
  analysis::RunOptions options;
  options.members = members;
  options.seed = settings.seed;
  options.threads = threads;
  options.to = month_index(origin, 12);
  options.outcomes = chosen;
  options.source = &source;
  options.ranks = ranks;
  return analysis::simulate(world, policy, options, {}, stop);
}

std::uint64_t members_hash(const Matrix& unknowns, int number) {
  const auto* bytes = reinterpret_cast<const char*>(unknowns.data());
  const auto size = static_cast<std::size_t>(unknowns.size()) * sizeof(double);
  return hash_combine(hash_text({bytes, size}), static_cast<std::uint64_t>(number));
}

/// Each member's mean squared misfit in units of the errors' standard deviation; NaN where it
/// failed.
Vector member_misfit(const Matrix& predicted, const Vector& observed, const Matrix& covariance) {
  const Vector sd = covariance.diagonal().cwiseSqrt();
  const Matrix z = (predicted.colwise() - observed).array().colwise() / sd.array();
  return z.colwise().squaredNorm().transpose() /
         static_cast<double>(std::max<Eigen::Index>(1, z.rows()));
}

/// Members that failed, and members lost on the way (a misfit `outlier` times the median), become
/// copies of others, taken in turn; the next step's perturbed observations part them again.
/// Returns how many.
int replace_failed(const Vector& misfit, double outlier, Matrix& predicted, Matrix& unknowns) {
  std::vector<double> finite;
  for (const double x : misfit)
    if (std::isfinite(x)) finite.push_back(x);
  std::sort(finite.begin(), finite.end());
  const double limit = finite.empty() ? 0 : outlier * finite[finite.size() / 2];
  std::vector<Eigen::Index> good, bad;
  for (Eigen::Index m = 0; m < predicted.cols(); ++m)
    (misfit(m) <= limit ? good : bad).push_back(m);
  if (good.size() < 3)
    throw std::runtime_error("calibration: fewer than three members did not fail");
  for (std::size_t k = 0; k < bad.size(); ++k) {
    const auto from = good[(k * 7919) % good.size()];
    predicted.col(bad[k]) = predicted.col(from);
    unknowns.col(bad[k]) = unknowns.col(from);
  }
  return static_cast<int>(bad.size());
}

}  // namespace

Matrix rerun(const model::World& world, const model::Policy& policy,
             const std::vector<Target>& targets, const Settings& settings, int threads,
             const StructureEnsemble& e, const std::atomic<bool>* stop, bool& stopped) {
  const Columns source(e.unknowns, e.structure, e.origin);
  const auto run = run_members(world, policy, targets, settings, threads, source,
                               static_cast<int>(e.unknowns.cols()), e.origin, stop);
  stopped = run.result.stopped;
  return stopped ? Matrix() : predict(run, targets);
}

namespace {

/// One calibration in work: what it was given, and what its runs share.
class Calibration {
 public:
  Calibration(const model::World& world, const model::Policy& policy,
              const std::vector<Target>& targets, const Settings& settings, int threads,
              StructureEnsemble& e, const StepFunction& before, const std::atomic<bool>* stop,
              engine::Ranks* ranks)
      : world_(world),
        policy_(policy),
        targets_(targets),
        settings_(settings),
        threads_(threads),
        e_(e),
        before_(before),
        stop_(stop),
        ranks_(ranks),
        observed_(observed_values(targets)),
        covariance_(error_covariance(targets, settings.discrepancy)),
        links_(make_links(world, targets, e.origin, settings.memory)) {}

  /// The assimilations, each after a run, and a last run; false where it was stopped.
  bool assimilate_all(const Matrix* first) {
    const auto alpha = inflations(settings_);
    for (int step = static_cast<int>(e_.replaced.size()); step <= settings_.steps; ++step) {
      if (step == 0 && first != nullptr) {
        if (before_) before_(e_.structure, step);
        e_.predicted = *first;
      } else if (!run(step, e_.unknowns, e_.predicted)) {
        return false;
      }
      take_stock();
      if (step == settings_.steps) break;
      assimilate(
          {e_.predicted, observed_, covariance_, alpha[static_cast<std::size_t>(step)], seed(step),
           settings_.taper, &links_, model::parameter_count, settings_.parameter_tempering},
          e_.unknowns);
    }
    return true;
  }

  /// The state given the parameters; false where it was stopped.
  bool fit_state(const StateSettings& state) {
    int number = 0;
    if (!run(number++, e_.unknowns, e_.predicted)) return false;
    // Unknowns that do not vary are no part of the problem (reduced.hpp).
    std::vector<Eigen::Index> rows;
    for (auto i = Eigen::Index{model::parameter_count}; i < e_.unknowns.rows(); ++i)
      if ((e_.unknowns.row(i).array() != e_.unknowns(i, 0)).any()) rows.push_back(i);
    const auto figures = observed_.size();
    const auto members = e_.unknowns.cols();
    Sensitivities sensitivities(figures, static_cast<Eigen::Index>(rows.size()));
    for (int k = 0; k < state.runs; ++k) {
      Matrix unknowns = e_.unknowns, predicted;
      unknowns(rows, Eigen::all) =
          prior_states(rows, hash_combine(settings_.seed, static_cast<std::uint64_t>(k) + 1));
      if (!run(number++, unknowns, predicted)) return false;
      sensitivities.add(predicted, unknowns(rows, Eigen::all));
    }
    const StateFit fit(sensitivities.shrunk(state.taper, links_(rows, Eigen::all)), covariance_);
    const Eigen::LLT<Matrix> root(covariance_);
    const Matrix noise =
        root.matrixL() * observation_noise(seed(settings_.steps + 1), figures, members);
    const Matrix observed = noise.colwise() + observed_;
    const Matrix prior = prior_states(rows, settings_.seed);
    for (int k = 0; k < state.iterations; ++k) {
      e_.unknowns(rows, Eigen::all) =
          fit.step(e_.unknowns(rows, Eigen::all), prior, observed, e_.predicted, state.step);
      if (!run(number++, e_.unknowns, e_.predicted)) return false;
      take_stock();
    }
    return true;
  }

 private:
  std::uint64_t seed(int step) const {
    return settings_.seed * 1000003 + static_cast<std::uint64_t>(e_.structure * 1000 + step);
  }

  Matrix prior_states(const std::vector<Eigen::Index>& rows, std::uint64_t seed) const {
    Settings own = settings_;
    own.seed = seed;
    own.members = static_cast<int>(e_.unknowns.cols());
    return prior_ensemble(world_, own, e_.structure, e_.origin).unknowns(rows, Eigen::all);
  }

  bool run(int number, const Matrix& unknowns, Matrix& predicted) {
    if (before_) before_(e_.structure, number);
    if (ranks_ != nullptr)
      engine::require_same(ranks_, members_hash(unknowns, number), "the members of a calibration");
    const Columns source(unknowns, e_.structure, e_.origin);
    const auto done = run_members(world_, policy_, targets_, settings_, threads_, source,
                                  static_cast<int>(unknowns.cols()), e_.origin, stop_, ranks_);
    if (done.result.stopped) return false;
    predicted = predict(done, targets_);
    return true;
  }

  void take_stock() {
    const Vector misfit = member_misfit(e_.predicted, observed_, covariance_);
    e_.replaced.push_back(replace_failed(misfit, settings_.outlier, e_.predicted, e_.unknowns));
    e_.misfit.push_back(member_misfit(e_.predicted, observed_, covariance_).mean());
  }

  const model::World& world_;
  const model::Policy& policy_;
  const std::vector<Target>& targets_;
  const Settings& settings_;
  int threads_;
  StructureEnsemble& e_;
  const StepFunction& before_;
  const std::atomic<bool>* stop_;
  engine::Ranks* ranks_;
  Vector observed_;
  Matrix covariance_;
  Mask links_;
};

}  // namespace

bool calibrate(const model::World& world, const model::Policy& policy,
               const std::vector<Target>& targets, const Settings& settings, int threads,
               StructureEnsemble& e, const StepFunction& before, const std::atomic<bool>* stop,
               const Matrix* first, engine::Ranks* ranks) {
  Calibration work(world, policy, targets, settings, threads, e, before, stop, ranks);
  return work.assimilate_all(first);
}

bool fit_state(const model::World& world, const model::Policy& policy,
               const std::vector<Target>& targets, const Settings& settings,
               const StateSettings& state, int threads, StructureEnsemble& e,
               const StepFunction& before, const std::atomic<bool>* stop, engine::Ranks* ranks) {
  Calibration work(world, policy, targets, settings, threads, e, before, stop, ranks);
  return work.fit_state(state);
}

}  // namespace balloon::inference
