#include "model/parameters.hpp"

#include "core/hash.hpp"
#include "core/lanes.hpp"
#include "core/math.hpp"
#include "core/random.hpp"
#include "model/policy.hpp"

namespace balloon::model {

namespace {
struct ScalarArch;
using Scalar = Lanes<1, ScalarArch>;
double exp1(double x) { return exp(Scalar(x)).lane(0); }
double log1(double x) { return log(Scalar(x)).lane(0); }
constexpr double z95 = 1.6448536269514722;
}  // namespace

const ParameterRecord parameters[parameter_count] = {
#define BALLOON_PARAMETER(name, symbol, unit, level, prior, low, middle, high, mechanism, meaning, \
                          source, basis)                                                           \
  {#name,  symbol, unit,       Level::level, Prior::prior, low,                                    \
   middle, high,   #mechanism, meaning,      source,       Basis::basis},
#include "model/parameters.def"
#undef BALLOON_PARAMETER
};

const char* const switch_names[switch_count] = {"nested",
                                                "additive",
                                                "price",
                                                "migration",
                                                "buyers",
                                                "risk",
                                                "agglomeration",
                                                "yield_response",
                                                "firms_1990s",
                                                "demand_trend",
                                                "enforcement_violence",
                                                "reaction",
                                                "armed_groups"};

const char* const structure_names[structure_count] = {
    "flat sourcing, multiplicative pass-through", "nested sourcing, multiplicative pass-through",
    "flat sourcing, mixed pass-through",          "nested sourcing, mixed pass-through",
    "flat sourcing, additive pass-through",       "nested sourcing, additive pass-through"};

double quantile(const ParameterRecord& r, double u) {
  return quantile_of_score(r, normal_quantile(Scalar(u)).lane(0));
}

double quantile_of_score(const ParameterRecord& r, double z) {
  switch (r.prior) {
    case Prior::fixed:
      return r.middle;
    case Prior::triangular: {
      const double u = normal_cdf(Scalar(z)).lane(0);
      const double width = r.high - r.low;
      const double cut = (r.middle - r.low) / width;
      return u < cut ? r.low + __builtin_sqrt(u * width * (r.middle - r.low))
                     : r.high - __builtin_sqrt((1 - u) * width * (r.high - r.middle));
    }
    case Prior::normal: {
      const double spread = z < 0 ? r.middle - r.low : r.high - r.middle;
      return r.middle + z / z95 * spread;
    }
    case Prior::lognormal: {
      const double m = log1(r.middle);
      const double spread = z < 0 ? m - log1(r.low) : log1(r.high) - m;
      return exp1(m + z / z95 * spread);
    }
    case Prior::share: {
      const auto logit = [](double p) { return log1(p / (1 - p)); };
      const double m = logit(r.middle);
      const double spread = z < 0 ? m - logit(r.low) : logit(r.high) - m;
      return 1 / (1 + exp1(-(m + z / z95 * spread)));
    }
  }
  return r.middle;
}

void stream_scores(std::uint64_t seed, std::uint64_t member, double* scores) {
  StreamKey<Scalar> key{seed, typename Scalar::WordsType(member)};
  for (int i = 0; i < parameter_count; ++i) {
    // Keyed by name, so that a record put between others leaves their draws as they were.
    const auto place = static_cast<std::uint32_t>(hash_text(parameters[i].name) & 0xfffff);
    const auto u = uniforms(key, Stream::parameter, place, 0);
    scores[i] = normal_quantile(u.first).lane(0);
  }
}

Draw draw_member(std::uint64_t seed, std::uint64_t member, const StructureChoice& choice) {
  double scores[parameter_count];
  stream_scores(seed, member, scores);
  return draw_from_scores(scores, structure_of(member), choice);
}

Draw draw_from_scores(const double* scores, int s, const StructureChoice& choice) {
  Draw d;
  for (int i = 0; i < parameter_count; ++i)
    d.value[i] = quantile_of_score(parameters[i], scores[i]);
  const auto pick = [](int chosen, double otherwise) {
    return chosen == StructureChoice::unset ? otherwise : static_cast<double>(chosen);
  };
  const auto put = [&](S which, double x) { d.structure[static_cast<int>(which)] = x; };
  put(S::nested, pick(choice.sourcing, s % 2));
  // Plan order: multiplicative, prior, additive; choice codes: 0 multiplicative, 1 additive, 2
  // prior.
  const double planned[] = {0, -1, 1};
  const double through = choice.pass_through == 2 ? -1 : pick(choice.pass_through, planned[s / 2]);
  put(S::additive, through);
  if (through >= 0) d.value[static_cast<int>(P::pass_through)] = through;
  put(S::price, pick(choice.price, 1));
  put(S::migration, pick(choice.migration, 1));
  put(S::buyers, pick(choice.buyers, 1));
  put(S::risk, pick(choice.risk, 1));
  put(S::agglomeration, pick(choice.agglomeration, 1));
  put(S::yield_response, pick(choice.yield_response, 1));
  put(S::firms_1990s, pick(choice.firms_1990s, 1));
  put(S::demand_trend, pick(choice.demand_trend, 1));
  put(S::enforcement_violence, pick(choice.enforcement_violence, 1));
  put(S::reaction, pick(choice.reaction, 0));
  put(S::armed_groups, pick(choice.armed_groups, 1));
  return d;
}

}  // namespace balloon::model
