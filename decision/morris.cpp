#include "decision/morris.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "analysis/summary.hpp"

namespace balloon::decision {

namespace {

/// The elementary effects of one trajectory, by factor. Which factor moves, and which way, is read
/// off the points.
std::vector<double> elementary_effects(const MorrisDesign& design, std::size_t trajectory,
                                       const std::vector<double>& values) {
  const auto factors = static_cast<std::size_t>(design.factors);
  const double delta = design.delta();
  std::vector<double> effects(factors);
  std::vector<char> moved(factors, 0);
  for (std::size_t step = 0; step < factors; ++step) {
    const std::size_t r = trajectory * (factors + 1) + step;
    const double *from = design.row(r), *to = design.row(r + 1);
    std::size_t moves = 0, factor = 0;
    for (std::size_t f = 0; f < factors; ++f)
      if (std::abs(to[f] - from[f]) > 1e-9) {
        ++moves;
        factor = f;
      }
    const double way = to[factor] - from[factor];
    if (moves != 1 || moved[factor] || !(std::abs(std::abs(way) - delta) < 1e-9))
      throw std::invalid_argument("a trajectory moves one factor at a time by delta");
    moved[factor] = 1;
    effects[factor] = (way > 0 ? values[r + 1] - values[r] : values[r] - values[r + 1]) / delta;
  }
  return effects;
}

}  // namespace

MorrisDesign morris_design(int factors, int trajectories, int levels, std::uint64_t seed) {
  if (factors < 1 || trajectories < 1)
    throw std::invalid_argument("a design needs factors and trajectories");
  if (levels < 2 || levels % 2 != 0)
    throw std::invalid_argument("levels are even, so that all of them are equally likely");
  MorrisDesign design;
  design.factors = factors;
  design.trajectories = trajectories;
  design.levels = levels;
  const auto count = static_cast<std::size_t>(factors);
  const int jump = levels / 2;  // levels to a move
  design.points.reserve(design.rows() * count);
  std::vector<int> level(count), way(count);
  std::vector<std::size_t> order(count);
  const auto add_row = [&] {
    for (const int l : level) design.points.push_back(static_cast<double>(l) / (levels - 1));
  };
  for (int t = 0; t < trajectories; ++t) {
    analysis::KeyedDraws draws(seed, analysis::DrawPurpose::trajectories,
                               static_cast<std::uint32_t>(t));
    for (std::size_t f = 0; f < count; ++f) {
      // A level of the lower half goes up, one of the upper half down.
      level[f] = static_cast<int>(draws.below(static_cast<std::size_t>(levels)));
      way[f] = level[f] < jump ? jump : -jump;
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t f = count; f > 1; --f) std::swap(order[f - 1], order[draws.below(f)]);
    add_row();
    for (const std::size_t f : order) {
      level[f] += way[f];
      add_row();
    }
  }
  return design;
}

MorrisEffects morris_effects(const MorrisDesign& design, const std::vector<double>& values,
                             int resamples, std::uint64_t seed) {
  if (design.factors < 1 || design.trajectories < 1 || design.levels < 2 ||
      design.points.size() != design.rows() * static_cast<std::size_t>(design.factors))
    throw std::invalid_argument("a design has as many points as its trajectories");
  if (values.size() != design.rows())
    throw std::invalid_argument("a design has one value for each row");
  if (resamples < 0) throw std::invalid_argument("resamples are not negative");

  const auto factors = static_cast<std::size_t>(design.factors);
  std::vector<std::vector<double>> effects;  // [trajectory used][factor]
  MorrisEffects made;
  for (int t = 0; t < design.trajectories; ++t) {
    auto of_trajectory = elementary_effects(design, static_cast<std::size_t>(t), values);
    // A value that is not finite is in at least one difference of its trajectory.
    if (std::all_of(of_trajectory.begin(), of_trajectory.end(),
                    [](double effect) { return std::isfinite(effect); }))
      effects.push_back(std::move(of_trajectory));
    else
      ++made.dropped;
  }
  made.used = static_cast<int>(effects.size());

  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  made.effects.assign(factors, {none, none, none, none, none});
  if (effects.empty()) return made;
  const auto used = static_cast<double>(effects.size());
  for (std::size_t f = 0; f < factors; ++f) {
    double sum = 0, sum_absolute = 0, squares = 0;
    for (const auto& of_trajectory : effects) {
      sum += of_trajectory[f];
      sum_absolute += std::abs(of_trajectory[f]);
    }
    made.effects[f].mu = sum / used;
    made.effects[f].mu_star = sum_absolute / used;
    if (made.used < 2) continue;
    for (const auto& of_trajectory : effects) {
      const double away = of_trajectory[f] - made.effects[f].mu;
      squares += away * away;
    }
    made.effects[f].sigma = std::sqrt(squares / (used - 1));
  }
  if (made.used < 2 || resamples == 0) return made;

  std::vector<std::vector<double>> drawn(factors);
  std::vector<double> sums(factors);
  for (int r = 0; r < resamples; ++r) {
    analysis::KeyedDraws draws(seed, analysis::DrawPurpose::bootstrap,
                               static_cast<std::uint32_t>(r));
    std::fill(sums.begin(), sums.end(), 0);
    for (std::size_t t = 0; t < effects.size(); ++t) {
      const auto& of_trajectory = effects[draws.below(effects.size())];
      for (std::size_t f = 0; f < factors; ++f) sums[f] += std::abs(of_trajectory[f]);
    }
    for (std::size_t f = 0; f < factors; ++f) drawn[f].push_back(sums[f] / used);
  }
  for (std::size_t f = 0; f < factors; ++f) {
    std::sort(drawn[f].begin(), drawn[f].end());
    made.effects[f].low = analysis::quantile_of(drawn[f], 0.025);
    made.effects[f].high = analysis::quantile_of(drawn[f], 0.975);
  }
  return made;
}

}  // namespace balloon::decision
