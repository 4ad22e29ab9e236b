#include "decision/shapley.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "analysis/summary.hpp"

namespace balloon::decision {

namespace {

std::size_t coalitions_of(int players) { return std::size_t{1} << players; }

void check_players(int players) {
  if (players < 1 || players > most_players)
    throw std::invalid_argument("a game has 1 to 12 players");
}

void check_table(const ShapleyTable& table, const ShapleyOptions& options) {
  check_players(table.players);
  if (table.members < 0) throw std::invalid_argument("members below 0");
  if (options.replicates < 0) throw std::invalid_argument("replicates below 0");
  const auto members = static_cast<std::size_t>(table.members);
  const std::size_t cells = members * coalitions_of(table.players);
  if (table.numerator.size() != cells)
    throw std::invalid_argument("numerators are not one a member and coalition");
  if (!table.denominator.empty() && table.denominator.size() != cells)
    throw std::invalid_argument("denominators are not one a member and coalition");
  if (!table.weight.empty() && table.weight.size() != members)
    throw std::invalid_argument("weights are not one a member");
  if (std::any_of(table.weight.begin(), table.weight.end(), [](double w) { return !(w >= 0); }))
    throw std::invalid_argument("a weight is below 0");
}

/// Members all of whose numbers are finite.
std::vector<std::size_t> whole_members(const ShapleyTable& table) {
  const std::size_t coalitions = coalitions_of(table.players);
  const auto finite = [&](const std::vector<double>& cells, std::size_t member) {
    if (cells.empty()) return true;
    const double* row = cells.data() + member * coalitions;
    return std::all_of(row, row + coalitions, [](double v) { return std::isfinite(v); });
  };
  std::vector<std::size_t> whole;
  for (std::size_t m = 0; m < static_cast<std::size_t>(table.members); ++m)
    if (finite(table.numerator, m) && finite(table.denominator, m) &&
        (table.weight.empty() || std::isfinite(table.weight[m])))
      whole.push_back(m);
  return whole;
}

/// Worths of coalitions where member members[k] is there times[k] times.
std::vector<double> worth_of(const ShapleyTable& table, const std::vector<std::size_t>& members,
                             const std::vector<int>& times) {
  const std::size_t coalitions = coalitions_of(table.players);
  std::vector<double> worth(coalitions, 0.0), below(coalitions, 0.0);
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::size_t m = members[k];
    const double weight = times[k] * (table.weight.empty() ? 1.0 : table.weight[m]);
    if (weight == 0) continue;
    const double* numerator = table.numerator.data() + m * coalitions;
    for (std::size_t s = 0; s < coalitions; ++s) worth[s] += weight * numerator[s];
    if (table.denominator.empty()) {
      for (double& sum : below) sum += weight;
    } else {
      const double* denominator = table.denominator.data() + m * coalitions;
      for (std::size_t s = 0; s < coalitions; ++s) below[s] += weight * denominator[s];
    }
  }
  for (std::size_t s = 0; s < coalitions; ++s) worth[s] /= below[s];
  return worth;
}

/// The figures of one game in a row: values, first and last by player, then all and none.
std::vector<double> figures_of(int players, const std::vector<double>& worth) {
  std::vector<double> figures = shapley_values(players, worth);
  for (int i = 0; i < players; ++i) figures.push_back(worth[std::size_t{1} << i] - worth.front());
  for (int i = 0; i < players; ++i)
    figures.push_back(worth.back() - worth[worth.size() - 1 - (std::size_t{1} << i)]);
  figures.push_back(worth.back());
  figures.push_back(worth.front());
  return figures;
}

}  // namespace

std::vector<double> shapley_values(int players, const std::vector<double>& worth) {
  check_players(players);
  if (worth.size() != coalitions_of(players))
    throw std::invalid_argument("worths are not one a coalition");
  // Of all orders, the share in which the s players of a coalition and no others come before a
  // given one: s! (n - 1 - s)! / n!.
  const auto n = static_cast<std::size_t>(players);
  std::vector<double> share(n, 1.0 / players);
  for (std::size_t s = 1; s < n; ++s)
    share[s] = share[s - 1] * static_cast<double>(s) / static_cast<double>(n - s);
  std::vector<double> values(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t bit = std::size_t{1} << i;
    for (std::size_t s = 0; s < worth.size(); ++s)
      if (!(s & bit))
        values[i] +=
            share[static_cast<std::size_t>(std::popcount(s))] * (worth[s | bit] - worth[s]);
  }
  return values;
}

ShapleyResult shapley_of_members(const ShapleyTable& table, const ShapleyOptions& options) {
  check_table(table, options);
  const auto members = whole_members(table);
  ShapleyResult result;
  result.members = static_cast<int>(members.size());
  result.dropped = table.members - result.members;

  std::vector<int> times(members.size(), 1);
  const auto point = figures_of(table.players, worth_of(table, members, times));
  std::vector<std::vector<double>> spread(point.size());
  for (int r = 0; r < options.replicates && !members.empty(); ++r) {
    analysis::KeyedDraws draws(options.seed, analysis::DrawPurpose::bootstrap,
                               static_cast<std::uint32_t>(r));
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t k = 0; k < members.size(); ++k) ++times[draws.below(members.size())];
    const auto figures = figures_of(table.players, worth_of(table, members, times));
    if (!std::all_of(figures.begin(), figures.end(), [](double v) { return std::isfinite(v); }))
      continue;
    ++result.replicates;
    for (std::size_t i = 0; i < figures.size(); ++i) spread[i].push_back(figures[i]);
  }

  std::size_t next = 0;
  const auto take = [&] {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    ShapleyFigure figure{point[next], nan, nan};
    auto& values = spread[next++];
    if (values.empty()) return figure;
    std::sort(values.begin(), values.end());
    figure.low = analysis::quantile_of(values, 0.05);
    figure.high = analysis::quantile_of(values, 0.95);
    return figure;
  };
  for (auto* figures : {&result.shapley, &result.first, &result.last})
    for (int i = 0; i < table.players; ++i) figures->push_back(take());
  result.all = take();
  result.none = take();
  return result;
}

}  // namespace balloon::decision
