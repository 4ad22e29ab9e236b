#include "decision/cart.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "analysis/draws.hpp"

namespace balloon::decision {

namespace {

/// Folds are drawn at this place; bootstraps lie elsewhere.
constexpr std::uint32_t fold_place = 99;
/// Improvements and costs that differ by less than this share of the root's or node's are equal.
constexpr double tree_rounding = 1e-12;

using Rows = std::vector<std::size_t>;

/// Weight of the cases of interest and of others.
struct ClassWeights {
  double hits = 0, others = 0;
  double sum() const { return hits + others; }
  double error() const { return std::min(hits, others); }
  double impurity() const { return sum() > 0 ? 2 * hits * others / sum() : 0; }
};

struct TreeSplit {
  std::size_t factor = 0;
  double improvement = 0;
  double threshold = 0;
  std::vector<double> left_categories;
};

bool goes_left(const TreeNode& node, const std::vector<double>& row) {
  const double value = row[node.factor];
  if (!node.categorical) return value < node.threshold;
  return std::binary_search(node.left_categories.begin(), node.left_categories.end(), value);
}

class TreeGrower {
 public:
  TreeGrower(const Cases& cases, const TreeOptions& options) : cases_(cases), options_(options) {
    for (std::size_t f = 0; f < cases.factor_count(); ++f)
      categories_.push_back(cases.categorical[f] ? distinct_values(cases, f)
                                                 : std::vector<double>());
  }

  std::vector<TreeNode> grow(const Rows& rows) {
    nodes_.clear();
    add(rows, -1);
    return std::move(nodes_);
  }

  ClassWeights weights(int cases, int hits) const {
    return {options_.hit_weight * hits, static_cast<double>(cases - hits)};
  }
  ClassWeights weights(const TreeNode& node) const { return weights(node.cases, node.hits); }

 private:
  int add(const Rows& rows, int parent) {
    const auto index = static_cast<int>(nodes_.size());
    TreeNode node;
    node.parent = parent;
    node.cases = static_cast<int>(rows.size());
    for (const std::size_t row : rows) node.hits += cases_.of_interest[row] != 0;
    const auto here = weights(node);
    node.of_interest = here.hits > here.others;
    nodes_.push_back(node);
    if (node.cases < options_.least_split || here.error() == 0) return index;
    const TreeSplit split = best_split(rows, node);
    if (split.improvement == 0) return index;

    node.factor = split.factor;
    node.categorical = cases_.categorical[split.factor] != 0;
    node.threshold = split.threshold;
    node.left_categories = split.left_categories;
    node.improvement = split.improvement;
    Rows sides[2];
    for (const std::size_t row : rows) sides[goes_left(node, cases_.x[row]) ? 0 : 1].push_back(row);
    node.left = add(sides[0], index);
    node.right = add(sides[1], index);
    nodes_[static_cast<std::size_t>(index)] = node;
    return index;
  }

  TreeSplit best_split(const Rows& rows, const TreeNode& node) const {
    TreeSplit best;
    for (std::size_t f = 0; f < cases_.factor_count(); ++f)
      cases_.categorical[f] ? split_categories(rows, node, f, best)
                            : split_numbers(rows, node, f, best);
    return best;
  }

  /// Whether a split into so many cases left and the rest is allowed and better than the best,
  /// whose improvement it then becomes.
  bool improves(const TreeNode& node, int cases, int hits, TreeSplit& best) const {
    if (cases < options_.least_leaf || node.cases - cases < options_.least_leaf) return false;
    const double whole = weights(node).impurity();
    const double improvement = whole - weights(cases, hits).impurity() -
                               weights(node.cases - cases, node.hits - hits).impurity();
    if (!(improvement > best.improvement + tree_rounding * whole)) return false;
    best.improvement = improvement;
    return true;
  }

  void split_numbers(const Rows& rows, const TreeNode& node, std::size_t f, TreeSplit& best) const {
    std::vector<std::pair<double, bool>> sorted;
    sorted.reserve(rows.size());
    for (const std::size_t row : rows)
      sorted.emplace_back(cases_.x[row][f], cases_.of_interest[row] != 0);
    std::sort(sorted.begin(), sorted.end());
    int hits = 0;
    for (std::size_t k = 1; k < sorted.size(); ++k) {
      hits += sorted[k - 1].second;
      const double below = sorted[k - 1].first, above = sorted[k].first;
      if (below == above || !improves(node, static_cast<int>(k), hits, best)) continue;
      best.factor = f;
      best.threshold = (below + above) / 2;
      if (!(best.threshold > below && best.threshold < above)) best.threshold = above;
    }
  }

