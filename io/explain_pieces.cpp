#include "io/explain_pieces.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "core/hash.hpp"
#include "io/csv.hpp"
#include "io/output_folder.hpp"

namespace balloon {

namespace {

std::string piece_key_line(std::uint64_t key) {
  return "balloon explain pieces 1 " + hex64(key) + "\n";
}

std::string piece_path(const std::string& folder) {
  return (std::filesystem::path(folder) / ExplainPieces::file_name).string();
}

std::string piece_line(const std::string& stage, std::size_t piece,
                       const std::vector<double>& numbers) {
  std::string line = fmt::format("{} {} {}", stage, piece, numbers.size());
  for (const double x : numbers) line += std::isfinite(x) ? fmt::format(" {}", x) : " nan";
  return line + " .\n";
}

std::string_view piece_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

/// One line of a piece; false for anything else, such as a line that was cut off.
bool read_piece(std::string_view line, std::string& stage, std::size_t& piece,
                std::vector<double>& numbers) {
  stage = std::string(piece_word(line));
  const auto number = parse_number(piece_word(line)), count = parse_number(piece_word(line));
  constexpr double most = 1e9;
  if (stage.empty() || !number || !count || !(*number >= 0 && *number < most) ||
      !(*count >= 0 && *count < most))
    return false;
  piece = static_cast<std::size_t>(*number);
  numbers.clear();
  for (std::size_t i = 0; i < static_cast<std::size_t>(*count); ++i) {
    const auto word = piece_word(line);
    const auto value = parse_number(word);
    if (!value && word != "nan") return false;
    numbers.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return line == ".";
}

}  // namespace

std::uint64_t explain_key(const ExplainStudy& study) {
  const auto& plan = study.plan;
  const auto& outcome = plan.outcome;
  std::string text = fmt::format(
      "{} {} {} {} | {} {} {} {} {} | {} {} {} {} {} {} {} |", study.run->study.version,
      study.run->study.commit, study.run->study.data_hash, study.run->study.draws.source,
      static_cast<int>(outcome.kind), outcome.horizon, outcome.window_start, outcome.level,
      study.outcome, plan.options.members, plan.options.seed, plan.trajectories, plan.levels,
      plan.base, plan.top, plan.histories);
  if (plan.posterior != nullptr) text += plan.posterior->parts().hash;
  for (const int z : outcome.target) text += fmt::format(" {}", z);
  const auto& m = outcome.measure;
  text += fmt::format(" | {} {} {} {} |", static_cast<int>(m.outcome),
                      static_cast<int>(m.statistic), m.from, m.to);
  for (const int p : m.places) text += fmt::format(" {}", p);
  for (const auto& lever : plan.added)
    text += fmt::format(" | {} {} {}", lever.id, lever.changes.size(),
                        lever.changes.empty() ? 0 : lever.changes.front().amount);
  auto key = hash_text(text);
  key = hash_combine(key, study.policy().hash);
  return hash_combine(key, study.reference().hash);
}

bool ExplainPieces::holds(const std::string& folder, std::uint64_t key) {
  std::ifstream in(piece_path(folder), std::ios::binary);
  std::string line;
  return static_cast<bool>(std::getline(in, line)) && line + "\n" == piece_key_line(key);
}

std::string ExplainPieces::open(const std::string& folder, std::uint64_t key) {
  path_ = piece_path(folder);
  folder_ = folder;
  pieces_.clear();
  error_.clear();
  file_.reset();
  std::error_code wrong;
  made_folder_ = std::filesystem::create_directories(folder, wrong);
  if (wrong) return fmt::format("cannot make the folder {}: {}", folder, wrong.message());
  std::string text = piece_key_line(key);
  if (holds(folder, key)) {
    std::ifstream in(path_, std::ios::binary);
    std::string line, stage;
    std::getline(in, line);
    std::size_t piece = 0;
    std::vector<double> numbers;
    while (std::getline(in, line)) {
      if (!read_piece(line, stage, piece, numbers)) continue;
      const auto [at, fresh] = pieces_.emplace(std::pair(stage, piece), numbers);
      if (fresh) text += piece_line(stage, piece, at->second);
    }
  }
  // Written anew, so that what was cut off in the middle of a line does not spoil the next.
  if (auto failed = write_file_atomically(path_, text, true); !failed.empty()) return failed;
  file_.reset(std::fopen(path_.c_str(), "ab"));
  if (!file_) return fmt::format("cannot write {}: {}", path_, std::strerror(errno));
  return {};
}

const std::vector<double>* ExplainPieces::find(const std::string& stage, std::size_t piece) const {
  const auto found = pieces_.find({stage, piece});
  return found == pieces_.end() ? nullptr : &found->second;
}

void ExplainPieces::keep(const std::string& stage, std::size_t piece,
                         const std::vector<double>& numbers) {
  pieces_[{stage, piece}] = numbers;
  if (!file_) return;
  const auto line = piece_line(stage, piece, numbers);
  const bool good = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size() &&
                    std::fflush(file_.get()) == 0;
  if (good) return;
  error_ = fmt::format("cannot write {}: {}", path_, std::strerror(errno));
  file_.reset();
}

void ExplainPieces::remove() {
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  if (made_folder_) std::filesystem::remove(folder_, ignored);  // refused where it is not empty
}

}  // namespace balloon
