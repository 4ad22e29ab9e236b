#include "io/posterior_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>

#include "core/hash.hpp"
#include "io/csv.hpp"
#include "io/output_folder.hpp"
#include "io/words.hpp"
#include "model/unknowns.hpp"

namespace balloon {

namespace {

using analysis::PosteriorParts;
using Json = nlohmann::ordered_json;

constexpr const char* posterior_format = "balloon-posterior-1";
constexpr int lowest_origin = 1990, highest_origin = last_year - 1;
constexpr std::size_t most_faults = 100;

/// Cuts the text at the next `mark`; what is before it is returned.
std::string_view take(std::string_view& rest, char mark) {
  const auto at = rest.find(mark);
  const auto part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return part;
}

bool whole_number(std::string_view text, int& value) {
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  return result.ec == std::errc() && result.ptr == end && !text.empty();
}

/// Reads draws.csv; CsvTable is not made for thousands of columns.
class DrawsReader {
 public:
  DrawsReader(const model::World& world, Faults& faults, std::vector<std::string>& notes)
      : world_(world), faults_(faults), notes_(notes) {}

  void read(std::string_view text, PosteriorParts& parts) {
    names_ = unknown_names(world_, parts.origin);
    before_ = faults_.size();
    if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    if (!header(take(text, '\n'))) return;
    int line = 1;
    while (!text.empty() && faults_.size() - before_ < most_faults) {
      ++line;
      row(take(text, '\n'), line, parts);
    }
    if (parts.draws.empty() && faults_.size() == before_) fault(0, "", "", "holds no draw");
  }

 private:
  void fault(int line, std::string_view column, std::string_view value, std::string message) {
    faults_.add(
        {posterior_draws_path, line, std::string(column), printable(value), std::move(message)});
  }

  bool header(std::string_view line) {
    if (take(line, ',') != "draw" || take(line, ',') != "structure") {
      fault(1, "", "", "the first two columns are draw and structure");
      return false;
    }
    std::unordered_map<std::string_view, int> index;
    for (std::size_t i = 0; i < names_.size(); ++i) index.emplace(names_[i], static_cast<int>(i));
    std::vector<char> have(names_.size(), 0);
    while (!line.empty() && faults_.size() - before_ < most_faults) {
      const auto name = take(line, ',');
      const auto found = index.find(name);
      if (found == index.end()) {
        fault(1, name, "", "is no unknown of this model up to the origin");
      } else if (have[static_cast<std::size_t>(found->second)]++ != 0) {
        fault(1, name, "", "stands twice");
      } else {
        columns_.push_back(found->second);
      }
    }
    std::map<std::string, bool> known;  // zones, markets and corridors with any column
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (const auto place = place_of(names_[i]); !place.empty()) known[place] |= have[i] != 0;
    for (std::size_t i = 0; i < names_.size() && faults_.size() - before_ < most_faults; ++i) {
      if (have[i] != 0) continue;
      const auto place = known.find(place_of(names_[i]));
      if (i < static_cast<std::size_t>(model::parameter_count))
        notes_.push_back(Words("en").fill(
            "note.parameter-lacks", {{"parameter", names_[i].substr(names_[i].find(':') + 1)}}));
      else if (place == known.end() || place->second)
        fault(1, names_[i], "", "is missing");
    }
    std::vector<std::string> added;
    for (const auto& [place, has] : known)
      if (!has) added.push_back(place);
    if (!added.empty())
      notes_.push_back(Words("en").fill("note.places-unknown", {{"places", word_list(added)}}));
    return faults_.size() == before_;
  }

  /// The zone, market or corridor that an unknown is of; empty for parameters and hubs.
  static std::string place_of(const std::string& name) {
    const auto kind = name.substr(0, name.find(':') + 1);
    for (const char* placed : {"start_share:", "start_split:", "supply:", "demand:", "corridor:"}) {
      if (kind != placed) continue;
      const auto id = name.substr(kind.size());
      return id.substr(0, id.find(':'));
    }
    return "";
  }

