#include "io/measure_system.hpp"

#include <fmt/format.h>
#include <eigen3/Eigen/Dense>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <utility>

#include "io/measure_system_setup.hpp"
#include "measure/distributions.hpp"
#include "measure/least_squares.hpp"
#include "measure/resampling.hpp"

namespace balloon {

namespace {

using measure::Index;
using measure::Matrix;
using measure::SystemFit;
using measure::Vector;

/// Coefficients on treatment k elsewhere: their mean and its standard error.
std::pair<double, double> mean_elsewhere(const SystemSetup& setup, const SystemFit& fit, Index k) {
  double sum = 0, variance = 0;
  for (Index i = 0; i < setup.places(); ++i) {
    sum += fit.beta(setup.at(i, k));
    for (Index j = 0; j < setup.places(); ++j)
      variance += fit.covariance(setup.at(i, k), setup.at(j, k));
  }
  const auto n = static_cast<double>(setup.places());
  return {sum / n, std::sqrt(variance) / n};
}

/// Wald's statistic that all coefficients on treatment elsewhere are those of `null`.
double wald_elsewhere(const SystemSetup& setup, const SystemFit& fit, const Vector& null) {
  std::vector<Index> at;
  for (Index i = 0; i < setup.places(); ++i)
    for (Index k = 0; k < setup.treatments; ++k) at.push_back(setup.at(i, k));
  const Vector away = fit.beta(at) - null(at);
  const Matrix covariance = fit.covariance(at, at);
  const Vector scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
  const Matrix scaled = scale.asDiagonal() * covariance * scale.asDiagonal();
  const Vector ratios = scale.asDiagonal() * away;
  return ratios.dot(scaled.ldlt().solve(ratios));
}

/// The t that a Student variable exceeds in size with probability p.
double student_limit(double p, double freedom) {
  double low = 0, high = 1e4;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (measure::student_two_tails(middle, freedom) > p ? low : high) = middle;
  }
  return high;
}

double share_left(const Matrix& others, const Vector& column) {
  const double whole = (column.array() - column.mean()).square().sum();
  return (column - others * measure::solve_least_squares(others, column).beta).squaredNorm() /
         whole;
}

SystemEquation describe_equation(const SystemSetup& setup, const SystemFit& fit, Index i) {
  const auto& e = setup.equations[static_cast<std::size_t>(i)];
  const Index first = fit.first[static_cast<std::size_t>(i)], columns = setup.columns();
  SystemEquation made;
  made.place = e.name;
  made.names = e.names;
  made.beta = fit.beta.segment(first, columns);
  made.error = fit.covariance.diagonal().segment(first, columns).cwiseSqrt();
  made.least_squares = fit.least_squares.segment(first, columns);
  made.p.resize(columns);
  const auto freedom = static_cast<double>(e.y.size() - columns);
  for (Index c = 0; c < columns; ++c)
    made.p(c) = measure::student_two_tails(made.beta(c) / made.error(c), freedom);
  const Vector residual = fit.residual.col(i);
  made.r2 = 1 - residual.squaredNorm() / (e.y.array() - e.y.mean()).square().sum();
  double products = 0;
  for (Index t = 1; t < residual.size(); ++t) {
    const auto now = static_cast<std::size_t>(t);
    if (setup.times[now] == setup.times[now - 1] + 1) products += residual(t) * residual(t - 1);
  }
  made.autocorrelation = products / residual.squaredNorm();
  Matrix line = Matrix::Ones(e.y.size(), 2);
  for (Index t = 0; t < line.rows(); ++t)
    line(t, 1) = setup.times[static_cast<std::size_t>(t)] - setup.times.front();
  for (Index k = 0; k < setup.treatments; ++k) {
    const Index column = setup.first_elsewhere + k;
    std::vector<Index> others;
    for (Index c = 0; c < columns; ++c)
      if (c != column) others.push_back(c);
    made.trend_share.push_back(1 - share_left(line, e.x.col(column)));
    made.left_share.push_back(share_left(e.x(Eigen::all, others), e.x.col(column)));
  }
  return made;
}

/// Ratios of means to their errors, and Wald's statistics, in panels made of the fit. False where
/// interrupted.
bool bootstrap_system(const SystemSetup& setup, SystemStudy& study, const std::atomic<bool>* stop) {
  const auto& fit = study.fit;
  const Matrix root = fit.residual_covariance.llt().matrixL();
  auto equations = setup.equations;
  std::vector<std::vector<double>> means(study.effects.size()), ratios(study.effects.size());
  double beyond = 1;
  for (int draw = 0; draw < study.plan.draws; ++draw) {
    if (stop != nullptr && stop->load()) return false;
    measure::ReplicateDraws draws(study.plan.seed, static_cast<std::uint64_t>(draw));
    Matrix errors(fit.times, fit.equations);
    for (Index t = 0; t < errors.rows(); ++t)
      for (Index i = 0; i < errors.cols(); ++i)
        errors(t, i) = measure::normal_quantile(draws.uniform() + 0x1p-54);
    errors *= root.transpose();
    for (std::size_t i = 0; i < equations.size(); ++i) {
      auto& e = equations[i];
      e.y = e.x * fit.beta.segment(fit.first[i], e.x.cols()) + errors.col(static_cast<Index>(i));
    }
    const auto again = measure::seemingly_unrelated(equations);
    if (!again.problem.empty()) continue;
    ++study.draws;
    beyond += wald_elsewhere(setup, again, fit.beta) >= study.wald.statistic ? 1 : 0;
    for (std::size_t k = 0; k < means.size(); ++k) {
      const auto [value, error] = mean_elsewhere(setup, again, static_cast<Index>(k));
      means[k].push_back(value);
      ratios[k].push_back(std::abs(value - study.effects[k].value) / error);
    }
  }
  if (study.draws < 2) return true;
  const double drawn = study.draws;
  study.wald_drawn_p = beyond / (drawn + 1);
  for (std::size_t k = 0; k < means.size(); ++k) {
    auto& e = study.effects[k];
    const Eigen::Map<const Vector> values(means[k].data(), static_cast<Index>(means[k].size()));
    e.drawn_error = std::sqrt((values.array() - values.mean()).square().sum() / (drawn - 1));
    const auto as_far = std::count_if(ratios[k].begin(), ratios[k].end(), [&](double ratio) {
      return ratio >= std::abs(e.value) / e.error;
    });
    e.drawn_p = (1 + static_cast<double>(as_far)) / (drawn + 1);
    const double reach = measure::sample_quantile(ratios[k], 0.95) * e.error;
    e.drawn_low = e.value - reach;
    e.drawn_high = e.value + reach;
  }
  return true;
}

bool adds_up(measure::Transform transform) {
  return transform == measure::Transform::level || transform == measure::Transform::change;
}

}  // namespace

