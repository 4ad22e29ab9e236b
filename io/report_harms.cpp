// What else changed: armed groups, violence, courts and prisons, forest, growers, domestic use.
#include <algorithm>

#include "io/report_figures.hpp"

namespace balloon::report {

namespace {

using namespace model;

std::string label_of(const Context& context, const Harm& harm) {
  std::string label = context.text(harm.key);
  if (outcomes[harm.outcome].weak)
    label += " <span class=\"weak\">" + context.text("harms.weak") + "</span>";
  return label;
}

/// Policy, reference and difference as three cells.
void add_cells(const Context& context, std::vector<std::string>& cells, const Harm& harm,
               const std::vector<int>& places, const std::vector<int>& years) {
  const auto& words = context.words;
  if (places.empty()) {
    cells.insert(cells.end(), 3, std::string(words["number.none"]));
    return;
  }
  const auto c = compare(context, harm.outcome, places, years);
  const int decimals = harm.scale < 1 ? 1 : 0;
  cells.push_back(interval_text(words, c.policy, {harm.scale, 3, decimals, false}));
  cells.push_back(words.rounded(c.reference.median * harm.scale, 3, decimals));
  cells.push_back(interval_text(words, c.difference, {harm.scale, 3, decimals, true}));
}

}  // namespace

const std::vector<Theme>& harm_themes() {
  static const std::vector<Theme> all = {
      {"harms.armed",
       {{o_group_strength, "harm.group_strength"}, {o_group_income, "harm.group_income", 1e-6}}},
      {"harms.violence", {{o_homicides, "harm.homicides"}}},
      {"harms.justice",
       {{o_arrests, "harm.arrests"},
        {o_courier_arrests, "harm.courier_arrests"},
        {o_awaiting_trial, "harm.awaiting_trial"},
        {o_prisoners, "harm.prisoners"},
        {o_foreign_prisoners, "harm.foreign_prisoners"}}},
      {"harms.land",
       {{o_forest_cleared, "harm.forest_cleared"},
        {o_grower_income, "harm.grower_income", 1e-6},
        {o_displaced_families, "harm.displaced_families"}}},
      {"harms.use",
       {{o_domestic_use, "harm.domestic_use", 1e-3}, {o_domestic_crime, "harm.domestic_crime"}}},
  };
  return all;
}

std::vector<int> harm_years(const Context& context) {
  std::vector<int> years;
  if (context.last_row() == nullptr || context.members.empty()) return years;
  const int start = context.policy().ledger.window_start;
  const int last = start + context.last_row()->horizon - 1;
  for (const int y : whole_years(context))
    if (y >= year_of(start) && y <= year_of(last)) years.push_back(y);
  return years;
}

std::vector<int> harm_home(const Context& context) {
  std::vector<int> home;
  for (const int c : context.policy().ledger.target_countries)
    if (c < hub_count) home.push_back(c);
  return home.empty() ? first_places(hub_count) : home;
}

std::vector<int> places_in(const Context& context, Outcome o, int country) {
  const auto& world = context.world();
  std::vector<int> places;
  switch (outcomes[o].place) {
    case OutcomePlace::zone:
      return zones_of(context, static_cast<std::size_t>(country));
    case OutcomePlace::hub:
      if (country < hub_count) places.push_back(country);
      break;
    case OutcomePlace::group:
      for (std::size_t g = 0; g < world.groups.size(); ++g)
        if (world.groups[g].hub == country) places.push_back(static_cast<int>(g));
      break;
    default:
      break;
  }
  return places;
}

Compared compare(const Context& context, Outcome o, const std::vector<int>& places,
                 const std::vector<int>& years) {
  std::vector<double> with, without, change;
  const bool flow = outcomes[o].is_flow;
  for (const int i : context.members) {
    double a = 0, b = 0;
    for (const int y : years) {
      if (!flow && y != years.back()) continue;
      a += annual_value(context.policy().ensemble, o, i, places, y, Annual::sum);
      b += annual_value(context.reference().ensemble, o, i, places, y, Annual::sum);
    }
    const double count = flow ? static_cast<double>(years.size()) : 1;
    with.push_back(a / count);
    without.push_back(b / count);
    change.push_back((a - b) / count);
  }
  return {analysis::summarise(with), analysis::summarise(without), analysis::summarise(change)};
}

std::string harms_section(Context& context) {
  const auto& words = context.words;
  std::string html = heading(2, words["harms.heading"], "harms");
  const auto years = harm_years(context);
  if (years.empty()) return html + paragraph(context.text("report.not-recorded"));
  const auto home = harm_home(context);
  std::vector<std::string> names;
  for (const int c : home) names.push_back(context.country_name(static_cast<std::size_t>(c)));

  const std::string sides[] = {words.list(names), std::string(words["harms.elsewhere"])};
  std::vector<std::string> head = {context.text("harms.what")};
  for (const auto& side : sides)
    for (const char* key : {"harms.policy", "harms.reference", "harms.difference"})
      head.push_back(context.text(key, {{"place", escape(side)}}));
  Table main(context.text("harms.caption", {{"first", Words::year(years.front())},
                                            {"last", Words::year(years.back())}}));
  main.head(head);
  Table full("");
  full.head({context.text("harms.what"), context.text("harms.where"),
             context.text("table.policy-range"), context.text("table.reference-median"),
             context.text("table.difference")});
  for (const auto& theme : harm_themes()) {
    bool any = false;
    for (const auto& harm : theme.harms) any = any || context.recorded(harm.outcome);
    if (!any) continue;
    main.group(context.text(theme.key));
    full.group(context.text(theme.key));
    for (const auto& harm : theme.harms) {
      if (!context.recorded(harm.outcome)) continue;
      std::vector<int> here, away;
      for (int c = 0; c < static_cast<int>(context.world().countries.size()); ++c) {
        const auto places = places_in(context, harm.outcome, c);
        const bool is_home = std::find(home.begin(), home.end(), c) != home.end();
        auto& side = is_home ? here : away;
        side.insert(side.end(), places.begin(), places.end());
        if (places.empty()) continue;
        std::vector<std::string> cells = {
            label_of(context, harm), escape(context.country_name(static_cast<std::size_t>(c)))};
        add_cells(context, cells, harm, places, years);
        full.row(cells);
      }
      std::vector<std::string> cells = {label_of(context, harm)};
      add_cells(context, cells, harm, here, years);
      add_cells(context, cells, harm, away, years);
      main.row(cells);
    }
  }
  html += paragraph(context.text("harms.intro"));
  html += main.html();
  html += details(words["harms.by-country"], full.html());
  return html;
}

}  // namespace balloon::report
