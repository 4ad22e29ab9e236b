// balloon validate --ablations: what each part of the model and of the data contributes.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "apps/cli/year_list.hpp"
#include "core/embedded.hpp"
#include "core/hash.hpp"
#include "io/ablation_file.hpp"
#include "io/episode_table.hpp"
#include "io/section_file.hpp"
#include "io/target_reader.hpp"

namespace balloon::cli {

void add_ablation_options(CLI::App& command, AblationOptions& o) {
  command.add_option("--leave-out", o.request.rows,
                     "rows of --ablations, e.g. mechanism/price series/* (default: all)");
  command.add_option("--origins", o.origins,
                     "origins of --ablations (default: 1998,2002,2006,2010,2014,2017)");
  command
      .add_option("--structures", o.structures,
                  "structures of --ablations: 1, 2, 3 or 6 of 0 to 5, or all")
      ->capture_default_str();
}

int validate_ablations(const AblationOptions& o, const Print& print) {
  Faults faults;
  auto request = o.request;
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  const auto files = data_files(o.data);
  const auto targets = read_targets(files, *world, faults);
  const auto history = load_scenario("history", *world, scenario_source(o.data), faults);
  const auto episodes = read_episodes(files, faults);
  if (!o.origins.empty())
    if (const auto years = parse_years(o.origins, first_year, last_year, "--origins", faults))
      request.origins = *years;
  if (o.structures != "all")
    if (const auto list =
            parse_years(o.structures, 0, model::structure_count - 1, "--structures", faults))
      request.structures = *list;
  if (!faults.empty()) return report_faults(faults);
  request.data = o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  if (!o.out.empty()) request.folder = (std::filesystem::path(o.out) / "ablations").string();
  auto rows = plan_ablations(*world, history->policy, *targets, *episodes, request, faults);
  if (!faults.empty()) return report_faults(faults);

  Progress progress(fmt::format("{} rows", rows.size()), o.quiet);
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  AblationProgress report;
  report.members = [&](int done, int total) { progress.update(done, total); };
  report.finished = [&](const AblationRow& row, int k, int n, bool kept) {
    progress.note(fmt::format("[{:5.0f} s] row {} of {}: {}{}", seconds(), k, n, row.what.name,
                              kept ? " (kept)" : ""));
  };
  bool stopped = false;
  const auto error = run_ablations(*world, history->policy, *targets, request, report,
                                   &stop_requested(), rows, stopped);
  if (!error.empty()) {
    fmt::print(stderr, "balloon: {}\n", error);
    return failed;
  }
  if (stopped) {
    fmt::print(stderr, "Interrupted: {}.\n",
               o.out.empty() ? "with --out finished rows would have been kept"
                             : "the same command goes on from the last finished row");
    return interrupted;
  }
  progress.finish(fmt::format("scored in {:.0f} s", seconds()));
  const auto text = ablation_markdown(rows, request);
  if (!o.out.empty()) {
    std::string keys;
    for (const auto& row : rows) keys += row.configuration;
    const auto path = (std::filesystem::path(o.out) / "ablations.md").string();
    if (const auto fault = write_section(path, hex64(hash_text(keys)), text); !fault.empty()) {
      fmt::print(stderr, "balloon: {}\n", fault);
      return failed;
    }
  }
  print(text);
  return success;
}

}  // namespace balloon::cli
