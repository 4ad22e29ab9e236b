// Files of members: what is written is read; what is foreign, cut or of another shape is refused,
// since a run would read past the end of a vector that is too short.
#include "io/ensemble_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "model/unknowns.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

namespace fs = std::filesystem;

class EnsembleFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("balloon-ensemble-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / ensemble_file_name(1996, 0)).string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// Why a file with this first line and so many numbers after it is refused.
  std::string refused(const std::string& head, std::size_t numbers = 0) const {
    std::ofstream(path_, std::ios::binary) << head << '\n' << std::string(8 * numbers, '\0');
    std::string why;
    EXPECT_FALSE(read_ensemble(path_, "k", why, &test::shipped_world())) << head;
    EXPECT_NO_THROW(ensemble_key(path_)) << head;
    return why;
  }
  static std::string head(int origin, int structure, const std::string& rows, int columns) {
    return R"({"format": "balloon-ensemble-1", "key": "k", "origin": )" + std::to_string(origin) +
           R"(, "structure": )" + std::to_string(structure) + R"(, "rows": )" + rows +
           R"(, "columns": )" + std::to_string(columns) + R"(, "misfit": [], "replaced": []})";
  }
  fs::path folder_;
  std::string path_;
};

TEST_F(EnsembleFileTest, WhatIsWrittenIsRead) {
  inference::StructureEnsemble e;
  e.origin = 1996;
  e.unknowns.setConstant(model::UnknownLayout(test::shipped_world()).size(1996), 3, 0.5);
  ASSERT_EQ(write_ensemble(path_, e, "k"), "");
  std::string why;
  const auto read = read_ensemble(path_, "k", why, &test::shipped_world());
  ASSERT_TRUE(read) << why;
  EXPECT_EQ(read->unknowns, e.unknowns);
  EXPECT_EQ(ensemble_key(path_), "k");
  EXPECT_FALSE(read_ensemble(path_, "other", why));
  EXPECT_NE(why.find("other settings"), std::string::npos);
}

TEST_F(EnsembleFileTest, ForeignFirstLinesAreRefused) {
  for (const auto* line :
       {"", "[]", "5", "null", "{}", "not json", R"({"format": 5})",
        R"({"format": "balloon-ensemble-1"})", R"({"format": "balloon-ensemble-1", "key": 7})"})
    EXPECT_NE(refused(line).find("not a file of members"), std::string::npos) << line;
  EXPECT_NE(refused(R"({"format": "balloon-ensemble-1", "key": "k", "origin": "x"})").find("part"),
            std::string::npos);
}

TEST_F(EnsembleFileTest, OtherShapesAreRefused) {
  EXPECT_NE(refused(head(1996, 99, "2", 3), 6).find("of its name"), std::string::npos);
  EXPECT_NE(refused(head(2035, 0, "2", 3), 6).find("of its name"), std::string::npos);
  EXPECT_NE(refused(head(1996, 0, "2", 3), 6).find("has 2 unknowns where"), std::string::npos);
  const auto all = std::to_string(model::UnknownLayout(test::shipped_world()).size(1996));
  EXPECT_NE(refused(head(1996, 0, all, 3), 6).find("cut short"), std::string::npos);
  EXPECT_NE(refused(head(1996, 0, all, -3), 6).find("cut short"), std::string::npos);
  EXPECT_NE(refused(head(1996, 0, "4611686018427387904", 4)), "");
}

}  // namespace
}  // namespace balloon
