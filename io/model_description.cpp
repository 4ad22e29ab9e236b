#include "io/model_description.hpp"

#include <nlohmann/json.hpp>

#include "model/order.hpp"
#include "model/policy.hpp"

namespace balloon {

const char* name_of(model::Prior p) {
  constexpr const char* names[] = {"fixed", "triangular", "lognormal", "normal", "share"};
  return names[static_cast<int>(p)];
}
const char* name_of(model::Basis b) {
  constexpr const char* names[] = {"seen", "recalled", "assumed", "weak"};
  return names[static_cast<int>(b)];
}
const char* name_of(model::Level l) {
  constexpr const char* names[] = {"global", "country", "market"};
  return names[static_cast<int>(l)];
}
const char* name_of(model::OutcomePlace p) {
  constexpr const char* names[] = {"zone", "hub", "corridor", "market", "group", "donor", "world"};
  return names[static_cast<int>(p)];
}
const char* name_of(model::PlaceKind p) {
  constexpr const char* names[] = {"zone", "hub", "link", "corridor", "market", "group"};
  return names[static_cast<int>(p)];
}

std::string model_json() {
  using namespace model;
  nlohmann::json j;
  for (const auto& s : month_order)
    j["order"].push_back(
        {{"step", s.number}, {"name", s.name}, {"file", s.file}, {"what", s.what}});
  for (const auto& p : parameters)
    j["parameters"].push_back({{"name", p.name},
                               {"symbol", p.symbol},
                               {"unit", p.unit},
                               {"level", name_of(p.level)},
                               {"prior", name_of(p.prior)},
                               {"low", p.low},
                               {"middle", p.middle},
                               {"high", p.high},
                               {"mechanism", p.mechanism},
                               {"meaning", p.meaning},
                               {"source", p.source},
                               {"basis", name_of(p.basis)}});
  for (const auto& o : outcomes)
    j["outcomes"].push_back({{"name", o.name},
                             {"place", name_of(o.place)},
                             {"cadence", o.cadence == Cadence::monthly ? "monthly" : "yearly"},
                             {"flow", o.is_flow},
                             {"unit", o.unit},
                             {"weak", o.weak},
                             {"meaning", o.meaning}});
  for (const auto& i : instruments)
    j["instruments"].push_back({{"name", i.name},
                                {"place", name_of(i.place)},
                                {"unit", i.unit},
                                {"flow", i.is_flow},
                                {"money", i.takes_money},
                                {"upper", i.upper},
                                {"meaning", i.meaning}});
  for (const auto* s : structure_names) j["structures"].push_back(s);
  for (const auto* s : switch_names) j["switches"].push_back(s);
  return j.dump(2);
}

}  // namespace balloon
