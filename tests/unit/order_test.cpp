// The printed order of a month is the order of month.hpp.
#include "model/order.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace balloon::model {
namespace {

TEST(OrderTest, StepsAreNumberedFromOne) {
  int expected = 1;
  for (const auto& step : month_order) {
    EXPECT_EQ(step.number, expected++);
    EXPECT_STRNE(step.name, "");
    EXPECT_STRNE(step.what, "");
  }
  EXPECT_EQ(expected, 14);
}

TEST(OrderTest, TheMonthRunsTheStepsInThisOrder) {
  std::ifstream in("model/month.hpp");
  if (!in) GTEST_SKIP() << "not run from the repository's root";
  std::stringstream text;
  text << in.rdbuf();
  const std::string source = text.str();
  std::size_t at = source.find("inline L month(");
  ASSERT_NE(at, std::string::npos);
  for (const auto& step : month_order) {
    const std::string mark = std::to_string(step.number) + " " + step.name;
    const auto found = source.find(mark, at);
    EXPECT_NE(found, std::string::npos) << mark << " is missing or out of order";
    if (found != std::string::npos) at = found;
    EXPECT_TRUE(std::ifstream(std::string("model/") + step.file)) << step.file;
  }
}

}  // namespace
}  // namespace balloon::model
