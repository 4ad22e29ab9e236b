#include "io/decide_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace balloon {

using namespace decision;

namespace {

/// A figure in thousands, millions or billions where it is large.
std::string compact(double x, bool sign) {
  if (!std::isfinite(x)) return "n/d";
  const double size = std::fabs(x);
  const char* plus = sign && x > 0 ? "+" : "";
  if (size >= 1e9) return fmt::format("{}{:.3g} bn", plus, x / 1e9);
  if (size >= 1e6) return fmt::format("{}{:.3g} M", plus, x / 1e6);
  if (size >= 1e4) return fmt::format("{}{:.3g} k", plus, x / 1e3);
  return fmt::format("{}{:.3g}", plus, x);
}

std::string difference_words(const analysis::Interval& d) {
  return fmt::format("{} [{}, {}]", compact(d.median, true), compact(d.low90, true),
                     compact(d.high90, true));
}

std::string answer(const DecisionProblem& problem, const DecisionResult& r) {
  const auto shown = r.strategies.size() - 1;
  if (!r.feasible)
    return fmt::format(
        "No split that was tried ({}) keeps all limits in enough members, so none is proposed.\n",
        r.evaluated);
  std::string text = fmt::format(
      "{} of the {} strategies shown are better than the historical split in at least two of {} "
      "objectives and worse in none, on members that the search had not seen ({} on its own).\n",
      r.dominate_fresh, shown, problem.objectives.size(), r.dominate_searched);
  if (problem.objectives.size() > 1)
    text += fmt::format(
        "{} are better in at least two objectives in 90 % of the members or more, whatever they do "
        "in the others.\n",
        r.sure_in_two);
  for (const auto s : r.chosen) {
    const auto& strategy = r.strategies[s];
    if (std::find(strategy.roles.begin(), strategy.roles.end(), "surest") == strategy.roles.end())
      continue;
    text += fmt::format(
        "The surest, {}, is better in at least two objectives in {:.0f} % of the members and in "
        "all {} in {:.0f} %.\n",
        strategy.id,
        100 * strategy.comparison.better.on_at_least[2 < problem.objectives.size() ? 2 : 1],
        problem.objectives.size(), 100 * strategy.comparison.better.on_at_least.back());
  }
  return text;
}

void add_money(const DecisionProblem& problem, const DecisionResult& r, std::string& text) {
  std::size_t width = 5;
  for (const auto& l : problem.levers) width = std::max(width, l.id.size());
  text += fmt::format("\nMoney, million USD of 2010\n{:<{}} {:>10}", "lever", width, "historical");
  for (const auto s : r.chosen) text += fmt::format(" {:>8}", r.strategies[s].id);
  text += '\n';
  for (std::size_t l = 0; l < problem.levers.size(); ++l) {
    text += fmt::format("{:<{}} {:>10.1f}", problem.levers[l].id, width,
                        r.strategies[0].money[l] / 1e6);
    for (const auto s : r.chosen) text += fmt::format(" {:>8.1f}", r.strategies[s].money[l] / 1e6);
    text += '\n';
  }
}

void add_chosen(const DecisionProblem& problem, const DecisionResult& r, std::string& text) {
  text +=
      "\nAgainst the historical split: median [90 % of the members], share of members in which it "
      "is better\n";
  for (const auto s : r.chosen) {
    const auto& strategy = r.strategies[s];
    std::string roles;
    for (const auto& role : strategy.roles) roles += (roles.empty() ? "" : ", ") + role_words(role);
    text += fmt::format("{} ({})\n", strategy.id, roles);
    for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
      const auto& o = problem.objectives[k];
      const auto& by = strategy.by_structure[k];
      double low = std::nan(""), high = std::nan("");
      for (const double x : by) low = std::fmin(low, x), high = std::fmax(high, x);
      text += fmt::format("  {:<22} {:>34} {:<9} better in {:>3.0f} %   structures {} to {}\n",
                          o.id, difference_words(strategy.comparison.difference[k]),
                          model::outcomes[o.measure.outcome].unit,
                          100 * strategy.comparison.better.on_each[k], compact(low, true),
                          compact(high, true));
    }
    for (std::size_t l = 0; l < problem.limits.size(); ++l)
      text += fmt::format("  limit {} kept in {:.0f} % ({:.0f} % asked)\n", problem.limits[l].id,
                          100 * strategy.limit_share[l], 100 * problem.limits[l].probability);
  }
}

