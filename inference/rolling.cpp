#include "inference/rolling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "analysis/baselines.hpp"
#include "analysis/draws.hpp"
#include "inference/outlook.hpp"

namespace balloon::inference {

using analysis::Paths;
using analysis::Sample;
using analysis::Target;

std::vector<double> stack(const std::vector<std::vector<double>>& densities, int structures) {
  const auto n = static_cast<std::size_t>(structures);
  std::vector<double> w(n, 1.0 / structures);
  if (densities.empty()) return w;
  for (int round = 0; round < 500; ++round) {
    std::vector<double> next(n, 0.0);
    for (const auto& p : densities) {
      const double sum = std::inner_product(p.begin(), p.end(), w.begin(), 0.0);
      for (std::size_t s = 0; s < n; ++s) next[s] += sum > 0 ? w[s] * p[s] / sum : w[s];
    }
    for (auto& x : next) x /= static_cast<double>(densities.size());
    w = next;
  }
  return w;
}

namespace {

constexpr int row_draws = 600;  ///< of the walks of regions and other series

/// Whether a method break lies between origin and target.
bool broken(const std::string& country, int origin, int year) {
  return country == "COL" && origin < 1999 && year >= 1999;
}

Place national(const std::string& country) {
  Place p;
  p.id = p.country = country;
  p.national = true;
  return p;
}

struct Scorer {
  const model::World& world;
  const std::vector<OriginProjections>& origins;
  const std::vector<Target>& targets;
  const RollingPlan& plan;
  RollingResult result;
  std::vector<std::string> countries;

  /// Density of an observation under each structure, kept with the year in which it became known.
  struct Past {
    int known = 0;
    std::vector<double> densities;
  };
  std::vector<Past> past;
  PoolHistory pools;
  PoolRule pool_rule() const { return {plan.pool, 3 * plan.learn_from}; }

  /// Energy scores of the pool with persistence at weights 0, 0.25 .. 1 of the model.
  struct PastShares {
    int country = 0, known = 0;
    std::array<double, 5> pooled{};
  };
  std::vector<PastShares> past_shares;

  double share_weight(int country, int origin) const {
    std::array<double, 5> sum{};
    int n = 0;
    for (const auto& x : past_shares) {
      if (x.country != country || x.known > origin) continue;
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += x.pooled[k];
      ++n;
    }
    if (n < plan.learn_from) return plan.share_pool;
    const auto best = std::min_element(sum.begin(), sum.end());
    if (*best > (1 - plan.share_gain) * sum.front()) return 0;
    // Half-way to persistence, which is hard to beat.
    return static_cast<double>(best - sum.begin()) / 8;
  }

  /// What had become known by an origin.
  std::vector<double> weights_at(int origin) const {
    std::vector<std::vector<double>> p;
    for (const auto& x : past)
      if (x.known <= origin) p.push_back(x.densities);
    const int n = model::structure_count;
    if (static_cast<int>(p.size()) < 3 * plan.learn_from)
      return std::vector<double>(static_cast<std::size_t>(n), 1.0 / n);
    // Half-way to even weights, so that no structure is given up for what few outcomes say.
    auto w = stack(p, n);
    for (auto& x : w) x = (x + 1.0 / n) / 2;
    return w;
  }

  void put(CountryScore& score, int method, const Sample& sample, double y) const {
    if (sample.empty()) {  // every member failed: nothing to score
      score.crps[method] = score.log_score[method] = score.pit[method] = score.width80[method] =
          std::numeric_limits<double>::quiet_NaN();
      return;
    }
    score.crps[method] = analysis::crps(sample, y);
    score.log_score[method] = analysis::log_score(sample, y);
    score.pit[method] = analysis::pit(sample, y);
    const auto r80 = analysis::central_range(sample, 0.8);
    score.width80[method] = r80.width();
    score.hit80[method] = r80.holds(y);
    score.hit50[method] = analysis::central_range(sample, 0.5).holds(y);
    score.hit90[method] = analysis::central_range(sample, 0.9).holds(y);
  }