  /// Of two classes, the best split of categories is one of their order by rate (Breiman et al.
  /// 1984, theorem 4.5).
  void split_categories(const Rows& rows, const TreeNode& node, std::size_t f,
                        TreeSplit& best) const {
    struct Category {
      double value;
      long long cases = 0, hits = 0;
    };
    std::vector<Category> here;
    for (const double value : categories_[f]) here.push_back({value});
    for (const std::size_t row : rows) {
      const auto at =
          std::lower_bound(categories_[f].begin(), categories_[f].end(), cases_.x[row][f]) -
          categories_[f].begin();
      auto& category = here[static_cast<std::size_t>(at)];
      ++category.cases;
      category.hits += cases_.of_interest[row] != 0;
    }
    const auto seen = std::stable_partition(here.begin(), here.end(),
                                            [](const Category& c) { return c.cases > 0; });
    std::stable_sort(here.begin(), seen, [](const Category& a, const Category& b) {
      return a.hits * b.cases < b.hits * a.cases;
    });
    int cases = 0, hits = 0;
    for (auto end = here.begin(); end != seen;) {
      cases += static_cast<int>(end->cases);
      hits += static_cast<int>(end->hits);
      ++end;
      if (end == seen || !improves(node, cases, hits, best)) continue;
      best.factor = f;
      best.left_categories.clear();
      for (auto c = here.begin(); c != end; ++c) best.left_categories.push_back(c->value);
      if (2 * cases >= node.cases)
        for (auto c = seen; c != here.end(); ++c) best.left_categories.push_back(c->value);
      std::sort(best.left_categories.begin(), best.left_categories.end());
    }
  }

