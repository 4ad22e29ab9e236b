// The page of `balloon decide` on made-up results: its figures, its words, and what it does with
// hostile titles and figures that do not exist.
//
// Long because every case changes something in the same made-up problem and result.
#include "io/decide_html.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/decide_html_parts.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"
#include "model/parameters.hpp"

namespace balloon {
namespace decide_html_test {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr const char* hostile = R"(<script>alert("x")</script> & 'more')";

/// A made-up problem with its result: three objectives, the historical split and six strategies.
struct MadeUp {
  decision::DecisionProblem problem;
  decision::DecisionResult result;
  DecideReport how;
};

const model::World& world() {
  static const auto made = [] {
    Faults faults;
    auto read = read_world(embedded_files(), faults);
    if (!read) throw std::runtime_error(to_string(faults.list().front()));
    return std::make_unique<model::World>(std::move(*read));
  }();
  return *made;
}

void add_objective(decision::DecisionProblem& problem, const char* id, const char* english,
                   const char* spanish, model::Outcome outcome, int places, bool maximise) {
  decision::Objective o;
  o.id = id;
  o.title = {{"en", english}, {"es", spanish}};
  o.measure.outcome = outcome;
  for (int i = 0; i < places; ++i) o.measure.places.push_back(i);
  o.measure.statistic = model::outcomes[outcome].is_flow ? decision::Measure::Statistic::sum
                                                         : decision::Measure::Statistic::mean;
  o.measure.from = problem.first_month;
  o.measure.to = problem.last_month;
  o.maximise = maximise;
  problem.objectives.push_back(std::move(o));
}

void add_lever(decision::DecisionProblem& problem, const char* id, const char* english,
               const char* spanish, model::Instrument instrument, const char* place, int budget,
               double historical) {
  decision::MoneyLever l;
  l.id = id;
  l.title = {{"en", english}, {"es", spanish}};
  l.instrument = instrument;
  l.place = place;
  l.from = {2012, 1, 1};
  l.to = {2016, 12, 31};
  l.budget = budget;
  l.at_most = 1e9;
  l.historical = historical;
  problem.levers.push_back(std::move(l));
}

decision::DecisionProblem made_problem() {
  decision::DecisionProblem p;
  p.id = "peru-2012";
  p.file = "problems/peru-2012.toml";
  p.title = {{"en", "Peru’s money of 2012 to 2016"}, {"es", "El dinero del Perú de 2012 a 2016"}};
  p.summary = {{"en", "What could have been done with the money that was spent."},
               {"es", "Qué pudo hacerse con el dinero que se gastó."}};
  p.sources = {"DEVIDA, Estrategia Nacional 2012-2016", "Budget law <2012> & annexes"};
  p.base = "humala-reference";
  p.first_month = month_index(2012, 1);
  p.last_month = month_index(2021, 12);
  p.budgets = {{"treasury", {{"en", "Treasury"}, {"es", "Tesoro público"}}, 0, 780e6, true},
               {"aid", {{"en", "Aid"}, {"es", "Cooperación"}}, 1, 193e6, false}};
  add_objective(p, "coca", "Coca of the Andes", "Coca de los Andes", model::o_coca_area, 43, false);
  add_objective(p, "homicides", "Homicides in Peru", "Homicidios en el Perú", model::o_homicides, 3,
                false);
  add_objective(p, "income", "Growers’ income", "Ingreso de los cultivadores",
                model::o_grower_income, 43, true);
  p.objectives[1].measure.places = {1};
  p.objectives[1].attitude = {decision::Attitude::cvar, 0.1, 0};
  p.objectives[2].attitude = {decision::Attitude::satisficing, 0, 0};
  using namespace model;
  add_lever(p, "pull-vraem", "Eradication by hand, VRAEM", "Erradicación manual, VRAEM",
            eradication_manual, "PE-VRAEM", 0, 60e6);
  add_lever(p, "pull-huallaga", "Eradication by hand, Huallaga", "Erradicación manual, Huallaga",
            eradication_manual, "PE-HUALLAGA", 0, 150e6);
  add_lever(p, "dev-vraem", "Alternative development, VRAEM", "Desarrollo alternativo, VRAEM",
            alternative_development, "PE-VRAEM", 0, 90e6);
  add_lever(p, "dev-aguaytia", "Alternative development, Aguaytía",
            "Desarrollo alternativo, Aguaytía", alternative_development, "PE-AGUAYTIA", 1, 85e6);
  add_lever(p, "state", "State presence, all of Peru", "Presencia del Estado, todo el Perú",
            state_presence, "PER", 0, 300e6);
  add_lever(p, "seize", "Seizures inside Peru", "Incautaciones dentro del Perú",
            source_interdiction, "PER", 0, 180e6);
  add_lever(p, "sea", "Interdiction, Eastern Pacific", "Interdicción, Pacífico oriental",
            interdiction, "EPAC", 1, 108e6);
  decision::OutcomeLimit limit;
  limit.id = "forest";
  limit.title = {{"en", "Forest cut for coca"}, {"es", "Bosque talado para coca"}};
  limit.measure = p.objectives[0].measure;
  limit.measure.outcome = o_forest_cleared;
  limit.limit = 1.1;
  limit.of_historical = true;
  limit.probability = 0.8;
  p.limits.push_back(limit);
  p.agencies = {{"adaptive", Allocation::adaptive, Allocation::replay},
                {"optimising", Allocation::optimising, Allocation::replay}};
  return p;
}

/// A figure that looks like one and is the same on every machine.
double made_figure(std::size_t a, std::size_t b, double size) {
  return size * std::sin(1.7 * static_cast<double>(a) + 2.3 * static_cast<double>(b) + 0.4);
}

analysis::Interval made_interval(double median, double width) {
  return {
      112,    median,    median - width / 2.4, median + width / 2.4, median - width, median + width,
      median, width / 20};
}

decision::Comparison made_comparison(const decision::DecisionProblem& p, std::size_t s,
                                     double shift) {
  decision::Comparison c;
  constexpr double sizes[] = {9000, 240, 4.1e7};
  for (std::size_t k = 0; k < p.objectives.size(); ++k) {
    const double size = sizes[k % 3];
    const double better = p.objectives[k].maximise ? 1 : -1;
    const double value = s == 0 ? 0 : better * (0.3 * size + made_figure(s, k, 0.8 * size)) + shift;
    c.difference.push_back(made_interval(value, s == 0 ? 0 : size));
    c.better.on_each.push_back(s == 0 ? 0 : 0.5 + 0.4 * better * value / size);
  }
  c.better.on_at_least = {1, s == 0 ? 0 : 0.93};
  for (std::size_t k = 2; k <= p.objectives.size(); ++k)
    c.better.on_at_least.push_back(s == 0 ? 0 : 0.81 / static_cast<double>(k - 1));
  c.better.members = 112;
  return c;
}

decision::StrategyResult made_strategy(const decision::DecisionProblem& p, std::size_t s) {
  decision::StrategyResult r;
  r.id = s == 0 ? "historical" : "s0" + std::to_string(s);
  if (s >= 10) r.id = "s" + std::to_string(s);
  for (std::size_t l = 0; l < p.levers.size(); ++l)
    r.money.push_back(s == 0 ? p.levers[l].historical
                             : std::round(p.levers[l].historical * (1 + made_figure(s, l, 0.9))));
  r.comparison = made_comparison(p, s, 0);
  for (std::size_t k = 0; k < p.objectives.size(); ++k) {
    const double median = r.comparison.difference[k].median;
    std::array<double, model::structure_count> by{};
    for (std::size_t i = 0; i < by.size(); ++i)
      by[i] = median + made_figure(i, k, 0.4 * std::fabs(median));
    r.by_structure.push_back(by);
    r.regret.push_back(std::fabs(median) * 1.4 + 10);
    r.fresh.objectives.push_back(p.objectives[k].maximise ? -median : median);
  }
  r.searched = r.fresh;
  for (std::size_t l = 0; l < p.limits.size(); ++l) r.limit_share.push_back(s == 4 ? 0.796 : 0.97);
  r.fresh.violation = s == 4 ? 0.005 : 0;
  return r;
}

decision::ShapleyFigure made_share(double value) {
  return {value, value - std::fabs(value) / 2, value + std::fabs(value) / 2};
}

decision::Box made_box() {
  decision::Box box;
  decision::Restriction low, high, form;
  low.factor = 1;
  low.has_high = true;
  low.high = -0.5;
  high.factor = 0;
  high.has_low = true;
  high.low = 0.6;
  form.factor = 2;
  form.has_categories = true;
  form.categories = {-1, 1};
  box.limits = {high, low, form};
  box.p = {
      {0.012, undefined, undefined}, {undefined, 0.0001, undefined}, {undefined, undefined, 0.04}};
  box.cases = 72;
  box.hits = 51;
  box.coverage = 0.40;
  box.density = 0.71;
  box.mass = 0.125;
  box.reproducibility.assign(3, 0.5);
  return box;
}

void add_reasons(const decision::DecisionProblem& p, decision::DecisionResult& r) {
  const auto objectives = p.objectives.size();
  r.factors = {"replant_forced", "demand_sr", "pass_through_form"};
  r.rolling = decision::RollingResult{2012,
                                      {{3, 3, 5}, {3, 3, 3}, {1, 3, 5}},
                                      3,
                                      made_comparison(p, 5, 0),
                                      made_comparison(p, 3, 0)};
  for (const auto& agency : p.agencies) {
    r.agencies.push_back({agency.id, 0, made_comparison(p, 0, 0)});
    for (const auto s : r.chosen)
      r.agencies.push_back({agency.id, s, made_comparison(p, s, 0.01 * static_cast<double>(s))});
  }
  for (const auto s : r.chosen)
    for (std::size_t k = 0; k < objectives; ++k) {
      decision::FailureResult f{s, k, 576, k == 2 ? 9 : 127, {}};
      if (k == 1) f.boxes = {made_box()};
      r.failures.push_back(std::move(f));
      decision::ChannelResult c{s, k, {}};
      const double all = r.strategies[s].comparison.difference[k].median;
      for (int i = 0; i < decision::channel_count; ++i)
        c.shapley.shapley.push_back(
            made_share(made_figure(static_cast<std::size_t>(i), k, all / 3)));
      c.shapley.none = made_share(all / 2);
      c.shapley.all = made_share(all);
      c.shapley.members = 32;
      r.channels.push_back(std::move(c));
    }
  for (std::size_t k = 0; k < objectives; ++k)
    for (const auto& rule : {decision::AttitudeRule{decision::Attitude::mean, 0, 0},
                             decision::AttitudeRule{decision::Attitude::cvar, 0.1, 0},
                             decision::AttitudeRule{decision::Attitude::regret, 0.9, 0},
                             decision::AttitudeRule{decision::Attitude::satisficing, 0, 0}}) {
      decision::AttitudeChoice a{rule, k, 3, -r.strategies[3].regret[k]};
      if (rule.kind == decision::Attitude::regret) a.value = r.strategies[3].regret[k];
      if (rule.kind == decision::Attitude::satisficing) a.value = -0.875;
      if (k == 1 && rule.kind == decision::Attitude::cvar) a.strategy = 5;
      r.attitudes.push_back(a);
    }
}

decision::DecisionResult made_result(const decision::DecisionProblem& p, std::size_t shown) {
  decision::DecisionResult r;
  for (std::size_t s = 0; s <= shown; ++s) r.strategies.push_back(made_strategy(p, s));
  r.strategies[1].roles = {"best:coca", "least-regret"};
  r.strategies[3].roles = {"compromise", "surest"};
  r.strategies[4].roles = {"best:homicides"};
  r.strategies[5].roles = {"best:income"};
  r.chosen = {1, 3, 4, 5};
  add_reasons(p, r);
  for (int g = 0; g <= p.generations; ++g) r.hypervolume.push_back(0.62 - 0.3 / (1 + 0.4 * g));
  r.ideal = {-20000, -900, -1};
  r.reference = {20000, 900, 0};
  r.evaluated = 2460;
  r.front = 183;
  r.search_members = 48;
  r.fresh_members = 112;
  r.failed_members = 1;
  r.dominate_searched = 5;
  r.dominate_fresh = 2;
  return r;
}

MadeUp made_up(const char* language = "en") {
  MadeUp m;
  m.problem = made_problem();
  m.result = made_result(m.problem, 6);
  m.how.command = "balloon decide peru-2012 --members 112 --seed 2012";
  m.how.version = "0.1.0";
  m.how.data_hash = "0123456789abcdef";
  m.how.draws = "posterior 4f2a, observations up to 2023";
  m.how.language = language;
  m.how.files = {{"s01", "peru-2012-s01.toml"}, {"s03", "peru-2012-s03.toml"}};
  return m;
}

std::string page_of(const MadeUp& m) { return decide_html(m.problem, m.result, world(), m.how); }

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
  for (const char* outside : {"http://", "https://", "<script", "@import", "url(", "<img", "<link"})
    EXPECT_FALSE(has(page, outside)) << outside;
  static const std::regex figure("(^|[^A-Za-z])[-+\u2212]?(nan|inf)([^A-Za-z]|$)",
                                 std::regex::icase);
  std::smatch wrong;
  EXPECT_FALSE(std::regex_search(page, wrong, figure)) << wrong.str();
  // A name in braces that nobody filled in. Braces of the style are left out.
  const std::string body = page.substr(page.find("</style>"));
  static const std::regex unfilled("\\{[a-z-]+\\}");
  EXPECT_FALSE(std::regex_search(body, wrong, unfilled)) << wrong.str();
  for (const char* tag : {"table", "figure", "section", "div", "ul", "li", "details", "svg", "tr",
                          "td", "th", "p", "span", "b"})
    EXPECT_EQ(occurrences(body, "<" + std::string(tag) + ">") +
                  occurrences(body, "<" + std::string(tag) + " "),
              occurrences(body, "</" + std::string(tag) + ">"))
        << tag;
  EXPECT_EQ(occurrences(body, "<table"), occurrences(body, "<caption>"));
  static const std::regex link("href=\"#([^\"]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), link), end; at != end; ++at)
    EXPECT_EQ(occurrences(page, "id=\"" + (*at)[1].str() + "\""), 1U) << (*at)[1];
}

const char* const section_ids[] = {"tradeoffs", "chosen",   "map",      "regret", "attitudes",
                                   "agencies",  "failures", "channels", "search", "trust"};

TEST(DecideHtml, WordsAreCompleteInBothLanguages) {
  static const std::regex name("\\{[a-z-]+\\}");
  const auto names = [&](const std::string& text) {
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
      found.insert(at->str());
    return found;
  };
  std::set<std::string> keys;
  for (const auto& word : decide_page::decide_words()) {
    EXPECT_TRUE(keys.insert(word.key).second) << word.key;
    EXPECT_STRNE(word.english, "") << word.key;
    EXPECT_STRNE(word.spanish, "") << word.key;
    EXPECT_EQ(names(word.english), names(word.spanish)) << word.key;
  }
  for (const auto& p : model::parameters)
    EXPECT_FALSE(decide_page::spanish_parameter(p.name).empty()) << p.name;
  for (const auto& o : model::outcomes)
    EXPECT_FALSE(decide_page::spanish_outcome(o.name).empty()) << o.name;
  EXPECT_TRUE(decide_page::spanish_parameter("no_such_parameter").empty());
}

TEST(DecideHtml, EverySectionIsThereInBothLanguages) {
  for (const char* language : {"en", "es"}) {
    const auto page = page_of(made_up(language));
    expect_sound(page);
    EXPECT_TRUE(has(page, std::string("<html lang=\"") + language + "\">"));
    for (const char* id : section_ids)
      EXPECT_EQ(occurrences(page, std::string("<h2 id=\"") + id + "\">"), 1U) << id;
  }
  const auto english = page_of(made_up("en")), spanish = page_of(made_up("es"));
  for (const char* text : {"Peru’s money of 2012 to 2016", "Trade-offs", "Regret",
                           "Homicides in Peru", "What would change the answer"})
    EXPECT_TRUE(has(english, text)) << text;
  for (const char* text : {"El dinero del Perú de 2012 a 2016", "Disyuntivas", "Arrepentimiento",
                           "Homicidios en el Perú", "Qué cambiaría la respuesta"})
    EXPECT_TRUE(has(spanish, text)) << text;
  for (const char* text : {"historical split", "Strategy", " members", "better in", "Homicides"})
    EXPECT_FALSE(has(spanish, text)) << text;
}

TEST(DecideHtml, TheAnswerIsThatOfTheResult) {
  auto m = made_up();
  auto page = page_of(m);
  EXPECT_TRUE(has(page, "<b>2 of the 6</b> strategies shown are better"));
  EXPECT_TRUE(has(page, "On the 48 members on which it searched, 5 of them looked so"));
  EXPECT_TRUE(has(page, "The compromise, s03"));
  EXPECT_TRUE(has(page, "Judged anew, 5 of the 6 still keep all limits"));
  EXPECT_TRUE(has(page, "79.6\u00a0%, missed"));
  m.result.dominate_fresh = 0;
  page = page_of(m);
  EXPECT_TRUE(has(page, "<b>None of the 6</b> strategies shown is better"));
  m.result.dominate_fresh = 5;
  EXPECT_TRUE(has(page_of(m), "judged anew, no fewer"));
  m.result.dominate_fresh = 1;
  EXPECT_TRUE(has(page_of(m), "<b>One of the 6</b> strategies shown is better"));
  for (auto& s : m.result.strategies) s.fresh.violation = 0.3;
  EXPECT_TRUE(has(page_of(m), "none of them keeps all limits"));
}

TEST(DecideHtml, FiguresAreThoseOfTheResult) {
  auto m = made_up();
  auto& compromise = m.result.strategies[3];
  compromise.comparison.difference[0] = made_interval(-8410, 11000);
  compromise.comparison.difference[1] = made_interval(-212.4, 300);
  compromise.comparison.better.on_each = {0.875, 0.5, 0.25};
  compromise.comparison.better.on_at_least = {1, 0.9, 0.643, 0.2};
  compromise.by_structure[0] = {-12000, -3000, -9000, -8000, -7000, undefined};
  compromise.regret[0] = 4321;
  compromise.money[0] = 187.4e6;
  const auto page = page_of(m);
  EXPECT_TRUE(has(page, "\u22128,410</b> <span class=\"range\">[\u221219,400, +2,590]"));
  EXPECT_TRUE(has(page, "\u2212212</b>"));
  EXPECT_TRUE(has(page, "\u221212,000 to \u22123,000"));
  EXPECT_TRUE(has(page, "better in 88\u00a0%"));
  EXPECT_TRUE(has(page, "<td>64\u00a0%</td>"));
  EXPECT_TRUE(has(page, "regret 4,320"));
  EXPECT_TRUE(has(page, "<td>187</td>"));
  EXPECT_TRUE(has(page, "million USD of 2010, more is better"));
  // The same in the other language, which writes numbers in its own way.
  m.how.language = "es";
  const auto spanish = page_of(m);
  EXPECT_TRUE(has(spanish, "\u22128410</b> <span class=\"range\">[\u221219\u202f400; +2590]"));
  EXPECT_TRUE(has(spanish, "mejor en 88\u00a0%"));
}

TEST(DecideHtml, WhereMembersAndScenariosAreIsSaid) {
  auto m = made_up("es");
  EXPECT_TRUE(has(page_of(m), "Miembros: posterior 4f2a, observations up to 2023."));
  EXPECT_TRUE(has(page_of(m), "<code>peru-2012-s03.toml</code>"));
  m.how.draws = "posterior";
  EXPECT_TRUE(has(page_of(m), "Miembros: extracciones de la posterior."));
  m.how.draws = "prior";
  m.how.language = "en";
  EXPECT_TRUE(has(page_of(m), "Members: draws from the priors."));
}

TEST(DecideHtml, UnitsFollowTheSizeOfTheFigures) {
  auto m = made_up();
  for (auto& s : m.result.strategies)
    for (auto& d : s.comparison.difference) d = made_interval(10 * d.median, 10);
  EXPECT_TRUE(has(page_of(m), "thousand ha, less is better"));
  m = made_up();
  m.problem.objectives[0].measure.outcome = model::o_cocaine_made;
  m.problem.objectives[0].measure.places = {0, 1, 2};
  m.result.strategies[3].comparison.difference[0] = made_interval(-123456, 1000);
  const auto page = page_of(m);
  EXPECT_TRUE(has(page, ">t a month, less is better"));
  EXPECT_TRUE(has(page, "\u2212123</b>"));
}

TEST(DecideHtml, LongTitlesAreCutAtACommaWhereThatTellsThemApart) {
  auto m = made_up();
  m.problem.objectives[0].title["en"] = "Coca of the Andes, mean of 2014-2018";
  auto page = page_of(m);
  EXPECT_TRUE(has(page, "s01 best in “Coca of the</text>"));
  EXPECT_TRUE(has(page, "Coca of the Andes, mean of 2014-2018"));
  m.problem.objectives[1].title["en"] = "Coca of the Andes, at the end";
  page = page_of(m);
  EXPECT_TRUE(has(page, "best in “Coca of the Andes, mean of 2014-2018”, least regret</span>"));
}

TEST(DecideHtml, FailuresAreSaidInWords) {
  const auto page = page_of(made_up());
  EXPECT_TRUE(
      has(page,
          "It is not better in “Homicides in Peru” where <b>replant_forced</b> is above 0.60 "
          "<span class=\"decide-meaning\">(share replanted after forced eradication)</span>, "
          "<b>demand_sr</b> is below \u22120.50 <span class=\"decide-meaning\">(short-run "
          "elasticity of consumption per user)</span> and <b>pass-through</b> is mixed or "
          "additive: <b>71\u00a0%</b> of such cases fail, which is 40\u00a0% of all "
          "failures; base rate 22\u00a0%."));
  EXPECT_TRUE(has(page, "No box is significant"));
  EXPECT_TRUE(has(page, "Too few fail for a pattern"));
  EXPECT_TRUE(has(page, "&lt; 0.001") || has(page, "< 0.001"));
  EXPECT_TRUE(has(page_of(made_up("es")), "elasticidad a corto plazo del consumo por usuario"));
}

TEST(DecideHtml, ResamplesAreShownWhereThereAreAny) {
  auto m = made_up();
  EXPECT_TRUE(has(page_of(m), "In resamples"));
  for (auto& f : m.result.failures)
    for (auto& b : f.boxes) b.reproducibility.clear();
  EXPECT_FALSE(has(page_of(m), "In resamples"));
}

TEST(DecideHtml, AttitudesAreCompared) {
  auto m = made_up();
  EXPECT_TRUE(has(page_of(m), "changes the answer</b> in “Homicides in Peru”:"));
  for (auto& a : m.result.attitudes) a.strategy = 3;
  EXPECT_TRUE(has(page_of(m), "does not change the answer"));
  for (auto& a : m.result.attitudes)
    if (a.rule.kind == decision::Attitude::satisficing && a.objective == 0)
      a.rule.threshold = -4100;
  EXPECT_TRUE(has(page_of(m), "88\u00a0%, at most \u22124,100"));
}

TEST(DecideHtml, AnAgencyThatPlansAgainIsShown) {
  auto m = made_up();
  const auto page = page_of(m);
  EXPECT_TRUE(has(page,
                  "In 2012 it most often takes up s03 in 2 of 3, in 2014 s05 in 2 of 3. It "
                  "changes its plan 1.0 times in the mean, and never in 1 of 3."));
  EXPECT_TRUE(has(page, "Keeps to s03"));
  m.result.rolling.reset();
  EXPECT_FALSE(has(page_of(m), "Planning again every year"));
}

TEST(DecideHtml, WhatTheCompromiseHangsOnIsSaidAtOnce) {
  auto m = made_up();
  m.result.strategies[3].by_structure[2] = {-1e6, -2e6, 3e6, -1e6, -2e6, -1e6};
  for (auto& a : m.result.agencies)
    if (a.agency == "adaptive" && a.strategy == 3) a.comparison.difference[1].median = 50;
  const auto page = page_of(m);
  const auto first = page.substr(0, page.find("<nav"));
  EXPECT_TRUE(has(first, "<b>Structures disagree</b> on which is better in “Growers’ income”."));
  EXPECT_TRUE(has(first, "<b>turn it</b> in “Homicides in Peru”."));
  EXPECT_TRUE(has(first, "<b>71\u00a0%</b> of such cases fail"));
  EXPECT_FALSE(has(first, "share replanted"));
}

TEST(DecideHtml, HostileTitlesAreText) {
  for (const char* language : {"en", "es"}) {
    auto m = made_up(language);
    const decision::Titles bad{{"en", hostile}, {"es", hostile}};
    m.problem.title = m.problem.summary = bad;
    m.problem.id = m.problem.file = m.problem.base = hostile;
    m.problem.sources = {hostile};
    for (auto& o : m.problem.objectives) o.title = bad;
    for (auto& l : m.problem.levers) l.title = bad;
    for (auto& b : m.problem.budgets) b.title = bad;
    for (auto& l : m.problem.limits) l.title = bad;
    m.problem.levers[0].place = hostile;
    for (auto& s : m.result.strategies) s.id = hostile;
    m.result.strategies[1].roles.push_back(hostile);
    for (auto& a : m.result.agencies) a.agency = hostile;
    m.result.factors = {hostile, hostile, hostile};
    m.how.command = m.how.version = m.how.data_hash = m.how.draws = hostile;
    m.how.files = {{hostile, hostile}};
    const auto page = page_of(m);
    expect_sound(page);
    EXPECT_TRUE(has(page, "&lt;script&gt;"));
  }
}

TEST(DecideHtml, WhatIsNotDefinedIsSaid) {
  for (const char* language : {"en", "es"}) {
    auto m = made_up(language);
    for (auto& s : m.result.strategies) {
      for (auto& d : s.comparison.difference) d = {0, 0, 0, 0, 0, 0, 0, 0};
      for (auto& x : s.comparison.better.on_each) x = undefined;
      for (auto& x : s.comparison.better.on_at_least) x = undefined;
      for (auto& x : s.regret) x = undefined;
      for (auto& x : s.fresh.objectives) x = std::numeric_limits<double>::infinity();
      for (auto& x : s.limit_share) x = undefined;
      for (auto& by : s.by_structure) by.fill(undefined);
    }
    for (auto& a : m.result.attitudes) a.value = std::numeric_limits<double>::infinity();
    for (auto& a : m.result.agencies)
      for (auto& d : a.comparison.difference) d.median = undefined;
    for (auto& f : m.result.failures) {
      f.cases = f.failures = 0;
      for (auto& b : f.boxes) b.density = b.coverage = b.mass = undefined;
    }
    for (auto& c : m.result.channels) {
      c.shapley.all.value = undefined;
      for (auto& v : c.shapley.shapley) v = {undefined, undefined, undefined};
    }
    for (auto* c : {&m.result.rolling->rolling, &m.result.rolling->fixed})
      for (auto& d : c->difference) d = {};
    m.result.factors.clear();
    for (auto& h : m.result.hypervolume) h = undefined;
    m.result.ideal[0] = undefined;
    const auto page = page_of(m);
    expect_sound(page);
    EXPECT_TRUE(has(page, language == std::string("en") ? "not defined" : "no definido"));
  }
  auto m = made_up();
  for (auto& c : m.result.channels)
    for (auto& v : c.shapley.shapley) v.low = v.high = undefined;
  m.result.strategies[4].comparison.difference[1].median = undefined;
  expect_sound(page_of(m));
}

TEST(DecideHtml, AnInfeasibleProblemIsSaidToBeOne) {
  for (const char* language : {"en", "es"}) {
    auto m = made_up(language);
    decision::DecisionResult r;
    r.strategies = {m.result.strategies[0]};
    r.strategies[0].limit_share = {0.41};
    r.strategies[0].fresh.violation = 0.49;
    r.feasible = false;
    r.evaluated = 2460;
    r.search_members = 48;
    r.fresh_members = 112;
    r.hypervolume.assign(41, 0.0);
    m.result = r;
    const auto page = page_of(m);
    expect_sound(page);
    EXPECT_TRUE(
        has(page, language == std::string("en")
                      ? "No strategy that the search ran keeps all limits"
                      : "Ninguna estrategia que probó la búsqueda cumple todos los límites"));
    EXPECT_TRUE(has(page, "41.0") || has(page, "41,0"));
    for (const char* id : section_ids)
      EXPECT_EQ(occurrences(page, std::string("<h2 id=\"") + id + "\">"), 1U) << id;
  }
}

TEST(DecideHtml, OneObjectiveHasNoTradeOffs) {
  auto m = made_up();
  m.problem.objectives.resize(1);
  m.result = {};
  for (std::size_t s = 0; s < 2; ++s) m.result.strategies.push_back(made_strategy(m.problem, s));
  m.result.strategies[1].roles = {"best:coca", "compromise", "least-regret", "surest"};
  m.result.chosen = {1};
  m.result.front = 1;
  const auto page = page_of(m);
  expect_sound(page);
  EXPECT_TRUE(has(page, "With one objective there are no trade-offs"));
  EXPECT_FALSE(has(page, "at least two objectives"));
}

TEST(DecideHtml, AResultOfAnotherShapeIsRefused) {
  auto m = made_up();
  m.result.strategies.clear();
  EXPECT_THROW(page_of(m), std::invalid_argument);
  m = made_up();
  m.result.strategies[2].money.pop_back();
  EXPECT_THROW(page_of(m), std::invalid_argument);
  m = made_up();
  m.result.chosen.push_back(99);
  EXPECT_THROW(page_of(m), std::invalid_argument);
  m = made_up("fr");
  EXPECT_THROW(page_of(m), std::invalid_argument);
}

}  // namespace decide_html_test
}  // namespace balloon
