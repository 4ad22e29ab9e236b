#include "io/validation_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>

#include "inference/origin.hpp"
#include "io/calibration_run.hpp"
#include "io/ensemble_file.hpp"

namespace balloon {

using namespace inference;

namespace {

/// Every channel by which one zone reaches another, off.
model::StructureChoice no_channels() {
  model::StructureChoice c;
  c.price = c.migration = c.buyers = c.risk = c.agglomeration = c.armed_groups = 0;
  return c;
}

}  // namespace

RollingResult validate_forecasts(const model::World& world, const model::Policy& policy,
                                 const std::vector<analysis::Target>& targets,
                                 const ValidationRequest& request,
                                 const std::function<void(int, int)>& progress,
                                 const std::atomic<bool>* stop, std::string& error) {
  std::vector<OriginProjections> origins;
  int done = 0;
  const int total = static_cast<int>(request.origins.size()) * model::structure_count;
  for (const int origin : request.origins) {
    OriginProjections o;
    o.origin = origin;
    const auto known = known_world(world, origin);
    auto held = held_policy(policy, origin);
    const auto places = forecast_places(world, targets, origin, 1);
    const auto later = later_targets(targets, origin, request.plan);
    for (int s = 0; s < model::structure_count; ++s) {
      const auto path =
          (std::filesystem::path(request.folder) / ensemble_file_name(origin, s)).string();
      std::string why;
      const auto e = read_ensemble(path, "", why, &world);
      if (!e) {
        error = why.empty() ? path + ": no such file; run balloon calibrate first" : why;
        return {};
      }
      bool stopped = false;
      const auto run = [&](const model::Policy& p, const std::vector<analysis::Target>& rows) {
        return project(known, p, *e, places, rows, request.plan.leads,
                       request.plan.seed + static_cast<std::uint64_t>(s), request.threads, stop,
                       stopped);
      };
      o.structures.push_back(run(held, later));
      if (request.apart && !stopped) {
        auto apart = held;
        apart.structure = no_channels();
        o.apart.push_back(run(apart, {}));
      }
      if (stopped) {
        error = "stopped";
        return {};
      }
      if (progress) progress(++done, total);
    }
    origins.push_back(std::move(o));
  }
  return score_rolling(world, origins, targets, request.plan);
}

std::vector<SeriesCheck> check_posterior(const model::World& world, const model::Policy& policy,
                                         const std::vector<analysis::Target>& targets,
                                         const ValidationRequest& request, int origin,
                                         const std::atomic<bool>* stop, std::string& error) {
  const Settings settings;
  const auto known = known_targets(targets, settings.first_year, origin);
  std::string folder = state_folder(request.folder);
  if (std::error_code none;
      !std::filesystem::exists(std::filesystem::path(folder) / ensemble_file_name(origin, 0), none))
    folder = request.folder;
  std::vector<Matrix> parts;
  Eigen::Index columns = 0;
  for (int s = 0; s < model::structure_count; ++s) {
    const auto path = (std::filesystem::path(folder) / ensemble_file_name(origin, s)).string();
    std::string why;
    const auto e = read_ensemble(path, "", why, &world);
    bool stopped = false;
    if (e)
      parts.push_back(rerun(known_world(world, origin), held_policy(policy, origin), known,
                            settings, request.threads, *e, stop, stopped));
    if (!e || stopped) {
      error = stopped ? "stopped" : why.empty() ? path + ": no such file" : why;
      return {};
    }
    columns += parts.back().cols();
  }
  Matrix predicted(static_cast<Eigen::Index>(known.size()), columns);
  std::vector<double> weights;
  Eigen::Index at = 0;
  for (const auto& p : parts) {
    predicted.middleCols(at, p.cols()) = p;
    at += p.cols();
    weights.insert(weights.end(), static_cast<std::size_t>(p.cols()),
                   1.0 / static_cast<double>(model::structure_count * p.cols()));
  }
  return check_series(world, known, predicted, weights, request.plan.seed);
}

}  // namespace balloon
