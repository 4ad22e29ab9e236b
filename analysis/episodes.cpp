#include "analysis/episodes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace balloon::analysis {

namespace {

using model::Outcome;
using model::OutcomePlace;
using model::World;

template <class Places>
int index_of(const Places& places, const std::string& id) {
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i].id == id) return static_cast<int>(i);
  return -1;
}

std::vector<int> zones_where(const World& world,
                             const std::function<bool(const model::Zone&)>& wanted) {
  std::vector<int> found;
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    if (wanted(world.zones[z])) found.push_back(static_cast<int>(z));
  return found;
}

[[noreturn]] void no_such(const std::string& place, const std::string& what) {
  throw std::invalid_argument("\"" + place + "\": no such " + what);
}

Outcome outcome_named(const std::string& name, const std::string& place) {
  if (name == "area") return model::o_coca_area;
  if (name == "share") return model::o_corridor_flow_us;
  for (int o = 0; o < model::outcome_count; ++o)
    if (model::outcomes[o].name == name) return static_cast<Outcome>(o);
  no_such(place, "outcome");
}

void resolve_zones(const World& world, const std::string& id, const std::string& text,
                   Quantity& q) {
  const auto producing =
      zones_where(world, [](const auto& z) { return z.country < model::hub_count; });
  if (id == "TOTAL") {
    q.places = q.whole = producing;
    return;
  }
  if (const int z = index_of(world.zones, id); z >= 0) {
    const int country = world.zones[static_cast<std::size_t>(z)].country;
    q.places = {z};
    q.whole = zones_where(world, [&](const auto& other) { return other.country == country; });
    return;
  }
  const auto c = std::find(world.countries.begin(), world.countries.end(), id);
  if (c == world.countries.end()) no_such(text, "zone or country");
  const int country = static_cast<int>(c - world.countries.begin());
  q.places = zones_where(world, [&](const auto& z) { return z.country == country; });
  q.whole = producing;
}

void resolve_corridor(const World& world, const std::string& id, const std::string& text,
                      Quantity& q) {
  const int c = index_of(world.corridors, id);
  if (c < 0) no_such(text, "corridor");
  q.places = {c};
  for (std::size_t i = 0; i < world.corridors.size(); ++i)
    if (world.usa < 0 ||
        world.markets[static_cast<std::size_t>(world.usa)].corridor_share_1990[i] > 0)
      q.whole.push_back(static_cast<int>(i));
}

int named(const char* const* names, int count, const std::string& id) {
  for (int i = 0; i < count; ++i)
    if (names[i] == id) return i;
  return -1;
}

double checked_ratio(double a, double b) { return b != 0 ? a / b : std::nan(""); }

/// A member's statistic; NaN where a denominator is zero.
double statistic_of(const Episode& e, const Quantity& q, const Ensemble& scenario,
                    const Ensemble& reference, int member) {
  const int t0 = month_index(e.t0.year, e.t0.month), t1 = month_index(e.t1.year, e.t1.month);
  const auto at = [&](const Ensemble& x, const std::vector<int>& places, int month) {
    return quantity_value(x, q.outcome, places, member, month, month);
  };
  const auto share_at = [&](const Ensemble& x, int month) {
    return checked_ratio(at(x, q.places, month), at(x, q.whole, month));
  };
  const auto window_share = [&](const Ensemble& x) {
    return checked_ratio(quantity_value(x, q.outcome, q.places, member, t0, t1),
                         quantity_value(x, q.outcome, q.whole, member, t0, t1));
  };
  const double after = at(scenario, q.places, t1);
  const double before = e.counterfactual ? at(reference, q.places, t1) : at(scenario, q.places, t0);
  switch (e.statistic) {
    case EpisodeStatistic::relative_change:
      return checked_ratio(after, before) - 1;
    case EpisodeStatistic::ratio:
      return checked_ratio(after, before);
    case EpisodeStatistic::level:
      return after;
    case EpisodeStatistic::difference:
      return after - before;
    case EpisodeStatistic::share:
      return window_share(scenario);
    case EpisodeStatistic::share_change:
      return share_at(scenario, t1) -
             (e.counterfactual ? share_at(reference, t1) : share_at(scenario, t0));
  }
  return std::nan("");
}

EpisodeResult evaluate_one(const Episode& episode, const World& world, const Ensemble& scenario,
                           const Ensemble& reference) {
  EpisodeResult result;
  result.episode = episode;
  const auto q = resolve_quantity(world, episode.place);
  const int t0 = month_index(episode.t0.year, episode.t0.month);
  const int t1 = month_index(episode.t1.year, episode.t1.month);
  // A counterfactual is read at t1 alone, except where a share is taken over the window.
  const bool window = !episode.counterfactual || episode.statistic == EpisodeStatistic::share;
  const int from = window ? std::min(t0, t1) : t1;
  check_recorded(scenario, q.outcome, from, std::max(t0, t1));
  check_recorded(reference, q.outcome, from, std::max(t0, t1));
  if (scenario.result.members != reference.result.members || scenario.seed != reference.seed)
    throw std::invalid_argument("scenario and reference do not hold the same members");
  std::vector<double> values;
  int right = 0;
  for (int i = 0; i < scenario.result.members; ++i) {
    if (!scenario.result.usable(i) || !reference.result.usable(i)) continue;
    const double value = statistic_of(episode, q, scenario, reference, i);
    if (!std::isfinite(value)) continue;
    values.push_back(value);
    right += is_right(episode, value) ? 1 : 0;
  }
  if (values.empty()) throw std::invalid_argument("no usable member");
  result.probability = right / static_cast<double>(values.size());
  result.value = summarise(std::move(values));
  result.sign_right = is_right(episode, result.value.median);
  result.within_band = result.value.median >= episode.low && result.value.median <= episode.high;
  return result;
}

}  // namespace

