// The report against the ledger that it is made from, and as a document.
#include "io/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

#include "io/draw_source.hpp"
#include "io/observed.hpp"
#include "io/svg.hpp"
#include "io/words.hpp"
#include "io/world_reader.hpp"
#include "tests/support/report_study.hpp"

namespace balloon {
namespace {

using test::hostile;
using test::ReportStudy;

const ReportStudy& fixture() {
  static const auto f = test::report_study(month_index(2017, 12));
  return *f;
}

std::string report_in(const char* language) {
  ReportOptions options;
  options.language = language;
  return make_report(fixture().study, options);
}

const std::string& english() {
  static const std::string text = report_in("en");
  return text;
}

/// The opening tags whose attribute has this value, e.g. every <tr ... data-place="COL" ...>.
std::vector<std::string> tags_with(const std::string& html, const std::string& attribute,
                                   const std::string& value) {
  std::vector<std::string> tags;
  const std::string sought = " " + attribute + "=\"" + value + "\"";
  for (auto at = html.find(sought); at != std::string::npos; at = html.find(sought, at + 1)) {
    const auto open = html.rfind('<', at), close = html.find('>', at);
    tags.push_back(html.substr(open, close - open + 1));
  }
  return tags;
}

std::string attribute_of(const std::string& tag, const std::string& name) {
  const auto at = tag.find(" " + name + "=\"");
  if (at == std::string::npos) return "";
  const auto begin = at + name.size() + 3;
  return tag.substr(begin, tag.find('"', begin) - begin);
}

double number_of(const std::string& tag, const std::string& name) {
  const auto text = attribute_of(tag, name);
  EXPECT_FALSE(text.empty()) << name << " in " << tag;
  return std::strtod(text.c_str(), nullptr);
}

std::string element(const std::string& html, const std::string& id) {
  const auto tags = tags_with(html, "id", id);
  EXPECT_EQ(tags.size(), 1U) << id;
  return tags.empty() ? "" : tags.front();
}

void expect_interval(const std::string& tag, const analysis::Interval& v,
                     const std::string& prefix = "data-") {
  EXPECT_EQ(number_of(tag, prefix + "median"), v.median) << tag;
  EXPECT_EQ(number_of(tag, prefix + "low90"), v.low90) << tag;
  EXPECT_EQ(number_of(tag, prefix + "high90"), v.high90) << tag;
}

TEST(Report, FirstScreenHoldsTheLedger) {
  for (const char* language : {"en", "es"}) {
    const auto html = report_in(language);
    const auto& ledger = fixture().study.arms.front().ledger;
    ASSERT_FALSE(ledger.rows.empty());
    const auto& row = ledger.rows.back();
    ASSERT_EQ(row.horizon, 60);

    const auto net = element(html, "net-change");
    expect_interval(net, row.net);
    EXPECT_EQ(attribute_of(net, "data-unit"), "ha");
    EXPECT_EQ(number_of(net, "data-horizon"), 60);
    const auto interval = element(html, "interval");
    EXPECT_EQ(number_of(interval, "data-level"), 90);
    EXPECT_EQ(number_of(interval, "data-low90"), row.net.low90);
    EXPECT_EQ(number_of(interval, "data-high90"), row.net.high90);
    const auto range = element(html, "structure-range");
    EXPECT_EQ(number_of(range, "data-low"), row.net_low_structure);
    EXPECT_EQ(number_of(range, "data-high"), row.net_high_structure);
    const auto cost = element(html, "cost");
    expect_interval(cost, row.cost);
    expect_interval(cost, row.cost_per_net_hectare, "data-per-net-hectare-");
    EXPECT_EQ(number_of(cost, "data-members-with-fall"), row.members_with_fall);
    EXPECT_EQ(number_of(cost, "data-members"), ledger.usable);
    const auto index = element(html, "balloon-index");
    EXPECT_EQ(attribute_of(index, "data-defined"), row.index_defined ? "true" : "false");
    if (row.index_defined) expect_interval(index, row.index);
  }
}

TEST(Report, FirstScreenSaysWhereItWent) {
  const auto& html = english();
  const auto& study = fixture().study;
  const auto& row = study.arms.front().ledger.rows.back();
  const auto table = element(html, "displaced-by-country");
  EXPECT_EQ(attribute_of(table, "data-shares"), row.shares_defined ? "true" : "false");
  ASSERT_TRUE(row.shares_defined) << "the squeeze is meant to be clear";
  double of_means = 0;
  const auto one = [&](const std::string& attribute, const std::string& value) {
    const auto tags = tags_with(html, attribute, value);
    EXPECT_EQ(tags.size(), 1U) << value;
    const std::string tag = tags.empty() ? "" : tags.front();
    of_means += number_of(tag, "data-share-of-means");
    return tag;
  };
  const auto& world = *study.world;
  for (std::size_t c = 0; c < world.countries.size(); ++c) {
    if (world.countries[c] == "PER") {
      EXPECT_TRUE(tags_with(html, "data-place", "PER").empty());
      continue;
    }
    const auto tag = one("data-place", world.countries[c]);
    expect_interval(tag, row.country_ha[c]);
    expect_interval(tag, row.country[c], "data-share-");
  }
  const auto home = one("data-role", "home");
  expect_interval(home, row.home_ha);
  expect_interval(home, row.home, "data-share-");
  expect_interval(one("data-role", "in-place"), row.in_place, "data-share-");
  const auto gone = one("data-role", "gone");
  expect_interval(gone, row.gone, "data-share-");
  EXPECT_NEAR(number_of(gone, "data-median"), -row.net.median, 1e-6);
  // Shares of the means account for every hectare.
  EXPECT_NEAR(of_means, 100, 1e-6);
}

TEST(Report, IsOneFileWithoutScripts) {
  for (const char* language : {"en", "es"}) {
    const auto html = report_in(language);
    for (const char* word :
         {"http", "src=", "url(", "@import", "<script", "<link", "<iframe", "onclick=\"x"})
      EXPECT_EQ(html.find(word), std::string::npos) << word;
    EXPECT_NE(html.find(std::string("<html lang=\"") + language + "\">"), std::string::npos);
  }
}

TEST(Report, EscapesWhatItIsGiven) {
  EXPECT_EQ(english().find(hostile), std::string::npos);
  EXPECT_NE(english().find(svg::escape(hostile)), std::string::npos);
  ReportOptions options;
  options.titles = {{"squeeze", "A < B"}, {"history", "R & S"}};
  options.commands = {"balloon run \"x\" && <y>"};
  const auto html = make_report(fixture().study, options);
  EXPECT_NE(html.find("<h1>A &lt; B</h1>"), std::string::npos);
  EXPECT_NE(html.find("R &amp; S"), std::string::npos);
  EXPECT_NE(html.find("balloon run &quot;x&quot; &amp;&amp; &lt;y&gt;"), std::string::npos);
}

/// Checks nesting; returns what is wrong, or "".
std::string nesting_fault(const std::string& html) {
  const std::set<std::string> empty_elements = {"meta", "br", "hr", "col", "img", "wbr"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at)) {
    if (html.compare(at, 2, "<!") == 0) {
      at = html.find('>', at);
      continue;
    }
    const auto close = html.find('>', at);
    if (close == std::string::npos) return "a tag does not end";
    const std::string tag = html.substr(at + 1, close - at - 1);
    if (tag.find('<') != std::string::npos) return "a tag in a tag: " + tag;
    if (std::count(tag.begin(), tag.end(), '"') % 2 != 0)
      return "an attribute does not end: " + tag;
    at = close;
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1))
        return "</" + tag.substr(1) + "> closes nothing";
      open.pop_back();
    } else if (tag.back() != '/') {
      const std::string name = tag.substr(0, tag.find_first_of(" \n"));
      if (empty_elements.count(name) == 0) open.push_back(name);
      if (name == "style") at = html.find("</style>", close);
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

TEST(Report, IsWellFormed) {
  for (const char* language : {"en", "es"}) EXPECT_EQ(nesting_fault(report_in(language)), "");
  // The check itself sees faults.
  EXPECT_NE(nesting_fault("<p><b>x</p></b>"), "");
  EXPECT_NE(nesting_fault("<p>x"), "");
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator i(text.begin(), text.end(), expression), end; i != end; ++i)
    found.push_back((*i)[1].str());
  return found;
}