  void score_countries(const OriginProjections& o, const std::vector<double>& weights) {
    const double learned = pools.weight("area_un", o.origin, pool_rule());
    analysis::BaselineOptions options;
    options.draws = plan.draws;
    options.leads = plan.leads;
    options.seed = plan.seed + static_cast<std::uint64_t>(o.origin);
    std::vector<std::vector<double>> series;
    for (const auto& c : countries)
      series.push_back(reported_series(targets, national(c), o.origin));
    const auto fixed = analysis::hydraulic(series, analysis::TotalRule::fixed, options);
    const auto hydro = analysis::hydraulic(series, analysis::TotalRule::random_walk, options);
    const auto& places = o.structures.front().places;
    for (std::size_t c = 0; c < countries.size(); ++c) {
      options.place = static_cast<std::uint32_t>(c);
      const Paths walk = analysis::random_walk(series[c], options);
      const Paths drift = analysis::random_walk_drift(series[c], options);
      const Paths ar = analysis::autoregression(series[c], options);
      const Paths trend = analysis::linear_trend(series[c], options);
      const auto at = std::find_if(places.begin(), places.end(), [&](const Place& p) {
        return p.national && p.id == countries[c];
      });
      if (at == places.end()) continue;
      const auto place = static_cast<std::size_t>(at - places.begin());
      const double start = observed_at(targets, *at, o.origin);
      for (int lead = 1; lead <= plan.leads; ++lead) {
        const int year = o.origin + lead;
        const double value = year <= plan.last_scored ? observed_at(targets, *at, year)
                                                      : std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(value) || broken(countries[c], o.origin, year)) continue;
        const double y = analysis::exact_log(value);
        CountryScore score;
        score.origin = o.origin;
        score.lead = lead;
        score.country = static_cast<int>(c);
        score.observed = value;
        const Sample model = reported(o.structures, weights, place, lead, start, plan.rule);
        const Sample base(walk.of_lead(lead));
        put(score, m_model, model, y);
        put(score, m_pool, analysis::linear_pool(model, base, plan.pool), y);
        put(score, m_learned, analysis::linear_pool(model, base, learned), y);
        put(score, m_walk, base, y);
        put(score, m_drift, Sample(drift.of_lead(lead)), y);
        put(score, m_ar, Sample(ar.of_lead(lead)), y);
        put(score, m_trend, Sample(trend.of_lead(lead)), y);
        put(score, m_fixed, Sample(fixed.places[c].of_lead(lead)), y);
        put(score, m_hydro, Sample(hydro.places[c].of_lead(lead)), y);
        if (!o.apart.empty())
          put(score, m_apart, reported(o.apart, weights, place, lead, start, plan.rule), y);
        result.countries.push_back(score);
        pools.remember("area_un", year, model, base, y);
        remember(o, place, lead, start, y, year);
      }
    }
  }

  void remember(const OriginProjections& o, std::size_t place, int lead, double start, double y,
                int year) {
    Past p;
    p.known = year;
    for (const auto& structure : o.structures) {
      const std::vector<Projection> one{structure};
      p.densities.push_back(analysis::exact_exp(
          -analysis::log_score(reported(one, {1.0}, place, lead, start, plan.rule), y)));
    }
    past.push_back(p);
  }

  /// Scores the pool of a model's sample and a random walk's (empty: the model alone), and learns
  /// from it.
  void score_row(RowScore row, const Sample& model, const Sample& walk, double y,
                 std::vector<RowScore>& into) {
    row.walked = !walk.empty();
    const Sample sample =
        row.walked
            ? analysis::linear_pool(model, walk, pools.weight(row.group, row.origin, pool_rule()))
            : model;
    row.hit90 = analysis::central_range(sample, 0.9).holds(y);
    row.hit80 = analysis::central_range(sample, 0.8).holds(y);
    row.hit50 = analysis::central_range(sample, 0.5).holds(y);
    row.pit = analysis::pit(sample, y);
    row.crps = analysis::crps(sample, y);
    row.model = analysis::crps(model, y);
    if (row.walked) {
      row.walk = analysis::crps(walk, y);
      pools.remember(row.group, row.year, model, walk, y);
    }
    into.push_back(std::move(row));
  }

  analysis::BaselineOptions walk_options(int origin, int number) const {
    analysis::BaselineOptions options;
    options.draws = row_draws;
    options.leads = plan.leads;
    options.seed = plan.seed + static_cast<std::uint64_t>(origin);
    options.place = static_cast<std::uint32_t>(number);
    return options;
  }

