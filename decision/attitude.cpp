#include "decision/attitude.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "analysis/summary.hpp"

namespace balloon::decision {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void require_judged(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

double oriented(double value, Direction direction) {
  return direction == Direction::less_is_better ? value : -value;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double worst_mean(std::vector<double> losses, double share) {
  std::sort(losses.begin(), losses.end(), std::greater<>());
  const double inside = share * static_cast<double>(losses.size());  // members, not whole
  const auto whole = std::min(static_cast<std::size_t>(inside), losses.size());
  double sum = 0;
  for (std::size_t i = 0; i < whole; ++i) sum += losses[i];
  const double part = inside - static_cast<double>(whole);
  if (whole == 0) return losses[0];
  if (whole < losses.size() && part > 0) sum += part * losses[whole];
  return sum / inside;
}

double share_of(int count, int members) {
  return members > 0 ? static_cast<double>(count) / members : nan;
}

}  // namespace

Judged judge(const AttitudeRule& rule, const std::vector<double>& values, Direction direction,
             const std::vector<double>& best) {
  const bool regret = rule.kind == Attitude::regret;
  if (rule.kind == Attitude::cvar)
    require_judged(rule.level > 0 && rule.level <= 1, "the share of a cvar must be in (0, 1]");
  if (regret) {
    require_judged(rule.level >= 0 && rule.level <= 1,
                   "the quantile of a regret must be in [0, 1]");
    require_judged(best.size() == values.size(), "a regret needs the best value of each member");
  }
  if (rule.kind == Attitude::satisficing)
    require_judged(!std::isnan(rule.threshold), "satisficing needs a threshold");

  std::vector<double> losses;
  losses.reserve(values.size());
  Judged judged;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double loss = oriented(values[i], direction);
    if (regret) loss -= oriented(best[i], direction);
    if (std::isnan(loss))
      ++judged.failed;
    else
      losses.push_back(loss);
  }
  judged.members = static_cast<int>(losses.size());
  judged.value = nan;
  if (losses.empty()) return judged;

  switch (rule.kind) {
    case Attitude::mean:
      judged.value = mean_of(losses);
      break;
    case Attitude::cvar:
      judged.value = worst_mean(std::move(losses), rule.level);
      break;
    case Attitude::regret:
      std::sort(losses.begin(), losses.end());
      judged.value = analysis::quantile_of(losses, rule.level);
      break;
    case Attitude::satisficing: {
      const double limit = oriented(rule.threshold, direction);
      const auto met = std::count_if(losses.begin(), losses.end(),
                                     [limit](double loss) { return loss <= limit; });
      judged.value = -share_of(static_cast<int>(met), judged.members);
      break;
    }
  }
  return judged;
}

std::vector<double> best_values(const std::vector<std::vector<double>>& alternatives,
                                Direction direction) {
  std::vector<double> best(alternatives.empty() ? 0 : alternatives[0].size(), nan);
  for (const std::vector<double>& values : alternatives) {
    require_judged(values.size() == best.size(), "alternatives must have the same members");
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (std::isnan(values[i])) continue;
      if (std::isnan(best[i]) || oriented(values[i], direction) < oriented(best[i], direction))
        best[i] = values[i];
    }
  }
  return best;
}

BetterShares better_shares(const std::vector<std::vector<double>>& a,
                           const std::vector<std::vector<double>>& b,
                           const std::vector<Direction>& directions) {
  const std::size_t objectives = directions.size();
  require_judged(a.size() == objectives && b.size() == objectives,
                 "strategies that are compared must have the same objectives");
  const std::size_t members = objectives > 0 ? a[0].size() : 0;
  for (std::size_t k = 0; k < objectives; ++k)
    require_judged(a[k].size() == members && b[k].size() == members,
                   "strategies that are compared must have the same members");

  std::vector<int> each(objectives, 0), exactly(objectives + 1, 0);
  BetterShares shares;
  for (std::size_t i = 0; i < members; ++i) {
    bool failed = false;
    for (std::size_t k = 0; k < objectives; ++k)
      failed = failed || std::isnan(a[k][i]) || std::isnan(b[k][i]);
    if (failed) {
      ++shares.failed;
      continue;
    }
    ++shares.members;
    std::size_t better = 0;
    for (std::size_t k = 0; k < objectives; ++k) {
      if (!(oriented(a[k][i], directions[k]) < oriented(b[k][i], directions[k]))) continue;
      ++each[k];
      ++better;
    }
    ++exactly[better];
  }
  for (const int count : each) shares.on_each.push_back(share_of(count, shares.members));
  shares.on_at_least.resize(objectives + 1);
  int count = 0;
  for (std::size_t k = objectives + 1; k-- > 0;) {
    count += exactly[k];
    shares.on_at_least[k] = share_of(count, shares.members);
  }
  return shares;
}

}  // namespace balloon::decision
