// Sections that are kept with the key of what made them.
#include "io/section_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace balloon {
namespace {

class SectionFile : public ::testing::Test {
 protected:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("balloon-sections-" + std::to_string(getpid()));
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }
};

TEST_F(SectionFile, IsFreshWithItsKeyAlone) {
  const std::string text = "## Title\n\n<!-- key of nothing -->\ntext\n";
  ASSERT_EQ(write_section(path("a.md"), "0123", text), "");
  EXPECT_EQ(fresh_section(path("a.md"), "0123"), text);
  EXPECT_FALSE(fresh_section(path("a.md"), "0124"));
  EXPECT_FALSE(fresh_section(path("a.md"), "012"));
  EXPECT_FALSE(fresh_section(path("b.md"), "0123"));
  ASSERT_EQ(write_section(path("a.md"), "0124", "other"), "");
  EXPECT_FALSE(fresh_section(path("a.md"), "0123"));
  EXPECT_EQ(fresh_section(path("a.md"), "0124"), "other");
}

TEST_F(SectionFile, IsReadWithoutTheLineOfItsKey) {
  ASSERT_EQ(write_section(path("a.md"), "0123", "## Title\n"), "");
  EXPECT_EQ(read_section(path("a.md")), "## Title\n");
  std::ofstream(path("hand.md")) << "## By hand\n";
  EXPECT_EQ(read_section(path("hand.md")), "## By hand\n");
  EXPECT_FALSE(fresh_section(path("hand.md"), "0123"));
  EXPECT_FALSE(read_section(path("none.md")));
}

TEST_F(SectionFile, SaysWhatCannotBeWritten) {
  EXPECT_NE(write_section((folder_ / "none" / "a.md").string(), "0", "text"), "");
}

}  // namespace
}  // namespace balloon
