#include "io/scenario_fields.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "io/csv.hpp"
#include "io/scenario_document.hpp"

namespace balloon {

struct ScenarioFields::Table {
  const toml::table& toml;
};

namespace {

std::string two_digits(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string date_of(const toml::date& date) {
  std::string year = std::to_string(date.year);
  year.insert(0, year.size() < 4 ? 4 - year.size() : 0, '0');
  return year + "-" + two_digits(date.month) + "-" + two_digits(date.day);
}

/// The value of a node for a message.
std::string shown(const toml::node& node) {
  if (const auto* text = node.as_string()) return "\"" + printable(text->get()) + "\"";
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* number = node.as_floating_point()) return number_text(number->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  if (const auto* date = node.as_date()) return date_of(date->get());
  if (node.is_table()) return "a table";
  if (node.is_array()) return "an array";
  return "a time";
}

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

/// Line and column of a table: of its first key where the table itself has none.
toml::source_position position_of(const toml::table& table) {
  if (table.source().begin.line > 0) return table.source().begin;
  toml::source_position first{};
  for (const auto& [key, node] : table) {
    if (first.line == 0 || key.source().begin < first) first = key.source().begin;
  }
  return first;
}

/// Bracket depth and dots of a key, before the TOML library sees them: it recurses on both.
bool check_nesting(const std::string& file, std::string_view text, Faults& faults) {
  int depth = 0, dots = 0, line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line;
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size()) - 1;
      continue;
    }
    if (c == '"' || c == '\'') {
      const bool multi = i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c;
      i += multi ? 3 : 1;
      for (; i < text.size(); ++i) {
        if (text[i] == '\n') {
          ++line;
          if (!multi) break;
        }
        if (text[i] == '\\' && c == '"') {
          ++i;
          continue;
        }
        if (text[i] != c) continue;
        if (!multi) break;
        if (i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c) {
          i += 2;
          break;
        }
      }
      continue;
    }
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') depth = std::max(0, depth - 1);
    if (c == '.') ++dots;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') dots = 0;
    if (depth > max_scenario_nesting || dots > max_scenario_nesting) {
      faults.add({file, line, "", "", "nested more than 64 deep"});
      return false;
    }
  }
  return true;
}

/// Strings that are too long, keys too, and numbers that are not finite, anywhere in the tree.
class TreeCheck {
 public:
  TreeCheck(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

  void visit(const toml::node& node, const std::string& path) {
    if (const auto* table = node.as_table()) {
      for (const auto& [key, child] : *table) {
        const std::string_view name = key.str();
        if (name.size() > 200) {
          fault(child, path, "a key longer than 200 bytes");
          continue;
        }
        visit(child, path.empty() ? std::string(name) : path + "." + printable(name));
      }
    } else if (const auto* array = node.as_array()) {
      std::size_t i = 0;
      for (const auto& child : *array) visit(child, path + "[" + std::to_string(++i) + "]");
    } else if (const auto* text = node.as_string()) {
      if (text->get().size() > max_scenario_string)
        fault(node, path, "the text has " + std::to_string(text->get().size()) +
                              " bytes; at most 10,000 are accepted");
      if (text->get().find('\0') != std::string::npos) fault(node, path, "a NUL byte in the text");
    } else if (const auto* number = node.as_floating_point()) {
      if (!std::isfinite(number->get())) fault(node, path, "must be a finite number");
    }
  }

 private:
  void fault(const toml::node& node, const std::string& path, std::string message) {
    faults_.add({file_, line_of(node), path, shown(node), std::move(message)});
  }
  const std::string& file_;
  Faults& faults_;
};

}  // namespace

ScenarioFields::ScenarioFields(const Table& table, std::string file, std::string path,
                               Faults& faults)
    : table_(table), file_(std::move(file)), path_(std::move(path)), faults_(faults) {}

