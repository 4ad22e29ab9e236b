// Places that a file names, matched to those that are wanted.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/fault.hpp"

namespace balloon {

/// Adds a fault for each place that stands twice or is missing. A file may hold more places than
/// are wanted (all municipalities of a country, say): these are strangers, to be skipped.
class PlaceMatch {
 public:
  static constexpr std::size_t most_faults = 100;  ///< of one file, then reading should stop

  /// `places` (each once) and `faults` must outlive the match.
  PlaceMatch(std::string file, const std::vector<std::string>& places, Faults& faults);

  const std::string& file() const { return file_; }
  void fault(int line, std::string path, std::string_view value, std::string message);
  /// True once most_faults were added.
  bool full() const { return faults_.size() - before_ >= most_faults; }
  bool clean() const { return faults_.size() == before_; }

  /// True for a key that is not wanted; the first few are kept for messages. An empty key is no
  /// stranger but a fault of find.
  bool stranger(std::string_view key);
  /// Counts what is skipped because of a stranger.
  void skip() { ++skipped_; }
  /// Index of a wanted place; nothing, and a fault, where the key is empty.
  std::optional<std::size_t> find(std::string_view key, int line, const std::string& path);
  /// Takes note that a place stands `where` ("line 3"). False, and a fault that names the place's
  /// first stand and what would be right, where it stands a second time.
  bool once(std::size_t place, int line, const std::string& path, const std::string& where,
            const std::string& remedy);
  /// Takes note of a place that may stand more than once.
  void seen(std::size_t place, const std::string& where);

  /// When the file was read to its end: a fault for the places that it lacks, with what would be
  /// right; one that shows keys of either side where it has none but strangers. Returns clean().
  bool finish(const std::string& path, const std::string& remedy);
  /// Adds a sentence on what was skipped; `what` is one and many of it ("row", "rows").
  void note_skipped(const char* one, const char* many, std::vector<std::string>& notes) const;

 private:
  std::string file_;
  const std::vector<std::string>& places_;
  Faults& faults_;
  std::size_t before_, skipped_ = 0;
  std::unordered_map<std::string_view, std::size_t> index_;
  std::vector<std::string> first_;      ///< where each place was seen first; empty: nowhere
  std::vector<std::string> strangers_;  ///< the first few
};

}  // namespace balloon
