// What is asked of the ensemble's own members: the channels of displacement, switched off in all
// combinations, and a little more of each lever.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include "analysis/draws.hpp"
#include "decision/decide.hpp"
#include "decision/explanation.hpp"
#include "decision/paired_block.hpp"

namespace balloon::decision {

namespace {

constexpr int members_a_piece = 8;
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// Members of a piece, cut into what the kernel takes at once.
struct MemberSpan {
  int begin = 0, count = 0;
};
MemberSpan member_span(std::size_t piece, int members) {
  const int begin = static_cast<int>(piece) * members_a_piece;
  return {begin, std::min(members_a_piece, members - begin)};
}

/// Calls f(block) for every block of a span under a reference.
template <class F>
void for_blocks(const ExplainPlan& plan, const model::Policy& reference,
                const analysis::RunOptions& options, int fork, const MemberSpan& span, const F& f) {
  const int width = analysis::block_size(options);
  for (int from = 0; from < span.count; from += width)
    f(PairedBlock(*plan.world, reference, options, fork,
                  static_cast<std::uint64_t>(span.begin + from),
                  std::min(width, span.count - from)));
}

/// Policy and reference with the channels of a coalition on and the others off.
struct ChannelPair {
  model::Policy policy, reference;

  void put(unsigned coalition) {
    for (auto* p : {&policy, &reference}) {
      auto& s = p->structure;
      int* switches[channel_count] = {&s.price, &s.migration,     &s.buyers,
                                      &s.risk,  &s.agglomeration, &s.armed_groups};
      for (int c = 0; c < channel_count; ++c) *switches[c] = (coalition >> c) & 1U ? 1 : 0;
    }
  }
};

/// Numbers of a pair of runs as they are kept: value, gain, loss, whether it failed.
constexpr std::size_t channel_numbers = 4;
constexpr std::size_t coalitions = std::size_t{1} << channel_count;

/// The game in which a coalition is worth the mean of one number, or the ratio of the means of two.
/// A piece holds coalition after coalition, each with its members.
ShapleyResult channel_game(const ExplainPlan& plan, const std::vector<std::vector<double>>& pieces,
                           std::size_t numerator, std::size_t denominator) {
  const auto members = static_cast<std::size_t>(plan.options.members);
  ShapleyTable table;
  table.players = channel_count;
  table.members = plan.options.members;
  table.numerator.assign(members * coalitions, no_number);
  if (denominator > 0) table.denominator.assign(members * coalitions, no_number);
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const auto own = pieces[p].size() / (coalitions * channel_numbers);
    for (std::size_t k = 0; k < coalitions * own; ++k) {
      const double* numbers = &pieces[p][k * channel_numbers];
      const auto at = (p * members_a_piece + k % own) * coalitions + k / own;
      table.numerator[at] = numbers[numerator];
      if (denominator > 0) table.denominator[at] = numbers[denominator];
    }
  }
  return shapley_of_members(table, {plan.options.seed, 1000});
}

/// All coalitions of one block of members, appended to `out`.
void run_coalitions(const ExplainPlan& plan, const analysis::RunOptions& options, int fork,
                    const MemberSpan& span, ChannelPair& pair, std::vector<double>& out) {
  const auto count = static_cast<std::size_t>(span.count);
  const auto at = out.size();
  out.resize(at + coalitions * count * channel_numbers);
  const int width = analysis::block_size(options);
  const auto put = [&](std::size_t coalition, int offset, const analysis::Ensemble& policy,
                       const analysis::Ensemble& reference) {
    for (int i = 0; i < policy.result.members; ++i) {
      const auto v = pair_value(*plan.world, plan.outcome, policy, reference, i);
      const bool good = policy.result.usable(i) && reference.result.usable(i);
      double* numbers =
          &out[at + (coalition * count + static_cast<std::size_t>(offset + i)) * channel_numbers];
      numbers[0] = v.value;
      numbers[1] = v.gain;
      numbers[2] = v.loss;
      numbers[3] = good ? 0 : 1;
    }
  };
  for (int from = 0; from < span.count; from += width) {
    const auto block = [&](const model::Policy& reference) {
      return PairedBlock(*plan.world, reference, options, fork,
                         static_cast<std::uint64_t>(span.begin + from),
                         std::min(width, span.count - from));
    };
    if (plan.channels_from_1990) {
      for (std::size_t c = 0; c < coalitions; ++c) {
        pair.put(static_cast<unsigned>(c));
        const auto own = block(pair.reference);
        put(c, from, own.under(pair.policy), own.reference());
      }
      continue;
    }
    const auto common = block(*plan.reference);
    for (std::size_t c = 0; c < coalitions; ++c) {
      pair.put(static_cast<unsigned>(c));
      const auto reference = common.under(pair.reference);
      put(c, from, common.under(pair.policy), reference);
    }
  }
}

/// Ratio of the means of two columns over members with its 90 % interval by a bootstrap.
ShapleyFigure ratio_of_means(const std::vector<double>& top, const std::vector<double>& bottom,
                             std::uint64_t seed) {
  constexpr int replicates = 1000;
  const auto ratio = [&](const auto& pick) {
    double a = 0, b = 0;
    for (std::size_t i = 0; i < top.size(); ++i) {
      const std::size_t k = pick(i);
      a += top[k];
      b += bottom[k];
    }
    return b != 0 ? a / b : no_number;
  };
  ShapleyFigure figure{no_number, no_number, no_number};
  if (top.empty()) return figure;
  figure.value = ratio([](std::size_t i) { return i; });
  std::vector<double> drawn;
  for (int r = 0; r < replicates; ++r) {
    analysis::KeyedDraws draws(seed, analysis::DrawPurpose::bootstrap,
                               static_cast<std::uint32_t>(r));
    const double x = ratio([&](std::size_t) { return draws.below(top.size()); });
    if (std::isfinite(x)) drawn.push_back(x);
  }
  if (drawn.size() < 2) return figure;
  std::sort(drawn.begin(), drawn.end());
  figure.low = analysis::quantile_of(drawn, 0.05);
  figure.high = analysis::quantile_of(drawn, 0.95);
  return figure;
}

/// Money and change by lever and member.
struct LeverTable {
  std::vector<std::vector<double>> change, spending;  ///< [lever][member]; NaN where there is none
};

LeverEffect lever_effect(const ExplainPlan& plan, const LeverTable& table, std::size_t lever,
                         double better) {
  LeverEffect e;
  std::vector<double> change, spending, per_million;
  int helps = 0;
  for (std::size_t m = 0; m < table.change[lever].size(); ++m) {
    const double c = table.change[lever][m], s = table.spending[lever][m];
    if (!std::isfinite(c) || !std::isfinite(s)) continue;
    change.push_back(c);
    spending.push_back(s);
    if (s != 0) {
      per_million.push_back(c / s * 1e6);
      if (better * per_million.back() > 0) ++helps;
    }
  }
  e.used = static_cast<int>(change.size());
  e.change = analysis::summarise(change);
  e.spending = analysis::summarise(spending);
  e.costs = std::fabs(e.spending.mean) >= 1;
  e.helps = no_number;
  e.mean_per_million = e.usd_per_unit = {no_number, no_number, no_number};
  if (!e.costs || per_million.empty()) return e;
  e.helps = static_cast<double>(helps) / static_cast<double>(per_million.size());
  e.per_million = analysis::summarise(std::move(per_million));
  e.mean_per_million = ratio_of_means(change, spending, plan.options.seed);
  for (double* x : {&e.mean_per_million.value, &e.mean_per_million.low, &e.mean_per_million.high})
    *x *= 1e6;
  // The inverse's interval, which has no meaning where the change may be of either sign.
  const auto inverse = [&](double x) { return 1e6 / (better * x); };
  const auto& f = e.mean_per_million;
  e.usd_per_unit.value = inverse(f.value);
  if (f.low > 0 || f.high < 0) {
    e.usd_per_unit.low = std::min(inverse(f.low), inverse(f.high));
    e.usd_per_unit.high = std::max(inverse(f.low), inverse(f.high));
  }
  return e;
}

/// Share of members in which a million in `a` does more for the better than in `b`.
double share_cheaper(const LeverTable& table, std::size_t a, std::size_t b, double better) {
  double wins = 0;
  int used = 0;
  for (std::size_t m = 0; m < table.change[a].size(); ++m) {
    const double x = better * table.change[a][m] / table.spending[a][m];
    const double y = better * table.change[b][m] / table.spending[b][m];
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    ++used;
    wins += x > y ? 1 : x == y ? 0.5 : 0;
  }
  return used == 0 ? no_number : wins / used;
}

/// Cost of a unit for the better by `a` over that by `b`, member by member where both help.
analysis::Interval ratio_of_costs(const LeverTable& table, std::size_t a, std::size_t b,
                                  double better) {
  std::vector<double> ratios;
  for (std::size_t m = 0; m < table.change[a].size(); ++m) {
    const double x = better * table.change[a][m] / table.spending[a][m];
    const double y = better * table.change[b][m] / table.spending[b][m];
    if (std::isfinite(x) && std::isfinite(y) && x > 0 && y > 0) ratios.push_back(y / x);
  }
  return analysis::summarise(std::move(ratios));
}

}  // namespace

