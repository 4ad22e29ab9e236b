#include "core/fault.hpp"

#include <gtest/gtest.h>

namespace balloon {
namespace {

TEST(FaultTest, TextHasFileLinePathMessageAndValue) {
  EXPECT_EQ(to_string(Fault{"a.toml", 7, "levers[2].quantity", "-5 ha", "must not be negative"}),
            "a.toml:7: levers[2].quantity: must not be negative (found -5 ha)");
}

TEST(FaultTest, WhatIsUnknownIsLeftOut) {
  EXPECT_EQ(to_string(Fault{"a.toml", 0, "", "", "is empty"}), "a.toml: is empty");
  EXPECT_EQ(to_string(Fault{"", 0, "target", "", "is unknown"}), "target: is unknown");
  EXPECT_EQ(to_string(Fault{"", 3, "", "x", "bad"}), ":3: bad (found x)");
}

TEST(FaultTest, AllAreKeptInTheirOrder) {
  Faults faults;
  EXPECT_TRUE(faults.empty());
  faults.add({"f", 1, "", "", "first"});
  faults.add({"f", 2, "", "", "second"});
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_FALSE(faults.empty());
  EXPECT_EQ(faults.list()[0].message, "first");
  EXPECT_EQ(faults.list()[1].line, 2);
}

TEST(FaultTest, NearestForgivesAFewLetters) {
  const std::vector<std::string> words = {"eradication_manual", "eradication_aerial", "treatment",
                                          "captures"};
  EXPECT_EQ(nearest("eradication_manuel", words), "eradication_manual");
  EXPECT_EQ(nearest("eradicaton_arial", words), "eradication_aerial");
  EXPECT_EQ(nearest("captrues", words), "captures");
  EXPECT_EQ(nearest("treatment", words), "treatment");
}

TEST(FaultTest, NearestIsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearest("zzzzzz", {"captures", "treatment"}), "");
  EXPECT_EQ(nearest("captures", {}), "");
  EXPECT_EQ(nearest(std::string(100000, 'x'), {"captures"}), "");
}

TEST(FaultTest, NearestTakesTheFirstOfEquals) { EXPECT_EQ(nearest("bax", {"bar", "baz"}), "bar"); }

}  // namespace
}  // namespace balloon
