#include "core/calendar.hpp"

#include <algorithm>
#include <cstdio>

namespace balloon {

int overlap_days(int month, const Date& from, const Date& to) {
  const int year = year_of(month);
  const int moy = month_of_year(month);
  const auto first = day_number({year, moy, 1});
  const auto last = day_number({year, moy, days_in_month(year, moy)});
  const auto low = std::max(first, day_number(from));
  const auto high = std::min(last, day_number(to));
  return high < low ? 0 : static_cast<int>(high - low + 1);
}

namespace {

/// `count` digits at the front of `text`, removed from it; -1 where they are not all digits.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text, bool end_of_period) {
  Date d;
  d.year = take_digits(text, 4);
  if (d.year < 1) return std::nullopt;
  d.month = end_of_period ? 12 : 1;
  bool has_day = false;
  if (!text.empty()) {
    if (text.front() != '-') return std::nullopt;
    text.remove_prefix(1);
    d.month = take_digits(text, 2);
    if (d.month < 1 || d.month > 12) return std::nullopt;
    if (!text.empty()) {
      if (text.front() != '-') return std::nullopt;
      text.remove_prefix(1);
      d.day = take_digits(text, 2);
      has_day = true;
      if (!text.empty()) return std::nullopt;
    }
  }
  if (!has_day) d.day = end_of_period ? days_in_month(d.year, d.month) : 1;
  if (d.day < 1 || d.day > days_in_month(d.year, d.month)) return std::nullopt;
  return d;
}

std::string to_string(const Date& date) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer;
}

std::string month_name(int month) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d", year_of(month), month_of_year(month));
  return buffer;
}

}  // namespace balloon
