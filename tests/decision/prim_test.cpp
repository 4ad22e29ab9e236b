#include "decision/prim.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/draws.hpp"
#include "tests/support/measure_reference.hpp"

namespace balloon::decision {
namespace prim_test {

const PrimOptions no_resamples{.replicates = 0};

/// Cases with factors on (0, 1); `chance` of being of interest by the row.
template <class F>
Cases drawn_cases(std::size_t n, std::size_t factors, std::uint32_t draw, F chance) {
  analysis::KeyedDraws draws(1999, analysis::DrawPurpose::test, draw);
  Cases cases;
  for (std::size_t f = 0; f < factors; ++f) cases.names.push_back("x" + std::to_string(f));
  cases.categorical.assign(factors, 0);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> row;
    for (std::size_t f = 0; f < factors; ++f) row.push_back(draws.uniform());
    cases.of_interest.push_back(draws.uniform() < chance(row) ? 1 : 0);
    cases.x.push_back(std::move(row));
  }
  return cases;
}

/// Dense where 0.3 < x1 < 0.7 and x3 > 0.6; the other four factors do nothing.
Cases planted(std::size_t n, std::uint32_t draw) {
  return drawn_cases(n, 6, draw, [](const std::vector<double>& x) {
    return x[1] > 0.3 && x[1] < 0.7 && x[3] > 0.6 ? 0.95 : 0.04;
  });
}

std::set<std::size_t> factors_in(const Box& box) {
  std::set<std::size_t> factors;
  for (const auto& limit : box.limits) factors.insert(limit.factor);
  return factors;
}

const Restriction& limit_of(const Box& box, std::size_t factor) {
  for (const auto& limit : box.limits)
    if (limit.factor == factor) return limit;
  throw std::out_of_range("the box does not restrict the factor");
}

struct Counted {
  int cases = 0, hits = 0;
};
Counted count(const Cases& cases, const std::vector<Restriction>& limits) {
  Counted counted;
  for (std::size_t i = 0; i < cases.x.size(); ++i) {
    if (!holds_all(limits, cases.x[i])) continue;
    ++counted.cases;
    counted.hits += cases.of_interest[i] != 0;
  }
  return counted;
}

TEST(PrimTest, BinomialTailsAreThoseOfR) {
  struct Tail {
    int hits, cases;
    double density, value;
  };
  // pbinom(hits - 1, cases, density, lower.tail = FALSE)
  for (const Tail& t : {Tail{70, 100, 0.5, 3.9250698227968443e-05},
                        {3, 10, 0.02, 0.00086390627995099208},
                        {40, 40, 0.93, 0.05486784993471977},
                        {900, 1000, 0.5, 6.7017177900063219e-162},
                        {1, 5000, 1e-05, 0.048770813308197818},
                        {480, 1000, 0.5, 0.90261683576911711},
                        {200, 10000, 0.019, 0.24136286499764581}})
    test::expect_relative(binomial_tail(t.hits, t.cases, t.density), t.value, 1e-11,
                          std::to_string(t.hits));
  EXPECT_EQ(binomial_tail(0, 7, 0.3), 1);
  EXPECT_EQ(binomial_tail(3, 7, 0), 0);
  EXPECT_EQ(binomial_tail(7, 7, 1), 1);
  EXPECT_DOUBLE_EQ(binomial_tail(2, 3, 0.5), 0.5);
  EXPECT_THROW(binomial_tail(8, 7, 0.5), std::invalid_argument);
  EXPECT_THROW(binomial_tail(-1, 7, 0.5), std::invalid_argument);
  EXPECT_THROW(binomial_tail(1, 7, 1.5), std::invalid_argument);
}

TEST(PrimTest, FindsThePlantedBox) {
  for (std::uint32_t draw = 0; draw < 5; ++draw) {
    const auto cases = planted(1500, draw);
    const auto result = prim(cases, no_resamples);
    ASSERT_FALSE(result.boxes.empty());
    const Box& box = result.boxes[0];
    for (const std::size_t factor : {std::size_t{1}, std::size_t{3}})
      ASSERT_TRUE(factors_in(box).count(factor)) << "draw " << draw;
    // A cut of the last box takes 5 % of its cases: 0.02 of x1 and of x3.
    const auto &x1 = limit_of(box, 1), &x3 = limit_of(box, 3);
    ASSERT_TRUE(x1.has_low && x1.has_high && x3.has_low);
    EXPECT_FALSE(x3.has_high);
    EXPECT_NEAR(x1.low, 0.3, 0.02) << draw;
    EXPECT_NEAR(x1.high, 0.7, 0.02) << draw;
    EXPECT_NEAR(x3.low, 0.6, 0.02) << draw;
    EXPECT_GT(box.density, 0.9) << draw;
    EXPECT_GT(box.coverage, 0.75) << draw;
  }
}

TEST(PrimTest, LeavesOtherFactorsFree) {
  int restricted = 0;
  for (std::uint32_t draw = 0; draw < 20; ++draw) {
    const auto result = prim(planted(800, 100 + draw), {.max_boxes = 1, .replicates = 0});
    ASSERT_EQ(result.boxes.size(), 1u);
    restricted += static_cast<int>(factors_in(result.boxes[0]).size()) - 2;
  }
  EXPECT_LE(restricted, 2);  // of 80 that may be: a limit is now and then significant by chance
}

TEST(PrimTest, FindsPlantedCategories) {
  auto cases = drawn_cases(800, 3, 7, [](const std::vector<double>& x) {
    return (x[1] < 0.2 || x[1] > 0.8) && x[2] < 0.5 ? 0.9 : 0.05;
  });
  cases.categorical[1] = 1;
  for (auto& row : cases.x) row[1] = 10 * std::floor(5 * row[1]);
  const auto result = prim(cases, {.max_boxes = 1, .replicates = 0});
  ASSERT_EQ(result.boxes.size(), 1u);
  const Box& box = result.boxes[0];
  EXPECT_EQ(factors_in(box), (std::set<std::size_t>{1, 2}));
  EXPECT_EQ(limit_of(box, 1).categories, (std::vector<double>{0, 40}));
  EXPECT_TRUE(limit_of(box, 1).has_categories);
  EXPECT_FALSE(limit_of(box, 1).has_low);
  EXPECT_LT(box.p[0].categories, 1e-10);
  EXPECT_TRUE(std::isnan(box.p[0].low));
  EXPECT_NEAR(limit_of(box, 2).high, 0.5, 0.04);
}

TEST(PrimTest, CutsLieBetweenTiedValues) {
  auto cases =
      drawn_cases(400, 2, 8, [](const std::vector<double>& x) { return x[0] > 0.75 ? 0.9 : 0.05; });
  for (auto& row : cases.x) row[0] = std::floor(4 * row[0]);  // 0 to 3, a quarter of cases each
  const auto result = prim(cases, {.max_boxes = 1, .replicates = 0});
  ASSERT_EQ(result.boxes.size(), 1u);
  EXPECT_EQ(factors_in(result.boxes[0]), (std::set<std::size_t>{0}));
  EXPECT_EQ(limit_of(result.boxes[0], 0).low, 2.5);
}

TEST(PrimTest, TrajectoryPeelsThenPastes) {
  const auto cases = planted(600, 3);
  const PrimOptions options{
      .peel = 0.25, .least_mass = 0.1, .stop_without_gain = true, .max_boxes = 1, .replicates = 0};
  const auto result = prim(cases, options);
  ASSERT_EQ(result.trajectories.size(), 1u);
  const auto& trajectory = result.trajectories[0];
  const auto& steps = trajectory.steps;
  EXPECT_TRUE(steps[0].limits.empty());
  EXPECT_EQ(steps[0].cases, 600);
  EXPECT_EQ(steps[0].coverage, 1);
  EXPECT_GT(trajectory.peeled, 3u);
  EXPECT_LT(trajectory.peeled, steps.size() - 1);
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const auto counted = count(cases, steps[s].limits);
    EXPECT_EQ(steps[s].cases, counted.cases);
    EXPECT_EQ(steps[s].hits, counted.hits);
    EXPECT_DOUBLE_EQ(steps[s].mass, counted.cases / 600.0);
    EXPECT_DOUBLE_EQ(steps[s].density, static_cast<double>(counted.hits) / counted.cases);
    EXPECT_DOUBLE_EQ(steps[s].coverage, static_cast<double>(counted.hits) / result.hits);
    EXPECT_GE(steps[s].mass, 0.1);
    if (s == 0) continue;
    EXPECT_GT(steps[s].density, steps[s - 1].density);
    if (s <= trajectory.peeled)
      EXPECT_LT(steps[s].cases, steps[s - 1].cases);
    else
      EXPECT_GT(steps[s].cases, steps[s - 1].cases);
  }
}

