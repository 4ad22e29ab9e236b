// The posterior that ships with the program: draws of the unknowns (model/unknowns.hpp) for every
// structure and a weight for each, which make the members of a run.
//
// Members come from the structures in proportion to the weights: member by member the structure
// with the least (members so far + 1/2) / weight, the lower number where two are equal. The share
// of a structure is off by two members or so at most, equal weights give 0, 1, ..., 5, 0,
// ... as the priors' plan does, and no member depends on how many are run. The k-th member of a
// structure takes its k-th draw, from the first again after the last.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"

namespace balloon::analysis {

/// Least weight of a structure that has draws: what the data cannot tell apart stays in view.
inline constexpr double weight_floor = 0.04;

/// One draw: every unknown as a normal score, in the order of model::UnknownLayout.
struct PosteriorDraw {
  int structure = 0;  ///< 0 .. model::structure_count - 1
  std::vector<double> scores;
};

/// What a posterior is made from.
struct PosteriorParts {
  int origin = 0;               ///< last year of the observations, and of the scores' innovations
  std::vector<double> weights;  ///< one a structure, adding to 1, before the floor
  std::vector<PosteriorDraw> draws;
  std::string settings;     ///< of the calibration, as text
  std::string command;      ///< that made it
  std::string data_hash;    ///< of the data it was made from (embedded::data_hash or a folder's)
  std::string tables_hash;  ///< of the model's tables alone (model_data_hash)
  std::string model_hash;   ///< of the parameters' priors, which give scores their meaning
  std::string hash;         ///< of the draws: FNV-1a, 64 bits, over the bytes of draws.csv
  std::string of;           ///< hash of the posterior that these draws are a part of; empty: whole
};

/// Weights as they are used: those of structures with draws are raised to weight_floor where they
/// are less, the others are 0, and all are divided by their sum.
std::vector<double> floored_weights(const std::vector<double>& weights,
                                    const std::vector<PosteriorDraw>& draws);

class Posterior : public MemberSource {
 public:
  /// Throws std::invalid_argument where there is no draw, a structure or the number of weights is
  /// out of range, or draws differ in length.
  explicit Posterior(PosteriorParts parts);

  int structure(std::uint64_t member) const override;
  model::GivenUnknowns unknowns(std::uint64_t member) const override;

  /// Index of the draw that a member takes.
  std::size_t draw_of(std::uint64_t member) const;
  const PosteriorParts& parts() const { return parts_; }
  /// Weights with the floor, adding to 1.
  const std::vector<double>& weights() const { return weights_; }
  int origin() const { return parts_.origin; }

 private:
  /// The plan is worked out for so many members and then begins again; counts go on.
  static constexpr std::uint64_t period = 60000;
  struct Slot {
    int structure = 0;
    std::uint32_t use = 0;  ///< members of the structure before this one in the period
  };
  PosteriorParts parts_;
  std::vector<double> weights_;
  std::vector<Slot> plan_;
  std::vector<std::uint64_t> in_period_;                ///< members of each structure in a period
  std::vector<std::vector<std::size_t>> by_structure_;  ///< indices of draws
};

/// A figure of the validation with its interval.
struct CheckFigure {
  double value = 0, low = 0, high = 0;
};

/// A failure of a check, in words.
struct CheckFailure {
  std::string en, es;
};

/// How forecasts of the calibrated model came out (data/posterior/validation.json); what was not
/// worked out is absent.
struct PosteriorCheck {
  std::string posterior;                        ///< hash of the draws whose forecasts these were
  std::optional<CheckFigure> skill;             ///< against the random walk, 1 - ratio of scores
  std::optional<CheckFigure> skill_after_2008;  ///< the same, forecasts of years after 2008
  std::optional<CheckFigure> coverage80, coverage50;  ///< share of observations inside, 0..1
  /// Weight of the model in the mixture with the random walk, by group (inference/pooling.hpp).
  std::map<std::string, double> pools;
  std::vector<CheckFailure> failures;  ///< what it gets wrong, the worst first
};

/// Where the members of a study come from.
struct DrawSource {
  std::string source = "prior";                ///< "posterior", "prior" or a folder
  std::shared_ptr<const Posterior> posterior;  ///< null: the priors
  std::optional<PosteriorCheck> check;
  bool other_data = false;         ///< than the posterior was fitted to
  bool forecast_apart = false;     ///< forecasts start from other draws than these
  std::vector<std::string> notes;  ///< what a reader should know, in English
};

}  // namespace balloon::analysis
