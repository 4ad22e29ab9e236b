// Text by its letters: counted, fitted, in small, cut into parts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace balloon {

/// Letters of UTF-8, not bytes.
std::size_t letter_count(std::string_view text);

/// Cut to `width` letters with an ellipsis, and padded.
std::string fit_letters(std::string_view text, std::size_t width, bool right = false);

/// A to Z as a to z; other letters stay.
std::string small_letters(std::string_view text);

/// The parts between the separators, empty ones too; one part where there is no separator.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace balloon
