// The model's mechanisms one at a time, by name: each sets what it reads from named inputs, calls
// the model's own functions and gives named results. For the worked examples of docs/model.md.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/month.hpp"
#include "tests/support/single.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::test {

using namespace model;

/// What a mechanism works on: nothing in it but what an example gives. Places are the first zone,
/// hub, link, market and group, and two corridors.
class Bench {
 public:
  explicit Bench(const std::map<std::string, double>& inputs) : inputs_(inputs) {
    for (const auto& [name, x] : inputs) unread_.insert(name);
    for (int i = 0; i < parameter_count; ++i) {
      const auto given = inputs.find(parameters[i].name);
      p.value[i] = One(given == inputs.end() ? std::nan("") : given->second);
      unread_.erase(parameters[i].name);
    }
    for (auto& on : p.structure) on = One(1.0);
    for (int m = 0; m < max_markets; ++m) k.retail_reference[m] = One(1.0);
    for (auto& group : world.groups) std::fill(group.reach.begin(), group.reach.end(), 0.0);
  }

  double operator()(const std::string& name) {
    unread_.erase(name);
    const auto given = inputs_.find(name);
    if (given == inputs_.end()) throw std::invalid_argument("input missing: " + name);
    return given->second;
  }
  One one(const std::string& name) { return One((*this)(name)); }
  Context<One> context() {
    Context<One> c{world, policy, p, k, {1, One::WordsType(0)}};
    c.month = c.t = month;
    return c;
  }
  const std::set<std::string>& unread() const { return unread_; }

  static constexpr int month = 24;  // before foreign organisations enter
  World world = test::small_world();
  Policy policy{static_cast<int>(world.zones.size())};
  Parameters<One> p{};
  Constants<One> k{};
  State<One> s{};
  Flows<One> f{};
  Clearing<One> q{};
  Evaluation<One> e{};

 private:
  std::map<std::string, double> inputs_;
  std::set<std::string> unread_;
};

using Results = std::map<std::string, One>;

/// The group's presence in the first zone.
inline void put_group(Bench& b) {
  auto& group = b.world.groups[0];
  group.reach[0] = b("reach");
  group.strength_1990 = b("strength_1990");
  b.s.strength[0] = b.one("strength");
}

inline Results desired(Bench& b) {
  return {{"area", desired_area(b("K"), b.one("a"), b.one("appeal"))}};
}

inline Results appeal_of(Bench& b) {
  auto& zone = b.world.zones[0];
  put_group(b);
  zone.suitable_ha = b("K");
  zone.state_presence = b("S0");
  b.world.hubs[0].cash_cost = b("C");
  b.world.hubs[0].licit_income = b("I");
  b.policy.quantity(substitution_announced, 0, Bench::month) = b("announced");
  b.s.expected_revenue[0] = b.one("revenue");
  b.s.buyers[0] = b.one("buyers");
  b.s.perceived_risk[0] = b.one("risk");
  b.s.shock[0] = b.one("eta_z");
  b.s.national_shock[0] = b.one("eta_h");
  b.s.presence[0] = b.one("S");
  b.s.trust[0] = b.one("trust");
  b.s.licit_young[0] = b.one("D1");
  b.s.licit_bearing[0] = b.one("D2");
  return {{"appeal", appeal(b.context(), b.s, 0)}};
}

inline Results planting(Bench& b) {
  b.s.mature[0] = b.one("A");
  b.s.buyers[0] = b.one("buyers");
  b.s.fallow[0] = b.one("fallow");
  b.s.forest[0] = b.one("forest");
  b.f.loss_share[0] = b.one("loss");
  b.f.arrivals[0] = b.one("arrivals");
  decide(b.context(), b.s, 0, b.one("wanted"), b.f);
  return {{"planted", b.f.planted[0]},
          {"from_forest", b.f.from_forest[0]},
          {"abandoned", b.f.abandoned[0]}};
}

