#include "io/explain_words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "decision/decide.hpp"
#include "io/decide_html_parts.hpp"
#include "io/table_writer.hpp"

namespace balloon::explain_words {

namespace {

using decision::ExplainedOutcome;

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// An entry of the catalogue under a name of the program's, which need not have one.
std::string word_or(const Words& w, const std::string& key, const std::string& otherwise) {
  return w.has(key) ? std::string(w[key]) : otherwise;
}

const model::ParameterRecord* parameter_of(const std::string& id) {
  for (const auto& record : model::parameters)
    if (id == record.name) return &record;
  return nullptr;
}

std::string place_list(const Words& w, const ExplainStudy& study) {
  const auto& m = study.plan.outcome.measure;
  const auto& record = model::outcomes[m.outcome];
  const auto all = static_cast<std::size_t>(model::outcome_places(*study.plan.world, m.outcome));
  if (m.places.size() == all) return all == 1 ? "" : std::string(w["why.all-places"]);
  std::string text;
  for (const int p : m.places)
    text += (text.empty() ? "" : ", ") + place_id(*study.plan.world, record.place, p);
  return text;
}

std::string variance_sentence(const Words& w, const ExplainStudy& study) {
  const auto& v = *study.result.variance;
  const auto outcome = outcome_short(w, study);
  if (v.indices.used < 2 || v.indices.constant)
    return w.fill(
        "why.not-shared",
        {{"outcome", outcome},
         {"reason",
          std::string(w[v.indices.constant ? "why.not-shared-constant" : "why.not-shared-few"])}});
  std::string text = w.fill("why.variance-of", {{"outcome", outcome}});
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, v.order.size()); ++i) {
    const auto g = v.order[i];
    parts.push_back(w.fill(i == 0 ? "why.variance-first" : "why.variance-next",
                           {{"share", percent_range(w, v.indices.total[g])},
                            {"factor", group_name(w, v.groups[g])},
                            {"alone", percent(w, v.indices.first[g].value)}}));
  }
  text += w.list(parts);
  const double rest = 1 - v.first_sum;
  return text + (rest > 0.005 ? w.fill("why.variance-rest", {{"rest", percent(w, rest)}})
                              : std::string(w["why.variance-no-rest"]));
}

std::string screen_sentence(const Words& w, const ExplainStudy& study) {
  const auto& s = *study.result.screen;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < s.order.size() && names.size() < 3; ++i)
    if (s.effects[s.order[i]].mu_star > 0)
      names.push_back(factor_name(w, s.factors[s.order[i]].id));
  if (names.empty()) return w.fill("why.screen-none", {{"outcome", outcome_short(w, study)}});
  return w.fill("why.screen-first", {{"count", w.plain(static_cast<double>(s.factors.size()))},
                                     {"factors", w.list(names)}});
}

std::string channel_sentence(const Words& w, const ExplainStudy& study) {
  const auto& q = study.result.channels->quantities.front();
  const auto& s = q.shapley;
  if (s.members < 1) return std::string(w["why.channels-none"]);
  std::vector<std::size_t> order(s.shapley.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::fabs(s.shapley[a].value) > std::fabs(s.shapley[b].value);
  });
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& f = s.shapley[order[i]];
    parts.push_back(channel_name(w, order[i]) + " " + figure(w, f.value, 2, true) + " " +
                    range(w, f.low, f.high, 2, true));
  }
  if (q.id == "index")
    return w.fill("why.channels-index",
                  {{"share", w.interval(percent(w, s.all.value), percent(w, s.all.low),
                                        percent(w, s.all.high))},
                   {"parts", w.list(parts)}});
  return w.fill("why.channels-value", {{"outcome", outcome_short(w, study)},
                                       {"all", figure(w, s.all.value, 3)},
                                       {"none", figure(w, s.none.value, 3)},
                                       {"parts", w.list(parts)}});
}

