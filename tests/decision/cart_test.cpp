#include "decision/cart.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/draws.hpp"
#include "tests/support/measure_reference.hpp"

namespace balloon::decision {
namespace cart_test {

/// Cases with numeric factors on (0, 1) and then categorical ones of 0 to 4; `chance` of being of
/// interest by the row.
template <class F>
Cases drawn_cases(std::size_t n, std::size_t numeric, std::size_t categorical, std::uint32_t draw,
                  F chance) {
  analysis::KeyedDraws draws(1984, analysis::DrawPurpose::test, draw);
  Cases cases;
  for (std::size_t f = 0; f < numeric + categorical; ++f) {
    cases.names.push_back("x" + std::to_string(f));
    cases.categorical.push_back(f < numeric ? 0 : 1);
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> row;
    for (std::size_t f = 0; f < cases.names.size(); ++f) {
      const double u = draws.uniform();
      row.push_back(f < numeric ? u : std::floor(5 * u));
    }
    cases.of_interest.push_back(draws.uniform() < chance(row) ? 1 : 0);
    cases.x.push_back(std::move(row));
  }
  return cases;
}

double planted_chance(const std::vector<double>& x) {
  return x[0] > 0.4 && (x[3] == 1 || x[3] == 3) && x[1] < 0.7 ? 1 : 0;
}

double impurity(double hits, double cases) {
  return cases > 0 ? 2 * hits * (cases - hits) / cases : 0;
}

/// The best improvement of the root by trying all thresholds and all sets of categories.
double exhaustive_improvement(const Cases& cases, int least_leaf) {
  const auto n = static_cast<int>(cases.x.size());
  const int hits = cases.hit_count();
  double best = 0;
  const auto attempt = [&](auto goes_left) {
    int left = 0, left_hits = 0;
    for (std::size_t i = 0; i < cases.x.size(); ++i) {
      if (!goes_left(cases.x[i])) continue;
      ++left;
      left_hits += cases.of_interest[i];
    }
    if (left < least_leaf || n - left < least_leaf) return;
    best = std::max(
        best, impurity(hits, n) - impurity(left_hits, left) - impurity(hits - left_hits, n - left));
  };
  for (std::size_t f = 0; f < cases.names.size(); ++f) {
    const auto values = distinct_values(cases, f);
    if (!cases.categorical[f]) {
      for (const double value : values)
        attempt([&](const std::vector<double>& row) { return row[f] < value; });
      continue;
    }
    for (unsigned set = 1; set + 1 < 1u << values.size(); ++set)
      attempt([&](const std::vector<double>& row) {
        const auto at = std::find(values.begin(), values.end(), row[f]) - values.begin();
        return (set >> at & 1) != 0;
      });
  }
  return best;
}

int split_count(const Tree& tree) { return static_cast<int>(tree.leaves.size()) - 1; }

TEST(CartTest, RecoversAPlantedTree) {
  const auto cases = drawn_cases(600, 3, 2, 1, planted_chance);
  const auto tree = classification_tree(cases);
  for (std::size_t i = 0; i < cases.x.size(); ++i)
    EXPECT_EQ(tree.nodes[static_cast<std::size_t>(leaf_of(tree, cases.x[i]))].of_interest,
              cases.of_interest[i] != 0);
  EXPECT_EQ(split_count(tree), 3);
  double x0 = 0, x1 = 0;
  for (const auto& node : tree.nodes) {
    if (node.is_leaf()) continue;
    if (node.factor == 0) x0 = node.threshold;
    if (node.factor == 1) x1 = node.threshold;
    if (node.categorical) {
      EXPECT_EQ(node.factor, 3u);
      EXPECT_EQ(node.left_categories, (std::vector<double>{0, 2, 4}));
    }
  }
  EXPECT_NEAR(x0, 0.4, 0.02);
  EXPECT_NEAR(x1, 0.7, 0.02);
  const auto leaf = std::find_if(tree.leaves.begin(), tree.leaves.end(),
                                 [](const TreeLeaf& l) { return l.of_interest; });
  ASSERT_NE(leaf, tree.leaves.end());
  EXPECT_EQ(leaf->coverage, 1);
  EXPECT_EQ(leaf->density, 1);
  ASSERT_EQ(leaf->limits.size(), 3u);
  EXPECT_TRUE(leaf->limits[0].has_low && !leaf->limits[0].has_high);
  EXPECT_TRUE(leaf->limits[1].has_high && leaf->limits[1].below_high);
  EXPECT_EQ(leaf->limits[2].categories, (std::vector<double>{1, 3}));
  EXPECT_EQ(tree.importance[2], 0);
  EXPECT_EQ(tree.importance[4], 0);
  EXPECT_NEAR(tree.importance[0] + tree.importance[1] + tree.importance[3], 1, 1e-15);
}

TEST(CartTest, PruningTakesNoiseAway) {
  int splits = 0;
  for (std::uint32_t draw = 10; draw < 20; ++draw) {
    const auto noise = drawn_cases(300, 4, 1, draw, [](const std::vector<double>&) { return 0.4; });
    TreeOptions whole;
    whole.prune = false;
    EXPECT_GT(split_count(classification_tree(noise, whole)), 8);
    splits += split_count(classification_tree(noise));
  }
  EXPECT_LE(splits, 5);  // of ten trees together

  const auto blurred = drawn_cases(
      600, 3, 2, 2, [](const std::vector<double>& x) { return 0.1 + 0.8 * planted_chance(x); });
  TreeOptions options;
  const auto pruned = classification_tree(blurred, options);
  options.prune = false;
  const auto grown = classification_tree(blurred, options);
  EXPECT_GE(split_count(pruned), 3);
  EXPECT_LE(split_count(pruned), 4);
  EXPECT_GT(split_count(grown), 15);
  EXPECT_LT(pruned.importance[2] + pruned.importance[4], 0.05);
  EXPECT_GT(grown.importance[2] + grown.importance[4], 0.05);
}

TEST(CartTest, FirstSplitIsTheBestOfAll) {
  for (std::uint32_t draw = 30; draw < 50; ++draw) {
    auto cases = drawn_cases(60, 2, 2, draw, [](const std::vector<double>& x) {
      return 0.2 + 0.4 * x[0] + 0.1 * (x[3] > 2);
    });
    if (draw % 2)
      for (auto& row : cases.x) row[0] = std::floor(6 * row[0]);  // ties
    TreeOptions options;
    options.prune = false;
    options.folds = 0;
    options.least_leaf = 1 + static_cast<int>(draw % 4) * 4;
    const auto tree = classification_tree(cases, options);
    EXPECT_NEAR(tree.nodes[0].improvement, exhaustive_improvement(cases, options.least_leaf), 1e-12)
        << draw;
    for (const auto& node : tree.nodes) {
      EXPECT_GE(node.cases, options.least_leaf);
      if (!node.is_leaf()) {
        EXPECT_GE(node.cases, options.least_split);
      }
    }
  }
}

TEST(CartTest, LeavesAreBoxesThatShareOutTheCases) {
  const auto cases = drawn_cases(400, 3, 2, 3, [](const std::vector<double>& x) {
    return 0.1 + 0.5 * x[0] * (x[3] > 1) + 0.3 * (x[4] == 2);
  });
  TreeOptions options;
  options.prune = false;
  const auto tree = classification_tree(cases, options);
  ASSERT_GT(tree.leaves.size(), 8u);
  std::map<int, int> seen, hits;
  for (std::size_t i = 0; i < cases.x.size(); ++i) {
    int within = 0;
    for (const auto& leaf : tree.leaves) {
      if (!holds_all(leaf.limits, cases.x[i])) continue;
      ++within;
      EXPECT_EQ(leaf.node, leaf_of(tree, cases.x[i]));
      ++seen[leaf.node];
      hits[leaf.node] += cases.of_interest[i];
    }
    EXPECT_EQ(within, 1);
  }
  double coverage = 0, mass = 0;
  for (const auto& leaf : tree.leaves) {
    EXPECT_EQ(leaf.cases, seen[leaf.node]);
    EXPECT_EQ(leaf.hits, hits[leaf.node]);
    EXPECT_DOUBLE_EQ(leaf.density, static_cast<double>(leaf.hits) / leaf.cases);
    EXPECT_EQ(leaf.of_interest, 2 * leaf.hits > leaf.cases);
    coverage += leaf.coverage;
    mass += leaf.mass;
  }
  EXPECT_NEAR(coverage, 1, 1e-12);
  EXPECT_NEAR(mass, 1, 1e-12);
  // The boxes share out the whole space too, its thresholds included.
  for (const auto& node : tree.nodes) {
    if (node.is_leaf() || node.categorical) continue;
    auto row = cases.x[0];
    row[node.factor] = node.threshold;
    EXPECT_EQ(std::count_if(tree.leaves.begin(), tree.leaves.end(),
                            [&](const TreeLeaf& l) { return holds_all(l.limits, row); }),
              1);
  }
}

TEST(CartTest, RareCasesNeedWeight) {
  // One case in four is of interest where x0 > 0.8, else one in fifty: never the most.
  const auto cases = drawn_cases(
      1500, 3, 0, 4, [](const std::vector<double>& x) { return x[0] > 0.8 ? 0.25 : 0.02; });
  EXPECT_EQ(split_count(classification_tree(cases)), 0);
  TreeOptions options;
  options.hit_weight = 10;
  const auto tree = classification_tree(cases, options);
  ASSERT_GE(split_count(tree), 1);
  EXPECT_EQ(tree.nodes[0].factor, 0u);
  EXPECT_NEAR(tree.nodes[0].threshold, 0.8, 0.02);
  EXPECT_TRUE(tree.nodes[static_cast<std::size_t>(tree.nodes[0].right)].of_interest);
}

TEST(CartTest, SizesAreNestedAndOneIsChosenByOneStandardError) {
  const auto cases = drawn_cases(500, 4, 1, 5, [](const std::vector<double>& x) {
    return 0.15 + 0.6 * (x[0] > 0.5 && x[1] > 0.3);
  });
  const auto tree = classification_tree(cases);
  ASSERT_GT(tree.sizes.size(), 3u);
  EXPECT_EQ(tree.sizes[0].splits, 0);
  EXPECT_EQ(tree.sizes[0].error, 1);
  EXPECT_EQ(tree.sizes.back().complexity, 0);
  double least = std::numeric_limits<double>::infinity(), spread = 0;
  for (std::size_t k = 0; k < tree.sizes.size(); ++k) {
    const auto& size = tree.sizes[k];
    if (k > 0) {
      EXPECT_GT(size.splits, tree.sizes[k - 1].splits);
      EXPECT_LT(size.complexity, tree.sizes[k - 1].complexity);
      // At the next larger cost both trees cost the same.
      EXPECT_NEAR(size.error + tree.sizes[k - 1].complexity * size.splits,
                  tree.sizes[k - 1].error + tree.sizes[k - 1].complexity * tree.sizes[k - 1].splits,
                  1e-12);
    }
    if (size.cross_error < least) least = size.cross_error, spread = size.cross_spread;
  }
  EXPECT_LE(tree.sizes[tree.chosen].cross_error, least + spread);
  for (std::size_t k = 0; k < tree.chosen; ++k)
    EXPECT_GT(tree.sizes[k].cross_error, least + spread);
  EXPECT_EQ(split_count(tree), tree.sizes[tree.chosen].splits);

  TreeOptions other;
  other.seed = 2;
  const auto again = classification_tree(cases), differently = classification_tree(cases, other);
  bool differs = false;
  for (std::size_t k = 0; k < tree.sizes.size(); ++k) {
    EXPECT_EQ(tree.sizes[k].cross_error, again.sizes[k].cross_error);
    differs = differs || tree.sizes[k].cross_error != differently.sizes[k].cross_error;
  }
  EXPECT_TRUE(differs);

  TreeOptions none;
  none.folds = 0;
  const auto plain = classification_tree(cases, none);
  EXPECT_TRUE(std::isnan(plain.sizes[0].cross_error));
  EXPECT_EQ(split_count(plain), tree.sizes.back().splits);
}

TEST(CartTest, DegenerateCasesAreOneLeaf) {
  auto cases = drawn_cases(100, 2, 1, 6, [](const std::vector<double>&) { return 0.5; });
  for (auto& row : cases.x) row.assign(3, 2.0);
  const auto constant = classification_tree(cases);
  EXPECT_EQ(constant.nodes.size(), 1u);
  EXPECT_EQ(constant.importance, (std::vector<double>{0, 0, 0}));
  for (const char all : {'\0', '\1'}) {
    auto pure = drawn_cases(100, 2, 1, 6, [](const std::vector<double>&) { return 0.5; });
    pure.of_interest.assign(100, all);
    const auto tree = classification_tree(pure);
    ASSERT_EQ(tree.leaves.size(), 1u);
    EXPECT_EQ(tree.leaves[0].density, all);
    EXPECT_EQ(tree.leaves[0].coverage, all);
    EXPECT_TRUE(tree.leaves[0].limits.empty());
    EXPECT_EQ(tree.leaves[0].of_interest, all == 1);
  }
  const Cases one{{"x"}, {0}, {{1.0}}, {1}};
  EXPECT_EQ(classification_tree(one).leaves.size(), 1u);
}

TEST(CartTest, NeighbouringNumbersAreToldApart) {
  const double a = 1, b = std::nextafter(1, 2);  // nothing lies between
  const Cases cases{{"x"}, {0}, {{a}, {b}, {a}, {b}}, {0, 1, 0, 1}};
  TreeOptions options;
  options.least_split = 2;
  options.least_leaf = 1;
  options.folds = 0;
  const auto tree = classification_tree(cases, options);
  ASSERT_EQ(tree.leaves.size(), 2u);
  EXPECT_NE(leaf_of(tree, {a}), leaf_of(tree, {b}));
}

TEST(CartTest, CategoriesThatANodeLacksGoToMostCases) {
  // The first split is by x; below 0.5 there is no category 2, above it all are of interest.
  Cases cases{{"x", "c"}, {0, 1}, {}, {}};
  const auto add = [&](int n, double x, double c, char hit) {
    for (int i = 0; i < n; ++i) {
      cases.x.push_back({x, c});
      cases.of_interest.push_back(hit);
    }
  };
  add(30, 0, 0, 0);
  add(10, 0, 1, 1);
  add(30, 1, 2, 1);
  add(30, 1, 0, 1);
  add(30, 1, 1, 1);
  TreeOptions options;
  options.folds = 0;
  options.least_leaf = 5;
  const auto tree = classification_tree(cases, options);
  ASSERT_EQ(tree.leaves.size(), 3u);
  const auto& root = tree.nodes[0];
  EXPECT_EQ(root.factor, 0u);
  EXPECT_EQ(root.threshold, 0.5);
  const auto& inner = tree.nodes[static_cast<std::size_t>(root.left)];
  ASSERT_TRUE(inner.categorical);
  EXPECT_EQ(inner.left_categories, (std::vector<double>{0, 2}));
  EXPECT_EQ(tree.leaves[0].limits[1].categories, (std::vector<double>{0, 2}));
  EXPECT_EQ(tree.leaves[1].limits[1].categories, (std::vector<double>{1}));
  EXPECT_EQ(leaf_of(tree, {0.2, 2}), tree.leaves[0].node);
  EXPECT_EQ(leaf_of(tree, {0.2, 7}), tree.leaves[1].node);
}

/// rpart's figures by "fit,part,row,term" (tests/reference/tree_rpart.R).
struct Rpart {
  std::map<std::string, double> figures;
  Cases cases;
  std::vector<int> folds;

