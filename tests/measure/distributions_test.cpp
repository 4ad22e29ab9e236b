#include "measure/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/support/measure_reference.hpp"

namespace balloon::measure {
namespace distributions_test {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(DistributionsTest, TailsAreThoseOfR) {
  const auto table = test::reference_table("probabilities.csv");
  ASSERT_GT(table.row_count(), 150u);
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    const std::string name(table.cell(r, 0));
    const double x = test::reference_cell(table, r, "x");
    const double df = test::reference_cell(table, r, "df");
    double value = 0;
    if (name == "normal_cdf") value = normal_cdf(x);
    if (name == "normal_quantile") value = normal_quantile(x);
    if (name == "chi_square_tail") value = chi_square_tail(x, df);
    if (name == "student_tail") value = student_tail(x, df);
    test::expect_relative(value, test::reference_cell(table, r, "value"), 1e-12,
                          name + " " + std::to_string(x) + " " + std::to_string(df));
  }
}

TEST(DistributionsTest, ClosedFormsHold) {
  for (const double x : {0.01, 0.5, 1.0, 3.0, 12.0, 90.0}) {
    test::expect_relative(chi_square_tail(x, 2), std::exp(-x / 2), 1e-13);
    test::expect_relative(chi_square_tail(x, 4), std::exp(-x / 2) * (1 + x / 2), 1e-13);
    test::expect_relative(chi_square_tail(x, 1), 2 * normal_cdf(-std::sqrt(x)), 1e-13);
    test::expect_relative(student_tail(x, 1), std::atan(1 / x) / std::numbers::pi, 1e-13);
    test::expect_relative(student_tail(x, infinity), normal_cdf(-x), 0);
    EXPECT_DOUBLE_EQ(student_two_tails(-x, 7), 2 * student_tail(x, 7));
    EXPECT_NEAR(student_tail(x, 7) + student_tail(-x, 7), 1, 1e-15);
    EXPECT_NEAR(normal_quantile(normal_cdf(-x / 10)), -x / 10, 1e-13);
  }
}

TEST(DistributionsTest, ManyDegreesOfFreedomKeepTheirDigits) {
  // By mpmath with 40 digits.
  test::expect_relative(student_tail(1.96, 1e6), 0.0249980337926348933, 1e-13);
  test::expect_relative(student_tail(3.5, 1e6), 0.000232639196840517488, 1e-13);
  test::expect_relative(student_tail(8, 1e6), 6.22753171660125980e-16, 1e-13);
}

TEST(DistributionsTest, EndsAndImpossibleArguments) {
  EXPECT_EQ(chi_square_tail(0, 3), 1);
  EXPECT_EQ(chi_square_tail(-1, 3), 1);
  EXPECT_EQ(chi_square_tail(infinity, 3), 0);
  EXPECT_EQ(student_tail(0, 3), 0.5);
  EXPECT_EQ(normal_quantile(0), -infinity);
  EXPECT_EQ(normal_quantile(1), infinity);
  EXPECT_TRUE(std::isnan(normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(chi_square_tail(std::nan(""), 3)));
  EXPECT_TRUE(std::isnan(student_tail(std::nan(""), 3)));
  EXPECT_THROW(chi_square_tail(1, 0), std::invalid_argument);
  EXPECT_THROW(student_tail(1, -2), std::invalid_argument);
  EXPECT_THROW(student_tail(1, std::nan("")), std::invalid_argument);
}

}  // namespace distributions_test
}  // namespace balloon::measure