TEST(PrimTest, OfEqualCutsTheOneWithFewerFactorsIsMade) {
  // First category 0 goes, with two cases not of interest. Then one such case would go with the
  // lowest x or with category 1, but c is restricted already.
  Cases cases{{"x", "c"}, {0, 1}, {}, {}};
  for (int i = 0; i < 20; ++i) {
    cases.x.push_back({static_cast<double>(i), i == 5 || i == 6 ? 0.0 : i == 7 ? 1.0 : 2.0});
    cases.of_interest.push_back(i == 0 || (i >= 5 && i < 15) ? 0 : 1);
  }
  const auto steps = prim(cases, no_resamples).trajectories.at(0).steps;
  ASSERT_GE(steps.size(), 3u);
  EXPECT_EQ(steps[1].cases, 18);
  EXPECT_EQ(steps[2].cases, 17);
  ASSERT_EQ(steps[2].limits.size(), 1u);
  EXPECT_EQ(steps[2].limits[0].categories, (std::vector<double>{2}));
}

TEST(PrimTest, ALimitPastedToTheEndIsNone) {
  // The low end of x has seven cases not of interest and one of interest; the cut of y after it
  // keeps out the seven too, and the one may come back.
  Cases cases{{"x", "y"}, {0, 0}, {}, {}};
  const auto add = [&](double x, double y, bool hit) {
    cases.x.push_back({x, y});
    cases.of_interest.push_back(hit ? 1 : 0);
  };
  for (int i = 0; i < 7; ++i) add(0, 0.9, false);
  add(0, 0.5, true);
  for (int i = 0; i < 32; ++i) {
    const bool above = i >= 10 && i <= 16;
    const bool hit = above ? i <= 12 : !((i >= 3 && i <= 9) || i == 20 || i == 21);
    add(i + 1, above ? 0.9 : 0.01 * i, hit);
  }
  for (const double sign : {1.0, -1.0}) {
    for (auto& row : cases.x) row[0] *= sign;
    const auto trajectory =
        prim(cases, {.least_mass = 0.6, .max_boxes = 1, .replicates = 0}).trajectories.at(0);
    const auto& steps = trajectory.steps;
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(trajectory.peeled, 2u);
    const auto& x = limit_of(steps[1], 0);
    EXPECT_EQ(sign > 0 ? x.low : x.high, sign * 0.5);
    EXPECT_EQ(steps[2].limits.size(), 2u);
    EXPECT_EQ(steps[2].cases, 25);
    ASSERT_EQ(steps[3].limits.size(), 1u);
    EXPECT_EQ(steps[3].limits[0].factor, 1u);
    EXPECT_EQ(steps[3].cases, 26);
  }
}

