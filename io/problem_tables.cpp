#include "io/problem_tables.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

#include "io/csv.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_draft.hpp"
#include "io/scenario_places.hpp"

namespace balloon {

using problem_format::Span;

namespace {

/// False, with a fault, where there are too many tables of a kind.
bool few_enough(const ScenarioFields& top, const char* key, std::size_t most) {
  if (top.array_size(key) <= most) return true;
  top.fault(key, std::to_string(top.array_size(key)) + " tables; at most " + std::to_string(most) +
                     " are read");
  return false;
}

/// Whether the levers of an instrument may be given in money.
bool takes_usd(const model::InstrumentRecord& record) {
  return record.takes_money || std::string_view(record.unit) == "USD";
}

std::vector<std::string> money_instruments() {
  std::vector<std::string> names;
  for (const auto& record : model::instruments)
    if (takes_usd(record)) names.push_back(record.name);
  return names;
}

/// What an instrument that takes no money is given in.
std::string given_in(const model::InstrumentRecord& record) {
  const std::string_view unit = record.unit;
  if (unit == "level") return "a level from 0 to 1";
  return unit == "ha" ? "hectares held by law" : "a number of " + std::string(record.meaning);
}

std::string share_key(const char* key) { return std::string(key) + "_share"; }

}  // namespace

void ProblemTables::read_budgets(const ScenarioFields& top) {
  if (!few_enough(top, "budget", problem_format::max_tables)) return;
  top.tables("budget", [&](ScenarioFields& fields) {
    decision::Budget budget;
    fields.allow(problem_format::budget_keys);
    budget.title = problem_format::read_titles(fields, "title");
    const std::size_t before = fields.fault_count();
    budget.id = budgets_.read(fields);
    fields.require("donor");
    const std::vector<std::string> donors(std::begin(model::donor_ids), std::end(model::donor_ids));
    for (const auto& word : fields.one_word("donor"))
      budget.donor = std::max(0, fields.index_of("donor", word, donors, "a donor"));
    fields.require("amount");
    if (const auto amount = problem_format::read_usd(fields, "amount")) {
      budget.amount = *amount;
      if (*amount == 0) fields.fault("amount", "there is nothing to spend");
    }
    if (const auto spend = fields.choice("spend", problem_format::spend_words))
      budget.spend_all = *spend == 0;
    money_right_ = money_right_ && fields.fault_count() == before;
    fields.text("note");
    fields.text("source");
    problem_.budgets.push_back(std::move(budget));
  });
  if (!top.has("budget") || (problem_.budgets.empty() && top.array_size("budget") == 0))
    top.fault("budget", "at least one is needed: write [[budget]]");
  money_right_ = money_right_ && !problem_.budgets.empty();
}

void ProblemTables::read_levers(const ScenarioFields& top, const model::World& world,
                                const Span& span) {
  if (!few_enough(top, "lever", problem_format::max_tables)) return;
  const std::size_t before = top.fault_count();
  top.tables("lever", [&](ScenarioFields& fields) { read_lever(fields, world, span); });
  if (!top.has("lever") || (problem_.levers.empty() && top.array_size("lever") == 0))
    top.fault("lever", "at least one is needed: write [[lever]]");
  levers_right_ = top.fault_count() == before;
}

void ProblemTables::read_lever(const ScenarioFields& fields, const model::World& world,
                               const Span& span) {
  const std::size_t before = fields.fault_count();
  decision::MoneyLever lever;
  fields.allow(problem_format::lever_keys);
  lever.title = problem_format::read_titles(fields, "title");
  read_lever_place(fields, world, lever);
  const auto days = problem_format::read_days(fields, span);
  if (days) {
    lever.from = days->first;
    lever.to = days->second;
  }
  const std::size_t before_money = fields.fault_count();
  lever.id = levers_.read(fields);
  read_lever_money(fields, lever);
  money_right_ = money_right_ && fields.fault_count() == before_money;
  fields.text("note");
  fields.text("source");
  const bool good = fields.fault_count() == before;
  if (good) {
    const double days_long = static_cast<double>(day_number(lever.to) - day_number(lever.from) + 1);
    const double years = std::max(1.0, days_long / 365.25);
    const double limit = money_limit(lever.instrument);
    for (const auto& [key, usd] :
         {std::pair("at_most", lever.at_most), std::pair("historical", lever.historical)}) {
      if (usd / years <= limit) continue;
      fields.fault(key, std::string(model::instruments[lever.instrument].name) + " is limited to " +
                            number_text(limit / 1e6) + " MUSD a year; this is " +
                            number_text(usd / years / 1e6) +
                            (fields.has(key) ? "" : ", the whole budget: give at_most"));
    }
  }
  problem_.levers.push_back(std::move(lever));
  if (good) check_same_lever(fields);
}

void ProblemTables::read_lever_place(const ScenarioFields& fields, const model::World& world,
                                     decision::MoneyLever& lever) {
  fields.require("instrument");
  fields.require("place");
  const auto place = fields.text("place", "a place in quotes, such as \"PER\"");
  lever.place = place.value_or("");
  int instrument = -1;
  for (const auto& word : fields.one_word("instrument"))
    instrument = fields.index_of("instrument", word, instrument_names(), "an instrument");
  if (instrument < 0) return;
  const auto& record = model::instruments[instrument];
  lever.instrument = static_cast<model::Instrument>(instrument);
  if (!takes_usd(record)) {
    fields.fault("instrument", std::string(record.name) + " takes no money: it is given as " +
                                   given_in(record) + "; a lever of a decision is one of " +
                                   word_list(money_instruments(), 24));
    return;
  }
  if (!place) return;
  PlaceSet set;
  std::string why;
  if (!ScenarioPlaces(world).resolve(lever.instrument, lever.place, set, why)) {
    fields.fault("place", why);
  } else if (set.recipients.size() != 1) {
    std::vector<std::string> names;
    for (const int slot : set.recipients)
      names.push_back(ScenarioPlaces(world).slot_name(lever.instrument, slot));
    fields.fault("place", "names " + std::to_string(names.size()) +
                              " places, and a lever has one: " + word_list(names) +
                              (record.place == model::PlaceKind::zone
                                   ? ", or COL, PER or BOL, which the agency spreads"
                                   : ""));
  }
}

void ProblemTables::read_lever_money(const ScenarioFields& fields, decision::MoneyLever& lever) {
  fields.require("budget");
  int budget = -1;
  for (const auto& word : fields.one_word("budget")) budget = budgets_.find(fields, "budget", word);
  const auto read = [&](const char* key, double otherwise) {
    return fields.has(key) ? problem_format::read_usd(fields, key).value_or(otherwise) : otherwise;
  };
  lever.budget = std::max(0, budget);
  const double whole = budget < 0 ? 0 : problem_.budgets[static_cast<std::size_t>(budget)].amount;
  lever.at_least = read("at_least", 0);
  lever.at_most = read("at_most", whole);
  lever.historical = read("historical", 0);
  if (whole > 0 && lever.at_most > whole)
    fields.fault("at_most", "can never be reached: the budget " +
                                problem_.budgets[static_cast<std::size_t>(budget)].id + " has " +
                                number_text(whole / 1e6) + " MUSD; leave at_most out");
}

/// Two levers that do the same from the same budget cannot be told apart.
void ProblemTables::check_same_lever(const ScenarioFields& fields) const {
  const auto& own = problem_.levers.back();
  for (std::size_t l = 0; l + 1 < problem_.levers.size(); ++l) {
    const auto& other = problem_.levers[l];
    if (other.instrument != own.instrument || other.place != own.place || other.from != own.from ||
        other.to != own.to || other.budget != own.budget)
      continue;
    fields.fault("", "does what " + lever_stand(static_cast<int>(l)).path +
                         " does: instrument, place, dates and budget are the same");
    return;
  }
}

void ProblemTables::read_strings(const ScenarioFields& top) {
  if (!few_enough(top, "string", problem_format::max_tables)) return;
  top.tables("string", [&](ScenarioFields& fields) { read_string(fields); });
}

void ProblemTables::read_string(const ScenarioFields& fields) {
  decision::BudgetString string;
  fields.allow(problem_format::string_keys);
  if (fields.has("title")) problem_format::read_titles(fields, "title");
  const std::size_t before = fields.fault_count();
  string.id = strings_.read(fields);
  fields.require("budget");
  int budget = -1;
  for (const auto& word : fields.one_word("budget")) budget = budgets_.find(fields, "budget", word);
  string.budget = std::max(0, budget);
  fields.require("levers");
  std::set<std::string> seen;
  for (const auto& word : fields.word_list_of("levers")) {
    if (word.empty() || !seen.insert(word).second) continue;
    const int lever = levers_.find(fields, "levers", word);
    if (lever >= 0) string.levers.push_back(lever);
  }
  const double whole = budget < 0 ? 0 : problem_.budgets[static_cast<std::size_t>(budget)].amount;
  bool any = false;
  const auto read = [&](const char* key, double otherwise) {
    const std::string share = share_key(key);
    any = any || fields.has(key) || fields.has(share.c_str());
    if (fields.has(key) && fields.has(share.c_str()))
      fields.fault(share, std::string("only one of ") + key + " and " + share + " may be given");
    if (fields.has(key)) return problem_format::read_usd(fields, key).value_or(otherwise);
    const auto part = fields.number(share.c_str(), 0, 1);
    return part ? *part * whole : otherwise;
  };
  string.at_least = read("at_least", 0);
  string.at_most = read("at_most", whole);
  if (!any)
    fields.fault("",
                 "needs at_least, at_most or both, as money or as shares of the budget "
                 "(at_least_share, at_most_share)");
  money_right_ = money_right_ && fields.fault_count() == before;
  fields.text("note");
  fields.text("source");
  problem_.strings.push_back(std::move(string));
}

void ProblemTables::read_agencies(const ScenarioFields& top) {
  using model::Allocation;
  if (!few_enough(top, "agency", problem_format::max_tables)) return;
  top.tables("agency", [&](ScenarioFields& fields) {
    decision::AgencyRule agency;
    fields.allow(problem_format::agency_keys);
    agency.id = agencies_.read(fields);
    if (!fields.has("crops") && !fields.has("corridors"))
      fields.fault("", "needs a rule: crops, corridors or both");
    if (const auto k = fields.choice("crops", scenario_words::crop_rules)) {
      const Allocation rules[] = {Allocation::proportional, Allocation::adaptive,
                                  Allocation::randomised, Allocation::optimising};
      agency.crops = rules[*k];
    }
    if (const auto k = fields.choice("corridors", scenario_words::corridor_rules)) {
      const Allocation rules[] = {Allocation::replay, Allocation::proportional,
                                  Allocation::adaptive, Allocation::randomised,
                                  Allocation::optimising};
      agency.corridors = rules[*k];
    }
    fields.text("note");
    for (std::size_t k = 0; k < problem_.agencies.size(); ++k) {
      const auto& other = problem_.agencies[k];
      if (other.crops == agency.crops && other.corridors == agency.corridors)
        fields.fault("", "has the rules of " + agencies_.stands()[k].path);
    }
    problem_.agencies.push_back(std::move(agency));
  });
}

void ProblemTables::locate(Fault& fault, const std::string& key) const {
  const auto space = fault.path.find(' ');
  if (space == std::string::npos) return;
  const auto dot = fault.path.find('.', space);
  const std::string kind = fault.path.substr(0, space);
  const std::string id =
      fault.path.substr(space + 1, dot == std::string::npos ? std::string::npos : dot - space - 1);
  std::string name = dot == std::string::npos ? key : fault.path.substr(dot + 1);
  const auto& ids = kind == "budget" ? budgets_ : kind == "string" ? strings_ : levers_;
  const int index = ids.index(id);
  if (index < 0) return;
  const auto& stand = ids.stands()[static_cast<std::size_t>(index)];
  if (stand.lines.count(name) == 0 && stand.lines.count(share_key(name.c_str())) != 0)
    name = share_key(name.c_str());
  fault.line = stand.line_of(name);
  fault.path = name.empty() ? stand.path : stand.path + "." + name;
}

}  // namespace balloon