std::optional<ChannelsResult> share_channels(const ExplainPlan& plan, ExplainWork& work) {
  std::array<bool, model::outcome_count> recorded;
  auto options = options_for(plan.outcome, plan.options, false, recorded);
  options.source = plan.posterior;
  ChannelPair whole{*plan.policy, *plan.reference};
  whole.put(coalitions - 1);
  const int fork = analysis::first_difference(whole.policy, whole.reference);
  if (!plan.channels_from_1990 && fork <= 0)
    throw std::invalid_argument(
        "the policies differ from the start, so channels can only be off from 1990 on");
  std::vector<std::unique_ptr<ChannelPair>> pairs(static_cast<std::size_t>(work.threads()));
  std::vector<std::vector<double>> pieces;
  const auto members_of = [&](std::size_t p) { return member_span(p, options.members).count; };
  const bool finished = work.run(
      plan.channels_from_1990 ? "channels-1990" : "channels",
      static_cast<std::size_t>((options.members + members_a_piece - 1) / members_a_piece),
      [&](std::size_t p) {
        return channel_numbers * coalitions * static_cast<std::size_t>(members_of(p));
      },
      [&](std::size_t p) { return members_of(p) * static_cast<int>(coalitions); },
      [&](std::size_t p, int thread) {
        auto& pair = pairs[static_cast<std::size_t>(thread)];
        if (!pair) pair = std::make_unique<ChannelPair>(whole);
        std::vector<double> out;
        run_coalitions(plan, options, fork, member_span(p, options.members), *pair, out);
        return out;
      },
      pieces);
  if (!finished) return std::nullopt;
  ChannelsResult result;
  for (const auto& piece : pieces)
    for (std::size_t i = 0; i < piece.size(); i += channel_numbers) {
      ++result.rows.rows;
      if (piece[i + 3] != 0) ++result.rows.failed;
    }
  const auto add = [&](const char* id, const char* title, const char* unit, std::size_t numerator,
                       std::size_t denominator) {
    result.quantities.push_back(
        {id, title, unit, channel_game(plan, pieces, numerator, denominator)});
  };
  if (plan.outcome.of_ledger()) {
    add("index", "ha gained elsewhere by ha lost, ratio of means", "1", 1, 2);
    add("gain", "ha gained elsewhere, mean", "ha", 1, 0);
    add("loss", "ha lost in the target, mean", "ha", 2, 0);
  } else {
    add("value", "the outcome, mean", unit_of(plan.outcome), 0, 0);
  }
  return result;
}

