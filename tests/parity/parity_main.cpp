// `balloon run SCENARIO --draws prior --json --no-report` without a command-line library, for
// builds that need not be the whole program (WebAssembly, sanitizers, other optimisations of the
// kernels): the hash matrix compares its outcome_hash with the program's.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "analysis/simulate.hpp"
#include "core/hash.hpp"
#include "io/scenario.hpp"
#include "io/world_reader.hpp"

int main(int argc, char** argv) {
  using namespace balloon;
  std::string scenario;
  analysis::RunOptions options;
  for (int i = 1; i < argc; ++i) {
    const auto is = [&](const char* name) {
      return std::strcmp(argv[i], name) == 0 && i + 1 < argc;
    };
    if (is("--members"))
      options.members = std::atoi(argv[++i]);
    else if (is("--seed"))
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    else if (is("--lanes"))
      options.lanes = std::atoi(argv[++i]);
    else if (is("--threads"))
      options.threads = std::atoi(argv[++i]);
    else if (is("--arch"))
      options.arch = argv[++i];
    else if (is("--from") || is("--to")) {
      const bool end = argv[i][2] == 't';
      const auto date = parse_date(argv[++i], end);
      if (!date) return 2;
      (end ? options.to : options.from) = month_index(date->year, date->month);
    } else if (argv[i][0] != '-')
      scenario = argv[i];
  }
  Faults faults;
  const auto world = read_world(embedded_files(), faults);
  if (world) {
    const auto loaded = load_scenario(scenario, *world, embedded_scenarios(false), faults);
    if (loaded) {
      const auto e = analysis::simulate(*world, loaded->policy, options, {}, nullptr);
      std::printf(
          "{\"outcome_hash\": \"%s\", \"members\": %d, \"failed_members\": %d, \"kernel\": "
          "\"%s\"}\n",
          hex64(e.result.outcome_hash()).c_str(), options.members, e.result.failed_members(),
          e.kernel.c_str());
      return 0;
    }
  }
  for (const auto& f : faults.list()) std::fprintf(stderr, "%s\n", to_string(f).c_str());
  return 2;
}
