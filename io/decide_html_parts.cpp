#include "io/decide_html_parts.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

#include "io/letters.hpp"

namespace balloon::decide_page {

using decision::Attitude;
using decision::Measure;

namespace {

/// A unit as it is shown: `over` is the size from which figures are divided.
struct UnitScale {
  const char* unit;
  double over, factor;
  const char* word;
};
/// The largest that fits comes first.
constexpr UnitScale unit_scales[] = {
    {"ha", 1e4, 1e-3, "unit.thousand-ha"},
    {"ha", 0, 1, "unit.ha"},
    {"kg", 1e8, 1e-6, "unit.thousand-t"},
    {"kg", 1e4, 1e-3, "unit.t"},
    {"kg", 0, 1, "unit.kg"},
    {"t", 1e5, 1e-3, "unit.thousand-t"},
    {"t", 0, 1, "unit.t"},
    {"USD", 1e10, 1e-9, "unit.billion-USD"},
    {"USD", 1e6, 1e-6, "unit.million-USD"},
    {"USD", 1e4, 1e-3, "unit.thousand-USD"},
    {"USD", 0, 1, "unit.USD"},
    {"families", 0, 1, "unit.families"},
    {"persons", 0, 1, "unit.persons"},
    {"fighters", 0, 1, "unit.fighters"},
    {"crimes", 0, 1, "unit.crimes"},
    {"count", 0, 1, "unit.count"},
    {"1/month", 0, 1, "unit.1/month"},
    {"1", 0, 1, "unit.1"},
};
constexpr double thousands_from = 1e5;  ///< of persons, families and the like

bool is_headcount(std::string_view unit) {
  return unit == "families" || unit == "persons" || unit == "fighters" || unit == "crimes";
}

/// Three figures for a value of that size.
int decimals_of(double size) {
  if (!(size > 0) || !std::isfinite(size)) return 0;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 6);
}

/// How large an objective's figures are: medians and regrets of the strategies shown.
double size_of(const decision::DecisionResult& result, std::size_t objective) {
  double size = 0;
  const auto take = [&](double value) {
    if (std::isfinite(value)) size = std::max(size, std::fabs(value));
  };
  for (const auto& s : result.strategies) take(s.comparison.difference[objective].median);
  if (size > 0) return size;
  for (const auto& s : result.strategies) {
    take(s.comparison.difference[objective].low90);
    take(s.comparison.difference[objective].high90);
  }
  return size;
}

/// A result that the page can be written of; throws std::invalid_argument.
void check_shape(const decision::DecisionProblem& problem, const decision::DecisionResult& result) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
  };
  const auto objectives = problem.objectives.size();
  require(objectives > 0, "the problem has no objectives");
  require(!result.strategies.empty(), "the result lacks the historical split");
  for (const auto& s : result.strategies) {
    require(s.money.size() == problem.levers.size(), "a strategy has not one amount a lever");
    require(s.comparison.difference.size() == objectives &&
                s.comparison.better.on_each.size() == objectives &&
                s.comparison.better.on_at_least.size() == objectives + 1 &&
                s.by_structure.size() == objectives && s.regret.size() == objectives,
            "a strategy has not one figure an objective");
    require(s.limit_share.size() == problem.limits.size(), "a strategy has not one share a limit");
  }
  const auto known = [&](std::size_t strategy, std::size_t objective) {
    require(strategy < result.strategies.size() && objective < objectives,
            "the result names a strategy or an objective that does not exist");
  };
  for (const auto s : result.chosen) known(s, 0);
  for (const auto& a : result.agencies) {
    known(a.strategy, 0);
    require(a.comparison.difference.size() == objectives, "an agency lacks an objective");
  }
  for (const auto& f : result.failures) known(f.strategy, f.objective);
  for (const auto& a : result.attitudes) known(a.strategy, a.objective);
  if (result.rolling) {
    for (const auto& truth : result.rolling->plans)
      for (const auto s : truth) known(s, 0);
    known(result.rolling->fixed_plan, 0);
    for (const auto* c : {&result.rolling->rolling, &result.rolling->fixed})
      require(c->difference.size() == objectives && c->better.on_each.size() == objectives,
              "planning again lacks an objective");
  }
  for (const auto& c : result.channels) {
    known(c.strategy, c.objective);
    require(c.shapley.shapley.size() == static_cast<std::size_t>(decision::channel_count),
            "an objective has not one figure a channel");
  }
}

}  // namespace

