// The book keeps the ensembles that the mills send, and answers what the page shows: yearly
// quantiles, differences of paired members, the ledger, the hash.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "apps/wasm/base.hpp"

namespace balloon::lab {

/// Figures of a series and year: quantiles 5, 25, 50, 75 and 95 %.
inline constexpr int figures = 5;

class Book {
 public:
  explicit Book(const Base& base) : base_(base) {}

  /// Opens an empty ensemble under a key.
  void open(int key, int members);
  void close(int key) { arms_.erase(key); }
  /// Takes a packet of a mill; `reference` has the rows before its first month, -1 for none.
  void take(int key, int reference, const std::uint32_t* words, std::size_t count);

  /// Members among the first `members` that are done and did not fail in both; and that failed.
  struct Count {
    int usable = 0, failed = 0;
  };
  Count count(int key, int reference, int members) const;

  /// Outcome hash of the first `members` members, as `balloon run --members` prints it.
  std::string outcome_hash(int key, int members) const;

  /// `request` is {"policy", "reference", "members", "series": [{"outcome", "how", "scale",
  /// "groups": [[place, ...], ...]}]} with how december, sum or mean. For each series, group and
  /// recorded year: `figures` of the policy, of the reference, and of their difference member by
  /// member; NaN where no member is usable. Throws std::invalid_argument for what is not that.
  std::vector<double> series(std::string_view request) const;

  /// The ledger of `key` against `reference` over the first `members`, as in `balloon run --json`,
  /// with "mean_per_100_ha" added to its rows.
  Json ledger(int key, const model::Policy& policy, int reference, const model::Policy& other,
              int members);

 private:
  const analysis::Ensemble& arm(int key) const;
  analysis::Ensemble& arm(int key);
  const Base& base_;
  std::map<int, analysis::Ensemble> arms_;
};

}  // namespace balloon::lab
