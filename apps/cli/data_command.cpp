// balloon data: list, show, plot, export, check and add to the data; the article's figures beside
// them; the official open data on coca as a table that `balloon measure` reads.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/data_add_command.hpp"
#include "io/data_catalog.hpp"
#include "io/data_facts.hpp"
#include "io/data_plot.hpp"
#include "io/open_data.hpp"
#include "io/output_folder.hpp"
#include "io/target_reader.hpp"
#include "io/target_text.hpp"

namespace balloon::cli {
namespace {

struct DataOptions {
  std::string name, folder, svg, data, file, out, format = "text";
  DataFilter filter;
  bool json = false, csv = false, overwrite = false, quiet = false;
  int members = 200;
};

int terminal_width() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 120;
}

std::optional<DataCatalog> catalog(const DataOptions& o, Faults& faults) {
  return DataCatalog::read(data_files(o.data), faults);
}

int list(const DataOptions& o) {
  Faults faults;
  const auto c = catalog(o, faults);
  if (!c) return report_faults(faults);
  const auto text =
      o.json ? data_list_json(*c, faults) : data_list_text(*c, terminal_width(), faults);
  if (!faults.empty()) return report_faults(faults);
  fmt::print("{}", text);
  return success;
}

int show(const DataOptions& o) {
  Faults faults;
  const auto c = catalog(o, faults);
  if (!c) return report_faults(faults);
  const auto format = o.format == "json"  ? DataFormat::json
                      : o.format == "csv" ? DataFormat::csv
                                          : DataFormat::text;
  const auto text = data_show(*c, o.name, o.filter, format, terminal_width(), faults);
  if (!text) return report_faults(faults);
  fmt::print("{}", *text);
  return success;
}

int plot(const DataOptions& o) {
  Faults faults;
  const auto c = catalog(o, faults);
  if (!c) return report_faults(faults);
  const auto data = plot_data(*c, o.name, o.filter, faults);
  if (!data) return report_faults(faults);
  if (o.svg.empty()) {
    fmt::print("{}", plot_text(*data, std::min(terminal_width(), 140)));
    return success;
  }
  const auto error = write_file_atomically(o.svg, plot_svg(*data), o.overwrite);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  fmt::print("{}\n", o.svg);
  return success;
}

int export_data(const DataOptions& o) {
  Faults faults;
  const auto c = catalog(o, faults);
  if (!c) return report_faults(faults);
  const auto error = data_export(*c, o.folder, o.overwrite);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  fmt::print("{}\n", o.folder);
  return success;
}

int check(const DataOptions& o) {
  Faults faults;
  const auto c = catalog(o, faults);
  if (!c) return report_faults(faults);
  const auto rows = data_check(*c, faults);
  // What the model makes of its tables has rules of its own: sums of shares, limits, known places.
  const auto files = o.data.empty() ? embedded_files() : folder_files(o.data, "data/");
  if (!files(model_table("zones"))) {
    // a package without the tables of the model
  } else if (const auto world = read_world(files, faults)) {
    load_scenario("history", *world, scenario_source(o.data), faults);
    read_targets(files, *world, faults);
  }
  if (!faults.empty()) return report_faults(faults);
  fmt::print("{} rows: each has a source, a unit and a quality, and keeps its schema.\n", rows);
  return success;
}

int facts(const DataOptions& o) {
  Faults faults;
  Progress progress("history", o.quiet || o.json);
  const auto lines = facts_beside_history(
      data_files(o.data), scenario_source(o.data), o.members, default_threads(),
      [&](int done, int total) { progress.update(done, total); }, &stop_requested(), faults);
  if (!lines) return faults.empty() ? interrupted : report_faults(faults);
  progress.finish(fmt::format("{} members", o.members));
  fmt::print("{}", o.json ? facts_json(*lines) : facts_text(*lines, terminal_width()));
  return success;
}

int targets(const DataOptions& o) {
  Faults faults;
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  const auto all = read_targets(data_files(o.data), *world, faults);
  if (!all) return report_faults(faults);
  const auto chosen = targets_of_series(*all, o.filter.series, faults);
  if (!faults.empty()) return report_faults(faults);
  fmt::print("{}", o.csv ? targets_csv(chosen) : targets_text(chosen, terminal_width()));
  return success;
}

/// The official open data in long form.
int import_data(const DataOptions& o) {
  Faults faults;
  std::error_code none;
  if (std::filesystem::equivalent(o.file, o.out, none))
    faults.add({"", 0, "--out", printable(o.out), "is the file that is read; give another name"});
  const auto text = whole_file(o.file, "FILE", faults);
  std::optional<DetectedCoca> coca;
  if (text) coca = import_coca_detection(o.file, *text, faults);
  if (!coca || !faults.empty()) return report_faults(faults);
  const auto error = write_file_atomically(o.out, coca->csv, o.overwrite);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  fmt::print("{}: {} municipalities, {} years from {} to {}\n", o.out, coca->municipalities,
             coca->years.size(), coca->years.front(), coca->years.back());
  for (const auto& note : coca->notes) fmt::print("- {}\n", note);
  return success;
}

void add_filter(CLI::App& command, DataOptions& o) {
  command.add_option("name", o.name, "a table, e.g. observations (balloon data list)")
      ->type_name("TABLE")
      ->required();
  command.add_option("--place", o.filter.place, "place, e.g. PER or PE-VRAEM");
  command.add_option("--series", o.filter.series, "part of the name of the series, e.g. coca_area");
  command.add_option("--from", o.filter.from, "YYYY, YYYY-MM or YYYY-MM-DD");
  command.add_option("--to", o.filter.to, "YYYY, YYYY-MM or YYYY-MM-DD");
  command.add_option("--quality", o.filter.quality, "verified, derived, recalled or assumed");
}

}  // namespace

