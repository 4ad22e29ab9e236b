#include "io/json_result.hpp"

#include <nlohmann/json.hpp>

#include "core/hash.hpp"
#include "io/ledger_text.hpp"
#include "model/parameters.hpp"

namespace balloon {

namespace {

using Json = nlohmann::ordered_json;
using analysis::Arm;
using analysis::Interval;

Json interval(const Interval& i) {
  return {{"n", i.n},           {"median", i.median},        {"low50", i.low50},
          {"high50", i.high50}, {"low90", i.low90},          {"high90", i.high90},
          {"mean", i.mean},     {"mean_error", i.mean_error}};
}
Json where(bool defined, const Interval& i) { return defined ? interval(i) : Json(nullptr); }

Json by_country(const model::World& world, const std::vector<Interval>& values) {
  Json j = Json::object();
  for (std::size_t c = 0; c < values.size(); ++c) j[world.countries[c]] = interval(values[c]);
  return j;
}

/// Values by structure; null where a structure has no usable member.
Json by_structure(const std::vector<double>& values) {
  Json j = Json::object();
  for (std::size_t s = 0; s < values.size() && s < model::structure_count; ++s)
    j[model::structure_names[s]] = values[s];
  return j;
}

}  // namespace

Json ledger_json(const model::World& world, const analysis::Ledger& ledger) {
  Json j;
  j["target"] = ledger.target;
  Json countries = Json::array();
  for (const int c : ledger.target_countries)
    countries.push_back(world.countries[static_cast<std::size_t>(c)]);
  j["target_countries"] = std::move(countries);
  j["window_start"] = month_name(ledger.window_start);
  j["usable_pairs"] = ledger.usable;
  j["failed_pairs"] = ledger.failed;
  j["rows"] = Json::array();
  for (const auto& r : ledger.rows) {
    Json row;
    row["horizon"] = r.horizon;
    row["gross_ha"] = interval(r.gross);
    row["loss_ha"] = interval(r.loss);
    row["gain_ha"] = interval(r.gain);
    row["home_ha"] = interval(r.home_ha);
    row["country_ha"] = by_country(world, r.country_ha);
    row["net_ha"] = interval(r.net);
    row["net_ha_between_structures"] = {r.net_low_structure, r.net_high_structure};
    row["shares_defined"] = r.shares_defined;
    Json shares = nullptr;
    if (r.shares_defined)
      shares = {{"in_place", interval(r.in_place)},
                {"home", interval(r.home)},
                {"country", by_country(world, r.country)},
                {"gone", interval(r.gone)}};
    row["per_100_ha"] = std::move(shares);
    row["index_defined"] = r.index_defined;
    row["balloon_index"] = where(r.index_defined, r.index);
    row["net_hectare_years"] = interval(r.net_hectare_years);
    row["net_cocaine_kg"] = interval(r.net_cocaine_kg);
    row["home_cocaine_kg"] = interval(r.home_cocaine_kg);
    row["cost_usd_2010"] = interval(r.cost);
    row["cost_per_net_hectare_usd_2010"] = where(r.members_with_fall > 0, r.cost_per_net_hectare);
    row["members_with_fall"] = r.members_with_fall;
    row["cost_per_net_kg_usd_2010"] = where(r.members_with_kg_fall > 0, r.cost_per_net_kg);
    row["members_with_kg_fall"] = r.members_with_kg_fall;
    row["median_by_structure"] = {{"net_ha", by_structure(r.net_by_structure)},
                                  {"balloon_index", by_structure(r.index_by_structure)},
                                  {"gone_per_100_ha", by_structure(r.gone_by_structure)}};
    j["rows"].push_back(std::move(row));
  }
  return j;
}

namespace {

int done(const analysis::Ensemble& e) {
  int n = 0;
  for (const char d : e.result.done) n += d != 0 ? 1 : 0;
  return n;
}

Json arm_json(const model::World& world, const Arm& arm) {
  return {{"scenario", arm.id},
          {"title", arm.title},
          {"scenario_hash", hex64(arm.scenario_hash)},
          {"outcome_hash", hex64(arm.ensemble.result.outcome_hash())},
          {"members", done(arm.ensemble)},
          {"failed_members", arm.ensemble.result.failed_members()},
          {"ledger", ledger_json(world, arm.ledger)}};
}

Json draws_object(const analysis::DrawSource& draws) {
  const auto* p = draws.posterior.get();
  return {{"source", draws.source},
          {"hash", p != nullptr ? Json(p->parts().hash) : Json(nullptr)},
          {"origin", p != nullptr ? Json(p->origin()) : Json(nullptr)},
          {"weights", p != nullptr ? Json(p->weights()) : Json(nullptr)},
          {"notes", draws.notes}};
}

}  // namespace

std::string draws_json(const analysis::DrawSource& draws) {
  return draws_object(draws).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string json_result(const analysis::Study& study, const JsonOptions& options) {
  const auto& world = *study.world;
  const auto& reference = study.reference;
  const Arm& first = study.arms.empty() ? reference : study.arms.front();
  const auto& e = first.ensemble;
  Json j;
  j["program"] = "balloon";
  j["format"] = "balloon-result-1";
  j["version"] = study.version;
  j["commit"] = study.commit;
  j["data_hash"] = study.data_hash;
  j["command"] = options.command;
  j["draws"] = draws_object(study.draws);
  j["calibration"] = calibration_text(study.draws, Words("en"));
  j["scenario"] = first.id;
  j["against"] = reference.id;
  j["seed"] = e.seed;
  j["members"] = study.options.members;
  j["done_members"] = done(e);
  j["failed_members"] = e.result.failed_members();
  j["partial"] = options.partial;
  j["threads"] = study.options.threads;
  const auto times = e.kernel.rfind(' ');
  const auto lanes =
      Json::parse(times == std::string::npos ? "" : e.kernel.substr(times + 1), nullptr, false);
  j["lanes"] = lanes.is_number_integer() ? lanes : Json(study.options.lanes);
  j["kernel"] = e.kernel;
  j["from"] = month_name(e.from);
  j["to"] = month_name(e.to);
  j["seconds"] = study.seconds;
  j["outcome_hash"] = hex64(e.result.outcome_hash());
  j["reference_outcome_hash"] = hex64(reference.ensemble.result.outcome_hash());
  j["scenario_hash"] = hex64(first.scenario_hash);
  j["reference_scenario_hash"] = hex64(reference.scenario_hash);
  j["structures"] = model::structure_names;
  j["ledger"] = ledger_json(world, first.ledger);
  j["arms"] = Json::array();
  for (const auto& arm : study.arms) j["arms"].push_back(arm_json(world, arm));
  return j.dump(options.indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace balloon