inline Results supply_shock(Bench& b) {
  b.s.shock[0] = b.one("eta_z");
  b.s.national_shock[0] = b.one("eta_h");
  b.k.normals.supply_zone[0] = b.one("n_z");
  b.k.normals.supply_hub[0] = b.one("n_h");
  shock_supply(b.context(), b.s);
  return {{"eta_z", b.s.shock[0]}, {"eta_h", b.s.national_shock[0]}};
}

inline Results eradication(Bench& b) {
  put_group(b);
  b.world.zones[0].suitable_ha = b("K");
  b.policy.quantity(legal_area, 0, Bench::month) = b("legal");
  b.s.mature[0] = b.one("A");
  b.s.spray_learning[0] = b.one("learned");
  b.f.effort_manual[0] = b.one("manual");
  b.f.effort_aerial[0] = b.one("aerial");
  b.f.effort_voluntary[0] = b.one("voluntary");
  eradicate(b.context(), b.s, 0, b.f);
  return {{"loss", b.f.loss_share[0]},
          {"to_replanting", b.f.to_replant[0]},
          {"to_migrants", b.f.to_migrants[0]}};
}

inline Results leaf(Bench& b) {
  b.s.establishing[0] = b.one("E");
  b.s.mature[0] = b.one("M");
  b.s.old[0] = b.one("O");
  b.s.expected_revenue[0] = b.one("revenue");
  b.f.loss_share[0] = b.one("loss");
  b.world.zones[0].yield_factor = b("factor");
  b.world.zones[0].traditional_leaf_t = b("traditional");
  b.world.drivers.leaf_yield[0][Bench::month] = b("yield");
  harvest(b.context(), b.s, 0, b.f);
  return {{"leaf", b.f.leaf[0]}, {"legal", b.f.legal_leaf[0]}};
}

inline Results processing(Bench& b) {
  b.world.drivers.cocaine_yield[0][Bench::month] = b("cocaine_yield");
  b.policy.quantity(precursor_control, 0, Bench::month) = b("control");
  b.s.lab_pressure[0] = b.one("pressure");
  b.s.split_shock[0] = b.one("capacity_shock");
  b.s.in_process[0] = b.one("in_process");
  b.f.leaf[0] = b.one("leaf");
  b.f.legal_leaf[0] = b.one("legal");
  efficiencies(b.context(), b.s, b.f);
  make_base(b.context(), b.f);
  make_cocaine(b.s, b.f);
  return {{"base", b.f.base_made[0]}, {"cost", b.f.base_cost[0]}, {"cocaine", b.f.cocaine_made[0]}};
}

inline Results bridge(Bench& b) {
  b.world.links[0].cost = b("cost");
  b.world.links[0].risk_1990 = b("risk");
  b.s.bridge[0] = b.one("b");
  b.s.bridge_adaptation[0] = b.one("m");
  link_conditions(b.context(), b.s, b.q);
  const auto& ends = link_ends[0];
  return {{"cost", b.q.link_cost[ends.destination][ends.origin]},
          {"loss", b.q.link_loss[ends.destination][ends.origin]}};
}

inline Results source_loss(Bench& b) {
  b.policy.quantity(source_interdiction, 0, Bench::month) = b("effort");
  return {{"loss", source_hazard(b.context(), 0, b("risk"))}};
}

/// No bridge is closed: what one would cost does not matter.
inline void open_bridges(Bench& b) {
  for (const auto p : {P::bridge_cost, P::bridge_risk, P::bridge_residual})
    b.p.value[static_cast<int>(p)] = One(0.0);
}