Page::Page(const decision::DecisionProblem& problem_, const decision::DecisionResult& result_,
           const model::World& world_, const DecideReport& how_)
    : problem(problem_), result(result_), world(world_), how(how_), words(how_.language) {
  check_shape(problem, result);
  for (std::size_t k = 0; k < objective_count(); ++k) {
    const auto& measure = problem.objectives[k].measure;
    const auto& record = model::outcomes[measure.outcome];
    const double size = size_of(result, k);
    FigureStyle style;
    style.unit = record.unit;
    for (const auto& scale : unit_scales) {
      if (std::string_view(record.unit) != scale.unit || size < scale.over) continue;
      style.factor = scale.factor;
      style.unit = word(scale.word);
      break;
    }
    if (is_headcount(record.unit) && size >= thousands_from) {
      style.factor = 1e-3;
      style.unit = text("unit.thousands", {{"unit", style.unit}});
    }
    if (measure.statistic == Measure::Statistic::mean && record.is_flow)
      style.unit = text(record.cadence == model::Cadence::monthly ? "unit.month" : "unit.year",
                        {{"unit", style.unit}});
    style.decimals = decimals_of(size * style.factor);
    styles_.push_back(std::move(style));
  }
  double largest = 0;
  for (const auto& s : result.strategies)
    for (const double usd : s.money) largest = std::max(largest, usd);
  money_decimals_ = std::min(decimals_of(largest / 1e6), 3);
}

std::string_view Page::word(std::string_view key) const {
  const auto& all = decide_words();
  const auto at = std::lower_bound(
      all.begin(), all.end(), key,
      [](const Word& w, std::string_view k) { return std::string_view(w.key) < k; });
  if (at == all.end() || at->key != key)
    throw std::out_of_range("no word '" + std::string(key) + "'");
  return words.language() == "es" ? at->spanish : at->english;
}

std::string Page::title_of(const decision::Titles& titles, const std::string& id) const {
  for (const auto& language : {words.language(), std::string("en")})
    if (const auto at = titles.find(language); at != titles.end() && !at->second.empty())
      return at->second;
  return id;
}

std::string Page::objective_title(std::size_t objective, bool whole) const {
  const auto full = [&](std::size_t k) {
    return title_of(problem.objectives[k].title, problem.objectives[k].id);
  };
  const auto brief = [&](std::size_t k) {
    const std::string title = full(k);
    return title.substr(0, std::min(title.find(','), title.size()));
  };
  const std::string own = brief(objective);
  if (whole || own.empty()) return full(objective);
  for (std::size_t k = 0; k < objective_count(); ++k)
    if (k != objective && brief(k) == own) return full(objective);
  return own;
}

std::string Page::objective_unit(std::size_t objective) const {
  return text("direction.unit",
              {{"unit", style(objective).unit},
               {"direction",
                std::string(word(problem.objectives[objective].maximise ? "direction.more"
                                                                        : "direction.less"))}});
}

std::string Page::strategy_title(std::size_t strategy) const {
  return strategy == 0 ? std::string(word("name.historical")) : result.strategies[strategy].id;
}

std::string Page::role_titles(std::size_t strategy) const {
  std::string all;
  for (const auto& role : result.strategies[strategy].roles) {
    std::string title = role;
    if (role.starts_with("best:")) {
      for (std::size_t k = 0; k < objective_count(); ++k)
        if (role.substr(5) == problem.objectives[k].id)
          title = text("role.best",
                       {{"objective", text("name.quoted", {{"name", objective_title(k)}})}});
    } else if (role == "throughout" || role == "compromise" || role == "least-regret" ||
               role == "surest") {
      title = word("role." + role);
    }
    all += (all.empty() ? "" : ", ") + title;
  }
  return all;
}

std::optional<std::size_t> Page::with_role(std::string_view role) const {
  for (std::size_t s = 0; s < result.strategies.size(); ++s) {
    const auto& roles = result.strategies[s].roles;
    if (std::find(roles.begin(), roles.end(), role) != roles.end()) return s;
  }
  return std::nullopt;
}

std::optional<std::size_t> Page::main_strategy() const {
  const auto throughout = with_role("throughout");
  return throughout ? throughout : with_role("compromise");
}

std::optional<std::size_t> Page::chosen_place(std::size_t strategy) const {
  // The one shown first has the first colour.
  std::size_t place = 1;
  const auto main = main_strategy();
  for (const auto s : result.chosen) {
    const bool first = main && s == *main;
    if (s == strategy) return first ? 0 : place;
    place += first ? 0 : 1;
  }
  return std::nullopt;
}

