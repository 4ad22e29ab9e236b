// Tables of the checks of the method: figures, verdict, and JSON that parses.
#include "io/method_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace balloon {
namespace {

TEST(MethodText, SimulationSaysWhatItFoundAndWhetherItPassed) {
  inference::SimulationCheck check;
  check.replicates = 100;
  inference::RankedQuantity good{"x", {10, 10, 10, 10, 10, 10, 10, 10, 10, 10}, 1, 0, 1.02, 0.4};
  check.quantities = {good, good};
  check.quantities[1].name = "area/COL";
  check.quantities[1].shrinkage = std::numeric_limits<double>::quiet_NaN();
  const auto text = simulation_markdown(check);
  EXPECT_NE(text.find("| x | 10 10 10 10 10 10 10 10 10 10 | 1.000 | 0.00 | 1.02 | 0.40 |"),
            std::string::npos);
  EXPECT_NE(text.find(" Passed."), std::string::npos);
  check.quantities[0].sd_z = 1.3;
  EXPECT_NE(simulation_markdown(check).find("Not passed."), std::string::npos);
  check.quantities[0].sd_z = 1;
  check.quantities[1].p = 0.004;  // 0.008 after Bonferroni's correction
  EXPECT_NE(simulation_markdown(check).find("Not passed."), std::string::npos);
  const auto json = nlohmann::json::parse(simulation_json(check));
  EXPECT_FALSE(json["passed"].get<bool>());
  EXPECT_EQ(json["quantities"].size(), 2U);
  EXPECT_FALSE(json["quantities"][1].contains("variance_left"));
}

TEST(MethodText, MethodsSayWhatTheyFoundAndWhetherTheyAgree) {
  inference::MethodComparison c;
  c.data = "Synthetic";
  c.rows = {{"x", 1.0, 0.5, 1.01, 0.01, 1.1, 0.55}};
  const auto text = methods_markdown({c});
  EXPECT_NE(text.find("| x | 1.00 | 0.50 | 1.010 | 1.10 | 0.55 | 0.20 | 1.10 |"),
            std::string::npos);
  EXPECT_NE(text.find(" Passed."), std::string::npos);
  c.rows[0].r_hat = 1.2;
  const auto json = nlohmann::json::parse(methods_json({c}));
  EXPECT_FALSE(json["comparisons"][0]["passed"].get<bool>());
}

}  // namespace
}  // namespace balloon
