// Folders of results: what may be written over, atomic names, the manifest, errors of the disk.
#include "io/output_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>

namespace balloon {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("balloon-output-" + std::to_string(getpid()));
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// A committed result with one file.
  void result(const std::string& command, const std::string& name = "a.csv") {
    OutputFolder out(folder_.string(), true, command);
    ASSERT_EQ(out.prepare(), "");
    ASSERT_EQ(out.write(name, "x\n1\n", "a table"), "");
    Provenance p;
    p.command = command;
    ASSERT_EQ(out.commit(p), "");
  }
  fs::path folder_;
};

TEST_F(OutputFolderTest, NothingIsSeenBeforeCommitAndAllAfter) {
  OutputFolder out((folder_ / "deep" / "er").string(), false, "balloon run x");
  ASSERT_EQ(out.check(), "");
  EXPECT_FALSE(fs::exists(folder_));
  ASSERT_EQ(out.prepare(), "");
  ASSERT_EQ(out.write("a.csv", "x\n1\n", "a table"), "");
  EXPECT_FALSE(fs::exists(out.path_of("a.csv")));
  Provenance p;
  p.command = "balloon run x";
  p.version = "1";
  p.data_hash = "d";
  p.seed = 18446744073709551615ULL;
  p.partial = true;
  ASSERT_EQ(out.commit(p), "");
  EXPECT_EQ(read(out.path_of("a.csv")), "x\n1\n");
  const auto j = nlohmann::json::parse(read(out.path_of("manifest.json")));
  EXPECT_EQ(j["program"], "balloon");
  EXPECT_EQ(j["partial"], true);
  EXPECT_EQ(j["command"], "balloon run x");
  EXPECT_EQ(j["seed"].get<std::uint64_t>(), p.seed);
  ASSERT_EQ(j["files"].size(), 1u);
  EXPECT_EQ(j["files"][0]["name"], "a.csv");
  EXPECT_EQ(j["files"][0]["bytes"], 4);
  EXPECT_EQ(j["files"][0]["hash64"].get<std::string>().size(), 16u);
  EXPECT_EQ(std::distance(fs::directory_iterator(out.path()), fs::directory_iterator()), 2);
}

TEST_F(OutputFolderTest, OnlyTheSameCommandReplacesItsResultUnasked) {
  result("balloon run x");
  EXPECT_EQ(OutputFolder(folder_.string(), false, "balloon run x").check(), "");
  const auto other = OutputFolder(folder_.string(), false, "balloon run y").check();
  EXPECT_NE(other.find("balloon run x"), std::string::npos);
  EXPECT_NE(other.find("--overwrite"), std::string::npos);
  EXPECT_EQ(OutputFolder(folder_.string(), true, "balloon run y").check(), "");
  fs::remove(folder_ / "manifest.json");
  EXPECT_NE(OutputFolder(folder_.string(), false, "balloon run x").check(), "");
  std::ofstream(folder_ / "manifest.json") << R"({"program": "other", "command": "balloon run x"})";
  EXPECT_NE(OutputFolder(folder_.string(), false, "balloon run x").check(), "");
  std::ofstream(folder_ / "manifest.json") << "not json";
  EXPECT_NE(OutputFolder(folder_.string(), false, "balloon run x").check(), "");
}

TEST_F(OutputFolderTest, AnInterruptedRunDoesNotReplaceTheWholeResult) {
  result("balloon run x");
  for (const bool overwrite : {false, true}) {
    OutputFolder out(folder_.string(), overwrite, "balloon run x");
    ASSERT_EQ(out.prepare(), "");
    ASSERT_EQ(out.write("a.csv", "few", "a table"), "");
    Provenance p;
    p.command = "balloon run x";
    p.partial = true;
    EXPECT_EQ(out.commit(p).empty(), overwrite);
    EXPECT_EQ(read(folder_ / "a.csv"), overwrite ? "few" : "x\n1\n");
  }
}

TEST_F(OutputFolderTest, FilesOfTheOldResultGoAndOtherFilesStay) {
  result("balloon run x", "old.csv");
  std::ofstream(folder_ / "mine.txt") << "notes";
  result("balloon run x", "new.csv");
  EXPECT_FALSE(fs::exists(folder_ / "old.csv"));
  EXPECT_TRUE(fs::exists(folder_ / "new.csv"));
  EXPECT_TRUE(fs::exists(folder_ / "mine.txt"));
}

TEST_F(OutputFolderTest, AManifestCannotReachOutsideItsFolder) {
  fs::create_directories(folder_ / "in");
  std::ofstream(folder_ / "precious.txt") << "keep";
  std::ofstream(folder_ / "in" / "manifest.json") << R"({"program": "balloon", "command": "c",
             "files": [{"name": "../precious.txt"}, {"name": 3}, 4]})";
  OutputFolder out((folder_ / "in").string(), false, "c");
  ASSERT_EQ(out.prepare(), "");
  ASSERT_EQ(out.commit({}), "");
  EXPECT_TRUE(fs::exists(folder_ / "precious.txt"));
}

