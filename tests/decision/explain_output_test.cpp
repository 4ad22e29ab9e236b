// What surrounds an explanation: its question, the pieces on disk, texts, tables and the page.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "io/explain_pieces.hpp"
#include "io/explain_question.hpp"
#include "io/explain_words.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace explain_output_test {

/// The shipped strategy against its reference, without running anything.
const StudyRun& shipped_run() {
  static const auto run = [] {
    Faults faults;
    StudyRequest request;
    request.scenarios = {"humala-2012"};
    request.readings = false;
    return prepare_study(test::shipped_world(), embedded_scenarios(false), request, faults);
  }();
  return *run;
}

std::string fault_of(const ExplainQuestion& question) {
  Faults faults;
  const auto& run = shipped_run();
  const auto outcome =
      read_explained(question, *run.world, run.scenarios[1], run.scenarios[0], faults);
  EXPECT_EQ(outcome.has_value(), faults.empty());
  if (outcome) read_added(question, *run.world, *outcome, faults);
  return faults.empty() ? "" : to_string(faults.list().front());
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const Words& english() {
  static const Words words("en", &explain_words::dictionary());
  return words;
}

/// A study with figures made up for every method.
ExplainStudy made_up() {
  ExplainStudy study;
  study.run = &shipped_run();
  study.plan.world = study.run->world.get();
  study.plan.reference = &study.run->scenarios[0].policy;
  study.plan.policy = &study.run->scenarios[1].policy;
  study.plan.outcome.window_start = month_index(2012, 1);
  study.plan.outcome.target = {1};
  study.outcome = "net";
  study.command = "balloon explain humala-2012";
  auto& r = study.result;
  using decision::FactorKind;
  r.screen.emplace();
  r.screen->factors = {
      {FactorKind::parameter, static_cast<int>(model::P::supply_response), "supply_response"},
      {FactorKind::history, 0, "history"}};
  r.screen->effects = {{-300, 400, 350, 450, 120}, {10, 90, 20, 200, 95}};
  r.screen->used = {10, 9};
  r.screen->order = {0, 1};
  r.screen->rows = {30, 1, 0};
  r.variance.emplace();
  r.variance->groups = {{"supply_response", FactorKind::parameter, 1},
                        {"other_parameters", FactorKind::parameter, 130},
                        {"history", FactorKind::history, 1}};
  r.variance->indices.first = {{0.38, 0.3, 0.44}, {0.1, 0.02, 0.2}, {-0.01, -0.05, 0.03}};
  r.variance->indices.total = {{0.41, 0.35, 0.47}, {0.22, 0.1, 0.3}, {0.2, 0.1, 0.3}};
  r.variance->indices.used = 250;
  r.variance->indices.dropped = 6;
  r.variance->order = {0, 1, 2};
  r.variance->first_sum = 0.47;
  r.variance->values.n = 500;
  r.variance->values.median = -1234;
  r.variance->rows = {1280, 3, 0};
  r.channels.emplace();
  decision::ShapleyResult shapley;
  shapley.shapley.assign(6, {0.05, 0.01, 0.09});
  shapley.first = shapley.last = shapley.shapley;
  shapley.all = {0.3, 0.1, 0.5};
  shapley.none = {0, 0, 0};
  shapley.members = 46;
  shapley.dropped = 2;
  r.channels->quantities = {{"index", "ha gained elsewhere by ha lost", "1", shapley}};
  r.lever_effects.emplace();
  decision::LeverEffect lever;
  lever.id = "eradication_manual";
  lever.spending = analysis::summarise({1.5e7, 1.6e7});
  lever.change = analysis::summarise({-500, -700});
  lever.per_million = analysis::summarise({-33, -44});
  lever.mean_per_million = {-38, -45, -30};
  lever.usd_per_unit = {26000, 22000, 33000};
  lever.helps = 1;
  lever.used = 2;
  r.lever_effects->levers = {lever, lever};
  r.lever_effects->levers[1].id = "substitution_announced";
  r.lever_effects->levers[1].costs = false;
  r.lever_effects->cheaper.assign(2, std::vector<double>(2, std::nan("")));
  r.lever_effects->value = analysis::summarise({-1000, -2000});
  return study;
}

TEST(ExplainOutput, QuestionsAreChecked) {
  ExplainQuestion q;
  EXPECT_EQ(fault_of(q), "");
  q.outcome = "elswhere";
  EXPECT_TRUE(has(fault_of(q), "did you mean elsewhere?")) << fault_of(q);
  q.outcome = "net";
  q.places = "PER";
  EXPECT_TRUE(has(fault_of(q), "--places")) << fault_of(q);
  q.outcome = "delivered";
  EXPECT_TRUE(has(fault_of(q), "places")) << fault_of(q);
  q.places = "USA";
  EXPECT_EQ(fault_of(q), "");
  q.window = "2016:2012";
  EXPECT_TRUE(has(fault_of(q), "before the first")) << fault_of(q);
  q.window = "2012";
  EXPECT_TRUE(has(fault_of(q), "--window")) << fault_of(q);
  q.window = "2012:2016";
  q.added = {"interdiction:EPAC", "source_interdiction:COL", "eradication_aerial:PE-VRAEM"};
  EXPECT_EQ(fault_of(q), "");
  q.step = "10 ha";
  EXPECT_TRUE(has(fault_of(q), "--step")) << fault_of(q);
  q.step = "10 MUSD";
  q.added = {"precursor_control:PER"};
  EXPECT_TRUE(has(fault_of(q), "not in money")) << fault_of(q);
  q.added = {"interdiction:NOWHERE"};
  EXPECT_TRUE(has(fault_of(q), "--add")) << fault_of(q);
}

TEST(ExplainOutput, OptionsBecomeMonthsAndMoney) {
  Faults faults;
  const auto& run = shipped_run();
  ExplainQuestion q;
  q.outcome = "coca_area";
  q.places = "PER";
  q.window = "2013:2014-06";
  q.added = {"eradication_manual:PER", "eradication_manual:PE-VRAEM", "interdiction:EPAC"};
  q.step = "12 MUSD";
  const auto outcome = read_explained(q, *run.world, run.scenarios[1], run.scenarios[0], faults);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->first_month(), month_index(2013, 1));
  EXPECT_EQ(outcome->last_month(), month_index(2014, 6));
  EXPECT_GT(outcome->measure.places.size(), 5U);
  const auto added = read_added(q, *run.world, *outcome, faults);
  ASSERT_EQ(added.size(), 3U);
  using Kind = decision::PolicyChange::Kind;
  for (const auto& lever : added) EXPECT_EQ(lever.changes.size(), 18U);
  EXPECT_EQ(added[0].changes[0].kind, Kind::national_money);
  EXPECT_EQ(added[0].changes[0].place, model::per);
  EXPECT_EQ(added[1].changes[0].kind, Kind::money);
  EXPECT_EQ(added[2].changes[0].kind, Kind::quantity);
  EXPECT_DOUBLE_EQ(added[2].changes[0].amount, 1e6);
}

