#include "decision/factors.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "core/math.hpp"
#include "model/unknowns.hpp"

namespace balloon::decision {

namespace {

struct FactorsArch {};
using FactorLane = Lanes<1, FactorsArch>;

/// Inputs stay where normal quantiles are finite.
constexpr double least_input = 1e-12;

double normal_score(double u) {
  return normal_quantile(FactorLane(std::clamp(u, least_input, 1 - least_input))).lane(0);
}

}  // namespace

std::string lever_factor_id(model::Instrument instrument) {
  return std::string("lever:") + model::instruments[instrument].name;
}

std::vector<Factor> factors_of(const std::vector<model::Instrument>& levers) {
  std::vector<Factor> factors;
  for (int p = 0; p < model::parameter_count; ++p)
    if (model::parameters[p].prior != model::Prior::fixed)
      factors.push_back({FactorKind::parameter, p, model::parameters[p].name});
  factors.push_back({FactorKind::sourcing, 0, "sourcing"});
  factors.push_back({FactorKind::pass_through, 0, "pass_through_structure"});
  for (const auto i : levers) factors.push_back({FactorKind::lever, i, lever_factor_id(i)});
  factors.push_back({FactorKind::history, 0, "history"});
  return factors;
}

FactorSpace::FactorSpace(const model::World& world, const analysis::Posterior* posterior,
                         std::uint64_t seed, int histories, int last_year)
    : posterior_(posterior), last_year_(last_year), seed_(seed) {
  if (histories < 1) throw std::invalid_argument("at least one history is needed");
  if (posterior_ != nullptr) {
    last_year_ = std::max(last_year_, posterior_->origin());
    const auto& draws = posterior_->parts().draws;
    const auto& weights = posterior_->weights();
    flat_ = multiplicative_ = not_additive_ = 0;
    std::vector<double> each(weights.size(), 0);
    for (const auto& d : draws) each[static_cast<std::size_t>(d.structure)] += 1;
    for (std::size_t s = 0; s < weights.size(); ++s) {
      if (s % 2 == 0) flat_ += weights[s];
      if (s / 2 == 0) multiplicative_ += weights[s];
      if (s / 2 < 2) not_additive_ += weights[s];
      each[s] = each[s] > 0 ? weights[s] / each[s] : 0;
    }
    std::vector<std::size_t> order(draws.size());
    for (std::size_t p = 0; p < static_cast<std::size_t>(model::parameter_count); ++p) {
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return draws[a].scores[p] < draws[b].scores[p];
      });
      Marginal marginal;
      std::vector<double> by_draw(draws.size());
      double before = 0;
      for (const auto d : order) {
        const double weight = each[static_cast<std::size_t>(draws[d].structure)];
        by_draw[d] = before + weight / 2;
        before += weight;
        marginal.at.push_back(by_draw[d]);
        marginal.score.push_back(draws[d].scores[p]);
      }
      marginals_.push_back(std::move(marginal));
      by_draw_.push_back(std::move(by_draw));
    }
  }
  for (int h = 0; h < histories; ++h) {
    const auto member = static_cast<std::uint64_t>(h);
    auto unknowns = model::stream_unknowns(world, seed, member, last_year_);
    if (posterior_ != nullptr) {
      const auto& scores = posterior_->parts().draws[posterior_->draw_of(member)].scores;
      std::copy(scores.begin(), scores.end(), unknowns.begin());
      structures_.push_back(posterior_->structure(member));
    } else {
      structures_.push_back(model::structure_of(member));
    }
    histories_.push_back(std::move(unknowns));
  }
}

double FactorSpace::score(int parameter, double u) const {
  if (posterior_ == nullptr) return normal_score(u);
  const auto& m = marginals_[static_cast<std::size_t>(parameter)];
  const auto above = std::lower_bound(m.at.begin(), m.at.end(), u);
  if (above == m.at.end()) return m.score.back();
  const auto i = static_cast<std::size_t>(above - m.at.begin());
  if (i == 0 || *above == u) return m.score[i];
  const double share = (u - m.at[i - 1]) / (m.at[i] - m.at[i - 1]);
  return m.score[i - 1] + share * (m.score[i] - m.score[i - 1]);
}

double FactorSpace::own_quantile(int parameter, std::uint64_t member) const {
  const auto p = static_cast<std::size_t>(parameter);
  if (posterior_ != nullptr) return by_draw_[p][posterior_->draw_of(member)];
  std::vector<double> scores(static_cast<std::size_t>(model::parameter_count));
  model::stream_scores(seed_, member, scores.data());
  return normal_cdf(FactorLane(scores[p])).lane(0);
}

double FactorSpace::sourcing_input(int structure) const {
  return structure % 2 == 0 ? flat_ / 2 : (1 + flat_) / 2;
}

double FactorSpace::pass_through_input(int structure) const {
  if (structure / 2 == 0) return multiplicative_ / 2;
  if (structure / 2 == 1) return (multiplicative_ + not_additive_) / 2;
  return (1 + not_additive_) / 2;
}

std::uint64_t FactorSpace::history(double u) const {
  const auto n = static_cast<double>(histories_.size());
  return static_cast<std::uint64_t>(std::clamp(u * n, 0.0, n - 1));
}

double FactorSpace::history_input(std::uint64_t member) const {
  return (static_cast<double>(member) + 0.5) / static_cast<double>(histories_.size());
}

FactorMembers::FactorMembers(const FactorSpace& space, const std::vector<Factor>& factors,
                             const std::vector<FactorRow>& rows, std::size_t begin,
                             std::size_t count)
    : last_year_(space.last_year()) {
  if (count == 0 || begin + count > rows.size())
    throw std::invalid_argument("there are no such rows");
  first_ = rows[begin].stream;
  for (std::size_t r = 0; r < count; ++r) {
    const auto& row = rows[begin + r];
    if (row.stream != first_ + r)
      throw std::invalid_argument("streams of a block's rows must follow each other");
    if (row.inputs.size() != factors.size())
      throw std::invalid_argument("a row needs one input for each factor");
    std::uint64_t history = 0;
    int sourcing = 0, pass_through = 0;
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const double u = row.inputs[f];
      if (factors[f].kind == FactorKind::history) history = space.history(u);
      if (factors[f].kind == FactorKind::sourcing) sourcing = space.sourcing(u);
      if (factors[f].kind == FactorKind::pass_through) pass_through = space.pass_through(u);
    }
    auto unknowns = space.unknowns_of_history(history);
    for (std::size_t f = 0; f < factors.size(); ++f)
      if (factors[f].kind == FactorKind::parameter)
        unknowns[static_cast<std::size_t>(factors[f].index)] =
            space.score(factors[f].index, row.inputs[f]);
    structures_.push_back(2 * pass_through + sourcing);
    unknowns_.push_back(std::move(unknowns));
  }
}

int FactorMembers::structure(std::uint64_t member) const { return structures_.at(at(member)); }

model::GivenUnknowns FactorMembers::unknowns(std::uint64_t member) const {
  return {unknowns_.at(at(member)).data(), last_year_};
}

std::map<model::Instrument, double> lever_scales(const std::vector<Factor>& factors,
                                                 const FactorRow& row) {
  std::map<model::Instrument, double> scales;
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (factors[f].kind == FactorKind::lever)
      scales[static_cast<model::Instrument>(factors[f].index)] =
          lever_scale_low + (lever_scale_high - lever_scale_low) * row.inputs[f];
  return scales;
}

}  // namespace balloon::decision
