#include "inference/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "core/hash.hpp"
#include "inference/links.hpp"

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

std::uint64_t members_hash(const StructureEnsemble& e, int step) {
  const auto* bytes = reinterpret_cast<const char*>(e.unknowns.data());
  const auto size = static_cast<std::size_t>(e.unknowns.size()) * sizeof(double);
  return hash_combine(hash_text({bytes, size}), static_cast<std::uint64_t>(step));
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

bool calibrate(const model::World& world, const model::Policy& policy,
               const std::vector<Target>& targets, const Settings& settings, int threads,
               StructureEnsemble& e, const StepFunction& before, const std::atomic<bool>* stop,
               const Matrix* first, engine::Ranks* ranks) {
  const Vector observed = observed_values(targets);
  const Matrix covariance = error_covariance(targets, settings.discrepancy);
  const auto alpha = inflations(settings);
  const Mask links = make_links(world, targets, e.origin, settings.memory);
  for (int step = static_cast<int>(e.replaced.size()); step <= settings.steps; ++step) {
    if (before) before(e.structure, step);
    if (step == 0 && first != nullptr) {
      e.predicted = *first;
    } else {
      if (ranks != nullptr)
        engine::require_same(ranks, members_hash(e, step), "the members of a calibration");
      const Columns source(e.unknowns, e.structure, e.origin);
      const auto run = run_members(world, policy, targets, settings, threads, source,
                                   static_cast<int>(e.unknowns.cols()), e.origin, stop, ranks);
      if (run.result.stopped) return false;
      e.predicted = predict(run, targets);
    }
    const Vector misfit = member_misfit(e.predicted, observed, covariance);
    e.replaced.push_back(replace_failed(misfit, settings.outlier, e.predicted, e.unknowns));
    e.misfit.push_back(member_misfit(e.predicted, observed, covariance).mean());
    if (step == settings.steps) break;
    const auto seed =
        settings.seed * 1000003 + static_cast<std::uint64_t>(e.structure * 1000 + step);
    assimilate({e.predicted, observed, covariance, alpha[static_cast<std::size_t>(step)], seed,
                settings.taper, &links, model::parameter_count, settings.parameter_tempering},
               e.unknowns);
  }
  return true;
}

}  // namespace balloon::inference
