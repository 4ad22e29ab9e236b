#include "apps/cli/measure_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "apps/cli/cli.hpp"

namespace balloon::cli {

namespace {

std::string quoted(const std::string& text) {
  return text.find_first_of(" '\"$") == std::string::npos ? text : "'" + text + "'";
}

}  // namespace

std::string MeasureOptions::command() const {
  std::string text = "balloon measure";
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {} {}", option, quoted(value));
  };
  const auto list = [&](const char* option, const std::vector<std::string>& values) {
    std::string joined;
    for (const auto& each : values) joined += (joined.empty() ? "" : ",") + each;
    add(option, joined);
  };
  if (!panel.empty()) text += " " + quoted(panel);
  if (on_model) text += fmt::format(" --on-model --members {}", members);
  if (countries) text += " --countries";
  if (system) text += " --system";
  if (no_trend) text += " --no-trend";
  add("--place", place);
  add("--time", time);
  add("--outcome", outcome);
  list("--treatment", treatments);
  list("--controls", controls);
  add("--transform", transform);
  add("--treatment-transform", treatment_transform);
  if (lag >= 0) add("--lag", std::to_string(lag));
  add("--effects", effects);
  add("--event", event);
  if (event_threshold) add("--event-threshold", fmt::format("{:g}", *event_threshold));
  if (event_window.size() == 2)
    text += fmt::format(" --event-window {} {}", event_window[0], event_window[1]);
  add("--weights", weights);
  add("--coordinates", coordinates);
  if (coordinate_columns != std::vector<std::string>{"place", "latitude", "longitude"})
    list("--coordinate-columns", coordinate_columns);
  add("--polygons", polygons);
  if (!polygons.empty()) add("--polygon-key", polygon_key);
  add("--neighbours", neighbours);
  list("--models", models);
  if (spectral) text += " --spectral";
  if (direct) text += " --direct";
  if (complete) text += " --complete";
  if (disconnected) text += " --disconnected";
  add("--before", before);
  add("--after", after);
  add("--treated", treated);
  if (!before.empty())
    text += fmt::format(" --buffer {:g} --gap {:g} --threshold {:g}", buffer, gap, threshold);
  if (!of_system()) text += fmt::format(" --conley {:g}", conley);
  text += fmt::format(" --draws {}", draws);
  if (seed) text += fmt::format(" --seed {}", *seed);
  return text;
}

