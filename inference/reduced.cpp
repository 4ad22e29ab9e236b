#include "inference/reduced.hpp"

#include <cmath>
#include <eigen3/Eigen/Cholesky>
#include <limits>
#include <map>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "inference/origin.hpp"

namespace balloon::inference {

using analysis::Target;
using model::P;

namespace {

constexpr int innovation_years[] = {1993, 1996};

analysis::Ensemble run(const ReducedProblem& problem, const std::vector<Target>& targets,
                       const Matrix& unknowns, std::uint64_t seed, int threads,
                       const std::atomic<bool>* stop) {
  bool chosen[model::outcome_count] = {};
  analysis::mark_outcomes(targets, chosen);
  const Columns source(unknowns, problem.structure, problem.origin);
  analysis::RunOptions options;
  options.members = static_cast<int>(unknowns.cols());
  options.seed = seed;
  options.threads = threads;
  options.to = month_index(problem.origin, 12);
  options.outcomes = chosen;
  options.source = &source;
  auto ensemble = analysis::simulate(problem.world, problem.policy, options, {}, stop);
  ensemble.source = nullptr;
  return ensemble;
}

/// The value of method_break in every member: it does not vary.
double hidden_break(const ReducedProblem& problem) {
  const Matrix zero =
      expand(problem, Matrix::Zero(static_cast<Eigen::Index>(problem.rows.size()), 1));
  return model::draw_from_scores(zero.data(), problem.structure, {})
      .value[static_cast<std::size_t>(P::method_break)];
}

}  // namespace

ReducedProblem reduced_problem(const model::World& world, const model::Policy& history,
                               const std::vector<Target>& targets, int structure) {
  ReducedProblem r{
      known_world(world, 2000), held_policy(history, 2000), {}, structure, 2000, {}, {}};
  for (const auto& t : known_targets(targets, 1990, r.origin))
    if (t.series == "area_un" || t.series == "cocaine_price") r.targets.push_back(t);
  const model::UnknownLayout at(world);
  for (const P p :
       {P::supply_response, P::planting_speed, P::abandon_speed, P::risk_aversion,
        P::replant_forced, P::manual_effect, P::hub_substitution, P::cocaine_cost, P::shock_sd}) {
    r.rows.push_back(at.parameter(static_cast<int>(p)));
    r.names.emplace_back(model::parameters[static_cast<int>(p)].name);
  }
  for (int h = 0; h < model::hub_count; ++h) {
    r.rows.push_back(at.start_area(h));
    r.names.push_back("start_area/" + world.countries[static_cast<std::size_t>(h)]);
  }
  for (const int year : innovation_years)
    for (int h = 0; h < model::hub_count; ++h) {
      r.rows.push_back(at.supply_hub(year, h));
      r.names.push_back("supply/" + world.countries[static_cast<std::size_t>(h)] + "/" +
                        std::to_string(year));
    }
  return r;
}

Matrix expand(const ReducedProblem& problem, const Matrix& varying) {
  const model::UnknownLayout at(problem.world);
  Matrix full = Matrix::Zero(at.size(problem.origin), varying.cols());
  for (std::size_t i = 0; i < problem.rows.size(); ++i)
    full.row(problem.rows[i]) = varying.row(static_cast<Eigen::Index>(i));
  return full;
}

Matrix varying(const ReducedProblem& problem, const Matrix& unknowns) {
  Matrix few(static_cast<Eigen::Index>(problem.rows.size()), unknowns.cols());
  for (std::size_t i = 0; i < problem.rows.size(); ++i)
    few.row(static_cast<Eigen::Index>(i)) = unknowns.row(problem.rows[i]);
  return few;
}

StructureEnsemble reduced_prior(const ReducedProblem& problem, const Settings& settings) {
  auto e = prior_ensemble(problem.world, settings, problem.structure, problem.origin);
  e.unknowns = expand(problem, varying(problem, e.unknowns));
  return e;
}

std::vector<Eigen::Index> final_rows(const ReducedProblem& problem,
                                     std::vector<std::string>* countries) {
  std::map<std::string, std::pair<int, Eigen::Index>> last;
  for (std::size_t i = 0; i < problem.targets.size(); ++i) {
    const auto& t = problem.targets[i];
    if (t.series != "area_un") continue;
    auto& found = last[t.place];
    if (t.year >= found.first) found = {t.year, static_cast<Eigen::Index>(i)};
  }
  std::vector<Eigen::Index> rows;
  for (const auto& [place, found] : last) {
    rows.push_back(found.second);
    if (countries != nullptr) countries->push_back(place);
  }
  return rows;
}

Truths draw_truths(const ReducedProblem& problem, std::uint64_t seed, int count, int threads,
                   const std::atomic<bool>* stop) {
  Settings settings;
  settings.members = count;
  settings.seed = seed;
  const auto prior = reduced_prior(problem, settings);
  const auto ensemble = run(problem, problem.targets, prior.unknowns, seed, threads, stop);
  Truths truths;
  truths.unknowns = varying(problem, prior.unknowns);
  const auto rows = final_rows(problem);
  truths.final_area.resize(static_cast<Eigen::Index>(rows.size()), count);
  for (int m = 0; m < count; ++m) {
    Vector value = Vector::Zero(static_cast<Eigen::Index>(problem.targets.size()));
    bool ok = ensemble.result.usable(m);
    for (std::size_t i = 0; ok && i < problem.targets.size(); ++i) {
      const double x = analysis::model_value(problem.targets[i], ensemble, m);
      value(static_cast<Eigen::Index>(i)) = x;
      ok = std::isfinite(x) && x > 0;
    }
    truths.failed.push_back(ok ? 0 : 1);
    for (std::size_t k = 0; k < rows.size(); ++k)
      truths.final_area(static_cast<Eigen::Index>(k), m) = std::log(value(rows[k]));
    truths.value.push_back(std::move(value));
  }
  return truths;
}

std::vector<Target> synthetic_targets(const ReducedProblem& problem, const Vector& value,
                                      std::uint64_t seed, std::uint32_t replicate, double error) {
  auto targets = problem.targets;
  fix_cache_sizes();
  const Eigen::LLT<Matrix> root(error_covariance(targets, 1));
  if (root.info() != Eigen::Success)
    throw std::runtime_error("reduced problem: the covariance of the errors is not definite");
  analysis::KeyedDraws draws(seed, analysis::DrawPurpose::synthetic_error, replicate);
  Vector z(value.size());
  for (auto& x : z) x = draws.normal();
  const Vector errors = root.matrixL() * z;
  const double hidden = hidden_break(problem);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto& t = targets[i];
    const auto row = static_cast<Eigen::Index>(i);
    const double e = error * errors(row) - (t.method_break ? hidden : 0.0);
    if (t.scale != Target::Scale::log) {
      t.value = analysis::unscaled(t, analysis::scaled(t, value(row)) + e);
      continue;
    }
    // The softened residual log(31 v / 30) - log(m + v / 30) is e.
    const double factor = std::exp(std::min(e, 3.0));
    t.value = 30 * value(row) * factor / (31 - factor);
  }
  return targets;
}

Vector log_likelihood(const ReducedProblem& problem, const std::vector<Target>& targets,
                      const Matrix& few, std::uint64_t seed, double discrepancy, int threads,
                      const std::atomic<bool>* stop) {
  fix_cache_sizes();
  const Matrix full = expand(problem, few);
  auto ensemble = run(problem, targets, full, seed, threads, stop);
  const Columns source(full, problem.structure, problem.origin);
  ensemble.source = &source;
  const Matrix predicted = predict(ensemble, targets);
  const Eigen::LLT<Matrix> root(error_covariance(targets, discrepancy));
  const Matrix misfit = predicted.colwise() - observed_values(targets);
  Vector log_density(few.cols());
  for (Eigen::Index j = 0; j < few.cols(); ++j) {
    const double q = root.matrixL().solve(misfit.col(j)).squaredNorm();
    log_density(j) = std::isfinite(q) ? -q / 2 : -std::numeric_limits<double>::infinity();
  }
  return log_density;
}

}  // namespace balloon::inference
