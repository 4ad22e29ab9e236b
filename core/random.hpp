// Counter-based random streams keyed by (seed, member, place, mechanism, month).
//
// A draw depends on its key alone, never on call order, thread or lane, so two policies share their
// random numbers and an added zone leaves the others' numbers as they were
// (docs/decisions/0003-streams.md). Generator: Philox4x32-10, Salmon et al. (2011), "Parallel
// random numbers: as easy as 1, 2, 3", SC11; checked against the authors' known-answer vectors in
// tests/unit/random_test.cpp.
#pragma once

#include <cstdint>

#if defined(__AVX2__)
#include <immintrin.h>  // a 32 x 32 -> 64 bit product in one instruction
#endif

#include "core/lanes.hpp"
#include "core/math.hpp"

namespace balloon {

/// What a stream is for. Values are stable: a retired mechanism keeps its number.
enum class Stream : std::uint32_t {
  parameter = 1,
  zone_share = 2,
  country_area = 3,
  supply_shock = 4,
  shipments = 5,
  seizures = 6,
  sensor_un = 7,
  sensor_us = 8,
  sensor_us_bias = 9,
  reported_seizures = 10,
  enforcement_split = 11,
  organisations = 12,
  reaction = 13,
  start_price = 14,
  demand_drift = 15,
  observation_error = 16,
  corridor_drift = 17,
};

/// Four 32-bit words of one Philox4x32-10 block, lane by lane. Scalars and packs share this code.
template <class U>
struct PhiloxBlock {
  U x0, x1, x2, x3;
};

namespace detail {

inline std::uint64_t low32(std::uint64_t x) { return x & 0xffffffffULL; }
template <int W, class Arch>
inline LaneWords<W, Arch> low32(const LaneWords<W, Arch>& x) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) r.part[i] = x.part[i] & 0xffffffffULL;
  return r;
}
inline std::uint64_t high32(std::uint64_t x) { return x >> 32; }
template <int W, class Arch>
inline LaneWords<W, Arch> high32(const LaneWords<W, Arch>& x) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) r.part[i] = x.part[i] >> 32;
  return r;
}
/// Product of two numbers below 2^32.
inline std::uint64_t times(std::uint64_t x, std::uint64_t m) { return x * m; }
template <int W, class Arch>
inline LaneWords<W, Arch> times(const LaneWords<W, Arch>& x, std::uint64_t m) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) {
#if defined(__AVX2__)
    if constexpr (detail::part_width<W> == 4) {
      r.part[i] = (typename LaneWords<W, Arch>::Part)_mm256_mul_epu32(
          (__m256i)x.part[i], _mm256_set1_epi64x(static_cast<long long>(m)));
      continue;
    }
#endif
    r.part[i] = x.part[i] * m;
  }
  return r;
}
inline std::uint64_t exclusive_or(std::uint64_t a, std::uint64_t b) { return a ^ b; }
template <int W, class Arch>
inline LaneWords<W, Arch> exclusive_or(const LaneWords<W, Arch>& a, const LaneWords<W, Arch>& b) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) r.part[i] = a.part[i] ^ b.part[i];
  return r;
}
template <int W, class Arch>
inline LaneWords<W, Arch> exclusive_or(const LaneWords<W, Arch>& a, std::uint64_t b) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) r.part[i] = a.part[i] ^ b;
  return r;
}

}  // namespace detail

/// Philox4x32 with ten rounds. Counter words and results use the low 32 bits of each 64-bit word.
template <class U>
inline PhiloxBlock<U> philox(PhiloxBlock<U> c, std::uint32_t key0, std::uint32_t key1) {
  using namespace detail;
  std::uint64_t k0 = key0, k1 = key1;
  for (int round = 0; round < 10; ++round) {
    const U a = times(c.x0, 0xD2511F53ULL);
    const U b = times(c.x2, 0xCD9E8D57ULL);
    const U y0 = exclusive_or(exclusive_or(high32(b), c.x1), k0);
    const U y2 = exclusive_or(exclusive_or(high32(a), c.x3), k1);
    c = {y0, low32(b), y2, low32(a)};
    k0 = (k0 + 0x9E3779B9ULL) & 0xffffffffULL;
    k1 = (k1 + 0xBB67AE85ULL) & 0xffffffffULL;
  }
  return c;
}

