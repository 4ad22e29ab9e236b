// balloon validate --forecasts: rolling origins scored against what was reported later, posterior
// predictive checks, episodes; docs/validation.md.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "inference/calibration.hpp"
#include "io/draw_source.hpp"
#include "io/ensemble_file.hpp"
#include "io/output_folder.hpp"
#include "io/section_file.hpp"
#include "io/target_reader.hpp"
#include "io/validation_document.hpp"
#include "io/validation_run.hpp"

namespace balloon::cli {

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

void print_text(const std::string& text) {
  fmt::print("{}", text);
  std::fflush(stdout);
}

Configuration forecast_configuration(const ForecastCheck& o, const model::World& world,
                                     const model::Policy& history,
                                     const std::vector<analysis::Target>& targets) {
  Configuration c;
  std::set<std::string> keys;
  for (int origin = o.first_origin; origin <= o.last_origin; ++origin) {
    c.origins.push_back(origin);
    for (int s = 0; s < model::structure_count; ++s)
      keys.insert(
          ensemble_key((std::filesystem::path(o.from) / ensemble_file_name(origin, s)).string()));
  }
  for (int s = 0; s < model::structure_count; ++s) c.structures.push_back(s);
  c.calibration = fmt::format("{}", fmt::join(keys, "; "));
  c.targets = names_of(targets);
  c.plan.last_scored = o.last_scored;
  c.forecast_seed = c.plan.seed;
  c.data = std::string(embedded::data_hash());
  c.model = model_hash(world, history);
  return c;
}

int validate_forecasts(const ForecastCheck& o, const Print& print) {
  Faults faults;
  const auto world = load_world("");
  if (!world) return bad_input;
  const auto targets = read_targets(embedded_files(), *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(""), faults);
  if (!faults.empty()) return report_faults(faults);
  if (const auto wrong = o.out.empty() ? "" : OutputFolder(o.out, true, "").check();
      !wrong.empty()) {
    tell(fmt::format("balloon: {}\n", wrong));
    return bad_input;
  }
  ValidationRequest request;
  request.folder = o.from;
  request.threads = o.threads;
  request.plan.last_scored = o.last_scored;
  for (int origin = o.first_origin; origin <= o.last_origin; ++origin)
    request.origins.push_back(origin);
  std::string error;
  ValidationFacts facts;
  {
    Progress progress(fmt::format("{} origins", request.origins.size()), o.quiet);
    facts.rolling = validate_forecasts(
        *world, history->policy, *targets, request,
        [&](int done, int total) { progress.update(done, total); }, &stop_requested(), error);
    if (error.empty()) progress.finish("scored");
  }
  facts.last_scored = o.last_scored;
  facts.posterior_origin = o.posterior_origin;
  if (error.empty() && o.posterior_origin > 0)
    facts.posterior = check_posterior(*world, history->policy, *targets, request,
                                      o.posterior_origin, &stop_requested(), error);
  if (!error.empty()) {
    if (stop_requested()) return interrupted;
    fmt::print(stderr, "balloon: {}\n", error);
    return bad_input;
  }
  for (int origin = o.first_origin; origin <= o.last_origin; ++origin)
    for (int s = 0; s < model::structure_count; ++s) {
      const auto name = ensemble_file_name(origin, s);
      facts.member_hashes[name] = hex64(hash_text(contents(std::filesystem::path(o.from) / name)));
    }
  if (o.episodes) facts.episodes = o.episodes();
  if (stop_requested()) return interrupted;
  facts.configuration = forecast_configuration(o, *world, history->policy, *targets);
  facts.data_hash = std::string(embedded::data_hash());
  const auto draws = choose_draws("posterior", *world, embedded_files(), facts.data_hash, faults);
  if (draws.posterior) {
    facts.settings = draws.posterior->parts().settings;
    facts.posterior_hash = draws.posterior->parts().hash;
  }
  if (draws.forecast_apart) {
    const auto start = choose_draws("forecast", *world, embedded_files(), facts.data_hash, faults);
    if (start.posterior) facts.start_hash = start.posterior->parts().hash;
  }
  if (!o.out.empty())
    for (const char* name : section_names)
      if (auto text =
              read_section((std::filesystem::path(o.out) / (std::string(name) + ".md")).string()))
        facts.sections[name] = std::move(*text);
  const auto text = validation_markdown(*world, facts);
  std::string wrong;
  if (!o.out.empty()) {
    const std::filesystem::path folder = o.out;
    std::error_code none;  // what is wrong is said of the file
    std::filesystem::create_directories(folder, none);
    wrong = write_file_atomically((folder / "validation.md").string(), text, true);
    if (wrong.empty())
      wrong = write_file_atomically((folder / "validation.json").string(),
                                    validation_json(*world, facts), true);
    if (!wrong.empty()) tell(fmt::format("balloon: {}\n", wrong));
  }
  print(text);
  return wrong.empty() ? success : failed;
}

}  // namespace balloon::cli