/// Two corridors of one market; all hubs sell at one price, and the first corridor has a carrier.
inline Results corridor_choice(Bench& b) {
  for (int i = 0; i < 2; ++i) {
    auto& corridor = b.world.corridors[static_cast<std::size_t>(i)];
    const auto of = [&](const char* name) { return b(name + std::to_string(i + 1)); };
    for (double& x : corridor.access) x = of("access_");
    corridor.cost = of("cost_");
    corridor.capacity = of("capacity_");
    corridor.risk_wage = of("wage_");
    b.s.corridor_load[i] = One(of("load_"));
    b.s.corridor_cost_factor[i] = One(1.0);
    b.s.risk_a[i] = One(of("risk_"));
    b.s.risk_b[i] = 1.0 - b.s.risk_a[i];
    b.s.corridor_share[0][i] = One(of("share_"));
    b.k.corridor_constant[0][i] = One(of("C_"));
    b.e.share[i][0] = One(1.0);
  }
  b.world.corridors[0].carrier = 1;
  for (auto& hub : b.s.organisations) hub[1] = b.one("carrying"), hub[0] = 1.0 - hub[1];
  for (auto& x : b.s.log_price) x = log(b.one("price"));
  open_bridges(b);
  corridor_conditions(b.context(), b.s, b.q);
  choose_corridors(b.context(), b.q, b.e, b.s);
  return {{"share_1", b.s.corridor_share[0][0]}, {"share_2", b.s.corridor_share[0][1]}};
}

/// The clearing's cocaine side at prices of cocaine by hub; everything but what an example gives is
/// one corridor and one market with unit constants.
inline void put_clearing(Bench& b, const std::vector<One>& price) {
  b.q.corridors = b.q.markets = 1;
  b.q.used[0][0] = true;
  b.q.gross[0][0] = b.q.demand[0] = b.q.reference[0] = One(1.0);
  for (int h = 0; h < hub_count; ++h) {
    b.s.log_price[hub_count + h] = log(price[static_cast<std::size_t>(h)]);
    b.s.cocaine_expected[h] = b.s.log_price[hub_count + h];
    b.q.cocaine_available[h] = One(1.0);
    b.k.hub_constant[0][h] = b.s.hub_share[0][h] = One(1.0 / hub_count);
  }
}

inline Results release(Bench& b) {
  put_clearing(b, {b.one("price"), b.one("price"), b.one("price")});
  b.k.cocaine_release = -log(1.0 - 1.0 / (b.p[P::cocaine_cover] + 1.0));
  b.s.cocaine_expected[0] = log(b.one("expected"));
  b.s.cocaine_stock[0] = b.one("stock");
  b.f.cocaine_made[0] = b.one("output");
  supply_conditions(b.context(), b.s, b.f, b.q);
  evaluate_cocaine(b.context(), b.s, b.q, b.s.log_price, One(1.0), b.e);
  return {{"supply", b.e.supply[hub_count]}};
}

inline Results hub_shares(Bench& b) {
  put_clearing(b, {b.one("price_1"), b.one("price_2"), b.one("price_3")});
  for (int h = 0; h < hub_count; ++h) {
    const auto of = [&](const char* name) { return b.one(name + std::to_string(h + 1)); };
    b.q.access[0][h] = of("access_");
    b.k.hub_constant[0][h] = of("C_");
    b.s.hub_share[0][h] = of("share_");
  }
  evaluate_cocaine(b.context(), b.s, b.q, b.s.log_price, b.p[P::hub_inertia], b.e);
  return {{"share_1", b.e.share[0][0]}, {"share_2", b.e.share[0][1]}, {"share_3", b.e.share[0][2]}};
}

