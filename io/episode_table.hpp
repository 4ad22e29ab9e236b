// Reads data/episodes.csv and prints what a run made of it, as text or JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/episodes.hpp"
#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// The episodes, or nothing and at least one fault.
std::optional<std::vector<analysis::Episode>> read_episodes(const FileSource& files,
                                                            Faults& faults);

/// A table of `width` columns, its last line "N of M episodes have the right sign".
std::string episode_text(const std::vector<analysis::EpisodeResult>& results, int width = 100);

/// One JSON document: {"draws": {...}, "episodes": [...], "right": N, "evaluated": M,
/// "within_band": K}; `draws` is draws_json of where the members came from, left out where empty.
std::string episode_json(const std::vector<analysis::EpisodeResult>& results,
                         const std::string& draws = "");

}  // namespace balloon
