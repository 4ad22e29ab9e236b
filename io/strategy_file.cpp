#include "io/strategy_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "io/csv.hpp"
#include "io/scenario_places.hpp"

namespace balloon {

namespace {

using decision::DecisionProblem;
using decision::PolicyChange;

/// The slot of a policy that a lever's money goes to.
int lever_slot(const decision::MoneyLever& lever, const model::World& world) {
  PlaceSet set;
  std::string problem;
  if (!ScenarioPlaces(world).resolve(lever.instrument, lever.place, set, problem))
    throw std::invalid_argument("lever " + lever.id + ": " + problem);
  return set.recipients.front();
}

/// Where nothing of the base is to be left: the country of a zone or hub, else the place itself.
std::string decided_place(const decision::MoneyLever& lever, const model::World& world) {
  const ScenarioPlaces places(world);
  const int slot = lever_slot(lever, world);
  const bool zone = model::instruments[lever.instrument].place == model::PlaceKind::zone;
  if (!zone || is_national(slot)) return places.slot_name(lever.instrument, slot);
  const int country = world.zones[static_cast<std::size_t>(slot)].country;
  return world.countries[static_cast<std::size_t>(country)];
}

std::string toml_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04X", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string toml_quoted(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const auto& text : texts) out += (out.size() > 1 ? ", " : "") + toml_quoted(text);
  return out + "]";
}

/// All digits of an amount; whole ones without a point.
std::string toml_usd(double usd) {
  char buffer[40];
  const bool whole = usd == std::floor(usd) && usd < 1e15;
  std::snprintf(buffer, sizeof buffer, whole ? "%.0f" : "%.17g", usd);
  return std::string(buffer) + " USD";
}

void put_toml_titles(std::string& out, const char* key, const decision::Titles& titles) {
  if (titles.empty()) return;
  out += std::string("\n[") + key + "]\n";
  for (const auto& [language, text] : titles) out += language + " = " + toml_quoted(text) + "\n";
}

void put_scenario_step(std::string& out, model::Instrument instrument, const std::string& place,
                       const Date& from, const Date& to) {
  out += "\n[[lever]]\ninstrument = " + toml_quoted(model::instruments[instrument].name) +
         "\nplace = " + toml_quoted(place) + "\nfrom = " + toml_quoted(to_string(from)) +
         "\nto = " + toml_quoted(to_string(to)) + "\n";
}

/// Folder of the problem's file, as the strategy's own. Never one that is taken for the program's.
std::string folder_beside(const std::string& file) {
  const auto slash = file.rfind('/');
  if (slash == std::string::npos) return "";
  const std::string folder = file.substr(0, slash + 1);
  return folder.front() == '/' || folder.front() == '.' ? folder : "./" + folder;
}

/// Instrument and slot.
using WrittenSlot = std::pair<int, int>;

WrittenSlot written_slot(const PolicyChange& change) {
  const bool national = change.kind == PolicyChange::Kind::national ||
                        change.kind == PolicyChange::Kind::national_money;
  return {static_cast<int>(change.instrument),
          national ? national_slot(change.place) : change.place};
}

/// Levers in as few groups as there are levers that write into one slot.
std::vector<std::map<WrittenSlot, std::size_t>> lever_batches(const DecisionProblem& problem,
                                                              const model::World& world) {
  std::vector<std::map<WrittenSlot, std::size_t>> batches;
  for (std::size_t l = 0; l < problem.levers.size(); ++l) {
    const auto& lever = problem.levers[l];
    const WrittenSlot where(static_cast<int>(lever.instrument), lever_slot(lever, world));
    std::size_t batch = 0;
    while (batch < batches.size() && batches[batch].count(where) != 0) ++batch;
    if (batch == batches.size()) batches.emplace_back();
    batches[batch][where] = l;
  }
  return batches;
}

bool counts_units(model::Instrument instrument) {
  return std::string_view(model::instruments[instrument].unit) != "USD";
}

/// Amount of an instrument in its own unit that a policy has where `payer` pays.
double units_left(const model::Policy& policy, const model::World& world,
                  model::Instrument instrument, int payer, int month) {
  double sum = 0;
  for (int place = 0; place < policy.place_count(instrument); ++place) {
    const PolicyChange at{PolicyChange::Kind::quantity, instrument, place, month, 0};
    if (decision::payer_of(world, at) == payer) sum += decision::entry_of(policy, at);
  }
  if (payer < model::hub_count) sum += policy.national(instrument, payer, month);
  return sum;
}

/// A fault where the base has work in ha or laboratories beside the money of a lever.
void check_units(const DecisionProblem& problem, const model::World& world,
                 const model::Policy& base, const decision::LeverChanges& changes,
                 const decision::MoneyLever& lever, Faults& faults) {
  if (!counts_units(lever.instrument)) return;
  const auto& record = model::instruments[lever.instrument];
  for (const auto& change : changes.per_usd) {
    const int payer = decision::payer_of(world, change);
    const double left = units_left(base, world, lever.instrument, payer, change.month);
    if (left == 0) continue;
    std::string message = "the base " + problem.base + " has ";
    message += number_text(left) + " " + record.unit + " of " + record.name + " left in ";
    message += payer < model::hub_count ? model::hub_ids[payer] : lever.place;
    message += " in " + month_name(change.month) +
               ", and what they cost beside the lever's money differs between members; let the "
               "levers cover whole months, or a base give its work in money";
    faults.add({problem.file, 0, "lever " + lever.id, lever.place, std::move(message)});
    return;
  }
}

}  // namespace