std::string lever_sentence(const Words& w, const ExplainStudy& study) {
  const auto& levers = study.result.lever_effects->levers;
  const auto wanted = decision::wanted_of(study.plan.outcome);
  const double better = wanted == model::Direction::minimise ? -1 : 1;
  const decision::LeverEffect* best = nullptr;
  for (const auto& e : levers) {
    if (!e.costs || !std::isfinite(e.mean_per_million.value)) continue;
    if (best == nullptr ||
        better * e.mean_per_million.value > better * best->mean_per_million.value)
      best = &e;
  }
  if (best == nullptr) return std::string(w["why.levers-no-cost"]);
  const auto& f = best->mean_per_million;
  return w.fill("why.levers-best",
                {{"lever", lever_name(w, *best)},
                 {"effect", figure(w, f.value, 2, true) + " " + range(w, f.low, f.high, 2, true)},
                 {"unit", unit_name(w, study)},
                 {"share", percent(w, best->helps)}});
}

}  // namespace

int decimals_for(double value, int figures) {
  if (!(std::fabs(value) > 0)) return 0;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  return std::clamp(figures - 1 - magnitude, -12, 8);
}

std::string fixed(const Words& w, double value, int decimals, bool plus) {
  if (!std::isfinite(value)) return "-";
  const double unit = decimals < 0 ? std::pow(10.0, -decimals) : 1;
  const double round = decimals < 0 ? std::round(value / unit) * unit : value;
  const std::string digits = w.plain(round, std::max(decimals, 0));
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return plus && value > 0 && !zero ? "+" + digits : digits;
}

std::string figure(const Words& w, double value, int figures, bool plus) {
  return fixed(w, value, decimals_for(value, figures), plus);
}

std::string brackets(const Words& w, const std::string& low, const std::string& high) {
  return w.fill("interval.range", {{"low", low}, {"high", high}});
}

std::string range(const Words& w, double low, double high, int figures, bool plus) {
  const int decimals = decimals_for(std::max(std::fabs(low), std::fabs(high)), figures);
  return brackets(w, fixed(w, low, decimals, plus), fixed(w, high, decimals, plus));
}

std::string percent(const Words& w, double share) {
  if (!std::isfinite(share)) return "-";
  if (share > 0 && share < 0.005) return "< 1";
  return fixed(w, 100 * share, 0, false);
}

std::string percent_range(const Words& w, const decision::IndexEstimate& index) {
  return w.fill("why.percent", {{"value", percent(w, index.value)}}) + " " +
         brackets(w, percent(w, index.low), percent(w, index.high));
}

std::string money(const Words& w, double usd) {
  const double size = std::fabs(usd);
  if (!std::isfinite(usd)) return "-";
  if (size >= 1e9) return w.fill("terminal.usd-billion", {{"value", figure(w, usd / 1e9)}});
  if (size >= 1e6) return w.fill("terminal.usd-million", {{"value", figure(w, usd / 1e6)}});
  return w.fill("terminal.usd", {{"value", figure(w, usd)}});
}

std::string with_interval(const Words& w, const analysis::Interval& value) {
  return figure(w, value.median) + " " + range(w, value.low90, value.high90);
}

int decimals_of(const decision::ShapleyResult& game) {
  double largest = std::max(std::fabs(game.all.value), std::fabs(game.none.value));
  for (const auto& f : game.shapley) largest = std::max(largest, std::fabs(f.value));
  return decimals_for(largest);
}

std::string factor_name(const Words& w, const std::string& id) {
  if (id.starts_with("lever:")) {
    const auto lever = id.substr(6);
    return w.fill("why.factor-lever",
                  {{"lever", word_or(w, "why.instrument-" + lever, spaced(lever))}});
  }
  return word_or(w, "why.factor-" + id, w.language() == "en" ? spaced(id) : id);
}

std::string factor_meaning(const Words& w, const ExplainStudy& study, const std::string& id) {
  if (const auto* p = parameter_of(id)) {
    const std::string_view unit = p->unit;
    const bool bare = unit == "1" || unit == "share";
    const auto meaning = w.language() == "en" ? std::string_view(p->meaning)
                                              : decide_page::spanish_parameter(p->name);
    return std::string(meaning) +
           (bare ? "" : ", " + word_or(w, "why.unit-" + std::string(unit), p->unit));
  }
  if (id.starts_with("lever:"))
    return w.fill("why.meaning-lever", {{"policy", study.policy().id},
                                        {"reference", study.reference().id},
                                        {"low", fixed(w, decision::lever_scale_low, 1)},
                                        {"high", fixed(w, decision::lever_scale_high, 1)}});
  return word_or(w, "why.meaning-" + id, "");
}

