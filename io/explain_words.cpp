#include "io/explain_words.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "decision/decide.hpp"
#include "io/table_writer.hpp"

namespace balloon::explain_words {

namespace {

using decision::ExplainedOutcome;

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

const model::ParameterRecord* parameter_of(const std::string& id) {
  for (const auto& record : model::parameters)
    if (id == record.name) return &record;
  return nullptr;
}

std::string place_list(const ExplainStudy& study) {
  const auto& m = study.plan.outcome.measure;
  const auto& record = model::outcomes[m.outcome];
  const auto all = static_cast<std::size_t>(model::outcome_places(*study.plan.world, m.outcome));
  if (m.places.size() == all) return all == 1 ? "" : "all places together";
  std::string text;
  for (const int p : m.places)
    text += (text.empty() ? "" : ", ") + place_id(*study.plan.world, record.place, p);
  return text;
}

std::string variance_sentence(const ExplainStudy& study) {
  const auto& v = *study.result.variance;
  if (v.indices.used < 2 || v.indices.constant)
    return fmt::format(
        "The variance of {} cannot be shared out: {}.", outcome_short(study),
        v.indices.constant ? "it is the same in every run" : "too few rows have a number");
  std::string text = fmt::format("Of the variance of {}, ", outcome_short(study));
  const std::size_t shown = std::min<std::size_t>(3, v.order.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto g = v.order[i];
    text += i == 0 ? "" : i + 1 == shown ? " and " : ", ";
    text += fmt::format("{} {} {} ({} % by itself)", percent_range(v.indices.total[g]),
                        i == 0 ? "hangs on" : "on", group_name(v.groups[g]),
                        percent(v.indices.first[g].value));
  }
  const double rest = 1 - v.first_sum;
  text += rest > 0.005 ? fmt::format("; {} % are interactions, which no factor has by itself.",
                                     percent(rest))
                       : std::string("; interactions are not seen.");
  return text;
}

std::string screen_sentence(const ExplainStudy& study) {
  const auto& s = *study.result.screen;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < s.order.size() && names.size() < 3; ++i)
    if (s.effects[s.order[i]].mu_star > 0) names.push_back(factor_name(s.factors[s.order[i]].id));
  if (names.empty())
    return "The screening finds no factor that moves " + outcome_short(study) + ".";
  std::string text = fmt::format("Of {} factors the screening puts ", s.factors.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text + " first.";
}

std::string channel_sentence(const ExplainStudy& study) {
  const auto& q = study.result.channels->quantities.front();
  const auto& s = q.shapley;
  if (s.members < 1) return "No member ended in all combinations of channels.";
  std::vector<std::size_t> order(s.shapley.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::fabs(s.shapley[a].value) > std::fabs(s.shapley[b].value);
  });
  std::string parts;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& f = s.shapley[order[i]];
    parts += fmt::format("{}{} {} {}",
                         i == 0   ? ""
                         : i == 2 ? " and "
                                  : ", ",
                         channel_name(order[i]), figure(f.value, 2, true),
                         range(f.low, f.high, 2, true));
  }
  if (q.id == "index")
    return fmt::format(
        "Of 100 ha that the target loses, {} [{}, {}] are gained elsewhere (ratio of means); by "
        "channel, of one ha, {}.",
        percent(s.all.value), percent(s.all.low), percent(s.all.high), parts);
  return fmt::format("With all channels {} is {} in the mean, with none {}; by channel {}.",
                     outcome_short(study), figure(s.all.value, 3), figure(s.none.value, 3), parts);
}

std::string lever_sentence(const ExplainStudy& study) {
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
  if (best == nullptr) return "No lever in which the policies differ costs money.";
  const auto& f = best->mean_per_million;
  return fmt::format(
      "A million USD more does most for the better in {}: {} {} {} (ratio of means), the right way "
      "in {} % of the members.",
      lever_name(*best), figure(f.value, 2, true), range(f.low, f.high, 2, true),
      decision::unit_of(study.plan.outcome), percent(best->helps));
}

}  // namespace

int decimals_for(double value, int figures) {
  if (!(std::fabs(value) > 0)) return 0;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  return std::clamp(figures - 1 - magnitude, -12, 8);
}

