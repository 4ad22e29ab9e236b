// What an answer may hang on, as inputs between 0 and 1: parameters, the structure of the model,
// the history that a member went through, and how far each lever is pulled.
//
// Inputs are independent. A parameter's input is the quantile of its marginal, of the prior or of
// the posterior; what the posterior says of parameters together is dropped.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/posterior.hpp"

namespace balloon::decision {

enum class FactorKind {
  parameter,
  sourcing,      ///< flat or nested
  pass_through,  ///< multiplicative, mixed or additive
  lever,         ///< one instrument's difference between policy and reference, scaled
  history        ///< everything else that is unknown: the start, shocks, single shipments
};

struct Factor {
  FactorKind kind = FactorKind::parameter;
  int index = 0;   ///< model::P of a parameter, model::Instrument of a lever
  std::string id;  ///< "supply_response", "sourcing", "lever:eradication_manual", "history"
};

/// Scales of a lever's difference at inputs 0 and 1.
inline constexpr double lever_scale_low = 0.5, lever_scale_high = 1.5;

/// All factors of a comparison: parameters whose prior is not fixed, in the order of
/// parameters.def, the two of the structure, the levers given, history.
std::vector<Factor> factors_of(const std::vector<model::Instrument>& levers);

/// "lever:eradication_manual".
std::string lever_factor_id(model::Instrument instrument);

/// What inputs mean: marginals, weights of structures, histories. Immutable, for several threads.
class FactorSpace {
 public:
  /// From a posterior, or from the priors where it is null (it must outlive this). `histories`
  /// members, 0 and those after it, lend what is not a parameter, up to `last_year`; later years
  /// come from the streams of (seed, member) as in a run of those members.
  FactorSpace(const model::World& world, const analysis::Posterior* posterior, std::uint64_t seed,
              int histories, int last_year);

  /// Normal score (of the prior) of a parameter at the quantile u of its marginal. That of a
  /// posterior is linear between the sorted draws' scores, each at the middle of its weight, and
  /// constant beyond the first and the last.
  double score(int parameter, double u) const;
  /// The quantile at which `score` gives what a member of the run has: the posterior's draw, or of
  /// the priors the member's own.
  double own_quantile(int parameter, std::uint64_t member) const;

  /// 0 flat, 1 nested.
  int sourcing(double u) const { return u < flat_ ? 0 : 1; }
  /// 0 multiplicative, 1 mixed, 2 additive.
  int pass_through(double u) const { return u < multiplicative_ ? 0 : u < not_additive_ ? 1 : 2; }
  /// Inputs in the middle of what a structure of the plan takes.
  double sourcing_input(int structure) const;
  double pass_through_input(int structure) const;
  /// The member that lends its history.
  std::uint64_t history(double u) const;
  double history_input(std::uint64_t member) const;
  int histories() const { return static_cast<int>(histories_.size()); }
  int last_year() const { return last_year_; }

  /// The structure and unknowns of a history's member itself.
  int structure_of_history(std::uint64_t member) const { return structures_[member]; }
  const std::vector<double>& unknowns_of_history(std::uint64_t member) const {
    return histories_[member];
  }

 private:
  struct Marginal {
    std::vector<double> at, score;  ///< ascending; empty: the prior
  };
  const analysis::Posterior* posterior_;
  int last_year_;
  std::uint64_t seed_;
  double flat_ = 0.5, multiplicative_ = 1.0 / 3, not_additive_ = 2.0 / 3;
  std::vector<Marginal> marginals_;
  std::vector<std::vector<double>> by_draw_;  ///< [parameter][draw] quantile, of a posterior
  std::vector<std::vector<double>> histories_;
  std::vector<int> structures_;
};

/// One row of a design: an input for each factor, and the member number whose streams decide what
/// no vector of unknowns holds (single shipments, errors of reports).
struct FactorRow {
  std::uint64_t stream = 0;
  std::vector<double> inputs;
};

/// Consecutive members of a run made from rows whose streams are consecutive too: the unknowns of
/// a history's member with the parameters replaced.
class FactorMembers : public analysis::MemberSource {
 public:
  /// Rows begin .. begin + count - 1. Throws std::invalid_argument where their streams do not
  /// follow each other or an input is missing.
  FactorMembers(const FactorSpace& space, const std::vector<Factor>& factors,
                const std::vector<FactorRow>& rows, std::size_t begin, std::size_t count);

  std::uint64_t first_member() const { return first_; }
  int structure(std::uint64_t member) const override;
  model::GivenUnknowns unknowns(std::uint64_t member) const override;

 private:
  std::size_t at(std::uint64_t member) const { return static_cast<std::size_t>(member - first_); }
  std::uint64_t first_ = 0;
  int last_year_;
  std::vector<int> structures_;
  std::vector<std::vector<double>> unknowns_;
};

/// The scale of every lever among the factors in a row, by instrument.
std::map<model::Instrument, double> lever_scales(const std::vector<Factor>& factors,
                                                 const FactorRow& row);

}  // namespace balloon::decision
