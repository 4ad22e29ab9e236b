// Posteriors made of draws from the priors, for tests of files and of runs from them.
#pragma once

#include <string>
#include <vector>

#include "analysis/posterior.hpp"
#include "core/embedded.hpp"
#include "io/world_reader.hpp"
#include "model/unknowns.hpp"

namespace balloon::test {

/// Weights of the structures of parts_of.
inline const std::vector<double> weights = {0.5, 0.2, 0.1, 0.1, 0.1, 0};

/// Draws from the priors as if they had been calibrated.
inline analysis::PosteriorParts parts_of(const model::World& world, int origin, int per_structure) {
  analysis::PosteriorParts parts;
  parts.origin = origin;
  parts.weights = weights;
  parts.settings = "members 3";
  parts.command = "balloon calibrate";
  parts.data_hash = std::string(embedded::data_hash());
  parts.tables_hash = model_data_hash(embedded_files());
  std::uint64_t member = 0;
  for (int s = 0; s < model::structure_count; ++s)
    for (int k = 0; k < per_structure; ++k)
      parts.draws.push_back({s, model::stream_unknowns(world, 5, member++, origin)});
  return parts;
}

/// Whether a text has a part.
inline bool names(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace balloon::test
