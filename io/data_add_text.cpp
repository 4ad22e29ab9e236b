// What `balloon data add` tells, and how it writes.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "io/data_add.hpp"
#include "io/output_folder.hpp"

namespace balloon {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_lines = 20;

std::string line_of_target(const ChangedTarget& t) {
  const auto figure = [&](double value, double sd) {
    return fmt::format("{} {} (error {})", number_text(value), t.unit, number_text(sd));
  };
  if (!t.before) return fmt::format("new      {}: {}", t.name, figure(*t.after, t.sd_after));
  if (!t.after) return fmt::format("gone     {}: {}", t.name, figure(*t.before, t.sd_before));
  return fmt::format("changed  {}: {}, was {}", t.name, figure(*t.after, t.sd_after),
                     figure(*t.before, t.sd_before));
}

/// At most so many lines, then how many more there are.
void add_lines(const std::vector<std::string>& lines, std::string& out) {
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i)
    out += "  " + lines[i] + "\n";
  if (lines.size() > most_lines)
    out += fmt::format("  ... and {} more (--json lists all)\n", lines.size() - most_lines);
}

const char* name_of(AddedRow::Kind kind) {
  return kind == AddedRow::Kind::added     ? "added"
         : kind == AddedRow::Kind::present ? "present"
                                           : "revised";
}

std::string refit_command(const Addition& a, const std::string& folder) {
  return fmt::format("balloon calibrate --origins {} --data {} --write-posterior {}",
                     a.last_target_year, folder, (fs::path(folder) / "posterior").string());
}

std::string advice(const Addition& a, const std::string& folder) {
  std::string out;
  const std::string where = folder.empty() ? "DIR" : folder;
  const std::string which =
      a.posterior == "folder" ? "The posterior of the folder" : "The posterior inside the program";
  if (a.targets.empty()) {
    out += a.world_changes
               ? "No target of calibration changes, but a table that the model reads does.\n"
               : "No target of calibration changes: nothing needs refitting.\n";
  } else {
    out += fmt::format("{} of the targets of calibration change:\n", a.targets.size());
    std::vector<std::string> lines;
    for (const auto& t : a.targets) lines.push_back(line_of_target(t));
    add_lines(lines, out);
  }
  if (a.posterior == "none")
    out += "There is no posterior for these data: members come from the priors.\n";
  else if (a.world_changes)
    out += which +
           " was fitted to another world: runs with these data say so in a note until it is "
           "refitted.\n";
  else if (!a.targets.empty())
    out += which +
           " still runs with these data, for the tables of the model are the same, but knows "
           "nothing of these targets.\n";
  for (const auto& note : a.posterior_notes) out += "Note: " + note + ".\n";
  if (!a.targets.empty() || a.world_changes) {
    out += "Refit with: " + refit_command(a, where) + "\n";
    if (a.posterior_origin > 0 && a.last_target_year > a.posterior_origin)
      out += fmt::format("(The present posterior ends in {}.)\n", a.posterior_origin);
  }
  if (!a.scorable.empty()) {
    out += fmt::format("Forecasts made at the end of {} can now be held against:\n",
                       a.posterior_origin);
    std::vector<std::string> lines;
    for (const auto& v : a.scorable)
      lines.push_back(
          fmt::format("{} {} {}: {}", v.outcome, v.place, v.year, number_text(v.value)));
    add_lines(lines, out);
    out += fmt::format("Score with: balloon score FORECAST.json {}\n",
                       (fs::path(where) / "observations.csv").string());
  }
  return out;
}

}  // namespace

