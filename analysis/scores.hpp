// How good one forecast was, once what it was about has been observed.
//
// A forecast is a weighted sample, or the seven quantiles that a forecast document holds. Every
// score here is a loss: less is better. Scores over many forecasts are in analysis/skill.hpp.
// Sources: Gneiting and Raftery (2007), JASA 102, 359-378 (CRPS, energy and log score, proper
// rules); Matheson and Winkler (1976), Management Science 22, 1087-1096 (CRPS).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace balloon::analysis {

/// Values with weights that add up to 1, sorted. Weights may be left out: all equal. Values that
/// are not finite (failed members) and weights that are not finite or below 0 are dropped and
/// counted; weights of 0 are dropped. Scores of an empty sample are NaN.
class Sample {
 public:
  Sample() = default;
  explicit Sample(std::span<const double> values, std::span<const double> weights = {});

  bool empty() const { return values_.empty(); }
  std::size_t size() const { return values_.size(); }
  int dropped() const { return dropped_; }
  const std::vector<double>& values() const { return values_; }
  const std::vector<double>& weights() const { return weights_; }
  double mean() const;
  /// Standard deviation of the weighted sample, with the divisor n of a population.
  double deviation() const;
  /// How many equal weights these are worth: (sum w)^2 / sum w^2 (Kish).
  double effective_size() const;

 private:
  std::vector<double> values_, weights_;
  int dropped_ = 0;
};

/// The mixture of samples: each with its weight (0 or more; they are divided by their sum), its
/// members keeping their proportions. An empty sample takes no part.
Sample linear_pool(std::span<const Sample> samples, std::span<const double> weights);
/// The mixture that takes `weight_of_first` of its mass from the first.
Sample linear_pool(const Sample& first, const Sample& second, double weight_of_first = 0.5);

/// E|X - y| - E|X - X'| / 2 of the weighted sample, exactly: the integral of (F(x) - 1{x >= y})^2,
/// in the unit of the values. O(n) after sorting. An ensemble of M members pays about
/// E|X - X'| / (2 M) for being finite; compare samples of similar size, or large ones.
double crps(const Sample& sample, double y);

/// Minus the log density of `log_y` under a density made from a sample of logarithms, in nats.
/// 95 % of it is a Gaussian kernel density with Silverman's bandwidth 0.9 min(sd, IQR / 1.349)
/// n^(-1/5) (Silverman 1986, eq. 3.31; n the effective size), 5 % a Student t with 3 degrees of
/// freedom at the median with the sample's standard deviation. The kernel, because structures make
/// forecasts with two humps, which a fitted normal would blur; the t, because a kernel density
/// alone gives an observation outside all members a score that depends on the bandwidth only and
/// may be infinite. It costs a good forecast at most 0.05. A sample without spread is given a
/// deviation of 0.001.
double log_score(const Sample& logs, double log_y);

/// ES = E||X - y|| - E||X - X'|| / 2 with the Euclidean norm. `members` holds n rows of
/// `y.size()` values; rows with a value that is not finite are dropped. In one dimension it is the
/// CRPS. O(n^2): a thousand rows of twenty take some 10 ms.
double energy_score(std::span<const double> members, std::span<const double> y,
                    std::span<const double> weights = {});

/// Weighted quantile: the step quantile function averaged over a window of 1/n at p (n - 1) / n, n
/// the effective size. With equal weights it is type 7 of Hyndman and Fan (1996), as everywhere in
/// the program, and a member split into two of half the weight changes it by the window alone.
/// Source: Akinshin (2023), "Weighted quantile estimators", arXiv:2304.07265, section 4.
/// p in [0, 1].
double quantile(const Sample& sample, double p);

/// Central interval that holds `level` (0.8: from the 10 % to the 90 % quantile).
struct Range {
  double low = 0, high = 0;
  bool holds(double y) const { return low <= y && y <= high; }
  double width() const { return high - low; }
};
Range central_range(const Sample& sample, double level);

/// Probability integral transform: the share of members below y, and half of those at y.
double pit(const Sample& sample, double y);

// --- forecasts of which the quantiles are known -------------------------------------------------

/// Levels of a forecast document.
inline constexpr std::array<double, 7> quantile_levels = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
/// Values at these levels, ascending.
using Quantiles = std::array<double, 7>;

Quantiles quantiles_of(const Sample& sample);

/// Loss of a quantile q at level p: (1{y < q} - p)(q - y).
double pinball(double q, double p, double y);

/// CRPS = 2 times the integral of the pinball loss over p, as a sum in which each level stands for
/// the levels nearest to it (0.05 for 0 to 0.075, 0.5 for 0.375 to 0.625). A sum of proper scores
/// is proper for the quantiles. For a normal forecast that is right it is 2 % below the exact
/// value on average (10 % below where y is the median, equal far outside); forecasts that are
/// compared must be scored in the same way.
double crps(const Quantiles& q, double y);

/// Minus the log density of ln y, in nats. Between two levels ln q is taken as linear in the
/// standard normal quantile (a lognormal is met exactly); beyond the outermost the line from the
/// median to the outermost goes on. NaN where a quantile or y is not above 0.
double log_score(const Quantiles& q, double y);

/// Cell of a PIT histogram bounded by `quantile_levels`, 0 to 7: how many quantiles lie below y,
/// and half of those at y (rounded down).
int cell_of(const Quantiles& q, double y);

/// Central interval of a level of 0.5, 0.8 or 0.9.
Range central_range(const Quantiles& q, double level);

}  // namespace balloon::analysis
