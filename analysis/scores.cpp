#include "analysis/scores.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/math.hpp"

namespace balloon::analysis {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double half_log_two_pi = 0.91893853320467274178;

bool usable(double weight) { return std::isfinite(weight) && weight >= 0; }

struct ScoresArch {};
double normal_at(double p) { return normal_quantile(Lanes<1, ScoresArch>(p)).lane(0); }

}  // namespace

Sample::Sample(std::span<const double> values, std::span<const double> weights) {
  assert(weights.empty() || weights.size() == values.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = weights.empty() ? 1 : weights[i];
    if (!std::isfinite(values[i]) || !usable(w)) {
      ++dropped_;
    } else if (w > 0) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  double sum = 0;
  for (const auto i : order) {
    values_.push_back(values[i]);
    weights_.push_back(weights.empty() ? 1 : weights[i]);
    sum += weights_.back();
  }
  for (double& w : weights_) w /= sum;
}

double Sample::mean() const {
  if (empty()) return nan;
  return std::inner_product(values_.begin(), values_.end(), weights_.begin(), 0.0);
}

double Sample::deviation() const {
  if (empty()) return nan;
  const double middle = mean();
  double sum = 0;
  for (std::size_t i = 0; i < size(); ++i)
    sum += weights_[i] * (values_[i] - middle) * (values_[i] - middle);
  return std::sqrt(sum);
}

double Sample::effective_size() const {
  double squares = 0;
  for (const double w : weights_) squares += w * w;
  return squares > 0 ? 1 / squares : 0;
}

Sample linear_pool(std::span<const Sample> samples, std::span<const double> weights) {
  assert(samples.size() == weights.size());
  std::vector<double> values, all;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    for (std::size_t i = 0; i < samples[s].size(); ++i) {
      values.push_back(samples[s].values()[i]);
      all.push_back(samples[s].weights()[i] * weights[s]);
    }
  }
  return Sample(values, all);
}

Sample linear_pool(const Sample& first, const Sample& second, double weight_of_first) {
  const Sample both[] = {first, second};
  const double weights[] = {weight_of_first, 1 - weight_of_first};
  return linear_pool(both, weights);
}

double crps(const Sample& sample, double y) {
  if (sample.empty() || !std::isfinite(y)) return nan;
  const auto& x = sample.values();
  double sum = 0, below = 0;
  if (y < x.front()) sum += x.front() - y;
  if (y > x.back()) sum += y - x.back();
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    below += sample.weights()[i];
    const double cut = std::clamp(y, x[i], x[i + 1]);  // F is `below` from x[i] to x[i + 1]
    sum += below * below * (cut - x[i]) + (1 - below) * (1 - below) * (x[i + 1] - cut);
  }
  return sum;
}

double log_score(const Sample& logs, double log_y) {
  if (logs.empty() || !std::isfinite(log_y)) return nan;
  const double n = logs.effective_size();
  const double deviation = std::max(logs.deviation(), 1e-3);
  const double middle_half = quantile(logs, 0.75) - quantile(logs, 0.25);
  const double spread = middle_half > 0 ? std::min(deviation, middle_half / 1.349) : deviation;
  const double bandwidth = std::max(0.9 * spread * std::pow(n, -0.2), 1e-4);
  double density = 0;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const double z = (log_y - logs.values()[i]) / bandwidth;
    density += logs.weights()[i] * std::exp(-0.5 * z * z - half_log_two_pi) / bandwidth;
  }
  // Student t with 3 degrees of freedom: 2 / (pi sqrt 3 (1 + t^2 / 3)^2).
  const double t = (log_y - quantile(logs, 0.5)) / deviation;
  const double tail = 0.36755259694786136634 / ((1 + t * t / 3) * (1 + t * t / 3)) / deviation;
  return -std::log(0.95 * density + 0.05 * tail);
}