std::vector<DecidedPlace> decided_places(const DecisionProblem& problem,
                                         const model::World& world) {
  std::map<std::pair<int, std::string>, std::vector<DecidedPlace>> by_place;
  std::vector<std::pair<int, std::string>> order;
  for (std::size_t l = 0; l < problem.levers.size(); ++l) {
    const auto& lever = problem.levers[l];
    const std::pair key(static_cast<int>(lever.instrument), decided_place(lever, world));
    auto& list = by_place[key];
    if (list.empty()) order.push_back(key);
    list.push_back({lever.instrument, key.second, lever.from, lever.to, static_cast<int>(l)});
  }
  std::vector<DecidedPlace> joined;
  for (const auto& key : order) {
    auto& list = by_place[key];
    std::stable_sort(list.begin(), list.end(),
                     [](const DecidedPlace& a, const DecidedPlace& b) { return a.from < b.from; });
    const std::size_t first = joined.size();
    for (const auto& next : list) {
      if (joined.size() > first && day_number(next.from) <= day_number(joined.back().to) + 1) {
        joined.back().to = std::max(joined.back().to, next.to);
      } else {
        joined.push_back(next);
      }
    }
  }
  return joined;
}

std::string strategy_text(const DecisionProblem& problem, const model::World& world,
                          const std::vector<double>& money, const StrategyHeading& heading) {
  if (money.size() != problem.levers.size())
    throw std::invalid_argument("as many amounts as levers are needed");
  std::vector<double> spent(problem.budgets.size(), 0.0);
  for (std::size_t l = 0; l < money.size(); ++l) {
    if (!(money[l] >= 0) || !std::isfinite(money[l]))
      throw std::invalid_argument("lever " + problem.levers[l].id +
                                  ": money must be finite and not negative");
    spent[static_cast<std::size_t>(problem.levers[l].budget)] += money[l];
  }
  std::string out = "schema = 1\nname = " + toml_quoted(heading.name) +
                    "\nextends = " + toml_quoted(problem.base) + "\nagainst = " +
                    toml_quoted(heading.against.empty() ? problem.base : heading.against) + "\n";
  if (!heading.target.empty()) out += "target = " + toml_quoted(heading.target) + "\n";
  if (heading.window_start)
    out += "window_start = " + toml_quoted(month_name(*heading.window_start)) + "\n";
  if (!problem.sources.empty()) out += "sources = " + toml_quoted(problem.sources) + "\n";
  auto titles = heading.title;
  titles.try_emplace("en", heading.name);
  put_toml_titles(out, "title", titles);
  put_toml_titles(out, "summary", heading.summary);
  out += "\n# A split of the money of the problem " + problem.id + ", in USD of 2010:\n";
  for (std::size_t b = 0; b < problem.budgets.size(); ++b)
    out += "# " + problem.budgets[b].id + " (" + model::donor_ids[problem.budgets[b].donor] +
           "): " + toml_usd(spent[b]) + " of " + toml_usd(problem.budgets[b].amount) + "\n";
  out += "\n# Nothing of " + printable(problem.base, 200) + " is left where the split decides.\n";
  for (const auto& place : decided_places(problem, world)) {
    put_scenario_step(out, place.instrument, place.place, place.from, place.to);
    out += "mode = \"scale\"\nscale = 0\n";
  }
  out += "\n# The split.\n";
  for (std::size_t l = 0; l < money.size(); ++l) {
    const auto& lever = problem.levers[l];
    if (money[l] == 0) continue;
    put_scenario_step(out, lever.instrument, lever.place, lever.from, lever.to);
    const auto& budget = problem.budgets[static_cast<std::size_t>(lever.budget)];
    out += "mode = \"add\"\nmoney = " + toml_quoted(toml_usd(money[l])) +
           "\ndonor = " + toml_quoted(model::donor_ids[budget.donor]) +
           "\nnote = " + toml_quoted(lever.id) + "\n";
  }
  return out;
}

bool strategy_base(const DecisionProblem& problem, const model::World& world,
                   const ScenarioSource& source, model::Policy& base,
                   std::vector<decision::LeverChanges>& levers, Faults& faults) {
  constexpr double sample = 1e6;  // USD: far above rounding, far below every limit
  const std::size_t before = faults.size();
  ScenarioSource cached = source;  // so that history is read once
  if (!cached.cache) cached.cache = make_scenario_cache();
  StrategyHeading heading;
  heading.name = "strategy";
  const std::string file = folder_beside(problem.file) + "a strategy of " + problem.id;
  const auto compiled = [&](const std::vector<double>& money) {
    return load_scenario_text(file, strategy_text(problem, world, money, heading), world, cached,
                              faults);
  };
  const std::vector<double> none(problem.levers.size(), 0.0);
  auto nothing = compiled(none);
  if (!nothing) return false;
  base = std::move(nothing->policy);
  levers.assign(problem.levers.size(), {});
  for (std::size_t l = 0; l < levers.size(); ++l)
    levers[l].donor = problem.budgets[static_cast<std::size_t>(problem.levers[l].budget)].donor;
  // Levers that write into different places are compiled together.
  for (const auto& batch : lever_batches(problem, world)) {
    auto money = none;
    for (const auto& [where, lever] : batch) money[lever] = sample;
    const auto some = compiled(money);
    if (!some) return false;
    for (auto change : decision::changes_between(base, some->policy)) {
      change.amount /= sample;
      levers[batch.at(written_slot(change))].per_usd.push_back(change);
    }
  }
  for (std::size_t l = 0; l < levers.size(); ++l)
    check_units(problem, world, base, levers[l], problem.levers[l], faults);
  return faults.size() == before;
}

}  // namespace balloon
