#include "io/ablation_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <tuple>

#include "core/hash.hpp"
#include "engine/parallel.hpp"
#include "io/ablation_file.hpp"
#include "io/calibration_run.hpp"
#include "io/configuration.hpp"
#include "io/target_reader.hpp"
#include "io/validation_document.hpp"

namespace balloon {

using namespace inference;
using analysis::Target;

namespace {

/// Targets that may be looked at.
std::vector<Target> visible(const std::vector<Target>& targets, const AblationRequest& request) {
  std::vector<Target> seen;
  for (const auto& t : targets)
    if (t.year <= request.plan.last_scored) seen.push_back(t);
  return seen;
}

void check_request(const AblationRequest& request, Faults& faults) {
  const auto& o = request.origins;
  if (o.empty() || std::adjacent_find(o.begin(), o.end(), std::greater_equal<>()) != o.end())
    faults.add({"", 0, "--origins", fmt::format("{}", o.size()), "needs years in order"});
  for (const int origin : o)
    if (origin < 1992 || origin >= request.plan.last_scored)
      faults.add(
          {"", 0, "--origins", std::to_string(origin),
           fmt::format("must lie within 1992 and {}, the year before the last that is scored",
                       request.plan.last_scored - 1)});
  if (request.settings.members < 8)
    faults.add(
        {"", 0, "--members", std::to_string(request.settings.members), "must be at least 8"});
  if (request.structures.empty() || model::structure_count % request.structures.size() != 0)
    faults.add({"", 0, "--structures", std::to_string(request.structures.size()),
                "needs 1, 2, 3 or 6 structures"});
}

/// One structure at one origin of a row.
struct UnitKey {
  std::size_t origin = 0;  ///< in the request
  int structure = 0;
  std::string model;          ///< what is changed, and the seed
  std::uint64_t targets = 0;  ///< hash of the names of those that are used
  bool operator<(const UnitKey& o) const {
    return std::tie(origin, structure, model, targets) <
           std::tie(o.origin, o.structure, o.model, o.targets);
  }
};

class Runner {
 public:
  Runner(const model::World& world, const model::Policy& history,
         const std::vector<Target>& targets, const AblationRequest& request,
         const AblationProgress& progress, const std::atomic<bool>* stop)
      : world_(world),
        targets_(visible(targets, request)),
        request_(request),
        progress_(progress),
        stop_(stop) {
    for (const int origin : request.origins)
      origins_.push_back(
          ablation_origin(world, history, targets_, request.settings, request.plan, origin));
  }

  std::string run(std::vector<AblationRow>& rows, bool& stopped);

 private:
  /// The units of a row, origin by origin.
  std::vector<UnitKey> units_of(const Ablation& row) const {
    std::vector<UnitKey> keys;
    for (std::size_t o = 0; o < origins_.size(); ++o) {
      const auto& at = origins_[o];
      std::string names;
      for (const auto i : used_targets(row, at)) names += at.known[i].name + "\n";
      std::string model = row.other_chance > 0 ? fmt::format("seed +{}", row.other_chance) : "";
      if (policy_of(row, at) != at.policy) model += row.change;
      for (const int s : request_.structures) keys.push_back({o, s, model, hash_text(names)});
    }
    return keys;
  }

  void count(std::vector<AblationRow>& rows, const std::vector<char>& kept);
  bool make(const Ablation& row, const std::vector<UnitKey>& keys);
  void score(AblationRow& row, const std::vector<UnitKey>& keys) const;

  /// Calls `one` for 0 .. n - 1 on all threads; false where it was stopped.
  bool each(std::size_t n, const std::function<bool(std::size_t)>& one);
  void advance(int runs) {
    const std::lock_guard lock(mutex_);
    done_ += runs * request_.settings.members;
    if (progress_.members) progress_.members(done_, total_);
  }

