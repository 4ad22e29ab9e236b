// balloon validate --methods: the smoother beside Markov chains on the same data.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "apps/cli/cli.hpp"
#include "apps/cli/validate_modes.hpp"
#include "io/method_text.hpp"

namespace balloon::cli {

int validate_methods(const MethodOptions& o, const Print& print) {
  const auto problem = load_reduced(o);
  if (!problem) return bad_input;
  const int threads = o.threads;
  // The first of some truths that the model survives.
  const auto truths = inference::draw_truths(*problem, o.settings.seed + 17, 8, threads, nullptr);
  std::size_t first = 0;
  while (first < truths.failed.size() && truths.failed[first] != 0) ++first;
  if (first == truths.failed.size()) throw std::runtime_error("every synthetic truth failed");
  const auto synthetic =
      inference::synthetic_targets(*problem, truths.value[first], o.settings.seed + 17, 0);
  std::vector<inference::MethodComparison> comparisons;
  for (const bool real : {false, true}) {
    if (o.only == (real ? "synthetic" : "observed")) continue;
    const auto& targets = real ? problem->targets : synthetic;
    auto settings = o.settings;
    settings.discrepancy = real ? 2 : 1;
    settings.parameter_tempering = 1;  // the chains know one likelihood
    const char* data = real ? "Observed" : "Synthetic";
    Progress progress(fmt::format("{} chains, {} data", o.chains.chains, data), o.quiet || o.json);
    auto ensemble = inference::reduced_prior(*problem, settings);
    if (!inference::calibrate(problem->world, problem->policy, targets, settings, threads, ensemble,
                              {}, &stop_requested()))
      return interrupted;
    const auto chains = inference::run_chains(
        static_cast<int>(problem->rows.size()), o.chains,
        [&](const inference::Matrix& v) {
          return inference::log_likelihood(*problem, targets, v, settings.seed,
                                           settings.discrepancy, threads, nullptr);
        },
        [&](int done, int total) { progress.update(done, total); }, &stop_requested());
    if (chains.stopped) return interrupted;
    progress.finish(fmt::format("{} data done", data));
    comparisons.push_back(inference::compare_methods(
        data, problem->names, chains, inference::varying(*problem, ensemble.unknowns)));
    if (!o.json) print(methods_markdown({comparisons.back()}));
  }
  if (o.json) print(methods_json(comparisons));
  const bool passed =
      std::all_of(comparisons.begin(), comparisons.end(), [](const auto& c) { return c.passed(); });
  return passed ? success : failed;
}

}  // namespace balloon::cli