TEST(PrimTest, PeelingGoesOnWithoutGain) {
  // Nothing to be found: sooner or later no cut gains.
  const auto cases = drawn_cases(300, 2, 12, [](const std::vector<double>&) { return 0.4; });
  PrimOptions options{.max_boxes = 1, .replicates = 0};
  const auto on = prim(cases, options).trajectories.at(0);
  options.stop_without_gain = true;
  const auto stopped = prim(cases, options).trajectories.at(0);
  ASSERT_LT(stopped.peeled, on.peeled);
  for (std::size_t s = 0; s <= stopped.peeled; ++s)
    EXPECT_EQ(on.steps[s].cases, stopped.steps[s].cases);
  EXPECT_LE(on.steps[stopped.peeled + 1].density, on.steps[stopped.peeled].density);
  const Box& last = on.steps[on.peeled];
  EXPECT_TRUE(last.density == 1 || last.mass < 0.05 / 0.9) << last.mass;
}

TEST(PrimTest, EveryLimitIsSignificant) {
  const auto cases = planted(500, 4);
  const auto result = prim(cases, {.max_boxes = 1, .replicates = 0});
  ASSERT_EQ(result.boxes.size(), 1u);
  const Box& box = result.boxes[0];
  ASSERT_EQ(box.p.size(), box.limits.size());
  const auto expect = [&](double p, bool has, std::size_t at, bool Restriction::*side) {
    EXPECT_EQ(std::isnan(p), !has);
    if (!has) return;
    auto without = box.limits;
    without[at].*side = false;
    const auto counted = count(cases, without);
    EXPECT_NEAR(
        p, binomial_tail(box.hits, box.cases, static_cast<double>(counted.hits) / counted.cases),
        1e-14);
    EXPECT_LT(p, 0.05);
  };
  for (std::size_t at = 0; at < box.limits.size(); ++at) {
    expect(box.p[at].low, box.limits[at].has_low, at, &Restriction::has_low);
    expect(box.p[at].high, box.limits[at].has_high, at, &Restriction::has_high);
  }
  // And it is the best of the trajectory by the harmonic mean, whose boxes have more limits.
  const auto mean = [](const Box& b) {
    return 2 * b.coverage * b.density / (b.coverage + b.density);
  };
  for (const Box& step : result.trajectories[0].steps) EXPECT_GT(mean(box), mean(step) - 0.03);
}