  void score_regions(const OriginProjections& o, const std::vector<double>& weights) {
    const auto& places = o.structures.front().places;
    const auto member_weight = member_weights(o.structures, weights);
    const auto walks = place_walks(targets, places, o.origin, walk_options(o.origin, 1000));
    for (std::size_t c = 0; c < countries.size(); ++c) {
      for (int lead = 1; lead <= std::min(plan.leads, 3); ++lead) {
        const int year = o.origin + lead;
        if (year > plan.last_scored) continue;
        std::vector<std::vector<double>> logs;
        std::vector<double> observed;
        std::vector<const Place*> used;
        for (std::size_t k = 0; k < places.size(); ++k) {
          if (places[k].national || places[k].country != countries[c]) continue;
          const double start = observed_at(targets, places[k], o.origin);
          const double value = observed_at(targets, places[k], year);
          if (!std::isfinite(start) || !std::isfinite(value)) continue;
          logs.push_back(reported_rows(o.structures, k, lead, start, plan.rule));
          observed.push_back(value);
          used.push_back(&places[k]);
          RowScore row;
          row.series = "area_zone";
          row.place = places[k].id;
          row.group = pool_group(places[k]);
          row.origin = o.origin;
          row.lead = lead;
          row.year = year;
          score_row(row, Sample(logs.back(), member_weight), walk_sample(walks[k], lead),
                    analysis::exact_log(std::max(value, least_region_ha)), result.regions);
        }
        if (used.size() < 2) continue;
        score_shares(o, static_cast<int>(c), lead, logs, observed, used, member_weight);
      }
    }
  }

  void score_shares(const OriginProjections& o, int country, int lead,
                    const std::vector<std::vector<double>>& logs,
                    const std::vector<double>& observed, const std::vector<const Place*>& used,
                    const std::vector<double>& member_weight) {
    const std::size_t parts = used.size();
    const double total = std::accumulate(observed.begin(), observed.end(), 0.0);
    if (total <= 0) return;
    std::vector<double> y;
    for (const double x : observed) y.push_back(x / total);
    // Every third member: the energy score is quadratic in their number.
    std::vector<double> rows, weight;
    for (std::size_t m = 0; m < member_weight.size(); m += 3) {
      double sum = 0;
      std::vector<double> area;
      for (std::size_t k = 0; k < parts; ++k) {
        area.push_back(analysis::exact_exp(logs[k][m]));
        sum += area.back();
      }
      for (const double x : area) rows.push_back(x / sum);
      weight.push_back(member_weight[m]);
    }
    std::vector<std::vector<double>> by_year;
    for (int year = 1999; year <= o.origin; ++year) {
      std::vector<double> row;
      for (const auto* p : used) row.push_back(observed_at(targets, *p, year));
      by_year.push_back(row);
    }
    analysis::BaselineOptions options;
    options.draws = 600;
    options.leads = plan.leads;
    options.seed = plan.seed + static_cast<std::uint64_t>(o.origin);
    options.place = static_cast<std::uint32_t>(100 + country);
    const auto persistence = analysis::share_persistence(by_year, options);
    ShareScore score;
    score.origin = o.origin;
    score.lead = lead;
    score.country = country;
    score.regions = static_cast<int>(parts);
    const double mass = std::accumulate(weight.begin(), weight.end(), 0.0);
    for (auto& w : weight) w /= mass;
    const auto stay = persistence.of_lead(lead);
    rows.insert(rows.end(), stay.begin(), stay.end());
    const auto pooled = [&](double share) {
      std::vector<double> w;
      for (const double x : weight) w.push_back(share * x);
      w.insert(w.end(), static_cast<std::size_t>(options.draws), (1 - share) / options.draws);
      return analysis::energy_score(rows, y, w);
    };
    PastShares now;
    now.country = country;
    now.known = o.origin + lead;
    for (std::size_t k = 0; k < now.pooled.size(); ++k)
      now.pooled[k] = pooled(static_cast<double>(k) / 4);
    score.weight = share_weight(country, o.origin);
    score.model = now.pooled.back();
    score.persistence = now.pooled.front();
    score.pool = pooled(score.weight);
    result.shares.push_back(score);
    past_shares.push_back(now);
  }

