#include "io/calibration_run.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <mutex>

#include "core/hash.hpp"
#include "engine/parallel.hpp"
#include "inference/origin.hpp"
#include "io/ensemble_file.hpp"
#include "io/output_folder.hpp"

namespace balloon {

std::string checkpoint_key(const CalibrationRequest& request) {
  const auto& s = request.settings;
  // Members on disk, and the scores made from them, are known by this text.
  const auto state = s.state_iterations == 0
                         ? std::string()
                         : fmt::format(" state {} {} {} {}", s.state_iterations, s.state_runs,
                                       s.state_step, s.state_taper);
  return fmt::format(
      "members {} steps {} ratio {} taper {} memory {} discrepancy {} outlier {} seed {} from "
      "{} local, parameters {}{}; "
      "{}",
      s.members, s.steps, s.ratio, s.taper, s.memory, s.discrepancy, s.outlier, s.seed,
      s.first_year, s.parameter_tempering, state, request.key);
}

namespace {

/// One origin and structure.
struct Task {
  int origin = 0, structure = 0;
};

class Workers {
 public:
  Workers(const model::World& world, const model::Policy& policy,
          const std::vector<analysis::Target>& targets, const CalibrationRequest& request,
          const StepProgress& progress, const std::atomic<bool>* stop)
      : world_(world),
        policy_(policy),
        targets_(targets),
        request_(request),
        progress_(progress),
        stop_(stop),
        key_(checkpoint_key(request)) {
    for (const int origin : request.origins)
      for (const int structure : request.structures) tasks_.push_back({origin, structure});
    if (request.ranks != nullptr) take_share(*request.ranks);
    total_ = static_cast<int>(tasks_.size()) * inference::runs_of(request.settings);
  }

  /// This rank's tasks; what went wrong in one of them.
  std::string run() {
    const int threads = group_ == nullptr ? request_.threads : 1;
    engine::parallel_for(tasks_.size(), threads, stop_, [this](std::size_t i, int) {
      if (stopped_ || failed_) return;
      try {
        one(tasks_[i]);
      } catch (const std::exception& e) {
        fail(fmt::format("origin {}, structure {}: {}", tasks_[i].origin, tasks_[i].structure,
                         e.what()));
      }
    });
    return error_;
  }
  bool stopped() const { return stopped_; }

 private:
  /// Leaves the tasks of this rank. Where there are fewer tasks than ranks it shares its only one
  /// with a group.
  void take_share(engine::Ranks& ranks) {
    const auto shares = std::min(tasks_.size(), static_cast<std::size_t>(ranks.size()));
    const auto own = static_cast<std::size_t>(ranks.rank()) % shares;
    std::vector<Task> mine;
    for (auto t = own; t < tasks_.size(); t += shares) mine.push_back(tasks_[t]);
    if (shares == tasks_.size()) group_ = ranks.split(static_cast<int>(own));
    tasks_ = std::move(mine);
  }

  void fail(const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (error_.empty()) error_ = what;
    failed_ = true;
  }

  void advance(int steps) {
    const int done = done_ += steps;
    if (progress_) progress_(done, total_);
  }

  void one(const Task& task) {
    const auto path =
        (std::filesystem::path(request_.folder) / ensemble_file_name(task.origin, task.structure))
            .string();
    std::string why;
    auto found = read_ensemble(path, key_, why, &world_);
    if (!why.empty()) return fail(why + "; choose another folder or remove the file");
    auto e =
        found ? std::move(*found)
              : inference::prior_ensemble(world_, request_.settings, task.structure, task.origin);
    const bool complete = inference::is_complete(e, request_.settings);
    advance(complete ? inference::runs_of(request_.settings) : static_cast<int>(e.replaced.size()));
    if (complete) return;
    const auto known =
        inference::known_targets(targets_, request_.settings.first_year, task.origin);
    bool first = true;
    const bool writes = engine::is_first(group_.get());
    const auto before = [&](int, int number) {
      if (!first) advance(1);
      first = false;
      if (!writes || number > request_.settings.steps) return;
      if (const auto error = write_ensemble(path, e, key_); !error.empty()) fail(error);
    };
    if (!inference::calibrate(inference::known_world(world_, task.origin),
                              inference::held_policy(policy_, task.origin), known,
                              request_.settings, group_ == nullptr ? 1 : request_.threads, e,
                              before, stop_, nullptr, group_.get())) {
      stopped_ = true;
      return;
    }
    advance(1);
    if (!writes) return;
    if (const auto error = write_ensemble(path, e, key_); !error.empty()) return fail(error);
    if (const auto error = write_file_atomically(path.substr(0, path.size() - 4) + "-fit.csv",
                                                 fit_table(known, e), true);
        !error.empty())
      fail(error);
  }

  const model::World& world_;
  const model::Policy& policy_;
  const std::vector<analysis::Target>& targets_;
  const CalibrationRequest& request_;
  const StepProgress& progress_;
  const std::atomic<bool>* stop_;
  std::string key_, error_;
  std::vector<Task> tasks_;
  std::unique_ptr<engine::Ranks> group_;  ///< ranks that share this one's only task
  int total_ = 0;
  std::mutex mutex_;
  std::atomic<int> done_{0};
  std::atomic<bool> stopped_{false}, failed_{false};
};

}  // namespace

std::string run_calibration(const model::World& world, const model::Policy& policy,
                            const std::vector<analysis::Target>& targets,
                            const CalibrationRequest& request, const StepProgress& progress,
                            const std::atomic<bool>* stop, bool& stopped) {
  const auto make_folder = [&] {
    if (engine::is_first(request.ranks)) {
      std::error_code error;
      std::filesystem::create_directories(request.folder, error);
      if (error) throw std::runtime_error("cannot make " + request.folder + ": " + error.message());
    }
    return true;
  };
  try {
    engine::together(request.ranks, make_folder);
    engine::require_same(request.ranks, hash_text(checkpoint_key(request)), "settings or data");
    stopped = !engine::together(request.ranks, [&] {
      Workers workers(world, policy, targets, request, progress, stop);
      if (const auto what = workers.run(); !what.empty()) throw std::runtime_error(what);
      return !workers.stopped() && (stop == nullptr || !stop->load());
    });
  } catch (const std::exception& e) {
    return e.what();
  }
  return {};
}

}  // namespace balloon
