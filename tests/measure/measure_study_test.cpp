#include "io/measure_study.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "io/measure_comparison.hpp"
#include "io/measure_municipal.hpp"
#include "tests/support/measure_reference.hpp"

namespace measure_study_test {

using namespace balloon;
using measure::Index;
using measure::Matrix;

/// The reference panel as a plan: y on x1, both weights at hand.
MeasurePlan reference_plan() {
  const auto design = test::reference_design("panel.csv", measure::Effects::two_way);
  MeasurePlan plan;
  plan.title = "reference";
  plan.file = "panel.csv";
  plan.panel.places = design.places;
  plan.panel.times = design.times;
  const auto block = [&](const measure::Vector& column) -> Matrix {
    return Eigen::Map<const Matrix>(column.data(), design.place_count(), design.time_count());
  };
  plan.panel.columns = {"y", "x1", "x2", "date"};
  plan.panel.values = {
      block(design.y), block(design.x.col(0)), block(design.x.col(1)),
      Matrix::Constant(design.place_count(), design.time_count(), measure::missing)};
  plan.places.keys = plan.panel.places;
  plan.places.points = test::reference_points();
  plan.specification.outcome = "y";
  plan.specification.treatments = {"x1"};
  plan.specification.controls = {"x2"};
  std::string problem;
  plan.weights = *parse_weights("knn:4", problem);
  return plan;
}

std::optional<MeasureStudy> run(MeasurePlan plan, Faults& faults) {
  return run_measure(std::move(plan), faults, {}, nullptr);
}

std::string first_fault(MeasurePlan plan) {
  Faults faults;
  const auto study = run(std::move(plan), faults);
  if (study || faults.empty()) return "";
  return to_string(faults.list().front());
}

TEST(MeasureStudy, RunsWhatTheEstimatorsGiveByThemselves) {
  Faults faults;
  const auto study = run(reference_plan(), faults);
  ASSERT_TRUE(study && faults.empty());
  ASSERT_EQ(study->models.size(), 5u);
  EXPECT_EQ(study->errors.size(), 6u);
  EXPECT_TRUE(study->spatial_hausman);
  EXPECT_FALSE(study->quotient);
  EXPECT_FALSE(study->event);

  const auto design = test::reference_design("panel.csv", measure::Effects::two_way);
  const measure::Geography geography(measure::nearest_places(test::reference_points(), 4),
                                     measure::Standard::row, design);
  const auto alone = measure::fit(measure::SpatialData(design, geography), measure::Model::sdm);
  EXPECT_DOUBLE_EQ(study->models[3].fit.rho, alone.rho);
  EXPECT_DOUBLE_EQ(study->models[3].fit.coefficients(0), alone.coefficients(0));

  const auto j = nlohmann::json::parse(measure_json(*study));
  EXPECT_EQ(j["models"].size(), 5u);
  EXPECT_EQ(j["models"][3]["effects"][0]["direct"]["value"],
            study->models[3].effects[0].direct.value);
  const auto text = measure_text(*study);
  for (const char* word : {"SDEM", "Driscoll-Kraay", "Conley", "robust LM lag", "Read this first"})
    EXPECT_NE(text.find(word), std::string::npos) << word;
  EXPECT_EQ(measure_csv(*study).find("model,term,kind"), 0u);
}

TEST(MeasureStudy, LeavesOutPlacesAndSaysSo) {
  auto plan = reference_plan();
  plan.panel.values[0](3, 2) = measure::missing;
  plan.complete_only = true;
  Faults faults;
  const auto study = run(std::move(plan), faults);
  ASSERT_TRUE(study);
  EXPECT_EQ(study->design.place_count(), 48);
  EXPECT_TRUE(study->design.balanced());
  ASSERT_FALSE(study->notes.empty());
  EXPECT_NE(study->notes.front().find("1 of 49 places"), std::string::npos);
}

TEST(MeasureStudy, AnUnbalancedPanelIsTold) {
  auto plan = reference_plan();
  plan.panel.values[0](3, 2) = measure::missing;
  Faults faults;
  const auto study = run(std::move(plan), faults);
  ASSERT_TRUE(study);
  EXPECT_EQ(study->design.rows, 49 * 8 - 1);
  EXPECT_FALSE(study->models.front().fit.transformed);
  EXPECT_NE(measure_text(*study).find("unbalanced"), std::string::npos);
}

TEST(MeasureStudy, TellsWhatIsWrongWithItsInput) {
  auto plan = reference_plan();
  std::string problem;
  plan.weights = *parse_weights("band:20km", problem);
  EXPECT_NE(first_fault(plan).find("parts without a link"), std::string::npos);
  EXPECT_NE(first_fault(plan).find("--disconnected"), std::string::npos);

  plan = reference_plan();
  plan.panel.values[1].setZero();
  EXPECT_NE(first_fault(plan).find("x1"), std::string::npos);

  plan = reference_plan();
  plan.panel.values[2] = 2 * plan.panel.values[1];
  EXPECT_NE(first_fault(plan).find("x2"), std::string::npos);

  plan = reference_plan();
  plan.weights = *parse_weights("queen", problem);
  EXPECT_NE(first_fault(plan).find("--polygons"), std::string::npos);

  plan = reference_plan();
  plan.event = "date";
  plan.panel.values[3](0, 0) = 2012;
  plan.panel.values[3](0, 1) = 2013;
  EXPECT_NE(first_fault(plan).find("one whole number"), std::string::npos);

  plan = reference_plan();
  plan.quotient = QuotientPlan{{2011, 2012}, {2015, 2016}, "x1", {}};
  EXPECT_NE(first_fault(plan).find("never below zero"), std::string::npos);
}

TEST(MeasureStudy, TheMunicipalPanelIsInsideTheProgram) {
  Faults faults;
  auto plan = municipal_plan(embedded_files(), faults);
  ASSERT_TRUE(plan && faults.empty());
  EXPECT_EQ(plan->panel.place_count(), 329);
  // The published total of the open data for 2012 is 47,788 ha; two municipalities have no
  // centroid.
  const Matrix& coca = plan->panel.column("coca_ha");
  double total = 0;
  for (Index i = 0; i < coca.rows(); ++i)
    if (std::isfinite(coca(i, 11))) total += coca(i, 11);
  EXPECT_NEAR(total, 47788 - 105, 0.5);
  const auto study = run(*std::move(plan), faults);
  ASSERT_TRUE(study && faults.empty());
  EXPECT_TRUE(study->design.balanced());
  EXPECT_TRUE(study->quotient);
  EXPECT_TRUE(study->event);
  // Signs and rough sizes; the figures are in docs/measure.md.
  const auto& sdm = study->models[3].effects[0];
  EXPECT_LT(sdm.direct.high, 0);
  EXPECT_GT(sdm.direct.value, -0.5);
}

TEST(MeasureComparison, DepartmentsAddToTheCountry) {
  Faults faults;
  std::vector<measure::Point> points;
  const auto panel = department_panel(embedded_files(), points, faults);
  ASSERT_TRUE(faults.empty());
  EXPECT_EQ(panel.place_count(), 24);
  EXPECT_EQ(points.size(), 24u);
  const auto sum = [&](const char* column, int year) {
    return panel.column(column).col(year - 2001).sum();
  };
  // UNODC: 144,807 ha in 2001 and 48,189 ha in 2013; spraying 138,775 ha in 2005.
  EXPECT_NEAR(sum("coca_area_ha", 2001), 144807, 100);
  EXPECT_NEAR(sum("coca_area_ha", 2013), 48189, 200);
  EXPECT_NEAR(sum("eradication_aerial_ha", 2005), 138775, 1400);
  EXPECT_TRUE(std::isnan(sum("eradication_aerial_ha", 2006)));
}

}  // namespace measure_study_test
