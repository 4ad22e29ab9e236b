// A 64-bit hash of outcomes, defined by arithmetic so that every platform agrees on it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace balloon {

/// One mixing step (the finaliser of splitmix64, Steele et al. 2014).
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}
constexpr std::uint64_t hash_combine(std::uint64_t h, std::uint64_t x) {
  return mix64(h + 0x9e3779b97f4a7c15ULL + x);
}
/// FNV-1a over bytes.
constexpr std::uint64_t hash_text(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h;
}
/// Sixteen hexadecimal digits.
inline std::string hex64(std::uint64_t x) {
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, x >>= 4)
    text[static_cast<std::size_t>(i)] = "0123456789abcdef"[x & 15];
  return text;
}

}  // namespace balloon
