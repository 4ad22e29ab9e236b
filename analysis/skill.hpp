// What many scored forecasts say together: skill over a reference, coverage and calibration, with
// intervals by a block bootstrap over origins.
//
// Forecasts from neighbouring origins share what happened in between, and those of one origin share
// everything, so origins are resampled and not forecasts: a replicate draws blocks of consecutive
// origins, joined end to start (circular block bootstrap: Politis and Romano 1992), until it has as
// many as there are, and takes every forecast of a drawn origin. Blocks are the same for the same
// seed and number of origins.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace balloon::analysis {

struct BootstrapOptions {
  int block = 5;          ///< consecutive origins in a block; at least the longest lead
  int replicates = 2000;  ///< resamples
  double level = 0.9;     ///< of the interval between percentiles of the replicates
  std::uint64_t seed = 2012;
};

/// A statistic with its bootstrap interval. `n` forecasts from `origins` origins; all NaN where
/// there are none. Percentile intervals of few origins (below about 20) are too narrow.
struct Estimate {
  double value = 0, low = 0, high = 0;
  int n = 0, origins = 0;
};

/// A forecast's loss beside that of the reference for the same thing. Losses that are pooled must
/// be of one scale: CRPS of log area, not of hectares, or the largest country is the score. A pair
/// of which either is NaN is left out.
struct PairedScore {
  int origin = 0;  ///< last year known
  int lead = 0;    ///< years ahead, from 1
  int group = 0;   ///< country, or whatever else is told apart
  double model = 0, reference = 0;
};

/// 1 - mean(model) / mean(reference): above 0 the model is better.
Estimate skill(std::span<const PairedScore> scores, const BootstrapOptions& options = {});
/// mean(model - reference), for log scores, which have no zero: below 0 the model is better.
Estimate mean_difference(std::span<const PairedScore> scores, const BootstrapOptions& options = {});

/// Whether an interval held what was observed.
struct Hit {
  int origin = 0, lead = 0, group = 0;
  bool inside = false;
};
/// Share of forecasts whose interval held the observation.
Estimate coverage(std::span<const Hit> hits, const BootstrapOptions& options = {});

/// How many values of the probability integral transform lie in each of `bins` equal parts of
/// [0, 1]; 1 belongs to the last, NaN to none.
std::vector<int> pit_histogram(std::span<const double> values, int bins = 10);

/// Pearson's statistic of counts against the probabilities of their cells (equal where left out).
/// `p` is the chance of a larger statistic with independent counts; forecasts from neighbouring
/// origins are not independent, and their p is too small.
struct ChiSquare {
  double statistic = 0, p = 1;
  int df = 0;
};
ChiSquare chi_square(std::span<const int> counts, std::span<const double> probabilities = {});

/// Q(a, x) = Gamma(a, x) / Gamma(a), for a > 0 and x >= 0: series below x = a + 1, continued
/// fraction above (Abramowitz and Stegun 6.5.29, 6.5.31), relative accuracy about 1e-12.
double upper_gamma(double a, double x);

}  // namespace balloon::analysis
