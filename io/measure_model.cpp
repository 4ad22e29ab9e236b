#include "io/measure_model.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "model/month.hpp"

namespace balloon {

namespace {

using measure::Index;
using measure::Matrix;

/// Keeps the templates of this file apart from those of the kernels (analysis/kernel.cpp), which
/// record outcomes and not what agencies did. The bytes are the same.
struct PanelArch;
using L = Lanes<4, PanelArch>;

constexpr const char* column_names[model_column_count] = {
    "coca_area_ha",          "eradication_manual_ha",
    "eradication_aerial_ha", "eradication_voluntary_ha",
    "development_usd",       "licit_perennials_ha",
    "leaf_price_usd_per_kg", "coca_area_true_ha",
    "coca_area_known_ha",    "coca_removed_ha"};

/// A block of members on its way through the months.
struct Workspace {
  model::Parameters<L> parameters;
  model::Constants<L> constants;
  model::State<L> state;
  model::Flows<L> flows;
  model::Reports<L> reports;
  L year[model_column_count][model::max_zones];  ///< the year's figures
};

/// Clears the year's figures and takes what is known when it begins.
void begin_year(const model::World& world, Workspace& w) {
  for (auto& column : w.year)
    for (auto& x : column) x = L(0.0);
  auto& known = w.year[static_cast<int>(ModelColumn::known)];
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    known[z] = w.state.survey[z] * w.constants.split[z];
}

/// Adds what was done in a month.
void add_month(const model::World& world, const L* development, Workspace& w) {
  const auto& f = w.flows;
  const auto add = [&](ModelColumn column, std::size_t z, const L& x) {
    w.year[static_cast<int>(column)][z] += x;
  };
  for (std::size_t z = 0; z < world.zones.size(); ++z) {
    add(ModelColumn::manual, z, f.effort_manual[z]);
    add(ModelColumn::aerial, z, f.effort_aerial[z]);
    add(ModelColumn::voluntary, z, f.effort_voluntary[z]);
    add(ModelColumn::removed, z, f.lost_forced[z] + f.lost_voluntary[z]);
    add(ModelColumn::development, z, development[z]);
    add(ModelColumn::leaf_price, z, f.leaf_price[z] * (1.0 / 12));
  }
}

/// Stocks of December, and what the survey makes of them.
void end_year(const model::Context<L>& c, const SurveyRule& rule, Workspace& w) {
  auto& truth = w.year[static_cast<int>(ModelColumn::truth)];
  auto& reported = w.year[static_cast<int>(ModelColumn::reported)];
  auto& perennials = w.year[static_cast<int>(ModelColumn::perennials)];
  L seen[model::hub_count] = {L(0.0), L(0.0), L(0.0)};
  const auto& zones = c.world.zones;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const int zi = static_cast<int>(z);
    truth[z] = model::coca(w.state, zi);
    perennials[z] = w.state.licit_young[z] + w.state.licit_bearing[z];
    if (zones[z].country >= model::hub_count) continue;
    const L error = normal_quantile(uniforms(c.key, Stream::observation_error,
                                             static_cast<std::uint32_t>(zones[z].stream), c.month)
                                        .first);
    const L area = max(truth[z], 1e-9);
    const L sd = sqrt(rule.zone_sd * rule.zone_sd + min(rule.field_ha / area, 1.0));
    const L found = truth[z] * exp(sd * error);
    reported[z] = select(found < rule.least_ha, L(0.0), found);
    seen[zones[z].country] += reported[z];
  }
  for (std::size_t z = 0; z < zones.size(); ++z) {
    const int h = zones[z].country;
    if (h >= model::hub_count) continue;
    reported[z] = reported[z] * (w.reports.un[h] / max(seen[h], 1e-9));
  }
}

/// Runs a block to the end of the last year; false where it was stopped.
bool run_members(const model::World& world, const model::Policy& policy,
                 const PanelRequest& request, const std::vector<int>& zones, std::uint64_t first,
                 engine::BlockSink& sink, measure::Panel* panels) {
  const auto w = std::make_unique<Workspace>();
  analysis::Ensemble plan;  // for its draws
  plan.seed = request.options.seed;
  plan.source = request.options.source;
  StreamKey<L> key;
  key.seed = plan.seed;
  model::GivenUnknowns given[L::width];
  for (int lane = 0; lane < L::width; ++lane) {
    // Lanes beyond the last member repeat it.
    const auto member = first + static_cast<std::uint64_t>(std::min(lane, sink.active - 1));
    const auto draw = plan.draw(static_cast<int>(member), policy.structure);
    for (int i = 0; i < model::parameter_count; ++i)
      w->parameters.value[i].set(lane, draw.value[i]);
    for (int i = 0; i < model::switch_count; ++i)
      w->parameters.structure[i].set(lane, draw.structure[i]);
    key.member.set(lane, member);
    if (plan.source != nullptr) given[lane] = plan.source->unknowns(member);
  }
  model::Context<L> c{world, policy, w->parameters, w->constants, key};
  if (plan.source != nullptr) c.given = given;
  c.burn_in = true;
  model::start(c, w->constants, w->state, w->flows);
  L development[model::max_zones];
  const int begin = month_index(request.from, 1), end = month_index(request.to, 12);
  for (int month = -model::burn_in_months; month <= end; ++month) {
    if (sink.stop != nullptr && sink.stop->load(std::memory_order_relaxed)) return false;
    c.month = month;
    c.t = std::max(month, 0);
    c.burn_in = month < 0;
    if (month < begin) {
      model::month(c, w->constants, w->state, w->flows, w->reports);
      continue;
    }
    if (month_of_year(month) == 1) begin_year(world, *w);
    model::development_money(c, w->state, development);
    model::month(c, w->constants, w->state, w->flows, w->reports);
    add_month(world, development, *w);
    if (month_of_year(month) != 12) continue;
    end_year(c, request.survey, *w);
    const Index t = year_of(month) - request.from;
    for (int lane = 0; lane < sink.active; ++lane)
      for (std::size_t k = 0; k < model_column_count; ++k)
        for (std::size_t i = 0; i < zones.size(); ++i)
          panels[lane].values[k](static_cast<Index>(i), t) =
              w->year[k][static_cast<std::size_t>(zones[i])].lane(lane);
  }
  for (int lane = 0; lane < sink.active; ++lane) sink.failed[lane] = w->state.failed.lane(lane);
  return true;
}

/// What is wrong with a request: the setting and the message; empty where nothing is.
std::pair<std::string, std::string> wrong(const PanelRequest& r) {
  if (!r.country.empty() && hub_of(r.country) < 0)
    return {"country", "panels are made of COL, PER or BOL, or of all (empty)"};
  if (r.from < first_year || r.to > last_year || r.from > r.to)
    return {"years", "years must lie in 1990 to 2035 and not be reversed"};
  const auto& s = r.survey;
  if (!(s.zone_sd >= 0) || !(s.field_ha >= 0) || !(s.least_ha >= 0))
    return {"survey", "the survey's error, field and least area must be 0 or more"};
  return {};
}

}  // namespace

