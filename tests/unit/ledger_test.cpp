// The displacement ledger on rows made by hand, where every entry is known.
#include "analysis/ledger.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <stdexcept>

#include "tests/support/worlds.hpp"

namespace balloon::analysis {
namespace {

using namespace model;

/// Value of an outcome of a member at a place in a month (yearly ones: its December).
using LedgerValues = std::function<double(Outcome, int member, int place, int month)>;

Ensemble ledger_ensemble(const World& world, int members, int from, int to,
                         const LedgerValues& value) {
  bool chosen[outcome_count] = {};
  for (const auto o : {o_coca_area, o_eradicated, o_cocaine_potential, o_donor_spending})
    chosen[o] = true;
  Ensemble e;
  e.layout = make_layout(world, chosen);
  e.from = from;
  e.to = to;
  auto& r = e.result;
  r.members = members;
  r.shape = {to - from + 1, e.layout.monthly_width, (to - from + 1) / 12, e.layout.yearly_width};
  r.hash.assign(static_cast<std::size_t>(members), 1);
  r.failed.assign(static_cast<std::size_t>(members), 0);
  r.done.assign(static_cast<std::size_t>(members), 1);
  for (int i = 0; i < members; ++i)
    for (const auto cadence : {Cadence::monthly, Cadence::yearly})
      for (int t = from; t <= to; ++t) {
        if (cadence == Cadence::yearly && month_of_year(t) != 12) continue;
        for (int o = 0; o < outcome_count; ++o) {
          if (!e.layout.recorded[o] || outcomes[o].cadence != cadence) continue;
          for (int k = 0; k < e.layout.places[o]; ++k)
            r.rows.push_back(static_cast<float>(value(static_cast<Outcome>(o), i, k, t)));
        }
      }
  return e;
}

constexpr int ledger_start = month_index(2000, 1), first = ledger_start,
              last = month_index(2009, 12);

double reference_values(Outcome o, int, int place, int) {
  switch (o) {
    case o_coca_area:
      return 10000 + 1000 * place;
    case o_eradicated:
      return 10;
    case o_cocaine_potential:
      return 5000;
    default:
      return 1e6;
  }
}

/// Zone 2 (P1, the target) loses 3,000 ha; 900 come up at home (P2), 600 in Colombia, 300 in L1.
double policy_values(Outcome o, int member, int place, int month) {
  const double base = reference_values(o, member, place, month);
  switch (o) {
    case o_coca_area: {
      const double change[] = {400, 200, -3000, 900, 0, 0, 300};
      return base + change[place];
    }
    case o_eradicated:
      return base + (place == 2 ? 500 : 0);
    case o_cocaine_potential:
      return base + (place == per ? -100 : 20);
    default:
      return base + (place == 1 ? 2e6 : 0);
  }
}

TEST(LedgerTest, EntriesCloseTheBooks) {
  const auto world = test::small_world();
  const auto p = ledger_ensemble(world, 2, first, last, policy_values);
  const auto r = ledger_ensemble(world, 2, first, last, reference_values);
  const auto e = ledger_entry(world, p, r, {2}, ledger_start, 12, 1);
  EXPECT_EQ(e.gross, 6000);
  EXPECT_EQ(e.target, -3000);
  EXPECT_EQ(e.loss(), 3000);
  EXPECT_EQ(e.home, 900);
  EXPECT_EQ(e.country, (std::vector<double>{600, 0, 0, 300}));
  EXPECT_EQ(e.gain(), 1800);
  EXPECT_EQ(e.net(), -1200);
  EXPECT_EQ(e.in_place(), 3000);
  EXPECT_EQ(e.target_area, 12000);
  // Gross removal went somewhere: regrown in place, home, abroad, or gone.
  EXPECT_EQ(e.gross, e.in_place() + e.home + e.country[0] + e.country[3] - e.net());
}

TEST(LedgerTest, RowsAreInShareOfGrossRemoval) {
  const auto world = test::small_world();
  const auto p = ledger_ensemble(world, 12, first, last, policy_values);
  const auto r = ledger_ensemble(world, 12, first, last, reference_values);
  const auto ledger = make_ledger(world, p, r, {2}, ledger_start);
  EXPECT_EQ(ledger.usable, 12);
  EXPECT_EQ(ledger.failed, 0);
  EXPECT_EQ(ledger.target, std::vector<std::string>{"P1"});
  EXPECT_EQ(ledger.target_countries, std::vector<int>{per});
  ASSERT_EQ(ledger.rows.size(), std::size(ledger_horizons));
  for (const auto& row : ledger.rows) {
    const double gross = 500.0 * row.horizon;
    EXPECT_DOUBLE_EQ(row.gross.median, gross);
    EXPECT_DOUBLE_EQ(row.loss.median, 3000);
    EXPECT_DOUBLE_EQ(row.gain.median, 1800);
    EXPECT_DOUBLE_EQ(row.net.median, -1200);
    EXPECT_DOUBLE_EQ(row.home_ha.median, 900);
    EXPECT_TRUE(row.shares_defined);
    EXPECT_NEAR(row.in_place.median, 100 * (gross - 3000) / gross, 1e-12);
    EXPECT_NEAR(row.home.median, 100 * 900 / gross, 1e-12);
    EXPECT_NEAR(row.country[col].median, 100 * 600 / gross, 1e-12);
    EXPECT_NEAR(row.gone.median, 100 * 1200 / gross, 1e-12);
    EXPECT_NEAR(row.in_place.median + row.home.median + row.country[col].median +
                    row.country[3].median + row.gone.median,
                100, 1e-9);
    EXPECT_TRUE(row.index_defined);
    EXPECT_DOUBLE_EQ(row.index.median, 0.6);
    EXPECT_NEAR(row.net_hectare_years.median, -1200.0 * row.horizon / 12, 1e-9);
    EXPECT_NEAR(row.net_cocaine_kg.median, -60.0 * row.horizon, 1e-9);
    EXPECT_NEAR(row.home_cocaine_kg.median, -100.0 * row.horizon, 1e-9);
    const int years = (row.horizon + 11) / 12;
    EXPECT_DOUBLE_EQ(row.cost.median, 2e6 * years);
    EXPECT_DOUBLE_EQ(row.cost_per_net_hectare.median, 2e6 * years / 1200);
    EXPECT_EQ(row.members_with_fall, 12);
    EXPECT_NEAR(row.cost_per_net_kg.median, 2e6 * years / (60.0 * row.horizon), 1e-6);
    EXPECT_EQ(row.members_with_kg_fall, 12);
    const auto shares = mean_shares(row);
    EXPECT_NEAR(
        shares.in_place + shares.home + shares.country[col] + shares.country[3] + shares.gone, 100,
        1e-9);
    ASSERT_EQ(row.net_by_structure.size(), static_cast<std::size_t>(structure_count));
    EXPECT_DOUBLE_EQ(row.net_low_structure, -1200);
    EXPECT_DOUBLE_EQ(row.net_high_structure, -1200);
  }
}

TEST(LedgerTest, TheRangeBetweenStructuresLeavesOutWhatIsNotDefined) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto range = range_of({none, 2, -1, none, 0.5});
  EXPECT_EQ(range.low, -1);
  EXPECT_EQ(range.high, 2);
  EXPECT_EQ(range.structures, 3);
  EXPECT_EQ(range_of({none, none}).structures, 0);
}

TEST(LedgerTest, TheIndexIsDefinedOnlyWhereNearlyAllMembersLoseClearly) {
  const auto world = test::small_world();
  const auto r = ledger_ensemble(world, 40, first, last, reference_values);
  // `weak` members lose only 500 ha of 12,000: below 5 %.
  const auto defined = [&](int weak) {
    const auto p = ledger_ensemble(world, 40, first, last, [&](Outcome o, int i, int k, int t) {
      const double x = policy_values(o, i, k, t);
      return o == o_coca_area && k == 2 && i < weak ? x + 2500 : x;
    });
    return make_ledger(world, p, r, {2}, ledger_start).rows[1].index_defined;
  };
  EXPECT_TRUE(defined(0));
  EXPECT_TRUE(defined(2));  // 38 of 40 are 95 %
  EXPECT_FALSE(defined(3));
}

TEST(LedgerTest, SharesNeedAGrossRemoval) {
  const auto world = test::small_world();
  const auto r = ledger_ensemble(world, 4, first, last, reference_values);
  const auto ledger = make_ledger(world, r, r, {2}, ledger_start);
  for (const auto& row : ledger.rows) {
    EXPECT_FALSE(row.shares_defined);
    EXPECT_FALSE(row.index_defined);
    EXPECT_EQ(row.gain.median, 0);
    EXPECT_EQ(row.loss.median, 0);
    EXPECT_EQ(row.members_with_fall, 0);
  }
}

TEST(LedgerTest, AFailedMemberOfEitherRunLeavesThePair) {
  const auto world = test::small_world();
  auto p = ledger_ensemble(world, 6, first, last, policy_values);
  auto r = ledger_ensemble(world, 6, first, last, reference_values);
  p.result.failed[0] = 1;
  r.result.failed[3] = 1;
  r.result.done[5] = 0;  // not reached: neither usable nor failed
  const auto ledger = make_ledger(world, p, r, {2}, ledger_start);
  EXPECT_EQ(ledger.usable, 3);
  EXPECT_EQ(ledger.failed, 2);
  EXPECT_EQ(ledger.rows[0].net.n, 3);
}

TEST(LedgerTest, HorizonsBeyondTheRunAreLeftOut) {
  const auto world = test::small_world();
  const int to = month_index(2001, 12);
  const auto p = ledger_ensemble(world, 2, first, to, policy_values);
  const auto r = ledger_ensemble(world, 2, first, to, reference_values);
  const auto ledger = make_ledger(world, p, r, {2}, ledger_start);
  ASSERT_EQ(ledger.rows.size(), 3u);
  EXPECT_EQ(ledger.rows.back().horizon, 24);
}

TEST(LedgerTest, WhatIsNotRecordedIsRefused) {
  const auto world = test::small_world();
  const auto r = ledger_ensemble(world, 2, first, last, reference_values);
  auto p = r;
  EXPECT_THROW(make_ledger(world, p, r, {2}, first - 1), std::invalid_argument);
  p.layout.recorded[o_eradicated] = false;
  EXPECT_THROW(make_ledger(world, p, r, {2}, ledger_start), std::invalid_argument);
}

TEST(LedgerTest, TheTargetIsWhereCropLeversDiffer) {
  const auto world = test::small_world();
  const auto reference = test::quiet_policy(world);
  auto policy = reference;
  EXPECT_TRUE(target_of(world, policy, reference).empty());
  test::set_lever(policy, eradication_manual, 2, 100, ledger_start, ledger_start);
  policy.money(alternative_development, 4, ledger_start) = 5;
  policy.quantity(interdiction, 0, ledger_start) += 1e6;  // no crop lever
  EXPECT_EQ(target_of(world, policy, reference), (std::vector<int>{2, 4}));
  policy.national(eradication_aerial, col, ledger_start) = 1;
  EXPECT_EQ(target_of(world, policy, reference), (std::vector<int>{0, 1, 2, 4}));
  policy.target_zones = {6};
  EXPECT_EQ(target_of(world, policy, reference), std::vector<int>{6});
}

}  // namespace
}  // namespace balloon::analysis
