#include "measure/distributions.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "core/lanes.hpp"
#include "core/math.hpp"

namespace balloon::measure {

namespace {

struct DistributionsArch;

constexpr double root_two_pi = 2.5066282746310005024;
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr int most_terms = 1000000;

/// log of Gamma(n + 1) over Stirling's formula. Its series holds from 16 on; smaller n climb there
/// (std::lgamma would lose digits for large n, and it writes a global).
double stirling_error(double n) {
  double sum = 0;
  for (; n < 16; ++n) sum += (n + 0.5) * std::log1p(1 / n) - 1;
  const double r = 1 / (n * n);
  return sum + (1.0 / 12 -
                r * (1.0 / 360 -
                     r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * 691 / 360360))))) /
                   n;
}

/// x log(x / m) + m - x without cancellation near x = m (Loader's bd0).
double deviance(double x, double m) {
  if (std::abs(x - m) >= 0.1 * (x + m)) return x * std::log(x / m) + m - x;
  const double v = (x - m) / (x + m);
  double sum = (x - m) * v;
  double power = 2 * x * v;
  for (int j = 1; j < 1000; ++j) {
    power *= v * v;
    const double next = sum + power / (2 * j + 1);
    if (next == sum) break;
    sum = next;
  }
  return sum;
}

/// x^a e^-x / Gamma(a + 1).
double gamma_factor(double a, double x) {
  return std::exp(-stirling_error(a) - deviance(a, x)) / (root_two_pi * std::sqrt(a));
}

/// x^a y^b / (B(a, b) I_x(a, b)) with y = 1 - x, by Lentz's rule; for x below (a + 1) / (a + b +
/// 2). This fraction takes y too, which x has lost where it is near 1 (many degrees of freedom).
double beta_fraction(double a, double b, double x, double y) {
  constexpr double tiny = 1e-300;
  const auto guarded = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  const double excess = a * y - b * x + 1;
  double value = guarded(a * excess / (a + 1));
  double c = value;
  double d = 0;
  for (int m = 1; m < most_terms; ++m) {
    const double before = a + 2 * m - 1;
    const double share = m * (b - m) * x / before;
    const double top = (a + m - 1) * (a + b + m - 1) * x / before * share;
    const double bottom = m + share + (a + m) * (excess + m * (1 + y)) / (before + 2);
    d = 1 / guarded(bottom + top * d);
    c = guarded(bottom + top / c);
    value *= d * c;
    if (std::abs(d * c - 1) <= epsilon) break;
  }
  return value;
}

void must_be_positive(double df) {
  if (!(df > 0)) throw std::invalid_argument("degrees of freedom must be positive");
}

}  // namespace

double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

double normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p == 0 || p == 1) return (p - 0.5) * std::numeric_limits<double>::infinity();
  return balloon::normal_quantile(Lanes<1, DistributionsArch>(p)).lane(0);
}

double chi_square_tail(double x, double df) {
  must_be_positive(df);
  if (std::isnan(x)) return x;
  if (x <= 0) return 1;
  if (std::isinf(x)) return 0;
  const double a = df / 2;
  const double h = x / 2;
  if (h < a + 1) {
    double term = 1;
    double sum = 1;
    for (int n = 1; n < most_terms && term > sum * epsilon / 4; ++n) {
      term *= h / (a + n);
      sum += term;
    }
    return 1 - gamma_factor(a, h) * sum;
  }
  // The fraction h + 1 - a - 1 (1 - a) / (h + 3 - a - ...), again by Lentz; nothing in it vanishes.
  double below = h + 1 - a;
  double c = std::numeric_limits<double>::infinity();
  double d = 1 / below;
  double value = d;
  for (int n = 1; n < most_terms; ++n) {
    const double top = -n * (n - a);
    below += 2;
    d = 1 / (top * d + below);
    c = below + top / c;
    value *= d * c;
    if (std::abs(d * c - 1) <= epsilon) break;
  }
  return a * gamma_factor(a, h) * value;
}

double student_tail(double t, double df) {
  must_be_positive(df);
  if (std::isnan(t)) return t;
  if (std::isinf(df)) return normal_cdf(-t);
  const double ratio = t * t / df;
  const double a = df / 2;
  // The density at t by Loader's saddle point expansion.
  const double peak = stirling_error(a + 0.5) - stirling_error(a) - deviance(a, a + 0.5);
  const double density = std::exp(peak - (a + 0.5) * std::log1p(ratio)) / root_two_pi;
  const double factor = density * std::abs(t);
  const double x = 1 / (1 + ratio);
  const double y = ratio / (1 + ratio);
  double tail = 0;  // P(T > |t|)
  if (x < (a + 1) / (a + 2.5))
    tail = factor / beta_fraction(a, 0.5, x, y) / 2;
  else
    tail = 0.5 - factor / beta_fraction(0.5, a, y, x) / 2;
  return t < 0 ? 1 - tail : tail;
}

double student_two_tails(double t, double df) { return 2 * student_tail(std::abs(t), df); }

}  // namespace balloon::measure