double energy_score(std::span<const double> members, std::span<const double> y,
                    std::span<const double> weights) {
  const std::size_t d = y.size();
  if (d == 0) return nan;
  assert(members.size() % d == 0);
  assert(weights.empty() || weights.size() * d == members.size());
  std::vector<const double*> rows;
  std::vector<double> w;
  for (std::size_t i = 0; i * d < members.size(); ++i) {
    const auto row = members.subspan(i * d, d);
    const double weight = weights.empty() ? 1 : weights[i];
    const bool finite =
        std::all_of(row.begin(), row.end(), [](double x) { return std::isfinite(x); });
    if (!finite || !usable(weight) || weight == 0) continue;
    rows.push_back(row.data());
    w.push_back(weight);
  }
  if (rows.empty()) return nan;
  const auto distance = [d](const double* a, const double* b) {
    double squares = 0;
    for (std::size_t k = 0; k < d; ++k) squares += (a[k] - b[k]) * (a[k] - b[k]);
    return std::sqrt(squares);
  };
  double total = 0, to_y = 0, apart = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    total += w[i];
    to_y += w[i] * distance(rows[i], y.data());
    double others = 0;
    for (std::size_t j = 0; j < i; ++j) others += w[j] * distance(rows[i], rows[j]);
    apart += w[i] * others;  // each pair once: half of E|X - X'|
  }
  return to_y / total - apart / (total * total);
}

double quantile(const Sample& sample, double p) {
  if (sample.empty()) return nan;
  const double n = sample.effective_size();
  const double from = p * (n - 1) / n, to = from + 1 / n;
  double sum = 0, covered = 0, below = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double above = i + 1 == sample.size() ? 1 : below + sample.weights()[i];
    const double part = std::min(to, above) - std::max(from, below);
    if (part > 0) {
      sum += part * sample.values()[i];
      covered += part;
    }
    below = above;
    if (below >= to) break;
  }
  return covered > 0 ? sum / covered : sample.values().back();
}

Range central_range(const Sample& sample, double level) {
  return {quantile(sample, (1 - level) / 2), quantile(sample, (1 + level) / 2)};
}

double pit(const Sample& sample, double y) {
  if (sample.empty() || !std::isfinite(y)) return nan;
  double sum = 0;
  for (std::size_t i = 0; i < sample.size() && sample.values()[i] <= y; ++i)
    sum += sample.values()[i] < y ? sample.weights()[i] : 0.5 * sample.weights()[i];
  return std::min(sum, 1.0);
}

// --- quantiles ----------------------------------------------------------------------------------

Quantiles quantiles_of(const Sample& sample) {
  Quantiles q;
  for (std::size_t i = 0; i < q.size(); ++i) q[i] = quantile(sample, quantile_levels[i]);
  return q;
}

double pinball(double q, double p, double y) { return ((y < q ? 1 : 0) - p) * (q - y); }

double crps(const Quantiles& q, double y) {
  double sum = 0, from = 0;
  for (std::size_t i = 0; i < q.size(); ++i) {
    const double to = i + 1 < q.size() ? (quantile_levels[i] + quantile_levels[i + 1]) / 2 : 1;
    sum += (to - from) * pinball(q[i], quantile_levels[i], y);
    from = to;
  }
  return 2 * sum;
}

double log_score(const Quantiles& q, double y) {
  if (!(q.front() > 0) || !(y > 0) || !std::isfinite(y)) return nan;
  constexpr std::size_t median = 3, last = 6;
  constexpr double least_step = 1e-4;  // of ln q between levels: a forecast without spread
  std::array<double, 7> z{}, x{};
  for (std::size_t i = 0; i < q.size(); ++i) {
    z[i] = normal_at(quantile_levels[i]);
    x[i] = std::log(q[i]);
    if (i > 0) x[i] = std::max(x[i], x[i - 1] + least_step);
  }
  const double at = std::log(y);
  std::size_t a = 0, b = median;  // the points that the line goes through
  if (at > x[last]) {
    a = median;
    b = last;
  } else if (at >= x[0]) {
    b = 1;
    while (b < last && x[b] < at) ++b;
    a = b - 1;
  }
  const double slope = (z[b] - z[a]) / (x[b] - x[a]);
  const double anchor = at > x[last] ? x[last] : x[a], anchor_z = at > x[last] ? z[last] : z[a];
  const double score = anchor_z + slope * (at - anchor);
  return 0.5 * score * score + half_log_two_pi - std::log(slope);
}

int cell_of(const Quantiles& q, double y) {
  const auto below = std::count_if(q.begin(), q.end(), [&](double x) { return x < y; });
  const auto up_to = std::count_if(q.begin(), q.end(), [&](double x) { return x <= y; });
  return static_cast<int>(below + (up_to - below) / 2);
}

Range central_range(const Quantiles& q, double level) {
  assert(level == 0.5 || level == 0.8 || level == 0.9);
  const std::size_t i = level == 0.5 ? 2 : level == 0.8 ? 1 : 0;
  return {q[i], q[6 - i]};
}

}  // namespace balloon::analysis