int ScenarioFields::line() const { return static_cast<int>(position_of(table_.toml).line); }
int ScenarioFields::column() const { return static_cast<int>(position_of(table_.toml).column); }

std::map<std::string, int> ScenarioFields::key_lines() const {
  std::map<std::string, int> lines;
  for (const auto& [key, node] : table_.toml)
    lines[std::string(key.str())] = static_cast<int>(key.source().begin.line);
  return lines;
}

std::string ScenarioFields::path_to(const std::string& key) const {
  if (key.empty()) return path_;
  return path_.empty() ? key : path_ + "." + key;
}

void ScenarioFields::fault(const std::string& key, std::string message) const {
  const toml::node* node = key.empty() ? nullptr : table_.toml.get(key);
  faults_.add({file_, node != nullptr ? line_of(*node) : line(), path_to(key),
               node != nullptr ? shown(*node) : "", std::move(message)});
}

void ScenarioFields::allow(const std::vector<std::string>& keys) const {
  for (const auto& [key, node] : table_.toml) {
    const std::string name(key.str());
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    faults_.add({file_, static_cast<int>(key.source().begin.line), path_to(printable(name)),
                 shown(node), "unknown key" + suggestion(name, keys)});
  }
}

bool ScenarioFields::has(const char* key) const { return table_.toml.get(key) != nullptr; }

bool ScenarioFields::is_table(const char* key) const {
  const auto* node = table_.toml.get(key);
  return node != nullptr && node->is_table();
}

void ScenarioFields::require(const char* key) const {
  if (!has(key)) faults_.add({file_, line(), path_to(key), "", "the key is missing"});
}

std::optional<std::string> ScenarioFields::text(const char* key, const char* expected) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) return value->get();
  fault(key, std::string("must be ") + expected);
  return std::nullopt;
}

std::optional<std::string> ScenarioFields::date_text(const char* key) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* date = node->as_date()) return date_of(date->get());
  return text(key, "a date in quotes: \"2012\", \"2012-03\" or \"2012-03-31\"");
}

std::optional<double> ScenarioFields::number(const char* key, double low, double high) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return std::nullopt;
  const auto value = node->is_number() ? node->value<double>() : std::nullopt;
  if (!value) {
    fault(key, "must be a number without quotes or unit");
    return std::nullopt;
  }
  if (!std::isfinite(*value)) return std::nullopt;  // listed already
  if (*value < low || *value > high) {
    fault(key, "outside " + number_text(low) + " to " + number_text(high));
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> ScenarioFields::integer(const char* key, std::int64_t low,
                                                    std::int64_t high) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) {
    fault(key, "must be a whole number without quotes");
    return std::nullopt;
  }
  if (value->get() < low || value->get() > high) {
    fault(key, "outside " + std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
  }
  return value->get();
}

std::optional<bool> ScenarioFields::boolean(const char* key) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  fault(key, "must be true or false, without quotes");
  return std::nullopt;
}

std::optional<int> ScenarioFields::choice(const char* key,
                                          const std::vector<std::string>& choices) const {
  const auto word = text(key, ("one of " + word_list(choices) + ", in quotes").c_str());
  if (!word) return std::nullopt;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == *word) return static_cast<int>(i);
  }
  fault(key, "must be one of " + word_list(choices) + suggestion(*word, choices));
  return std::nullopt;
}

std::vector<std::string> ScenarioFields::one_word(const char* key) const {
  if (auto word = text(key)) return {std::move(*word)};
  return {};
}

std::vector<std::string> ScenarioFields::word_list_of(const char* key) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return {};
  std::vector<std::string> list;
  if (const auto* value = node->as_string()) {
    list.push_back(value->get());
  } else if (const auto* array = node->as_array()) {
    if (array->empty()) fault(key, "the list is empty");
    if (array->size() > 200) {
      fault(key, "a list of more than 200");
      return {};
    }
    std::set<std::string> seen;
    for (const auto& child : *array) {
      const auto* word = child.as_string();
      if (word == nullptr) {
        fault(key, "must be a list of texts in quotes");
        return {};
      }
      if (!seen.insert(word->get()).second)
        fault(key, printable(word->get()) + " stands twice in the list");
      list.push_back(word->get());
    }
  } else {
    fault(key, "must be text in quotes, or a list of such texts");
  }
  for (const auto& word : list) {
    if (word.empty()) fault(key, "an empty text");
  }
  return list;
}