  Rpart() {
    const auto table = test::reference_table("tree_rpart.csv");
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      std::string key;
      for (std::size_t c = 0; c < 4; ++c) key += (c ? "," : "") + std::string(table.cell(r, c));
      figures[key] = test::reference_cell(table, r, "value");
    }
    const auto data = test::reference_table("tree_cases.csv");
    cases.names = {"x1", "x2", "x3", "x4", "c"};
    cases.categorical = {0, 0, 0, 0, 1};
    for (std::size_t r = 0; r < data.row_count(); ++r) {
      cases.x.emplace_back();
      for (const auto& name : cases.names)
        cases.x.back().push_back(test::reference_cell(data, r, name));
      cases.of_interest.push_back(test::reference_cell(data, r, "of_interest") > 0 ? 1 : 0);
      folds.push_back(static_cast<int>(test::reference_cell(data, r, "fold")));
    }
  }
  double operator()(const std::string& fit, const std::string& part, std::size_t row,
                    const std::string& term) const {
    return figures.at(fit + "," + part + "," + std::to_string(row) + "," + term);
  }
  std::size_t rows(const std::string& fit, const std::string& part, const std::string& term) const {
    std::size_t n = 0;
    while (figures.count(fit + "," + part + "," + std::to_string(n) + "," + term)) ++n;
    return n;
  }
  Cases of(const std::string& fit) const {
    auto some = cases;
    if (fit == "mixed" || fit == "coarse_mixed") return some;
    some.names.pop_back();
    some.categorical.pop_back();
    for (auto& row : some.x) row.pop_back();
    return some;
  }
  static bool coarse(const std::string& fit) { return fit.compare(0, 6, "coarse") == 0; }
  TreeOptions options(const std::string& fit) const {
    TreeOptions made;
    made.least_split = coarse(fit) ? 36 : 12;
    made.least_leaf = coarse(fit) ? 18 : 5;
    made.hit_weight = fit == "weighted" || coarse(fit) ? 3 : 1;
    made.prune = false;
    made.fold_of = folds;
    return made;
  }
};

TEST(CartTest, SplitsAreThoseOfRpart) {
  const Rpart rpart;
  for (const std::string fit : {"numeric", "mixed", "weighted", "coarse", "coarse_mixed"}) {
    const auto cases = rpart.of(fit);
    const auto tree = classification_tree(cases, rpart.options(fit));
    ASSERT_EQ(tree.nodes.size(), rpart.rows(fit, "node", "cases")) << fit;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      const auto& node = tree.nodes[i];
      const auto of = [&](const std::string& term) { return rpart(fit, "node", i, term); };
      EXPECT_EQ(node.cases, of("cases")) << fit << i;
      EXPECT_EQ(node.hits, of("hits")) << fit << i;
      ASSERT_EQ(node.is_leaf() ? -1 : static_cast<int>(node.factor), of("factor")) << fit << i;
      if (node.is_leaf()) continue;
      test::expect_relative(node.improvement, of("improve"), 1e-9, fit);
      if (!node.categorical) {
        EXPECT_NEAR(node.threshold, of("split"), 1e-9) << fit << i;
        continue;
      }
      // rpart tells of the categories that the node has.
      double left = 0;
      for (const double c : node.left_categories) {
        const auto at = static_cast<std::size_t>(node.left);
        bool has = false;
        for (const auto& row : cases.x) {
          int k = leaf_of(tree, row);
          while (k > static_cast<int>(at)) k = tree.nodes[static_cast<std::size_t>(k)].parent;
          has = has || (k == static_cast<int>(at) && row[4] == c);
        }
        if (has) left += std::exp2(c);
      }
      EXPECT_EQ(left, of("split")) << fit << i;
    }
  }
}

