#include "io/scenario_compile.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "io/csv.hpp"

namespace balloon {

using model::Instrument;
using PolicyStep = ScenarioStep;

namespace {

/// One file's steps on a draft.
class Compiler {
 public:
  Compiler(const ScenarioDocument& document, PolicyDraft& draft, Faults& faults)
      : document_(document), draft_(draft), faults_(faults) {}

  void run() {
    overlay_structure();
    if (document_.crops) draft_.crops = *document_.crops;
    if (document_.corridors) draft_.corridors = *document_.corridors;
    if (document_.window_start) draft_.window_start = *document_.window_start;
    set_target();
    for (const auto& step : document_.steps) {
      if (step.kind == PolicyStep::Kind::lever) {
        apply_lever(step);
      } else {
        apply_hold(step);
      }
    }
  }

 private:
  struct Taken {
    std::int64_t from, to;
    const PolicyStep* step;
  };

  void fault(const PolicyStep& step, const std::string& key, std::string value,
             std::string message) {
    faults_.add({document_.file, step.line_of(key), key.empty() ? step.path : step.path + "." + key,
                 std::move(value), std::move(message)});
  }

  void overlay_structure() {
    const auto& from = document_.structure;
    auto& to = draft_.structure;
    const auto set = [](int value, int& slot) {
      if (value != model::StructureChoice::unset) slot = value;
    };
    set(from.sourcing, to.sourcing);
    set(from.pass_through, to.pass_through);
    set(from.price, to.price);
    set(from.migration, to.migration);
    set(from.buyers, to.buyers);
    set(from.risk, to.risk);
    set(from.agglomeration, to.agglomeration);
    set(from.yield_response, to.yield_response);
    set(from.firms_1990s, to.firms_1990s);
    set(from.demand_trend, to.demand_trend);
    set(from.enforcement_violence, to.enforcement_violence);
    set(from.reaction, to.reaction);
    set(from.armed_groups, to.armed_groups);
  }

  void set_target() {
    if (document_.target.empty()) return;
    std::set<int> all;
    for (const auto& name : document_.target) {
      std::vector<int> zones;
      std::string problem;
      if (draft_.places().resolve_target(name, zones, problem)) {
        all.insert(zones.begin(), zones.end());
      } else {
        faults_.add(
            {document_.file, document_.line_of("target"), "target", printable(name), problem});
      }
    }
    draft_.target_zones.assign(all.begin(), all.end());
  }

  /// The union of the places of a step for an instrument. False, with faults, where one is wrong.
  bool resolve(const PolicyStep& step, Instrument instrument, PlaceSet& set) {
    std::set<int> recipients, covered, parts;
    bool good = true;
    for (const auto& name : step.places) {
      PlaceSet one;
      std::string problem;
      if (!draft_.places().resolve(instrument, name, one, problem)) {
        fault(step, "place", printable(name), problem);
        good = false;
        continue;
      }
      for (const int slot : one.recipients) {
        if (!recipients.insert(slot).second) {
          fault(step, "place", printable(name),
                "the places overlap at " + draft_.places().slot_name(instrument, slot));
          good = false;
          break;
        }
      }
      covered.insert(one.covered.begin(), one.covered.end());
      parts.insert(one.parts.begin(), one.parts.end());
    }
    set.recipients.assign(recipients.begin(), recipients.end());
    set.covered.assign(covered.begin(), covered.end());
    set.parts.assign(parts.begin(), parts.end());
    return good;
  }

