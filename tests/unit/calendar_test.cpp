#include "core/calendar.hpp"

#include <gtest/gtest.h>

namespace balloon {
namespace {

TEST(Calendar, MonthsCountFromJanuary1990) {
  EXPECT_EQ(month_index(1990, 1), 0);
  EXPECT_EQ(month_index(2035, 12), 551);
  EXPECT_EQ(month_count, 552);
  EXPECT_EQ(month_name(month_index(2011, 8)), "2011-08");
}

TEST(Calendar, YearAndMonthComeBackAlsoBefore1990) {
  for (int t = -200; t < month_count; ++t) {
    EXPECT_EQ(month_index(year_of(t), month_of_year(t)), t);
    EXPECT_GE(month_of_year(t), 1);
    EXPECT_LE(month_of_year(t), 12);
  }
  EXPECT_EQ(year_of(-1), 1989);
  EXPECT_EQ(month_of_year(-1), 12);
}

TEST(Calendar, DayNumbers) {
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
  EXPECT_EQ(day_number({2000, 3, 1}) - day_number({2000, 2, 28}), 2);
  EXPECT_EQ(day_number({1900, 3, 1}) - day_number({1900, 2, 28}), 1);
  EXPECT_EQ(day_number({2035, 12, 31}) - day_number({1990, 1, 1}) + 1, 16801);
}

TEST(Calendar, DaysOfAllMonthsAddUp) {
  const Date from{1990, 1, 1}, to{2035, 12, 31};
  std::int64_t days = 0;
  for (int t = 0; t < month_count; ++t) {
    EXPECT_EQ(overlap_days(t, from, to), days_in_month(year_of(t), month_of_year(t)));
    days += overlap_days(t, from, to);
  }
  EXPECT_EQ(days, day_number(to) - day_number(from) + 1);
}

TEST(Calendar, OverlapIsOfClosedIntervals) {
  const int august = month_index(2011, 8);
  EXPECT_EQ(overlap_days(august, {2011, 8, 9}, {2011, 8, 17}), 9);
  EXPECT_EQ(overlap_days(august, {2011, 8, 31}, {2011, 9, 1}), 1);
  EXPECT_EQ(overlap_days(august, {2011, 9, 1}, {2011, 9, 2}), 0);
  EXPECT_EQ(overlap_days(august, {2011, 8, 5}, {2011, 8, 5}), 1);
  EXPECT_EQ(overlap_days(month_index(2012, 2), {2012, 1, 1}, {2012, 12, 31}), 29);
}

TEST(Calendar, ReadsDatesInThreeForms) {
  EXPECT_EQ(parse_date("2012-02-29", false), (Date{2012, 2, 29}));
  EXPECT_EQ(parse_date("2012-02", false), (Date{2012, 2, 1}));
  EXPECT_EQ(parse_date("2012-02", true), (Date{2012, 2, 29}));
  EXPECT_EQ(parse_date("2012", false), (Date{2012, 1, 1}));
  EXPECT_EQ(parse_date("2012", true), (Date{2012, 12, 31}));
  EXPECT_EQ(to_string(Date{2012, 2, 9}), "2012-02-09");
}

TEST(Calendar, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "12", "2012-", "2012-1", "2012-13", "2012-00", "2012-02-30", "2013-02-29", "2012-02-00",
        "2012-02-01T", "2012/02/01", "0000-01-01", " 2012", "2012-02-1", "-2012", "20120201"}) {
    EXPECT_FALSE(parse_date(text, false)) << text;
    EXPECT_FALSE(parse_date(text, true)) << text;
  }
}

}  // namespace
}  // namespace balloon