TEST(ExplainOutput, PiecesComeBackAndOthersAreDropped) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("balloon-explain-" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  const std::vector<double> numbers{0.1, -1e-300, std::nan(""), 3};
  {
    ExplainPieces pieces;
    ASSERT_EQ(pieces.open(folder.string(), 5), "");
    pieces.keep("screen", 7, numbers);
    pieces.keep("levers", 0, {1.0 / 3});
    EXPECT_EQ(pieces.error(), "");
  }
  EXPECT_TRUE(ExplainPieces::holds(folder.string(), 5));
  EXPECT_FALSE(ExplainPieces::holds(folder.string(), 6));
  {  // cut off in the middle of a line
    std::ofstream out(folder / ExplainPieces::file_name, std::ios::app | std::ios::binary);
    out << "screen 8 3 1 2";
  }
  ExplainPieces again;
  ASSERT_EQ(again.open(folder.string(), 5), "");
  EXPECT_EQ(again.size(), 2U);
  ASSERT_NE(again.find("screen", 7), nullptr);
  const auto& back = *again.find("screen", 7);
  ASSERT_EQ(back.size(), 4U);
  EXPECT_EQ(back[0], numbers[0]);
  EXPECT_EQ(back[1], numbers[1]);
  EXPECT_TRUE(std::isnan(back[2]));
  EXPECT_EQ(again.find("screen", 8), nullptr);
  again.keep("screen", 8, {4});
  ExplainPieces third;
  ASSERT_EQ(third.open(folder.string(), 5), "");
  EXPECT_EQ(third.size(), 3U);
  ExplainPieces other;
  ASSERT_EQ(other.open(folder.string(), 6), "");
  EXPECT_EQ(other.size(), 0U);
  other.remove();
  EXPECT_FALSE(ExplainPieces::holds(folder.string(), 6));
  std::filesystem::remove_all(folder);
}

