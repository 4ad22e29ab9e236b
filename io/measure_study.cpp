#include "io/measure_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "io/measure_check.hpp"
#include "io/measure_panel.hpp"

namespace balloon {

namespace {

using measure::Index;

/// The figures of some places only.
measure::Panel among(const measure::Panel& panel, const std::vector<Index>& kept) {
  measure::Panel made;
  made.times = panel.times;
  made.columns = panel.columns;
  for (const Index i : kept) made.places.push_back(panel.places[static_cast<std::size_t>(i)]);
  for (const auto& values : panel.values) {
    measure::Matrix rows(static_cast<Index>(kept.size()), values.cols());
    for (std::size_t k = 0; k < kept.size(); ++k)
      rows.row(static_cast<Index>(k)) = values.row(kept[k]);
    made.values.push_back(std::move(rows));
  }
  return made;
}

template <class T>
void keep(std::optional<std::vector<T>>& list, const std::vector<Index>& kept) {
  if (!list) return;
  std::vector<T> made;
  for (const Index i : kept) made.push_back((*list)[static_cast<std::size_t>(i)]);
  list = std::move(made);
}

/// The plan without places that have no row at all (or, where asked, not every row).
void drop_places(MeasurePlan& plan, std::vector<std::string>& notes) {
  const auto design = measure::make_design(plan.panel, plan.specification);
  const Index n = design.place_count(), times = design.time_count();
  std::vector<Index> kept;
  for (Index i = 0; i < n; ++i) {
    Index rows = 0;
    for (Index t = 0; t < times; ++t) rows += design.present[static_cast<std::size_t>(t * n + i)];
    if (plan.complete_only ? rows == times : rows > 0) kept.push_back(i);
  }
  const auto gone = static_cast<std::size_t>(n) - kept.size();
  if (gone == 0 || kept.empty()) return;
  notes.push_back(fmt::format("{} of {} places are left out: they have {}.", gone, n,
                              plan.complete_only ? "not every time" : "no usable row"));
  plan.panel = among(plan.panel, kept);
  plan.places.keys = plan.panel.places;
  keep(plan.places.points, kept);
  keep(plan.places.outlines, kept);
  if (!plan.places.entries) return;
  std::map<int, int> at;
  for (std::size_t k = 0; k < kept.size(); ++k) at[static_cast<int>(kept[k])] = static_cast<int>(k);
  std::vector<Eigen::Triplet<double>> entries;
  for (const auto& e : *plan.places.entries)
    if (at.contains(e.row()) && at.contains(e.col()))
      entries.emplace_back(at[e.row()], at[e.col()], e.value());
  plan.places.entries = std::move(entries);
}

/// A fault where the weights fall into parts that no path joins.
bool check_connected(const MeasureStudy& study, Faults& faults) {
  const auto& d = study.diagnostics;
  if (study.plan.disconnected || d.components <= 1) return true;
  std::map<Index, std::vector<std::string>> parts;
  for (std::size_t i = 0; i < d.component.size(); ++i)
    parts[d.component[i]].push_back(study.design.places[i]);
  const auto smallest = std::min_element(
      parts.begin(), parts.end(),
      [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  faults.add(
      {study.plan.file, 0, "--weights", study.plan.weights.text,
       fmt::format(
           "the weights fall into {} parts without a link between them, {} of them single places; "
           "the "
           "smallest is {}. Take more neighbours or a longer distance, leave those places out, or "
           "accept it with --disconnected",
           d.components, d.islands.size(), word_list(smallest->second, 8))});
  return false;
}

void estimate_linear(MeasureStudy& study) {
  using namespace measure;
  study.linear = least_squares(study.design);
  if (!study.linear.estimated()) return;
  const auto add = [&](const std::string& name, const Covariance& covariance) {
    study.errors.push_back({name, infer(study.linear.beta, covariance)});
  };
  add("classical", classical(study.linear));
  add("heteroskedastic", heteroskedastic(study.linear));
  add("clustered by place", clustered_by_place(study.linear));
  add("clustered by place and time", clustered_two_way(study.linear));
  add(fmt::format("Driscoll-Kraay, lag {}", default_lag(study.design.time_count())),
      driscoll_kraay(study.linear));
  if (study.plan.places.points)
    add(fmt::format("Conley, {:g} km", study.plan.conley_km),
        conley(study.linear, *study.plan.places.points, {.km = study.plan.conley_km}));
}

void estimate_quotient(MeasureStudy& study, Faults& faults) {
  const auto& plan = *study.plan.quotient;
  const auto& panel = study.plan.panel;
  if (!study.plan.places.points) {
    faults.add({"", 0, "--quotient", "", "needs the places' positions: give --coordinates FILE"});
    return;
  }
  measure::DisplacementData data;
  data.times = panel.times;
  data.outcome = panel.column(study.plan.specification.outcome);
  data.points = *study.plan.places.points;
  data.before = plan.before;
  data.after = plan.after;
  if ((data.outcome.array() < 0).any()) {
    faults.add({study.plan.file, 0, study.plan.specification.outcome, "",
                "the quotient is of an outcome that is never below zero"});
    return;
  }
  study.roles = measure::roles_by_distance(panel.column(plan.treatment), panel.times, data.points,
                                           plan.rings);
  data.roles = study.roles;
  study.quotient = measure::displacement_quotient(data, {.seed = study.plan.seed});
}

/// Policy dates by their own column: one number a place, the same at all its times, or none.
void read_event_dates(const MeasureStudy& study, measure::EventData& data, Faults& faults) {
  const auto& panel = study.plan.panel;
  const auto& dates = panel.column(study.plan.event);
  for (Index i = 0; i < dates.rows(); ++i) {
    std::optional<int> date;
    for (Index t = 0; t < dates.cols(); ++t) {
      if (!std::isfinite(dates(i, t))) continue;
      const int here = static_cast<int>(dates(i, t));
      if (here != dates(i, t) || (date && *date != here)) {
        faults.add({study.plan.file, 0, study.plan.event, number_text(dates(i, t)),
                    "place " + panel.places[static_cast<std::size_t>(i)] +
                        ": must be one whole number at all its times, or empty where the policy "
                        "never came"});
        break;
      }
      date = here;
    }
    data.first_treated.push_back(date.value_or(measure::never_treated));
  }
}

void estimate_event(MeasureStudy& study, Faults& faults) {
  const auto& panel = study.plan.panel;
  const auto& spec = study.plan.specification;
  measure::EventData data;
  data.times = panel.times;
  data.outcome = panel.column(spec.outcome);
  if (spec.transform == measure::Transform::log1p) data.outcome = data.outcome.array().log1p();
  if (spec.transform == measure::Transform::asinh)
    data.outcome = data.outcome.unaryExpr([](double x) { return std::asinh(x); });
  if (study.plan.event.empty())
    data.first_treated = measure::first_treated_times(panel.column(spec.treatments.front()),
                                                      panel.times, *study.plan.event_threshold);
  else
    read_event_dates(study, data, faults);
  if (faults.empty())
    study.event = measure::event_study(data, {.first_event = study.plan.event_window.first,
                                              .last_event = study.plan.event_window.last,
                                              .seed = study.plan.seed});
}

/// Where robust errors are much larger than classical ones, so are those of the spatial models.
std::string error_note(const MeasureStudy& study) {
  if (study.errors.empty() || study.models.empty()) return "";
  double most = 1;
  std::string kind;
  for (const auto& each : study.errors) {
    const double ratio = each.inference.error(0) / study.errors.front().inference.error(0);
    if (ratio > most) most = ratio, kind = each.name;
  }
  if (most < 1.5) return "";
  return fmt::format(
      "Intervals of the spatial models take errors for independent and of one variance. Without "
      "spatial lags the "
      "standard error of {} is {:.1f} times larger when that is not supposed ({}): read those "
      "intervals as too "
      "narrow by about as much.",
      study.design.names.front(), most, kind);
}

/// What a reader must know, most important first.
void add_notes(MeasureStudy& study) {
  auto& notes = study.notes;
  if (auto note = error_note(study); !note.empty()) notes.insert(notes.begin(), std::move(note));
  const auto& d = study.diagnostics;
  if (!study.design.balanced()) {
    if (!study.gaps.empty()) notes.push_back("Gaps: " + study.gaps + ".");
    notes.push_back(
        "The panel is unbalanced: each time has weights among the places that are there, and no "
        "exact correction of the fixed effects' bias exists (direct approach). --complete keeps "
        "only places with every time.");
  } else if (study.plan.transformed && !study.models.empty() &&
             !study.models.front().fit.transformed) {
    notes.push_back(
        "Lee and Yu's correction does not exist without fixed effects, nor for effects of times "
        "with weights whose rows do not add to 1 (direct approach).");
  }
  if (d.components > 1)
    notes.push_back(fmt::format(
        "The weights fall into {} parts{}: nothing spills from one to another.", d.components,
        d.islands.empty() ? "" : fmt::format(", {} of them single places", d.islands.size())));
  for (const auto& each : study.models) {
    if (each.fit.at_bound)
      notes.push_back(
          fmt::format("{}: the spatial parameter ran into {:+.2f}; its intervals mean nothing.",
                      measure::name(each.fit.model), each.fit.rho));
    if (each.fit.has_rho() && !each.fit.expected)
      notes.push_back(
          fmt::format("{}: standard errors by the observed information (more than 4,000 places).",
                      measure::name(each.fit.model)));
  }
  if (study.design.time_count() < 8)
    notes.push_back(
        "Fewer than eight times: errors clustered by time, and Driscoll-Kraay's, rest on too few.");
}

}  // namespace

std::optional<MeasureStudy> run_measure(
    MeasurePlan plan, Faults& faults,
    const std::function<void(int, int, const std::string&)>& progress,
    const std::atomic<bool>* stop) {
  const auto begin = std::chrono::steady_clock::now();
  const int total = static_cast<int>(plan.models.size()) + 2;
  int done = 0;
  const auto next = [&](const std::string& what) {
    if (progress) progress(done, total, what);
    ++done;
    return stop == nullptr || !stop->load();
  };

  if (!check_regression(plan.panel, plan.specification, faults, plan.file)) return std::nullopt;
  MeasureStudy study;
  study.notes = plan.notes;
  drop_places(plan, study.notes);
  study.plan = std::move(plan);
  study.design = measure::make_design(study.plan.panel, study.plan.specification);
  study.gaps = gap_summary(study.plan.panel);
  auto weights = make_weights(study.plan.weights, study.plan.places, faults);
  if (!weights) return std::nullopt;
  study.weights = *std::move(weights);
  study.diagnostics = measure::diagnose(study.weights);
  if (!check_connected(study, faults)) return std::nullopt;

  const auto rows = static_cast<double>(study.design.rows);
  study.outcome_mean = study.design.y.sum() / rows;
  study.treatment_mean = study.design.x.col(0).sum() / rows;
  if (!next("weights")) return std::nullopt;
  estimate_linear(study);
  study.hausman = measure::hausman(study.design);
  const measure::Geography geography(study.weights, study.plan.standard, study.design);
  const measure::SpatialData data(study.design, geography);
  study.dependence = measure::dependence_tests(data, measure::Model::sar, study.plan.transformed);
  for (const auto model : study.plan.models) {
    if (!next(std::string(measure::name(model)))) return std::nullopt;
    try {
      ModelEstimate made{measure::fit(data, model, {.transformed = study.plan.transformed}), {}};
      made.effects = measure::effects(made.fit, geography, study.plan.draws, study.plan.seed);
      if (model == measure::Model::sem)
        study.spatial_hausman = measure::spatial_hausman(data, made.fit);
      study.models.push_back(std::move(made));
    } catch (const std::domain_error& problem) {
      faults.add({study.plan.file, 0, std::string(measure::name(model)), "",
                  std::string(problem.what()) + " once W times them is beside them; leave one of "
                                                "them out, or this model (--models)"});
    }
  }
  if (!next("quotient and event study")) return std::nullopt;
  if (study.plan.quotient) estimate_quotient(study, faults);
  if (!study.plan.event.empty() || study.plan.event_threshold) estimate_event(study, faults);
  if (!faults.empty()) return std::nullopt;
  add_notes(study);
  study.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return study;
}

std::string what_it_sees(const MeasureStudy& study) {
  const auto effects = study.design.effects;
  const bool times = effects == measure::Effects::time || effects == measure::Effects::two_way;
  std::string text;
  if (times)
    text +=
        "Effects of times take out whatever moves all places alike. A price that rises because "
        "coca was "
        "cleared somewhere, and calls forth planting everywhere, is such a thing: displacement "
        "through the market is "
        "invisible here, however large. What is estimated is what falls off with distance: "
        "spillovers on neighbours "
        "beyond the common movement. A negative indirect effect therefore does not speak against a "
        "balloon in the "
        "whole market; only paired runs of a model, or places beyond the price's reach, can. ";
  else
    text +=
        "Without effects of times, movements common to all places (prices, demand, national "
        "policy, methods "
        "of the survey) are part of the estimates and cannot be told from effects of the "
        "treatment. ";
  text +=
      "Eradication goes where coca is or will be: unless the treatment is as good as random once "
      "the fixed "
      "effects are out, own effects are biased towards zero or above it. Neighbours are those of "
      "the weights, and "
      "what lies further away is assumed untouched.";
  return text;
}

}  // namespace balloon
