#include "decision/budget.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <stdexcept>

namespace balloon::decision {
namespace {

/// Levers that move together: those of a string, or one lever by itself.
struct Group {
  std::vector<std::size_t> levers;
  int string = -1;
  double low = 0, high = 0;  ///< what their sum may be
};

struct Split {
  std::vector<Group> groups;
  double amount = 0;
  bool spend_all = true;
  double low = 0, high = 0;  ///< sums over the groups
};

/// The groups of a budget with their limits; limits of a string that contradict its levers' bounds
/// are left crossed.
Split split_of(const DecisionProblem& p, int budget) {
  Split split;
  split.amount = p.budgets[static_cast<std::size_t>(budget)].amount;
  split.spend_all = p.budgets[static_cast<std::size_t>(budget)].spend_all;
  std::vector<char> taken(p.levers.size(), 0);
  const auto add = [&](Group g, double at_least, double at_most) {
    double low = 0, high = 0;
    for (const auto l : g.levers) {
      taken[l] = 1;
      low += p.levers[l].at_least;
      high += p.levers[l].at_most;
    }
    g.low = std::max(low, at_least);
    g.high = std::min(high, at_most);
    split.low += g.low;
    split.high += g.high;
    split.groups.push_back(std::move(g));
  };
  for (std::size_t s = 0; s < p.strings.size(); ++s) {
    if (p.strings[s].budget != budget) continue;
    Group g;
    g.string = static_cast<int>(s);
    for (const int l : p.strings[s].levers) g.levers.push_back(static_cast<std::size_t>(l));
    add(std::move(g), p.strings[s].at_least, p.strings[s].at_most);
  }
  for (std::size_t l = 0; l < p.levers.size(); ++l)
    if (p.levers[l].budget == budget && !taken[l])
      add({{l}, -1, 0, 0}, 0, std::numeric_limits<double>::infinity());
  return split;
}

/// Moves the levers of a group, all by the same share of their way, until they add up to `sum`.
void move_to(const DecisionProblem& p, const Group& g, double sum, std::vector<double>& money) {
  double now = 0, low = 0, high = 0;
  for (const auto l : g.levers) {
    now += money[l];
    low += p.levers[l].at_least;
    high += p.levers[l].at_most;
  }
  if (now > sum) {
    const double t = now > low ? (sum - low) / (now - low) : 0;
    for (const auto l : g.levers)
      money[l] = p.levers[l].at_least + t * (money[l] - p.levers[l].at_least);
  } else if (now < sum) {
    const double t = high > now ? (high - sum) / (high - now) : 0;
    for (const auto l : g.levers)
      money[l] = p.levers[l].at_most - t * (p.levers[l].at_most - money[l]);
  }
}

double sum_of(const Group& g, const std::vector<double>& money) {
  double sum = 0;
  for (const auto l : g.levers) sum += money[l];
  return sum;
}

/// Whole multiples of `grain` whose partial sums are the rounded partial sums: bounds and totals
/// that are multiples themselves are kept.
void round_to(const Split& split, double grain, std::vector<double>& money) {
  double exact = 0, rounded = 0;
  for (const auto& g : split.groups)
    for (const auto l : g.levers) {
      exact += money[l];
      const double next = std::round(exact / grain) * grain;
      money[l] = next - rounded;
      rounded = next;
    }
}

std::string text(double usd) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.6g MUSD", usd / 1e6);
  return buffer;
}

std::string lever_names(const DecisionProblem& p, const Group& g) {
  std::string all;
  for (const auto l : g.levers) all += (all.empty() ? "" : ", ") + p.levers[l].id;
  return all;
}

}  // namespace

void check_feasible(const DecisionProblem& p, Faults& faults) {
  const auto before = faults.size();
  const auto fault = [&](const std::string& path, const std::string& value,
                         const std::string& message) {
    faults.add({p.file, 0, path, value, message});
  };
  for (const auto& l : p.levers)
    if (l.at_least > l.at_most)
      fault("lever " + l.id + ".at_least", text(l.at_least),
            "is more than its at_most of " + text(l.at_most));
  std::vector<int> string_of(p.levers.size(), -1);
  for (std::size_t s = 0; s < p.strings.size(); ++s) {
    const auto& string = p.strings[s];
    for (const int lever : string.levers) {
      const auto l = static_cast<std::size_t>(lever);
      if (p.levers[l].budget != string.budget)
        fault("string " + string.id + ".levers", p.levers[l].id,
              "is paid from another budget than the string's");
      if (string_of[l] >= 0)
        fault("string " + string.id + ".levers", p.levers[l].id,
              "is in string " + p.strings[static_cast<std::size_t>(string_of[l])].id +
                  " too; strings of a budget may share no lever");
      string_of[l] = static_cast<int>(s);
    }
  }
  if (faults.size() != before) return;
  for (std::size_t b = 0; b < p.budgets.size(); ++b) {
    const auto& budget = p.budgets[b];
    const auto split = split_of(p, static_cast<int>(b));
    bool crossed = false;
    for (const auto& g : split.groups) {
      if (g.string < 0) continue;
      const auto& s = p.strings[static_cast<std::size_t>(g.string)];
      double low = 0, high = 0;
      for (const auto l : g.levers) low += p.levers[l].at_least, high += p.levers[l].at_most;
      const auto before_string = faults.size();
      if (s.at_least > s.at_most)
        fault("string " + s.id + ".at_least", text(s.at_least),
              "is more than its at_most of " + text(s.at_most));
      else if (s.at_least > high)
        fault(
            "string " + s.id + ".at_least", text(s.at_least),
            "cannot be reached: its levers (" + lever_names(p, g) + ") take at most " + text(high));
      else if (s.at_most < low)
        fault("string " + s.id + ".at_most", text(s.at_most),
              "cannot be kept: its levers (" + lever_names(p, g) + ") need at least " + text(low));
      if (s.at_least > budget.amount)
        fault("string " + s.id + ".at_least", text(s.at_least),
              "is more than the whole budget " + budget.id + " of " + text(budget.amount));
      crossed = crossed || faults.size() != before_string;
    }
    if (crossed) continue;
    if (split.groups.empty()) {
      if (budget.spend_all && budget.amount > 0)
        fault("budget " + budget.id + ".spend", "all", "cannot be spent: no lever is paid from it");
      continue;
    }
    constexpr double slack = 1 + 1e-12;
    if (split.low > budget.amount * slack)
      fault("budget " + budget.id + ".amount", text(budget.amount),
            "cannot pay for what its levers and strings need at least, " + text(split.low));
    if (budget.spend_all && split.high * slack < budget.amount)
      fault("budget " + budget.id + ".spend", "all",
            "cannot be spent: its levers and strings take at most " + text(split.high) + " of " +
                text(budget.amount) + "; raise a limit or say spend = \"up-to\"");
  }
}

