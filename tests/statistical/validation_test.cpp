// What ships with the program is what it says it is: documents and posterior belong together, and a
// part of the calibration, run again, gives the bytes that the validation recorded.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/calibration_run.hpp"
#include "io/ensemble_file.hpp"
#include "io/scenario.hpp"
#include "io/target_reader.hpp"

namespace balloon {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Validation, DocumentAndPosteriorBelongTogether) {
  const auto posterior = nlohmann::json::parse(contents("data/posterior/posterior.json"));
  const auto validation = nlohmann::json::parse(contents("data/posterior/validation.json"));
  const auto hash = posterior.at("hash").get<std::string>();
  EXPECT_EQ(validation.at("posterior").get<std::string>(), hash);
  EXPECT_EQ(hex64(hash_text(contents("data/posterior/draws.csv"))), hash);
  EXPECT_EQ(validation.at("data").get<std::string>(), embedded::data_hash())
      << "the data have changed: calibrate and validate again (docs/how-to/recalibrate.md)";
  const auto document = contents("docs/validation.md");
  EXPECT_NE(document.find(hash), std::string::npos);
  EXPECT_NE(document.find(validation.at("settings").get<std::string>()), std::string::npos);
  EXPECT_GT(validation.at("failures").size(), 10U);
  for (const auto& failure : validation.at("failures"))
    EXPECT_NE(document.find(failure.at("en").get<std::string>()), std::string::npos) << failure;
}

TEST(Validation, APartRunAgainGivesTheRecordedBytes) {
  const auto validation = nlohmann::json::parse(contents("data/posterior/validation.json"));
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  ASSERT_TRUE(world);
  const auto targets = read_targets(embedded_files(), *world, faults);
  const auto history = load_scenario("history", *world, embedded_scenarios(false), faults);
  ASSERT_TRUE(targets && history && faults.empty());
  const auto folder = std::filesystem::temp_directory_path() /
                      ("balloon-validation-" + hex64(hash_text(std::to_string(::getpid()))));
  CalibrationRequest request;
  request.origins = {1996};
  request.structures = {0, 5};
  request.folder = folder.string();
  request.threads = 2;
  request.key = std::string("data ") + std::string(embedded::data_hash());
  bool stopped = false;
  EXPECT_EQ(run_calibration(*world, history->policy, *targets, request, {}, nullptr, stopped), "");
  for (const int s : request.structures) {
    const auto name = ensemble_file_name(1996, s);
    EXPECT_EQ(hex64(hash_text(contents(folder / name))),
              validation.at("members").at(name).get<std::string>())
        << name << ": the calibration gives other members now; calibrate and validate again";
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace balloon
