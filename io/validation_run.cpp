#include "io/validation_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>

#include "inference/origin.hpp"
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
    std::vector<analysis::Target> later;
    for (const auto& t : targets)
      if (t.year > origin && t.year <= origin + 2 && t.year <= request.plan.last_scored)
        later.push_back(t);
    for (int s = 0; s < model::structure_count; ++s) {
      const auto path =
          (std::filesystem::path(request.folder) / ensemble_file_name(origin, s)).string();
      std::string why;
      const auto e = read_ensemble(path, "", why);
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

namespace {

std::string estimate(const analysis::Estimate& e) {
  if (e.n == 0) return fmt::format("{:>24}", "-");
  return fmt::format("{:+.3f} [{:+.3f}, {:+.3f}]", e.value, e.low, e.high);
}

}  // namespace

std::string rolling_text(const model::World& world, const RollingResult& r) {
  std::string out =
      "CRPS skill over the random walk, log area of countries (90 % by block bootstrap)\n";
  const auto scores = [&](int method, auto keep) {
    std::vector<analysis::PairedScore> all;
    for (const auto& s : r.countries)
      if (keep(s)) all.push_back({s.origin, s.lead, s.country, s.crps[method], s.crps[m_walk]});
    return all;
  };
  const auto hits = [&](int method, int level) {
    std::vector<analysis::Hit> all;
    for (const auto& s : r.countries)
      all.push_back({s.origin, s.lead, s.country,
                     level == 80   ? s.hit80[method]
                     : level == 50 ? s.hit50[method]
                                   : s.hit90[method]});
    return all;
  };
  for (int m = 0; m < method_count; ++m) {
    if (m == m_walk) continue;
    out += fmt::format(
        "  {:<16} all {}  to 2008 {}  after {}\n", method_names[m],
        estimate(analysis::skill(scores(m, [](const auto&) { return true; }))),
        estimate(analysis::skill(scores(m, [](const auto& s) { return s.origin <= 2008; }))),
        estimate(analysis::skill(scores(m, [](const auto& s) { return s.origin > 2008; }))));
  }
  out += "\n  learned pool by lead and by country\n";
  for (int lead = 1; lead <= 5; ++lead)
    out += fmt::format("    lead {} {}\n", lead,
                       estimate(analysis::skill(
                           scores(m_learned, [&](const auto& s) { return s.lead == lead; }))));
  for (int c = 0; c < model::hub_count; ++c)
    out += fmt::format("    {} {}\n", world.countries[static_cast<std::size_t>(c)],
                       estimate(analysis::skill(
                           scores(m_learned, [&](const auto& s) { return s.country == c; }))));
  out += "\nCoverage of intervals\n";
  for (const int m : {m_model, m_pool, m_learned, m_walk}) {
    out += fmt::format("  {:<16} 80 % {}  50 % {}\n", method_names[m],
                       estimate(analysis::coverage(hits(m, 80))),
                       estimate(analysis::coverage(hits(m, 50))));
  }
  out += "\nMean log score (nats; less is better) and median width of the 80 % interval (log)\n";
  for (int m = 0; m < method_count; ++m) {
    double sum = 0;
    std::vector<double> width;
    for (const auto& s : r.countries) {
      sum += s.log_score[m];
      width.push_back(s.width80[m]);
    }
    std::sort(width.begin(), width.end());
    if (!width.empty())
      out += fmt::format("  {:<16} {:.3f}  {:.3f}\n", method_names[m],
                         sum / static_cast<double>(r.countries.size()), width[width.size() / 2]);
  }
  out += "\nShares of regions: energy score over that of persistence (below 1 is better)\n";
  for (int c = 0; c < model::hub_count; ++c) {
    out += "  " + world.countries[static_cast<std::size_t>(c)];
    for (int lead = 1; lead <= 3; ++lead) {
      double model = 0, pool = 0, base = 0;
      int n = 0;
      for (const auto& s : r.shares)
        if (s.country == c && s.lead == lead) {
          model += s.model;
          pool += s.pool;
          base += s.persistence;
          ++n;
        }
      out += n > 0 ? fmt::format("  lead {} {:.3f} pooled {:.3f} (n {})", lead, model / base,
                                 pool / base, n)
                   : "  -";
    }
    out += "\n";
  }
  out += "\nRows in their 90 % and 50 % predictive intervals, leads 1 and 2\n";
  std::map<std::string, std::array<int, 3>> rows;
  const auto count = [&](const std::string& key, const RowScore& s) {
    auto& x = rows[key];
    ++x[0];
    x[1] += s.hit90 ? 1 : 0;
    x[2] += s.hit50 ? 1 : 0;
  };
  for (const auto& s : r.rows) count(s.series + " " + s.place, s);
  for (const auto& s : r.regions) count("area_zone (leads 1-3) " + s.place.substr(0, 2), s);
  for (const auto& [key, x] : rows)
    out += fmt::format("  {:<32} {:>4}  {:.2f}  {:.2f}\n", key, x[0], double(x[1]) / x[0],
                       double(x[2]) / x[0]);
  out += "\nWeights of structures:";
  for (const double w : r.final_weights) out += fmt::format(" {:.2f}", w);
  out += fmt::format("; learned pool {:.2f}; members failed {} of {}\n", r.final_pool, r.failed,
                     r.members);
  return out;
}

}  // namespace balloon