TEST(CartTest, SizesAndCrossValidationAreThoseOfRpart) {
  const Rpart rpart;
  for (const std::string fit : {"numeric", "mixed", "weighted", "coarse", "coarse_mixed"}) {
    const auto& sizes = classification_tree(rpart.of(fit), rpart.options(fit)).sizes;
    ASSERT_EQ(sizes.size(), rpart.rows(fit, "size", "splits")) << fit;
    for (std::size_t k = 0; k < sizes.size(); ++k) {
      const auto of = [&](const std::string& term, std::size_t row) {
        return rpart(fit, "size", row, term);
      };
      EXPECT_EQ(sizes[k].splits, of("splits", k)) << fit << k;
      EXPECT_NEAR(sizes[k].error, of("error", k), 1e-9) << fit << k;
      const double cost = k + 1 == sizes.size() ? 0
                                                : (of("error", k) - of("error", k + 1)) /
                                                      (of("splits", k + 1) - of("splits", k));
      EXPECT_NEAR(sizes[k].complexity, cost, 1e-9) << fit << k;
      if (rpart.coarse(fit)) {
        EXPECT_NEAR(sizes[k].complexity, of("cp", k), 1e-9) << fit << k;
      }
      if (fit != "mixed") {
        EXPECT_NEAR(sizes[k].cross_error, of("cross_error", k), 1e-9) << fit << k;
      }
      if (fit == "numeric" || fit == "weighted") {
        EXPECT_NEAR(sizes[k].cross_spread, of("cross_spread", k), 1e-9) << fit << k;
      }
    }
  }
}

TEST(CartTest, MisuseThrows) {
  const auto good = drawn_cases(40, 2, 1, 9, [](const std::vector<double>& x) { return x[0]; });
  const auto refuses = [&](auto change) {
    TreeOptions options;
    change(options);
    EXPECT_THROW(classification_tree(good, options), std::invalid_argument);
  };
  refuses([](TreeOptions& o) { o.least_leaf = 0; });
  refuses([](TreeOptions& o) { o.least_split = 1; });
  refuses([](TreeOptions& o) { o.hit_weight = 0; });
  refuses([](TreeOptions& o) { o.folds = 1; });
  refuses([](TreeOptions& o) { o.folds = -2; });
  refuses([](TreeOptions& o) { o.fold_of = {0, 1}; });
  refuses([](TreeOptions& o) { o.fold_of.assign(40, 10); });
  refuses([](TreeOptions& o) { o.fold_of.assign(40, 3); });
  EXPECT_THROW(classification_tree(Cases{}), std::invalid_argument);
}

}  // namespace cart_test
}  // namespace balloon::decision
