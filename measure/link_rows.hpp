// Links of places, row by row, as weights are made of.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "measure/weights.hpp"

namespace balloon::measure {

using RowSparse = Eigen::SparseMatrix<double, Eigen::RowMajor>;

/// More links are refused: memory and solvers would not bear them.
inline constexpr Index most_links = 20000000;

/// Takes rows from the first to the last.
class LinkRows {
 public:
  explicit LinkRows(Index places, Index most = most_links);

  /// Adds a row: (place, weight), places ascending. Throws std::length_error where the links become
  /// more than `most`.
  void add(const std::vector<std::pair<Index, double>>& links);
  /// Adds a row of links that all have the weight 1.
  void add(const std::vector<Index>& links);
  /// The weights, once every row was added.
  Weights finish();

 private:
  void start(std::size_t links);

  RowSparse rows_;
  Index next_ = 0, links_ = 0, most_;
};

/// Weights of a matrix, whose content they take, with their symmetry looked up: values may differ
/// in their last digits (relative 1e-12).
Weights with_symmetry(Sparse& matrix);

}  // namespace balloon::measure