  /// The last figure of a target's series, place and instrument that is known at an origin.
  static std::vector<Target>::const_iterator last_figure(const std::vector<Target>& later,
                                                         const Target& target, int origin) {
    auto last = later.end();
    for (auto s = later.begin(); s != later.end(); ++s)
      if (s->year <= origin && s->series == target.series && s->place == target.place &&
          s->drift_group == target.drift_group && (last == later.end() || s->year > last->year))
        last = s;
    return last;
  }

  /// Variance of a target's shared bias after the part `left` of its last figure's misfit, which
  /// has the bias of then, was added.
  static double bias_left(const Target& t, const Target* last, double left) {
    const double own = analysis::bias_covariance(t, t);
    if (last == nullptr) return own;
    return own + left * left * analysis::bias_covariance(*last, *last) -
           2 * left * analysis::bias_covariance(t, *last);
  }

  void score_rows(const OriginProjections& o, const std::vector<double>& weights) {
    const auto member_weight = member_weights(o.structures, weights);
    const auto& later = o.structures.front().later;
    for (std::size_t i = 0; i < later.size(); ++i) {
      const auto& t = later[i];
      if (t.year > plan.last_scored || t.series == "area_un" || t.series == "area_zone" ||
          t.series == "plausible_price")
        continue;
      if (t.year <= o.origin) continue;
      const auto start = last_figure(later, t, o.origin);
      const bool anchored = start != later.end();
      const Eigen::Index at = anchored ? start - later.begin() : 0;
      const double figure = anchored ? softened(*start, start->value) : 0;
      // The misfit of the last figure fades as that of areas does.
      double left = anchored ? 1 : 0;
      for (int year = anchored ? start->year : t.year; year < t.year; ++year)
        left *= plan.rule.anchor;
      std::vector<double> x;
      const double error =
          std::sqrt(t.sd * t.sd + bias_left(t, anchored ? &*start : nullptr, left));
      for (const auto& p : o.structures) {
        for (Eigen::Index m = 0; m < p.predicted.cols(); ++m) {
          analysis::KeyedDraws draws(plan.rule.seed + static_cast<std::uint64_t>(o.origin),
                                     analysis::DrawPurpose::forecast_error,
                                     static_cast<std::uint32_t>(x.size()),
                                     100000U + static_cast<std::uint32_t>(i));
          const double misfit = anchored ? left * (figure - p.predicted(at, m)) : 0;
          x.push_back(p.predicted(static_cast<Eigen::Index>(i), m) + misfit +
                      draws.normal() * error);
        }
      }
      RowScore row;
      row.series = row.group = t.series;
      row.place = t.place;
      row.origin = o.origin;
      row.lead = t.year - o.origin;
      row.year = t.year;
      const auto walk =
          target_walk(targets, t, o.origin, walk_options(o.origin, 2000 + static_cast<int>(i)));
      score_row(row, Sample(x, member_weight), walk_sample(walk, row.lead), softened(t, t.value),
                result.rows);
    }
  }
};

}  // namespace

std::vector<Target> later_targets(const std::vector<Target>& targets, int origin,
                                  const RollingPlan& plan) {
  std::vector<Target> later;
  for (const auto& t : targets)
    if (t.year >= origin - plan.anchor_years && t.year <= origin + 2 && t.year <= plan.last_scored)
      later.push_back(t);
  return later;
}

RollingResult score_rolling(const model::World& world,
                            const std::vector<OriginProjections>& origins,
                            const std::vector<Target>& targets, const RollingPlan& plan) {
  Scorer scorer{world, origins, targets, plan, {}, {}, {}, {}, {}};
  for (int h = 0; h < model::hub_count; ++h)
    scorer.countries.push_back(world.countries[static_cast<std::size_t>(h)]);
  for (const auto& o : origins) {
    const auto weights = scorer.weights_at(o.origin);
    scorer.result.weights[o.origin] = weights;
    scorer.score_countries(o, weights);
    scorer.score_regions(o, weights);
    scorer.score_rows(o, weights);
    for (const auto& p : o.structures) {
      scorer.result.failed += p.failed;
      scorer.result.members += static_cast<long>(p.value.front().front().size());
    }
  }
  scorer.result.final_weights = scorer.weights_at(plan.last_scored);
  scorer.result.final_pools = scorer.pools.weights(plan.last_scored, scorer.pool_rule());
  return std::move(scorer.result);
}

}  // namespace balloon::inference
