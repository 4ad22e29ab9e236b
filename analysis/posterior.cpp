#include "analysis/posterior.hpp"

#include <algorithm>
#include <stdexcept>

namespace balloon::analysis {

using model::structure_count;

std::vector<double> floored_weights(const std::vector<double>& weights,
                                    const std::vector<PosteriorDraw>& draws) {
  std::vector<double> out(static_cast<std::size_t>(structure_count), 0.0);
  double sum = 0;
  for (const auto& d : draws) {
    const auto s = static_cast<std::size_t>(d.structure);
    out[s] = std::max(weights[s], weight_floor);
  }
  for (const double w : out) sum += w;
  for (double& w : out) w /= sum;
  return out;
}

Posterior::Posterior(PosteriorParts parts) : parts_(std::move(parts)) {
  if (parts_.draws.empty()) throw std::invalid_argument("a posterior without draws");
  if (parts_.weights.size() != static_cast<std::size_t>(structure_count))
    throw std::invalid_argument("a posterior needs one weight for each structure");
  by_structure_.resize(static_cast<std::size_t>(structure_count));
  for (std::size_t i = 0; i < parts_.draws.size(); ++i) {
    const auto& d = parts_.draws[i];
    if (d.structure < 0 || d.structure >= structure_count)
      throw std::invalid_argument("a draw of no structure of the plan");
    if (d.scores.size() != parts_.draws.front().scores.size())
      throw std::invalid_argument("draws of different lengths");
    by_structure_[static_cast<std::size_t>(d.structure)].push_back(i);
  }
  weights_ = floored_weights(parts_.weights, parts_.draws);
  in_period_.assign(static_cast<std::size_t>(structure_count), 0);
  plan_.reserve(period);
  for (std::uint64_t i = 0; i < period; ++i) {
    std::size_t best = 0;
    double least = 0;
    bool found = false;
    for (std::size_t s = 0; s < weights_.size(); ++s) {
      if (!(weights_[s] > 0)) continue;
      const double next = (static_cast<double>(in_period_[s]) + 0.5) / weights_[s];
      if (found && !(next < least)) continue;
      found = true;
      best = s;
      least = next;
    }
    plan_.push_back({static_cast<int>(best), static_cast<std::uint32_t>(in_period_[best]++)});
  }
}

int Posterior::structure(std::uint64_t member) const {
  return plan_[static_cast<std::size_t>(member % period)].structure;
}

std::size_t Posterior::draw_of(std::uint64_t member) const {
  const Slot& slot = plan_[static_cast<std::size_t>(member % period)];
  const auto s = static_cast<std::size_t>(slot.structure);
  const std::uint64_t use = member / period * in_period_[s] + slot.use;
  return by_structure_[s][static_cast<std::size_t>(use % by_structure_[s].size())];
}

model::GivenUnknowns Posterior::unknowns(std::uint64_t member) const {
  return {parts_.draws[draw_of(member)].scores.data(), parts_.origin};
}

}  // namespace balloon::analysis
