// Decision problems that must be refused: every fault is listed with its place, and no other.
// Long because each of more than a hundred faults is a case.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "io/csv.hpp"
#include "tests/decision/problem_text.hpp"

namespace balloon::problem_faults_test {

using test::problems::good_text;
using test::problems::messages;
using test::problems::read;
using test::problems::replaced;

/// A change of the good text, and each fault that it makes: "path: part of the message".
struct Bad {
  const char* name;
  const char* what;
  const char* with;
  std::vector<std::string> faults;
};

const std::vector<Bad>& bad_cases() {
  static const std::vector<Bad> cases{
      // The head.
      {"no schema", "schema = 1\n", "", {"schema: the key is missing"}},
      {"another schema", "schema = 1", "schema = 2", {"schema: unknown schema version"}},
      {"schema in quotes", "schema = 1", "schema = \"1\"", {"schema: must be a whole number"}},
      {"no name", "name = \"good\"\n", "", {"name: the key is missing"}},
      {"name with spaces", "\"good\"", "\"Good one\"", {"name: a name is made of small letters"}},
      {"no title",
       "title = { en = \"A problem\", es = \"Un problema\" }\n",
       "",
       {"title: the key is missing"}},
      {"title in quotes",
       "title = { en = \"A problem\", es = \"Un problema\" }",
       "title = \"A problem\"",
       {"title: must be a table"}},
      {"title without English", "en = \"A problem\", ", "", {"title.en: the key is missing"}},
      {"title in French", "es = \"Un problema\"", "fr = \"Un\"", {"title.fr: unknown key"}},
      {"empty title", "\"A problem\"", "\"\"", {"title.en: an empty text"}},
      {"summary without English",
       "summary = { en",
       "summary = { es",
       {"summary.en: the key is missing"}},
      {"unknown key",
       "note = \"A note\"",
       "objektive = 1",
       {"objektive: unknown key; did you mean objective?"}},
      {"no base", "base = \"base\"\n", "", {"base: the key is missing"}},
      {"empty base", "\"base\"", "\"\"", {"base: must name the scenario"}},
      {"unknown base", "\"base\"", "\"bass\"", {"base: unknown scenario; did you mean base?"}},
      {"base in another folder",
       "\"base\"",
       "\"../mine.toml\"",
       {"base: only a shipped scenario or a file in the same folder"}},
      {"base without a file",
       "\"base\"",
       "\"nowhere.toml\"",
       {"base: the file folder/nowhere.toml is missing"}},
      {"base with a fault of its own", "\"base\"", "\"broken\"", {"title: the key is missing"}},
      {"base of a number", "\"base\"", "3", {"base: must be the id of a scenario"}},
      {"no from", "from = 2012\n", "", {"from: the key is missing"}},
      {"from in quotes", "from = 2012\n", "from = \"2012\"\n", {"from: must be a whole number"}},
      {"from of 1989", "from = 2012\n", "from = 1989\n", {"from: outside 1990 to 2035"}},
      {"until of 2036", "until = 2018", "until = 2036", {"until: outside 1990 to 2035"}},
      {"until before from",
       "until = 2018",
       "until = 2011",
       {"until: the last year lies before the first, 2012"}},
      {"sources that are none", "[\"A source\"]", "[1]", {"sources: must be a list of texts"}},
      // Budgets.
      {"no donor", "donor = \"national\"\n", "", {"budget[1].donor: the key is missing"}},
      {"unknown donor",
       "\"USA\"\n",
       "\"US\"\n",
       {"budget[2].donor: \"US\" is not a donor; did you mean USA?"}},
      {"amount without unit",
       "\"100 MUSD\"",
       "\"100\"",
       {"budget[1].amount: needs a number, a space and a unit"}},
      {"amount in ha", "\"100 MUSD\"", "\"100 ha\"", {"budget[1].amount: is money"}},
      {"amount as number",
       "\"100 MUSD\"",
       "100",
       {"budget[1].amount: must be money with its unit"}},
      {"amount in euros", "\"100 MUSD\"", "\"100 MEUR\"", {"budget[1].amount: unknown unit"}},
      {"amount of nothing",
       "\"40 MUSD\"",
       "\"0 MUSD\"",
       {"budget[2].amount: there is nothing to spend"}},
      {"negative amount",
       "\"40 MUSD\"",
       "\"-40 MUSD\"",
       {"budget[2].amount: must not be negative"}},
      {"unknown spend",
       "\"up-to\"",
       "\"upto\"",
       {"budget[2].spend: must be one of all, up-to; did you mean up-to?"}},
      {"budget without id",
       "id = \"home\"\n",
       "",
       {"budget[1].id: the key is missing", "lever[1].budget: no budget has the id \"home\"",
        "lever[2].budget: no budget has the id \"home\"",
        "lever[3].budget: no budget has the id \"home\"",
        "string[1].budget: no budget has the id \"home\""}},
      {"id with capitals",
       "id = \"sea\"",
       "id = \"Sea\"",
       {"lever[4].id: an id is made of small letters"}},
      {"id twice",
       "id = \"sea\"",
       "id = \"pull\"",
       {"lever[4].id: stands twice; lever[1] in line 32 has it already"}},
      {"budget without title",
       "title = { en = \"Money at home\" }\n",
       "",
       {"budget[1].title: the key is missing"}},
      {"unknown key of a budget",
       "spend = \"up-to\"",
       "spent = \"up-to\"",
       {"budget[2].spent: unknown key; did you mean spend?",
        "budget[2]: the sum of its levers' historical amounts is less than"}},
      // Strings.
      {"string of an unknown budget",
       "budget = \"home\"\nlevers",
       "budget = \"hom\"\nlevers",
       {"string[1].budget: no budget has the id \"hom\"; did you mean home?"}},
      {"string of an unknown lever",
       "[\"pull\", \"grow\"]",
       "[\"pull\", \"grew\"]",
       {"string[1].levers: no lever has the id \"grew\"; did you mean grow?"}},
      {"string of a lever twice",
       "[\"pull\", \"grow\"]",
       "[\"pull\", \"pull\"]",
       {"string[1].levers: pull stands twice in the list"}},
      {"string without levers",
       "levers = [\"pull\", \"grow\"]",
       "levers = []",
       {"string[1].levers: the list is empty"}},
      {"string without amounts",
       "at_least = \"20 MUSD\"\nat_most_share = 0.9\n",
       "",
       {"string[1]: needs at_least, at_most or both"}},
      {"string with amount and share",
       "at_most_share = 0.9",
       "at_most_share = 0.9\nat_most = \"50 MUSD\"",
       {"string[1].at_most_share: only one of at_most and at_most_share"}},
      {"share above one",
       "at_most_share = 0.9",
       "at_most_share = 90",
       {"string[1].at_most_share: outside 0 to 1"}},
      {"string of another budget's lever",
       "[\"pull\", \"grow\"]",
       "[\"pull\", \"grow\", \"sea\"]",
       {"string[1].levers: is paid from another budget than the string's"}},
      {"two strings on one lever",
       "[[lever]]\nid = \"pull\"",
       "[[string]]\nid = \"second\"\nbudget = \"home\"\nlevers = [\"pull\"]\nat_most = \"9 MUSD\"\n"
       "[[lever]]\nid = \"pull\"",
       {"string[2].levers: is in string strings too"}},
      {"string that cannot be reached",
       "at_least = \"20 MUSD\"",
       "at_least = \"170 MUSD\"",
       {"string[1].at_least: is more than its at_most of 90 MUSD",
        "string[1].at_least: is more than the whole budget home of 100 MUSD"}},
      {"string below history",
       "at_most_share = 0.9",
       "at_most = \"30 MUSD\"",
       {"string[1]: the sum of its levers' historical amounts must lie between 20 MUSD and 30 "
        "MUSD"}},
      // Levers.
      {"no instrument",
       "instrument = \"eradication_manual\"\n",
       "",
       {"lever[1].instrument: the key is missing"}},
      {"unknown instrument",
       "\"eradication_manual\"",
       "\"eradication_manuel\"",
       {"lever[1].instrument: \"eradication_manuel\" is not an instrument; did you mean "
        "eradication_manual?"}},
      {"a level",
       "\"source_interdiction\"",
       "\"precursor_control\"",
       {"lever[3].instrument: precursor_control takes no money: it is given as a level from 0 to "
        "1; a lever of a decision is one of eradication_manual"}},
      {"a count",
       "\"source_interdiction\"",
       "\"captures\"",
       {"lever[3].instrument: captures takes no money"}},
      {"hectares by law",
       "\"alternative_development\"",
       "\"legal_area\"",
       {"lever[2].instrument: legal_area takes no money: it is given as hectares held by law"}},
      {"no place", "place = \"EPAC\"\n", "", {"lever[4].place: the key is missing"}},
      {"unknown place",
       "\"PE-VRAEM\"",
       "\"PE-VRAM\"",
       {"lever[1].place: \"PE-VRAM\" is unknown; eradication_manual acts on a zone or a country; "
        "did you mean PE-VRAEM?"}},
      {"place of another kind",
       "\"EPAC\"",
       "\"PE-VRAEM\"",
       {"lever[4].place: \"PE-VRAEM\" is a zone; interdiction acts on a corridor"}},
      {"a list of places",
       "place = \"PER\"\n",
       "place = [\"PER\", \"BOL\"]\n",
       {"lever[2].place: must be a place in quotes"}},
      {"many places",
       "place = \"PER\"\n",
       "place = \"PE-*\"\n",
       {"lever[2].place: names 15 places, and a lever has one"}},
      {"no dates",
       "from = \"2012-03\"\nto = \"2015-06-30\"\n",
       "",
       {"lever[2].from: the key is missing", "lever[2].to: the key is missing"}},
      {"no such day", "\"2015-06-30\"", "\"2015-06-31\"", {"lever[2].to: not a date"}},
      {"days reversed",
       "\"2015-06-30\"",
       "\"2012-02\"",
       {"lever[2].to: the last day lies before the first, 2012-03-01"}},
      {"before the problem's years",
       "\"2012-03\"",
       "\"2011-03\"",
       {"lever[2].from: outside the problem's years, 2012 to 2018"}},
      {"beyond the problem's years",
       "\"2015-06-30\"",
       "\"2019\"",
       {"lever[2].to: outside the problem's years, 2012 to 2018"}},
      {"lever of an unknown budget",
       "budget = \"abroad\"",
       "budget = \"abrod\"",
       {"lever[4].budget: no budget has the id \"abrod\"; did you mean abroad?; known: home, "
        "abroad"}},
      {"lever without a budget",
       "budget = \"abroad\"\n",
       "",
       {"lever[4].budget: the key is missing"}},
      {"at least more than at most",
       "at_least = \"5 MUSD\"",
       "at_least = \"70 MUSD\"",
       {"lever[1].at_least: is more than its at_most of 60 MUSD"}},
      {"more than the budget",
       "at_most = \"60 MUSD\"",
       "at_most = \"600 MUSD\"",
       {"lever[1].at_most: can never be reached: the budget home has 100 MUSD"}},
      {"levers need more than there is",
       "historical = \"20 MUSD\"",
       "historical = \"20 MUSD\"\nat_least = \"99 MUSD\"",
       {"budget[1].amount: cannot pay for what its levers and strings need at least, 119 MUSD"}},
      {"levers take less than there is",
       "historical = \"20 MUSD\"",
       "historical = \"20 MUSD\"\nat_most = \"5 MUSD\"",
       {"budget[1].spend: cannot be spent: its levers and strings take at most 95 MUSD of 100 "
        "MUSD; raise a limit"}},
      {"history below the budget",
       "historical = \"50 MUSD\"",
       "historical = \"40 MUSD\"",
       {"budget[1]: the sum of its levers' historical amounts is less than its amount of 100 "
        "MUSD"}},
      {"history beyond a bound",
       "historical = \"30 MUSD\"",
       "historical = \"3 MUSD\"",
       {"budget[1]: the sum of its levers' historical amounts is less than",
        "lever[1].historical: the historical amount must lie between 5 MUSD and 60 MUSD"}},
      {"no history",
       "historical = \"20 MUSD\"\n",
       "",
       {"budget[1]: the sum of its levers' historical amounts is less than"}},
      {"beyond the instrument",
       "\"100 MUSD\"",
       "\"90 BUSD\"",
       {"lever[2].at_most: alternative_development is limited to 5000 MUSD a year",
        "lever[3].at_most: source_interdiction is limited to 5000 MUSD a year",
        "budget[1]: the sum of its levers' historical amounts"}},
      {"the same lever",
       "[[lever]]\nid = \"sea\"",
       "[[lever]]\nid = \"sea-again\"\ninstrument = \"interdiction\"\nplace = \"EPAC\"\n"
       "from = \"2012\"\nto = \"2018\"\nbudget = \"abroad\"\ntitle = { en = \"x\" }\n"
       "[[lever]]\nid = \"sea\"",
       {"lever[5]: does what lever[4] does"}},
      {"levers that part within a month",
       "[[lever]]\nid = \"sea\"",
       "[[lever]]\nid = \"later\"\ninstrument = \"state_presence\"\nplace = \"PE-VRAEM\"\n"
       "from = \"2013-05-20\"\nto = \"2018\"\nbudget = \"abroad\"\ntitle = { en = \"x\" }\n"
       "[[lever]]\nid = \"sooner\"\ninstrument = \"state_presence\"\nplace = \"PER\"\n"
       "from = \"2012\"\nto = \"2013-05-10\"\nbudget = \"abroad\"\ntitle = { en = \"x\" }\n"
       "[[lever]]\nid = \"sea\"",
       {"lever[4].from: begins in the month in which the levers of state_presence in PER end, "
        "2013-05-10"}},
      {"unknown key of a lever",
       "at_most = \"60 MUSD\"",
       "at_mots = \"60 MUSD\"",
       {"lever[1].at_mots: unknown key; did you mean at_most?"}},
      // Objectives and limits.
      {"no outcome", "outcome = \"homicides\"\n", "", {"objective[2].outcome: the key is missing"}},
      {"unknown outcome",
       "\"coca_area\"",
       "\"coca_aera\"",
       {"objective[1].outcome: \"coca_aera\" is not an outcome; did you mean coca_area?"}},
      {"unknown place of an outcome",
       "\"CO-NAR\"",
       "\"CO-NARR\"",
       {"objective[1].places: \"CO-NARR\" is no zone or country, by which coca_area is counted; "
        "did you mean CO-NAR?"}},
      {"place of another outcome",
       "places = \"PER\"\n",
       "places = \"EPAC\"\n",
       {"objective[2].places: \"EPAC\" is no hub, by which homicides is counted"}},
      {"places that overlap",
       "\"CO-NAR\"",
       "\"PE-VRAEM\"",
       {"objective[1].places: the places overlap at PE-VRAEM"}},
      {"all and more", "\"CO-NAR\"", "\"all\"", {"objective[1].places: \"all\" stands alone"}},
      {"sum of a stock",
       "outcome = \"coca_area\"",
       "outcome = \"coca_area\"\nstatistic = \"sum\"",
       {"objective[1].statistic: coca_area is a level at the end of a month"}},
      {"unknown statistic",
       "statistic = \"mean\"",
       "statistic = \"median\"",
       {"objective[2].statistic: must be one of sum, mean, last"}},
      {"prices that are added",
       "\"seized_source\"",
       "\"leaf_price\"",
       {"objective[3].outcome: leaf_price is in USD/kg and does not add up over 3 places"}},
      {"window with days",
       "from = \"2014\"",
       "from = \"2014-03-02\"",
       {"objective[1].from: outcomes count by whole months"}},
      {"window outside",
       "from = \"2014\"",
       "from = \"2019\"",
       {"objective[1].from: outside the problem's years, 2012 to 2018"}},
      {"window reversed",
       "to = \"2017-12\"",
       "from = \"2015\"\nto = \"2014\"",
       {"objective[2].to: the last month, 2014-12, lies before the first, 2015-01"}},
      {"window without December",
       "to = \"2017-12\"",
       "from = \"2012-02\"\nto = \"2012-11\"",
       {"objective[2].to: homicides is booked in December, and there is none from 2012-02 to "
        "2012-11"}},
      {"window before all levers",
       "from = 2012\n",
       "from = 2010\n",
       {"objective[4].to: ends before the first lever begins, in 2012-01"}},
      {"no direction",
       "direction = \"maximise\"\n",
       "",
       {"objective[3].direction: seized_source is information"}},
      {"unknown direction",
       "direction = \"maximise\"",
       "direction = \"maximize\"",
       {"objective[3].direction: must be one of minimise, maximise; did you mean maximise?"}},
      {"unknown attitude",
       "\"satisficing\"",
       "\"satisfising\"",
       {"objective[3].attitude: must be one of mean, cvar, regret, satisficing; did you mean "
        "satisficing?"}},
      {"cvar without level", "level = 0.2\n", "", {"objective[2].level: the key is missing"}},
      {"cvar of nothing",
       "level = 0.2",
       "level = 0",
       {"objective[2].level: the worst share of the members must be more than 0"}},
      {"level in per cent", "level = 0.2", "level = 20", {"objective[2].level: outside 0 to 1"}},
      {"level without use",
       "threshold = 1000",
       "threshold = 1000\nlevel = 0.5",
       {"objective[3].level: has no meaning with attitude \"satisficing\""}},
      {"no threshold", "threshold = 1000\n", "", {"objective[3].threshold: the key is missing"}},
      {"threshold without use",
       "level = 0.2",
       "level = 0.2\nthreshold = 3",
       {"objective[2].threshold: has no meaning with attitude \"cvar\""}},
      {"the same objective",
       "[[limit]]\nid = \"prisons\"",
       "[[objective]]\nid = \"again\"\noutcome = \"coca_area\"\n"
       "places = [\"BOL\", \"CO-NAR\", \"PER\"]\nfrom = \"2014\"\ntitle = { en = \"x\" }\n"
       "[[limit]]\nid = \"prisons\"",
       {"objective[4]: says the same as objective[1]"}},
      {"limit without number",
       "at_most_of_historical = 1.05\n",
       "",
       {"limit[1]: needs one of at_most"}},
      {"limit of two numbers",
       "at_most = 3e6",
       "at_most = 3e6\nat_least = 1",
       {"limit[2]: only one of at_most"}},
      {"limit in quotes",
       "at_most = 3e6",
       "at_most = \"3e6 kg\"",
       {"limit[2].at_most: must be a number"}},
      {"negative multiple",
       "at_most_of_historical = 1.05",
       "at_most_of_historical = -1",
       {"limit[1].at_most_of_historical: outside 0 to 1000"}},
      {"probability in per cent",
       "probability = 0.8",
       "probability = 80",
       {"limit[1].probability: outside 0 to 1"}},
      {"probability of nothing",
       "probability = 0.8",
       "probability = 0",
       {"limit[1].probability: a limit that need never hold is none"}},
      {"limit with an attitude",
       "probability = 0.8",
       "attitude = \"cvar\"",
       {"limit[1].attitude: unknown key"}},
      // Agencies and search.
      {"unknown rule",
       "\"adaptive\"",
       "\"adaptative\"",
       {"agency[1].crops: must be one of proportional, adaptive, randomised, optimising; did you "
        "mean adaptive?"}},
      {"agency without rules",
       "crops = \"adaptive\"\ncorridors = \"optimising\"\n",
       "",
       {"agency[1]: needs a rule: crops, corridors or both"}},
      {"crops cannot be replayed",
       "crops = \"adaptive\"",
       "crops = \"replay\"",
       {"agency[1].crops: must be one of"}},
      {"the same agency",
       "[search]",
       "[[agency]]\nid = \"b\"\ncrops = \"adaptive\"\ncorridors = \"optimising\"\n[search]",
       {"agency[2]: has the rules of agency[1]"}},
      {"unknown method",
       "\"nsga2\"",
       "\"nsga3\"",
       {"search.method: must be one of nsga2, moead, cmaes, sade; did you mean nsga2?"}},
      {"method for one objective",
       "\"nsga2\"",
       "\"cmaes\"",
       {"objective: cmaes looks for one objective and the file has 3"}},
      {"population of 18",
       "population = 16",
       "population = 18",
       {"search.population: nsga2 needs a multiple of 4, such as 20"}},
      {"population of 4",
       "population = 16",
       "population = 4",
       {"search.population: outside 8 to 1000"}},
      {"no generations",
       "generations = 5",
       "generations = 0",
       {"search.generations: outside 1 to 10000"}},
      {"members that are none",
       "members = 24",
       "members = 24.5",
       {"search.members: must be a whole number"}},
      {"negative seed", "seed = 7", "seed = -7", {"search.seed: outside 0 to"}},
      {"unknown key of the search",
       "members = 24",
       "member = 24",
       {"search.member: unknown key; did you mean members?"}},
      {"search as a list", "[search]", "[[search]]", {"search: must be a table"}},
  };
  return cases;
}

/// Lines of the table that a path such as "lever[2].place" is about; of the whole file for others.
std::pair<int, int> table_lines(const std::string& text, const std::string& path) {
  const int all = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  const auto bracket = path.find('[');
  if (bracket == std::string::npos) return {1, all};
  const std::string header = "[[" + path.substr(0, bracket) + "]]";
  auto at = text.find(header);
  for (int k = std::stoi(path.substr(bracket + 1)); k > 1; --k) at = text.find(header, at + 1);
  if (at == std::string::npos) return {0, 0};
  const auto line = [&](std::size_t end) {
    return 1 + static_cast<int>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
  };
  const auto next = text.find("\n[", at);
  return {line(at), next == std::string::npos ? all : line(next)};
}

TEST(ProblemFaults, EveryFaultOfABadProblem) {
  EXPECT_GE(bad_cases().size(), 60u);
  for (const auto& bad : bad_cases()) {
    SCOPED_TRACE(bad.name);
    auto text = replaced(good_text, bad.what, bad.with);
    if (std::string(bad.name) == "window before all levers")
      text = replaced(text, "[[limit]]\nid = \"prisons\"",
                      "[[objective]]\nid = \"early\"\noutcome = \"delivered\"\nto = \"2011\"\n"
                      "title = { en = \"x\" }\n[[limit]]\nid = \"prisons\"");
    Faults faults;
    EXPECT_FALSE(read(text, faults));
    EXPECT_EQ(faults.size(), bad.faults.size()) << messages(faults);
    auto left = faults.list();
    for (const auto& wanted : bad.faults) {
      const auto found = std::find_if(left.begin(), left.end(), [&](const Fault& f) {
        return (f.path + ": " + f.message).starts_with(wanted);
      });
      EXPECT_NE(found, left.end()) << wanted << "\nis not among\n" << messages(faults);
      if (found != left.end()) left.erase(found);
    }
    for (const auto& fault : faults.list()) {
      EXPECT_TRUE(is_utf8(to_string(fault)));
      EXPECT_LT(to_string(fault).size(), 2000u);
      if (fault.file == "scenarios/broken.toml") continue;
      EXPECT_EQ(fault.file, "folder/problem.toml");
      const auto [first, last] = table_lines(text, fault.path);
      EXPECT_GE(fault.line, first) << to_string(fault);
      EXPECT_LE(fault.line, last) << to_string(fault);
    }
  }
}

TEST(ProblemFaults, NothingButAHead) {
  Faults faults;
  EXPECT_FALSE(
      read("schema = 1\nname = \"x\"\ntitle = { en = \"x\" }\nbase = \"base\"\n"
           "from = 2012\nuntil = 2013\n",
           faults));
  ASSERT_EQ(faults.size(), 3u) << messages(faults);
  EXPECT_EQ(faults.list()[0].path, "budget");
  EXPECT_EQ(faults.list()[1].path, "lever");
  EXPECT_EQ(faults.list()[2].path, "objective");
}

TEST(ProblemFaults, TextsThatAreNoProblem) {
  for (const std::string& text :
       {std::string(""), std::string("{}"), std::string("schema = 1\nschema = 1\n"),
        std::string("[[lever]\n"), std::string("\xff\xfe"), std::string(2u << 20, '#'),
        std::string("schema = 1\nlever = 3\nbudget = \"x\"\nobjective = [1]\nsearch = 2\n"),
        "schema = 1\ntitle = " + std::string(100, '[')}) {
    Faults faults;
    EXPECT_FALSE(read(text, faults));
    EXPECT_FALSE(faults.empty()) << printable(text);
  }
}

TEST(ProblemFaults, AllFaultsOfOneFileTogetherAndByLine) {
  auto text = good_text;
  for (const auto& [what, with] :
       std::map<std::string, std::string>{{"note = \"A note\"", "nota = 3"},
                                          {"donor = \"USA\"", "donor = \"UAS\""},
                                          {"at_most_share = 0.9", "at_most_share = 9"},
                                          {"place = \"PE-VRAEM\"", "place = \"VRAEM\""},
                                          {"\"source_interdiction\"", "\"armed_pressure\""},
                                          {"\"homicides\"\nplaces", "\"homocides\"\nplaces"},
                                          {"level = 0.2", "level = -1"},
                                          {"at_most = 3e6", "at_most = inf"},
                                          {"crops = \"adaptive\"", "crops = 3"},
                                          {"population = 16", "population = 17"},
                                          {"members = 24", "members = 1"}})
    text = replaced(text, what, with);
  Faults faults;
  EXPECT_FALSE(read(text, faults));
  const std::vector<std::string> wanted{"nota",
                                        "budget[2].donor",
                                        "string[1].at_most_share",
                                        "lever[1].place",
                                        "lever[3].instrument",
                                        "objective[2].outcome",
                                        "objective[2].level",
                                        "limit[2].at_most",
                                        "agency[1].crops",
                                        "search.population",
                                        "search.members"};
  std::vector<std::string> found;
  int line = 0;
  for (const auto& fault : faults.list()) {
    found.push_back(fault.path);
    EXPECT_GE(fault.line, line) << to_string(fault);
    line = fault.line;
  }
  EXPECT_EQ(found, wanted) << messages(faults);
}

TEST(ProblemFaults, FaultsHaveTheirValues) {
  Faults faults;
  EXPECT_FALSE(read(replaced(good_text, "\"100 MUSD\"", "\"100 MUDS\""), faults));
  ASSERT_EQ(faults.size(), 1u) << messages(faults);
  EXPECT_EQ(to_string(faults.list()[0]),
            "folder/problem.toml:14: budget[1].amount: unknown unit; one of ha, count, USD, kUSD, "
            "MUSD, BUSD; did you mean MUSD? (found \"100 MUDS\")");
}

}  // namespace balloon::problem_faults_test
