#include "io/measure_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/csv.hpp"
#include "io/measure_countries.hpp"
#include "io/measure_model.hpp"
#include "io/measure_push.hpp"
#include "measure/effects.hpp"
#include "measure/linear.hpp"
#include "measure/resampling.hpp"

namespace balloon {

namespace {

using measure::Index;
using measure::Matrix;

/// Years `from` to `to` of a panel, with forced eradication (manual and aerial) as a column more.
measure::Panel years_of(const measure::Panel& panel, int from, int to) {
  measure::Panel made;
  made.places = panel.places;
  made.columns = {"coca_area_ha", "eradication_manual_ha", "eradication_aerial_ha",
                  "eradication_forced_ha"};
  std::vector<Index> kept;
  for (std::size_t t = 0; t < panel.times.size(); ++t) {
    if (panel.times[t] < from || panel.times[t] > to) continue;
    kept.push_back(static_cast<Index>(t));
    made.times.push_back(panel.times[t]);
  }
  for (std::size_t c = 0; c < 3; ++c)
    made.values.push_back(panel.column(made.columns[c])(Eigen::all, kept));
  made.values.push_back(made.values[1] + made.values[2]);
  return made;
}

/// Some places of a panel.
measure::Panel places_of(const measure::Panel& panel, const std::vector<Index>& kept) {
  measure::Panel made;
  made.times = panel.times;
  made.columns = panel.columns;
  for (const Index i : kept) made.places.push_back(panel.places[static_cast<std::size_t>(i)]);
  for (const auto& values : panel.values) made.values.push_back(values(kept, Eigen::all));
  return made;
}

/// Some times of a panel, all of which it has.
measure::Panel times_of(const measure::Panel& panel, const std::vector<int>& times) {
  measure::Panel made;
  made.places = panel.places;
  made.times = times;
  made.columns = panel.columns;
  std::vector<Index> kept;
  for (const int time : times)
    kept.push_back(std::find(panel.times.begin(), panel.times.end(), time) - panel.times.begin());
  for (const auto& values : panel.values) made.values.push_back(values(Eigen::all, kept));
  return made;
}

struct Figure {
  double value = measure::missing, error = measure::missing;
};

/// Coefficient of the first treatment, error clustered by place.
Figure least_squares_figure(const measure::Panel& panel, const measure::Specification& spec,
                            std::size_t which = 0) {
  const auto fit = measure::least_squares(measure::make_design(panel, spec));
  if (!fit.estimated()) return {};
  const auto k = static_cast<Index>(which);
  return {fit.beta(k), measure::infer(fit.beta, measure::clustered_by_place(fit)).error(k)};
}

measure::Specification of(measure::Transform transform, std::vector<std::string> treatments,
                          measure::Transform of_treatment, int lag,
                          measure::Effects effects = measure::Effects::two_way) {
  measure::Specification spec;
  spec.outcome = "coca_area_ha";
  spec.treatments = std::move(treatments);
  spec.transform = transform;
  spec.treatment_transform = of_treatment;
  spec.lag = lag;
  spec.effects = effects;
  return spec;
}

/// Mean of the doses above zero over mean coca: turns hectares a hectare into a share of the coca
/// of a place that gets a usual dose.
double usual_dose(const measure::Panel& panel) {
  const Matrix& dose = panel.column("eradication_aerial_ha");
  const Matrix& coca = panel.column("coca_area_ha");
  double doses = 0, areas = 0, count = 0;
  for (Index i = 0; i < dose.size(); ++i) {
    if (!(dose(i) > 0) || !std::isfinite(coca(i))) continue;
    doses += dose(i);
    areas += coca(i);
    ++count;
  }
  return count > 0 && areas > 0 ? doses / areas : measure::missing;
}

/// Every estimand on one panel, in the order of `estimands`.
std::vector<Figure> estimate_all(const measure::Panel& whole, const measure::Weights& weights) {
  using enum measure::Transform;
  const auto sprayed = years_of(whole, first_compared, last_sprayed);
  const auto manual = years_of(whole, first_compared, last_manual);
  std::vector<Figure> made;
  made.push_back(least_squares_figure(
      sprayed, of(change, {"eradication_aerial_ha", "eradication_manual_ha"}, level, 0)));
  made.push_back(least_squares_figure(manual, of(change, {"eradication_manual_ha"}, level, 0)));
  made.push_back(least_squares_figure(sprayed, of(log1p, {"eradication_forced_ha"}, log1p, 0)));

  // Dávalos and Morales: spatial Durbin model of the change on last year's spraying.
  auto spec = of(change, {"eradication_aerial_ha"}, level, 1);
  spec.controls = {"eradication_manual_ha"};
  const auto design = measure::make_design(sprayed, spec);
  Figure direct, indirect;
  try {
    const measure::Geography geography(weights, measure::Standard::row, design);
    const measure::SpatialData data(design, geography);
    const auto fit = measure::fit(data, measure::Model::sdm);
    const auto effects = measure::effects(fit, geography, 200);
    const double dose = usual_dose(sprayed);
    direct = {effects[0].direct.value * dose, effects[0].direct.delta * dose};
    indirect = {effects[0].indirect.value * dose, effects[0].indirect.delta * dose};
  } catch (const std::domain_error&) {  // a member without spraying at all
  }
  made.push_back(direct);
  made.push_back(indirect);

  // Rincón-Ruiz and Kallis: changes beside later changes, own and neighbours', no fixed effects.
  auto changes = of(change, {"eradication_aerial_ha"}, change, 1, measure::Effects::none);
  const auto loose = measure::make_design(sprayed, changes);
  Figure own, near;
  try {
    const measure::Geography geography(weights, measure::Standard::row, loose);
    const auto fit = measure::fit(measure::SpatialData(loose, geography), measure::Model::slx);
    const auto errors = fit.standard_errors();
    own = {fit.coefficients(0), errors(0)};
    near = {fit.coefficients(1), errors(1)};
  } catch (const std::domain_error&) {
  }
  made.push_back(own);
  made.push_back(near);
  return made;
}

/// What a hectare of eradication in the other countries does to a country's coca, as regressed.
Figure abroad_figure(const measure::Panel& countries) {
  auto plan = countries_plan_of(countries);
  plan.draws = 0;
  Faults faults;  // a member whose regressors do not vary has no estimate
  const auto study = run_system(std::move(plan), faults);
  return study ? Figure{study->effects[0].value, study->effects[0].error} : Figure{};
}

std::vector<Estimand> estimand_list() {
  std::vector<Estimand> list;
  const auto add = [&](const char* id, const char* words, const char* unit) {
    Estimand e;
    e.id = id;
    e.words = words;
    e.unit = unit;
    list.push_back(std::move(e));
  };
  add("own-spraying",
      "change of coca on the year's spraying, manual eradication beside it; two-way, 2001-05",
      "ha per ha");
  add("own-manual", "change of coca on the year's manual eradication; two-way, 2001-20",
      "ha per ha");
  add("elasticity", "log(1 + coca) on log(1 + forced eradication) of the year; two-way, 2001-05",
      "1");
  add("durbin-direct",
      "spatial Durbin model of the change on last year's spraying, times a usual dose; two-way, "
      "2001-05",
      "share of coca");
  add("durbin-indirect", "the same, on the neighbours", "share of coca");
  add("changes-own", "change of coca on last year's change of spraying; no fixed effects, 2001-05",
      "ha per ha");
  add("changes-near", "the same, of the neighbours' spraying", "ha per ha");
  add("system-abroad",
      "change of a country's coca on last year's forced eradication in the two other countries, "
      "own eradication and a trend beside it; seemingly unrelated regressions, mean of three",
      "ha per ha");
  return list;
}

/// Which published rows an estimand stands beside.
std::vector<std::string> near_to(const std::string& id) {
  if (id == "own-spraying")
    return {"mejia-2014", "abadie-2015", "mejia-restrepo-rozo-2017",
            "rozo-2013",  "rozo-2014",   "dion-russler-2008"};
  if (id == "elasticity") return {"reyes-2014"};
  if (id == "durbin-direct") return {"davalos-morales-2010-direct", "davalos-morales-2015-direct"};
  if (id == "durbin-indirect")
    return {"davalos-morales-2010-indirect", "davalos-morales-2015-indirect"};
  if (id == "changes-own") return {"rincon-ruiz-2013-own"};
  if (id == "changes-near") return {"rincon-ruiz-2013-neighbours"};
  if (id == "system-abroad") return {"raffo-lopez-2016"};
  return {};
}

std::vector<PublishedEffect> read_published(const FileSource& files, Faults& faults) {
  const std::string path = "data/measure/published_effects.csv";
  const auto text = files(path);
  std::vector<PublishedEffect> all;
  if (!text) {
    faults.add({path, 0, "", "", "cannot be read"});
    return all;
  }
  const auto table = CsvTable::parse(path, *text, faults);
  if (!table) return all;
  for (std::size_t r = 0; r < table->row_count(); ++r) {
    const CsvRow row(*table, r, faults);
    const auto maybe = [&](const char* column) { return parse_number(row.text(column)); };
    all.push_back({row.required("id"), row.required("study"), row.required("unit"),
                   row.required("sign"), row.required("design"), row.required("quality"),
                   row.integer("year", 1900, 2100), maybe("estimate"), maybe("low"), maybe("high"),
                   row.text("range") == "assumed"});
  }
  return all;
}

/// Medians and the middle 90 % of what members give: what a comparison of zones could see after a
/// year, and what is left of a hectare in the whole Andes after two.
void fill_truth(Estimand& estimand, const model::World& world, const ModelTruth& truth) {
  std::vector<double> seen, net;
  for (const auto& member : truth.members) {
    seen.push_back(contrast(world, truth, member.at[0]));
    net.push_back(alone(world, truth, member.at[1]).net());
  }
  estimand.truth_low = measure::sample_quantile(seen, 0.05);
  estimand.truth = measure::sample_quantile(seen, 0.5);
  estimand.truth_high = measure::sample_quantile(seen, 0.95);
  estimand.net_low = measure::sample_quantile(net, 0.05);
  estimand.net = measure::sample_quantile(net, 0.5);
  estimand.net_high = measure::sample_quantile(net, 0.95);
}

}  // namespace

std::optional<Comparison> compare_with_published(
    const model::World& world, const model::Policy& history, const FileSource& files,
    const analysis::RunOptions& options, Faults& faults,
    const std::function<void(int, int, const std::string&)>& progress,
    const std::atomic<bool>* stop) {
  Comparison made;
  made.published = read_published(files, faults);
  std::vector<measure::Point> points;
  const auto observed = department_panel(files, points, faults);
  const auto countries = countries_panel(files, faults);
  if (!countries || !faults.empty()) return std::nullopt;
  constexpr int neighbours = 4;
  made.observed = fmt::format(
      "{} Colombian departments, UNODC's areas (system-abroad: the three countries, {}-{})",
      observed.places.size(), countries->panel.times.front(), countries->panel.times.back());
  made.estimands = estimand_list();
  auto figures = estimate_all(observed, measure::nearest_places(points, neighbours));
  figures.push_back(abroad_figure(countries->panel));
  for (std::size_t k = 0; k < figures.size(); ++k) {
    auto& e = made.estimands[k];
    e.value = figures[k].value;
    e.error = figures[k].error;
    e.truth_low = e.truth = e.truth_high = measure::missing;
    e.net_low = e.net = e.net_high = measure::missing;
    for (const auto& id : near_to(e.id))
      for (std::size_t r = 0; r < made.published.size(); ++r)
        if (made.published[r].id == id) e.published.push_back(r);
  }

  PanelRequest request;
  request.from = std::min(first_compared, countries->panel.times.front());
  request.to = std::max(last_compared, countries->panel.times.back());
  request.options = options;
  const auto panels = run_panels(
      world, history, request, [&](int done, int total) { progress(done, 3 * total, "panels"); },
      stop);
  if (panels.stopped) return std::nullopt;
  made.members = static_cast<int>(panels.panels.size());
  made.failed = panels.failed;
  std::vector<Index> home;  // zones of Colombia
  std::vector<measure::Point> home_points;
  for (std::size_t z = 0; z < panels.countries.size(); ++z) {
    if (panels.countries[z] != "COL") continue;
    home.push_back(static_cast<Index>(z));
    home_points.push_back(panels.points[z]);
  }
  const auto weights = measure::nearest_places(home_points, neighbours);
  std::vector<std::vector<double>> simulated(made.estimands.size());
  for (const auto& panel : panels.panels) {
    auto each = estimate_all(places_of(panel, home), weights);
    each.push_back(
        abroad_figure(times_of(sum_to_countries(panels, panel), countries->panel.times)));
    for (std::size_t k = 0; k < each.size(); ++k)
      if (std::isfinite(each[k].value)) simulated[k].push_back(each[k].value);
  }
  for (std::size_t k = 0; k < simulated.size(); ++k) {
    auto& e = made.estimands[k];
    e.panels = simulated[k].size();
    e.low = measure::sample_quantile(simulated[k], 0.05);
    e.middle = measure::sample_quantile(simulated[k], 0.5);
    e.high = measure::sample_quantile(simulated[k], 0.95);
  }

  const auto push = [&](model::Instrument instrument, std::vector<int> years, int begin) {
    PushRequest wanted;
    wanted.instrument = instrument;
    wanted.years = std::move(years);
    wanted.options = options;
    return run_pushes(
        world, history, wanted,
        [&, begin](int done, int total) { progress(begin * total + done, 3 * total, "pairs"); },
        stop);
  };
  const auto sprayed = push(model::eradication_aerial, {2002, 2004}, 1);
  if (sprayed.stopped) return std::nullopt;
  const auto manual = push(model::eradication_manual, {2006, 2012}, 2);
  if (manual.stopped) return std::nullopt;
  fill_truth(made.estimands[0], world, sprayed);
  fill_truth(made.estimands[1], world, manual);
  return made;
}

}  // namespace balloon
