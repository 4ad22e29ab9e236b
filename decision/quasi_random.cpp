#include "decision/quasi_random.hpp"

#include <boost/random/sobol.hpp>
#include <stdexcept>

#include "core/hash.hpp"

namespace balloon::decision {

namespace {

constexpr int quasi_random_digits = 32;
using BoostSobol = boost::random::sobol_engine<std::uint_least32_t, quasi_random_digits>;

/// The digits of x, the highest first, each flipped by a hash of those above it.
std::uint32_t owen_scrambled(std::uint32_t x, std::uint64_t key) {
  std::uint32_t flips = 0;
  for (int digit = 0; digit < quasi_random_digits; ++digit) {
    // The digits above with a 1 before them number the nodes of the tree.
    const std::uint64_t node = (QuasiRandom::max_points | x) >> (quasi_random_digits - digit);
    flips = (flips << 1) | static_cast<std::uint32_t>(hash_combine(key, node) >> 63);
  }
  return x ^ flips;
}

}  // namespace

QuasiRandom::QuasiRandom(int dimensions, std::uint64_t seed, bool scrambled)
    : dimensions_(dimensions), scrambled_(scrambled) {
  if (dimensions < 1 || dimensions > max_dimensions)
    throw std::invalid_argument("quasi-random points have 1 to 3667 dimensions");
  const auto count = static_cast<std::size_t>(dimensions);
  BoostSobol engine(count);
  // In the order of the Gray code points 2^k - 1 and 2^k differ by the k-th direction alone. Boost
  // calls point n the (n - 1)st.
  directions_.assign(quasi_random_digits * count, 0);
  for (std::size_t k = 0; k < quasi_random_digits; ++k) {
    const std::uint32_t last = (std::uint32_t{1} << k) - 1;
    std::uint32_t* direction = &directions_[k * count];
    engine.seed(last);
    for (std::size_t d = 0; d < count; ++d) direction[d] = engine();
    if (last == 0) continue;  // before it comes the origin
    engine.seed(last - 1);
    for (std::size_t d = 0; d < count; ++d) direction[d] ^= engine();
  }
  keys_.reserve(count);
  for (std::uint64_t d = 0; d < count; ++d) keys_.push_back(hash_combine(mix64(seed), d));
}

void QuasiRandom::point(std::uint64_t index, double* u) const {
  const auto count = static_cast<std::size_t>(dimensions_);
  const std::uint64_t gray = index ^ (index >> 1);
  for (std::size_t d = 0; d < count; ++d) {
    std::uint32_t x = 0;
    for (std::size_t k = 0; gray >> k != 0; ++k)
      if (gray >> k & 1) x ^= directions_[k * count + d];
    if (scrambled_) x = owen_scrambled(x, keys_[d]);
    u[d] = (static_cast<double>(x) + 0.5) * 0x1p-32;  // the middle of the cell, never 0 or 1
  }
}

void QuasiRandom::next(double* u) {
  if (next_ >= max_points) throw std::invalid_argument("quasi-random points are used up");
  point(next_++, u);
}

void QuasiRandom::skip(std::uint64_t points) {
  next_ = points < max_points - next_ ? next_ + points : max_points;
}

std::vector<double> QuasiRandom::points(std::uint64_t first, std::size_t count) const {
  if (first > max_points || count > max_points - first)
    throw std::invalid_argument("there are no more than 2^32 quasi-random points");
  const auto width = static_cast<std::size_t>(dimensions_);
  std::vector<double> all(count * width);
  for (std::size_t i = 0; i < count; ++i) point(first + i, &all[i * width]);
  return all;
}

}  // namespace balloon::decision
