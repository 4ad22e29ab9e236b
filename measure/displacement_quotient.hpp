// Weighted displacement quotient: what a buffer around treated places gained or lost, for each unit
// that the treated places lost, both relative to a control.
//
// Source: Bowers and Johnson (2003), Measuring the geographical displacement and diffusion of
// benefit effects of crime prevention activity, Journal of Quantitative Criminology 19(3), 275-301.
// Of a group, the figure of a window is the sum over its places of each place's mean over the times
// of the window that were observed, so that windows of unequal length compare. Places without a
// figure in either window are left out of both.
//
// A quotient is no causal estimate. Coca's price is common to all places: a fall in the target
// raises the control too, and the control then hides displacement that reaches everywhere. The
// checks below see only what falls off with distance or began before.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "measure/weights.hpp"

namespace balloon::measure {

/// What a place is to the quotient; `apart` is none of the three.
enum class PlaceRole : unsigned char { apart, target, buffer, control };

/// Times from first to last, both included, by their value.
struct TimeWindow {
  int first = 0, last = 0;
  bool holds(int time) const { return first <= time && time <= last; }
};

struct DisplacementData {
  std::vector<int> times;        ///< ascending
  Matrix outcome;                ///< places x times, at least 0, any unit; NaN where missing
  std::vector<PlaceRole> roles;  ///< of each place
  std::vector<Point> points;     ///< of each place, or empty: then distance is not checked
  TimeWindow before, after;      ///< the first ends before the second begins
};

struct DisplacementOptions {
  int replicates = 2000;  ///< of the bootstrap; 0 for none
  double level = 0.95;    ///< of the intervals
  std::uint64_t seed = 1;
  double significance = 0.05;  ///< below which a check says that the control is suspect
  /// First time of the growth that is compared before the policy; the panel's first where empty.
  std::optional<int> growth_from = std::nullopt;
};

/// Whether the quotient exists, and if not, why: the first reason that holds.
enum class QuotientState : unsigned char {
  defined,
  window_empty,         ///< no time of the panel lies in one of the windows
  no_target,            ///< no target place has figures in both windows
  no_control,           ///< likewise
  control_zero,         ///< the control is zero in one of the windows
  no_buffer,            ///< likewise
  target_did_not_fall,  ///< relative to the control: no success that could be displaced
};

/// Bowers and Johnson (2003), table of WDQ values; a bound belongs to the milder side.
enum class DisplacementVerdict : unsigned char {
  undefined,
  diffusion_beyond_success,     ///< WDQ > 1
  diffusion,                    ///< 0 < WDQ <= 1
  neither,                      ///< WDQ = 0
  partial_displacement,         ///< -1 <= WDQ < 0
  displacement_beyond_success,  ///< WDQ < -1
};
inline constexpr std::size_t displacement_verdicts = 6;

/// A group's figure in each window, unit of the outcome (per time).
struct GroupFigures {
  double before = 0, after = 0;
  Index places = 0;   ///< with figures in both windows
  Index dropped = 0;  ///< of this role without
};

/// A statistic with a percentile interval over the replicates in which it exists.
struct BootstrapFigure {
  double value = 0, low = 0, high = 0;
};

/// A test of the control. Not `tested` where there are too few places; then all is NaN.
struct ControlCheck {
  bool tested = false;
  double estimate = 0;  ///< slope, or difference of growth
  double error = 0;     ///< its standard error
  double p = 0;         ///< two-sided
  double df = 0;
  Index places = 0;
  bool suspect = false;
};

struct DisplacementQuotient {
  QuotientState state = QuotientState::defined;
  DisplacementVerdict verdict = DisplacementVerdict::undefined;
  GroupFigures target, buffer, control;

  // With R, D, C for target, buffer, control and b, a for before, after. NaN where not to be had.
  BootstrapFigure quotient;          ///< (Da/Ca - Db/Cb) / (Ra/Ca - Rb/Cb)
  BootstrapFigure buffer_change;     ///< Da/Ca - Db/Cb, the numerator
  BootstrapFigure success;           ///< Ra/Ca - Rb/Cb, the denominator; below 0 is success
  BootstrapFigure gross_effect;      ///< Rb - Ra, in units of the outcome
  BootstrapFigure net_effect;        ///< Rb/Cb - Ra/Ca
  BootstrapFigure total_net_effect;  ///< (Rb Ca/Cb - Ra) + (Db Ca/Cb - Da), units of the outcome

  int replicates = 0;
  /// Share of replicates with each verdict, by the verdict's number.
  std::array<double, displacement_verdicts> verdict_shares{};
  /// Share of replicates without a quotient; NaN without replicates.
  double undefined_share = 0;
  /// The quotient's interval leaves out replicates without one. Where these are more than a tail of
  /// the level, the target's fall is not told from none, and the honest interval has no bounds.
  bool interval_bounded = false;

  /// Among control places, the change of log(1 + outcome) against log km to the nearest target:
  /// ordinary least squares, standard error HC3 (MacKinnon and White 1985, Journal of Econometrics
  /// 29(3)), t with places - 2 degrees of freedom. Suspect where significant and negative: nearer
  /// places rose more, so the control took in what was displaced. From 5 places.
  ControlCheck distance_gradient;
  /// Growth up to the end of the window before: of each group the sum of its places' least-squares
  /// slopes over the sum of their means (share per time); target minus control. Delta-method
  /// errors over places, t with Welch-Satterthwaite degrees of freedom. Suspect where significant
  /// either way. From 2 places with two times each in both groups.
  ControlCheck growth_before;
  bool control_suspect() const { return distance_gradient.suspect || growth_before.suspect; }
};

/// The quotient of a panel. Intervals resample places with replacement within each group; places
/// that move together (neighbours) make them too narrow, and a group of one place adds nothing to
/// them. Throws std::invalid_argument for sizes that differ, times that do not ascend, windows that
/// are reversed or overlap, negative or infinite outcomes, and options out of range.
DisplacementQuotient displacement_quotient(const DisplacementData& data,
                                           const DisplacementOptions& options = {});

/// How places are sorted by distance.
struct RingRule {
  TimeWindow window;     ///< of the treatment
  double threshold = 0;  ///< unit of the treatment
  double buffer_km = 50;
  double gap_km = 0;  ///< beyond the buffer, belonging to nobody
};

/// Target: any treatment above the threshold inside the window. Buffer: at most buffer_km from the
/// nearest target. Apart: at most gap_km beyond that, and places whose treatment is missing at
/// every time of the window. Control: the rest. Treatment is places x times. Throws
/// std::invalid_argument for sizes that differ, negative distances or a reversed window.
std::vector<PlaceRole> roles_by_distance(const Matrix& treatment, const std::vector<int>& times,
                                         const std::vector<Point>& points, const RingRule& rule);

/// Great-circle km from each place to the nearest target: 0 for targets, infinity without any.
std::vector<double> km_to_target(const std::vector<Point>& points,
                                 const std::vector<PlaceRole>& roles);

}  // namespace balloon::measure