std::string Page::attitude_name(const decision::AttitudeRule& rule, std::size_t objective) const {
  switch (rule.kind) {
    case Attitude::mean:
      return text("attitude.mean");
    case Attitude::cvar:
      return text("attitude.cvar", {{"level", percent(rule.level)}});
    case Attitude::regret:
      return rule.level >= 1 ? text("attitude.regret-most")
                             : text("attitude.regret", {{"level", percent(rule.level)}});
    case Attitude::satisficing:
      break;
  }
  if (rule.threshold == 0) return text("attitude.no-worse");
  return text(problem.objectives[objective].maximise ? "attitude.at-least" : "attitude.at-most",
              {{"threshold", change(objective, rule.threshold)}});
}

std::string Page::channel_title(std::size_t channel) const {
  return std::string(word(std::string("channel.") + decision::channel_names[channel]));
}

std::string Page::agency_name(const std::string& id) const {
  for (const char* known : {"replay", "proportional", "adaptive", "randomised", "optimising"})
    if (id == known) return text("agency." + id);
  return escape(id);
}

std::string Page::change(std::size_t objective, double value) const {
  if (!std::isfinite(value)) return undefined();
  const auto& s = style(objective);
  return words.change(value * s.factor, 3, s.decimals);
}

std::string Page::size(std::size_t objective, double value) const {
  if (!std::isfinite(value)) return undefined();
  const auto& s = style(objective);
  return words.rounded(value * s.factor, 3, s.decimals);
}

std::string Page::range(std::size_t objective, double low, double high) const {
  return text("figure.range", {{"low", change(objective, low)}, {"high", change(objective, high)}});
}

std::string Page::median(std::size_t objective, double value) const {
  if (!std::isfinite(value)) return undefined();
  const char* css = value == 0                 ? "decide-same"
                    : better(objective, value) ? "decide-good"
                                               : "decide-bad";
  return fmt::format(R"(<b class="{}">{}</b>)", css, change(objective, value));
}

std::string Page::difference(std::size_t objective, const analysis::Interval& value) const {
  if (value.n == 0 || !std::isfinite(value.median)) return undefined();
  return median(objective, value.median) + R"( <span class="range">)" +
         range(objective, value.low90, value.high90) + "</span>";
}

std::string Page::structures(std::size_t objective, std::size_t strategy) const {
  double low = 0, high = 0;
  bool any = false;
  for (const double m : result.strategies[strategy].by_structure[objective]) {
    if (!std::isfinite(m)) continue;
    low = any ? std::min(low, m) : m;
    high = any ? std::max(high, m) : m;
    any = true;
  }
  if (!any) return undefined();
  return text("figure.span", {{"low", change(objective, low)}, {"high", change(objective, high)}});
}

std::string Page::percent(double share) const {
  if (!std::isfinite(share)) return undefined();
  const double value = 100 * share;
  // Nearly none and nearly all are not none and all.
  const bool fine = (value > 0 && value < 1) || (value > 99 && value < 100);
  return text("figure.percent", {{"value", words.number(value, fine ? 1 : 0)}});
}

std::string Page::money(double usd) const {
  if (!std::isfinite(usd)) return undefined();
  return words.rounded(usd / 1e6, 4, money_decimals_);
}

std::string Page::money_change(double usd) const {
  if (!std::isfinite(usd)) return undefined();
  return words.change(usd / 1e6, 4, money_decimals_);
}

std::string Page::number(double value, int decimals) const {
  return std::isfinite(value) ? words.number(value, decimals) : undefined();
}

bool keeps_limits(const decision::Evaluation& evaluation) { return decision::feasible(evaluation); }

std::vector<std::string> wrapped(std::string_view text, std::size_t letters) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto next = text.substr(0, space);
    if (!next.empty()) {
      if (!lines.empty() && letter_count(lines.back()) + 1 + letter_count(next) <= letters)
        lines.back() += " " + std::string(next);
      else
        lines.emplace_back(next);
    }
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return lines;
}

std::string strategy_key(const Page& page, std::size_t strategy) {
  std::string css;
  if (strategy == 0) css = "decide-key-split";
  if (const auto place = page.chosen_place(strategy))
    css = "decide-key-" + std::to_string(*place % 7);
  std::string name = page.strategy_name(strategy);
  if (css.empty()) return name;
  return fmt::format(R"(<span class="swatch decide-key {}" aria-hidden="true"></span>{})", css,
                     name);
}

}  // namespace balloon::decide_page
