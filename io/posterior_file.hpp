// The posterior as two files (docs/files.md, "The posterior"): draws.csv, a row for each draw with
// its unknowns in thousandths of a standard deviation, and posterior.json, all the rest.
//
// Columns are found by their names, so that neither the order of places nor that of parameters
// matters, and a model with a new parameter still reads an old file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/posterior.hpp"
#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// Paths of the files inside the program.
inline constexpr const char* posterior_draws_path = "data/posterior/draws.csv";
inline constexpr const char* posterior_json_path = "data/posterior/posterior.json";
inline constexpr const char* posterior_check_path = "data/posterior/validation.json";

/// Folder within a posterior's of the draws that forecasts start from, where these have another
/// state (docs/decisions/0035-two-states.md).
inline constexpr const char* forecast_folder = "forecast";

/// Scores beyond this many standard deviations are faults.
inline constexpr double largest_score = 8;

/// Names of the unknowns up to year `last`, in the order of model::UnknownLayout:
/// "parameter:NAME", "start_area:COL", "start_price_base:COL", "start_price_cocaine:COL",
/// "start_share:ZONE", "start_split:ZONE", "supply:ZONE:1990", "supply_hub:COL:1990",
/// "demand:MARKET:1990".
std::vector<std::string> unknown_names(const model::World& world, int last);

/// Hash of the parameters' names and priors: where it differs, a score means another value.
std::string parameter_hash();

/// The texts of both files. Sets `parts.hash` and `parts.model_hash`, and rounds the scores as the
/// file does. Throws std::invalid_argument where a score lies beyond largest_score or a draw has
/// another length than the world's unknowns.
struct PosteriorText {
  std::string draws, json;
};
PosteriorText posterior_text(const model::World& world, analysis::PosteriorParts& parts);

/// Writes both files into `folder`, made where it is missing. Empty or what went wrong.
std::string write_posterior(const std::string& folder, const model::World& world,
                            analysis::PosteriorParts& parts);

/// True where `files` has a posterior (either of its files).
bool has_posterior(const FileSource& files);

/// Reads and checks both files; null and every fault where something is wrong. Parameters that the
/// file lacks are 0, the middle of their priors, and named in `notes`.
std::shared_ptr<const analysis::Posterior> read_posterior(const FileSource& files,
                                                          const model::World& world, Faults& faults,
                                                          std::vector<std::string>& notes);

/// Reads validation.json; nothing where there is none, nothing and faults where it is malformed.
std::optional<analysis::PosteriorCheck> read_posterior_check(const FileSource& files,
                                                             Faults& faults);

/// What the check found wrong, in words, the worst first. Of `series` those alone whose text in
/// English, as the validation writes it, begins with one of them.
std::vector<std::string> known_failures(const analysis::PosteriorCheck& check,
                                        std::string_view language,
                                        const std::vector<std::string>& series = {});

}  // namespace balloon
