// Scenarios that must be refused: the files of tests/bad_input, and absurd ones made by rule. Each
// gives at least one message; none crashes or hangs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/csv.hpp"
#include "io/scenario.hpp"
#include "io/scenario_document.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

/// Loads a text and returns its messages; the load must fail with messages that are not empty.
std::string messages_of(const std::string& text, const std::string& file = "made.toml") {
  static const ScenarioSource source = embedded_scenarios(true);
  Faults faults;
  const auto scenario = load_scenario_text(file, text, test::shipped_world(), source, faults);
  EXPECT_FALSE(scenario) << printable(text, 400);
  EXPECT_FALSE(faults.empty()) << printable(text, 400);
  std::string all;
  for (const auto& fault : faults.list()) {
    EXPECT_FALSE(fault.message.empty());
    EXPECT_TRUE(is_utf8(to_string(fault)));
    EXPECT_LT(to_string(fault).size(), 2000u);
    all += to_string(fault) + "\n";
  }
  return all;
}

std::vector<std::filesystem::path> bad_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/bad_input")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

TEST(BadInput, EveryFileIsRefused) {
  const auto files = bad_files();
  EXPECT_GE(files.size(), 60u);
  for (const auto& path : files) {
    SCOPED_TRACE(path.string());
    const auto text = messages_of(file_text(path), path.generic_string());
    EXPECT_NE(text.find("tests/bad_input/"), std::string::npos) << "names a file\n" << text;
  }
}

/// A file and what its messages must hold.
struct Expected {
  const char* file;
  const char* part;
};

TEST(BadInput, MessagesNameLinePathValueAndRemedy) {
  const Expected expected[] = {
      {"unknown-top-key", ":4: targets: unknown key; did you mean target? (found an array)"},
      {"unknown-lever-key", ":11: lever[1].qantity: unknown key; did you mean quantity?"},
      {"unknown-hold-key", "hold[1].yeer: unknown key; did you mean year?"},
      {"extends-unknown", ":4: extends: unknown scenario; did you mean humala-2012?"},
      {"extends-self", "the scenario extends itself"},
      {"extends-pair-a", "extends itself, directly or through others"},
      {"extends-other-folder", "a file in the same folder"},
      {"against-unknown", "did you mean humala-reference?"},
      {"schema-two", ":1: schema: unknown schema version; this program reads schema = 1 (found 2)"},
      {"instrument-unknown", "did you mean eradication_manual?"},
      {"place-unknown", ":7: lever[1].place: \"PE-HUALLAGUA\" is unknown"},
      {"place-unknown", "did you mean PE-HUALLAGA?"},
      {"place-of-other-kind", "\"PER\" is a hub; interdiction acts on a corridor"},
      {"date-reversed", "lever[1].to: the last day lies before the first, 2013-01-01"},
      {"date-of-1985", "the model runs from 1990-01-01 to 2035-12-31"},
      {"quantity-negative", ":10: lever[1].quantity: must not be negative (found \"-500 ha\")"},
      {"quantity-comma", "without thousands marks"},
      {"quantity-in-dollars", "eradication_manual is counted in ha; for money write money"},
      {"quantity-too-large", "is limited to 200000 ha a year (found 5000000 ha)"},
      {"level-nan", "lever[1].level: must be a finite number"},
      {"levels-sum-above-one", "reaches 1.4 level in 2012-01; the limit is 1"},
      {"yearly-sum-too-large", "in 2012-09; the limit is 200000"},
      {"overlap-same-place", "lever[2].place: overlaps with lever[1]"},
      {"hold-own-year", "must lie outside the dates that it fills"},
      {"unclosed-string", ":4: not valid TOML"},
      {"nested-70-deep", ":4: nested more than 64 deep"},
      {"long-string", "note: the text has 10001 bytes; at most 10,000"},
      {"fault-in-two-places", "lever[2].from: not a date"},
  };
  for (const auto& [file, part] : expected) {
    const std::string path = std::string("tests/bad_input/") + file + ".toml";
    const auto text = messages_of(file_text(path), path);
    EXPECT_NE(text.find(part), std::string::npos) << file << " has no \"" << part << "\":\n"
                                                  << text;
  }
}

const std::string scenario_head = "schema = 1\nname = \"made\"\ntitle = { en = \"x\" }\n";

/// Keys of a lever, to be spoiled one at a time.
struct Lever {
  std::vector<std::pair<std::string, std::string>> keys;