TEST(PrimTest, ADensityCanBeAskedFor) {
  const auto cases = drawn_cases(1000, 3, 9, [](const std::vector<double>& x) { return x[0]; });
  const auto first = [&](double density) {
    const auto result = prim(cases, {.least_density = density, .max_boxes = 1, .replicates = 0});
    return result.boxes.empty() ? Box{} : result.boxes[0];
  };
  const Box any = first(0), dense = first(0.8), denser = first(0.9), impossible = first(1);
  EXPECT_LT(any.density, 0.8);
  EXPECT_GE(dense.density, 0.8);
  EXPECT_LT(dense.density, 0.85);
  EXPECT_GE(denser.density, 0.9);
  EXPECT_LT(dense.coverage, any.coverage);
  EXPECT_LT(denser.coverage, dense.coverage);
  EXPECT_EQ(impossible.cases, 0);
}

TEST(PrimTest, FurtherBoxesAreSoughtInOtherCases) {
  // Two boxes, the first larger.
  const auto cases = drawn_cases(2000, 4, 10, [](const std::vector<double>& x) {
    return (x[0] < 0.4 && x[1] < 0.5) || (x[0] > 0.7 && x[2] > 0.6) ? 0.95 : 0.03;
  });
  const auto result = prim(cases, {.max_boxes = 4, .replicates = 0});
  ASSERT_GE(result.boxes.size(), 2u);
  EXPECT_NEAR(limit_of(result.boxes[0], 0).high, 0.4, 0.02);
  EXPECT_NEAR(limit_of(result.boxes[0], 1).high, 0.5, 0.03);
  EXPECT_NEAR(limit_of(result.boxes[1], 0).low, 0.7, 0.02);
  EXPECT_NEAR(limit_of(result.boxes[1], 2).low, 0.6, 0.03);
  int together = 0, hits = 0;
  for (const Box& box : result.boxes) {
    EXPECT_GT(box.density, result.base_rate);
    together += box.cases;
    hits += box.hits;
  }
  int inside = 0;
  for (const auto& row : cases.x)
    inside += std::any_of(result.boxes.begin(), result.boxes.end(),
                          [&](const Box& box) { return holds_all(box.limits, row); });
  EXPECT_EQ(inside, together);  // none is counted twice
  EXPECT_DOUBLE_EQ(result.coverage, static_cast<double>(hits) / result.hits);
  EXPECT_DOUBLE_EQ(result.density, static_cast<double>(hits) / together);
  EXPECT_GT(result.coverage, 0.85);
}

