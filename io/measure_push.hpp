// What eradication does in the model, by paired runs: the truth that estimates from panels
// (measure_model.hpp) are held against.
#pragma once

#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "measure/types.hpp"
#include "model/policy.hpp"

namespace balloon {

/// Months after the push begins at which its effects are read: Decembers of its year and the next.
inline constexpr std::array<int, 2> push_horizons = {12, 24};

/// A push: extra hectares of eradication in a zone from January to December of a year.
struct PushRequest {
  /// eradication_manual, eradication_aerial or eradication_voluntary. Most published effects are of
  /// spraying, which removes less a hectare.
  model::Instrument instrument = model::eradication_manual;
  std::string country = "COL";      ///< ISO3 of a hub: the country whose zones are pushed
  std::vector<int> years = {2010};  ///< each a push of its own; effects are means over them
  /// Extra hectares as a share of the zone's coca in the December before, mean of the members (so
  /// they are the same for every member, and differ a little with the number of members). Effects
  /// a hectare hardly depend on it: from 0.005 to 0.2 they move by 4 %.
  double share = 0.05;
  double least_ha = 500;  ///< zones where that mean is less are not pushed
  /// Members, seed, threads, source. Months and outcomes are set here.
  analysis::RunOptions options;
};

/// Changes of coca against the run without the push, ha per ha of extra eradication.
struct PushEffect {
  double own = 0;     ///< in the zones that were pushed
  double home = 0;    ///< in the other zones of the country, together
  double abroad = 0;  ///< in all other countries
  double net() const { return own + home + abroad; }
};

/// A member's effects at one horizon.
struct PushResponse {
  measure::Matrix alone;  ///< one zone pushed at a time: row the zone pushed, column World::zones
  measure::Vector together;  ///< all pushed at once, by World::zones
};

struct MemberTruth {
  int member = 0, structure = 0;
  std::array<PushResponse, push_horizons.size()> at;
  measure::Vector removed;  ///< coca removed in the zone pushed alone, ha per ha, by month 12
};

/// Truth for every member that did not fail. Rows are the zones that were pushed.
///
/// The runs of a pair share parameters, shocks and the luck of shipments. What agencies do
/// afterwards is part of the effect: where hectares are given for the country, a zone that has less
/// coca in December draws fewer in the next year (horizon 24), and others more.
struct ModelTruth {
  std::string country;
  std::vector<int> pushed;    ///< indices into World::zones
  measure::Matrix extra;      ///< ha, pushed zones x years; 0 where the zone was too small
  measure::Vector mean_area;  ///< of the pushed zones the December before, ha, mean of the years
  std::vector<MemberTruth> members;
  int failed = 0;        ///< members that failed in any run
  bool stopped = false;  ///< interrupted: members not reached are absent
};

/// Runs `policy`, and for each year the same with every zone's push by itself and with all at once.
/// Progress counts members. Throws std::invalid_argument for another instrument, a country without
/// a hub, no year, a year before 1991 or after 2034, a share that is not above 0, or where no zone
/// is large enough.
ModelTruth run_pushes(const model::World& world, const model::Policy& policy,
                      const PushRequest& request, const engine::ProgressFunction& progress,
                      const std::atomic<bool>* stop);

/// Of a push of one zone, in the mean over hectares: what comes of a hectare where the others go on
/// as before.
PushEffect alone(const model::World& world, const ModelTruth& truth, const PushResponse& response);
/// Of a push of all at once: what comes of a hectare of a national campaign. The price that all of
/// them raise acts on the pushed zones too, and is in `own`.
PushEffect together(const model::World& world, const ModelTruth& truth,
                    const PushResponse& response);
/// What a comparison of zones can see of a push of one zone: the change in that zone less the mean
/// change in the country's other zones. Whatever reaches all zones alike, as a price does, drops
/// out of it (were zones of one size), as it does from a regression with effects of time.
double contrast(const model::World& world, const ModelTruth& truth, const PushResponse& response);

}  // namespace balloon
