#include "io/draw_source.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/embedded.hpp"
#include "io/posterior_file.hpp"
#include "io/words.hpp"

namespace balloon {

namespace {

bool is_folder_hash(const std::string& hash) { return hash.starts_with("folder:"); }

/// Whether the data are those that the posterior was made from: all of them where both hashes say
/// so, else the model's tables.
bool same_data(const analysis::PosteriorParts& parts, const FileSource& files,
               const std::string& data_hash) {
  if (!is_folder_hash(data_hash) && !is_folder_hash(parts.data_hash))
    return data_hash == parts.data_hash;
  return model_data_hash(files) == parts.tables_hash;
}

constexpr std::string_view posterior_folder = "data/posterior/";

std::string in_forecast_folder(std::string_view path) {
  return fmt::format("{}{}/{}", posterior_folder, forecast_folder,
                     path.substr(posterior_folder.size()));
}

/// Whether forecasts have draws of their own.
bool has_forecast_draws(const FileSource& files) {
  return files(in_forecast_folder(posterior_draws_path)) ||
         files(in_forecast_folder(posterior_json_path));
}

/// `files` with the draws that forecasts start from in the place of the others.
FileSource for_forecasts(const FileSource& files) {
  return [files](std::string_view path) {
    const bool own = path == posterior_draws_path || path == posterior_json_path;
    return files(own ? in_forecast_folder(path) : std::string(path));
  };
}

/// The hash that posterior.json tells; empty where it does not, which its reader says.
std::string hash_in(const FileSource& files) {
  const auto text = files(posterior_json_path);
  const auto head = nlohmann::json::parse(text.value_or(""), nullptr, false);
  return head.is_object() && head.contains("hash") && head["hash"].is_string()
             ? head["hash"].get<std::string>()
             : std::string();
}

}  // namespace

analysis::DrawSource choose_draws(const std::string& choice, const model::World& world,
                                  const FileSource& files, const std::string& data_hash,
                                  Faults& faults) {
  const Words english("en");
  analysis::DrawSource draws;
  if (choice == "prior") return draws;
  const bool forecast = choice == "forecast";
  const bool shipped = choice == "posterior" || forecast;
  if (!shipped && !std::filesystem::is_directory(choice)) {
    faults.add({"", 0, "--draws", choice,
                "must be posterior, forecast, prior or a folder with draws.csv"});
    return draws;
  }
  FileSource from =
      shipped ? embedded_files() : folder_files(choice, std::string(posterior_folder));
  bool borrowed = false;  // the program's posterior for the world of a folder
  if (shipped && is_folder_hash(data_hash)) {
    borrowed = !has_posterior(files);
    if (!borrowed) from = files;
  }
  if (shipped && !has_posterior(from)) {
    draws.notes.push_back(english.fill("note.no-posterior", {}));
    return draws;
  }
  const bool apart = has_forecast_draws(from);
  std::string folder;  // of the draws, within the posterior's
  std::string whole;   // hash that draws for forecasts must name
  if (apart && forecast) {
    whole = hash_in(from);
    from = for_forecasts(from);
    folder = std::string(forecast_folder) + "/";
  }
  Faults found;
  auto posterior = read_posterior(from, world, found, draws.notes);
  draws.check = read_posterior_check(from, found);
  if (posterior && !whole.empty() && posterior->parts().of != whole)
    found.add({posterior_json_path, 0, "of", printable(posterior->parts().of),
               "must be the hash of the posterior that it lies in (" + printable(whole) + ")"});
  if (!found.empty() && borrowed) {
    draws.check.reset();
    draws.notes = {
        english.fill("note.posterior-unfit", {{"fault", to_string(found.list().front())}})};
    return draws;
  }
  for (auto fault : found.list()) {
    const bool of_draws = fault.file != posterior_check_path;
    if (fault.file.starts_with(posterior_folder)) {
      const auto name = (of_draws ? folder : "") + fault.file.substr(posterior_folder.size());
      fault.file = shipped ? std::string(posterior_folder) + name
                           : (std::filesystem::path(choice) / name).string();
    }
    faults.add(std::move(fault));
  }
  if (!posterior) return draws;
  const auto& parts = posterior->parts();
  if (draws.check && !draws.check->posterior.empty() &&
      draws.check->posterior != (parts.of.empty() ? parts.hash : parts.of)) {
    draws.notes.push_back(
        english.fill("note.other-validation", {{"hash", draws.check->posterior}}));
    draws.check.reset();
  }
  draws.source = choice;
  draws.other_data = !same_data(posterior->parts(), files, data_hash);
  if (draws.other_data) draws.notes.push_back(english.fill("note.other-data", {}));
  draws.forecast_apart = apart && !forecast;
  draws.posterior = std::move(posterior);
  return draws;
}

}  // namespace balloon
