// Rolling origins: forecasts of every origin scored against what was reported later, beside the
// null models, with weights that were learned on past origins only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/skill.hpp"
#include "inference/pooling.hpp"

namespace balloon::inference {

/// The projections of one origin: all structures, and the same members with every channel between
/// zones off (the null of no displacement).
struct OriginProjections {
  int origin = 0;
  std::vector<Projection> structures, apart;
};

/// What is scored and how; fixed in docs/preregistration.md.
struct RollingPlan {
  Rule rule;
  int leads = 5;
  int last_scored = 2023;    ///< targets of later years are not looked at
  int learn_from = 5;        ///< origins with known outcomes before weights are learned
  double pool = 0.5;         ///< weight of the model in the pool before
  double share_pool = 0;     ///< the same for shares of regions, pooled with persistence
  double share_gain = 0.03;  ///< part of persistence's past score to be gained by leaving it
  int anchor_years = 3;      ///< before the origin in which a series' last figure still corrects it
  int draws = 2000;          ///< of each null
  std::uint64_t seed = 2012;
};

/// Methods, in the order of their scores.
inline constexpr const char* method_names[] = {
    "model",          "pool",         "learned pool",    "random walk",    "drift",
    "autoregression", "linear trend", "hydraulic fixed", "hydraulic walk", "no displacement"};
inline constexpr int method_count = 10;
enum Method : int {
  m_model,
  m_pool,
  m_learned,
  m_walk,
  m_drift,
  m_ar,
  m_trend,
  m_fixed,
  m_hydro,
  m_apart
};

/// One scored forecast of a country's area, on the scale of logarithms.
struct CountryScore {
  int origin = 0, lead = 0, country = 0;
  double observed = 0;  ///< ha
  double crps[method_count] = {}, log_score[method_count] = {};
  double pit[method_count] = {}, width80[method_count] = {};
  bool hit80[method_count] = {}, hit50[method_count] = {}, hit90[method_count] = {};
};

/// Shares of a country's regions.
struct ShareScore {
  int origin = 0, lead = 0, country = 0, regions = 0;
  double weight = 0;                            ///< of the model in the pool
  double model = 0, pool = 0, persistence = 0;  ///< energy score
};

/// A later figure of a region or of another series against the learned pool of the model and the
/// figure's own random walk; the model alone where nothing was known to walk from.
struct RowScore {
  std::string series, place, group;
  int origin = 0, lead = 0, year = 0;
  bool walked = false;                   ///< there was a random walk
  double crps = 0, model = 0, walk = 0;  ///< CRPS of the pool, the model, the walk
  bool hit90 = false, hit80 = false, hit50 = false;
  double pit = 0;
};

struct RollingResult {
  std::vector<CountryScore> countries;
  std::vector<ShareScore> shares;
  std::vector<RowScore> regions, rows;
  std::map<int, std::vector<double>> weights;  ///< structures' weights used at an origin
  std::vector<double> final_weights;           ///< stacking over all that was scored
  std::map<std::string, double> final_pools;   ///< weight of the model by group (pooling.hpp)
  long members = 0, failed = 0;
};

/// The figures that projections of an origin need as `later` to be scored: those of its own year
/// and of `anchor_years` before, on which forecasts are put, and of the next two, none after the
/// plan's last.
std::vector<analysis::Target> later_targets(const std::vector<analysis::Target>& targets,
                                            int origin, const RollingPlan& plan);

/// Scores. `area` holds the reported area of countries (targets of series area_un); a pair of
/// Colombian years on both sides of 1998/99 is left out, for what lies between is a method.
RollingResult score_rolling(const model::World& world,
                            const std::vector<OriginProjections>& origins,
                            const std::vector<analysis::Target>& targets, const RollingPlan& plan);

/// Weights of structures that make the pooled density of past observations largest (stacking of
/// predictive densities: Yao et al. 2018, Bayesian Analysis 13, 917-1007), by expectation
/// maximisation from equal weights. densities[i][s] is structure s's density of observation i.
std::vector<double> stack(const std::vector<std::vector<double>>& densities, int structures);

}  // namespace balloon::inference