void add_measure(CLI::App& app, int& code) {
  auto* command = app.add_subcommand(
      "measure", "Displacement in an observed panel, by the field's own estimators");
  static MeasureOptions o;
  auto* panel =
      command
          ->add_option("panel", o.panel,
                       "long table, one row a place and time (default: coca and manual eradication "
                       "in Colombian municipalities)")
          ->type_name("FILE");
  command->add_option("--place", o.place, "column of the place")->group("Columns");
  command->add_option("--time", o.time, "column of the time, whole numbers")->group("Columns");
  command->add_option("--outcome", o.outcome, "column of the outcome")->group("Columns");
  command->add_option("--treatment", o.treatments, "columns of treatments")
      ->delimiter(',')
      ->group("Columns");
  command->add_option("--controls", o.controls, "columns of other regressors")
      ->delimiter(',')
      ->group("Columns");
  command->add_option("--event", o.event, "column of each place's policy date: adds an event study")
      ->group("Columns");
  command
      ->add_option("--event-threshold", o.event_threshold,
                   "adds an event study: the policy begins when the first treatment exceeds this")
      ->group("Columns");
  command
      ->add_option("--event-window", o.event_window,
                   "first and last time since the policy to show, e.g. -5 5")
      ->expected(2)
      ->group("Columns");
  const auto* group = "Regression";
  command->add_option("--transform", o.transform, "of the outcome: level, change, log1p, asinh")
      ->check(CLI::IsMember({"level", "change", "log1p", "asinh"}))
      ->group(group);
  command
      ->add_option("--treatment-transform", o.treatment_transform,
                   "of the treatments: the same choices")
      ->check(CLI::IsMember({"level", "change", "log1p", "asinh"}))
      ->group(group);
  command->add_option("--lag", o.lag, "times by which treatments precede the outcome")
      ->check(CLI::Range(0, 50))
      ->group(group);
  command->add_option("--effects", o.effects, "taken out: none, place, time, two-way (default)")
      ->check(CLI::IsMember({"none", "place", "time", "two-way"}))
      ->group(group);
  command->add_option("--models", o.models, "of slx, sar, sem, sdm, sdem (default: all)")
      ->delimiter(',')
      ->check(CLI::IsMember({"slx", "sar", "sem", "sdm", "sdem"}))
      ->group(group);
  command
      ->add_flag("--direct", o.direct,
                 "leave the fixed effects' bias in, as a plain within estimator does")
      ->group(group);
  command->add_flag("--complete", o.complete, "only places that have every time")->group(group);
  command->add_option("--conley", o.conley, "km beyond which errors are uncorrelated")
      ->check(within(0.1, 20016.0))
      ->capture_default_str()
      ->group(group);
  group = "Weights";
  command
      ->add_option("--weights", o.weights,
                   "queen, rook, queen:2, knn:5, band:50km, inverse:200km, inverse:200km:2, given")
      ->group(group);
  command->add_option("--coordinates", o.coordinates, "CSV with place, latitude, longitude")
      ->type_name("FILE")
      ->group(group);
  command->add_option("--coordinate-columns", o.coordinate_columns, "their names there")
      ->delimiter(',')
      ->expected(3)
      ->group(group);
  command->add_option("--polygons", o.polygons, "GeoJSON, one feature a place")
      ->type_name("FILE")
      ->group(group);
  command->add_option("--polygon-key", o.polygon_key, "the property that names the place")
      ->capture_default_str()
      ->group(group);
  command->add_option("--neighbours", o.neighbours, "CSV with from, to[, weight]")
      ->type_name("FILE")
      ->group(group);
  command
      ->add_flag("--spectral", o.spectral,
                 "divide by the largest eigenvalue instead of each row's sum")
      ->group(group);
  command->add_flag("--disconnected", o.disconnected, "accept weights that fall into parts")
      ->group(group);
  group = "Displacement quotient";
  command->add_option("--before", o.before, "times before the policy, e.g. 2005-2006")
      ->group(group);
  command->add_option("--after", o.after, "times after it")->group(group);
  command
      ->add_option("--treated", o.treated,
                   "times at which treatment makes a target (default: from --before to --after)")
      ->group(group);
  command->add_option("--threshold", o.threshold, "treatment above which a place is a target")
      ->capture_default_str()
      ->group(group);
  command->add_option("--buffer", o.buffer, "km around targets")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->group(group);
  command->add_option("--gap", o.gap, "km beyond the buffer that belong to nobody")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->group(group);
  group = "Output";
  command->add_option("--out", o.out, "folder for the report and its tables (docs/files.md)")
      ->type_name("DIR")
      ->group(group);
  command->add_flag("--overwrite", o.overwrite, "replace results that are already in the folder")
      ->group(group);
  command->add_flag("--json", o.json, "print one JSON document instead of text")->group(group);
  command->add_flag("--quiet", o.quiet, "no progress on the terminal")->group(group);
  command->add_option("--draws", o.draws, "draws of the parameters for intervals of effects")
      ->check(CLI::Range(100, 1000000))
      ->capture_default_str()
      ->group(group);
  command
      ->add_option("--seed", o.seed,
                   "of draws and bootstraps (default 1), or of the model's members (2012)")
      ->check(is_seed())
      ->group(group);
  group = "Model";
  command
      ->add_flag(
          "--on-model", o.on_model,
          "published estimates beside ours on observed panels and on panels that the model makes")
      ->group(group);
  command->add_option("--members", o.members, "members of the ensemble")
      ->check(CLI::Range(2, 100000))
      ->capture_default_str()
      ->group(group);
  command->add_option("--threads", o.threads, "threads (default: as many as processors)")
      ->check(CLI::Range(1, 1024))
      ->group(group);
  group = "System";
  auto* system = command->add_flag(
      "--system", o.system,
      "for 2 to 8 places: an equation for each with treatment elsewhere in it, errors correlated; "
      "no weights, no spatial models");
  auto* countries = command->add_flag(
      "--countries", o.countries,
      "the same on coca and forced eradication in Colombia, Peru and Bolivia by year");
  system->excludes("--on-model")->group(group);
  countries->excludes("--on-model")->group(group);
  command->add_flag("--no-trend", o.no_trend, "equations of the system without a line over time")
      ->group(group);
  command->footer(
      "Examples:\n"
      "  balloon measure --out results/municipal\n"
      "  balloon measure --on-model\n"
      "  balloon measure --countries\n"
      "  balloon measure mine.csv --place code --time year --outcome coca_ha --treatment "
      "sprayed_ha \\\n"
      "      --coordinates places.csv --weights knn:5 --transform asinh --lag 1 --out "
      "results/mine\n"
      "  balloon measure mine.csv --place code --time year --outcome coca_ha --treatment "
      "sprayed_ha \\\n"
      "      --polygons districts.geojson --polygon-key code --coordinates places.csv \\\n"
      "      --before 2005-2006 --after 2011-2012");
  // Columns and places are those of a file; the model's comparison has its own panels.
  for (auto* option : command->get_options()) {
    const auto& name = option->get_name();
    const auto& in = option->get_group();
    const bool of_file = in == "Columns" || in == "Displacement quotient" ||
                         name == "--coordinates" || name == "--polygons" ||
                         name == "--neighbours" || name == "--system";
    const bool of_window = name == "--event-window" || name == "--event-threshold";
    if (of_file && !of_window) option->needs(panel);
    if (in == "Columns" || in == "Regression" || in == "Weights" || in == "Displacement quotient" ||
        name == "panel" || name == "--draws")
      option->excludes("--on-model");
    // A value list never swallows the panel's name.
    if (in == "Columns" && name != "--event-window") option->allow_extra_args(false);
  }
  command->callback([&code] {
    code = o.on_model ? measure_on_model(o) : o.of_system() ? measure_system(o) : measure_panel(o);
  });
}

}  // namespace balloon::cli
