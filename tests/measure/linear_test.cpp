#include "measure/linear.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "tests/support/measure_reference.hpp"

namespace balloon::measure {
namespace linear_test {

constexpr double tolerance = 1e-9;

const test::Reference& reference() {
  static const test::Reference figures;
  return figures;
}

struct Case {
  std::string model, file, name;
  Effects effects;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"within", "panel.csv", "none", Effects::none},
      {"within", "panel.csv", "place", Effects::place},
      {"within", "panel.csv", "time", Effects::time},
      {"within", "panel.csv", "two_way", Effects::two_way},
      {"within_unbalanced", "panel_unbalanced.csv", "place", Effects::place},
      {"within_unbalanced", "panel_unbalanced.csv", "two_way", Effects::two_way}};
  return all;
}

/// A covariance against R's, for all cases.
void expect_covariance(const std::string& kind,
                       const std::function<Covariance(const LinearFit&)>& estimate) {
  for (const auto& c : cases()) {
    const auto fit = least_squares(test::reference_design(c.file, c.effects));
    const auto made = estimate(fit).matrix;
    const auto of = [&](const std::string& pair) {
      return reference()(c.model, c.name, "-", kind + ":" + pair);
    };
    const std::string what = c.model + " " + c.name + " " + kind;
    // An off-diagonal entry may be near zero: it is held against the variances.
    const double size = std::sqrt(of("x1:x1") * of("x2:x2"));
    test::expect_relative(made(0, 0), of("x1:x1"), tolerance, what);
    test::expect_relative(made(1, 1), of("x2:x2"), tolerance, what);
    EXPECT_NEAR(made(0, 1), of("x1:x2"), tolerance * size) << what;
    EXPECT_EQ(made(0, 1), made(1, 0));
  }
}

const std::vector<std::pair<std::string, SmallSample>> factors{
    {"HC0", SmallSample::none}, {"HC1", SmallSample::parameters}, {"sss", SmallSample::clusters}};

TEST(LinearTest, SlopesAndTheirVarianceAreThoseOfPlm) {
  for (const auto& c : cases()) {
    const auto fit = least_squares(test::reference_design(c.file, c.effects));
    const auto of = [&](const std::string& term) {
      return reference()(c.model, c.name, "-", term);
    };
    test::expect_relative(fit.beta(0), of("x1"), tolerance);
    test::expect_relative(fit.beta(1), of("x2"), tolerance);
    test::expect_relative(fit.sigma2, of("s2"), tolerance);
    test::expect_relative(fit.rss, of("rss"), tolerance);
    EXPECT_EQ(static_cast<double>(fit.freedom()), of("df"));
    EXPECT_TRUE(fit.estimated());
  }
  expect_covariance("classical", classical);
}

TEST(LinearTest, RobustCovariancesAreThoseOfPlm) {
  for (const auto& factor : factors) {
    const auto& small = factor.second;
    const auto& type = factor.first;
    expect_covariance("white_" + type, [&](auto& fit) { return heteroskedastic(fit, small); });
    expect_covariance("place_" + type, [&](auto& fit) { return clustered_by_place(fit, small); });
    expect_covariance("time_" + type, [&](auto& fit) { return clustered_by_time(fit, small); });
    expect_covariance("two_way_" + type, [&](auto& fit) { return clustered_two_way(fit, small); });
    for (int lag = 0; lag < 4; ++lag)
      expect_covariance("driscoll_kraay" + std::to_string(lag) + "_" + type,
                        [&](auto& fit) { return driscoll_kraay(fit, lag, small); });
  }
}

TEST(LinearTest, ConleyIsItsDefinitionOverAllPairs) {
  const auto points = test::reference_points();
  for (const auto kernel : {Kernel::uniform, Kernel::bartlett})
    for (const int lag : {0, 2})
      expect_covariance(
          std::string("conley_") + (kernel == Kernel::uniform ? "uniform" : "bartlett") +
              std::to_string(lag),
          [&](auto& fit) {
            return conley(fit, points, {.km = 80, .kernel = kernel, .serial_lag = lag});
          });
}

TEST(LinearTest, ConleyHasItsLimits) {
  const auto design = test::reference_design("panel.csv", Effects::two_way);
  const auto fit = least_squares(design);
  const auto points = test::reference_points();
  // No neighbour within a metre: heteroskedastic. All are neighbours: clustered by time.
  const auto alone = conley(fit, points, {.km = 1e-3, .kernel = Kernel::uniform});
  EXPECT_TRUE(alone.matrix.isApprox(heteroskedastic(fit, SmallSample::none).matrix, 1e-12));
  const auto all = conley(fit, points, {.km = 2e4, .kernel = Kernel::uniform});
  EXPECT_TRUE(all.matrix.isApprox(clustered_by_time(fit, SmallSample::none).matrix, 1e-9));
  EXPECT_TRUE(std::isinf(all.freedom));
  EXPECT_THROW(conley(fit, {}, {}), std::invalid_argument);
  EXPECT_THROW(conley(fit, points, {.km = 0}), std::invalid_argument);
  EXPECT_THROW(conley(fit, points, {.small = SmallSample::clusters}), std::invalid_argument);
}

/// Four rows of two places and two times: y = 1, 2, 3, 5 on x = 0, 1, 1, 3 (time by time).
Design small_design(Effects effects) {
  Design d;
  d.places = {"a", "b"};
  d.times = {2001, 2002};
  d.names = {"x"};
  d.effects = effects;
  d.y = Vector{{1, 2, 3, 5}};
  d.x = Matrix{{0}, {1}, {1}, {3}};
  d.present.assign(4, 1);
  d.rows = 4;
  return d;
}

