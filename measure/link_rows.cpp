#include "measure/link_rows.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace balloon::measure {

namespace {

/// Of compressed matrices.
bool is_symmetric(const Sparse& a) {
  const Sparse b = a.transpose();
  if (a.rows() != a.cols() || a.nonZeros() != b.nonZeros()) return false;
  if (!std::equal(a.outerIndexPtr(), a.outerIndexPtr() + a.outerSize(), b.outerIndexPtr()))
    return false;
  if (!std::equal(a.innerIndexPtr(), a.innerIndexPtr() + a.nonZeros(), b.innerIndexPtr()))
    return false;
  return std::equal(a.valuePtr(), a.valuePtr() + a.nonZeros(), b.valuePtr(),
                    [](double x, double y) {
                      return std::abs(x - y) <= 1e-12 * std::max(std::abs(x), std::abs(y));
                    });
}

}  // namespace

Weights with_symmetry(Sparse& matrix) {
  matrix.makeCompressed();
  Weights weights;
  weights.matrix.swap(matrix);
  weights.symmetric = is_symmetric(weights.matrix);
  return weights;
}

LinkRows::LinkRows(Index places, Index most) : rows_(places, places), most_(most) {}

void LinkRows::start(std::size_t links) {
  links_ += static_cast<Index>(links);
  if (links_ > most_) throw std::length_error("too many links");
  rows_.startVec(next_);
}

void LinkRows::add(const std::vector<std::pair<Index, double>>& links) {
  start(links.size());
  for (const auto& [place, weight] : links) rows_.insertBack(next_, place) = weight;
  ++next_;
}

void LinkRows::add(const std::vector<Index>& links) {
  start(links.size());
  for (const auto place : links) rows_.insertBack(next_, place) = 1;
  ++next_;
}

Weights LinkRows::finish() {
  rows_.finalize();
  Sparse matrix = rows_;
  return with_symmetry(matrix);
}

}  // namespace balloon::measure
