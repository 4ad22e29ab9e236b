// Properties of the model that hold for every member, structure and policy.
#if defined(BALLOON_RAPIDCHECK)

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/cases.hpp"
#include "tests/support/single.hpp"

namespace balloon::model {
namespace {

using test::Single;

constexpr int ten_years = 119;

RC_GTEST_PROP(ModelProperty, MoreEradicationNeverRaisesCocaInTheSameMonth, ()) {
  const auto world = test::small_world();
  const int zone = *rc::gen::inRange(0, 6), month = *rc::gen::inRange(1, ten_years);
  const auto method =
      *rc::gen::element(eradication_manual, eradication_aerial, eradication_voluntary);
  auto less = test::any_policy(world), more = less;
  less.quantity(method, zone, month) = test::any_share() * 2000;
  more.quantity(method, zone, month) =
      less.quantity(method, zone, month) + test::any_share() * (*rc::gen::element(1.0, 1e3, 1e5));
  const auto draw = test::any_draw(less);
  const auto a = test::run_draw(world, less, draw, month),
             b = test::run_draw(world, more, draw, month);
  RC_PRE(a.result.usable(0) && b.result.usable(0));
  RC_ASSERT(test::area(b, 0, zone, month) <= test::area(a, 0, zone, month));
  // The year's yearly outcomes are not complete: only months are compared.
  for (int t = 0; t < month; ++t)
    for (int z = 0; z < 7; ++z) RC_ASSERT(test::area(a, 0, z, t) == test::area(b, 0, z, t));
}

RC_GTEST_PROP(ModelProperty, AClosedCorridorCarriesLessAndNoOtherLessAtLowerPrices, ()) {
  const auto world = test::small_world();
  const int count = static_cast<int>(world.corridors.size());
  const int corridor = *rc::gen::inRange(0, count), month = *rc::gen::inRange(1, ten_years);
  auto less = test::any_policy(world);
  less.quantity(corridor_closure, corridor, month) = 0.5 * test::any_share();
  auto more = less;
  more.quantity(corridor_closure, corridor, month) += 0.1 + 0.4 * test::any_share();
  const auto draw = test::any_draw(less);
  const auto a = test::run_draw(world, less, draw, month),
             b = test::run_draw(world, more, draw, month);
  RC_PRE(a.result.usable(0) && b.result.usable(0));
  for (int i = 0; i < count; ++i) {
    const double before = a.monthly(o_corridor_flow, 0, i, month);
    const double after = b.monthly(o_corridor_flow, 0, i, month);
    const double rounding = 1e-4 * before;  // of the solver and of floats
    const bool right = i == corridor ? after <= before + rounding : after >= before - rounding;
    RC_ASSERT(right);
  }
  for (int h = 0; h < hub_count; ++h)
    RC_ASSERT(b.monthly(o_cocaine_price, 0, h, month) <=
              a.monthly(o_cocaine_price, 0, h, month) * 1.0001f);
}

RC_GTEST_PROP(ModelProperty, BalancesCloseUnderAnyPolicy, ()) {
  const auto world = *rc::gen::inRange(0, 3) == 0 ? test::shipped_world() : test::small_world();
  const auto policy = test::any_policy(world);
  std::vector<Draw> draws;
  for (int i = 0; i < 4; ++i) draws.push_back(test::any_draw(policy));
  const auto e = test::run_draws(world, policy, draws, month_count - 1);
  for (int i = 0; i < 4; ++i) {
    if (!e.result.usable(i)) continue;
    for (int y = first_year; y <= last_year; ++y) {
      const float error = e.yearly(o_balance_error, i, 0, y);
      RC_ASSERT(error <= 1e-9f);
    }
    for (const float x :
         std::vector<float>(e.result.member(i), e.result.member(i) + e.result.shape.member_size()))
      RC_ASSERT(std::isfinite(x));
  }
}

RC_GTEST_PROP(ModelProperty, LeversOfNothingChangeNoByte, ()) {
  const auto world = test::small_world();
  const auto policy = test::any_policy(world);
  auto inert = policy;
  const int from = *rc::gen::inRange(0, month_count);
  for (int t = from; t < month_count; ++t) {
    inert.quantity(interdiction, 9, t) = 1e7;         // no such corridor
    inert.quantity(treatment, 5, t) = 1e7;            // nor market
    inert.quantity(armed_pressure, 3, t) = 1;         // nor group
    inert.quantity(eradication_manual, 20, t) = 100;  // nor zone
  }
  inert.target_zones = {2};
  inert.window_start = 100;
  const auto draw = test::any_draw(policy);
  const auto a = test::run_draw(world, policy, draw, ten_years),
             b = test::run_draw(world, inert, draw, ten_years);
  RC_ASSERT(a.result.hash == b.result.hash);
  RC_ASSERT(a.result.rows == b.result.rows);
}

RC_GTEST_PROP(ModelProperty, ArmsThatShareTheirBeginningAreTheRunsAlone, ()) {
  const auto world = test::small_world();
  const auto first = test::any_policy(world);
  std::vector<Policy> policies(3, first);
  const int part = *rc::gen::inRange(0, ten_years + 40);
  for (std::size_t a = 1; a < policies.size(); ++a) test::add_any_lever(world, policies[a], part);
  if (*rc::gen::inRange(0, 4) == 0) policies[2].crops = Allocation::adaptive;
  std::vector<const Policy*> arms;
  for (const auto& p : policies) arms.push_back(&p);
  analysis::RunOptions options;
  options.members = *rc::gen::inRange(1, 10);
  options.lanes = *rc::gen::element(1, 2, 4);
  options.threads = *rc::gen::inRange(1, 3);
  options.from = 12 * *rc::gen::inRange(0, 5);
  options.to = ten_years;
  const auto together = analysis::simulate_arms(world, arms, options, {}, nullptr);
  RC_ASSERT(together.size() == arms.size());
  for (std::size_t a = 0; a < arms.size(); ++a) {
    const auto alone = analysis::simulate(world, policies[a], options, {}, nullptr);
    RC_ASSERT(together[a].result.rows == alone.result.rows);
    RC_ASSERT(together[a].result.hash == alone.result.hash);
    RC_ASSERT(together[a].result.failed == alone.result.failed);
  }
}

/// Outcomes of members of both runs at the places of the smaller world are the same bytes.
void same_elsewhere(const World& world, const analysis::Ensemble& a, const analysis::Ensemble& b) {
  RC_ASSERT(a.result.failed == b.result.failed);
  for (int o = 0; o < outcome_count; ++o) {
    const auto outcome = static_cast<Outcome>(o);
    for (int place = 0; place < outcome_places(world, outcome); ++place)
      for (int t = 0; t <= a.to; ++t) {
        if (outcomes[o].cadence == Cadence::monthly) {
          RC_ASSERT(a.monthly(outcome, 0, place, t) == b.monthly(outcome, 0, place, t));
        } else if (month_of_year(t) == 12) {
          RC_ASSERT(a.yearly(outcome, 0, place, year_of(t)) ==
                    b.yearly(outcome, 0, place, year_of(t)));
        }
      }
  }
}

RC_GTEST_PROP(ModelProperty, AZoneWithoutLandChangesNothingElsewhere, ()) {
  const auto world = *rc::gen::inRange(0, 3) == 0 ? test::shipped_world() : test::small_world();
  World wider = world;
  const int country = *rc::gen::inRange(0, 4);
  auto zone = test::make_zone("EMPTY", 777, country, -5, -74, 0, 0);
  zone.latent = *rc::gen::inRange(0, 2) == 1 || country >= hub_count;
  wider.zones.push_back(zone);
  for (auto& group : wider.groups) group.reach.push_back(0);
  connect_zones(wider);
  auto policy = test::quiet_policy(world), same = test::quiet_policy(wider);
  for (int t = 60; t < month_count; ++t)
    for (auto* p : {&policy, &same}) {
      p->quantity(eradication_manual, 2, t) = 800;
      p->national(eradication_aerial, col, t) = 3000;
      p->quantity(alternative_development, 1, t) = 1e6;
      p->quantity(captures, col, t) = 0.1;
    }
  const auto draw = test::any_draw(policy);
  const auto seed = static_cast<std::uint64_t>(*rc::gen::inRange(1, 99));
  same_elsewhere(world, test::run_draw(world, policy, draw, ten_years, seed),
                 test::run_draw(wider, same, draw, ten_years, seed));
}

RC_GTEST_PROP(ModelProperty, TheOrderOfZonesIsOnlyAnOrder, ()) {
  const auto world = *rc::gen::inRange(0, 3) == 0 ? test::shipped_world() : test::small_world();
  const int n = static_cast<int>(world.zones.size());
  std::vector<int> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  for (int i = n - 1; i > 0; --i)
    std::swap(order[static_cast<std::size_t>(i)],
              order[static_cast<std::size_t>(*rc::gen::inRange(0, i + 1))]);
  World shuffled = world;
  auto policy = test::quiet_policy(world), same = policy;
  for (int i = 0; i < n; ++i) {
    const auto from = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
    shuffled.zones[static_cast<std::size_t>(i)] = world.zones[from];
    for (std::size_t g = 0; g < world.groups.size(); ++g)
      shuffled.groups[g].reach[static_cast<std::size_t>(i)] = world.groups[g].reach[from];
    const double hectares = test::any_share() * 300;
    test::set_lever(policy, eradication_manual, static_cast<int>(from), hectares, 6);
    test::set_lever(same, eradication_manual, i, hectares, 6);
  }
  connect_zones(shuffled);
  for (auto* p : {&policy, &same})
    for (int t = 0; t < 24; ++t) p->national(eradication_aerial, col, t) = 2000;
  const auto draw = test::any_draw(policy);
  Single a(world, policy, draw), b(shuffled, same, draw);
  a.burn_in();
  b.burn_in();
  // Sums over zones run in another order: rounding of 1e-16 a sum, grown over 17 years of months.
  const auto near = [](double x, double y) {
    return std::fabs(x - y) <= 1e-10 * (1 + std::fabs(x));
  };
  for (int m = 0; m < 24; ++m) {
    a.advance(m);
    b.advance(m);
    for (int i = 0; i < n; ++i)
      RC_ASSERT(near(a.coca(order[static_cast<std::size_t>(i)]), b.coca(i)));
    for (int i = 0; i < 2 * hub_count; ++i)
      RC_ASSERT(near(a.state().log_price[i].lane(0), b.state().log_price[i].lane(0)));
    RC_ASSERT(a.failed() == b.failed());
  }
}

RC_GTEST_PROP(ModelProperty, WithoutNucleationAndMigrationALatentZoneStaysEmpty, ()) {
  const auto world = *rc::gen::inRange(0, 2) == 0 ? test::shipped_world() : test::small_world();
  const auto policy = test::any_policy(world);
  auto draw = test::any_draw(policy);
  test::set(draw, P::nucleation, 0);
  test::set(draw, S::migration, 0);
  const auto e = test::run_draw(world, policy, draw, month_count - 1);
  for (std::size_t z = 0; z < world.zones.size(); ++z) {
    if (!world.zones[z].latent) continue;
    for (int t = 0; t < month_count; ++t)
      RC_ASSERT(test::area(e, 0, static_cast<int>(z), t) == 0.0);
  }
}

RC_GTEST_PROP(ModelProperty, PoliciesThatPartLaterAreOneUntilThen, ()) {
  const auto world = test::small_world();
  const int part = 12 * *rc::gen::inRange(1, 20);
  const auto policy = test::any_policy(world);
  auto other = policy;
  const int levers = *rc::gen::inRange(1, 5);
  for (int k = 0; k < levers; ++k) test::add_any_lever(world, other, part);
  const auto draw = test::any_draw(policy);
  // A run that ends before they part has the same hash, whatever comes later.
  const auto a = test::run_draw(world, policy, draw, part - 1),
             b = test::run_draw(world, other, draw, part - 1);
  RC_ASSERT(a.result.hash == b.result.hash);
  RC_ASSERT(a.result.rows == b.result.rows);
  // And the months of a longer run are those of the shorter one.
  const auto longer = test::run_draw(world, other, draw, part + 11);
  const auto months =
      static_cast<std::size_t>(part) * static_cast<std::size_t>(a.layout.monthly_width);
  RC_ASSERT(std::equal(a.result.rows.begin(),
                       a.result.rows.begin() + static_cast<std::ptrdiff_t>(months),
                       longer.result.rows.begin()));
}

/// Members 0 .. of the first are those of the second; a failed member has no number to compare.
void same_members(const engine::Result& a, const engine::Result& b) {
  for (int i = 0; i < a.members; ++i) {
    const auto at = static_cast<std::size_t>(i);
    RC_ASSERT(a.failed[at] == b.failed[at]);
    if (!a.usable(i)) continue;
    RC_ASSERT(a.hash[at] == b.hash[at]);
    RC_ASSERT(std::equal(a.member(i), a.member(i) + a.shape.member_size(), b.member(i)));
  }
}

RC_GTEST_PROP(ModelProperty, WidthsThreadsAndSizeOfTheEnsembleChangeNoMember, ()) {
  const auto world = test::small_world();
  const auto policy = test::any_policy(world);
  analysis::RunOptions options;
  options.members = *rc::gen::inRange(1, 14);
  options.to = ten_years;
  options.seed = static_cast<std::uint64_t>(*rc::gen::inRange(1, 1000));
  options.lanes = 1;
  const auto one = analysis::simulate(world, policy, options, {}, nullptr);
  for (const int lanes : {2, 4, 8}) {
    if (analysis::find_kernel(lanes) == nullptr) continue;  // not compiled in, or not for here
    options.lanes = lanes;
    options.threads = 1 + lanes / 4;
    const auto wide = analysis::simulate(world, policy, options, {}, nullptr);
    same_members(one.result, wide.result);
    RC_ASSERT(wide.result.outcome_hash() == one.result.outcome_hash());
  }
  options.members += 5;
  const auto larger = analysis::simulate(world, policy, options, {}, nullptr);
  same_members(one.result, larger.result);
}

}  // namespace
}  // namespace balloon::model

#endif  // BALLOON_RAPIDCHECK
