// Cases to be explained by a few factors, and limits on factors: what PRIM is given, and its rules
// are made of.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace balloon::decision {

/// Cases with their factors, and whether each is one of those to be explained.
struct Cases {
  std::vector<std::string> names;      ///< of factors
  std::vector<char> categorical;       ///< by factor; categories are numbers without an order
  std::vector<std::vector<double>> x;  ///< one row a case, one value a factor
  std::vector<char> of_interest;       ///< by case

  std::size_t case_count() const { return x.size(); }
  std::size_t factor_count() const { return names.size(); }
  int hit_count() const {
    int hits = 0;
    for (const char hit : of_interest) hits += hit != 0;
    return hits;
  }
};

/// Throws std::invalid_argument where there are no cases, lengths differ or a value is not finite.
inline void check_cases(const Cases& cases) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
  };
  require(!cases.x.empty(), "there are no cases");
  require(cases.categorical.size() == cases.names.size(), "names and kinds of factors differ");
  require(cases.of_interest.size() == cases.x.size(), "cases and their classes differ in number");
  for (const auto& row : cases.x) {
    require(row.size() == cases.names.size(), "a case has not one value a factor");
    require(std::all_of(row.begin(), row.end(), [](double v) { return std::isfinite(v); }),
            "a value of a factor is not finite");
  }
}

/// Values of a factor over all cases, ascending, each once.
inline std::vector<double> distinct_values(const Cases& cases, std::size_t factor) {
  std::vector<double> values;
  for (const auto& row : cases.x) values.push_back(row[factor]);
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// What a rule asks of one factor: low <= value <= high, in the factor's unit, each side only where
/// the rule has it; or one of some categories.
struct Restriction {
  std::size_t factor = 0;
  bool has_low = false, has_high = false, has_categories = false;
  double low = 0, high = 0;
  std::vector<double> categories;  ///< those inside, ascending

  bool restricts() const { return has_low || has_high || has_categories; }
  bool holds(double value) const {
    if (has_low && value < low) return false;
    if (has_high && value > high) return false;
    return !has_categories || std::binary_search(categories.begin(), categories.end(), value);
  }
};

/// Whether a case keeps all of a rule's restrictions.
inline bool holds_all(const std::vector<Restriction>& rule, const std::vector<double>& row) {
  return std::all_of(rule.begin(), rule.end(),
                     [&](const Restriction& r) { return r.holds(row[r.factor]); });
}

}  // namespace balloon::decision
