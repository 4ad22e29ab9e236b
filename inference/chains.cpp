#include "inference/chains.hpp"

#include <eigen3/Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

#include "analysis/draws.hpp"

namespace balloon::inference {

namespace {

/// Standard normals of a step, unknowns x chains; step 0 starts the chains.
void draw(const ChainSettings& s, int step, Matrix& normals, Vector& uniforms) {
  for (Eigen::Index j = 0; j < normals.cols(); ++j) {
    analysis::KeyedDraws draws(s.seed, analysis::DrawPurpose::chains,
                               static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(j));
    for (Eigen::Index i = 0; i < normals.rows(); ++i) normals(i, j) = draws.normal();
    uniforms(j) = draws.uniform();
  }
}

/// v' = A v + beta B z with B B = C and A A = 1 - beta^2 C: leaves the standard normal as it is for
/// every covariance C between 0 and 1.
struct Proposal {
  Matrix axes;
  Vector spread;  ///< eigenvalues of C

  explicit Proposal(Eigen::Index n) : axes(Matrix::Identity(n, n)), spread(Vector::Ones(n)) {}

  void learn(const Matrix& covariance) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(covariance);
    axes = solver.eigenvectors();
    spread = solver.eigenvalues().cwiseMax(1e-4).cwiseMin(1.0);
  }
  Matrix move(const Matrix& v, const Matrix& z, double beta) const {
    const Vector keep = (1 - beta * beta * spread.array()).sqrt();
    const Vector add = beta * spread.cwiseSqrt();
    return axes *
           (keep.asDiagonal() * (axes.transpose() * v) + add.asDiagonal() * (axes.transpose() * z));
  }
};

/// Means and variances of one half of every chain, for R-hat.
struct Moments {
  Matrix sum, squares;
  int n = 0;
  Moments(Eigen::Index rows, Eigen::Index columns)
      : sum(Matrix::Zero(rows, columns)), squares(Matrix::Zero(rows, columns)) {}
  void add(const Matrix& v) {
    sum += v;
    squares += v.cwiseProduct(v);
    ++n;
  }
};

void summarise(const Moments (&halves)[2], ChainResult& r) {
  const auto rows = halves[0].sum.rows();
  const auto chains = halves[0].sum.cols();
  r.mean = r.sd = r.r_hat = r.error = Vector::Zero(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    double n = 0, sum = 0, squares = 0, within = 0;
    std::vector<double> means;
    for (const auto& h : halves)
      for (Eigen::Index j = 0; j < chains; ++j) {
        const double mean = h.sum(i, j) / h.n;
        means.push_back(mean);
        within += (h.squares(i, j) - h.n * mean * mean) / std::max(1, h.n - 1);
        n += h.n;
        sum += h.sum(i, j);
        squares += h.squares(i, j);
      }
    const auto parts = static_cast<double>(means.size());
    within /= parts;
    r.mean(i) = sum / n;
    r.sd(i) = std::sqrt(std::max(0.0, squares / n - r.mean(i) * r.mean(i)));
    double between = 0;
    for (const double m : means) between += (m - r.mean(i)) * (m - r.mean(i));
    between /= std::max(1.0, parts - 1);
    const double length = n / parts;
    r.r_hat(i) = within > 0 ? std::sqrt((length - 1) / length + between / within) : 1;
    double apart = 0;
    for (Eigen::Index j = 0; j < chains; ++j) {
      const double mean = (halves[0].sum(i, j) + halves[1].sum(i, j)) / (halves[0].n + halves[1].n);
      apart += (mean - r.mean(i)) * (mean - r.mean(i));
    }
    const auto count = static_cast<double>(chains);
    r.error(i) = std::sqrt(apart / std::max(1.0, count - 1) / count);
  }
}

}  // namespace

ChainResult run_chains(int unknowns, const ChainSettings& s, const LogLikelihood& log_likelihood,
                       const std::function<void(int, int)>& progress,
                       const std::atomic<bool>* stop) {
  fix_cache_sizes();
  const Eigen::Index rows = unknowns, chains = s.chains;
  Matrix v(rows, chains), z(rows, chains);
  Vector u(chains);
  draw(s, 0, v, u);
  Vector here = log_likelihood(v);
  ChainResult r;
  r.beta = s.beta;
  Proposal proposal(rows);
  Moments halves[2] = {{rows, chains}, {rows, chains}};
  Matrix products = Matrix::Zero(rows, rows);
  Vector sums = Vector::Zero(rows);
  double seen = 0, accepted = 0;
  const int all = s.burn_in + s.steps;
  for (int step = 1; step <= all; ++step) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) {
      r.stopped = true;
      return r;
    }
    draw(s, step, z, u);
    const Matrix next = proposal.move(v, z, r.beta);
    const Vector there = log_likelihood(next);
    int moved = 0;
    for (Eigen::Index j = 0; j < chains; ++j) {
      const bool go = std::isfinite(there(j)) &&
                      (!std::isfinite(here(j)) || std::log(u(j)) < there(j) - here(j));
      if (!go) continue;
      v.col(j) = next.col(j);
      here(j) = there(j);
      ++moved;
    }
    const double share = static_cast<double>(moved) / static_cast<double>(chains);
    if (step <= s.burn_in) {
      const double gain = 2 / std::sqrt(static_cast<double>(step));
      r.beta = std::clamp(r.beta * std::exp(gain * (share - s.target)), 1e-3, 0.99);
      products += v * v.transpose();
      sums += v.rowwise().sum();
      seen += static_cast<double>(chains);
      // The covariance of the latest tenth of the burn-in, up to nine tenths of it: the last tenth
      // learns the step size alone.
      const int part = std::max(1, s.burn_in / 10);
      if (step % part == 0 && step <= s.burn_in - part) {
        const Vector mean = sums / seen;
        proposal.learn(products / seen - mean * mean.transpose());
        products.setZero();
        sums.setZero();
        seen = 0;
      }
    } else {
      halves[step - s.burn_in <= s.steps / 2 ? 0 : 1].add(v);
      accepted += share;
    }
    if (progress) progress(step, all);
  }
  r.acceptance = accepted / s.steps;
  summarise(halves, r);
  return r;
}

double MethodRow::difference() const { return std::abs(mean_smoother - mean_chains) / sd_chains; }
double MethodRow::ratio() const { return sd_smoother / sd_chains; }

double MethodComparison::worst_r_hat() const {
  double worst = 0;
  for (const auto& r : rows) worst = std::max(worst, r.r_hat);
  return worst;
}

bool MethodComparison::passed(const MethodCriteria& c) const {
  return !stopped && !rows.empty() && std::all_of(rows.begin(), rows.end(), [&](const auto& r) {
    return r.r_hat < c.r_hat && r.difference() < c.difference && r.ratio() > c.low &&
           r.ratio() < c.high;
  });
}

MethodComparison compare_methods(const std::string& data, const std::vector<std::string>& names,
                                 const ChainResult& chains, const Matrix& members) {
  MethodComparison c;
  c.data = data;
  c.acceptance = chains.acceptance;
  c.beta = chains.beta;
  c.stopped = chains.stopped;
  if (chains.stopped) return c;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double mean = members.row(row).mean();
    const double variance =
        (members.row(row).array() - mean).square().sum() / static_cast<double>(members.cols() - 1);
    c.rows.push_back({names[i], chains.mean(row), chains.sd(row), chains.r_hat(row),
                      chains.error(row), mean, std::sqrt(variance)});
  }
  return c;
}

}  // namespace balloon::inference