  /// False, with a fault, where a step of this file has settled one of the slots on one of the days
  /// before: a lever may override a hold that stands above it, nothing else. Notes what this step
  /// settles.
  bool settle(const PolicyStep& step, Instrument instrument, const std::vector<int>& slots) {
    const std::int64_t from = day_number(step.from), to = day_number(step.to);
    for (const int slot : slots) {
      for (const auto& taken : taken_[{static_cast<int>(instrument), slot}]) {
        if (taken.from > to || from > taken.to) continue;
        if (step.kind == PolicyStep::Kind::lever && taken.step->kind == PolicyStep::Kind::hold)
          continue;
        fault(step, "place", draft_.places().slot_name(instrument, slot),
              "overlaps with " + taken.step->path + ", which settles " +
                  model::instruments[instrument].name +
                  " there on some of the same days; change "
                  "the dates or places, or use mode \"add\" or \"scale\"");
        return false;
      }
    }
    for (const int slot : slots)
      taken_[{static_cast<int>(instrument), slot}].push_back({from, to, &step});
    return true;
  }

  /// Unit, kind and limit of the value for this instrument.
  bool check_value(const PolicyStep& step, Instrument instrument) {
    const auto& record = model::instruments[instrument];
    const std::string unit = record.unit;
    const auto refuse = [&](const char* key, const ScenarioQuantity* given,
                            const std::string& message) {
      fault(step, key, given == nullptr ? "" : number_text(given->value) + " " + given->unit,
            std::string(record.name) + " " + message);
      return false;
    };
    if (step.scale) return true;
    if (unit == "level") {
      if (step.level) return true;
      return refuse(step.money ? "money" : "quantity", nullptr, "takes a level from 0 to 1");
    }
    if (step.level) return refuse("level", nullptr, "takes a quantity in " + unit);
    if (step.money && unit != "USD" && !record.takes_money)
      return refuse("money", &*step.money, "takes no money, only " + unit);
    const bool money = step.money.has_value();
    const char* key = money ? "money" : "quantity";
    const auto& given = money ? *step.money : *step.quantity;
    if (!money && given.unit != unit)
      return refuse(key, &given,
                    "is counted in " + unit +
                        (record.takes_money ? "; for money write money = \"...\"" : ""));
    if (step.start && step.start->unit != given.unit)
      return refuse("start", &*step.start, "ramps between values of one unit, " + given.unit);
    if (!record.is_flow && step.per_given)
      return refuse("per", nullptr, "is a level held over the dates; it has no rate");
    if (record.is_flow && step.ramp && step.per == PolicyStep::Per::total)
      return refuse("ramp", nullptr, "needs per = \"year\" or \"month\" with a ramp");
    const double days = static_cast<double>(day_number(step.to) - day_number(step.from) + 1);
    const double years = record.is_flow ? std::max(1.0, days / 365.25) : 1;
    const double a_year = step.per == PolicyStep::Per::month  ? 12
                          : step.per == PolicyStep::Per::year ? 1
                                                              : 1 / years;
    const double limit = money ? money_limit(instrument) : record.upper;
    const std::string per_year = record.is_flow ? " a year" : "";
    const std::string of = number_text(limit) + " " + given.unit + per_year;
    if (step.start && step.start->value * a_year > limit)
      return refuse("start", &*step.start, "is limited to " + of);
    if (given.value * a_year > limit) return refuse(key, &given, "is limited to " + of);
    return true;
  }

  /// Who gets what share: one slot all of it; several by the split; a level each.
  bool share_out(const PolicyStep& step, Instrument instrument, const PlaceSet& set,
                 std::vector<std::pair<int, double>>& shares) {
    std::vector<int> slots = set.recipients;
    switch (step.split) {
      case PolicyStep::Split::none:
        if (slots.size() > 1 && !step.level && given_value(step) > 0) {
          fault(step, "split", std::to_string(slots.size()) + " places",
                "say how the quantity is shared: split = \"equal\", \"each\" (every place gets it) "
                "or a table of shares by place");
          return false;
        }
        break;
      case PolicyStep::Split::shares:
        return share_by_table(step, instrument, set, shares);
      case PolicyStep::Split::equal:
      case PolicyStep::Split::each:
        slots = set.parts;
        if (step.level || slots.size() < 2) {
          fault(step, "split", "", "there is nothing to split");
          return false;
        }
        break;
    }
    const bool divide = step.split == PolicyStep::Split::equal;
    for (const int slot : slots)
      shares.emplace_back(slot, divide ? 1.0 / static_cast<double>(slots.size()) : 1.0);
    return true;
  }

