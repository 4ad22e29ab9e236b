// Classification trees: cases of interest told apart from others by one factor after another.
//
// Breiman, Friedman, Olshen and Stone (1984), "Classification and Regression Trees". Splits lessen
// the Gini impurity most; the tree is grown large and cut back by cost-complexity pruning, to the
// size that cross-validation asks for. Of equal splits that of the first factor and there of the
// lowest value is made; there are no surrogate splits, since no value is missing.
//
// Splits, sizes and cross-validated errors (for the same folds) are those of R's rpart, method
// "class", but for the cost at which a split is undone: rpart takes it from subtrees as they are
// when the nodes below are undone, here it is exact (tests/reference/tree_rpart.R).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "decision/factor_cases.hpp"

namespace balloon::decision {

struct TreeOptions {
  int least_split = 20;   ///< cases of a node that may be split
  int least_leaf = 7;     ///< cases of a leaf
  double hit_weight = 1;  ///< of a case of interest, where any other weighs 1
  bool prune = true;      ///< to the size chosen; otherwise the tree stays as it has grown
  int folds = 10;         ///< of the cross-validation; 0: none, and pruning cuts what errs no less
  /// Fold of each case, 0 to folds - 1. Empty: drawn, each fold with its part of the cases of
  /// interest and of the others.
  std::vector<int> fold_of;
  std::uint64_t seed = 1;
};

struct TreeNode {
  int parent = -1, left = -1, right = -1;  ///< indices of nodes; -1: none
  int cases = 0, hits = 0;
  bool of_interest = false;  ///< what most of its weight is
  // Of a node that is split:
  std::size_t factor = 0;
  bool categorical = false;
  double threshold = 0;                 ///< values below it go left
  std::vector<double> left_categories;  ///< ascending; those that no case here has go to most cases
  double improvement = 0;  ///< of the Gini impurity times weight: 2 ab / (a + b) for weights a, b
  /// Cost of a leaf, as a share of the root's error, from which on pruning undoes the split.
  double complexity = 0;

  bool is_leaf() const { return left < 0; }
};

/// One size of the pruned tree. Errors are weights of cases classed wrongly, as shares of the
/// root's.
struct TreeSize {
  double complexity = 0;  ///< the smallest cost of a leaf for which this size is best
  int splits = 0;
  double error = 0;
  /// By cross-validation, with its standard error; NaN without.
  double cross_error = std::numeric_limits<double>::quiet_NaN();
  double cross_spread = std::numeric_limits<double>::quiet_NaN();
};

/// A leaf as a box; `below_high` holds for its upper limits.
struct TreeLeaf {
  int node = 0;
  std::vector<Restriction> limits;  ///< ascending by factor
  int cases = 0, hits = 0;
  double coverage = 0;  ///< share of all cases of interest that are in the leaf
  double density = 0;   ///< share of the leaf's cases that are of interest
  double mass = 0;      ///< share of all cases that are in the leaf
  bool of_interest = false;
};

struct Tree {
  std::vector<TreeNode> nodes;  ///< the root, then each left side before its right side
  std::vector<TreeLeaf> leaves;
  std::vector<TreeSize> sizes;  ///< from the root alone to the largest that pruning leaves
  /// Index into sizes: the smallest tree whose cross-validated error is at most one standard error
  /// above the smallest; without cross-validation the largest.
  std::size_t chosen = 0;
  /// By factor: its share of the improvement by all splits of the tree; all 0 without splits.
  std::vector<double> importance;
};

/// Throws std::invalid_argument for cases that check_cases() refuses and options out of range, or
/// where a fold has all cases.
Tree classification_tree(const Cases& cases, const TreeOptions& options = {});

/// The leaf (index of a node) that a case with these values comes to. A category that no case had
/// goes right.
int leaf_of(const Tree& tree, const std::vector<double>& row);

}  // namespace balloon::decision
