// A pack of W ensemble members advanced in lockstep (docs/decisions/0001-members-are-lanes.md).
//
// Model code is written once against Lanes<W, Arch> and reads like scalar arithmetic. Branches are
// select(mask, a, b); both sides are always evaluated, so no operand of a division or logarithm may
// be unguarded. Arch is an empty tag that keeps kernels built with different instruction sets from
// sharing template instances.
#pragma once

#include <cstddef>
#include <cstdint>

// g++ calls functions of this size and passes packs through memory, an eighth of the kernel's time;
// clang puts them in place by itself.
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#define BALLOON_IN_PLACE __attribute__((always_inline))
#else
#define BALLOON_IN_PLACE
#endif

namespace balloon {

namespace detail {

template <int W>
struct Pack {
  typedef double Reals __attribute__((vector_size(W * 8)));
  typedef std::int64_t Ints __attribute__((vector_size(W * 8)));
  typedef std::uint64_t Bits __attribute__((vector_size(W * 8)));
};

/// Registers wider than 32 bytes are split: g++ 12 scalarises selects on 64-byte vectors.
template <int W>
inline constexpr int part_width = W > 4 ? 4 : W;
template <int W>
inline constexpr int part_count = W / part_width<W>;

}  // namespace detail

template <int W, class Arch>
struct Mask;

/// W unsigned 64-bit integers, one a member.
template <int W, class Arch>
struct LaneWords {
  static constexpr int parts = detail::part_count<W>;
  using Part = typename detail::Pack<detail::part_width<W>>::Bits;
  Part part[parts];

  LaneWords() = default;
  explicit LaneWords(std::uint64_t x) {
    for (int i = 0; i < parts; ++i) part[i] = Part{} + x;
  }
  std::uint64_t lane(int i) const {
    return part[i / detail::part_width<W>][i % detail::part_width<W>];
  }
  void set(int i, std::uint64_t x) {
    part[i / detail::part_width<W>][i % detail::part_width<W>] = x;
  }
};

/// W doubles, one a member.
template <int W, class Arch>
struct Lanes {
  static_assert(W == 1 || W == 2 || W == 4 || W == 8, "lane widths are 1, 2, 4 and 8");
  static constexpr int width = W;
  static constexpr int parts = detail::part_count<W>;
  using Part = typename detail::Pack<detail::part_width<W>>::Reals;
  using IntPart = typename detail::Pack<detail::part_width<W>>::Ints;
  using MaskType = Mask<W, Arch>;
  using WordsType = LaneWords<W, Arch>;
  Part part[parts];

  Lanes() = default;
  Lanes(double x) {  // NOLINT(google-explicit-constructor): constants must read as numbers
    for (int i = 0; i < parts; ++i) part[i] = x - Part{};  // keeps the sign of zero
  }
  double lane(int i) const { return part[i / detail::part_width<W>][i % detail::part_width<W>]; }
  void set(int i, double x) { part[i / detail::part_width<W>][i % detail::part_width<W>] = x; }

#define BALLOON_OPERATOR(op)                                            \
  friend Lanes operator op(const Lanes& a, const Lanes& b) {            \
    Lanes r;                                                            \
    for (int i = 0; i < parts; ++i) r.part[i] = a.part[i] op b.part[i]; \
    return r;                                                           \
  }                                                                     \
  friend Lanes operator op(const Lanes& a, double b) {                  \
    Lanes r;                                                            \
    for (int i = 0; i < parts; ++i) r.part[i] = a.part[i] op b;         \
    return r;                                                           \
  }                                                                     \
  friend Lanes operator op(double a, const Lanes& b) {                  \
    Lanes r;                                                            \
    for (int i = 0; i < parts; ++i) r.part[i] = a op b.part[i];         \
    return r;                                                           \
  }                                                                     \
  Lanes& operator op##=(const Lanes& b) {                               \
    for (int i = 0; i < parts; ++i) part[i] = part[i] op b.part[i];     \
    return *this;                                                       \
  }
  BALLOON_OPERATOR(+)
  BALLOON_OPERATOR(-)
  BALLOON_OPERATOR(*)
  BALLOON_OPERATOR(/)
#undef BALLOON_OPERATOR

  friend Lanes operator-(const Lanes& a) {
    Lanes r;
    for (int i = 0; i < parts; ++i) r.part[i] = -a.part[i];
    return r;
  }
};

/// W truth values, one a member: all bits of a lane set, or none.
template <int W, class Arch>
struct Mask {
  static constexpr int parts = detail::part_count<W>;
  using Part = typename detail::Pack<detail::part_width<W>>::Ints;
  Part part[parts];

  Mask() = default;
  explicit Mask(bool x) {
    for (int i = 0; i < parts; ++i) part[i] = Part{} - (x ? 1 : 0);
  }
  bool lane(int i) const { return part[i / detail::part_width<W>][i % detail::part_width<W>] != 0; }

