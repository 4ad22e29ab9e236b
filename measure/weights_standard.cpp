#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "measure/link_rows.hpp"
#include "measure/weights.hpp"

namespace balloon::measure {

namespace {

/// Whether a symmetric tridiagonal matrix has an eigenvalue above `x` (Sturm: a positive pivot).
bool any_above(const std::vector<double>& diagonal, const std::vector<double>& off, double x) {
  constexpr double least = std::numeric_limits<double>::min();
  double pivot = diagonal[0] - x;
  for (std::size_t i = 1; pivot <= 0 && i < diagonal.size(); ++i)
    pivot = diagonal[i] - x - off[i - 1] * (off[i - 1] / std::min(pivot, -least));
  return pivot > 0;
}

/// Largest eigenvalue of a symmetric tridiagonal matrix, by bisection.
double largest(const std::vector<double>& diagonal, const std::vector<double>& off) {
  double low = diagonal[0], high = low;
  for (std::size_t i = 0; i < diagonal.size(); ++i) {
    const double left = i == 0 ? 0 : off[i - 1];
    const double right = i + 1 < diagonal.size() ? off[i] : 0;
    low = std::max(low, diagonal[i]);
    high = std::max(high, diagonal[i] + left + right);
  }
  for (int step = 0; step < 200; ++step) {
    const double middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    (any_above(diagonal, off, middle) ? low : high) = middle;
  }
  return high;
}

/// Largest eigenvalue of a symmetric matrix without negative entries, which is its spectral radius.
/// By Lanczos steps: the power method makes next to no way on long chains of places. The start,
/// ones, is never orthogonal to what is sought, since that has no negative entries either. The top
/// of the Krylov space is looked at each time the space has grown by a quarter, where what was
/// gained since is about what is still missing.
double spectral_radius(const Sparse& a) {
  constexpr int most_steps = 20000;
  const auto n = a.rows();
  if (a.nonZeros() == 0) return 0;
  Vector now = Vector::Constant(n, 1 / std::sqrt(static_cast<double>(n)));
  Vector before = Vector::Zero(n), next(n);
  std::vector<double> diagonal, off;
  double beta = 0, top = 0, scale = 0;
  for (int step = 1, look = 32; step <= most_steps; ++step) {
    next.noalias() = a * now;
    next -= beta * before;
    diagonal.push_back(now.dot(next));
    next -= diagonal.back() * now;
    beta = next.norm();
    scale = std::max(scale, std::abs(diagonal.back()) + beta);
    if (beta <= 1e-14 * scale) break;  // the space cannot grow
    if (step == look) {
      const double last = top;
      top = largest(diagonal, off);
      if (std::abs(top - last) <= 1e-13 * top) return top;
      look += look / 4;
    }
    off.push_back(beta);
    before.swap(now);
    now = next / beta;
  }
  return largest(diagonal, off);
}

Vector row_sums(const Sparse& matrix) { return matrix * Vector::Ones(matrix.cols()); }

}  // namespace

/// Takes weights without negative entries, as all makers of Weights give them; throws
/// std::invalid_argument for others.
Spatial standardise(const Weights& weights, Standard standard) {
  const auto& raw = weights.matrix;
  for (Index j = 0; j < raw.outerSize(); ++j)
    for (Sparse::InnerIterator it(raw, j); it; ++it)
      if (!(it.value() >= 0) || !std::isfinite(it.value()))
        throw std::invalid_argument("a weight must be finite and not negative");
  Spatial spatial;
  spatial.standard = standard;
  const Vector sums = row_sums(raw);
  if (standard == Standard::row) {
    const Vector shares = (sums.array() > 0).select(sums.cwiseInverse(), 0.0);
    spatial.w = shares.asDiagonal() * raw;
    if (weights.symmetric) spatial.scale = (sums.array() > 0).select(sums.cwiseSqrt(), 1.0);
    return spatial;
  }
  double radius = 0;
  if (weights.symmetric) {
    radius = spectral_radius(raw);
    spatial.scale = Vector::Ones(raw.rows());
  } else if (raw.rows() > 0) {
    const Vector columns = raw.transpose() * Vector::Ones(raw.rows());
    radius = std::min(sums.maxCoeff(), columns.maxCoeff());
  }
  spatial.w = raw;
  if (radius > 0) spatial.w /= radius;
  return spatial;
}

/// Throws std::invalid_argument unless the indices ascend and name places.
Spatial restricted(const Weights& weights, const std::vector<Index>& places, Standard standard) {
  const auto n = weights.matrix.rows();
  std::vector<Index> now(static_cast<std::size_t>(n), -1);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] < 0 || places[i] >= n || (i > 0 && places[i] <= places[i - 1]))
      throw std::invalid_argument("indices of places must ascend and lie within the weights");
    now[static_cast<std::size_t>(places[i])] = static_cast<Index>(i);
  }
  const RowSparse rows = weights.matrix;
  LinkRows kept(static_cast<Index>(places.size()));
  std::vector<std::pair<Index, double>> links;
  for (const auto place : places) {
    links.clear();
    for (RowSparse::InnerIterator it(rows, place); it; ++it) {
      const auto to = now[static_cast<std::size_t>(it.col())];
      if (to >= 0 && it.value() != 0) links.emplace_back(to, it.value());
    }
    kept.add(links);
  }
  return standardise(kept.finish(), standard);
}

}  // namespace balloon::measure