inline Results retail_price(Bench& b) {
  put_clearing(b, {b.one("price"), b.one("price"), b.one("price")});
  b.p.value[static_cast<int>(P::hub_substitution)] = One(1.0);  // the hubs' prices are one
  b.world.corridors.resize(1);
  b.world.markets.resize(1);
  b.world.markets[0].corridor_share_1990[0] = 1;
  auto& corridor = b.world.corridors[0];
  for (double& x : corridor.access) x = b("access");
  corridor.cost = b("transport");
  corridor.risk_wage = b("wage");
  b.world.drivers.retail_margin[0][Bench::month] = b("mu");
  b.policy.quantity(retail_enforcement, 0, Bench::month) = b("retail_enforcement") * 1e9 / 12;
  b.s.corridor_cost_factor[0] = b.s.corridor_share[0][0] = One(1.0);
  b.s.risk_a[0] = b.one("risk");
  b.s.risk_b[0] = 1.0 - b.s.risk_a[0];
  b.s.consumption_mean[0] = b.one("consumption");
  b.s.market_stock[0] = b.one("stock");
  b.k.import_margin[0] = b.one("import_margin");
  b.k.import_mark[0] = b.one("import_mark");
  b.k.retail_margin[0] = b.one("retail_margin");
  b.k.retail_mark[0] = b.one("retail_mark");
  open_bridges(b);
  corridor_conditions(b.context(), b.s, b.q);
  market_conditions(b.context(), b.s, b.q);
  evaluate_cocaine(b.context(), b.s, b.q, b.s.log_price, One(1.0), b.e);
  return {{"import", b.e.import_price[0]}, {"retail", b.e.retail_price[0]}};
}

/// The first hub's orders of its own base and of the second hub's.
inline Results base_orders(Bench& b) {
  for (int o = 0; o < hub_count; ++o) {
    b.k.margin_reference[o] = b.one("margin");
    b.k.order_constant[o] = b.one("order");
    for (auto& row : b.k.link_constant) row[o] = One(0.0);
    b.k.link_constant[o][o] = One(1.0);
    b.s.log_price[o] = log(b.one("base_price"));
    b.s.log_price[hub_count + o] = log(b.one("price"));
    b.f.conversion[o] = b.one("conversion");
  }
  b.s.log_price[1] = log(b.one("origin_price"));
  b.k.link_constant[0][0] = b.one("K_own");
  b.k.link_constant[0][1] = b.one("K_origin");
  b.q.link_cost[0][1] = b.one("cost");
  b.q.link_loss[0][1] = b.one("loss");
  b.s.output_mean[0] = b.one("output");
  b.s.cocaine_stock[0] = b.one("stock");
  b.e.orders[0] = b.one("orders");
  supply_conditions(b.context(), b.s, b.f, b.q);
  evaluate_base(b.context(), b.s, b.q, b.s.log_price, b.e);
  return {{"own", b.e.base_orders[0][0]}, {"origin", b.e.base_orders[0][1]}};
}

inline Results closure(Bench& b) {
  b.policy.quantity(corridor_closure, 0, Bench::month) = b("level");
  b.policy.quantity(corridor_closure, 0, 0) = b("level_start");
  return {{"open", open_share(b.context(), 0)}};
}

inline Results seizure(Bench& b) {
  const One p =
      seizure_probability(b.one("h0"), One(b("effort") / b("effort_1990")), b.p[P::effort_effect],
                          1.0 / (1.0 + b.one("n")), b.p[P::dilution]);
  return {{"p", p}};
}

inline Results corridor_risk(Bench& b) {
  b.world.corridors[0].risk_1990 = b("risk_1990");
  b.s.risk_a[0] = b.one("alpha");
  b.s.risk_b[0] = b.one("beta");
  b.f.shipments[0] = b.one("n");
  b.f.seized_shipments[0] = b.one("seized");
  learn_risk(b.context(), b.f, b.s);
  return {{"alpha", b.s.risk_a[0]}, {"beta", b.s.risk_b[0]}, {"risk", perceived(b.s, 0)}};
}

