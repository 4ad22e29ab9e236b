// Forecasts and their scores: rules, pools and what may be known.
#include <gtest/gtest.h>

#include <cmath>

#include "inference/outlook.hpp"
#include "inference/rolling.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::inference {
namespace {

/// A projection that grows by a factor a year from `start`, with some members' spread.
Projection growing(const std::vector<Place>& places, int origin, int leads, int members,
                   double start, double growth, double spread) {
  Projection p;
  p.origin = origin;
  p.leads = leads;
  p.places = places;
  for (std::size_t k = 0; k < places.size(); ++k) {
    auto& by_lead = p.value.emplace_back();
    for (int lead = 0; lead <= leads; ++lead) {
      auto& row = by_lead.emplace_back();
      for (int m = 0; m < members; ++m)
        row.push_back(start * std::pow(growth, lead) * std::exp(spread * lead * (m % 5 - 2)));
    }
  }
  return p;
}

Place country(const char* id) {
  Place p;
  p.id = p.country = id;
  p.national = true;
  return p;
}

TEST(Forecast, TheOriginsMisfitFadesByTheAnchor) {
  Rule rule;
  rule.noise = 0;
  rule.anchor = 0.5;
  const std::vector<Projection> one{growing({country("COL")}, 2000, 3, 10, 100000, 1.1, 0)};
  // Observed twice what the members had.
  for (int lead = 1; lead <= 3; ++lead) {
    const auto logs = reported(one, {1.0}, 0, lead, 200000, rule);
    EXPECT_NEAR(logs.mean(),
                std::log(100000 * std::pow(1.1, lead)) + std::pow(0.5, lead) * std::log(2.0), 1e-9);
  }
  const auto free = reported(one, {1.0}, 0, 2, std::nan(""), rule);
  EXPECT_NEAR(free.mean(), std::log(121000.0), 1e-9);
}

TEST(Forecast, StructuresCountByTheirWeightsNotByTheirMembers) {
  Rule rule;
  rule.noise = 0;
  const std::vector<Projection> two{growing({country("COL")}, 2000, 1, 10, 100, 1, 0),
                                    growing({country("COL")}, 2000, 1, 90, 100, 2, 0)};
  const auto logs = reported(two, {0.75, 0.25}, 0, 1, std::nan(""), rule);
  EXPECT_NEAR(logs.mean(), std::log(100) + 0.25 * std::log(2), 1e-9);
}

TEST(Forecast, AMemberThatFailedHasNoValueAndTheOthersKeepTheirs) {
  Rule rule;
  auto p = growing({country("PER")}, 2000, 1, 4, 100, 1, 0);
  p.value[0][1][2] = std::nan("");
  const std::vector<Projection> one{p};
  const auto rows = reported_rows(one, 0, 1, 100, rule);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_TRUE(std::isnan(rows[2]));
  EXPECT_EQ(analysis::Sample(rows).size(), 3u);
}

TEST(Stacking, WeightGoesToTheStructureThatSawItComing) {
  std::vector<std::vector<double>> p;
  for (int i = 0; i < 40; ++i) p.push_back({1.0, 0.1, 0.1});
  const auto w = stack(p, 3);
  EXPECT_GT(w[0], 0.99);
  EXPECT_NEAR(w[0] + w[1] + w[2], 1, 1e-12);
  // Each right half of the time: even weights are best.
  p.clear();
  for (int i = 0; i < 40; ++i)
    p.push_back(i % 2 == 0 ? std::vector{1.0, 0.1} : std::vector{0.1, 1.0});
  EXPECT_NEAR(stack(p, 2)[0], 0.5, 1e-6);
  EXPECT_NEAR(stack({}, 4)[3], 0.25, 1e-12);
}

/// Projections of every origin that know what comes, or that say it ten times too large.
RollingResult score(double factor, int last_scored) {
  const auto& targets = test::shipped_targets();
  std::vector<OriginProjections> origins;
  for (int origin = 2003; origin <= 2012; ++origin) {
    OriginProjections o;
    o.origin = origin;
    std::vector<Place> places;
    for (const char* id : {"COL", "PER", "BOL"}) places.push_back(country(id));
    for (int s = 0; s < model::structure_count; ++s) {
      auto p = growing(places, origin, 5, 40, 1, 1, 0);
      for (std::size_t k = 0; k < places.size(); ++k)
        for (int lead = 0; lead <= 5; ++lead) {
          const auto logs = reported_series(targets, places[k], origin + lead);
          for (std::size_t m = 0; m < 40; ++m)
            p.value[k][static_cast<std::size_t>(lead)][m] =
                std::exp(logs.back()) * (lead > 0 ? factor : 1) *
                std::exp(0.02 * (static_cast<double>(m) - 19.5) / 20);
        }
      p.structure = s;
      o.structures.push_back(p);
    }
    origins.push_back(o);
  }
  RollingPlan plan;
  plan.last_scored = last_scored;
  return score_rolling(test::shipped_world(), origins, targets, plan);
}

double pooled_skill(const RollingResult& r, int method) {
  double sum = 0, walk = 0;
  for (const auto& s : r.countries) {
    sum += s.crps[method];
    walk += s.crps[m_walk];
  }
  return 1 - sum / walk;
}

TEST(Rolling, ForesightIsRewardedAndExaggerationPunished) {
  const auto good = score(1, 2017), bad = score(10, 2017);
  EXPECT_GT(pooled_skill(good, m_model), 0.6);
  EXPECT_LT(pooled_skill(bad, m_model), -1);
  // Weights are learned: the pool leaves a model that was always wrong.
  EXPECT_LT(bad.final_pools.at("area_un"), 0.3);
  EXPECT_GT(good.final_pools.at("area_un"), 0.7);
  EXPECT_GT(pooled_skill(bad, m_learned), pooled_skill(bad, m_model));
  EXPECT_EQ(good.countries.size(), 3u * (10 * 5));
}

TEST(Rolling, YearsAfterTheLastScoredAreNotLookedAt) {
  for (const auto& s : score(1, 2008).countries) EXPECT_LE(s.origin + s.lead, 2008);
}

/// Scores of price rows of one origin whose members see every price of Peru at twice its figure.
std::vector<RowScore> doubled_prices(int origin, int anchor_years) {
  const auto& targets = test::shipped_targets();
  RollingPlan plan;
  plan.anchor_years = anchor_years;
  OriginProjections o;
  o.origin = origin;
  for (int s = 0; s < model::structure_count; ++s) {
    auto p = growing({country("COL"), country("PER"), country("BOL")}, origin, 5, 40, 1e5, 1, 0);
    p.structure = s;
    for (const auto& t : later_targets(targets, origin, plan))
      if (t.series == "cocaine_price" && t.place == "PER") p.later.push_back(t);
    p.predicted.resize(static_cast<Eigen::Index>(p.later.size()), 40);
    for (std::size_t i = 0; i < p.later.size(); ++i)
      p.predicted.row(static_cast<Eigen::Index>(i))
          .setConstant(softened(p.later[i], p.later[i].value) + std::log(2.0));
    o.structures.push_back(p);
  }
  return score_rolling(test::shipped_world(), {o}, targets, plan).rows;
}

TEST(Rolling, TheLastFigureOfASeriesCorrectsItsForecastsThoughItIsOlderThanTheOrigin) {
  // No price of 2014; that of 2013 corrects the model's level, that of 2015 is scored.
  const auto corrected = doubled_prices(2014, 3), alone = doubled_prices(2014, 0);
  ASSERT_EQ(corrected.size(), 2u);  // 2015 and 2016
  ASSERT_EQ(alone.size(), 2u);
  EXPECT_EQ(corrected.front().year, 2015);
  EXPECT_LT(corrected.front().model, 0.8 * alone.front().model);
  // The older the figure, the less is left of it.
  EXPECT_GT(corrected.back().model, corrected.front().model);
}

TEST(Pooling, AWeightIsLearnedFromWhatWasKnownOfItsOwnGroup) {
  const analysis::Sample right(std::vector<double>{0.9, 1.0, 1.1});
  const analysis::Sample wrong(std::vector<double>{3.9, 4.0, 4.1});
  PoolHistory history;
  const PoolRule rule{0.5, 10};
  for (int i = 0; i < 12; ++i) {
    history.remember("leaf_price", 2000 + i, right, wrong, 1);
    history.remember("area_zone/COL", 2000 + i, wrong, right, 1);
  }
  EXPECT_NEAR(history.weight("leaf_price", 2011, rule), (2 + 0.5) / 3, 1e-12);
  EXPECT_NEAR(history.weight("area_zone/COL", 2011, rule), 0.5 / 3, 1e-12);
  // Nine outcomes are known by 2008: too few.
  EXPECT_EQ(history.weight("leaf_price", 2008, rule), 0.5);
  EXPECT_EQ(history.weight("production", 2011, rule), 0.5);
  EXPECT_EQ(history.weights(2011, rule).size(), 2u);
}

TEST(Pooling, GroupsAreCountriesRegionsOfACountryAndSeries) {
  Place region = country("CO-PUT");
  region.national = false;
  region.country = "COL";
  region.series = "area_zone";
  EXPECT_EQ(pool_group(country("COL")), "area_un");
  EXPECT_EQ(pool_group(region), "area_zone/COL");
  Place price = country("PER");
  price.outcome = model::o_leaf_price;
  price.series = "leaf_price";
  EXPECT_EQ(pool_group(price), "leaf_price");
}

TEST(Walks, StartFromTheLastFigureKnownAndLookNoFurther) {
  auto targets = test::shipped_targets();
  Place place = country("PER");
  place.outcome = model::o_leaf_price;
  place.series = "leaf_price";
  analysis::BaselineOptions options;
  options.draws = 4000;
  double last = 0;
  for (const auto& t : targets)
    if (t.series == "leaf_price" && t.place == "PER" && t.year <= 2012) last = t.value;
  const auto walk = place_walks(targets, {place}, 2012, options);
  ASSERT_EQ(walk.size(), 1u);
  EXPECT_NEAR(walk_sample(walk[0], 1).mean(), std::log(last), 0.05);
  // What comes later changes nothing.
  const auto before = walk[0].values;
  for (auto& t : targets)
    if (t.year > 2012) t.value *= 3;
  EXPECT_EQ(place_walks(targets, {place}, 2012, options)[0].values, before);
  // A region without figures in some years walks by those that there are.
  Place region = country("CO-PUT");
  region.national = false;
  region.country = "COL";
  region.series = "area_zone";
  const auto regional = place_walks(targets, {region}, 2012, options);
  const auto spread = analysis::central_range(walk_sample(regional[0], 1), 0.8);
  EXPECT_GT(spread.width(), 0.2);
  EXPECT_LT(spread.width(), 3);
  Place nowhere = place;
  nowhere.id = "XXX";
  EXPECT_TRUE(walk_sample(place_walks(targets, {nowhere}, 2012, options)[0], 1).empty());
}

TEST(Outlook, QuantilesAscendAndTheWalkIsPooledIn) {
  const auto& targets = test::shipped_targets();
  const std::vector<Projection> one{growing({country("COL")}, 2020, 4, 50, 143000, 1.0, 0.02)};
  OutlookPlan plan;
  const auto rows = make_outlook(one, {1.0}, targets, plan);
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& r : rows) {
    for (std::size_t i = 1; i < r.quantiles.size(); ++i)
      EXPECT_LE(r.quantiles[i - 1], r.quantiles[i]);
    EXPECT_GT(r.mean, r.quantiles[0]);
  }
  // The walk alone is wider than these members.
  plan.pool = 1;
  const auto narrow = make_outlook(one, {1.0}, targets, plan);
  EXPECT_LT(narrow[3].quantiles[6] / narrow[3].quantiles[0],
            rows[3].quantiles[6] / rows[3].quantiles[0]);
}

}  // namespace
}  // namespace balloon::inference
