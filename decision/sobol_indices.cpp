#include "decision/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "analysis/draws.hpp"
#include "analysis/summary.hpp"
#include "decision/quasi_random.hpp"

namespace balloon::decision {

namespace {

constexpr double no_index = std::numeric_limits<double>::quiet_NaN();

/// How many factors the groups make.
int count_groups(const std::vector<int>& group_of_input) {
  std::vector<int> groups = group_of_input;
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  if (groups.empty()) throw std::invalid_argument("a design needs inputs");
  if (groups.front() != 0 || groups.back() != static_cast<int>(groups.size()) - 1)
    throw std::invalid_argument("groups of inputs are numbered from 0 without gaps");
  return static_cast<int>(groups.size());
}

/// Means over base points that the indices are made of. A row of `columns` numbers for each base
/// point that is used; with outputs that are centred beforehand:
///
///     sum of all rows; A + B; A^2 + B^2;
///     for each factor:  B (AB - A);  AB - A;  (A - AB)^2;
///     for each pair:    BA_i AB_j - A B;  BA_i + AB_j - A - B
struct IndexTerms {
  std::size_t factors = 0, rows = 0;  ///< rows of the design to a base point
  bool second_order = false;
  std::vector<double> terms;

  std::size_t pairs() const { return second_order ? factors * (factors - 1) / 2 : 0; }
  std::size_t columns() const { return 3 + 3 * factors + 2 * pairs(); }
  std::size_t indices() const { return 2 * factors + pairs(); }

  /// Appends the terms of a base point whose outputs are y.
  void add(const double* y) {
    const double a = y[0], b = y[rows - 1];
    terms.push_back(std::accumulate(y, y + rows, 0.0));
    terms.push_back(a + b);
    terms.push_back(a * a + b * b);
    for (std::size_t g = 0; g < factors; ++g) {
      const double difference = y[1 + g] - a;
      terms.push_back(b * difference);
      terms.push_back(difference);
      terms.push_back(difference * difference);
    }
    if (!second_order) return;
    for (std::size_t i = 0; i < factors; ++i)
      for (std::size_t j = i + 1; j < factors; ++j) {
        const double ba = y[1 + factors + i], ab = y[1 + j];
        terms.push_back(ba * ab - a * b);
        terms.push_back(ba + ab - a - b);
      }
  }

  /// Of A and B.
  static double mean(const std::vector<double>& means) { return means[1] / 2; }
  static double variance(const std::vector<double>& means) {
    return means[2] / 2 - mean(means) * mean(means);
  }

  /// First-order indices, totals, second-order ones. Products are of outputs less the mean of all
  /// rows: where that is not quite zero, as in a resample, the second term of each takes it off.
  void evaluate(const std::vector<double>& means, std::vector<double>& made) const {
    const double centre = means[0] / static_cast<double>(rows);
    const double variance_of = variance(means);
    made.resize(indices());
    std::size_t at = 3;
    for (std::size_t g = 0; g < factors; ++g, at += 3) {
      made[g] = (means[at] - centre * means[at + 1]) / variance_of;
      made[factors + g] = means[at + 2] / 2 / variance_of;
    }
    std::size_t next = 2 * factors;
    if (!second_order) return;
    for (std::size_t i = 0; i < factors; ++i)
      for (std::size_t j = i + 1; j < factors; ++j, at += 2)
        made[next++] = (means[at] - centre * means[at + 1]) / variance_of - made[i] - made[j];
  }
};

/// Means of the terms with each base point taken so many times as `times` says.
void mean_terms(const IndexTerms& terms, const std::vector<int>& times,
                std::vector<double>& means) {
  const std::size_t columns = terms.columns();
  means.assign(columns, 0);
  for (std::size_t p = 0; p < times.size(); ++p) {
    if (times[p] == 0) continue;
    const double weight = times[p];
    const double* term = &terms.terms[p * columns];
    for (std::size_t c = 0; c < columns; ++c) means[c] += weight * term[c];
  }
  for (double& mean : means) mean /= static_cast<double>(times.size());
}

/// 2.5 and 97.5 % quantiles of each index over resamples of the base points. A resample without
/// variance has no indices and is left out.
std::vector<std::pair<double, double>> index_intervals(const IndexTerms& terms, std::size_t points,
                                                       double variance,
                                                       const IndexOptions& options) {
  std::vector<std::vector<double>> drawn(terms.indices());
  std::vector<int> times(points);
  std::vector<double> means, indices;
  for (int r = 0; r < options.resamples; ++r) {
    analysis::KeyedDraws draws(options.seed, analysis::DrawPurpose::bootstrap,
                               static_cast<std::uint32_t>(r));
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t p = 0; p < points; ++p) ++times[draws.below(points)];
    mean_terms(terms, times, means);
    if (IndexTerms::variance(means) <= 1e-12 * variance) continue;  // nothing but rounding
    terms.evaluate(means, indices);
    for (std::size_t i = 0; i < drawn.size(); ++i) drawn[i].push_back(indices[i]);
  }
  std::vector<std::pair<double, double>> intervals(drawn.size(), {no_index, no_index});
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    if (drawn[i].empty()) continue;
    std::sort(drawn[i].begin(), drawn[i].end());
    intervals[i] = {analysis::quantile_of(drawn[i], 0.025), analysis::quantile_of(drawn[i], 0.975)};
  }
  return intervals;
}

}  // namespace

