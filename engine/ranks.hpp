// Several processes of one job: each does its share, and what they found is exchanged, so that all
// go on alike. apps/mpi has the MPI ones, tests/support/thread_ranks.hpp threads that play them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace balloon::engine {

/// Another rank ended while this one was waiting for it.
class RankLeft : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The processes of a job, of which this is one. All run the same program and meet in `exchange`,
/// in the same order, each from one thread. Everywhere a null pointer to Ranks is a process by
/// itself.
class Ranks {
 public:
  /// Who gets what is exchanged.
  enum class To { every_rank, first_rank };

  Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  /// Implementations call `leave` in theirs.
  virtual ~Ranks() = default;

  virtual int rank() const = 0;
  virtual int size() const = 0;
  /// Ranks on this machine, this one included.
  virtual int neighbours() const = 0;
  /// The ranks that call with the same number, in their order here. All ranks call it.
  virtual std::unique_ptr<Ranks> split(int group) = 0;

  /// Every rank's bytes, by rank; nothing on the others where they go to the first rank alone.
  /// Bytes go in pieces of `most` together at most. Throws RankLeft where a rank has left.
  std::vector<std::string> exchange(const std::string& mine, To to);

  /// Says that this rank takes part in nothing more, which ends the others' waiting for it. True
  /// where all left together. Further calls do nothing and return what the first did.
  bool leave() noexcept;
  /// Whether this rank has left, or has thrown RankLeft.
  bool has_left() const { return left_; }

 protected:
  static constexpr std::size_t most = std::size_t{256} << 20;
  /// One number of every rank.
  virtual std::vector<std::int64_t> gather_numbers(std::int64_t mine) = 0;
  /// Bytes of every rank one after another into `all`; `counts` add to `most` at most.
  virtual void gather_bytes(const char* mine, const std::vector<int>& counts, char* all, To to) = 0;

 private:
  bool left_ = false, together_ = false;
};

/// Whether this process is the one that writes files.
inline bool is_first(const Ranks* ranks) { return ranks == nullptr || ranks->rank() == 0; }

/// The rank that does piece i of work which all know of.
inline int owner(const Ranks* ranks, std::size_t i) {
  return ranks == nullptr ? 0 : static_cast<int>(i % static_cast<std::size_t>(ranks->size()));
}
inline bool owns(const Ranks* ranks, std::size_t i) {
  return ranks == nullptr || owner(ranks, i) == ranks->rank();
}

/// Does this rank's `work`, then meets the others: true where it returned true on all ranks. What
/// it throws is thrown on; where another rank's threw, std::runtime_error with its words.
bool together(Ranks* ranks, const std::function<bool()>& work);

/// Throws std::runtime_error on all ranks where `hash` is not the same on all: they would do
/// different things and wait for each other. `what` ends the sentence "ranks differ in".
void require_same(Ranks* ranks, std::uint64_t hash, const std::string& what);

/// Bytes of numbers, appended to a text and taken out of it in the same order.
template <class T>
void put_numbers(std::string& bytes, const T* numbers, std::size_t count) {
  static_assert(std::is_arithmetic_v<T>);
  bytes.append(reinterpret_cast<const char*>(numbers), count * sizeof(T));
}
class Taker {
 public:
  explicit Taker(const std::string& bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}
  template <class T>
  void take(T* numbers, std::size_t count) {
    static_assert(std::is_arithmetic_v<T>);
    if (count > static_cast<std::size_t>(end_ - at_) / sizeof(T))
      throw std::runtime_error("a rank sent less than was expected");
    if (count > 0) std::memcpy(numbers, at_, count * sizeof(T));
    at_ += count * sizeof(T);
  }

 private:
  const char *at_, *end_;
};

void put_vector(std::string& bytes, const std::vector<double>& numbers);
std::vector<double> take_vector(Taker& from);

/// Gives the ranks each other's pieces: `put(i, bytes)` for those that owner(i) says are this
/// rank's, `take(i, taker)` for those of others.
template <class Owner, class Put, class Take>
void share(Ranks* ranks, std::size_t pieces, Ranks::To to, const Owner& owner_of, const Put& put,
           const Take& take) {
  if (ranks == nullptr) return;
  std::string mine;
  for (std::size_t i = 0; i < pieces; ++i)
    if (owner_of(i) == ranks->rank()) put(i, mine);
  const auto all = ranks->exchange(mine, to);
  if (all.empty()) return;
  std::vector<Taker> takers(all.begin(), all.end());
  for (std::size_t i = 0; i < pieces; ++i)
    if (const int from = owner_of(i); from != ranks->rank())
      take(i, takers[static_cast<std::size_t>(from)]);
}

}  // namespace balloon::engine
