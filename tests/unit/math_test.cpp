// exp, log, pow and the normal quantile against the C library's long double, and their exact
// points.
#include "core/math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace balloon {
namespace {

struct MathTestArch;
template <int W>
using MathPack = Lanes<W, MathTestArch>;
using OneNumber = MathPack<1>;

double exp1(double x) { return exp(OneNumber(x)).lane(0); }
double log1(double x) { return log(OneNumber(x)).lane(0); }
double pow1(double x, double y) { return pow(OneNumber(x), y).lane(0); }
double quantile1(double p) { return normal_quantile(OneNumber(p)).lane(0); }

/// The degree of exp's polynomial leaves 1.5 ulps at the ends of its interval besides rounding.
constexpr double exp_ulps = 2.0;

/// Distance of a double from a long double, in units in the last place of the latter as a double.
double ulps(double found, long double exact) {
  const double near = static_cast<double>(exact);
  const double unit = std::nextafter(std::fabs(near), INFINITY) - std::fabs(near);
  return static_cast<double>(std::fabs(static_cast<long double>(found) - exact)) / unit;
}

std::vector<double> spread(double low, double high, int n) {
  std::mt19937_64 generator(7);
  std::uniform_real_distribution<double> u(low, high);
  std::vector<double> x(static_cast<std::size_t>(n));
  for (auto& v : x) v = u(generator);
  x.push_back(low);
  x.push_back(high);
  return x;
}

TEST(MathTest, ExpIsWithinAFewUlps) {
  double worst = 0;
  for (const double scale : {709.0, 40.0, 1.0, 1e-3, 1e-8, 1e-17})
    for (const double x : spread(-std::min(scale, 708.0), scale, 40000))
      worst = std::max(worst, ulps(exp1(x), expl(static_cast<long double>(x))));
  EXPECT_LE(worst, exp_ulps);
  // The ends of the reduction intervals, where |r| is largest.
  for (int n = -1020; n <= 1020; ++n) {
    const double x = (n + 0.5) * 0.6931471805599453;
    for (const double y : {std::nextafter(x, -INFINITY), x, std::nextafter(x, INFINITY)})
      EXPECT_LE(ulps(exp1(y), expl(static_cast<long double>(y))), exp_ulps) << y;
  }
}

TEST(MathTest, ExpHasItsExactAndBoundedPoints) {
  EXPECT_EQ(exp1(0.0), 1.0);
  EXPECT_EQ(exp1(-0.0), 1.0);
  EXPECT_EQ(exp1(5e-324), 1.0);
  EXPECT_EQ(exp1(-1e9), exp1(-708.0));
  EXPECT_EQ(exp1(-INFINITY), exp1(-708.0));
  EXPECT_EQ(exp1(INFINITY), exp1(709.0));
  EXPECT_GT(exp1(-708.0), std::numeric_limits<double>::min());
  EXPECT_TRUE(std::isfinite(exp1(709.0)));
  EXPECT_TRUE(std::isnan(exp1(std::numeric_limits<double>::quiet_NaN())));
}

TEST(MathTest, LogIsWithinTwoUlps) {
  double worst = 0;
  for (const double x : spread(0.5, 2.0, 80000))
    worst = std::max(worst, ulps(log1(x), logl(static_cast<long double>(x))));
  for (const double e : spread(-1021, 1023, 80000)) {
    const double x = std::exp2(e);
    worst = std::max(worst, ulps(log1(x), logl(static_cast<long double>(x))));
  }
  for (const double d : spread(-1e-6, 1e-6, 20000))
    worst = std::max(worst, ulps(log1(1 + d), logl(static_cast<long double>(1 + d))));
  EXPECT_LE(worst, 2.0);
}

TEST(MathTest, LogHasItsExactPoints) {
  EXPECT_EQ(log1(1.0), 0.0);
  EXPECT_FALSE(std::signbit(log1(1.0)));
  // The mantissa's interval ends at sqrt(2): no step there.
  const double root = std::sqrt(2.0);
  for (double x = root * (1 - 4e-16); x < root * (1 + 4e-16); x = std::nextafter(x, 2.0))
    EXPECT_LE(ulps(log1(x), logl(static_cast<long double>(x))), 2.0);
  for (int n = -1022; n <= 1023; ++n)
    EXPECT_LE(ulps(log1(std::ldexp(1.0, n)), n * 0.693147180559945309417232L), 2.0) << n;
}

TEST(MathTest, ExpAndLogNeverFall) {
  // Steps of four ulps: an error below 2 ulps at each end could not hide a fall of the function.
  for (double x = 0.3; x < 0.3 + 4e-12;) {
    const double next = x + 4 * (std::nextafter(x, 1.0) - x);
    EXPECT_LE(log1(x), log1(next));
    x = next;
  }
  double before = exp1(-708.0);
  for (int i = -7079999; i <= 7089999; i += 37) {
    const double now = exp1(i * 1e-4);
    ASSERT_LE(before, now) << i;
    before = now;
  }
  before = log1(1e-300);
  for (double x = 1e-300; x < 1e300; x *= 1.001) {
    const double now = log1(x);
    ASSERT_LE(before, now) << x;
    before = now;
  }
}

TEST(MathTest, PowIsExpOfLog) {
  // The relative error of exp(y) carries the absolute error of y = power * log(base), which is
  // about 1.5 ulps of y, so the bound grows with |y|; 3 ulps of exp itself are added.
  std::mt19937_64 generator(3);
  std::uniform_real_distribution<double> base(-20, 20), power(-14, 14);
  for (int i = 0; i < 100000; ++i) {
    const double b = std::exp(base(generator)), e = power(generator);
    const double found = pow1(b, e);
    const long double exact = powl(static_cast<long double>(b), static_cast<long double>(e));
    const double y = std::fabs(e * std::log(b));
    const double error =
        static_cast<double>(std::fabs(static_cast<long double>(found) / exact - 1));
    ASSERT_LE(error, (3 + 2 * y) * 0x1p-52) << b << "^" << e;
  }
  EXPECT_EQ(pow1(1.0, 12.5), 1.0);
  EXPECT_EQ(pow1(37.0, 0.0), 1.0);
  EXPECT_LE(ulps(pow1(2.0, 0.5), 1.41421356237309504880L), exp_ulps);
  const OneNumber p = pow(OneNumber(3.0), OneNumber(2.0));
  EXPECT_EQ(p.lane(0), pow1(3.0, 2.0));
}

TEST(MathTest, LogisticAndOneMinusExp) {
  for (const double x : spread(-40, 40, 20000)) {
    const long double exact = 1 / (1 + expl(-static_cast<long double>(x)));
    EXPECT_LE(ulps(logistic(OneNumber(x)).lane(0), exact),
              exp_ulps + 2);  // a sum and a division more
  }
  for (double x = 1e-18; x < 700; x *= 1.003) {
    const long double exact = -expm1l(-static_cast<long double>(x));
    const double found = one_minus_exp(OneNumber(x)).lane(0);
    // Above the switch at 1e-3, 1 - exp(-x) loses log2(1/x) bits: ulp(1) / 1e-3 = 2.2e-13.
    EXPECT_LE(static_cast<double>(std::fabs(found / exact - 1)), 3e-13) << x;
  }
  EXPECT_EQ(one_minus_exp(OneNumber(0.0)).lane(0), 0.0);
  EXPECT_EQ(clamp(OneNumber(3.0), -0.5, 0.5).lane(0), 0.5);
  EXPECT_EQ(clamp(OneNumber(-3.0), -0.5, 0.5).lane(0), -0.5);
  EXPECT_EQ(clamp(OneNumber(0.25), -0.5, 0.5).lane(0), 0.25);
}

TEST(MathTest, NormalQuantileHasItsKnownValues) {
  EXPECT_EQ(quantile1(0.5), 0.0);
  const struct {
    double p, z;
  } known[] = {{0.975, 1.959963984540054},  {0.95, 1.644853626951473},  {0.75, 0.6744897501960817},
               {0.999, 3.090232306167813},  {0.1, -1.2815515655446004}, {1e-4, -3.719016485455709},
               {1e-10, -6.361340902404056}, {1e-20, -9.262340089798408}};
  for (const auto& k : known) EXPECT_NEAR(quantile1(k.p), k.z, 1e-13 * std::fabs(k.z) + 1e-15);
}

TEST(MathTest, NormalQuantileInvertsTheDistribution) {
  // dz = (Phi(z) - p) / phi(z), with Phi by the C library's long double erfc.
  const auto error = [](double p) {
    const long double z = quantile1(p);
    const long double phi = expl(-z * z / 2) / 2.50662827463100050242L;
    const long double below = 0.5L * erfcl(-z / 1.41421356237309504880L);
    return static_cast<double>(std::fabs((below - p) / phi)) /
           std::max(1.0, std::fabs(static_cast<double>(z)));
  };
  for (const double p : spread(1e-9, 1 - 1e-9, 20000)) ASSERT_LE(error(p), 1e-12) << p;
  for (double e = -200; e < 0; e += 0.01) ASSERT_LE(error(std::pow(10.0, e) * 0.5), 1e-12) << e;
  for (const double p : {0.074999, 0.075, 0.075001, 0.924999, 0.925001, 1.3887943864964e-11})
    EXPECT_LE(error(p), 1e-12) << p;
  double before = quantile1(0x1p-53);
  for (double p = 1e-6; p < 1; p += 1e-6) {
    const double now = quantile1(p);
    ASSERT_LE(before, now) << p;
    before = now;
  }
  for (const double p : spread(1e-9, 0.5, 2000)) {
    const double q =
        1 - p;  // exact enough: the two arguments are the same number of the grid below 1
    EXPECT_NEAR(quantile1(q), -quantile1(1 - q), 1e-14);
  }
}

/// The functions of width W on the same arguments, against width 1, bit by bit.
template <int W>
void same_bits_as_one_lane() {
  using L = MathPack<W>;
  std::mt19937_64 generator(11);
  std::uniform_real_distribution<double> wide(-60, 60), share(0, 1);
  for (int round = 0; round < 4000; ++round) {
    L x, u, y;
    for (int i = 0; i < W; ++i) {
      x.set(i, wide(generator));
      // Centre, near tail and far tail in the same pack: lanes leave early only together.
      u.set(i, i % 3 == 0 ? share(generator) : i % 3 == 1 ? 0.01 * share(generator) : 1e-13);
      y.set(i, std::exp(wide(generator)));
    }
    const L e = exp(x), l = log(y), p = pow(y, x * 0.05), n = normal_quantile(u),
            o = one_minus_exp(abs(x) * 1e-4), s = logistic(x);
    for (int i = 0; i < W; ++i) {
      const auto same = [&](const L& pack, const OneNumber& one) {
        return std::bit_cast<std::uint64_t>(pack.lane(i)) ==
               std::bit_cast<std::uint64_t>(one.lane(0));
      };
      ASSERT_TRUE(same(e, exp(OneNumber(x.lane(i)))));
      ASSERT_TRUE(same(l, log(OneNumber(y.lane(i)))));
      ASSERT_TRUE(same(p, pow(OneNumber(y.lane(i)), OneNumber(x.lane(i) * 0.05))));
      ASSERT_TRUE(same(n, normal_quantile(OneNumber(u.lane(i)))));
      ASSERT_TRUE(same(o, one_minus_exp(OneNumber(std::fabs(x.lane(i)) * 1e-4))));
      ASSERT_TRUE(same(s, logistic(OneNumber(x.lane(i)))));
    }
  }
}

TEST(MathTest, EveryWidthGivesTheSameBits) {
  same_bits_as_one_lane<2>();
  same_bits_as_one_lane<4>();
  same_bits_as_one_lane<8>();
}

}  // namespace
}  // namespace balloon
