#include <nlohmann/json.hpp>

#include "io/scenario.hpp"
#include "io/scenario_document.hpp"

namespace balloon {

namespace words = scenario_words;
using Json = nlohmann::ordered_json;

namespace {

Json described(Json schema, const char* description) {
  schema["description"] = description;
  return schema;
}

Json text() { return {{"type", "string"}, {"maxLength", max_scenario_string}}; }

Json one_of(const std::vector<std::string>& choices) { return {{"enum", choices}}; }

Json object(Json properties, const std::vector<std::string>& required) {
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", required},
          {"properties", std::move(properties)}};
}

Json text_or_list() {
  Json list = {{"type", "array"}, {"minItems", 1}, {"maxItems", 200}, {"items", text()}};
  return {{"anyOf", Json::array({text(), list})}};
}

Json date() {
  return {{"type", "string"},
          {"pattern", "^(199\\d|20[0-2]\\d|203[0-5])(-\\d\\d(-\\d\\d)?)?$"},
          {"description", "2012, 2012-03 or 2012-03-31; inclusive, 1990 to 2035"}};
}

std::string quantity_pattern(const std::string& units) {
  return "^[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)? (" + units + ")$";
}

Json quantity(const std::string& units) {
  return {{"type", "string"}, {"pattern", quantity_pattern(units)}};
}

Json shares() {
  return {{"type", "object"},
          {"minProperties", 1},
          {"additionalProperties", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}}};
}

Json languages() {
  Json properties;
  for (const auto& language : words::languages) properties[language] = text();
  return object(std::move(properties), {"en"});
}

Json structure() {
  Json properties;
  properties["sourcing"] = one_of({"flat", "nested"});
  properties["pass_through"] = one_of({"multiplicative", "additive", "prior"});
  for (const auto& name : words::switches) properties[name] = {{"type", "boolean"}};
  properties["demand_trend"] = one_of({"fixed", "local"});
  properties["enforcement_violence"] = one_of({"-", "0", "+"});
  return object(std::move(properties), {});
}

const char* place_text(model::PlaceKind kind) {
  switch (kind) {
    case model::PlaceKind::zone:
      return "a zone, a country, a wildcard such as PE-*, or a list";
    case model::PlaceKind::hub:
      return "COL, PER, BOL, *, or a list";
    case model::PlaceKind::link:
      return "PER-COL, BOL-COL, PER-BOL, a wildcard, or a list";
    case model::PlaceKind::corridor:
      return "a corridor, a wildcard, or a list";
    case model::PlaceKind::market:
      return "a market, a wildcard, or a list";
    case model::PlaceKind::group:
      return "an armed group, a wildcard, or a list";
  }
  return "";
}

/// What holds for a lever of one instrument.
Json instrument_rule(const model::InstrumentRecord& record) {
  const std::string unit = record.unit;
  Json properties;
  properties["place"] = {{"description", place_text(record.place)}};
  const std::string money_units = "USD|kUSD|MUSD|BUSD";
  if (unit == "level") {
    for (const char* key : {"quantity", "money", "per", "split"}) properties[key] = false;
  } else {
    properties["quantity"] = quantity(unit == "USD" ? money_units : unit);
    properties["level"] = false;
    if (unit != "USD" && !record.takes_money) properties["money"] = false;
    if (!record.is_flow) properties["per"] = false;
  }
  Json rule = {{"if", {{"properties", {{"instrument", {{"const", record.name}}}}}}},
               {"then", {{"properties", std::move(properties)}}}};
  rule["then"]["description"] = record.meaning;
  return rule;
}

Json lever() {
  Json properties;
  Json names = Json::array();
  for (const auto& record : model::instruments)
    names.push_back({{"const", record.name}, {"description", record.meaning}});
  properties["instrument"] = {{"oneOf", std::move(names)}};
  properties["place"] = text_or_list();
  properties["from"] = date();
  properties["to"] = date();
  properties["quantity"] = described(quantity("ha|count|USD|kUSD|MUSD|BUSD"),
                                     "a number with its unit; over the dates unless per says else");
  properties["money"] = quantity("USD|kUSD|MUSD|BUSD");
  properties["level"] = {{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
  properties["scale"] = {{"type", "number"}, {"minimum", 0}, {"maximum", 1000}};
  properties["mode"] = described(one_of(words::modes), "default replace");
  properties["per"] = described(one_of(words::pers), "default total");
  properties["ramp"] = described(one_of(words::ramps), "default none; linear from start");
  properties["start"] = {
      {"anyOf", Json::array({quantity("ha|count|USD|kUSD|MUSD|BUSD"),
                             {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}})}};
  std::vector<std::string> donors(std::begin(model::donor_ids), std::end(model::donor_ids));
  properties["donor"] = {{"anyOf", Json::array({one_of(donors), shares()})}};
  properties["split"] = {{"anyOf", Json::array({one_of(words::splits), shares()})}};
  properties["note"] = text();
  properties["source"] = text();
  Json schema = object(std::move(properties), {"instrument", "place", "from", "to"});
  Json ways = Json::array();
  for (const char* key : {"quantity", "money", "level", "scale"})
    ways.push_back({{"required", Json::array({key})}});
  schema["oneOf"] = std::move(ways);
  Json rules = Json::array();
  for (const auto& record : model::instruments) rules.push_back(instrument_rule(record));
  schema["allOf"] = std::move(rules);
  return schema;
}

Json hold() {
  Json properties;
  auto names = instrument_names();
  names.push_back("*");
  properties["instrument"] = {
      {"anyOf", Json::array({one_of(names), {{"type", "array"}, {"items", one_of(names)}}})}};
  properties["place"] = text_or_list();
  properties["year"] = {{"type", "integer"}, {"minimum", first_year}, {"maximum", last_year}};
  properties["from"] = date();
  properties["to"] = date();
  properties["note"] = text();
  properties["source"] = text();
  return object(std::move(properties), {"instrument", "place", "year", "from", "to"});
}

}  // namespace

std::string scenario_json_schema() {
  Json properties;
  properties["schema"] = {{"const", scenario_schema_version}};
  properties["name"] = {{"type", "string"}, {"pattern", "^[a-z0-9-]{1,80}$"}};
  properties["title"] = languages();
  properties["summary"] = languages();
  properties["extends"] = text();
  properties["replay"] = {{"const", "history"}};
  properties["against"] = text();
  properties["readings"] = text_or_list();
  properties["target"] = text_or_list();
  properties["window_start"] = date();
  properties["sources"] = text_or_list();
  properties["note"] = text();
  properties["structure"] = structure();
  properties["allocation"] = object(
      {{"crops", one_of(words::crop_rules)}, {"corridors", one_of(words::corridor_rules)}}, {});
  properties["lever"] = {{"type", "array"}, {"maxItems", max_scenario_steps}, {"items", lever()}};
  properties["hold"] = {{"type", "array"}, {"maxItems", max_scenario_steps}, {"items", hold()}};
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "Balloon scenario"}};
  schema.update(object(std::move(properties), {"schema", "name", "title"}));
  return schema.dump(2) + "\n";
}

}  // namespace balloon
