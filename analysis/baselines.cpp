#include "analysis/baselines.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/draws.hpp"

namespace balloon::analysis {

namespace {

/// The known years of a series: index and value.
struct Known {
  std::vector<int> years;
  std::vector<double> values;
  int gap = 0;  ///< years from the last of them to the origin

  explicit Known(std::span<const double> logs) {
    for (std::size_t i = 0; i < logs.size(); ++i) {
      if (!std::isfinite(logs[i])) continue;
      years.push_back(static_cast<int>(i));
      values.push_back(logs[i]);
    }
    gap = years.empty() ? 0 : static_cast<int>(logs.size()) - 1 - years.back();
  }
  int count() const { return static_cast<int>(years.size()); }
  bool empty() const { return years.empty(); }
};

Paths made(const BaselineOptions& o) {
  Paths paths;
  paths.draws = std::max(o.draws, 0);
  paths.leads = std::max(o.leads, 0);
  paths.values.assign(static_cast<std::size_t>(paths.draws) * static_cast<std::size_t>(paths.leads),
                      0);
  return paths;
}

KeyedDraws draws_of(const BaselineOptions& o, DrawPurpose purpose, int draw) {
  return {o.seed, purpose, static_cast<std::uint32_t>(draw), o.place};
}

/// A standard deviation from its posterior: `variance` was found with `df` degrees of freedom.
double drawn_deviation(KeyedDraws& draws, double variance, int df) {
  if (df < 1) return 0;
  return std::sqrt(variance * df / draws.chi_square(df));
}

/// The series' own scale where it has enough changes, else the pooled one where that has more.
ChangeScale scale_for(const ChangeScale& own, const BaselineOptions& o) {
  const bool enough = own.changes >= o.least_changes || o.pooled.changes <= own.changes;
  return enough ? own : o.pooled;
}

/// Steps of a random walk whose level is `start` `gap` years before the origin.
template <class Step>
void walk(Paths& paths, int draw, double start, int gap, Step step) {
  double x = start;
  for (int year = 1; year <= gap + paths.leads; ++year) {
    x = step(x);
    if (year > gap) paths.at(draw, year - gap) = x;
  }
}

Paths fallback(std::span<const double> logs, const BaselineOptions& options) {
  auto paths = random_walk(logs, options);
  paths.fell_back = true;
  return paths;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

/// A line by least squares around the means: y = middle_y + slope (x - middle_x).
struct Line {
  double middle_x = 0, middle_y = 0, slope = 0, spread = 0, variance = 0;
  int n = 0;

  Line(const std::vector<double>& x, const std::vector<double>& y)
      : middle_x(mean_of(x)), middle_y(mean_of(y)), n(static_cast<int>(x.size())) {
    double product = 0, squares = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      spread += (x[i] - middle_x) * (x[i] - middle_x);
      product += (x[i] - middle_x) * (y[i] - middle_y);
    }
    if (!(spread > 0)) return;
    slope = product / spread;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double e = y[i] - middle_y - slope * (x[i] - middle_x);
      squares += e * e;
    }
    variance = squares / std::max(n - 2, 1);
  }
  int df() const { return n - 2; }
};

}  // namespace

ChangeScale change_scale(std::span<const double> logs) {
  const Known known(logs);
  ChangeScale scale;
  for (std::size_t i = 1; i < known.years.size(); ++i) {
    const double change = known.values[i] - known.values[i - 1];
    scale.variance += change * change / (known.years[i] - known.years[i - 1]);
    ++scale.changes;
  }
  if (scale.changes > 0) scale.variance /= scale.changes;
  return scale;
}

ChangeScale pool_scales(std::span<const ChangeScale> scales) {
  ChangeScale all;
  for (const auto& s : scales) {
    all.variance += s.variance * s.changes;
    all.changes += s.changes;
  }
  if (all.changes > 0) all.variance /= all.changes;
  return all;
}

Paths random_walk(std::span<const double> logs, const BaselineOptions& options) {
  const Known known(logs);
  const auto scale = scale_for(change_scale(logs), options);
  if (known.empty() || scale.changes == 0) return {};
  auto paths = made(options);
  for (int m = 0; m < paths.draws; ++m) {
    auto draws = draws_of(options, DrawPurpose::random_walk, m);
    const double sd = drawn_deviation(draws, scale.variance, scale.changes);
    walk(paths, m, known.values.back(), known.gap,
         [&](double x) { return x + sd * draws.normal(); });
  }
  return paths;
}

