// Faults of input: every one is listed with its place, value and limits; none is repaired.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace balloon {

/// One thing wrong with an input.
struct Fault {
  std::string file;
  int line = 0;         ///< 1-based; 0 where the format has no lines
  std::string path;     ///< e.g. levers[2].quantity
  std::string value;    ///< the value found
  std::string message;  ///< what is wrong and what would be right
};

/// "file:line: path: message (found value)".
std::string to_string(const Fault& fault);

/// Collects faults while reading; reading goes on as far as it can.
class Faults {
 public:
  void add(Fault fault) { list_.push_back(std::move(fault)); }
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<Fault>& list() const { return list_; }

 private:
  std::vector<Fault> list_;
};

/// The candidate nearest to `word` by edit distance, or "" where none is near enough to suggest
/// (more than a third of the letters differ).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace balloon
