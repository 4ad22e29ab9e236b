// A small study for tests of the report: history, and a squeeze of one zone against it.
#pragma once

#include <memory>
#include <stdexcept>

#include "analysis/study.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"

namespace balloon::test {

/// A title that would break a page where it is not escaped.
inline constexpr const char* hostile = R"raw(<b onclick="x()">Squeeze & 'more'</b>)raw";

/// A study of twelve members: history with eradication in the VRAEM from 2012 to 2016,
/// against history.
struct ReportStudy {
  std::unique_ptr<model::World> world;
  Scenario history;
  model::Policy squeeze;
  analysis::Study study;
};

/// Simulated up to month `to`.
inline std::unique_ptr<ReportStudy> report_study(int to) {
  auto f = std::make_unique<ReportStudy>();
  Faults faults;
  auto world = read_world(embedded_files(), faults);
  if (!world) throw std::runtime_error(to_string(faults.list().front()));
  f->world = std::make_unique<model::World>(std::move(*world));
  auto history = load_scenario("history", *f->world, embedded_scenarios(false), faults);
  if (!history) throw std::runtime_error(to_string(faults.list().front()));
  f->history = std::move(*history);
  f->squeeze = f->history.policy;
  int zone = 0;
  while (f->world->zones[static_cast<std::size_t>(zone)].id != "PE-VRAEM") ++zone;
  const int start = month_index(2012, 1);
  for (int t = start; t < start + 60; ++t)
    f->squeeze.quantity(model::eradication_manual, zone, t) += 600;
  f->squeeze.target_zones = {zone};

  auto& study = f->study;
  study.world = f->world.get();
  study.options.members = 12;
  study.options.to = to;
  study.version = "0.0.0";
  study.data_hash = "data";
  study.commit = "commit";
  const auto run = [&](const char* id, const char* title, const model::Policy& policy) {
    analysis::Arm arm;
    arm.id = id;
    arm.title = title;
    arm.policy = &policy;
    arm.ensemble = analysis::simulate(*f->world, policy, study.options, {}, nullptr);
    return arm;
  };
  study.reference = run("history", "History", f->history.policy);
  study.arms.push_back(run("squeeze", hostile, f->squeeze));
  study.arms.front().ledger =
      analysis::make_ledger(*f->world, study.arms.front().ensemble, study.reference.ensemble,
                            f->squeeze.target_zones, start);
  return f;
}

}  // namespace balloon::test
