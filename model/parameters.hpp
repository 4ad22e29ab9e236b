// Uncertain quantities: one record each (parameters.def), one value a member.
#pragma once

#include <cstdint>

#include "model/places.hpp"

namespace balloon::model {

/// Names of the parameters, in the order of parameters.def.
enum class P : int {
#define BALLOON_PARAMETER(name, ...) name,
#include "model/parameters.def"
#undef BALLOON_PARAMETER
  count
};
inline constexpr int parameter_count = static_cast<int>(P::count);

enum class Prior { fixed, triangular, lognormal, normal, share };
enum class Level { global, country, market };
enum class Basis { seen, recalled, assumed, weak };

/// What help, docs, schema and the web form are made from.
struct ParameterRecord {
  const char* name;
  const char* symbol;
  const char* unit;
  Level level;
  Prior prior;
  double low, middle, high;
  const char* mechanism;
  const char* meaning;
  const char* source;
  Basis basis;
};
extern const ParameterRecord parameters[parameter_count];

/// Parameters that no observation may move, for nothing observed tells them from the events that
/// they belong to (docs/decisions/0032-corridors-close.md).
inline constexpr P kept_at_prior[] = {P::closure_effect};

/// Structural switches of one member, as numbers so that lanes may differ.
enum class S : int {
  nested,    ///< sourcing: 1 base crosses borders, 0 flat
  additive,  ///< 1 additive, 0 multiplicative, -1 drawn from the prior of `pass_through`
  price,
  migration,
  buyers,
  risk,
  agglomeration,  ///< cross-zone channels
  yield_response,
  firms_1990s,
  demand_trend,
  enforcement_violence,
  reaction,
  armed_groups,  ///< 0: groups keep their strength of 1990, so no zone reaches another by them
  count
};
inline constexpr int switch_count = static_cast<int>(S::count);
extern const char* const switch_names[switch_count];

/// The value of a parameter at probability u of its prior. u in (0, 1).
double quantile(const ParameterRecord& record, double u);

/// The value of a parameter whose prior quantile has the normal score z.
double quantile_of_score(const ParameterRecord& record, double z);

/// One member's parameters and switches.
struct Draw {
  double value[parameter_count] = {};
  double structure[switch_count] = {};
  double operator[](P p) const { return value[static_cast<int>(p)]; }
};

struct StructureChoice;  // model/policy.hpp

/// Draws a member from the priors. The structure is member modulo the plan: sourcing {flat, nested}
/// x pass-through {multiplicative, prior, additive}, so six structures are covered evenly; switches
/// that `choice` fixes are held. Streams: (seed, member, parameter's name).
Draw draw_member(std::uint64_t seed, std::uint64_t member, const StructureChoice& choice);

/// The same from given normal scores, one a parameter, for a structure of the plan.
Draw draw_from_scores(const double* scores, int structure, const StructureChoice& choice);

/// Normal scores of the parameters that the streams of (seed, member) hold.
void stream_scores(std::uint64_t seed, std::uint64_t member, double* scores);

/// Number of structures in the plan, and the structure a member belongs to (before overrides).
inline constexpr int structure_count = 6;
inline int structure_of(std::uint64_t member) { return static_cast<int>(member % structure_count); }
extern const char* const structure_names[structure_count];

}  // namespace balloon::model