inline Results consumption(Bench& b) {
  b.world.drivers.demand[0][Bench::month] = b("demand");
  b.k.demand_reference[0] = b.one("D0");
  b.k.retail_reference[0] = b.one("P0");
  b.s.demand_log[0] = b.one("drift");
  b.s.light[0] = b.one("light");
  b.s.heavy[0] = b.one("heavy");
  b.s.in_treatment[0] = b.one("in_treatment");
  b.s.light_reference[0] = b.one("light0");
  b.s.heavy_reference[0] = b.one("heavy0");
  b.s.market_stock[0] = b.one("stock");
  b.f.delivered[0] = b.one("delivered");
  b.f.retail_price[0] = b.one("retail");
  consume(b.context(), b.s, b.f);
  return {{"level", demand_level(b.context(), b.s, 0)}, {"consumed", b.f.consumption[0]}};
}

inline Results users(Bench& b) {
  b.policy.quantity(prevention, 0, Bench::month) = b("prevention") * 1e9 / 12;
  b.policy.quantity(treatment, 0, Bench::month) = b("treatment");
  b.k.retail_reference[0] = b.one("P0");
  b.s.light[0] = b.one("light");
  b.s.heavy[0] = b.one("heavy");
  b.s.light_reference[0] = b.one("light0");
  b.s.heavy_reference[0] = b.one("heavy0");
  b.f.retail_price[0] = b.one("retail");
  user_flows(b.context(), b.s, b.f);
  return {{"initiation", b.f.light_in[0]},  {"light_exit", b.f.light_out[0]},
          {"escalation", b.f.escalated[0]}, {"to_light", b.f.deescalated[0]},
          {"heavy_exit", b.f.heavy_out[0]}, {"treated_light", b.f.treated_out[0]}};
}

inline Results memories(Bench& b) {
  b.s.perceived_risk[0] = b.one("risk");
  b.s.expected_revenue[0] = b.one("expected");
  b.f.revenue[0] = b.one("revenue");
  b.f.loss_share[0] = b.one("loss");
  b.f.loss_around[0] = b.one("around");
  learn(b.context(), b.f, b.s);
  return {{"risk", b.s.perceived_risk[0]}, {"expected", b.s.expected_revenue[0]}};
}

inline Results buyers(Bench& b) {
  b.s.buyers[0] = b.one("buyers");
  b.s.lab_pressure[0] = b.one("pressure");
  b.k.buyer_base[0] = b.one("b0");
  b.k.leaf_reference[0] = b.one("ref");
  b.f.leaf[0] = b.one("offered");
  b.f.loss_share[0] = b.one("loss");
  b.f.loss_around[0] = b.one("around");
  learn(b.context(), b.f, b.s);
  return {{"buyers", b.s.buyers[0]}};
}

inline Results development(Bench& b) {
  b.world.zones[0].suitable_ha = b("K");
  b.policy.quantity(substitution_announced, 0, Bench::month) = b("announced");
  b.s.fallow[0] = b.one("fallow");
  b.s.licit_young[0] = b.one("D1");
  b.s.licit_bearing[0] = b.one("D2");
  b.s.trust[0] = b.one("trust");
  const One reach = development_reach(b.context(), b.s, 0), ann = announced(b.context(), b.s, 0);
  develop(b.context(), b.s, 0, b.one("usd"), b.f);
  update_trust(b.context(), b.f, 0, b.s);
  return {{"planted", b.f.licit_planted[0]}, {"AD", reach}, {"Ann", ann}, {"trust", b.s.trust[0]}};
}

inline Results farm_gate_of(Bench& b) {
  b.world.zones[0].haul = b("haul");
  b.world.zones[0].yield_factor = b("factor");
  b.world.drivers.leaf_yield[0][Bench::month] = b("yield");
  b.k.organisations_reference[0] = b.one("N0");
  b.s.organisations[0][0] = b.one("N");
  b.s.log_price[0] = log(b.one("base_price"));
  b.f.levy[0] = b.one("levy");
  b.f.base_cost[0] = b.one("cost");
  b.f.efficiency[0] = b.one("base_per_t");
  farm_gate(b.context(), b.s, b.f);
  return {{"leaf_price", b.f.leaf_price[0]}, {"revenue", b.f.revenue[0]}};
}