TEST_F(OutputFolderTest, AnAbandonedRunLeavesWhatWasThere) {
  result("balloon run x");
  {
    OutputFolder out(folder_.string(), false, "balloon run x");
    ASSERT_EQ(out.prepare(), "");
    ASSERT_EQ(out.write("a.csv", "changed", "a table"), "");
  }
  EXPECT_EQ(read(folder_ / "a.csv"), "x\n1\n");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 2);
  {
    OutputFolder fresh((folder_ / "fresh").string(), false, "c");
    ASSERT_EQ(fresh.prepare(), "");
  }
  EXPECT_FALSE(fs::exists(folder_ / "fresh"));
}

TEST_F(OutputFolderTest, PathsThatAreFiles) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "x";
  EXPECT_NE(OutputFolder((folder_ / "file").string(), true, "c").check().find("is a file"),
            std::string::npos);
  EXPECT_NE(OutputFolder((folder_ / "file" / "below").string(), true, "c").prepare(), "");
  EXPECT_NE(OutputFolder("", true, "c").check(), "");
}

TEST_F(OutputFolderTest, OddNamesAreRefused) {
  OutputFolder out(folder_.string(), false, "c");
  EXPECT_NE(out.write("a.csv", "", ""), "");  // not prepared
  ASSERT_EQ(out.prepare(), "");
  for (const auto* name : {"", "../a", "a/b", ".hidden", "manifest.json", "a b"})
    EXPECT_NE(out.write(name, "", ""), "") << name;
  EXPECT_EQ(out.write("a.csv", "", ""), "");
  EXPECT_NE(out.write("a.csv", "", ""), "");
}

TEST_F(OutputFolderTest, AFolderThatMayNotBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_NE(OutputFolder(folder_.string(), false, "c").check(), "");
  EXPECT_NE(OutputFolder((folder_ / "below").string(), false, "c").check(), "");
  EXPECT_NE(OutputFolder(folder_.string(), false, "c").prepare(), "");
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(OutputFolderTest, AFullDiskIsNoticed) {
  OutputFolder out(folder_.string(), false, "c");
  ASSERT_EQ(out.prepare(), "");
  rlimit old{};
  getrlimit(RLIMIT_FSIZE, &old);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{10000, old.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto wrong = out.write("big.csv", std::string(1 << 20, 'x'), "a table");
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  EXPECT_NE(wrong.find("cannot write"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder_));
  if (fs::exists("/dev/full")) {
    EXPECT_NE(write_text_file("/dev/full", "x"), "");
    EXPECT_TRUE(fs::exists("/dev/full"));
  }
}

TEST_F(OutputFolderTest, LinksThatLeadNowhereAreNamed) {
  fs::create_directories(folder_);
  fs::create_symlink(folder_ / "gone", folder_ / "link");
  const auto link = (folder_ / "link").string();
  for (const auto& wrong :
       {OutputFolder(link, true, "c").check(), OutputFolder(link + "/below", true, "c").check(),
        write_file_atomically(link, "x", true)})
    EXPECT_NE(wrong.find("is a link to"), std::string::npos) << wrong;
}

TEST_F(OutputFolderTest, AKilledRunDoesNotBlockItsFolder) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / ".report.html.part") << "half";
  EXPECT_EQ(OutputFolder(folder_.string(), false, "c").check(), "");
  std::ofstream(folder_ / "notes.part") << "mine";
  EXPECT_NE(OutputFolder(folder_.string(), false, "c").check(), "");
}

TEST_F(OutputFolderTest, AFolderTakesOneResultAtATime) {
  std::string second;
  std::thread other;
  {
    OutputFolder first(folder_.string(), false, "first");
    ASSERT_EQ(first.prepare(), "");
    other = std::thread([&] {
      OutputFolder out(folder_.string(), false, "second");
      second = out.prepare();  // waits
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(first.write("a.csv", "x\n1\n", "a table"), "");
    Provenance p;
    p.command = "first";
    EXPECT_EQ(first.commit(p), "");
  }
  other.join();
  EXPECT_NE(second.find("the result of another run (first)"), std::string::npos) << second;
  EXPECT_EQ(read(folder_ / "a.csv"), "x\n1\n");
}

TEST_F(OutputFolderTest, DevicesAndLinksStayWhatTheyAre) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "file") << "1";
  fs::create_symlink("file", folder_ / "link");
  EXPECT_EQ(write_file_atomically((folder_ / "link").string(), "2", true), "");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(read(folder_ / "file"), "2");
  fs::create_symlink("/dev/null",
                     folder_ / "null");  // never the device itself: root may replace it
  EXPECT_EQ(write_file_atomically((folder_ / "null").string(), "2", true), "");
  EXPECT_TRUE(fs::is_symlink(folder_ / "null"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputFolderTest, SingleFilesAreAtomicToo) {
  fs::create_directories(folder_);
  const auto path = (folder_ / "p.svg").string();
  EXPECT_EQ(write_file_atomically(path, "1", false), "");
  EXPECT_NE(write_file_atomically(path, "2", false), "");
  EXPECT_EQ(read(path), "1");
  EXPECT_EQ(write_file_atomically(path, "2", true), "");
  EXPECT_EQ(read(path), "2");
  EXPECT_NE(write_file_atomically(folder_.string(), "2", true), "");
}

}  // namespace
}  // namespace balloon
