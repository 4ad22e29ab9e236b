// Lanes against scalar arithmetic, for every width.
#include "core/lanes.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace balloon {
namespace {

struct LanesTestArch;
template <int W>
using LanePack = Lanes<W, LanesTestArch>;

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

template <class Width>
class LanesTest : public ::testing::Test {
 protected:
  static constexpr int W = Width::value;
  using Numbers = LanePack<W>;

  /// Operands with signed zeros, huge, tiny and subnormal numbers among ordinary ones.
  double number() {
    static constexpr double odd[] = {0.0,     -0.0,   1.0, -1.0,    1e300,
                                     -1e-300, 5e-324, 2.5, 0x1p-53, 4503599627370497.0};
    if (generator_() % 4 == 0) return odd[generator_() % std::size(odd)];
    return std::ldexp(std::uniform_real_distribution<double>(-1, 1)(generator_),
                      static_cast<int>(generator_() % 80) - 40);
  }
  Numbers pack() {
    Numbers x;
    for (int i = 0; i < W; ++i) x.set(i, number());
    return x;
  }

  std::mt19937_64 generator_{20120807};
};

using Widths = ::testing::Types<std::integral_constant<int, 1>, std::integral_constant<int, 2>,
                                std::integral_constant<int, 4>, std::integral_constant<int, 8>>;
TYPED_TEST_SUITE(LanesTest, Widths);

TYPED_TEST(LanesTest, ArithmeticIsScalarArithmeticLaneByLane) {
  using L = typename TestFixture::Numbers;
  for (int round = 0; round < 500; ++round) {
    const L a = this->pack(), b = this->pack();
    const double s = 0.0 + this->number();  // any sign of zero is as good as the other
    L plus = a, minus = a, times = a, over = a;
    plus += b;
    minus -= b;
    times *= b;
    over /= b;
    for (int i = 0; i < L::width; ++i) {
      const double x = a.lane(i), y = b.lane(i);
      EXPECT_EQ(bits((a + b).lane(i)), bits(x + y));
      EXPECT_EQ(bits((a - b).lane(i)), bits(x - y));
      EXPECT_EQ(bits((a * b).lane(i)), bits(x * y));
      if (y != 0) {
        EXPECT_EQ(bits((a / b).lane(i)), bits(x / y));
        EXPECT_EQ(bits(over.lane(i)), bits(x / y));
        EXPECT_EQ(bits((s / b).lane(i)), bits(s / y));
      }
      EXPECT_EQ(bits((a + s).lane(i)), bits(x + s));
      EXPECT_EQ(bits((a - s).lane(i)), bits(x - s));
      EXPECT_EQ(bits((a * s).lane(i)), bits(x * s));
      if (s != 0) {
        EXPECT_EQ(bits((a / s).lane(i)), bits(x / s));
      }
      EXPECT_EQ(bits((s + b).lane(i)), bits(s + y));
      EXPECT_EQ(bits((s - b).lane(i)), bits(s - y));
      EXPECT_EQ(bits((s * b).lane(i)), bits(s * y));
      EXPECT_EQ(bits((-a).lane(i)), bits(-x));
      EXPECT_EQ(bits(plus.lane(i)), bits(x + y));
      EXPECT_EQ(bits(minus.lane(i)), bits(x - y));
      EXPECT_EQ(bits(times.lane(i)), bits(x * y));
      EXPECT_EQ(bits(abs(a).lane(i)), bits(std::fabs(x)));
      EXPECT_EQ(bits(sqrt(abs(a)).lane(i)), bits(std::sqrt(std::fabs(x))));
    }
  }
}

TYPED_TEST(LanesTest, ComparisonsMasksAndSelectsFollowEveryLane) {
  using L = typename TestFixture::Numbers;
  for (int round = 0; round < 500; ++round) {
    const L a = this->pack(), b = round % 3 == 0 ? a : this->pack();
    const double s = 0.0 + this->number();  // any sign of zero is as good as the other
    const auto less = a<b, more = a> b, at_most = a <= b, at_least = a >= b;
    bool one = false, every = true;
    for (int i = 0; i < L::width; ++i) {
      const double x = a.lane(i), y = b.lane(i);
      EXPECT_EQ(less.lane(i), x < y);
      EXPECT_EQ(more.lane(i), x > y);
      EXPECT_EQ(at_most.lane(i), x <= y);
      EXPECT_EQ(at_least.lane(i), x >= y);
      EXPECT_EQ((a < s).lane(i), x < s);
      EXPECT_EQ((a >= s).lane(i), x >= s);
      EXPECT_EQ((less & at_most).lane(i), x < y);
      EXPECT_EQ((less | more).lane(i), x != y);
      EXPECT_EQ((!less).lane(i), !(x < y));
      EXPECT_EQ(bits(select(less, a, b).lane(i)), bits(x < y ? x : y));
      EXPECT_EQ(bits(select(less, s, b).lane(i)), bits(x < y ? s : y));
      EXPECT_EQ(bits(select(less, a, s).lane(i)), bits(x < y ? x : s));
      EXPECT_EQ(bits(select(less, 1.0, s).lane(i)), bits(x < y ? 1.0 : s));
      EXPECT_EQ(bits(min(a, b).lane(i)), bits(x < y ? x : y));
      EXPECT_EQ(bits(max(a, b).lane(i)), bits(x > y ? x : y));
      EXPECT_EQ(bits(min(a, s).lane(i)), bits(x < s ? x : s));
      EXPECT_EQ(bits(max(a, s).lane(i)), bits(x > s ? x : s));
      one = one || x < y;
      every = every && x < y;
    }
    EXPECT_EQ(any(less), one);
    EXPECT_EQ(all(less), every);
  }
}

TYPED_TEST(LanesTest, NotANumberComparesFalseAndLeavesTheSecondOperand) {
  using L = typename TestFixture::Numbers;
  const L nan(std::numeric_limits<double>::quiet_NaN()), two(2.0);
  EXPECT_FALSE(any(nan < two));
  EXPECT_FALSE(any(nan >= two));
  EXPECT_TRUE(all(!(nan <= two)));
  for (int i = 0; i < L::width; ++i) {
    EXPECT_EQ(min(nan, two).lane(i), 2.0);
    EXPECT_EQ(max(nan, 2.0).lane(i), 2.0);
    EXPECT_TRUE(std::isnan(max(two, nan).lane(i)));
  }
}

TYPED_TEST(LanesTest, BroadcastSetAndBitPatterns) {
  using L = typename TestFixture::Numbers;
  const L seven(7.0);
  for (int i = 0; i < L::width; ++i) EXPECT_EQ(seven.lane(i), 7.0);
  L steps(0.0);
  for (int i = 0; i < L::width; ++i) steps.set(i, i + 0.5);
  const auto words = bits_of(steps);
  const L back = from_bits(words);
  for (int i = 0; i < L::width; ++i) {
    EXPECT_EQ(steps.lane(i), i + 0.5);
    EXPECT_EQ(words.lane(i), bits(i + 0.5));
    EXPECT_EQ(back.lane(i), i + 0.5);
  }
  typename L::WordsType w(3);
  w.set(L::width - 1, ~std::uint64_t{0});
  EXPECT_EQ(w.lane(L::width - 1), ~std::uint64_t{0});
  if (L::width > 1) {
    EXPECT_EQ(w.lane(0), 3u);
  }
  const typename L::MaskType yes(true), no(false);
  EXPECT_TRUE(all(yes));
  EXPECT_FALSE(any(no));
}

}  // namespace
}  // namespace balloon
