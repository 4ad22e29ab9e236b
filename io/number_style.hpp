// Numbers as people write them: which mark is the decimal, which is that of thousands.
#pragma once

#include <optional>
#include <string_view>

namespace balloon {

/// At least one character, and nothing but 0 to 9.
bool all_digits(std::string_view text);

/// A number with a decimal comma and, if any, a point before every three digits of its whole part:
/// 8.832,9 and 8832,9 and 686. So 8.832 is eight thousand eight hundred thirty-two, while 36.6,
/// 0.832, 1234.567 and 8.83,2 are nothing: a point must be followed by groups of exactly three
/// digits and preceded by one to three that do not begin with 0. An optional minus, no spaces.
std::optional<double> parse_spanish_number(std::string_view text);

/// The same with a decimal point and thousands commas: 1,312.3 and 36.6; 8.832 is less than nine.
std::optional<double> parse_english_number(std::string_view text);

}  // namespace balloon
