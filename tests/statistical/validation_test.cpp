// What ships with the program is what it says it is: documents and posterior belong together, and a
// part of the calibration, run again, gives the bytes that the validation recorded.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/calibration_run.hpp"
#include "io/draw_source.hpp"
#include "io/ensemble_file.hpp"
#include "io/posterior_build.hpp"
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
  const auto document = contents("docs/validation.md");
  const auto start = nlohmann::json::parse(contents("data/posterior/forecast/posterior.json"));
  EXPECT_EQ(start.at("of").get<std::string>(), hash);
  EXPECT_NE(document.find(start.at("hash").get<std::string>()), std::string::npos);
  EXPECT_EQ(validation.at("data").get<std::string>(), embedded::data_hash())
      << "the data have changed: calibrate and validate again (docs/how-to/recalibrate.md)";
  EXPECT_NE(document.find(hash), std::string::npos);
  EXPECT_NE(document.find(validation.at("settings").get<std::string>()), std::string::npos);
  EXPECT_GT(validation.at("failures").size(), 10U);
  for (const auto& failure : validation.at("failures"))
    EXPECT_NE(document.find(failure.at("en").get<std::string>()), std::string::npos) << failure;
}

/// What a calibration of the shipped data is made of, with a folder that is removed at the end.
struct Shipped {
  Faults faults;
  std::optional<model::World> world = read_world(embedded_files(), faults);
  std::optional<std::vector<analysis::Target>> targets =
      read_targets(embedded_files(), world.value(), faults);
  std::optional<Scenario> history =
      load_scenario("history", *world, embedded_scenarios(false), faults);
  CalibrationRequest request;

  explicit Shipped(const std::string& name) {
    request.folder = (std::filesystem::temp_directory_path() /
                      ("balloon-" + name + "-" + std::to_string(::getpid())))
                         .string();
    request.threads = 2;
    request.key = "data " + std::string(embedded::data_hash());
  }
  ~Shipped() {
    std::error_code ignored;
    std::filesystem::remove_all(request.folder, ignored);
  }
  std::string calibrate() const {
    bool stopped = false;
    return run_calibration(*world, history->policy, *targets, request, {}, nullptr, stopped);
  }
};

TEST(Validation, APartRunAgainGivesTheRecordedBytes) {
  const auto validation = nlohmann::json::parse(contents("data/posterior/validation.json"));
  Shipped shipped("members");
  shipped.request.origins = {1996};
  shipped.request.structures = {0, 5};
  ASSERT_EQ(shipped.calibrate(), "");
  for (const int s : shipped.request.structures) {
    const auto name = ensemble_file_name(1996, s);
    EXPECT_EQ(hex64(hash_text(contents(std::filesystem::path(shipped.request.folder) / name))),
              validation.at("members").at(name).get<std::string>())
        << name << ": the calibration gives other members now; calibrate and validate again";
  }
}

/// The scores of a structure's draws, as a file has them: in thousandths.
std::vector<std::vector<long>> thousandths(const analysis::PosteriorParts& parts, int structure) {
  std::vector<std::vector<long>> all;
  for (const auto& draw : parts.draws) {
    if (draw.structure != structure) continue;
    all.emplace_back();
    for (const double score : draw.scores) all.back().push_back(std::lround(1000 * score));
  }
  return all;
}

TEST(Validation, AStructureMadeAgainIsThatOfThePosterior) {
  Shipped shipped("posterior");
  shipped.request.origins = {2023};
  shipped.request.structures = {0};
  shipped.request.state.emplace();
  ASSERT_EQ(shipped.calibrate(), "");
  for (const char* choice : {"posterior", "forecast"}) {
    const auto draws = choose_draws(choice, *shipped.world, embedded_files(),
                                    std::string(embedded::data_hash()), shipped.faults);
    ASSERT_TRUE(draws.posterior);
    const auto theirs = thousandths(draws.posterior->parts(), 0);
    const bool fitted = choice == std::string("posterior");
    const auto made = posterior_parts(shipped.request, static_cast<int>(theirs.size()), {}, fitted,
                                      shipped.faults);
    ASSERT_TRUE(made && shipped.faults.empty());
    EXPECT_EQ(made->settings, draws.posterior->parts().settings);
    EXPECT_EQ(thousandths(*made, 0), theirs) << "calibrate again (docs/how-to/recalibrate.md)";
  }
}

}  // namespace
}  // namespace balloon
