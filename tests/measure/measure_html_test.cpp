#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "io/measure_study.hpp"
#include "tests/support/measure_reference.hpp"

namespace balloon {
namespace measure_html_test {

/// R's synthetic panel as a plan: y on x1, with x2 as a control.
MeasurePlan reference_plan() {
  const auto table = test::reference_table("panel.csv");
  MeasurePlan plan;
  plan.title = "A panel of R & others";
  plan.file = "panel.csv";
  auto& panel = plan.panel;
  std::map<int, measure::Index> times;
  measure::Index places = 0;
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    places = std::max(places, static_cast<measure::Index>(test::reference_cell(table, r, "place")));
    times[static_cast<int>(test::reference_cell(table, r, "time"))] = 0;
  }
  for (measure::Index i = 1; i <= places; ++i) panel.places.push_back("place " + std::to_string(i));
  panel.places[1] = "<b>& here";
  for (auto& [time, index] : times) {
    index = panel.time_count();
    panel.times.push_back(time);
  }
  panel.columns = {"y", "x1", "x2", "area", "sprayed", "date"};
  panel.values.assign(panel.columns.size(),
                      measure::Matrix::Constant(places, panel.time_count(), measure::missing));
  const int middle = panel.times[panel.times.size() / 2];
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    const auto i = static_cast<measure::Index>(test::reference_cell(table, r, "place")) - 1;
    const int time = static_cast<int>(test::reference_cell(table, r, "time"));
    const auto t = times.at(time);
    for (std::size_t c = 0; c < 3; ++c)
      panel.values[c](i, t) = test::reference_cell(table, r, panel.columns[c]);
    // A third of the places are sprayed from the middle on and lose a part of their area, to the
    // gain of the next place.
    const bool sprayed = i % 6 == 0, late = time >= middle + (i % 12 == 0 ? 1 : 0);
    panel.values[3](i, t) =
        40 + panel.values[0](i, t) - (sprayed && late ? 12 : 0) + (i % 6 == 1 && late ? 3 : 0);
    panel.values[4](i, t) = sprayed && late ? 1 : 0;
    if (sprayed) panel.values[5](i, t) = middle + (i % 12 == 0 ? 1 : 0);
  }
  plan.places.keys = panel.places;
  plan.places.points = test::reference_points();
  std::string problem;
  plan.weights = *parse_weights("knn:4", problem);
  plan.specification.outcome = "y";
  plan.specification.treatments = {"x1"};
  plan.specification.controls = {"x2"};
  plan.draws = 200;
  return plan;
}

MeasurePlan whole_plan() {
  auto plan = reference_plan();
  plan.specification.outcome = "area";
  const auto& times = plan.panel.times;
  const std::size_t middle = times.size() / 2;
  plan.quotient = QuotientPlan{{times.front(), times[middle - 1]},
                               {times[middle + 1], times.back()},
                               "sprayed",
                               {{times.front(), times.back()}, 0, 30, 0}};
  plan.event = "date";
  return plan;
}

MeasureStudy run(MeasurePlan plan) {
  Faults faults;
  auto study = run_measure(std::move(plan), faults, {}, nullptr);
  for (const auto& fault : faults.list()) ADD_FAILURE() << to_string(fault);
  if (!study) throw std::runtime_error("the plan did not run");
  return *std::move(study);
}

bool has(const std::string& page, const std::string& text) {
  return page.find(text) != std::string::npos;
}

std::size_t occurrences(const std::string& page, const std::string& text) {
  std::size_t found = 0;
  for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + 1)) ++found;
  return found;
}