std::string fixed(double value, int decimals, bool plus) {
  if (!std::isfinite(value)) return "-";
  const double unit = decimals < 0 ? std::pow(10.0, -decimals) : 1;
  const double size = decimals < 0 ? std::round(std::fabs(value) / unit) * unit : std::fabs(value);
  std::string digits = fmt::format("{:.{}f}", size, std::max(decimals, 0));
  const auto point = std::min(digits.find('.'), digits.size());
  for (int at = static_cast<int>(point) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  if (zero) return digits;
  return (value < 0 ? "-" : plus ? "+" : "") + digits;
}

std::string figure(double value, int figures, bool plus) {
  return fixed(value, decimals_for(value, figures), plus);
}

std::string range(double low, double high, int figures, bool plus) {
  const int decimals = decimals_for(std::max(std::fabs(low), std::fabs(high)), figures);
  return fmt::format("[{}, {}]", fixed(low, decimals, plus), fixed(high, decimals, plus));
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "-";
  if (share > 0 && share < 0.005) return "< 1";
  return fixed(100 * share, 0, false);
}

std::string percent_range(const decision::IndexEstimate& index) {
  return fmt::format("{} % [{}, {}]", percent(index.value), percent(index.low),
                     percent(index.high));
}

std::string money(double usd) {
  const double size = std::fabs(usd);
  if (!std::isfinite(usd)) return "-";
  if (size >= 1e9) return figure(usd / 1e9) + " billion USD";
  if (size >= 1e6) return figure(usd / 1e6) + " million USD";
  return figure(usd) + " USD";
}

int decimals_of(const decision::ShapleyResult& game) {
  double largest = std::max(std::fabs(game.all.value), std::fabs(game.none.value));
  for (const auto& f : game.shapley) largest = std::max(largest, std::fabs(f.value));
  return decimals_for(largest);
}

std::string factor_name(const std::string& id) {
  if (id == "sourcing") return "sourcing of base";
  if (id == "pass_through_structure") return "form of price pass-through";
  if (id.starts_with("lever:")) return "the lever " + spaced(id.substr(6));
  return spaced(id);
}

std::string factor_meaning(const ExplainStudy& study, const std::string& id) {
  if (const auto* p = parameter_of(id)) {
    const std::string_view unit = p->unit;
    const bool bare = unit == "1" || unit == "share";
    return p->meaning + (bare ? std::string() : std::string(", ") + p->unit);
  }
  if (id == "sourcing") return "whether base crosses borders to other hubs: flat or nested";
  if (id == "pass_through_structure")
    return "how source prices reach retail: multiplicative, mixed or additive";
  if (id == "history")
    return "what is hidden in the state and all shocks: the start of 1990, innovations of every "
           "year, single shipments";
  if (id == "other_parameters") return "parameters that the screening puts behind, as one group";
  if (id.starts_with("lever:"))
    return fmt::format("difference between {} and {}, times {:g} to {:g}", study.policy().id,
                       study.reference().id, decision::lever_scale_low, decision::lever_scale_high);
  return "";
}

std::string group_name(const decision::VarianceGroup& group) {
  if (group.id == "other_parameters") return fmt::format("the other {} parameters", group.inputs);
  return factor_name(group.id);
}

std::string channel_name(std::size_t channel) { return spaced(decision::channel_names[channel]); }

std::string lever_name(const decision::LeverEffect& lever) {
  return lever.added ? lever.id : spaced(lever.id);
}

std::string outcome_short(const ExplainStudy& study) {
  switch (study.plan.outcome.kind) {
    case ExplainedOutcome::Kind::net:
      return "the net change of coca";
    case ExplainedOutcome::Kind::elsewhere:
      return "the gain of coca elsewhere";
    case ExplainedOutcome::Kind::gone:
      return "what is gone of 100 ha removed";
    case ExplainedOutcome::Kind::index:
      return "the balloon index";
    case ExplainedOutcome::Kind::measure:
      break;
  }
  const auto name = spaced(model::outcomes[study.plan.outcome.measure.outcome].name);
  return (study.plan.outcome.level ? "" : "the change of ") + name;
}

std::string outcome_words(const ExplainStudy& study) {
  const auto& o = study.plan.outcome;
  const auto after =
      fmt::format("after {} months (from {})", o.horizon, month_name(o.window_start));
  switch (o.kind) {
    case ExplainedOutcome::Kind::net:
      return "net change of the whole region's coca, ha, " + after;
    case ExplainedOutcome::Kind::elsewhere:
      return "coca gained outside the target, ha, " + after;
    case ExplainedOutcome::Kind::gone:
      return "ha gone from the whole region of 100 ha removed in the target, " + after;
    case ExplainedOutcome::Kind::index:
      return "balloon index: ha gained elsewhere by ha lost in the target, " + after;
    case ExplainedOutcome::Kind::measure:
      break;
  }
  const auto& m = o.measure;
  const auto& record = model::outcomes[m.outcome];
  static constexpr const char* statistics[] = {"sum", "mean", "last"};
  const auto places = place_list(study);
  return fmt::format("{} ({}), {}, {}{}{} of {} to {}, {}", record.name, record.meaning,
                     record.unit, places, places.empty() ? "" : ", ",
                     statistics[static_cast<int>(m.statistic)], month_name(m.from),
                     month_name(m.to), o.level ? "under the policy" : "policy less reference");
}

std::string unit_for_the_better(const ExplainStudy& study) {
  const bool less = decision::wanted_of(study.plan.outcome) == model::Direction::minimise;
  return std::string(decision::unit_of(study.plan.outcome)) + (less ? " less" : " more");
}

std::vector<std::string> main_sentences(const ExplainStudy& study) {
  std::vector<std::string> sentences;
  const auto& r = study.result;
  if (r.variance) sentences.push_back(variance_sentence(study));
  if (r.screen) sentences.push_back(screen_sentence(study));
  if (r.channels) sentences.push_back(channel_sentence(study));
  if (r.lever_effects) sentences.push_back(lever_sentence(study));
  return sentences;
}

}  // namespace balloon::explain_words
