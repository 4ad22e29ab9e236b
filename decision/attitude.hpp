// Attitudes to uncertainty: what members of an ensemble say, made one number that is to be
// minimised.
//
// Members are equally likely. A value that is NaN is of a member whose run failed: it is left out
// and counted, for to call it the worst would make a strategy's worth hang on where a solver gives
// up. A caller that does not want failures looks at the count.
#pragma once

#include <vector>

namespace balloon::decision {

enum class Attitude {
  mean,         ///< expectation
  cvar,         ///< mean of the worst share
  regret,       ///< quantile of what each member loses against the best alternative for it
  satisficing,  ///< share of members that meet a threshold
};

/// Which way a quantity is better. What `judge` gives is to be minimised either way.
enum class Direction { less_is_better, more_is_better };

struct AttitudeRule {
  Attitude kind = Attitude::mean;
  /// cvar: share of the members that are the worst, in (0, 1]; 1 is the mean, and a share of less
  /// than one member the worst member. regret: quantile in [0, 1]; 1 is the largest regret.
  double level = 0.1;
  /// satisficing: in the quantity's own unit, to be kept from above where less is better and from
  /// below where more is. A value that equals it meets it.
  double threshold = 0;
};

struct Judged {
  double value = 0;  ///< less is better; NaN where every member failed
  int members = 0;   ///< that counted
  int failed = 0;    ///< left out
};

/// Members' values by an attitude, with v = value where less is better and -value where more is:
///
///  - mean of v;
///  - cvar: mean of the largest `level` of v. The member at the edge counts with the part of it
///    that is inside, so that the figure is continuous in the level: the conditional value at risk
///    of Rockafellar and Uryasev (2000, Journal of Risk 2(3), 21-41; for discrete distributions
///    2002, Journal of Banking & Finance 26(7), 1443-1471).
///  - regret: quantile `level` (type 7 of Hyndman and Fan 1996) of v less that of the best
///    alternative. At level 1 what Savage (1951, JASA 46(253), 55-67) minimises.
///  - satisficing: minus the share of members that meet the threshold, the domain criterion of
///    Starr (1963, Product Design and Decision Theory, Prentice-Hall).
///
/// These are four of the kinds in McPhail et al. (2018, Earth's Future 6(2), 169-191). `best` is
/// for regret alone: for each member the best value among the alternatives (`best_values`); a
/// member without one counts as failed. Throws std::invalid_argument for a level out of range, a
/// NaN threshold, or a `best` of another length.
Judged judge(const AttitudeRule& rule, const std::vector<double>& values,
             Direction direction = Direction::less_is_better, const std::vector<double>& best = {});

/// For each member the best value among the alternatives (alternatives[a][member]) that did not
/// fail; NaN where all did. Throws std::invalid_argument for lengths that differ.
std::vector<double> best_values(const std::vector<std::vector<double>>& alternatives,
                                Direction direction = Direction::less_is_better);

/// In how many members one strategy is better than another, objective by objective. The two are
/// paired: a member has the same parameters and random numbers in both. A tie is not better.
struct BetterShares {
  std::vector<double> on_each;      ///< [objective]: share of members
  std::vector<double> on_at_least;  ///< [k]: share better on k objectives or more; [0] is 1
  int members = 0;                  ///< that counted
  int failed = 0;                   ///< failed in any objective of either; left out of all shares
};

/// a[objective][member] against b. Shares are NaN where no member is left. Throws
/// std::invalid_argument for lengths that differ.
BetterShares better_shares(const std::vector<std::vector<double>>& a,
                           const std::vector<std::vector<double>>& b,
                           const std::vector<Direction>& directions);

}  // namespace balloon::decision
