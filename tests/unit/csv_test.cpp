#include "io/csv.hpp"

#include <gtest/gtest.h>

namespace balloon {
namespace {

std::optional<CsvTable> parse(std::string_view text, Faults& faults) {
  return CsvTable::parse("table.csv", text, faults);
}

/// The first fault of a text that must have one.
Fault fault_of(std::string_view text) {
  Faults faults;
  EXPECT_FALSE(parse(text, faults)) << printable(text);
  if (faults.empty()) {
    ADD_FAILURE() << "no fault: " << printable(text);
    return {};
  }
  EXPECT_FALSE(faults.list().front().message.empty());
  return faults.list().front();
}

TEST(Csv, ReadsCellsByName) {
  Faults faults;
  const auto table = parse("id,value\nA,1\nB,2.5\n", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->row_count(), 2u);
  EXPECT_EQ(table->cell(1, *table->find("value")), "2.5");
  EXPECT_FALSE(table->find("Value"));
}

TEST(Csv, QuotesHoldCommasQuotesAndLines) {
  Faults faults;
  const auto table = parse("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n,\"\"\r\n", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->cell(0, 0), "x, \"y\"");
  EXPECT_EQ(table->cell(0, 1), "two\nlines");
  EXPECT_EQ(table->cell(1, 0), "");
  EXPECT_EQ(table->cell(1, 1), "");
  EXPECT_EQ(table->line(0), 2);
  EXPECT_EQ(table->line(1), 4);
}

TEST(Csv, LastLineMayLackItsEndAndABomIsSkipped) {
  Faults faults;
  const auto table = parse("\xef\xbb\xbfid,name\nA,Nari\xc3\xb1o", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns().front(), "id");
  EXPECT_EQ(table->cell(0, 1), "Nari\xc3\xb1o");
}

TEST(Csv, HeaderAloneIsATableWithoutRows) {
  Faults faults;
  const auto table = parse("id,value\n", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->row_count(), 0u);
}

TEST(Csv, RefusesMalformedText) {
  EXPECT_EQ(fault_of("").line, 1);
  EXPECT_EQ(fault_of("a,b\n1,2\n3\n").line, 3);
  EXPECT_EQ(fault_of("a,b\n1,2,3\n").line, 2);
  EXPECT_EQ(fault_of("a,b\n1,2\n\n").line, 3);
  EXPECT_EQ(fault_of("a,b\n1,\"2\n").path, "b");
  EXPECT_EQ(fault_of("a,b\n1,x\"2\"\n").line, 2);
  EXPECT_EQ(fault_of("a,b\n1,\"2\"x\n").line, 2);
  EXPECT_EQ(fault_of("a,b\n1,2\r3,4\n").line, 2);
  EXPECT_EQ(fault_of("a,a\n1,2\n").path, "a");
  EXPECT_EQ(fault_of("a,\n1,2\n").path, "header");
  EXPECT_EQ(fault_of(std::string_view("a,b\n1,\0\n", 8)).line, 2);
  EXPECT_EQ(fault_of("a,b\n1,2\n3,\xff\n").line, 3);
  EXPECT_EQ(fault_of("a\n\xed\xa0\x80\n").line, 2);  // a surrogate
}

TEST(Csv, ListsEveryRaggedRowUpToALimit) {
  Faults faults;
  EXPECT_FALSE(parse("a,b\n1\n1,2\n3\n", faults));
  EXPECT_EQ(faults.size(), 2u);
  std::string text = "a,b\n";
  for (int i = 0; i < 5000; ++i) text += "1\n";
  Faults many;
  EXPECT_FALSE(parse(text, many));
  EXPECT_EQ(many.size(), CsvTable::max_faults + 1);
}

TEST(Csv, KeepsItsLimits) {
  std::string wide = "c0";
  for (int i = 1; i < 65; ++i) wide += ",c" + std::to_string(i);
  EXPECT_NE(fault_of(wide + "\n").message.find("64 columns"), std::string::npos);
  std::string tall = "a\n";
  for (std::size_t i = 0; i <= CsvTable::max_rows; ++i) tall += "1\n";
  EXPECT_NE(fault_of(tall).message.find("1,000,000 rows"), std::string::npos);
  const std::string large(CsvTable::max_bytes + 1, 'x');
  EXPECT_NE(fault_of(large).message.find("64 MB"), std::string::npos);
}

TEST(Csv, NumbersAreStrict) {
  EXPECT_EQ(parse_number("14234"), 14234.0);
  EXPECT_EQ(parse_number("-0.5"), -0.5);
  EXPECT_EQ(parse_number(".5"), 0.5);
  EXPECT_EQ(parse_number("1e3"), 1000.0);
  EXPECT_EQ(parse_number("28333333.3333"), 28333333.3333);
  for (const char* text : {"", " 1", "1 ", "+1", "1,5", "1.234,5", "nan", "NaN", "inf", "-inf",
                           "infinity", "0x10", "1e", "1e400", "--1", "1.", ".", "1 000", "١"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(Csv, RowsNameColumnLineAndValue) {
  Faults faults;
  const auto table = parse("id,lat\nA,12\nB,-91\nC,north\n", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(CsvRow(*table, 0, faults).number("lat", -90, 90), 12);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(CsvRow(*table, 1, faults).number("lat", -90, 90), -90);
  CsvRow(*table, 2, faults).number("lat", -90, 90);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(to_string(faults.list()[0]), "table.csv:3: lat: outside -90 to 90 (found -91)");
  EXPECT_EQ(faults.list()[1].line, 4);
  EXPECT_EQ(faults.list()[1].value, "north");
}

TEST(Csv, UnknownAndMissingColumnsAreNamed) {
  Faults faults;
  const auto table = parse("id,suitable_hectares\nA,1\n", faults);
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->expect({"id", "suitable_ha"}, faults));
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults.list()[0].path, "suitable_ha");
  EXPECT_EQ(faults.list()[1].path, "suitable_hectares");
}

TEST(Csv, OtherSeparatorsAreNamed) {
  for (const auto* text : {"place;value\nCOL;252572,5\n", "place\tvalue\nCOL\t1\n"}) {
    Faults faults;
    EXPECT_FALSE(parse(text, faults));
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_NE(faults.list()[0].message.find("not separated by commas"), std::string::npos);
  }
}

TEST(Csv, ChoicesSuggestTheNearest) {
  Faults faults;
  const auto table = parse("hub\nPRE\n", faults);
  ASSERT_TRUE(table);
  EXPECT_EQ(CsvRow(*table, 0, faults).choice("hub", {"COL", "PER", "BOL"}), -1);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults.list()[0].message.find("PER"), std::string::npos);
}

TEST(Csv, SuggestsWhatIsNearOrHoldsTheWord) {
  const std::vector<std::string> names = {"eradication_manual", "eradication_aerial",
                                          "eradication_voluntary", "treatment"};
  EXPECT_EQ(suggestion("eradication", names),
            "; did you mean eradication_manual, eradication_aerial or eradication_voluntary?");
  EXPECT_EQ(suggestion("eradication_manul", names), "; did you mean eradication_manual?");
  EXPECT_EQ(suggestion("aerial", names), "; did you mean eradication_aerial?");
  EXPECT_EQ(suggestion("on", names), "");
}

TEST(Csv, PrintableIsShortAndClean) {
  EXPECT_EQ(printable("a\nb"), "a?b");
  EXPECT_EQ(printable("Nari\xc3\xb1o"), "Nari\xc3\xb1o");
  EXPECT_LE(printable(std::string(500, 'x')).size(), 63u);
  EXPECT_TRUE(is_utf8(printable("\xff\xfe")));
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(14234), "14234");
}

}  // namespace
}  // namespace balloon
