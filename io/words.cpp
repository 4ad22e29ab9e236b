#include "io/words.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "core/calendar.hpp"

namespace balloon {

const std::vector<Word>& all_words() {
  static const std::vector<Word> words = [] {
    std::vector<Word> all;
    for (const auto& part :
         {words_of_summary(), words_of_sections(), words_of_trust(), words_of_places(),
          words_of_episodes(), words_of_workbook(), words_of_terminal()})
      all.insert(all.end(), part.begin(), part.end());
    return sorted_words(std::move(all));
  }();
  return words;
}

namespace {

const Word* find_word(const std::vector<Word>& words, std::string_view key) {
  const auto at = std::lower_bound(
      words.begin(), words.end(), key,
      [](const Word& word, std::string_view k) { return std::string_view(word.key) < k; });
  return at != words.end() && at->key == key ? &*at : nullptr;
}

/// Decimals that leave `figures` significant figures; negative where tens and hundreds go.
int decimals_for(double value, int figures) {
  if (!(std::fabs(value) > 0)) return 0;
  return figures - 1 - static_cast<int>(std::floor(std::log10(std::fabs(value))));
}

}  // namespace

Words::Words(std::string_view language, const std::vector<Word>* own)
    : language_(language), spanish_(language == "es"), own_(own) {
  if (language != "en" && language != "es")
    throw std::invalid_argument("a report is written in en or es, not in '" + language_ + "'");
}

const Word* Words::find(std::string_view key) const {
  const auto* word = own_ == nullptr ? nullptr : find_word(*own_, key);
  return word == nullptr ? find_word(all_words(), key) : word;
}

std::string_view Words::operator[](std::string_view key) const {
  const auto* word = find(key);
  if (word == nullptr) throw std::out_of_range("no word '" + std::string(key) + "'");
  return of(*word);
}

bool Words::has(std::string_view key) const { return find(key) != nullptr; }

std::string Words::fill(std::string_view key, Values values) const {
  return fill_in((*this)[key], values);
}

std::string Words::number(double value, int decimals) const {
  if (!std::isfinite(value)) return std::string((*this)["number.none"]);
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  const auto point = std::min(digits.find('.'), digits.size());
  std::string text = value < 0 && !zero ? "\u2212" : "";
  // Four digits stay together in Spanish, as is the custom.
  const std::size_t grouped_from = spanish_ ? 5 : 4;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0 && point >= grouped_from) text += spanish_ ? "\u202f" : ",";
    text += digits[i];
  }
  if (point < digits.size()) text += (spanish_ ? "," : ".") + digits.substr(point + 1);
  return text;
}

std::string Words::rounded(double value, int figures, int decimals) const {
  if (!std::isfinite(value)) return number(value);
  const int wanted = decimals_for(value, figures);
  if (wanted >= 0) return number(value, std::min(wanted, decimals));
  const double unit = std::pow(10.0, -wanted);
  return number(std::round(value / unit) * unit);
}

std::string Words::change(double value, int figures, int decimals) const {
  const std::string text = rounded(value, figures, decimals);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return value > 0 && !zero ? "+" + text : text;
}

std::string Words::plain(double value, int decimals) const {
  std::string text = number(value, decimals);
  constexpr std::string_view minus = "\u2212";
  if (text.starts_with(minus)) text.replace(0, minus.size(), "-");
  return text;
}

std::string Words::interval(const std::string& middle, const std::string& low,
                            const std::string& high) const {
  return middle + " " + fill("interval.range", {{"low", low}, {"high", high}});
}

std::string Words::note(const std::string& english) const {
  for (const auto& word : all_words()) {
    if (!std::string_view(word.key).starts_with("note.")) continue;
    const std::string_view whole = word.english;
    const auto open = whole.find('{');
    if (open == std::string_view::npos) {
      if (english == whole) return of(word);
      continue;
    }
    const auto before = whole.substr(0, open), after = whole.substr(whole.find('}') + 1);
    if (english.size() < before.size() + after.size() || !english.starts_with(before) ||
        !english.ends_with(after))
      continue;
    const auto name = whole.substr(open + 1, whole.find('}') - open - 1);
    return fill_in(
        of(word),
        {{name, english.substr(before.size(), english.size() - before.size() - after.size())}});
  }
  return english;
}

std::string Words::month(int month) const {
  return fill(
      "time.month-of-year",
      {{"month", std::string((*this)["month." + fmt::format("{:02}", month_of_year(month))])},
       {"year", year(year_of(month))}});
}

std::string Words::span(int months) const {
  if (months == 12) return std::string((*this)["time.one-year"]);
  const int years = months / 12;
  if (months % 12 == 0) return fill("time.years", {{"count", number(years)}});
  return fill("time.months", {{"count", number(months)}});
}

std::string Words::place(const model::World& world, const std::string& id,
                         std::string_view fallback) const {
  if (const auto named = world.names.find(id); named != world.names.end())
    return spanish_ ? named->second.spanish : named->second.english;
  const auto* word = find("place." + id);
  return word == nullptr ? std::string(fallback) : of(*word);
}

std::string Words::list(const std::vector<std::string>& items) const {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 < items.size() ? std::string(", ") : std::string((*this)["list.and"]);
    text += items[i];
  }
  return text;
}

std::vector<Word> sorted_words(std::vector<Word> words) {
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return std::string_view(a.key) < std::string_view(b.key);
  });
  return words;
}

std::string fill_in(std::string_view text, Words::Values values) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    out += text.substr(0, close == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) break;
    const auto name = text.substr(open + 1, close - open - 1);
    const auto value =
        std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
    out += value != values.end() ? value->second : std::string(text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace balloon
