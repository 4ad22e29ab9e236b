// Every word that a report or the terminal shows, in one catalogue with a column for each language,
// and the one way in which numbers are written.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/world.hpp"

namespace balloon {

/// One entry of the catalogue. Names in braces are filled in: "after {months} months".
struct Word {
  const char* key;
  const char* english;
  const char* spanish;
};

/// The parts of the catalogue (words_*.cpp).
std::vector<Word> words_of_summary();
std::vector<Word> words_of_sections();
std::vector<Word> words_of_trust();
std::vector<Word> words_of_places();
std::vector<Word> words_of_episodes();
std::vector<Word> words_of_workbook();
std::vector<Word> words_of_terminal();

/// The whole catalogue, sorted by key; no key comes twice.
const std::vector<Word>& all_words();

/// The catalogue in one language.
class Words {
 public:
  using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

  /// "en" or "es"; throws std::invalid_argument for another. `own` are words of one page besides,
  /// sorted by key; they are looked up first and must outlive this.
  explicit Words(std::string_view language, const std::vector<Word>* own = nullptr);

  const std::string& language() const { return language_; }
  /// Throws std::out_of_range where the catalogue has no such key.
  std::string_view operator[](std::string_view key) const;
  bool has(std::string_view key) const;
  /// The entry with its names in braces replaced.
  std::string fill(std::string_view key, Values values) const;

  /// 12,345.6 in English, 12 345,6 (narrow no-break space) in Spanish; a true minus sign; never -0.
  std::string number(double value, int decimals = 0) const;
  /// Rounded to `figures` significant figures, with at most `decimals` decimals.
  std::string rounded(double value, int figures = 3, int decimals = 2) const;
  /// The same with a plus sign where it is positive.
  std::string change(double value, int figures = 3, int decimals = 2) const;
  /// As number, with a plain hyphen for the minus: for the terminal, whence numbers are copied.
  std::string plain(double value, int decimals = 0) const;
  /// "12 [3, 45]" of numbers already written.
  std::string interval(const std::string& middle, const std::string& low,
                       const std::string& high) const;
  /// A note of which English is kept, such as those of analysis::DrawSource, in this language.
  std::string note(const std::string& english) const;
  /// Plain digits, for years.
  static std::string year(int year) { return std::to_string(year); }
  /// "January 2012" of a month index.
  std::string month(int month) const;
  /// "6 months", "5 years".
  std::string span(int months) const;
  /// The name of a place: that of data/model/names.csv, else the catalogue's "place.ID", else
  /// `fallback`.
  std::string place(const model::World& world, const std::string& id,
                    std::string_view fallback) const;
  /// "a, b and c".
  std::string list(const std::vector<std::string>& items) const;

 private:
  const Word* find(std::string_view key) const;
  const char* of(const Word& word) const { return spanish_ ? word.spanish : word.english; }

  std::string language_;
  bool spanish_ = false;
  const std::vector<Word>* own_ = nullptr;
};

/// Sorts a part of a catalogue by key.
std::vector<Word> sorted_words(std::vector<Word> words);

/// `text` with each name in braces replaced by its value; unknown names stay.
std::string fill_in(std::string_view text, Words::Values values);

}  // namespace balloon
