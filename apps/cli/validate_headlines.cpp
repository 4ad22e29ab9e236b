// balloon validate --headlines: displacement by structure, horizon and channel.
#include <fmt/format.h>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "core/embedded.hpp"
#include "io/draw_source.hpp"
#include "io/headline_run.hpp"
#include "io/ledger_text.hpp"

namespace balloon::cli {

int validate_headlines(const HeadlineOptions& o, const Print& print) {
  Faults faults;
  const auto world = load_world(o.data);
  if (!world) return bad_input;
  const auto files = data_files(o.data);
  const std::string data_hash =
      o.data.empty() ? std::string(embedded::data_hash()) : model_data_hash(files);
  const auto draws = choose_draws(o.draws, *world, files, data_hash, faults);
  if (!faults.empty()) return report_faults(faults);
  analysis::RunOptions options;
  options.members = o.members;
  options.seed = o.seed;
  options.threads = o.threads;
  options.source = draws.posterior.get();
  Progress progress("headline figures", o.quiet);
  const auto headlines = run_headlines(
      *world, scenario_source(o.data), options,
      [&](int done, int total) { progress.update(done, total); }, &stop_requested(), faults);
  if (!faults.empty()) return report_faults(faults);
  if (headlines.empty()) return interrupted;
  progress.finish("done");
  print(headline_markdown(headlines, o.members, calibration_text(draws, Words("en"))));
  return success;
}

}  // namespace balloon::cli