SobolDesign saltelli_rows(const std::vector<int>& group_of_input,
                          const std::vector<double>& base_points, bool second_order) {
  SobolDesign design;
  design.factors = count_groups(group_of_input);
  const std::size_t inputs = group_of_input.size();
  if (base_points.empty() || base_points.size() % (2 * inputs) != 0)
    throw std::invalid_argument("a base point has two numbers for each input");
  design.inputs = static_cast<int>(inputs);
  design.base = static_cast<int>(base_points.size() / (2 * inputs));
  design.second_order = second_order;
  design.points.reserve(design.rows() * inputs);
  for (std::size_t p = 0; p < base_points.size(); p += 2 * inputs) {
    const double* a = &base_points[p];
    const double* b = a + inputs;
    // All of `these` but the inputs of the factor, which are those of `others`.
    const auto add_row = [&](const double* these, const double* others, int factor) {
      for (std::size_t i = 0; i < inputs; ++i)
        design.points.push_back(group_of_input[i] == factor ? others[i] : these[i]);
    };
    add_row(a, b, -1);
    for (int g = 0; g < design.factors; ++g) add_row(a, b, g);
    for (int g = 0; second_order && g < design.factors; ++g) add_row(b, a, g);
    add_row(b, a, -1);
  }
  return design;
}

SobolDesign saltelli_design(const std::vector<int>& group_of_input, int base, std::uint64_t seed,
                            bool second_order) {
  count_groups(group_of_input);
  if (base < 1) throw std::invalid_argument("a design needs base points");
  if (group_of_input.size() > QuasiRandom::max_dimensions / 2)
    throw std::invalid_argument("a design has no more than 1833 inputs");
  const QuasiRandom sequence(static_cast<int>(2 * group_of_input.size()), seed);
  return saltelli_rows(group_of_input, sequence.points(0, static_cast<std::size_t>(base)),
                       second_order);
}

SobolDesign saltelli_design(int factors, int base, std::uint64_t seed, bool second_order) {
  if (factors < 1) throw std::invalid_argument("a design needs factors");
  std::vector<int> each(static_cast<std::size_t>(factors));
  std::iota(each.begin(), each.end(), 0);
  return saltelli_design(each, base, seed, second_order);
}

const IndexEstimate& SobolIndices::pair(int i, int j) const {
  const auto low = static_cast<std::size_t>(std::min(i, j));
  const auto high = static_cast<std::size_t>(std::max(i, j));
  const std::size_t k = first.size();
  if (std::min(i, j) < 0 || low == high || high >= k || second.empty())
    throw std::invalid_argument("no second-order index of these factors");
  return second[low * (2 * k - low - 1) / 2 + high - low - 1];
}

SobolIndices sobol_indices(const SobolDesign& design, const std::vector<double>& values,
                           const IndexOptions& options) {
  return sobol_indices(design.factors, design.base, design.second_order, values, options);
}

SobolIndices sobol_indices(int factors, int base, bool second_order,
                           const std::vector<double>& values, const IndexOptions& options) {
  if (factors < 1 || base < 1)
    throw std::invalid_argument("a design needs factors and base points");
  if (options.resamples < 0) throw std::invalid_argument("resamples are not negative");
  IndexTerms terms;
  terms.factors = static_cast<std::size_t>(factors);
  terms.rows = (second_order ? 2 : 1) * terms.factors + 2;
  terms.second_order = second_order;
  if (values.size() != terms.rows * static_cast<std::size_t>(base))
    throw std::invalid_argument("a design has one value for each row");

  // Base points that every row of is finite, and the mean of their rows.
  SobolIndices made;
  std::vector<const double*> used;
  double centre = 0, least = 0, greatest = 0;  // the latter two of A and B
  for (std::size_t r = 0; r < values.size(); r += terms.rows) {
    const double* y = &values[r];
    if (!std::all_of(y, y + terms.rows, [](double value) { return std::isfinite(value); })) {
      ++made.dropped;
      continue;
    }
    if (used.empty()) least = greatest = y[0];
    least = std::min({least, y[0], y[terms.rows - 1]});
    greatest = std::max({greatest, y[0], y[terms.rows - 1]});
    centre += std::accumulate(y, y + terms.rows, 0.0) / static_cast<double>(terms.rows);
    used.push_back(y);
  }
  made.used = static_cast<int>(used.size());
  made.first.assign(terms.factors, {no_index, no_index, no_index});
  made.total = made.first;
  made.second.assign(terms.pairs(), {no_index, no_index, no_index});
  made.mean = made.variance = no_index;
  if (used.empty()) return made;

  centre /= static_cast<double>(used.size());
  terms.terms.reserve(used.size() * terms.columns());
  std::vector<double> centred(terms.rows), means, indices;
  for (const double* y : used) {
    for (std::size_t r = 0; r < terms.rows; ++r) centred[r] = y[r] - centre;
    terms.add(centred.data());
  }
  mean_terms(terms, std::vector<int>(used.size(), 1), means);
  made.constant = least == greatest;
  made.mean = made.constant ? least : IndexTerms::mean(means) + centre;
  made.variance = made.constant ? 0 : IndexTerms::variance(means);
  if (made.constant || used.size() < 2) return made;

  terms.evaluate(means, indices);
  const auto intervals = index_intervals(terms, used.size(), made.variance, options);
  std::size_t at = 0;
  for (auto* list : {&made.first, &made.total, &made.second})
    for (IndexEstimate& estimate : *list) {
      estimate = {indices[at], intervals[at].first, intervals[at].second};
      ++at;
    }
  return made;
}

}  // namespace balloon::decision