TEST(ExplainOutput, TheFirstSentenceSaysWhatMattersMost) {
  const auto study = made_up();
  const auto sentences = explain_words::main_sentences(english(), study);
  ASSERT_EQ(sentences.size(), 4U);
  EXPECT_EQ(sentences[0],
            "Of the variance of the net change of coca, 41 % [35, 47] hangs on supply response "
            "(38 % by itself), 22 % [10, 30] on the other 130 parameters (10 % by itself) and 20 % "
            "[10, 30] on history (-1 % by itself); 53 % are interactions, which no factor has by "
            "itself.");
  EXPECT_TRUE(has(sentences[3], "eradication manual")) << sentences[3];
  const auto text = explain_text(study);
  for (const char* part : {"Of the variance of the net change", "supply response", "By channel",
                           "no cost", "armed groups", "26,000 [22,000, 33,000]"})
    EXPECT_TRUE(has(text, part)) << part << "\n" << text;
}

TEST(ExplainOutput, TablesAndDocumentHoldTheFigures) {
  const auto study = made_up();
  EXPECT_TRUE(
      has(variance_csv(study), "supply_response,parameter,1,0.38,0.3,0.44,0.41,0.35,0.47\n"));
  EXPECT_TRUE(has(screen_csv(study), "history,history,ha,9,10,90,20,200,95\n"));
  EXPECT_TRUE(has(channels_csv(study), "index,1,all_on,0.3,0.1,0.5,,,,,,\n"));
  EXPECT_TRUE(has(lever_effects_csv(study), "cheaper_than:substitution_announced"));
  const auto j = nlohmann::json::parse(explain_json(study));
  EXPECT_EQ(j["scenario"], "humala-2012");
  EXPECT_EQ(j["sobol"]["factors"][0]["total"]["high"], 0.47);
  EXPECT_TRUE(j["levers"]["cheaper"][0][0].is_null());
  auto less = made_up();
  less.result.screen.reset();
  less.result.variance.reset();
  EXPECT_EQ(variance_csv(less), "");
  EXPECT_TRUE(nlohmann::json::parse(explain_json(less))["sobol"].is_null());
}

TEST(ExplainOutput, ThePageStandsByItself) {
  const auto study = made_up();
  const auto html = explain_html(study);
  for (const char* part : {"explain-variance", "explain-plane", "explain-channels-index",
                           "id=\"levers\"", "\u22121 %", "What limits this"})
    EXPECT_TRUE(has(html, part)) << part;
  EXPECT_FALSE(has(html, "nan"));
  EXPECT_FALSE(has(html, "http://")) << "nothing is fetched";
  EXPECT_FALSE(has(html, "src="));
}

