// What the commands share: exit codes, interruption, progress, faults on the terminal.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "analysis/posterior.hpp"
#include "core/fault.hpp"
#include "engine/ranks.hpp"
#include "io/study_settings.hpp"
#include "io/words.hpp"
#include "model/world.hpp"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace balloon::cli {

/// Exit codes of every command (docs/cli.md).
enum ExitCode : int {
  success = 0,
  failed = 1,        ///< the run itself failed: no usable member, or a file could not be written
  bad_input = 2,     ///< every fault is listed on stderr
  interrupted = 130  ///< Ctrl-C: what was finished has been written
};

struct ExitMeaning {
  ExitCode code;
  const char* meaning;
};
inline constexpr ExitMeaning exit_codes[] = {
    {success, "done"},
    {failed, "the run failed or a file could not be written"},
    {bad_input, "bad input, every fault listed"},
    {interrupted, "interrupted, what was finished has been written"}};

/// Set by Ctrl-C, SIGTERM or SIGUSR1; a second one ends the program at once.
std::atomic<bool>& stop_requested();
void install_interrupt_handler();

/// The processes that share the work of the command; null for a process by itself.
engine::Ranks* ranks();
/// Whether this process is the one that writes files.
bool leads();
/// Threads where the user names none: all processors, or this rank's part of them.
int default_threads();

/// A line on stderr with members done and time left, where stderr is a terminal; a plain line at
/// the end of each stage otherwise. Safe from any thread.
class Progress {
 public:
  Progress(std::string label, bool quiet);
  void update(int done, int total);
  /// A line of its own that stays, above the progress.
  void note(const std::string& message);
  void finish(const std::string& message);

 private:
  std::string label_;
  bool quiet_, terminal_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point begin_, last_;
};

/// Adds --lang, en or es, to a command.
void add_language(CLI::App& command, std::string& language, const char* meaning);
/// Chooses the language of what is printed from here on: "en", until this is called, or "es". Only
/// --lang decides; the locale of the environment never does.
void speak(const std::string& language);
/// The words of that language.
const Words& terminal();
/// Prints the notes of a source of draws to stderr.
void print_notes(const analysis::DrawSource& draws);

/// Prints to stderr. Where nobody takes it (a full disk behind it), the work goes on.
void tell(const std::string& text);

/// Checks of options: a number from `low` to `high` (CLI::Range lets NaN pass); a seed, which a
/// conversion alone would make of -1 as well.
CLI::Validator within(double low, double high);
CLI::Validator is_seed();

/// Prints every fault to stderr and returns bad_input.
int report_faults(const Faults& faults);

/// All bytes of a file; nothing, and a fault under the name `option`, where it cannot be read or is
/// larger than any reader takes (300 MB: a device has no end).
std::optional<std::string> whole_file(const std::string& path, const char* option, Faults& faults);

/// The world from the program's data, or from `folder` (--data); faults are printed.
std::optional<model::World> load_world(const std::string& folder);

/// Each adds its subcommand; the exit code is left in `code`.
void add_run(CLI::App& app, int& code);
void add_scenarios(CLI::App& app, int& code);
void add_model(CLI::App& app, int& code);
void add_data(CLI::App& app, int& code);
void add_report(CLI::App& app, int& code);
void add_validate(CLI::App& app, int& code);
void add_calibrate(CLI::App& app, int& code);
void add_forecast(CLI::App& app, int& code);
void add_score(CLI::App& app, int& code);
void add_measure(CLI::App& app, int& code);
void add_explain(CLI::App& app, int& code);
void add_decide(CLI::App& app, int& code);
/// These two print what `app` has when they are called.
void add_manual(CLI::App& app, int& code);
void add_completion(CLI::App& app, int& code);

}  // namespace balloon::cli
