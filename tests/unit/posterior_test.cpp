// The posterior: members by weights, its files, and runs from it.
#include "analysis/posterior.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/draw_source.hpp"
#include "io/posterior_build.hpp"
#include "io/posterior_file.hpp"
#include "model/unknowns.hpp"
#include "tests/support/posteriors.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using analysis::Posterior;
using analysis::PosteriorParts;
using test::names;
using test::parts_of;
using test::weights;

/// A source of files held as texts.
FileSource texts(std::map<std::string, std::string> files) {
  auto held = std::make_shared<std::map<std::string, std::string>>(std::move(files));
  return [held](std::string_view path) -> std::optional<std::string_view> {
    const auto found = held->find(std::string(path));
    if (found == held->end()) return std::nullopt;
    return found->second;
  };
}
FileSource texts(const PosteriorText& t) {
  return texts({{posterior_draws_path, t.draws}, {posterior_json_path, t.json}});
}
/// The same with another draws.csv and its hash.
FileSource with_draws(PosteriorText t, const std::string& draws) {
  auto j = nlohmann::json::parse(t.json);
  j["hash"] = hex64(hash_text(draws));
  return texts({{posterior_draws_path, draws}, {posterior_json_path, j.dump()}});
}
FileSource with_json(const PosteriorText& t, const char* key, const nlohmann::json& value) {
  auto j = nlohmann::json::parse(t.json);
  j[key] = value;
  return texts({{posterior_draws_path, t.draws}, {posterior_json_path, j.dump()}});
}
std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}
/// The first fault as text; "" where all is well.
std::string posterior_fault(const FileSource& files, const model::World& world) {
  Faults faults;
  std::vector<std::string> notes;
  const auto read = read_posterior(files, world, faults, notes);
  EXPECT_EQ(read == nullptr, !faults.empty());
  return faults.empty() ? "" : to_string(faults.list().front());
}
TEST(PosteriorPlan, FollowsTheWeightsAtEveryLength) {
  const Posterior p(parts_of(test::small_world(), 1992, 3));
  double sum = 0;
  for (const double w : p.weights()) sum += w;
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(p.weights()[5], 0.04 / 1.04, 1e-12) << "the floor";
  EXPECT_NEAR(p.weights()[0], 0.5 / 1.04, 1e-12);
  std::vector<int> count(6, 0);
  for (int i = 0; i < 130000; ++i) {  // over the end of the plan's period
    ++count[static_cast<std::size_t>(p.structure(static_cast<std::uint64_t>(i)))];
    for (std::size_t s = 0; s < 6; ++s)
      ASSERT_LT(std::fabs(count[s] - p.weights()[s] * (i + 1)), 4) << i << " " << s;
  }
}

TEST(PosteriorPlan, EqualWeightsTakeTheStructuresInTurn) {
  auto parts = parts_of(test::small_world(), 1992, 3);
  parts.weights.assign(6, 1.0 / 6);
  const Posterior p(std::move(parts));
  for (std::uint64_t i = 0; i < 600; ++i) ASSERT_EQ(p.structure(i), model::structure_of(i));
}

TEST(PosteriorPlan, AStructuresMembersTakeItsDrawsInTurn) {
  const Posterior p(parts_of(test::small_world(), 1992, 3));
  std::map<int, std::size_t> uses;
  for (std::uint64_t i = 0; i < 70000; ++i) {
    const int s = p.structure(i);
    const auto draw = p.draw_of(i);
    ASSERT_EQ(p.parts().draws[draw].structure, s);
    ASSERT_EQ(draw, static_cast<std::size_t>(s) * 3 + uses[s]++ % 3) << i;
    ASSERT_EQ(p.unknowns(i).unknowns, p.parts().draws[draw].scores.data());
  }
  EXPECT_EQ(p.unknowns(0).last_year, 1992);
}

TEST(PosteriorPlan, StructuresWithoutDrawsAreLeftOut) {
  auto parts = parts_of(test::small_world(), 1992, 2);
  parts.draws.resize(4);  // structures 0 and 1
  const Posterior p(parts);
  for (std::uint64_t i = 0; i < 100; ++i) ASSERT_LT(p.structure(i), 2);
  parts.draws.clear();
  EXPECT_THROW(Posterior{parts}, std::invalid_argument);
}

TEST(PosteriorFile, ComesBackAsItWasWritten) {
  const auto world = test::small_world();
  auto parts = parts_of(world, 1995, 2);
  const auto original = parts.draws;
  const auto text = posterior_text(world, parts);
  Faults faults;
  std::vector<std::string> notes;
  const auto read = read_posterior(texts(text), world, faults, notes);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_NE(read, nullptr);
  EXPECT_TRUE(notes.empty());
  EXPECT_EQ(read->parts().hash, parts.hash);
  EXPECT_EQ(read->parts().weights, weights);
  EXPECT_EQ(read->origin(), 1995);
  EXPECT_EQ(read->parts().settings, "members 3");
  ASSERT_EQ(read->parts().draws.size(), original.size());
  for (std::size_t i = 0; i < original.size(); ++i) {
    EXPECT_EQ(read->parts().draws[i].scores, parts.draws[i].scores);
    for (std::size_t k = 0; k < original[i].scores.size(); ++k)
      ASSERT_NEAR(read->parts().draws[i].scores[k], original[i].scores[k], 0.000501);
  }
  auto again = read->parts();
  EXPECT_EQ(posterior_text(world, again).draws, text.draws);
}