TEST(ExplainOutput, AnApostropheInATitleIsOne) {
  EXPECT_TRUE(has(explain_html(made_up()), "<h1>Peru&#39;s strategy of 2012-2016"));
}

TEST(ExplainOutput, FiguresAreReadable) {
  using namespace explain_words;
  const auto& w = english();
  EXPECT_EQ(figure(w, -12345.6), "-12,300");
  EXPECT_EQ(figure(w, 0.012345), "0.0123");
  EXPECT_EQ(figure(w, std::nan("")), "-");
  EXPECT_EQ(figure(w, 3, 3, true), "+3.00");
  EXPECT_EQ(range(w, -0.5, 12, 2), "[0, 12]");
  EXPECT_EQ(percent(w, 0.001), "< 1");
  EXPECT_EQ(money(w, 2.5e9), "2.50 billion USD");
  const Words spanish("es", &dictionary());
  EXPECT_EQ(figure(spanish, -12345.6), "-12\u202f300");
  EXPECT_EQ(range(spanish, 1234, 0.5, 2), "[1200; 0]");
  EXPECT_EQ(money(spanish, 2.5e6), "2,50 millones de USD");
}

TEST(ExplainOutput, TheSameInSpanish) {
  auto study = made_up();
  study.language = "es";
  const auto text = explain_text(study), page = explain_html(study);
  for (const char* part : {"De la varianza", "erradicación manual", "sin costo", "grupos armados",
                           "26\u202f000 [22\u202f000; 33\u202f000]", "los otros 130 parámetros"})
    EXPECT_TRUE(has(text, part)) << part << "\n" << text;
  for (const char* part : {"<html lang=\"es\">", "La respuesta", "Qué limita esto", "Cribado",
                           "peso del logaritmo de ingreso", "\u22121 %"})
    EXPECT_TRUE(has(page, part)) << part;
  for (const char* part : {"The answer", "Shares of", "members", " and ", "the lever"})
    EXPECT_FALSE(has(page.substr(page.find("<main>")), part)) << part;
  EXPECT_EQ(explain_json(study), explain_json(made_up())) << "documents for programs are English";
}

TEST(ExplainOutput, EveryWordIsThereInBothLanguagesAndUsed) {
  const auto names = [](const std::string& text) {
    static const std::regex name("\\{[a-z]+\\}");
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
      found.insert(at->str());
    return found;
  };
  std::string sources;
  for (const auto& entry : std::filesystem::directory_iterator("io")) {
    const auto file = entry.path().filename().string();
    if (file.rfind("explain_", 0) != 0 || file.rfind("explain_catalogue", 0) == 0) continue;
    std::ifstream in(entry.path());
    sources += std::string(std::istreambuf_iterator<char>(in), {});
  }
  const auto& words = explain_words::dictionary();
  // Keys made of the program's own names.
  const std::regex made("why\\.(factor|meaning|instrument|channel|quantity|unit)-.*");
  std::string last;
  for (const auto& word : words) {
    EXPECT_LT(last, std::string(word.key)) << "sorted, none twice";
    last = word.key;
    EXPECT_STRNE(word.english, "") << word.key;
    EXPECT_STRNE(word.spanish, "") << word.key;
    EXPECT_EQ(names(word.english), names(word.spanish)) << word.key;
    EXPECT_TRUE(std::regex_match(last, made) || has(sources, "\"" + last + "\""))
        << word.key << " is not used";
  }
  static const std::regex key("\"(why\\.[a-z0-9_-]+[a-z0-9])\"");
  for (std::sregex_iterator at(sources.begin(), sources.end(), key), end; at != end; ++at)
    EXPECT_TRUE(english().has((*at)[1].str())) << (*at)[1];
  for (const auto& instrument : model::instruments)
    EXPECT_TRUE(english().has(std::string("why.instrument-") + instrument.name)) << instrument.name;
}

}  // namespace explain_output_test
}  // namespace balloon
