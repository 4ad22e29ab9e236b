// Philox against its authors' vectors; uniforms, streams, Poisson and binomial quantiles.
#include "core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <vector>

namespace balloon {
namespace {

struct RandomTestArch;
template <int W>
using Pack = Lanes<W, RandomTestArch>;
using One = Pack<1>;

struct KnownAnswer {
  std::uint32_t counter[4], key[2], expected[4];
};
// kat_vectors of Random123 (Salmon et al.), philox 4x32 10 rounds.
constexpr KnownAnswer known[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};

template <int W>
void known_answers() {
  using U = LaneWords<W, RandomTestArch>;
  for (const auto& k : known) {
    const PhiloxBlock<U> c{U(k.counter[0]), U(k.counter[1]), U(k.counter[2]), U(k.counter[3])};
    const auto r = philox(c, k.key[0], k.key[1]);
    for (int i = 0; i < W; ++i) {
      EXPECT_EQ(r.x0.lane(i), k.expected[0]);
      EXPECT_EQ(r.x1.lane(i), k.expected[1]);
      EXPECT_EQ(r.x2.lane(i), k.expected[2]);
      EXPECT_EQ(r.x3.lane(i), k.expected[3]);
    }
  }
}

TEST(RandomTest, PhiloxGivesItsAuthorsVectors) {
  for (const auto& k : known) {
    const auto r =
        philox(PhiloxBlock<std::uint64_t>{k.counter[0], k.counter[1], k.counter[2], k.counter[3]},
               k.key[0], k.key[1]);
    EXPECT_EQ(r.x0, k.expected[0]);
    EXPECT_EQ(r.x1, k.expected[1]);
    EXPECT_EQ(r.x2, k.expected[2]);
    EXPECT_EQ(r.x3, k.expected[3]);
  }
  known_answers<1>();
  known_answers<2>();
  known_answers<4>();
  known_answers<8>();
}

UniformPair<One> draw(std::uint64_t seed, std::uint64_t member, Stream s, std::uint32_t place,
                      std::int32_t month) {
  return uniforms(StreamKey<One>{seed, One::WordsType(member)}, s, place, month);
}

TEST(RandomTest, UniformsNeverReachTheirEnds) {
  using U = One::WordsType;
  EXPECT_EQ(uniform_from<One>(U(0), U(0)).lane(0), 0x1p-53);
  EXPECT_EQ(uniform_from<One>(U(0xffffffff), U(0xffffffff)).lane(0), 1 - 0x1p-53);
}

TEST(RandomTest, UniformsHaveTheMomentsOfUniforms) {
  const int n = 200000;
  double sum = 0, squares = 0, product = 0, serial = 0, before = 0.5;
  std::vector<int> bins(64, 0);
  for (int i = 0; i < n; ++i) {
    const auto u =
        draw(2012, static_cast<std::uint64_t>(i / 500), Stream::shipments, 3, i % 500 - 200);
    const double x = u.first.lane(0), y = u.second.lane(0);
    ASSERT_GT(x, 0.0);
    ASSERT_LT(x, 1.0);
    ASSERT_GT(y, 0.0);
    ASSERT_LT(y, 1.0);
    sum += x + y;
    squares += (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5);
    product += (x - 0.5) * (y - 0.5);
    serial += (x - 0.5) * (before - 0.5);
    before = x;
    ++bins[static_cast<std::size_t>(x * 64)];
  }
  // Four standard errors: sd of a uniform is 0.2887, of its square deviation 0.0745, of a product
  // 1/12.
  EXPECT_NEAR(sum / (2 * n), 0.5, 4 * 0.2887 / std::sqrt(2.0 * n));
  EXPECT_NEAR(squares / (2 * n), 1.0 / 12, 4 * 0.0745 / std::sqrt(2.0 * n));
  EXPECT_NEAR(product / n, 0, 4 / 12.0 / std::sqrt(1.0 * n));
  EXPECT_NEAR(serial / n, 0, 4 / 12.0 / std::sqrt(1.0 * n));
  double chi = 0;
  for (const int b : bins) chi += (b - n / 64.0) * (b - n / 64.0) / (n / 64.0);
  EXPECT_LT(chi, 63 + 4 * std::sqrt(2 * 63.0));
  EXPECT_GT(chi, 63 - 4 * std::sqrt(2 * 63.0));
}

TEST(RandomTest, EveryPartOfTheKeyMakesAnotherStream) {
  std::set<double> seen;
  int draws = 0;
  for (const std::uint64_t seed : {1ULL, 2ULL, 1ULL << 32, (1ULL << 32) + 1})
    for (const std::uint64_t member : {0ULL, 1ULL, 7ULL})
      for (const auto s : {Stream::parameter, Stream::supply_shock, Stream::reaction})
        for (const std::uint32_t place : {0u, 1u, 100000u})
          for (const std::int32_t month : {-1000, -1, 0, 1, 551}) {
            const auto u = draw(seed, member, s, place, month);
            seen.insert(u.first.lane(0));
            seen.insert(u.second.lane(0));
            draws += 2;
          }
  EXPECT_EQ(static_cast<int>(seen.size()), draws);
}

TEST(RandomTest, ALaneDrawsWhatItsMemberDrawsAlone) {
  using L = Pack<8>;
  StreamKey<L> key;
  key.seed = 99;
  for (int i = 0; i < 8; ++i) key.member.set(i, static_cast<std::uint64_t>(40 + i));
  const auto u = uniforms(key, Stream::seizures, 5, -3);
  for (int i = 0; i < 8; ++i) {
    const auto alone = draw(99, static_cast<std::uint64_t>(40 + i), Stream::seizures, 5, -3);
    EXPECT_EQ(u.first.lane(i), alone.first.lane(0));
    EXPECT_EQ(u.second.lane(i), alone.second.lane(0));
  }
}

double poisson1(double mean, double u) { return poisson(One(mean), One(u)).lane(0); }
double binomial1(double n, double p, double u) { return binomial(One(n), One(p), One(u)).lane(0); }

/// Whether k is the quantile at u of the distribution with these probabilities of 0, 1, 2 ...; a
/// cumulative within 1e-12 of u may fall on either side.
bool is_quantile(const std::vector<long double>& probability, double u, double k) {
  long double cumulative = 0, before = 0;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(k) && i < probability.size(); ++i) {
    before = cumulative;
    cumulative += probability[i];
  }
  return static_cast<long double>(u) <= cumulative + 1e-12L &&
         static_cast<long double>(u) >= before - 1e-12L;
}

TEST(RandomTest, PoissonIsTheExactQuantileForSmallMeans) {
  std::mt19937_64 generator(5);
  std::uniform_real_distribution<double> u(1e-9, 1 - 1e-9);
  for (double mean : {0.0, 1e-12, 0.01, 0.5, 1.0, 3.7, 8.0, 11.9, 12.0}) {
    std::vector<long double> p{expl(-static_cast<long double>(mean))};
    for (int k = 1; k < 60; ++k) p.push_back(p.back() * static_cast<long double>(mean) / k);
    for (int i = 0; i < 3000; ++i) {
      const double x = u(generator);
      ASSERT_TRUE(is_quantile(p, x, poisson1(mean, x))) << mean << " at " << x;
    }
  }
  EXPECT_EQ(poisson1(0.0, 1 - 0x1p-53), 0.0);
}

TEST(RandomTest, BinomialIsTheExactQuantileForSmallMeans) {
  std::mt19937_64 generator(6);
  std::uniform_real_distribution<double> u(1e-9, 1 - 1e-9);
  for (const double n : {0.0, 1.0, 2.0, 12.0, 30.0, 400.0, 20000.0})
    for (const double share : {0.0, 1e-9, 0.02, 0.3, 0.7, 0.95}) {
      const double mean = std::min(n * share, 12.0);
      const double p = n > 0 ? mean / n : share;
      std::vector<long double> probability;
      const int most = static_cast<int>(std::min(n, 80.0));
      long double term = powl(1 - static_cast<long double>(p), static_cast<long double>(n));
      for (int k = 0; k <= most; ++k) {
        probability.push_back(term);
        term *= static_cast<long double>(n - k) / (k + 1) * p / (1 - static_cast<long double>(p));
      }
      for (int i = 0; i < 1000; ++i) {
        const double x = u(generator);
        const double k = binomial1(n, p, x);
        ASSERT_LE(k, n);
        ASSERT_TRUE(is_quantile(probability, x, k)) << n << " " << p << " at " << x;
      }
    }
}

/// Mean and variance of a quantile function by the midpoint rule, and whether it ever falls.
template <class Quantile>
void moments(const Quantile& q, double mean, double variance, double lattice) {
  const int n = 40000;
  double sum = 0, squares = 0, before = -1;
  for (int i = 0; i < n; ++i) {
    const double k = q((i + 0.5) / n);
    ASSERT_GE(k, before);
    ASSERT_EQ(k, std::floor(k));
    ASSERT_GE(k, 0.0);
    before = k;
    sum += k;
    squares += (k - mean) * (k - mean);
  }
  // Third-order Cornish-Fisher terms: relative O(1 / mean) in the variance, 0.02 in the mean.
  EXPECT_NEAR(sum / n, mean, 0.02 + 1e-3 * std::sqrt(variance));
  EXPECT_NEAR(squares / n, variance + lattice, 0.02 * variance + 0.05);
}

TEST(RandomTest, LargeMeansHaveTheirMomentsAndNeverFallInU) {
  for (const double mean : {0.3, 4.0, 11.99, 12.01, 30.0, 500.0, 1e5})
    moments([&](double u) { return poisson1(mean, u); }, mean, mean, 0);
  for (const double n : {20.0, 100.0, 1e4})
    for (const double p : {0.05, 0.5, 0.9})
      moments([&](double u) { return binomial1(n, p, u); }, n * p, n * p * (1 - p), 0);
}

TEST(RandomTest, DrawsRiseWithTheMeanAndStayWithinTheTrials) {
  std::mt19937_64 generator(8);
  std::uniform_real_distribution<double> u(0, 1);
  for (int i = 0; i < 4000; ++i) {
    const double x = std::max(u(generator), 1e-12);
    const double low = 12 * u(generator), high = low + (12 - low) * u(generator);
    ASSERT_LE(poisson1(low, x), poisson1(high, x));
    const double large = 12.5 + 1000 * u(generator);
    ASSERT_LE(poisson1(large, x), poisson1(large + 50, x));
    const double n = std::floor(300 * u(generator)), p = 0.999999 * u(generator);
    const double k = binomial1(n, p, x);
    ASSERT_GE(k, 0.0);
    ASSERT_LE(k, n);
  }
  EXPECT_EQ(binomial1(7, 0.95, 1 - 0x1p-53), 7.0);
  EXPECT_EQ(binomial1(1e6, 0.5, 0x1p-53) >= 0, true);
}

TEST(RandomTest, LanesDrawCountsAsOneLaneDoes) {
  using L = Pack<8>;
  std::mt19937_64 generator(9);
  std::uniform_real_distribution<double> uniform(0.001, 0.999);
  for (int round = 0; round < 500; ++round) {
    L mean, u, n, p;
    for (int i = 0; i < 8; ++i) {
      mean.set(i, i % 2 == 0 ? 12 * uniform(generator) : 400 * uniform(generator));
      u.set(i, uniform(generator));
      n.set(i, std::floor(1000 * uniform(generator)));
      p.set(i, i % 3 == 0 ? 0.005 : uniform(generator));
    }
    const L k = poisson(mean, u), b = binomial(n, p, u);
    for (int i = 0; i < 8; ++i) {
      ASSERT_EQ(k.lane(i), poisson1(mean.lane(i), u.lane(i)));
      ASSERT_EQ(b.lane(i), binomial1(n.lane(i), p.lane(i), u.lane(i)));
    }
  }
}

}  // namespace
}  // namespace balloon
