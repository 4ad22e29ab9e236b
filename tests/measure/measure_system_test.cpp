// A system of places: what it estimates, that displacement that was put in comes out, its faults.
#include "io/measure_system.hpp"

#include <gtest/gtest.h>
#include <eigen3/Eigen/Dense>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "measure/distributions.hpp"
#include "measure/resampling.hpp"

namespace balloon {
namespace measure_system_test {

using measure::Index;
using measure::Matrix;
using measure::Vector;

struct Truth {
  double own = -0.5, elsewhere = 0.3, noise = 1;
};

/// y of a place on treatment of the time before, its own and that of the others together; places
/// have a constant and a trend, and errors move together.
SystemPlan made_up(Index places, int times, const Truth& truth, std::uint64_t replicate = 0) {
  measure::ReplicateDraws draws(7, replicate);
  const auto normal = [&] { return measure::normal_quantile(draws.uniform() + 0x1p-54); };
  SystemPlan plan;
  plan.title = "made up";
  plan.draws = 0;
  auto& panel = plan.panel;
  for (Index i = 0; i < places; ++i) panel.places.push_back("place " + std::to_string(i));
  for (int t = 0; t < times; ++t) panel.times.push_back(1990 + t);
  panel.columns = {"y", "x", "z"};
  panel.values.assign(3, Matrix::Zero(places, times));
  auto &y = panel.values[0], &x = panel.values[1], &z = panel.values[2];
  for (Index t = 0; t < times; ++t) {
    const double common = normal();
    for (Index i = 0; i < places; ++i) {
      x(i, t) = 10 + 0.1 * static_cast<double>(t) + 4 * normal();
      z(i, t) = normal();
      y(i, t) = 50 + 5 * static_cast<double>(i) + 0.2 * static_cast<double>(t) + 2 * z(i, t) +
                truth.noise * (0.6 * common + 0.8 * normal());
      if (t == 0) continue;
      y(i, t) += truth.own * x(i, t - 1) + truth.elsewhere * (x.col(t - 1).sum() - x(i, t - 1));
    }
  }
  plan.specification.outcome = "y";
  plan.specification.treatments = {"x"};
  plan.specification.controls = {"z"};
  plan.specification.lag = 1;
  return plan;
}

SystemStudy must_run(SystemPlan plan) {
  Faults faults;
  auto study = run_system(std::move(plan), faults);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  if (!study) throw std::runtime_error("no study");
  return *std::move(study);
}

std::string faults_of(SystemPlan plan) {
  Faults faults;
  EXPECT_FALSE(run_system(std::move(plan), faults).has_value());
  std::string text;
  for (const auto& fault : faults.list()) text += to_string(fault) + "\n";
  return text;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(MeasureSystemTest, IsTheSystemMadeByHand) {
  const auto plan = made_up(3, 16, {});
  const auto study = must_run(plan);
  const auto &y = plan.panel.values[0], &x = plan.panel.values[1], &z = plan.panel.values[2];
  std::vector<measure::Equation> equations;
  for (Index i = 0; i < 3; ++i) {
    measure::Equation e;
    e.name = plan.panel.places[static_cast<std::size_t>(i)];
    e.names = {"constant", "trend", "x", "x elsewhere", "z"};
    e.y = y.row(i).tail(15).transpose();
    e.x = Matrix::Ones(15, 5);
    for (Index t = 0; t < 15; ++t) {
      e.x(t, 1) = static_cast<double>(t) - 7;
      e.x(t, 2) = x(i, t);
      e.x(t, 3) = x((i + 1) % 3, t) + x((i + 2) % 3, t);
      e.x(t, 4) = z(i, t + 1);
    }
    equations.push_back(std::move(e));
  }
  const auto fit = measure::seemingly_unrelated(equations);
  EXPECT_EQ(study.fit.names, fit.names);
  EXPECT_LT((study.fit.beta - fit.beta).norm(), 1e-10 * fit.beta.norm());
  EXPECT_LT((study.fit.covariance - fit.covariance).norm(), 1e-10 * fit.covariance.norm());
  EXPECT_NEAR(study.fit.diagonal_p, fit.diagonal_p, 1e-12);
  EXPECT_EQ(study.times.front(), 1991);
  EXPECT_EQ(study.times.size(), 15u);

  const std::vector<Index> at = {3, 8, 13};
  const Vector b = fit.beta(at);
  const Matrix v = fit.covariance(at, at);
  ASSERT_EQ(study.effects.size(), 1u);
  const auto& effect = study.effects[0];
  EXPECT_NEAR(effect.value, b.mean(), 1e-12);
  EXPECT_NEAR(effect.error, std::sqrt(v.sum()) / 3, 1e-12);
  EXPECT_NEAR(effect.p, measure::student_two_tails(effect.value / effect.error, 10), 1e-12);
  EXPECT_NEAR(measure::student_two_tails((effect.high - effect.value) / effect.error, 10), 0.05,
              1e-9);
  EXPECT_NEAR(effect.together, 2 * effect.value, 1e-12);
  EXPECT_NEAR(effect.together_error, 2 * effect.error, 1e-12);
  EXPECT_TRUE(std::isnan(effect.drawn_p));
  const double wald = b.dot(v.inverse() * b);
  EXPECT_NEAR(study.wald.statistic, wald, 1e-8 * wald);
  EXPECT_EQ(study.wald.freedom, 3);
  EXPECT_NEAR(study.wald.p, measure::chi_square_tail(wald, 3), 1e-10);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& e = study.equations[i];
    const auto first = static_cast<Index>(5 * i);
    EXPECT_LT((e.beta - fit.beta.segment(first, 5)).norm(), 1e-10);
    EXPECT_NEAR(e.error(3), std::sqrt(fit.covariance(first + 3, first + 3)), 1e-12);
    EXPECT_LT((e.least_squares - fit.least_squares.segment(first, 5)).norm(), 1e-9);
    EXPECT_NEAR(e.p(3), measure::student_two_tails(e.beta(3) / e.error(3), 10), 1e-12);
  }
}

TEST(MeasureSystemTest, DisplacementThatWasPutInComesOut) {
  for (const double elsewhere : {0.0, 0.3}) {
    const auto study = must_run(made_up(3, 60, {.elsewhere = elsewhere}));
    const auto& e = study.effects[0];
    EXPECT_NEAR(e.value, elsewhere, 3 * e.error);
    EXPECT_LT(e.error, 0.05);
    EXPECT_EQ(study.wald.p<1e-6, elsewhere> 0);
  }
  // Right on average in few times too, and without a trend where there is none to take out.
  double sum = 0, squares = 0;
  constexpr int replicates = 100;
  for (int r = 0; r < replicates; ++r) {
    const auto value = must_run(made_up(4, 14, {}, static_cast<std::uint64_t>(r))).effects[0].value;
    sum += value;
    squares += value * value;
  }
  const double mean = sum / replicates;
  EXPECT_NEAR(mean, 0.3, 4 * std::sqrt((squares / replicates - mean * mean) / replicates));
}

TEST(MeasureSystemTest, TheBootstrapSeesThatErrorsAreTooSmall) {
  auto plan = made_up(4, 15, {});
  plan.draws = 400;
  const auto few = must_run(plan);
  EXPECT_EQ(few.draws, 400);
  const auto& e = few.effects[0];
  EXPECT_GT(e.drawn_error, 1.02 * e.error);
  EXPECT_LT(e.drawn_low, e.value);
  EXPECT_GT(e.drawn_high, e.value);
  EXPECT_GT(few.wald_drawn_p, few.wald.p);
  EXPECT_EQ(must_run(plan).effects[0].drawn_p, e.drawn_p);
  plan.seed = 2;
  EXPECT_NE(must_run(plan).effects[0].drawn_high, e.drawn_high);

  auto longer = made_up(2, 200, {});
  longer.draws = 400;
  const auto many = must_run(longer).effects[0];
  EXPECT_NEAR(many.drawn_error / many.error, 1, 0.12);
  EXPECT_NEAR(many.drawn_high, many.high, 0.3 * many.error);

  const std::atomic<bool> stop = true;
  Faults faults;
  EXPECT_FALSE(run_system(longer, faults, &stop).has_value());
  EXPECT_TRUE(faults.empty());
}

TEST(MeasureSystemTest, OnlyTimesThatAllPlacesHaveAreUsed) {
  auto plan = made_up(3, 20, {});
  plan.panel.values[1](2, 4) = measure::missing;  // gone from 1995, one later, for all
  plan.panel.values[0](0, 9) = measure::missing;
  const auto study = must_run(plan);
  EXPECT_EQ(study.times.size(), 17u);
  for (const int gone : {1990, 1995, 1999})
    EXPECT_EQ(std::count(study.times.begin(), study.times.end(), gone), 0);
  EXPECT_TRUE(std::any_of(study.notes.begin(), study.notes.end(),
                          [](const auto& n) { return holds(n, "Gaps: "); }));
}

TEST(MeasureSystemTest, FaultsNameWhatIsWrong) {
  EXPECT_TRUE(holds(faults_of(made_up(9, 30, {})), "needs 2 to 8 places"));
  EXPECT_TRUE(holds(faults_of(made_up(1, 30, {})), "there is no elsewhere"));
  EXPECT_NO_THROW(must_run(made_up(8, 30, {})));

  // 5 coefficients and 3 equations: 8 times, and one is lost to the lag
  EXPECT_TRUE(holds(faults_of(made_up(3, 8, {})), "need at least 8 times"));
  EXPECT_TRUE(holds(faults_of(made_up(3, 8, {})), "(found 7)"));
  EXPECT_NO_THROW(must_run(made_up(3, 9, {})));
  auto plan = made_up(3, 8, {});
  plan.trend = false;
  EXPECT_EQ(must_run(plan).equations[0].names[1], "x");

  plan = made_up(3, 20, {});
  plan.panel.values[1].row(1).setZero();
  auto text = faults_of(plan);
  EXPECT_TRUE(holds(text, "place 1: x: is the same at all 19 times")) << text;
  EXPECT_FALSE(holds(text, "place 0"));

  plan = made_up(3, 20, {});
  for (Index t = 0; t < 20; ++t) plan.panel.values[2](0, t) = 3 * static_cast<double>(t);
  text = faults_of(plan);
  EXPECT_TRUE(holds(text, "place 0: z: is made of columns before it (constant, trend")) << text;

  plan = made_up(3, 20, {});
  plan.panel.values[0].row(2).setConstant(4);
  text = faults_of(plan);
  EXPECT_TRUE(holds(text, "place 2: y: the outcome is the same at all 19 times")) << text;

  plan = made_up(3, 20, {.noise = 0});
  text = faults_of(plan);
  EXPECT_TRUE(holds(text, "place 0: y: the regressors explain every figure")) << text;

  plan = made_up(3, 20, {});
  for (auto& values : plan.panel.values) values.row(1) = values.row(0);
  text = faults_of(plan);
  EXPECT_TRUE(holds(text, "the residuals' covariance has no inverse")) << text;

  plan = made_up(3, 20, {});
  plan.specification.treatments = {"w"};
  EXPECT_TRUE(holds(faults_of(plan), "the panel has no such column"));
  plan = made_up(3, 20, {});
  plan.panel.columns[2] = "x elsewhere";
  plan.specification.controls.clear();
  EXPECT_TRUE(holds(faults_of(plan), "rename the column"));
}

TEST(MeasureSystemTest, TransformsAreOfTheSumAndNotOfItsParts) {
  auto plan = made_up(3, 30, {});
  plan.panel.values[1] = plan.panel.values[1].cwiseAbs();
  plan.specification.treatment_transform = measure::Transform::log1p;
  const auto study = must_run(plan);
  plan.panel.values[1] = (1 + plan.panel.values[1].array()).log().matrix();
  plan.specification.treatment_transform = measure::Transform::level;
  const auto parts = must_run(plan);
  EXPECT_GT(std::abs(study.effects[0].value - parts.effects[0].value), 1e-3);
  EXPECT_TRUE(std::isnan(study.effects[0].together));
  EXPECT_FALSE(std::isnan(parts.effects[0].together));
}

TEST(MeasureSystemTest, SeveralTreatmentsHaveAMeanEach) {
  auto plan = made_up(3, 40, {});
  plan.specification.treatments = {"x", "z"};
  plan.specification.controls.clear();
  const auto study = must_run(plan);
  ASSERT_EQ(study.effects.size(), 2u);
  EXPECT_EQ(study.effects[1].treatment, "z");
  EXPECT_EQ(study.wald.freedom, 6);
  const std::vector<std::string> names = {"constant", "trend",       "x",
                                          "z",        "x elsewhere", "z elsewhere"};
  EXPECT_EQ(study.equations[0].names, names);
  double sum = 0;
  for (const auto& e : study.equations) sum += e.beta(5);
  EXPECT_NEAR(study.effects[1].value, sum / 3, 1e-12);
}

TEST(MeasureSystemTest, PrintsTextJsonAndCsv) {
  auto plan = made_up(3, 20, {});
  plan.draws = 100;
  plan.panel.places[1] = "B, \"here\"";
  const auto study = must_run(plan);
  const auto text = system_text(study);
  for (const char* part :
       {"3 equations of 5 coefficients", "Wald ", "Breusch-Pagan ", "times per parameter",
        "too small where times are few", "policy and trend go together", "No effects of times"})
    EXPECT_TRUE(holds(text, part)) << part;
  const auto j = nlohmann::json::parse(system_json(study));
  EXPECT_EQ(j["format"], "balloon-measure-system-1");
  EXPECT_EQ(j["equations"][1]["place"], "B, \"here\"");
  EXPECT_EQ(j["equations"][2]["coefficients"].size(), 5u);
  EXPECT_NEAR(j["elsewhere"][0]["mean"].get<double>(), study.effects[0].value, 1e-15);
  EXPECT_NEAR(j["tests"]["breusch_pagan"]["p"].get<double>(), study.fit.diagonal_p, 1e-15);
  Faults faults;
  const auto table = CsvTable::parse("system.csv", system_csv(study), faults);
  ASSERT_TRUE(table && faults.empty());
  EXPECT_EQ(table->row_count(), 3u * 5 * 2 + 3);
}

}  // namespace measure_system_test
}  // namespace balloon
