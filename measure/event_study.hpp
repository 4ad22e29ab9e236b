// Effects around a policy whose date differs by place.
//
// Group-time effects of Callaway and Sant'Anna (2021), Difference-in-differences with multiple time
// periods, Journal of Econometrics 225(2), 200-230, without covariates: every group of places with
// the same date g is compared only with places that are still untreated, each with its own time
// before the policy. Treatment is taken to stay on. Beside them stands what two-way fixed effects
// would say (naive_two_way.hpp).
//
// ATT(g, t) = mean over g of (Y_t - Y_b) - mean over the comparison of (Y_t - Y_b)   (eq. 2.8, 2.9)
// with base b the last time of the panel before g - anticipation, from pairs that have both times.
// A spillover onto the comparison (displacement) counts as an effect of the opposite sign.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "measure/naive_two_way.hpp"

namespace balloon::measure {

/// Against whom: places without any date in the panel, or also those whose date is still to come
/// (later than t, the base and the anticipation).
enum class ComparisonPlaces : unsigned char { never, not_yet };

/// Of times before g - anticipation. Universal: the same base as after it, so that leads are
/// distances from the last time before the policy. Varying: the time before each, so that leads are
/// changes. Times from g - anticipation on have the same base either way.
enum class BasePeriod : unsigned char { universal, varying };

/// Weights of the multiplier bootstrap, mean 0 and variance 1. Rademacher: -1 or 1. Mammen (1993,
/// Annals of Statistics 21(1)): (1 - sqrt 5)/2 with probability (1 + sqrt 5)/(2 sqrt 5), else
/// (1 + sqrt 5)/2; it also has the third moment 1.
enum class Multiplier : unsigned char { rademacher, mammen };

struct EventStudyOptions {
  ComparisonPlaces comparison = ComparisonPlaces::not_yet;
  BasePeriod base = BasePeriod::universal;
  int anticipation = 0;  ///< times before its date at which a policy may already act
  int first_event = std::numeric_limits<int>::min();  ///< event times outside are in no average
  int last_event = std::numeric_limits<int>::max();
  double level = 0.95;
  Multiplier multiplier = Multiplier::mammen;
  int replicates = 1000;  ///< 0: no bands
  std::uint64_t seed = 1;
};

/// ATT(g, t). NaN where a side has no pair; its error is NaN where a side has one pair only.
struct GroupTimeEffect {
  int group = 0, time = 0, base = 0;
  double effect = 0, error = 0;
  Index treated = 0, comparison = 0;  ///< pairs used
  Index lost = 0;                     ///< places of both sides that lack one of the times, or both
};

/// An average of group-time effects. Errors are standard deviations by influence functions, which
/// cluster by place, with the weights' own error (sizes of groups are random). Each side's
/// deviations are scaled by sqrt(n / (n - 1)), which leaves asymptotics as they are and makes the
/// error of one ATT(g, t) that of Welch's two samples.
struct EventEffect {
  int at = 0;  ///< event time t - g, calendar time, or group
  double value = 0, error = 0;
  double bootstrap_error = 0;  ///< range of the middle half of the multiplier bootstrap / 1.349
  double low = 0, high = 0;    ///< pointwise, normal
  double band_low = 0, band_high = 0;  ///< together with the others of its path
  Index places = 0, groups = 0;        ///< treated places (sizes of groups) and groups averaged
  /// Fewest pairs on a side of what was averaged: at 1 that side's noise is unknown and the error
  /// too small; below about 10 normal intervals are too narrow.
  Index fewest = 0;
  bool reference = false;  ///< 0 by construction, without error
};

/// Effects with bands that hold all of them at once: value -+ critical * error, critical the
/// level's quantile of the largest |t| over bootstrap replicates (their Algorithm 1, with the
/// influence functions' errors, which are the replicates' exact standard deviations), never below
/// the normal's.
struct EventPath {
  std::vector<EventEffect> effects;
  double critical = 0;
};

/// Whether all leads (event times below -anticipation, the reference apart) are zero: Wald
/// statistic, chi-square. It may pass for want of places, and passing does not prove the trends of
/// later years (Roth 2022, AER: Insights 4(3)). Too many leads for the places make it reject too
/// often.
struct PreTrend {
  bool tested = false;
  double statistic = 0, p = 0;
  Index df = 0;  ///< rank of the leads' covariance
};

struct EventStudy {
  std::vector<GroupTimeEffect> group_time;
  EventPath by_event_time;        ///< theta_es(e): groups seen at e, weighted by size (eq. 3.4)
  EventPath by_calendar_time;     ///< theta_c(t): groups treated by t, weighted by size
  EventPath by_group;             ///< theta_sel(g): plain mean over times from g on
  EventEffect overall;            ///< theta_W: all group-times from g on, weighted by size of group
  EventEffect overall_of_groups;  ///< theta_sel: by_group weighted by size, as they advise
  PreTrend pre_trend;
  NaiveTwoWay naive;

  Index places = 0;          ///< used: with outcomes, and untreated at some time of the panel
  Index never = 0;           ///< of these without a date in the panel
  Index always_treated = 0;  ///< left out: no time before g - anticipation
  Index empty = 0;           ///< left out: no outcome at all
  Index pairs_used = 0, pairs_lost = 0;  ///< over all group-times, both sides
  Index cells_missing = 0;               ///< group-times without pairs on a side
};

/// Throws std::invalid_argument for sizes that differ, times that do not ascend, infinite outcomes
/// and options out of range.
EventStudy event_study(const EventData& data, const EventStudyOptions& options = {});

}  // namespace balloon::measure
