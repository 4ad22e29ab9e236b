#include "io/netcdf_writer.hpp"

#ifndef BALLOON_NETCDF
#define BALLOON_NETCDF 0
#endif

#if BALLOON_NETCDF
#include <netcdf.h>
#include <netcdf_mem.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <vector>

#include "core/hash.hpp"
#include "io/output_folder.hpp"
#include "model/parameters.hpp"
#endif

namespace balloon {

RecordSet netcdf_summary_set() {
  RecordSet set;
  set.all = false;
  using namespace model;
  for (const auto o :
       {o_coca_area, o_leaf_price, o_cocaine_price, o_cocaine_made, o_cocaine_potential,
        o_corridor_flow, o_retail_price, o_consumption, o_leaf, o_forest_cleared, o_grower_income})
    set.chosen[static_cast<std::size_t>(o)] = true;
  for (int o = 0; o < outcome_count; ++o)  // small ones
    if (outcomes[o].cadence == Cadence::yearly && outcomes[o].place != OutcomePlace::zone)
      set.chosen[static_cast<std::size_t>(o)] = true;
  return set;
}

#if !BALLOON_NETCDF

bool has_netcdf() { return false; }
std::string write_netcdf(const analysis::Study&, const NetcdfOptions&, const std::string&) {
  return "this build of balloon does not write NetCDF (configured with -DBALLOON_NETCDF=OFF)";
}

#else

namespace {

using analysis::Arm;
using analysis::Study;
using model::Cadence;
using model::OutcomePlace;
using Strings = std::vector<std::string>;

/// Floats in a chunk of an outcome, whole members: large enough to compress, small enough to read
/// a few members without the rest.
constexpr std::size_t chunk_floats = 1u << 18;

/// The library's calls with its errors as exceptions; write_netcdf turns them into text.
class File {
 public:
  /// `bytes` is about what will be written. A file made in memory is written by close, which
  /// notices every error: HDF5 can crash at exit after a write to a full disk. Others go to disk as
  /// they grow, where there is room for them.
  File(const std::string& path, std::size_t bytes, std::size_t largest_in_memory)
      : path_(path), in_memory_(bytes <= largest_in_memory) {
    if (in_memory_) {
      check(nc_create_mem(path.c_str(), NC_NETCDF4, bytes, &id_), "cannot create " + path);
      return;
    }
    std::error_code error;
    const auto folder = std::filesystem::absolute(path, error).parent_path();
    const auto space = std::filesystem::space(folder, error);
    if (!error && space.available < bytes)
      throw std::runtime_error("not enough room in " + folder.string() + ": about " +
                               std::to_string(bytes >> 20) + " MiB are needed");
    check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id_), "cannot create " + path);
  }
  ~File() {
    if (id_ >= 0) nc_abort(id_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void close() {
    const int id = id_;
    id_ = -1;
    if (!in_memory_) return check(nc_close(id), "cannot finish the file");
    NC_memio image = {};
    check(nc_close_memio(id, &image), "cannot finish the file");
    const auto wrong = write_text_file(path_, {static_cast<const char*>(image.memory), image.size});
    std::free(image.memory);
    if (!wrong.empty()) throw std::runtime_error(wrong);
  }

  static void check(int status, const std::string& what) {
    if (status != NC_NOERR) throw std::runtime_error(what + ": " + nc_strerror(status));
  }

  int dimension(const char* name, std::size_t size) {
    int d = -1;
    check(nc_def_dim(id_, name, size, &d), name);
    return d;
  }
  int variable(const char* name, nc_type type, const std::vector<int>& dimensions) {
    int v = -1;
    check(nc_def_var(id_, name, type, static_cast<int>(dimensions.size()), dimensions.data(), &v),
          name);
    return v;
  }
  void attribute(int v, const char* name, const std::string& text) {
    check(nc_put_att_text(id_, v, name, text.size(), text.c_str()), name);
  }
  void attribute(int v, const char* name, int value) {
    check(nc_put_att_int(id_, v, name, NC_INT, 1, &value), name);
  }

  int strings(const char* name, int dimension, const Strings& values,
              const std::string& long_name) {
    const int v = variable(name, NC_STRING, {dimension});
    attribute(v, "long_name", long_name);
    std::vector<const char*> pointers;
    for (const auto& s : values) pointers.push_back(s.c_str());
    check(nc_put_var_string(id_, v, pointers.data()), name);
    return v;
  }
  int integers(const char* name, const std::vector<int>& dimensions, const std::vector<int>& values,
               const std::string& long_name) {
    const int v = variable(name, NC_INT, dimensions);
    if (!long_name.empty()) attribute(v, "long_name", long_name);
    check(nc_put_var_int(id_, v, values.data()), name);
    return v;
  }
  int bytes(const char* name, const std::vector<int>& dimensions,
            const std::vector<signed char>& values, const std::string& long_name) {
    const int v = variable(name, NC_BYTE, dimensions);
    attribute(v, "long_name", long_name);
    check(nc_put_var_schar(id_, v, values.data()), name);
    return v;
  }
  int doubles(const char* name, const std::vector<int>& dimensions,
              const std::vector<double>& values, const std::string& long_name, int deflate) {
    const int v = variable(name, NC_DOUBLE, dimensions);
    attribute(v, "long_name", long_name);
    if (deflate > 0) check(nc_def_var_deflate(id_, v, 1, 1, deflate), name);
    check(nc_put_var_double(id_, v, values.data()), name);
    return v;
  }
  int id() const { return id_; }

 private:
  std::string path_;
  bool in_memory_;
  int id_ = -1;
};

/// Arms that are written besides the reference.
std::size_t written_arms(const Study& study, const NetcdfOptions& options) {
  return options.readings ? study.arms.size() : std::min<std::size_t>(1, study.arms.size());
}

bool is_chosen(const Study& study, const NetcdfOptions& options, int o) {
  return study.reference.ensemble.layout.recorded[o] &&
         (options.outcomes.all || options.outcomes.chosen[static_cast<std::size_t>(o)]);
}

/// Bytes of a study without compression.
std::size_t estimate(const Study& study, const NetcdfOptions& options) {
  const auto& e = study.reference.ensemble;
  std::size_t values = 0;
  for (int o = 0; o < model::outcome_count; ++o)
    if (is_chosen(study, options, o))
      values += static_cast<std::size_t>(e.layout.places[o]) *
                static_cast<std::size_t>(model::outcomes[o].cadence == Cadence::monthly
                                             ? e.result.shape.months
                                             : e.result.shape.years);
  const auto members = static_cast<std::size_t>(e.result.members);
  const auto draws = members * (model::parameter_count + model::switch_count) * sizeof(double);
  return (1 + written_arms(study, options)) * (members * values * sizeof(float) + draws) +
         (1u << 20);
}

class Writer {
 public:
  Writer(const Study& study, const NetcdfOptions& options, const std::string& path)
      : study_(study),
        world_(*study.world),
        options_(options),
        file_(path, estimate(study, options), options.largest_in_memory) {
    scenarios_.push_back(&study.reference);
    for (std::size_t a = 0; a < written_arms(study, options); ++a)
      scenarios_.push_back(&study.arms[a]);
  }

  void write() {
    globals();
    axes();
    places();
    members();
    for (int o = 0; o < model::outcome_count; ++o)
      if (is_chosen(study_, options_, o)) outcome(static_cast<model::Outcome>(o));
    file_.close();
  }

 private:
  const analysis::Ensemble& first() const { return study_.reference.ensemble; }
  std::size_t member_count() const { return static_cast<std::size_t>(first().result.members); }

  void globals() {
    const auto put = [&](const char* name, const std::string& text) {
      file_.attribute(NC_GLOBAL, name, text);
    };
    put("Conventions", "CF-1.10");
    put("format_version", "balloon-ensemble-1");
    put("title",
        "Balloon: " + (study_.arms.empty() ? study_.reference.id : study_.arms.front().id) +
            " against " + study_.reference.id);
    put("institution", "made with Balloon, a simulator of the Andean coca economy");
    put("source", "Balloon " + study_.version + " (commit " + study_.commit + ")");
    put("history",
        options_.command.empty() ? "made by balloon " + study_.version : options_.command);
    put("references",
        "docs/model.md (model), docs/files.md (this file), docs/limits.md (what it must not be "
        "used for); "
        "L. Whittington, The Balloon Effect, in Effect: Humala, Peru, and the Drug Dilemma, COHA "
        "2013");
    put("comment",
        "Model results, not observations. Members with the same number share parameters and random "
        "numbers in all scenarios: subtract scenarios member by member. Money is in USD of 2010.");
    put("reference_scenario", study_.reference.id);
    put("seed", std::to_string(first().seed));
    put("data_hash", study_.data_hash);
    put("kernel", first().kernel);
    file_.attribute(NC_GLOBAL, "partial", options_.partial ? 1 : 0);
  }

  void axes() {
    Strings ids, titles, scenario_hashes, outcome_hashes;
    for (const auto* arm : scenarios_) {
      ids.push_back(arm->id);
      titles.push_back(arm->title.empty() ? arm->id : arm->title);
      scenario_hashes.push_back(hex64(arm->scenario_hash));
      outcome_hashes.push_back(hex64(arm->ensemble.result.outcome_hash()));
    }
    scenario_ = file_.dimension("scenario", scenarios_.size());
    file_.strings("scenario", scenario_, ids, "scenario; the first is the reference");
    file_.strings("scenario_title", scenario_, titles, "title of the scenario");
    file_.strings("scenario_hash", scenario_, scenario_hashes, "hash of the compiled policy");
    file_.strings("outcome_hash", scenario_, outcome_hashes, "hash of all members' outcomes");

    std::vector<int> numbers;
    for (std::size_t i = 0; i < member_count(); ++i)
      numbers.push_back(static_cast<int>(first().result.first_member + i));
    member_ = file_.dimension("member", numbers.size());
    const int v = file_.integers("member", {member_}, numbers, "number of the member");
    file_.attribute(v, "standard_name", "realization");
    file_.attribute(v, "units", "1");

    std::vector<int> ends, bounds, years;
    const auto epoch = day_number({1990, 1, 1});
    for (int t = first().from; t <= first().to; ++t) {
      const int y = year_of(t), m = month_of_year(t),
                begin = static_cast<int>(day_number({y, m, 1}) - epoch);
      ends.push_back(begin + days_in_month(y, m) - 1);
      bounds.push_back(begin);
      bounds.push_back(begin + days_in_month(y, m));
      if (m == 12) years.push_back(y);
    }
    time_ = file_.dimension("time", ends.size());
    const int two = file_.dimension("bnds", 2);
    const int time = file_.integers("time", {time_}, ends, "last day of the month");
    file_.attribute(time, "standard_name", "time");
    file_.attribute(time, "units", "days since 1990-01-01");
    file_.attribute(time, "calendar", "standard");
    file_.attribute(time, "axis", "T");
    file_.attribute(time, "bounds", "time_bnds");
    file_.integers("time_bnds", {time_, two}, bounds, "");
    if (!years.empty()) {
      year_ = file_.dimension("year", years.size());
      file_.attribute(file_.integers("year", {year_}, years, "calendar year"), "units", "1");
    }
  }

  template <class Place>
  int named(const char* name, const char* name_of_names, const std::vector<Place>& all,
            const std::string& what) {
    Strings ids, names;
    for (const auto& p : all) {
      ids.push_back(p.id);
      names.push_back(p.name);
    }
    if (ids.empty()) return -1;
    const int d = file_.dimension(name, ids.size());
    file_.strings(name, d, ids, what);
    file_.strings(name_of_names, d, names, "name of the " + what);
    return d;
  }

  int listed(const char* name, const Strings& ids, const std::string& what) {
    const int d = file_.dimension(name, ids.size());
    file_.strings(name, d, ids, what);
    return d;
  }

  void places() {
    const int zone = named("zone", "zone_name", world_.zones, "growing zone");
    std::vector<double> lat, lon;
    std::vector<signed char> latent;
    Strings countries, hubs;
    for (const auto& z : world_.zones) {
      lat.push_back(z.latitude);
      lon.push_back(z.longitude);
      latent.push_back(z.latent ? 1 : 0);
      countries.push_back(world_.countries[static_cast<std::size_t>(z.country)]);
      hubs.push_back(model::hub_ids[z.hub]);
    }
    const int latitude =
        file_.doubles("zone_latitude", {zone}, lat, "latitude of the zone's centre", 0);
    file_.attribute(latitude, "standard_name", "latitude");
    file_.attribute(latitude, "units", "degrees_north");
    const int longitude =
        file_.doubles("zone_longitude", {zone}, lon, "longitude of the zone's centre", 0);
    file_.attribute(longitude, "standard_name", "longitude");
    file_.attribute(longitude, "units", "degrees_east");
    file_.strings("zone_country", zone, countries, "ISO 3166 alpha-3 code of the zone's country");
    file_.strings("zone_hub", zone, hubs, "hub where the zone's base is sold");
    file_.bytes("zone_latent", {zone}, latent, "1 for zones without observed coca in 1990-2023");
    place_[static_cast<int>(OutcomePlace::zone)] = zone;
    place_[static_cast<int>(OutcomePlace::hub)] =
        listed("hub", {std::begin(model::hub_ids), std::end(model::hub_ids)},
               "producing country, where base becomes cocaine");
    place_[static_cast<int>(OutcomePlace::corridor)] =
        named("corridor", "corridor_name", world_.corridors, "corridor");
    place_[static_cast<int>(OutcomePlace::market)] =
        named("market", "market_name", world_.markets, "consumer market");
    place_[static_cast<int>(OutcomePlace::group)] =
        named("group", "group_name", world_.groups, "armed group");
    place_[static_cast<int>(OutcomePlace::donor)] =
        listed("donor", {std::begin(model::donor_ids), std::end(model::donor_ids)}, "who pays");
    listed("country", world_.countries, "ISO 3166 alpha-3 code");
  }

  void members() {
    Strings names, units, meanings;
    for (const auto& p : model::parameters) {
      names.emplace_back(p.name);
      units.emplace_back(p.unit);
      meanings.emplace_back(p.meaning);
    }
    const int parameter = listed("parameter", names, "uncertain quantity");
    file_.strings("parameter_unit", parameter, units, "unit of the parameter");
    file_.strings("parameter_meaning", parameter, meanings, "meaning of the parameter");
    const int which =
        listed("switch", {std::begin(model::switch_names), std::end(model::switch_names)},
               "structural switch");
    std::vector<double> values, switches;
    std::vector<signed char> structures, failed, done;
    for (const auto* arm : scenarios_) {
      const auto& e = arm->ensemble;
      const auto choice =
          arm->policy != nullptr ? arm->policy->structure : model::StructureChoice{};
      for (std::size_t i = 0; i < member_count(); ++i) {
        const auto draw = e.draw(static_cast<int>(i), choice);
        switches.insert(switches.end(), std::begin(draw.structure), std::end(draw.structure));
        failed.push_back(e.result.failed[i] != 0 ? 1 : 0);
        done.push_back(e.result.done[i] != 0 ? 1 : 0);
        if (arm != scenarios_.front()) continue;
        values.insert(values.end(), std::begin(draw.value), std::end(draw.value));
        structures.push_back(static_cast<signed char>(e.structure(static_cast<int>(i))));
      }
    }
    const int v = file_.doubles("parameter_value", {member_, parameter}, values,
                                "value of the parameter for the member", options_.deflate);
    file_.attribute(
        v, "comment",
        "as drawn for the reference; where a scenario fixes the pass-through, the switch "
        "\"additive\" of that scenario stands for it");
    file_.doubles("switch_value", {scenario_, member_, which}, switches,
                  "structural switch of the member; -1 of \"additive\": drawn from the prior",
                  options_.deflate);
    const int s = file_.bytes("structure", {member_}, structures,
                              "structure of the member, before what a scenario fixes");
    std::vector<signed char> codes;
    std::string flags;
    for (int k = 0; k < model::structure_count; ++k) {
      codes.push_back(static_cast<signed char>(k));
      std::string name = model::structure_names[k];
      std::erase(name, ',');
      std::replace(name.begin(), name.end(), ' ', '_');
      flags += (k > 0 ? " " : "") + name;
    }
    File::check(nc_put_att_schar(file_.id(), s, "flag_values", NC_BYTE, codes.size(), codes.data()),
                "flag_values");
    file_.attribute(s, "flag_meanings", flags);
    file_.bytes("failed", {scenario_, member_}, failed,
                "1 where the member left the model's bounds");
    file_.bytes("done", {scenario_, member_}, done, "1 where the member was simulated to its end");
  }

  void outcome(model::Outcome o) {
    const auto& record = model::outcomes[o];
    const bool monthly = record.cadence == Cadence::monthly;
    if (!monthly && year_ < 0) return;
    const auto steps = static_cast<std::size_t>(monthly ? first().result.shape.months
                                                        : first().result.shape.years);
    const auto places = static_cast<std::size_t>(first().layout.places[o]);
    std::vector<int> dimensions = {scenario_, member_, monthly ? time_ : year_};
    if (record.place != OutcomePlace::world)
      dimensions.push_back(place_[static_cast<int>(record.place)]);
    const int v = file_.variable(record.name, NC_FLOAT, dimensions);
    const float fill = std::numeric_limits<float>::quiet_NaN();
    File::check(nc_def_var_fill(file_.id(), v, NC_FILL, &fill), record.name);
    const std::size_t per_member = steps * places;
    const std::size_t at_once =
        std::clamp<std::size_t>(chunk_floats / per_member, 1, member_count());
    std::vector<std::size_t> chunk = {1, at_once, steps, places};
    chunk.resize(dimensions.size());
    File::check(nc_def_var_chunking(file_.id(), v, NC_CHUNKED, chunk.data()), record.name);
    const bool bulk = monthly && record.place == OutcomePlace::zone;
    if (options_.deflate > (bulk ? 1 : 0))
      File::check(nc_def_var_deflate(file_.id(), v, 1, 1, options_.deflate), record.name);
    describe(v, record, monthly);
    std::vector<float> buffer;
    for (std::size_t a = 0; a < scenarios_.size(); ++a) {
      for (std::size_t begin = 0; begin < member_count(); begin += at_once) {
        const std::size_t count = std::min(at_once, member_count() - begin);
        buffer.clear();
        for (std::size_t i = begin; i < begin + count; ++i)
          gather(scenarios_[a]->ensemble, o, static_cast<int>(i), steps, buffer);
        const std::size_t start[] = {a, begin, 0, 0}, size[] = {1, count, steps, places};
        File::check(nc_put_vara_float(file_.id(), v, start, size, buffer.data()), record.name);
      }
    }
  }

  void describe(int v, const model::OutcomeRecord& record, bool monthly) {
    const std::string unit = record.unit;
    const bool counted = unit == "families" || unit == "persons" || unit == "count" ||
                         unit == "fighters" || unit == "crimes";
    file_.attribute(v, "long_name", record.meaning);
    file_.attribute(v, "units", counted ? "1" : unit);
    if (counted) file_.attribute(v, "unit_label", unit);
    file_.attribute(
        v, "cell_methods",
        std::string(monthly ? "time: " : "year: ") + (record.is_flow ? "sum" : "point"));
    if (!monthly && !record.is_flow) file_.attribute(v, "comment", "value of December");
    file_.attribute(v, "weak", record.weak ? 1 : 0);  // docs/files.md
    if (record.place == OutcomePlace::zone)
      file_.attribute(v, "coordinates", "zone_latitude zone_longitude zone_name");
  }

  static void gather(const analysis::Ensemble& e, model::Outcome o, int member, std::size_t steps,
                     std::vector<float>& out) {
    const auto places = static_cast<std::size_t>(e.layout.places[o]);
    if (!e.result.usable(member)) {
      out.insert(out.end(), steps * places, std::numeric_limits<float>::quiet_NaN());
      return;
    }
    const auto& shape = e.result.shape;
    const bool monthly = model::outcomes[o].cadence == Cadence::monthly;
    const auto width = static_cast<std::size_t>(monthly ? shape.monthly_width : shape.yearly_width);
    const float* row = e.result.member(member) + e.layout.offset[o] +
                       (monthly ? 0
                                : static_cast<std::size_t>(shape.months) *
                                      static_cast<std::size_t>(shape.monthly_width));
    for (std::size_t t = 0; t < steps; ++t, row += width) out.insert(out.end(), row, row + places);
  }

  const Study& study_;
  const model::World& world_;
  const NetcdfOptions& options_;
  File file_;
  std::vector<const Arm*> scenarios_;
  int scenario_ = -1, member_ = -1, time_ = -1, year_ = -1;
  int place_[7] = {-1, -1, -1, -1, -1, -1, -1};
};

}  // namespace

bool has_netcdf() { return true; }

std::string write_netcdf(const Study& study, const NetcdfOptions& options,
                         const std::string& path) {
  for (const auto& arm : study.arms)
    if (arm.ensemble.result.members != study.reference.ensemble.result.members ||
        arm.ensemble.from != study.reference.ensemble.from ||
        arm.ensemble.to != study.reference.ensemble.to)
      return "the scenarios of the study do not hold the same members and months";
  try {
    Writer(study, options, path).write();
  } catch (const std::runtime_error& error) {
    return std::string("NetCDF: ") + error.what();
  }
  return {};
}

#endif

}  // namespace balloon