std::string addition_text(const Addition& a, const std::string& folder) {
  using Kind = AddedRow::Kind;
  std::string out =
      fmt::format("{}: {} added, {} revised, {} already there{}\n", a.table, a.count(Kind::added),
                  a.count(Kind::revised), a.count(Kind::present),
                  folder.empty() ? "; nothing was written" : "");
  std::vector<std::string> lines;
  for (const auto& r : a.rows) {
    if (r.kind == Kind::present) continue;
    std::string line = r.kind == Kind::added ? "+" : "~";
    for (const auto& part : {r.series, r.place, r.time})
      if (!part.empty()) line += " " + part;
    if (!r.value.empty()) line += ": " + r.value;
    if (r.kind == Kind::revised) line += ", was " + r.before;
    lines.push_back(printable(line, 120));
  }
  add_lines(lines, out);
  for (const auto& source : a.new_sources) out += "New source: " + printable(source, 200) + "\n";
  for (const auto& note : a.notes) out += "Note: " + note + ".\n";
  if (a.files.empty()) return out + "Everything was there: the data stay as they are.\n";
  for (const auto& [path, text] : a.files)
    out += (folder.empty() ? "Would change " : "Changed ") +
           (folder.empty() ? path : (fs::path(folder) / path.substr(5)).string()) + "\n";
  out += fmt::format("Hash of the data: {}, was {}\n\n", a.hash_after, a.hash_before);
  return out + advice(a, folder);
}

std::string addition_json(const Addition& a, const std::string& folder) {
  Json j;
  j["format"] = "balloon-data-add-1";
  j["table"] = a.table;
  j["folder"] = folder.empty() ? Json(nullptr) : Json(folder);
  j["rows"] = Json::array();
  for (const auto& r : a.rows) {
    Json row{{"line", r.line},   {"what", name_of(r.kind)}, {"series", r.series},
             {"place", r.place}, {"time", r.time},          {"value", r.value}};
    if (r.kind == AddedRow::Kind::revised) row["was"] = r.before;
    j["rows"].push_back(std::move(row));
  }
  j["new_sources"] = a.new_sources;
  j["notes"] = a.notes;
  j["files"] = Json::array();
  for (const auto& [path, text] : a.files) j["files"].push_back(path);
  j["hash_before"] = a.hash_before;
  j["hash_after"] = a.hash_after;
  j["world_changes"] = a.world_changes;
  j["targets"] = Json::array();
  for (const auto& t : a.targets)
    j["targets"].push_back({{"name", t.name},
                            {"unit", t.unit},
                            {"before", t.before ? Json(*t.before) : Json(nullptr)},
                            {"after", t.after ? Json(*t.after) : Json(nullptr)}});
  j["posterior"] = a.posterior;
  j["posterior_origin"] = a.posterior_origin;
  const bool refit = !a.targets.empty() || a.world_changes;
  j["refit"] = refit ? Json(refit_command(a, folder.empty() ? "DIR" : folder)) : Json(nullptr);
  j["scorable"] = Json::array();
  for (const auto& v : a.scorable)
    j["scorable"].push_back(
        {{"outcome", v.outcome}, {"place", v.place}, {"year", v.year}, {"value", v.value}});
  return j.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_addition(const FileSource& base, const Addition& a, const std::string& folder) {
  std::error_code error;
  const bool fresh = !fs::exists(folder, error);
  fs::path plain = fs::path(folder).lexically_normal();
  if (!plain.has_filename()) plain = plain.parent_path();
  const fs::path into = fresh ? plain.string() + fmt::format(".part-{}", getpid()) : plain.string();
  const auto undo = [&](const std::string& wrong) {
    std::error_code ignored;
    if (fresh) fs::remove_all(into, ignored);
    return wrong;
  };
  if (fresh) {
    Faults faults;
    const auto catalog = DataCatalog::read(base, faults);
    if (!catalog) return to_string(faults.list().front());
    if (const auto wrong = data_export(*catalog, into.string(), false); !wrong.empty())
      return undo(wrong);
  }
  // All are written beside their places before the first takes its name.
  const auto place = [&](const std::string& path) { return into / path.substr(5); };
  const auto beside = [&](const std::string& path) { return place(path).string() + ".part"; };
  for (const auto& [path, text] : a.files)
    if (const auto wrong = write_text_file(beside(path), text); !wrong.empty()) {
      for (const auto& [other, unused] : a.files) fs::remove(beside(other), error);
      return undo(wrong);
    }
  for (const auto& [path, text] : a.files) {
    fs::rename(beside(path), place(path), error);
    if (error)
      return undo(fmt::format("cannot write {}: {}", place(path).string(), error.message()));
  }
  if (!fresh) return {};
  fs::rename(into, plain, error);
  return error ? undo(fmt::format("cannot make {}: {}", folder, error.message())) : "";
}

}  // namespace balloon