  friend Mask operator&(const Mask& a, const Mask& b) {
    Mask r;
    for (int i = 0; i < parts; ++i) r.part[i] = a.part[i] & b.part[i];
    return r;
  }
  friend Mask operator|(const Mask& a, const Mask& b) {
    Mask r;
    for (int i = 0; i < parts; ++i) r.part[i] = a.part[i] | b.part[i];
    return r;
  }
  friend Mask operator!(const Mask& a) {
    Mask r;
    for (int i = 0; i < parts; ++i) r.part[i] = ~a.part[i];
    return r;
  }
};

#define BALLOON_COMPARE(op)                                                            \
  template <int W, class Arch>                                                         \
  inline Mask<W, Arch> operator op(const Lanes<W, Arch>& a, const Lanes<W, Arch>& b) { \
    Mask<W, Arch> r;                                                                   \
    for (int i = 0; i < r.parts; ++i) r.part[i] = a.part[i] op b.part[i];              \
    return r;                                                                          \
  }                                                                                    \
  template <int W, class Arch>                                                         \
  inline Mask<W, Arch> operator op(const Lanes<W, Arch>& a, double b) {                \
    return a op Lanes<W, Arch>(b);                                                     \
  }
BALLOON_COMPARE(<)
BALLOON_COMPARE(>)
BALLOON_COMPARE(<=)
BALLOON_COMPARE(>=)
#undef BALLOON_COMPARE

/// mask ? a : b, lane by lane. Both operands are evaluated.
template <int W, class Arch>
inline Lanes<W, Arch> select(const Mask<W, Arch>& mask, const Lanes<W, Arch>& a,
                             const Lanes<W, Arch>& b) {
  Lanes<W, Arch> r;
  for (int i = 0; i < r.parts; ++i) r.part[i] = mask.part[i] ? a.part[i] : b.part[i];
  return r;
}
template <int W, class Arch>
inline Lanes<W, Arch> select(const Mask<W, Arch>& mask, double a, const Lanes<W, Arch>& b) {
  return select(mask, Lanes<W, Arch>(a), b);
}
template <int W, class Arch>
inline Lanes<W, Arch> select(const Mask<W, Arch>& mask, const Lanes<W, Arch>& a, double b) {
  return select(mask, a, Lanes<W, Arch>(b));
}
template <int W, class Arch>
inline Lanes<W, Arch> select(const Mask<W, Arch>& mask, double a, double b) {
  return select(mask, Lanes<W, Arch>(a), Lanes<W, Arch>(b));
}

/// The smaller operand; the second where either is not a number.
template <int W, class Arch>
inline Lanes<W, Arch> min(const Lanes<W, Arch>& a, const Lanes<W, Arch>& b) {
  return select(a < b, a, b);
}
template <int W, class Arch>
inline Lanes<W, Arch> min(const Lanes<W, Arch>& a, double b) {
  return min(a, Lanes<W, Arch>(b));
}
/// The larger operand; the second where either is not a number.
template <int W, class Arch>
inline Lanes<W, Arch> max(const Lanes<W, Arch>& a, const Lanes<W, Arch>& b) {
  return select(a > b, a, b);
}
template <int W, class Arch>
inline Lanes<W, Arch> max(const Lanes<W, Arch>& a, double b) {
  return max(a, Lanes<W, Arch>(b));
}

template <int W, class Arch>
inline bool any(const Mask<W, Arch>& mask) {
  auto either = mask.part[0];
  for (int i = 1; i < mask.parts; ++i) either |= mask.part[i];
  std::int64_t r = 0;
  for (int i = 0; i < detail::part_width<W>; ++i) r |= either[i];
  return r != 0;
}
template <int W, class Arch>
inline bool all(const Mask<W, Arch>& mask) {
  return !any(!mask);
}

/// The bit patterns of the doubles.
template <int W, class Arch>
inline LaneWords<W, Arch> bits_of(const Lanes<W, Arch>& a) {
  LaneWords<W, Arch> r;
  for (int i = 0; i < a.parts; ++i) r.part[i] = (typename LaneWords<W, Arch>::Part)a.part[i];
  return r;
}
/// The doubles with these bit patterns.
template <int W, class Arch>
inline Lanes<W, Arch> from_bits(const LaneWords<W, Arch>& a) {
  Lanes<W, Arch> r;
  for (int i = 0; i < a.parts; ++i) r.part[i] = (typename Lanes<W, Arch>::Part)a.part[i];
  return r;
}

template <int W, class Arch>
inline Lanes<W, Arch> abs(const Lanes<W, Arch>& a) {
  Lanes<W, Arch> r;
  for (int i = 0; i < a.parts; ++i) {
    r.part[i] = (typename Lanes<W, Arch>::Part)((typename LaneWords<W, Arch>::Part)a.part[i] &
                                                0x7fffffffffffffffULL);
  }
  return r;
}

/// Correctly rounded square root (IEEE 754), so it may be the machine's own.
template <int W, class Arch>
inline Lanes<W, Arch> sqrt(const Lanes<W, Arch>& a) {
  Lanes<W, Arch> r;
  for (int i = 0; i < W; ++i) r.set(i, __builtin_sqrt(a.lane(i)));
  return r;
}

}  // namespace balloon
