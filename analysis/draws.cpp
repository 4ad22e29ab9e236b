#include "analysis/draws.hpp"

#include <algorithm>
#include <cmath>

#include "core/random.hpp"

namespace balloon::analysis {

namespace {

struct DrawsArch {};
using One = Lanes<1, DrawsArch>;

}  // namespace

double exact_exp(double x) { return exp(One(x)).lane(0); }
double exact_log(double x) { return log(One(x)).lane(0); }

double KeyedDraws::uniform() {
  if (has_kept_) {
    has_kept_ = false;
    return kept_;
  }
  using Words = One::WordsType;
  const PhiloxBlock<Words> counter = {Words(draw_), Words(place_), Words(next_++),
                                      Words(static_cast<std::uint32_t>(purpose_))};
  const auto block =
      philox(counter, static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32));
  kept_ = uniform_from<One>(block.x2, block.x3).lane(0);
  has_kept_ = true;
  return uniform_from<One>(block.x0, block.x1).lane(0);
}

double KeyedDraws::normal() { return normal_quantile(One(uniform())).lane(0); }

double KeyedDraws::chi_square(int df) {
  double sum = 0;
  for (int i = 0; i < df; ++i) {
    const double z = normal();
    sum += z * z;
  }
  return sum;
}

double KeyedDraws::gamma(double shape) {
  // Below 1: a draw of shape + 1 times u^(1/shape).
  if (shape < 1) {
    const double more = gamma(shape + 1);
    return more * exact_exp(exact_log(uniform()) / shape);
  }
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double z = normal(), root = 1 + c * z;
    const double u = uniform();
    if (root <= 0) continue;
    const double v = root * root * root;
    if (exact_log(u) < 0.5 * z * z + d - d * v + d * exact_log(v)) return d * v;
  }
}

std::size_t KeyedDraws::below(std::size_t n) {
  return std::min(static_cast<std::size_t>(uniform() * static_cast<double>(n)), n - 1);
}

}  // namespace balloon::analysis