  const model::World& world_;
  std::vector<Target> targets_;
  const AblationRequest& request_;
  const AblationProgress& progress_;
  const std::atomic<bool>* stop_;
  std::vector<AblationOrigin> origins_;
  std::vector<std::vector<UnitKey>> keys_;                ///< of each row
  std::map<UnitKey, int> uses_;                           ///< by rows that are still to be scored
  std::map<UnitKey, AblationUnit> units_;                 ///< that will be used again
  std::map<std::pair<std::size_t, int>, Matrix> priors_;  ///< first runs by origin and structure
  std::mutex mutex_;
  int done_ = 0, total_ = 0;
};

bool Runner::each(std::size_t n, const std::function<bool(std::size_t)>& one) {
  std::atomic<bool> stopped{false};
  engine::parallel_for(n, request_.threads, &stopped, [&](std::size_t i, int) {
    if (!one(i)) stopped = true;
  });
  return !stopped;
}

/// How often every unit is wanted, and how many runs of members are to be made.
void Runner::count(std::vector<AblationRow>& rows, const std::vector<char>& kept) {
  std::map<std::pair<std::size_t, int>, int> shared;
  int runs = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    keys_.push_back(kept[k] != 0 ? std::vector<UnitKey>{} : units_of(rows[k].what));
    for (const auto& key : keys_.back()) {
      if (uses_[key]++ > 0) continue;
      runs += inference::runs_of(request_.settings) + 1;  // and the forecast
      if (key.model.empty()) runs -= shared[{key.origin, key.structure}]++ > 0 ? 1 : 0;
    }
  }
  total_ = runs * request_.settings.members;
}

/// Runs the units that are not there; false where it was stopped.
bool Runner::make(const Ablation& row, const std::vector<UnitKey>& keys) {
  std::vector<UnitKey> wanted, first;
  for (const auto& key : keys) {
    if (units_.count(key) > 0) continue;
    wanted.push_back(key);
    units_[key];  // so that threads change no map
    if (key.model.empty() && priors_.count({key.origin, key.structure}) == 0) {
      first.push_back(key);
      priors_[{key.origin, key.structure}];
    }
  }
  // The latest origins take longest: first, so that no thread is left with one at the end.
  std::reverse(wanted.begin(), wanted.end());
  const bool ready = each(first.size(), [&](std::size_t i) {
    const auto& key = first[i];
    bool stopped = false;
    priors_.at({key.origin, key.structure}) =
        prior_run(origins_[key.origin], request_.settings, key.structure, stop_, stopped);
    if (!stopped) advance(1);
    return !stopped;
  });
  return ready && each(wanted.size(), [&](std::size_t i) {
           const auto& key = wanted[i];
           const auto* prior =
               key.model.empty() ? &priors_.at({key.origin, key.structure}) : nullptr;
           bool stopped = false;
           units_.at(key) = run_unit(row, origins_[key.origin], request_.settings, request_.plan,
                                     key.structure, prior, stop_, stopped);
           if (!stopped)
             advance(inference::runs_of(request_.settings) + (prior != nullptr ? 0 : 1));
           return !stopped;
         });
}

/// CRPS skill over the walk: 1 - sum(method) / sum(walk) over forecasts that have both.
double skill_of(const RollingResult& r, int method) {
  std::vector<analysis::PairedScore> pairs;
  for (const auto& s : r.countries)
    pairs.push_back({s.origin, s.lead, s.country, s.crps[method], s.crps[m_walk]});
  analysis::BootstrapOptions options;
  options.replicates = 1;  // six origins say nothing of an interval
  return analysis::skill(pairs, options).value;
}

void Runner::score(AblationRow& row, const std::vector<UnitKey>& keys) const {
  std::vector<OriginProjections> all;
  const std::size_t n = request_.structures.size();
  for (std::size_t o = 0; o < origins_.size(); ++o) {
    OriginProjections p;
    p.origin = origins_[o].origin;
    for (int s = 0; s < model::structure_count; ++s) {
      const auto& unit = units_.at(keys[o * n + static_cast<std::size_t>(s) % n]);
      if (!unit.error.empty()) {
        row.error = fmt::format("origin {}, structure {}: {}", p.origin,
                                request_.structures[static_cast<std::size_t>(s) % n], unit.error);
        return;
      }
      p.structures.push_back(unit.projection);
      if (static_cast<std::size_t>(s) >= n) continue;  // there already
      row.members += request_.settings.members;
      row.failed += unit.projection.failed;
      row.runs += unit.runs;
      row.replaced += unit.replaced;
    }
    all.push_back(std::move(p));
  }
  const auto result = score_rolling(world_, all, targets_, request_.plan);
  row.forecasts = static_cast<int>(result.countries.size());
  row.model = skill_of(result, m_model);
  row.learned = skill_of(result, m_learned);
  for (const auto& r : result.rows) {
    if (!is_price(r.series)) continue;
    ++row.price_rows;
    row.price_inside += r.hit90 ? 1 : 0;
  }
}

std::string Runner::run(std::vector<AblationRow>& rows, bool& stopped) {
  std::vector<char> kept;
  for (auto& row : rows)
    kept.push_back(!request_.folder.empty() && read_ablation(request_.folder, row) ? 1 : 0);
  count(rows, kept);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (kept[k] == 0) {
      if (!make(rows[k].what, keys_[k])) {
        stopped = true;
        return "";
      }
      score(rows[k], keys_[k]);
      for (const auto& key : keys_[k])
        if (--uses_[key] == 0) units_.erase(key);
      if (!request_.folder.empty())
        if (auto error = write_ablation(request_.folder, rows[k]); !error.empty()) return error;
    }
    if (progress_.finished)
      progress_.finished(rows[k], static_cast<int>(k) + 1, static_cast<int>(rows.size()),
                         kept[k] != 0);
  }
  return "";
}

}  // namespace