  Lever with(const std::string& key, const std::string& value) const {
    Lever copy = *this;
    copy.keys.erase(std::remove_if(copy.keys.begin(), copy.keys.end(),
                                   [&](const auto& k) { return k.first == key; }),
                    copy.keys.end());
    if (!value.empty()) copy.keys.emplace_back(key, value);
    return copy;
  }
  std::string text() const {
    std::string out = scenario_head + "[[lever]]\n";
    for (const auto& [key, value] : keys) out += key + " = " + value + "\n";
    return out;
  }
};

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

/// A lever of an instrument that is right.
Lever good_lever(const model::InstrumentRecord& record) {
  std::string place;
  switch (record.place) {
    case model::PlaceKind::zone:
      place = "PE-HUALLAGA";
      break;
    case model::PlaceKind::hub:
      place = "PER";
      break;
    case model::PlaceKind::link:
      place = "PER-COL";
      break;
    case model::PlaceKind::corridor:
      place = test::shipped_world().corridors[0].id;
      break;
    case model::PlaceKind::market:
      place = test::shipped_world().markets[0].id;
      break;
    case model::PlaceKind::group:
      place = test::shipped_world().groups[0].id;
      break;
  }
  const std::string unit = record.unit;
  Lever lever{{{"instrument", in_quotes(record.name)},
               {"place", in_quotes(place)},
               {"from", in_quotes("2012-01-01")},
               {"to", in_quotes("2012-12-31")}}};
  return unit == "level" ? lever.with("level", "0.5")
                         : lever.with("quantity", in_quotes("10 " + unit));
}

/// Ways to spoil a right lever, each absurd for every instrument.
std::vector<Lever> spoiled(const Lever& good, const model::InstrumentRecord& record) {
  const std::string unit = record.unit;
  const bool level = unit == "level";
  const std::string value = level ? "level" : "quantity";
  std::vector<Lever> all;
  for (const char* key : {"instrument", "place", "from", "to"}) {
    all.push_back(good.with(key, ""));
    all.push_back(good.with(key, "17"));
    all.push_back(good.with(key, "\"\""));
    all.push_back(good.with(key, "[]"));
    all.push_back(good.with(key, "{ a = 1 }"));
    all.push_back(good.with(key, "\"Atlantis\""));
  }
  for (const char* text : {"\"1989-12-31\"", "\"2036-01-01\"", "\"2012-02-30\"", "\"9999999999\"",
                           "12:00:00", "\"2013-01-01\""})
    all.push_back(good.with("from", text));
  const std::vector<std::string> bad_levels{"-0.1",    "1.1",  "nan",   "inf",  "-inf",
                                            "\"0.5\"", "true", "[0.5]", "1e300"};
  const std::vector<std::string> bad_quantities{"\"-1 ha\"",      "10",          "\"10\"",
                                                "\"1e30 ha\"",    "\"nan USD\"", "\"inf USD\"",
                                                "\"10 parsecs\"", "\"ten ha\"",  "\"1e12 BUSD\""};
  for (const auto& text : level ? bad_levels : bad_quantities)
    all.push_back(good.with(value, text));
  all.push_back(good.with(value, ""));
  all.push_back(good.with("scale", "2.0"));
  all.push_back(good.with("mode", "\"explode\""));
  all.push_back(good.with("per", "\"fortnight\""));
  all.push_back(good.with("donor", "{ USA = 2.0 }"));
  all.push_back(good.with("donor", "\"Mars\""));
  all.push_back(good.with("split", "\"fairly\""));
  all.push_back(good.with("ramp", "\"linear\""));
  all.push_back(good.with("start", "nan"));
  all.push_back(good.with("colour", "\"green\""));
  return all;
}

// With BALLOON_MADE_SCENARIOS set to a folder, the made texts are left there: tools/check_cli.sh
// gives every one of them to the program.
TEST(BadInput, MadeScenariosAreRefused) {
  std::size_t made = 0;
  const char* const folder = std::getenv("BALLOON_MADE_SCENARIOS");
  static const ScenarioSource source = embedded_scenarios(false);
  for (const auto& record : model::instruments) {
    const Lever good = good_lever(record);
    Faults none;
    EXPECT_TRUE(load_scenario_text("good.toml", good.text(), test::shipped_world(), source, none))
        << record.name;
    for (const auto& bad : spoiled(good, record)) {
      messages_of(bad.text());
      ++made;
      if (folder)
        std::ofstream(std::filesystem::path(folder) / ("made-" + std::to_string(made) + ".toml"),
                      std::ios::binary)
            << bad.text();
      if (HasFailure()) return;
    }
  }
  EXPECT_GE(made, 300u);
}

