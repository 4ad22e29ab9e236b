// Episodes on rows made by hand: statistics, places, windows, the sign rule.
#include "analysis/episodes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "io/episode_table.hpp"
#include "io/scenario.hpp"
#include "io/words.hpp"

namespace balloon::analysis {
namespace {

using namespace model;

/// Two zones in Colombia, one in Peru, one elsewhere; three corridors, two of which serve the USA.
World make_world() {
  World w;
  w.countries = {"COL", "PER", "BOL", "ECU"};
  const auto zone = [&](const char* id, int country) {
    Zone z;
    z.id = id;
    z.country = country;
    z.hub = country < hub_count ? country : col;
    w.zones.push_back(z);
  };
  zone("CO-A", col);
  zone("CO-B", col);
  zone("PE-A", per);
  zone("EC-A", 3);
  for (const char* id : {"EPAC", "CARIB", "BRAZIL"}) {
    Corridor c;
    c.id = id;
    w.corridors.push_back(c);
  }
  Market usa, eur;
  usa.id = "USA";
  usa.corridor_share_1990[0] = 0.6;
  usa.corridor_share_1990[1] = 0.4;
  eur.id = "EUR";
  eur.corridor_share_1990[2] = 1;
  w.markets = {usa, eur};
  w.usa = 0;
  return w;
}

using Values = std::function<double(Outcome, int member, int place, int month)>;

Ensemble make_ensemble(const World& world, int members, const Values& value) {
  bool chosen[outcome_count] = {};
  for (const auto o : {o_coca_area, o_leaf_price, o_corridor_flow_us, o_leaf}) chosen[o] = true;
  Ensemble e;
  e.layout = make_layout(world, chosen);
  e.from = month_index(1995, 1);
  e.to = month_index(2000, 12);
  auto& r = e.result;
  r.members = members;
  r.shape = {e.months(), e.layout.monthly_width, e.months() / 12, e.layout.yearly_width};
  r.failed.assign(static_cast<std::size_t>(members), 0);
  r.done.assign(static_cast<std::size_t>(members), 1);
  for (int i = 0; i < members; ++i)
    for (const auto cadence : {Cadence::monthly, Cadence::yearly})
      for (int t = e.from; t <= e.to; ++t) {
        if (cadence == Cadence::yearly && month_of_year(t) != 12) continue;
        for (int o = 0; o < outcome_count; ++o)
          if (e.layout.recorded[o] && outcomes[o].cadence == cadence)
            for (int k = 0; k < e.layout.places[o]; ++k)
              r.rows.push_back(static_cast<float>(value(static_cast<Outcome>(o), i, k, t)));
      }
  return e;
}

Episode episode(EpisodeStatistic statistic, const char* place, Date t0, Date t1, int sign,
                double low, double high) {
  Episode e;
  e.id = "T";
  e.title = "test";
  e.statistic = statistic;
  e.place = place;
  e.t0 = t0;
  e.t1 = t1;
  e.scenario = "history";
  e.expected_sign = sign;
  e.low = low;
  e.high = high;
  return e;
}

constexpr Date start{1995, 12, 31}, end{2000, 12, 31};

/// Colombia doubles, Peru halves, Ecuador is large and must not count; EPAC takes over from CARIB.
double history(Outcome o, int member, int place, int month) {
  const bool after = month >= month_index(1998, 1);
  switch (o) {
    case o_coca_area:
      if (place == 3) return 1e6;
      return place == 2 ? (after ? 100 : 200) : (after ? 100 + member : 50);
    case o_leaf_price:
      return month == month_index(1995, 8) ? 0.4 : 1;
    case o_corridor_flow_us:
      return place == 2 ? 1000 : place == 0 ? (after ? 9 : 3) : (after ? 1 : 3);
    default:
      return 7;
  }
}

EpisodeResult evaluate_one(const Episode& e, const World& w, const Ensemble& run) {
  return evaluate({e}, w, [&](const std::string&) -> const Ensemble& { return run; }).front();
}

TEST(EpisodesTest, StatisticsOfHistory) {
  const auto w = make_world();
  const auto run = make_ensemble(w, 3, history);
  using S = EpisodeStatistic;
  const auto median = [&](S s, const char* place, Date t0 = start, Date t1 = end) {
    const auto r = evaluate_one(episode(s, place, t0, t1, 1, 0, 1), w, run);
    EXPECT_EQ(r.error, "");
    return r.value.median;
  };
  EXPECT_NEAR(median(S::relative_change, "PER.area"), -0.5, 1e-12);
  EXPECT_NEAR(median(S::relative_change, "COL.area"), 202 / 100.0 - 1, 1e-12);
  EXPECT_NEAR(median(S::ratio, "CO-A.area"), 101 / 50.0, 1e-12);
  EXPECT_NEAR(median(S::ratio, "TOTAL.area"), 302 / 300.0, 1e-12);
  EXPECT_NEAR(median(S::difference, "PER.area"), -100, 1e-12);
  EXPECT_NEAR(median(S::level, "PER.coca_area"), 100, 1e-12);
  EXPECT_NEAR(median(S::share_change, "COL.area"), 202 / 302.0 - 100 / 300.0, 1e-12);
  EXPECT_NEAR(median(S::share, "CO-A.area", end, end), 0.5, 1e-12);
}

TEST(EpisodesTest, DatesAreMonthsAndSharesAreOfTheFlowThatServesTheUsa) {
  const auto w = make_world();
  const auto run = make_ensemble(w, 1, history);
  const auto fall = evaluate_one(episode(EpisodeStatistic::relative_change, "PER.leaf_price",
                                         {1995, 3, 31}, {1995, 8, 31}, -1, -0.8, -0.3),
                                 w, run);
  EXPECT_NEAR(fall.value.median, -0.6, 1e-6);
  EXPECT_TRUE(fall.sign_right);
  EXPECT_TRUE(fall.within_band);
  EXPECT_EQ(fall.probability, 1);
  // 1996-97: 3 of 6 a year; 1998: 9 of 10. Brazil serves Europe alone.
  const auto share = evaluate_one(
      episode(EpisodeStatistic::share, "EPAC.share", {1997, 1, 1}, {1998, 12, 31}, 1, 0.5, 0.8), w,
      run);
  EXPECT_NEAR(share.value.median, (3 + 9) / (6 + 10.0), 1e-12);
}

TEST(EpisodesTest, CounterfactualsAreReadMemberByMember) {
  const auto w = make_world();
  const auto reference = make_ensemble(w, 4, history);
  const auto policy = make_ensemble(w, 4, [](Outcome o, int i, int place, int t) {
    return history(o, i, place, t) * (o == o_coca_area && place == 2 ? 0.6 + 0.1 * i : 1);
  });
  auto e = episode(EpisodeStatistic::relative_change, "PER.area", {1996, 1, 1}, {1999, 12, 31}, -1,
                   -0.5, 0);
  e.counterfactual = true;
  e.scenario = "policy";
  e.reference = "reference";
  const auto r = evaluate({e}, w, [&](const std::string& id) -> const Ensemble& {
                   return id == "policy" ? policy : reference;
                 }).front();
  EXPECT_EQ(r.value.n, 4);
  EXPECT_NEAR(r.value.median, -0.25, 1e-6);
  EXPECT_TRUE(r.sign_right);
  EXPECT_EQ(r.probability, 1);
  auto other = policy;
  other.seed = 1;
  const auto wrong = evaluate({e}, w, [&](const std::string& id) -> const Ensemble& {
                       return id == "policy" ? other : reference;
                     }).front();
  EXPECT_NE(wrong.error, "");
}

TEST(EpisodesTest, SignRule) {
  using S = EpisodeStatistic;
  const auto right = [](S s, int sign, double low, double high, double value) {
    return is_right(episode(s, "PER.area", start, end, sign, low, high), value);
  };
  EXPECT_TRUE(right(S::relative_change, -1, -0.8, -0.3, -0.01));
  EXPECT_FALSE(right(S::relative_change, -1, -0.8, -0.3, 0));
  EXPECT_TRUE(right(S::share_change, 1, 0.1, 0.2, 5));
  // A ratio: the band's side of 1 decides, whatever the sign; a band across 1 is the claim itself.
  EXPECT_TRUE(right(S::ratio, 1, 1.8, 4.5, 1.1));
  EXPECT_FALSE(right(S::ratio, 1, 1.8, 4.5, 0.9));
  EXPECT_TRUE(right(S::ratio, 1, 0.6, 0.9, 0.5));
  EXPECT_TRUE(right(S::ratio, 1, 0.82, 1.18, 0.9));
  EXPECT_FALSE(right(S::ratio, 1, 0.82, 1.18, 1.3));
  // Levels and shares are never negative: inside the band or not.
  EXPECT_FALSE(right(S::share, 1, 0.15, 0.45, 0.5));
  EXPECT_TRUE(right(S::share, 1, 0.15, 0.45, 0.2));
}

TEST(EpisodesTest, WhatCannotBeEvaluatedSaysWhy) {
  const auto w = make_world();
  auto run = make_ensemble(w, 2, history);
  using S = EpisodeStatistic;
  for (const auto* place : {"PER", "XXX.area", "PER.shoes", "XXX.share", ".area", "PER."})
    EXPECT_NE(evaluate_one(episode(S::level, place, start, end, 1, 0, 1), w, run).error, "")
        << place;
  EXPECT_NE(evaluate_one(episode(S::level, "PER.area", start, {2005, 1, 1}, 1, 0, 1), w, run).error,
            "");
  EXPECT_NE(evaluate_one(episode(S::level, "USA.retail_price", start, end, 1, 0, 1), w, run).error,
            "");
  run.result.failed.assign(2, 1);
  EXPECT_NE(evaluate_one(episode(S::level, "PER.area", start, end, 1, 0, 1), w, run).error, "");
}

TEST(EpisodesTest, FailedMembersAndZeroDenominatorsAreLeftOut) {
  const auto w = make_world();
  auto run = make_ensemble(w, 3, [](Outcome o, int i, int place, int t) {
    return o == o_coca_area && i == 1 && t < month_index(1996, 1) ? 0 : history(o, i, place, t);
  });
  run.result.failed[0] = 1;
  const auto r =
      evaluate_one(episode(EpisodeStatistic::ratio, "PER.area", start, end, -1, 0.3, 0.7), w, run);
  EXPECT_EQ(r.value.n, 1);
  EXPECT_NEAR(r.value.median, 0.5, 1e-12);
}

TEST(EpisodesTest, TheShippedEpisodesCanAllBeEvaluated) {
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  const auto episodes = read_episodes(embedded_files(), faults);
  ASSERT_TRUE(faults.empty()) << to_string(faults.list().front());
  ASSERT_TRUE(world && episodes);
  EXPECT_GE(episodes->size(), 30u);
  bool chosen[outcome_count] = {};
  mark_outcomes(*episodes, *world, chosen);
  RunOptions options;
  options.members = 2;
  options.to = month_index(2023, 12);
  options.outcomes = chosen;
  const auto source = embedded_scenarios(false);
  for (const auto& id : scenarios_of(*episodes))
    EXPECT_NE(std::find(source.ids.begin(), source.ids.end(), id), source.ids.end()) << id;
  const auto history_scenario = load_scenario("history", *world, source, faults);
  ASSERT_TRUE(history_scenario);
  const auto run = simulate(*world, history_scenario->policy, options, {}, nullptr);
  const auto results =
      evaluate(*episodes, *world, [&](const std::string&) -> const Ensemble& { return run; });
  for (const auto& r : results) EXPECT_EQ(r.error, "") << r.episode.id;
  const auto text = episode_text(results, 100);
  EXPECT_TRUE(
      text.ends_with(" of " + std::to_string(results.size()) + " episodes have the right sign\n"));
  const auto j = nlohmann::json::parse(episode_json(results));
  EXPECT_EQ(j["episodes"].size(), results.size());
}

TEST(EpisodesTest, AFaultyTableListsItsFaults) {
  const std::string text =
      "id,title,kind,statistic,place,t0,t1,scenario,reference,expected_sign,low,high,unit,source,"
      "quality,note\n"
      "A,a,story,relative_change,PER.area,1995-12-31,2000-12-31,history,,-,0,1,1,s,verified,\n"
      "A,a,counterfactual,sum,PER.area,2000-12-31,1995-13-31,history,,x,1,0,1,s,verified,\n";
  Faults faults;
  const FileSource source = [&](std::string_view) -> std::optional<std::string_view> {
    return text;
  };
  EXPECT_FALSE(read_episodes(source, faults));
  EXPECT_GE(faults.size(), 6u);
}

TEST(ShippedEpisodes, TitlesAreInTheCatalogue) {
  Faults faults;
  const auto episodes = read_episodes(embedded_files(), faults);
  ASSERT_TRUE(episodes.has_value());
  const Words en("en"), es("es");
  for (const auto& e : *episodes) {
    ASSERT_TRUE(en.has("episode." + e.id)) << e.id;
    EXPECT_EQ(en["episode." + e.id], e.title);
    EXPECT_NE(es["episode." + e.id], e.title);
  }
}

}  // namespace
}  // namespace balloon::analysis
