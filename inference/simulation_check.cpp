#include "inference/simulation_check.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "analysis/skill.hpp"
#include "engine/parallel.hpp"

namespace balloon::inference {

namespace {

/// What is kept of a replicate: ranks as positions on [0, 1), z and variance, by quantity.
struct Kept {
  std::vector<int> bin;
  std::vector<double> z, variance;
};

/// Ranks among so many members, spread evenly, that bins hold equally many ranks.
Kept keep(const Replicate& r) {
  const auto n = r.members.cols();
  const Eigen::Index thinned = std::min<Eigen::Index>(99, (n + 1) / rank_bins * rank_bins - 1);
  Kept k;
  for (Eigen::Index q = 0; q < r.truth.size(); ++q) {
    Eigen::Index rank = 0;
    for (Eigen::Index i = 0; i < thinned; ++i)
      rank += r.members(q, i * n / thinned) < r.truth(q) ? 1 : 0;
    k.bin.push_back(static_cast<int>(rank * rank_bins / (thinned + 1)));
    const double mean = r.members.row(q).mean();
    const double variance =
        (r.members.row(q).array() - mean).square().sum() / static_cast<double>(n - 1);
    k.z.push_back((r.truth(q) - mean) / std::sqrt(variance));
    k.variance.push_back(variance);
  }
  return k;
}

}  // namespace

double SimulationCheck::least_p() const {
  double least = 1;
  for (const auto& q : quantities) least = std::min(least, q.p);
  return std::min(1.0, least * static_cast<double>(quantities.size()));
}

double SimulationCheck::root_mean_square_sd_z() const {
  double sum = 0;
  for (const auto& q : quantities) sum += q.sd_z * q.sd_z;
  return quantities.empty() ? 0 : std::sqrt(sum / static_cast<double>(quantities.size()));
}

bool SimulationCheck::passed(const RankCriteria& criteria) const {
  return !stopped && !quantities.empty() && failed <= criteria.failed * replicates &&
         least_p() >= criteria.p &&
         std::all_of(quantities.begin(), quantities.end(), [&](const RankedQuantity& q) {
           return q.sd_z >= criteria.low && q.sd_z <= criteria.high;
         });
}

SimulationCheck check_by_simulation(const std::vector<std::string>& names, int replicates,
                                    int threads, const ReplicateFunction& make,
                                    const std::function<void(int, int)>& progress,
                                    const std::atomic<bool>* stop) {
  std::vector<std::optional<Kept>> kept(static_cast<std::size_t>(replicates));
  std::atomic<int> done{0};
  engine::parallel_for(kept.size(), threads, stop, [&](std::size_t r, int) {
    if (const auto made = make(static_cast<int>(r))) kept[r] = keep(*made);
    const int so_far = ++done;
    if (progress) progress(so_far, replicates);
  });
  SimulationCheck check;
  check.replicates = replicates;
  check.stopped = stop != nullptr && stop->load();
  check.failed = static_cast<int>(std::count(kept.begin(), kept.end(), std::nullopt));
  for (std::size_t q = 0; q < names.size(); ++q) {
    RankedQuantity ranked;
    ranked.name = names[q];
    double n = 0, sum = 0, squares = 0;
    for (const auto& k : kept) {
      if (!k) continue;
      ++ranked.histogram[static_cast<std::size_t>(k->bin[q])];
      n += 1;
      sum += k->z[q];
      squares += k->z[q] * k->z[q];
      ranked.shrinkage += k->variance[q];
    }
    ranked.p = analysis::chi_square(ranked.histogram).p;
    ranked.mean_z = sum / n;
    ranked.sd_z = std::sqrt(std::max(0.0, squares - sum * sum / n) / std::max(1.0, n - 1));
    ranked.shrinkage /= n;
    check.quantities.push_back(ranked);
  }
  return check;
}

SimulationCheck check_calibration(const ReducedProblem& problem, const Settings& settings,
                                  const StateSettings& state, int replicates, int threads,
                                  const std::function<void(int, int)>& progress,
                                  const std::atomic<bool>* stop, double error) {
  std::vector<std::string> countries;
  const auto last = final_rows(problem, &countries);
  // After the fit of the state: the state alone, for parameters are as they were.
  std::vector<Eigen::Index> state_rows;
  for (std::size_t k = 0; k < problem.rows.size(); ++k)
    if (problem.rows[k] >= model::parameter_count)
      state_rows.push_back(static_cast<Eigen::Index>(k));
  auto names = problem.names;
  for (const auto& c : countries) names.push_back("area/" + c);
  const auto assimilated = static_cast<Eigen::Index>(names.size());
  for (const auto k : state_rows)
    names.push_back(problem.names[static_cast<std::size_t>(k)] + ", fitted");
  for (const auto& c : countries) names.push_back("area/" + c + ", fitted");
  const std::uint64_t truth_seed = settings.seed * 7919 + 17;
  const auto truths = draw_truths(problem, truth_seed, replicates, threads, stop);
  const auto make = [&](int r) -> std::optional<Replicate> {
    const auto slot = static_cast<std::size_t>(r);
    if (truths.failed[slot] != 0) return std::nullopt;
    const auto targets = synthetic_targets(problem, truths.value[slot], truth_seed,
                                           static_cast<std::uint32_t>(r), error);
    Settings own = settings;
    own.discrepancy = own.parameter_tempering = 1;  // truths come from the model
    own.seed = settings.seed * 1000003 + 1 + static_cast<std::uint64_t>(r);
    auto e = reduced_prior(problem, own);
    const auto all = static_cast<Eigen::Index>(names.size());
    Replicate made{Vector(all), Matrix(all, e.unknowns.cols())};
    /// From row `at`: chosen unknowns of truth and members, then the last areas.
    const auto fill = [&](Eigen::Index at, const Vector& truth, const Matrix& members) {
      made.truth.segment(at, truth.size()) = truth;
      made.members.middleRows(at, truth.size()) = members;
      at += truth.size();
      for (std::size_t k = 0; k < last.size(); ++k, ++at) {
        made.truth(at) = truths.final_area(static_cast<Eigen::Index>(k), r);
        const auto& t = targets[static_cast<std::size_t>(last[k])];
        for (Eigen::Index m = 0; m < made.members.cols(); ++m)
          made.members(at, m) = std::log(std::max(1e-9, unsoftened(t, e.predicted(last[k], m))));
      }
    };
    const Vector truth = truths.unknowns.col(r);
    try {
      if (!calibrate(problem.world, problem.policy, targets, own, 1, e, {}, stop))
        return std::nullopt;
      fill(0, truth, varying(problem, e.unknowns));
      if (!fit_state(problem.world, problem.policy, targets, own, state, 1, e, {}, stop))
        return std::nullopt;
      fill(assimilated, truth(state_rows), varying(problem, e.unknowns)(state_rows, Eigen::all));
    } catch (const std::runtime_error&) {
      return std::nullopt;  // too few members survived: counted as failed
    }
    return made;
  };
  auto check = check_by_simulation(names, replicates, threads, make, progress, stop);
  for (auto& q : check.quantities)
    if (q.name.rfind("area/", 0) == 0) q.shrinkage = std::numeric_limits<double>::quiet_NaN();
  return check;
}

}  // namespace balloon::inference