TEST(Report, IdsAreUniqueAndLinksLead) {
  const auto ids = matches(english(), " id=\"([^\"]*)\"");
  const std::set<std::string> unique(ids.begin(), ids.end());
  EXPECT_EQ(unique.size(), ids.size());
  EXPECT_GT(ids.size(), 30U);
  for (const auto& target : matches(english(), "href=\"#([^\"]*)\""))
    EXPECT_EQ(unique.count(target), 1U) << target;
  for (const auto& both : matches(english(), "aria-labelledby=\"([^\"]*)\"")) {
    std::istringstream names(both);
    for (std::string name; names >> name;) EXPECT_EQ(unique.count(name), 1U) << name;
  }
}

TEST(Report, HasNoNumberThatIsNone) {
  for (const char* language : {"en", "es"})
    EXPECT_TRUE(matches(report_in(language), "([^A-Za-z](nan|inf|NaN|Infinity)[^A-Za-z])").empty());
}

TEST(Report, EveryPictureHasWordsAndATable) {
  const auto& html = english();
  int pictures = 0;
  for (auto at = html.find("<svg "); at != std::string::npos; at = html.find("<svg ", at + 1)) {
    ++pictures;
    const auto end = html.find("</svg>", at);
    const auto picture = html.substr(at, end - at);
    EXPECT_NE(picture.find("role=\"img\""), std::string::npos);
    EXPECT_EQ(matches(picture, "<title id=\"[^\"]*\">([^<]+)</title>").size(), 1U);
    EXPECT_EQ(matches(picture, "<desc id=\"[^\"]*\">([^<]+)</desc>").size(), 1U);
    const auto table = html.find("<table", end);
    ASSERT_NE(table, std::string::npos);
    EXPECT_LT(table, html.find("<svg ", end)) << "no table before the next picture";
  }
  EXPECT_GT(pictures, 40);
}

