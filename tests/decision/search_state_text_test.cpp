#include "decision/search_state_text.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/hash.hpp"

namespace balloon::decision {
namespace search_state_text_test {

SearchState some_state() {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  SearchState state;
  state.generation = 2;
  state.genes = {{0.1, 1.0 / 3, 1}, {0, -0.0, 5e-324}};
  state.evaluations = {{{1e300, -0.1}, -2.5},
                       {{std::numeric_limits<double>::quiet_NaN(), -infinity}, 0}};
  state.archive = {{{0.1, 1.0 / 3, 1}, {{1e300, -0.1}, -2.5}}};
  state.evaluated = 18446744073709551615U;
  state.hypervolume = {0, 0.1 + 0.2, 0.7};
  state.memory = "22 serialization::archive 18\nhash 1\nmemory 3\n";
  return state;
}

std::string read_error(std::string_view text, std::string_view key = "key") {
  std::string error;
  EXPECT_FALSE(read_search_state(text, key, error)) << text;
  EXPECT_FALSE(error.empty());
  return error;
}

/// With the hash that belongs to it, so that what is wrong lies deeper.
std::string hashed(std::string text) {
  text.resize(text.size() - 22);
  return text + "hash " + hex64(hash_text(text)) + "\n";
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return hashed(text.replace(at, from.size(), to));
}

void expect_same(const std::vector<double>& a, const std::vector<double>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(std::isnan(a[i]), std::isnan(b[i]));
    if (!std::isnan(a[i])) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(a[i]), std::bit_cast<std::uint64_t>(b[i]));
    }
  }
}

TEST(SearchStateTextTest, GivesTheSameBitsBack) {
  const SearchState state = some_state();
  const std::string text = search_state_text(state, "a key of words");
  std::string error;
  const auto back = read_search_state(text, "a key of words", error);
  ASSERT_TRUE(back) << error;
  EXPECT_EQ(back->generation, 2);
  EXPECT_EQ(back->evaluated, state.evaluated);
  EXPECT_EQ(back->memory, state.memory);
  expect_same(back->hypervolume, state.hypervolume);
  ASSERT_EQ(back->genes.size(), 2U);
  ASSERT_EQ(back->evaluations.size(), 2U);
  ASSERT_EQ(back->archive.size(), 1U);
  for (std::size_t i = 0; i < 2; ++i) {
    expect_same(back->genes[i], state.genes[i]);
    expect_same(back->evaluations[i].objectives, state.evaluations[i].objectives);
    expect_same({back->evaluations[i].violation}, {state.evaluations[i].violation});
  }
  expect_same(back->archive[0].genes, state.archive[0].genes);
  expect_same(back->archive[0].evaluation.objectives, state.archive[0].evaluation.objectives);
  EXPECT_EQ(search_state_text(*back, "a key of words"), text);
}

TEST(SearchStateTextTest, AStateThatHasNotBegun) {
  std::string error;
  const auto back = read_search_state(search_state_text({}, ""), "", error);
  ASSERT_TRUE(back) << error;
  EXPECT_TRUE(back->genes.empty());
}

TEST(SearchStateTextTest, ALineAsDocumented) {
  const std::string text = search_state_text(some_state(), "key");
  EXPECT_EQ(text.substr(0, text.find("0.1 ")),
            "balloon-search-state 1 key\ngeneration 2 evaluated 18446744073709551615\n"
            "population 2 genes 3 objectives 2\n");
  EXPECT_NE(text.find("\n0.1 0.3333333333333333 1 1e+300 -0.1 -2.5\n"), std::string::npos);
}

TEST(SearchStateTextTest, AnotherFormatVersionOrKeyIsRefused) {
  const std::string text = search_state_text(some_state(), "key");
  EXPECT_NE(read_error(text, "kez").find("another search"), std::string::npos);
  EXPECT_NE(read_error(text, "").find("another search"), std::string::npos);
  EXPECT_NE(read_error(replaced(text, "state 1", "state 2")).find("version"), std::string::npos);
  EXPECT_NE(read_error("").find("not the state"), std::string::npos);
  EXPECT_NE(read_error("balloon-search-state 1").find("another search"), std::string::npos);
  EXPECT_THROW(search_state_text(some_state(), "two\nlines"), std::invalid_argument);
}

TEST(SearchStateTextTest, EveryCutAndEveryChangedByteIsRefused) {
  const std::string text = search_state_text(some_state(), "key");
  for (std::size_t size = 0; size < text.size(); ++size) read_error(text.substr(0, size));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    read_error(changed);
  }
  read_error(text + "\n");
}

TEST(SearchStateTextTest, MalformedTextWithAHashIsRefused) {
  const std::string text = search_state_text(some_state(), "key");
  const auto malformed = [&](std::string_view from, std::string_view to) {
    EXPECT_NE(read_error(replaced(text, from, to)).find("malformed"), std::string::npos) << to;
  };
  malformed("generation 2 ", "generation 2.5 ");
  malformed("generation 2 ", "generation 99999999999 ");
  malformed("generation 2 ", "generations 2 ");
  malformed("18446744073709551615", "18446744073709551616");
  malformed("population 2 ", "population 3 ");
  malformed("population 2 ", "population 1 ");
  malformed("population 2 ", "population -1 ");
  malformed("population 2 ", "population 99999999999999 ");
  malformed("genes 3 ", "genes 2 ");
  malformed("genes 3 ", "genes 99999999 ");
  malformed("genes 3 ", "genes 18446744073709551615 ");
  malformed("objectives 2\n", "objectives 99999999\n");
  malformed("archive 1\n", "archive 0\n");
  malformed("archive 1\n", "archive 99999999\n");
  malformed("hypervolume 3\n", "hypervolume 4\n");
  malformed("memory 45\n", "memory 44\n");
  malformed("memory 45\n", "memory 99999999\n");
  malformed(" -2.5\n", " -2.5x\n");
  malformed(" -2.5\n", " \n");
  malformed("0.1 0.3", "0.1  0.3");
  malformed("0.1 0.3", "0.1,0.3");
}

TEST(SearchStateTextTest, EveryLineLeftOutIsRefused) {
  const std::string text = search_state_text(some_state(), "key");
  std::size_t from = text.find('\n') + 1;
  while (from < text.size() - 22) {
    const std::size_t to = text.find('\n', from) + 1;
    read_error(hashed(text.substr(0, from) + text.substr(to)));
    from = to;
  }
}

TEST(SearchStateTextTest, PointsOfUnequalLengthAreNotWritten) {
  SearchState state = some_state();
  state.genes[1].pop_back();
  EXPECT_THROW(search_state_text(state, "key"), std::invalid_argument);
  state = some_state();
  state.archive[0].evaluation.objectives.pop_back();
  EXPECT_THROW(search_state_text(state, "key"), std::invalid_argument);
  state = some_state();
  state.evaluations.pop_back();
  EXPECT_THROW(search_state_text(state, "key"), std::invalid_argument);
}

}  // namespace search_state_text_test
}  // namespace balloon::decision