Paths random_walk_drift(std::span<const double> logs, const BaselineOptions& options) {
  const Known known(logs);
  const int changes = known.count() - 1;
  if (changes < std::max(options.least_changes, 2)) return fallback(logs, options);
  const double span = known.years.back() - known.years.front();
  const double drift = (known.values.back() - known.values.front()) / span;
  double variance = 0;
  for (std::size_t i = 1; i < known.years.size(); ++i) {
    const double years = known.years[i] - known.years[i - 1];
    const double e = known.values[i] - known.values[i - 1] - drift * years;
    variance += e * e / years / (changes - 1);
  }
  auto paths = made(options);
  for (int m = 0; m < paths.draws; ++m) {
    auto draws = draws_of(options, DrawPurpose::random_walk_drift, m);
    const double sd = drawn_deviation(draws, variance, changes - 1);
    const double mu = drift + sd / std::sqrt(span) * draws.normal();
    walk(paths, m, known.values.back(), known.gap,
         [&](double x) { return x + mu + sd * draws.normal(); });
  }
  return paths;
}

Paths autoregression(std::span<const double> logs, const BaselineOptions& options) {
  const Known known(logs);
  std::vector<double> before, after;
  for (std::size_t i = 1; i < known.years.size(); ++i) {
    if (known.years[i] - known.years[i - 1] != 1) continue;
    before.push_back(known.values[i - 1]);
    after.push_back(known.values[i]);
  }
  if (static_cast<int>(before.size()) < std::max(options.least_changes, 3))
    return fallback(logs, options);
  const Line line(before, after);
  if (!(line.spread > 0)) return fallback(logs, options);
  auto paths = made(options);
  for (int m = 0; m < paths.draws; ++m) {
    auto draws = draws_of(options, DrawPurpose::autoregression, m);
    const double sd = drawn_deviation(draws, line.variance, line.df());
    const double level = line.middle_y + sd / std::sqrt(line.n) * draws.normal();
    double phi = 1;
    for (int attempt = 0; attempt < 100 && std::abs(phi) >= 1; ++attempt)
      phi = line.slope + sd / std::sqrt(line.spread) * draws.normal();
    if (std::abs(phi) >= 1) phi = std::clamp(phi, -0.99, 0.99);
    walk(paths, m, known.values.back(), known.gap,
         [&](double x) { return level + phi * (x - line.middle_x) + sd * draws.normal(); });
  }
  return paths;
}

Paths linear_trend(std::span<const double> logs, const BaselineOptions& options) {
  const Known known(logs);
  if (known.count() < std::max(options.least_changes + 1, 3)) return fallback(logs, options);
  const Line line(std::vector<double>(known.years.begin(), known.years.end()), known.values);
  const double origin = static_cast<double>(logs.size()) - 1;
  auto paths = made(options);
  for (int m = 0; m < paths.draws; ++m) {
    auto draws = draws_of(options, DrawPurpose::linear_trend, m);
    const double sd = drawn_deviation(draws, line.variance, line.df());
    const double level = line.middle_y + sd / std::sqrt(line.n) * draws.normal();
    const double slope = line.slope + sd / std::sqrt(line.spread) * draws.normal();
    for (int h = 1; h <= paths.leads; ++h)
      paths.at(m, h) = level + slope * (origin + h - line.middle_x) + sd * draws.normal();
  }
  return paths;
}

// --- the hydraulic null
// ---------------------------------------------------------------------------

namespace {

/// Past changes of log-ratios to the last place, each over the root of its years.
struct RatioChanges {
  std::vector<double> last;  ///< log-ratios of the last known year
  std::vector<std::vector<double>> changes;
  int gap = 0;
};

RatioChanges ratio_changes(std::span<const std::vector<double>> logs, const Known& total) {
  RatioChanges r;
  r.gap = total.gap;
  const auto ratios = [&](int year) {
    const auto at = static_cast<std::size_t>(year);
    std::vector<double> out;
    for (std::size_t k = 0; k + 1 < logs.size(); ++k) out.push_back(logs[k][at] - logs.back()[at]);
    return out;
  };
  for (std::size_t i = 0; i < total.years.size(); ++i) {
    auto now = ratios(total.years[i]);
    if (i > 0) {
      const double root = std::sqrt(total.years[i] - total.years[i - 1]);
      std::vector<double> change;
      for (std::size_t k = 0; k < now.size(); ++k) change.push_back((now[k] - r.last[k]) / root);
      r.changes.push_back(std::move(change));
    }
    r.last = std::move(now);
  }
  return r;
}

/// One increment with the covariance of the past changes, times `scale`.
void add_increment(std::vector<double>& ratios, const RatioChanges& past, double scale,
                   KeyedDraws& draws) {
  const double each = scale / std::sqrt(static_cast<double>(past.changes.size()));
  for (const auto& change : past.changes) {
    const double g = each * draws.normal();
    for (std::size_t k = 0; k < ratios.size(); ++k) ratios[k] += g * change[k];
  }
}

}  // namespace