inline Results organisations(Bench& b) {
  b.policy.quantity(captures, 0, Bench::month) = b("captures");
  b.k.organisations_reference[0] = b.one("N0");
  b.k.organisation_margin[0] = b.one("price_start");
  b.s.log_price[hub_count] = log(b.one("price"));
  b.s.organisations[0][0] = b.one("colombian");
  b.s.organisations[0][3] = b.one("local");
  run_organisations(b.context(), b.s);
  return {{"colombian", b.s.organisations[0][0]}, {"local", b.s.organisations[0][3]}};
}

inline Results groups(Bench& b) {
  put_group(b);
  b.world.groups[0].broker = b("broker");
  b.world.groups[0].broker_from = 0;
  b.policy.quantity(armed_pressure, 0, Bench::month) = b("pressure");
  b.policy.quantity(armed_agreement, 0, Bench::month) = b("agreement");
  b.f.base[0] = b.one("base");
  const One on_growers = levy(b.context(), b.s, 0);
  run_groups(b.context(), b.s, b.f);
  return {{"levy", on_growers}, {"income", b.f.group_income[0]}, {"strength", b.s.strength[0]}};
}

inline Results homicides(Bench& b) {
  b.world.hubs[0].homicides_1990 = b("homicides_1990");
  b.k.organisation_margin[0] = b.one("price_start");
  b.k.output_reference[0] = b.one("output_start");
  b.k.organisations_reference[0] = b.one("N0");
  b.s.log_price[hub_count] = log(b.one("price"));
  b.s.organisations[0][0] = b.one("N");
  b.s.mature[0] = b.one("A");
  b.s.presence[0] = b.one("S");
  b.f.lost_forced[0] = b.one("forced");
  b.f.cocaine_sold[0] = b.one("sold");
  run_harms(b.context(), b.s, b.f);
  return {{"homicides", b.f.homicides[0]}};
}

inline Results reaction(Bench& b) {
  b.world.hubs[0].area_1990 = b("area_1990");
  b.policy.quantity(eradication_manual, 0, Bench::month) = b("planned");
  b.policy.funding(eradication_manual, 0, 0, Bench::month) = b("national_share");
  b.s.reported_last[0] = b.one("reported");
  b.s.eradication_norm[0] = b.one("norm");
  b.s.reversed[0] = b.one("reversed");
  One factor[hub_count], restored[hub_count];
  react(b.context(), b.s, factor, restored);
  return {{"factor", factor[0]}, {"restored", restored[0]}, {"norm", b.s.eradication_norm[0]}};
}

/// By the name that an example gives: sets the bench from its inputs and calls the model.
using Mechanism = std::function<Results(Bench&)>;
inline const std::map<std::string, Mechanism> mechanisms{{"appeal", appeal_of},
                                                         {"armed_groups", groups},
                                                         {"base_orders", base_orders},
                                                         {"bridge", bridge},
                                                         {"buyers", buyers},
                                                         {"consumption", consumption},
                                                         {"closure", closure},
                                                         {"corridor_risk", corridor_risk},
                                                         {"corridor_shares", corridor_choice},
                                                         {"desired_area", desired},
                                                         {"development", development},
                                                         {"eradication", eradication},
                                                         {"farm_gate", farm_gate_of},
                                                         {"harvest", leaf},
                                                         {"homicides", homicides},
                                                         {"hub_shares", hub_shares},
                                                         {"memories", memories},
                                                         {"organisations", organisations},
                                                         {"planting", planting},
                                                         {"processing", processing},
                                                         {"reaction", reaction},
                                                         {"release", release},
                                                         {"retail_price", retail_price},
                                                         {"seizure", seizure},
                                                         {"source_loss", source_loss},
                                                         {"supply_shock", supply_shock},
                                                         {"users", users}};

}  // namespace balloon::test
