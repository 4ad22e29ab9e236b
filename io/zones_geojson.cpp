#include "io/zones_geojson.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "io/report_figures.hpp"

namespace balloon {

namespace {

using GeoJson = nlohmann::ordered_json;
using analysis::Interval;

/// Names of properties have no hyphen, so that they are names in R and Python too.
std::string property(const char* what, const std::string& scenario) {
  std::string name = what + scenario;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

GeoJson value_of(const Interval& interval, double value) {
  return interval.n > 0 ? GeoJson(value == 0 ? 0 : value) : GeoJson(nullptr);
}

GeoJson feature(const model::World& world, const model::Zone& zone, bool in_target) {
  GeoJson f;
  f["type"] = "Feature";
  f["id"] = zone.id;
  f["geometry"] = {{"type", "Point"}, {"coordinates", {zone.longitude, zone.latitude}}};
  f["properties"] = {{"id", zone.id},
                     {"name", zone.name},
                     {"country", world.countries[static_cast<std::size_t>(zone.country)]},
                     {"hub", model::hub_ids[zone.hub]},
                     {"latent", zone.latent},
                     {"target", in_target}};
  return f;
}

}  // namespace

std::string zones_geojson(const analysis::Study& study) {
  const Words words("en");
  const Observed nothing;
  const ReportOptions options;
  const auto context = report::make_context(study, words, nothing, options);
  const auto& world = context.world();
  const int month = report::zone_month(context);
  GeoJson collection;
  collection["type"] = "FeatureCollection";
  collection["format"] = "balloon-zones-1";
  collection["version"] = study.version;
  collection["data_hash"] = study.data_hash;
  collection["seed"] = context.policy().ensemble.seed;
  collection["month"] = month_name(month);
  collection["unit"] = "ha";
  collection["reference"] = context.reference().id;
  collection["scenarios"] = GeoJson::array();
  for (const auto& arm : study.arms) collection["scenarios"].push_back(arm.id);
  auto& features = collection["features"] = GeoJson::array();
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    features.push_back(feature(world, world.zones[z], context.in_target(static_cast<int>(z))));
  for (const auto& arm : study.arms) {
    const bool first = &arm == &study.arms.front();
    std::vector<report::ZoneChange> changes;
    if (context.recorded(model::o_coca_area)) changes = report::zone_changes(context, arm, month);
    changes.resize(world.zones.size());
    for (std::size_t z = 0; z < changes.size(); ++z) {
      auto& p = features[z]["properties"];
      const auto& c = changes[z];
      const auto put = [&](const char* what, const std::string& id, const Interval& interval,
                           double value) { p[property(what, id)] = value_of(interval, value); };
      if (first) put("area_mean_", context.reference().id, c.reference, c.reference.mean);
      put("area_mean_", arm.id, c.policy, c.policy.mean);
      put("change_mean_", arm.id, c.difference, c.difference.mean);
      put("change_median_", arm.id, c.difference, c.difference.median);
      put("change_low90_", arm.id, c.difference, c.difference.low90);
      put("change_high90_", arm.id, c.difference, c.difference.high90);
    }
  }
  return collection.dump(1, ' ', false, GeoJson::error_handler_t::replace) + "\n";
}

}  // namespace balloon
