// Typed, checked access to the keys of a TOML table. The only place that knows the TOML library.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fault.hpp"

namespace balloon {

/// One table of a scenario. A key that is absent yields nothing; a key that holds the wrong thing
/// adds a fault with its line and path and yields nothing.
class ScenarioFields {
 public:
  struct Table;  ///< of the TOML library

  ScenarioFields(const Table& table, std::string file, std::string path, Faults& faults);

  const std::string& path() const { return path_; }
  int line() const;
  int column() const;
  std::map<std::string, int> key_lines() const;
  std::size_t fault_count() const { return faults_.size(); }

  /// A fault for each key that is not among `keys`, with the nearest one that is.
  void allow(const std::vector<std::string>& keys) const;
  bool has(const char* key) const;
  bool is_table(const char* key) const;
  /// A fault where the key is absent.
  void require(const char* key) const;
  /// A fault about a key of this table ("" for the table itself).
  void fault(const std::string& key, std::string message) const;

  std::optional<std::string> text(const char* key, const char* expected = "text in quotes") const;
  /// Text, or a TOML date, as YYYY-MM-DD.
  std::optional<std::string> date_text(const char* key) const;
  std::optional<double> number(const char* key, double low, double high) const;
  std::optional<std::int64_t> integer(const char* key, std::int64_t low, std::int64_t high) const;
  std::optional<bool> boolean(const char* key) const;
  /// Index of the word among `choices`.
  std::optional<int> choice(const char* key, const std::vector<std::string>& choices) const;
  /// A text as a list of one.
  std::vector<std::string> one_word(const char* key) const;
  /// A text or an array of texts, none of them empty or given twice.
  std::vector<std::string> word_list_of(const char* key) const;
  /// A table of shares, each in [0, 1], that sum to 1 within 1e-6.
  std::vector<std::pair<std::string, double>> share_table(const char* key, double& sum) const;
  /// Index of `word` among `choices`, or -1 and a fault that calls it `kind`.
  int index_of(const char* key, const std::string& word, const std::vector<std::string>& choices,
               const char* kind) const;

  using Visitor = std::function<void(ScenarioFields&)>;
  /// Visits the table under a key.
  void table(const char* key, const Visitor& visit) const;
  /// Visits each table of an array of tables; paths are key[1], key[2]...
  void tables(const char* key, const Visitor& visit) const;
  std::size_t array_size(const char* key) const;

 private:
  std::string path_to(const std::string& key) const;

  const Table& table_;
  std::string file_, path_;
  Faults& faults_;
};

/// Parses `text` and visits its root. False, with a fault, where it is too large, nested too deeply
/// or not TOML. Strings over 10 kB anywhere are faults.
bool with_scenario_fields(const std::string& file, std::string_view text, Faults& faults,
                          const ScenarioFields::Visitor& visit);

}  // namespace balloon
