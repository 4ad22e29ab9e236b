#include "apps/cli/cli.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <limits>
#include <vector>

namespace balloon::cli {

std::atomic<bool>& stop_requested() {
  static std::atomic<bool> stop{false};
  return stop;
}

namespace {
extern "C" void on_interrupt(int) {
  if (stop_requested().exchange(true)) _exit(interrupted);
}
}  // namespace

void install_interrupt_handler() {
  stop_requested();  // made before a signal can ask for it
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGUSR1, &action, nullptr);  // the one that mpirun passes on to its ranks
}

Progress::Progress(std::string label, bool quiet)
    : label_(std::move(label)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_) {}

void Progress::update(int done, int total) {
  if (quiet_ || !terminal_) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (done < total && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const double spent = std::chrono::duration<double>(now - begin_).count();
  const double left = spent / done * (total - done);
  const auto& words = terminal();
  tell("\r\033[K" + words.fill("terminal.progress", {{"what", label_},
                                                     {"done", words.plain(done)},
                                                     {"total", words.plain(total)},
                                                     {"seconds", words.plain(left, 1)}}));
}

void Progress::note(const std::string& message) {
  if (quiet_) return;
  const std::lock_guard lock(mutex_);
  tell(fmt::format("{}{}\n", terminal_ ? "\r\033[K" : "", message));
}

void Progress::finish(const std::string& message) {
  if (quiet_) return;
  tell(fmt::format("{}{}: {}\n", terminal_ ? "\r\033[K" : "", label_, message));
}

namespace {
Words& spoken() {
  static Words words("en");
  return words;
}
}  // namespace

void add_language(CLI::App& command, std::string& language, const char* meaning) {
  command.add_option("--lang", language, meaning)->check(CLI::IsMember({"en", "es"}));
}

void speak(const std::string& language) { spoken() = Words(language); }

const Words& terminal() { return spoken(); }

void tell(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

CLI::Validator within(double low, double high) {
  return {[low, high](std::string& text) {
            double value = 0;
            const bool number = CLI::detail::lexical_cast(text, value);
            return number && value >= low && value <= high
                       ? std::string()
                       : fmt::format("Value {} not in range {} to {}", text, low, high);
          },
          fmt::format("FLOAT in [{} - {}]", low, high)};
}

CLI::Validator is_seed() {
  return {[](std::string& text) {
            constexpr auto most = std::numeric_limits<std::uint64_t>::max();
            std::uint64_t value = 0;
            const char* const end = text.data() + text.size();
            const auto read = std::from_chars(text.data(), end, value);
            return read.ec == std::errc() && read.ptr == end && !text.empty()
                       ? std::string()
                       : fmt::format("Value {} not in range 0 to {}", text, most);
          },
          ""};
}

void print_notes(const analysis::DrawSource& draws) {
  for (const auto& note : draws.notes)
    tell(terminal().fill("terminal.note", {{"note", terminal().note(note)}}) + "\n");
}

int report_faults(const Faults& faults) {
  for (const auto& fault : faults.list()) tell(to_string(fault) + "\n");
  const auto n = faults.size();
  tell((n == 1 ? std::string(terminal()["terminal.one-fault"])
               : terminal().fill("terminal.faults",
                                 {{"count", terminal().plain(static_cast<double>(n))}})) +
       "\n");
  return bad_input;
}

std::optional<std::string> whole_file(const std::string& path, const char* option, Faults& faults) {
  constexpr std::size_t most = 300u << 20, piece = 1u << 20;
  std::ifstream in(path, std::ios::binary);
  std::string text;
  std::vector<char> buffer(piece);
  while (in && text.size() <= most) {
    in.read(buffer.data(), piece);
    text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  const char* wrong = !in.is_open() || in.bad() ? "cannot be read"
                      : text.size() > most      ? "is larger than 300 MB"
                                                : nullptr;
  if (wrong == nullptr) return text;
  faults.add({path, 0, option, "", wrong});
  return std::nullopt;
}

std::optional<model::World> load_world(const std::string& folder) {
  Faults faults;
  auto world = read_world(data_files(folder), faults);
  if (!world) report_faults(faults);
  return world;
}

}  // namespace balloon::cli