std::vector<AblationRow> plan_ablations(const model::World& world, const model::Policy& history,
                                        const std::vector<Target>& targets,
                                        const std::vector<analysis::Episode>& episodes,
                                        const AblationRequest& request, Faults& faults) {
  const auto before = faults.size();
  check_request(request, faults);
  if (faults.size() > before) return {};
  const auto seen = visible(targets, request);
  const auto model = model_hash(world, history);
  std::vector<char> matched(request.rows.size(), 0);
  std::vector<AblationRow> rows;
  std::string names;
  for (auto& what : all_ablations(world, seen, episodes, request.settings.seed)) {
    names += (names.empty() ? "" : " ") + what.name;
    bool wanted = request.rows.empty() || rows.empty();
    for (std::size_t i = 0; i < request.rows.size(); ++i)
      if (matches(request.rows[i], what.name)) {
        wanted = true;
        matched[i] = 1;
      }
    if (!wanted) continue;
    AblationRow row;
    Configuration c;
    CalibrationRequest calibration;
    calibration.settings = settings_of(what, request.settings);
    calibration.key = "data " + request.data;
    c.calibration = checkpoint_key(calibration);
    c.origins = request.origins;
    c.structures = request.structures;
    for (const auto& t : seen) {
      if (what.without.count(t.name) == 0)
        c.targets.push_back(t.name);
      else if (t.year >= request.settings.first_year && t.year <= request.origins.back())
        ++row.left_out;
    }
    c.change = what.change;
    c.plan = request.plan;
    c.forecast_seed = request.plan.seed + 1000 * what.other_chance;
    c.data = request.data;
    c.model = model;
    row.configuration = configuration_hash(c);
    row.what = std::move(what);
    rows.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < matched.size(); ++i)
    if (matched[i] == 0)
      faults.add({"", 0, "--leave-out", request.rows[i], "must match one of: " + names});
  if (faults.size() > before) return {};
  return rows;
}

std::string run_ablations(const model::World& world, const model::Policy& history,
                          const std::vector<Target>& targets, const AblationRequest& request,
                          const AblationProgress& progress, const std::atomic<bool>* stop,
                          std::vector<AblationRow>& rows, bool& stopped) {
  if (!request.folder.empty()) {
    std::error_code error;
    std::filesystem::create_directories(request.folder, error);
    if (error) return "cannot make " + request.folder + ": " + error.message();
  }
  return Runner(world, history, targets, request, progress, stop).run(rows, stopped);
}

}  // namespace balloon
