#include "decision/search_state_text.hpp"

#include <array>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/hash.hpp"

namespace balloon::decision {

namespace {

constexpr std::string_view state_format = "balloon-search-state ";
constexpr std::string_view state_version = "1";
constexpr std::size_t state_hash_length = sizeof("hash 0123456789abcdef\n") - 1;
constexpr std::size_t most_counted = 100'000'000;  // of anything that is counted

template <typename Number>
void add_state_number(std::string& text, Number number, char after) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
  text += after;
}

void add_state_point(std::string& text, const std::vector<double>& genes,
                     const Evaluation& evaluation, std::size_t width, std::size_t objectives) {
  if (genes.size() != width || evaluation.objectives.size() != objectives)
    throw std::invalid_argument("points of the search's state differ in length");
  for (const double gene : genes) add_state_number(text, gene, ' ');
  for (const double objective : evaluation.objectives) add_state_number(text, objective, ' ');
  add_state_number(text, evaluation.violation, '\n');
}

/// Reads from the front of a text. The first thing that is not as it should be makes it fail, and
/// all that comes after is nothing.
class StateReader {
 public:
  explicit StateReader(std::string_view text) : rest_(text) {}

  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

  void word(std::string_view expected) {
    if (rest_.substr(0, expected.size()) != expected) return fail();
    rest_.remove_prefix(expected.size());
  }
  template <typename Number>
  Number number(char after) {
    Number value{};
    const char* const end = rest_.data() + rest_.size();
    const auto result = std::from_chars(rest_.data(), end, value);
    if (result.ec != std::errc() || result.ptr == end || *result.ptr != after) {
      fail();
      return {};
    }
    rest_.remove_prefix(static_cast<std::size_t>(result.ptr - rest_.data()) + 1);
    return value;
  }
  /// A count of things that take `bytes` or more each.
  std::size_t count(char after, std::size_t bytes) {
    const auto value = number<std::size_t>(after);
    if (value <= most_counted && value <= rest_.size() / bytes) return value;
    fail();
    return 0;
  }
  std::string bytes(std::size_t size) {
    std::string taken(rest_.substr(0, size));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  Candidate point(std::size_t width, std::size_t objectives) {
    Candidate candidate;
    for (std::size_t i = 0; i < width && !failed_; ++i)
      candidate.genes.push_back(number<double>(' '));
    for (std::size_t i = 0; i < objectives && !failed_; ++i)
      candidate.evaluation.objectives.push_back(number<double>(' '));
    candidate.evaluation.violation = number<double>('\n');
    return candidate;
  }

 private:
  void fail() {
    failed_ = true;
    rest_ = {};
  }
  std::string_view rest_;
  bool failed_ = false;
};

SearchState read_state_body(StateReader& reader) {
  SearchState state;
  reader.word("generation ");
  state.generation = reader.number<int>(' ');
  reader.word("evaluated ");
  state.evaluated = reader.number<std::uint64_t>('\n');
  reader.word("population ");
  const std::size_t population = reader.count(' ', 2);
  reader.word("genes ");
  const auto width = reader.number<std::size_t>(' ');
  reader.word("objectives ");
  const auto objectives = reader.number<std::size_t>('\n');
  if (reader.failed() || width > most_counted || objectives > most_counted) return state;
  for (std::size_t i = 0; i < population && !reader.failed(); ++i) {
    Candidate candidate = reader.point(width, objectives);
    state.genes.push_back(std::move(candidate.genes));
    state.evaluations.push_back(std::move(candidate.evaluation));
  }
  reader.word("archive ");
  const std::size_t archive = reader.count('\n', 2);
  for (std::size_t i = 0; i < archive && !reader.failed(); ++i)
    state.archive.push_back(reader.point(width, objectives));
  reader.word("hypervolume ");
  const std::size_t generations = reader.count('\n', 2);
  for (std::size_t i = 0; i < generations && !reader.failed(); ++i)
    state.hypervolume.push_back(reader.number<double>('\n'));
  reader.word("memory ");
  state.memory = reader.bytes(reader.count('\n', 1));
  reader.word("\n");
  return state;
}

std::string state_hash_line(std::string_view before) {
  return "hash " + hex64(hash_text(before)) + "\n";
}

}  // namespace

std::string search_state_text(const SearchState& state, std::string_view key) {
  if (key.find('\n') != std::string_view::npos)
    throw std::invalid_argument("the key of a search's state must be one line");
  if (state.evaluations.size() != state.genes.size())
    throw std::invalid_argument("the search's state has other evaluations than genes");
  const std::size_t width = state.genes.empty() ? 0 : state.genes[0].size();
  const std::size_t objectives = state.genes.empty() ? 0 : state.evaluations[0].objectives.size();

  std::string text(state_format);
  text.append(state_version).append(" ").append(key).append("\ngeneration ");
  add_state_number(text, state.generation, ' ');
  text += "evaluated ";
  add_state_number(text, state.evaluated, '\n');
  text += "population ";
  add_state_number(text, state.genes.size(), ' ');
  text += "genes ";
  add_state_number(text, width, ' ');
  text += "objectives ";
  add_state_number(text, objectives, '\n');
  for (std::size_t i = 0; i < state.genes.size(); ++i)
    add_state_point(text, state.genes[i], state.evaluations[i], width, objectives);
  text += "archive ";
  add_state_number(text, state.archive.size(), '\n');
  for (const Candidate& candidate : state.archive)
    add_state_point(text, candidate.genes, candidate.evaluation, width, objectives);
  text += "hypervolume ";
  add_state_number(text, state.hypervolume.size(), '\n');
  for (const double share : state.hypervolume) add_state_number(text, share, '\n');
  text += "memory ";
  add_state_number(text, state.memory.size(), '\n');
  text.append(state.memory).append("\n");
  return text + state_hash_line(text);
}

std::optional<SearchState> read_search_state(std::string_view text, std::string_view key,
                                             std::string& error) {
  const auto refuse = [&error](std::string why) {
    error = std::move(why);
    return std::nullopt;
  };
  const std::string_view first = text.substr(0, text.find('\n'));
  if (first.substr(0, state_format.size()) != state_format)
    return refuse("not the state of a search");
  const std::string_view named = first.substr(state_format.size());
  const std::size_t space = named.find(' ');
  if (named.substr(0, space) != state_version)
    return refuse("the state of a search in another format version than " +
                  std::string(state_version));
  if (space == std::string_view::npos || named.substr(space + 1) != key)
    return refuse("the state of another search");
  if (text.size() < first.size() + 1 + state_hash_length ||
      text.substr(text.size() - state_hash_length) !=
          state_hash_line(text.substr(0, text.size() - state_hash_length)))
    return refuse("the state of a search that was cut short or altered");

  StateReader reader(
      text.substr(first.size() + 1, text.size() - state_hash_length - first.size() - 1));
  SearchState state = read_state_body(reader);
  if (reader.failed() || !reader.at_end()) return refuse("the state of a search that is malformed");
  return state;
}

}  // namespace balloon::decision
