#include "io/world_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/csv.hpp"

namespace balloon {

using model::World;

FileSource embedded_files() {
  return [](std::string_view path) -> std::optional<std::string_view> {
    const auto* file = embedded::find(path);
    if (file == nullptr) return std::nullopt;
    return file->text;
  };
}

FileSource folder_files(std::string folder, std::string prefix) {
  auto texts = std::make_shared<std::map<std::string, std::string>>();
  return [folder = std::move(folder), prefix = std::move(prefix),
          texts](std::string_view path) -> std::optional<std::string_view> {
    if (path.substr(0, prefix.size()) != prefix) return std::nullopt;
    if (path.find("..") != std::string_view::npos) return std::nullopt;
    const std::string name = folder + "/" + std::string(path.substr(prefix.size()));
    if (const auto known = texts->find(name); known != texts->end()) return known->second;
    std::error_code none;
    if (!std::filesystem::is_regular_file(name, none)) return std::nullopt;  // a pipe would wait
    std::ifstream stream(name, std::ios::binary | std::ios::ate);
    if (!stream) return std::nullopt;
    const std::streamoff size = stream.tellg();
    if (size < 0 || size > static_cast<std::streamoff>(CsvTable::max_bytes) + 1)
      return std::nullopt;
    std::string text(static_cast<std::size_t>(size), '\0');
    stream.seekg(0);
    if (!stream.read(text.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    return (*texts)[name] = std::move(text);
  };
}

std::string model_table(std::string_view name) {
  return "data/model/" + std::string(name) + ".csv";
}

double monthly_value(const std::vector<int>& years, const std::vector<double>& values, int month) {
  // Time in months since January 1990 began; the middle of year y is (y - 1990) 12 + 6.
  const double time = month + 0.5;
  const auto middle = [](int year) { return (year - first_year) * 12 + 6.0; };
  if (time <= middle(years.front())) return values.front();
  for (std::size_t k = 1; k < years.size(); ++k) {
    const double low = middle(years[k - 1]);
    const double high = middle(years[k]);
    if (time <= high)
      return values[k - 1] + (values[k] - values[k - 1]) * ((time - low) / (high - low));
  }
  return values.back();
}

namespace {

constexpr double share_tolerance = 1e-6;

/// What the tables have in common: opening, ids, streams.
class WorldReader {
 public:
  WorldReader(const FileSource& files, Faults& faults) : files_(files), faults_(faults) {}

  std::optional<World> read() {
    const std::size_t before = faults_.size();
    read_zones();
    read_corridors();
    read_markets();
    read_corridor_shares();
    read_hubs();
    read_links();
    read_groups();
    read_drivers();
    read_names();
    if (faults_.size() != before) return std::nullopt;
    model::connect_zones(world_);
    return std::move(world_);
  }

 private:
  std::optional<CsvTable> open(std::string_view name, std::vector<std::string> columns) {
    const std::string path = model_table(name);
    const auto text = files_(path);
    if (!text) {
      faults_.add({path, 0, "", "", "the file is missing or cannot be read"});
      return std::nullopt;
    }
    auto table = CsvTable::parse(path, *text, faults_);
    if (!table) return std::nullopt;
    for (const char* last : {"source", "quality", "note"}) columns.push_back(last);
    if (!table->expect(columns, faults_)) return std::nullopt;
    if (table->row_count() == 0) faults_.add({path, 1, "", "", "the table has no rows"});
    return table;
  }

  CsvRow row(const CsvTable& table, std::size_t i) { return CsvRow(table, i, faults_); }

  /// id, stream and name of a place; ids are unique over all kinds, streams within a kind.
  template <class Place>
  void identify(const CsvRow& r, Place& place, std::set<int>& streams) {
    place.id = r.required("id");
    place.name = r.required("name");
    place.stream = r.integer("stream", 1, 9999);
    for (const char c : place.id) {
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-') {
        r.fault("id", "ids are made of capital letters, digits and hyphens");
        break;
      }
    }
    if (!ids_.insert(place.id).second) r.fault("id", "the id is taken");
    if (!streams.insert(place.stream).second) r.fault("stream", "the stream is taken");
  }

  bool within_capacity(const CsvTable& table, int capacity) {
    if (table.row_count() <= static_cast<std::size_t>(capacity)) return true;
    faults_.add({table.file(), table.line(static_cast<std::size_t>(capacity)), "",
                 std::to_string(table.row_count()) + " rows",
                 "the model holds at most " + std::to_string(capacity)});
    return false;
  }

  void check_sum(const std::string& file, const std::string& path, double sum) {
    if (std::abs(sum - 1) > share_tolerance)
      faults_.add({file, 0, path, number_text(sum), "the shares must sum to 1 within 1e-6"});
  }

  template <class Place>
  static std::vector<std::string> ids_of(const std::vector<Place>& places) {
    std::vector<std::string> ids;
    for (const auto& place : places) ids.push_back(place.id);
    return ids;
  }

  void read_zones() {
    const auto table =
        open("zones", {"id", "stream", "name", "iso3", "hub", "kind", "lat", "lon", "suitable_ha",
                       "yield_factor", "haul_usd_per_kg_base", "protected_share",
                       "traditional_leaf_t", "legal_ha", "share_1990", "state_presence"});
    if (!table || !within_capacity(*table, model::max_zones)) return;
    world_.countries.assign(std::begin(model::hub_ids), std::end(model::hub_ids));
    std::set<int> streams;
    std::vector<double> shares(world_.countries.size(), 0.0);
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      model::Zone z;
      identify(r, z, streams);
      const std::string iso3 = r.required("iso3");
      if (iso3.size() != 3) r.fault("iso3", "a country is three letters (ISO 3166-1 alpha-3)");
      auto country = std::find(world_.countries.begin(), world_.countries.end(), iso3);
      if (country == world_.countries.end()) country = world_.countries.insert(country, iso3);
      z.country = static_cast<int>(country - world_.countries.begin());
      z.hub = std::max(0, r.choice("hub", hub_names_));
      z.latent = r.choice("kind", {"observed", "latent"}) == 1;
      z.latitude = r.number("lat", -90, 90);
      z.longitude = r.number("lon", -180, 180);
      z.suitable_ha = r.number("suitable_ha", 0, 5e6);
      z.yield_factor = r.number("yield_factor", 0.01, 10);
      z.haul = r.number("haul_usd_per_kg_base", 0, 1e4);
      z.protected_share = r.number("protected_share", 0, 1);
      z.traditional_leaf_t = r.number("traditional_leaf_t", 0, 1e6);
      z.legal_ha = r.number("legal_ha", 0, 1e6);
      z.share_1990 = r.number("share_1990", 0, 1);
      z.state_presence = r.number("state_presence", 0, 1);
      if (z.legal_ha > z.suitable_ha) r.fault("legal_ha", "more than the suitable land");
      if (z.latent && z.share_1990 != 0)
        r.fault("share_1990", "a latent zone has no coca at the start: its share must be 0");
      if (!z.latent && z.country >= model::hub_count)
        r.fault("kind",
                "zones outside COL, PER and BOL must be latent: no area is given for " + iso3);
      if (z.country < model::hub_count) shares[static_cast<std::size_t>(z.country)] += z.share_1990;
      world_.zones.push_back(std::move(z));
    }
    if (world_.countries.size() > static_cast<std::size_t>(model::max_countries))
      faults_.add({table->file(), 0, "iso3", std::to_string(world_.countries.size()) + " countries",
                   "the model holds at most " + std::to_string(model::max_countries)});
    for (int h = 0; h < model::hub_count; ++h)
      check_sum(table->file(), std::string("share_1990 of ") + model::hub_ids[h],
                shares[static_cast<std::size_t>(h)]);
  }

  void read_corridors() {
    const auto table =
        open("corridors", {"id", "stream", "name", "kind", "access_col", "access_per", "access_bol",
                           "preference_col", "preference_per", "preference_bol", "cost_usd_per_kg",
                           "risk_1990", "effort_1990_usd_month", "risk_wage_usd_per_kg", "load_kg",
                           "capacity_kg_month", "carrier"});
    if (!table || !within_capacity(*table, model::max_corridors)) return;
    std::set<int> streams;
    const char* hub_suffix[] = {"col", "per", "bol"};
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      model::Corridor c;
      identify(r, c, streams);
      r.choice("kind", {"sea", "land", "air", "mixed"});
      for (int h = 0; h < model::hub_count; ++h) {
        c.access[h] = r.number(std::string("access_") + hub_suffix[h], 0, 1e5);
        c.preference[h] = r.number(std::string("preference_") + hub_suffix[h], 0, 1e3);
      }
      c.cost = r.number("cost_usd_per_kg", 0, 1e6);
      c.risk_1990 = r.number("risk_1990", 0, 0.99);
      c.effort_1990 = r.number("effort_1990_usd_month", 1, 1e10);
      c.risk_wage = r.number("risk_wage_usd_per_kg", 0, 1e6);
      c.load_kg = r.number("load_kg", 0.1, 1e5);
      c.capacity = r.number("capacity_kg_month", 1, 1e8);
      if (!r.text("carrier").empty())
        c.carrier = r.choice("carrier", std::vector<std::string>(std::begin(model::origin_ids),
                                                                 std::end(model::origin_ids)));
      if (c.id == "COURIER") world_.couriers = static_cast<int>(i);
      if (c.id == "OVERLAND") world_.backstop = static_cast<int>(i);
      world_.corridors.push_back(std::move(c));
    }
    for (int h = 0; h < model::hub_count; ++h) {
      double sum = 0;
      for (const auto& c : world_.corridors) sum += c.preference[h];
      if (sum <= 0)
        faults_.add({table->file(), 0, std::string("preference_") + hub_suffix[h], "0",
                     "a hub needs at least one corridor that it prefers"});
    }
  }

  void read_markets() {
    const auto table =
        open("markets", {"id", "stream", "name", "consumption_share_1990", "import_price_1990",
                         "retail_price_1990", "light_users_1990", "heavy_users_1990"});
    if (!table || !within_capacity(*table, model::max_markets)) return;
    std::set<int> streams;
    double sum = 0;
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      model::Market m;
      identify(r, m, streams);
      m.consumption_share_1990 = r.number("consumption_share_1990", 0, 1);
      m.import_price_1990 = r.number("import_price_1990", 1, 1e8);
      m.retail_price_1990 = r.number("retail_price_1990", 1, 1e8);
      m.light_users_1990 = r.number("light_users_1990", 0, 1e9);
      m.heavy_users_1990 = r.number("heavy_users_1990", 0, 1e9);
      if (m.retail_price_1990 < m.import_price_1990)
        r.fault("retail_price_1990", "below the import price");
      sum += m.consumption_share_1990;
      if (m.id == "USA") world_.usa = static_cast<int>(i);
      world_.markets.push_back(std::move(m));
    }
    check_sum(table->file(), "consumption_share_1990", sum);
  }

