#include "io/report_context.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace balloon::report {

using namespace model;
using analysis::Ensemble;

const analysis::LedgerRow* Context::last_row() const {
  const auto& rows = policy().ledger.rows;
  return rows.empty() ? nullptr : &rows.back();
}

bool Context::recorded(Outcome o) const {
  return policy().ensemble.layout.recorded[o] && reference().ensemble.layout.recorded[o];
}

std::string Context::title(const analysis::Arm& arm) const {
  const auto found = options.titles.find(arm.id);
  if (found != options.titles.end()) return found->second;
  return arm.title.empty() ? arm.id : arm.title;
}

std::string Context::country_name(std::size_t country) const {
  const auto& id = world().countries[country];
  return words.place(world(), id, id);
}

std::string Context::zone_name(int zone) const {
  const auto& z = world().zones[static_cast<std::size_t>(zone)];
  return words.place(world(), z.id, z.name);
}

bool Context::in_target(int zone) const {
  return std::find(target.begin(), target.end(), zone) != target.end();
}

bool Context::is_home(std::size_t country) const {
  const auto& home = policy().ledger.target_countries;
  return std::find(home.begin(), home.end(), static_cast<int>(country)) != home.end();
}

std::string Context::short_zone_name(int zone) const {
  const std::string name = zone_name(zone);
  auto end = name.size();
  for (const char* stop : {" (", ",", ":"}) end = std::min(end, name.find(stop));
  return name.substr(0, end);
}

std::string Context::target_name() const {
  if (target.empty()) return std::string(words["target.none"]);
  std::vector<std::string> names;
  for (std::size_t c = 0; c < world().countries.size(); ++c) {
    int inside = 0;
    std::vector<std::string> zones;
    for (const int z : zones_of(*this, c)) {
      if (!in_target(z)) continue;
      ++inside;
      zones.push_back(short_zone_name(z));
    }
    if (inside == 0) continue;
    if (zones.size() == zones_of(*this, c).size()) {
      names.push_back(country_name(c));
    } else if (zones.size() > 3) {
      names.push_back(words.fill("target.zones",
                                 {{"count", words.number(inside)}, {"country", country_name(c)}}));
    } else {
      names.insert(names.end(), zones.begin(), zones.end());
    }
  }
  return words.list(names);
}

std::vector<int> whole_years(const Context& context) {
  std::vector<int> years;
  const auto& a = context.policy().ensemble;
  const auto& b = context.reference().ensemble;
  for (int y = first_year; y <= last_year; ++y)
    if (month_index(y, 1) >= std::max(a.from, b.from) && month_index(y, 12) <= std::min(a.to, b.to))
      years.push_back(y);
  return years;
}

double annual_value(const Ensemble& run, Outcome o, int member, const std::vector<int>& places,
                    int year, Annual how) {
  double sum = 0;
  for (const int place : places) {
    if (outcomes[o].cadence == Cadence::yearly) {
      sum += static_cast<double>(run.yearly(o, member, place, year));
    } else if (how == Annual::december) {
      sum += static_cast<double>(run.monthly(o, member, place, month_index(year, 12)));
    } else {
      double months = 0;
      for (int m = 1; m <= 12; ++m)
        months += static_cast<double>(run.monthly(o, member, place, month_index(year, m)));
      sum += how == Annual::mean ? months / 12 : months;
    }
  }
  return sum;
}

AnnualBand annual_band(const Context& context, Outcome o, const std::vector<int>& places,
                       Annual how, double scale) {
  AnnualBand band;
  band.years = whole_years(context);
  for (const int year : band.years) {
    std::vector<double> with, without;
    for (const int i : context.members) {
      with.push_back(annual_value(context.policy().ensemble, o, i, places, year, how) * scale);
      without.push_back(annual_value(context.reference().ensemble, o, i, places, year, how) *
                        scale);
    }
    band.policy.push_back(analysis::summarise(with));
    band.reference.push_back(analysis::summarise(without));
  }
  return band;
}