  bool share_by_table(const PolicyStep& step, Instrument instrument, const PlaceSet& set,
                      std::vector<std::pair<int, double>>& shares) {
    if (step.level) {
      fault(step, "split", "", "a level is not shared out; it holds at every place");
      return false;
    }
    const auto ids = draft_.places().ids(model::instruments[instrument].place);
    std::vector<std::string> allowed;
    for (const int slot : set.parts) allowed.push_back(ids[static_cast<std::size_t>(slot)]);
    for (const auto& [name, share] : step.shares) {
      const auto found = std::find(allowed.begin(), allowed.end(), name);
      if (found == allowed.end()) {
        fault(step, "split." + printable(name), number_text(share),
              "not one of the lever's places" + suggestion(name, allowed));
        return false;
      }
      shares.emplace_back(set.parts[static_cast<std::size_t>(found - allowed.begin())], share);
    }
    return true;
  }

  static double given_value(const PolicyStep& step) {
    if (step.level) return *step.level;
    const double start = step.start ? step.start->value : 0;
    return std::max(start, step.money ? step.money->value : step.quantity->value);
  }

  void apply_lever(const PolicyStep& step) {
    const Instrument instrument = step.instruments.front();
    PlaceSet set;
    if (!resolve(step, instrument, set) || !check_value(step, instrument)) return;
    const auto cover = month_cover(step.from, step.to);
    if (step.mode == PolicyStep::Mode::scale) {
      apply_scale(step, instrument, set, cover);
      return;
    }
    std::vector<std::pair<int, double>> shares;
    if (!share_out(step, instrument, set, shares)) return;
    if (step.mode == PolicyStep::Mode::replace) {
      if (!settle(step, instrument, set.covered)) return;
      for (const int slot : set.covered) draft_.clear(instrument, slot, cover);
    }
    AmountPlan plan;
    plan.from = step.from;
    plan.to = step.to;
    plan.is_level = !model::instruments[instrument].is_flow;
    plan.per = step.per;
    plan.value = step.level ? *step.level : step.money ? step.money->value : step.quantity->value;
    plan.start = step.start_level ? *step.start_level : step.start ? step.start->value : plan.value;
    const auto amounts = monthly_amounts(plan);
    const bool money = step.money && std::string(model::instruments[instrument].unit) != "USD";
    for (const auto& [slot, share] : shares)
      draft_.add(instrument, slot, amounts, share, step.donors, money);
  }

  void apply_scale(const PolicyStep& step, Instrument instrument, const PlaceSet& set,
                   const std::vector<double>& cover) {
    double factor = 1;
    if (step.scale) {
      factor = *step.scale;
    } else {
      if (!model::instruments[instrument].is_flow) {
        fault(step, "quantity", "", "only a flow has a total to scale to; use scale = a factor");
        return;
      }
      double total = 0, money = 0;
      for (const int slot : set.covered) {
        total += draft_.total(instrument, slot, cover);
        money += draft_.total_money(instrument, slot, cover);
      }
      if (total <= 0 || money > 0) {
        fault(step, "quantity", number_text(step.quantity->value),
              total <= 0 ? "there is nothing to scale at these places on these days"
                         : "what is there is given in money; use scale = a factor");
        return;
      }
      factor = step.quantity->value / total;
    }
    for (const int slot : set.covered) draft_.scale(instrument, slot, cover, factor);
  }

