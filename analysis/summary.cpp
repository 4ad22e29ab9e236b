#include "analysis/summary.hpp"

#include <algorithm>
#include <cmath>

namespace balloon::analysis {

double quantile_of(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto i = static_cast<std::size_t>(at);
  if (i + 1 >= sorted.size()) return sorted.back();
  const double fraction = at - static_cast<double>(i);
  return sorted[i] + fraction * (sorted[i + 1] - sorted[i]);
}

Interval summarise(std::vector<double> values) {
  Interval r;
  r.n = static_cast<int>(values.size());
  if (values.empty()) return r;
  double sum = 0;
  for (const double x : values) sum += x;
  r.mean = sum / r.n;
  double squares = 0;
  for (const double x : values) squares += (x - r.mean) * (x - r.mean);
  if (r.n > 1) r.mean_error = std::sqrt(squares / (r.n - 1) / r.n);
  std::sort(values.begin(), values.end());
  r.median = quantile_of(values, 0.5);
  r.low50 = quantile_of(values, 0.25);
  r.high50 = quantile_of(values, 0.75);
  r.low90 = quantile_of(values, 0.05);
  r.high90 = quantile_of(values, 0.95);
  return r;
}

}  // namespace balloon::analysis
