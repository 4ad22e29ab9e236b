#include "io/place_match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/csv.hpp"
#include "io/number_style.hpp"

namespace balloon {

namespace {

constexpr std::size_t most_named = 12;
constexpr std::size_t most_strangers = 5000;  // kept, to find the misspelt ones among them

/// "a, b and c" of the first three.
std::string first_three(const std::vector<std::string>& all) {
  std::string text;
  const std::size_t count = std::min<std::size_t>(all.size(), 3);
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? "" : i + 1 == count ? " and " : ", ") + printable(all[i]);
  return text;
}

/// The stranger that may be an absent place. Codes of digits are near to others by chance, so they
/// must be the same but for leading zeros.
std::string stranger_like(const std::string& absent, const std::vector<std::string>& strangers) {
  if (!all_digits(absent)) return nearest(absent, strangers);
  const auto bare = [](std::string_view code) {
    return code.substr(std::min(code.find_first_not_of('0'), code.size()));
  };
  const auto found = std::find_if(strangers.begin(), strangers.end(),
                                  [&](const auto& other) { return bare(other) == bare(absent); });
  return found == strangers.end() ? "" : *found;
}

}  // namespace

PlaceMatch::PlaceMatch(std::string file, const std::vector<std::string>& places, Faults& faults)
    : file_(std::move(file)),
      places_(places),
      faults_(faults),
      before_(faults.size()),
      first_(places.size()) {
  for (std::size_t i = 0; i < places.size(); ++i) index_.emplace(places[i], i);
}

void PlaceMatch::fault(int line, std::string path, std::string_view value, std::string message) {
  faults_.add({file_, line, std::move(path), printable(value), std::move(message)});
}

bool PlaceMatch::stranger(std::string_view key) {
  if (key.empty() || index_.contains(key)) return false;
  if (strangers_.size() >= most_strangers) return true;
  auto text = printable(key);
  // Those that a message may show are different ones.
  const auto shown = strangers_.begin() + std::min<std::ptrdiff_t>(std::ssize(strangers_), 3);
  if (std::find(strangers_.begin(), shown, text) == shown) strangers_.push_back(std::move(text));
  return true;
}

std::optional<std::size_t> PlaceMatch::find(std::string_view key, int line,
                                            const std::string& path) {
  const auto found = index_.find(key);
  if (found != index_.end()) return found->second;
  fault(line, path, key, key.empty() ? "the place is empty" : "not one of the panel's places");
  return std::nullopt;
}

bool PlaceMatch::once(std::size_t place, int line, const std::string& path,
                      const std::string& where, const std::string& remedy) {
  if (first_[place].empty()) {
    first_[place] = where;
    return true;
  }
  fault(line, path, places_[place],
        fmt::format("the place stands twice, first in {}; {}", first_[place], remedy));
  return false;
}

void PlaceMatch::seen(std::size_t place, const std::string& where) {
  if (first_[place].empty()) first_[place] = where;
}

bool PlaceMatch::finish(const std::string& path, const std::string& remedy) {
  std::vector<std::string> absent;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (first_[i].empty()) absent.push_back(printable(places_[i]));
  if (absent.empty()) return clean();
  if (absent.size() == places_.size() && !strangers_.empty()) {
    fault(0, path, "",
          fmt::format(
              "none of the panel's {} places is in the file: the panel has {}; the file has {}",
              places_.size(), first_three(absent), first_three(strangers_)));
    return false;
  }
  std::string near;
  for (std::size_t i = 0; i < std::min(absent.size(), most_named) && near.empty(); ++i)
    if (const auto other = stranger_like(absent[i], strangers_); !other.empty())
      near = fmt::format("; is {} the file's {}?", absent[i], other);
  fault(
      0, path, "",
      fmt::format("{} of the panel's {} places {} missing: {}; {}{}", absent.size(), places_.size(),
                  absent.size() == 1 ? "is" : "are", word_list(absent, most_named), remedy, near));
  return false;
}

void PlaceMatch::note_skipped(const char* one, const char* many,
                              std::vector<std::string>& notes) const {
  if (skipped_ == 0) return;
  notes.push_back(fmt::format("{}: {} {} not of the panel's places {} skipped.",
                              printable(file_, 200), skipped_, skipped_ == 1 ? one : many,
                              skipped_ == 1 ? "is" : "are"));
}

}  // namespace balloon
