#include <CLI/CLI.hpp>
#include <exception>

#include <fmt/format.h>

#include "apps/cli/cli.hpp"
#include "core/embedded.hpp"

int main(int argc, char** argv) {
  using namespace balloon;
  cli::install_interrupt_handler();
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
  for (const auto& exit : cli::exit_codes)
    footer += fmt::format("  {:<4} {}\n", static_cast<int>(exit.code), exit.meaning);
  app.footer(footer);
  app.set_version_flag("--version",
                       fmt::format("balloon {} ({})", embedded::version(), embedded::commit()));
  app.require_subcommand(1);
  int code = cli::success;
  cli::add_run(app, code);
  cli::add_scenarios(app, code);
  cli::add_model(app, code);
  cli::add_data(app, code);
  cli::add_report(app, code);
  cli::add_validate(app, code);
  cli::add_calibrate(app, code);
  cli::add_forecast(app, code);
  cli::add_score(app, code);
  cli::add_measure(app, code);
  cli::add_explain(app, code);
  cli::add_decide(app, code);
  cli::add_manual(app, code);
  cli::add_completion(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int parsed = app.exit(e);
    return parsed == 0 ? cli::success : cli::bad_input;
  } catch (const std::exception& e) {
    fmt::print(stderr, "balloon: {}\n", e.what());
    return cli::failed;
  }
  return code;
}
