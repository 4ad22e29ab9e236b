// balloon score: a forecast document against what was observed later.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"
#include "io/forecast_score.hpp"

namespace balloon::cli {
namespace {

struct ScoreOptions {
  std::string forecast, observed, data;
  int origin = 0;
  bool json = false;
};

int score(const ScoreOptions& o) {
  Faults faults;
  const auto files = data_files(o.data);
  std::optional<std::vector<ForecastRow>> forecast;
  std::optional<ObservedValues> observed, past;
  if (const auto text = whole_file(o.forecast, "", faults))
    forecast = read_forecast(o.forecast, *text, faults);
  if (const auto text = whole_file(o.observed, "", faults))
    observed = read_observed_values(o.observed, *text, faults);
  const std::string table = "data/observations.csv";
  if (const auto text = files(table)) {
    past = read_observed_values(table, *text, faults);
  } else {
    faults.add({table, 0, "", "", "cannot be read"});
  }
  const auto countries = region_countries(files, faults);
  if (forecast && forecast->empty()) faults.add({o.forecast, 0, "", "[]", "holds no forecast"});
  if (!faults.empty()) return report_faults(faults);

  ForecastScoreOptions options;
  if (o.origin > 0) options.origin = o.origin;
  const auto result = score_forecast(*forecast, *observed, *past, countries, options);
  fmt::print("{}", o.json ? forecast_score_json(result) : forecast_score_text(result));
  if (!result.scored.empty()) return success;
  fmt::print(stderr, "balloon: nothing was scored: no forecast has an observation.\n");
  return failed;
}

}  // namespace

void add_score(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("score", "Hold a forecast against what was observed later");
  static ScoreOptions o;
  command
      ->add_option("forecast", o.forecast, "a forecast document (JSON) of balloon forecast --json")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("observed", o.observed,
                   "a table with place, year, outcome, value, or like data/observations.csv")
      ->type_name("FILE")
      ->required();
  command
      ->add_option("--origin", o.origin,
                   "last year the random walk knows (default: the year before the first forecast)")
      ->check(CLI::Range(first_forecast_year, last_forecast_year));
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->add_flag("--json", o.json, "print one JSON document");
  command->footer(
      "Examples:\n  balloon forecast --origin 2023 --until 2026 --json > forecast.json\n"
      "  balloon score forecast.json observed.csv\n"
      "  balloon score forecast.json data/observations.csv --json\n\nobserved.csv:\n"
      "  place,year,outcome,value\n  COL,2024,coca_area_unodc_ha,262000\n\n"
      "Exit code 0 where something was scored, 1 where no forecast has an observation, 2 for bad "
      "input.");
  command->callback([&code] { code = score(o); });
}

}  // namespace balloon::cli
