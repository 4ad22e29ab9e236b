#include "inference/ablation.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include "inference/origin.hpp"

namespace balloon::inference {

using analysis::Target;
using model::OutcomePlace;
using model::StructureChoice;

namespace {

/// Producing countries of an outcome's places; none for corridors, markets and the world.
std::set<int> countries_of(const model::World& world, model::Outcome outcome,
                           const std::vector<int>& places) {
  const auto kind = model::outcomes[outcome].place;
  if (kind == OutcomePlace::hub) return {places.begin(), places.end()};
  std::set<int> countries;
  if (kind == OutcomePlace::zone)
    for (const int z : places) countries.insert(world.zones[static_cast<std::size_t>(z)].country);
  return countries;
}

template <class A, class B>
bool meet(const A& a, const B& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](int x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

void leave_out(Ablation& row, const std::vector<Target>& targets,
               const std::function<bool(const Target&)>& wanted) {
  for (const auto& t : targets)
    if (wanted(t)) row.without.insert(t.name);
}

struct Mechanism {
  const char* name;
  int StructureChoice::*part;
};
constexpr Mechanism mechanisms[] = {
    {"price", &StructureChoice::price},
    {"migration", &StructureChoice::migration},
    {"buyers", &StructureChoice::buyers},
    {"risk", &StructureChoice::risk},
    {"agglomeration", &StructureChoice::agglomeration},
    {"armed_groups", &StructureChoice::armed_groups},
    {"yield_response", &StructureChoice::yield_response},
    {"firms_1990s", &StructureChoice::firms_1990s},
    {"demand_trend", &StructureChoice::demand_trend},
    {"enforcement_violence", &StructureChoice::enforcement_violence}};
constexpr int channel_count = 6;  ///< the first are channels between zones

void add_mechanisms(std::vector<Ablation>& rows) {
  Ablation channels;
  channels.name = "mechanism/all_channels";
  for (const auto& m : mechanisms) {
    Ablation row;
    row.name = std::string("mechanism/") + m.name;
    row.change = std::string(m.name) + " 0";
    row.switches.*m.part = 0;
    if (&m - mechanisms < channel_count) {
      channels.switches.*m.part = 0;
      channels.change += (channels.change.empty() ? "" : " ") + row.change;
    }
    rows.push_back(std::move(row));
  }
  rows.push_back(std::move(channels));
  Ablation announced;
  announced.name = "mechanism/announcement";
  announced.change = "announcement 0";
  announced.announcements = false;
  rows.push_back(std::move(announced));
}

/// "E1" of "E1a".
std::string episode_of(const std::string& statement) {
  auto id = statement;
  while (id.size() > 1 && id.back() >= 'a' && id.back() <= 'z') id.pop_back();
  return id;
}

/// The years and places of an episode's statements, in words.
struct Spoken {
  int from = 9999, to = 0;
  std::set<int> countries;
  std::set<std::string> others;
  std::string text(const model::World& world) const {
    auto out = std::to_string(from) + (to > from ? "-" + std::to_string(to) : "") + ",";
    for (const int c : countries) out += " " + world.countries[static_cast<std::size_t>(c)];
    for (const auto& place : others) out += " " + place;
    return out;
  }
};

void add_episodes(std::vector<Ablation>& rows, const model::World& world,
                  const std::vector<Target>& targets,
                  const std::vector<analysis::Episode>& episodes) {
  std::vector<std::string> order;
  std::map<std::string, std::pair<Ablation, Spoken>> found;
  for (const auto& e : episodes) {
    const auto id = episode_of(e.id);
    if (found.count(id) == 0) order.push_back(id);
    auto& [row, spoken] = found[id];
    row.name = "episode/" + id;
    const auto q = analysis::resolve_quantity(world, e.place);
    const auto kind = model::outcomes[q.outcome].place;
    const auto countries = countries_of(world, q.outcome, q.places);
    spoken.from = std::min(spoken.from, e.t0.year);
    spoken.to = std::max(spoken.to, e.t1.year);
    spoken.countries.insert(countries.begin(), countries.end());
    if (countries.empty()) spoken.others.insert(e.place.substr(0, e.place.find('.')));
    leave_out(row, targets, [&](const Target& t) {
      if (t.year < e.t0.year || t.year > e.t1.year) return false;
      if (!countries.empty()) return meet(countries, countries_of(world, t.outcome, t.places));
      return model::outcomes[t.outcome].place == kind && meet(q.places, t.places);
    });
  }
  for (const auto& id : order) {
    auto& [row, spoken] = found[id];
    row.detail = spoken.text(world);
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::vector<Ablation> all_ablations(const model::World& world, const std::vector<Target>& targets,
                                    const std::vector<analysis::Episode>& episodes,
                                    std::uint64_t seed) {
  std::vector<Ablation> rows(1);
  rows.front().name = "baseline";
  for (std::uint64_t k = 1; k <= 2; ++k) {
    Ablation row;
    row.name = "seed/" + std::to_string(seed + k);
    row.other_chance = k;
    rows.push_back(std::move(row));
  }
  add_mechanisms(rows);
  std::vector<std::string> series;
  for (const auto& t : targets)
    if (std::find(series.begin(), series.end(), t.series) == series.end())
      series.push_back(t.series);
  for (const auto& s : series) {
    Ablation row;
    row.name = "series/" + s;
    leave_out(row, targets, [&](const Target& t) { return t.series == s; });
    rows.push_back(std::move(row));
  }
  for (int c = 0; c < model::hub_count; ++c) {
    Ablation row;
    row.name = "country/" + world.countries[static_cast<std::size_t>(c)];
    leave_out(row, targets, [&](const Target& t) {
      return countries_of(world, t.outcome, t.places).count(c) > 0;
    });
    rows.push_back(std::move(row));
  }
  add_episodes(rows, world, targets, episodes);
  return rows;
}

AblationOrigin ablation_origin(const model::World& world, const model::Policy& history,
                               const std::vector<Target>& targets, const Settings& settings,
                               const RollingPlan& plan, int origin) {
  AblationOrigin at{origin,
                    known_world(world, origin),
                    held_policy(history, origin),
                    known_targets(targets, settings.first_year, origin),
                    forecast_places(world, targets, origin, 1),
                    later_targets(targets, origin, plan)};
  std::erase_if(at.places, [](const Place& p) { return !p.national; });
  return at;
}

Settings settings_of(const Ablation& row, Settings settings) {
  settings.seed += row.other_chance;
  return settings;
}

model::Policy policy_of(const Ablation& row, const AblationOrigin& at) {
  auto policy = at.policy;
  if (!row.change.empty()) policy.structure = row.switches;
  if (row.announcements) return policy;
  constexpr auto lever = model::substitution_announced;
  for (int t = 0; t < month_count; ++t) {
    for (int z = 0; z < policy.zone_count(); ++z) policy.quantity(lever, z, t) = 0;
    for (int h = 0; h < model::hub_count; ++h) policy.national(lever, h, t) = 0;
  }
  return policy;
}

std::vector<std::size_t> used_targets(const Ablation& row, const AblationOrigin& at) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < at.known.size(); ++i)
    if (row.without.count(at.known[i].name) == 0) used.push_back(i);
  return used;
}

Matrix prior_run(const AblationOrigin& at, const Settings& settings, int structure,
                 const std::atomic<bool>* stop, bool& stopped) {
  return rerun(at.world, at.policy, at.known, settings, 1,
               prior_ensemble(at.world, settings, structure, at.origin), stop, stopped);
}

AblationUnit run_unit(const Ablation& row, const AblationOrigin& at, const Settings& shared,
                      const RollingPlan& plan, int structure, const Matrix* prior,
                      const std::atomic<bool>* stop, bool& stopped) {
  const auto settings = settings_of(row, shared);
  const auto policy = policy_of(row, at);
  const auto used = used_targets(row, at);
  std::vector<Target> targets;
  Matrix first(static_cast<Eigen::Index>(used.size()), prior != nullptr ? prior->cols() : 0);
  for (std::size_t i = 0; i < used.size(); ++i) {
    targets.push_back(at.known[used[i]]);
    if (prior != nullptr)
      first.row(static_cast<Eigen::Index>(i)) = prior->row(static_cast<Eigen::Index>(used[i]));
  }
  AblationUnit unit;
  try {
    auto e = prior_ensemble(at.world, settings, structure, at.origin);
    if (!calibrate(at.world, policy, targets, settings, 1, e, {}, stop,
                   prior != nullptr ? &first : nullptr)) {
      stopped = true;
      return unit;
    }
    for (const int n : e.replaced) unit.replaced += n;
    unit.runs = static_cast<long>(e.replaced.size()) * settings.members;
    const auto seed = plan.seed + 1000 * row.other_chance + static_cast<std::uint64_t>(structure);
    unit.projection =
        project(at.world, policy, e, at.places, at.later, plan.leads, seed, 1, stop, stopped);
  } catch (const std::runtime_error& error) {
    unit.error = error.what();
  }
  return unit;
}

}  // namespace balloon::inference