std::string group_name(const Words& w, const decision::VarianceGroup& group) {
  if (group.id == "other_parameters")
    return w.fill("why.other-parameters", {{"count", w.plain(static_cast<double>(group.inputs))}});
  return factor_name(w, group.id);
}

std::string channel_name(const Words& w, std::size_t channel) {
  return std::string(w[std::string("why.channel-") + decision::channel_names[channel]]);
}

std::string quantity_name(const Words& w, const decision::ChannelQuantity& quantity) {
  return std::string(w["why.quantity-" + quantity.id]);
}

std::string lever_name(const Words& w, const decision::LeverEffect& lever) {
  return lever.added ? lever.id : word_or(w, "why.instrument-" + lever.id, spaced(lever.id));
}

std::string unit_name(const Words& w, const ExplainStudy& study) {
  const std::string unit = decision::unit_of(study.plan.outcome);
  return unit == "ha of 100" ? std::string(w["why.unit-of-100"])
                             : word_or(w, "why.unit-" + unit, unit);
}

std::string outcome_short(const Words& w, const ExplainStudy& study) {
  switch (study.plan.outcome.kind) {
    case ExplainedOutcome::Kind::net:
      return std::string(w["why.short-net"]);
    case ExplainedOutcome::Kind::elsewhere:
      return std::string(w["why.short-elsewhere"]);
    case ExplainedOutcome::Kind::gone:
      return std::string(w["why.short-gone"]);
    case ExplainedOutcome::Kind::index:
      return std::string(w["why.short-index"]);
    case ExplainedOutcome::Kind::measure:
      break;
  }
  const auto& record = model::outcomes[study.plan.outcome.measure.outcome];
  const auto name = w.language() == "en" ? spaced(record.name)
                                         : std::string(decide_page::spanish_outcome(record.name));
  return study.plan.outcome.level ? name : w.fill("why.short-change", {{"outcome", name}});
}

std::string outcome_words(const Words& w, const ExplainStudy& study) {
  const auto& o = study.plan.outcome;
  const auto after = w.fill(
      "why.after", {{"months", std::to_string(o.horizon)}, {"start", month_name(o.window_start)}});
  switch (o.kind) {
    case ExplainedOutcome::Kind::net:
      return w.fill("why.long-net", {{"after", after}});
    case ExplainedOutcome::Kind::elsewhere:
      return w.fill("why.long-elsewhere", {{"after", after}});
    case ExplainedOutcome::Kind::gone:
      return w.fill("why.long-gone", {{"after", after}});
    case ExplainedOutcome::Kind::index:
      return w.fill("why.long-index", {{"after", after}});
    case ExplainedOutcome::Kind::measure:
      break;
  }
  const auto& m = o.measure;
  const auto& record = model::outcomes[m.outcome];
  static constexpr const char* statistics[] = {"why.statistic-sum", "why.statistic-mean",
                                               "why.statistic-last"};
  auto places = place_list(w, study);
  if (!places.empty()) places += ", ";
  const auto meaning = w.language() == "en"
                           ? std::string(record.meaning)
                           : std::string(decide_page::spanish_outcome(record.name));
  return w.fill(
      "why.long-measure",
      {{"outcome", record.name},
       {"meaning", meaning},
       {"unit", unit_name(w, study)},
       {"places", places},
       {"statistic", std::string(w[statistics[static_cast<int>(m.statistic)]])},
       {"from", month_name(m.from)},
       {"to", month_name(m.to)},
       {"how", std::string(w[o.level ? "why.under-policy" : "why.policy-less-reference"])}});
}

std::string unit_for_the_better(const Words& w, const ExplainStudy& study) {
  const bool less = decision::wanted_of(study.plan.outcome) == model::Direction::minimise;
  return w.fill(less ? "why.unit-less" : "why.unit-more", {{"unit", unit_name(w, study)}});
}

std::vector<std::string> main_sentences(const Words& w, const ExplainStudy& study) {
  std::vector<std::string> sentences;
  const auto& r = study.result;
  if (r.variance) sentences.push_back(variance_sentence(w, study));
  if (r.screen) sentences.push_back(screen_sentence(w, study));
  if (r.channels) sentences.push_back(channel_sentence(w, study));
  if (r.lever_effects) sentences.push_back(lever_sentence(w, study));
  return sentences;
}

}  // namespace balloon::explain_words
