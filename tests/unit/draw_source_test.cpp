// Where members of a run come from: the posterior, its state for forecasts, the priors or a folder.
#include "io/draw_source.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/embedded.hpp"
#include "io/data_add_effects.hpp"
#include "io/json_result.hpp"
#include "io/ledger_text.hpp"
#include "io/posterior_file.hpp"
#include "io/report.hpp"
#include "io/study_runner.hpp"
#include "tests/support/posteriors.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

using analysis::Posterior;
using analysis::PosteriorParts;
using test::names;
using test::parts_of;

/// A folder with a posterior of the shipped world, removed at the end.
struct Folder {
  std::string path =
      (std::filesystem::temp_directory_path() /
       ("balloon-posterior-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
        "-" + ::testing::UnitTest::GetInstance()->current_test_info()->name()))
          .string();
  explicit Folder(PosteriorParts parts) {
    const auto error = write_posterior(path, test::shipped_world(), parts);
    if (!error.empty()) throw std::runtime_error(error);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

analysis::DrawSource draws_from(const std::string& choice, Faults& faults) {
  return choose_draws(choice, test::shipped_world(), embedded_files(),
                      std::string(embedded::data_hash()), faults);
}

TEST(DrawSource, OfAFolderThePriorsAndNothing) {
  auto parts = parts_of(test::shipped_world(), 1991, 1);
  Faults faults;
  {
    const Folder folder(parts);
    const auto draws = draws_from(folder.path, faults);
    ASSERT_NE(draws.posterior, nullptr);
    EXPECT_EQ(draws.source, folder.path);
    EXPECT_TRUE(draws.notes.empty());
    std::ofstream(folder.path + "/validation.json") << "[]";
    Faults bad;
    draws_from(folder.path, bad);
    ASSERT_EQ(bad.size(), 1u);
    EXPECT_EQ(bad.list()[0].file, folder.path + "/validation.json");
  }
  parts.data_hash = "other";
  const Folder folder(parts);
  const auto draws = draws_from(folder.path, faults);
  ASSERT_EQ(draws.notes.size(), 1u);
  EXPECT_TRUE(names(draws.notes[0], "the data are not those"));
  EXPECT_EQ(draws_from("prior", faults).posterior, nullptr);
  EXPECT_TRUE(faults.empty());
  draws_from("/no/such/folder", faults);
  EXPECT_EQ(faults.size(), 1u);
  if (!has_posterior(embedded_files())) {
    Faults none;
    const auto fallen = draws_from("posterior", none);
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(fallen.source, "prior");
    EXPECT_EQ(fallen.notes.size(), 1u);
  }
}

TEST(DrawSource, ForecastsHaveTheirOwnDrawsWhereThereAreSuch) {
  const auto& world = test::shipped_world();
  auto whole = parts_of(world, 1991, 2), start = parts_of(world, 1991, 1);
  const auto text = posterior_text(world, whole);
  start.of = whole.hash;
  const auto start_text = posterior_text(world, start);
  std::map<std::string, std::string> files = {
      {posterior_draws_path, text.draws},
      {posterior_json_path, text.json},
      {posterior_check_path, R"({"posterior":")" + whole.hash + R"("})"}};
  Faults faults;
  const auto draws = [&](const char* choice, Faults& into) {
    return choose_draws(choice, world, with_files(embedded_files(), files), "folder:test", into);
  };
  // One state serves both.
  const FileSource plain = [](std::string_view path) {
    return path.starts_with("data/posterior/") ? std::nullopt : embedded_files()(path);
  };
  EXPECT_EQ(choose_draws("forecast", world, with_files(plain, files), "folder:test", faults)
                .posterior->parts()
                .hash,
            whole.hash);
  files.merge(std::map<std::string, std::string>{
      {"data/posterior/forecast/draws.csv", start_text.draws},
      {"data/posterior/forecast/posterior.json", start_text.json}});
  EXPECT_EQ(draws("posterior", faults).posterior->parts().hash, whole.hash);
  EXPECT_TRUE(draws("posterior", faults).forecast_apart);
  const auto forecast = draws("forecast", faults);
  EXPECT_EQ(forecast.posterior->parts().hash, start.hash);
  EXPECT_NE(start.hash, whole.hash);
  EXPECT_EQ(forecast.source, "forecast");
  EXPECT_FALSE(forecast.forecast_apart);
  // The check belongs to the whole posterior, and therefore to both.
  EXPECT_TRUE(forecast.check.has_value());
  EXPECT_TRUE(faults.empty());
  start.of = "other";
  files["data/posterior/forecast/posterior.json"] = posterior_text(world, start).json;
  Faults foreign;
  draws("forecast", foreign);
  ASSERT_EQ(foreign.size(), 1u);
  EXPECT_EQ(foreign.list()[0].file, "data/posterior/forecast/posterior.json");
  EXPECT_EQ(foreign.list()[0].path, "of");
  files["data/posterior/forecast/posterior.json"] = start_text.json;
  files["data/posterior/forecast/draws.csv"] += "\n";
  Faults bad;
  draws("forecast", bad);
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(bad.list()[0].file, "data/posterior/forecast/draws.csv");
}

std::unique_ptr<StudyRun> study_of(const analysis::DrawSource& draws, int threads, int lanes,
                                   const char* scenario = "humala-2012") {
  Faults faults;
  StudyRequest request;
  request.scenarios = {scenario};
  request.readings = false;
  request.options.members = 7;
  request.options.threads = threads;
  request.options.lanes = lanes;
  request.options.to = month_index(2017, 12);
  auto run = prepare_study(model::World(test::shipped_world()), embedded_scenarios(false), request,
                           faults);
  for (const auto& f : faults.list()) ADD_FAILURE() << to_string(f);
  use_draws(*run, draws);
  run_study(*run, {}, nullptr);
  return run;
}

TEST(DrawSource, ARunFromThePosteriorHasTheSameBytesAndSaysWhereItIsFrom) {
  analysis::DrawSource draws;
  auto parts = parts_of(test::shipped_world(), 2003, 1);
  parts.hash = "00112233";
  draws.source = "posterior";
  draws.posterior = std::make_shared<const Posterior>(parts);
  draws.check.emplace();
  draws.check->skill = {0.125, -0.25, 0.5};
  draws.check->skill_after_2008 = {-0.5, -0.75, 0.25};
  draws.check->coverage80 = {0.75, 0.5, 0.875};
  draws.check->failures = {{"Peru <1996>", "Perú <1996>"}};
  const auto one = study_of(draws, 1, 1);
  const auto hash = one->study.arms[0].ensemble.result.outcome_hash();
  for (const int threads : {1, 2})
    for (const int lanes : {1, 4})
      EXPECT_EQ(study_of(draws, threads, lanes)->study.arms[0].ensemble.result.outcome_hash(), hash)
          << threads << " " << lanes;
  const auto prior = study_of({}, 1, 4);
  EXPECT_NE(prior->study.arms[0].ensemble.result.outcome_hash(), hash);
  for (int i = 0; i < 7; ++i)
    EXPECT_EQ(one->study.arms[0].ensemble.structure(i),
              draws.posterior->structure(static_cast<std::uint64_t>(i)));

  const auto words = "calibrated to what was observed up to 2003";
  EXPECT_TRUE(names(ledger_text(one->study, Words("en"), {}), words));
  EXPECT_TRUE(names(ledger_text(prior->study, Words("en"), {}), "first guesses, not calibrated"));
  EXPECT_TRUE(names(ledger_text(one->study, Words("en"), {}), "after 2008 -0.50 [-0.75, 0.25]"));
  EXPECT_FALSE(names(ledger_text(prior->study, Words("en"), {}), "after 2008"));
  const auto j = nlohmann::json::parse(json_result(one->study, {}));
  EXPECT_EQ(j["calibration"], words);
  EXPECT_EQ(j["draws"]["source"], "posterior");
  EXPECT_EQ(j["draws"]["hash"], "00112233");
  EXPECT_EQ(j["draws"]["origin"], 2003);
  EXPECT_EQ(j["draws"]["weights"].size(), 6u);
  const auto k = nlohmann::json::parse(json_result(prior->study, {}));
  EXPECT_EQ(k["draws"]["source"], "prior");
  EXPECT_TRUE(k["draws"]["hash"].is_null());

  const auto report = [](const StudyRun& run, const char* language) {
    ReportOptions options;
    options.language = language;
    return make_report(run.study, options);
  };
  const auto en = report(*one, "en"), es = report(*one, "es");
  EXPECT_TRUE(names(en, "Calibrated to what was observed up to 2003."));
  EXPECT_TRUE(names(es, "Calibrado con lo observado hasta 2003."));
  EXPECT_TRUE(names(es, "Hasta dónde fiarse"));
  EXPECT_TRUE(names(en, "Skill against the random walk"));
  EXPECT_TRUE(names(en, "75 [50, 88]"));
  EXPECT_TRUE(names(en, "Peru &lt;1996&gt;"));
  EXPECT_TRUE(names(en, "00112233"));
  EXPECT_FALSE(names(en, "Not yet calibrated")) << "the words of the priors";
  EXPECT_FALSE(names(es, "Aún sin calibrar"));
  EXPECT_TRUE(names(report(*prior, "en"), "Not yet calibrated: first guesses."));
  EXPECT_TRUE(names(report(*prior, "es"), "Aún sin calibrar: primeras estimaciones."));
  EXPECT_FALSE(names(report(*prior, "en"), "Calibrated to what"));
}

TEST(DrawSource, ScenariosStillFixTheirStructure) {
  const Posterior p(parts_of(test::shipped_world(), 1991, 1));
  model::StructureChoice choice;
  choice.sourcing = 1;
  for (std::uint64_t i = 0; i < 12; ++i) {
    const auto d = model::draw_from_scores(p.unknowns(i).unknowns, p.structure(i), choice);
    EXPECT_EQ(d.structure[static_cast<int>(model::S::nested)], 1);
  }
}

}  // namespace
}  // namespace balloon
