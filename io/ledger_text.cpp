#include "io/ledger_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace balloon {

namespace {

using analysis::Interval;

/// 12,345 with a sign; whole units.
std::string whole(double x) {
  const bool negative = x < 0;
  std::string digits = fmt::format("{:.0f}", std::fabs(x));
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return fmt::format("{}{}", negative && digits != "0" ? "-" : "", digits);
}

std::string with_band(const Interval& i) {
  return fmt::format("{} [{}, {}]", whole(i.median), whole(i.low90), whole(i.high90));
}

std::string money(double usd) {
  const double a = std::fabs(usd);
  if (a >= 1e9) return fmt::format("{:.2f} billion USD", usd / 1e9);
  if (a >= 1e6) return fmt::format("{:.0f} million USD", usd / 1e6);
  return whole(usd) + " USD";
}

/// A country by its code, with its name where the data bring one.
std::string country_label(const model::World& world, std::size_t country) {
  const auto& id = world.countries[country];
  const auto name = world.names.find(id);
  return name == world.names.end() ? id : id + " (" + name->second.english + ")";
}

void headline(const analysis::Study& study, const analysis::Arm& arm, std::string& out) {
  const auto& w = *study.world;
  const auto& ledger = arm.ledger;
  if (ledger.rows.empty()) return;
  const auto& row = ledger.rows.back();
  std::string target;
  for (const int c : ledger.target_countries)
    target += (target.empty() ? "" : ", ") + country_label(w, static_cast<std::size_t>(c));
  out += fmt::format("\n{}  (against {})\n", arm.title, study.reference.id);
  out += fmt::format("Squeezed: {} zones of {} from {}. After {} months:\n", ledger.target.size(),
                     target, month_name(ledger.window_start), row.horizon);
  out += fmt::format(
      "  net change of all coca      {} to {} ha between structures; all members {} ha\n",
      whole(row.net_low_structure), whole(row.net_high_structure), with_band(row.net));
  out += fmt::format("  the target lost             {} ha; elsewhere gained {} ha\n",
                     with_band(row.loss), with_band(row.gain));
  std::string where = fmt::format("same country {}", whole(row.home_ha.median));
  for (std::size_t c = 0; c < w.countries.size(); ++c) {
    const bool own = std::find(ledger.target_countries.begin(), ledger.target_countries.end(),
                               static_cast<int>(c)) != ledger.target_countries.end();
    const bool empty = row.country_ha[c].low90 == 0 && row.country_ha[c].high90 == 0;
    if (!own && !empty)
      where += fmt::format(", {} {}", country_label(w, c), whole(row.country_ha[c].median));
  }
  out += fmt::format("  displaced by country, ha    {}\n", where);
  out += row.index_defined ? fmt::format("  balloon index               {:.2f} [{:.2f}, {:.2f}]\n",
                                         row.index.median, row.index.low90, row.index.high90)
                           : std::string(
                                 "  balloon index               not defined: the target's loss is "
                                 "not clear in 95 % of draws\n");
  out += fmt::format("  cost over the window        {}", money(row.cost.median));
  if (row.members_with_fall * 2 > ledger.usable)
    out += fmt::format("; {} per net ha, median of the {} % of members with a net fall",
                       money(row.cost_per_net_hectare.median),
                       100 * row.members_with_fall / ledger.usable);
  else
    out += fmt::format("; only {} % of members have a net fall at all",
                       ledger.usable > 0 ? 100 * row.members_with_fall / ledger.usable : 0);
  out += "\n";
}

}  // namespace

std::string calibration_text(const analysis::DrawSource& draws) {
  if (!draws.posterior) return "first guesses, not calibrated";
  return fmt::format("calibrated to what was observed up to {}", draws.posterior->origin());
}

std::string ledger_text(const analysis::Study& study, int width) {
  std::string out;
  for (const auto& arm : study.arms) headline(study, arm, out);
  if (study.arms.empty() || study.arms.front().ledger.rows.empty()) return out;
  const auto& w = *study.world;
  const auto& ledger = study.arms.front().ledger;
  out += fmt::format("\nOf every 100 ha removed in the target, {} (median [90 %]):\n",
                     study.arms.front().id);
  out += fmt::format("  {:>7} {:>20} {:>18}", "months", "back in place", "same country");
  std::vector<std::size_t> shown;
  for (std::size_t c = 0;
       c < w.countries.size() && static_cast<int>(shown.size()) < (width - 70) / 15; ++c) {
    const bool own = std::find(ledger.target_countries.begin(), ledger.target_countries.end(),
                               static_cast<int>(c)) != ledger.target_countries.end();
    if (!own && c < model::hub_count) shown.push_back(c);
  }
  for (const auto c : shown) out += fmt::format(" {:>16}", w.countries[c]);
  out += fmt::format(" {:>18}\n", "gone");
  const auto cell = [](const Interval& i) {
    return fmt::format("{:.0f} [{:.0f}, {:.0f}]", i.median, i.low90, i.high90);
  };
  for (const auto& row : ledger.rows) {
    if (!row.shares_defined) {
      out += fmt::format(
          "  {:>7} not defined: the removal is not above the reference's in 95 % of draws\n",
          row.horizon);
      continue;
    }
    out += fmt::format("  {:>7} {:>20} {:>18}", row.horizon, cell(row.in_place), cell(row.home));
    for (const auto c : shown) out += fmt::format(" {:>16}", cell(row.country[c]));
    out += fmt::format(" {:>18}\n", cell(row.gone));
  }
  out += fmt::format("\n{} members, {} failed; {} (docs/limits.md).\n", study.options.members,
                     ledger.failed, calibration_text(study.draws));
  return out;
}

}  // namespace balloon