TEST(Report, HeadingsAreInOrder) {
  int last = 0, first = 0;
  for (const auto& level : matches(english(), "<h([1-6])[ >]")) {
    const int now = std::stoi(level);
    EXPECT_LE(now, last + 1);
    first += now == 1 ? 1 : 0;
    last = now;
  }
  EXPECT_EQ(first, 1);
}

/// What stands between two places of a page; empty where either is missing.
std::string between(const std::string& html, const std::string& from, const std::string& to) {
  const auto at = html.find(from);
  const auto end = at == std::string::npos ? at : html.find(to, at);
  return end == std::string::npos ? "" : html.substr(at, end - at);
}

TEST(Report, TheRangeBetweenStructuresComesBeforeAnySingleNumber) {
  for (const char* language : {"en", "es"}) {
    const auto html = report_in(language);
    const auto before = between(html, "</h1>", "id=\"structure-range\"");
    ASSERT_FALSE(before.empty());
    EXPECT_EQ(before.find("<b>"), std::string::npos) << before;  // figures of a sentence are bold
    const auto& row = fixture().study.arms.front().ledger.rows.back();
    if (!row.index_defined) continue;
    const auto index = element(html, "balloon-index");
    double low = 1e300, high = -1e300;
    for (const double x : row.index_by_structure) {
      if (!std::isfinite(x)) continue;
      low = std::min(low, x);
      high = std::max(high, x);
    }
    EXPECT_EQ(number_of(index, "data-structures-low"), low);
    EXPECT_EQ(number_of(index, "data-structures-high"), high);
  }
}

TEST(Report, EveryFailureOfTheValidationIsShownAndAlsoWhereItsSeriesIs) {
  auto study = fixture().study;
  Faults faults;
  study.draws = choose_draws("posterior", *study.world, embedded_files(),
                             model_data_hash(embedded_files()), faults);
  if (!study.draws.posterior) return;  // the build may have none
  auto& failures = study.draws.check.emplace().failures;
  for (int i = 0; i < 12; ++i)
    failures.push_back({"Failure " + std::to_string(i) + ".", "Fallo " + std::to_string(i) + "."});
  failures.push_back({"cocaine_price PER: late.", "cocaine_price PER: tarde."});
  failures.push_back({"corridor_share EPAC: wide.", "corridor_share EPAC: ancho."});
  failures.push_back({"Shares of regions in BOL: bad.", "Proporciones en BOL: mal."});
  for (const char* language : {"en", "es"}) {
    ReportOptions options;
    options.language = language;
    const auto html = make_report(study, options);
    const bool en = std::string(language) == "en";
    EXPECT_EQ(nesting_fault(html), "");
    const auto section = [&](const char* from, const char* to) {
      return between(html, std::string("id=\"") + from, std::string("id=\"") + to);
    };
    const auto holds = [](const std::string& part, const std::string& text) {
      return part.find(text) != std::string::npos;
    };
    const auto trust = between(html, "id=\"trust\"", "</main>");
    for (const auto& failure : failures) EXPECT_TRUE(holds(trust, en ? failure.en : failure.es));
    EXPECT_TRUE(holds(section("prices", "flows"), "cocaine_price PER"));
    EXPECT_FALSE(holds(section("prices", "flows"), "corridor_share EPAC"));
    EXPECT_TRUE(holds(section("flows", "money"), "corridor_share EPAC"));
    EXPECT_TRUE(holds(section("areas", "prices"), en ? "Shares of regions" : "Proporciones en"));
  }
}