  void read_corridor_shares() {
    const auto table = open("corridor_shares", {"corridor", "market", "share_1990"});
    if (!table || world_.corridors.empty() || world_.markets.empty()) return;
    std::set<std::pair<int, int>> seen;
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      const int c = r.choice("corridor", ids_of(world_.corridors));
      const int m = r.choice("market", ids_of(world_.markets));
      const double share = r.number("share_1990", 0, 1);
      if (c < 0 || m < 0) continue;
      if (!seen.insert({c, m}).second) r.fault("corridor", "the pair stands twice");
      world_.markets[static_cast<std::size_t>(m)].corridor_share_1990[c] = share;
    }
    for (const auto& m : world_.markets) {
      double sum = 0;
      for (const double share : m.corridor_share_1990) sum += share;
      check_sum(table->file(), "share_1990 of " + m.id, sum);
    }
    for (std::size_t c = 0; c < world_.corridors.size(); ++c) {
      double used = 0;
      for (const auto& m : world_.markets) used += m.corridor_share_1990[c];
      if (used <= 0)
        faults_.add({table->file(), 0, "corridor", world_.corridors[c].id,
                     "no market used it in 1990; give a share above 0, such as 0.001, to one"});
    }
  }

  /// Every one of `names` exactly once in `column`; calls read(row, index) for each.
  template <class Read>
  void each_once(const CsvTable& table, const std::string& column,
                 const std::vector<std::string>& names, Read read) {
    std::set<int> seen;
    for (std::size_t i = 0; i < table.row_count(); ++i) {
      const auto r = row(table, i);
      const int k = r.choice(column, names);
      if (k < 0) continue;
      if (!seen.insert(k).second) r.fault(column, "stands twice");
      read(r, k);
    }
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!seen.count(static_cast<int>(k)))
        faults_.add({table.file(), 0, column, "", "no row for " + names[k]});
    }
  }

  void read_hubs() {
    const auto table = open("hubs", {"hub", "area_1990", "base_price_1990", "cocaine_price_1990",
                                     "source_risk_1990", "base_risk_1990", "domestic_base_share",
                                     "licit_income", "cash_cost", "homicides_1990"});
    if (!table) return;
    each_once(*table, "hub", hub_names_, [&](const CsvRow& r, int h) {
      auto& hub = world_.hubs[h];
      hub.area_1990 = r.number("area_1990", 1, 1e6);
      hub.base_price_1990 = r.number("base_price_1990", 1, 1e5);
      hub.cocaine_price_1990 = r.number("cocaine_price_1990", 1, 1e5);
      hub.source_risk_1990 = r.number("source_risk_1990", 0, 0.9);
      hub.base_risk_1990 = r.number("base_risk_1990", 0, 0.9);
      hub.domestic_base_share = r.number("domestic_base_share", 0, 0.9);
      hub.licit_income = r.number("licit_income", 1, 1e5);
      hub.cash_cost = r.number("cash_cost", 1, 1e5);
      hub.homicides_1990 = r.number("homicides_1990", 0, 1e6);
      if (hub.cocaine_price_1990 <= hub.base_price_1990)
        r.fault("cocaine_price_1990", "must be above the price of base");
    });
  }

  void read_links() {
    const auto table = open("links", {"link", "cost_usd_per_kg", "risk_1990", "share_1990"});
    if (!table) return;
    std::vector<std::string> names;
    for (const auto& ends : model::link_ends) names.push_back(ends.id);
    each_once(*table, "link", names, [&](const CsvRow& r, int k) {
      auto& link = world_.links[k];
      link.cost = r.number("cost_usd_per_kg", 0, 1e5);
      link.risk_1990 = r.number("risk_1990", 0, 0.9);
      link.share_1990 = r.number("share_1990", 0, 0.999);
    });
    double leaving[model::hub_count] = {};
    for (int k = 0; k < model::link_count; ++k)
      leaving[model::link_ends[k].origin] += world_.links[k].share_1990;
    for (int h = 0; h < model::hub_count; ++h) {
      if (leaving[h] >= 1)
        faults_.add({table->file(), 0, std::string("share_1990 from ") + model::hub_ids[h],
                     number_text(leaving[h]), "less than all of a hub's base may leave it"});
    }
  }

  void read_groups() {
    const auto table = open("groups", {"id", "stream", "name", "hub", "strength_1990", "broker",
                                       "broker_from", "reach"});
    if (!table || !within_capacity(*table, model::max_groups)) return;
    std::set<int> streams;
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      model::ArmedGroup g;
      identify(r, g, streams);
      g.hub = std::max(0, r.choice("hub", hub_names_));
      g.strength_1990 = r.number("strength_1990", 1, 1e6);
      g.broker = r.number("broker", 0, 1);
      if (const auto from = r.text("broker_from"); !from.empty()) {
        const auto date = parse_date(from, false);
        if (!date || from.size() != 7 || date->year < first_year || date->year > last_year) {
          r.fault("broker_from", "must be a month from 1990-01 to 2035-12, or empty");
        } else {
          g.broker_from = month_index(date->year, date->month);
        }
      }
      g.reach.assign(world_.zones.size(), 0.0);
      read_reach(r, g);
      world_.groups.push_back(std::move(g));
    }
  }

  /// zone=level;zone=level...
  void read_reach(const CsvRow& r, model::ArmedGroup& group) {
    const auto zone_ids = ids_of(world_.zones);
    std::string_view rest = r.text("reach");
    std::set<std::size_t> seen;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      const auto item = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto equals = item.find('=');
      const auto name = std::string(item.substr(0, equals));
      const double level = equals == std::string_view::npos
                               ? -1
                               : parse_number(item.substr(equals + 1)).value_or(-1);
      const auto zone = std::find(zone_ids.begin(), zone_ids.end(), name);
      if (level < 0 || level > 1) {
        r.fault("reach", "must be zone=level;zone=level with levels from 0 to 1; wrong at " +
                             printable(item));
      } else if (zone == zone_ids.end()) {
        r.fault("reach", "unknown zone " + printable(name) + suggestion(name, zone_ids));
      } else {
        const auto z = static_cast<std::size_t>(zone - zone_ids.begin());
        if (!seen.insert(z).second) r.fault("reach", "the zone " + name + " stands twice");
        group.reach[z] = level;
      }
    }
  }

  /// The names of places in both languages, where there is such a table.
  void read_names() {
    if (!files_(model_table("names"))) return;
    const auto table = open("names", {"id", "english", "spanish"});
    if (!table) return;
    std::vector<std::string> ids(ids_.begin(), ids_.end());
    ids.insert(ids.end(), world_.countries.begin(), world_.countries.end());
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      r.choice("id", ids);
      const model::PlaceName name{r.required("english"), r.required("spanish")};
      if (!world_.names.emplace(r.text("id"), name).second) r.fault("id", "stands twice");
    }
  }

  struct Series {
    std::vector<int> years;
    std::vector<double> values;
  };

  void read_drivers() {
    const auto table = open("drivers", {"series", "place", "year", "value", "unit"});
    if (!table) return;
    const auto market_ids = ids_of(world_.markets);
    std::map<std::pair<std::string, std::string>, Series> all;
    for (std::size_t i = 0; i < table->row_count(); ++i) {
      const auto r = row(*table, i);
      const int series =
          r.choice("series", {"leaf_yield", "cocaine_yield", "licit_income", "demand",
                              "retail_margin", "us_cpi", "rural_population"});
      if (series < 0) continue;
      const int year = r.integer("year", 1900, last_year);
      const double value = r.number("value", 0, 1e12);
      if (series >= 6) continue;  // kept with the data, not a driver of the model
      const int place = r.choice("place", series < 3 ? hub_names_ : market_ids);
      if (place < 0) continue;
      if (value <= 0 || value > 1e3) r.fault("value", "must be above 0 and at most 1000");
      auto& s = all[{std::string(r.text("series")), std::string(r.text("place"))}];
      if (!s.years.empty() && year <= s.years.back())
        r.fault("year", "years of a series must ascend, each once");
      s.years.push_back(year);
      s.values.push_back(value);
    }
    const auto fill = [&](const char* series, const std::string& place, double* months) {
      const auto found = all.find({series, place});
      if (found == all.end()) {
        faults_.add({table->file(), 0, series, "", "no rows for " + place});
        return;
      }
      for (int t = 0; t < month_count; ++t)
        months[t] = monthly_value(found->second.years, found->second.values, t);
    };
    for (int h = 0; h < model::hub_count; ++h) {
      fill("leaf_yield", model::hub_ids[h], world_.drivers.leaf_yield[h]);
      fill("cocaine_yield", model::hub_ids[h], world_.drivers.cocaine_yield[h]);
      fill("licit_income", model::hub_ids[h], world_.drivers.licit_income[h]);
    }
    fill("us_cpi", "USA", world_.drivers.us_prices);
    for (std::size_t m = 0; m < market_ids.size(); ++m) {
      fill("demand", market_ids[m], world_.drivers.demand[m]);
      fill("retail_margin", market_ids[m], world_.drivers.retail_margin[m]);
    }
  }

  const FileSource& files_;
  Faults& faults_;
  World world_;
  std::set<std::string> ids_;
  const std::vector<std::string> hub_names_{std::begin(model::hub_ids), std::end(model::hub_ids)};
};

}  // namespace

std::string model_data_hash(const FileSource& files) {
  std::uint64_t h = hash_text("balloon data");
  for (const char* table : {"corridor_shares", "corridors", "drivers", "groups", "history", "hubs",
                            "links", "markets", "zones"})
    h = hash_combine(h, hash_text(files(model_table(table)).value_or("")));
  return "folder:" + hex64(h);
}

std::optional<World> read_world(const FileSource& files, Faults& faults) {
  return WorldReader(files, faults).read();
}

}  // namespace balloon
