#include "decision/rolling_horizon.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "decision/measure_value.hpp"
#include "engine/parallel.hpp"

namespace balloon::decision {
namespace {

/// A lever for every lever of the problem and every year in which it spends.
struct YearLevers {
  int years = 0;
  std::vector<LeverChanges> levers;  ///< [year][lever]; per USD of the whole lever's money
};

YearLevers by_year(const DecidePlan& plan) {
  YearLevers split;
  const int first = year_of(plan.problem->first_month);
  for (const auto& l : plan.levers)
    for (const auto& c : l.per_usd)
      split.years = std::max(split.years, year_of(c.month) - first + 1);
  for (int y = 0; y < split.years; ++y)
    for (const auto& l : plan.levers) {
      LeverChanges part{l.donor, {}};
      for (const auto& c : l.per_usd)
        if (year_of(c.month) - first == y) part.per_usd.push_back(c);
      split.levers.push_back(std::move(part));
    }
  return split;
}

/// Members that are advanced together year by year under what has been decided so far.
class Path {
 public:
  Path(const model::World& world, const analysis::RunOptions& options, std::uint64_t first_member,
       int members)
      : world_(world), options_(options), first_(first_member), members_(members) {
    layout_ = model::make_layout(world, options.outcomes);
    shape_ = analysis::row_shape(options, layout_);
    lanes_ = analysis::block_size(options);
    for (int begin = 0; begin < members; begin += lanes_) {
      blocks_.emplace_back();
      blocks_.back().at.month = options.from;
      blocks_.back().rows.assign(
          static_cast<std::size_t>(std::min(lanes_, members - begin)) * shape_.member_size(), 0.0F);
    }
  }

  /// From the start to the first month, under a policy.
  void start(const model::Policy& policy) {
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      std::vector<analysis::Checkpoint> saves(1);
      saves[0].month = options_.from;
      auto options = options_;
      options.to = options.from;
      analysis::run_block(world_, policy, options, first_of(b), count_of(b), nullptr, &saves);
      blocks_[b].at = std::move(saves[0]);
    }
  }

  /// Rows of every member to the end under a policy that is the decided one so far, those of
  /// earlier years included; failed members are marked.
  std::vector<engine::Rows> look_ahead(const model::Policy& policy,
                                       std::vector<char>& failed) const {
    std::vector<engine::Rows> all;
    failed.clear();
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      auto run = analysis::run_block(world_, policy, options_, first_of(b), count_of(b),
                                     &blocks_[b].at, nullptr);
      keep_earlier(blocks_[b], run.rows);
      all.push_back(std::move(run.rows));
      failed.insert(failed.end(), run.failed.begin(), run.failed.end());
    }
    return all;
  }

  /// One year on under the decided policy.
  void advance(const model::Policy& policy) {
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      auto& block = blocks_[b];
      std::vector<analysis::Checkpoint> saves(1);
      saves[0].month = block.at.month + 12;
      auto run = analysis::run_block(world_, policy, options_, first_of(b), count_of(b), &block.at,
                                     saves[0].month <= options_.to ? &saves : nullptr);
      keep_earlier(block, run.rows);
      block.rows = std::move(run.rows);
      if (saves[0].month <= options_.to) block.at = std::move(saves[0]);
    }
  }

  const float* rows(int member) const {
    return blocks_[static_cast<std::size_t>(member / lanes_)].rows.data() +
           static_cast<std::size_t>(member % lanes_) * shape_.member_size();
  }
  const float* rows(const std::vector<engine::Rows>& all, int member) const {
    return all[static_cast<std::size_t>(member / lanes_)].data() +
           static_cast<std::size_t>(member % lanes_) * shape_.member_size();
  }
  double value(const Measure& m, const float* rows) const {
    return measure_value(m, layout_, shape_, options_.from, rows);
  }
  int members() const { return members_; }

 private:
  struct Block {
    analysis::Checkpoint at;
    engine::Rows rows;  ///< decided years
  };
  std::uint64_t first_of(std::size_t b) const {
    return first_ + b * static_cast<std::size_t>(lanes_);
  }
  int count_of(std::size_t b) const {
    return std::min(lanes_, members_ - static_cast<int>(b) * lanes_);
  }
  /// Copies the months and years before the block's checkpoint.
  void keep_earlier(const Block& block, engine::Rows& rows) const {
    const auto size = shape_.member_size();
    const auto months = static_cast<std::size_t>(block.at.month - options_.from) *
                        static_cast<std::size_t>(shape_.monthly_width);
    const auto yearly =
        static_cast<std::size_t>(shape_.months) * static_cast<std::size_t>(shape_.monthly_width);
    const auto years = static_cast<std::size_t>((block.at.month - options_.from) / 12) *
                       static_cast<std::size_t>(shape_.yearly_width);
    for (std::size_t m = 0; m * size < rows.size(); ++m) {
      const auto from = block.rows.begin() + static_cast<std::ptrdiff_t>(m * size);
      const auto to = rows.begin() + static_cast<std::ptrdiff_t>(m * size);
      std::copy_n(from, months, to);
      std::copy_n(from + static_cast<std::ptrdiff_t>(yearly), years,
                  to + static_cast<std::ptrdiff_t>(yearly));
    }
  }

  const model::World& world_;
  analysis::RunOptions options_;
  std::uint64_t first_;
  int members_, lanes_ = 1;
  model::OutcomeLayout layout_;
  engine::RowShape shape_;
  std::vector<Block> blocks_;
};

