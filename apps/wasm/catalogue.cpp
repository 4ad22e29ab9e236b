// The catalogue: everything the page names or draws before anything is simulated.
#include "apps/wasm/base.hpp"
#include "core/embedded.hpp"
#include "io/posterior_file.hpp"
#include "io/scenario_places.hpp"
#include "io/words.hpp"

namespace balloon::lab {
namespace {

using namespace model;

/// {"id", "name": {"en", "es"}}
Json named(const World& w, const std::string& id, const std::string& fallback) {
  static const Words english("en"), spanish("es");
  return {
      {"id", id},
      {"name", {{"en", english.place(w, id, fallback)}, {"es", spanish.place(w, id, fallback)}}}};
}

Json points(const ObservedSeries& series) {
  Json list = Json::array();
  for (const auto& p : series)
    list.push_back({{"year", p.year}, {"time", p.time}, {"value", p.value}, {"spot", p.spot}});
  return list;
}

const char* kind_id(PlaceKind kind) {
  constexpr const char* ids[] = {"zone", "hub", "link", "corridor", "market", "group"};
  return ids[static_cast<int>(kind)];
}

Json places_json(const World& w) {
  Json j;
  for (const auto& id : w.countries) j["countries"].push_back(named(w, id, id));
  for (const auto& z : w.zones) {
    Json zone = named(w, z.id, z.name);
    zone["country"] = w.countries[static_cast<std::size_t>(z.country)];
    zone["latent"] = z.latent;
    zone["latitude"] = z.latitude;
    zone["longitude"] = z.longitude;
    j["zones"].push_back(std::move(zone));
  }
  for (const char* id : hub_ids) j["hubs"].push_back(named(w, id, id));
  for (const auto& c : w.corridors) j["corridors"].push_back(named(w, c.id, c.name));
  for (const auto& m : w.markets) j["markets"].push_back(named(w, m.id, m.name));
  for (const auto& g : w.groups) j["groups"].push_back(named(w, g.id, g.name));
  for (const auto& l : link_ends) j["links"].push_back(named(w, l.id, l.id));
  j["donors"] = donor_ids;
  return j;
}

Json instruments_json() {
  Json list = Json::array();
  for (const auto& i : instruments)
    list.push_back({{"id", i.name},
                    {"place", kind_id(i.place)},
                    {"unit", i.unit},
                    {"flow", i.is_flow},
                    {"money", i.takes_money},
                    {"upper", i.upper},
                    {"target", i.is_target},
                    {"meaning", i.meaning}});
  return list;
}

Json outcomes_json() {
  constexpr const char* kinds[] = {"zone", "hub", "corridor", "market", "group", "donor", "world"};
  Json list = Json::array();
  for (const auto& o : outcomes)
    list.push_back({{"id", o.name},
                    {"place", kinds[static_cast<int>(o.place)]},
                    {"yearly", o.cadence == Cadence::yearly},
                    {"flow", o.is_flow},
                    {"unit", o.unit},
                    {"weak", o.weak},
                    {"meaning", o.meaning}});
  return list;
}

Json observed_json(const Base& base) {
  Json j;
  const auto& o = base.observed;
  for (const char* hub : hub_ids) {
    j["area_un"][hub] = points(o.area(hub, Sensor::un));
    j["area_us"][hub] = points(o.area(hub, Sensor::us));
    j["seizures"][hub] = points(o.seizures(hub));
    for (const char* stage : {"leaf", "base", "cocaine"})
      j[std::string("price_") + stage][hub] = points(o.price(hub, stage));
  }
  for (const auto& z : base.world.zones) {
    const auto series = o.zone_area(z.id);
    if (!series.empty()) j["area_zone"][z.id] = points(series);
  }
  for (const auto& m : base.world.markets) {
    j["retail_price"][m.id] = points(o.retail_price(m.id));
    j["consumption"][m.id] = points(o.consumption(m.id));
  }
  return j;
}

Json scenarios_json(const Base& base) {
  Json list = Json::array();
  Faults faults;
  for (const auto& s : list_scenarios(base.scenarios, faults))
    list.push_back({{"id", s.id},
                    {"title", s.title},
                    {"summary", s.summary},
                    {"against", s.against},
                    {"extends", s.extends}});
  return list;
}

}  // namespace

Json catalogue_json(const Base& base) {
  Json j;
  j["version"] = embedded::version();
  j["commit"] = embedded::commit();
  j["data_hash"] = embedded::data_hash();
  const auto* posterior = base.draws.posterior.get();
  // The lab carries the first draws of the posterior (pack_main.cpp).
  j["posterior"] = posterior == nullptr ? Json(nullptr) : Json(posterior->parts().of);
  j["origin"] = posterior == nullptr ? Json(nullptr) : Json(posterior->origin());
  j["notes"] = base.draws.notes;
  j["parameters"] = parameter_hash();
  j["most_members"] = most_members;
  j["seed"] = base.options.seed;
  j["first_year"] = first_year;
  j["last_year"] = last_year;
  j["structures"] = structure_names;
  j["places"] = places_json(base.world);
  j["instruments"] = instruments_json();
  j["outcomes"] = outcomes_json();
  j["scenarios"] = scenarios_json(base);
  j["observed"] = observed_json(base);
  if (base.draws.check) {
    const auto& check = *base.draws.check;
    const auto figure = [](const auto& f) {
      return f ? Json{{"value", f->value}, {"low", f->low}, {"high", f->high}} : Json(nullptr);
    };
    j["check"] = {{"skill", figure(check.skill)},
                  {"skill_after_2008", figure(check.skill_after_2008)},
                  {"coverage80", figure(check.coverage80)},
                  {"coverage50", figure(check.coverage50)}};
  }
  return j;
}

}  // namespace balloon::lab
