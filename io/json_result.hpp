// A study as one JSON document (docs/files.md), for programs that read what `balloon run --json`
// says.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/study.hpp"

namespace balloon {

struct JsonOptions {
  std::string command;   ///< repeats the run
  bool partial = false;  ///< interrupted
  int indent = 2;        ///< -1: one line
};

/// Where the members came from, on one line: {"source", "hash", "origin", "weights", "notes"};
/// hash, origin and weights are null for the priors.
std::string draws_json(const analysis::DrawSource& draws);

/// A ledger as it stands in the document.
nlohmann::ordered_json ledger_json(const model::World& world, const analysis::Ledger& ledger);

/// The document, ending in a line end. Its first policy's figures stand at the top level; every arm
/// has its own in "arms".
std::string json_result(const analysis::Study& study, const JsonOptions& options);

}  // namespace balloon
