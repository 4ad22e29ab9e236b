// Months and dates. A month is counted from January 1990 (0); December 2035 is 551.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balloon {

inline constexpr int first_year = 1990;
inline constexpr int last_year = 2035;
inline constexpr int month_count = (last_year - first_year + 1) * 12;

/// Index of a calendar month; January 1990 is 0.
constexpr int month_index(int year, int month) { return (year - first_year) * 12 + month - 1; }
constexpr int year_of(int month) {
  return first_year + (month >= 0 ? month / 12 : (month - 11) / 12);
}
constexpr int month_of_year(int month) { return month - (year_of(month) - first_year) * 12 + 1; }

constexpr bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
constexpr int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

/// A calendar day.
struct Date {
  int year = first_year;
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

/// Days since 1 January 1970 (proleptic Gregorian calendar).
constexpr std::int64_t day_number(const Date& d) {
  const int y = d.year - (d.month <= 2 ? 1 : 0);
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yoe = y - era * 400;
  const int doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return static_cast<std::int64_t>(era) * 146097 + doe - 719468;
}

/// Days of `month` (an index) inside the closed interval [from, to].
int overlap_days(int month, const Date& from, const Date& to);

/// Reads YYYY-MM-DD, YYYY-MM or YYYY. A short form means its first day, or its last where
/// `end_of_period` is set. Nothing for text that is not a date of the calendar.
std::optional<Date> parse_date(std::string_view text, bool end_of_period);

/// YYYY-MM-DD.
std::string to_string(const Date& date);
/// YYYY-MM of a month index.
std::string month_name(int month);

}  // namespace balloon
