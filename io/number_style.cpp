#include "io/number_style.hpp"

#include <algorithm>
#include <string>

#include "io/csv.hpp"

namespace balloon {

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

namespace {

/// A number whose marks are given; see the header for its form.
std::optional<double> parse_marked(std::string_view text, char thousands, char decimal) {
  std::string plain;
  if (!text.empty() && text.front() == '-') {
    plain = "-";
    text.remove_prefix(1);
  }
  const auto comma = text.find(decimal);
  auto whole = text.substr(0, comma);
  const auto first = std::min(whole.find(thousands), whole.size());
  if (!all_digits(whole.substr(0, first))) return std::nullopt;
  if (first < whole.size() && (first > 3 || whole.front() == '0')) return std::nullopt;
  plain += whole.substr(0, first);
  whole.remove_prefix(first);
  while (!whole.empty()) {
    if (whole.size() < 4 || whole.front() != thousands || !all_digits(whole.substr(1, 3)))
      return std::nullopt;
    plain += whole.substr(1, 3);
    whole.remove_prefix(4);
  }
  if (comma != std::string_view::npos) {
    const auto fraction = text.substr(comma + 1);
    if (!all_digits(fraction)) return std::nullopt;
    plain += '.';
    plain += fraction;
  }
  return parse_number(plain);
}

}  // namespace

std::optional<double> parse_spanish_number(std::string_view text) {
  return parse_marked(text, '.', ',');
}

std::optional<double> parse_english_number(std::string_view text) {
  return parse_marked(text, ',', '.');
}

}  // namespace balloon