HydraulicPaths hydraulic(std::span<const std::vector<double>> logs, TotalRule rule,
                         const BaselineOptions& options) {
  HydraulicPaths r;
  if (logs.empty()) return r;
  std::vector<double> totals;
  for (std::size_t year = 0; year < logs[0].size(); ++year) {
    double sum = 0;
    for (const auto& series : logs)
      sum += std::isfinite(series[year]) ? exact_exp(series[year]) : std::nan("");
    totals.push_back(std::isfinite(sum) ? exact_log(sum) : sum);
  }
  const Known known(totals);
  const auto past = ratio_changes(logs, known);
  const int changes = static_cast<int>(past.changes.size());
  const auto scale = scale_for(change_scale(totals), options);
  if (known.empty() || changes == 0 || scale.changes == 0) return r;
  r.total = made(options);
  r.total.fell_back = changes < options.least_changes;
  r.places.assign(logs.size(), r.total);
  for (int m = 0; m < r.total.draws; ++m) {
    auto draws = draws_of(options, DrawPurpose::hydraulic, m);
    const double sd = drawn_deviation(draws, scale.variance, scale.changes);
    const double ratio_scale = drawn_deviation(draws, 1, changes);
    const double start = known.values.back();
    walk(r.total, m, start, known.gap,
         [&](double x) { return (rule == TotalRule::fixed ? start : x) + sd * draws.normal(); });
    auto ratios = past.last;
    for (int year = 1; year <= past.gap + r.total.leads; ++year) {
      add_increment(ratios, past, ratio_scale, draws);
      const int lead = year - past.gap;
      if (lead < 1) continue;
      double sum = 1;
      for (const double x : ratios) sum += exact_exp(x);
      const double log_sum = exact_log(sum), total = r.total.at(m, lead);
      for (std::size_t k = 0; k < r.places.size(); ++k)
        r.places[k].at(m, lead) = total - log_sum + (k < ratios.size() ? ratios[k] : 0);
    }
  }
  return r;
}

// --- shares -------------------------------------------------------------------------------------

namespace {

/// Shares that add up to 1, or nothing for a year that is unknown.
std::optional<std::vector<double>> closed(const std::vector<double>& row) {
  double sum = 0;
  for (const double x : row) {
    if (!std::isfinite(x) || x < 0) return std::nullopt;
    sum += x;
  }
  if (!(sum > 0)) return std::nullopt;
  auto shares = row;
  for (double& x : shares) x /= sum;
  return shares;
}

double squares_of(const std::vector<double>& a) {
  double sum = 0;
  for (const double x : a) sum += x * x;
  return sum;
}

/// Mean of |change|^2 / (1 - sum s^2) over `years`, as a ratio of sums, and how many changes.
struct Jitter {
  double distance = 0, room = 0;
  int n = 0;
  double value() const { return room > 0 ? distance / room : 0; }
};

Jitter jitter(const std::vector<std::optional<std::vector<double>>>& rows, std::size_t years) {
  Jitter r;
  for (std::size_t i = 0; i + years < rows.size(); ++i) {
    if (!rows[i] || !rows[i + years]) continue;
    for (std::size_t k = 0; k < rows[i]->size(); ++k) {
      const double change = (*rows[i + years])[k] - (*rows[i])[k];
      r.distance += change * change;
    }
    r.room += 1 - squares_of(*rows[i]);
    ++r.n;
  }
  return r;
}

}  // namespace

ShareDraws share_persistence(std::span<const std::vector<double>> by_year,
                             const BaselineOptions& options, double yearly) {
  ShareDraws r;
  std::vector<std::optional<std::vector<double>>> rows;
  for (const auto& row : by_year) rows.push_back(closed(row));
  std::size_t known = rows.size();
  while (known > 0 && !rows[known - 1]) --known;
  if (known == 0) return r;
  const auto& last = *rows[known - 1];
  const std::size_t gap = rows.size() - known;
  r.draws = std::max(options.draws, 0);
  r.leads = std::max(options.leads, 0);
  r.parts = static_cast<int>(last.size());
  const double room = 1 - squares_of(last);
  const auto year_by_year = jitter(rows, 1);
  const double one = year_by_year.n > 0 ? year_by_year.value() : room > 0 ? yearly / room : 0;
  for (int lead = 1; lead <= r.leads; ++lead) {
    const auto years = gap + static_cast<std::size_t>(lead);
    const auto seen = jitter(rows, years);
    double spread =
        seen.n >= options.least_changes ? seen.value() : one * static_cast<double>(years);
    spread = std::clamp(spread, 1e-8, 0.9);  // 1 / (k + 1)
    const double concentration = 1 / spread - 1;
    for (int m = 0; m < r.draws; ++m) {
      // Leads have their own sequences: gamma draws take different numbers of uniforms.
      const auto key =
          static_cast<std::uint32_t>(m) + static_cast<std::uint32_t>(lead) * (1U << 24);
      KeyedDraws draws(options.seed, DrawPurpose::shares, key, options.place);
      const auto start = r.values.size();
      double sum = 0;
      for (const double s : last) {
        r.values.push_back(s > 0 ? draws.gamma(concentration * s) : 0);
        sum += r.values.back();
      }
      for (std::size_t k = 0; k < last.size(); ++k)
        r.values[start + k] = sum > 0 ? r.values[start + k] / sum : last[k];
    }
  }
  return r;
}

}  // namespace balloon::analysis
