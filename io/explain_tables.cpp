// Tables of an explanation as CSV and as one JSON document.
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/hash.hpp"
#include "decision/decide.hpp"
#include "io/csv.hpp"
#include "io/explain_words.hpp"
#include "io/json_number.hpp"
#include "io/json_result.hpp"

namespace balloon {

namespace explain_words {

namespace {

using ExplainJson = nlohmann::ordered_json;

/// A number in the shortest form that reads back; an empty cell where there is none.
std::string number_cell(double x) {
  return std::isfinite(x) ? fmt::format("{}", x == 0 ? 0.0 : x) : "";
}

/// A line of a table: texts first, then numbers.
std::string table_line(const std::vector<std::string>& texts, const std::vector<double>& numbers) {
  std::string line;
  for (const auto& text : texts) line += (line.empty() ? "" : ",") + csv_cell(text);
  for (const double x : numbers) line += "," + number_cell(x);
  return line + "\n";
}

const char* kind_word(decision::FactorKind kind) {
  switch (kind) {
    case decision::FactorKind::parameter:
      return "parameter";
    case decision::FactorKind::sourcing:
    case decision::FactorKind::pass_through:
      return "structure";
    case decision::FactorKind::lever:
      return "lever";
    case decision::FactorKind::history:
      break;
  }
  return "history";
}

ExplainJson triple(double value, double low, double high) {
  return {{"value", number_or_null(value)},
          {"low", number_or_null(low)},
          {"high", number_or_null(high)}};
}
ExplainJson triple(const decision::IndexEstimate& e) { return triple(e.value, e.low, e.high); }
ExplainJson triple(const decision::ShapleyFigure& e) { return triple(e.value, e.low, e.high); }
ExplainJson interval_json(const analysis::Interval& i) {
  if (i.n == 0) return nullptr;
  return {{"n", i.n},           {"median", i.median},        {"low50", i.low50},
          {"high50", i.high50}, {"low90", i.low90},          {"high90", i.high90},
          {"mean", i.mean},     {"mean_error", i.mean_error}};
}
ExplainJson rows_json(const decision::RowCount& rows) {
  return {{"pairs", rows.rows}, {"failed", rows.failed}, {"undefined", rows.undefined}};
}

ExplainJson screen_json(const ExplainStudy& study) {
  const auto& s = *study.result.screen;
  ExplainJson j{{"trajectories", study.plan.trajectories},
                {"levels", study.plan.levels},
                {"rows", rows_json(s.rows)},
                {"interval", 0.95}};
  j["factors"] = ExplainJson::array();
  for (const auto f : s.order) {
    const auto& e = s.effects[f];
    j["factors"].push_back({{"factor", s.factors[f].id},
                            {"kind", kind_word(s.factors[f].kind)},
                            {"effects", s.used[f]},
                            {"mu", number_or_null(e.mu)},
                            {"mu_star", triple(e.mu_star, e.low, e.high)},
                            {"sigma", number_or_null(e.sigma)}});
  }
  return j;
}

ExplainJson variance_json(const ExplainStudy& study) {
  const auto& v = *study.result.variance;
  ExplainJson j{{"base_points", v.indices.used},
                {"base_points_dropped", v.indices.dropped},
                {"rows", rows_json(v.rows)},
                {"interval", 0.95},
                {"mean", number_or_null(v.indices.mean)},
                {"variance", number_or_null(v.indices.variance)},
                {"values", interval_json(v.values)},
                {"sum_of_first", number_or_null(v.first_sum)}};
  j["factors"] = ExplainJson::array();
  for (const auto g : v.order)
    j["factors"].push_back({{"factor", v.groups[g].id},
                            {"kind", kind_word(v.groups[g].kind)},
                            {"inputs", v.groups[g].inputs},
                            {"first", triple(v.indices.first[g])},
                            {"total", triple(v.indices.total[g])}});
  return j;
}

ExplainJson channels_json(const ExplainStudy& study) {
  const auto& c = *study.result.channels;
  ExplainJson j{{"rows", rows_json(c.rows)},
                {"interval", 0.9},
                {"off_from", study.plan.channels_from_1990 ? "1990" : "window"}};
  j["quantities"] = ExplainJson::array();
  for (const auto& q : c.quantities) {
    ExplainJson one{{"quantity", q.id},
                    {"title", q.title},
                    {"unit", q.unit},
                    {"members", q.shapley.members},
                    {"members_dropped", q.shapley.dropped},
                    {"all_off", triple(q.shapley.none)},
                    {"all_on", triple(q.shapley.all)}};
    one["channels"] = ExplainJson::array();
    for (std::size_t i = 0; i < q.shapley.shapley.size(); ++i)
      one["channels"].push_back({{"channel", decision::channel_names[i]},
                                 {"shapley", triple(q.shapley.shapley[i])},
                                 {"first", triple(q.shapley.first[i])},
                                 {"last", triple(q.shapley.last[i])}});
    j["quantities"].push_back(std::move(one));
  }
  return j;
}

ExplainJson levers_json(const ExplainStudy& study) {
  const auto& l = *study.result.lever_effects;
  ExplainJson j{
      {"scale", l.scale},
      {"step_a_year", study.plan.added.empty() ? ExplainJson(nullptr) : ExplainJson(study.step)},
      {"rows", rows_json(l.rows)},
      {"value", interval_json(l.value)},
      {"spending_usd_2010", interval_json(l.spending)}};
  j["levers"] = ExplainJson::array();
  for (const auto& e : l.levers)
    j["levers"].push_back({{"lever", e.id},
                           {"added", e.added},
                           {"members", e.used},
                           {"spending_usd_2010", interval_json(e.spending)},
                           {"change", interval_json(e.change)},
                           {"per_million_usd", interval_json(e.per_million)},
                           {"mean_per_million_usd", triple(e.mean_per_million)},
                           {"usd_per_unit_better", triple(e.usd_per_unit)},
                           {"helps", number_or_null(e.helps)}});
  j["cheaper"] = ExplainJson::array();
  for (const auto& row : l.cheaper) {
    ExplainJson one = ExplainJson::array();
    for (const double x : row) one.push_back(number_or_null(x));
    j["cheaper"].push_back(std::move(one));
  }
  j["cost_ratio"] = ExplainJson::array();
  for (const auto& row : l.cost_ratio) {
    ExplainJson one = ExplainJson::array();
    for (const auto& ratio : row)
      one.push_back(ratio.n > 0 ? interval_json(ratio) : ExplainJson(nullptr));
    j["cost_ratio"].push_back(std::move(one));
  }
  return j;
}

std::string screen_table_csv(const ExplainStudy& study) {
  if (!study.result.screen) return {};
  const auto& s = *study.result.screen;
  std::string out = "factor,kind,unit,effects,mu,mu_star,mu_star_low,mu_star_high,sigma\n";
  for (const auto f : s.order) {
    const auto& e = s.effects[f];
    out += table_line(
        {s.factors[f].id, kind_word(s.factors[f].kind), decision::unit_of(study.plan.outcome)},
        {static_cast<double>(s.used[f]), e.mu, e.mu_star, e.low, e.high, e.sigma});
  }
  return out;
}

std::string variance_table_csv(const ExplainStudy& study) {
  if (!study.result.variance) return {};
  const auto& v = *study.result.variance;
  std::string out = "factor,kind,inputs,first,first_low,first_high,total,total_low,total_high\n";
  for (const auto g : v.order) {
    const auto &first = v.indices.first[g], &total = v.indices.total[g];
    out += table_line({v.groups[g].id, kind_word(v.groups[g].kind)},
                      {static_cast<double>(v.groups[g].inputs), first.value, first.low, first.high,
                       total.value, total.low, total.high});
  }
  return out;
}

std::string channels_table_csv(const ExplainStudy& study) {
  if (!study.result.channels) return {};
  std::string out =
      "quantity,unit,channel,shapley,shapley_low,shapley_high,first,first_low,first_high,last,"
      "last_low,last_high\n";
  for (const auto& q : study.result.channels->quantities) {
    const auto& s = q.shapley;
    const auto line = [&](const std::string& id, const decision::ShapleyFigure& a,
                          const decision::ShapleyFigure& b, const decision::ShapleyFigure& c) {
      out += table_line({q.id, q.unit, id},
                        {a.value, a.low, a.high, b.value, b.low, b.high, c.value, c.low, c.high});
    };
    const decision::ShapleyFigure none{std::nan(""), std::nan(""), std::nan("")};
    for (std::size_t i = 0; i < s.shapley.size(); ++i)
      line(decision::channel_names[i], s.shapley[i], s.first[i], s.last[i]);
    line("all_off", s.none, none, none);
    line("all_on", s.all, none, none);
  }
  return out;
}

std::string levers_table_csv(const ExplainStudy& study) {
  if (!study.result.lever_effects) return {};
  const auto& l = *study.result.lever_effects;
  std::string out =
      "lever,unit,members,spending_median_usd,change_median,change_low90,change_high90,"
      "per_million_median,per_million_low90,per_million_high90,mean_per_million,"
      "mean_per_million_low,mean_per_million_high,usd_per_unit_better,usd_per_unit_better_low,"
      "usd_per_unit_better_high,helps";
  for (const auto& e : l.levers) out += "," + csv_cell("cheaper_than:" + e.id);
  out += "\n";
  for (std::size_t a = 0; a < l.levers.size(); ++a) {
    const auto& e = l.levers[a];
    const double none = std::nan("");
    const auto of_money = [&](double x) { return e.costs ? x : none; };
    std::vector<double> numbers{static_cast<double>(e.used),
                                e.spending.median,
                                e.change.median,
                                e.change.low90,
                                e.change.high90,
                                of_money(e.per_million.median),
                                of_money(e.per_million.low90),
                                of_money(e.per_million.high90),
                                e.mean_per_million.value,
                                e.mean_per_million.low,
                                e.mean_per_million.high,
                                e.usd_per_unit.value,
                                e.usd_per_unit.low,
                                e.usd_per_unit.high,
                                e.helps};
    numbers.insert(numbers.end(), l.cheaper[a].begin(), l.cheaper[a].end());
    out += table_line({e.id, decision::unit_of(study.plan.outcome)}, numbers);
  }
  return out;
}

std::string document(const ExplainStudy& study) {
  const auto& s = study.run->study;
  const auto& r = study.result;
  ExplainJson j;
  j["format"] = "balloon-explanation-1";
  j["command"] = study.command;
  j["version"] = s.version;
  j["commit"] = s.commit;
  j["data_hash"] = s.data_hash;
  j["draws"] = ExplainJson::parse(draws_json(s.draws));
  const Words w("en", &dictionary());
  j["scenario"] = study.policy().id;
  j["scenario_hash"] = hex64(study.policy().hash);
  j["against"] = study.reference().id;
  j["against_hash"] = hex64(study.reference().hash);
  j["outcome"] = study.outcome;
  j["outcome_words"] = outcome_words(w, study);
  j["unit"] = decision::unit_of(study.plan.outcome);
  j["members"] = study.plan.options.members;
  j["seed"] = study.plan.options.seed;
  j["seconds"] = study.seconds;
  j["pairs_of_runs"] = r.pairs;
  j["partial"] = r.stopped;
  j["sentences"] = main_sentences(w, study);
  j["notes"] = notes(w, study);
  j["screen"] = r.screen ? screen_json(study) : ExplainJson(nullptr);
  j["sobol"] = r.variance ? variance_json(study) : ExplainJson(nullptr);
  j["shapley"] = r.channels ? channels_json(study) : ExplainJson(nullptr);
  j["levers"] = r.lever_effects ? levers_json(study) : ExplainJson(nullptr);
  return j.dump(2, ' ', false, ExplainJson::error_handler_t::replace) + "\n";
}

}  // namespace

}  // namespace explain_words

std::string screen_csv(const ExplainStudy& study) { return explain_words::screen_table_csv(study); }
std::string variance_csv(const ExplainStudy& study) {
  return explain_words::variance_table_csv(study);
}
std::string channels_csv(const ExplainStudy& study) {
  return explain_words::channels_table_csv(study);
}
std::string lever_effects_csv(const ExplainStudy& study) {
  return explain_words::levers_table_csv(study);
}
std::string explain_json(const ExplainStudy& study) { return explain_words::document(study); }

}  // namespace balloon
