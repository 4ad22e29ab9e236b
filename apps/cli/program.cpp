#include "apps/cli/program.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#ifdef __linux__
#include <sched.h>
#endif

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"
#include "engine/parallel.hpp"

namespace balloon::cli {

namespace {

engine::Ranks*& the_ranks() {
  static engine::Ranks* ranks = nullptr;
  return ranks;
}

/// Commands whose work ranks share. The others are the first rank's alone.
constexpr std::array<std::string_view, 4> shared_commands{"run", "calibrate", "decide", "explain"};

/// Processors that this process may use.
int own_processors() {
  const int online = engine::processors();
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::clamp(CPU_COUNT(&set), 1, online);
#endif
  return online;
}

/// What was printed stands in a buffer until here. A result that nobody could take is a failure,
/// whatever the command says of itself.
int flushed(int code) {
  const bool said = std::ferror(stdout) != 0;
  errno = 0;
  if (std::fflush(stdout) == 0 && !said) return code;
  tell(fmt::format("balloon: cannot write all of the output to stdout{}{}\n",
                   errno != 0 ? ": " : "", errno != 0 ? std::strerror(errno) : ""));
  return code == success ? failed : code;
}

}  // namespace

engine::Ranks* ranks() { return the_ranks(); }

bool leads() { return engine::is_first(ranks()); }

int default_threads() {
  const int online = engine::processors();
  if (ranks() == nullptr) return online;
  return std::min(own_processors(), std::max(1, online / ranks()->neighbours()));
}

int run_program(int argc, char** argv, engine::Ranks* ranks) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  const bool shared =
      std::find(shared_commands.begin(), shared_commands.end(), command) != shared_commands.end();
  if (!shared && !engine::is_first(ranks)) return success;
  the_ranks() = shared ? ranks : nullptr;
  CLI::App app{
      "Balloon: if we push here, where does it come out, how much, how soon, at what cost, and how "
      "sure are we?\nA simulator of the Andean coca and cocaine economy and its balloon effect."};
  app.name("balloon");
  std::string footer =
      "Examples:\n"
      "  balloon run humala-2012                      Peru's strategy of 2012-16 against 2011's "
      "level\n"
      "  balloon run my.toml --against status-quo     your own scenario\n"
      "  balloon scenarios                            what is shipped\n"
      "  balloon data facts                           the article's figures beside data and "
      "model\n\nExit codes:\n";
  for (const auto& exit : exit_codes)
    footer += fmt::format("  {:<4} {}\n", static_cast<int>(exit.code), exit.meaning);
  app.footer(footer);
  app.set_version_flag("--version",
                       fmt::format("balloon {} ({})", embedded::version(), embedded::commit()));
  app.require_subcommand(1);
  int code = success;
  add_run(app, code);
  add_scenarios(app, code);
  add_model(app, code);
  add_data(app, code);
  add_report(app, code);
  add_validate(app, code);
  add_calibrate(app, code);
  add_forecast(app, code);
  add_score(app, code);
  add_measure(app, code);
  add_explain(app, code);
  add_decide(app, code);
  add_manual(app, code);
  add_completion(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    code = app.exit(e) == 0 ? success : bad_input;
  } catch (const std::bad_alloc&) {
    tell(
        "balloon: there is not enough memory; fewer --members, or fewer outcomes (--record), take "
        "less\n");
    return failed;
  } catch (const std::exception& e) {
    if (std::ferror(stdout) == 0) tell(fmt::format("balloon: {}\n", e.what()));
    code = failed;
  }
  return flushed(code);
}

}  // namespace balloon::cli
