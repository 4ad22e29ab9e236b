// The screening: elementary effects of every factor.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/hash.hpp"
#include "decision/explanation.hpp"

namespace balloon::decision {

namespace {

/// Inputs of the screening's first and last level: its moves end where a factor still may be.
constexpr double screen_low = 0.05, screen_high = 0.95;

/// Histories have no order, and four levels would be four of them: each level of each trajectory
/// is a history of its own, any with the same chance.
double history_of_level(std::uint64_t seed, int trajectory, int level) {
  auto h = hash_combine(hash_text("history"), seed);
  h = hash_combine(h, static_cast<std::uint64_t>(trajectory));
  h = hash_combine(h, static_cast<std::uint64_t>(level));
  return static_cast<double>(h >> 11) * 0x1p-53;
}

/// The effects of one factor, from the trajectories in which both of its rows have a number.
MorrisEffects effects_of(const MorrisDesign& design, std::size_t factor,
                         const std::vector<double>& values, std::uint64_t seed) {
  const auto length = static_cast<std::size_t>(design.factors) + 1;
  MorrisDesign own;
  own.factors = 1;
  own.levels = design.levels;
  std::vector<double> pairs;
  for (std::size_t t = 0; t < static_cast<std::size_t>(design.trajectories); ++t) {
    for (std::size_t r = t * length; r + 1 < (t + 1) * length; ++r) {
      const double from = design.row(r)[factor], to = design.row(r + 1)[factor];
      if (from == to) continue;
      if (!std::isfinite(values[r]) || !std::isfinite(values[r + 1])) continue;
      ++own.trajectories;
      own.points.insert(own.points.end(), {from, to});
      pairs.insert(pairs.end(), {values[r], values[r + 1]});
    }
  }
  if (own.trajectories > 0) return morris_effects(own, pairs, 1000, seed);
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  MorrisEffects empty;
  empty.effects.push_back({unknown, unknown, unknown, unknown, unknown});
  return empty;
}

}  // namespace

std::optional<ScreenResult> screen_factors(const ExplainPlan& plan, const FactorSpace& space,
                                           const std::vector<Factor>& factors, ExplainWork& work) {
  const auto count = factors.size();
  const auto design =
      morris_design(static_cast<int>(count), plan.trajectories, plan.levels, plan.options.seed);
  const auto length = count + 1;
  const auto trajectories = static_cast<std::size_t>(plan.trajectories);
  // Step by step over all trajectories, so that a trajectory keeps its stream and a block is full.
  std::vector<FactorRow> rows;
  std::vector<std::size_t> place;  // in the design
  for (std::size_t step = 0; step < length; ++step) {
    for (std::size_t t = 0; t < trajectories; ++t) {
      const double* point = design.row(t * length + step);
      FactorRow row{t, std::vector<double>(count)};
      for (std::size_t f = 0; f < count; ++f) {
        const int level = static_cast<int>(std::lround(point[f] * (plan.levels - 1)));
        row.inputs[f] = factors[f].kind == FactorKind::history
                            ? history_of_level(plan.options.seed, static_cast<int>(t), level)
                            : screen_low + (screen_high - screen_low) * point[f];
      }
      rows.push_back(std::move(row));
      place.push_back(t * length + step);
    }
  }
  const auto run = run_factor_rows(plan, space, factors, rows, "screen", work);
  if (!run) return std::nullopt;
  std::vector<double> values(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) values[place[r]] = run->value[r];
  ScreenResult result;
  result.factors = factors;
  result.rows = run->count;
  for (std::size_t f = 0; f < count; ++f) {
    const auto own = effects_of(design, f, values, plan.options.seed);
    result.effects.push_back(own.effects.front());
    result.used.push_back(own.used);
  }
  result.order.resize(count);
  std::iota(result.order.begin(), result.order.end(), std::size_t{0});
  const auto size = [&](std::size_t f) {
    const double x = result.effects[f].mu_star;
    return std::isnan(x) ? -1 : x;
  };
  std::stable_sort(result.order.begin(), result.order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return result;
}

}  // namespace balloon::decision
