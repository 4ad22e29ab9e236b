#include "io/letters.hpp"

#include <algorithm>

namespace balloon {

namespace {

bool begins_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::size_t letter_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_letter));
}

std::string fit_letters(std::string_view text, std::size_t width, bool right) {
  std::size_t letters = letter_count(text);
  std::string out(text);
  if (letters > width) {
    std::size_t bytes = 0, kept = 0;
    for (; bytes < text.size(); ++bytes)
      if (begins_letter(text[bytes]) && kept++ == (width > 0 ? width - 1 : 0)) break;
    out = std::string(text.substr(0, bytes)) + (width > 0 ? "\u2026" : "");
    letters = width;
  }
  const std::string pad(width - letters, ' ');
  return right ? pad + out : out + pad;
}

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace balloon