TEST(Report, SameStudySameBytes) { EXPECT_EQ(report_in("en"), english()); }

TEST(Report, RefusesWhatItCannotWrite) {
  ReportOptions klingon;
  klingon.language = "tlh";
  EXPECT_THROW(make_report(fixture().study, klingon), std::invalid_argument);
  EXPECT_THROW(make_report(analysis::Study{}), std::invalid_argument);
}

TEST(Report, ARunThatIsTooShortSaysSo) {
  const auto f = test::report_study(month_index(2012, 3));
  const auto html = make_report(f->study);
  EXPECT_EQ(nesting_fault(html), "");
  EXPECT_TRUE(tags_with(html, "id", "net-change").empty());
  EXPECT_NE(html.find(svg::escape(Words("en")["summary.no-ledger"])), std::string::npos);
  EXPECT_TRUE(matches(html, "([^A-Za-z](nan|inf|NaN)[^A-Za-z])").empty());
}

/// Names in braces of a text.
std::set<std::string> names_in(const std::string& text) {
  const auto found = matches(text, "\\{([^}]*)\\}");
  return {found.begin(), found.end()};
}

TEST(Words, BothLanguagesHaveEveryWord) {
  const auto& words = all_words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& w = words[i];
    EXPECT_GT(std::string(w.english).size(), 0U) << w.key;
    EXPECT_GT(std::string(w.spanish).size(), 0U) << w.key;
    EXPECT_EQ(names_in(w.english), names_in(w.spanish)) << w.key;
    if (i > 0) {
      EXPECT_NE(std::string(w.key), words[i - 1].key) << "twice";
    }
  }
}

TEST(Words, EveryKeyInTheSourcesExistsAndEveryWordIsUsed) {
  std::string sources;
  for (const auto& entry : std::filesystem::directory_iterator("io")) {
    const auto name = entry.path().filename().string();
    if (name.rfind("report", 0) != 0 && name.rfind("workbook", 0) != 0 && name != "words.cpp")
      continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    sources += text.str();
  }
  ASSERT_FALSE(sources.empty()) << "tests run from the root of the repository";
  std::set<std::string> used;
  for (const auto& key : matches(sources, "\"([a-z]+\\.[a-z0-9_-]+)\"")) used.insert(key);
  const Words words("en");
  for (const auto& key : used) {
    if (key == "trust.reason" || key == "trust.not-for" || key == "trust.disagree")
      continue;  // prefixes of lists
    EXPECT_TRUE(words.has(key)) << key;
  }
  for (const auto& w : all_words()) {
    const std::string key = w.key;
    const bool made = std::regex_match(
        key, std::regex(
                 "(place|month|structure|donor|episode|quantity|terminal|note)\\..*|trust\\.("
                 "reason|not-for|"
                 "disagree)-.*"
                 "|(ledger|map|areas|prices|flows|money|harms|structures|trust)\\.heading"
                 "|workbook\\.(.*-note|read-.*|summary|ledger|areas|zones|prices|corridors|seizures"
                 "|consumption|money|harms|structures|observed|notes)"));
    EXPECT_TRUE(made || used.count(key) == 1) << key << " is not used";
  }
}

TEST(Words, EveryWordOfTheTerminalIsUsed) {
  std::string sources;
  for (const char* folder : {"io", "apps/cli"})
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const auto name = entry.path().filename().string();
      if (entry.path().extension() != ".cpp" || name.rfind("words", 0) == 0) continue;
      std::ifstream file(entry.path());
      std::stringstream text;
      text << file.rdbuf();
      sources += text.str();
    }
  const Words words("en");
  std::set<std::string> used;
  for (const auto& key : matches(sources, "\"((terminal|note)\\.[a-z0-9-]+)\"")) {
    used.insert(key);
    EXPECT_TRUE(words.has(key)) << key;
  }
  for (const auto& w : words_of_terminal()) EXPECT_EQ(used.count(w.key), 1U) << w.key;
}