TEST(PosteriorFile, NamesFollowTheLayout) {
  const auto world = test::small_world();
  const auto names = unknown_names(world, 1995);
  const model::UnknownLayout at(world);
  ASSERT_EQ(names.size(), static_cast<std::size_t>(at.size(1995)));
  const auto name = [&](int i) { return names[static_cast<std::size_t>(i)]; };
  EXPECT_EQ(name(0), std::string("parameter:") + model::parameters[0].name);
  EXPECT_EQ(name(at.start_area(model::bol)), "start_area:BOL");
  EXPECT_EQ(name(at.start_price(model::per)), "start_price_base:PER");
  EXPECT_EQ(name(at.start_price(model::hub_count + model::col)), "start_price_cocaine:COL");
  EXPECT_EQ(name(at.start_share(2)), "start_share:P1");
  EXPECT_EQ(name(at.start_split(6)), "start_split:L1");
  EXPECT_EQ(name(at.supply_zone(1993, 1)), "supply:C2:1993");
  EXPECT_EQ(name(at.supply_hub(1994, model::per)), "supply_hub:PER:1994");
  EXPECT_EQ(name(at.demand(1995, 1)), "demand:SOUTH:1995");
}

TEST(PosteriorFile, ColumnsAreFoundByNameAndALackingParameterIsItsPriorsMiddle) {
  auto world = test::small_world();
  auto parts = parts_of(world, 1991, 1);
  const auto text = posterior_text(world, parts);
  // The same places in another order.
  std::swap(world.markets[0], world.markets[1]);
  Faults faults;
  std::vector<std::string> notes;
  const auto read = read_posterior(texts(text), world, faults, notes);
  ASSERT_NE(read, nullptr);
  const model::UnknownLayout at(world);
  EXPECT_EQ(read->parts().draws[3].scores[static_cast<std::size_t>(at.demand(1991, 0))],
            parts.draws[3].scores[static_cast<std::size_t>(at.demand(1991, 1))]);
  // Without the first parameter.
  std::string fewer;
  std::size_t begin = 0;
  while (begin < text.draws.size()) {
    const auto end = text.draws.find('\n', begin);
    auto line = text.draws.substr(begin, end - begin);
    const auto second = line.find(',', line.find(',') + 1);
    line.erase(second, line.find(',', second + 1) - second);
    fewer += line + "\n";
    begin = end + 1;
  }
  const auto old = read_posterior(with_draws(text, fewer), test::small_world(), faults, notes);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->parts().draws[0].scores[0], 0);
  EXPECT_EQ(old->parts().draws[0].scores[1], parts.draws[0].scores[1]);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_TRUE(names(notes[0], model::parameters[0].name)) << notes[0];
}

TEST(PosteriorFile, AnAddedPlaceTakesTheMiddleOfItsPriors) {
  auto world = test::small_world();
  auto parts = parts_of(world, 1991, 1);
  const auto text = posterior_text(world, parts);
  const model::UnknownLayout before(world);
  for (const auto& [list, id] : {std::pair{0, "C9"}, {1, "MOON"}, {2, "TUNNEL"}}) {
    if (list == 0) world.zones.insert(world.zones.begin(), world.zones.front());
    if (list == 1) world.markets.push_back(world.markets.front());
    if (list == 2) world.corridors.push_back(world.corridors.front());
    (list == 0   ? world.zones.front().id
     : list == 1 ? world.markets.back().id
                 : world.corridors.back().id) = id;
  }
  Faults faults;
  std::vector<std::string> notes;
  const auto read = read_posterior(texts(text), world, faults, notes);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_NE(read, nullptr);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_TRUE(names(notes[0], "knows nothing of C9, MOON, TUNNEL")) << notes[0];
  const model::UnknownLayout at(world);
  const auto& draw = read->parts().draws[2].scores;
  const auto score = [&](int where) { return draw[static_cast<std::size_t>(where)]; };
  const auto was = [&](int where) {
    return parts.draws[2].scores[static_cast<std::size_t>(where)];
  };
  for (const int where : {at.start_share(0), at.start_split(0), at.supply_zone(1991, 0),
                          at.demand(1990, at.markets - 1), at.corridor(1991, at.corridors - 1)})
    EXPECT_EQ(score(where), 0);
  EXPECT_EQ(score(at.start_share(1)), was(before.start_share(0)));
  EXPECT_EQ(score(at.supply_zone(1991, 3)), was(before.supply_zone(1991, 2)));
  EXPECT_EQ(score(at.corridor(1991, 0)), was(before.corridor(1991, 0)));
}

