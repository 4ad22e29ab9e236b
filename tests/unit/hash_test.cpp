#include "core/hash.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace balloon {
namespace {

TEST(HashTest, TextHashIsFnv1a) {
  // Vectors of Fowler, Noll & Vo, 64-bit FNV-1a.
  EXPECT_EQ(hash_text(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(hash_text("a"), 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(hash_text("foobar"), 0x85944171f73967e8ULL);
  EXPECT_NE(hash_text("\xc3\xb1"), hash_text("n"));  // bytes above 127 count as unsigned
}

TEST(HashTest, CombineIsSplitmix64) {
  // The first outputs of splitmix64 from seed 0 (Steele, Lea & Flood; Vigna's reference code).
  EXPECT_EQ(hash_combine(0, 0), 0xe220a8397b1dcdafULL);
  EXPECT_EQ(mix64(2 * 0x9e3779b97f4a7c15ULL), 0x6e789e6aa1b965f4ULL);
}

TEST(HashTest, OneBitChangesHalfTheHash) {
  double flipped = 0;
  std::set<std::uint64_t> seen;
  for (int bit = 0; bit < 64; ++bit) {
    const auto h = mix64(0x123456789abcdefULL ^ (1ULL << bit));
    seen.insert(h);
    flipped += std::popcount(h ^ mix64(0x123456789abcdefULL));
  }
  EXPECT_EQ(seen.size(), 64u);
  EXPECT_NEAR(flipped / 64, 32, 2);  // four standard errors of 64 draws with sd 4
  EXPECT_NE(hash_combine(hash_combine(0, 1), 2), hash_combine(hash_combine(0, 2), 1));
}

TEST(HashTest, HexHasSixteenDigits) {
  EXPECT_EQ(hex64(0), "0000000000000000");
  EXPECT_EQ(hex64(0x0123456789abcdefULL), "0123456789abcdef");
  EXPECT_EQ(hex64(~0ULL), "ffffffffffffffff");
}

}  // namespace
}  // namespace balloon