/// The key that all streams of one member block share.
template <class L>
struct StreamKey {
  std::uint64_t seed = 0;
  typename L::WordsType member;  ///< global member number of each lane
};

/// Two independent uniforms on (0, 1), 52 bits each, from one block.
template <class L>
struct UniformPair {
  L first, second;
};

template <class L>
inline L uniform_from(const typename L::WordsType& high, const typename L::WordsType& low) {
  L r;
  for (int i = 0; i < L::parts; ++i) {
    using B = typename L::WordsType::Part;
    // 20 bits of one word above 32 of the other make 52 mantissa bits of a number in [1, 2).
    const B mantissa = ((high.part[i] >> 12) << 32) | low.part[i];
    const B one_to_two = mantissa | 0x3ff0000000000000ULL;
    r.part[i] = (typename L::Part)one_to_two - (1.0 - 0x1p-53);
  }
  return r;
}

/// Uniforms of the stream (seed, member, place, mechanism, month).
/// place: a zone's, corridor's or other record's stable stream number, below 2^20.
/// month: calendar month index, negative during burn-in.
template <class L>
inline UniformPair<L> uniforms(const StreamKey<L>& key, Stream mechanism, std::uint32_t place,
                               std::int32_t month) {
  using U = typename L::WordsType;
  PhiloxBlock<U> counter;
  counter.x0 = key.member;
  counter.x1 = U(place);
  counter.x2 = U(static_cast<std::uint32_t>(month));
  counter.x3 = U(static_cast<std::uint32_t>(mechanism));
  const auto block = philox(counter, static_cast<std::uint32_t>(key.seed),
                            static_cast<std::uint32_t>(key.seed >> 32));
  return {uniform_from<L>(block.x0, block.x1), uniform_from<L>(block.x2, block.x3)};
}

/// Poisson quantile at u by summation where the mean is at most 12, and by the Cornish-Fisher
/// expansion above; monotone in u and in the mean up to the switch. One uniform each, a fixed
/// number of steps, so lanes never diverge and paired runs stay in step.
template <class L>
inline L poisson(const L& mean, const L& u) {
  const auto few = mean <= 12.0;
  const L small_mean = select(few, mean, L(0.0));  // a mean of 0 ends the sum at once
  L term = exp(-small_mean);
  L cumulative = term;
  L count(0.0);
  for (int k = 1; k <= 40; ++k) {
    const auto beyond = u > cumulative;
    count = select(beyond, L(double(k)), count);
    term = term * small_mean * (1.0 / k);
    cumulative = cumulative + term;
    if (!any(beyond)) break;  // the remaining steps cannot change any lane
  }
  if (!any(!few)) return count;
  const L z = normal_quantile(u);
  const L raw = mean + sqrt(max(mean, 0.0)) * z + (z * z - 1.0) * (1.0 / 6);
  const double shifter = 6755399441055744.0;
  const L rounded = max((raw + shifter) - shifter, 0.0);
  return select(few, count, rounded);
}

/// Binomial quantile at u for n trials (a whole number) of probability p in [0, 1): by summation
/// where n * p is at most 12, by a rounded Cornish-Fisher expansion above. Never above n.
template <class L>
inline L binomial(const L& n, const L& p, const L& u) {
  const L mean = n * p;
  const L q = max(1.0 - p, 1e-9);
  const auto small = mean <= 12.0;
  const L p_small = select(small, p, L(0.0));
  const L odds = p_small / max(1.0 - p_small, 1e-9);
  L term = exp(n * log(max(1.0 - p_small, 1e-9)));
  L cumulative = term;
  L count(0.0);
  for (int k = 1; k <= 40; ++k) {
    const auto beyond = u > cumulative;
    count = select(beyond, L(double(k)), count);
    term = term * odds * (n - double(k - 1)) * (1.0 / k);
    term = max(term, 0.0);
    cumulative = cumulative + term;
    if (!any(beyond)) break;
  }
  if (!any(!small)) return min(count, n);
  const L z = normal_quantile(u);
  const L sd = sqrt(max(mean * q, 0.0));
  const L raw = mean + sd * z + (z * z - 1.0) * (q - p) * (1.0 / 6);
  const double shifter = 6755399441055744.0;
  const L rounded = max((raw + shifter) - shifter, 0.0);
  return min(select(small, count, rounded), n);
}

}  // namespace balloon