  void apply_hold(const PolicyStep& step) {
    const auto cover = month_cover(step.from, step.to);
    const bool every = step.instruments.size() == model::instrument_count;
    std::size_t applied = 0;
    for (const Instrument instrument : step.instruments) {
      PlaceSet set;
      if (every) {
        // Only the instruments that act on the places named.
        std::set<int> covered;
        for (const auto& name : step.places) {
          PlaceSet one;
          std::string problem;
          if (draft_.places().resolve(instrument, name, one, problem))
            covered.insert(one.covered.begin(), one.covered.end());
        }
        set.covered.assign(covered.begin(), covered.end());
      } else if (!resolve(step, instrument, set)) {
        return;
      }
      if (set.covered.empty()) continue;
      ++applied;
      if (!settle(step, instrument, set.covered)) return;
      for (const int slot : set.covered) draft_.hold(instrument, slot, cover, step.base_year);
    }
    if (applied == 0)
      fault(step, "place", printable(step.places.empty() ? "" : step.places.front()),
            "no instrument acts on the places named");
  }

  const ScenarioDocument& document_;
  PolicyDraft& draft_;
  Faults& faults_;
  std::map<std::pair<int, int>, std::vector<Taken>> taken_;
};

}  // namespace

void apply_document(const ScenarioDocument& document, PolicyDraft& draft, Faults& faults) {
  Compiler(document, draft, faults).run();
}

namespace {

/// Money of history is in current USD; it becomes constant USD of 2010 at the middle of its dates.
double deflator(const model::World& world, const Date& from, const Date& to) {
  const int middle = (month_index(from.year, from.month) + month_index(to.year, to.month)) / 2;
  const double price = world.drivers.us_prices[std::clamp(middle, 0, month_count - 1)];
  return price > 0 ? price : 1;
}

void apply_history_row(const CsvRow& row, const model::World& world, PolicyDraft& draft,
                       Faults& faults) {
  const std::size_t before = faults.size();
  const int i = row.choice("instrument", instrument_names());
  const auto from = parse_date(row.text("t_start"), false);
  const auto to = parse_date(row.text("t_end"), true);
  if (!from) row.fault("t_start", "not a date (YYYY-MM-DD)");
  if (!to) row.fault("t_end", "not a date (YYYY-MM-DD)");
  if (from && to && *to < *from) row.fault("t_end", "lies before t_start");
  const int donor = row.choice(
      "donor", std::vector<std::string>(std::begin(model::donor_ids), std::end(model::donor_ids)));
  if (i < 0) return;
  const auto instrument = static_cast<Instrument>(i);
  const auto& record = model::instruments[i];
  const std::string unit = std::string(record.unit) == "level" ? "1" : record.unit;
  const auto given_unit = row.text("unit");
  const bool money = given_unit == "USD" && record.takes_money;
  if (given_unit != unit && !money) row.fault("unit", "must be " + unit);
  const double value = row.number("value", 0, money ? money_limit(instrument) : record.upper);
  PlaceSet set;
  std::string problem;
  const std::string place(row.text("place"));
  if (!draft.places().resolve(instrument, place, set, problem)) {
    row.fault("place", problem);
  } else if (set.recipients.size() != 1) {
    row.fault("place", "must name one place");
  }
  if (faults.size() != before) return;
  AmountPlan plan;
  plan.from = *from;
  plan.to = *to;
  const bool usd = given_unit == "USD";
  plan.start = plan.value = usd ? value / deflator(world, *from, *to) : value;
  plan.is_level = !record.is_flow;
  std::array<double, model::donor_count> donors{};
  donors[static_cast<std::size_t>(donor)] = 1;
  draft.add(instrument, set.recipients.front(), monthly_amounts(plan), 1, donors, money);
}

}  // namespace

void apply_history(std::string_view file, std::string_view text, const model::World& world,
                   PolicyDraft& draft, Faults& faults) {
  const auto table = CsvTable::parse(std::string(file), text, faults);
  if (!table) return;
  if (!table->expect({"instrument", "place", "t_start", "t_end", "value", "unit", "donor", "source",
                      "quality", "note"},
                     faults))
    return;
  for (std::size_t i = 0; i < table->row_count(); ++i)
    apply_history_row(CsvRow(*table, i, faults), world, draft, faults);
}

}  // namespace balloon
