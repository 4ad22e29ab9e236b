// Deterministic exp, log, pow and friends, from basic arithmetic only.
//
// The C library's transcendental functions differ in the last bit between platforms, and one
// different bit sooner or later flips a draw; these give the same bits under every compiler, lane
// width and instruction set as long as contraction into fused operations is off
// (docs/decisions/0002-own-mathematics.md). Accuracy: exp and log within 2 units in the last place
// of the C library over the ranges stated below (tests/unit/math_test.cpp).
#pragma once

#include <initializer_list>

#include "core/lanes.hpp"

namespace balloon {

/// e^x. Exact at 0; x outside [-708, 709] is treated as the nearest bound, so the result is always
/// a positive normal number. NaN stays NaN.
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> exp(const Lanes<W, Arch>& x0) {
  using L = Lanes<W, Arch>;
  const L x = select(x0 < -708.0, L(-708.0), select(x0 > 709.0, L(709.0), x0));
  // Adding 1.5 * 2^52 rounds to the nearest integer and leaves it in the low mantissa bits.
  const double shifter = 6755399441055744.0;
  const L shifted = x * 1.4426950408889634 + shifter;
  const L n = shifted - shifter;
  // Cody-Waite reduction: ln 2 split so that n * high is exact.
  const L r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  // Degree-12 Taylor polynomial on |r| <= ln(2)/2, that of r^11 shifted to absorb r^13 / 13!, in
  // Estrin's order for instruction parallelism.
  const L r2 = r * r;
  const L r4 = r2 * r2;
  const L p01 = r * 1.0 + 1.0;
  const L p23 = r * 1.6666666666666666e-1 + 0.5;
  const L p45 = r * 8.333333333333333e-3 + 4.1666666666666664e-2;
  const L p67 = r * 1.984126984126984e-4 + 1.388888888888889e-3;
  const L p89 = r * 2.7557319223985893e-6 + 2.48015873015873e-5;
  const L pab = r * 2.5070525560862473e-8 + 2.755731922398589e-7;
  const L pc = L(2.08767569878681e-9);
  const L low = p23 * r2 + p01;
  const L mid = p67 * r2 + p45;
  const L high = (pc * r2 + pab) * r2 + p89;
  const L p = (high * r4 + mid) * r4 + low;
  // Multiply by 2^n through the exponent field.
  L result;
  for (int i = 0; i < L::parts; ++i) {
    using B = typename LaneWords<W, Arch>::Part;
    const B scale = ((B)shifted.part[i] + 1023) << 52;
    result.part[i] = p.part[i] * (typename L::Part)scale;
  }
  return result;
}

/// Natural logarithm of a positive normal number. Callers guard the operand (x > 0, finite);
/// other operands give a meaningless finite number or NaN, never a trap.
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> log(const Lanes<W, Arch>& x) {
  using L = Lanes<W, Arch>;
  L exponent, m;
  for (int i = 0; i < L::parts; ++i) {
    using B = typename LaneWords<W, Arch>::Part;
    const B b = (B)x.part[i];
    // Shift the interval so that the mantissa lies in [sqrt(1/2), sqrt(2)).
    const B shifted = b - 0x3fe6a09e667f3bcdULL;
    // The biased exponent as a double, by placing it in the low bits of 2^52.
    const B biased = (shifted + 0x4000000000000000ULL) >> 52;
    exponent.part[i] =
        (typename L::Part)(biased | 0x4330000000000000ULL) - 4503599627370496.0 - 1024.0;
    m.part[i] = (typename L::Part)((shifted & 0x000fffffffffffffULL) + 0x3fe6a09e667f3bcdULL);
  }
  const L f = m - 1.0;
  const L s = f / (f + 2.0);
  const L z = s * s;
  const L w = z * z;
  // Minimax polynomial of fdlibm's log.
  const L t1 = w * (w * (w * 1.531383769920937332e-01 + 2.222219843214978396e-01) +
                    3.999999999940941908e-01);
  const L t2 = z * (w * (w * (w * 1.479819860511658591e-01 + 1.818357216161805012e-01) +
                         2.857142874366239149e-01) +
                    6.666666666666735130e-01);
  const L poly = t1 + t2;
  const L half = f * f * 0.5;
  return exponent * 6.93147180369123816490e-01 -
         ((half - (s * (half + poly) + exponent * 1.90821492927058770002e-10)) - f);
}

/// base^power for a positive base.
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> pow(const Lanes<W, Arch>& base,
                                           const Lanes<W, Arch>& power) {
  return exp(log(base) * power);
}
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> pow(const Lanes<W, Arch>& base, double power) {
  return exp(log(base) * power);
}

/// 1 / (1 + e^-x).
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> logistic(const Lanes<W, Arch>& x) {
  return 1.0 / (exp(-x) + 1.0);
}

/// 1 - e^-x for x >= 0, without cancellation for small x (relative error below 1e-13).
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> one_minus_exp(const Lanes<W, Arch>& x) {
  const auto series =
      x * (1.0 - x * 0.5 * (1.0 - x * (1.0 / 3) * (1.0 - x * 0.25 * (1.0 - x * 0.2))));
  return select(x < 1e-3, series, 1.0 - exp(-x));
}

/// The argument bounded to [low, high].
template <int W, class Arch>
BALLOON_IN_PLACE inline Lanes<W, Arch> clamp(const Lanes<W, Arch>& x, double low, double high) {
  return min(max(x, low), high);
}

/// Standard normal distribution function, absolute error about 1e-15. Source: West (2005), "Better
/// approximations to cumulative normal functions", Wilmott Magazine, after Hart (1968).
template <int W, class Arch>
inline Lanes<W, Arch> normal_cdf(const Lanes<W, Arch>& z) {
  using L = Lanes<W, Arch>;
  const L x = min(abs(z), 37.0);
  const L bell = exp(x * x * -0.5);
  const L top = (((((x * 3.52624965998911e-02 + 0.700383064443688) * x + 6.37396220353165) * x +
                   33.912866078383) *
                      x +
                  112.079291497871) *
                     x +
                 221.213596169931) *
                    x +
                220.206867912376;
  const L bottom = ((((((x * 8.83883476483184e-02 + 1.75566716318264) * x + 16.064177579207) * x +
                       86.7807322029461) *
                          x +
                      296.564248779674) *
                         x +
                     637.333633378831) *
                        x +
                    793.826512519948) *
                       x +
                   440.413735824752;
  // A continued fraction takes over where the ratio loses accuracy.
  L fraction = x + 0.65;
  for (const double k : {4.0, 3.0, 2.0, 1.0}) fraction = x + k / fraction;
  const L tail =
      select(x < 7.07106781186547, bell * top / bottom, bell / (fraction * 2.506628274631));
  return select(z > 0.0, 1.0 - tail, tail);
}

/// Quantile of the standard normal distribution, relative accuracy about 1e-15.
/// p in (0, 1). Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37(3), PPND16.
template <int W, class Arch>
inline Lanes<W, Arch> normal_quantile(const Lanes<W, Arch>& p) {
  using L = Lanes<W, Arch>;
  const L q = p - 0.5;
  const L r0 = 0.180625 - q * q;
  const L central =
      q *
      (((((((r0 * 2509.0809287301226727 + 33430.575583588128105) * r0 + 67265.770927008700853) *
               r0 +
           45921.953931549871457) *
              r0 +
          13731.693765509461125) *
             r0 +
         1971.5909503065514427) *
            r0 +
        133.14166789178437745) *
           r0 +
       3.387132872796366608) /
      (((((((r0 * 5226.495278852545925 + 28729.085735721942674) * r0 + 39307.89580009271061) * r0 +
           21213.794301586595867) *
              r0 +
          5394.1960214247511077) *
             r0 +
         687.1870074920579083) *
            r0 +
        42.313330701600911252) *
           r0 +
       1.0);
  const auto in_tail = abs(q) > 0.425;
  if (!any(in_tail)) return central;  // leaving early changes no lane
  const L tail_p = max(select(q < 0.0, p, 1.0 - p), 1e-300);
  const L r = sqrt(-log(tail_p));
  const L r1 = r - 1.6;
  const L near_tail = (((((((r1 * 7.7454501427834140764e-4 + 0.0227238449892691845833) * r1 +
                            0.24178072517745061177) *
                               r1 +
                           1.27045825245236838258) *
                              r1 +
                          3.64784832476320460504) *
                             r1 +
                         5.7694972214606914055) *
                            r1 +
                        4.6303378461565452959) *
                           r1 +
                       1.42343711074968357734) /
                      (((((((r1 * 1.05075007164441684324e-9 + 5.475938084995344946e-4) * r1 +
                            0.0151986665636164571966) *
                               r1 +
                           0.14810397642748007459) *
                              r1 +
                          0.68976733498510000455) *
                             r1 +
                         1.6763848301838038494) *
                            r1 +
                        2.05319162663775882187) *
                           r1 +
                       1.0);
  const L close = select(q < 0.0, -near_tail, near_tail);
  if (!any(r > 5.0)) return select(in_tail, close, central);
  const L r2 = r - 5.0;
  const L far_tail = (((((((r2 * 2.01033439929228813265e-7 + 2.71155556874348757815e-5) * r2 +
                           0.0012426609473880784386) *
                              r2 +
                          0.026532189526576123093) *
                             r2 +
                         0.29656057182850489123) *
                            r2 +
                        1.7848265399172913358) *
                           r2 +
                       5.4637849111641143699) *
                          r2 +
                      6.6579046435011037772) /
                     (((((((r2 * 2.04426310338993978564e-15 + 1.4215117583164458887e-7) * r2 +
                           1.8463183175100546818e-5) *
                              r2 +
                          7.868691311456132591e-4) *
                             r2 +
                         0.0148753612908506148525) *
                            r2 +
                        0.13692988092273580531) *
                           r2 +
                       0.59983220655588793769) *
                          r2 +
                      1.0);
  const L tail = select(r <= 5.0, near_tail, far_tail);
  const L signed_tail = select(q < 0.0, -tail, tail);
  return select(in_tail, signed_tail, central);
}

}  // namespace balloon