std::vector<int> zones_of(const Context& context, std::size_t country) {
  std::vector<int> zones;
  for (std::size_t z = 0; z < context.world().zones.size(); ++z)
    if (context.world().zones[z].country == static_cast<int>(country))
      zones.push_back(static_cast<int>(z));
  return zones;
}

std::vector<int> first_places(int count) {
  std::vector<int> places;
  for (int i = 0; i < count; ++i) places.push_back(i);
  return places;
}

std::vector<MemberEntry> ledger_entries(const Context& context, const analysis::Arm& arm,
                                        int horizon) {
  std::vector<MemberEntry> entries;
  const auto& run = arm.ensemble.result;
  const auto& base = context.reference().ensemble.result;
  for (int i = 0; i < std::min(run.members, base.members); ++i)
    if (run.usable(i) && base.usable(i))
      entries.push_back(
          {i, analysis::ledger_entry(context.world(), arm.ensemble, context.reference().ensemble,
                                     context.target, arm.ledger.window_start, horizon, i)});
  return entries;
}

std::vector<LedgerItem> ledger_items(const Context& context, const analysis::Arm& arm,
                                     const analysis::LedgerRow& row, LedgerView view,
                                     bool merge_latent) {
  const auto& words = context.words;
  const bool removal = view == LedgerView::removal;
  std::vector<double> here, together, latent, latent_share;
  for (const auto& [member, entry] : ledger_entries(context, arm, row.horizon)) {
    here.push_back(removal ? entry.in_place() : entry.target);
    together.push_back(removal ? -entry.net() : entry.net());
    double sum = 0;
    for (std::size_t c = hub_count; c < entry.country.size(); ++c) sum += entry.country[c];
    latent.push_back(sum);
    if (entry.gross > 0) latent_share.push_back(100 * sum / entry.gross);
  }
  const double gross = row.gross.mean;
  const auto mean_share = [&](const Interval& ha) { return gross > 0 ? 100 * ha.mean / gross : 0; };
  std::vector<LedgerItem> items;
  if (!context.target.empty()) {
    const auto ha = analysis::summarise(here);
    items.push_back({removal ? "in-place" : "target", "",
                     std::string(words[removal ? "ledger.in-place" : "ledger.in-target"]),
                     "item-place", ha, removal ? row.in_place : Interval{}, mean_share(ha)});
  }
  std::vector<std::string> home;
  for (std::size_t c = 0; c < context.world().countries.size(); ++c) {
    const auto zones = zones_of(context, c);
    if (context.is_home(c) &&
        std::any_of(zones.begin(), zones.end(), [&](int z) { return !context.in_target(z); }))
      home.push_back(context.country_name(c));
  }
  if (!home.empty())
    items.push_back({"home", "", words.fill("ledger.elsewhere", {{"country", words.list(home)}}),
                     "item-home", row.home_ha, row.home, mean_share(row.home_ha)});
  for (std::size_t c = 0; c < context.world().countries.size(); ++c) {
    if (context.is_home(c) || (merge_latent && c >= static_cast<std::size_t>(hub_count))) continue;
    const auto& id = context.world().countries[c];
    const std::string css = c < static_cast<std::size_t>(hub_count) ? "item-" + id : "item-other";
    items.push_back({"country", id, context.country_name(c), css, row.country_ha[c], row.country[c],
                     mean_share(row.country_ha[c])});
  }
  if (merge_latent) {
    const auto ha = analysis::summarise(latent);
    items.push_back({"others", "", std::string(words["ledger.others"]), "item-other", ha,
                     analysis::summarise(latent_share), mean_share(ha)});
  }
  const auto ha = analysis::summarise(together);
  items.push_back({removal ? "gone" : "net", "",
                   std::string(words[removal ? "ledger.gone" : "ledger.together"]), "item-gone", ha,
                   removal ? row.gone : Interval{}, mean_share(ha)});
  return items;
}

}  // namespace balloon::report