  const Cases& cases_;
  const TreeOptions& options_;
  std::vector<std::vector<double>> categories_;  ///< by factor, of all cases
  std::vector<TreeNode> nodes_;
};

TreeNode& at(std::vector<TreeNode>& nodes, int index) {
  return nodes[static_cast<std::size_t>(index)];
}
const TreeNode& at(const std::vector<TreeNode>& nodes, int index) {
  return nodes[static_cast<std::size_t>(index)];
}

/// Sets the complexity of each split by undoing the weakest link again and again: the splits below
/// a node that lessen the error least for each leaf they add.
void set_complexities(const TreeGrower& grower, std::vector<TreeNode>& nodes) {
  const double root = grower.weights(nodes[0]).error();
  const std::size_t n = nodes.size();
  std::vector<char> split(n), undone(n);
  for (std::size_t i = 0; i < n; ++i) split[i] = !nodes[i].is_leaf();
  std::vector<double> error(n), cost(n);
  std::vector<int> leaves(n);
  double reached = 0;
  while (split[0]) {
    double least = root;
    for (std::size_t i = n; i-- > 0;) {  // children have higher indices
      const double own = grower.weights(nodes[i]).error();
      error[i] = own;
      leaves[i] = 1;
      if (!split[i]) continue;
      const auto left = static_cast<std::size_t>(nodes[i].left),
                 right = static_cast<std::size_t>(nodes[i].right);
      error[i] = error[left] + error[right];
      leaves[i] = leaves[left] + leaves[right];
      cost[i] = (own - error[i]) / (leaves[i] - 1);
      least = std::min(least, cost[i]);
    }
    reached = std::max(reached, least);
    if (reached <= tree_rounding * root) reached = 0;
    std::fill(undone.begin(), undone.end(), char{0});
    for (std::size_t i = 0; i < n; ++i) {
      if (i > 0 && undone[static_cast<std::size_t>(nodes[i].parent)]) undone[i] = 1;
      if (split[i] && cost[i] <= least + tree_rounding * root) undone[i] = 1;
      if (!undone[i]) continue;
      if (split[i]) nodes[i].complexity = reached / root;
      split[i] = 0;
    }
  }
}

/// Error and splits of the tree that a cost of a leaf leaves.
void measure_size(const TreeGrower& grower, const std::vector<TreeNode>& nodes, TreeSize& size) {
  std::vector<int> open{0};
  double error = 0;
  while (!open.empty()) {
    const TreeNode& node = at(nodes, open.back());
    open.pop_back();
    if (node.is_leaf() || node.complexity <= size.complexity) {
      error += grower.weights(node).error();
      continue;
    }
    ++size.splits;
    open.push_back(node.left);
    open.push_back(node.right);
  }
  const double root = grower.weights(nodes[0]).error();
  size.error = root > 0 ? error / root : 0;
}

std::vector<TreeSize> sizes_of(const TreeGrower& grower, const std::vector<TreeNode>& nodes) {
  std::vector<double> costs{0};
  for (const TreeNode& node : nodes)
    if (!node.is_leaf()) costs.push_back(node.complexity);
  std::sort(costs.begin(), costs.end(), [](double a, double b) { return a > b; });
  costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
  std::vector<TreeSize> sizes;
  for (const double cost : costs) {
    TreeSize size;
    size.complexity = cost;
    measure_size(grower, nodes, size);
    sizes.push_back(size);
  }
  return sizes;
}

/// Folds with as many cases of each class as possible.
std::vector<int> drawn_folds(const Cases& cases, const TreeOptions& options) {
  analysis::KeyedDraws draws(options.seed, analysis::DrawPurpose::bootstrap, 0, fold_place);
  std::vector<int> fold_of(cases.case_count());
  int next = 0;
  for (const bool hit : {true, false}) {
    Rows rows;
    for (std::size_t i = 0; i < cases.case_count(); ++i)
      if ((cases.of_interest[i] != 0) == hit) rows.push_back(i);
    for (std::size_t left = rows.size(); left > 0; --left) {
      std::swap(rows[left - 1], rows[draws.below(left)]);
      fold_of[rows[left - 1]] = next++ % options.folds;
    }
  }
  return fold_of;
}

void cross_validate(TreeGrower& grower, const Cases& cases, const TreeOptions& options,
                    const ClassWeights& all, std::vector<TreeSize>& sizes) {
  const auto fold_of = options.fold_of.empty() ? drawn_folds(cases, options) : options.fold_of;
  // A size stands for all costs from its own to the next larger one: their geometric mean.
  std::vector<double> costs{std::numeric_limits<double>::infinity()};
  for (std::size_t k = 1; k < sizes.size(); ++k)
    costs.push_back(std::sqrt(sizes[k].complexity * sizes[k - 1].complexity) * all.error());
  std::vector<double> sum(sizes.size(), 0.0), squares(sizes.size(), 0.0);
  for (int fold = 0; fold < options.folds; ++fold) {
    Rows kept, left_out;
    for (std::size_t i = 0; i < cases.case_count(); ++i)
      (fold_of[i] == fold ? left_out : kept).push_back(i);
    if (kept.empty()) throw std::invalid_argument("a fold has all cases");
    auto nodes = grower.grow(kept);
    set_complexities(grower, nodes);
    const auto root = grower.weights(nodes[0]);
    for (const std::size_t i : left_out) {
      const double weight = cases.of_interest[i] ? options.hit_weight : 1;
      int index = 0;
      for (std::size_t k = 0; k < sizes.size(); ++k) {  // down the tree as sizes grow
        const double cost = costs[k] * root.sum() / all.sum();
        while (!at(nodes, index).is_leaf() && at(nodes, index).complexity * root.error() > cost) {
          const TreeNode& node = at(nodes, index);
          index = goes_left(node, cases.x[i]) ? node.left : node.right;
        }
        if (at(nodes, index).of_interest == (cases.of_interest[i] != 0)) continue;
        sum[k] += weight;
        squares[k] += weight * weight;
      }
    }
  }
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    const double variance = squares[k] - sum[k] * sum[k] / static_cast<double>(cases.case_count());
    sizes[k].cross_error = sum[k] / all.error();
    sizes[k].cross_spread = std::sqrt(std::max(0.0, variance)) / all.error();
  }
}

/// The rule of one standard error.
std::size_t chosen_size(const std::vector<TreeSize>& sizes) {
  std::size_t least = 0;
  for (std::size_t k = 1; k < sizes.size(); ++k)
    if (sizes[k].cross_error < sizes[least].cross_error) least = k;
  const double limit = sizes[least].cross_error + sizes[least].cross_spread;
  for (std::size_t k = 0; k < least; ++k)
    if (sizes[k].cross_error <= limit) return k;
  return least;
}

/// The tree without splits up to a complexity; returns where the node came to stand.
int copy_node(const std::vector<TreeNode>& from, int index, int parent, double complexity,
              std::vector<TreeNode>& to) {
  const auto place = static_cast<int>(to.size());
  const TreeNode& node = at(from, index);
  to.push_back(node);
  to.back().parent = parent;
  if (node.is_leaf()) return place;
  if (node.complexity <= complexity) {
    TreeNode leaf;
    leaf.parent = parent;
    leaf.cases = node.cases;
    leaf.hits = node.hits;
    leaf.of_interest = node.of_interest;
    to.back() = leaf;
    return place;
  }
  const int left = copy_node(from, node.left, place, complexity, to);
  const int right = copy_node(from, node.right, place, complexity, to);
  at(to, place).left = left;
  at(to, place).right = right;
  return place;
}

/// The restriction of a factor that a side of a split adds to those above it.
void narrow(const TreeNode& node, bool left, const std::vector<double>& categories,
            Restriction& r) {
  r.factor = node.factor;
  if (!node.categorical) {
    if (left) {
      r.has_high = r.below_high = true;
      r.high = node.threshold;
    } else {
      r.has_low = true;
      r.low = node.threshold;
    }
    return;
  }
  if (!r.has_categories) r.categories = categories;
  r.has_categories = true;
  const auto& here = node.left_categories;
  r.categories.erase(
      std::remove_if(
          r.categories.begin(), r.categories.end(),
          [&](double c) { return std::binary_search(here.begin(), here.end(), c) != left; }),
      r.categories.end());
}

void add_leaves(const Cases& cases, int index, const std::vector<Restriction>& limits, Tree& tree) {
  const TreeNode& node = at(tree.nodes, index);
  if (!node.is_leaf()) {
    const auto categories =
        node.categorical ? distinct_values(cases, node.factor) : std::vector<double>();
    for (const bool left : {true, false}) {
      auto narrower = limits;
      narrow(node, left, categories, narrower[node.factor]);
      add_leaves(cases, left ? node.left : node.right, narrower, tree);
    }
    return;
  }
  TreeLeaf leaf;
  leaf.node = index;
  for (const Restriction& r : limits)
    if (r.restricts()) leaf.limits.push_back(r);
  leaf.cases = node.cases;
  leaf.hits = node.hits;
  leaf.of_interest = node.of_interest;
  const int all_hits = cases.hit_count();
  leaf.coverage = all_hits > 0 ? static_cast<double>(leaf.hits) / all_hits : 0;
  leaf.density = static_cast<double>(leaf.hits) / leaf.cases;
  leaf.mass = leaf.cases / static_cast<double>(cases.case_count());
  tree.leaves.push_back(std::move(leaf));
}

void check_tree_options(const Cases& cases, const TreeOptions& options) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
  };
  require(options.least_leaf >= 1, "a leaf has at least one case");
  require(options.least_split >= 2, "a node that is split has at least two cases");
  require(options.hit_weight > 0 && std::isfinite(options.hit_weight), "a weight is not above 0");
  require(options.folds == 0 || options.folds >= 2, "there are two folds at least, or none");
  if (options.fold_of.empty()) return;
  require(options.fold_of.size() == cases.case_count(), "folds are not one a case");
  for (const int fold : options.fold_of)
    require(fold >= 0 && fold < options.folds, "a case is in no fold");
}

}  // namespace