/// Everything that the agencies of all truths share.
struct Setting {
  const DecidePlan* plan = nullptr;
  const DecisionResult* result = nullptr;
  RollingOptions options;
  YearLevers levers;
  analysis::RunOptions run;
  std::vector<Measure> objectives, reports;     ///< reports: [year][hub]
  std::vector<std::size_t> plans;               ///< strategies that may be taken up
  std::vector<std::vector<double>> historical;  ///< [objective][belief]
};

/// Money of each (year, lever): plans taken up so far, and `next` from there on.
std::vector<double> money_of(const Setting& s, const std::vector<std::size_t>& taken,
                             std::size_t next) {
  std::vector<double> usd;
  for (int y = 0; y < s.levers.years; ++y) {
    const auto plan =
        static_cast<std::size_t>(y) < taken.size() ? taken[static_cast<std::size_t>(y)] : next;
    const auto& money = s.result->strategies[plan].money;
    usd.insert(usd.end(), money.begin(), money.end());
  }
  return usd;
}

/// Weights of the beliefs by what the surveys have said so far, adding to 1.
std::vector<double> weights_of(const Setting& s, const Path& beliefs, const Path& truth,
                               int years) {
  std::vector<double> log_weight(static_cast<std::size_t>(beliefs.members()), 0.0);
  for (int y = 0; y < years; ++y)
    for (int h = 0; h < model::hub_count; ++h) {
      const auto& m = s.reports[static_cast<std::size_t>(y * model::hub_count + h)];
      const double seen = truth.value(m, truth.rows(0));
      for (int b = 0; b < beliefs.members(); ++b) {
        const double believed = beliefs.value(m, beliefs.rows(b));
        const double miss = std::log(std::max(seen, 1.0) / std::max(believed, 1.0));
        log_weight[static_cast<std::size_t>(b)] -=
            0.5 * miss * miss / (s.options.survey_error * s.options.survey_error);
      }
    }
  const double top = *std::max_element(log_weight.begin(), log_weight.end());
  double sum = 0;
  for (auto& w : log_weight) sum += w = std::exp(w - top);
  for (auto& w : log_weight) w /= sum;
  return log_weight;
}

/// The largest of the objectives' weighted mean changes, each over the width of the search's box:
/// less than 0 where all are better than under the historical split.
double worst_change(const Setting& s, const Path& beliefs, const std::vector<double>& weights,
                    const model::Policy& policy) {
  std::vector<char> failed;
  const auto rows = beliefs.look_ahead(policy, failed);
  double worst = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < s.objectives.size(); ++k) {
    double sum = 0, weight = 0;
    for (int b = 0; b < beliefs.members(); ++b) {
      const auto i = static_cast<std::size_t>(b);
      const double d = beliefs.value(s.objectives[k], beliefs.rows(rows, b)) - s.historical[k][i];
      if (failed[i] || std::isnan(d)) continue;
      sum += weights[i] * d;
      weight += weights[i];
    }
    if (weight <= 0) return std::numeric_limits<double>::infinity();
    const double sign = s.plan->problem->objectives[k].maximise ? -1 : 1;
    worst = std::max(worst, sign * sum / weight / (s.result->reference[k] - s.result->ideal[k]));
  }
  return worst;
}

/// The agency of one truth: which plans it takes up, and its values. False where it was stopped.
bool run_truth(const Setting& s, int truth_index, const std::atomic<bool>* stop,
               std::vector<std::size_t>& taken, std::vector<double>& values) {
  const auto& plan = *s.plan;
  PolicyBench bench(*plan.world, plan.base, s.levers.levers);
  Path beliefs(*plan.world, s.run, 0, s.options.beliefs);
  Path truth(*plan.world, s.run, static_cast<std::uint64_t>(plan.problem->members + truth_index),
             1);
  beliefs.start(plan.base);
  truth.start(plan.base);
  for (int y = 0; y < s.levers.years; ++y) {
    const auto weights = weights_of(s, beliefs, truth, y);
    std::size_t best = s.plans.front();
    double least = std::numeric_limits<double>::infinity();
    for (const auto candidate : s.plans) {
      if (stop != nullptr && stop->load()) return false;
      const double worst =
          worst_change(s, beliefs, weights, bench.with(money_of(s, taken, candidate)));
      if (worst < least) least = worst, best = candidate;
    }
    taken.push_back(best);
    const auto& decided = bench.with(money_of(s, taken, best));
    beliefs.advance(decided);
    truth.advance(decided);
  }
  std::vector<char> failed;
  const auto rows = truth.look_ahead(bench.with(money_of(s, taken, taken.back())), failed);
  for (const auto& m : s.objectives)
    values.push_back(failed[0] ? std::nan("") : truth.value(m, truth.rows(rows, 0)));
  return true;
}