/// What must hold of every page.
void expect_sound(const std::string& page) {
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  for (const char* outside : {"http://", "https://", "<script", "@import", "url("})
    EXPECT_FALSE(has(page, outside)) << outside;

  static const std::regex picture("<svg [^>]*><title id=\"[^\"]+\">[^<]");
  const auto pictures = std::distance(std::sregex_iterator(page.begin(), page.end(), picture),
                                      std::sregex_iterator());
  EXPECT_GT(pictures, 0);
  EXPECT_EQ(static_cast<std::size_t>(pictures), occurrences(page, "<svg"));

  static const std::regex figure("(^|[^A-Za-z])[-+]?(nan|inf)([^A-Za-z]|$)", std::regex::icase);
  std::smatch wrong;
  EXPECT_FALSE(std::regex_search(page, wrong, figure)) << wrong.str();

  for (const char* tag : {"table", "figure", "section", "div", "ul", "details", "svg", "tr", "p"})
    EXPECT_EQ(occurrences(page, "<" + std::string(tag) + ">") +
                  occurrences(page, "<" + std::string(tag) + " "),
              occurrences(page, "</" + std::string(tag) + ">"))
        << tag;
  // Every table has a caption, and every link of the page a target.
  EXPECT_EQ(occurrences(page, "<table"), occurrences(page, "<caption>"));
  static const std::regex link("href=\"#([^\"]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at)
    EXPECT_TRUE(has(page, "id=\"" + (*at)[1].str() + "\"")) << (*at)[1];
}

TEST(MeasureHtml, WholePageHasItsSections) {
  const auto study = run(whole_plan());
  const std::string page = measure_html(study);
  expect_sound(page);
  std::size_t at = 0;
  for (const char* part : {"The answer", "What limits this", "id=\"weights\"", "id=\"estimates\"",
                           "id=\"effects\"", "id=\"least-squares\"", "id=\"tests\"",
                           "id=\"quotient\"", "id=\"event\"", "id=\"sees\"", "id=\"repeat\""}) {
    const auto next = page.find(part, at);
    ASSERT_NE(next, std::string::npos) << part;
    at = next;
  }
  EXPECT_TRUE(has(page, "<h1>A panel of R &amp; others</h1>"));
  EXPECT_TRUE(has(page, "measure-target"));
  for (const char* model : {">SLX</th>", ">SAR</th>", ">SEM</th>", ">SDM</th>", ">SDEM</th>"})
    EXPECT_TRUE(has(page, model)) << model;
  EXPECT_TRUE(has(page, "W\u00a0\u00d7 x1"));
  EXPECT_TRUE(has(page, "Conley"));
}

TEST(MeasureHtml, TextOfTheInputIsEscaped) {
  auto plan = whole_plan();
  plan.title = "<i>title";
  plan.notes = {"a note with <u> & more"};
  plan.file = "<file>";
  auto& columns = plan.panel.columns;
  columns[1] = "<x1>";
  columns[3] = "<y>\"'";
  columns[4] = "<sprayed>";
  columns[5] = "<date>";
  plan.specification.treatments = {"<x1>"};
  plan.specification.outcome = columns[3];
  plan.quotient->treatment = columns[4];
  plan.event = columns[5];
  const std::string page = measure_html(run(std::move(plan)));
  expect_sound(page);
  for (const char* raw :
       {"<b>& here", "<i>title", "<u> ", "<file>", "<x1>", "<y>", "<sprayed>", "<date>"})
    EXPECT_FALSE(has(page, raw)) << raw;
  EXPECT_TRUE(has(page, "&lt;b&gt;&amp; here"));
  EXPECT_TRUE(has(page, "&lt;u&gt; &amp; more"));
}

TEST(MeasureHtml, NothingThatWasNotAsked) {
  const std::string page = measure_html(run(reference_plan()));
  expect_sound(page);
  for (const char* part : {"id=\"quotient\"", "id=\"event\"", "Displacement quotient",
                           "Event study", "<circle class=\"measure-target"})
    EXPECT_FALSE(has(page, part)) << part;
}

TEST(MeasureHtml, SaysThatThereIsNoMapWithoutPositions) {
  auto plan = reference_plan();
  Faults faults;
  const auto weights = make_weights(plan.weights, plan.places, faults);
  ASSERT_TRUE(weights);
  std::vector<Eigen::Triplet<double>> entries;
  for (measure::Index k = 0; k < weights->matrix.outerSize(); ++k)
    for (measure::Sparse::InnerIterator each(weights->matrix, k); each; ++each)
      entries.emplace_back(static_cast<int>(each.row()), static_cast<int>(each.col()),
                           each.value());
  plan.places.entries = entries;
  plan.places.points.reset();
  plan.weights = {.kind = WeightChoice::Kind::given, .text = "given"};
  const std::string page = measure_html(run(std::move(plan)));
  expect_sound(page);
  EXPECT_TRUE(has(page, "There is no map"));
  EXPECT_FALSE(has(page, "<svg class=\"measure-map\""));
}

TEST(MeasureHtml, OutlinesGiveTheMapTheirCentres) {
  auto plan = reference_plan();
  std::vector<measure::Outline> outlines;
  for (const auto& p : *plan.places.points) {
    const double w = p.longitude - 0.1, e = p.longitude + 0.1, s = p.latitude - 0.1,
                 n = p.latitude + 0.1;
    outlines.push_back({{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}});
  }
  const auto with_points = run(plan);
  auto study = with_points;
  study.plan.places.points.reset();
  study.plan.places.outlines = outlines;
  const auto map_of = [](const std::string& page) {
    const auto from = page.find("<svg class=\"measure-map\"");
    return page.substr(from, page.find("</svg>", from) - from);
  };
  EXPECT_EQ(map_of(measure_html(study)), map_of(measure_html(with_points)));
}

TEST(MeasureHtml, OneModelWithoutFiguresThatExist) {
  auto plan = whole_plan();
  plan.models = {measure::Model::sem};
  plan.draws = 0;
  auto study = run(std::move(plan));
  // A page must survive what an estimator could not tell.
  study.quotient->state = measure::QuotientState::target_did_not_fall;
  study.quotient->quotient = {measure::missing, measure::missing, measure::missing};
  study.quotient->distance_gradient = {};
  study.event->overall.value = measure::missing;
  for (auto& e : study.event->by_event_time.effects) e.value = measure::missing;
  study.event->naive.coefficient = study.event->naive.error = measure::missing;
  study.event->pre_trend = {};
  study.dependence.robust_lag = {measure::missing, 1, measure::missing};
  std::string page = measure_html(study);
  expect_sound(page);
  EXPECT_TRUE(has(page, "no room for effects on neighbours"));
  EXPECT_TRUE(has(page, "Undefined: the treated places did not fall"));
  study.models.clear();
  page = measure_html(study);
  expect_sound(page);
  EXPECT_TRUE(has(page, "No spatial model was estimated"));
}

TEST(MeasureHtml, SaysWhatTheScalesMean) {
  auto plan = whole_plan();
  plan.panel.columns[3] = "coca_ha";
  plan.specification.outcome = "coca_ha";
  plan.specification.treatments = {"sprayed"};
  plan.event.clear();
  plan.event_threshold = 0.5;
  std::string page = measure_html(run(plan));
  expect_sound(page);
  EXPECT_TRUE(has(page, "For 100 units of sprayed that is"));
  EXPECT_TRUE(has(page, "hectares less of coca_ha in the place itself"));
  EXPECT_TRUE(has(page, "the time at which sprayed first exceeds 0.5"));

  plan.specification.transform = measure::Transform::log1p;
  page = measure_html(run(plan));
  expect_sound(page);
  EXPECT_TRUE(has(page, "The outcome is a logarithm"));
  EXPECT_TRUE(has(page, "Effects on log(1 + coca_ha) around"));

  plan.specification.transform = measure::Transform::change;
  page = measure_html(run(plan));
  expect_sound(page);
  EXPECT_TRUE(has(page, "the change of coca_ha</b> regressed on"));
  EXPECT_TRUE(has(page, "Effects on coca_ha around"));
}

// An interval that is much too narrow must not be read alone.
TEST(MeasureHtml, WidensIntervalsAsRobustErrorsSuggest) {
  auto study = run(reference_plan());
  const std::string sentence = "independent errors of one variance; made";
  for (auto& each : study.errors) each.inference.error = study.errors.front().inference.error;
  EXPECT_FALSE(has(measure_html(study), sentence));
  study.errors.back().inference.error *= 50;
  const std::string page = measure_html(study);
  EXPECT_TRUE(has(page, sentence + " 50 times as wide"));
  EXPECT_TRUE(has(page, "both hold zero."));
}

}  // namespace measure_html_test
}  // namespace balloon