std::vector<std::pair<std::string, double>> ScenarioFields::share_table(const char* key,
                                                                        double& sum) const {
  std::vector<std::pair<std::string, double>> shares;
  sum = 0;
  table(key, [&](ScenarioFields& fields) {
    for (const auto& [name, line] : fields.key_lines()) {
      const auto share = fields.number(name.c_str(), 0, 1);
      if (!share) return;
      sum += *share;
      shares.emplace_back(name, *share);
    }
    if (std::abs(sum - 1) > 1e-6)
      fields.fault("", "the shares must sum to 1; they sum to " + number_text(sum));
  });
  return shares;
}

int ScenarioFields::index_of(const char* key, const std::string& word,
                             const std::vector<std::string>& choices, const char* kind) const {
  const auto found = std::find(choices.begin(), choices.end(), word);
  if (found != choices.end()) return static_cast<int>(found - choices.begin());
  fault(key, "\"" + printable(word) + "\" is not " + kind + suggestion(word, choices) +
                 "; known: " + word_list(choices, 24));
  return -1;
}

void ScenarioFields::table(const char* key, const Visitor& visit) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return;
  const auto* inner = node->as_table();
  if (inner == nullptr) {
    fault(key, "must be a table");
    return;
  }
  const Table wrapped{*inner};
  ScenarioFields fields(wrapped, file_, path_to(key), faults_);
  visit(fields);
}

std::size_t ScenarioFields::array_size(const char* key) const {
  const auto* node = table_.toml.get(key);
  const auto* array = node == nullptr ? nullptr : node->as_array();
  return array == nullptr ? 0 : array->size();
}

void ScenarioFields::tables(const char* key, const Visitor& visit) const {
  const auto* node = table_.toml.get(key);
  if (node == nullptr) return;
  const auto* array = node->as_array();
  if (array == nullptr) {
    fault(key, std::string("must be an array of tables: write [[") + key + "]]");
    return;
  }
  std::size_t i = 0;
  for (const auto& child : *array) {
    const std::string path = std::string(key) + "[" + std::to_string(++i) + "]";
    const auto* inner = child.as_table();
    if (inner == nullptr) {
      faults_.add({file_, line_of(child), path, shown(child), "must be a table"});
      continue;
    }
    const Table wrapped{*inner};
    ScenarioFields fields(wrapped, file_, path, faults_);
    visit(fields);
  }
}

bool with_scenario_fields(const std::string& file, std::string_view text, Faults& faults,
                          const ScenarioFields::Visitor& visit) {
  if (text.size() > max_scenario_bytes) {
    faults.add({file, 0, "", std::to_string(text.size()) + " bytes",
                "the file is too large; at most 1 MB is read"});
    return false;
  }
  if (!is_utf8(text)) {
    faults.add({file, 0, "", "", "the text is not UTF-8; save it as UTF-8"});
    return false;
  }
  if (!check_nesting(file, text, faults)) return false;
  try {
    const toml::table root = toml::parse(text, std::string_view(file));
    TreeCheck(file, faults).visit(root, "");
    const ScenarioFields::Table wrapped{root};
    ScenarioFields fields(wrapped, file, "", faults);
    visit(fields);
    return true;
  } catch (const toml::parse_error& error) {
    faults.add({file, static_cast<int>(error.source().begin.line), "", "",
                "not valid TOML: " + printable(error.description(), 300)});
    return false;
  }
}

}  // namespace balloon
