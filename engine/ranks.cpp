#include "engine/ranks.hpp"

#include <algorithm>
#include <exception>

namespace balloon::engine {

namespace {
constexpr std::int64_t leaving = -1;
}

std::vector<std::string> Ranks::exchange(const std::string& mine, To to) {
  if (left_) throw RankLeft("this rank has left the others");
  const auto sizes = gather_numbers(static_cast<std::int64_t>(mine.size()));
  for (std::size_t r = 0; r < sizes.size(); ++r)
    if (sizes[r] == leaving) {
      left_ = true;
      throw RankLeft("rank " + std::to_string(r) + " ended while the others were still at work");
    }
  const bool receives = to == To::every_rank || rank() == 0;
  std::vector<std::string> all(receives ? sizes.size() : 0);
  const auto piece = static_cast<std::int64_t>(std::max<std::size_t>(1, most / sizes.size()));
  const auto longest = *std::max_element(sizes.begin(), sizes.end());
  std::vector<int> counts(sizes.size());
  std::string buffer;
  for (std::int64_t done = 0; done < longest; done += piece) {
    std::size_t total = 0;
    for (std::size_t r = 0; r < sizes.size(); ++r) {
      counts[r] = static_cast<int>(std::clamp<std::int64_t>(sizes[r] - done, 0, piece));
      total += static_cast<std::size_t>(counts[r]);
    }
    if (receives) buffer.resize(total);
    const auto own = std::min(static_cast<std::size_t>(done), mine.size());
    gather_bytes(mine.data() + own, counts, buffer.data(), to);
    const char* at = buffer.data();
    for (std::size_t r = 0; r < all.size(); ++r) {
      all[r].append(at, static_cast<std::size_t>(counts[r]));
      at += counts[r];
    }
  }
  return all;
}

bool Ranks::leave() noexcept {
  if (left_) return together_;
  left_ = true;
  try {
    const auto numbers = gather_numbers(leaving);
    together_ = std::all_of(numbers.begin(), numbers.end(),
                            [](std::int64_t number) { return number == leaving; });
  } catch (...) {
    together_ = false;
  }
  return together_;
}

bool together(Ranks* ranks, const std::function<bool()>& work) {
  if (ranks == nullptr) return work();
  std::exception_ptr error;
  std::string mine = "-";  // not finished
  try {
    if (work()) mine = "+";
  } catch (const RankLeft&) {
    throw;
  } catch (const std::exception& e) {
    error = std::current_exception();
    mine = std::string("!") + e.what();
  }
  const auto all = ranks->exchange(mine, Ranks::To::every_rank);
  if (error) std::rethrow_exception(error);
  for (std::size_t r = 0; r < all.size(); ++r)
    if (all[r][0] == '!')
      throw std::runtime_error("rank " + std::to_string(r) + ": " + all[r].substr(1));
  return std::all_of(all.begin(), all.end(), [](const std::string& x) { return x == "+"; });
}

void require_same(Ranks* ranks, std::uint64_t hash, const std::string& what) {
  if (ranks == nullptr) return;
  std::string mine;
  put_numbers(mine, &hash, 1);
  const auto all = ranks->exchange(mine, Ranks::To::every_rank);
  if (std::any_of(all.begin(), all.end(), [&](const std::string& x) { return x != all[0]; }))
    throw std::runtime_error("ranks differ in " + what);
}

void put_vector(std::string& bytes, const std::vector<double>& numbers) {
  const std::uint64_t count = numbers.size();
  put_numbers(bytes, &count, 1);
  put_numbers(bytes, numbers.data(), numbers.size());
}

std::vector<double> take_vector(Taker& from) {
  std::uint64_t count = 0;
  from.take(&count, 1);
  std::vector<double> numbers(static_cast<std::size_t>(count));
  from.take(numbers.data(), numbers.size());
  return numbers;
}

}  // namespace balloon::engine
