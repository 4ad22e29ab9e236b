#include "io/method_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace balloon {

using inference::MethodComparison;
using inference::MethodCriteria;
using inference::RankCriteria;
using inference::SimulationCheck;

std::string simulation_markdown(const SimulationCheck& check, const RankCriteria& criteria) {
  std::string text =
      "| quantity | ranks of the truth, tenths | p | mean z | sd of z | variance left |\n"
      "|---|---|---:|---:|---:|---:|\n";
  for (const auto& q : check.quantities)
    text += fmt::format("| {} | {} | {:.3f} | {:.2f} | {:.2f} | {} |\n", q.name,
                        fmt::join(q.histogram, " "), q.p, q.mean_z, q.sd_z,
                        std::isfinite(q.shrinkage) ? fmt::format("{:.2f}", q.shrinkage) : "");
  text += fmt::format(
      "\n{} replicates, {} of them without a result. Least p after Bonferroni {:.3f} (at least "
      "{}); "
      "root mean square of the sds of z {:.2f} (each within {} to {}). {}\n",
      check.replicates, check.failed, check.least_p(), criteria.p, check.root_mean_square_sd_z(),
      criteria.low, criteria.high, check.passed(criteria) ? "Passed." : "Not passed.");
  return text;
}

std::string methods_markdown(const std::vector<MethodComparison>& comparisons,
                             const MethodCriteria& criteria) {
  std::string text;
  for (const auto& c : comparisons) {
    text += fmt::format(
        "{} data\n\n| unknown | chains: mean | sd | R-hat | smoother: mean | sd | difference, sd | "
        "ratio of sds |\n|---|---:|---:|---:|---:|---:|---:|---:|\n",
        c.data);
    double difference = 0;
    for (const auto& r : c.rows) {
      difference = std::max(difference, r.difference());
      text += fmt::format("| {} | {:.2f} | {:.2f} | {:.3f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n",
                          r.name, r.mean_chains, r.sd_chains, r.r_hat, r.mean_smoother,
                          r.sd_smoother, r.difference(), r.ratio());
    }
    text += fmt::format(
        "\nAcceptance {:.2f} at beta {:.3f}; largest R-hat {:.3f} (below {}); largest difference "
        "{:.2f} (below {}); ratios within {} to {}. {}\n\n",
        c.acceptance, c.beta, c.worst_r_hat(), criteria.r_hat, difference, criteria.difference,
        criteria.low, criteria.high, c.passed(criteria) ? "Passed." : "Not passed.");
  }
  return text;
}

std::string simulation_json(const SimulationCheck& check, const RankCriteria& criteria) {
  nlohmann::ordered_json j;
  j["format"] = "balloon-simulation-check/1";
  j["replicates"] = check.replicates;
  j["failed"] = check.failed;
  j["least_p"] = check.least_p();
  j["passed"] = check.passed(criteria);
  for (const auto& q : check.quantities) {
    nlohmann::ordered_json row = {{"name", q.name},
                                  {"ranks", q.histogram},
                                  {"p", q.p},
                                  {"mean_z", q.mean_z},
                                  {"sd_z", q.sd_z}};
    if (std::isfinite(q.shrinkage)) row["variance_left"] = q.shrinkage;
    j["quantities"].push_back(row);
  }
  return j.dump(2) + "\n";
}

std::string methods_json(const std::vector<MethodComparison>& comparisons,
                         const MethodCriteria& criteria) {
  nlohmann::ordered_json j;
  j["format"] = "balloon-methods-check/1";
  for (const auto& c : comparisons) {
    nlohmann::ordered_json one = {{"data", c.data},
                                  {"acceptance", c.acceptance},
                                  {"beta", c.beta},
                                  {"passed", c.passed(criteria)}};
    for (const auto& r : c.rows)
      one["unknowns"].push_back({{"name", r.name},
                                 {"mean_chains", r.mean_chains},
                                 {"sd_chains", r.sd_chains},
                                 {"r_hat", r.r_hat},
                                 {"error", r.error},
                                 {"mean_smoother", r.mean_smoother},
                                 {"sd_smoother", r.sd_smoother}});
    j["comparisons"].push_back(one);
  }
  return j.dump(2) + "\n";
}

std::string simulation_heading(int replicates, int members) {
  return fmt::format(
      "## Simulation-based calibration\n\n`balloon validate --simulation --replicates {} --members "
      "{}`: truths from the prior of a reduced problem (18 unknowns, areas and one cocaine price "
      "of "
      "1990-2000), data made from them, calibrated as the whole model is (Talts et al. 2018), and "
      "their state fitted after it as that of the posterior is (rows \"fitted\"). Even "
      "ranks and an sd of z of 1 are right. A method that ignored the data would pass too, so the "
      "last column says how much of the prior's variance is left.\n\n",
      replicates, members);
}

std::string methods_heading(int members, const inference::ChainSettings& chains) {
  return fmt::format(
      "## Two methods on a reduced problem\n\nThe smoother ({} members) beside preconditioned "
      "Crank-Nicolson chains (Cotter et al. 2013), which aim at the exact posterior, on the same "
      "reduced problem: `balloon validate --methods`, {} chains of {} kept steps after {}.\n\n",
      members, chains.chains, chains.steps, chains.burn_in);
}

std::string methods_closing() {
  return "Where they differ: the model uses the product of shock_sd and an innovation. Two "
         "independent scores of mean zero make a product that is not correlated with either, so an "
         "update by linear regression learns neither the size of shocks nor, at first, their sign. "
         "Six innovations, and everything else at its median, fit history badly, which makes the "
         "difference larger on observed data here than in the whole problem. The simulation check "
         "cannot see it, for its truths come from the prior.\n";
}

}  // namespace balloon