TEST(PosteriorFile, ListsWhatIsWrong) {
  const auto world = test::small_world();
  auto parts = parts_of(world, 1991, 1);
  parts.draws[0].scores[0] = 0.5;
  const auto t = posterior_text(world, parts);
  EXPECT_EQ(posterior_fault(texts(t), world), "");
  const auto draws = [&](const std::string& what, const std::string& by) {
    return posterior_fault(with_draws(t, replaced(t.draws, what, by)), world);
  };
  EXPECT_TRUE(names(draws("supply:C1:1990", "supply:C9:1990"), "is no unknown"));
  EXPECT_TRUE(names(draws("supply:C1:1990", "supply:C2:1990"), "stands twice"));
  EXPECT_TRUE(names(draws("\n0,0,", "\n0,0,x"), "whole number"));
  EXPECT_TRUE(names(draws("\n0,0,500,", "\n0,0,-8001,"), "beyond 8"));
  EXPECT_TRUE(names(draws("\n0,0,", "\n0,0,1,"), "unknowns where"));
  EXPECT_TRUE(names(draws("\n1,1,", "\n1,6,"), "from 0 to 5"));
  EXPECT_TRUE(names(draws("\n1,1,", "\n7,1,"), "counted from 0"));
  EXPECT_TRUE(names(draws("draw,structure", "structure,draw"), "first two columns"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "hash", "0123"), world), "another hash"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "origin", 1985), world), "origin"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "origin", 2035), world), "origin"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "origin", 1992), world), "is missing"));
  EXPECT_TRUE(
      names(posterior_fault(with_json(t, "weights", {1, 1, 0, 0, 0, 0}), world), "add to 1"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "weights", {1, 0}), world), "6 numbers"));
  EXPECT_TRUE(
      names(posterior_fault(with_json(t, "weights", {2, -1, 0, 0, 0, 0}), world), "negative"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "format", "x"), world), "format"));
  EXPECT_TRUE(names(posterior_fault(with_json(t, "settings", 3), world), "settings"));
  EXPECT_TRUE(
      names(posterior_fault(texts({{posterior_draws_path, t.draws}}), world), "is missing"));
  EXPECT_TRUE(names(
      posterior_fault(texts({{posterior_draws_path, t.draws}, {posterior_json_path, "{"}}), world),
      "JSON"));
  parts.draws[0].scores[0] = 9;
  EXPECT_THROW(posterior_text(world, parts), std::invalid_argument);
}

TEST(PosteriorFile, ReadsHowForecastsCameOut) {
  const auto read = [](const std::string& text, Faults& faults) {
    return read_posterior_check(texts({{posterior_check_path, text}}), faults);
  };
  Faults faults;
  EXPECT_FALSE(read_posterior_check(texts(std::map<std::string, std::string>{}), faults));
  const auto c = read(R"({"skill":{"value":0.1,"low":-0.1,"high":0.2},"pools":{"area_un":0.4},)"
                      R"("failures":[{"en":"one","es":"uno"},{"en":"two","es":"dos"}]})",
                      faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_TRUE(c && c->skill && c->pools.count("area_un"));
  EXPECT_EQ(c->skill->low, -0.1);
  EXPECT_FALSE(c->coverage80);
  ASSERT_EQ(c->failures.size(), 2u);
  EXPECT_EQ(c->failures[1].es, "dos");
  EXPECT_FALSE(read(R"({"skill":{"value":1},"failures":[1],"pools":{"area_un":"x"}})", faults));
  EXPECT_EQ(faults.size(), 3u);
}

/// What ships, where something ships: the build may have no posterior.
TEST(PosteriorFile, TheShippedOneIsSound) {
  if (!has_posterior(embedded_files())) return;
  Faults faults;
  const auto draws = choose_draws("posterior", test::shipped_world(), embedded_files(),
                                  std::string(embedded::data_hash()), faults);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  ASSERT_NE(draws.posterior, nullptr);
  for (const auto& note : draws.notes) std::cerr << "note: " << note << "\n";
}

TEST(PosteriorBuild, SaysWhatIsWrong) {
  CalibrationRequest request;
  request.origins = {2023};
  request.structures = {0, 1};
  request.folder = "/no/such/folder";
  Faults faults;
  EXPECT_FALSE(posterior_parts(request, 12, {}, false, faults));
  EXPECT_EQ(faults.size(), 2u);
  Faults weighed;
  EXPECT_FALSE(posterior_parts(request, 12, {0.5, 0.2, 0.4, 0, 0, 0}, false, weighed));
  EXPECT_EQ(weighed.size(), 4u) << "sum, structure 2, two files";
}

/// The first page of the project tells the skill of the posterior that ships, not of one before it.
TEST(PosteriorFile, TheFirstPageTellsTheSkillOfTheShippedOne) {
  Faults faults;
  const auto check = read_posterior_check(embedded_files(), faults);
  if (!check) return;
  std::ifstream file("README.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const auto& figure : {check->skill, check->skill_after_2008}) {
    ASSERT_TRUE(figure);
    const auto text =
        fmt::format("{:+.2f} [{:+.2f}, {:+.2f}]", figure->value, figure->low, figure->high);
    EXPECT_NE(page.find(text), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace balloon