const char* name_of(ModelColumn column) { return column_names[static_cast<int>(column)]; }

int hub_of(const std::string& country) {
  const auto* end = std::end(model::hub_ids);
  const auto* found = std::find(std::begin(model::hub_ids), end, country);
  return found == end ? -1 : static_cast<int>(found - std::begin(model::hub_ids));
}

ModelPanels run_panels(const model::World& world, const model::Policy& policy,
                       const PanelRequest& request, const engine::ProgressFunction& progress,
                       const std::atomic<bool>* stop) {
  if (const auto fault = wrong(request); !fault.first.empty())
    throw std::invalid_argument(fault.second);
  ModelPanels made;
  measure::Panel empty;
  const int only = hub_of(request.country);
  for (std::size_t z = 0; z < world.zones.size(); ++z) {
    const auto& zone = world.zones[z];
    if (zone.country >= model::hub_count || (only >= 0 && zone.country != only)) continue;
    made.zones.push_back(static_cast<int>(z));
    made.countries.push_back(world.countries[static_cast<std::size_t>(zone.country)]);
    made.points.push_back({zone.latitude, zone.longitude});
    empty.places.push_back(zone.id);
  }
  for (int year = request.from; year <= request.to; ++year) empty.times.push_back(year);
  empty.columns.assign(std::begin(column_names), std::end(column_names));
  empty.values.assign(model_column_count, Matrix::Zero(empty.place_count(), empty.time_count()));

  engine::Plan plan;
  plan.members = request.options.members;
  plan.block = L::width;
  plan.threads = request.options.threads;
  std::vector<measure::Panel> panels(static_cast<std::size_t>(std::max(plan.members, 0)), empty);
  const auto block = [&](std::uint64_t first, engine::BlockSink& sink) {
    return run_members(world, policy, request, made.zones, first, sink, panels.data() + first);
  };
  const auto result = engine::run(plan, {}, block, progress, stop);
  made.stopped = result.stopped;
  made.failed = result.failed_members();
  for (int i = 0; i < plan.members; ++i) {
    if (!result.usable(i)) continue;
    const auto number = static_cast<std::size_t>(i);
    made.members.push_back(i);
    made.structures.push_back(request.options.source == nullptr
                                  ? model::structure_of(number)
                                  : request.options.source->structure(number));
    made.panels.push_back(std::move(panels[number]));
  }
  return made;
}

std::optional<ModelPanels> run_panels(const model::World& world, const ScenarioSource& source,
                                      const PanelRequest& request,
                                      const engine::ProgressFunction& progress,
                                      const std::atomic<bool>* stop, Faults& faults) {
  const auto scenario = load_scenario(request.scenario, world, source, faults);
  if (const auto fault = wrong(request); !fault.first.empty()) {
    const std::string years = std::to_string(request.from) + "-" + std::to_string(request.to);
    faults.add(
        {"", 0, fault.first, fault.first == "country" ? request.country : years, fault.second});
    return std::nullopt;
  }
  if (!scenario) return std::nullopt;
  return run_panels(world, scenario->policy, request, progress, stop);
}

}  // namespace balloon