std::optional<LeversResult> try_levers(const ExplainPlan& plan,
                                       const std::vector<model::Instrument>& levers,
                                       ExplainWork& work) {
  LeversResult result;
  std::array<bool, model::outcome_count> recorded;
  auto options = options_for(plan.outcome, plan.options, true, recorded);
  options.source = plan.posterior;
  std::vector<model::Policy> added;
  int fork = analysis::first_difference(*plan.policy, *plan.reference);
  for (const auto& lever : plan.added) {
    added.push_back(with_added(*plan.policy, lever));
    fork = std::min(fork, analysis::first_difference(added.back(), *plan.reference));
  }
  const auto count = levers.size() + added.size();
  const std::size_t numbers = 3 + 2 * count;  // value, spending in both arms; each lever's
  const auto chunks =
      static_cast<std::size_t>((options.members + members_a_piece - 1) / members_a_piece);
  const auto members_of = [&](std::size_t p) { return member_span(p, options.members).count; };
  std::vector<std::unique_ptr<ScaledLevers>> scaled(static_cast<std::size_t>(work.threads()));
  std::vector<std::vector<double>> pieces;
  const bool finished = work.run(
      "levers", chunks,
      [&](std::size_t p) { return numbers * static_cast<std::size_t>(members_of(p)); },
      [&](std::size_t p) { return members_of(p) * static_cast<int>(1 + count); },
      [&](std::size_t p, int thread) {
        auto& bench = scaled[static_cast<std::size_t>(thread)];
        if (!bench)
          bench = std::make_unique<ScaledLevers>(*plan.policy, *plan.reference, options.to);
        std::vector<double> out;
        for_blocks(plan, *plan.reference, options, fork, member_span(p, options.members),
                   [&](const PairedBlock& block) {
                     const auto at = out.size();
                     out.resize(at + numbers * static_cast<std::size_t>(block.members()));
                     const auto put = [&](const analysis::Ensemble& run, std::size_t where) {
                       for (int i = 0; i < block.members(); ++i) {
                         double* row = &out[at + static_cast<std::size_t>(i) * numbers + where];
                         row[0] =
                             pair_value(*plan.world, plan.outcome, run, block.reference(), i).value;
                         row[1] = spending_of(plan.outcome, run, i);
                       }
                     };
                     put(block.under(bench->with({})), 0);
                     for (std::size_t l = 0; l < levers.size(); ++l)
                       put(block.under(bench->with({{levers[l], result.scale}})), 3 + 2 * l);
                     for (std::size_t l = 0; l < added.size(); ++l)
                       put(block.under(added[l]), 3 + 2 * (levers.size() + l));
                     for (int i = 0; i < block.members(); ++i)
                       out[at + static_cast<std::size_t>(i) * numbers + 2] =
                           spending_of(plan.outcome, block.reference(), i);
                   });
        return out;
      },
      pieces);
  if (!finished) return std::nullopt;

  LeverTable table;
  table.change.resize(count);
  table.spending.resize(count);
  std::vector<double> values, spent;
  for (const auto& piece : pieces) {
    for (std::size_t at = 0; at < piece.size(); at += numbers) {
      const double value = piece[at], spending = piece[at + 1], reference = piece[at + 2];
      result.rows.rows += static_cast<int>(1 + count);
      for (std::size_t l = 0; l <= count; ++l) {
        const double own = piece[at + (l == 0 ? 1 : 2 + 2 * l)];
        if (std::isnan(own) || std::isnan(reference))
          ++result.rows.failed;
        else if (std::isnan(piece[at + (l == 0 ? 0 : 1 + 2 * l)]))
          ++result.rows.undefined;
      }
      if (std::isfinite(value)) values.push_back(value);
      if (std::isfinite(spending - reference)) spent.push_back(spending - reference);
      for (std::size_t l = 0; l < count; ++l) {
        table.change[l].push_back(piece[at + 3 + 2 * l] - value);
        table.spending[l].push_back(piece[at + 4 + 2 * l] - spending);
      }
    }
  }
  result.value = analysis::summarise(std::move(values));
  result.spending = analysis::summarise(std::move(spent));
  const double better = wanted_of(plan.outcome) == model::Direction::minimise ? -1 : 1;
  for (std::size_t l = 0; l < count; ++l) {
    auto effect = lever_effect(plan, table, l, better);
    effect.added = l >= levers.size();
    effect.id = effect.added ? plan.added[l - levers.size()].id
                             : std::string(model::instruments[levers[l]].name);
    result.levers.push_back(std::move(effect));
  }
  result.cheaper.assign(count, std::vector<double>(count, no_number));
  result.cost_ratio.assign(count, std::vector<analysis::Interval>(count));
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = 0; b < count; ++b)
      if (a != b && result.levers[a].costs && result.levers[b].costs) {
        result.cheaper[a][b] = share_cheaper(table, a, b, better);
        result.cost_ratio[a][b] = ratio_of_costs(table, a, b, better);
      }
  return result;
}

}  // namespace balloon::decision