TEST(PrimTest, NothingIsFoundWhereThereIsNothing) {
  auto cases = planted(200, 5);
  for (const char all : {'\0', '\1'}) {
    cases.of_interest.assign(200, all);
    const auto result = prim(cases);
    EXPECT_TRUE(result.boxes.empty());
    EXPECT_EQ(result.base_rate, all);
    ASSERT_EQ(result.trajectories.size(), 1u);
    EXPECT_EQ(result.trajectories[0].steps.size(), 1u);
    EXPECT_EQ(result.coverage, 0);
  }
  // Factors that do not vary, and no factors.
  auto constant = planted(200, 5);
  for (auto& row : constant.x) row.assign(6, 1.5);
  constant.categorical[2] = 1;
  EXPECT_TRUE(prim(constant).boxes.empty());
  constant.names.clear();
  constant.categorical.clear();
  for (auto& row : constant.x) row.clear();
  EXPECT_TRUE(prim(constant).boxes.empty());
  EXPECT_TRUE(prim(planted(200, 5), {.max_boxes = 0}).boxes.empty());

  const Cases one{{"x"}, {0}, {{1.0}}, {1}};
  EXPECT_TRUE(prim(one).boxes.empty());
}

TEST(PrimTest, ResamplesTellWhichFactorsComeBack) {
  const auto cases = planted(400, 6);
  const PrimOptions options{.max_boxes = 1, .replicates = 60};
  const auto result = prim(cases, options);
  ASSERT_EQ(result.boxes.size(), 1u);
  const Box& box = result.boxes[0];
  ASSERT_EQ(box.reproducibility.size(), 6u);
  for (std::size_t f = 0; f < 6; ++f) {
    if (f == 1 || f == 3)
      EXPECT_GT(box.reproducibility[f], 0.95);
    else
      EXPECT_LT(box.reproducibility[f], 0.6);
  }
  EXPECT_GT(box.same_factors, 0);
  EXPECT_LE(box.same_factors, 1);
  const auto again = prim(cases, options);
  EXPECT_EQ(again.boxes[0].reproducibility, box.reproducibility);
  auto other = options;
  other.seed = 2;
  EXPECT_NE(prim(cases, other).boxes[0].reproducibility, box.reproducibility);
  EXPECT_TRUE(std::isnan(prim(cases, no_resamples).boxes[0].same_factors));
}

/// Figures of the EMA Workbench by "run,step,term" (tests/reference/prim_ema.py).
struct Workbench {
  std::map<std::string, double> figures;
  Cases cases;

  Workbench() {
    const auto table = test::reference_table("prim_ema.csv");
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      std::string key;
      for (std::size_t c = 0; c < 3; ++c) key += (c ? "," : "") + std::string(table.cell(r, c));
      figures[key] = test::reference_cell(table, r, "value");
    }
    const auto data = test::reference_table("prim_cases.csv");
    cases.names = {"x1", "x2", "x3", "k", "c"};
    cases.categorical = {0, 0, 0, 0, 1};
    for (std::size_t r = 0; r < data.row_count(); ++r) {
      cases.x.emplace_back();
      for (const auto& name : cases.names)
        cases.x.back().push_back(test::reference_cell(data, r, name));
      cases.of_interest.push_back(test::reference_cell(data, r, "of_interest") > 0 ? 1 : 0);
    }
  }
  std::size_t steps(const std::string& run) const {
    std::size_t n = 0;
    while (figures.count(run + "," + std::to_string(n) + ",cases")) ++n;
    return n;
  }
  std::size_t terms(const std::string& step) const {
    return static_cast<std::size_t>(std::count_if(
        figures.begin(), figures.end(),
        [&](const auto& figure) { return figure.first.compare(0, step.size(), step) == 0; }));
  }
};

