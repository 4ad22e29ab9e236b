// Scenarios as the page sees them: the file as written, and what the compiled policy does by year.
#include "apps/wasm/base.hpp"
#include "core/hash.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_places.hpp"

namespace balloon::lab {
namespace {

using namespace model;

/// "14234 ha" as it is written in a file; money in USD.
std::string amount(const ScenarioQuantity& q) { return dump(Json(q.value)) + " " + q.unit; }

Json step_json(const ScenarioStep& s) {
  Json j;
  const bool lever = s.kind == ScenarioStep::Kind::lever;
  j["kind"] = lever ? "lever" : "hold";
  for (const auto i : s.instruments) j["instrument"].push_back(instruments[i].name);
  j["place"] = s.places;
  j["from"] = to_string(s.from);
  j["to"] = to_string(s.to);
  if (!lever) {
    j["year"] = s.base_year;
    return j;
  }
  j["mode"] = scenario_words::modes[static_cast<std::size_t>(s.mode)];
  if (s.quantity) j["quantity"] = amount(*s.quantity);
  if (s.money) j["money"] = amount(*s.money);
  if (s.level) j["level"] = *s.level;
  if (s.scale) j["scale"] = *s.scale;
  if (s.per_given) j["per"] = scenario_words::pers[static_cast<std::size_t>(s.per)];
  if (s.ramp) j["ramp"] = "linear";
  if (s.start) j["start"] = amount(*s.start);
  if (s.start_level) j["start"] = *s.start_level;
  if (s.donors != std::array<double, donor_count>{1, 0, 0, 0})
    for (int d = 0; d < donor_count; ++d)
      if (s.donors[static_cast<std::size_t>(d)] > 0)
        j["donor"][donor_ids[d]] = s.donors[static_cast<std::size_t>(d)];
  if (s.split == ScenarioStep::Split::equal || s.split == ScenarioStep::Split::each)
    j["split"] = scenario_words::splits[s.split == ScenarioStep::Split::equal ? 0 : 1];
  for (const auto& [place, share] : s.shares) j["split"][place] = share;
  return j;
}

/// Switches that the file fixes, in the words of the format.
Json structure_json(const StructureChoice& c) {
  Json j = Json::object();
  const auto put = [&](const char* key, int value, std::initializer_list<const char*> words,
                       int first) {
    if (value != StructureChoice::unset) j[key] = *(words.begin() + (value - first));
  };
  put("sourcing", c.sourcing, {"flat", "nested"}, 0);
  put("pass_through", c.pass_through, {"multiplicative", "additive", "prior"}, 0);
  put("demand_trend", c.demand_trend, {"fixed", "local"}, 0);
  put("enforcement_violence", c.enforcement_violence, {"-", "0", "+"}, -1);
  const int switches[] = {c.price,       c.migration,     c.buyers,
                          c.risk,        c.agglomeration, c.yield_response,
                          c.firms_1990s, c.reaction,      c.armed_groups};
  for (std::size_t k = 0; k < scenario_words::switches.size(); ++k)
    if (switches[k] != StructureChoice::unset) j[scenario_words::switches[k]] = switches[k] != 0;
  return j;
}

/// A lever by year: total of the months for flows, mean for levels; money beside it.
Json levers_json(const World& world, const Policy& policy) {
  const ScenarioPlaces places(world);
  Json list = Json::array();
  for (int k = 0; k < instrument_count; ++k) {
    const auto i = static_cast<Instrument>(k);
    const double per = instruments[k].is_flow ? 1 : 12;
    const auto put = [&](const std::string& place, const char* as, auto value) {
      std::vector<double> years;
      bool any = false;
      for (int y = first_year; y <= last_year; ++y) {
        double sum = 0;
        for (int m = 1; m <= 12; ++m) sum += value(month_index(y, m));
        any = any || sum != 0;
        years.push_back(sum / per);
      }
      if (any)
        list.push_back({{"instrument", instruments[k].name},
                        {"place", place},
                        {"as", as},
                        {"years", std::move(years)}});
    };
    const auto ids = places.ids(instruments[k].place);
    for (std::size_t p = 0; p < ids.size(); ++p) {
      const int at = static_cast<int>(p);
      put(ids[p], "quantity", [&](int t) { return policy.quantity(i, at, t); });
      put(ids[p], "money", [&](int t) { return policy.money(i, at, t); });
    }
    for (int h = 0; h < hub_count; ++h) {
      put(hub_ids[h], "quantity", [&](int t) { return policy.national(i, h, t); });
      put(hub_ids[h], "money", [&](int t) { return policy.national_money(i, h, t); });
    }
  }
  return list;
}

}  // namespace

Json document_json(const ScenarioDocument& d) {
  Json j;
  j["name"] = d.name;
  j["title"] = d.title;
  j["summary"] = d.summary;
  j["extends"] = d.extends;
  j["replay"] = d.replay;
  j["against"] = d.against;
  j["target"] = d.target;
  j["readings"] = d.readings;
  j["sources"] = d.sources;
  j["window_start"] = d.window_start ? Json(month_name(*d.window_start)) : Json(nullptr);
  j["structure"] = structure_json(d.structure);
  j["allocation"] = Json::object();
  if (d.crops)
    j["allocation"]["crops"] = scenario_words::crop_rules[static_cast<std::size_t>(
        *d.crops == Allocation::optimising ? 3 : static_cast<int>(*d.crops))];
  if (d.corridors) {
    constexpr const char* rules[] = {"proportional", "adaptive", "randomised", "replay",
                                     "optimising"};
    j["allocation"]["corridors"] = rules[static_cast<int>(*d.corridors)];
  }
  j["steps"] = Json::array();
  for (const auto& s : d.steps) j["steps"].push_back(step_json(s));
  return j;
}

Json scenario_json(const Base& base, const Scenario& s) {
  Json targets = Json::array();
  for (const int z : s.policy.target_zones)
    targets.push_back(base.world.zones[static_cast<std::size_t>(z)].id);
  return {{"id", s.id},
          {"title", s.title},
          {"summary", s.summary},
          {"against", s.against},
          {"hash", hex64(policy_hash(s.policy, base.world))},
          {"chain", s.chain},
          {"sources", s.sources},
          {"target", std::move(targets)},
          {"window_start", month_name(s.policy.window_start)},
          {"levers", levers_json(base.world, s.policy)}};
}

}  // namespace balloon::lab