void add_failures(const DecisionProblem& problem, const DecisionResult& r, std::string& text) {
  text += "\nWhere they fail (not better than the historical split)\n";
  for (const auto& f : r.failures) {
    text += fmt::format("{} in {}: {} of {} cases ({:.0f} %)", r.strategies[f.strategy].id,
                        problem.objectives[f.objective].id, f.failures, f.cases,
                        f.cases == 0 ? 0 : 100.0 * f.failures / f.cases);
    if (f.boxes.empty())
      text += "; no rule explains it\n";
    else
      text += ", mostly when\n";
    for (const auto& box : f.boxes)
      text += fmt::format("    {}: {:.0f} % fail there, {:.0f} % of all failures\n",
                          box_words(r.factors, box), 100 * box.density, 100 * box.coverage);
  }
}

void add_rolling(const DecisionProblem& problem, const DecisionResult& r, std::string& text) {
  if (!r.rolling) return;
  const auto& rolling = *r.rolling;
  std::size_t changes = 0, years = 0;
  for (const auto& plans : rolling.plans)
    for (std::size_t y = 1; y < plans.size(); ++y, ++years) changes += plans[y] != plans[y - 1];
  text += fmt::format(
      "\nAn agency that plans again every January by the surveys so far, in {} members: it changes "
      "its plan in {} of {} years\n",
      rolling.plans.size(), changes, years);
  for (std::size_t k = 0; k < problem.objectives.size(); ++k)
    text += fmt::format("  {:<22} {:>34}   kept to {}: {}\n", problem.objectives[k].id,
                        difference_words(rolling.rolling.difference[k]),
                        r.strategies[rolling.fixed_plan].id,
                        difference_words(rolling.fixed.difference[k]));
}

void add_channels(const DecisionProblem& problem, const DecisionResult& r, std::string& text) {
  if (r.channels.empty()) return;
  text +=
      "\nBy which channel (Shapley values of the mean difference; \"none\": all channels off)\n";
  for (const auto& c : r.channels) {
    text += fmt::format("{} in {}: {} =", r.strategies[c.strategy].id,
                        problem.objectives[c.objective].id, compact(c.shapley.all.value, true));
    text += fmt::format(" none {}", compact(c.shapley.none.value, true));
    for (int p = 0; p < channel_count; ++p)
      text += fmt::format(", {} {}", channel_names[p],
                          compact(c.shapley.shapley[static_cast<std::size_t>(p)].value, true));
    text += '\n';
  }
}

}  // namespace

std::string role_words(const std::string& role) {
  if (role.rfind("best:", 0) == 0) return "best in " + role.substr(5);
  if (role == "least-regret") return "least regret";
  if (role == "throughout") return "better throughout";
  return role;
}

std::string box_words(const std::vector<std::string>& factors, const Box& box) {
  std::string text;
  for (const auto& r : box.limits) {
    if (!text.empty()) text += " and ";
    const auto& name = factors[r.factor];
    if (r.has_categories) {
      std::string values;
      for (const double c : r.categories) {
        if (!values.empty()) values += " or ";
        if (name == "sourcing")
          values += c > 0.5 ? "nested" : "flat";
        else if (name == "pass_through_form")
          values += c < -0.5 ? "from its prior" : c > 0.5 ? "additive" : "multiplicative";
        else
          values += fmt::format("{:.3g}", c);
      }
      text += name + " " + values;
    } else if (r.has_low && r.has_high) {
      text += fmt::format("{} between {:.3g} and {:.3g}", name, r.low, r.high);
    } else {
      text += fmt::format("{} {} {:.3g}", name, r.has_low ? "above" : "below",
                          r.has_low ? r.low : r.high);
    }
  }
  return text;
}

std::string decide_text(const DecisionProblem& problem, const DecisionResult& r) {
  std::string text = answer(problem, r);
  if (!r.chosen.empty()) {
    add_money(problem, r, text);
    add_chosen(problem, r, text);
    add_rolling(problem, r, text);
    add_failures(problem, r, text);
    add_channels(problem, r, text);
  }
  text += fmt::format(
      "\nSearch: {}, {} strategies on {} members; hypervolume {:.4f} after {} generations; judged "
      "anew on {} members ({} failed).\n",
      method_name(problem.method), r.evaluated, r.search_members,
      r.hypervolume.empty() ? 0 : r.hypervolume.back(), r.hypervolume.size() - 1, r.fresh_members,
      r.failed_members);
  return text;
}

}  // namespace balloon
