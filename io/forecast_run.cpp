#include "io/forecast_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "inference/origin.hpp"
#include "io/posterior_file.hpp"

namespace balloon {

using namespace inference;

namespace {

/// Name of an outcome in a forecast document, and what turns the model's unit into its own.
struct Reported {
  const char* name;
  double factor;
};

Reported reported_name(model::Outcome outcome) {
  switch (outcome) {
    case model::o_cocaine_potential:
      return {"cocaine_potential_unodc_t", 1e-3};
    case model::o_leaf_price:
      return {"leaf_price_usd2010_per_kg", 1};
    case model::o_base_price:
      return {"base_price_usd2010_per_kg", 1};
    case model::o_cocaine_price:
      return {"cocaine_price_usd2010_per_kg", 1};
    default:
      return {"coca_area_unodc_ha", 1};
  }
}

/// Countries of which no survey tells: their areas are the model's, not put upon a figure.
std::vector<Place> unobserved_countries(const model::World& world,
                                        const std::vector<Place>& observed) {
  std::vector<Place> all;
  for (std::size_t c = 0; c < world.countries.size(); ++c) {
    Place p;
    p.id = p.country = world.countries[c];
    p.national = true;
    p.series = "";
    for (std::size_t z = 0; z < world.zones.size(); ++z)
      if (world.zones[z].country == static_cast<int>(c)) p.places.push_back(static_cast<int>(z));
    const bool known = std::any_of(observed.begin(), observed.end(),
                                   [&](const Place& o) { return o.country == p.country; });
    if (!known && !p.places.empty()) all.push_back(p);
  }
  return all;
}

}  // namespace

std::vector<ForecastRow> run_forecast(const model::World& world, const model::Policy& history,
                                      const std::vector<analysis::Target>& targets,
                                      const ForecastRequest& request,
                                      const std::function<void(int, int)>& progress,
                                      const std::atomic<bool>* stop) {
  const int origin = request.members.front().origin;
  const auto known = known_world(world, origin);
  const auto held = request.policy != nullptr ? *request.policy : held_policy(history, origin);
  auto places = forecast_places(world, targets, origin, 1);
  const auto others = other_outcomes(world, targets, origin);
  places.insert(places.end(), others.begin(), others.end());
  const auto first_unobserved = places.size();
  if (request.unobserved) {
    const auto unobserved = unobserved_countries(world, places);
    places.insert(places.end(), unobserved.begin(), unobserved.end());
  }
  std::vector<Projection> projections;
  for (const auto& e : request.members) {
    bool stopped = false;
    projections.push_back(project(known, held, e, places, {}, request.until - origin,
                                  request.plan.seed + static_cast<std::uint64_t>(e.structure),
                                  request.threads, stop, stopped));
    if (stopped) return {};
    if (progress)
      progress(static_cast<int>(projections.size()), static_cast<int>(request.members.size()));
  }
  std::vector<ForecastRow> rows;
  for (const auto& r : make_outlook(projections, request.weights, targets, request.plan)) {
    const auto& place = places[r.place];
    const bool observed = r.place < first_unobserved;
    const auto [name, factor] =
        observed ? reported_name(place.outcome) : Reported{"coca_area_ha", 1};
    ForecastRow row;
    row.place = place.id;
    row.year = r.year;
    row.outcome = name;
    row.mean = r.mean * factor;
    row.quantiles = r.quantiles;
    for (auto& q : row.quantiles) q *= factor;
    rows.push_back(row);
  }
  return rows;
}

std::string forecast_text(const std::vector<ForecastRow>& rows, const Words& words) {
  std::map<std::pair<std::string, std::string>, std::vector<const ForecastRow*>> series;
  std::vector<std::pair<std::string, std::string>> order;
  for (const auto& r : rows) {
    const std::pair key{r.outcome, r.place};
    if (series[key].empty()) order.push_back(key);
    series[key].push_back(&r);
  }
  const auto cell = [&](const ForecastRow& r) {
    const auto number = [&](double x) {
      return r.quantiles[3] < 100 ? words.rounded(x) : words.plain(x);
    };
    return words.interval(number(r.quantiles[3]), number(r.quantiles[1]), number(r.quantiles[5]));
  };
  std::string out, outcome;
  for (const auto& key : order) {
    if (key.first != outcome) {
      outcome = key.first;
      out +=
          fmt::format("\n{}\n{:<14}", words.fill("terminal.forecast", {{"outcome", outcome}}), "");
      for (const auto* r : series[key]) out += fmt::format("{:>28}", r->year);
      out += "\n";
    }
    out += fmt::format("{:<14}", key.second);
    for (const auto* r : series[key]) out += fmt::format("{:>28}", cell(*r));
    out += "\n";
  }
  return out;
}

std::string forecast_worth(const analysis::PosteriorCheck& check, const Words& words) {
  std::string out = "\n" + std::string(words["terminal.worth"]) + "\n";
  const auto figure = [&](const char* key, const std::optional<analysis::CheckFigure>& x,
                          double scale, int decimals) {
    if (!x) return;
    const auto plain = [&](double value) { return words.plain(scale * value, decimals); };
    out += fmt::format("  {} {}\n", words[key],
                       words.interval(plain(x->value), plain(x->low), plain(x->high)));
  };
  figure("terminal.worth-skill", check.skill, 1, 2);
  figure("terminal.worth-late", check.skill_after_2008, 1, 2);
  figure("terminal.worth-coverage", check.coverage80, 100, 0);
  const auto own = known_failures(check, words.language(), {"Forecasts of "});
  for (const auto& failure : own) out += "  " + failure + "\n";
  return out + "  " +
         words.fill(
             "terminal.worth-rest",
             {{"count", words.plain(static_cast<double>(check.failures.size() - own.size()))}}) +
         "\n";
}

}  // namespace balloon
