#include "io/ensemble_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "analysis/summary.hpp"
#include "io/csv.hpp"
#include "io/output_folder.hpp"
#include "model/unknowns.hpp"

namespace balloon {

namespace {
constexpr const char* ensemble_format = "balloon-ensemble-1";
static_assert(std::endian::native == std::endian::little, "files hold little-endian doubles");

/// The first line of a file of members; null where it is not that of one.
nlohmann::json head_of(const std::string& line) {
  auto head = nlohmann::json::parse(line, nullptr, false);
  const bool good = head.is_object() && head.contains("format") &&
                    head["format"] == ensemble_format && head.contains("key") &&
                    head["key"].is_string();
  return good ? head : nlohmann::json();
}
}  // namespace

std::string ensemble_file_name(int origin, int structure) {
  return fmt::format("origin-{}-structure-{}.ens", origin, structure);
}

std::string write_ensemble(const std::string& path, const inference::StructureEnsemble& e,
                           const std::string& key) {
  const nlohmann::ordered_json head{{"format", ensemble_format}, {"key", key},
                                    {"origin", e.origin},        {"structure", e.structure},
                                    {"rows", e.unknowns.rows()}, {"columns", e.unknowns.cols()},
                                    {"misfit", e.misfit},        {"replaced", e.replaced}};
  std::string text = head.dump() + '\n';
  text.append(reinterpret_cast<const char*>(e.unknowns.data()),
              sizeof(double) * static_cast<std::size_t>(e.unknowns.size()));
  return write_file_atomically(path, text, true);
}

std::optional<inference::StructureEnsemble> read_ensemble(const std::string& path,
                                                          const std::string& key, std::string& why,
                                                          const model::World* world) {
  why.clear();
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string line;
  std::getline(in, line);
  const auto head = head_of(line);
  if (head.is_null()) {
    why = path + ": not a file of members (" + ensemble_format + ")";
    return std::nullopt;
  }
  if (!key.empty() && head.at("key") != key) {
    why = path + ": made from other settings, data or program";
    return std::nullopt;
  }
  inference::StructureEnsemble e;
  try {
    e.origin = head.at("origin").get<int>();
    e.structure = head.at("structure").get<int>();
    e.misfit = head.at("misfit").get<std::vector<double>>();
    e.replaced = head.at("replaced").get<std::vector<int>>();
    const auto rows = head.at("rows").get<Eigen::Index>();
    const auto columns = head.at("columns").get<Eigen::Index>();
    if (std::filesystem::path(path).filename() != ensemble_file_name(e.origin, e.structure)) {
      why = fmt::format("{}: holds origin {} and structure {}, not those of its name", path,
                        e.origin, e.structure);
      return std::nullopt;
    }
    if (world != nullptr && rows != model::UnknownLayout(*world).size(e.origin)) {
      why = fmt::format("{}: has {} unknowns where the model has {}; calibrate again", path, rows,
                        model::UnknownLayout(*world).size(e.origin));
      return std::nullopt;
    }
    const bool possible = rows >= 1 && rows <= 100000 && columns >= 1 && columns <= 1000000;
    const auto bytes =
        possible ? static_cast<std::streamsize>(sizeof(double)) * rows * columns : -1;
    const auto size = static_cast<std::streamsize>(std::filesystem::file_size(path)) -
                      static_cast<std::streamsize>(line.size()) - 1;
    if (size != bytes) {
      why = path + ": cut short or of another shape than its first line says";
      return std::nullopt;
    }
    e.unknowns.resize(rows, columns);
    in.read(reinterpret_cast<char*>(e.unknowns.data()), bytes);
    if (!in || !e.unknowns.allFinite()) {
      why = path + ": cannot be read, or holds what is not a number";
      return std::nullopt;
    }
  } catch (const nlohmann::json::exception& error) {
    why = path + ": its first line lacks a part or has a wrong one (" + error.what() + ")";
    return std::nullopt;
  }
  return e;
}

std::string ensemble_key(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  std::getline(in, line);
  const auto head = head_of(line);
  return head.is_null() ? "" : head.at("key").get<std::string>();
}

std::string fit_table(const std::vector<analysis::Target>& targets,
                      const inference::StructureEnsemble& e) {
  std::string out = "name,series,year,value,sd,median,low,high,misfit\n";
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& t = targets[i];
    const auto row = e.predicted.row(static_cast<Eigen::Index>(i));
    std::vector<double> x(row.begin(), row.end());
    std::sort(x.begin(), x.end());
    const auto at = [&](double p) { return analysis::quantile_of(x, p); };
    const auto back = [&](double p) { return inference::unsoftened(t, at(p)); };
    out += fmt::format("{},{},{},{:.6g},{:.3g},{:.6g},{:.6g},{:.6g},{:.3f}\n", csv_cell(t.name),
                       t.series, t.year, t.value, t.sd, back(0.5), back(0.05), back(0.95),
                       (at(0.5) - inference::softened(t, t.value)) / t.sd);
  }
  return out;
}

}  // namespace balloon
