#include "io/table_writer.hpp"

#include <fmt/format.h>

#include <iterator>

#include "model/parameters.hpp"

namespace balloon {

namespace {

using analysis::Arm;
using analysis::Ensemble;
using analysis::Interval;
using analysis::LedgerRow;
using analysis::Study;
using model::Outcome;

using Buffer = fmt::memory_buffer;

/// A cell, quoted where it must be.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

constexpr const char* interval_columns = "n,median,low50,high50,low90,high90,mean,mean_error";

template <class Real>
void put_interval(Buffer& out, const Interval& i) {
  const auto r = [](double x) { return static_cast<Real>(x == 0 ? 0 : x); };  // no -0
  fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{}\n", i.n, r(i.median), r(i.low50),
                 r(i.high50), r(i.low90), r(i.high90), r(i.mean), r(i.mean_error));
}

/// Member values of an outcome at a place for a year: the year's total of a flow, else December.
std::vector<double> year_values(const Ensemble& e, Outcome o, int place, int year) {
  const auto& record = model::outcomes[o];
  const int december = month_index(year, 12);
  std::vector<double> values;
  for (int i = 0; i < e.result.members; ++i) {
    if (!e.result.usable(i)) continue;
    if (record.cadence == model::Cadence::yearly) {
      values.push_back(static_cast<double>(e.yearly(o, i, place, year)));
      continue;
    }
    double sum = 0;
    for (int t = record.is_flow ? december - 11 : december; t <= december; ++t)
      sum += static_cast<double>(e.monthly(o, i, place, t));
    values.push_back(sum);
  }
  return values;
}

void put_arm(Buffer& out, const model::World& world, const Arm& arm) {
  const auto& e = arm.ensemble;
  const int first_december = year_of(e.from),
            last = month_of_year(e.to) == 12 ? year_of(e.to) : year_of(e.to) - 1;
  const int first_whole = month_of_year(e.from) == 1 ? first_december : first_december + 1;
  for (int k = 0; k < model::outcome_count; ++k) {
    const auto o = static_cast<Outcome>(k);
    if (!e.layout.recorded[k]) continue;
    const auto& record = model::outcomes[k];
    for (int place = 0; place < e.layout.places[k]; ++place) {
      const std::string id = place_id(world, record.place, place);
      for (int year = record.is_flow ? first_whole : first_december; year <= last; ++year) {
        const auto summary = analysis::summarise(year_values(e, o, place, year));
        fmt::format_to(std::back_inserter(out), "{},{},{},{}{},{},", cell(arm.id), record.name,
                       cell(id), year, record.is_flow ? "" : "-12", record.unit);
        put_interval<float>(out, summary);
      }
    }
  }
}

void put_ledger_row(Buffer& out, const Arm& arm, const std::string& against,
                    const model::World& world, const LedgerRow& row) {
  for (const auto& f : ledger_figures(world, row)) {
    fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},", cell(arm.id), cell(against),
                   row.horizon, f.quantity, cell(f.place), f.unit);
    if (f.defined)
      put_interval<double>(out, f.value);
    else
      fmt::format_to(std::back_inserter(out), "{},,,,,,,\n", f.value.n);
  }
}

}  // namespace

std::string place_id(const model::World& world, model::OutcomePlace kind, int place) {
  const auto i = static_cast<std::size_t>(place);
  switch (kind) {
    case model::OutcomePlace::zone:
      return world.zones[i].id;
    case model::OutcomePlace::hub:
      return model::hub_ids[i];
    case model::OutcomePlace::corridor:
      return world.corridors[i].id;
    case model::OutcomePlace::market:
      return world.markets[i].id;
    case model::OutcomePlace::group:
      return world.groups[i].id;
    case model::OutcomePlace::donor:
      return model::donor_ids[i];
    case model::OutcomePlace::world:
      return "world";
  }
  return "";
}