TEST(Words, NotesAreTranslatedFromEnglish) {
  const Words en("en"), es("es");
  const std::string note = en.fill("note.parameter-lacks", {{"parameter", "supply_response"}});
  EXPECT_EQ(en.note(note), note);
  EXPECT_EQ(es.note(note),
            "a la posterior le falta supply_response; se toma el centro de su previa");
  EXPECT_EQ(es.note(en.fill("note.other-data", {})), es["note.other-data"]);
  EXPECT_EQ(es.note("no note of ours"), "no note of ours");
}

TEST(Words, OfAPageComeFirst) {
  const auto own = sorted_words({{"b.x", "x", "equis"}, {"a.y", "why", "por qué"}});
  const Words words("es", &own);
  EXPECT_EQ(words["a.y"], "por qué");
  EXPECT_EQ(words["list.and"], " y ");
  EXPECT_THROW(words["a.z"], std::out_of_range);
}

TEST(Words, Numbers) {
  const Words en("en"), es("es");
  EXPECT_EQ(en.number(1234567.25, 1), "1,234,567.2");
  EXPECT_EQ(es.number(1234567.25, 1), "1\u202f234\u202f567,2");
  EXPECT_EQ(es.number(1234), "1234");
  EXPECT_EQ(en.number(-1234), "\u22121,234");
  EXPECT_EQ(en.number(-0.001, 1), "0.0");
  EXPECT_EQ(en.rounded(12345), "12,300");
  EXPECT_EQ(en.rounded(0.123456, 3, 2), "0.12");
  EXPECT_EQ(en.rounded(0), "0");
  EXPECT_EQ(en.change(12.34, 3, 1), "+12.3");
  EXPECT_EQ(en.change(0.001, 3, 1), "0.0");
  EXPECT_EQ(en.number(std::strtod("nan", nullptr)), "–");
  EXPECT_EQ(es.month(month_index(2012, 1)), "enero de 2012");
  EXPECT_EQ(en.span(6), "6 months");
  EXPECT_EQ(en.span(60), "5 years");
  EXPECT_EQ(en.plain(-1234), "-1,234");
  EXPECT_EQ(es.plain(-12345.5, 1), "-12\u202f345,5");
  EXPECT_EQ(es.interval("1", "0", "2"), "1 [0; 2]");
  EXPECT_EQ(en.list({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(fill_in("{a}{b} {c", {{"a", "{b}"}}), "{b}{b} {c");
}

TEST(Svg, Ticks) {
  EXPECT_EQ(svg::ticks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(svg::ticks(-3, 7, 2), (std::vector<double>{-5, 0, 5, 10}));
  EXPECT_EQ(svg::coordinate(-0.001), "0");
  EXPECT_EQ(svg::coordinate(12.5), "12.5");
}

TEST(Observed, ReadsTheTables) {
  Faults faults;
  const auto o = Observed::read(embedded_files(), faults);
  ASSERT_TRUE(faults.empty()) << to_string(faults.list().front());
  const auto at = [](const ObservedSeries& s, int year) {
    for (const auto& p : s)
      if (p.year == year) return p.value;
    return -1.0;
  };
  EXPECT_EQ(at(o.area("PER", Sensor::un), 2011), 62500);
  EXPECT_EQ(at(o.area("COL", Sensor::us), 2007), 167000);
  EXPECT_TRUE(o.area("XXX", Sensor::un).empty());
  bool break_of_1999 = false;
  for (const auto& b : o.breaks("COL")) break_of_1999 = break_of_1999 || b.year == 1999;
  EXPECT_TRUE(break_of_1999);
  EXPECT_GT(at(o.zone_area("PE-VRAEM"), 2012), 10000);
  // Two reported regions make one zone.
  EXPECT_GE(o.zone_area("CO-MAGMED").size(), 20U);
  for (const char* stage : {"leaf", "base", "cocaine"})
    EXPECT_FALSE(o.price("COL", stage).empty()) << stage;
  // 1.1 USD a kg of fresh leaf in 2014, dried and in dollars of 2010.
  double leaf = 0;
  for (const auto& p : o.price("COL", "leaf"))
    if (p.year == 2014) leaf = p.value;
  EXPECT_GT(leaf, 3.2);
  EXPECT_LT(leaf, 3.7);
  EXPECT_FALSE(o.retail_price("USA").empty());
  EXPECT_FALSE(o.seizures("COL").empty());
  EXPECT_EQ(at(o.consumption("USA"), 1988), 660000);
}

}  // namespace
}  // namespace balloon