TEST(LinearTest, ByHand) {
  const auto fit = least_squares(small_design(Effects::none));
  // Means 2.75 and 1.25; Sxy = 6.25 and Sxx = 4.75.
  EXPECT_NEAR(fit.beta(0), 6.25 / 4.75, 1e-14);
  EXPECT_NEAR(fit.bread(0, 0), 1 / 4.75, 1e-15);
  EXPECT_EQ(fit.freedom(), 2);
  EXPECT_EQ(fit.counted, 2);
  EXPECT_NEAR(fit.rss, 8.75 - 6.25 * 6.25 / 4.75, 1e-13);
  EXPECT_NEAR(fit.r2, 6.25 * 6.25 / 4.75 / 8.75, 1e-13);

  const auto changes = least_squares(small_design(Effects::place));
  // Two changes, of 2 on 1 and of 3 on 2: slope 8/5.
  EXPECT_NEAR(changes.beta(0), 1.6, 1e-14);
  // Residual changes are 0.4 and -0.2.
  const double meat = std::pow(0.4 * 1 / 2, 2) + std::pow(0.2 * 2 / 2, 2);
  EXPECT_NEAR(clustered_by_place(changes, SmallSample::none).matrix(0, 0), meat / (2.5 * 2.5),
              1e-14);
  EXPECT_EQ(clustered_by_place(changes).freedom, 1);
}

TEST(LinearTest, EffectsAloneAreAFit) {
  auto design = small_design(Effects::place);
  design.names.clear();
  design.x.resize(4, 0);
  const auto fit = least_squares(design);
  EXPECT_TRUE(fit.estimated());
  EXPECT_NEAR(fit.rss, 6.5, 1e-14);  // changes of 2 and 3
  EXPECT_EQ(fit.freedom(), 2);
  EXPECT_EQ(clustered_by_place(fit).matrix.size(), 0);
}

TEST(LinearTest, InferenceIsStudentsOrNormal) {
  Covariance c;
  c.matrix = Matrix{{4, 0}, {0, -1}};
  c.freedom = 1;
  const auto made = infer(Vector{{2, 1}}, c);
  EXPECT_EQ(made.error(0), 2);
  EXPECT_EQ(made.ratio(0), 1);
  EXPECT_NEAR(made.p(0), 0.5, 1e-14);  // Cauchy
  EXPECT_TRUE(std::isnan(made.error(1)));
  EXPECT_TRUE(std::isnan(made.p(1)));
  c.freedom = std::numeric_limits<double>::infinity();
  EXPECT_NEAR(infer(Vector{{3.919927969080108, 1}}, c).p(0), 0.05, 1e-14);
  EXPECT_THROW(infer(Vector{{1}}, c), std::invalid_argument);
}

TEST(LinearTest, AbsorbedAndRepeatedColumnsAreNamed) {
  std::vector<double> z;
  for (int i = 0; i < 49; ++i) z.push_back(0.1 * i + 1000);
  auto design = test::reference_design("panel_unbalanced.csv", Effects::two_way, z);
  auto fit = least_squares(design);
  EXPECT_EQ(fit.collinear, std::vector<Index>{2});
  EXPECT_FALSE(fit.estimated());
  EXPECT_TRUE(std::isnan(fit.beta(0)));
  EXPECT_TRUE(std::isnan(infer(fit.beta, clustered_by_place(fit)).p(0)));
  design.x.col(2) = 1e6 * design.x.col(0) + 1e6 * design.x.col(1);
  fit = least_squares(design);
  EXPECT_EQ(fit.collinear.size(), 1u);
  // Units are no matter.
  design.x.col(2) = 1e-9 * design.x.col(0).array().square();
  EXPECT_TRUE(least_squares(design).estimated());
}

TEST(LinearTest, LagsAreOfTheTimesValues) {
  EXPECT_EQ(default_lag(100), 4);
  EXPECT_EQ(default_lag(8), 2);
  EXPECT_EQ(default_lag(20), 2);
  auto design = test::reference_design("panel.csv", Effects::place);
  const auto yearly = least_squares(design);
  for (auto& time : design.times) time *= 2;
  const auto biennial = least_squares(design);
  EXPECT_TRUE(driscoll_kraay(biennial, 1).matrix.isApprox(driscoll_kraay(yearly, 0).matrix, 1e-12));
  EXPECT_TRUE(driscoll_kraay(biennial, 3).matrix.isApprox(driscoll_kraay(yearly, 1).matrix, 1e-12));
  EXPECT_EQ(driscoll_kraay(yearly).matrix, driscoll_kraay(yearly, 2).matrix);
}

TEST(LinearTest, TwoWayClusteringSaysWhereItHasNoVariance) {
  auto design = small_design(Effects::none);
  // Scores 1, -1, -1, 1 cancel within places and within times: only the term taken off remains.
  design.y = Vector{{1, -1, 1, -1}};
  design.x = Matrix{{1}, {1}, {-1}, {-1}};
  const auto fit = least_squares(design);
  const auto made = clustered_two_way(fit, SmallSample::none);
  EXPECT_LT(made.matrix(0, 0), 0);
  EXPECT_FALSE(made.semidefinite);
  EXPECT_TRUE(std::isnan(infer(fit.beta, made).error(0)));
}

TEST(LinearTest, ShapesMustFit) {
  const auto design = small_design(Effects::none);
  EXPECT_THROW(least_squares(design, {"x"}, Vector::Zero(3), design.x), std::invalid_argument);
  EXPECT_THROW(least_squares(design, {"x", "y"}, design.y, design.x), std::invalid_argument);
}

}  // namespace linear_test
}  // namespace balloon::measure
