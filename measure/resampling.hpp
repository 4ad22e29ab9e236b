// Draws of bootstraps over places, and quantiles of what they give.
#pragma once

#include <cstdint>
#include <vector>

#include "core/hash.hpp"
#include "measure/types.hpp"

namespace balloon::measure {

/// One sequence of draws: splitmix64 (Steele, Lea and Flood 2014) from a state hashed of seed,
/// replicate and part. More replicates leave the first ones as they were.
class ReplicateDraws {
 public:
  ReplicateDraws(std::uint64_t seed, std::uint64_t replicate, std::uint64_t part = 0)
      : state_(hash_combine(hash_combine(mix64(seed), replicate), part)) {}

  std::uint64_t next() { return mix64(state_ += 0x9e3779b97f4a7c15ULL); }
  /// On [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  /// A whole number in [0, n); n below 2^32, so that the bias is below 2^-21.
  Index below(Index n) { return static_cast<Index>(uniform() * static_cast<double>(n)); }

 private:
  std::uint64_t state_;
};

/// Quantile of values by linear interpolation of order statistics (type 7 of Hyndman and Fan 1996,
/// The American Statistician 50(4)). NaN values are left out; NaN where there are no others.
double sample_quantile(std::vector<double> values, double p);

}  // namespace balloon::measure