std::vector<double> money_of_genes(const DecisionProblem& p, const std::vector<double>& genes,
                                   double grain) {
  if (genes.size() != p.levers.size())
    throw std::invalid_argument("as many genes as levers are needed");
  std::vector<double> money(p.levers.size());
  for (std::size_t l = 0; l < money.size(); ++l) {
    const double g = std::clamp(genes[l], 0.0, 1.0);
    money[l] = p.levers[l].at_least + g * (p.levers[l].at_most - p.levers[l].at_least);
  }
  for (std::size_t b = 0; b < p.budgets.size(); ++b) {
    const auto split = split_of(p, static_cast<int>(b));
    std::vector<double> sums;
    double total = 0;
    for (const auto& g : split.groups) {
      sums.push_back(std::clamp(sum_of(g, money), g.low, g.high));
      total += sums.back();
    }
    if (total > split.amount) {
      const double t = total > split.low ? (split.amount - split.low) / (total - split.low) : 0;
      for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = split.groups[i].low + t * (sums[i] - split.groups[i].low);
    } else if (split.spend_all && total < split.amount) {
      const double t = split.high > total ? (split.high - split.amount) / (split.high - total) : 0;
      for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = split.groups[i].high - t * (split.groups[i].high - sums[i]);
    }
    for (std::size_t i = 0; i < sums.size(); ++i) move_to(p, split.groups[i], sums[i], money);
    if (grain > 0) round_to(split, grain, money);
  }
  return money;
}

std::vector<double> genes_of_money(const DecisionProblem& p, const std::vector<double>& money) {
  Faults faults;
  check_split(p, money, 1, faults);
  if (!faults.empty()) throw std::invalid_argument(to_string(faults.list().front()));
  std::vector<double> genes(money.size(), 0.5);
  for (std::size_t l = 0; l < money.size(); ++l) {
    const double way = p.levers[l].at_most - p.levers[l].at_least;
    if (way > 0) genes[l] = std::clamp((money[l] - p.levers[l].at_least) / way, 0.0, 1.0);
  }
  return genes;
}

void check_split(const DecisionProblem& p, const std::vector<double>& money, double slack,
                 Faults& faults) {
  if (money.size() != p.levers.size())
    throw std::invalid_argument("as many amounts as levers are needed");
  const auto fault = [&](const std::string& path, double value, const std::string& message) {
    faults.add({p.file, 0, path, text(value), message});
  };
  for (std::size_t l = 0; l < money.size(); ++l) {
    const auto& lever = p.levers[l];
    if (!(money[l] >= lever.at_least - slack && money[l] <= lever.at_most + slack))
      fault("lever " + lever.id, money[l],
            "must lie between " + text(lever.at_least) + " and " + text(lever.at_most));
  }
  for (std::size_t b = 0; b < p.budgets.size(); ++b) {
    const auto split = split_of(p, static_cast<int>(b));
    double total = 0;
    for (const auto& g : split.groups) {
      const double sum = sum_of(g, money);
      total += sum;
      if (g.string >= 0 && !(sum >= g.low - slack && sum <= g.high + slack))
        fault("string " + p.strings[static_cast<std::size_t>(g.string)].id, sum,
              "must lie between " + text(g.low) + " and " + text(g.high));
    }
    const auto& budget = p.budgets[b];
    if (total > budget.amount + slack)
      fault("budget " + budget.id, total, "is more than its amount of " + text(budget.amount));
    if (budget.spend_all && total < budget.amount - slack)
      fault("budget " + budget.id, total,
            "is less than its amount of " + text(budget.amount) + ", all of which is to be spent");
  }
}

std::vector<double> historical_split(const DecisionProblem& p) {
  std::vector<double> money;
  for (const auto& l : p.levers) money.push_back(l.historical);
  return money;
}

}  // namespace balloon::decision
