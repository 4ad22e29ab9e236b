// Shares of variance: the largest parameters of the screening, the others as one, structure,
// levers and history.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "decision/explanation.hpp"

namespace balloon::decision {

namespace {

/// The groups, and the one to which each factor belongs.
std::vector<int> group_factors(const ExplainPlan& plan, const ScreenResult& screen,
                               std::vector<VarianceGroup>& groups) {
  const auto& factors = screen.factors;
  std::vector<int> group(factors.size(), -1);
  const auto put = [&](std::size_t f) {
    group[f] = static_cast<int>(groups.size());
    groups.push_back({factors[f].id, factors[f].kind, 1});
  };
  int parameters = 0;
  for (const auto f : screen.order)
    if (factors[f].kind == FactorKind::parameter && parameters++ < plan.top) put(f);
  if (parameters > plan.top) {
    const int other = static_cast<int>(groups.size());
    groups.push_back({"other_parameters", FactorKind::parameter, parameters - plan.top});
    for (std::size_t f = 0; f < factors.size(); ++f)
      if (factors[f].kind == FactorKind::parameter && group[f] < 0) group[f] = other;
  }
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (group[f] < 0) put(f);
  return group;
}

}  // namespace

std::optional<VarianceResult> share_variance(const ExplainPlan& plan, const FactorSpace& space,
                                             const ScreenResult& screen, ExplainWork& work) {
  VarianceResult result;
  const auto& factors = screen.factors;
  const auto group = group_factors(plan, screen, result.groups);
  const auto design = saltelli_design(group, plan.base, plan.options.seed);
  const auto base = static_cast<std::size_t>(plan.base), variants = design.rows_per_point();
  std::size_t history = 0;  // the variant in which history alone is that of B
  for (std::size_t g = 0; g < result.groups.size(); ++g)
    if (result.groups[g].kind == FactorKind::history) history = g + 1;
  // Variant by variant over all base points. What is drawn besides the unknowns (single shipments)
  // goes with the history: the stream of A's and of B's.
  std::vector<FactorRow> rows;
  for (std::size_t v = 0; v < variants; ++v) {
    for (std::size_t i = 0; i < base; ++i) {
      const double* point = design.row(i * variants + v);
      const bool of_b = v + 1 == variants || v == history;
      rows.push_back({of_b ? base + i : i, {point, point + factors.size()}});
    }
  }
  const auto run = run_factor_rows(plan, space, factors, rows, "variance", work);
  if (!run) return std::nullopt;
  std::vector<double> values(rows.size()), independent;
  for (std::size_t v = 0; v < variants; ++v) {
    for (std::size_t i = 0; i < base; ++i) {
      const double value = run->value[v * base + i];
      values[i * variants + v] = value;
      if ((v == 0 || v + 1 == variants) && std::isfinite(value)) independent.push_back(value);
    }
  }
  result.rows = run->count;
  result.values = analysis::summarise(std::move(independent));
  result.indices = sobol_indices(design, values, {1000, plan.options.seed});
  for (const auto& first : result.indices.first) result.first_sum += first.value;
  result.order.resize(result.groups.size());
  std::iota(result.order.begin(), result.order.end(), std::size_t{0});
  const auto size = [&](std::size_t g) {
    const double x = result.indices.total[g].value;
    return std::isnan(x) ? -1e300 : x;
  };
  std::stable_sort(result.order.begin(), result.order.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return result;
}

}  // namespace balloon::decision