Tree classification_tree(const Cases& cases, const TreeOptions& options) {
  check_cases(cases);
  check_tree_options(cases, options);
  TreeGrower grower(cases, options);
  Rows rows(cases.case_count());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  auto nodes = grower.grow(rows);
  set_complexities(grower, nodes);

  Tree tree;
  tree.sizes = sizes_of(grower, nodes);
  const auto all = grower.weights(nodes[0]);
  if (options.folds > 0 && all.error() > 0) {
    cross_validate(grower, cases, options, all, tree.sizes);
    tree.chosen = chosen_size(tree.sizes);
  } else {
    tree.chosen = tree.sizes.size() - 1;
  }
  copy_node(nodes, 0, -1, options.prune ? tree.sizes[tree.chosen].complexity : -1, tree.nodes);
  add_leaves(cases, 0, std::vector<Restriction>(cases.factor_count()), tree);

  tree.importance.assign(cases.factor_count(), 0.0);
  double sum = 0;
  for (const TreeNode& node : tree.nodes) {
    if (node.is_leaf()) continue;
    tree.importance[node.factor] += node.improvement;
    sum += node.improvement;
  }
  for (double& share : tree.importance)
    if (sum > 0) share /= sum;
  return tree;
}

int leaf_of(const Tree& tree, const std::vector<double>& row) {
  int index = 0;
  while (!at(tree.nodes, index).is_leaf()) {
    const TreeNode& node = at(tree.nodes, index);
    index = goes_left(node, row) ? node.left : node.right;
  }
  return index;
}

}  // namespace balloon::decision