Quantity resolve_quantity(const World& world, const std::string& text) {
  const auto dot = text.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == text.size())
    throw std::invalid_argument("\"" + text + "\": must be PLACE.SERIES, like PER.area");
  const std::string id = text.substr(0, dot);
  Quantity q;
  q.outcome = outcome_named(text.substr(dot + 1), text);
  int place = -1;
  switch (model::outcomes[q.outcome].place) {
    case OutcomePlace::zone:
      resolve_zones(world, id, text, q);
      return q;
    case OutcomePlace::corridor:
      resolve_corridor(world, id, text, q);
      return q;
    case OutcomePlace::hub:
      place = named(model::hub_ids, model::hub_count, id);
      break;
    case OutcomePlace::donor:
      place = named(model::donor_ids, model::donor_count, id);
      break;
    case OutcomePlace::market:
      place = index_of(world.markets, id);
      break;
    case OutcomePlace::group:
      place = index_of(world.groups, id);
      break;
    case OutcomePlace::world:
      place = 0;
      break;
  }
  const int count = model::outcome_places(world, q.outcome);
  for (int i = 0; i < count; ++i) q.whole.push_back(i);
  if (id == "TOTAL")
    q.places = q.whole;
  else if (place >= 0)
    q.places = {place};
  else
    no_such(text, "place of this outcome");
  return q;
}

double quantity_value(const Ensemble& e, Outcome o, const std::vector<int>& places, int member,
                      int from, int to) {
  const auto& record = model::outcomes[o];
  double sum = 0;
  for (const int place : places) {
    if (record.cadence == model::Cadence::yearly) {
      for (int y = record.is_flow ? year_of(from) : year_of(to); y <= year_of(to); ++y)
        sum += static_cast<double>(e.yearly(o, member, place, y));
    } else {
      for (int t = record.is_flow ? from : to; t <= to; ++t)
        sum += static_cast<double>(e.monthly(o, member, place, t));
    }
  }
  return sum;
}

void check_recorded(const Ensemble& e, Outcome o, int from, int to) {
  if (!e.layout.recorded[o])
    throw std::invalid_argument(std::string(model::outcomes[o].name) + " is not recorded");
  if (from < e.from || to > e.to)
    throw std::invalid_argument("reads " + month_name(from) + " to " + month_name(to) +
                                ", recorded are " + month_name(e.from) + " to " + month_name(e.to));
  if (model::outcomes[o].cadence == model::Cadence::yearly) {
    const int last_whole = month_of_year(e.to) == 12 ? year_of(e.to) : year_of(e.to) - 1;
    if (year_of(to) > last_whole)
      throw std::invalid_argument("the year " + std::to_string(year_of(to)) +
                                  " is not recorded whole");
  }
}

bool is_right(const Episode& e, double value) {
  const bool inside = value >= e.low && value <= e.high;
  switch (e.statistic) {
    case EpisodeStatistic::level:
    case EpisodeStatistic::share:
      return inside;
    case EpisodeStatistic::ratio:
      if (e.low >= 1) return value > 1;
      if (e.high <= 1) return value < 1;
      return inside;
    default:
      return e.expected_sign > 0 ? value > 0 : value < 0;
  }
}

void mark_outcomes(const std::vector<Episode>& episodes, const World& world, bool* chosen) {
  for (const auto& e : episodes) {
    try {
      chosen[resolve_quantity(world, e.place).outcome] = true;
    } catch (const std::invalid_argument&) {
      // evaluate() tells.
    }
  }
}

std::vector<std::string> scenarios_of(const std::vector<Episode>& episodes) {
  std::vector<std::string> found;
  for (const auto& e : episodes)
    for (const auto& s : {e.scenario, e.reference})
      if (!s.empty() && std::find(found.begin(), found.end(), s) == found.end()) found.push_back(s);
  return found;
}

std::vector<EpisodeResult> evaluate(
    const std::vector<Episode>& episodes, const World& world,
    const std::function<const Ensemble&(const std::string& scenario)>& get_ensemble) {
  std::vector<EpisodeResult> results;
  for (const auto& e : episodes) {
    try {
      const Ensemble& scenario = get_ensemble(e.scenario);
      results.push_back(evaluate_one(e, world, scenario,
                                     e.counterfactual ? get_ensemble(e.reference) : scenario));
    } catch (const std::invalid_argument& error) {
      EpisodeResult failed;
      failed.episode = e;
      failed.error = error.what();
      results.push_back(std::move(failed));
    }
  }
  return results;
}

}  // namespace balloon::analysis
