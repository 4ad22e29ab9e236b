// Shapley values: how a total is shared out among causes whose effects hang on one another.
#pragma once

#include <cstdint>
#include <vector>

namespace balloon::decision {

/// The work and the memory grow as 2^players.
inline constexpr int most_players = 12;

/// The value of each player (Shapley 1953, "A value for n-person games", Contributions to the
/// Theory of Games II): what the player adds to those before, over all orders in which players may
/// come. worth[S] is that of the coalition of the players whose bit is set in S (bit i, player i),
/// in any unit; the values add up to worth.back() - worth.front(). Throws std::invalid_argument
/// unless there are 1 to most_players players and 2^players entries.
std::vector<double> shapley_values(int players, const std::vector<double>& worth);

/// A game that is known member by member of an ensemble. A coalition is worth
///   sum over members of weight x numerator / sum over members of weight x denominator,
/// a ratio of means, which unlike the mean of ratios stands where some members' denominator is near
/// zero.
struct ShapleyTable {
  int players = 0;
  int members = 0;
  std::vector<double> numerator;    ///< [member][coalition], 2^players a member
  std::vector<double> denominator;  ///< likewise; empty: ones, so that worths are means
  std::vector<double> weight;       ///< by member, at least 0; empty: all alike
};

struct ShapleyOptions {
  std::uint64_t seed = 1;
  int replicates = 1000;  ///< of the bootstrap; 0: no intervals
};

/// A figure with its 90 % interval, quantiles of the bootstrap; NaN without any.
struct ShapleyFigure {
  double value = 0, low = 0, high = 0;
};

/// All figures are in the unit of the worths.
struct ShapleyResult {
  std::vector<ShapleyFigure> shapley;  ///< by player
  std::vector<ShapleyFigure> first;    ///< by player: alone, against no player at all
  std::vector<ShapleyFigure> last;     ///< by player: all players, against all others
  ShapleyFigure all, none;             ///< worth of all players and of none
  int members = 0;                     ///< used
  int dropped = 0;     ///< members with a number that is not finite, in any coalition
  int replicates = 0;  ///< of the bootstrap, without those whose denominators add up to 0
};

/// Values with intervals by a bootstrap over members: a replicate takes the same members, with
/// replacement, for every coalition. Replicate r draws from (seed, bootstrap, r) alone, so more
/// replicates leave the first ones as they were. Figures are NaN where no member is left. Throws
/// std::invalid_argument for lengths that differ, a weight below 0 or replicates below 0.
ShapleyResult shapley_of_members(const ShapleyTable& table, const ShapleyOptions& options = {});

}  // namespace balloon::decision