  void row(std::string_view line, int number, PosteriorParts& parts) {
    analysis::PosteriorDraw draw;
    const auto label = take(line, ',');
    int id = 0;
    if (!whole_number(label, id) || id != static_cast<int>(parts.draws.size()))
      fault(number, "draw", label, fmt::format("must be {}, counted from 0", parts.draws.size()));
    const auto structure = take(line, ',');
    if (!whole_number(structure, draw.structure) || draw.structure < 0 ||
        draw.structure >= model::structure_count) {
      fault(number, "structure", structure,
            fmt::format("must be a whole number from 0 to {}", model::structure_count - 1));
      draw.structure = 0;
    }
    draw.scores.assign(names_.size(), 0.0);
    constexpr int limit = static_cast<int>(1000 * largest_score);
    const auto cells =
        line.empty() ? 0U
                     : 1U + static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
    if (cells != columns_.size())
      fault(number, "", "",
            fmt::format("has {} unknowns where the first line names {}", cells, columns_.size()));
    else
      for (const int column : columns_) {
        const auto cell = take(line, ',');
        const auto at = static_cast<std::size_t>(column);
        int value = 0;
        if (!whole_number(cell, value))
          fault(number, names_[at], cell, "is not a whole number of thousandths");
        else if (value < -limit || value > limit)
          fault(number, names_[at], cell,
                fmt::format("lies beyond {} standard deviations", largest_score));
        draw.scores[at] = value / 1000.0;
        if (faults_.size() - before_ >= most_faults) break;
      }
    parts.draws.push_back(std::move(draw));
  }