TEST(PrimTest, TrajectoriesAreThoseOfTheWorkbench) {
  const Workbench workbench;
  ASSERT_EQ(workbench.cases.x.size(), 300u);
  struct Run {
    std::string name;
    double peel, paste, mass;
  };
  for (const Run& run : {Run{"usual", 0.05, 0.05, 0.05},
                         {"coarse", 0.1, 0.1, 0.05},
                         {"pasted", 0.25, 0.05, 0.1},
                         {"regained", 0.35, 0.05, 0.25}}) {
    const PrimOptions options{.peel = run.peel,
                              .paste = run.paste,
                              .least_mass = run.mass,
                              .stop_without_gain = true,
                              .max_boxes = 1,
                              .replicates = 0};
    const auto trajectory = prim(workbench.cases, options).trajectories.at(0);
    ASSERT_EQ(trajectory.steps.size(), workbench.steps(run.name)) << run.name;
    const bool pasted = run.name == "pasted" || run.name == "regained";
    EXPECT_EQ(trajectory.peeled + 1 < trajectory.steps.size(), pasted) << run.name;
    for (std::size_t s = 0; s < trajectory.steps.size(); ++s) {
      const Box& step = trajectory.steps[s];
      const std::string prefix = run.name + "," + std::to_string(s) + ",";
      std::size_t seen = 0;
      const auto expect = [&](const std::string& term, double value, double tolerance) {
        ASSERT_TRUE(workbench.figures.count(prefix + term)) << prefix << term;
        test::expect_relative(value, workbench.figures.at(prefix + term), tolerance, prefix + term);
        ++seen;
      };
      expect("cases", step.cases, 0);
      expect("hits", step.hits, 0);
      expect("coverage", step.coverage, 1e-15);
      expect("density", step.density, 1e-15);
      expect("mass", step.mass, 1e-15);
      for (std::size_t at = 0; at < step.limits.size(); ++at) {
        const Restriction& limit = step.limits[at];
        const std::string& name = workbench.cases.names[limit.factor];
        if (limit.has_low) {
          expect(name + ":low", limit.low, 1e-15);
          expect("p:" + name + ":low", step.p[at].low, 1e-10);
        }
        if (limit.has_high) {
          expect(name + ":high", limit.high, 1e-15);
          expect("p:" + name + ":high", step.p[at].high, 1e-10);
        }
        if (limit.has_categories) {
          double sum = 0;
          for (const double category : limit.categories) sum += std::exp2(category);
          expect(name + ":categories", sum, 0);
          expect("p:" + name + ":categories", step.p[at].categories, 1e-10);
        }
      }
      EXPECT_EQ(seen, workbench.terms(prefix)) << "the Workbench has other limits at " << prefix;
    }
  }
}

TEST(PrimTest, MisuseThrows) {
  const auto good = planted(50, 7);
  const auto refuses = [&](auto change) {
    PrimOptions options;
    options.replicates = 0;
    change(options);
    EXPECT_THROW(prim(good, options), std::invalid_argument);
  };
  refuses([](PrimOptions& o) { o.peel = 0; });
  refuses([](PrimOptions& o) { o.peel = 0.5; });
  refuses([](PrimOptions& o) { o.paste = 0.7; });
  refuses([](PrimOptions& o) { o.least_mass = -0.1; });
  refuses([](PrimOptions& o) { o.significance = 2; });
  refuses([](PrimOptions& o) { o.least_density = 1.1; });
  refuses([](PrimOptions& o) { o.max_boxes = -1; });
  refuses([](PrimOptions& o) { o.replicates = -1; });
  EXPECT_THROW(prim(Cases{}), std::invalid_argument);
  auto bad = good;
  bad.x[3].pop_back();
  EXPECT_THROW(prim(bad), std::invalid_argument);
  bad = good;
  bad.x[3][2] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(prim(bad), std::invalid_argument);
  bad = good;
  bad.of_interest.pop_back();
  EXPECT_THROW(prim(bad), std::invalid_argument);
  bad = good;
  bad.categorical.pop_back();
  EXPECT_THROW(prim(bad), std::invalid_argument);
}

}  // namespace prim_test
}  // namespace balloon::decision
