#include "analysis/skill.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/draws.hpp"
#include "analysis/summary.hpp"

namespace balloon::analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Numerator and denominator of a ratio, and how many forecasts they add up.
struct Parts {
  double above = 0, below = 0;
  int n = 0;
};
using ByOrigin = std::map<int, Parts>;

/// A ratio of sums over origins, offset + factor * above / below, with its interval.
Estimate ratio(const ByOrigin& by_origin, double offset, double factor,
               const BootstrapOptions& options) {
  std::vector<Parts> origins;
  Estimate r = {nan, nan, nan, 0, static_cast<int>(by_origin.size())};
  Parts all;
  for (const auto& [origin, parts] : by_origin) {
    origins.push_back(parts);
    all.above += parts.above;
    all.below += parts.below;
    r.n += parts.n;
  }
  if (!(all.below > 0)) return r;
  r.value = offset + factor * all.above / all.below;
  const std::size_t count = origins.size();
  const auto block =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::max(options.block, 1)), 1, count);
  std::vector<double> replicates;
  for (int b = 0; b < options.replicates; ++b) {
    KeyedDraws draws(options.seed, DrawPurpose::bootstrap, static_cast<std::uint32_t>(b));
    Parts sum;
    for (std::size_t taken = 0; taken < count;) {
      const auto start = draws.below(count);
      for (std::size_t k = 0; k < block && taken < count; ++k, ++taken) {
        const auto& parts = origins[(start + k) % count];
        sum.above += parts.above;
        sum.below += parts.below;
      }
    }
    if (sum.below > 0) replicates.push_back(offset + factor * sum.above / sum.below);
  }
  if (replicates.empty()) return r;
  std::sort(replicates.begin(), replicates.end());
  r.low = quantile_of(replicates, (1 - options.level) / 2);
  r.high = quantile_of(replicates, (1 + options.level) / 2);
  return r;
}

bool usable(const PairedScore& s) { return std::isfinite(s.model) && std::isfinite(s.reference); }

}  // namespace

Estimate skill(std::span<const PairedScore> scores, const BootstrapOptions& options) {
  ByOrigin sums;
  for (const auto& s : scores) {
    if (!usable(s)) continue;
    auto& parts = sums[s.origin];
    parts.above += s.model;
    parts.below += s.reference;
    ++parts.n;
  }
  return ratio(sums, 1, -1, options);
}

Estimate mean_difference(std::span<const PairedScore> scores, const BootstrapOptions& options) {
  ByOrigin sums;
  for (const auto& s : scores) {
    if (!usable(s)) continue;
    auto& parts = sums[s.origin];
    parts.above += s.model - s.reference;
    parts.below += 1;
    ++parts.n;
  }
  return ratio(sums, 0, 1, options);
}

Estimate coverage(std::span<const Hit> hits, const BootstrapOptions& options) {
  ByOrigin sums;
  for (const auto& h : hits) {
    auto& parts = sums[h.origin];
    parts.above += h.inside ? 1 : 0;
    parts.below += 1;
    ++parts.n;
  }
  return ratio(sums, 0, 1, options);
}

std::vector<int> pit_histogram(std::span<const double> values, int bins) {
  std::vector<int> counts(static_cast<std::size_t>(std::max(bins, 1)), 0);
  for (const double v : values) {
    if (!(v >= 0 && v <= 1)) continue;
    const auto bin = static_cast<std::size_t>(v * static_cast<double>(counts.size()));
    ++counts[std::min(bin, counts.size() - 1)];
  }
  return counts;
}

ChiSquare chi_square(std::span<const int> counts, std::span<const double> probabilities) {
  ChiSquare r;
  double n = 0;
  for (const int c : counts) n += c;
  if (n == 0 || counts.size() < 2) return r;
  r.df = static_cast<int>(counts.size()) - 1;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected =
        n * (probabilities.empty() ? 1 / static_cast<double>(counts.size()) : probabilities[i]);
    r.statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  r.p = upper_gamma(r.df / 2.0, r.statistic / 2);
  return r;
}

double upper_gamma(double a, double x) {
  if (!(a > 0) || !(x >= 0)) return nan;
  if (x == 0) return 1;
  const double front = std::exp(a * std::log(x) - x - std::lgamma(a));
  if (x < a + 1) {
    double term = 1 / a, sum = term;
    for (int k = 1; k < 10000 && term > sum * 1e-16; ++k) {
      term *= x / (a + k);
      sum += term;
    }
    return 1 - front * sum;
  }
  // Lentz's method for 1/(x+1-a- 1(1-a)/(x+3-a- 2(2-a)/(x+5-a- ...))).
  constexpr double tiny = 1e-300;
  double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
  for (int k = 1; k < 10000; ++k) {
    const double an = -k * (k - a);
    b += 2;
    d = an * d + b;
    if (std::abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (std::abs(c) < tiny) c = tiny;
    d = 1 / d;
    const double step = d * c;
    h *= step;
    if (std::abs(step - 1) < 1e-15) break;
  }
  return front * h;
}

}  // namespace balloon::analysis
