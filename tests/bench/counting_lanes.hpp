// Lanes of one member that count floating-point operations: the instrumented scalar build of
// docs/performance.md. Additions, subtractions, multiplications, divisions and square roots count
// one each; comparisons, selects and bit operations count nothing.
#pragma once

#include "core/lanes.hpp"

namespace balloon {

struct Counting;

/// Operations since the program began.
inline unsigned long long counted_operations = 0;

template <>
struct Lanes<1, Counting> {
  static constexpr int width = 1;
  static constexpr int parts = 1;
  using Part = detail::Pack<1>::Reals;
  using IntPart = detail::Pack<1>::Ints;
  using MaskType = Mask<1, Counting>;
  using WordsType = LaneWords<1, Counting>;
  Part part[1];

  Lanes() = default;
  Lanes(double x) { part[0] = Part{} + x; }  // NOLINT(google-explicit-constructor)
  double lane(int) const { return part[0][0]; }
  void set(int, double x) { part[0][0] = x; }

#define BALLOON_COUNT(op)                                    \
  friend Lanes operator op(const Lanes& a, const Lanes& b) { \
    ++counted_operations;                                    \
    return Lanes(a.lane(0) op b.lane(0));                    \
  }                                                          \
  friend Lanes operator op(const Lanes& a, double b) {       \
    ++counted_operations;                                    \
    return Lanes(a.lane(0) op b);                            \
  }                                                          \
  friend Lanes operator op(double a, const Lanes& b) {       \
    ++counted_operations;                                    \
    return Lanes(a op b.lane(0));                            \
  }                                                          \
  Lanes& operator op##=(const Lanes& b) {                    \
    ++counted_operations;                                    \
    set(0, lane(0) op b.lane(0));                            \
    return *this;                                            \
  }
  BALLOON_COUNT(+)
  BALLOON_COUNT(-)
  BALLOON_COUNT(*)
  BALLOON_COUNT(/)
#undef BALLOON_COUNT
  friend Lanes operator-(const Lanes& a) { return Lanes(-a.lane(0)); }
};

}  // namespace balloon