std::vector<LedgerFigure> ledger_figures(const model::World& world, const LedgerRow& row) {
  const std::string all = "all";
  const char* share = "per 100 ha";
  std::vector<LedgerFigure> figures = {{"gross", "target", "ha", row.gross},
                                       {"loss", "target", "ha", row.loss},
                                       {"gain", "elsewhere", "ha", row.gain},
                                       {"net", all, "ha", row.net},
                                       {"home", "home", "ha", row.home_ha}};
  const auto put = [&](const char* quantity, const std::string& place, const char* unit,
                       const Interval& value, bool defined = true) {
    figures.push_back({quantity, place, unit, value, defined});
  };
  for (std::size_t c = 0; c < row.country_ha.size(); ++c)
    put("abroad", world.countries[c], "ha", row.country_ha[c]);
  put("share_in_place", "target", share, row.in_place, row.shares_defined);
  put("share_home", "home", share, row.home, row.shares_defined);
  for (std::size_t c = 0; c < row.country.size(); ++c)
    put("share_abroad", world.countries[c], share, row.country[c], row.shares_defined);
  put("share_gone", all, share, row.gone, row.shares_defined);
  put("balloon_index", all, "1", row.index, row.index_defined);
  put("net_hectare_years", all, "ha year", row.net_hectare_years);
  put("net_cocaine", all, "kg", row.net_cocaine_kg);
  put("home_cocaine", "home", "kg", row.home_cocaine_kg);
  put("cost", all, "USD", row.cost);
  put("cost_per_net_hectare", all, "USD/ha", row.cost_per_net_hectare, row.members_with_fall > 0);
  return figures;
}

std::string outcomes_summary_csv(const Study& study) {
  Buffer out;
  fmt::format_to(std::back_inserter(out), "scenario,outcome,place,time,unit,{}\n",
                 interval_columns);
  put_arm(out, *study.world, study.reference);
  for (const auto& arm : study.arms) put_arm(out, *study.world, arm);
  return fmt::to_string(out);
}

std::string ledger_csv(const Study& study) {
  Buffer out;
  fmt::format_to(std::back_inserter(out), "scenario,against,horizon,quantity,place,unit,{}\n",
                 interval_columns);
  for (const auto& arm : study.arms)
    for (const auto& row : arm.ledger.rows)
      put_ledger_row(out, arm, study.reference.id, *study.world, row);
  return fmt::to_string(out);
}

std::string ledger_members_csv(const Study& study) {
  const auto& world = *study.world;
  Buffer out;
  fmt::format_to(std::back_inserter(out),
                 "scenario,against,member,structure,horizon,gross,loss,home");
  for (const auto& country : world.countries)
    fmt::format_to(std::back_inserter(out), ",{}", country);
  out.push_back('\n');
  for (const auto& arm : study.arms) {
    std::vector<int> target;
    for (const auto& id : arm.ledger.target)
      for (std::size_t z = 0; z < world.zones.size(); ++z)
        if (world.zones[z].id == id) target.push_back(static_cast<int>(z));
    const auto& p = arm.ensemble;
    const auto& r = study.reference.ensemble;
    for (int i = 0; i < p.result.members; ++i) {
      if (!p.result.usable(i) || !r.result.usable(i)) continue;
      const auto member = p.result.first_member + static_cast<std::uint64_t>(i);
      for (const auto& row : arm.ledger.rows) {
        const auto entry =
            analysis::ledger_entry(world, p, r, target, arm.ledger.window_start, row.horizon, i);
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{},{}", cell(arm.id),
                       cell(study.reference.id), member,
                       cell(model::structure_names[p.structure(i)]), row.horizon, entry.gross,
                       entry.loss(), entry.home);
        for (const double x : entry.country) fmt::format_to(std::back_inserter(out), ",{}", x);
        out.push_back('\n');
      }
    }
  }
  return fmt::to_string(out);
}

std::string parameters_csv(const Study& study) {
  Buffer out;
  fmt::format_to(std::back_inserter(out), "scenario,member,usable,structure");
  for (const auto& p : model::parameters) fmt::format_to(std::back_inserter(out), ",{}", p.name);
  for (const auto* s : model::switch_names)
    fmt::format_to(std::back_inserter(out), ",switch_{}", s);
  out.push_back('\n');
  const auto put = [&](const Arm& arm) {
    const auto& e = arm.ensemble;
    const auto choice = arm.policy != nullptr ? arm.policy->structure : model::StructureChoice{};
    for (int i = 0; i < e.result.members; ++i) {
      const auto member = e.result.first_member + static_cast<std::uint64_t>(i);
      const auto draw = e.draw(i, choice);
      fmt::format_to(std::back_inserter(out), "{},{},{},{}", cell(arm.id), member,
                     e.result.usable(i) ? 1 : 0, cell(model::structure_names[e.structure(i)]));
      for (const double x : draw.value) fmt::format_to(std::back_inserter(out), ",{}", x);
      for (const double x : draw.structure) fmt::format_to(std::back_inserter(out), ",{}", x);
      out.push_back('\n');
    }
  };
  put(study.reference);
  for (const auto& arm : study.arms) put(arm);
  return fmt::to_string(out);
}

}  // namespace balloon