void add_data(CLI::App& app, int& code) {
  auto* command = app.add_subcommand("data", "List, show, plot, export, check and add to the data");
  command->require_subcommand(1);
  command->fallthrough();  // --data may stand after the subcommand
  static DataOptions o;
  command->add_option("--data", o.data, "folder to read data/ from instead of the program's own")
      ->check(CLI::ExistingDirectory);
  command->footer(
      "Examples:\n  balloon data list\n  balloon data show observations --place PER --series "
      "coca_area_ha --from 2005\n"
      "  balloon data plot observations --place COL --series coca_area_ha\n  balloon data facts\n"
      "  balloon data targets --series price\n"
      "  balloon data export mydata\n  balloon data check\n"
      "  balloon data add survey-2024.csv --to mydata\n"
      "  balloon data import Detección_de_Cultivos_de_Coca.csv --out coca.csv");
  auto* list_command = command->add_subcommand("list", "what tables there are");
  list_command->add_flag("--json", o.json, "print JSON");
  list_command->callback([&code] { code = list(o); });
  auto* show_command = command->add_subcommand("show", "rows of a table");
  add_filter(*show_command, o);
  show_command->add_option("--format", o.format, "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  show_command->callback([&code] { code = show(o); });
  auto* plot_command =
      command->add_subcommand("plot", "a chart of a table's rows in the terminal, or as SVG");
  add_filter(*plot_command, o);
  plot_command->add_option("--svg", o.svg, "write an SVG file instead")->type_name("FILE");
  plot_command->add_flag("--overwrite", o.overwrite, "replace the file");
  plot_command->callback([&code] { code = plot(o); });
  auto* export_command = command->add_subcommand("export", "write the data package to a folder");
  export_command->add_option("folder", o.folder, "where to")->type_name("DIR")->required();
  export_command->add_flag("--overwrite", o.overwrite, "replace files");
  export_command->callback([&code] { code = export_data(o); });
  command->add_subcommand("check", "check every row against the schema")->callback([&code] {
    code = check(o);
  });
  auto* import_command = command->add_subcommand(
      "import",
      "the official open data on coca by municipality, brought into the form that `balloon "
      "measure` reads");
  import_command
      ->add_option("file", o.file,
                   "\"Detección de Cultivos de Coca (hectáreas)\" as datos.gov.co gives it "
                   "(acs4-3wgp, CSV)")
      ->type_name("FILE")
      ->required();
  import_command
      ->add_option("--out", o.out,
                   "CSV to write: codmpio, municipality, coddepto, department, year, coca_ha")
      ->type_name("FILE")
      ->required();
  import_command->add_flag("--overwrite", o.overwrite, "replace the file");
  import_command->footer(
      "A treatment is not in it: add a column (here sprayed_ha) before it is measured.\n"
      "Examples:\n"
      "  balloon data import Detección_de_Cultivos_de_Coca.csv --out coca.csv\n"
      "  balloon measure coca.csv --place codmpio --time year --outcome coca_ha --treatment "
      "sprayed_ha \\\n"
      "      --coordinates municipalities.csv --coordinate-columns codmpio,lat,lon");
  import_command->callback([&code] { code = import_data(o); });
  add_data_add(*command, o.data, code);
  auto* facts_command =
      command->add_subcommand("facts", "the article's figures beside the data's and the model's");
  facts_command->add_flag("--json", o.json, "print JSON");
  facts_command->add_flag("--quiet", o.quiet, "no progress on the terminal");
  facts_command->add_option("--members", o.members, "members of the ensemble")
      ->check(CLI::Range(1, 1000000));
  facts_command->callback([&code] { code = facts(o); });
  auto* targets_command = command->add_subcommand(
      "targets",
      "the observed figures that calibration compares with the model, with their errors");
  targets_command->add_flag("--csv", o.csv, "every column as CSV");
  targets_command->add_option("--series", o.filter.series, "part of the name of the series");
  targets_command->callback([&code] { code = targets(o); });
}

}  // namespace balloon::cli
