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
  return fmt::format(
      "members {} steps {} ratio {} taper {} memory {} discrepancy {} outlier {} seed {} from "
      "{} local, parameters {}; "
      "{}",
      s.members, s.steps, s.ratio, s.taper, s.memory, s.discrepancy, s.outlier, s.seed,
      s.first_year, s.parameter_tempering, request.key);
}

std::string state_key(const CalibrationRequest& request) {
  const auto key = checkpoint_key(request);
  if (!request.state) return key;
  const auto& s = *request.state;
  return fmt::format("{}; state {} runs {} step {} taper {}", key, s.iterations, s.runs, s.step,
                     s.taper);
}

std::string state_folder(const std::string& folder) {
  return (std::filesystem::path(folder) / "state").string();
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
        key_(checkpoint_key(request)),
        state_key_(state_key(request)) {
    for (const int origin : request.origins)
      for (const int structure : request.structures) tasks_.push_back({origin, structure});
    if (request.ranks != nullptr) take_share(*request.ranks);
    total_ = static_cast<int>(tasks_.size()) *
             (inference::runs_of(request.settings) +
              (request.state ? inference::runs_of(*request.state) : 0));
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
    auto e = members(request_.folder, task, key_);
    if (failed_) return;
    if (!e) e = inference::prior_ensemble(world_, request_.settings, task.structure, task.origin);
    const auto known =
        inference::known_targets(targets_, request_.settings.first_year, task.origin);
    if (!assimilated(task, known, *e) || !request_.state) return;
    const auto folder = state_folder(request_.folder);
    const auto fitted = members(folder, task, state_key_);
    if (failed_) return;
    if (fitted)
      advance(inference::runs_of(*request_.state));
    else
      fit_state(task, known, *e);
  }

  /// What the folder has of the task; fails where that was made from something else.
  std::optional<inference::StructureEnsemble> members(const std::string& folder, const Task& task,
                                                      const std::string& key) {
    std::string why;
    auto found = read_ensemble(path_of(folder, task), key, why, &world_);
    if (!why.empty()) fail(why + "; choose another folder or remove the file");
    return found;
  }

  /// Assimilates from where the members stand; false where it was stopped or went wrong.
  bool assimilated(const Task& task, const std::vector<analysis::Target>& known,
                   inference::StructureEnsemble& e) {
    const bool complete = inference::is_complete(e, request_.settings);
    advance(complete ? inference::runs_of(request_.settings) : static_cast<int>(e.replaced.size()));
    if (complete) return true;
    const auto path = path_of(request_.folder, task);
    const auto keep = [&] {
      if (!writes()) return;
      if (const auto error = write_ensemble(path, e, key_); !error.empty()) fail(error);
    };
    bool first = true;
    const auto before = [&](int, int) {
      if (!first) advance(1);
      first = false;
      keep();
    };
    if (!inference::calibrate(inference::known_world(world_, task.origin),
                              inference::held_policy(policy_, task.origin), known,
                              request_.settings, threads(), e, before, stop_, nullptr,
                              group_.get())) {
      stopped_ = true;
      return false;
    }
    advance(1);
    keep();
    write_fit(request_.folder, task, known, e);
    return !failed_;
  }

  void fit_state(const Task& task, const std::vector<analysis::Target>& known,
                 inference::StructureEnsemble& e) {
    const auto folder = state_folder(request_.folder);
    bool first = true;
    const auto before = [&](int, int) {
      if (!first) advance(1);
      first = false;
    };
    if (!inference::fit_state(inference::known_world(world_, task.origin),
                              inference::held_policy(policy_, task.origin), known,
                              request_.settings, *request_.state, threads(), e, before, stop_,
                              group_.get())) {
      stopped_ = true;
      return;
    }
    advance(1);
    if (!writes()) return;
    if (const auto error = write_ensemble(path_of(folder, task), e, state_key_); !error.empty())
      return fail(error);
    write_fit(folder, task, known, e);
  }

  void write_fit(const std::string& folder, const Task& task,
                 const std::vector<analysis::Target>& known,
                 const inference::StructureEnsemble& e) {
    if (!writes()) return;
    const auto path = path_of(folder, task);
    if (const auto error = write_file_atomically(path.substr(0, path.size() - 4) + "-fit.csv",
                                                 fit_table(known, e), true);
        !error.empty())
      fail(error);
  }

  static std::string path_of(const std::string& folder, const Task& task) {
    return (std::filesystem::path(folder) / ensemble_file_name(task.origin, task.structure))
        .string();
  }
  int threads() const { return group_ == nullptr ? 1 : request_.threads; }
  bool writes() const { return engine::is_first(group_.get()); }

  const model::World& world_;
  const model::Policy& policy_;
  const std::vector<analysis::Target>& targets_;
  const CalibrationRequest& request_;
  const StepProgress& progress_;
  const std::atomic<bool>* stop_;
  std::string key_, state_key_, error_;
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
      const auto folder = request.state ? state_folder(request.folder) : request.folder;
      std::filesystem::create_directories(folder, error);
      if (error) throw std::runtime_error("cannot make " + folder + ": " + error.message());
    }
    return true;
  };
  try {
    engine::together(request.ranks, make_folder);
    engine::require_same(request.ranks, hash_text(state_key(request)), "settings or data");
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