/// The compromise; the first strategy of the front where none has the role.
std::size_t compromise_of(const DecisionResult& result) {
  for (const auto s : result.chosen) {
    const auto& roles = result.strategies[s].roles;
    if (std::find(roles.begin(), roles.end(), "compromise") != roles.end()) return s;
  }
  return 1;
}

}  // namespace

std::optional<RollingResult> plan_again(const DecidePlan& plan, const DecideHooks& hooks,
                                        const DecisionResult& result,
                                        const RollingOptions& options) {
  const auto& problem = *plan.problem;
  Setting s;
  s.plan = &plan;
  s.result = &result;
  s.options = options;
  s.levers = by_year(plan);
  for (std::size_t i = 1; i < result.strategies.size(); ++i)
    if (feasible(result.strategies[i].fresh)) s.plans.push_back(i);
  if (s.plans.empty() || s.levers.years < 1) return std::nullopt;
  for (const auto& o : problem.objectives) s.objectives.push_back(o.measure);
  for (int y = 0; y < s.levers.years; ++y)
    for (int h = 0; h < model::hub_count; ++h) {
      const int month = problem.first_month + 12 * y + 11;
      s.reports.push_back({model::o_reported_un, {h}, Measure::Statistic::last, month, month});
    }
  auto recorded_measures = s.objectives;
  recorded_measures.insert(recorded_measures.end(), s.reports.begin(), s.reports.end());
  const auto chosen = outcomes_of(recorded_measures);
  std::array<bool, model::outcome_count> recorded{};
  for (std::size_t o = 0; o < recorded.size(); ++o) recorded[o] = chosen[o] != 0;
  s.run = plan.options;
  s.run.seed = problem.seed;
  s.run.outcomes = recorded.data();
  s.run.from = problem.first_month;
  s.run.to = problem.last_month;

  RollingResult rolling;
  rolling.first_year = year_of(problem.first_month);
  rolling.fixed_plan = compromise_of(result);
  auto run = plan.options;
  run.seed = problem.seed;
  const auto values_of = [&](int members, std::uint64_t first, std::vector<MemberValues>& values) {
    run.members = members;
    StrategyRuns runs(*plan.world, plan.base, plan.levers, s.objectives, run, problem.first_month,
                      problem.last_month, first);
    return runs.prepare({}, hooks.stop) &&
           runs.run({result.strategies[0].money, result.strategies[rolling.fixed_plan].money},
                    values, {}, hooks.stop);
  };
  std::vector<MemberValues> believed, true_values;
  if (!values_of(options.beliefs, 0, believed) ||
      !values_of(options.truths, static_cast<std::uint64_t>(problem.members), true_values))
    return std::nullopt;
  for (std::size_t k = 0; k < s.objectives.size(); ++k) s.historical.push_back(believed[0].of(k));

  const auto truths = static_cast<std::size_t>(options.truths);
  rolling.plans.resize(truths);
  std::vector<std::vector<double>> found(truths);
  std::atomic<int> done{0};
  auto* const ranks = plan.options.ranks;
  const bool finished = engine::together(ranks, [&] {
    engine::parallel_for(truths, plan.options.threads, hooks.stop, [&](std::size_t t, int) {
      if (engine::owns(ranks, t) &&
          !run_truth(s, static_cast<int>(t), hooks.stop, rolling.plans[t], found[t]))
        return;
      if (hooks.progress) hooks.progress("planning again", ++done, options.truths);
    });
    return hooks.stop == nullptr || !hooks.stop->load();
  });
  if (!finished) return std::nullopt;
  engine::share(
      ranks, truths, engine::Ranks::To::every_rank,
      [&](std::size_t t) { return engine::owner(ranks, t); },
      [&](std::size_t t, std::string& bytes) {
        engine::put_vector(bytes, {rolling.plans[t].begin(), rolling.plans[t].end()});
        engine::put_vector(bytes, found[t]);
      },
      [&](std::size_t t, engine::Taker& from) {
        for (const double taken : engine::take_vector(from))
          rolling.plans[t].push_back(static_cast<std::size_t>(taken));
        found[t] = engine::take_vector(from);
      });
  MemberValues again;
  again.members = options.truths;
  for (std::size_t k = 0; k < s.objectives.size(); ++k)
    for (const auto& values : found) again.value.push_back(values[k]);
  rolling.rolling = compare(problem, again, true_values[0]);
  rolling.fixed = compare(problem, true_values[1], true_values[0]);
  return rolling;
}

}  // namespace balloon::decision