std::optional<SystemStudy> run_system(SystemPlan plan, Faults& faults,
                                      const std::atomic<bool>* stop) {
  const auto begin = std::chrono::steady_clock::now();
  const auto made = set_up_system(plan, faults);
  if (!made) return std::nullopt;
  const auto& setup = *made;
  SystemStudy study;
  study.fit = measure::seemingly_unrelated(setup.equations);
  if (!study.fit.problem.empty()) {
    faults.add({plan.file, 0, "system", "",
                study.fit.problem + "; two places may have the same figures, or one be the sum of "
                                    "others: leave one of them out"});
    return std::nullopt;
  }
  study.times = setup.times;
  for (Index i = 0; i < setup.places(); ++i)
    study.equations.push_back(describe_equation(setup, study.fit, i));
  const auto& spec = plan.specification;
  const auto freedom = static_cast<double>(study.fit.times - setup.columns());
  const double limit = student_limit(0.05, freedom);
  const bool sums = adds_up(spec.transform) && adds_up(spec.treatment_transform);
  for (Index k = 0; k < setup.treatments; ++k) {
    SystemEffect e;
    e.treatment = spec.treatments[static_cast<std::size_t>(k)];
    std::tie(e.value, e.error) = mean_elsewhere(setup, study.fit, k);
    e.p = measure::student_two_tails(e.value / e.error, freedom);
    e.low = e.value - limit * e.error;
    e.high = e.value + limit * e.error;
    const auto others = sums ? static_cast<double>(setup.places() - 1) : measure::missing;
    e.together = others * e.value;
    e.together_error = others * e.error;
    e.drawn_error = e.drawn_p = e.drawn_low = e.drawn_high = measure::missing;
    study.effects.push_back(e);
  }
  study.wald.freedom = static_cast<double>(setup.places() * setup.treatments);
  study.wald.statistic = wald_elsewhere(setup, study.fit, Vector::Zero(study.fit.parameters));
  study.wald.p = measure::chi_square_tail(study.wald.statistic, study.wald.freedom);
  study.wald_drawn_p = measure::missing;
  study.plan = std::move(plan);
  if (!bootstrap_system(setup, study, stop)) return std::nullopt;
  study.notes = system_notes(study);
  study.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return study;
}

}  // namespace balloon