TEST(BadInput, LargeAndDeepTextsAreRefusedAtOnce) {
  EXPECT_NE(messages_of(std::string(10u << 20, '[')).find("too large"), std::string::npos);
  EXPECT_NE(messages_of(scenario_head + "x = " + std::string(900000, '[')).find("nested"),
            std::string::npos);
  EXPECT_NE(messages_of(scenario_head + "x = " + std::string(900000, '{')).find("nested"),
            std::string::npos);
  std::string dots = scenario_head;
  for (int k = 0; k < 400000; ++k) dots += "a.";
  EXPECT_NE(messages_of(dots + "a = 1\n").find("nested"), std::string::npos);
  std::string quoted_dots = scenario_head + "[";
  for (int k = 0; k < 100000; ++k) quoted_dots += "\"a\".";
  EXPECT_NE(messages_of(quoted_dots + "a]\n").find("nested"), std::string::npos);
  messages_of(std::string(max_scenario_bytes + 1, '\n'));
  messages_of(scenario_head + "name = \"" + std::string(500000, 'y') + "\"\n");
  messages_of(scenario_head + std::string(500000, 'k') + " = 1\n");
}

TEST(BadInput, TooManyLeversAreRefused) {
  std::string many = scenario_head + "lever = [\n";
  for (std::size_t k = 0; k <= max_scenario_steps; ++k) many += "{},\n";
  EXPECT_NE(messages_of(many + "]\n").find("2,000"), std::string::npos);
}

TEST(BadInput, BytesThatAreNoText) {
  messages_of(scenario_head + "note = \"\xff\xfe\"\n");
  messages_of(scenario_head + std::string("note = \"a\0b\"\n", 13));
  messages_of(std::string("\0\0\0\0", 4));
  messages_of(scenario_head + "note = \"\\u0000\"\n");
}

TEST(BadInput, LettersOutsideStringsAreRefusedAndInsideKept) {
  for (const char* text :
       {"[ni\xc3\xb1o]\n", "[\xc3\xb1]\n", "\xc3\xb1 = 1\n", "x = \xc3\xb1\n", "[ +]\n", "[a. +]\n",
        "x = { + = 1 }\n", "\xe2\x80\xa8", "x = 1\xc3\xa9\n"})
    EXPECT_NE(messages_of(scenario_head + text).find("not valid TOML"), std::string::npos) << text;
  Faults faults;
  const auto kept = parse_scenario("es.toml",
                                   "schema = 1\nname = \"es\"\ntitle = { en = \"x\" "
                                   "}\n[summary]\nen = \"\"\"a \\\n  \xc3\xb1\"\"\"\n",
                                   faults);
  ASSERT_TRUE(kept && faults.empty());
  EXPECT_EQ(kept->summary.at("en"), "a \xc3\xb1");
}

/// splitmix64: the same changes on every machine.
std::uint64_t next(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

TEST(BadInput, ScrambledScenariosNeverCrash) {
  static const ScenarioSource source = embedded_scenarios(false);
  std::vector<std::string> seeds;
  for (const char* id : {"humala-2012", "pnis", "demand-first", "no-plan-colombia"})
    seeds.emplace_back(*source.files(std::string("scenarios/") + id + ".toml"));
  const std::string alphabet = "[]{}=\".,-+#\n\\'0123456789eEnaif \xc3\x28";
  std::uint64_t state = 2013;
  int refused = 0;
  for (int k = 0; k < 2000; ++k) {
    std::string text = seeds[next(state) % seeds.size()];
    for (std::uint64_t n = 1 + next(state) % 6; n > 0; --n) {
      const std::size_t at = next(state) % text.size();
      switch (next(state) % 4) {
        case 0:
          text[at] = alphabet[next(state) % alphabet.size()];
          break;
        case 1:
          text.erase(at, 1 + next(state) % 30);
          break;
        case 2:
          text.insert(at, 1, alphabet[next(state) % alphabet.size()]);
          break;
        default:
          text.insert(at, text.substr(next(state) % text.size(), next(state) % 200));
          break;
      }
      if (text.empty()) text = "x";
    }
    Faults faults;
    const auto scenario = parse_scenario("scrambled.toml", text, faults);
    if (!faults.empty()) ++refused;
    if (!scenario) {
      EXPECT_FALSE(faults.empty()) << text;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace balloon