  std::vector<std::string> names_;
  const model::World& world_;
  Faults& faults_;
  std::vector<std::string>& notes_;
  std::vector<int> columns_;
  std::size_t before_ = 0;
};

/// Reads posterior.json into all of `parts` but the draws.
void read_head(std::string_view text, PosteriorParts& parts, Faults& faults) {
  const auto fault = [&](const char* path, std::string value, std::string message) {
    faults.add({posterior_json_path, 0, path, std::move(value), std::move(message)});
  };
  const auto j = nlohmann::json::parse(text, nullptr, false);
  if (!j.is_object()) return fault("", "", "is not a JSON object");
  if (!j.contains("format") || j["format"] != posterior_format)
    return fault("format", "", std::string("must be ") + posterior_format);
  const auto words = [&](const char* key, std::string& into) {
    if (j.contains(key) && j[key].is_string())
      into = j[key].get<std::string>();
    else
      fault(key, "", "must be a text");
  };
  words("settings", parts.settings);
  words("command", parts.command);
  words("data_hash", parts.data_hash);
  words("tables_hash", parts.tables_hash);
  words("model_hash", parts.model_hash);
  words("hash", parts.hash);
  if (j.contains("of")) words("of", parts.of);
  if (!j.contains("origin") || !j["origin"].is_number_integer() || j["origin"] < lowest_origin ||
      j["origin"] > highest_origin)
    fault("origin", j.contains("origin") ? printable(j["origin"].dump()) : "",
          fmt::format("must be a year from {} to {}", lowest_origin, highest_origin));
  else
    parts.origin = j["origin"].get<int>();
  const auto w = j.contains("weights") ? j["weights"] : nlohmann::json();
  double sum = 0;
  bool good = w.is_array() && w.size() == static_cast<std::size_t>(model::structure_count);
  if (good)
    for (const auto& x : w) {
      good = good && x.is_number() && x.get<double>() >= 0;
      if (!good) break;
      parts.weights.push_back(x.get<double>());
      sum += x.get<double>();
    }
  if (!good)
    fault("weights", "", fmt::format("must be {} numbers, none negative", model::structure_count));
  else if (!(std::fabs(sum - 1) < 1e-6))
    fault("weights", number_text(sum), "must add to 1");
}

}  // namespace

std::vector<std::string> unknown_names(const model::World& world, int last) {
  std::vector<std::string> names;
  for (const auto& p : model::parameters) names.push_back(std::string("parameter:") + p.name);
  for (const char* kind : {"start_area:", "start_price_base:", "start_price_cocaine:"})
    for (const char* hub : model::hub_ids) names.push_back(std::string(kind) + hub);
  for (const char* kind : {"start_share:", "start_split:"})
    for (const auto& z : world.zones) names.push_back(kind + z.id);
  for (int y = first_year; y <= last; ++y) {
    const auto year = ":" + std::to_string(y);
    for (const auto& z : world.zones) names.push_back("supply:" + z.id + year);
    for (const char* hub : model::hub_ids) names.push_back(std::string("supply_hub:") + hub + year);
    for (const auto& m : world.markets) names.push_back("demand:" + m.id + year);
    for (const auto& c : world.corridors) names.push_back("corridor:" + c.id + year);
  }
  return names;
}

std::string parameter_hash() {
  std::uint64_t h = hash_text("balloon parameters");
  for (const auto& p : model::parameters)
    h = hash_combine(h, hash_text(fmt::format("{} {} {} {} {}", p.name, static_cast<int>(p.prior),
                                              p.low, p.middle, p.high)));
  return hex64(h);
}

PosteriorText posterior_text(const model::World& world, PosteriorParts& parts) {
  const auto names = unknown_names(world, parts.origin);
  PosteriorText text;
  text.draws = "draw,structure";
  for (const auto& name : names) text.draws += "," + name;
  text.draws += "\n";
  for (std::size_t i = 0; i < parts.draws.size(); ++i) {
    auto& d = parts.draws[i];
    if (d.scores.size() != names.size())
      throw std::invalid_argument("a draw of another length than the model's unknowns");
    text.draws += fmt::format("{},{}", i, d.structure);
    for (std::size_t k = 0; k < names.size(); ++k) {
      if (!(std::fabs(d.scores[k]) <= largest_score))
        throw std::invalid_argument(fmt::format("draw {}: {} lies {:.1f} standard deviations out",
                                                i, names[k], d.scores[k]));
      const long value = std::lround(1000 * d.scores[k]);
      d.scores[k] = static_cast<double>(value) / 1000;
      text.draws += fmt::format(",{}", value);
    }
    text.draws += "\n";
  }
  parts.hash = hex64(hash_text(text.draws));
  parts.model_hash = parameter_hash();
  Json j{{"format", posterior_format},
         {"origin", parts.origin},
         {"weights", parts.weights},
         {"draws", parts.draws.size()},
         {"hash", parts.hash},
         {"settings", parts.settings},
         {"command", parts.command},
         {"data_hash", parts.data_hash},
         {"tables_hash", parts.tables_hash},
         {"model_hash", parts.model_hash}};
  if (!parts.of.empty()) j["of"] = parts.of;
  text.json = j.dump(2) + "\n";
  return text;
}

std::string write_posterior(const std::string& folder, const model::World& world,
                            PosteriorParts& parts) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return "cannot make " + folder + ": " + error.message();
  PosteriorText text;
  try {
    text = posterior_text(world, parts);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  auto wrong = write_file_atomically(folder + "/draws.csv", text.draws, true);
  if (wrong.empty()) wrong = write_file_atomically(folder + "/posterior.json", text.json, true);
  return wrong;
}

bool has_posterior(const FileSource& files) {
  return files(posterior_draws_path).has_value() || files(posterior_json_path).has_value();
}

std::shared_ptr<const analysis::Posterior> read_posterior(const FileSource& files,
                                                          const model::World& world, Faults& faults,
                                                          std::vector<std::string>& notes) {
  const std::size_t before = faults.size();
  const auto draws = files(posterior_draws_path), head = files(posterior_json_path);
  if (!draws) faults.add({posterior_draws_path, 0, "", "", "is missing"});
  if (!head) faults.add({posterior_json_path, 0, "", "", "is missing"});
  if (!draws || !head) return nullptr;
  PosteriorParts parts;
  read_head(*head, parts, faults);
  if (faults.size() > before) return nullptr;
  if (const auto found = hex64(hash_text(*draws)); found != parts.hash)
    faults.add({posterior_draws_path, 0, "", found,
                "has another hash than posterior.json says (" + printable(parts.hash) + ")"});
  DrawsReader(world, faults, notes).read(*draws, parts);
  if (faults.size() > before) return nullptr;
  std::vector<char> have(static_cast<std::size_t>(model::structure_count), 0);
  for (const auto& d : parts.draws) have[static_cast<std::size_t>(d.structure)] = 1;
  for (std::size_t s = 0; s < have.size(); ++s)
    if (have[s] == 0 && parts.weights[s] > 0)
      faults.add({posterior_json_path, 0, fmt::format("weights[{}]", s),
                  number_text(parts.weights[s]), "must be 0: the structure has no draw"});
  if (faults.size() > before) return nullptr;
  if (parts.model_hash != parameter_hash())
    notes.push_back(Words("en").fill("note.other-priors", {}));
  return std::make_shared<const analysis::Posterior>(std::move(parts));
}

std::optional<analysis::PosteriorCheck> read_posterior_check(const FileSource& files,
                                                             Faults& faults) {
  const auto text = files(posterior_check_path);
  if (!text) return std::nullopt;
  const std::size_t before = faults.size();
  const auto fault = [&](const char* path, const char* message) {
    faults.add({posterior_check_path, 0, path, "", message});
  };
  const auto j = nlohmann::json::parse(*text, nullptr, false);
  if (!j.is_object()) {
    fault("", "is not a JSON object");
    return std::nullopt;
  }
  analysis::PosteriorCheck check;
  const auto figure = [&](const char* key, std::optional<analysis::CheckFigure>& into) {
    if (!j.contains(key)) return;
    const auto& f = j[key];
    for (const char* part : {"value", "low", "high"})
      if (!f.is_object() || !f.contains(part) || !f[part].is_number())
        return fault(key, "must be an object with the numbers value, low and high");
    into = {f["value"].get<double>(), f["low"].get<double>(), f["high"].get<double>()};
  };
  if (j.contains("posterior")) {
    if (j["posterior"].is_string())
      check.posterior = j["posterior"].get<std::string>();
    else
      fault("posterior", "must be the hash of the draws");
  }
  figure("skill", check.skill);
  figure("skill_after_2008", check.skill_after_2008);
  figure("coverage80", check.coverage80);
  figure("coverage50", check.coverage50);
  if (j.contains("pools")) {
    if (!j["pools"].is_object()) {
      fault("pools", "must be an object of weights");
    } else {
      for (const auto& [group, weight] : j["pools"].items()) {
        if (weight.is_number() && weight.get<double>() >= 0 && weight.get<double>() <= 1)
          check.pools[group] = weight.get<double>();
        else
          fault("pools", "must hold numbers from 0 to 1");
      }
    }
  }
  if (j.contains("failures")) {
    if (!j["failures"].is_array()) {
      fault("failures", "must be a list of texts in en and es");
    } else {
      for (const auto& failure : j["failures"]) {
        if (failure.is_object() && failure.contains("en") && failure.contains("es") &&
            failure["en"].is_string() && failure["es"].is_string())
          check.failures.push_back(
              {failure["en"].get<std::string>(), failure["es"].get<std::string>()});
        else
          fault("failures", "must be a list of texts in en and es");
      }
    }
  }
  if (faults.size() > before) return std::nullopt;
  return check;
}

std::vector<std::string> known_failures(const analysis::PosteriorCheck& check,
                                        std::string_view language,
                                        const std::vector<std::string>& series) {
  std::vector<std::string> known;
  for (const auto& failure : check.failures) {
    const bool asked = std::any_of(series.begin(), series.end(), [&](const std::string& begin) {
      return failure.en.compare(0, begin.size(), begin) == 0;
    });
    if (series.empty() || asked) known.push_back(language == "es" ? failure.es : failure.en);
  }
  return known;
}

}  // namespace balloon
