#include "io/draw_source.hpp"

#include <filesystem>

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

}  // namespace

analysis::DrawSource choose_draws(const std::string& choice, const model::World& world,
                                  const FileSource& files, const std::string& data_hash,
                                  Faults& faults) {
  const Words english("en");
  analysis::DrawSource draws;
  if (choice == "prior") return draws;
  const bool shipped = choice == "posterior";
  if (!shipped && !std::filesystem::is_directory(choice)) {
    faults.add({"", 0, "--draws", choice, "must be posterior, prior or a folder with draws.csv"});
    return draws;
  }
  FileSource from = shipped ? embedded_files() : folder_files(choice, "data/posterior/");
  bool borrowed = false;  // the program's posterior for the world of a folder
  if (shipped && is_folder_hash(data_hash)) {
    borrowed = !has_posterior(files);
    if (!borrowed) from = files;
  }
  if (shipped && !has_posterior(from)) {
    draws.notes.push_back(english.fill("note.no-posterior", {}));
    return draws;
  }
  Faults found;
  auto posterior = read_posterior(from, world, found, draws.notes);
  draws.check = read_posterior_check(from, found);
  if (!found.empty() && borrowed) {
    draws.check.reset();
    draws.notes = {
        english.fill("note.posterior-unfit", {{"fault", to_string(found.list().front())}})};
    return draws;
  }
  for (auto fault : found.list()) {
    const std::string prefix = "data/posterior/";
    if (!shipped && fault.file.starts_with(prefix))
      fault.file = (std::filesystem::path(choice) / fault.file.substr(prefix.size())).string();
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
  draws.posterior = std::move(posterior);
  return draws;
}

}  // namespace balloon
